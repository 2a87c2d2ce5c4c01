/**
 * A user's own Plotly figure: traces and layout as JSON, in which a number array is `{ "$buffer": name }` (and
 * `{ "$buffer": name, "shape": [rows, cols] }` for a table). What goes in is data: `cleanFigure` runs on both sides,
 * when the figure is made and again when a saved one is opened.
 */

import { SpecError, SpecReader } from './spec.ts';
import type { Payload, PayloadArray } from './view.ts';

export interface PlotSpec {
  readonly version: 1;
  readonly title: string;
  /** Height in pixels, fixed before the figure is drawn. */
  readonly height: number;
  readonly data: readonly PlotObject[];
  readonly layout: PlotObject;
}

export type PlotValue =
  | null
  | boolean
  | number
  | string
  | PlotArrayRef
  | readonly PlotValue[]
  | PlotObject
  | PayloadArray;
export interface PlotObject {
  readonly [key: string]: PlotValue;
}
export interface PlotArrayRef {
  readonly $buffer: string;
  readonly shape?: readonly number[];
}

/** Kinds of traces that draw from data alone. Maps are not among them: they fetch tiles and outlines. */
export const TRACE_TYPES: readonly string[] = [
  'scatter',
  'scattergl',
  'bar',
  'box',
  'violin',
  'histogram',
  'histogram2d',
  'histogram2dcontour',
  'heatmap',
  'contour',
  'pie',
  'sunburst',
  'treemap',
  'icicle',
  'funnel',
  'funnelarea',
  'waterfall',
  'indicator',
  'table',
  'sankey',
  'splom',
  'parcoords',
  'parcats',
  'ohlc',
  'candlestick',
  'scatterpolar',
  'scatterpolargl',
  'barpolar',
  'scatterternary',
  'scattersmith',
  'carpet',
  'scattercarpet',
  'contourcarpet',
  'surface',
  'mesh3d',
  'scatter3d',
  'isosurface',
  'volume',
  'cone',
  'streamtube',
];

/** Keys that name a place to fetch from, a file, or code. */
const DROPPED = new Set([
  'images',
  'source',
  'href',
  'url',
  'geojson',
  'topojsonURL',
  'mapbox',
  'geo',
  'map',
  'transforms',
  'updatemenus',
  'sliders',
  'meta',
  'stream',
  'uid',
  '__proto__',
  'constructor',
  'prototype',
]);
/** What Plotly itself reads inside text, without attributes. */
const TAG = /<(\/?)(b|i|em|strong|sub|sup|br|extra|s|u)\s*\/?>|</gi;
const MAX_DEPTH = 12;
const MAX_TEXT = 4000;
const MAX_TRACES = 1000;

/** What was left out of a figure, in words. */
export type PlotNotes = string[];

/**
 * Traces and layout without anything that could fetch, link or run: known trace types only, no images or maps, text with
 * at most plain formatting tags (any other `<` shows as itself).
 */
export function cleanFigure(
  data: unknown,
  layout: unknown,
  notes: PlotNotes = [],
): { data: PlotObject[]; layout: PlotObject } {
  if (!Array.isArray(data)) throw new SpecError('data', 'a list of traces');
  if (data.length > MAX_TRACES) throw new SpecError('data', `at most ${MAX_TRACES} traces`);
  const traces: PlotObject[] = [];
  data.forEach((trace: unknown, i) => {
    const cleaned = clean(trace, `data[${i}]`, 0, notes);
    if (!isObject(cleaned)) throw new SpecError(`data[${i}]`, 'a trace: an object');
    const type = cleaned.type ?? 'scatter';
    if (typeof type === 'string' && TRACE_TYPES.includes(type)) traces.push(cleaned);
    else
      notes.push(
        `Trace ${i} is of type ${String(type).slice(0, 40)}, which needs the network or is unknown; left out.`,
      );
  });
  const cleanedLayout = clean(layout ?? {}, 'layout', 0, notes);
  if (!isObject(cleanedLayout)) throw new SpecError('layout', 'an object');
  return { data: traces, layout: cleanedLayout };
}

function clean(value: unknown, path: string, depth: number, notes: PlotNotes): PlotValue {
  if (depth > MAX_DEPTH) throw new SpecError(path, `at most ${MAX_DEPTH} levels`);
  if (value === null || typeof value === 'boolean') return value;
  // JSON has no NaN; Plotly draws a gap for null.
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string') return plainText(value);
  if (value instanceof Date) return value.toISOString();
  if (isNumbers(value)) return value;
  if (Array.isArray(value)) return value.map((item, i) => clean(item, `${path}[${i}]`, depth + 1, notes));
  if (typeof value === 'object') {
    const out: Record<string, PlotValue> = {};
    for (const [key, item] of Object.entries(value)) {
      // A flow diagram's links have a `source` too: a list of numbers.
      if ((DROPPED.has(key) && !(key === 'source' && typeof item !== 'string')) || key.endsWith('src')) {
        notes.push(`${path}.${key.slice(0, 60)} was left out: figures hold data only.`);
      } else if (typeof item !== 'function' && item !== undefined) {
        out[key] = clean(item, `${path}.${key}`, depth + 1, notes);
      }
    }
    return out;
  }
  throw new SpecError(path, 'data (numbers, texts, lists, objects)');
}

/** Text in which only formatting tags remain tags. */
export function plainText(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .replace(TAG, (_tag: string, slash: string, name?: string) => (name ? `<${slash}${name}>` : '&lt;'));
}

/** The figure with its buffers put back, cleaned again: a saved file may have been changed. */
export function readPlot(payload: Payload<unknown>): { spec: PlotSpec; notes: PlotNotes } {
  const r = new SpecReader(payload.spec);
  r.int('version', 1, 1);
  const raw = payload.spec as Record<string, unknown>;
  const notes: PlotNotes = [];
  const figure = cleanFigure(raw.data, raw.layout, notes);
  const resolve = (value: PlotValue, path: string): PlotValue => {
    if (!isObject(value)) return Array.isArray(value) ? value.map((v, i) => resolve(v, `${path}[${i}]`)) : value;
    if (typeof value.$buffer === 'string') return fromBuffer(payload, value.$buffer, value.shape, path);
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolve(v, `${path}.${k}`)]));
  };
  return {
    spec: {
      version: 1,
      title: r.str('title', 300),
      height: Math.min(2000, Math.max(120, r.num('height'))),
      data: figure.data.map((t, i) => resolve(t, `data[${i}]`) as PlotObject),
      layout: resolve(figure.layout, 'layout') as PlotObject,
    },
    notes,
  };
}

function fromBuffer(payload: Payload<unknown>, name: string, shape: PlotValue | undefined, path: string): PlotValue {
  const buffer = payload.buffers[name];
  if (!buffer) throw new SpecError(path, `a buffer called ${name.slice(0, 60)}`);
  if (!Array.isArray(shape)) return buffer.data;
  const [rows, cols] = shape as readonly unknown[];
  const sizes = isSize(rows) && isSize(cols) && cols > 0;
  if (!sizes || rows * cols !== buffer.data.length) {
    throw new SpecError(path, `${buffer.data.length} elements in rows and columns`);
  }
  return Array.from({ length: rows }, (_, i) => buffer.data.subarray(i * cols, (i + 1) * cols) as PayloadArray);
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function isNumbers(value: unknown): value is PayloadArray {
  return (
    value instanceof Float32Array ||
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Uint32Array ||
    value instanceof Uint8Array
  );
}

function isObject(value: PlotValue): value is PlotObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumbers(value);
}
