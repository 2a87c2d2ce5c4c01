/**
 * The spec of the curves view, and the columns it refers to.
 *
 * Buffers of series `key`: `<key>.step` F64 (left out when the steps are evenly spaced: `x` says how), and either
 * `<key>.value` F32, one entry a point, or, when the series is thinned, `<key>.min`, `<key>.max`, `<key>.mean` F32 and
 * `<key>.bad` U32, one entry a bucket of `bucket` points. Thinning keeps every extreme and counts every NaN; it never samples.
 */

import { readBuffer, SpecError, SpecReader } from './spec.ts';
import type { Payload } from './view.ts';

export type SeriesRole = 'train' | 'val' | 'lr' | 'other';

export interface CurveSeries {
  /** Prefix of the buffers' names. */
  readonly key: string;
  readonly name: string;
  readonly role: SeriesRole;
  /** Quantity measured: series of one panel share a y axis (`loss`, `accuracy`, `lr`, ...). */
  readonly panel: string;
  readonly better: 'lower' | 'higher';
  /** Points recorded. */
  readonly count: number;
  /** Points an entry stands for; 1 when every point is there. */
  readonly bucket: number;
  /** Evenly spaced steps: entry i is at `start + i * stride`. Absent when the `step` buffer is there. */
  readonly x?: { readonly start: number; readonly stride: number };
}

/** Something that happened at a step: a changed learning rate, a seed, a cell that was run again. */
export interface CurveEvent {
  readonly step: number;
  readonly label: string;
}

/** A value known beforehand, drawn across its panel: `ln(classes)` for chance, for one. */
export interface CurveBaseline {
  readonly value: number;
  readonly label: string;
  readonly panel: string;
}

export interface CurvesSpec {
  readonly version: 1;
  readonly title: string;
  /** What the x axis counts. */
  readonly xLabel: string;
  /** Steps the run will have, when known: the future is shaded up to it. */
  readonly total?: number;
  /** Steps per epoch, when known. */
  readonly epoch?: number;
  /** Weight of the moving average at first sight, 0 to 0.999. */
  readonly smoothing: number;
  readonly series: readonly CurveSeries[];
  readonly events: readonly CurveEvent[];
  readonly baselines: readonly CurveBaseline[];
  /** Set while the run goes on: deltas carry this id. */
  readonly streamId?: string;
}

/** New points of one series, from `from` on. Both columns are base64 of little-endian F64 steps and F32 values. */
export interface CurveDeltaColumns {
  readonly key: string;
  readonly from: number;
  readonly step: string;
  readonly value: string;
}

/** What one message of a live run carries. */
export interface CurvesDelta {
  readonly columns: readonly CurveDeltaColumns[];
  /** Series that appeared since the last delta. */
  readonly series: readonly CurveSeries[];
  readonly events: readonly CurveEvent[];
}

/** One decoded series. `min`, `max` and `mean` are one array when every point is there. */
export interface SeriesColumns {
  readonly series: CurveSeries;
  readonly step: Float64Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly mean: Float32Array;
  /** Of each bucket the points that are NaN or infinite; `null` when `mean` itself tells. */
  readonly bad: Uint32Array | null;
}

const SERIES = { max: 64 };
const MARKS = { max: 10_000 };
const ROLES: readonly SeriesRole[] = ['train', 'val', 'lr', 'other'];

/** The series of a payload. @throws SpecError where the spec or a column is not as this file says. */
export function readCurves(payload: Payload<unknown>): { spec: CurvesSpec; columns: SeriesColumns[] } {
  const spec = readCurvesSpec(new SpecReader(payload.spec));
  return { spec, columns: spec.series.map((series) => readColumns(series, payload)) };
}

