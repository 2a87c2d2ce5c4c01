/**
 * `display.curves`: a live handle that a training loop feeds, or finished columns at once.
 *
 *     const c = display.curves({ title: 'mlp', total: 3000, classes: 10 });
 *     c.push(step, { train: loss, val: valLoss, lr });       // numbers or one-element tensors
 *     display.curves({ train: [2.3, 1.9], val: [2.2, 2.0] });
 */
import type { CurvesDelta, CurvesSpec } from '../../../../core/payload/curves.ts';
import { count, diagnose, number } from '../../../../core/payload/curves-diagnose.ts';
import type { JsonValue } from '../../../../core/payload/messages.ts';
import { encodePayload } from '../../../../core/payload/safetensors.ts';
import { type ViewOutput, viewMime } from '../../../../core/payload/view.ts';
import { CurvesRecorder, type SeriesOptions } from '../../../../core/trace/curves.ts';
import { base64 } from './base64.ts';
import { type DisplayHandle, type DisplayHost, displayHost, type ViewStream } from './host.ts';

/** A number, or anything with one element that says so (`loss`, a 0-d tensor). */
export type Scalar = number | { item(): number };

export interface CurvesOptions {
  readonly title?: string;
  /** What the x axis counts; `step` by default. */
  readonly xLabel?: string;
  /** Steps the run will have. */
  readonly total?: number;
  /** Steps per epoch. */
  readonly epoch?: number;
  /** Weight of the moving average at first sight: 0 to 0.999; 0.97 by default. */
  readonly smoothing?: number;
  /** Draws chance level for that many classes: ln(classes). */
  readonly classes?: number;
  readonly baselines?: readonly { readonly value: number; readonly label: string; readonly panel?: string }[];
  /** Role, panel and direction of series whose names do not say it. */
  readonly series?: Readonly<Record<string, SeriesOptions>>;
  /** Keep every point in the output, however many; by default 20,000 a series, beyond that ranges. */
  readonly exact?: boolean;
}

/** Finished series: values at steps 0, 1, ...; or `{ step, value }`. */
export type CurveColumns = Readonly<
  Record<string, ArrayLike<number> | { readonly step: ArrayLike<number>; readonly value: ArrayLike<number> }>
>;

const EXACT = 20_000;
/** At most 20 messages a second. */
const INTERVAL_MS = 50;
const DELTA_POINTS = 16_384;

/** Feeds a curves view while the cell runs. */
export class CurvesHandle {
  readonly recorder = new CurvesRecorder();
  readonly #options: CurvesOptions;
  readonly #host: DisplayHost;
  #handle: DisplayHandle | null = null;
  #stream: ViewStream | null = null;
  #sentAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: CurvesOptions, host: DisplayHost) {
    this.#options = options;
    this.#host = host;
    addBaselines(this.recorder, options);
    for (const [name, series] of Object.entries(options.series ?? {})) this.recorder.ensure(name, series);
    this.#begin();
  }

  /** Adds a point to each named series; without a step, at one more than the last. */
  push(values: Readonly<Record<string, Scalar>>): void;
  push(step: number, values: Readonly<Record<string, Scalar>>): void;
  push(first: number | Readonly<Record<string, Scalar>>, second?: Readonly<Record<string, Scalar>>): void {
    const given = typeof first === 'number' ? (second ?? {}) : first;
    const numbers: Record<string, number> = {};
    for (const [name, value] of Object.entries(given)) numbers[name] = scalar(value, name);
    let step = typeof first === 'number' ? first : this.recorder.nextStep;
    if (typeof first !== 'number' && 'step' in numbers) {
      step = numbers.step;
      delete numbers.step;
    }
    this.recorder.push(step, numbers);
    this.#changed();
  }

  /** Marks something that happened, at the last step unless one is given. */
  event(label: string, step = Math.max(0, this.recorder.nextStep - 1)): void {
    this.recorder.event(step, String(label));
    this.#changed();
  }

  /** The view as it is now, complete. */
  output(): ViewOutput {
    return curvesOutput(this.recorder, this.#options);
  }

  #begin(): void {
    const stream = this.#host.openStream(
      {
        ack: () => this.#flush(),
        resync: () => {
          this.recorder.rewind();
          this.#flush();
        },
      },
      'curves',
    );
    this.#stream = stream;
    this.recorder.rewind();
    // Points made before (a handle used again in a later cell) come with the first output, not as deltas.
    this.recorder.drain();
    this.#handle = this.#host.emit(curvesOutput(this.recorder, this.#options, stream.id), { live: true });
    this.#host.onRunEnd(() => this.#end());
  }

  #end(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#stream?.close();
    this.#stream = null;
    this.#handle?.update(this.output());
    this.#handle = null;
  }

  #changed(): void {
    // The cell that made the handle has ended: the view goes on under the cell that feeds it now.
    if (!this.#stream) {
      this.#begin();
      return;
    }
    if (performance.now() - this.#sentAt >= INTERVAL_MS) this.#flush();
    else if (this.#timer === null) {
      // The last points before a pause come after the interval, if the loop lets timers run at all.
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.#flush();
      }, INTERVAL_MS);
    }
  }

  #flush(): void {
    const stream = this.#stream;
    if (!stream?.writable || performance.now() - this.#sentAt < INTERVAL_MS) return;
    const { columns, series, events } = this.recorder.drain(DELTA_POINTS);
    if (columns.length + series.length + events.length === 0) return;
    this.#sentAt = performance.now();
    const delta: CurvesDelta = {
      series,
      events,
      columns: columns.map((c) => ({ key: c.series.key, from: c.from, step: base64(c.step), value: base64(c.value) })),
    };
    stream.send(delta as unknown as JsonValue);
  }
}

