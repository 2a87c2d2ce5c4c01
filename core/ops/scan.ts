/** Running results along a dimension, and differences and areas. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { alongDim } from '../kernels/reduce.ts';
import { dtypeOf, isFloat, type TypedArray } from '../tensor/dtype.ts';
import { normalizeDim } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { zerosOf } from './creation.ts';
import { defineComposite, defineOp, type Sample } from './define.ts';
import { functionOf } from './derive.ts';
import { needFloat } from './predicates.ts';

interface Axis {
  readonly dim: number;
}

const cat = (tensors: Tensor[], dim: number): Tensor =>
  functionOf<(t: Tensor[], dim: number) => Tensor>('cat')(tensors, dim);

function prepareScan(op: string, integers: 'int32' | 'float32' | 'same') {
  return (bound: Record<string, unknown>): { inputs: Tensor[]; args: Axis } => {
    const input = bound.input as Tensor;
    const natural = isFloat(input.dtype) || integers === 'same' ? input.dtype : integers;
    const dtype = bound.dtype ? dtypeOf(bound.dtype as string) : natural;
    return { inputs: [input.to(dtype)], args: { dim: normalizeDim(bound.dim as number, input.shape.length, op) } };
  };
}

const scanSamples: readonly Sample[] = [
  { args: (m) => [m.randn([2, 3]), 1] },
  { args: (m) => [m.randn([2, 3, 2]), -2] },
  { note: '0-d', args: (m) => [m.randn([]), 0] },
  { note: 'empty', args: (m) => [m.randn([0, 2]), 0] },
  { note: 'strided', args: (m) => [m.randn([3, 2]).t(), 0] },
];

/** Runs `step` along a line, writing every intermediate state. */
function running(step: (state: number, value: number) => number, first: number) {
  return (from: TypedArray, to: TypedArray, start: number, stride: number, count: number): void => {
    let state = first;
    for (let i = 0, p = start; i < count; i++, p += stride) {
      state = step(state, from[p]);
      to[p] = state;
    }
  };
}

defineOp<Axis>({
  name: 'cumsum',
  family: 'scan',
  signature: 'cumsum(input: Tensor, dim: number, *, dtype?: DType)',
  doc: 'Running sums along `dim`. float32 is accumulated in float64; integers and booleans give int32.',
  example: 'cumsum(tensor([1, 2, 3]), 0)',
  formula: {
    forward: 'y_i = \\textstyle\\sum_{j \\le i} x_j',
    vjp: { input: '\\textstyle\\sum_{j \\ge i} \\bar y_j' },
  },
  inplace: true,
  prepare: prepareScan('cumsum', 'int32'),
  meta: ([x]) => ({ shape: x.shape, dtype: x.dtype }),
  kernel: ([x], [out], { dim }) =>
    alongDim(
      x,
      dim,
      out,
      running((s, v) => s + v, 0),
    ),
  vjp: (g, { args: { dim } }) => [g.shape.length === 0 ? g : g.flip([dim]).cumsum(dim).flip([dim])],
  samples: scanSamples,
});

defineOp<Axis>({
  name: 'cumprod',
  family: 'scan',
  signature: 'cumprod(input: Tensor, dim: number, *, dtype?: DType)',
  doc: 'Running products along `dim`. Integers and booleans give int32.',
  example: 'cumprod(tensor([1, 2, 3]), 0)',
  formula: {
    forward: 'y_i = \\textstyle\\prod_{j \\le i} x_j',
    vjp: { input: '\\textstyle\\sum_{j \\ge i} \\bar y_j \\prod_{k \\le j,\\, k \\ne i} x_k' },
  },
  inplace: true,
  prepare: prepareScan('cumprod', 'int32'),
  meta: ([x]) => ({ shape: x.shape, dtype: x.dtype }),
  kernel: ([x], [out], { dim }) => alongDim(x, dim, out, running(x.dtype === 'int32' ? Math.imul : (s, v) => s * v, 1)),
  saves: { inputs: [0] },
  vjp: (g, saved) => {
    const x = saved.input(0);
    const { dim } = saved.args;
    if (x.numel() === 0) return [x.zerosLike()];
    if (x.shape.length === 0) return [g];
    if (x.device === 'meta' || !x.data.includes(0)) {
      const weighted = g.mul(x.cumprod(dim));
      return [weighted.flip([dim]).cumsum(dim).flip([dim]).div(x)];
    }
    // With zeros nothing can be divided out: for each i the products of the others up to j, for all j >= i.
    const n = x.shape[dim];
    const one = x.slice(dim, 0, 1).zerosLike().add(1);
    const before = n > 1 ? cat([one, x.slice(dim, 0, n - 1).cumprod(dim)], dim) : one;
    const parts: Tensor[] = [];
    for (let i = 0; i < n; i++) {
      const after = i + 1 < n ? cat([one, x.slice(dim, i + 1, n).cumprod(dim)], dim) : one;
      parts.push(
        g
          .slice(dim, i, n)
          .mul(after)
          .sum(dim, true)
          .mul(before.slice(dim, i, i + 1)),
      );
    }
    return [cat(parts, dim)];
  },
  samples: [
    ...scanSamples.slice(0, 4),
    { note: 'a zero', args: (m) => [m.randn([2, 4]).mul(m.ints([2, 4], 0, 2)), 1] },
  ],
});

