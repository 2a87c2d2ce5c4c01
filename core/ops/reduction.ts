/** Reductions: many elements to one, over any dimensions. */
import { DTypeError, formatShape, IndexError } from '../errors.ts';
import { mapBinary } from '../kernels/elementwise.ts';
import { alongDim, reduceRows, sumRow } from '../kernels/reduce.ts';
import { type DType, dtypeOf, isFloat } from '../tensor/dtype.ts';
import { broadcastShapes, normalizeDim, normalizeDims, reducedShape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp, type Sample } from './define.ts';

export interface Reduce {
  readonly dims: readonly number[];
  readonly keepdim: boolean;
}

/** The gradient of a reduction as the input's shape can broadcast it: with the reduced axes back at size 1. */
export function restoreDims(g: Tensor, shape: readonly number[], { dims, keepdim }: Reduce): Tensor {
  if (keepdim || dims.length === 0) return g;
  return g.reshape(shape.map((s, i) => (dims.includes(i) ? 1 : s)));
}

/** Bound `dim`, `keepdim`, `dtype` as the kernel wants them. `dtype` converts the input first, as in PyTorch. */
export function prepareReduce(op: string, accumulate: 'sum' | 'float' | 'same') {
  return (bound: Record<string, unknown>): { inputs: Tensor[]; args: Reduce } => {
    let input = bound.input as Tensor;
    const given = bound.dtype ? dtypeOf(bound.dtype as string) : null;
    const natural: DType = accumulate === 'sum' && !isFloat(input.dtype) ? 'int32' : input.dtype;
    const dtype = given ?? natural;
    if (input.dtype !== dtype) input = input.to(dtype);
    const dims = normalizeDims(bound.dim as number | number[] | null, input.shape.length, op);
    return { inputs: [input], args: { dims, keepdim: bound.keepdim === true } };
  };
}

export const reduceSamples: readonly Sample[] = [
  { args: (m) => [m.randn([2, 3])] },
  { args: (m) => [m.randn([2, 3]), 1] },
  { args: (m) => [m.randn([2, 3, 2]), [0, -1], { keepdim: true }] },
  { note: '0-d', args: (m) => [m.randn([])] },
  { note: 'strided', args: (m) => [m.randn([3, 2]).t(), 0] },
];

defineOp<Reduce>({
  name: 'sum',
  family: 'reduction',
  signature: 'sum(input: Tensor, dim?: number | number[] | null, keepdim: boolean = false, *, dtype?: DType)',
  doc: 'Sum over some dimensions, or over all. float32 is accumulated in float64; integers and booleans give int32.',
  example: 'sum(tensor([[1, 2], [3, 4]]), 0)',
  formula: { forward: 'y = \\textstyle\\sum_i x_i', vjp: { input: '\\bar y' } },
  prepare: prepareReduce('sum', 'sum'),
  meta: ([x], { dims, keepdim }) => ({ shape: reducedShape(x.shape, dims, keepdim), dtype: x.dtype }),
  kernel: ([x], [out], { dims }) => reduceRows(x, dims, out, sumRow),
  vjp: (g, saved) => [restoreDims(g, saved.inputShapes[0], saved.args).expand(saved.inputShapes[0].slice())],
  samples: [...reduceSamples, { note: 'empty', args: (m) => [m.randn([0, 2]), 0] }],
});

defineOp<Reduce>({
  name: 'mean',
  family: 'reduction',
  signature: 'mean(input: Tensor, dim?: number | number[] | null, keepdim: boolean = false, *, dtype?: DType)',
  doc: 'Mean over some dimensions, or over all. float32 is accumulated in float64. Integers must be converted first.',
  example: 'mean(tensor([[1, 2], [3, 4]]), 1)',
  formula: { forward: 'y = \\tfrac{1}{n} \\textstyle\\sum_i x_i', vjp: { input: '\\tfrac{1}{n} \\, \\bar y' } },
  prepare: prepareReduce('mean', 'float'),
  meta: ([x], { dims, keepdim }) => {
    if (!isFloat(x.dtype)) {
      throw new DTypeError(`mean: the mean of ${x.dtype} values is not an integer`, {
        op: 'mean',
        operands: [{ name: 'input', shape: x.shape, dtype: x.dtype }],
        fix: 'Convert first: x.float().mean().',
      });
    }
    return { shape: reducedShape(x.shape, dims, keepdim), dtype: x.dtype };
  },
  kernel: ([x], [out], { dims }) =>
    reduceRows(x, dims, out, (data, start, count) => sumRow(data, start, count) / count),
  vjp: (g, saved) => {
    const shape = saved.inputShapes[0];
    const count = saved.args.dims.reduce((n, d) => n * shape[d], 1);
    return [restoreDims(g, shape, saved.args).div(count).expand(shape.slice())];
  },
  samples: reduceSamples,
});

