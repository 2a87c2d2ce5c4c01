/** Writing by index tensors: copies of a tensor with some elements replaced or reduced into. */
import { DTypeError, formatShape, ShapeError } from '../errors.ts';
import { normalizeDim, sameShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp, type Gradients } from './define.ts';
import { wrapNumber } from './derive.ts';
import { type Axis, checkGather, checkIndex, eachIndexed, needIntegers } from './indexing.ts';

/** `src` cut to the shape of `index`: entries beyond are not used. */
const within = (src: Tensor, shape: readonly number[]): Tensor =>
  shape.reduce((t, s, d) => (t.shape[d] === s ? t : t.slice(d, 0, s)), src);
/** The transpose of `within`: zeros beyond. */
function widened(g: Tensor, shape: readonly number[]): Tensor {
  return shape.reduce(
    (t, s, d) =>
      s === t.shape[d]
        ? t
        : t.sliceBackward({ shape: t.shape.map((n, k) => (k === d ? s : n)), dim: d, start: 0, step: 1 }),
    g,
  );
}

function needDtype(op: string, name: string, t: Tensor, x: Tensor): void {
  if (t.dtype !== x.dtype)
    throw new DTypeError(`${op}: ${name} is ${t.dtype}, the input ${x.dtype}`, {
      op,
      fix: `Convert it: ${name}.to('${x.dtype}').`,
    });
}

defineOp<Axis>({
  name: 'scatterFrom',
  family: 'indexing',
  signature: 'scatterFrom(input: Tensor, dim: number, index: Tensor, src: Tensor)',
  doc: 'The input with elements replaced by those of `src` at the places that `index` names along `dim`, as a method.',
  methodOnly: true,
  formula: {
    forward: 'y = x;\\; y_{k_{ij},\\,j} = s_{ij}',
    vjp: { input: '\\bar y \\text{ where not written}', src: '\\bar y_{k_{ij},\\,j}' },
  },
  prepare: (b) => {
    const inputs = [b.input, b.index, b.src] as Tensor[];
    return { inputs, args: { dim: normalizeDim(b.dim as number, inputs[0].shape.length, 'scatter') } };
  },
  meta: ([x, index, src], { dim }) => {
    checkGather('scatter', x, index, dim);
    checkGather('scatter', src, index, -1);
    needDtype('scatter', 'src', src, x);
    return { shape: x.shape, dtype: x.dtype };
  },
  kernel: ([x, index, src], [out], { dim }) => {
    const to = out.array;
    to.set(x.data);
    const from = within(src, index.shape).data;
    eachIndexed('scatter', x.shape, index, dim, (i, target) => {
      to[target] = from[i];
    });
  },
  saves: { inputs: [1] },
  vjp: (g, saved) => {
    const { dim } = saved.args;
    const index = saved.input(1);
    return [
      saved.needs[0] ? g.scatter(dim, index, 0) : null,
      null,
      saved.needs[2] ? widened(g.gather(dim, index), saved.inputShapes[2]) : null,
    ];
  },
  samples: [{ args: (m) => [m.randn([4]), 0, m.ints([1], 0, 4), m.randn([2])] }],
});

type Reduce = 'sum' | 'prod' | 'mean' | 'amax' | 'amin';

defineComposite({
  name: 'scatter',
  family: 'indexing',
  signature: [
    "scatter(input: Tensor, dim: number, index: Tensor, src: Tensor, *, reduce?: 'add' | 'multiply' | null)",
    "scatter(input: Tensor, dim: number, index: Tensor, value: number, *, reduce?: 'add' | 'multiply' | null)",
  ],
  doc: 'The input with elements replaced by those of `src`, or by a number, at the places that `index` names along `dim`: y[index[i][j]][j] = src[i][j] for dim 0.',
  example: "scatter(zeros([3]), 0, tensor([0, 2], { dtype: 'int32' }), tensor([1, 2]))",
  formula: { forward: 'y = x;\\; y_{k_{ij},\\,j} = s_{ij}' },
  inplace: true,
  body: (x: Tensor, dim: number, index: Tensor, src: Tensor | number, reduce: 'add' | 'multiply' | null) => {
    const from = typeof src === 'number' ? wrapNumber(src, x).to(x.dtype).expand(index.shape.slice()) : src;
    if (reduce) return x.scatterReduce(dim, index, from, reduce === 'add' ? 'sum' : 'prod');
    return x.scatterFrom(dim, index, from);
  },
  samples: [
    { args: (m) => [m.randn([3, 2]), 0, m.ints([1, 2], 0, 3), m.randn([1, 2])] },
    { note: 'number', args: (m) => [m.randn([3, 4]), 1, m.ints([3, 1], 0, 4), 2.5] },
  ],
});

