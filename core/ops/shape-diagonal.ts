/** Diagonals and triangles. */
import { formatShape, IndexError, ShapeError } from '../errors.ts';
import { contiguousStrides, normalizeDim, numelOf } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { zerosOf } from './creation.ts';
import { defineComposite, defineOp, defineView, type Sample } from './define.ts';
import { indexOfElements } from './strided.ts';

interface Triangle {
  readonly diagonal: number;
}

function defineTriangle(
  name: 'tril' | 'triu',
  word: string,
  keeps: (column: number, row: number, diagonal: number) => boolean,
): void {
  const sample = (shape: number[], options?: object): Sample => ({
    args: (m) => (options ? [m.randn(shape), options] : [m.randn(shape)]),
  });
  defineOp<Triangle>({
    name,
    family: 'shape',
    signature: `${name}(input: Tensor, diagonal: number = 0)`,
    doc: `The ${word} triangle of a matrix, or of every matrix of a batch, with zeros elsewhere; \`diagonal\` moves its edge up.`,
    example: `${name}(ones([3, 3]))`,
    formula: {
      forward: `y_{ij} = x_{ij} \\, [j ${name === 'tril' ? '\\le' : '\\ge'} i + d]`,
      vjp: { input: `\\bar y_{ij} \\, [j ${name === 'tril' ? '\\le' : '\\ge'} i + d]` },
    },
    inplace: true,
    meta: ([x]) => {
      if (x.shape.length < 2)
        throw new ShapeError(
          `${name}: the input must have at least 2 dimensions, it has shape ${formatShape(x.shape)}`,
          { op: name, operands: [{ name: 'input', shape: x.shape }] },
        );
      return { shape: x.shape, dtype: x.dtype };
    },
    kernel: ([x], [out], { diagonal }) => {
      const [rows, columns] = x.shape.slice(-2);
      const data = x.data;
      for (let i = 0; i < data.length; i++) {
        const column = i % columns;
        const row = Math.floor(i / columns) % rows;
        out.array[i] = keeps(column, row, diagonal) ? data[i] : 0;
      }
    },
    vjp: (g, { args }) => [g[name](args.diagonal)],
    samples: [
      sample([3, 3]),
      sample([2, 3], { diagonal: 1 }),
      sample([2, 3, 2], { diagonal: -1 }),
      { note: 'strided', args: (m) => [m.randn([3, 2]).t()] },
    ],
  });
}
defineTriangle('tril', 'lower', (column, row, d) => column <= row + d);
defineTriangle('triu', 'upper', (column, row, d) => column >= row + d);

for (const name of ['trilIndices', 'triuIndices'] as const) {
  defineComposite({
    name,
    family: 'creation',
    signature: `${name}(row: number, col: number, offset: number = 0)`,
    doc: `Row and column numbers of the ${name === 'trilIndices' ? 'lower' : 'upper'} triangle of a matrix, as a tensor of 2 rows.`,
    example: `${name}(2, 2)`,
    method: false,
    body: (row: number, col: number, offset: number) => {
      const pairs: [number, number][] = [];
      for (let i = 0; i < row; i++)
        for (let j = 0; j < col; j++)
          if (name === 'trilIndices' ? j <= i + offset : j >= i + offset) pairs.push([i, j]);
      return Tensor.wrap(
        Int32Array.from([...pairs.map((p) => p[0]), ...pairs.map((p) => p[1])]),
        [2, pairs.length],
        'int32',
      );
    },
  });
}

interface Diagonal {
  readonly offset: number;
  readonly dim1: number;
  readonly dim2: number;
}

/** Two different dimensions, non-negative. */
function plane(op: string, dim1: number, dim2: number, rank: number): [number, number] {
  if (rank < 2) throw new ShapeError(`${op}: needs at least 2 dimensions, the input has ${rank}`, { op });
  const a = normalizeDim(dim1, rank, op);
  const b = normalizeDim(dim2, rank, op);
  if (a === b) throw new IndexError(`${op}: the dims of a diagonal must differ, got ${dim1} and ${dim2}`, { op });
  return [a, b];
}

