/** Unequal classes and unequal lengths: counts, weights, and batches of like lengths. */
import { ArgumentError } from '../errors.ts';
import { make } from '../ops/creation.ts';
import { permutation } from '../random/distributions.ts';
import { Tensor } from '../tensor/tensor.ts';
import { generatorOf, type SeedOptions } from './generated.ts';

type Labels = Tensor | ArrayLike<number>;
const valuesOf = (labels: Labels): ArrayLike<number> => (labels instanceof Tensor ? labels.data : labels);

/** Samples in each class 0 to `numClasses` - 1. */
export function classCounts(labels: Labels, numClasses?: number): number[] {
  const values = valuesOf(labels);
  let size = numClasses ?? 0;
  if (numClasses === undefined) for (let i = 0; i < values.length; i++) size = Math.max(size, values[i] + 1);
  const counts = new Array<number>(size).fill(0);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isInteger(values[i]) || values[i] < 0 || values[i] >= size)
      throw new ArgumentError(`classCounts: label ${values[i]} of sample ${i} is not a class from 0 to ${size - 1}`, {
        op: 'classCounts',
      });
    counts[values[i]]++;
  }
  return counts;
}

export interface ClassWeightOptions {
  readonly numClasses?: number;
  /** Class-balanced weights (1 - beta) / (1 - beta^n) of Cui et al. (2019); default n_total / (classes n), sklearn's "balanced". */
  readonly beta?: number;
}

/** A weight per class, larger for rare ones: float32 [classes], for the `weight` of a loss. An absent class gets 0. */
export function classWeights(labels: Labels, options: ClassWeightOptions = {}): Tensor {
  const counts = classCounts(labels, options.numClasses);
  const total = counts.reduce((a, b) => a + b, 0);
  const { beta } = options;
  const weight = (n: number): number =>
    n === 0 ? 0 : beta === undefined ? total / (counts.length * n) : (1 - beta) / (1 - beta ** n);
  return make([counts.length], 'float32', null, false, (out) => out.set(counts.map(weight)));
}

/** A weight per sample, one over the size of its class: for WeightedRandomSampler. */
export function sampleWeights(labels: Labels): number[] {
  const counts = classCounts(labels);
  return Array.from(valuesOf(labels), (label) => 1 / counts[label]);
}

/** Batches of samples of like length, so that little is padded; batches (and equal lengths) in random order. */
export class BucketBatchSampler implements Iterable<number[]> {
  private readonly lengths: readonly number[];
  private readonly batchSize: number;
  private readonly options: SeedOptions & { shuffle?: boolean };

  constructor(lengths: Iterable<number>, batchSize: number, options: SeedOptions & { shuffle?: boolean } = {}) {
    this.lengths = [...lengths];
    this.batchSize = batchSize;
    this.options = options;
    if (!Number.isInteger(batchSize) || batchSize < 1)
      throw new ArgumentError(`BucketBatchSampler: batchSize must be a positive whole number, got ${batchSize}`, {
        op: 'BucketBatchSampler',
      });
  }
  get length(): number {
    return Math.ceil(this.lengths.length / this.batchSize);
  }
  *[Symbol.iterator](): Iterator<number[]> {
    const n = this.lengths.length;
    const shuffle = this.options.shuffle ?? true;
    const generator = generatorOf(this.options);
    const order = shuffle ? [...permutation(n, generator)] : Array.from({ length: n }, (_, i) => i);
    order.sort((a, b) => this.lengths[a] - this.lengths[b]);
    const count = this.length;
    const turns = shuffle ? permutation(count, generator) : Int32Array.from({ length: count }, (_, i) => i);
    for (const k of turns) yield order.slice(k * this.batchSize, (k + 1) * this.batchSize);
  }
}
