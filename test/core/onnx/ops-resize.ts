/**
 * Resize: PyTorch's `interpolate` where it says the same thing, and otherwise one matrix of weights per axis, which
 * covers every coordinate rule of the operator.
 */
import { type Adapters, axisOf, type Call, OutOfScope, range } from './call.ts';
import { T, type Tensor } from './core.ts';

interface Axis {
  readonly dim: number;
  readonly size: number;
  readonly out: number;
  readonly scale: number;
  readonly roi: readonly [number, number];
}

interface Rules {
  readonly mode: string;
  readonly coordinates: string;
  readonly nearest: string;
  readonly cubicA: number;
  readonly excludeOutside: boolean;
  readonly antialias: boolean;
}

function axesOf(c: Call, x: Tensor): Axis[] {
  const dims = (c.ints('axes') ?? range(x.ndim)).map((axis) => axisOf(axis, x.ndim));
  const given = c.numbers(2);
  const scales = given !== null && given.length > 0 ? given : null;
  const sizes = c.numbers(3);
  const roi = c.numbers(1) ?? [];
  const ratios = dims.map((dim, i) => (scales ? scales[i] : (sizes?.[i] ?? x.shape[dim]) / x.shape[dim]));
  const policy = c.string('keep_aspect_ratio_policy', 'stretch');
  const common = policy === 'stretch' ? null : Math[policy === 'not_larger' ? 'min' : 'max'](...ratios);
  return dims.map((dim, i) => {
    const size = x.shape[dim];
    const scale = common ?? ratios[i];
    const out = scales
      ? Math.floor(size * scale)
      : common === null
        ? (sizes?.[i] ?? size)
        : Math.floor(size * scale + 0.5);
    return { dim, size, out, scale, roi: [roi[i] ?? 0, roi[i + dims.length] ?? 1] };
  });
}

/** Where the output's element k lies in the input. */
function place(k: number, { size, out, scale, roi }: Axis, coordinates: string): number {
  const length = size * scale;
  switch (coordinates) {
    case 'align_corners':
      return length === 1 ? 0 : (k * (size - 1)) / (length - 1);
    case 'asymmetric':
      return k / scale;
    case 'tf_half_pixel_for_nn':
      return (k + 0.5) / scale;
    case 'pytorch_half_pixel':
      return length > 1 ? (k + 0.5) / scale - 0.5 : -0.5;
    case 'half_pixel_symmetric':
      return (size / 2) * (1 - out / length) + (k + 0.5) / scale - 0.5;
    case 'tf_crop_and_resize': {
      const [from, to] = roi;
      if (length <= 1) return 0.5 * (from + to) * (size - 1);
      return from * (size - 1) + (k * (to - from) * (size - 1)) / (length - 1);
    }
    default:
      return (k + 0.5) / scale - 0.5;
  }
}

function nearestOf(at: number, rule: string): number {
  if (rule === 'floor') return Math.floor(at);
  if (rule === 'ceil') return Math.ceil(at);
  return rule === 'round_prefer_ceil' ? Math.floor(at + 0.5) : Math.ceil(at - 0.5);
}

