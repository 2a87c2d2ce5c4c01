/** Views: the same memory under another shape. */
import { formatShape, IndexError, ShapeError } from '../errors.ts';
import { inferShape, normalizeDim, viewStrides } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp, defineView } from './define.ts';
import type { NoArgs } from './unary.ts';

interface ShapeArgs {
  readonly shape: number[];
}

defineView<ShapeArgs>({
  name: 'view',
  family: 'shape',
  signature: ['view(input: Tensor, ...size: number[])', 'view(input: Tensor, ...shape: number[])'],
  doc: 'The same elements under another shape, without copying; one size may be -1. Throws where that needs a copy: use reshape.',
  example: 'arange(6).view(2, 3)',
  formula: { forward: 'y = \\mathrm{view}(x)', vjp: { input: '\\mathrm{view}(\\bar y)' } },
  prepare: (b) => ({ inputs: [b.input as Tensor], args: { shape: (b.size ?? b.shape) as number[] } }),
  view: (x, args) => {
    const shape = inferShape(args.shape, x.numel(), x.shape, 'view');
    const strides = viewStrides(x.shape, x.strides, shape);
    if (!strides) {
      throw new ShapeError(
        `view: shape ${formatShape(shape)} cannot be read over the memory of ${formatShape(x.shape)} with strides ${formatShape(x.strides)}`,
        {
          op: 'view',
          operands: [{ name: 'input', shape: x.shape }],
          fix: 'Use .reshape(...), which copies where it must.',
        },
      );
    }
    return { shape, strides, offset: x.offset };
  },
  vjp: (g, saved) => [g.reshape(saved.inputShapes[0].slice())],
  samples: [{ args: (m) => [m.randn([2, 3]), 3, 2] }, { args: (m) => [m.randn([4]), [2, -1]] }],
});

defineOp<NoArgs>({
  name: 'contiguous',
  family: 'shape',
  signature: 'contiguous(input: Tensor)',
  doc: 'The tensor with its elements dense in row-major order: itself if it is, else a copy.',
  formula: { forward: 'y = x', vjp: { input: '\\bar y' } },
  meta: ([x]) => ({ shape: x.shape, dtype: x.dtype }),
  kernel: ([x], [out]) => out.array.set(x.data),
  vjp: (g) => [g],
  samples: [{ args: (m) => [m.randn([2, 3]).t()] }],
});

defineComposite({
  name: 'reshape',
  family: 'shape',
  signature: 'reshape(input: Tensor, ...shape: number[])',
  doc: 'The same elements in the same order under another shape; one size may be -1. A view where possible, else a copy.',
  example: 'arange(6).reshape(2, -1)',
  body: (input: Tensor, size: number[]) => {
    const shape = inferShape(size, input.numel(), input.shape, 'reshape');
    return viewStrides(input.shape, input.strides, shape) ? input.view(shape) : input.contiguous().view(shape);
  },
  samples: [{ args: (m) => [m.randn([2, 3]), [3, 2]] }, { note: 'copy', args: (m) => [m.randn([2, 3]).t(), [6]] }],
});

interface Dims {
  readonly dims: readonly number[];
}

defineView<Dims>({
  name: 'permute',
  family: 'shape',
  signature: 'permute(input: Tensor, ...dims: number[])',
  doc: 'The tensor with its dimensions in another order.',
  example: 'zeros([2, 3, 4]).permute(2, 0, 1).shape',
  formula: { forward: 'y = \\mathrm{permute}(x)', vjp: { input: '\\mathrm{permute}^{-1}(\\bar y)' } },
  view: (x, { dims }) => {
    const rank = x.shape.length;
    if (dims.length !== rank) {
      throw new ShapeError(
        `permute: ${dims.length} dims ${formatShape(dims)} given for a tensor of shape ${formatShape(x.shape)}`,
        {
          op: 'permute',
          operands: [{ name: 'input', shape: x.shape }],
          fix: `Name each of the ${rank} dims once.`,
        },
      );
    }
    const order = dims.map((d) => normalizeDim(d, rank, 'permute'));
    if (new Set(order).size !== rank)
      throw new IndexError(`permute: a dim appears twice in ${formatShape(dims)}`, {
        op: 'permute',
        fix: 'Name each dim once.',
      });
    return { shape: order.map((d) => x.shape[d]), strides: order.map((d) => x.strides[d]), offset: x.offset };
  },
  vjp: (g, { args }) => {
    const rank = args.dims.length;
    const inverse = new Array<number>(rank);
    args.dims.forEach((d, i) => {
      inverse[d < 0 ? d + rank : d] = i;
    });
    return [g.permute(inverse)];
  },
  samples: [{ args: (m) => [m.randn([2, 3, 4]), 2, 0, 1] }, { args: (m) => [m.randn([2, 3]), [-1, 0]] }],
});

