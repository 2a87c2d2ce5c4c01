/** The tensor view's model: the payload checked, and how stored elements relate to the tensor's indices. */
import type { CodeSite, ValueRef } from '../../core/payload/messages.ts';
import { readBuffer, SpecError, SpecReader } from '../../core/payload/spec.ts';
import type { TensorStats } from '../../core/payload/stats.ts';
import {
  type GradState,
  TENSOR_PLANES,
  type TensorAxis,
  type TensorImage,
  type TensorPlane,
} from '../../core/payload/tensor.ts';
import type { Payload, PayloadArray, PayloadDType } from '../../core/payload/view.ts';
import { bytes, count, num, plural, shapeText } from '../shared/text.ts';

export interface Plane {
  readonly data: PayloadArray;
  readonly stats: TensorStats;
  readonly bins: Uint32Array;
  readonly low: number;
  readonly high: number;
}

export interface TensorItem {
  readonly index: number;
  readonly name: string | undefined;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Shape of what is stored: `shape`, or smaller in a preview. */
  readonly stored: readonly number[];
  readonly strides: readonly number[];
  readonly numel: number;
  readonly bytes: number;
  readonly axes: readonly TensorAxis[];
  readonly requiresGrad: boolean;
  readonly gradState: GradState;
  readonly op: string | undefined;
  readonly site: CodeSite | undefined;
  readonly ref: ValueRef | undefined;
  readonly kept: readonly (readonly number[] | null)[];
  readonly pool: readonly [number, number];
  readonly isPreview: boolean;
  readonly image: TensorImage | undefined;
  /** Empty for a tensor on the meta device. */
  readonly planes: ReadonlyMap<TensorPlane, Plane>;
}

export interface TensorModel {
  readonly items: readonly TensorItem[];
}

const NUMBERS: readonly PayloadDType[] = ['F32', 'F64', 'I32', 'U8', 'BOOL'];
const MAX_RANK = 16;

export function decode(payload: Payload<unknown>): TensorModel {
  const spec = new SpecReader(payload.spec);
  const items = spec.list('items', { max: 64 }, (item, index) => decodeItem(item, index, payload));
  if (items.length === 0) throw new SpecError('spec.items', 'at least one tensor');
  return { items };
}

function decodeItem(item: SpecReader, index: number, payload: Payload<unknown>): TensorItem {
  const shape = item.ints('shape', { max: MAX_RANK });
  const rank = shape.length;
  const preview = item.opt('preview', (key) => item.obj(key));
  const pool = preview?.ints('pool', { max: 2 }, 1) ?? [1, 1];
  if (pool.length !== 2) throw new SpecError(`${item.path}.preview.pool`, 'two block sizes');
  const kept = preview === undefined ? shape.map(() => null) : decodeKept(preview, shape);
  const stored = shape.map((size, axis) => {
    if (axis === rank - 1) return Math.ceil(size / pool[1]);
    if (axis === rank - 2) return Math.ceil(size / pool[0]);
    return kept[axis]?.length ?? size;
  });
  const axes = item.list('axes', { max: rank }, (axis, i): TensorAxis => {
    const name = axis.opt('name', (key) => axis.str(key, 60));
    const labels = axis.opt('labels', (key) => axis.strs(key, { max: shape[i] ?? 0 }, 200));
    return { ...(name === undefined ? {} : { name }), ...(labels === undefined ? {} : { labels }) };
  });
  const planes = new Map<TensorPlane, Plane>();
  const planeSpecs = item.obj('planes');
  for (const name of TENSOR_PLANES) {
    if (planeSpecs.has(name)) planes.set(name, decodePlane(planeSpecs.obj(name), `${index}.${name}`, stored, payload));
  }
  const site = item.opt('site', (key) => item.obj(key));
  const ref = item.opt('ref', (key) => item.obj(key));
  return {
    index,
    name: item.opt('name', (key) => item.str(key, 200)),
    dtype: item.str('dtype', 20),
    shape,
    stored,
    strides: stored.map((_, axis) => stored.slice(axis + 1).reduce((n, size) => n * size, 1)),
    numel: shape.reduce((n, size) => n * size, 1),
    bytes: item.int('bytes'),
    axes: shape.map((_, axis) => axes[axis] ?? {}),
    requiresGrad: item.bool('requiresGrad'),
    gradState: item.oneOf('gradState', ['present', 'notRun', 'noGrad', 'none']),
    op: item.opt('op', (key) => item.str(key, 100)),
    site: site && { cell: site.str('cell', 200), line: site.int('line'), col: site.int('col') },
    ref: ref && { session: ref.str('session', 100), id: ref.str('id', 100), version: ref.int('version') },
    kept,
    pool: [pool[0], pool[1]],
    isPreview: preview !== undefined,
    image: item.opt('image', (key) => decodeImage(item.obj(key), shape)),
    planes,
  };
}

