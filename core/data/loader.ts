/** Reading a data set in batches (torch.utils.data.DataLoader), in PyTorch's order for the same seed. */

import { ArgumentError } from '../errors.ts';
import { functionOf } from '../ops/derive.ts';
import { isOptions } from '../ops/signature.ts';
import { randomInt64 } from '../random/distributions.ts';
import { defaultGenerator, type Generator } from '../random/generator.ts';
import { Tensor } from '../tensor/tensor.ts';
import { type Dataset, IterableDataset, Subset, TensorDataset } from './dataset.ts';
import { BatchSampler, RandomSampler, SequentialSampler } from './sampler.ts';

/**
 * Samples to one batch: tensors are stacked, numbers and booleans become tensors (whole numbers int32), arrays and
 * objects are joined entry by entry, anything else is listed.
 */
export function defaultCollate(samples: readonly unknown[]): unknown {
  const [first] = samples;
  const tensor = functionOf<(d: readonly unknown[], o?: object) => Tensor>('tensor');
  if (first instanceof Tensor) return functionOf<(t: readonly Tensor[]) => Tensor>('stack')(samples as Tensor[]);
  if (typeof first === 'number') return tensor(samples, samples.every(Number.isInteger) ? { dtype: 'int32' } : {});
  if (typeof first === 'boolean') return tensor(samples);
  if (Array.isArray(first)) {
    if (samples.some((s) => !Array.isArray(s) || s.length !== first.length))
      throw new ArgumentError('DataLoader: samples of one batch differ in length', {
        fix: 'Pad them in collateFn, e.g. with nn.utils.rnn.padSequence.',
      });
    return first.map((_, i) => defaultCollate(samples.map((s) => (s as unknown[])[i])));
  }
  if (isOptions(first))
    return Object.fromEntries(
      Object.keys(first).map((key) => [key, defaultCollate(samples.map((s) => (s as Record<string, unknown>)[key]))]),
    );
  return [...samples];
}

export interface DataLoaderOptions<Sample = unknown, Batch = unknown> {
  /** Samples in a batch (default 1); null gives single samples. */
  readonly batchSize?: number | null;
  /** A new order on every pass. */
  readonly shuffle?: boolean;
  readonly sampler?: Iterable<number> | null;
  readonly batchSampler?: Iterable<number[]> | null;
  /** Leave out a last batch that is not full. */
  readonly dropLast?: boolean;
  readonly collateFn?: ((samples: Sample[]) => Batch) | null;
  readonly generator?: Generator | null;
}

type Batches<D> = D extends TensorDataset ? Tensor[] : never;

/** Batches of a data set. Read it with `for (const batch of loader)`, or `for await` where samples come as promises. */
export class DataLoader<
  D extends Dataset | IterableDataset = Dataset | IterableDataset,
  Batch = Batches<D> extends never ? unknown : Batches<D>,