defineView<Diagonal>({
  name: 'diagonal',
  family: 'shape',
  signature: 'diagonal(input: Tensor, offset: number = 0, dim1: number = 0, dim2: number = 1)',
  doc: 'The diagonal of the planes of two dimensions, as a new last dimension: a view. `offset` moves it up.',
  example: 'diagonal(tensor([[1, 2], [3, 4]]))',
  formula: { forward: 'y_i = x_{i,\\, i + o}', vjp: { input: '\\bar y \\text{ on the diagonal}' } },
  view: (x, { offset, dim1, dim2 }) => {
    const [a, b] = plane('diagonal', dim1, dim2, x.shape.length);
    const size = Math.max(
      0,
      offset >= 0 ? Math.min(x.shape[a], x.shape[b] - offset) : Math.min(x.shape[a] + offset, x.shape[b]),
    );
    const start = size === 0 ? 0 : offset >= 0 ? offset * x.strides[b] : -offset * x.strides[a];
    const rest = x.shape.map((_, d) => d).filter((d) => d !== a && d !== b);
    return {
      shape: [...rest.map((d) => x.shape[d]), size],
      strides: [...rest.map((d) => x.strides[d]), x.strides[a] + x.strides[b]],
      offset: x.offset + start,
    };
  },
  vjp: (g, saved) => {
    const shape = saved.inputShapes[0];
    const { offset, dim1, dim2 } = saved.args;
    const [a, b] = plane('diagonal', dim1, dim2, shape.length);
    const strides = contiguousStrides(shape);
    const rest = shape.map((_, d) => d).filter((d) => d !== a && d !== b);
    const start = offset >= 0 ? offset * strides[b] : -offset * strides[a];
    const index = indexOfElements(g.shape, [...rest.map((d) => strides[d]), strides[a] + strides[b]], start);
    return [
      zerosOf([numelOf(shape)], g)
        .indexAdd(0, index, g.reshape([-1]))
        .reshape(shape.slice()),
    ];
  },
  samples: [
    { args: (m) => [m.randn([3, 3])] },
    { args: (m) => [m.randn([2, 3]), 1] },
    { args: (m) => [m.randn([2, 3, 3]), { offset: -1, dim1: 1, dim2: 2 }] },
  ],
});
defineOp<Diagonal>({
  name: 'diagEmbed',
  family: 'shape',
  signature: 'diagEmbed(input: Tensor, offset: number = 0, dim1: number = -2, dim2: number = -1)',
  doc: 'The last dimension written on the diagonal of a new plane of zeros.',
  example: 'diagEmbed(tensor([1, 2]))',
  formula: { forward: 'y_{i,\\, i + o} = x_i', vjp: { input: '\\bar y_{i,\\, i + o}' } },
  meta: ([x], { offset, dim1, dim2 }) => {
    if (x.shape.length === 0) throw new ShapeError('diagEmbed: a 0-d tensor has no diagonal', { op: 'diagEmbed' });
    const [a, b] = plane('diagEmbed', dim1, dim2, x.shape.length + 1);
    const n = x.shape[x.shape.length - 1] + Math.abs(offset);
    const rest = x.shape.slice(0, -1);
    return {
      shape: Array.from({ length: x.shape.length + 1 }, (_, d) => (d === a || d === b ? n : (rest.shift() as number))),
      dtype: x.dtype,
    };
  },
  kernel: ([x], [out], { offset, dim1, dim2 }) => {
    const data = x.data;
    indexOfDiagonal(out, offset, dim1, dim2).data.forEach((p: number, i: number) => {
      out.array[p] = data[i];
    });
  },
  vjp: (g, { args }) => [g.diagonal(args.offset, args.dim1, args.dim2)],
  samples: [
    { args: (m) => [m.randn([3])] },
    { args: (m) => [m.randn([2, 3]), { offset: 1 }] },
    { args: (m) => [m.randn([2, 3]), { dim1: 0, dim2: 2 }] },
  ],
});

function indexOfDiagonal(out: Tensor, offset: number, dim1: number, dim2: number): Tensor {
  const d = out.diagonal(offset, dim1, dim2);
  return indexOfElements(d.shape, d.strides, d.offset);
}

defineComposite({
  name: 'diag',
  family: 'shape',
  signature: 'diag(input: Tensor, diagonal: number = 0)',
  doc: 'The matrix with a vector on its diagonal, or the diagonal of a matrix.',
  example: 'diag(tensor([1, 2]))',
  body: (x: Tensor, diagonal: number) => {
    if (x.shape.length === 1) return x.diagEmbed(diagonal);
    if (x.shape.length === 2) return x.diagonal(diagonal).clone();
    throw new ShapeError(`diag: the input must have 1 or 2 dimensions, it has shape ${formatShape(x.shape)}`, {
      op: 'diag',
      operands: [{ name: 'input', shape: x.shape }],
      fix: 'Use diagonal or diagEmbed for batches.',
    });
  },
  samples: [
    { args: (m) => [m.randn([3])] },
    { args: (m) => [m.randn([2, 3]), 1] },
    { args: (m) => [m.randn([2]), -1] },
  ],
});
defineComposite({
  name: 'diagflat',
  family: 'shape',
  signature: 'diagflat(input: Tensor, offset: number = 0)',
  doc: 'The matrix with all elements of the input on its diagonal.',
  example: 'diagflat(tensor([[1, 2], [3, 4]]))',
  body: (x: Tensor, offset: number) => x.reshape([-1]).diagEmbed(offset),
  samples: [{ args: (m) => [m.randn([2, 2])] }],
});
defineComposite({
  name: 'trace',
  family: 'linalg',
  signature: 'trace(input: Tensor)',
  doc: 'The sum of the diagonal of a matrix.',
  example: 'trace(tensor([[1, 2], [3, 4]]))',
  formula: { forward: 'y = \\textstyle\\sum_i x_{ii}' },
  body: (x: Tensor) => {
    if (x.shape.length !== 2)
      throw new ShapeError(`trace: the input must be a matrix, it has shape ${formatShape(x.shape)}`, {
        op: 'trace',
        operands: [{ name: 'input', shape: x.shape }],
      });
    return x.diagonal().sum();
  },
  samples: [{ args: (m) => [m.randn([3, 3])] }, { args: (m) => [m.randn([2, 3])] }],
});
