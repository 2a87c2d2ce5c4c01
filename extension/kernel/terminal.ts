/**
 * A run's events as lines of a terminal or a log. An output that its cell goes on changing (curves, a progress bar) is
 * printed once, as it stands at the end of the cell; meanwhile a terminal shows its newest line, a log nothing.
 */
import { stripVTControlCharacters } from 'node:util';
import type { KernelEvent, OutputItem } from './protocol.ts';

export interface TerminalSettings {
  write(text: string, stream: 'stdout' | 'stderr'): void;
  /** A terminal with colours and a cursor; else no control characters are written. */
  readonly terminal: boolean;
  readonly columns?: number;
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32 } as const;

export class Terminal {
  readonly #settings: TerminalSettings;
  /** Texts that wait for the end of their cell, in the order of appearance. */
  readonly #waiting = new Map<string, string>();
  /** Text with which a display was printed. */
  readonly #printed = new Map<string, string>();
  #status = false;
  /** True when the last thing written did not end its line. */
  #open = false;

  constructor(settings: TerminalSettings) {
    this.#settings = settings;
  }

  style(text: string, ...styles: (keyof typeof CODES)[]): string {
    return this.#settings.terminal ? `\u001b[${styles.map((s) => CODES[s]).join(';')}m${text}\u001b[0m` : text;
  }

  event(event: KernelEvent): void {
    switch (event.kind) {
      case 'text':
        this.#write(event.text, event.stream);
        return;
      case 'overflow':
        this.#write(event.text, 'stdout');
        return;
      case 'error': {
        const [first, ...rest] = event.error.stack.split('\n');
        this.line([this.style(first, 'bold', 'red'), ...rest].join('\n'), 'stderr');
        return;
      }
      case 'display': {
        const text = twinOf(event.items);
        if (text === null) return;
        if (event.live) this.#waiting.set(event.display, text);
        else {
          this.line(text);
          this.#printed.set(event.display, text);
        }
        return;
      }
      case 'update': {
        const text = twinOf(event.items);
        if (text === null) return;
        if (this.#printed.get(event.display) === text) this.#waiting.delete(event.display);
        else this.#waiting.set(event.display, text);
        this.#showStatus(text);
        return;
      }
      case 'clear':
        this.#waiting.clear();
        return;
      case 'end':
        this.finish();
        return;
      default:
        return;
    }
  }

  /** Prints what waited: the cell is over, in whatever way. */
  finish(): void {
    for (const text of this.#waiting.values()) this.line(text);
    this.#waiting.clear();
    this.#printed.clear();
    this.#clearStatus();
  }

  /** A text on lines of its own. */
  line(text: string, stream: 'stdout' | 'stderr' = 'stdout'): void {
    this.#clearStatus();
    const { terminal, write } = this.#settings;
    const shown = terminal ? text : stripVTControlCharacters(text);
    write(`${this.#open ? '\n' : ''}${shown.endsWith('\n') ? shown : `${shown}\n`}`, stream);
    this.#open = false;
  }

  #write(text: string, stream: 'stdout' | 'stderr'): void {
    if (text === '') return;
    this.#clearStatus();
    const { terminal, write } = this.#settings;
    write(terminal ? text : stripVTControlCharacters(text), stream);
    this.#open = !text.endsWith('\n');
  }

  #showStatus(text: string): void {
    const { terminal, write, columns = 80 } = this.#settings;
    if (!terminal || this.#open) return;
    const last = stripVTControlCharacters(text.split('\n').at(-1) ?? '').trim();
    write(`\r\u001b[K\u001b[2m${last.slice(0, Math.max(1, columns - 1))}\u001b[0m`, 'stdout');
    this.#status = true;
  }

  #clearStatus(): void {
    if (this.#status) this.#settings.write('\r\u001b[K', 'stdout');
    this.#status = false;
  }
}

function twinOf(items: readonly OutputItem[]): string | null {
  const text = items.find(({ mime }) => mime === 'text/plain')?.data;
  return typeof text === 'string' ? text : null;
}
