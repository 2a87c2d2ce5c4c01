/** Norms, truth and counts over dimensions, sums that skip NaN, and statistics of samples. */
import { ArgumentError, DTypeError, formatShape, ShapeError } from '../errors.ts';
import { reduceRows } from '../kernels/reduce.ts';
import { type DType, dtypeOf, isFloat } from '../tensor/dtype.ts';
import { reducedShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp, type Sample } from './define.ts';
import { needFloat } from './predicates.ts';
import { prepareReduce, type Reduce, reduceSamples, restoreDims } from './reduction.ts';

defineComposite({
  name: 'norm',
  family: 'reduction',
  signature:
    "norm(input: Tensor, p: number | 'fro' = 'fro', dim?: number | number[] | null, keepdim: boolean = false, *, dtype?: DType)",
  doc: "The p-norm over some dimensions, or over all. 'fro' is p = 2; Infinity and -Infinity are the largest and the smallest absolute value, 0 counts what is not 0.",
  example: 'norm(tensor([3, 4]))',
  formula: { forward: 'y = \\left(\\textstyle\\sum_i |x_i|^p\\right)^{1/p}' },
  body: (input: Tensor, p: number | 'fro', dim: number | number[] | null, keepdim: boolean, dtype: DType | null) => {
    const x = dtype ? input.to(dtypeOf(dtype)) : input;
    return x.vectorNormOver(typeof p === 'number' ? p : 2, dim, keepdim);
  },
  samples: [
    { args: (m) => [m.randn([2, 3])] },
    { args: (m) => [m.randn([2, 3]), 1, 1] },
    { args: (m) => [m.randn([2, 3]), { p: 3, dim: [0, 1], keepdim: true }] },
    { args: (m) => [m.randn([2, 3]), 0.5, 1] },
  ],
});

const logicSamples: readonly Sample[] = [
  { args: (m) => [m.bools([2, 3])], grad: false },
  { args: (m) => [m.ints([2, 3], 0, 2), 1], grad: false },
  { args: (m) => [m.bools([2, 3]), { dim: 0, keepdim: true }], grad: false },
  { note: 'empty', args: (m) => [m.randn([0, 2]), 0], grad: false },
];

function defineTruth(name: 'all' | 'any', doc: string, start: 0 | 1): void {
  defineOp<Reduce>({
    name,
    family: 'reduction',
    signature: `${name}(input: Tensor, dim?: number | number[] | null, keepdim: boolean = false)`,
    doc: `${doc} Numbers count as true unless 0.`,
    example: `${name}(tensor([[true, false], [true, true]]), 1)`,
    prepare: prepareReduce(name, 'same'),
    meta: ([x], { dims, keepdim }) => ({
      shape: reducedShape(x.shape, dims, keepdim),
      dtype: x.dtype === 'uint8' ? 'uint8' : 'bool',
    }),
    kernel: ([x], [out], { dims }) =>
      reduceRows(x, dims, out, (data, from, count) => {
        for (let i = from; i < from + count; i++) if ((data[i] !== 0) !== (start === 1)) return 1 - start;
        return start;
      }),
    samples: logicSamples,
  });
}
defineTruth('all', 'Whether every element is true, over some dimensions or over all.', 1);
defineTruth('any', 'Whether some element is true, over some dimensions or over all.', 0);

defineOp<Reduce>({
  name: 'countNonzero',
  family: 'reduction',
  signature: 'countNonzero(input: Tensor, dim?: number | number[] | null)',
  doc: 'How many elements are not 0, over some dimensions or over all.',
  example: 'countNonzero(tensor([0, 1, 2]))',
  prepare: prepareReduce('countNonzero', 'same'),
  meta: ([x], { dims }) => ({ shape: reducedShape(x.shape, dims, false), dtype: 'int32' }),
  kernel: ([x], [out], { dims }) =>
    reduceRows(x, dims, out, (data, start, count) => {
      let n = 0;
      for (let i = start; i < start + count; i++) if (data[i] !== 0) n++;
      return n;
    }),
  samples: [
    { args: (m) => [m.ints([2, 3], 0, 2)], grad: false },
    { args: (m) => [m.ints([2, 3], 0, 2), 1], grad: false },
  ],
});