interface ScatterReduce extends Axis {
  readonly reduce: Reduce;
  readonly includeSelf: boolean;
}

const STEP: Record<Reduce, (a: number, b: number) => number> = {
  sum: (a, b) => a + b,
  mean: (a, b) => a + b,
  prod: (a, b) => a * b,
  amax: Math.max,
  amin: Math.min,
};
const START: Record<Reduce, number> = {
  sum: 0,
  mean: 0,
  prod: 1,
  amax: Number.NEGATIVE_INFINITY,
  amin: Number.POSITIVE_INFINITY,
};

/** How many entries go to each place, `self` included or not; at least 1. */
function countsOf(
  g: Tensor,
  shape: readonly number[],
  saved: { input(i: number): Tensor; args: ScatterReduce },
): Tensor {
  const { dim, includeSelf } = saved.args;
  const index = saved.input(1);
  const base = g.newFull(shape.slice(), includeSelf ? 1 : 0);
  return base.scatterAdd(dim, index, g.newOnes(index.shape.slice())).clampMin(1);
}

function scatterReduceGradient(
  g: Tensor,
  saved: {
    input(i: number): Tensor;
    output(i?: number): Tensor;
    args: ScatterReduce;
    inputShapes: readonly (readonly number[])[];
  },
): Gradients {
  const { dim, reduce, includeSelf } = saved.args;
  const index = saved.input(1);
  const x = saved.input(0);
  const whole = saved.input(2);
  const src = within(whole, index.shape);
  let gx: Tensor;
  let gs: Tensor;
  if (reduce === 'sum') [gx, gs] = [g, g.gather(dim, index)];
  else if (reduce === 'mean') {
    const share = g.div(countsOf(g, x.shape, saved));
    [gx, gs] = [share, share.gather(dim, index)];
  } else if (reduce === 'prod') {
    const y = saved.output();
    // The product of the others: divided out, or, at a single zero, the product of everything else.
    const zero = src.eq(0);
    const zerosAt = x
      .zerosLike()
      .scatterAdd(dim, index, zero.to(src.dtype))
      .add(includeSelf ? x.eq(0) : 0)
      .gather(dim, index);
    const start = includeSelf ? x : x.scatter(dim, index, 1);
    const others = start.scatterReduce(dim, index, zero.where(1, src), 'prod').gather(dim, index);
    gs = g
      .gather(dim, index)
      .mul(zero.where(zerosAt.gt(1).where(0, others), y.gather(dim, index).div(zero.where(1, src))));
    gx = g.mul(x.scatter(dim, index, 1).zerosLike().add(1).scatterReduce(dim, index, src, 'prod'));
  } else {
    const y = saved.output();
    const self = x.eq(y);
    const entries = src.eq(y.gather(dim, index));
    // The element of the input counts among the equal ones also where it was left out, as in PyTorch.
    const ties = self.to(g.dtype).scatterAdd(dim, index, entries.to(g.dtype)).clampMin(1);
    const share = g.div(ties);
    gx = self.where(share, 0);
    gs = entries.where(share.gather(dim, index), 0);
  }
  if (!includeSelf) gx = gx.scatter(dim, index, 0);
  return [gx, null, widened(gs, whole.shape)];
}

