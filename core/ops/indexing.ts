/** Reading and writing by index tensors. */
import { DTypeError, formatShape, IndexError, ShapeError } from '../errors.ts';
import { isFloat } from '../tensor/dtype.ts';
import { contiguousStrides, normalizeDim, numelOf } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { zerosOf } from './creation.ts';
import { defineComposite, defineOp } from './define.ts';

export interface Axis {
  readonly dim: number;
}

/** Throws unless `index` holds integers. */
export function needIntegers(op: string, name: string, index: Tensor): void {
  if (!isFloat(index.dtype) && index.dtype !== 'bool') return;
  throw new DTypeError(`${op}: ${name} must hold integers, it is ${index.dtype}`, {
    op,
    operands: [{ name, shape: index.shape, dtype: index.dtype }],
    fix: `Convert it: ${name}.long(), or make it with { dtype: 'int32' }.`,
  });
}

/** `value` as an index below `size`; negative ones only where PyTorch takes them. */
export function checkIndex(op: string, name: string, value: number, size: number, negative = false): number {
  const i = negative && value < 0 ? value + size : value;
  if (i >= 0 && i < size) return i;
  throw new IndexError(`${op}: ${name} ${value} is out of range for ${size} entries`, {
    op,
    expected: `0 to ${size - 1}`,
    got: String(value),
  });
}

/** An axis argument and its tensors, bound. */
function prepareAxis(op: string, names: readonly string[]) {
  return (b: Record<string, unknown>): { inputs: Tensor[]; args: Axis } => {
    const inputs = names.map((n) => b[n] as Tensor);
    return { inputs, args: { dim: normalizeDim(b.dim as number, inputs[0].shape.length, op) } };
  };
}

export function checkGather(op: string, x: Tensor, index: Tensor, dim: number): void {
  needIntegers(op, 'index', index);
  if (Math.max(index.shape.length, 1) !== Math.max(x.shape.length, 1) && index.numel() !== 0) {
    throw new ShapeError(
      `${op}: index ${formatShape(index.shape)} and input ${formatShape(x.shape)} need the same number of dimensions`,
      {
        op,
        operands: [
          { name: 'input', shape: x.shape },
          { name: 'index', shape: index.shape },
        ],
        fix:
          index.shape.length === x.shape.length - 1 ? `Insert the missing axis: index.unsqueeze(${dim}).` : undefined,
      },
    );
  }
  index.shape.forEach((s, d) => {
    if (d !== dim && s > x.shape[d]) {
      throw new ShapeError(
        `${op}: index ${formatShape(index.shape)} is larger than the input ${formatShape(x.shape)} in dim ${d}`,
        {
          op,
          operands: [
            { name: 'input', shape: x.shape, axes: [d] },
            { name: 'index', shape: index.shape, axes: [d] },
          ],
        },
      );
    }
  });
}

/** Visits every element of `index`: its flat place, and the flat place in a dense `shape` that it points to. */
export function eachIndexed(
  op: string,
  shape: readonly number[],
  index: Tensor,
  dim: number,
  visit: (i: number, target: number) => void,
): void {
  const data = index.data;
  if (shape.length === 0) {
    for (let i = 0; i < data.length; i++) visit(i, checkIndex(op, 'index', data[i], 1));
    return;
  }
  const strides = contiguousStrides(shape);
  const at = new Array<number>(shape.length).fill(0);
  let base = 0;
  for (let i = 0; i < data.length; i++) {
    visit(i, base - at[dim] * strides[dim] + checkIndex(op, 'index', data[i], shape[dim]) * strides[dim]);
    for (let d = shape.length - 1; d >= 0; d--) {
      base += strides[d];
      if (++at[d] < index.shape[d]) break;
      base -= strides[d] * index.shape[d];
      at[d] = 0;
    }
  }
}

