/** Products, variances, logarithmic sums and norms over dimensions. */
import { DTypeError } from '../errors.ts';
import { reduceRows } from '../kernels/reduce.ts';
import { isFloat } from '../tensor/dtype.ts';
import { normalizeDims, reducedShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp, type Sample } from './define.ts';
import { needFloat } from './predicates.ts';
import { prepareReduce, type Reduce, reduceSamples, refuseEmpty, restoreDims } from './reduction.ts';

/** The reduced dims joined into one at the end, with the permutation that brought them there. */
function rowsLast(x: Tensor, dims: readonly number[]): { rows: Tensor; back: (t: Tensor) => Tensor } {
  const kept = x.shape.map((_, d) => d).filter((d) => !dims.includes(d));
  const order = [...kept, ...dims];
  const shape = order.map((d) => x.shape[d]);
  const inverse = order.map((_, d) => order.indexOf(d));
  const rows = x.permute(order).reshape([...kept.map((d) => x.shape[d]), dims.reduce((n, d) => n * x.shape[d], 1)]);
  return { rows, back: (t) => t.reshape(shape).permute(inverse) };
}

/** Products of all elements of a row but one: those before it times those after it. */
function productsOfOthers(rows: Tensor): Tensor {
  const n = rows.shape[rows.shape.length - 1];
  const one = rows.slice(-1, 0, 1).zerosLike().add(1);
  const before = (t: Tensor): Tensor =>
    t
      .cumprod(-1)
      .slice(-1, 0, n - 1)
      .concatAfter(one);
  return before(rows).mul(before(rows.flip([-1])).flip([-1]));
}

defineComposite({
  name: 'concatAfter',
  family: 'reduction',
  signature: 'concatAfter(input: Tensor, head: Tensor)',
  doc: 'The input after `head`, joined along the last dimension.',
  methodOnly: true,
  body: (input: Tensor, head: Tensor) => {
    const width = input.shape.length - 1;
    const size = head.shape[width] + input.shape[width];
    const shape = input.shape.map((s, d) => (d === width ? size : s));
    const at = (t: Tensor, start: number): Tensor => t.sliceBackward({ shape, dim: width, start, step: 1 });
    return at(head, 0).add(at(input, head.shape[width]));
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([2, 1])] }],
});

defineOp<Reduce>({
  name: 'prod',
  family: 'reduction',
  signature: 'prod(input: Tensor, dim?: number | null, keepdim: boolean = false, *, dtype?: DType)',
  doc: 'Product along a dimension, or of all elements. Integers and booleans give int32.',
  example: 'prod(tensor([[1, 2], [3, 4]]), 1)',
  formula: { forward: 'y = \\textstyle\\prod_i x_i', vjp: { input: '\\bar y \\textstyle\\prod_{j \\ne i} x_j' } },
  prepare: prepareReduce('prod', 'sum'),
  meta: ([x], { dims, keepdim }) => ({ shape: reducedShape(x.shape, dims, keepdim), dtype: x.dtype }),
  kernel: ([x], [out], { dims }) =>
    reduceRows(x, dims, out, (data, start, count) => {
      let p = 1;
      if (x.dtype === 'int32') for (let i = start; i < start + count; i++) p = Math.imul(p, data[i]);
      else for (let i = start; i < start + count; i++) p *= data[i];
      return p;
    }),
  saves: { inputs: [0], output: true },
  vjp: (g, saved) => {
    const x = saved.input(0);
    if (x.numel() === 0 || x.shape.length === 0) return [x.shape.length === 0 ? g : x.zerosLike()];
    const wide = restoreDims(g, x.shape, saved.args);
    if (x.device === 'meta' || !x.data.includes(0))
      return [wide.mul(restoreDims(saved.output(), x.shape, saved.args)).div(x)];
    const { rows, back } = rowsLast(x, saved.args.dims);
    return [wide.mul(back(productsOfOthers(rows)))];
  },
  samples: [
    { args: (m) => [m.uniform([2, 3], 0.5, 2)] },
    { args: (m) => [m.uniform([2, 3], 0.5, 2), 1] },
    { args: (m) => [m.uniform([2, 3], -2, -0.5), 0, true] },
    { note: 'a zero', args: (m) => [m.randn([2, 3]).mul(m.ints([2, 3], 0, 2)), 1] },
    { note: '0-d', args: (m) => [m.randn([])] },
    { note: 'empty', args: (m) => [m.randn([0, 2]), 0] },
  ],
});

