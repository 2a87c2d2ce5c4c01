/** The life of outputs: one registry of outputs by id, their shadow roots, and the message shown for a refused payload. */
import { viewSheets } from './style.ts';
import { currentTheme } from './theme.ts';

/** Outputs by id. VS Code does not always dispose a replaced output, so mounting an id again ends its predecessor. */
export class OutputRegistry {
  private readonly disposers = new Map<string, () => void>();

  set(id: string, dispose: () => void): void {
    this.dispose(id);
    this.disposers.set(id, dispose);
  }

  dispose(id: string): void {
    const dispose = this.disposers.get(id);
    this.disposers.delete(id);
    dispose?.();
  }

  disposeAll(): void {
    for (const id of [...this.disposers.keys()]) this.dispose(id);
  }
}

/** The element's shadow root with the shared sheets, emptied. */
export function prepareRoot(element: HTMLElement, css: CSSStyleSheet | undefined): ShadowRoot {
  const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = viewSheets(css);
  root.replaceChildren();
  return root;
}

/** Why an output is not shown: a person can act on it, and the text stands as text. */
export function showRefusal(root: ShadowRoot, what: string, reason: string): void {
  const box = document.createElement('div');
  box.className = 'nn-refusal';
  box.setAttribute('role', 'note');
  const head = document.createElement('div');
  head.textContent = `This ${what} cannot be shown. Run the cell again to make it anew.`;
  const detail = document.createElement('code');
  detail.textContent = reason;
  box.append(head, detail);
  root.replaceChildren(box);
}

export function rootClass(): string {
  const theme = currentTheme();
  return `nn-view${theme.highContrast ? ' nn-hc' : ''}${theme.dark ? ' nn-dark' : ' nn-light'}`;
}
