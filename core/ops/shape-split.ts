/** One tensor to several, and several joined by convention (rows, columns, blocks). */
import { ArgumentError, formatShape, IndexError, ShapeError } from '../errors.ts';
import { promote } from '../tensor/dtype.ts';
import { broadcastShapes, inferShape, normalizeDim } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';

const cat = (tensors: Tensor[], dim: number): Tensor =>
  functionOf<(t: Tensor[], dim: number) => Tensor>('cat')(tensors, dim);

function needDimension(op: string, x: Tensor): void {
  if (x.shape.length === 0) throw new ShapeError(`${op}: a 0-d tensor cannot be split`, { op });
}

/** Consecutive pieces of the given sizes along `dim`. */
function pieces(x: Tensor, dim: number, sizes: readonly number[]): Tensor[] {
  let at = 0;
  return sizes.map((size) => {
    const piece = x.slice(dim, at, at + size);
    at += size;
    return piece;
  });
}

defineComposite({
  name: 'split',
  family: 'shape',
  signature: 'split(tensor: Tensor, splitSizeOrSections: number | number[], dim: number = 0) -> Tensor[]',
  doc: 'Pieces of one size along `dim` (the last may be smaller), or of the sizes given. The pieces are views.',
  example: 'split(arange(5), 2)',
  body: (x: Tensor, sizes: number | number[], dim: number) => {
    needDimension('split', x);
    const d = normalizeDim(dim, x.shape.length, 'split');
    const size = x.shape[d];
    if (typeof sizes !== 'number') {
      if (sizes.some((s) => s < 0) || sizes.reduce((n, s) => n + s, 0) !== size) {
        throw new ShapeError(
          `split: sizes ${formatShape(sizes)} do not add up to the ${size} entries of dim ${dim} of ${formatShape(x.shape)}`,
          {
            op: 'split',
            operands: [{ name: 'tensor', shape: x.shape, axes: [d] }],
          },
        );
      }
      return pieces(x, d, sizes);
    }
    if (!(Number.isInteger(sizes) && sizes >= 0) || (sizes === 0 && size !== 0)) {
      throw new ArgumentError(
        `split: the size of a piece must be a positive whole number, got ${sizes}, for ${formatShape(x.shape)}`,
        { op: 'split' },
      );
    }
    const count = sizes === 0 ? 1 : Math.max(1, Math.ceil(size / sizes));
    return pieces(
      x,
      d,
      Array.from({ length: count }, (_, i) => Math.min(sizes, size - i * sizes)),
    );
  },
  samples: [{ args: (m) => [m.randn([5, 2]), 2] }, { args: (m) => [m.randn([2, 5]), [1, 4], -1] }],
});
defineComposite({
  name: 'chunk',
  family: 'shape',
  signature: 'chunk(input: Tensor, chunks: number, dim: number = 0) -> Tensor[]',
  doc: 'At most `chunks` pieces of equal size along `dim`; the last may be smaller. The pieces are views.',
  example: 'chunk(arange(5), 2)',
  body: (x: Tensor, chunks: number, dim: number) => {
    needDimension('chunk', x);
    if (!(Number.isInteger(chunks) && chunks > 0))
      throw new ArgumentError(`chunk: chunks must be a positive whole number, got ${chunks}`, { op: 'chunk' });
    const d = normalizeDim(dim, x.shape.length, 'chunk');
    const size = Math.ceil(x.shape[d] / chunks);
    return size === 0 ? pieces(x, d, new Array<number>(chunks).fill(0)) : x.split(size, d);
  },
  samples: [{ args: (m) => [m.randn([5, 2]), 2] }, { args: (m) => [m.randn([2, 3]), 5, 1] }],
});
defineComposite({
  name: 'tensorSplit',
  family: 'shape',
  signature: [
    'tensorSplit(input: Tensor, sections: number, dim: number = 0) -> Tensor[]',
    'tensorSplit(input: Tensor, indices: number[], dim: number = 0) -> Tensor[]',
    'tensorSplit(input: Tensor, indicesOrSections: Tensor, dim: number = 0) -> Tensor[]',
  ],
  doc: 'So many pieces along `dim`, as equal as can be, or pieces cut before the given indices. The pieces are views.',
  example: 'tensorSplit(arange(5), 2)',
  body: (x: Tensor, given: number | number[] | Tensor, dim: number) => {
    needDimension('tensorSplit', x);
    const d = normalizeDim(dim, x.shape.length, 'tensorSplit');
    const size = x.shape[d];
    const where =
      typeof given === 'object' && 'data' in given
        ? given.shape.length === 0
          ? given.item()
          : [...given.data]
        : given;
    if (typeof where === 'number') {
      if (!(Number.isInteger(where) && where > 0))
        throw new ArgumentError(`tensorSplit: sections must be a positive whole number, got ${where}`, {
          op: 'tensorSplit',
        });
      const base = Math.floor(size / where);
      return pieces(
        x,
        d,
        Array.from({ length: where }, (_, i) => base + (i < size % where ? 1 : 0)),
      );
    }
    const cuts = [0, ...where, size];
    return cuts.slice(1).map((end, i) => x.slice(d, cuts[i], i === where.length ? null : end));
  },
  samples: [{ args: (m) => [m.randn([7, 2]), 3] }, { args: (m) => [m.randn([2, 5]), [1, 4], 1] }],
});
for (const [name, axis, least] of [
  ['hsplit', 1, 1],
  ['vsplit', 0, 2],
  ['dsplit', 2, 3],
] as const) {
  defineComposite({
    name,
    family: 'shape',
    signature: `${name}(input: Tensor, indicesOrSections: number | number[]) -> Tensor[]`,
    doc: `Pieces along ${name === 'hsplit' ? 'the columns (dim 1, or dim 0 of a vector)' : `dim ${axis}`}: so many equal ones, or cut before the given indices.`,
    body: (x: Tensor, given: number | number[]) => {
      if (x.shape.length < least)
        throw new ShapeError(
          `${name}: the input must have at least ${least} dimensions, it has shape ${formatShape(x.shape)}`,
          { op: name },
        );
      const d = name === 'hsplit' && x.shape.length === 1 ? 0 : axis;
      if (typeof given === 'number' && (given <= 0 || x.shape[d] % given !== 0)) {
        throw new ShapeError(
          `${name}: the ${x.shape[d]} entries of dim ${d} of ${formatShape(x.shape)} do not split into ${given} equal pieces`,
          { op: name },
        );
      }
      return typeof given === 'number' ? x.tensorSplit(given, d) : x.tensorSplit(given, d);
    },
    samples: [{ args: (m) => [m.randn([2, 4, 2]), 2] }],
  });
}
defineComposite({
  name: 'unbind',
  family: 'shape',
  signature: 'unbind(input: Tensor, dim: number = 0) -> Tensor[]',
  doc: 'All slices along `dim`, without that dimension. The slices are views.',
  example: 'unbind(tensor([[1, 2], [3, 4]]))',
  body: (x: Tensor, dim: number) => {
    if (x.shape.length === 0) throw new IndexError('unbind: a 0-d tensor has no slices', { op: 'unbind' });
    const d = normalizeDim(dim, x.shape.length, 'unbind');
    return Array.from({ length: x.shape[d] }, (_, i) => x.select(d, i));
  },
  samples: [{ args: (m) => [m.randn([3, 2])] }, { args: (m) => [m.randn([2, 3]), -1] }],
});

