/**
 * The kernel's one way out: events leave in the order in which they happened, batched so that a loop that prints costs
 * a message per frame, not per line. A synchronous loop starves timers, so the clock is also looked at on each event.
 */
import type { KernelEvent, KernelToHost } from '../protocol.ts';

/** Milliseconds for which events gather. */
const BATCH_MS = 16;
/** Text of one run that is shown, beyond it is kept for "open full output", and beyond that counted only. */
const SHOWN_CHARS = 1 << 20;
const SHOWN_LINES = 10_000;
const KEPT_CHARS = 8 << 20;

interface TextCount {
  chars: number;
  lines: number;
}

export class Channel {
  readonly #post: (message: KernelToHost) => void;
  readonly #counts = new Map<number, TextCount>();
  #batch: KernelEvent[] = [];
  #batchChars = 0;
  #timer: NodeJS.Timeout | null = null;
  #lastFlush = 0;

  constructor(post: (message: KernelToHost) => void) {
    this.#post = post;
  }

  /** Sends a message in order with the events before it. */
  send(message: KernelToHost): void {
    this.flush();
    this.#post(message);
  }

  push(event: KernelEvent): void {
    this.#batch.push(event);
    if (event.kind === 'end') {
      this.#counts.delete(event.run);
      this.flush();
    } else {
      this.#schedule();
    }
  }

  text(run: number, stream: 'stdout' | 'stderr', text: string): void {
    if (text === '') return;
    const count = this.#counts.get(run) ?? { chars: 0, lines: 0 };
    this.#counts.set(run, count);
    const room = roomFor(text, SHOWN_CHARS - count.chars, SHOWN_LINES - count.lines);
    const shown = text.slice(0, room);
    const rest = text.slice(room);
    const kept = rest.slice(0, Math.max(0, KEPT_CHARS - Math.max(count.chars, SHOWN_CHARS)));
    count.chars += text.length;
    count.lines += newlines(shown);
    if (rest !== '') count.lines = SHOWN_LINES;
    if (shown !== '') this.#appendText(run, stream, shown);
    if (rest !== '') this.#overflow(run, kept, rest.length - kept.length);
    this.#batchChars += shown.length + kept.length;
    this.#schedule();
  }

  #appendText(run: number, stream: 'stdout' | 'stderr', text: string): void {
    const last = this.#batch.at(-1);
    if (last?.kind === 'text' && last.run === run && last.stream === stream) {
      this.#batch[this.#batch.length - 1] = { ...last, text: last.text + text };
    } else {
      this.#batch.push({ kind: 'text', run, stream, text });
    }
  }

  #overflow(run: number, text: string, dropped: number): void {
    const last = this.#batch.at(-1);
    if (last?.kind === 'overflow' && last.run === run) {
      this.#batch[this.#batch.length - 1] = { ...last, text: last.text + text, dropped: last.dropped + dropped };
    } else {
      this.#batch.push({ kind: 'overflow', run, text, dropped });
    }
  }

  #schedule(): void {
    const now = performance.now();
    if (now - this.#lastFlush >= BATCH_MS || this.#batchChars > 256 * 1024) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), BATCH_MS);
  }

  /** Sends what waits for its timer, if the timer is late: it does not run while a cell computes without a pause. */
  flushIfDue(): void {
    if (this.#timer && performance.now() - this.#lastFlush >= BATCH_MS) this.flush();
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#lastFlush = performance.now();
    if (this.#batch.length === 0) return;
    const events = this.#batch;
    this.#batch = [];
    this.#batchChars = 0;
    this.#post({ type: 'events', events });
  }
}

/** How many characters of `text` fit into so many characters and lines. */
function roomFor(text: string, chars: number, lines: number): number {
  if (chars <= 0 || lines <= 0) return 0;
  let at = -1;
  for (let line = 0; line < lines; line++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return Math.min(text.length, chars);
  }
  return Math.min(at + 1, chars);
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