defineOp<ScatterReduce>({
  name: 'scatterReduce',
  family: 'indexing',
  signature:
    "scatterReduce(input: Tensor, dim: number, index: Tensor, src: Tensor, reduce: 'sum' | 'prod' | 'mean' | 'amax' | 'amin', *, includeSelf: boolean = true)",
  doc: 'The elements of `src` reduced at the places that `index` names along `dim`, together with the element of the input there unless `includeSelf` is false.',
  example: "scatterReduce(zeros([2]), 0, tensor([0, 0], { dtype: 'int32' }), tensor([1, 5]), 'amax')",
  formula: {
    forward: 'y_{k} = \\mathrm{reduce}(x_k, \\{ s_i : k_i = k \\})',
    vjp: { src: '\\bar y_{k_i} \\, \\partial y_{k_i} / \\partial s_i', input: '\\bar y \\, \\partial y / \\partial x' },
  },
  inplace: true,
  prepare: (b) => {
    const inputs = [b.input, b.index, b.src] as Tensor[];
    return {
      inputs,
      args: {
        dim: normalizeDim(b.dim as number, inputs[0].shape.length, 'scatterReduce'),
        reduce: b.reduce,
        includeSelf: b.includeSelf,
      },
    };
  },
  meta: ([x, index, src], { dim }) => {
    checkGather('scatterReduce', x, index, dim);
    checkGather('scatterReduce', src, index, -1);
    needDtype('scatterReduce', 'src', src, x);
    return { shape: x.shape, dtype: x.dtype };
  },
  kernel: ([x, index, src], [out], { dim, reduce, includeSelf }) => {
    const state = Float64Array.from(x.data);
    const counts = new Int32Array(state.length);
    const from = within(src, index.shape).data;
    const step = STEP[reduce];
    eachIndexed('scatterReduce', x.shape, index, dim, (i, target) => {
      if (counts[target]++ === 0 && !includeSelf) state[target] = START[reduce];
      state[target] = step(state[target], from[i]);
    });
    if (reduce === 'mean') {
      for (let i = 0; i < state.length; i++) {
        const n = counts[i] + (includeSelf ? 1 : 0);
        if (counts[i] > 0) state[i] = x.dtype === 'int32' ? Math.floor(state[i] / n) : state[i] / n;
      }
    }
    out.array.set(state);
  },
  saves: { inputs: [0, 1, 2], output: true },
  vjp: scatterReduceGradient,
  samples: (['sum', 'mean', 'prod', 'amax', 'amin'] as const).flatMap((reduce) => [
    { note: reduce, args: (m) => [m.randn([4]), 0, m.ints([5], 0, 4), m.randn([5]), reduce] },
    {
      note: `${reduce} without self`,
      args: (m) => [m.randn([3, 2]), 0, m.ints([4, 2], 0, 3), m.randn([4, 2]), reduce, { includeSelf: false }],
    },
  ]),
});

/** Calls `write(slice of a dense tensor, slice number in the index)` for a 1-d index along a dim. */
function eachSlice(
  op: string,
  shape: readonly number[],
  dim: number,
  index: Tensor,
  write: (at: number, from: number, inner: number) => void,
): void {
  const inner = shape.slice(dim + 1).reduce((n, s) => n * s, 1);
  const outer = shape.slice(0, dim).reduce((n, s) => n * s, 1);
  const size = shape[dim] ?? 1;
  const picks = index.data;
  for (let i = 0, from = 0; i < outer; i++) {
    for (let k = 0; k < picks.length; k++, from += inner)
      write((i * size + checkIndex(op, 'index', picks[k], size, true)) * inner, from, inner);
  }
}

function checkVector(op: string, index: Tensor): void {
  needIntegers(op, 'index', index);
  if (index.shape.length > 1)
    throw new ShapeError(`${op}: index must have 1 dimension, it has shape ${formatShape(index.shape)}`, {
      op,
      operands: [{ name: 'index', shape: index.shape }],
    });
}

