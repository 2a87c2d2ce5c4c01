/** What a view's component may do beside drawing: talk to the kernel, announce, save, copy, keep its state. */
import { createContext } from 'preact';
import { useContext, useEffect, useReducer } from 'preact/hooks';
import type { CodeSite, ExportFormat, KernelQuery, KernelReply } from '../../core/payload/messages.ts';
import type { ViewName } from '../../core/payload/view.ts';
import { type KernelLink, type StreamListener, toBase64 } from './fetch.ts';
import type { Scene } from './scene.ts';
import type { RendererContext } from './vscode.ts';

/** A picture on the page, for the exports; later nodes lie over earlier ones. */
export interface PictureEntry {
  readonly element: HTMLElement;
  scene: Scene;
}

const ANNOUNCE_MS = 500;

export class ViewHost {
  readonly outputId: string;
  readonly view: ViewName;
  readonly link: KernelLink;
  readonly root: HTMLElement;
  /** Every picture of this output, for the exports. */
  readonly pictures = new Set<PictureEntry>();
  /** The screen reader's sentence and the file name of exports. */
  sentence = '';
  private readonly context: RendererContext;
  private live: HTMLElement | undefined;
  private said = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(outputId: string, view: ViewName, context: RendererContext, link: KernelLink, root: HTMLElement) {
    this.outputId = outputId;
    this.view = view;
    this.context = context;
    this.link = link;
    this.root = root;
  }

  /** Latest-wins within a lane. */
  request(lane: string, query: KernelQuery): Promise<KernelReply> {
    return this.link.request(this.outputId, lane, query);
  }

  listen(streamId: string, listener: StreamListener): () => void {
    return this.link.listen(streamId, listener);
  }

  /** Tells a screen reader; at most twice a second, the last text wins. */
  announce(text: string): void {
    clearTimeout(this.waiting);
    const speak = (): void => {
      this.said = performance.now();
      if (this.live !== undefined) this.live.textContent = text;
    };
    const wait = this.said + ANNOUNCE_MS - performance.now();
    if (wait <= 0) speak();
    else this.waiting = setTimeout(speak, wait);
  }

  setLiveRegion(element: HTMLElement | null): void {
    this.live = element ?? undefined;
  }

  /** Saves through the host's dialog; a link with a data URL where there is no host. */
  save(name: string, format: ExportFormat, data: Uint8Array): void {
    const b64 = toBase64(data);
    if (this.link.canPost) {
      this.link.post({ type: 'nnbook.save', name, format, b64 });
      return;
    }
    const mime = { svg: 'image/svg+xml', png: 'image/png', csv: 'text/csv', safetensors: 'application/octet-stream' };
    const anchor = document.createElement('a');
    anchor.href = `data:${mime[format]};base64,${b64}`;
    anchor.download = `${name}.${format}`;
    anchor.click();
  }

  copy(text: string): void {
    if (this.link.canPost) this.link.post({ type: 'nnbook.copy', text });
    else void navigator.clipboard.writeText(text).then(undefined, () => this.announce('copying is not allowed here'));
  }

  /** Opens the code that made something; only in a trusted workspace with a host. */
  get canReveal(): boolean {
    return this.link.canPost && this.context.workspace?.isTrusted !== false;
  }

  reveal(site: CodeSite): void {
    if (this.canReveal) this.link.post({ type: 'nnbook.reveal', site });
  }

  /** Interface state (slider, zoom) of this output; lives as long as the webview. */
  loadState(): unknown {
    const all = this.context.getState?.();
    return isRecord(all) ? all[this.outputId] : undefined;
  }

  saveState(state: unknown): void {
    const all = this.context.getState?.();
    this.context.setState?.({ ...(isRecord(all) ? all : {}), [this.outputId]: state });
  }

  dispose(): void {
    clearTimeout(this.waiting);
    this.link.drop(this.outputId);
    this.pictures.clear();
  }
}

export const HostContext = createContext<ViewHost | undefined>(undefined);

export function useHost(): ViewHost {
  const host = useContext(HostContext);
  if (host === undefined) throw new Error('a view component outside defineView');
  return host;
}

/** Whether the kernel that holds a value of `session` can be asked; re-renders when that changes. */
export function useKernel(session: string | undefined): boolean {
  const host = useHost();
  const [, bump] = useReducer((n: number) => n + 1, 0);
  useEffect(() => host.link.onState(() => bump(undefined)), [host]);
  return host.link.reaches(session);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
