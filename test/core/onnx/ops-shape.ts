/** Operators that make, rearrange and cut tensors. */
import { type Adapters, axisOf, type Call, OutOfScope, pick, product, range, whole } from './call.ts';
import { T, type Tensor } from './core.ts';

function reshape(c: Call): Tensor {
  const x = c.x(0);
  const wanted = c.ints('shape') ?? c.numbers(1) ?? [];
  const zero = c.int('allowzero', 0) === 1;
  return x.reshape(wanted.map((size, i) => (size === 0 && !zero ? x.shape[i] : size)));
}

function squeeze(c: Call): Tensor {
  const x = c.x(0);
  const axes = c.axes(1)?.map((axis) => axisOf(axis, x.ndim));
  return x.reshape(x.shape.filter((size, i) => (axes ? !axes.includes(i) : size !== 1)));
}

function unsqueeze(c: Call): Tensor {
  const x = c.x(0);
  const axes = c.axes(1) ?? [];
  const rank = x.ndim + axes.length;
  const added = axes.map((axis) => axisOf(axis, rank));
  const sizes = [...x.shape];
  return x.reshape(range(rank).map((i) => (added.includes(i) ? 1 : (sizes.shift() ?? 1))));
}

/** Both the tensor and the asked shape may hold ones that grow. */
function expand(c: Call): Tensor {
  const x = c.x(0);
  const wanted = c.numbers(1) ?? [];
  const rank = Math.max(x.ndim, wanted.length);
  const at = (shape: readonly number[], i: number) => shape[i - (rank - shape.length)] ?? 1;
  return T.broadcastTo(
    x,
    range(rank).map((i) => (at(x.shape, i) === 1 ? at(wanted, i) : at(x.shape, i))),
  );
}

/** Python's slices, with bounds that may lie far outside. */
function slice(c: Call): Tensor {
  const x = c.x(0);
  const starts = c.ints('starts') ?? c.numbers(1) ?? [];
  const ends = c.ints('ends') ?? c.numbers(2) ?? [];
  const axes = c.axes(3) ?? range(starts.length);
  const steps = c.numbers(4) ?? starts.map(() => 1);
  return axes.reduce((y, axis, i) => {
    const dim = axisOf(axis, x.ndim);
    const size = x.shape[dim];
    const step = steps[i];
    const clamp = (v: number, low: number, high: number) => Math.max(low, Math.min(high, v < 0 ? v + size : v));
    const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
    const start = clamp(starts[i], Math.max(low, 0), high);
    const end = clamp(ends[i], low, high);
    if (step > 0) return T.slice(y, { dim, start, end: Math.max(start, end), step });
    const places = range(Math.max(0, Math.ceil((end - start) / step))).map((k) => start + k * step);
    return pick(y, dim, places);
  }, x);
}

function split(c: Call): Tensor[] {
  const x = c.x(0);
  const dim = axisOf(c.int('axis', 0), x.ndim);
  const sizes = c.ints('split') ?? c.numbers(1);
  if (sizes !== null) return T.split(x, sizes, dim);
  const size = Math.ceil(x.shape[dim] / c.int('num_outputs', c.outputs));
  return T.split(x, size, dim);
}

/** The places that an axis padded by `before` and `after` shows; -1 where the constant stands. */
function paddedPlaces(size: number, before: number, after: number, mode: string): number[] {
  const period = Math.max(1, 2 * (size - 1));
  const modulo = (i: number, n: number) => ((i % n) + n) % n;
  return range(Math.max(0, size + before + after)).map((k) => {
    const i = k - before;
    if (i >= 0 && i < size) return i;
    if (mode === 'edge') return i < 0 ? 0 : size - 1;
    if (mode === 'wrap') return modulo(i, size);
    if (mode === 'reflect') {
      const j = modulo(i, period);
      return j < size ? j : period - j;
    }
    return -1;
  });
}

function pad(c: Call): Tensor {
  const x = c.x(0);
  const pads = c.ints('pads') ?? c.numbers(1) ?? [];
  const mode = c.string('mode', 'constant');
  const value = c.optional(2)?.item() ?? c.float('value', 0);
  const axes = (c.numbers(3) ?? range(x.ndim)).map((axis) => axisOf(axis, x.ndim));
  if (mode === 'constant') {
    const list = range(x.ndim)
      .reverse()
      .flatMap((dim) => {
        const i = axes.indexOf(dim);
        return i < 0 ? [0, 0] : [pads[i], pads[i + axes.length]];
      });
    return T.pad(x, list, { mode: 'constant', value }).to(x.dtype);
  }
  return axes.reduce((y, dim, i) => pick(y, dim, paddedPlaces(x.shape[dim], pads[i], pads[i + axes.length], mode)), x);
}

function constant(c: Call): Tensor {
  const tensor = c.tensor('value');
  if (tensor !== null) return tensor;
  if (c.has('value_float')) return T.tensor(c.float('value_float', 0));
  if (c.has('value_int')) return whole([c.int('value_int', 0)], []);
  if (c.has('value_floats')) return T.tensor(c.floats('value_floats') ?? []);
  if (c.has('value_ints')) return whole(c.ints('value_ints') ?? []);
  throw new OutOfScope('a constant of strings or in sparse form');
}

function shapeOf(c: Call): Tensor {
  const { shape } = c.x(0);
  const place = (v: number) => Math.max(0, Math.min(shape.length, v < 0 ? v + shape.length : v));
  return whole(shape.slice(place(c.int('start', 0)), place(c.int('end', shape.length))));
}

