/**
 * `progress(iterable)`: the same items, and a bar that says how far the loop is, how fast, and how long it will take.
 * Bars of loops inside loops share one output.
 *
 *     for (const batch of progress(loader, { title: 'epoch 1' })) { ... }
 *     const bar = progress(1000);
 *     for (const step of bar) bar.set({ loss });
 *     for await (const chunk of progress(stream, { total: 20 })) { ... }
 */
import type { OutputItem } from '../../protocol.ts';
import { type DisplayHandle, type DisplayHost, displayHost } from './host.ts';
import { escapeHtml } from './table.ts';

export interface ProgressOptions {
  /** Stands before the bar. */
  readonly title?: string;
  /** Number of items, where the iterable does not say it itself (`length`, `size`). */
  readonly total?: number;
  /** What is counted; `items` by default. */
  readonly unit?: string;
  /** Keep the bar of an inner loop when it has ended; by default it makes room for the next. */
  readonly keep?: boolean;
}

/** Values shown behind the bar: numbers, words, or one-element tensors. */
export type ProgressValues = Readonly<Record<string, number | string | { item(): number }>>;

/** At most so many updates a second are sent. */
const INTERVAL_MS = 100;
/** A loop awaited by `for await` lets the kernel answer the editor this often. */
const YIELD_MS = 16;
/** Weight of the newest measurement in the rate. */
const NEWEST = 0.3;
const CELLS = 24;

type State = 'running' | 'done' | 'stopped';

/** The items of an iterable, counted. */
export class Progress<T> implements Iterable<T>, AsyncIterable<T> {
  readonly #source: Iterable<T> | AsyncIterable<T>;
  readonly #options: ProgressOptions;

  #bar: Bar | null = null;

  constructor(source: Iterable<T> | AsyncIterable<T>, options: ProgressOptions) {
    this.#source = source;
    this.#options = options;
  }

  /** Shows values behind the bar, e.g. the loss. */
  set(values: ProgressValues): this {
    this.#bar?.set(values);
    return this;
  }

  *[Symbol.iterator](): Generator<T, void, undefined> {
    const source = this.#source;
    if (!(Symbol.iterator in source)) {
      throw new TypeError(
        'progress: these items come one by one in time. Write: for await (const item of progress(...))',
      );
    }
    const bar = this.#start();
    try {
      for (const item of source) {
        yield item;
        bar.advance();
      }
      bar.end('done');
    } finally {
      bar.end('stopped');
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    const bar = this.#start();
    let yielded = performance.now();
    try {
      for await (const item of this.#source) {
        yield item;
        bar.advance();
        if (performance.now() - yielded < YIELD_MS) continue;
        await new Promise((resolve) => setImmediate(resolve));
        yielded = performance.now();
      }
      bar.end('done');
    } finally {
      bar.end('stopped');
    }
  }

  #start(): Bar {
    const { title = '', unit = 'items', keep = false } = this.#options;
    const total = this.#options.total ?? sizeOf(this.#source);
    this.#bar = new Bar({ title: String(title), unit: String(unit), keep, total });
    return this.#bar;
  }
}

/** A loop's items with a bar; a number counts from 0. */
export function progress<T>(items: Iterable<T> | AsyncIterable<T>, options?: ProgressOptions): Progress<T>;
export function progress(count: number, options?: ProgressOptions): Progress<number>;
export function progress<T>(
  items: Iterable<T> | AsyncIterable<T> | number,
  options: ProgressOptions = {},
): Progress<T> | Progress<number> {
  if (typeof items === 'number') return new Progress(count(items), { ...options, total: options.total ?? items });
  const given: unknown = items;
  if (typeof given === 'string' || (typeof given === 'object' && given !== null)) {
    if (Symbol.iterator in Object(given) || Symbol.asyncIterator in Object(given)) return new Progress(items, options);
  }
  throw new TypeError(`progress: ${describe(given)} has no items. Give a list, a data loader, or a number of steps.`);
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return typeof value === 'object' ? 'this object' : `a ${typeof value}`;
}

function* count(total: number): Generator<number, void, undefined> {
  for (let i = 0; i < total; i++) yield i;
}

function sizeOf(source: object): number | null {
  const { length, size } = source as { length?: unknown; size?: unknown };
  if (typeof length === 'number') return length;
  return typeof size === 'number' ? size : null;
}

interface BarSettings {
  readonly title: string;
  readonly unit: string;
  readonly keep: boolean;
  readonly total: number | null;
}

class Bar {
  readonly settings: BarSettings;
  readonly #group: Group;
  readonly #started = performance.now();
  #measured = this.#started;
  #measuredAt = 0;
  #ended = 0;
  /** Items a second. */
  #rate = 0;
  #values: ProgressValues = {};
  done = 0;
  state: State = 'running';

  constructor(settings: BarSettings) {
    this.settings = settings;
    this.#group = Group.join(this);
  }

  advance(): void {
    this.done++;
    this.#group.changed(false);
  }

  set(values: ProgressValues): void {
    this.#values = { ...this.#values, ...values };
    this.#group.changed(false);
  }

  end(state: State): void {
    if (this.state !== 'running') return;
    this.state = state;
    this.#ended = performance.now();
    this.#group.left(this);
  }