interface Swap {
  readonly dim0: number;
  readonly dim1: number;
}

defineView<Swap>({
  name: 'transpose',
  family: 'shape',
  signature: 'transpose(input: Tensor, dim0: number, dim1: number)',
  doc: 'The tensor with two dimensions exchanged.',
  example: 'tensor([[1, 2], [3, 4]]).transpose(0, 1)',
  formula: { forward: 'y = x^{\\top}', vjp: { input: '\\bar y^{\\top}' } },
  view: (x, { dim0, dim1 }) => {
    const a = normalizeDim(dim0, x.shape.length, 'transpose');
    const b = normalizeDim(dim1, x.shape.length, 'transpose');
    const shape = x.shape.slice();
    const strides = x.strides.slice();
    if (shape.length > 0) {
      [shape[a], shape[b]] = [shape[b], shape[a]];
      [strides[a], strides[b]] = [strides[b], strides[a]];
    }
    return { shape, strides, offset: x.offset };
  },
  vjp: (g, { args }) => [g.transpose(args.dim0, args.dim1)],
  samples: [{ args: (m) => [m.randn([2, 3]), 0, 1] }, { args: (m) => [m.randn([2, 3, 4]), -1, 0] }],
});

defineComposite({
  name: 't',
  family: 'shape',
  signature: 't(input: Tensor)',
  doc: 'The transpose of a matrix; tensors of fewer dimensions are returned as they are.',
  example: 'tensor([[1, 2, 3]]).t()',
  body: (input: Tensor) => {
    if (input.shape.length > 2) {
      throw new ShapeError(`t: expects a tensor of at most 2 dimensions, got ${formatShape(input.shape)}`, {
        op: 't',
        fix: 'Use .transpose(dim0, dim1) or .mT().',
      });
    }
    return input.shape.length < 2 ? input : input.transpose(0, 1);
  },
  samples: [{ args: (m) => [m.randn([2, 3])] }],
});

defineComposite({
  name: 'mT',
  family: 'shape',
  signature: 'mT(input: Tensor)',
  doc: 'The last two dimensions exchanged: the transpose of each matrix of a batch.',
  methodOnly: true,
  body: (input: Tensor) => input.transpose(-2, -1),
  samples: [{ args: (m) => [m.randn([2, 3, 4])] }],
});

interface SizeArgs {
  readonly size: readonly number[];
}

defineView<SizeArgs>({
  name: 'expand',
  family: 'shape',
  signature: 'expand(input: Tensor, ...size: number[])',
  doc: 'The tensor with axes of size 1 repeated to the given sizes, without copying; -1 keeps a size.',
  example: 'tensor([[1], [2]]).expand(2, 3)',
  formula: { forward: 'y = \\mathrm{expand}(x)', vjp: { input: '\\textstyle\\sum_{\\text{repeats}} \\bar y' } },
  view: (x, { size }) => {
    const lead = size.length - x.shape.length;
    const fail = (): ShapeError =>
      new ShapeError(`expand: ${formatShape(x.shape)} does not expand to ${formatShape(size)}`, {
        op: 'expand',
        operands: [{ name: 'input', shape: x.shape }],
        fix: 'Axes align from the right; only axes of size 1 (and new ones in front) can grow.',
      });
    if (lead < 0) throw fail();
    const shape = new Array<number>(size.length);
    const strides = new Array<number>(size.length).fill(0);
    size.forEach((want, i) => {
      const have = i < lead ? 1 : x.shape[i - lead];
      if (want === -1 && i < lead) throw fail();
      shape[i] = want === -1 ? have : want;
      if (shape[i] < 0) throw fail();
      if (i >= lead && have === shape[i]) strides[i] = x.strides[i - lead];
      else if (have !== 1) throw fail();
    });
    return { shape, strides, offset: x.offset };
  },
  // The engine sums the gradient over the repeated axes.
  vjp: (g) => [g],
  samples: [
    { args: (m) => [m.randn([2, 1]), 2, 3] },
    { args: (m) => [m.randn([3]), [2, -1]] },
    { args: (m) => [m.randn([]), [2, 2]] },
  ],
});