defineComposite({
  name: 'aminmax',
  family: 'reduction',
  signature: 'aminmax(input: Tensor, *, dim?: number | null, keepdim: boolean = false) -> [Tensor, Tensor]',
  doc: 'The smallest and the largest element, along a dimension or of all.',
  example: 'aminmax(tensor([3, 1, 2]))',
  body: (input: Tensor, dim: number | null, keepdim: boolean) => [input.amin(dim, keepdim), input.amax(dim, keepdim)],
  samples: [{ args: (m) => [m.randn([2, 3])] }, { args: (m) => [m.randn([2, 3]), { dim: 1 }] }],
});

defineOp<Reduce>({
  name: 'nansum',
  family: 'reduction',
  signature: 'nansum(input: Tensor, dim?: number | number[] | null, keepdim: boolean = false, *, dtype?: DType)',
  doc: 'Sum over some dimensions, or over all, with NaN counted as 0.',
  example: 'nansum(tensor([1, NaN, 2]))',
  formula: {
    forward: 'y = \\textstyle\\sum_{x_i \\ne \\text{NaN}} x_i',
    vjp: { input: '\\bar y \\, [x \\ne \\text{NaN}]' },
  },
  prepare: prepareReduce('nansum', 'sum'),
  meta: ([x], { dims, keepdim }) => ({ shape: reducedShape(x.shape, dims, keepdim), dtype: x.dtype }),
  kernel: ([x], [out], { dims }) =>
    reduceRows(x, dims, out, (data, start, count) => {
      let sum = 0;
      for (let i = start; i < start + count; i++) if (!Number.isNaN(data[i])) sum += data[i];
      return sum;
    }),
  saves: { inputs: [0] },
  vjp: (g, saved) => {
    const x = saved.input(0);
    return [restoreDims(g, x.shape, saved.args).mul(x.isnan().logicalNot())];
  },
  samples: reduceSamples,
});
defineComposite({
  name: 'nanmean',
  family: 'reduction',
  signature: 'nanmean(input: Tensor, dim?: number | number[] | null, keepdim: boolean = false, *, dtype?: DType)',
  doc: 'Mean of the elements that are not NaN, over some dimensions or over all.',
  example: 'nanmean(tensor([1, NaN, 3]))',
  body: (input: Tensor, dim: number | number[] | null, keepdim: boolean, dtype: DType | null) => {
    needFloat('nanmean', input);
    return input.nansum(dim, keepdim, dtype ? { dtype } : {}).div(input.isnan().logicalNot().sum(dim, keepdim));
  },
  samples: reduceSamples,
});

defineComposite({
  name: 'cov',
  family: 'reduction',
  signature: 'cov(input: Tensor, *, correction: number = 1, fweights?: Tensor, aweights?: Tensor)',
  doc: 'Covariances of the rows (variables) over the columns (observations), which may be repeated (`fweights`) or weighted (`aweights`).',
  example: 'cov(tensor([[0, 1, 2], [2, 1, 0]]))',
  formula: { forward: 'y_{ij} = \\tfrac{1}{n - c} \\textstyle\\sum_k (x_{ik} - \\mu_i)(x_{jk} - \\mu_j)' },
  body: (input: Tensor, correction: number, fweights: Tensor | null, aweights: Tensor | null) => {
    if (input.shape.length > 2)
      throw new ShapeError(`cov: the input must have at most 2 dimensions, it has shape ${formatShape(input.shape)}`, {
        op: 'cov',
        operands: [{ name: 'input', shape: input.shape }],
      });
    const x = input.shape.length < 2 ? input.reshape([1, -1]) : input;
    const n = x.shape[1];
    for (const [name, w] of [
      ['fweights', fweights],
      ['aweights', aweights],
    ] as const) {
      if (w && (w.shape.length > 1 || w.numel() !== n))
        throw new ShapeError(
          `cov: ${name} of shape ${formatShape(w.shape)} must have one entry for each of the ${n} observations`,
          { op: 'cov' },
        );
    }
    const weights = fweights && aweights ? fweights.mul(aweights) : (fweights ?? aweights);
    const total = weights ? weights.sum() : null;
    const mean = weights && total ? x.mul(weights).sum(1, true).div(total) : x.mean(1, true);
    const centred = x.sub(mean);
    const scaled = weights ? centred.mul(weights) : centred;
    const product = scaled.matmul(centred.t());
    let norm: Tensor | number = n - correction;
    if (weights && total) {
      norm =
        aweights && correction !== 0
          ? total.sub(weights.mul(aweights).sum().mul(correction).div(total))
          : total.sub(correction);
    }
    const divisor = typeof norm === 'number' ? Math.max(0, norm) : norm.clampMin(0);
    const result = product.div(divisor);
    return input.shape.length < 2 ? result.reshape([]) : result;
  },
  samples: [{ args: (m) => [m.randn([3, 5])] }, { args: (m) => [m.randn([4]), { correction: 0 }] }],
});
defineComposite({
  name: 'corrcoef',
  family: 'reduction',
  signature: 'corrcoef(input: Tensor)',
  doc: "Pearson's correlation coefficients of the rows (variables) over the columns (observations).",
  example: 'corrcoef(tensor([[0, 1, 2], [2, 1, 0]]))',
  formula: { forward: 'y_{ij} = \\frac{C_{ij}}{\\sqrt{C_{ii} C_{jj}}}' },
  body: (input: Tensor) => {
    const c = input.cov();
    if (c.shape.length === 0) return c.div(c);
    const d = c.diagonal().sqrt();
    return c.div(d.unsqueeze(1)).div(d.unsqueeze(0)).clamp(-1, 1);
  },
  samples: [{ args: (m) => [m.randn([2, 5])] }],
});