/** ln(e^a + e^b); NaN as soon as one is NaN. */
function addLogs(a: number, b: number): number {
  if (a === b && !Number.isFinite(a)) return a;
  return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}

defineOp<Axis>({
  name: 'logcumsumexp',
  family: 'scan',
  signature: 'logcumsumexp(input: Tensor, dim: number)',
  doc: 'The logarithm of the running sums of exponentials along `dim`, without overflow.',
  example: 'logcumsumexp(tensor([1, 2, 3]), 0)',
  formula: {
    forward: 'y_i = \\ln \\textstyle\\sum_{j \\le i} e^{x_j}',
    vjp: { input: '\\textstyle\\sum_{j \\ge i} \\bar y_j \\, e^{x_i - y_j}' },
  },
  prepare: prepareScan('logcumsumexp', 'same'),
  meta: ([x]) => {
    needFloat('logcumsumexp', x);
    return { shape: x.shape, dtype: x.dtype };
  },
  kernel: ([x], [out], { dim }) => alongDim(x, dim, out, running(addLogs, Number.NEGATIVE_INFINITY)),
  saves: { inputs: [0], output: true },
  vjp: (g, saved) => {
    const x = saved.input(0);
    const y = saved.output();
    const { dim } = saved.args;
    if (x.shape.length === 0) return [g];
    // Sums of e^(ln|g| - y) are taken in logarithms too, apart for either sign of the gradient.
    const part = (take: Tensor, size: Tensor): Tensor =>
      take
        .where(take.where(size, 1).log().sub(y), Number.NEGATIVE_INFINITY)
        .flip([dim])
        .logcumsumexp(dim)
        .flip([dim])
        .add(x)
        .exp();
    return [part(g.gt(0), g).sub(part(g.lt(0), g.neg()))];
  },
  samples: scanSamples,
});

function defineRunningExtreme(name: 'cummax' | 'cummin', word: string, sign: 1 | -1): void {
  defineOp<Axis>({
    name,
    family: 'scan',
    signature: `${name}(input: Tensor, dim: number) -> [Tensor, Tensor]`,
    doc: `The ${word} element so far along \`dim\`, and its index (the last one on ties).`,
    example: `${name}(tensor([1, 3, 2]), 0)`,
    formula: {
      forward: `y_i = \\${sign > 0 ? 'max' : 'min'}_{j \\le i} x_j`,
      vjp: { input: '\\textstyle\\sum_{i:\\,k_i = \\cdot} \\bar y_i' },
    },
    prepare: prepareScan(name, 'same'),
    meta: ([x]) => [
      { shape: x.shape, dtype: x.dtype },
      { shape: x.shape.slice(), dtype: 'int32' },
    ],
    kernel: ([x], [values, indices], { dim }) =>
      alongDim(x, dim, values, (from, to, start, step, count) => {
        let best = start;
        for (let i = 0, p = start; i < count; i++, p += step) {
          const v = from[p];
          const b = from[best];
          if (Number.isNaN(v) || (!Number.isNaN(b) && sign * v >= sign * b)) best = p;
          to[p] = from[best];
          indices.array[p] = (best - start) / step;
        }
      }),
    nondifferentiable: [1],
    saves: { output: true },
    vjp: (g, saved) => {
      if (g.shape.length === 0) return [g];
      return [zerosOf(saved.inputShapes[0], g).scatterAdd(saved.args.dim, saved.output(1), g)];
    },
    samples: scanSamples,
  });
}
defineRunningExtreme('cummax', 'largest', 1);
defineRunningExtreme('cummin', 'smallest', -1);

