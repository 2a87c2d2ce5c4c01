/** Products of matrices and vectors. */
import { DTypeError, formatShape, ShapeError } from '../errors.ts';
import { gemm } from '../kernels/matmul.ts';
import { isFloat } from '../tensor/dtype.ts';
import { broadcastShapes, broadcastStrides, numelOf } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp } from './define.ts';
import type { NoArgs } from './unary.ts';

/** What is likely wrong when the inner sizes of a product differ. */
function productFix(a: readonly number[], b: readonly number[]): string {
  const k = b.length === 1 ? b[0] : b[b.length - 2];
  const inner = a[a.length - 1];
  if (b.length >= 2 && inner === b[b.length - 1]) return 'Transpose the second operand: a.matmul(b.mT()).';
  if (a.length >= 2 && a[a.length - 2] === k) return 'Transpose the first operand: a.mT().matmul(b).';
  return `The last axis of the first operand (${inner}) must equal the ${b.length === 1 ? 'length' : 'rows'} of the second (${k}).`;
}

/** Throws unless all operands have one dtype: products do not promote, as in PyTorch. */
export function sameDtypes(op: string, tensors: readonly Tensor[], names: readonly string[]): void {
  const odd = tensors.findIndex((t) => t.dtype !== tensors[0].dtype);
  if (odd < 0) return;
  throw new DTypeError(`${op}: ${names[0]} is ${tensors[0].dtype} and ${names[odd]} is ${tensors[odd].dtype}`, {
    op,
    operands: tensors.map((t, i) => ({ name: names[i], shape: t.shape, dtype: t.dtype })),
    fix: isFloat(tensors[0].dtype)
      ? `Convert one of them: ${names[odd]}.to('${tensors[0].dtype}').`
      : `Convert one of them: ${names[0]}.float().`,
  });
}

defineOp<NoArgs>({
  name: 'matmul',
  family: 'linalg',
  signature: 'matmul(input: Tensor, other: Tensor)',
  doc: 'Matrix product. Vectors count as a row (left) or a column (right), and leading dimensions are batches that broadcast.',
  example: 'matmul(tensor([[1, 2], [3, 4]]), tensor([1, 1]))',
  formula: {
    forward: 'y_{ij} = \\textstyle\\sum_k a_{ik} \\, b_{kj}',
    vjp: { input: '\\bar y \\, b^{\\top}', other: 'a^{\\top} \\, \\bar y' },
  },
  meta: ([a, b]) => {
    sameDtypes('matmul', [a, b], ['input', 'other']);
    if (a.shape.length === 0 || b.shape.length === 0) {
      throw new ShapeError(
        `matmul: both operands need at least one dimension, got ${formatShape(a.shape)} and ${formatShape(b.shape)}`,
        { op: 'matmul', fix: 'Use mul for a number.' },
      );
    }
    const k = b.shape.length === 1 ? b.shape[0] : b.shape[b.shape.length - 2];
    if (a.shape[a.shape.length - 1] !== k) {
      throw new ShapeError(
        `matmul: ${formatShape(a.shape)} and ${formatShape(b.shape)} do not fit: ${a.shape[a.shape.length - 1]} against ${k} in the summed axis`,
        {
          op: 'matmul',
          operands: [
            { name: 'input', shape: a.shape, axes: [a.shape.length - 1] },
            { name: 'other', shape: b.shape, axes: [Math.max(0, b.shape.length - 2)] },
          ],
          fix: productFix(a.shape, b.shape),
        },
      );
    }
    const batch =
      a.shape.length > 2 || b.shape.length > 2
        ? broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2), 'matmul').slice()
        : [];
    if (a.shape.length > 1) batch.push(a.shape[a.shape.length - 2]);
    if (b.shape.length > 1) batch.push(b.shape[b.shape.length - 1]);
    return { shape: batch, dtype: a.dtype };
  },
  kernel: ([a, b], [out]) => {
    const as = a.shape.length === 1 ? [1, a.shape[0]] : a.shape;
    const bs = b.shape.length === 1 ? [b.shape[0], 1] : b.shape;
    const aStrides = a.shape.length === 1 ? [0, a.strides[0]] : a.strides;
    const bStrides = b.shape.length === 1 ? [b.strides[0], 0] : b.strides;
    const [m, k] = [as[as.length - 2], as[as.length - 1]];
    const n = bs[bs.length - 1];
    const batch = broadcastShapes(as.slice(0, -2), bs.slice(0, -2), 'matmul');
    const aBatch = broadcastStrides(as.slice(0, -2), aStrides.slice(0, -2), batch);
    const bBatch = broadcastStrides(bs.slice(0, -2), bStrides.slice(0, -2), batch);
    const index = new Array<number>(batch.length).fill(0);
    const count = numelOf(batch);
    let p = a.offset;
    let q = b.offset;
    const [aRow, aCol] = aStrides.slice(-2);
    const [bRow, bCol] = bStrides.slice(-2);
    for (let i = 0; i < count; i++) {
      gemm(m, n, k, a.array, p, aRow, aCol, b.array, q, bRow, bCol, out.array, i * m * n);
      for (let d = batch.length - 1; d >= 0; d--) {
        p += aBatch[d];
        q += bBatch[d];
        if (++index[d] < batch[d]) break;
        p -= aBatch[d] * batch[d];
        q -= bBatch[d] * batch[d];
        index[d] = 0;
      }
    }
  },
  saves: { inputs: ([a, b]) => (a ? (b ? [0, 1] : [1]) : [0]) },
  vjp: (g, saved) => {
    const [aShape, bShape] = saved.inputShapes;
    // Vectors are handled as matrices of one row or one column; the engine sums over broadcast batches.
    const column = bShape.length === 1;
    const row = aShape.length === 1;
    let gm = g;
    if (column) gm = gm.unsqueeze(-1);
    if (row) gm = gm.unsqueeze(-2);
    let ga: Tensor | null = null;
    let gb: Tensor | null = null;
    if (saved.needs[0]) {
      const b = column ? saved.input(1).unsqueeze(-1) : saved.input(1);
      ga = gm.matmul(b.mT());
      if (row) ga = ga.squeeze(-2);
    }
    if (saved.needs[1]) {
      const a = row ? saved.input(0).unsqueeze(-2) : saved.input(0);
      gb = a.mT().matmul(gm);
      if (column) gb = gb.squeeze(-1);
    }
    return [ga, gb];
  },
  flops: ([a, b]) => 2 * numelOf(a.shape) * (b.shape.length === 1 ? 1 : b.shape[b.shape.length - 1]),
  samples: [
    { args: (m) => [m.randn([2, 3]), m.randn([3, 4])] },
    { note: 'dot', args: (m) => [m.randn([3]), m.randn([3])] },
    { note: 'matrix-vector', args: (m) => [m.randn([2, 3]), m.randn([3])] },
    { note: 'vector-matrix', args: (m) => [m.randn([3]), m.randn([3, 2])] },
    { note: 'batched', args: (m) => [m.randn([2, 2, 3]), m.randn([2, 3, 2])] },
    { note: 'broadcast batch', args: (m) => [m.randn([2, 1, 2, 3]), m.randn([3, 3, 2])] },
    { note: 'batch-vector', args: (m) => [m.randn([2, 2, 3]), m.randn([3])] },
    { note: 'empty', args: (m) => [m.randn([2, 0]), m.randn([0, 3])] },
    { note: 'transposed', args: (m) => [m.randn([3, 2]).t(), m.randn([4, 3]).t()] },
  ],
});