interface Variance extends Reduce {
  readonly correction: number;
  /** No dims were named. */
  readonly whole: boolean;
}

/** Variance of a row in two passes over float64: a large mean cancels before it is squared. */
function rowVariance(data: ArrayLike<number>, start: number, count: number, correction: number): number {
  let mean = 0;
  for (let i = start; i < start + count; i++) mean += data[i];
  mean /= count;
  let square = 0;
  for (let i = start; i < start + count; i++) {
    const d = data[i] - mean;
    square += d * d;
  }
  return square / Math.max(0, count - correction);
}

/** Bound parameters of the variance family; `unbiased` is PyTorch's older spelling of `correction`. */
function prepareVariance(op: string) {
  return (bound: Record<string, unknown>): { inputs: Tensor[]; args: Variance } => {
    const x = bound.input as Tensor;
    const correction = (bound.correction as number | null) ?? (bound.unbiased === false ? 0 : 1);
    return {
      inputs: [x],
      args: {
        dims: normalizeDims(bound.dim as number | null, x.shape.length, op),
        keepdim: bound.keepdim === true,
        correction,
        whole: bound.dim === null || bound.dim === undefined || x.shape.length === 0,
      },
    };
  };
}

const varianceMeta =
  (op: string) =>
  ([x]: readonly Tensor[], { dims, keepdim }: Variance) => {
    if (!isFloat(x.dtype))
      throw new DTypeError(`${op}: the input must be floating-point, it is ${x.dtype}`, {
        op,
        fix: `Convert first: x.float().${op}().`,
      });
    return { shape: reducedShape(x.shape, dims, keepdim), dtype: x.dtype };
  };

const varianceSignature = (name: string, returns = ''): string[] => [
  `${name}(input: Tensor, dim?: number | number[] | null, unbiased?: boolean | null, keepdim: boolean = false, *, correction?: number | null)${returns}`,
  `${name}(input: Tensor, unbiased: boolean)${returns}`,
];

const varianceSamples: readonly Sample[] = [
  ...reduceSamples.filter((s) => s.note !== '0-d'),
  { note: 'correction', args: (m) => [m.randn([2, 3]), { dim: 1, correction: 0 }] },
];

/** The gradient of a variance: 2 / (n - c) . (x - mean). */
function varianceGradient(g: Tensor, x: Tensor, args: Variance): Tensor {
  const count = args.dims.reduce((n, d) => n * x.shape[d], 1);
  if (args.whole && count <= args.correction) return g.mul(x.eq(x.mean()).where(Number.NaN, Number.POSITIVE_INFINITY));
  return restoreDims(g, x.shape, args)
    .mul(2 / (count - args.correction))
    .mul(x.sub(x.mean(args.dims.length ? [...args.dims] : null, { keepdim: true })));
}

