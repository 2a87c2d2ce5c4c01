/** Methods that fill a tensor with random numbers. On a leaf that requires grad they run inside noGrad. */
import { DTypeError } from '../errors.ts';
import { defineComposite } from '../ops/define.ts';
import { assignInPlace } from '../ops/derive.ts';
import { isFloat } from '../tensor/dtype.ts';
import { Tensor } from '../tensor/tensor.ts';
import {
  type FloatArray,
  fillBernoulli,
  fillBernoulliFrom,
  fillCauchy,
  fillExponential,
  fillGeometric,
  fillIntegers,
  fillLogNormal,
  fillNormal,
  fillUniform,
} from './distributions.ts';
import { defaultGenerator, type Generator } from './generator.ts';

/** Overwrites `target` with what `fill` writes into dense memory of its size. */
function refill(target: Tensor, op: string, fill: (array: FloatArray) => void): Tensor {
  const fresh = Tensor.empty(target.shape.slice(), target.dtype, target.device);
  if (target.device === 'cpu') fill(fresh.array as FloatArray);
  return assignInPlace(target, fresh, op);
}

function needFloat(target: Tensor, op: string): void {
  if (!isFloat(target.dtype)) {
    throw new DTypeError(`${op}: the tensor must be floating-point, not ${target.dtype}`, {
      op,
      fix: 'Convert it: x.float().',
    });
  }
}

type Fill = (array: FloatArray, a: number, b: number, generator: Generator) => void;

/** A method with two numbers for parameters. */
function defineFill(name: string, params: string, doc: string, fill: Fill): void {
  defineComposite({
    name,
    family: 'random',
    signature: `${name}(input: Tensor, ${params}, *, generator?: Generator)`,
    doc,
    methodOnly: true,
    body: (input: Tensor, ...rest: unknown[]) => {
      needFloat(input, name);
      const generator = (rest[rest.length - 1] as Generator | null) ?? defaultGenerator;
      return refill(input, name, (array) => fill(array, rest[0] as number, rest[1] as number, generator));
    },
  });
}

defineFill('uniform_', 'from: number = 0, to: number = 1', 'Fills with uniform numbers in [from, to).', fillUniform);
defineFill('normal_', 'mean: number = 0, std: number = 1', 'Fills with normal numbers.', fillNormal);
defineFill(
  'exponential_',
  'lambd: number = 1',
  'Fills with exponential numbers of rate `lambd`.',
  (array, lambda, _, g) => fillExponential(array, lambda, g),
);
defineFill('cauchy_', 'median: number = 0, sigma: number = 1', 'Fills with Cauchy numbers.', fillCauchy);
defineFill(
  'logNormal_',
  'mean: number = 1, std: number = 2',
  'Fills with the exponentials of normal numbers.',
  fillLogNormal,
);
defineFill(
  'geometric_',
  'p: number',
  'Fills with the number of trials up to the first success of probability `p`.',
  (array, p, _, g) => fillGeometric(array, p, g),
);

defineComposite({
  name: 'bernoulli_',
  family: 'random',
  signature: 'bernoulli_(input: Tensor, p: Tensor | number = 0.5, *, generator?: Generator)',
  doc: 'Fills with ones (of probability `p`) and zeros.',
  methodOnly: true,
  body: (input: Tensor, p: Tensor | number, generator: Generator | null) =>
    refill(input, 'bernoulli_', (array) => {
      if (typeof p === 'number') fillBernoulli(array, p, generator ?? defaultGenerator);
      else fillBernoulliFrom(array, p.expand(input.shape).data as FloatArray, generator ?? defaultGenerator);
    }),
});

/** Whole numbers up to here are exact in the dtype. */
const EXACT = { float32: 2 ** 24, float64: 2 ** 53, int32: 2 ** 31 - 1, uint8: 255, bool: 1 };

defineComposite({
  name: 'random_',
  family: 'random',
  signature: [
    'random_(input: Tensor, from: number, to: number, *, generator?: Generator)',
    'random_(input: Tensor, to?: number, *, generator?: Generator)',
  ],
  doc: 'Fills with whole numbers from `from` (0) up to but without `to` (default: all that the dtype holds exactly).',
  methodOnly: true,
  body: (input: Tensor, ...rest: unknown[]) => {
    const [from, to] =
      typeof rest[1] === 'number'
        ? [rest[0] as number, rest[1]]
        : [0, (rest[0] as number | null) ?? EXACT[input.dtype] + 1];
    const generator = (rest[rest.length - 1] as Generator | null) ?? defaultGenerator;
    return refill(input, 'random_', (array) => fillIntegers(array, from, to, generator));
  },
});