function readCurvesSpec(r: SpecReader): CurvesSpec {
  r.int('version', 1, 1);
  const series = r.list('series', SERIES, readSeries);
  if (new Set(series.map((s) => s.key)).size !== series.length)
    throw new SpecError(`${r.path}.series`, 'keys that differ');
  const total = r.opt('total', (key) => readStep(r, key));
  const epoch = r.opt('epoch', (key) => r.num(key));
  const streamId = r.opt('streamId', (key) => r.str(key, 200));
  return {
    version: 1,
    title: r.str('title', 300),
    xLabel: r.str('xLabel', 100),
    ...(total === undefined ? {} : { total }),
    ...(epoch === undefined ? {} : { epoch }),
    smoothing: Math.min(Math.max(r.num('smoothing'), 0), 0.999),
    series,
    events: r.list('events', MARKS, readEvent),
    baselines: r.list('baselines', MARKS, (b) => ({
      value: b.num('value'),
      label: b.str('label', 200),
      panel: b.str('panel', 100),
    })),
    ...(streamId === undefined ? {} : { streamId }),
  };
}

/** A delta out of a message. @throws SpecError */
export function readCurvesDelta(value: unknown): CurvesDelta {
  const r = new SpecReader(value, 'delta');
  return {
    columns: r.list('columns', SERIES, (c) => ({
      key: c.str('key', 100),
      from: c.int('from'),
      step: c.str('step', 2 ** 21),
      value: c.str('value', 2 ** 20),
    })),
    series: r.list('series', SERIES, readSeries),
    events: r.list('events', MARKS, readEvent),
  };
}

/** A place on the x axis: beyond 2^53 neighbouring steps are one number and no axis can tell them apart. */
function readStep(r: SpecReader, key: string): number {
  const step = r.num(key);
  if (Math.abs(step) > Number.MAX_SAFE_INTEGER) throw new SpecError(`${r.path}.${key}`, 'a step below 2^53');
  return step;
}

function readEvent(r: SpecReader): CurveEvent {
  return { step: readStep(r, 'step'), label: r.str('label', 300) };
}

function readSeries(r: SpecReader): CurveSeries {
  const x = r.opt('x', (key) => {
    const even = r.obj(key);
    const stride = readStep(even, 'stride');
    if (stride < 0) throw new SpecError(`${even.path}.stride`, 'a number that is not negative: steps do not go back');
    return { start: readStep(even, 'start'), stride };
  });
  return {
    key: r.str('key', 100),
    name: r.str('name', 200),
    role: r.oneOf('role', ROLES),
    panel: r.str('panel', 100),
    better: r.oneOf('better', ['lower', 'higher']),
    count: r.int('count'),
    bucket: r.int('bucket', 1),
    ...(x ? { x } : {}),
  };
}

function readColumns(series: CurveSeries, payload: Payload<unknown>): SeriesColumns {
  const f32 = (name: string, shape?: readonly number[]): Float32Array => {
    const { data } = readBuffer(payload, `${series.key}.${name}`, ['F32'], shape);
    return data as Float32Array;
  };
  const mean = f32(series.bucket > 1 ? 'mean' : 'value');
  const shape = [mean.length];
  const thinned = series.bucket > 1;
  return {
    series,
    step: readSteps(series, payload, mean.length),
    min: thinned ? f32('min', shape) : mean,
    max: thinned ? f32('max', shape) : mean,
    mean,
    bad: thinned ? (readBuffer(payload, `${series.key}.bad`, ['U32'], shape).data as Uint32Array) : null,
  };
}

function readSteps(series: CurveSeries, payload: Payload<unknown>, length: number): Float64Array {
  const { x } = series;
  if (x) return Float64Array.from({ length }, (_, i) => x.start + i * x.stride);
  const name = `${series.key}.step`;
  const step = readBuffer(payload, name, ['F64'], [length]).data as Float64Array;
  for (let i = 0; i < length; i++) {
    const small = Math.abs(step[i]) <= Number.MAX_SAFE_INTEGER;
    if (!small || (i > 0 && step[i] < step[i - 1])) {
      throw new SpecError(`buffer ${name}`, `steps below 2^53 that do not go back; entry ${i} is not`);
    }
  }
  return step;
}