defineOp<Axis>({
  name: 'gather',
  family: 'indexing',
  signature: 'gather(input: Tensor, dim: number, index: Tensor)',
  doc: 'Elements picked along `dim` by an index tensor of the same rank: y[i][j] = x[index[i][j]][j] for dim 0.',
  example: "gather(tensor([[1, 2], [3, 4]]), 1, tensor([[0], [1]], { dtype: 'int32' }))",
  formula: {
    forward: 'y_{ij} = x_{i,\\,k_{ij}}',
    vjp: { input: '\\textstyle\\sum_{j:\\,k_{ij}=\\cdot} \\bar y_{ij}' },
  },
  prepare: prepareAxis('gather', ['input', 'index']),
  meta: ([x, index], { dim }) => {
    checkGather('gather', x, index, dim);
    return { shape: index.shape.slice(), dtype: x.dtype };
  },
  kernel: ([x, index], [out], { dim }) => {
    const data = x.data;
    const to = out.array;
    eachIndexed('gather', x.shape, index, dim, (i, target) => {
      to[i] = data[target];
    });
  },
  saves: { inputs: [1] },
  vjp: (g, saved) => [zerosOf(saved.inputShapes[0], g).scatterAdd(saved.args.dim, saved.input(1), g), null],
  samples: [
    { args: (m) => [m.randn([3, 2]), 0, m.ints([2, 2], 0, 3)] },
    { args: (m) => [m.randn([2, 3]), -1, m.ints([2, 4], 0, 3)] },
  ],
});

defineOp<Axis>({
  name: 'scatterAdd',
  family: 'indexing',
  signature: 'scatterAdd(input: Tensor, dim: number, index: Tensor, src: Tensor)',
  doc: 'The input with the elements of `src` added at the places that `index` names along `dim`: the transpose of gather.',
  example: "scatterAdd(zeros([3]), 0, tensor([0, 2, 0], { dtype: 'int32' }), tensor([1, 2, 3]))",
  formula: {
    forward: 'y = x;\\; y_{k_{ij},\\,j} \\mathrel{+}= s_{ij}',
    vjp: { input: '\\bar y', src: '\\bar y_{k_{ij},\\,j}' },
  },
  inplace: true,
  prepare: prepareAxis('scatterAdd', ['input', 'index', 'src']),
  meta: ([x, index, src], { dim }) => {
    checkGather('scatterAdd', x, index, dim);
    checkGather('scatterAdd', src, index, -1);
    if (src.dtype !== x.dtype)
      throw new DTypeError(`scatterAdd: src is ${src.dtype}, the input ${x.dtype}`, {
        op: 'scatterAdd',
        fix: `Convert it: src.to('${x.dtype}').`,
      });
    return { shape: x.shape, dtype: x.dtype };
  },
  kernel: ([x, index, src], [out], { dim }) => {
    const to = out.array;
    to.set(x.data);
    const whole = src.shape.every((s, d) => s === index.shape[d]);
    const from = (whole ? src : index.shape.reduce((t, s, d) => t.slice(d, 0, s), src)).data;
    eachIndexed('scatterAdd', x.shape, index, dim, (i, target) => {
      to[target] += from[i];
    });
  },
  saves: { inputs: [1] },
  vjp: (g, saved) => {
    const index = saved.input(1);
    const [, , srcShape] = saved.inputShapes;
    const gathered = saved.needs[2] ? g.gather(saved.args.dim, index) : null;
    if (!gathered || numelOf(srcShape) === gathered.numel()) return [g, null, gathered];
    // Entries of src beyond the index were not used.
    return [
      g,
      null,
      srcShape.reduce(
        (t, s, d) =>
          s === t.shape[d]
            ? t
            : t.sliceBackward({ shape: t.shape.map((n, k) => (k === d ? s : n)), dim: d, start: 0, step: 1 }),
        gathered,
      ),
    ];
  },
  samples: [
    { args: (m) => [m.randn([3, 2]), 0, m.ints([2, 2], 0, 3), m.randn([2, 2])] },
    { note: 'larger src', args: (m) => [m.randn([3, 2]), 0, m.ints([2, 2], 0, 3), m.randn([3, 2])] },
  ],
});

