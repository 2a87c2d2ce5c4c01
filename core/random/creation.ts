/** Functions that return random tensors. All draw from the default generator unless they are given one. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { getDefaultDtype, make } from '../ops/creation.ts';
import { defineComposite } from '../ops/define.ts';
import { type DType, dtypeOf, isFloat } from '../tensor/dtype.ts';
import { Tensor } from '../tensor/tensor.ts';
import {
  type FloatArray,
  fillBernoulli,
  fillBernoulliFrom,
  fillIntegers,
  fillNormal,
  fillUniform,
  permutation,
} from './distributions.ts';
import { defaultGenerator, type Generator } from './generator.ts';
import { multinomialIndices } from './multinomial.ts';

const OPTIONS = '*, generator?: Generator, dtype?: DType, device?: string, requiresGrad: boolean = false';
const LIKE = '*, dtype?: DType, device?: string, requiresGrad: boolean = false, generator?: Generator';

/** A new floating-point tensor filled from a generator. */
function draw(
  op: string,
  shape: readonly number[],
  dtype: DType,
  device: string | null,
  requiresGrad: boolean,
  fill: (array: FloatArray) => void,
): Tensor {
  if (!isFloat(dtype)) {
    throw new ArgumentError(`${op}: the dtype must be floating-point, not ${dtype}`, {
      op,
      fix: 'For whole numbers use randint.',
    });
  }
  return make(shape.slice(), dtype, device, requiresGrad, (array) => fill(array as FloatArray));
}

type Draw = (array: FloatArray, generator: Generator) => void;

function defineDraws(name: string, what: string, fill: Draw): void {
  defineComposite({
    name,
    family: 'random',
    signature: `${name}(...size: number[], ${OPTIONS})`,
    doc: `A tensor of ${what}. The same seed gives PyTorch's numbers.`,
    example: `manualSeed(0); ${name}([2, 3])`,
    method: false,
    body: (
      size: number[],
      generator: Generator | null,
      dtype: string | null,
      device: string | null,
      requiresGrad: boolean,
    ) =>
      draw(name, size, dtype ? dtypeOf(dtype) : getDefaultDtype(), device, requiresGrad, (a) =>
        fill(a, generator ?? defaultGenerator),
      ),
  });
  defineComposite({
    name: `${name}Like`,
    family: 'random',
    signature: `${name}Like(input: Tensor, ${LIKE})`,
    doc: `A tensor of ${what}, with the shape and dtype of the input.`,
    method: false,
    body: (
      input: Tensor,
      dtype: string | null,
      device: string | null,
      requiresGrad: boolean,
      generator: Generator | null,
    ) =>
      draw(
        `${name}Like`,
        input.shape,
        dtype ? dtypeOf(dtype) : input.dtype,
        device ?? input.device,
        requiresGrad,
        (a) => fill(a, generator ?? defaultGenerator),
      ),
  });
}

defineDraws('rand', 'uniform numbers in [0, 1)', (a, g) => fillUniform(a, 0, 1, g));
defineDraws('randn', 'standard normal numbers', (a, g) => fillNormal(a, 0, 1, g));

const INTEGERS = '*, generator?: Generator, dtype?: DType, device?: string, requiresGrad: boolean = false';

defineComposite({
  name: 'randint',
  family: 'random',
  signature: [
    `randint(low: number, high: number, size: number[], ${INTEGERS})`,
    `randint(high: number, size: number[], ${INTEGERS})`,
  ],
  doc: 'A tensor of whole numbers from `low` (0) up to but without `high`, int32 unless told otherwise.',
  example: 'manualSeed(0); randint(0, 10, [5])',
  method: false,
  body: (first: number, ...rest: unknown[]) => {
    const [low, high, size, ...options] = (Array.isArray(rest[0]) ? [0, first, ...rest] : [first, ...rest]) as [
      number,
      number,
      number[],
      ...unknown[],
    ];
    const [generator, dtype, device, requiresGrad] = options as [
      Generator | null,
      string | null,
      string | null,
      boolean,
    ];
    return make(size.slice(), dtype ? dtypeOf(dtype) : 'int32', device, requiresGrad, (a) =>
      fillIntegers(a, low, high, generator ?? defaultGenerator),
    );
  },
});

defineComposite({
  name: 'randintLike',
  family: 'random',
  signature: [
    'randintLike(input: Tensor, low: number, high: number, *, dtype?: DType, generator?: Generator)',
    'randintLike(input: Tensor, high: number, *, dtype?: DType, generator?: Generator)',
  ],
  doc: 'A tensor of whole numbers from `low` (0) up to but without `high`, with the shape and dtype of the input.',
  method: false,
  body: (input: Tensor, ...rest: unknown[]) => {
    const [low, high, dtype, generator] = (typeof rest[1] === 'number' ? rest : [0, ...rest]) as [
      number,
      number,
      string | null,
      Generator | null,
    ];
    return make(input.shape.slice(), dtype ? dtypeOf(dtype) : input.dtype, input.device, false, (a) =>
      fillIntegers(a, low, high, generator ?? defaultGenerator),
    );
  },
});

