/** Parts of a tensor along one dimension: views, and the operation that puts a part back. */
import { formatShape, IndexError } from '../errors.ts';
import { contiguousStrides, normalizeDim } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp, defineView, type ViewMeta } from './define.ts';

interface Select {
  readonly dim: number;
  readonly index: number;
}

defineView<Select>({
  name: 'select',
  family: 'shape',
  signature: 'select(input: Tensor, dim: number, index: number)',
  doc: 'One slice along `dim`, without that dimension. A negative index counts from the end.',
  example: 'tensor([[1, 2], [3, 4]]).select(0, 1)',
  formula: { forward: 'y = x_{[i]}', vjp: { input: '\\bar y \\text{ at } i,\\ 0 \\text{ elsewhere}' } },
  window: true,
  view: (x, { dim, index }) => {
    if (x.shape.length === 0)
      throw new IndexError('select: a 0-d tensor has no dimension to select from', {
        op: 'select',
        fix: 'Use .item().',
      });
    const d = normalizeDim(dim, x.shape.length, 'select');
    const size = x.shape[d];
    const i = index < 0 ? index + size : index;
    if (!Number.isInteger(index) || i < 0 || i >= size) {
      throw new IndexError(`select: index ${index} is out of range for dim ${dim} of ${formatShape(x.shape)}`, {
        op: 'select',
        operands: [{ name: 'input', shape: x.shape, axes: [d] }],
        fix: `Use an index from ${-size} to ${size - 1}.`,
      });
    }
    return removeAxis(x, d, x.offset + i * x.strides[d]);
  },
  vjp: (g, saved) => {
    const shape = saved.inputShapes[0];
    const d = normalizeDim(saved.args.dim, shape.length, 'select');
    const i = saved.args.index < 0 ? saved.args.index + shape[d] : saved.args.index;
    return [padSlice(g.unsqueeze(d), shape, d, i, 1)];
  },
  samples: [{ args: (m) => [m.randn([2, 3]), 1, -1] }, { args: (m) => [m.randn([3]), 0, 1] }],
});

function removeAxis(x: Tensor, d: number, offset: number): ViewMeta {
  return { shape: x.shape.filter((_, i) => i !== d), strides: x.strides.filter((_, i) => i !== d), offset };
}

interface Slice {
  readonly dim: number;
  readonly start: number | null;
  readonly end: number | null;
  readonly step: number;
}

/** Python's bounds: negative counts from the end, out of range is cut off. */
export function sliceBounds(
  start: number | null,
  end: number | null,
  step: number,
  size: number,
): { start: number; count: number } {
  const clamp = (v: number, low: number, high: number): number => Math.min(Math.max(v, low), high);
  const from =
    start === null
      ? step > 0
        ? 0
        : size - 1
      : clamp(start < 0 ? start + size : start, step > 0 ? 0 : -1, step > 0 ? size : size - 1);
  const to =
    end === null
      ? step > 0
        ? size
        : -1
      : clamp(end < 0 ? end + size : end, step > 0 ? 0 : -1, step > 0 ? size : size - 1);
  return { start: from, count: Math.max(0, Math.ceil((to - from) / step)) };
}