  get #seconds(): number {
    return ((this.#ended || performance.now()) - this.#started) / 1000;
  }

  /** Items a second: of the whole loop when it is over, else an average that forgets. */
  #measure(): number {
    if (this.state !== 'running') return this.#seconds > 0 ? this.done / this.#seconds : 0;
    const now = performance.now();
    const elapsed = (now - this.#measured) / 1000;
    if (elapsed >= INTERVAL_MS / 2000 && this.done > this.#measuredAt) {
      const newest = (this.done - this.#measuredAt) / elapsed;
      this.#rate = this.#rate === 0 ? newest : this.#rate + NEWEST * (newest - this.#rate);
      this.#measured = now;
      this.#measuredAt = this.done;
    }
    return this.#rate;
  }

  /** `epoch 1: 420 of 1,000 items (42 %), 12.3 items/s, 47 s left, loss 0.1234`, in its parts. */
  words(): { readonly count: string; readonly time: string; readonly values: string } {
    const { total, unit } = this.settings;
    const rate = this.#measure();
    const whole = total !== null && total > 0;
    const share = whole ? ` (${Math.floor((100 * this.done) / total)} %)` : '';
    const of = whole ? `${thousands(this.done)} of ${thousands(total)} ${unit}` : `${thousands(this.done)} ${unit}`;
    const parts: string[] = [];
    if (rate > 0) parts.push(rateText(rate, unit));
    if (this.state !== 'running') parts.push(timeText(this.#seconds));
    else if (whole && rate > 0) parts.push(`${timeText(Math.max(0, total - this.done) / rate)} left`);
    if (this.state === 'stopped') parts.push('stopped');
    const values = Object.entries(this.#values).map(([name, value]) => `${name} ${valueText(value)}`);
    return { count: `${of}${share}`, time: parts.join(', '), values: values.join(', ') };
  }

  text(): string {
    const { count: counted, time, values } = this.words();
    const { title } = this.settings;
    const after = [counted, time, values].filter((part) => part !== '').join(', ');
    return `${title ? `${title}: ` : ''}${this.#drawn()}${after}`;
  }

  #drawn(): string {
    const { total } = this.settings;
    if (total === null || total <= 0) return '';
    const full = Math.round((CELLS * Math.min(this.done, total)) / total);
    return `[${'#'.repeat(full)}${'.'.repeat(CELLS - full)}] `;
  }

  html(): string {
    const { title, total } = this.settings;
    const { count: counted, time, values } = this.words();
    const value = total !== null && total > 0 ? ` value="${Math.min(this.done, total)}" max="${total}"` : '';
    // A loop without a known end that is over has a full bar.
    const shown = value || (this.state === 'running' ? '' : ' value="1" max="1"');
    const label = escapeHtml(title || 'progress');
    const accent = this.state === 'stopped' ? 'descriptionForeground' : 'progressBar-background';
    return (
      `<div style="display:flex;align-items:center;gap:.75em;flex-wrap:wrap;font-variant-numeric:tabular-nums">` +
      `${title ? `<span>${escapeHtml(title)}</span>` : ''}` +
      `<progress${shown} aria-label="${label}" style="width:16em;accent-color:var(--vscode-${accent})"></progress>` +
      `<span>${escapeHtml(counted)}</span>` +
      `<span style="color:var(--vscode-descriptionForeground)">${escapeHtml(time)}</span>` +
      `${values ? `<span>${escapeHtml(values)}</span>` : ''}</div>`
    );
  }
}

/** The bars of loops inside one another, in one output. */
class Group {
  static #current: Group | null = null;
  readonly #bars: Bar[] = [];
  readonly #handle: DisplayHandle;
  #sentAt = performance.now();

  /** Into the output of the loop around, or an output of its own. */
  static join(bar: Bar): Group {
    const open = Group.#current;
    if (open) {
      open.#bars.push(bar);
      open.changed(false);
      return open;
    }
    const group = new Group(bar, displayHost());
    Group.#current = group;
    return group;
  }

  private constructor(first: Bar, host: DisplayHost) {
    this.#bars.push(first);
    this.#handle = host.emit(this.#items(), { live: true });
    host.onRunEnd(() => this.#close());
  }

  changed(now: boolean): void {
    const time = performance.now();
    if (!now && time - this.#sentAt < INTERVAL_MS) return;
    this.#sentAt = time;
    this.#handle.update(this.#items());
  }

  left(bar: Bar): void {
    const outermost = this.#bars[0] === bar;
    if (!outermost && !bar.settings.keep) this.#bars.splice(this.#bars.indexOf(bar), 1);
    if (this.#bars.some(({ state }) => state === 'running')) {
      this.changed(false);
      return;
    }
    if (Group.#current === this) Group.#current = null;
    this.changed(true);
  }

  /** The cell is over: loops that never came to their end do not go on. */
  #close(): void {
    for (const bar of [...this.#bars]) bar.end('stopped');
  }

  #items(): readonly OutputItem[] {
    return [
      { mime: 'text/html', data: this.#bars.map((bar) => bar.html()).join('\n') },
      { mime: 'text/plain', data: this.#bars.map((bar) => bar.text()).join('\n') },
    ];
  }
}

function thousands(value: number): string {
  return value.toLocaleString('en');
}

function rateText(rate: number, unit: string): string {
  if (rate >= 100) return `${thousands(Math.round(rate))} ${unit}/s`;
  return rate >= 1 ? `${rate.toFixed(1)} ${unit}/s` : `${timeText(1 / rate)} each`;
}

function timeText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function valueText(value: ProgressValues[string]): string {
  if (typeof value === 'string') return value;
  const number = typeof value === 'number' ? value : value.item();
  if (Number.isInteger(number)) return thousands(number);
  return Math.abs(number) >= 1e-3 && Math.abs(number) < 1e4 ? number.toPrecision(4) : number.toExponential(3);
}
