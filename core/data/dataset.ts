/** Data sets: anything with a length and a way to get the i-th sample (torch.utils.data). */

import { ArgumentError, formatShape, IndexError, ShapeError } from '../errors.ts';
import { permutation } from '../random/distributions.ts';
import { defaultGenerator, type Generator } from '../random/generator.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** Base of map-style data sets. Override `get length()` and `get(i)`. */
export abstract class Dataset<Sample = unknown> {
  abstract get length(): number;
  /** The i-th sample, 0 <= i < length. May return a promise when the loader is read with `for await`. */
  abstract get(index: number): Sample;
}

/** Base of data sets that are only read in order. Override `[Symbol.iterator]`. */
export abstract class IterableDataset<Sample = unknown> {
  abstract [Symbol.iterator](): Iterator<Sample>;
}

/** Samples are the i-th entries of tensors of equal first size. */
export class TensorDataset extends Dataset<Tensor[]> {
  readonly tensors: readonly Tensor[];

  constructor(...tensors: Tensor[]) {
    super();
    const sizes = tensors.map((t) => t.shape[0]);
    if (tensors.length === 0 || tensors.some((t) => t.shape.length === 0 || t.shape[0] !== sizes[0])) {
      throw new ShapeError(
        `TensorDataset: the tensors must have the same first size, got ${tensors.map((t) => formatShape(t.shape)).join(', ')}`,
        {
          op: 'TensorDataset',
          operands: tensors.map((t, i) => ({ name: `tensors[${i}]`, shape: t.shape, axes: [0] })),
        },
      );
    }
    this.tensors = tensors;
  }
  override get length(): number {
    return this.tensors[0].shape[0];
  }
  override get(index: number): Tensor[] {
    return this.tensors.map((t) => t.select(0, index));
  }
}

/** Some samples of another data set, by index. */
export class Subset<Sample> extends Dataset<Sample> {
  readonly dataset: Dataset<Sample>;
  readonly indices: readonly number[];

  constructor(dataset: Dataset<Sample>, indices: Iterable<number>) {
    super();
    this.dataset = dataset;
    this.indices = [...indices];
  }
  override get length(): number {
    return this.indices.length;
  }
  override get(index: number): Sample {
    return this.dataset.get(this.indices[index]);
  }
}

/** Several data sets one after another. */
export class ConcatDataset<Sample> extends Dataset<Sample> {
  readonly datasets: readonly Dataset<Sample>[];

  constructor(datasets: readonly Dataset<Sample>[]) {
    super();
    if (datasets.length === 0) throw new ArgumentError('ConcatDataset: at least one data set is needed');
    this.datasets = datasets;
  }
  override get length(): number {
    return this.datasets.reduce((n, d) => n + d.length, 0);
  }
  override get(index: number): Sample {
    let rest = index;
    for (const d of this.datasets) {
      if (rest < d.length) return d.get(rest);
      rest -= d.length;
    }
    throw new IndexError(`ConcatDataset: index ${index} is out of range for ${this.length} samples`);
  }
}

/**
 * Splits at random into parts of the given sizes, or shares that sum to 1 (remainders go to the first parts in turn),
 * as torch.utils.data.random_split.
 */
export function randomSplit<Sample>(
  dataset: Dataset<Sample>,
  lengths: readonly number[],
  options: { generator?: Generator } | Generator = {},
): Subset<Sample>[] {
  const generator =
    ('generator' in options ? options.generator : 'manualSeed' in options ? (options as Generator) : undefined) ??
    defaultGenerator;
  const n = dataset.length;
  let sizes = [...lengths];
  const total = sizes.reduce((a, b) => a + b, 0);
  if (Math.abs(total - 1) < 1e-9 && sizes.every((s) => s >= 0 && s <= 1)) {
    sizes = sizes.map((s) => Math.floor(n * s));
    for (let i = 0, rest = n - sizes.reduce((a, b) => a + b, 0); i < rest; i++) sizes[i % sizes.length]++;
  } else if (total !== n) {
    throw new ArgumentError(
      `randomSplit: the lengths ${formatShape(lengths)} sum to ${total}, the data set has ${n} samples`,
      { op: 'randomSplit', fix: 'Give sizes that sum to the length, or shares that sum to 1.' },
    );
  }
  const order = permutation(n, generator);
  let at = 0;
  return sizes.map((size) => {
    const part = new Subset(dataset, order.subarray(at, at + size));
    at += size;
    return part;
  });
}
