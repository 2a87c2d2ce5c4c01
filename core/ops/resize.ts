/** Resizing by interpolation, and rearrangements between channels and space. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { resample, resampleAdjoint, type Taps } from '../kernels/resample.ts';
import { numelOf } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp, type Primitive } from './define.ts';
import { functionOf } from './derive.ts';
import { dispatch } from './dispatch.ts';

interface ResampleArgs {
  readonly dim: number;
  /** Size of the input along `dim`. */
  readonly size: number;
  readonly taps: Taps;
}

const around = (shape: readonly number[], dim: number): [number, number] => [
  numelOf(shape.slice(0, dim)),
  numelOf(shape.slice(dim + 1)),
];

const resampleOp: Primitive<ResampleArgs> = defineOp<ResampleArgs>({
  name: 'resample',
  family: 'vision',
  signature: 'resample(x: Tensor, *, dim: number, size: number, taps: object)',
  doc: 'Weighted sums of a few inputs along one dimension.',
  methodOnly: true,
  method: false,
  formula: {
    forward: 'y_i = \\textstyle\\sum_j w_{ij} \\, x_j',
    vjp: { x: '\\textstyle\\sum_i w_{ij} \\, \\bar y_i' },
  },
  meta: ([x], { dim, taps }) => ({
    shape: x.shape.map((s, d) => (d === dim ? taps.index.length / taps.taps : s)),
    dtype: x.dtype,
  }),
  kernel: ([x], [y], { dim, size, taps }) => {
    const [outer, inner] = around(x.shape, dim);
    resample(outer, size, inner, taps, x.data, y.array);
  },
  vjp: (g, { args }) => [dispatch(adjointOp as unknown as Primitive, [g], args)],
});

const adjointOp: Primitive<ResampleArgs> = defineOp<ResampleArgs>({
  name: 'resampleAdjoint',
  family: 'vision',
  signature: 'resampleAdjoint(y: Tensor, *, dim: number, size: number, taps: object)',
  doc: 'The adjoint of resample.',
  methodOnly: true,
  method: false,
  formula: {
    forward: 'x_j = \\textstyle\\sum_i w_{ij} \\, y_i',
    vjp: { y: '\\textstyle\\sum_j w_{ij} \\, \\bar x_j' },
  },
  meta: ([y], { dim, size }) => ({ shape: y.shape.map((s, d) => (d === dim ? size : s)), dtype: y.dtype }),
  kernel: ([y], [x], { dim, size, taps }) => {
    const [outer, inner] = around(y.shape, dim);
    resampleAdjoint(outer, size, inner, taps, y.data, x.array);
  },
  vjp: (g, { args }) => [dispatch(resampleOp as unknown as Primitive, [g], args)],
});

/** Keys' cubic convolution with a = -0.75, PyTorch's. */
function cubic(t: number): number[] {
  const a = -0.75;
  const near = (x: number): number => ((a + 2) * x - (a + 3)) * x * x + 1;
  const far = (x: number): number => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
  return [far(t + 1), near(t), near(1 - t), far(2 - t)];
}

/** Inputs and weights of every output along one dimension; `scale` is input steps per output. */
function tapsOf(mode: string, size: number, out: number, scale: number, alignCorners: boolean): Taps {
  const index: number[] = [];
  const weight: number[] = [];
  const inside = (i: number): number => Math.min(Math.max(i, 0), size - 1);
  for (let o = 0; o < out; o++) {
    if (mode === 'nearest') index.push(Math.min(Math.floor(Math.fround(o * scale)), size - 1));
    else if (mode === 'nearest-exact') index.push(Math.min(Math.floor(Math.fround((o + 0.5) * scale)), size - 1));
    if (mode.startsWith('nearest')) {
      weight.push(1);
      continue;
    }
    const source = alignCorners ? o * scale : (o + 0.5) * scale - 0.5;
    if (mode === 'cubic') {
      const base = Math.floor(source);
      index.push(...[-1, 0, 1, 2].map((k) => inside(base + k)));
      weight.push(...cubic(source - base));
    } else {
      const from = Math.max(source, 0);
      const base = inside(Math.floor(from));
      const t = Math.min(Math.max(from - base, 0), 1);
      index.push(base, inside(base + 1));
      weight.push(1 - t, t);
    }
  }
  return {
    taps: mode === 'cubic' ? 4 : mode === 'linear' ? 2 : 1,
    index: Int32Array.from(index),
    weight: Float64Array.from(weight),
  };
}

const KINDS: Record<string, { kernel: string; dims: readonly number[] }> = {
  nearest: { kernel: 'nearest', dims: [1, 2, 3] },
  'nearest-exact': { kernel: 'nearest-exact', dims: [1, 2, 3] },
  linear: { kernel: 'linear', dims: [1] },
  bilinear: { kernel: 'linear', dims: [2] },
  trilinear: { kernel: 'linear', dims: [3] },
  bicubic: { kernel: 'cubic', dims: [2] },
  area: { kernel: 'area', dims: [1, 2, 3] },
};