defineComposite({
  name: 'broadcastTo',
  family: 'shape',
  signature: 'broadcastTo(input: Tensor, ...size: number[])',
  doc: 'The tensor broadcast to a shape, without copying.',
  body: (input: Tensor, size: number[]) => input.expand(size),
  samples: [{ args: (m) => [m.randn([2, 1]), [2, 3]] }],
});

interface Axis {
  readonly dim: number;
}

defineView<Axis>({
  name: 'unsqueeze',
  family: 'shape',
  signature: 'unsqueeze(input: Tensor, dim: number)',
  doc: 'The tensor with a new axis of size 1 before `dim`.',
  example: 'tensor([1, 2]).unsqueeze(0).shape',
  formula: { forward: 'y = \\mathrm{unsqueeze}(x)', vjp: { input: '\\mathrm{squeeze}(\\bar y)' } },
  view: (x, { dim }) => {
    const d = normalizeDim(dim, x.shape.length + 1, 'unsqueeze');
    const shape = x.shape.slice();
    const strides = x.strides.slice();
    strides.splice(d, 0, d < shape.length ? shape[d] * strides[d] : 1);
    shape.splice(d, 0, 1);
    return { shape, strides, offset: x.offset };
  },
  vjp: (g, saved) => [g.reshape(saved.inputShapes[0].slice())],
  samples: [
    { args: (m) => [m.randn([2, 3]), 1] },
    { args: (m) => [m.randn([2]), -1] },
    { args: (m) => [m.randn([]), 0] },
  ],
});

interface Squeeze {
  readonly dim: number | readonly number[] | null;
}

defineView<Squeeze>({
  name: 'squeeze',
  family: 'shape',
  signature: 'squeeze(input: Tensor, dim?: number | number[] | null)',
  doc: 'The tensor without its axes of size 1, or without those named that have size 1.',
  example: 'zeros([1, 3, 1]).squeeze().shape',
  formula: { forward: 'y = \\mathrm{squeeze}(x)', vjp: { input: '\\mathrm{unsqueeze}(\\bar y)' } },
  view: (x, { dim }) => {
    const rank = x.shape.length;
    const dims =
      dim === null ? null : (typeof dim === 'number' ? [dim] : dim).map((d) => normalizeDim(d, rank, 'squeeze'));
    const keep = x.shape.map((size, i) => size !== 1 || (dims !== null && !dims.includes(i)));
    return { shape: x.shape.filter((_, i) => keep[i]), strides: x.strides.filter((_, i) => keep[i]), offset: x.offset };
  },
  vjp: (g, saved) => [g.reshape(saved.inputShapes[0].slice())],
  samples: [
    { args: (m) => [m.randn([1, 3, 1])] },
    { args: (m) => [m.randn([1, 3]), 0] },
    { args: (m) => [m.randn([1, 3, 1]), [0, 2]] },
  ],
});

interface Flatten {
  readonly startDim: number;
  readonly endDim: number;
}

defineComposite({
  name: 'flatten',
  family: 'shape',
  signature: 'flatten(input: Tensor, startDim: number = 0, endDim: number = -1)',
  doc: 'The dimensions from `startDim` to `endDim` joined into one.',
  example: 'zeros([2, 3, 4]).flatten(1).shape',
  body: (input: Tensor, startDim: Flatten['startDim'], endDim: Flatten['endDim']) => {
    const rank = input.shape.length;
    const start = normalizeDim(startDim, rank, 'flatten');
    const end = normalizeDim(endDim, rank, 'flatten');
    if (start > end)
      throw new IndexError(`flatten: startDim ${startDim} comes after endDim ${endDim}`, { op: 'flatten' });
    if (rank === 0) return input.reshape([1]);
    const joined = input.shape.slice(start, end + 1).reduce((n, s) => n * s, 1);
    return input.reshape([...input.shape.slice(0, start), joined, ...input.shape.slice(end + 1)]);
  },
  samples: [{ args: (m) => [m.randn([2, 3, 4]), 1] }, { args: (m) => [m.randn([2, 3])] }],
});