defineOp<NoArgs>({
  name: 'linear',
  family: 'linalg',
  signature: 'linear(input: Tensor, weight: Tensor, bias?: Tensor)',
  doc: 'The affine map of a layer: input times the transposed weight [out, in], plus the bias [out].',
  example: 'linear(tensor([[1, 2]]), tensor([[1, 1], [0, 1]]), tensor([0.5, 0]))',
  formula: {
    forward: 'y = x \\, W^{\\top} + b',
    vjp: { input: '\\bar y \\, W', weight: '\\bar y^{\\top} x', bias: '\\textstyle\\sum_{\\text{rows}} \\bar y' },
  },
  method: false,
  prepare: (b) => ({ inputs: [b.input, b.weight, b.bias].filter((t) => t !== null) as Tensor[], args: {} }),
  meta: ([x, w, b]) => {
    sameDtypes('linear', b ? [x, w, b] : [x, w], ['input', 'weight', 'bias']);
    const features = x.shape[x.shape.length - 1];
    if (x.shape.length === 0 || w.shape.length === 0 || w.shape.length > 2 || features !== w.shape[w.shape.length - 1])
      throw linearError(x, w);
    const outShape = w.shape.length === 1 ? [] : [w.shape[0]];
    if (b && !(b.shape.length <= 1 && (b.shape[0] ?? 1) === (outShape[0] ?? 1)) && b.shape[0] !== 1) {
      throw new ShapeError(
        `linear: the bias has shape ${formatShape(b.shape)}, the weight ${formatShape(w.shape)} makes ${outShape[0] ?? 1} features`,
        {
          op: 'linear',
          operands: [
            { name: 'weight', shape: w.shape, axes: [0] },
            { name: 'bias', shape: b.shape },
          ],
        },
      );
    }
    return { shape: [...x.shape.slice(0, -1), ...outShape], dtype: x.dtype };
  },
  kernel: ([x, w, b], [out]) => {
    const k = x.shape[x.shape.length - 1];
    const n = w.shape.length === 1 ? 1 : w.shape[0];
    const rows = numelOf(x.shape.slice(0, -1));
    const [wRow, wCol] = w.shape.length === 1 ? [0, w.strides[0]] : w.strides;
    gemm(rows, n, k, x.data, 0, k, 1, w.array, w.offset, wCol, wRow, out.array, 0);
    if (!b) return;
    const to = out.array;
    const bias = b.data;
    const one = bias.length === 1;
    for (let r = 0, o = 0; r < rows; r++) for (let j = 0; j < n; j++, o++) to[o] += bias[one ? 0 : j];
  },
  saves: { inputs: ([x, w]) => (x ? (w ? [0, 1] : [1]) : [0]) },
  vjp: (g, saved) => {
    const [xShape, wShape, bShape] = saved.inputShapes;
    const k = xShape[xShape.length - 1];
    const flat = wShape.length === 1 ? g.reshape([-1, 1]) : g.reshape([-1, wShape[0]]);
    const gx = saved.needs[0]
      ? flat.matmul(wShape.length === 1 ? saved.input(1).unsqueeze(0) : saved.input(1)).reshape(xShape.slice())
      : null;
    const gw = saved.needs[1]
      ? flat
          .t()
          .matmul(saved.input(0).reshape([-1, k]))
          .reshape(wShape.slice())
      : null;
    const gb = bShape && saved.needs[2] ? (bShape.length === 0 ? flat.sum() : flat.sum(0)) : null;
    return [gx, gw, gb];
  },
  flops: ([x, w]) => 2 * numelOf(x.shape) * (w.shape.length === 1 ? 1 : w.shape[0]),
  samples: [
    { args: (m) => [m.randn([2, 3]), m.randn([4, 3]), m.randn([4])] },
    { note: 'no bias', args: (m) => [m.randn([2, 3]), m.randn([4, 3])] },
    { note: 'one row', args: (m) => [m.randn([3]), m.randn([4, 3]), m.randn([4])] },
    { note: 'batch', args: (m) => [m.randn([2, 2, 3]), m.randn([4, 3]), m.randn([4])] },
  ],
});