> {
  readonly dataset: D;
  readonly batchSize: number | null;
  readonly dropLast: boolean;
  private readonly batches: Iterable<number[]> | null;
  private readonly single: Iterable<number> | null;
  private readonly collate: ((samples: never[]) => unknown) | null;
  private readonly generator: Generator | null;

  constructor(dataset: D, options: DataLoaderOptions<never, Batch> = {}) {
    const {
      batchSize = 1,
      shuffle = false,
      sampler = null,
      batchSampler = null,
      dropLast = false,
      collateFn = null,
      generator = null,
    } = options;
    const known = [
      'batchSize',
      'shuffle',
      'sampler',
      'batchSampler',
      'dropLast',
      'collateFn',
      'generator',
      'numWorkers',
      'pinMemory',
    ];
    const unknown = Object.keys(options).find((key) => !known.includes(key));
    if (unknown)
      throw new ArgumentError(`DataLoader: unknown option '${unknown}'`, {
        op: 'DataLoader',
        fix: `The options are ${known.join(', ')}.`,
      });
    if (sampler && shuffle) throw new ArgumentError('DataLoader: give either sampler or shuffle', { op: 'DataLoader' });
    if (batchSampler && (batchSize !== 1 || shuffle || sampler || dropLast))
      throw new ArgumentError('DataLoader: batchSampler replaces batchSize, shuffle, sampler and dropLast', {
        op: 'DataLoader',
      });
    this.dataset = dataset;
    this.batchSize = batchSampler ? null : batchSize;
    this.dropLast = dropLast;
    this.collate = collateFn as ((samples: never[]) => unknown) | null;
    this.generator = generator;
    if (dataset instanceof IterableDataset) {
      if (shuffle || sampler || batchSampler)
        throw new ArgumentError('DataLoader: an IterableDataset is read in its own order', { op: 'DataLoader' });
      this.single = null;
      this.batches = null;
      return;
    }
    const source = dataset as Dataset;
    const order = sampler ?? (shuffle ? new RandomSampler(source, { generator }) : new SequentialSampler(source));
    this.single = batchSize === null && !batchSampler ? order : null;
    this.batches = this.single ? null : (batchSampler ?? new BatchSampler(order, batchSize as number, dropLast));
  }

  /** Number of batches in one pass. */
  get length(): number {
    const counted = (this.batches ?? this.single) as { readonly length?: number } | null;
    if (counted?.length === undefined)
      throw new ArgumentError('DataLoader: its length is not known', {
        fix: 'Samplers need a length; an IterableDataset has none.',
      });
    return counted.length;
  }

  /** PyTorch draws a seed for worker processes at the start of every pass; so do we, to stay on its stream. */
  private begin(): void {
    randomInt64(this.generator ?? defaultGenerator);
  }

  private assemble(indices: readonly number[]): unknown {
    const fast = this.collate ? null : tensorRows(this.dataset, indices);
    if (fast) return fast;
    const samples = indices.map((i) => (this.dataset as Dataset).get(i));
    return this.finish(samples);
  }

  private finish(samples: unknown[]): unknown {
    return this.collate ? this.collate(samples as never[]) : defaultCollate(samples);
  }

  *[Symbol.iterator](): Generator_<Batch> {
    this.begin();
    if (this.dataset instanceof IterableDataset) yield* this.streamed(this.dataset);
    else if (this.single)
      for (const i of this.single)
        yield (
          this.collate ? this.collate([(this.dataset as Dataset).get(i)] as never[]) : (this.dataset as Dataset).get(i)
        ) as Batch;
    else for (const indices of this.batches as Iterable<number[]>) yield this.assemble(indices) as Batch;
  }

  private *streamed(dataset: IterableDataset): Generator_<Batch> {
    let samples: unknown[] = [];
    for (const sample of dataset) {
      if (this.batchSize === null) {
        yield sample as Batch;
        continue;
      }
      samples.push(sample);
      if (samples.length < this.batchSize) continue;
      yield this.finish(samples) as Batch;
      samples = [];
    }
    if (samples.length > 0 && !this.dropLast) yield this.finish(samples) as Batch;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch> {
    if (this.dataset instanceof IterableDataset || this.single) {
      yield* this as Iterable<Batch>;
      return;
    }
    this.begin();
    for (const indices of this.batches as Iterable<number[]>) {
      const fast = this.collate ? null : tensorRows(this.dataset, indices);
      yield (fast ?? this.finish(await Promise.all(indices.map((i) => (this.dataset as Dataset).get(i))))) as Batch;
    }
  }
}

type Generator_<T> = globalThis.Generator<T>;

/** Rows of a TensorDataset (or a subset of one) in one go: the same values as stacking its samples. */
function tensorRows(dataset: Dataset | IterableDataset, indices: readonly number[]): Tensor[] | null {
  if (dataset instanceof Subset)
    return tensorRows(
      dataset.dataset,
      indices.map((i) => dataset.indices[i]),
    );
  if (!(dataset instanceof TensorDataset) || Object.getPrototypeOf(dataset) !== TensorDataset.prototype) return null;
  const index = functionOf<(d: readonly number[], o: object) => Tensor>('tensor')(indices, { dtype: 'int32' });
  return dataset.tensors.map((t) => t.indexSelect(0, index));
}