for (const rank of [1, 2, 3] as const) {
  const name = `atleast${rank}d` as const;
  defineComposite({
    name,
    family: 'shape',
    signature: [
      `${name}(input: Tensor)`,
      `${name}(tensors: Tensor[]) -> Tensor[]`,
      `${name}(...tensors: Tensor[]) -> Tensor[]`,
    ],
    doc: `The tensor with axes of size 1 added until it has ${rank} dimension${rank > 1 ? 's' : ''}.`,
    example: `${name}(tensor(1)).shape`,
    method: false,
    body: (given: Tensor | Tensor[]) => {
      const widen = (t: Tensor): Tensor => {
        if (t.shape.length >= rank) return t;
        if (rank === 1) return t.reshape([1]);
        if (rank === 2) return t.reshape([1, t.numel()]);
        return t.shape.length === 2 ? t.unsqueeze(-1) : t.reshape([1, t.numel(), 1]);
      };
      return Array.isArray(given) ? given.map(widen) : widen(given);
    },
    samples: [{ args: (m) => [m.randn([])] }, { args: (m) => [m.randn([3])] }],
  });
}
const atLeast = (rank: number, t: Tensor): Tensor => functionOf<(t: Tensor) => Tensor>(`atleast${rank}d`)(t);

for (const [name, doc, join] of [
  [
    'hstack',
    'Tensors side by side: joined along dim 1, vectors along dim 0.',
    (ts: Tensor[]) =>
      cat(
        ts.map((t) => atLeast(1, t)),
        ts[0].shape.length <= 1 ? 0 : 1,
      ),
  ],
  [
    'vstack',
    'Tensors below each other: joined along dim 0, vectors as rows.',
    (ts: Tensor[]) =>
      cat(
        ts.map((t) => atLeast(2, t)),
        0,
      ),
  ],
  [
    'dstack',
    'Tensors behind each other: joined along dim 2.',
    (ts: Tensor[]) =>
      cat(
        ts.map((t) => atLeast(3, t)),
        2,
      ),
  ],
  [
    'columnStack',
    'Tensors side by side as columns: vectors become columns.',
    (ts: Tensor[]) =>
      cat(
        ts.map((t) => (t.shape.length < 2 ? t.reshape([-1, 1]) : t)),
        1,
      ),
  ],
] as const) {
  defineComposite({
    name,
    family: 'shape',
    signature: `${name}(tensors: Tensor[])`,
    doc,
    example: `${name}([tensor([1, 2]), tensor([3, 4])])`,
    ...(name === 'vstack' ? { aliases: ['rowStack'] } : {}),
    method: false,
    body: (tensors: Tensor[]) => {
      if (tensors.length === 0) throw new ShapeError(`${name}: the list of tensors is empty`, { op: name });
      return join(tensors);
    },
    samples: [{ args: (m) => [[m.randn([2, 3]), m.randn([2, 3])]] }, { args: (m) => [[m.randn([3]), m.randn([3])]] }],
  });
}

