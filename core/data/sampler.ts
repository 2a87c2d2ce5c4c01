/** In which order samples are read (torch.utils.data.sampler): iterables of indices. */

import { ArgumentError } from '../errors.ts';
import { functionOf } from '../ops/derive.ts';
import { fillIntegers, permutation, randomInt64 } from '../random/distributions.ts';
import { defaultGenerator, Generator } from '../random/generator.ts';
import { Tensor } from '../tensor/tensor.ts';

interface Sized {
  readonly length: number;
}

/** A generator as an option, or as PyTorch's positional last argument. */
interface RandomOptions {
  readonly generator?: Generator | null;
}

/** 0, 1, 2, ... */
export class SequentialSampler implements Iterable<number> {
  readonly dataSource: Sized;
  constructor(dataSource: Sized) {
    this.dataSource = dataSource;
  }
  get length(): number {
    return this.dataSource.length;
  }
  *[Symbol.iterator](): Iterator<number> {
    for (let i = 0; i < this.dataSource.length; i++) yield i;
  }
}

/**
 * A new random order on every pass. Without a generator of its own, one is seeded from the default generator each time:
 * that is what makes shuffling follow manualSeed as in PyTorch.
 */
export class RandomSampler implements Iterable<number> {
  readonly dataSource: Sized;
  readonly replacement: boolean;
  private readonly count: number | null;
  readonly generator: Generator | null;

  constructor(dataSource: Sized, options: RandomOptions & { replacement?: boolean; numSamples?: number | null } = {}) {
    this.dataSource = dataSource;
    this.replacement = options.replacement ?? false;
    this.count = options.numSamples ?? null;
    this.generator = options.generator ?? null;
    if (this.count !== null && !(Number.isInteger(this.count) && this.count > 0))
      throw new ArgumentError(`RandomSampler: numSamples must be a positive whole number, got ${this.count}`);
  }
  get length(): number {
    return this.count ?? this.dataSource.length;
  }
  *[Symbol.iterator](): Iterator<number> {
    const n = this.dataSource.length;
    const generator = this.generator ?? new Generator().manualSeed(randomInt64(defaultGenerator));
    if (this.replacement) {
      for (let left = this.length; left > 0; left -= 32) {
        const draws = new Int32Array(Math.min(32, left));
        fillIntegers(draws, 0, n, generator);
        yield* draws;
      }
      return;
    }
    for (let i = 0; i < Math.floor(this.length / n); i++) yield* permutation(n, generator);
    // PyTorch draws a last permutation also when nothing of it is used.
    yield* permutation(n, generator).subarray(0, this.length % n);
  }
}

/** The given indices in random order. */
export class SubsetRandomSampler implements Iterable<number> {
  readonly indices: readonly number[];
  readonly generator: Generator;
  constructor(indices: Iterable<number>, generator: Generator | RandomOptions | null = null) {
    this.indices = [...indices];
    this.generator = (generator instanceof Generator ? generator : generator?.generator) ?? defaultGenerator;
  }
  get length(): number {
    return this.indices.length;
  }
  *[Symbol.iterator](): Iterator<number> {
    for (const i of permutation(this.indices.length, this.generator)) yield this.indices[i];
  }
}

/** Indices drawn with the given weights. */
export class WeightedRandomSampler implements Iterable<number> {
  readonly weights: Tensor;
  readonly length: number;
  readonly replacement: boolean;
  readonly generator: Generator | null;

  constructor(
    weights: Tensor | readonly number[],
    numSamples: number,
    replacement: boolean | (RandomOptions & { replacement?: boolean }) = true,
    generator: Generator | null = null,
  ) {
    if (!(Number.isInteger(numSamples) && numSamples > 0))
      throw new ArgumentError(`WeightedRandomSampler: numSamples must be a positive whole number, got ${numSamples}`);
    const named = typeof replacement === 'object';
    this.weights =
      weights instanceof Tensor
        ? weights
        : functionOf<(d: readonly number[], o: object) => Tensor>('tensor')(weights, { dtype: 'float64' });
    this.length = numSamples;
    this.replacement = named ? (replacement.replacement ?? true) : replacement;
    this.generator = (named ? replacement.generator : generator) ?? null;
  }
  *[Symbol.iterator](): Iterator<number> {
    const draw = functionOf<(w: Tensor, n: number, r: boolean, o: object) => Tensor>('multinomial');
    yield* draw(this.weights, this.length, this.replacement, this.generator ? { generator: this.generator } : {}).data;
  }
}

/** Indices of another sampler in batches. */
export class BatchSampler implements Iterable<number[]> {
  readonly sampler: Iterable<number> & Partial<Sized>;
  readonly batchSize: number;
  readonly dropLast: boolean;

  constructor(
    sampler: Iterable<number> & Partial<Sized>,
    batchSize: number,
    dropLast: boolean | { dropLast?: boolean } = false,
  ) {
    if (!(Number.isInteger(batchSize) && batchSize > 0))
      throw new ArgumentError(`BatchSampler: batchSize must be a positive whole number, got ${batchSize}`, {
        fix: 'For example { batchSize: 32 }.',
      });
    this.sampler = sampler;
    this.batchSize = batchSize;
    this.dropLast = typeof dropLast === 'object' ? (dropLast.dropLast ?? false) : dropLast;
  }
  get length(): number {
    const n = this.sampler.length ?? 0;
    return this.dropLast ? Math.floor(n / this.batchSize) : Math.ceil(n / this.batchSize);
  }
  *[Symbol.iterator](): Iterator<number[]> {
    let batch: number[] = [];
    for (const i of this.sampler) {
      batch.push(i);
      if (batch.length < this.batchSize) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0 && !this.dropLast) yield batch;
  }
}