/** `display.curves`: a handle for options, a finished output for columns. */
export function curves(columns: CurveColumns, options?: CurvesOptions): void;
export function curves(options?: CurvesOptions): CurvesHandle;
export function curves(first: CurveColumns | CurvesOptions = {}, second?: CurvesOptions): CurvesHandle | undefined {
  const host = displayHost();
  if (!isColumns(first)) return new CurvesHandle(first, host);
  host.emit(curvesFromColumns(first, second));
  return undefined;
}

/** A finished view of whole columns. */
export function curvesFromColumns(columns: CurveColumns, options: CurvesOptions = {}): ViewOutput {
  const recorder = new CurvesRecorder();
  addBaselines(recorder, options);
  for (const [name, column] of Object.entries(columns)) {
    const series = recorder.ensure(name, options.series?.[name]);
    const value = 'value' in column ? column.value : column;
    const step = 'step' in column ? column.step : null;
    if (step && step.length !== value.length) {
      throw new RangeError(
        `curves: "${name}" has ${step.length} steps and ${value.length} values; one step a value is needed.`,
      );
    }
    for (let i = 0; i < value.length; i++) series.push(step ? step[i] : i, Number(value[i]));
  }
  return curvesOutput(recorder, options);
}

export function curvesOutput(recorder: CurvesRecorder, options: CurvesOptions, streamId?: string): ViewOutput {
  const { series, buffers } = recorder.columns(options.exact ? Infinity : EXACT);
  const spec: CurvesSpec = {
    version: 1,
    title: options.title ?? 'Curves',
    xLabel: options.xLabel ?? 'step',
    ...(options.total === undefined ? {} : { total: options.total }),
    ...(options.epoch === undefined ? {} : { epoch: options.epoch }),
    smoothing: options.smoothing ?? 0.97,
    series,
    events: recorder.events,
    baselines: recorder.baselines,
    ...(streamId === undefined ? {} : { streamId }),
  };
  return { mime: viewMime('curves'), bytes: encodePayload(spec, buffers), text: curvesText(recorder, spec) };
}

/** The twin in words: first, last and best of each series, and the diagnosis with its rule. */
export function curvesText(recorder: CurvesRecorder, spec: CurvesSpec): string {
  const lines = [`${spec.title} (curves, ${spec.xLabel})`];
  for (const { name, step, value, length, better, role } of recorder.series.values()) {
    if (length === 0) {
      lines.push(`  ${name}: no points yet`);
      continue;
    }
    let best = -1;
    for (let i = 0; i < length; i++) {
      const v = value[i];
      if (Number.isFinite(v) && (best < 0 || (better === 'higher' ? v > value[best] : v < value[best]))) best = i;
    }
    const bestText = best < 0 || role === 'lr' ? '' : `, best ${number(value[best])} at ${count(step[best])}`;
    const last = length - 1;
    lines.push(
      `  ${name}: ${number(value[0])} -> ${number(value[last])}${bestText} (${count(length)} points, ${spec.xLabel} ${count(step[0])} to ${count(step[last])})`,
    );
  }
  for (const line of spec.baselines) lines.push(`  ${line.label}: ${number(line.value)}`);
  const of = (role: string) =>
    [...recorder.series.values()].find((s) => s.role === role && s.panel === 'loss' && s.length > 0) ?? null;
  const chance = spec.baselines.find((b) => b.panel === 'loss')?.value;
  const finding = spec.streamId
    ? null
    : diagnose({ train: of('train'), val: of('val'), ...(chance === undefined ? {} : { chance }) });
  if (finding) lines.push(`  ${finding.title} ${finding.detail}`, `  Rule: ${finding.rule}`);
  return lines.join('\n');
}

function addBaselines(recorder: CurvesRecorder, options: CurvesOptions): void {
  const { classes } = options;
  if (classes !== undefined) {
    if (!(classes > 1)) throw new RangeError(`curves: classes is ${classes}; chance level needs 2 or more.`);
    recorder.baselines.push({ value: Math.log(classes), label: `chance, ln ${classes}`, panel: 'loss' });
  }
  for (const { value, label, panel } of options.baselines ?? []) {
    recorder.baselines.push({ value: Number(value), label: String(label), panel: panel ?? 'loss' });
  }
}

function scalar(value: Scalar, name: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'object' && value !== null && typeof value.item === 'function') return value.item();
  throw new TypeError(
    `curves: "${name}" is ${value === null ? 'null' : typeof value}; a number or a one-element tensor is needed.`,
  );
}

const OPTION_NAMES = new Set([
  'title',
  'xLabel',
  'total',
  'epoch',
  'smoothing',
  'classes',
  'baselines',
  'series',
  'exact',
]);

/** Columns when something in it is a list of numbers under a name that is no option. */
function isColumns(value: CurveColumns | CurvesOptions): value is CurveColumns {
  return Object.entries(value).some(([name, item]: [string, unknown]) => {
    if (typeof item !== 'object' || item === null || OPTION_NAMES.has(name)) return false;
    return Array.isArray(item) || ArrayBuffer.isView(item) || 'value' in item;
  });
}
