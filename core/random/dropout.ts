/** Dropout and its relatives: noise in training, the identity in evaluation. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { defineComposite } from '../ops/define.ts';
import { Tensor } from '../tensor/tensor.ts';
import { fillBernoulli } from './distributions.ts';
import { defaultGenerator } from './generator.ts';

/** Ones with probability `keep`, else zeros. */
function mask(shape: number[], like: Tensor, keep: number): Tensor {
  const noise = Tensor.empty(shape, like.dtype, like.device);
  if (noise.device === 'cpu') fillBernoulli(noise.array, keep, defaultGenerator);
  return noise;
}

/** Throws ArgumentError unless `p` is a probability. */
export function checkDropout(p: number, op: string): void {
  if (!(p >= 0 && p <= 1))
    throw new ArgumentError(`${op}: the dropout probability must lie in [0, 1], got ${p}`, { op });
}

/** One draw per element, or per channel: `shape` of the noise broadcasts over the input. */
function drop(input: Tensor, p: number, training: boolean, shape: number[]): Tensor {
  if (p === 0 || !training || input.numel() === 0) return input;
  if (p === 1) return input.mul(input.zerosLike());
  const noise = mask(shape, input, 1 - p);
  return input.mul(noise.div(1 - p));
}

defineComposite({
  name: 'dropout',
  family: 'random',
  signature: 'dropout(input: Tensor, p: number = 0.5, training: boolean = true)',
  doc: 'In training sets each element to 0 with probability `p` and scales the others by 1 / (1 - p), so that the expected value stays. The mask is the one that PyTorch draws for the seed.',
  example: 'manualSeed(0); dropout(ones([6]), 0.5)',
  method: false,
  body: (input: Tensor, p: number, training: boolean) => {
    checkDropout(p, 'dropout');
    return drop(input, p, training, input.shape.slice());
  },
});

function channelNoise(input: Tensor, op: string, ranks: readonly number[]): number[] {
  const rank = input.shape.length;
  if (!ranks.includes(rank)) {
    throw new ShapeError(
      `${op}: expected a tensor of ${ranks.join(' or ')} dimensions, got ${formatShape(input.shape)}`,
      {
        op,
        operands: [{ name: 'input', shape: input.shape }],
        fix: ranks[0] === 2 ? 'Shapes are (channels, length) or (batch, channels, length).' : undefined,
      },
    );
  }
  const batched = rank === ranks[ranks.length - 1];
  return input.shape.map((size, axis) => (axis < (batched ? 2 : 1) ? size : 1));
}

for (const [name, space] of [
  ['dropout1d', 1],
  ['dropout2d', 2],
  ['dropout3d', 3],
] as const) {
  defineComposite({
    name,
    family: 'random',
    signature: `${name}(input: Tensor, p: number = 0.5, training: boolean = true)`,
    doc: `Drops whole channels with probability \`p\` in training: the input is (batch, channels, ${['length', 'height, width', 'depth, height, width'][space - 1]}).`,
    method: false,
    body: (input: Tensor, p: number, training: boolean) => {
      checkDropout(p, name);
      // PyTorch's dropout2d also takes (batch, channels, length), which it reads as batched.
      const shape =
        name === 'dropout2d' && input.shape.length === 3
          ? [input.shape[0], input.shape[1], 1]
          : channelNoise(input, name, [space + 1, space + 2]);
      return drop(input, p, training, shape);
    },
  });
}

/** SELU tends to -SATURATION for large negative inputs (its scale times its alpha). */
const SATURATION = 1.7580993408473766;

/** Dropped elements take SELU's saturation value; an affine map then restores mean 0 and variance 1. */
function alphaDrop(input: Tensor, p: number, training: boolean, shape: number[]): Tensor {
  if (p === 0 || !training || input.numel() === 0) return input;
  if (p === 1) return input.mul(input.zerosLike());
  const noise = mask(shape, input, 1 - p);
  const a = 1 / Math.sqrt((SATURATION * SATURATION * p + 1) * (1 - p));
  const b = noise
    .sub(1)
    .mul(SATURATION * a)
    .add(SATURATION * a * p);
  return input.mul(noise.mul(a)).add(b);
}

defineComposite({
  name: 'alphaDropout',
  family: 'random',
  signature: 'alphaDropout(input: Tensor, p: number = 0.5, training: boolean = false)',
  doc: 'Dropout for SELU networks: keeps mean 0 and variance 1 (Klambauer et al. 2017).',
  method: false,
  body: (input: Tensor, p: number, training: boolean) => {
    checkDropout(p, 'alphaDropout');
    return alphaDrop(input, p, training, input.shape.slice());
  },
});

defineComposite({
  name: 'featureAlphaDropout',
  family: 'random',
  signature: 'featureAlphaDropout(input: Tensor, p: number = 0.5, training: boolean = false)',
  doc: 'Alpha dropout of whole channels.',
  method: false,
  body: (input: Tensor, p: number, training: boolean) => {
    checkDropout(p, 'featureAlphaDropout');
    return alphaDrop(
      input,
      p,
      training,
      input.shape.map((size, axis) => (axis < 2 ? size : 1)),
    );
  },
});
