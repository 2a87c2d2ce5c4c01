/** Convolutions and pooling. */
import { type Adapters, type Call, OutOfScope, product, range, whole } from './call.ts';
import { T, type Tensor } from './core.ts';
import { type Geometry, geometryOf, padSpatial, same } from './geometry.ts';

function rankOf(x: Tensor): 1 | 2 | 3 {
  const rank = x.ndim - 2;
  if (rank === 1 || rank === 2 || rank === 3) return rank;
  throw new OutOfScope(`windows over ${rank} dimensions`);
}

const CONV = { 1: () => T.conv1d, 2: () => T.conv2d, 3: () => T.conv3d } as const;
const CONV_TRANSPOSE = { 1: () => T.convTranspose1d, 2: () => T.convTranspose2d, 3: () => T.convTranspose3d } as const;
const AVG_POOL = { 1: () => T.avgPool1d, 2: () => T.avgPool2d, 3: () => T.avgPool3d } as const;
const MAX_POOL = { 1: () => T.maxPool1d, 2: () => T.maxPool2d, 3: () => T.maxPool3d } as const;

function conv(c: Call): Tensor {
  const [x, weight] = [c.x(0), c.x(1)];
  const g = geometryOf(c, x.shape.slice(2), c.ints('kernel_shape') ?? weight.shape.slice(2));
  const symmetric = same(g.before, g.after);
  const input = symmetric ? x : padSpatial(x, g.before, g.after);
  return CONV[rankOf(x)]()(input, weight, c.optional(2), {
    stride: g.strides,
    padding: symmetric ? g.before : 0,
    dilation: g.dilations,
    groups: c.int('group', 1),
  });
}

/** Where padding is asked for by size, ONNX puts the odd one last unless SAME_UPPER is named. */
function transposedPads(
  c: Call,
  spatial: readonly number[],
  full: readonly number[],
  strides: readonly number[],
): [number[], number[]] {
  const rank = spatial.length;
  const auto = c.string('auto_pad', 'NOTSET');
  const asked =
    c.ints('output_shape') ?? (auto.startsWith('SAME') ? spatial.map((size, d) => size * strides[d]) : null);
  if (asked === null) {
    const pads = auto === 'NOTSET' ? c.ints('pads') : null;
    return pads === null
      ? [range(rank).map(() => 0), range(rank).map(() => 0)]
      : [pads.slice(0, rank), pads.slice(rank)];
  }
  const total = full.map((size, d) => size - asked.slice(-rank)[d]);
  const smaller = total.map((t) => Math.floor(t / 2));
  const larger = total.map((t, d) => t - smaller[d]);
  return auto === 'SAME_UPPER' ? [smaller, larger] : [larger, smaller];
}

function convTranspose(c: Call): Tensor {
  const [x, weight, bias] = [c.x(0), c.x(1), c.optional(2)];
  const spatial = x.shape.slice(2);
  const ones = spatial.map(() => 1);
  const kernel = c.ints('kernel_shape') ?? weight.shape.slice(2);
  const stride = c.ints('strides') ?? ones;
  const dilation = c.ints('dilations') ?? ones;
  const outputPadding = c.ints('output_padding') ?? ones.map(() => 0);
  const full = spatial.map((size, d) => (size - 1) * stride[d] + (kernel[d] - 1) * dilation[d] + 1 + outputPadding[d]);
  const [before, after] = transposedPads(c, spatial, full, stride);
  const groups = c.int('group', 1);
  const transposed = CONV_TRANSPOSE[rankOf(x)]();
  const fits = outputPadding.every((p, d) => p < Math.max(stride[d], dilation[d]));
  if (same(before, after) && before.every((p) => p >= 0) && fits) {
    return transposed(x, weight, bias, { stride, padding: before, outputPadding, groups, dilation });
  }
  const whole_ = padSpatial(
    transposed(x, weight, { stride, groups, dilation }),
    ones.map(() => 0),
    outputPadding,
  );
  const cut = padSpatial(
    whole_,
    before.map((p) => -p),
    after.map((p) => -p),
  );
  return bias === null ? cut : T.add(cut, bias.reshape([-1, ...ones]));
}

/** Sums over windows of an input that is padded with zeros, as a convolution with ones. */
function windowSums(x: Tensor, g: Geometry): Tensor {
  const channels = x.shape[1];
  const ones = T.ones([channels, 1, ...g.kernel], { dtype: x.dtype });
  const padded = padSpatial(
    x,
    g.before,
    g.after.map((p, d) => p + g.beyond[d]),
  );
  return CONV[rankOf(x)]()(padded, ones, { stride: g.strides, dilation: g.dilations, groups: channels });
}