interface Histogram {
  readonly bins: number;
  readonly min: number;
  readonly max: number;
}
defineOp<Histogram>({
  name: 'histc',
  family: 'reduction',
  signature: 'histc(input: Tensor, bins: number = 100, min: number = 0, max: number = 0)',
  doc: 'How many elements fall into each of `bins` equal intervals from `min` to `max` (both 0: the range of the data). Elements outside are not counted.',
  example: 'histc(tensor([1, 2, 2, 3]), 3, 1, 3)',
  meta: ([x], { bins, min, max }) => {
    needFloat('histc', x);
    if (!(Number.isInteger(bins) && bins > 0))
      throw new ArgumentError(`histc: bins must be a positive whole number, got ${bins}`, { op: 'histc' });
    if (min > max) throw new ArgumentError(`histc: min ${min} is above max ${max}`, { op: 'histc' });
    return { shape: [bins], dtype: x.dtype };
  },
  kernel: ([x], [out], { bins, min, max }) => {
    const data = x.data;
    let [low, high] = [min, max];
    if (low === high && data.length > 0) {
      low = x.amin().item();
      high = x.amax().item();
    }
    if (low === high) [low, high] = [low - 1, high + 1];
    if (!Number.isFinite(low) || !Number.isFinite(high))
      throw new ArgumentError(`histc: the range from ${low} to ${high} is not finite`, { op: 'histc' });
    for (const v of data) {
      if (v >= low && v <= high) out.array[Math.min(bins - 1, Math.floor(((v - low) / (high - low)) * bins))]++;
    }
  },
  samples: [{ args: (m) => [m.randn([6]), 4, -2, 2], grad: false }],
});

defineComposite({
  name: 'bincount',
  family: 'reduction',
  signature: 'bincount(input: Tensor, weights?: Tensor, minlength: number = 0)',
  doc: 'How often each of 0, 1, 2, ... occurs in a 1-d tensor of whole numbers, or the sum of its weights.',
  example: "bincount(tensor([0, 2, 2], { dtype: 'int32' }))",
  body: (input: Tensor, weights: Tensor | null, minlength: number) => {
    if (isFloat(input.dtype))
      throw new DTypeError(`bincount: the input must hold whole numbers, it is ${input.dtype}`, {
        op: 'bincount',
        fix: 'Convert it: x.int().',
      });
    if (input.shape.length !== 1)
      throw new ShapeError(`bincount: the input must have 1 dimension, it has shape ${formatShape(input.shape)}`, {
        op: 'bincount',
        operands: [{ name: 'input', shape: input.shape }],
      });
    if (weights && weights.numel() !== input.numel())
      throw new ShapeError(
        `bincount: weights ${formatShape(weights.shape)} and input ${formatShape(input.shape)} differ`,
        { op: 'bincount' },
      );
    if (minlength < 0)
      throw new ArgumentError(`bincount: minlength must not be negative, got ${minlength}`, { op: 'bincount' });
    const data = input.data;
    let size = minlength;
    for (const v of data) {
      if (v < 0) throw new ArgumentError(`bincount: ${v} is negative`, { op: 'bincount' });
      size = Math.max(size, v + 1);
    }
    const counted = weights ?? input;
    const out = counted.newZeros([size], {
      dtype: weights ? (weights.dtype === 'float32' ? 'float32' : 'float64') : 'int32',
    });
    data.forEach((v: number, i: number) => {
      out.array[v] += weights ? weights.data[i] : 1;
    });
    return out;
  },
  samples: [{ args: (m) => [m.ints([5], 0, 4), { minlength: 6 }], grad: false }],
});