defineComposite({
  name: 'interpolate',
  family: 'vision',
  signature:
    "interpolate(input: Tensor, size?: number | number[] | null, scaleFactor?: number | number[] | null, mode: 'nearest' | 'nearest-exact' | 'linear' | 'bilinear' | 'bicubic' | 'trilinear' | 'area' = 'nearest', alignCorners?: boolean, recomputeScaleFactor?: boolean)",
  doc: 'Resizes the spatial dimensions of [N, C, ...] to `size`, or by `scaleFactor`.',
  example: 'interpolate(ones([1, 1, 2, 2]), { scaleFactor: 2 }).shape',
  method: false,
  body: (
    input: Tensor,
    size: number | number[] | null,
    scaleFactor: number | number[] | null,
    mode: string,
    alignCorners: boolean | null,
    recompute: boolean | null,
  ) => {
    const op = 'interpolate';
    const dims = input.shape.length - 2;
    const kind = KINDS[mode];
    if (!kind.dims.includes(dims)) {
      throw new ShapeError(
        `${op}: mode '${mode}' is for ${kind.dims.join(' or ')} spatial dimension(s), the input is ${formatShape(input.shape)}`,
        { op, operands: [{ name: 'input', shape: input.shape }] },
      );
    }
    if ((size === null) === (scaleFactor === null))
      throw new ArgumentError(`${op}: give either size or scaleFactor`, { op });
    if (alignCorners !== null && (mode.startsWith('nearest') || mode === 'area'))
      throw new ArgumentError(`${op}: alignCorners does not apply to mode '${mode}'`, { op });
    const list = (v: number | number[]): number[] => (typeof v === 'number' ? new Array<number>(dims).fill(v) : v);
    const spatial = input.shape.slice(2);
    const factors = scaleFactor === null ? null : list(scaleFactor);
    const out = size === null ? spatial.map((s, i) => Math.floor(s * (factors as number[])[i])) : list(size);
    if (out.length !== dims || (factors && factors.length !== dims))
      throw new ArgumentError(`${op}: ${dims} sizes are needed for an input ${formatShape(input.shape)}`, { op });
    if (out.some((s) => !(s > 0)))
      throw new ShapeError(`${op}: the result would have size ${formatShape(out)}`, {
        op,
        operands: [{ name: 'input', shape: input.shape }],
      });
    if (kind.kernel === 'area')
      return functionOf<(x: Tensor, s: number[]) => Tensor>(`adaptiveAvgPool${dims}d`)(input, out);
    const corners = alignCorners === true;
    let y = input;
    for (let i = 0; i < dims; i++) {
      const n = spatial[i];
      const given = factors && !recompute ? 1 / factors[i] : n / out[i];
      const scale = corners
        ? out[i] > 1
          ? (n - 1) / (out[i] - 1)
          : 0
        : kind.kernel.startsWith('nearest')
          ? Math.fround(given)
          : given;
      y = dispatch(resampleOp as unknown as Primitive, [y], {
        dim: i + 2,
        size: n,
        taps: tapsOf(kind.kernel, n, out[i], scale, corners),
      });
    }
    return y;
  },
  samples: [
    { args: (m) => [m.randn([1, 2, 3]), { size: 5, mode: 'linear' }] },
    { args: (m) => [m.randn([1, 1, 3, 2]), { scaleFactor: 2, mode: 'bicubic' }] },
    { args: (m) => [m.randn([1, 1, 4, 4]), { size: [2, 3] }] },
  ],
});

defineComposite({
  name: 'pixelShuffle',
  family: 'vision',
  signature: 'pixelShuffle(input: Tensor, upscaleFactor: number)',
  doc: 'Channels to space: [..., C r^2, H, W] to [..., C, H r, W r].',
  body: (x: Tensor, r: number) => {
    const lead = x.shape.slice(0, -3);
    const [c, h, w] = x.shape.slice(-3);
    if (x.shape.length < 3 || c % (r * r) !== 0)
      throw new ShapeError(`pixelShuffle: the channels of ${formatShape(x.shape)} do not divide by ${r * r}`, {
        op: 'pixelShuffle',
        operands: [{ name: 'input', shape: x.shape }],
      });
    const n = lead.length;
    const split = x.reshape([...lead, c / (r * r), r, r, h, w]);
    return split
      .permute([...lead.map((_, i) => i), n, n + 3, n + 1, n + 4, n + 2])
      .reshape([...lead, c / (r * r), h * r, w * r]);
  },
  samples: [{ args: (m) => [m.randn([1, 4, 2, 2]), 2] }],
});

defineComposite({
  name: 'pixelUnshuffle',
  family: 'vision',
  signature: 'pixelUnshuffle(input: Tensor, downscaleFactor: number)',
  doc: 'Space to channels: [..., C, H r, W r] to [..., C r^2, H, W].',
  body: (x: Tensor, r: number) => {
    const lead = x.shape.slice(0, -3);
    const [c, h, w] = x.shape.slice(-3);
    if (x.shape.length < 3 || h % r !== 0 || w % r !== 0)
      throw new ShapeError(`pixelUnshuffle: the size of ${formatShape(x.shape)} does not divide by ${r}`, {
        op: 'pixelUnshuffle',
        operands: [{ name: 'input', shape: x.shape }],
      });
    const n = lead.length;
    const split = x.reshape([...lead, c, h / r, r, w / r, r]);
    return split
      .permute([...lead.map((_, i) => i), n, n + 2, n + 4, n + 1, n + 3])
      .reshape([...lead, c * r * r, h / r, w / r]);
  },
  samples: [{ args: (m) => [m.randn([1, 1, 4, 4]), 2] }],
});

defineComposite({
  name: 'channelShuffle',
  family: 'vision',
  signature: 'channelShuffle(input: Tensor, groups: number)',
  doc: 'Interleaves the channels of the groups (Zhang et al., 2018).',
  body: (x: Tensor, groups: number) => {
    const [n, c, ...rest] = x.shape;
    if (c % groups !== 0)
      throw new ShapeError(
        `channelShuffle: ${c} channels of ${formatShape(x.shape)} do not divide into ${groups} groups`,
        { op: 'channelShuffle', operands: [{ name: 'input', shape: x.shape }] },
      );
    return x
      .reshape([n, groups, c / groups, ...rest])
      .transpose(1, 2)
      .reshape(x.shape.slice());
  },
  samples: [{ args: (m) => [m.randn([1, 4, 2]), 2] }],
});