defineComposite({
  name: 'blockDiag',
  family: 'shape',
  signature: 'blockDiag(...tensors: Tensor[])',
  doc: 'Matrices along a diagonal of blocks, zeros elsewhere.',
  example: 'blockDiag(tensor([[1, 2]]), tensor([[3]]))',
  method: false,
  body: (tensors: Tensor[]) => {
    const blocks = tensors.map((t) => {
      if (t.shape.length > 2)
        throw new ShapeError(`blockDiag: a block must have at most 2 dimensions, got ${formatShape(t.shape)}`, {
          op: 'blockDiag',
        });
      return atLeast(2, t);
    });
    const dtype = blocks.map((t) => t.dtype).reduce(promote);
    const width = blocks.reduce((n, t) => n + t.shape[1], 0);
    let at = 0;
    const rows = blocks.map((block) => {
      const start = at;
      at += block.shape[1];
      return block.to(dtype).sliceBackward({ shape: [block.shape[0], width], dim: 1, start, step: 1 });
    });
    return cat(rows, 0);
  },
  samples: [{ args: (m) => [m.randn([2, 2]), m.randn([1, 3])] }, { args: (m) => [m.randn([2]), m.randn([])] }],
});
defineComposite({
  name: 'broadcastTensors',
  family: 'shape',
  signature: 'broadcastTensors(...tensors: Tensor[]) -> Tensor[]',
  doc: 'Tensors expanded to their common broadcast shape.',
  example: 'broadcastTensors(zeros([2, 1]), zeros([3])).map((t) => t.shape)',
  method: false,
  body: (tensors: Tensor[]) => {
    const shape = tensors.reduce<readonly number[]>((s, t) => broadcastShapes(s, t.shape, 'broadcastTensors'), []);
    return tensors.map((t) => t.expand(shape.slice()));
  },
  samples: [{ args: (m) => [m.randn([2, 1]), m.randn([3])] }],
});
defineComposite({
  name: 'meshgrid',
  family: 'shape',
  signature: ["meshgrid(...tensors: Tensor[], *, indexing: 'ij' | 'xy' = 'ij') -> Tensor[]"],
  doc: "Coordinates of the grid over 1-d tensors, one tensor of the grid's shape each. 'xy' exchanges the first two dimensions.",
  example: 'meshgrid(tensor([1, 2]), tensor([3, 4, 5]))',
  method: false,
  body: (tensors: Tensor[], indexing: 'ij' | 'xy') => {
    const lines = tensors.map((t) => {
      if (t.shape.length > 1)
        throw new ShapeError(`meshgrid: every tensor must have 1 dimension, got ${formatShape(t.shape)}`, {
          op: 'meshgrid',
        });
      return t.reshape([-1]);
    });
    const swapped = indexing === 'xy' && lines.length > 1;
    const order = swapped ? [lines[1], lines[0], ...lines.slice(2)] : lines;
    const shape = order.map((t) => t.numel());
    const grids = order.map((t, d) => t.reshape(shape.map((s, i) => (i === d ? s : 1))).expand(shape));
    return swapped ? [grids[1], grids[0], ...grids.slice(2)] : grids;
  },
  samples: [
    { args: (m) => [m.randn([2]), m.randn([3])] },
    { args: (m) => [m.randn([2]), m.randn([3]), { indexing: 'xy' }] },
  ],
});
defineComposite({
  name: 'cartesianProd',
  family: 'shape',
  signature: 'cartesianProd(...tensors: Tensor[])',
  doc: 'Every combination of one element of each 1-d tensor, one row each.',
  example: 'cartesianProd(tensor([1, 2]), tensor([3, 4]))',
  method: false,
  body: (tensors: Tensor[]) => {
    if (tensors.length === 1) return tensors[0];
    const grids = functionOf<(...t: Tensor[]) => Tensor[]>('meshgrid')(...tensors);
    return functionOf<(t: Tensor[], dim: number) => Tensor>('stack')(
      grids.map((g) => g.reshape([-1])),
      1,
    );
  },
  samples: [{ args: (m) => [m.randn([2]), m.randn([3])] }],
});
defineComposite({
  name: 'unflatten',
  family: 'shape',
  signature: 'unflatten(input: Tensor, dim: number, sizes: number[])',
  doc: 'One dimension unfolded into several; one of their sizes may be -1.',
  example: 'unflatten(arange(6), 0, [2, 3])',
  body: (x: Tensor, dim: number, sizes: number[]) => {
    const d = normalizeDim(dim, x.shape.length, 'unflatten');
    if (sizes.length === 0) throw new ShapeError('unflatten: sizes is empty', { op: 'unflatten' });
    const inner = inferShape(sizes, x.shape[d] ?? 1, x.shape, 'unflatten');
    return x.view([...x.shape.slice(0, d), ...inner, ...x.shape.slice(d + 1)]);
  },
  samples: [{ args: (m) => [m.randn([2, 6]), 1, [2, -1]] }],
});