defineOp<Axis>({
  name: 'indexSelect',
  family: 'indexing',
  signature: 'indexSelect(input: Tensor, dim: number, index: Tensor)',
  doc: 'Whole slices along `dim`, in the order of a 1-d index; slices may repeat.',
  example: "indexSelect(tensor([[1, 2], [3, 4]]), 0, tensor([1, 1], { dtype: 'int32' }))",
  formula: { forward: 'y_{i} = x_{k_i}', vjp: { input: '\\textstyle\\sum_{i:\\,k_i=\\cdot} \\bar y_i' } },
  prepare: prepareAxis('indexSelect', ['input', 'index']),
  meta: ([x, index], { dim }) => {
    needIntegers('indexSelect', 'index', index);
    if (index.shape.length > 1)
      throw new ShapeError(`indexSelect: index must have 1 dimension, it has shape ${formatShape(index.shape)}`, {
        op: 'indexSelect',
        operands: [{ name: 'index', shape: index.shape }],
        fix: 'Use embedding for more dimensions, or index.flatten().',
      });
    return { shape: x.shape.map((s, d) => (d === dim ? index.numel() : s)), dtype: x.dtype };
  },
  kernel: ([x, index], [out], { dim }) => {
    const inner = x.shape.slice(dim + 1).reduce((n, s) => n * s, 1);
    const outer = x.shape.slice(0, dim).reduce((n, s) => n * s, 1);
    const size = x.shape[dim] ?? 1;
    const data = x.data;
    const picks = index.data;
    let o = 0;
    for (let i = 0; i < outer; i++) {
      for (let k = 0; k < picks.length; k++, o += inner) {
        const from = (i * size + checkIndex('indexSelect', 'index', picks[k], size)) * inner;
        out.array.set(data.subarray(from, from + inner), o);
      }
    }
  },
  saves: { inputs: [1] },
  vjp: (g, saved) => [zerosOf(saved.inputShapes[0], g).indexAdd(saved.args.dim, saved.input(1), g), null],
  samples: [
    { args: (m) => [m.randn([3, 2]), 0, m.ints([4], 0, 3)] },
    { args: (m) => [m.randn([2, 3, 2]), -2, m.ints([2], 0, 3)] },
  ],
});

interface Add extends Axis {
  readonly alpha: number;
}

defineOp<Add>({
  name: 'indexAdd',
  family: 'indexing',
  signature: 'indexAdd(input: Tensor, dim: number, index: Tensor, source: Tensor, *, alpha: number = 1)',
  doc: 'The input with the slices of `source` (times `alpha`) added at the entries of a 1-d index along `dim`.',
  formula: {
    forward: 'y = x;\\; y_{k_i} \\mathrel{+}= \\alpha \\, s_i',
    vjp: { input: '\\bar y', source: '\\alpha \\, \\bar y_{k_i}' },
  },
  inplace: true,
  prepare: (b) => {
    const inputs = [b.input, b.index, b.source] as Tensor[];
    return {
      inputs,
      args: { dim: normalizeDim(b.dim as number, inputs[0].shape.length, 'indexAdd'), alpha: b.alpha as number },
    };
  },
  meta: ([x, index, source], { dim }) => {
    needIntegers('indexAdd', 'index', index);
    const expected = x.shape.map((s, d) => (d === dim ? index.numel() : s));
    if (source.shape.length !== expected.length || source.shape.some((s, d) => s !== expected[d])) {
      throw new ShapeError(
        `indexAdd: source ${formatShape(source.shape)} must have shape ${formatShape(expected)} for an index of ${index.numel()}`,
        {
          op: 'indexAdd',
          operands: [
            { name: 'input', shape: x.shape },
            { name: 'index', shape: index.shape },
            { name: 'source', shape: source.shape },
          ],
        },
      );
    }
    return { shape: x.shape, dtype: x.dtype };
  },
  kernel: ([x, index, source], [out], { dim, alpha }) => {
    const to = out.array;
    to.set(x.data);
    const inner = x.shape.slice(dim + 1).reduce((n, s) => n * s, 1);
    const outer = x.shape.slice(0, dim).reduce((n, s) => n * s, 1);
    const size = x.shape[dim] ?? 1;
    const from = source.data;
    const picks = index.data;
    let p = 0;
    for (let i = 0; i < outer; i++) {
      for (let k = 0; k < picks.length; k++) {
        const at = (i * size + checkIndex('indexAdd', 'index', picks[k], size)) * inner;
        for (let j = 0; j < inner; j++) to[at + j] += alpha * from[p++];
      }
    }
  },
  saves: { inputs: [1] },
  vjp: (g, saved) => {
    const { dim, alpha } = saved.args;
    const picked = saved.needs[2] ? g.indexSelect(dim, saved.input(1)) : null;
    return [g, null, picked && alpha !== 1 ? picked.mul(alpha) : picked];
  },
  samples: [{ args: (m) => [m.randn([3, 2]), 0, m.ints([4], 0, 3), m.randn([4, 2]), { alpha: -2 }] }],
});

