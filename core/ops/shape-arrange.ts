/** Elements in another order or repeated: flips, rolls, tiles, moved axes, windows. */
import { ArgumentError, DTypeError, formatShape, IndexError, ShapeError } from '../errors.ts';
import { isFloat } from '../tensor/dtype.ts';
import { contiguousStrides, normalizeDim, normalizeDims, numelOf } from '../tensor/shape.ts';
import { copyStrided, Tensor } from '../tensor/tensor.ts';
import { zerosOf } from './creation.ts';
import { defineComposite, defineOp, defineView, type View } from './define.ts';
import { dispatchView } from './dispatch.ts';
import { indexOfElements } from './strided.ts';
import { unfoldColumns } from './windows.ts';

defineOp<{ readonly dims: readonly number[] }>({
  name: 'flip',
  family: 'shape',
  signature: 'flip(input: Tensor, ...dims: number[])',
  doc: 'The elements in reverse order along the given dimensions.',
  example: 'flip(tensor([1, 2, 3]), [0])',
  formula: { forward: 'y_i = x_{n-1-i}', vjp: { input: '\\bar y_{n-1-i}' } },
  prepare: (b) => {
    const input = b.input as Tensor;
    return { inputs: [input], args: { dims: normalizeDims(b.dims as number[], input.shape.length, 'flip', false) } };
  },
  meta: ([x]) => ({ shape: x.shape, dtype: x.dtype }),
  kernel: ([x], [out], { dims }) => {
    if (x.numel() === 0) return;
    const strides = x.strides.map((s, d) => (dims.includes(d) ? -s : s));
    const offset = dims.reduce((o, d) => o + (x.shape[d] - 1) * x.strides[d], x.offset);
    copyStrided(x.array, x.shape, strides, offset, out.array);
  },
  vjp: (g, { args }) => [g.flip([...args.dims])],
  samples: [
    { args: (m) => [m.randn([2, 3]), [0, 1]] },
    { args: (m) => [m.randn([3]), [-1]] },
    { args: (m) => [m.randn([2]), []] },
  ],
});
defineComposite({
  name: 'fliplr',
  family: 'shape',
  signature: 'fliplr(input: Tensor)',
  doc: 'The columns (dim 1) in reverse order.',
  example: 'fliplr(tensor([[1, 2], [3, 4]]))',
  body: (x: Tensor) => {
    if (x.shape.length < 2)
      throw new ShapeError(`fliplr: the input must have at least 2 dimensions, it has shape ${formatShape(x.shape)}`, {
        op: 'fliplr',
      });
    return x.flip([1]);
  },
  samples: [{ args: (m) => [m.randn([2, 3])] }],
});
defineComposite({
  name: 'flipud',
  family: 'shape',
  signature: 'flipud(input: Tensor)',
  doc: 'The rows (dim 0) in reverse order.',
  example: 'flipud(tensor([[1, 2], [3, 4]]))',
  body: (x: Tensor) => {
    if (x.shape.length < 1) throw new ShapeError('flipud: a 0-d tensor has no rows', { op: 'flipud' });
    return x.flip([0]);
  },
  samples: [{ args: (m) => [m.randn([2, 3])] }],
});
defineComposite({
  name: 'rot90',
  family: 'shape',
  signature: 'rot90(input: Tensor, k: number = 1, dims: number[] = [0, 1])',
  doc: 'The tensor turned `k` times by 90 degrees in the plane of two dimensions, from the first towards the second.',
  example: 'rot90(tensor([[1, 2], [3, 4]]))',
  body: (x: Tensor, k: number, dims: number[]) => {
    if (dims.length !== 2)
      throw new ArgumentError(`rot90: two dims make a plane, got ${formatShape(dims)}`, { op: 'rot90' });
    const [a, b] = dims.map((d) => normalizeDim(d, x.shape.length, 'rot90'));
    if (x.shape.length < 2 || a === b)
      throw new IndexError(`rot90: dims ${formatShape(dims)} are not two dimensions of ${formatShape(x.shape)}`, {
        op: 'rot90',
      });
    const turns = ((k % 4) + 4) % 4;
    if (turns === 0) return x.clone();
    if (turns === 2) return x.flip([a, b]);
    return turns === 1 ? x.flip([b]).transpose(a, b) : x.flip([a]).transpose(a, b);
  },
  samples: [{ args: (m) => [m.randn([2, 3])] }, { args: (m) => [m.randn([2, 3]), -1, [0, 1]] }],
});
defineComposite({
  name: 'roll',
  family: 'shape',
  signature: 'roll(input: Tensor, shifts: number | number[], dims?: number | number[] | null)',
  doc: 'The elements moved on along dimensions, those past the end coming back in front; without `dims`, of the flattened tensor.',
  example: 'roll(tensor([1, 2, 3]), 1)',
  formula: { forward: 'y_{(i + s) \\bmod n} = x_i' },
  body: (x: Tensor, shifts: number | number[], dims: number | number[] | null) => {
    const by = typeof shifts === 'number' ? [shifts] : shifts;
    const along = dims === null ? [] : typeof dims === 'number' ? [dims] : dims;
    if (by.length === 0) throw new ArgumentError('roll: shifts is empty', { op: 'roll' });
    if (along.length === 0 && by.length === 1) return x.reshape([-1]).roll(by, [0]).reshape(x.shape.slice());
    if (by.length !== along.length) {
      throw new ArgumentError(
        `roll: ${by.length} shift${by.length === 1 ? '' : 's'} and ${along.length} dim${along.length === 1 ? '' : 's'} given, for ${formatShape(x.shape)}`,
        { op: 'roll', fix: 'Give one shift for every dim.' },
      );
    }
    return along.reduce((t, dim, i) => {
      if (t.shape.length === 0)
        throw new IndexError('roll: a 0-d tensor has no dimension to roll along', { op: 'roll' });
      const d = normalizeDim(dim, t.shape.length, 'roll');
      const size = t.shape[d];
      if (size === 0) return t.clone();
      const cut = (((size - by[i]) % size) + size) % size;
      const shape = t.shape.slice();
      if (cut === 0) return t.clone();
      return t
        .slice(d, cut, size)
        .sliceBackward({ shape, dim: d, start: 0, step: 1 })
        .add(t.slice(d, 0, cut).sliceBackward({ shape, dim: d, start: size - cut, step: 1 }));
    }, x);
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), 1] },
    { args: (m) => [m.randn([2, 3]), [1, -2], [0, 1]] },
    { args: (m) => [m.randn([3]), 7, 0] },
  ],
});
defineComposite({
  name: 'repeat',
  family: 'shape',
  signature: 'repeat(input: Tensor, ...repeats: number[])',
  doc: 'The whole tensor repeated so many times along each dimension; more counts than dimensions add dimensions in front.',
  example: 'repeat(tensor([1, 2]), [2, 2])',
  formula: { forward: 'y = \\text{copies of } x', vjp: { input: '\\textstyle\\sum_{\\text{copies}} \\bar y' } },
  body: (x: Tensor, repeats: number[]) => {
    const lead = repeats.length - x.shape.length;
    if (lead < 0)
      throw new ShapeError(
        `repeat: ${repeats.length} counts ${formatShape(repeats)} for the ${x.shape.length} dimensions of ${formatShape(x.shape)}`,
        { op: 'repeat', fix: 'Give at least one count for every dimension.' },
      );
    if (repeats.some((r) => !(Number.isInteger(r) && r >= 0)))
      throw new ArgumentError(
        `repeat: counts must be whole numbers of at least 0, got ${formatShape(repeats)} for ${formatShape(x.shape)}`,
        { op: 'repeat' },
      );
    const shape = [...new Array<number>(lead).fill(1), ...x.shape];
    const paired = shape.flatMap((s, i) => [repeats[i], s]);
    return x
      .reshape(shape.flatMap((s) => [1, s]))
      .expand(paired)
      .reshape(shape.map((s, i) => s * repeats[i]))
      .clone();
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), [2, 1]] },
    { args: (m) => [m.randn([2]), [2, 2]] },
    { note: 'none', args: (m) => [m.randn([2]), [0]] },
  ],
});
defineComposite({
  name: 'tile',
  family: 'shape',
  signature: 'tile(input: Tensor, ...dims: number[])',
  doc: 'The whole tensor repeated so many times along each dimension; counts left out in front are 1.',
  example: 'tile(tensor([[1, 2]]), [2])',
  body: (x: Tensor, dims: number[]) =>
    x.repeat([...new Array<number>(Math.max(0, x.shape.length - dims.length)).fill(1), ...dims]),
  samples: [{ args: (m) => [m.randn([2, 3]), [2]] }, { args: (m) => [m.randn([]), [3]] }],
});
defineComposite({
  name: 'repeatInterleave',
  family: 'shape',
  signature: 'repeatInterleave(input: Tensor, repeats: Tensor | number, dim?: number | null, *, outputSize?: number)',
  doc: 'Every slice along `dim` (every element, without) repeated so many times in place; `repeats` may differ by slice.',
  example: 'repeatInterleave(tensor([1, 2]), 2)',
  body: (x: Tensor, repeats: Tensor | number, dim: number | null) => {
    const t = dim === null ? x.reshape([-1]) : x;
    const d = normalizeDim(dim ?? 0, t.shape.length, 'repeatInterleave');
    const size = t.shape[d] ?? 1;
    if (typeof repeats === 'object') {
      if (isFloat(repeats.dtype))
        throw new DTypeError(`repeatInterleave: repeats must hold whole numbers, it is ${repeats.dtype}`, {
          op: 'repeatInterleave',
          fix: 'Convert it: repeats.int().',
        });
      if (repeats.shape.length > 1 || (repeats.numel() !== 1 && repeats.numel() !== size)) {
        throw new ShapeError(
          `repeatInterleave: repeats ${formatShape(repeats.shape)} must have one entry, or one for each of the ${size} slices of dim ${d} of ${formatShape(x.shape)}`,
          { op: 'repeatInterleave' },
        );
      }
    }
    const counts = typeof repeats === 'number' ? null : repeats.data;
    const places: number[] = [];
    for (let i = 0; i < size; i++) {
      const n = counts ? counts[counts.length === 1 ? 0 : i] : (repeats as number);
      if (!(Number.isInteger(n) && n >= 0))
        throw new ArgumentError(`repeatInterleave: ${n} is not a number of repeats`, { op: 'repeatInterleave' });
      for (let k = 0; k < n; k++) places.push(i);
    }
    return (t.shape.length === 0 ? t.reshape([1]) : t).indexSelect(
      d,
      Tensor.wrap(Int32Array.from(places), [places.length], 'int32'),
    );
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), 2] },
    { args: (m) => [m.randn([2, 3]), 2, 1] },
    { args: (m) => [m.randn([3, 2]), m.ints([3], 0, 3), 0] },
  ],
});
defineComposite({
  name: 'movedim',
  family: 'shape',
  signature: 'movedim(input: Tensor, source: number | number[], destination: number | number[])',
  doc: 'Dimensions moved to new places, the others keeping their order.',
  example: 'zeros([2, 3, 4]).movedim(0, 2).shape',
  aliases: ['moveaxis'],
  body: (x: Tensor, source: number | number[], destination: number | number[]) => {
    const rank = x.shape.length;
    const from = normalizeDims(source, rank, 'movedim', false);
    const to = normalizeDims(destination, rank, 'movedim', false);
    if (from.length !== to.length)
      throw new IndexError(`movedim: ${from.length} source and ${to.length} destination dims given`, { op: 'movedim' });
    const order = new Array<number>(rank).fill(-1);
    from.forEach((d, i) => {
      order[to[i]] = d;
    });
    const rest = x.shape.map((_, d) => d).filter((d) => !from.includes(d));
    return x.permute(order.map((d) => (d < 0 ? (rest.shift() as number) : d)));
  },
  samples: [{ args: (m) => [m.randn([2, 3, 4]), 0, 2] }, { args: (m) => [m.randn([2, 3, 4]), [0, 1], [2, 0]] }],
});
defineComposite({
  name: 'swapaxes',
  family: 'shape',
  signature: 'swapaxes(input: Tensor, axis0: number, axis1: number)',
  doc: 'Two dimensions exchanged, as transpose.',
  body: (x: Tensor, a: number, b: number) => x.transpose(a, b),
  samples: [{ args: (m) => [m.randn([2, 3, 4]), 0, 2] }],
});
defineComposite({
  name: 'swapdims',
  family: 'shape',
  signature: 'swapdims(input: Tensor, dim0: number, dim1: number)',
  doc: 'Two dimensions exchanged, as transpose.',
  body: (x: Tensor, a: number, b: number) => x.transpose(a, b),
  samples: [{ args: (m) => [m.randn([2, 3, 4]), 0, 2] }],
});
defineComposite({
  name: 'ravel',
  family: 'shape',
  signature: 'ravel(input: Tensor)',
  doc: 'All elements in one dimension.',
  example: 'ravel(tensor([[1, 2], [3, 4]]))',
  body: (x: Tensor) => x.reshape([-1]),
  samples: [{ args: (m) => [m.randn([2, 3])] }],
});
defineComposite({
  name: 'expandAs',
  family: 'shape',
  signature: 'expandAs(input: Tensor, other: Tensor)',
  doc: 'The tensor expanded to the shape of another.',
  body: (x: Tensor, other: Tensor) => x.expand(other.shape.slice()),
  samples: [{ args: (m) => [m.randn([3]), m.randn([2, 3])], grad: false }],
});
for (const name of ['viewAs', 'reshapeAs'] as const) {
  defineComposite({
    name,
    family: 'shape',
    signature: `${name}(input: Tensor, other: Tensor)`,
    doc: 'The same elements under the shape of another tensor.',
    methodOnly: true,
    body: (x: Tensor, other: Tensor) =>
      name === 'viewAs' ? x.view(other.shape.slice()) : x.reshape(other.shape.slice()),
    samples: [{ args: (m) => [m.randn([6]), m.randn([2, 3])], grad: false }],
  });
}

