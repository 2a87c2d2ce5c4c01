/**
 * Records scalars step by step for the curves view: growing columns per series, the points since the last message for a
 * live view, and at the end the columns of the payload, thinned to buckets that keep every extreme.
 */

import type { CurveBaseline, CurveEvent, CurveSeries, SeriesRole } from '../payload/curves.ts';
import type { PayloadTensor } from '../payload/view.ts';

/** What the caller may say of a series; the rest is read off its name. */
export interface SeriesOptions {
  readonly role?: SeriesRole;
  readonly panel?: string;
  readonly better?: 'lower' | 'higher';
}

/** New points of one series. The columns are views: valid until the next push. */
export interface CurvePoints {
  readonly series: CurveSeries;
  readonly from: number;
  readonly step: Float64Array;
  readonly value: Float32Array;
}

/** One series' growing columns. */
export class SeriesRecorder {
  readonly name: string;
  readonly key: string;
  readonly role: SeriesRole;
  readonly panel: string;
  readonly better: 'lower' | 'higher';
  length = 0;
  #step = new Float64Array(256);
  #value = new Float32Array(256);

  constructor(key: string, name: string, options: SeriesOptions = {}) {
    const guess = guessSeries(name);
    this.key = key;
    this.name = name;
    this.role = options.role ?? guess.role;
    this.panel = options.panel ?? guess.panel;
    this.better = options.better ?? guess.better;
  }

