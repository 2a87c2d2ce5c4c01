/** From a run's events to a list of outputs: neighbouring text joins, updates replace. Shared by editor and terminal. */
import type { ErrorReport, KernelEvent, OutputItem } from './protocol.ts';

export const STDOUT = 'application/vnd.code.notebook.stdout';
export const STDERR = 'application/vnd.code.notebook.stderr';
export const ERROR = 'application/vnd.code.notebook.error';

/** A change of a run's outputs. Places count from 0 in the order of their appearance. */
export type OutputChange =
  | { readonly kind: 'append'; readonly place: number; readonly items: readonly OutputItem[] }
  | { readonly kind: 'extend'; readonly place: number; readonly items: readonly OutputItem[] }
  | { readonly kind: 'replace'; readonly place: number; readonly items: readonly OutputItem[] }
  | { readonly kind: 'clear' };

/** Follows one run. */
export class OutputList {
  readonly #displays = new Map<string, number>();
  #places = 0;
  /** Mime of the text output that stands last, if one does. */
  #open: string | null = null;
  #overflow = false;
  /** Text that was not shown, for "open full output". */
  #hidden = '';
  #dropped = 0;

  get hidden(): { readonly text: string; readonly dropped: number } {
    return { text: this.#hidden, dropped: this.#dropped };
  }

  apply(event: KernelEvent): OutputChange[] {
    switch (event.kind) {
      case 'text':
        return [this.#text(event.stream === 'stdout' ? STDOUT : STDERR, event.text)];
      case 'overflow': {
        this.#hidden += event.text;
        this.#dropped += event.dropped;
        if (this.#overflow) return [];
        this.#overflow = true;
        return [this.#text(STDERR, '\n... output is cut here: "nnbook: Open Full Output" shows the rest\n')];
      }
      case 'display':
        this.#displays.set(event.display, this.#places);
        return [this.#append(event.items)];
      case 'update': {
        const place = this.#displays.get(event.display);
        return place === undefined ? [] : [{ kind: 'replace', place, items: event.items }];
      }
      case 'error':
        return [this.#append([errorItem(event.error)])];
      case 'clear':
        this.#displays.clear();
        this.#places = 0;
        this.#open = null;
        return [{ kind: 'clear' }];
      default:
        return [];
    }
  }

  #text(mime: string, text: string): OutputChange {
    const items = [{ mime, data: text }];
    if (this.#open === mime) return { kind: 'extend', place: this.#places - 1, items };
    const change = this.#append(items);
    this.#open = mime;
    return change;
  }

  #append(items: readonly OutputItem[]): OutputChange {
    this.#open = null;
    return { kind: 'append', place: this.#places++, items };
  }
}

/** As VS Code's own error renderer reads it. */
export function errorItem({ name, message, stack }: ErrorReport): OutputItem {
  return { mime: ERROR, data: JSON.stringify({ name, message, stack }, undefined, '\t') };
}