interface Windows {
  readonly dimension: number;
  readonly size: number;
  readonly step: number;
}
const windowsView = defineView<Windows>({
  name: 'windows',
  family: 'shape',
  signature: 'windows(input: Tensor, dimension: number, size: number, step: number)',
  doc: 'All windows of `size` along a dimension, `step` apart, as a new last dimension: a view.',
  methodOnly: true,
  formula: { forward: 'y_{i, k} = x_{i s + k}', vjp: { input: '\\textstyle\\sum_{i s + k = \\cdot} \\bar y_{i, k}' } },
  view: (x, { dimension, size, step }) => {
    const d = normalizeDim(dimension, x.shape.length, 'unfold');
    const length = x.shape[d] ?? 1;
    if (!(Number.isInteger(size) && size >= 0 && size <= length)) {
      throw new ShapeError(
        `unfold: windows of ${size} do not fit into the ${length} entries of dim ${dimension} of ${formatShape(x.shape)}`,
        { op: 'unfold', operands: [{ name: 'input', shape: x.shape, axes: x.shape.length ? [d] : [] }] },
      );
    }
    if (!(Number.isInteger(step) && step > 0))
      throw new ArgumentError(`unfold: step must be a positive whole number, got ${step}`, { op: 'unfold' });
    if (x.shape.length === 0) return { shape: [size], strides: [1], offset: x.offset };
    const shape = x.shape.slice();
    const strides = x.strides.slice();
    shape[d] = Math.floor((length - size) / step) + 1;
    shape.push(size);
    strides.push(strides[d]);
    strides[d] *= step;
    return { shape, strides, offset: x.offset };
  },
  vjp: (g, saved) => {
    const shape = saved.inputShapes[0];
    const d = normalizeDim(saved.args.dimension, shape.length, 'unfold');
    const strides = contiguousStrides(shape);
    const from =
      shape.length === 0 ? [1] : strides.map((s, i) => (i === d ? s * saved.args.step : s)).concat(strides[d]);
    const index = indexOfElements(g.shape, from, 0);
    return [
      zerosOf([numelOf(shape)], g)
        .indexAdd(0, index, g.reshape([-1]))
        .reshape(shape.slice()),
    ];
  },
  samples: [{ args: (m) => [m.randn([5]), 0, 3, 1] }, { args: (m) => [m.randn([5, 2]), 0, 2, 2] }],
});

defineComposite({
  name: 'unfold',
  family: 'shape',
  signature: [
    'unfold(input: Tensor, dimension: number, size: number, step: number)',
    'unfold(input: Tensor, kernelSize: number | number[], dilation: number | number[] = 1, padding: number | number[] = 0, stride: number | number[] = 1)',
  ],
  doc: 'With `dimension`, all windows of `size` along it, `step` apart, as a new last dimension (a view). With `kernelSize`, the sliding windows of images [N, C, H, W] as columns [N, C kh kw, windows] (im2col).',
  example: 'arange(5).unfold(0, 3, 1)',
  body: (
    x: Tensor,
    first: number | number[],
    second: number | number[],
    third: number | number[],
    fourth?: number | number[],
  ) =>
    fourth === undefined
      ? dispatchView(windowsView as unknown as View, x, { dimension: first, size: second, step: third })
      : unfoldColumns(x, first, second, third, fourth),
  samples: [
    { args: (m) => [m.randn([5]), 0, 3, 1] },
    { note: 'columns', args: (m) => [m.randn([1, 2, 4, 4]), { kernelSize: 2, stride: 2 }] },
  ],
});