defineOp<Axis>({
  name: 'indexCopy',
  family: 'indexing',
  signature: 'indexCopy(input: Tensor, dim: number, index: Tensor, source: Tensor)',
  doc: 'The input with the slices of `source` in place of those that a 1-d index names along `dim`.',
  example: "indexCopy(zeros([3]), 0, tensor([2, 0], { dtype: 'int32' }), tensor([5, 6]))",
  formula: {
    forward: 'y = x;\\; y_{k_i} = s_i',
    vjp: { input: '\\bar y \\text{ where not written}', source: '\\bar y_{k_i}' },
  },
  inplace: true,
  prepare: (b) => {
    const inputs = [b.input, b.index, b.source] as Tensor[];
    return { inputs, args: { dim: normalizeDim(b.dim as number, inputs[0].shape.length, 'indexCopy') } };
  },
  meta: ([x, index, source], { dim }) => {
    checkVector('indexCopy', index);
    needDtype('indexCopy', 'source', source, x);
    const expected = x.shape.map((s, d) => (d === dim ? index.numel() : s));
    if (!sameShape(source.shape, expected)) {
      throw new ShapeError(
        `indexCopy: source ${formatShape(source.shape)} must have shape ${formatShape(expected)} for ${index.numel()} indices into ${formatShape(x.shape)}`,
        {
          op: 'indexCopy',
          operands: [
            { name: 'input', shape: x.shape },
            { name: 'source', shape: source.shape },
          ],
        },
      );
    }
    return { shape: x.shape, dtype: x.dtype };
  },
  kernel: ([x, index, source], [out], { dim }) => {
    const from = source.data;
    out.array.set(x.data);
    eachSlice('indexCopy', x.shape, dim, index, (at, start, inner) =>
      out.array.set(from.subarray(start, start + inner), at),
    );
  },
  saves: { inputs: [1] },
  vjp: (g, saved) => [
    saved.needs[0] ? g.indexFill(saved.args.dim, saved.input(1), 0) : null,
    null,
    saved.needs[2] ? g.indexSelect(saved.args.dim, saved.input(1)) : null,
  ],
  samples: [
    { args: (m) => [m.randn([3, 2]), 0, m.ints([1], 0, 3), m.randn([1, 2])] },
    { note: 'none', args: (m) => [m.randn([3]), 0, m.ints([0], 0, 3), m.randn([0])] },
  ],
});

defineOp<Axis>({
  name: 'indexFillWith',
  family: 'indexing',
  signature: 'indexFillWith(input: Tensor, dim: number, index: Tensor, value: Tensor)',
  doc: 'The input with a 0-d value in the slices that a 1-d index names along `dim`, as a method.',
  methodOnly: true,
  formula: {
    forward: 'y = x;\\; y_{k_i} = v',
    vjp: { input: '\\bar y \\text{ where not written}', value: '\\textstyle\\sum_i \\bar y_{k_i}' },
  },
  prepare: (b) => {
    const inputs = [b.input, b.index, b.value] as Tensor[];
    return { inputs, args: { dim: normalizeDim(b.dim as number, inputs[0].shape.length, 'indexFill') } };
  },
  meta: ([x, index, value]) => {
    checkVector('indexFill', index);
    if (value.shape.length !== 0)
      throw new ShapeError(`indexFill: value must be a number or 0-d, it has shape ${formatShape(value.shape)}`, {
        op: 'indexFill',
      });
    return { shape: x.shape, dtype: x.dtype };
  },
  kernel: ([x, index, value], [out], { dim }) => {
    out.array.set(x.data);
    const v = value.data[0];
    eachSlice('indexFill', x.shape, dim, index, (at, _, inner) => out.array.fill(v, at, at + inner));
  },
  saves: { inputs: [1] },
  vjp: (g, saved) => [
    saved.needs[0] ? g.indexFillWith(saved.args.dim, saved.input(1), g.newZeros([])) : null,
    null,
    saved.needs[2] ? g.indexSelect(saved.args.dim, saved.input(1)).sum() : null,
  ],
  samples: [{ args: (m) => [m.randn([2, 3]), 1, m.ints([1], 0, 3), m.randn([])] }],
});
defineComposite({
  name: 'indexFill',
  family: 'indexing',
  signature: 'indexFill(input: Tensor, dim: number, index: Tensor, value: Tensor | number)',
  doc: 'The input with one value in the slices that a 1-d index names along `dim`.',
  example: "indexFill(zeros([2, 3]), 1, tensor([0, 2], { dtype: 'int32' }), 7)",
  inplace: true,
  body: (x: Tensor, dim: number, index: Tensor, value: Tensor | number) =>
    x.indexFillWith(dim, index, (typeof value === 'number' ? wrapNumber(value, x) : value).to(x.dtype)),
  samples: [{ args: (m) => [m.randn([2, 3]), 1, m.ints([2], 0, 3), -1] }],
});