function decodeKept(preview: SpecReader, shape: readonly number[]): (number[] | null)[] {
  const raw = preview.lists('kept', { max: MAX_RANK }, { max: 65_536 });
  if (raw.length !== shape.length) throw new SpecError(`${preview.path}.kept`, 'one entry per axis');
  raw.forEach((indices, axis) => {
    const rising = indices === null || indices.every((v, i) => v < shape[axis] && (i === 0 || v > indices[i - 1]));
    if (!rising || (indices !== null && axis >= shape.length - 2)) {
      throw new SpecError(`${preview.path}.kept[${axis}]`, `rising indices below ${shape[axis]} of a leading axis`);
    }
  });
  return raw;
}

function decodeImage(image: SpecReader, shape: readonly number[]): TensorImage {
  const rgb = image.bool('rgb');
  const channels = shape.length === 4 ? shape[1] : 1;
  if (shape.length < 2 || shape.length > 4 || channels !== (rgb ? 3 : 1)) {
    throw new SpecError(image.path, `a picture's shape, not ${shapeText(shape)}`);
  }
  return { low: image.num('low'), high: image.num('high'), rgb };
}

function decodePlane(spec: SpecReader, name: string, stored: readonly number[], payload: Payload<unknown>): Plane {
  const data = readBuffer(payload, name, NUMBERS, stored).data;
  const bins = readBuffer(payload, `${name}.hist`, ['U32']).data as Uint32Array;
  const range = spec.obj('histogram');
  const s = spec.obj('stats');
  const real = (key: string): number | null => s.opt(key, (k) => s.num(k)) ?? null;
  const domain = s.num('domain');
  if (!(domain > 0)) throw new SpecError(`${s.path}.domain`, 'a positive number');
  if (bins.length === 0 || bins.length > 4096) throw new SpecError(`buffer ${name}.hist`, 'from 1 to 4096 bins');
  const stats: TensorStats = {
    count: s.int('count'),
    finite: s.int('finite'),
    nan: s.int('nan'),
    posInf: s.int('posInf'),
    negInf: s.int('negInf'),
    zeros: s.int('zeros'),
    min: real('min'),
    max: real('max'),
    mean: real('mean'),
    std: real('std'),
    domain,
    above: s.int('above'),
    below: s.int('below'),
    firstNan: s.int('firstNan', -1),
    firstPosInf: s.int('firstPosInf', -1),
    firstNegInf: s.int('firstNegInf', -1),
  };
  return { data, stats, bins, low: range.num('low'), high: range.num('high') };
}

/** The tensor's index at stored position `i` of an axis: the first of a block where blocks are averaged. */
export function sourceIndex(item: TensorItem, axis: number, i: number): number {
  const rank = item.shape.length;
  if (axis === rank - 1) return i * item.pool[1];
  if (axis === rank - 2) return i * item.pool[0];
  return item.kept[axis]?.[i] ?? i;
}

/** Flat position of a stored index. */
export function offsetOf(item: TensorItem, index: readonly number[]): number {
  return index.reduce((sum, i, axis) => sum + i * item.strides[axis], 0);
}

/** The stored index of a flat position. */
export function indexOf(item: TensorItem, flat: number): number[] {
  return item.stored.map((size, axis) => Math.floor(flat / item.strides[axis]) % Math.max(1, size));
}

/** `act[1, 0, 8, 22]`, or a range where the cell is the mean of a block. */
export function cellName(item: TensorItem, index: readonly number[]): string {
  const rank = item.shape.length;
  const parts = index.map((i, axis) => {
    const from = sourceIndex(item, axis, i);
    const block = axis === rank - 1 ? item.pool[1] : axis === rank - 2 ? item.pool[0] : 1;
    const to = Math.min(item.shape[axis], from + block);
    return to - from > 1 ? `${from}:${to}` : String(from);
  });
  return `${item.name ?? ''}[${parts.join(', ')}]`;
}

export function axisLabel(item: TensorItem, axis: number, i: number): string {
  const source = sourceIndex(item, axis, i);
  return item.axes[axis].labels?.[source] ?? String(source);
}

export function axisName(item: TensorItem, axis: number): string {
  return item.axes[axis].name ?? `axis ${axis}`;
}

/** What a screen reader says first, and the exports' description. */
export function describe(model: TensorModel): string {
  return model.items.map(describeItem).join(' ');
}

function describeItem(item: TensorItem): string {
  const title = `${item.name === undefined ? 'Tensor' : `Tensor ${item.name}`}, ${item.dtype}, shape ${shapeText(item.shape)}`;
  const plane = item.planes.get('value');
  if (plane === undefined) return `${title}, on the meta device: a shape without data.`;
  const { stats } = plane;
  const parts = [title, `${plural(item.numel, 'value')}, ${bytes(item.bytes)}`];
  if (stats.min !== null && stats.max !== null && stats.mean !== null) {
    parts.push(`from ${num(stats.min)} to ${num(stats.max)}, mean ${num(stats.mean)}`);
  }
  const odd = [
    [stats.nan, 'NaN'],
    [stats.posInf, 'plus infinity'],
    [stats.negInf, 'minus infinity'],
  ].filter(([n]) => n !== 0);
  parts.push(odd.length === 0 ? 'all finite' : odd.map(([n, what]) => `${count(n as number)} ${what}`).join(', '));
  if (item.isPreview) parts.push('shown as a preview');
  return `${parts.join('; ')}.`;
}
