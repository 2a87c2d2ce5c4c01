/** The part of VS Code's renderer API that the views use (its types come in no package that is needed otherwise). */
export interface OutputItem {
  readonly id: string;
  readonly mime: string;
  data(): Uint8Array;
}

export interface RendererContext {
  readonly workspace?: { readonly isTrusted: boolean };
  setState?(state: unknown): void;
  getState?(): unknown;
  /** Absent where no extension host listens: the views then show what is saved. */
  postMessage?(message: unknown): void;
  onDidReceiveMessage?(listener: (message: unknown) => void): { dispose(): void };
}

export interface RendererApi {
  renderOutputItem(item: OutputItem, element: HTMLElement, signal?: AbortSignal): void;
  disposeOutputItem(id?: string): void;
}

export type ActivationFunction = (context: RendererContext) => RendererApi;
