/**
 * `display.plot(data, layout)`: a Plotly figure of the person's own. Data only: what could fetch, link or run is left
 * out, and the text twin says so. Number arrays and tensors travel as buffers, not as JSON.
 */
import {
  cleanFigure,
  isNumbers,
  type PlotNotes,
  type PlotObject,
  type PlotSpec,
  type PlotValue,
} from '../../../../core/payload/plot.ts';
import { encodePayload } from '../../../../core/payload/safetensors.ts';
import type { PayloadArray, PayloadDType, PayloadTensor } from '../../../../core/payload/view.ts';
import { type ViewOutput, viewMime } from '../../../../core/payload/view.ts';
import { displayHost } from './host.ts';

export interface PlotOptions {
  readonly title?: string;
  /** Pixels; the layout's own height, else 420. */
  readonly height?: number;
}

/** Shorter lists stay in the spec, where a diff shows them. */
const INLINE = 16;

export function plot(data: unknown, layout: unknown = {}, options: PlotOptions = {}): void {
  displayHost().emit(plotOutput(data, layout, options));
}

/** @throws SpecError where data is no list of traces. */
export function plotOutput(data: unknown, layout: unknown = {}, options: PlotOptions = {}): ViewOutput {
  const notes: PlotNotes = [];
  const traces = prepare(Array.isArray(data) ? data : [data]);
  const figure = cleanFigure(traces, prepare(layout), notes);
  const buffers: Record<string, PayloadTensor> = {};
  const stored = figure.data.map((trace) => store(trace, buffers) as PlotObject);
  const spec: PlotSpec = {
    version: 1,
    title: options.title ?? titleOf(figure.layout) ?? 'Figure',
    height: options.height ?? (typeof figure.layout.height === 'number' ? figure.layout.height : 420),
    data: stored,
    layout: store(figure.layout, buffers) as PlotObject,
  };
  return { mime: viewMime('plot'), bytes: encodePayload(spec, buffers), text: twin(spec.title, figure.data, notes) };
}

interface TensorLike {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

function isTensor(value: unknown): value is TensorLike {
  const t = value as Partial<TensorLike> | null;
  return typeof t === 'object' && t !== null && Array.isArray(t.shape) && ArrayBuffer.isView(t.data);
}

/** Tensors become typed arrays (rows of them when two-dimensional), long number lists too. */
function prepare(value: unknown, depth = 0): unknown {
  // Deeper than a figure may be: `cleanFigure` refuses it by its place.
  if (depth > 20) return value;
  if (isTensor(value)) return fromTensor(value);
  if (isNumbers(value) || value instanceof Date) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Float64Array.from(value as unknown as ArrayLike<number>);
  if (Array.isArray(value)) {
    return value.length > INLINE && value.every((v) => typeof v === 'number')
      ? Float64Array.from(value)
      : value.map((item) => prepare(item, depth + 1));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, prepare(item, depth + 1)]));
  }
  return value;
}

function fromTensor({ shape, data }: TensorLike): unknown {
  const flat = data instanceof Float32Array ? data : Float64Array.from(data);
  if (shape.length < 2) return flat;
  const size = flat.length / (shape[0] || 1);
  return Array.from({ length: shape[0] }, (_, i) =>
    fromTensor({ shape: shape.slice(1), data: flat.slice(i * size, (i + 1) * size) }),
  );
}

/** Typed arrays out into buffers; a table of equal rows as one buffer with its shape. */
function store(value: PlotValue, buffers: Record<string, PayloadTensor>): PlotValue {
  if (isNumbers(value)) return { $buffer: put([value], [value.length], buffers) };
  if (Array.isArray(value)) {
    const rows = value as readonly PlotValue[];
    const first = rows[0];
    if (isNumbers(first) && rows.every((r) => isNumbers(r) && r.length === first.length)) {
      const shape = [rows.length, first.length];
      return { $buffer: put(rows as readonly PayloadArray[], shape, buffers), shape };
    }
    return rows.map((r) => store(r, buffers));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, store(item, buffers)]));
  }
  return value;
}

function put(rows: readonly PayloadArray[], shape: number[], buffers: Record<string, PayloadTensor>): string {
  const name = `b${Object.keys(buffers).length}`;
  const [dtype, data] = joined(rows);
  buffers[name] = { dtype, shape, data };
  return name;
}

function joined(rows: readonly PayloadArray[]): [PayloadDType, PayloadArray] {
  const total = rows.reduce((n, r) => n + r.length, 0);
  const [dtype, out]: [PayloadDType, Float32Array | Float64Array] = rows.every((r) => r instanceof Float32Array)
    ? ['F32', new Float32Array(total)]
    : ['F64', new Float64Array(total)];
  let at = 0;
  for (const row of rows) {
    out.set(row, at);
    at += row.length;
  }
  return [dtype, out];
}

/** The layout's title without its formatting tags. */
function titleOf({ title }: PlotObject): string | undefined {
  const text = typeof title === 'object' && title !== null && 'text' in title ? title.text : title;
  return typeof text === 'string' ? text.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<') : undefined;
}

function twin(title: string, traces: readonly PlotObject[], notes: PlotNotes): string {
  const lines = traces.map((trace, i) => {
    const columns = Object.entries(trace).flatMap(([key, v]) =>
      isNumbers(v) || Array.isArray(v) ? [`${key}[${v.length}]`] : [],
    );
    return `  ${typeof trace.name === 'string' ? trace.name : `trace ${i + 1}`} (${String(trace.type ?? 'scatter')}): ${columns.join(', ')}`;
  });
  return [`${title} (figure)`, ...lines, ...notes.map((note) => `  ${note}`)].join('\n');
}
