/**
 * The curves as the view holds them: columns that may still grow, an exact min/max pyramid over each, the smoothed
 * column for the weight in use, and what they say (best point, diagnosis, first NaN).
 */
import type {
  CurveBaseline,
  CurveEvent,
  CurveSeries,
  CurvesDelta,
  CurvesSpec,
  SeriesColumns,
  SeriesRole,
} from '../../core/payload/curves.ts';
import { readCurves } from '../../core/payload/curves.ts';
import { type DiagnosedSeries, diagnose, type Finding } from '../../core/payload/curves-diagnose.ts';
import { type Extremes, MinMaxPyramid, nearestIndex } from '../../core/payload/curves-pyramid.ts';
import { Smoother } from '../../core/payload/curves-smooth.ts';
import type { Payload } from '../../core/payload/view.ts';
import { fromBase64 } from '../shared/fetch.ts';

export class Curve {
  series: CurveSeries;
  length = 0;
  step: Float64Array;
  mean: Float32Array;
  /** Entries that hold a NaN or an infinity. */
  readonly bad: number[] = [];
  /** Index of the best entry (lowest, or highest where higher is better); -1 while there is none. */
  best = -1;
  readonly pyramid: MinMaxPyramid;
  private smoothed: Float32Array;
  private smoother: Smoother;
  private smoothedTo = 0;
  private smoothedPyramid = new MinMaxPyramid(1);
  private key = '';

  constructor(columns: SeriesColumns) {
    this.series = columns.series;
    this.step = columns.step;
    this.mean = columns.mean;
    this.pyramid = new MinMaxPyramid(Math.max(1, columns.mean.length));
    this.pyramid.append(columns.min, columns.max);
    this.length = columns.mean.length;
    this.smoothed = this.mean;
    this.smoother = new Smoother({ weight: 0 });
    this.note(0, columns.bad);
  }

  get role(): SeriesRole {
    return this.series.role;
  }

  /** Validation and learning rate are shown as they are: few points, or exact ones. */
  get smoothable(): boolean {
    return this.role === 'train' || this.role === 'other';
  }

  get lastStep(): number {
    return this.length ? this.step[this.length - 1] : Number.NaN;
  }

  append(step: Float64Array, value: Float32Array): void {
    const from = this.length;
    const to = from + value.length;
    if (to > this.step.length || this.smoothed === this.mean) {
      const room = Math.max(1024, to * 2);
      this.step = grown(this.step, new Float64Array(room), from);
      this.mean = grown(this.mean, new Float32Array(room), from);
      this.smoothed = grown(this.smoothed, new Float32Array(room), Math.min(from, this.smoothedTo));
    }
    this.step.set(step, from);
    this.mean.set(value, from);
    this.length = to;
    this.pyramid.append(value, value);
    this.note(from, null);
  }

  /** The smoothed column for a weight; on a log axis the mean is taken of logarithms. */
  smooth(weight: number, log: boolean): Float32Array {
    if (!this.smoothable || weight === 0) return this.mean;
    const key = `${weight}/${log}`;
    if (key !== this.key) {
      this.key = key;
      this.smoothedTo = 0;
      this.smoothedPyramid = new MinMaxPyramid(this.length);
      this.smoother = new Smoother({ weight, log, bucket: this.series.bucket });
      if (this.smoothed === this.mean) this.smoothed = new Float32Array(this.mean.length);
    }
    if (this.smoothedTo < this.length) {
      this.smoother.run(this.mean, this.smoothedTo, this.length, this.smoothed);
      const fresh = this.smoothed.subarray(this.smoothedTo, this.length);
      this.smoothedPyramid.append(fresh, fresh);
      this.smoothedTo = this.length;
    }
    return this.smoothed;
  }

  /** Extremes of the line as drawn (the column that `smooth` returned) over a range of entries. */
  lineExtremes(values: Float32Array, from: number, to: number, out: Extremes): Extremes {
    if (values === this.smoothed && values !== this.mean) return this.smoothedPyramid.query(from, to, out);
    if (this.series.bucket === 1) return this.pyramid.query(from, to, out);
    // Of a thinned series the line runs through the means, at most some ten thousand of them.
    out.min = Infinity;
    out.max = -Infinity;
    for (let i = from; i < to; i++) {
      const v = values[i];
      if (v < out.min && v !== -Infinity) out.min = v;
      if (v > out.max && v !== Infinity) out.max = v;
    }
    return out;
  }

  /** Entry nearest to a step; -1 when there is none. */
  at(step: number): number {
    return nearestIndex(this.step, this.length, step);
  }

  /** What the rules read: a bucket with a bad point counts as bad. */
  diagnosed(): DiagnosedSeries {
    const value = this.mean.slice(0, this.length);
    for (const i of this.bad) if (Number.isFinite(value[i])) value[i] = Number.NaN;
    return { name: this.series.name, step: this.step.subarray(0, this.length), value };
  }