  /** @throws RangeError when the step is not a finite number or goes back. */
  push(step: number, value: number): void {
    if (!Number.isFinite(step))
      throw new RangeError(`curves: the step of "${this.name}" is ${step}, not a finite number`);
    const before = this.length ? this.#step[this.length - 1] : -Infinity;
    if (step < before) {
      throw new RangeError(
        `curves: step ${step} of "${this.name}" comes after step ${before}. Steps must not go back: count them across ` +
          'epochs (epoch * batches + batch), or begin a new view for a new run.',
      );
    }
    if (this.length === this.#step.length) {
      const step2 = new Float64Array(this.length * 2);
      const value2 = new Float32Array(this.length * 2);
      step2.set(this.#step);
      value2.set(this.#value);
      this.#step = step2;
      this.#value = value2;
    }
    this.#step[this.length] = step;
    this.#value[this.length++] = value;
  }

  get step(): Float64Array {
    return this.#step.subarray(0, this.length);
  }

  get value(): Float32Array {
    return this.#value.subarray(0, this.length);
  }

  /** The series' description without its steps. */
  describe(bucket = 1): CurveSeries {
    const { key, name, role, panel, better, length } = this;
    return { key, name, role, panel, better, count: length, bucket };
  }
}

export class CurvesRecorder {
  readonly series = new Map<string, SeriesRecorder>();
  readonly events: CurveEvent[] = [];
  readonly baselines: CurveBaseline[] = [];
  readonly #sent = new Map<string, number>();
  #eventsSent = 0;
  #steps = 0;

  /** The series of this name, made on first use. */
  ensure(name: string, options?: SeriesOptions): SeriesRecorder {
    let series = this.series.get(name);
    if (!series) {
      series = new SeriesRecorder(`s${this.series.size}`, name, options);
      this.series.set(name, series);
    }
    return series;
  }

  /** Step that a push without one gets: one more than the last. */
  get nextStep(): number {
    return this.#steps;
  }

  /** Adds one point to each named series. */
  push(step: number, values: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(values)) this.ensure(name).push(step, value);
    this.#steps = Math.max(this.#steps, step + 1);
  }

  event(step: number, label: string): void {
    this.events.push({ step, label });
  }

  /** The points and marks since the last call, at most `limit` points a series: a live message. */
  drain(limit = Infinity): { columns: CurvePoints[]; series: CurveSeries[]; events: CurveEvent[] } {
    const columns: CurvePoints[] = [];
    const fresh: CurveSeries[] = [];
    for (const recorder of this.series.values()) {
      const from = this.#sent.get(recorder.key);
      if (from === undefined) fresh.push(recorder.describe());
      const start = from ?? 0;
      const end = Math.min(recorder.length, start + limit);
      this.#sent.set(recorder.key, end);
      if (start === end) continue;
      columns.push({
        series: recorder.describe(),
        from: start,
        step: recorder.step.subarray(start, end),
        value: recorder.value.subarray(start, end),
      });
    }
    const events = this.events.slice(this.#eventsSent);
    this.#eventsSent = this.events.length;
    return { columns, series: fresh, events };
  }

  /** Sends everything again from the start: a view that lost its place asks for it. */
  rewind(): void {
    this.#sent.clear();
    this.#eventsSent = 0;
  }

  /**
   * Series and buffers for a payload. A series of more than `exactPoints` points is thinned to buckets of a power of
   * two, each with its minimum, maximum, mean and count of values that are not finite.
   */
  columns(exactPoints: number): { series: CurveSeries[]; buffers: Record<string, PayloadTensor> } {
    const series: CurveSeries[] = [];
    const buffers: Record<string, PayloadTensor> = {};
    const put = (name: string, dtype: 'F32' | 'F64' | 'U32', data: PayloadTensor['data']): void => {
      buffers[name] = { dtype, shape: [data.length], data };
    };
    for (const recorder of this.series.values()) {
      let bucket = 1;
      while (recorder.length / bucket > exactPoints) bucket *= 2;
      const thin = bucket > 1 ? bucketed(recorder, bucket) : { step: recorder.step, value: recorder.value };
      const x = evenSteps(thin.step);
      series.push({ ...recorder.describe(bucket), ...(x ? { x } : {}) });
      if (!x) put(`${recorder.key}.step`, 'F64', thin.step.slice());
      if ('value' in thin) {
        put(`${recorder.key}.value`, 'F32', thin.value.slice());
      } else {
        put(`${recorder.key}.min`, 'F32', thin.min);
        put(`${recorder.key}.max`, 'F32', thin.max);
        put(`${recorder.key}.mean`, 'F32', thin.mean);
        put(`${recorder.key}.bad`, 'U32', thin.bad);
      }
    }
    return { series, buffers };
  }
}

/** Role, panel and direction that a name suggests. */
export function guessSeries(name: string): Required<SeriesOptions> {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const has = (...list: string[]): boolean => words.some((word) => list.includes(word));
  if (has('lr') || (has('learning') && has('rate'))) return { role: 'lr', panel: 'lr', better: 'lower' };
  const quality = has('acc', 'accuracy', 'f1', 'precision', 'recall', 'auc', 'r2', 'bleu');
  const val = has('val', 'valid', 'validation', 'test', 'dev', 'eval', 'holdout');
  const train = has('train', 'training', 'loss');
  return {
    role: val ? 'val' : train ? 'train' : 'other',
    panel: quality ? 'accuracy' : val || train || has('cost', 'nll', 'mse', 'perplexity') ? 'loss' : name,
    better: quality ? 'higher' : 'lower',
  };
}

/** `start` and `stride` when the steps are exactly evenly spaced; else undefined. */
function evenSteps(step: Float64Array): { start: number; stride: number } | undefined {
  if (step.length === 0) return { start: 0, stride: 1 };
  const start = step[0];
  const stride = step.length > 1 ? step[1] - start : 1;
  for (let i = 0; i < step.length; i++) if (step[i] !== start + i * stride) return undefined;
  return { start, stride };
}

interface Buckets {
  step: Float64Array;
  min: Float32Array;
  max: Float32Array;
  mean: Float32Array;
  bad: Uint32Array;
}

/** A bucket stands at its first step; one without a finite value has NaN in all three columns. */
function bucketed(recorder: SeriesRecorder, size: number): Buckets {
  const { step, value } = recorder;
  const n = Math.ceil(value.length / size);
  const out: Buckets = {
    step: new Float64Array(n),
    min: new Float32Array(n),
    max: new Float32Array(n),
    mean: new Float32Array(n),
    bad: new Uint32Array(n),
  };
  for (let b = 0; b < n; b++) {
    let min = Infinity;
    let max = -Infinity;
    let sum = 0;
    let good = 0;
    const from = b * size;
    const to = Math.min(from + size, value.length);
    for (let i = from; i < to; i++) {
      const v = value[i];
      if (!Number.isFinite(v)) continue;
      if (v < min) min = v;
      if (v > max) max = v;
      sum += v;
      good++;
    }
    out.step[b] = step[from];
    out.min[b] = good ? min : Number.NaN;
    out.max[b] = good ? max : Number.NaN;
    out.mean[b] = good ? sum / good : Number.NaN;
    out.bad[b] = to - from - good;
  }
  return out;
}