defineOp<Variance>({
  name: 'var',
  family: 'reduction',
  signature: varianceSignature('var'),
  doc: 'Variance over some dimensions, or over all: the squared distances from the mean over their number less `correction` (1).',
  example: 'tensor([1, 2, 3, 4]).var()',
  formula: {
    forward: 'y = \\tfrac{1}{n - c} \\textstyle\\sum_i (x_i - \\mu)^2',
    vjp: { input: '\\bar y \\, \\tfrac{2}{n - c} (x - \\mu)' },
  },
  prepare: prepareVariance('var'),
  meta: varianceMeta('var'),
  kernel: ([x], [out], { dims, correction }) => reduceRows(x, dims, out, (d, s, n) => rowVariance(d, s, n, correction)),
  saves: { inputs: [0] },
  vjp: (g, saved) => [varianceGradient(g, saved.input(0), saved.args)],
  samples: varianceSamples,
});
defineOp<Variance>({
  name: 'std',
  family: 'reduction',
  signature: varianceSignature('std'),
  doc: 'Standard deviation over some dimensions, or over all: the square root of the variance. Its derivative at 0 is 0.',
  example: 'std(tensor([1, 2, 3, 4]))',
  formula: {
    forward: 'y = \\sqrt{\\tfrac{1}{n - c} \\textstyle\\sum_i (x_i - \\mu)^2}',
    vjp: { input: '\\frac{\\bar y}{y} \\, \\frac{x - \\mu}{n - c}' },
  },
  prepare: prepareVariance('std'),
  meta: varianceMeta('std'),
  kernel: ([x], [out], { dims, correction }) =>
    reduceRows(x, dims, out, (d, s, n) => Math.sqrt(rowVariance(d, s, n, correction))),
  saves: { inputs: [0], output: true },
  vjp: (g, saved) => {
    const y = saved.output();
    return [varianceGradient(y.eq(0).where(0, g.div(y.mul(2))), saved.input(0), saved.args)];
  },
  samples: varianceSamples,
});
for (const [name, first] of [
  ['varMean', 'var'],
  ['stdMean', 'std'],
] as const) {
  defineComposite({
    name,
    family: 'reduction',
    signature: varianceSignature(name, ' -> [Tensor, Tensor]'),
    doc: `The ${first === 'var' ? 'variance' : 'standard deviation'} and the mean over some dimensions, or over all.`,
    example: `${name}(tensor([1, 2, 3, 4]))`,
    body: (input: Tensor, ...rest: unknown[]) => {
      const [dim, unbiased, keepdim, correction] = (rest.length === 1 ? [null, rest[0], false, null] : rest) as [
        number[] | null,
        boolean | null,
        boolean,
        number | null,
      ];
      return [input[first](dim, unbiased, keepdim, { correction }), input.mean(dim, keepdim)];
    },
    method: false,
    samples: [{ args: (m) => [m.randn([2, 3]), { dim: 1 }] }, { args: (m) => [m.randn([4])] }],
  });
}

defineOp<Reduce>({
  name: 'logsumexp',
  family: 'reduction',
  signature: 'logsumexp(input: Tensor, dim: number | number[], keepdim: boolean = false)',
  doc: 'The logarithm of the sum of the exponentials over some dimensions, without overflow.',
  example: 'logsumexp(tensor([1000, 1000]), 0)',
  formula: { forward: 'y = \\ln \\textstyle\\sum_i e^{x_i}', vjp: { input: '\\bar y \\, e^{x_i - y}' } },
  prepare: (bound) => {
    const x = bound.input as Tensor;
    const prepared = prepareReduce('logsumexp', 'same')(bound);
    return isFloat(x.dtype) ? prepared : { ...prepared, inputs: [x.float()] };
  },
  meta: ([x], { dims, keepdim }) => ({ shape: reducedShape(x.shape, dims, keepdim), dtype: x.dtype }),
  kernel: ([x], [out], { dims }) =>
    reduceRows(x, dims, out, (data, start, count) => {
      let max = Number.NEGATIVE_INFINITY;
      for (let i = start; i < start + count; i++) if (data[i] > max || Number.isNaN(data[i])) max = data[i];
      if (!Number.isFinite(max)) return max;
      let sum = 0;
      for (let i = start; i < start + count; i++) sum += Math.exp(data[i] - max);
      return max + Math.log(sum);
    }),
  saves: { inputs: [0], output: true },
  vjp: (g, saved) => {
    const x = saved.input(0);
    const y = restoreDims(saved.output(), x.shape, saved.args);
    return [restoreDims(g, x.shape, saved.args).mul(x.sub(y.eq(Number.NEGATIVE_INFINITY).where(0, y)).exp())];
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), 1] },
    { args: (m) => [m.randn([2, 3, 2]), [0, -1], true] },
    { note: '0-d', args: (m) => [m.randn([]), 0] },
    { note: 'strided', args: (m) => [m.randn([3, 2]).t(), 0] },
  ],
});