defineComposite({
  name: 'randperm',
  family: 'random',
  signature: 'randperm(n: number, *, generator?: Generator, dtype?: DType, device?: string)',
  doc: 'The whole numbers from 0 to `n` - 1 in random order, int32 unless told otherwise.',
  example: 'manualSeed(0); randperm(5)',
  method: false,
  body: (n: number, generator: Generator | null, dtype: string | null, device: string | null) => {
    if (!(Number.isInteger(n) && n >= 0))
      throw new ArgumentError(`randperm: n must be a whole number, 0 or more, got ${n}`, { op: 'randperm' });
    return make([n], dtype ? dtypeOf(dtype) : 'int32', device, false, (a) =>
      a.set(permutation(n, generator ?? defaultGenerator)),
    );
  },
});

defineComposite({
  name: 'normal',
  family: 'random',
  signature: [
    `normal(mean: number, std: number, size: number[], ${OPTIONS})`,
    'normal(mean: Tensor, std: Tensor | number = 1, *, generator?: Generator)',
    'normal(mean: number, std: Tensor, *, generator?: Generator)',
  ],
  doc: 'Normal numbers with the given mean and standard deviation; either may be a tensor with one value per element.',
  example: 'manualSeed(0); normal(2, 0.5, [4])',
  method: false,
  body: (mean: number | Tensor, std: number | Tensor, ...rest: unknown[]) => {
    if (typeof mean === 'number' && typeof std === 'number') {
      const [size, generator, dtype, device, requiresGrad] = rest as [
        number[],
        Generator | null,
        string | null,
        string | null,
        boolean,
      ];
      return draw('normal', size, dtype ? dtypeOf(dtype) : getDefaultDtype(), device, requiresGrad, (a) =>
        fillNormal(a, mean, std, generator ?? defaultGenerator),
      );
    }
    const like =
      mean instanceof Tensor && std instanceof Tensor
        ? mean.detach().add(std.detach())
        : mean instanceof Tensor
          ? mean
          : (std as Tensor);
    const z = draw('normal', like.shape, like.dtype, like.device, false, (a) =>
      fillNormal(a, 0, 1, (rest[0] as Generator | null) ?? defaultGenerator),
    );
    return z.mul(std instanceof Tensor ? std.detach() : std).add(mean instanceof Tensor ? mean.detach() : mean);
  },
});

defineComposite({
  name: 'bernoulli',
  family: 'random',
  signature: [
    'bernoulli(input: Tensor, p: number, *, generator?: Generator)',
    'bernoulli(input: Tensor, *, generator?: Generator)',
  ],
  doc: 'Ones and zeros: each element is 1 with the probability that the input holds there (or `p`).',
  example: 'manualSeed(0); bernoulli(full([5], 0.3))',
  body: (input: Tensor, ...rest: unknown[]) => {
    const p = typeof rest[0] === 'number' ? rest[0] : null;
    const generator = ((p === null ? rest[0] : rest[1]) as Generator | null) ?? defaultGenerator;
    if (p === null && !isFloat(input.dtype)) {
      throw new ArgumentError(`bernoulli: the probabilities must be floating-point, not ${input.dtype}`, {
        op: 'bernoulli',
        fix: 'Convert them: x.float().',
      });
    }
    return make(input.shape.slice(), input.dtype, input.device, false, (a) => {
      if (p === null) fillBernoulliFrom(a, input.data as FloatArray, generator);
      else fillBernoulli(a, p, generator);
    });
  },
});

defineComposite({
  name: 'multinomial',
  family: 'random',
  signature: 'multinomial(input: Tensor, numSamples: number, replacement: boolean = false, *, generator?: Generator)',
  doc: 'Indices drawn in proportion to the weights in the input (one distribution, or one a row), int32.',
  example: 'manualSeed(0); multinomial(tensor([0.1, 0.2, 0.7]), 2)',
  body: (input: Tensor, numSamples: number, replacement: boolean, generator: Generator | null) => {
    if (input.shape.length !== 1 && input.shape.length !== 2) {
      throw new ShapeError(`multinomial: the weights must have 1 or 2 dimensions, got ${formatShape(input.shape)}`, {
        op: 'multinomial',
        operands: [{ name: 'input', shape: input.shape }],
      });
    }
    if (!isFloat(input.dtype)) {
      throw new ArgumentError(`multinomial: the weights must be floating-point, not ${input.dtype}`, {
        op: 'multinomial',
        fix: 'Convert them: x.float().',
      });
    }
    const rows = input.shape.length === 2 ? input.shape[0] : 1;
    const shape = input.shape.length === 2 ? [rows, numSamples] : [numSamples];
    return make(shape, 'int32', input.device, false, (a) =>
      a.set(multinomialIndices(input.data as FloatArray, rows, numSamples, replacement, generator ?? defaultGenerator)),
    );
  },
});