/** Elements in each window: of the input, or of the input with its padding. */
function windowCounts(x: Tensor, g: Geometry, withPadding: boolean): Tensor {
  const spatial = x.shape.slice(2);
  const zeros = spatial.map(() => 0);
  const inner = T.ones([1, 1, ...spatial], { dtype: x.dtype });
  if (!withPadding) return windowSums(inner, g);
  const padded = padSpatial(inner, g.before, g.after, 1);
  return windowSums(padded, { ...g, before: zeros, after: zeros });
}

/** PyTorch's own padding: the same on both sides and at most half a window. */
function isPlain(g: Geometry): boolean {
  return same(g.before, g.after) && g.before.every((p, d) => p <= g.kernel[d] / 2);
}

function averagePool(c: Call): Tensor {
  const x = c.x(0);
  const g = geometryOf(c, x.shape.slice(2), c.ints('kernel_shape') ?? []);
  const countIncludePad = c.int('count_include_pad', 0) === 1;
  if (isPlain(g) && g.dilations.every((d) => d === 1)) {
    const ceilMode = c.int('ceil_mode', 0) === 1;
    return AVG_POOL[rankOf(x)]()(x, g.kernel, { stride: g.strides, padding: g.before, ceilMode, countIncludePad });
  }
  return T.div(windowSums(x, g), windowCounts(x, g, countIncludePad));
}

function lpPool(c: Call): Tensor {
  const x = c.x(0);
  const p = c.int('p', 2);
  const g = geometryOf(c, x.shape.slice(2), c.ints('kernel_shape') ?? []);
  return T.pow(windowSums(T.pow(T.abs(x), p), g), 1 / p);
}

function maxPool(c: Call): Tensor[] {
  const x = c.x(0);
  const g = geometryOf(c, x.shape.slice(2), c.ints('kernel_shape') ?? []);
  const plain = isPlain(g);
  const numbers = T.isFloatingPoint(x) ? x : x.to('float32');
  const input = plain
    ? numbers
    : padSpatial(
        numbers,
        g.before,
        g.after.map((p, d) => p + g.beyond[d]),
        Number.NEGATIVE_INFINITY,
      );
  const [y, places] = MAX_POOL[rankOf(x)]()(input, g.kernel, {
    stride: g.strides,
    padding: plain ? g.before : 0,
    dilation: g.dilations,
    ceilMode: plain && c.int('ceil_mode', 0) === 1,
    returnIndices: true,
  }) as unknown as [Tensor, Tensor];
  if (!c.wants(1)) return [y.to(x.dtype)];
  const origin = plain ? g.before.map(() => 0) : g.before;
  return [y.to(x.dtype), globalPlaces(places, x.shape, input.shape.slice(2), origin, c.int('storage_order', 0) === 1)];
}

/** Places within a padded plane as places in the whole input, rows or columns first within a plane. */
function globalPlaces(
  places: Tensor,
  shape: readonly number[],
  padded: readonly number[],
  origin: readonly number[],
  columns: boolean,
): Tensor {
  const spatial = shape.slice(2);
  const plane = product(spatial);
  const perPlane = product(places.shape.slice(2));
  const order = columns ? range(spatial.length) : range(spatial.length).reverse();
  const data = [...places.data].map((place, i) => {
    let rest = place;
    const coordinates = range(padded.length).map(() => 0);
    for (let d = padded.length - 1; d >= 0; d--) {
      coordinates[d] = (rest % padded[d]) - origin[d];
      rest = Math.floor(rest / padded[d]);
    }
    let at = 0;
    let step = 1;
    for (const d of order) {
      at += coordinates[d] * step;
      step *= spatial[d];
    }
    return Math.floor(i / perPlane) * plane + at;
  });
  return whole(data, places.shape);
}