interface Norm extends Reduce {
  readonly p: number;
}

/** The p-norm of a row, in float64. */
function rowNorm(p: number): (data: ArrayLike<number>, start: number, count: number) => number {
  return (data, start, count) => {
    let total = p === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : 0;
    for (let i = start; i < start + count; i++) {
      const a = Math.abs(data[i]);
      if (p === 2) total += a * a;
      else if (p === 1) total += a;
      else if (p === Number.POSITIVE_INFINITY) total = Math.max(total, a);
      else if (p === Number.NEGATIVE_INFINITY) total = Math.min(total, a);
      else if (p === 0) total += a !== 0 ? 1 : 0;
      else total += a ** p;
    }
    if (p === 2) return Math.sqrt(total);
    return p === 1 || p === 0 || !Number.isFinite(p) ? total : total ** (1 / p);
  };
}

defineOp<Norm>({
  name: 'vectorNormOver',
  family: 'reduction',
  signature: 'vectorNormOver(input: Tensor, p: number, dim?: number | number[] | null, keepdim: boolean = false)',
  doc: 'The p-norm over dimensions, as a method: the common kernel of norm, normalize and distances.',
  methodOnly: true,
  formula: {
    forward: 'y = \\left(\\textstyle\\sum_i |x_i|^p\\right)^{1/p}',
    vjp: { input: '\\bar y \\, \\mathrm{sign}(x) \\left(\\frac{|x|}{y}\\right)^{p-1}' },
  },
  prepare: (bound) => {
    const x = bound.input as Tensor;
    return {
      inputs: [x],
      args: {
        dims: normalizeDims(bound.dim as number | null, x.shape.length, 'norm'),
        keepdim: bound.keepdim === true,
        p: bound.p as number,
      },
    };
  },
  meta: ([x], { dims, keepdim, p }) => {
    needFloat('norm', x);
    if (Math.abs(p) === Number.POSITIVE_INFINITY || p < 0) refuseEmpty('norm', x, dims);
    return { shape: reducedShape(x.shape, dims, keepdim), dtype: x.dtype };
  },
  kernel: ([x], [out], { dims, p }) => reduceRows(x, dims, out, rowNorm(p)),
  saves: { inputs: [0], output: true },
  vjp: (g, saved) => {
    const x = saved.input(0);
    const { p, dims } = saved.args;
    const wide = restoreDims(g, x.shape, saved.args);
    const y = restoreDims(saved.output(), x.shape, saved.args);
    if (p === 0) return [x.zerosLike()];
    if (p === 1) return [x.sign().mul(wide)];
    if (p === 2) return [x.mul(y.eq(0).where(0, wide.div(y)))];
    if (!Number.isFinite(p)) {
      const hit = x.abs().eq(y).logicalOr(x.isnan()).to(x.dtype);
      return [
        x
          .sign()
          .mul(hit)
          .mul(wide.div(hit.sum([...dims], { keepdim: true }))),
      ];
    }
    const power = x.eq(0).where(
      0,
      x
        .abs()
        .pow(p - 1)
        .mul(x.sign()),
    );
    return [power.mul(y.eq(0).where(0, wide.mul(y.pow(1 - p))))];
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), 2, 1] },
    { args: (m) => [m.randn([2, 3]), 1] },
    { args: (m) => [m.randn([2, 3]), 3, [0, 1]] },
    { args: (m) => [m.randn([2, 3]), Number.POSITIVE_INFINITY, 1], gradgrad: false },
    { note: '0-d', args: (m) => [m.randn([]), 2] },
  ],
});