/** Names the sizes as a user of a layer knows them, and the likely slip: a missing flatten, a transposed weight. */
function linearError(x: Tensor, w: Tensor): ShapeError {
  const expected = w.shape[w.shape.length - 1];
  const got = x.shape[x.shape.length - 1];
  let fix = `The last axis of the input must have ${expected} entries.`;
  for (let d = 0; d < x.shape.length - 1; d++) {
    const joined = numelOf(x.shape.slice(d));
    if (joined === expected) {
      fix = `Flatten the input first, .flatten(${d}): ${x.shape.slice(d).join(' x ')} = ${joined}.`;
      break;
    }
  }
  if (w.shape.length === 2 && got === w.shape[0] && got !== expected)
    fix = `The weight may be transposed: it is [out, in] = ${formatShape(w.shape)}.`;
  return new ShapeError(
    `linear: the weight ${formatShape(w.shape)} expects ${expected} features in the last axis, the input ${formatShape(x.shape)} has ${got}`,
    {
      op: 'linear',
      operands: [
        { name: 'input', shape: x.shape, axes: [x.shape.length - 1] },
        { name: 'weight', shape: w.shape, axes: [w.shape.length - 1] },
      ],
      expected: String(expected),
      got: String(got),
      fix,
    },
  );
}

function needRank(op: string, name: string, t: Tensor, rank: number): void {
  if (t.shape.length === rank) return;
  throw new ShapeError(
    `${op}: ${name} must have ${rank} dimension${rank === 1 ? '' : 's'}, it has shape ${formatShape(t.shape)}`,
    {
      op,
      operands: [{ name, shape: t.shape }],
      fix: 'matmul takes any number of dimensions.',
    },
  );
}

function defineProduct(name: string, second: string, ranks: readonly [number, number], doc: string): void {
  defineComposite({
    name,
    family: 'linalg',
    signature: `${name}(input: Tensor, ${second}: Tensor)`,
    doc,
    body: (input: Tensor, other: Tensor) => {
      needRank(name, 'input', input, ranks[0]);
      needRank(name, second, other, ranks[1]);
      if (name === 'bmm' && input.shape[0] !== other.shape[0]) {
        throw new ShapeError(
          `bmm: batches of ${input.shape[0]} and ${other.shape[0]} (${formatShape(input.shape)} and ${formatShape(other.shape)})`,
          {
            op: 'bmm',
            operands: [
              { name: 'input', shape: input.shape, axes: [0] },
              { name: second, shape: other.shape, axes: [0] },
            ],
          },
        );
      }
      return input.matmul(other);
    },
    samples: [
      {
        args: (m) => [
          m.randn([2, 2, 3].slice(3 - ranks[0])),
          m.randn(ranks[1] === 1 ? [3] : ranks[1] === 2 ? [3, 2] : [2, 3, 2]),
        ],
      },
    ],
  });
}

defineProduct('mm', 'mat2', [2, 2], 'Product of two matrices.');
defineProduct('bmm', 'mat2', [3, 3], 'Products of two batches of matrices.');
defineProduct('mv', 'vec', [2, 1], 'Product of a matrix and a vector.');
defineProduct('dot', 'tensor', [1, 1], 'Inner product of two vectors.');