function constantOfShape(c: Call): Tensor {
  const value = c.tensor('value') ?? T.zeros([1]);
  return T.full(c.numbers(0) ?? [], value.item(), { dtype: value.dtype });
}

function eyeLike(c: Call): Tensor {
  const x = c.x(0);
  const [rows, columns] = x.shape;
  const offset = c.int('k', 0);
  const dtype = c.has('dtype') ? c.dtype('dtype', 1) : x.dtype;
  const distance = T.sub(T.arange(columns), T.arange(rows).unsqueeze(1));
  return T.eq(distance, offset).to(dtype);
}

function rangeOf(c: Call): Tensor {
  const [start, limit, delta] = c.all;
  const n = Math.max(0, Math.ceil((limit.item() - start.item()) / delta.item()));
  return T.add(T.mul(T.arange(n).to(start.dtype), delta), start).to(start.dtype);
}

function oneHot(c: Call): Tensor {
  const depth = c.numbers(1)?.[0] ?? 0;
  const [off, on] = [...c.x(2).data];
  const indices = c.x(0);
  const axis = axisOf(c.int('axis', -1), indices.ndim + 1);
  const wrapped = T.where(T.lt(indices, 0), T.add(indices, depth), indices);
  const line = T.arange(depth).reshape(range(indices.ndim + 1).map((i) => (i === axis ? depth : 1)));
  const hits = T.eq(wrapped.unsqueeze(axis), line);
  return T.where(hits, T.full([], on), T.full([], off)).to(c.x(2).dtype);
}

function compress(c: Call): Tensor {
  const x = c.has('axis') ? c.x(0) : c.x(0).reshape([-1]);
  const chosen = [...c.x(1).data].flatMap((keep, i) => (keep ? [i] : []));
  return pick(x, axisOf(c.int('axis', 0), x.ndim), chosen);
}

function depthToSpace(c: Call): Tensor {
  const x = c.x(0);
  const block = c.int('blocksize', 1);
  if (c.string('mode', 'DCR') === 'CRD') return T.pixelShuffle(x, block);
  const [n, channels, h, w] = x.shape;
  const split_ = x.reshape([n, block, block, channels / block ** 2, h, w]);
  return split_.permute([0, 3, 4, 1, 5, 2]).reshape([n, channels / block ** 2, h * block, w * block]);
}

function spaceToDepth(c: Call): Tensor {
  const x = c.x(0);
  const block = c.int('blocksize', 1);
  const [n, channels, h, w] = x.shape;
  const cells = x.reshape([n, channels, h / block, block, w / block, block]);
  return cells.permute([0, 3, 5, 1, 2, 4]).reshape([n, channels * block ** 2, h / block, w / block]);
}

function reverseSequence(c: Call): Tensor {
  const x = c.x(0);
  const [time, batch] = [c.int('time_axis', 0), c.int('batch_axis', 1)];
  const lengths = c.numbers(1) ?? [];
  const items = lengths.map((length, i) => {
    const item = T.narrow(x, batch, i, 1);
    return pick(
      item,
      time,
      range(x.shape[time]).map((t) => (t < length ? length - 1 - t : t)),
    );
  });
  return T.cat(items, batch);
}

function centerCropPad(c: Call): Tensor {
  const x = c.x(0);
  const sizes = c.numbers(1) ?? [];
  const axes = c.ints('axes') ?? range(x.ndim);
  return axes.reduce((y, axis, i) => {
    const dim = axisOf(axis, x.ndim);
    const [have, want] = [x.shape[dim], sizes[i]];
    if (have >= want) return T.narrow(y, dim, Math.floor((have - want) / 2), want);
    const before = Math.floor((want - have) / 2);
    const list = range(x.ndim)
      .reverse()
      .flatMap((d) => (d === dim ? [before, want - have - before] : [0, 0]));
    return T.pad(y, list);
  }, x);
}

export const SHAPE: Adapters = {
  CenterCropPad: centerCropPad,
  Compress: compress,
  Concat: (c) => T.cat(c.all, c.int('axis', 0)),
  Constant: constant,
  ConstantOfShape: constantOfShape,
  DepthToSpace: depthToSpace,
  Expand: expand,
  EyeLike: eyeLike,
  Flatten: (c) => {
    const axis = axisOf(c.int('axis', 1), c.x(0).ndim);
    return c.x(0).reshape([product(c.x(0).shape.slice(0, axis)), product(c.x(0).shape.slice(axis))]);
  },
  NonZero: (c) => T.nonzero(c.x(0).reshape(c.x(0).ndim === 0 ? [1] : c.x(0).shape)).t(),
  OneHot: oneHot,
  Pad: pad,
  Range: rangeOf,
  Reshape: reshape,
  ReverseSequence: reverseSequence,
  Shape: shapeOf,
  Size: (c) => whole([c.x(0).numel()], []),
  Slice: slice,
  SpaceToDepth: spaceToDepth,
  Split: split,
  Squeeze: squeeze,
  Tile: (c) => T.tile(c.x(0), c.numbers(1) ?? []),
  Transpose: (c) => c.x(0).permute(c.ints('perm') ?? range(c.x(0).ndim).reverse()),
  Trilu: (c) => (c.int('upper', 1) === 1 ? T.triu : T.tril)(c.x(0), c.numbers(1)?.[0] ?? 0),
  Unsqueeze: unsqueeze,
};
