/**
 * Augmentation of images [..., height, width] and of batches: functions of tensors, random ones from a generator.
 * Gradients flow through all but the random choices.
 */
import * as F from '../api.gen.ts';
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { make } from '../ops/creation.ts';
import { fillNormal, permutation } from '../random/distributions.ts';
import type { Generator } from '../random/generator.ts';
import { Tensor } from '../tensor/tensor.ts';
import { generatorOf, type SeedOptions } from './generated.ts';

function checkImage(x: Tensor, name: string): [height: number, width: number] {
  const rank = x.shape.length;
  if (rank < 2)
    throw new ShapeError(`${name}: an image is [..., height, width], got ${formatShape(x.shape)}`, {
      op: name,
      operands: [{ name: 'x', shape: x.shape }],
    });
  return [x.shape[rank - 2], x.shape[rank - 1]];
}

/** Mirrored left to right. */
export function hflip(x: Tensor): Tensor {
  checkImage(x, 'hflip');
  return x.flip([-1]);
}
/** Mirrored top to bottom. */
export function vflip(x: Tensor): Tensor {
  checkImage(x, 'vflip');
  return x.flip([-2]);
}

/** The rectangle of the given size with its upper left corner at (top, left). */
export function crop(x: Tensor, top: number, left: number, height: number, width: number): Tensor {
  const [h, w] = checkImage(x, 'crop');
  if (!(top >= 0 && left >= 0 && height > 0 && width > 0 && top + height <= h && left + width <= w)) {
    throw new ArgumentError(
      `crop: rows ${top} to ${top + height}, columns ${left} to ${left + width} do not lie in an image of ${h} x ${w}`,
      { op: 'crop', fix: 'Pad the image first, or use a smaller size.' },
    );
  }
  return x.narrow(-2, top, height).narrow(-1, left, width);
}

const pair = (size: number | readonly [number, number]): readonly [number, number] =>
  typeof size === 'number' ? [size, size] : size;

/** The middle of the image. */
export function centerCrop(x: Tensor, size: number | readonly [number, number]): Tensor {
  const [h, w] = checkImage(x, 'centerCrop');
  const [height, width] = pair(size);
  return crop(x, Math.round((h - height) / 2), Math.round((w - width) / 2), height, width);
}

/** A rectangle at a random place, after zero `padding` on all sides. */
export function randomCrop(
  x: Tensor,
  size: number | readonly [number, number],
  options: SeedOptions & { padding?: number } = {},
): Tensor {
  const { padding = 0 } = options;
  const padded = padding > 0 ? F.pad(x, [padding, padding, padding, padding]) : x;
  const [h, w] = checkImage(padded, 'randomCrop');
  const [height, width] = pair(size);
  const generator = generatorOf(options);
  const top = generator.random() % Math.max(1, h - height + 1);
  const left = generator.random() % Math.max(1, w - width + 1);
  return crop(padded, top, left, height, width);
}

/** Turned counter-clockwise about the centre by `degrees`; what comes from outside is 0. Images of 2 to 4 dimensions. */
export function rotate(x: Tensor, degrees: number, options: { mode?: 'bilinear' | 'nearest' } = {}): Tensor {
  const [h, w] = checkImage(x, 'rotate');
  if (x.shape.length > 4)
    throw new ShapeError(`rotate: at most [batch, channels, height, width], got ${formatShape(x.shape)}`, {
      op: 'rotate',
    });
  const four = x.reshape([...new Array<number>(4 - x.shape.length).fill(1), ...x.shape]);
  const n = four.shape[0];
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  // Where each pixel comes from, in coordinates from -1 to 1 along each side; rows count downwards.
  const theta = make([n, 2, 3], x.dtype, x.device, false, (out) => {
    for (let i = 0; i < n; i++) out.set([cos, (-sin * h) / w, 0, (sin * w) / h, cos, 0], i * 6);
  });
  const grid = F.affineGrid(theta, four.shape.slice(), { alignCorners: false });
  const turned = F.gridSample(four, grid, { mode: options.mode ?? 'bilinear', alignCorners: false });
  return turned.reshape(x.shape.slice());
}

/** Normal noise of the given standard deviation added. */
export function noise(x: Tensor, std: number, options: SeedOptions = {}): Tensor {
  const generator = generatorOf(options);
  return x.add(
    make(x.shape.slice(), x.dtype, x.device, false, (out) => fillNormal(out as Float32Array, 0, std, generator)),
  );
}