  private note(from: number, bad: Uint32Array | null): void {
    const higher = this.series.better === 'higher';
    for (let i = from; i < this.length; i++) {
      const v = this.mean[i];
      if (bad ? bad[i] > 0 : v - v !== 0) this.bad.push(i);
      if (v - v === 0 && (this.best < 0 || (higher ? v > this.mean[this.best] : v < this.mean[this.best])))
        this.best = i;
    }
  }
}

function grown<T extends Float32Array | Float64Array>(old: T, room: T, used: number): T {
  room.set(old.subarray(0, used));
  return room;
}

/** Series that share a y axis. */
export interface Panel {
  readonly name: string;
  readonly curves: Curve[];
  readonly baselines: readonly CurveBaseline[];
}

export class CurvesModel {
  readonly spec: CurvesSpec;
  readonly curves: Curve[];
  readonly events: CurveEvent[];
  /** Rises with every delta. */
  version = 0;
  private finding: Finding | null = null;
  private foundAt = -1;
  private foundTime = 0;

  constructor(payload: Payload<unknown>) {
    const { spec, columns } = readCurves(payload);
    this.spec = spec;
    this.curves = columns.map((c) => new Curve(c));
    this.events = [...spec.events];
  }

  get live(): boolean {
    return this.spec.streamId !== undefined;
  }

  /** Loss first, then other quantities, the learning rate in its own lane last. */
  panels(): Panel[] {
    const names = [...new Set(this.curves.map((c) => c.series.panel))];
    const rank = (name: string): number => (name === 'loss' ? 0 : name === 'lr' ? 2 : 1);
    names.sort((a, b) => rank(a) - rank(b));
    return names.map((name) => ({
      name,
      curves: this.curves.filter((c) => c.series.panel === name),
      baselines: this.spec.baselines.filter((b) => b.panel === name),
    }));
  }

  curve(role: SeriesRole, panel = 'loss'): Curve | null {
    return this.curves.find((c) => c.role === role && c.series.panel === panel) ?? null;
  }

  /** The curve whose points the keyboard walks at first: the one with most of them. */
  get primary(): Curve | null {
    const plotted = this.curves.filter((c) => c.role !== 'lr');
    return plotted.reduce<Curve | null>((most, c) => (most && most.length >= c.length ? most : c), null);
  }

  /** First and last step over all series, and the announced end where there is one. */
  extent(): { first: number; last: number; end: number } {
    let first = Infinity;
    let last = -Infinity;
    for (const curve of this.curves) {
      if (curve.length === 0) continue;
      first = Math.min(first, curve.step[0]);
      last = Math.max(last, curve.lastStep);
    }
    if (!(first <= last)) return { first: 0, last: 0, end: this.spec.total ?? 1 };
    return { first, last, end: Math.max(last, this.spec.total ?? last) };
  }

  /** Takes one live message. Returns false when points are missing before it. */
  take(delta: CurvesDelta): boolean {
    for (const series of delta.series) {
      if (this.curves.some((c) => c.series.key === series.key)) continue;
      const none = new Float32Array();
      this.curves.push(new Curve({ series, step: new Float64Array(), min: none, max: none, mean: none, bad: null }));
    }
    let whole = true;
    for (const column of delta.columns) {
      const curve = this.curves.find((c) => c.series.key === column.key);
      if (!curve || column.from > curve.length) {
        whole = false;
        continue;
      }
      const value = new Float32Array(fromBase64(column.value).buffer);
      const step = new Float64Array(fromBase64(column.step).buffer);
      const known = curve.length - column.from;
      if (known < value.length && step.length === value.length)
        curve.append(step.subarray(known), value.subarray(known));
    }
    this.events.push(...delta.events);
    this.version++;
    return whole;
  }

  /** The diagnosis; while live at most once a second, for it reads every point. */
  diagnosis(now: number): Finding | null {
    if (this.foundAt === this.version || (this.foundAt >= 0 && this.live && now - this.foundTime < 1000))
      return this.finding;
    const train = this.curve('train');
    const val = this.curve('val');
    const chance = this.spec.baselines.find((b) => b.panel === 'loss')?.value;
    this.finding = diagnose({
      train: train?.length ? train.diagnosed() : null,
      val: val?.length ? val.diagnosed() : null,
      ...(chance === undefined ? {} : { chance }),
    });
    this.foundAt = this.version;
    this.foundTime = now;
    return this.finding;
  }
}

/** Extremes of raw points of a curve between two steps. */
export function rawExtremes(curve: Curve, from: number, to: number): Extremes {
  return curve.pyramid.query(from, to, { min: 0, max: 0 });
}