/** The places count over the whole output that the windows give; an asked shape may be larger. */
function maxUnpool(c: Call): Tensor {
  const [x, places] = [c.x(0), c.x(1)];
  const kernel = c.ints('kernel_shape') ?? [];
  const strides = c.ints('strides') ?? kernel.map(() => 1);
  const pads = c.ints('pads') ?? range(2 * kernel.length).map(() => 0);
  const spatial = kernel.map((k, d) => (x.shape[d + 2] - 1) * strides[d] + k - pads[d] - pads[d + kernel.length]);
  const shape = [...x.shape.slice(0, 2), ...spatial];
  const y = T.scatter(T.zeros([product(shape)], { dtype: x.dtype }), 0, places.reshape([-1]), x.reshape([-1])).reshape(
    shape,
  );
  const asked = c.numbers(2);
  return asked === null
    ? y
    : padSpatial(
        y,
        spatial.map(() => 0),
        spatial.map((size, d) => asked[d + 2] - size),
      );
}

/** Columns of blocks added up into an image of any number of dimensions. */
function col2im(c: Call): Tensor {
  const x = c.x(0);
  const image = c.numbers(1) ?? [];
  const block = c.numbers(2) ?? [];
  const rank = image.length;
  const ones = image.map(() => 1);
  const dilation = c.ints('dilations') ?? ones;
  const stride = c.ints('strides') ?? ones;
  const pads = c.ints('pads') ?? range(2 * rank).map(() => 0);
  const [before, after] = [pads.slice(0, rank), pads.slice(rank)];
  if (rank === 2 && same(before, after)) {
    return T.fold(x, image, block, { dilation, padding: before, stride });
  }
  const padded = image.map((size, d) => size + before[d] + after[d]);
  const windows = padded.map((size, d) => Math.floor((size - (block[d] - 1) * dilation[d] - 1) / stride[d]) + 1);
  const places = coordinates(block).flatMap((b) =>
    coordinates(windows).map((w) =>
      padded.reduce((at, size, d) => at * size + w[d] * stride[d] + b[d] * dilation[d], 0),
    ),
  );
  const channels = x.shape[1] / product(block);
  const flat = x.reshape([x.shape[0] * channels, -1]);
  const sums = T.indexAdd(T.zeros([flat.shape[0], product(padded)], { dtype: x.dtype }), 1, whole(places), flat);
  return padSpatial(
    sums.reshape([x.shape[0], channels, ...padded]),
    before.map((p) => -p),
    after.map((p) => -p),
  );
}

/** All coordinates within the given sizes, the last axis fastest. */
function coordinates(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>((list, size) => list.flatMap((at) => range(size).map((i) => [...at, i])), [[]]);
}

/** Padding with zeros beforehand is the same, because what lies outside is 0 as well. */
function deformConv(c: Call): Tensor {
  const [weight, offset, mask] = [c.x(1), c.x(2), c.optional(4)];
  const g = geometryOf(c, c.x(0).shape.slice(2), c.ints('kernel_shape') ?? weight.shape.slice(2));
  if (rankOf(c.x(0)) !== 2) throw new OutOfScope('deformable convolution of other than images');
  const x = padSpatial(c.x(0), g.before, g.after);
  const options = { stride: g.strides, dilation: g.dilations };
  const parts = c.int('offset_group', 1);
  if (parts === 1) return T.deformConv2d(x, offset, weight, c.optional(3), { ...options, mask });
  if (c.int('group', 1) !== 1) throw new OutOfScope('deformConv2d with groups of channels and of offsets');
  // Channels with offsets of their own are convolved apart, and the results added.
  const share = (v: Tensor, i: number): Tensor => T.narrow(v, 1, (i * v.shape[1]) / parts, v.shape[1] / parts);
  return range(parts)
    .map((i) => {
      const bias = i === 0 ? c.optional(3) : null;
      const own = mask === null ? null : share(mask, i);
      return T.deformConv2d(share(x, i), share(offset, i), share(weight, i), bias, { ...options, mask: own });
    })
    .reduce((sum, part) => T.add(sum, part));
}

const spatialDims = (x: Tensor): number[] => range(x.ndim).slice(2);

export const WINDOW: Adapters = {
  Conv: conv,
  ConvTranspose: convTranspose,
  DeformConv: deformConv,
  AveragePool: averagePool,
  LpPool: lpPool,
  MaxPool: maxPool,
  MaxUnpool: maxUnpool,
  Col2Im: col2im,
  GlobalAveragePool: (c) => T.mean(c.x(0), spatialDims(c.x(0)), true),
  GlobalMaxPool: (c) => T.amax(c.x(0), spatialDims(c.x(0)), true),
  GlobalLpPool: (c) => {
    const p = c.int('p', 2);
    return T.pow(T.sum(T.pow(T.abs(c.x(0)), p), spatialDims(c.x(0)), true), 1 / p);
  },
};