/** Place of the largest (sign 1) or smallest (sign -1) element of a line: the first on ties; NaN wins. */
function extremeAt(data: ArrayLike<number>, start: number, step: number, count: number, sign: 1 | -1): number {
  let best = start;
  for (let i = 0, p = start; i < count; i++, p += step) {
    const v = data[p];
    const b = data[best];
    if (!Number.isNaN(b) && (Number.isNaN(v) || sign * v > sign * b)) best = p;
  }
  return best;
}

interface Along {
  readonly dim: number;
  readonly keepdim: boolean;
}

export function refuseEmpty(op: string, x: Tensor, dims: readonly number[]): void {
  const empty = dims.filter((d) => x.shape[d] === 0);
  if (empty.length === 0) return;
  throw new IndexError(`${op}: there is no ${op} of no elements: dim ${empty[0]} of ${formatShape(x.shape)} is empty`, {
    op,
    operands: [{ name: 'input', shape: x.shape, axes: empty }],
  });
}

/** The five forms of an extreme: over dims (amax), along one dim with indices, of everything, argmax, of two tensors. */
function defineExtreme(name: 'max' | 'min', word: string, sign: 1 | -1): void {
  const over = name === 'max' ? 'amax' : 'amin';
  const arg = name === 'max' ? 'argmax' : 'argmin';
  const pair = name === 'max' ? 'maximum' : 'minimum';
  const along = name === 'max' ? 'maxAlong' : 'minAlong';
  const whole = name === 'max' ? 'maxAll' : 'minAll';

  defineOp<Reduce>({
    name: over,
    family: 'reduction',
    signature: `${over}(input: Tensor, dim?: number | number[] | null, keepdim: boolean = false)`,
    doc: `The ${word} element over some dimensions, or over all. Equal ${word} elements share the gradient evenly.`,
    example: `${over}(tensor([[1, 5], [7, 3]]), 1)`,
    formula: { forward: `y = \\${name}_i x_i`, vjp: { input: `\\bar y \\, \\frac{[x_i = y]}{\\#\\{x_i = y\\}}` } },
    prepare: prepareReduce(over, 'same'),
    meta: ([x], { dims, keepdim }) => {
      refuseEmpty(over, x, dims);
      return { shape: reducedShape(x.shape, dims, keepdim), dtype: x.dtype };
    },
    kernel: ([x], [out], { dims }) =>
      reduceRows(x, dims, out, (data, start, count) => data[extremeAt(data, start, 1, count, sign)]),
    saves: { inputs: [0], output: true },
    vjp: (g, saved) => {
      const x = saved.input(0);
      const mask = x.eq(restoreDims(saved.output(), x.shape, saved.args)).to(g.dtype);
      return [mask.div(mask.sum([...saved.args.dims], { keepdim: true })).mul(restoreDims(g, x.shape, saved.args))];
    },
    samples: reduceSamples,
  });

  defineOp<Along>({
    name: along,
    family: 'reduction',
    signature: `${along}(input: Tensor, dim: number, keepdim: boolean = false) -> [Tensor, Tensor]`,
    doc: `The ${word} element along \`dim\` and its index; on ties the first takes the gradient.`,
    methodOnly: true,
    prepare: (b) => {
      const input = b.input as Tensor;
      return {
        inputs: [input],
        args: { dim: normalizeDim(b.dim as number, input.shape.length, name), keepdim: b.keepdim === true },
      };
    },
    meta: ([x], { dim, keepdim }) => {
      if (x.shape.length > 0) refuseEmpty(name, x, [dim]);
      const shape = reducedShape(x.shape, [dim], keepdim);
      return [
        { shape, dtype: x.dtype },
        { shape: shape.slice(), dtype: 'int32' },
      ];
    },
    kernel: ([x], [values, indices], { dim }) => {
      let r = 0;
      alongDim(x, dim, values, (from, _, start, step, count) => {
        const at = extremeAt(from, start, step, count, sign);
        values.array[r] = from[at];
        indices.array[r++] = (at - start) / step;
      });
    },
    nondifferentiable: [1],
    saves: { output: true },
    vjp: (g, saved) => {
      const { dim, keepdim } = saved.args;
      const shape = saved.inputShapes[0];
      if (shape.length === 0) return [g];
      const index = saved.output(1);
      const zeros = Tensor.empty(shape.slice(), g.dtype, g.device);
      return [
        keepdim ? zeros.scatterAdd(dim, index, g) : zeros.scatterAdd(dim, index.unsqueeze(dim), g.unsqueeze(dim)),
      ];
    },
    samples: [{ args: (m) => [m.randn([2, 3]), 1] }, { args: (m) => [m.randn([2, 3]), 0, true] }],
  });

  defineComposite({
    name,
    family: 'reduction',
    signature: [
      `${name}(input: Tensor)`,
      `${name}(input: Tensor, dim: number, keepdim: boolean = false) -> [Tensor, Tensor]`,
      `${name}(input: Tensor, other: Tensor)`,
    ],
    doc: `The ${word} element; with \`dim\`, the ${word} elements along it and their indices; with another tensor, the elementwise ${name}imum.`,
    example: `${name}(tensor([3, 1, 4]))`,
    body: (input: Tensor, second?: number | Tensor, keepdim?: boolean) => {
      if (second instanceof Tensor) return input[pair](second);
      return typeof second === 'number' ? input[along](second, keepdim === true) : input[whole]();
    },
    samples: [
      { args: (m) => [m.randn([2, 3])] },
      { args: (m) => [m.randn([2, 3]), -1] },
      { args: (m) => [m.randn([2, 3]), m.randn([3])] },
    ],
  });

  defineOp<{ readonly dim: number | null; readonly keepdim: boolean }>({
    name: arg,
    family: 'reduction',
    signature: `${arg}(input: Tensor, dim?: number | null, keepdim: boolean = false)`,
    doc: `The index of the ${word} element along \`dim\`, or in the flattened tensor; the first one on ties.`,
    example: `${arg}(tensor([3, 1, 4]))`,
    prepare: (b) => {
      const input = b.input as Tensor;
      const dim = b.dim === null ? null : normalizeDim(b.dim as number, input.shape.length, arg);
      return { inputs: [input], args: { dim, keepdim: b.keepdim === true } };
    },
    meta: ([x], { dim, keepdim }) => {
      if (x.dtype === 'bool')
        throw new DTypeError(`${arg}: not defined for booleans`, { op: arg, fix: 'Convert first: x.int().' });
      refuseEmpty(arg, x, dim === null ? x.shape.map((_, i) => i) : x.shape.length ? [dim] : []);
      const shape = dim === null ? (keepdim ? x.shape.map(() => 1) : []) : reducedShape(x.shape, [dim], keepdim);
      return { shape, dtype: 'int32' };
    },
    kernel: ([x], [out], { dim }) => {
      if (dim === null) out.array[0] = extremeAt(x.data, 0, 1, x.numel(), sign);
      else {
        let r = 0;
        alongDim(x, dim, out, (from, to, start, step, count) => {
          to[r++] = (extremeAt(from, start, step, count, sign) - start) / step;
        });
      }
    },
    samples: [
      { args: (m) => [m.randn([2, 3])], grad: false },
      { args: (m) => [m.randn([2, 3]), 1], grad: false },
    ],
  });

  defineOp<Record<string, never>>({
    name: pair,
    family: 'elementwise',
    signature: `${pair}(input: Tensor, other: Tensor | number)`,
    doc: `The ${name === 'max' ? 'larger' : 'smaller'} of two operands, elementwise with broadcasting; equal ones share the gradient.`,
    example: `${pair}(tensor([1, 5]), tensor([3, 2]))`,
    formula: {
      forward: `y = \\${name}(a, b)`,
      vjp: {
        input: `\\bar y \\, [a ${sign > 0 ? '>' : '<'} b]`,
        other: `\\bar y \\, [b ${sign > 0 ? '>' : '<'} a]`,
      },
    },
    promote: true,
    meta: ([a, b]) => ({ shape: broadcastShapes(a.shape, b.shape, pair), dtype: a.dtype }),
    kernel: ([a, b], [out]) => mapBinary(a, b, out, sign > 0 ? Math.max : Math.min),
    saves: { inputs: [0, 1] },
    vjp: (g, saved) => {
      const a = saved.input(0);
      const b = saved.input(1);
      const shared = a.eq(b).where(g.div(2), g);
      return [(sign > 0 ? a.lt(b) : a.gt(b)).where(0, shared), (sign > 0 ? b.lt(a) : b.gt(a)).where(0, shared)];
    },
    samples: [{ args: (m) => [m.randn([2, 3]), m.randn([3])] }, { args: (m) => [m.randn([2, 3]), 0.25] }],
  });
}

defineExtreme('max', 'largest', 1);
defineExtreme('min', 'smallest', -1);