/** Keys' cubic kernel with parameter a. */
function cubic(distance: number, a: number): number {
  const d = Math.abs(distance);
  if (d <= 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  if (d < 2) return ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
  return 0;
}

/** Input places and weights for a place between elements; against aliasing the kernel widens as the output shrinks. */
function taps(at: number, scale: number, rules: Rules): [place: number, weight: number][] {
  if (rules.mode === 'nearest') return [[nearestOf(at, rules.nearest), 1]];
  const widen = rules.antialias ? Math.min(scale, 1) : 1;
  const reach = (rules.mode === 'cubic' ? 2 : 1) / widen;
  const first = Math.floor(at - reach) + 1;
  const list = range(Math.ceil(2 * reach) + 1)
    .map((i) => first + i)
    .map((i): [number, number] => {
      const d = (i - at) * widen;
      return [i, rules.mode === 'cubic' ? cubic(d, rules.cubicA) : Math.max(0, 1 - Math.abs(d))];
    });
  return rules.antialias ? normalize(list) : list;
}

function normalize(list: readonly [number, number][]): [number, number][] {
  const sum = list.reduce((total, [, weight]) => total + weight, 0);
  return list.map(([i, weight]) => [i, weight / sum]);
}

/** The axis's matrix (outputs by inputs) and which outputs lie outside the input. */
function matrixOf(axis: Axis, rules: Rules): { weights: number[]; outside: boolean[] } {
  const weights = new Array<number>(axis.out * axis.size).fill(0);
  const outside = range(axis.out).map((k) => {
    const at = place(k, axis, rules.coordinates);
    const all = taps(at, axis.scale, rules);
    const inside = all.filter(([i]) => i >= 0 && i < axis.size);
    for (const [i, weight] of rules.excludeOutside ? normalize(inside) : all) {
      weights[k * axis.size + Math.max(0, Math.min(axis.size - 1, i))] += weight;
    }
    return at < 0 || at > axis.size - 1;
  });
  return { weights, outside };
}

/** The same by `interpolate`, or null where it has other rules. */
function byInterpolate(x: Tensor, axes: readonly Axis[], rules: Rules): Tensor | null {
  const changed = axes.filter(({ size, out, scale }) => size !== out || scale !== 1);
  if (rules.antialias || rules.excludeOutside || x.ndim !== 4 || changed.some(({ dim }) => dim < 2)) return null;
  const size = range(4)
    .map((dim) => axes.find((axis) => axis.dim === dim)?.out ?? x.shape[dim])
    .slice(2);
  const exact = changed.every(({ size: n, out, scale }) => out === n * scale);
  const half = rules.coordinates === 'half_pixel' && exact;
  const corners = rules.coordinates === 'align_corners' && exact && !size.includes(1);
  if (rules.mode === 'linear' && (half || corners))
    return T.interpolate(x, { size, mode: 'bilinear', alignCorners: corners });
  if (rules.mode === 'cubic' && rules.cubicA === -0.75 && (half || corners)) {
    return T.interpolate(x, { size, mode: 'bicubic', alignCorners: corners });
  }
  const floors = rules.mode === 'nearest' && rules.coordinates === 'asymmetric' && rules.nearest === 'floor' && exact;
  return floors ? T.interpolate(x, { size, mode: 'nearest' }) : null;
}

function resize(c: Call): Tensor {
  const x = c.x(0);
  const rules: Rules = {
    mode: c.string('mode', 'nearest'),
    coordinates: c.string('coordinate_transformation_mode', c.op === 'Upsample' ? 'asymmetric' : 'half_pixel'),
    nearest: c.string('nearest_mode', c.op === 'Upsample' ? 'floor' : 'round_prefer_floor'),
    cubicA: c.float('cubic_coeff_a', -0.75),
    excludeOutside: c.int('exclude_outside', 0) === 1,
    antialias: c.int('antialias', 0) === 1,
  };
  if (!T.isFloatingPoint(x)) throw new OutOfScope('resizing whole numbers');
  const axes = axesOf(c, x);
  const direct = byInterpolate(x, axes, rules);
  if (direct !== null) return direct;
  const crop = rules.coordinates === 'tf_crop_and_resize';
  return axes.reduce((y, axis) => {
    if (!crop && axis.size === axis.out && axis.scale === 1) return y;
    const { weights, outside } = matrixOf(axis, rules);
    const matrix = T.tensor(weights, { shape: [axis.out, axis.size], dtype: x.dtype });
    const moved = T.matmul(T.movedim(y, axis.dim, -1), matrix.t());
    const kept = crop ? T.where(T.tensor(outside), T.full([], c.float('extrapolation_value', 0)), moved) : moved;
    return T.movedim(kept, -1, axis.dim).to(x.dtype);
  }, x);
}

const MODES: Readonly<Record<string, 'bilinear' | 'nearest' | 'bicubic'>> = {
  linear: 'bilinear',
  bilinear: 'bilinear',
  nearest: 'nearest',
  cubic: 'bicubic',
  bicubic: 'bicubic',
};

function gridSample(c: Call): Tensor {
  const mode = MODES[c.string('mode', 'linear')];
  const paddingMode = c.string('padding_mode', 'zeros') as 'zeros' | 'border' | 'reflection';
  return T.gridSample(c.x(0), c.x(1), { mode, paddingMode, alignCorners: c.int('align_corners', 0) === 1 });
}

function affineGrid(c: Call): Tensor {
  return T.affineGrid(c.x(0), c.numbers(1) ?? [], { alignCorners: c.int('align_corners', 0) === 1 });
}

export const RESIZE: Adapters = { Resize: resize, Upsample: resize, GridSample: gridSample, AffineGrid: affineGrid };
