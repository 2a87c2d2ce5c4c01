/** A window of a tensor for a view: checked, read by strides, and packed little-endian. */
import type { KernelQuery, SliceItem } from '../../../core/payload/messages.ts';
import type { Tensor } from '../../../core/tensor/tensor.ts';
import type { ViewAnswer } from '../protocol.ts';

/** Bytes of one answer. */
const MAX_BYTES = 256 * 1024;

type SliceQuery = Extract<KernelQuery, { kind: 'slice' }>;

interface Axis {
  readonly start: number;
  readonly size: number;
  readonly stride: number;
  readonly kept: boolean;
}

export function answerSlice(tensor: Tensor, query: SliceQuery): ViewAnswer {
  const source = query.which === 'grad' ? tensor.grad : tensor;
  if (!source || source.device === 'meta') {
    return {
      ok: false,
      reason: 'gone',
      message: query.which === 'grad' ? 'There is no gradient.' : 'There is no data.',
    };
  }
  if (query.slice.length > source.shape.length)
    return { ok: false, reason: 'failed', message: 'The slice has too many axes.' };
  const axes: Axis[] = [];
  for (const [dim, size] of source.shape.entries()) {
    const axis = axisOf(query.slice[dim] ?? [0, size], size, source.strides[dim]);
    if (!axis)
      return { ok: false, reason: 'failed', message: `The slice leaves axis ${dim}, which has ${size} entries.` };
    axes.push(axis);
  }
  const count = axes.reduce((product, { size }) => product * size, 1);
  const [dtype, Column] = columnOf(source.dtype);
  if (count > query.maxElems || count * Column.BYTES_PER_ELEMENT > MAX_BYTES) {
    return { ok: false, reason: 'tooBig', message: `${count} elements were asked for.` };
  }
  const out = new Column(count);
  read(source, axes, out);
  return {
    ok: true,
    version: source.version,
    shape: axes.filter(({ kept }) => kept).map(({ size }) => size),
    dtype,
    b64: Buffer.from(out.buffer, out.byteOffset, out.byteLength).toString('base64'),
  };
}

function axisOf(item: SliceItem, size: number, stride: number): Axis | null {
  const whole = (n: unknown): n is number => typeof n === 'number' && Number.isInteger(n);
  if (typeof item === 'number') {
    return whole(item) && item >= 0 && item < size ? { start: item, size: 1, stride, kept: false } : null;
  }
  const [start, stop] = item;
  if (!whole(start) || !whole(stop) || start < 0 || stop > size || start > stop) return null;
  return { start, size: stop - start, stride, kept: true };
}

type Column = Float32Array | Float64Array | Int32Array | Uint8Array;
type ColumnClass = { new (length: number): Column; readonly BYTES_PER_ELEMENT: number };

function columnOf(dtype: Tensor['dtype']): ['F32' | 'F64' | 'I32' | 'U8', ColumnClass] {
  if (dtype === 'float64') return ['F64', Float64Array];
  if (dtype === 'int32') return ['I32', Int32Array];
  if (dtype === 'uint8' || dtype === 'bool') return ['U8', Uint8Array];
  return ['F32', Float32Array];
}

function read(tensor: Tensor, axes: readonly Axis[], out: Column): void {
  const { array } = tensor;
  let at = 0;
  const walk = (depth: number, offset: number): void => {
    if (depth === axes.length) {
      out[at++] = array[offset];
      return;
    }
    const { start, size, stride } = axes[depth];
    for (let i = 0; i < size; i++) walk(depth + 1, offset + (start + i) * stride);
  };
  walk(0, tensor.offset);
}