defineComposite({
  name: 'diff',
  family: 'scan',
  signature: 'diff(input: Tensor, n: number = 1, dim: number = -1, prepend?: Tensor, append?: Tensor)',
  doc: 'Differences of neighbours along `dim`, taken `n` times.',
  example: 'diff(tensor([1, 4, 9]))',
  formula: { forward: 'y_i = x_{i+1} - x_i' },
  body: (input: Tensor, n: number, dim: number, prepend: Tensor | null, append: Tensor | null) => {
    if (input.shape.length === 0) throw new ShapeError('diff: a 0-d tensor has no neighbours', { op: 'diff' });
    if (!(Number.isInteger(n) && n >= 0))
      throw new ArgumentError(`diff: n must be a whole number of at least 0, got ${n}`, { op: 'diff' });
    const d = normalizeDim(dim, input.shape.length, 'diff');
    let x =
      prepend || append
        ? cat(
            [prepend, input, append].filter((t): t is Tensor => t !== null),
            d,
          )
        : input;
    for (let k = 0; k < Math.min(n, input.shape[d]); k++) {
      const size = x.shape[d];
      const [a, b] = [x.slice(d, 1, size), x.slice(d, 0, Math.max(0, size - 1))];
      x = x.dtype === 'bool' ? a.logicalXor(b) : a.sub(b);
    }
    return x;
  },
  samples: [
    { args: (m) => [m.randn([2, 4])] },
    { args: (m) => [m.randn([4, 2]), { n: 2, dim: 0 }] },
    { args: (m) => [m.randn([3]), { prepend: m.randn([1]) }] },
  ],
});

/** Widths and mean heights of the trapezoids under `y` along `dim`. */
function trapezoids(op: string, y: Tensor, x: Tensor | null, dx: number | null, dim: number): Tensor {
  if (y.shape.length === 0) throw new ShapeError(`${op}: a 0-d tensor has no area`, { op });
  const d = normalizeDim(dim, y.shape.length, op);
  const size = y.shape[d];
  const heights = y
    .slice(d, 1, size)
    .add(y.slice(d, 0, Math.max(0, size - 1)))
    .div(2);
  if (!x) return heights.mul(dx ?? 1);
  if (x.shape.length === 1 && x.shape[0] !== size) {
    throw new ShapeError(
      `${op}: x of shape ${formatShape(x.shape)} has no place for every one of the ${size} entries of y ${formatShape(y.shape)} along dim ${dim}`,
      { op },
    );
  }
  const along = x.shape.length === 1 ? x.reshape(y.shape.map((_, i) => (i === d ? size : 1))) : x;
  const xd = along.shape.length - (y.shape.length - d);
  return heights.mul(along.diff({ dim: xd }));
}
defineComposite({
  name: 'trapezoid',
  family: 'scan',
  signature: 'trapezoid(y: Tensor, x?: Tensor, *, dx?: number, dim: number = -1)',
  doc: 'The area under `y` along `dim` by trapezoids, over places `x` or `dx` (1) apart.',
  example: 'trapezoid(tensor([1, 2, 3]))',
  formula: { forward: 'A = \\textstyle\\sum_i \\tfrac{1}{2} (y_i + y_{i+1}) (x_{i+1} - x_i)' },
  aliases: ['trapz'],
  method: false,
  body: (y: Tensor, x: Tensor | null, dx: number | null, dim: number) =>
    trapezoids('trapezoid', y, x, dx, dim).sum(dim),
  samples: [
    { args: (m) => [m.randn([2, 4])] },
    { args: (m) => [m.randn([2, 3]), m.randn([3])] },
    { args: (m) => [m.randn([4]), { dx: 0.5 }] },
  ],
});
defineComposite({
  name: 'cumulativeTrapezoid',
  family: 'scan',
  signature: 'cumulativeTrapezoid(y: Tensor, x?: Tensor, *, dx?: number, dim: number = -1)',
  doc: 'The running area under `y` along `dim` by trapezoids.',
  example: 'cumulativeTrapezoid(tensor([1, 2, 3]))',
  method: false,
  body: (y: Tensor, x: Tensor | null, dx: number | null, dim: number) =>
    trapezoids('cumulativeTrapezoid', y, x, dx, dim).cumsum(dim),
  samples: [{ args: (m) => [m.randn([2, 4])] }],
});