defineView<Slice>({
  name: 'slice',
  family: 'shape',
  signature: 'slice(input: Tensor, dim: number = 0, start?: number | null, end?: number | null, step: number = 1)',
  doc: "Python's slicing along one dimension: negative bounds count from the end, overlong ones are cut off. `step` must be positive; use flip to go backwards.",
  example: 'arange(6).slice(0, 1, 5, 2)',
  formula: {
    forward: 'y = x_{[i:j:k]}',
    vjp: { input: '\\bar y \\text{ at } i\\!:\\!j\\!:\\!k,\\ 0 \\text{ elsewhere}' },
  },
  window: true,
  view: (x, { dim, start, end, step }) => {
    const d = normalizeDim(dim, x.shape.length, 'slice');
    if (!(Number.isInteger(step) && step > 0))
      throw new IndexError(`slice: step must be a positive whole number, got ${step}`, {
        op: 'slice',
        fix: 'Use .flip(dim) first to go backwards.',
      });
    const cut = sliceBounds(start, end, step, x.shape[d]);
    const shape = x.shape.slice();
    const strides = x.strides.slice();
    shape[d] = cut.count;
    strides[d] *= step;
    return { shape, strides, offset: x.offset + (cut.count > 0 ? cut.start * x.strides[d] : 0) };
  },
  vjp: (g, saved) => {
    const shape = saved.inputShapes[0];
    const d = normalizeDim(saved.args.dim, shape.length, 'slice');
    const cut = sliceBounds(saved.args.start, saved.args.end, saved.args.step, shape[d]);
    return [padSlice(g, shape, d, cut.start, saved.args.step)];
  },
  samples: [
    { args: (m) => [m.randn([5, 2]), { dim: 0, start: 1, end: -1, step: 2 }] },
    { args: (m) => [m.randn([2, 5]), { dim: -1, start: -2 }] },
    { note: 'empty', args: (m) => [m.randn([3]), { start: 2, end: 1 }] },
  ],
});

defineComposite({
  name: 'narrow',
  family: 'shape',
  signature: 'narrow(input: Tensor, dim: number, start: number, length: number)',
  doc: '`length` entries along `dim`, from `start` on (which may be negative).',
  example: 'arange(6).narrow(0, 2, 3)',
  body: (input: Tensor, dim: number, start: number, length: number) => {
    if (input.shape.length === 0)
      throw new IndexError('narrow: a 0-d tensor has no dimension to narrow', { op: 'narrow' });
    const d = normalizeDim(dim, input.shape.length, 'narrow');
    const size = input.shape[d];
    const from = start < 0 ? start + size : start;
    if (from < 0 || length < 0 || from + length > size) {
      throw new IndexError(
        `narrow: ${length} entries from ${start} do not lie within dim ${dim} of ${formatShape(input.shape)}`,
        {
          op: 'narrow',
          operands: [{ name: 'input', shape: input.shape, axes: [d] }],
        },
      );
    }
    return input.slice(d, from, from + length);
  },
  samples: [{ args: (m) => [m.randn([4, 2]), 0, 1, 2] }],
});

interface Pad {
  readonly shape: readonly number[];
  readonly dim: number;
  readonly start: number;
  readonly step: number;
}

/** Zeros of `shape` with `g` written along `dim` at start, start + step, ...: the transpose of slicing. */
function padSlice(g: Tensor, shape: readonly number[], dim: number, start: number, step: number): Tensor {
  return g.sliceBackward({ shape: shape.slice(), dim, start, step });
}

defineOp<Pad>({
  name: 'sliceBackward',
  family: 'shape',
  signature: 'sliceBackward(input: Tensor, *, shape: number[], dim: number, start: number, step: number)',
  doc: 'Zeros of `shape` with the input written along `dim` at `start`, `start + step`, ...: the derivative of slicing.',
  methodOnly: true,
  formula: { forward: 'y_{[i:j:k]} = x', vjp: { input: '\\bar y_{[i:j:k]}' } },
  meta: ([x], { shape }) => ({ shape: shape.slice(), dtype: x.dtype }),
  kernel: ([x], [out], { dim, start, step }) => {
    const data = x.data;
    const inner = contiguousStrides(out.shape)[dim] ?? 1;
    const count = x.shape[dim];
    const outer = data.length === 0 ? 0 : data.length / (count * inner);
    const to = out.array;
    for (let o = 0, p = 0; o < outer; o++) {
      const base = o * out.shape[dim] * inner;
      for (let i = 0; i < count; i++) {
        const at = base + (start + i * step) * inner;
        for (let k = 0; k < inner; k++) to[at + k] = data[p++];
      }
    }
  },
  vjp: (g, saved) => {
    const { dim, start, step } = saved.args;
    const count = saved.inputShapes[0][dim];
    return [g.slice(dim, start, start + (count - 1) * step + (count > 0 ? 1 : 0), step)];
  },
});