/** (x - mean) / std for each channel of [..., channels, height, width]. */
export function normalize(x: Tensor, mean: number | readonly number[], std: number | readonly number[]): Tensor {
  const perChannel = (value: number | readonly number[], name: string): Tensor => {
    const values = typeof value === 'number' ? [value] : value;
    const channels = x.shape[x.shape.length - 3] ?? 1;
    if (values.length !== 1 && values.length !== channels)
      throw new ShapeError(
        `normalize: ${values.length} values of ${name} for ${channels} channels of ${formatShape(x.shape)}`,
        { op: 'normalize', operands: [{ name: 'x', shape: x.shape }] },
      );
    if (name === 'std' && values.some((v) => v === 0))
      throw new ArgumentError('normalize: std is 0', { op: 'normalize' });
    return make([values.length, 1, 1], x.dtype, x.device, false, (out) => out.set(values));
  };
  return x.sub(perChannel(mean, 'mean')).div(perChannel(std, 'std'));
}

/** A square of `size` pixels at a random place set to `value` (DeVries and Taylor, 2017); it may reach over the border. */
export function cutout(x: Tensor, size: number, options: SeedOptions & { value?: number } = {}): Tensor {
  const [h, w] = checkImage(x, 'cutout');
  const generator = generatorOf(options);
  const top = (generator.random() % h) - Math.floor(size / 2);
  const left = (generator.random() % w) - Math.floor(size / 2);
  return x.maskedFill(box(h, w, top, left, size, size, x), options.value ?? 0);
}

function box(h: number, w: number, top: number, left: number, height: number, width: number, like: Tensor): Tensor {
  return make([h, w], 'bool', like.device, false, (out) => {
    for (let i = Math.max(0, top); i < Math.min(h, top + height); i++) {
      for (let j = Math.max(0, left); j < Math.min(w, left + width); j++) out[i * w + j] = 1;
    }
  });
}

/** Gamma(shape, 1) by Marsaglia and Tsang (2000). */
function gamma(shape: number, generator: Generator): number {
  if (shape < 1) return gamma(shape + 1, generator) * generator.uniform53() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = generator.normal();
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - generator.uniform53()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
}

export interface MixOptions extends SeedOptions {
  /** Weights are drawn from Beta(alpha, alpha) (default 1: uniform). */
  readonly alpha?: number;
}

/** A mixed batch: the loss is `lambda * loss(out, targets) + (1 - lambda) * loss(out, others)`. */
export interface Mixed {
  readonly inputs: Tensor;
  readonly targets: Tensor;
  readonly others: Tensor;
  readonly lambda: number;
}

function partners(
  inputs: Tensor,
  targets: Tensor,
  options: MixOptions,
  name: string,
): { order: Tensor; lambda: number; generator: Generator } {
  const { alpha = 1 } = options;
  if (!(alpha > 0)) throw new ArgumentError(`${name}: alpha must be positive, got ${alpha}`, { op: name });
  const n = inputs.shape[0];
  if (targets.shape[0] !== n)
    throw new ShapeError(`${name}: ${n} inputs and ${targets.shape[0]} targets`, {
      op: name,
      operands: [
        { name: 'inputs', shape: inputs.shape, axes: [0] },
        { name: 'targets', shape: targets.shape, axes: [0] },
      ],
    });
  const generator = generatorOf(options);
  const [a, b] = [gamma(alpha, generator), gamma(alpha, generator)];
  return { order: Tensor.wrap(permutation(n, generator), [n], 'int32'), lambda: a / (a + b), generator };
}

/** Each input averaged with another one of the batch (Zhang et al., 2018). */
export function mixup(inputs: Tensor, targets: Tensor, options: MixOptions = {}): Mixed {
  const { order, lambda } = partners(inputs, targets, options, 'mixup');
  return {
    inputs: inputs.mul(lambda).add(inputs.indexSelect(0, order).mul(1 - lambda)),
    targets,
    others: targets.indexSelect(0, order),
    lambda,
  };
}

/** A rectangle of each input replaced by another one's (Yun et al., 2019); lambda is the share that stays. */
export function cutmix(inputs: Tensor, targets: Tensor, options: MixOptions = {}): Mixed {
  const { order, lambda, generator } = partners(inputs, targets, options, 'cutmix');
  const [h, w] = checkImage(inputs, 'cutmix');
  const side = Math.sqrt(1 - lambda);
  const [height, width] = [Math.round(h * side), Math.round(w * side)];
  const [top, left] = [generator.random() % (h - height + 1), generator.random() % (w - width + 1)];
  const mask = box(h, w, top, left, height, width, inputs);
  return {
    inputs: mask.where(inputs.indexSelect(0, order), inputs),
    targets,
    others: targets.indexSelect(0, order),
    lambda: 1 - (height * width) / (h * w),
  };
}