interface Embedding {
  readonly paddingIdx: number | null;
}

defineOp<Embedding>({
  name: 'embedding',
  family: 'indexing',
  signature: 'embedding(input: Tensor, weight: Tensor, paddingIdx?: number | null)',
  doc: 'Rows of `weight` [entries, features] looked up by integer indices of any shape. The row `paddingIdx` gets no gradient.',
  example: "embedding(tensor([1, 0], { dtype: 'int32' }), tensor([[1, 2], [3, 4]]))",
  formula: { forward: 'y_i = W_{k_i}', vjp: { weight: '\\textstyle\\sum_{i:\\,k_i=\\cdot} \\bar y_i' } },
  method: false,
  meta: ([index, weight]) => {
    needIntegers('embedding', 'input', index);
    if (weight.shape.length !== 2)
      throw new ShapeError(`embedding: weight must be [entries, features], it is ${formatShape(weight.shape)}`, {
        op: 'embedding',
        operands: [{ name: 'weight', shape: weight.shape }],
      });
    return { shape: [...index.shape, weight.shape[1]], dtype: weight.dtype };
  },
  kernel: ([index, weight], [out]) => {
    const [rows, width] = weight.shape;
    const data = weight.data;
    const picks = index.data;
    for (let i = 0; i < picks.length; i++) {
      const row = picks[i];
      if (!(row >= 0 && row < rows)) {
        throw new IndexError(`embedding: index ${row} is out of range: the table has ${rows} entries`, {
          op: 'embedding',
          operands: [
            { name: 'input', shape: index.shape },
            { name: 'weight', shape: weight.shape, axes: [0] },
          ],
          fix: `Indices go from 0 to ${rows - 1}; make the table larger (numEmbeddings) or check the vocabulary.`,
        });
      }
      out.array.set(data.subarray(row * width, (row + 1) * width), i * width);
    }
  },
  saves: { inputs: [0] },
  vjp: (g, saved) => {
    const [rows, width] = saved.inputShapes[1];
    const index = saved.input(0).flatten();
    const { paddingIdx } = saved.args;
    let rowsOf = g.reshape([-1, width]);
    if (paddingIdx !== null) {
      const padding = paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
      rowsOf = rowsOf.maskedFill(index.eq(padding).unsqueeze(-1), 0);
    }
    return [null, zerosOf([rows, width], g).indexAdd(0, index, rowsOf)];
  },
  samples: [
    { args: (m) => [m.ints([2, 3], 0, 4), m.randn([4, 2])] },
    { note: 'padding', args: (m) => [m.ints([5], 0, 3), m.randn([3, 2]), { paddingIdx: 1 }], grad: false },
  ],
});

defineComposite({
  name: 'oneHot',
  family: 'indexing',
  signature: 'oneHot(tensor: Tensor, numClasses: number = -1)',
  doc: 'Integer classes as rows of zeros with a one; -1 counts the classes from the data. Gives int32.',
  example: "oneHot(tensor([0, 2], { dtype: 'int32' }), 3)",
  body: (tensor: Tensor, numClasses: number) => {
    needIntegers('oneHot', 'tensor', tensor);
    if (numClasses === -1 && tensor.numel() === 0)
      throw new IndexError('oneHot: the number of classes cannot be told from no elements', {
        op: 'oneHot',
        fix: 'Give numClasses.',
      });
    const classes = numClasses === -1 ? tensor.max().item() + 1 : numClasses;
    const out = zerosOf([...tensor.shape, classes], tensor.int());
    if (out.device === 'meta') return out;
    const picks = tensor.data;
    for (let i = 0; i < picks.length; i++) {
      if (!(picks[i] >= 0 && picks[i] < classes))
        throw new IndexError(`oneHot: class ${picks[i]} is out of range for ${classes} classes`, {
          op: 'oneHot',
          fix: 'Classes count from 0.',
        });
      out.array[i * classes + picks[i]] = 1;
    }
    return out;
  },
  samples: [{ args: (m) => [m.ints([3], 0, 3), 4], grad: false }],
});
