/** Splitting samples into training and test parts (sklearn.model_selection): arrays of indices. */
import { ArgumentError } from '../errors.ts';
import { permutation } from '../random/distributions.ts';
import { Tensor } from '../tensor/tensor.ts';
import { generatorOf, type SeedOptions } from './generated.ts';

/** A number of samples, or something that has one: a data set, an array, a tensor's first size. */
export type Counted = number | { readonly length: number } | Tensor;

export type Fold = [train: number[], test: number[]];

function countOf(what: Counted): number {
  if (typeof what === 'number') return what;
  if (what instanceof Tensor) return what.shape[0] ?? 0;
  return what.length;
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

function checkSplits(name: string, nSplits: number, n: number, least = 2): void {
  if (!Number.isInteger(nSplits) || nSplits < least)
    throw new ArgumentError(`${name}: nSplits must be a whole number, ${least} or more, got ${nSplits}`, { op: name });
  if (nSplits > n)
    throw new ArgumentError(`${name}: ${nSplits} splits of ${n} samples are not possible`, {
      op: name,
      fix: 'Use fewer splits.',
    });
}

export interface KFoldOptions extends SeedOptions {
  /** Default false: the folds are runs of neighbouring samples. */
  readonly shuffle?: boolean;
}

/** `nSplits` folds of nearly equal size, each the test part once; the first folds get one sample more. */
export class KFold {
  readonly nSplits: number;
  private readonly options: KFoldOptions;

  constructor(nSplits = 5, options: KFoldOptions = {}) {
    checkSplits('KFold', nSplits, Number.POSITIVE_INFINITY);
    this.nSplits = nSplits;
    this.options = options;
  }

  *split(samples: Counted): IterableIterator<Fold> {
    const n = countOf(samples);
    checkSplits('KFold', this.nSplits, n);
    const order = this.options.shuffle ? [...permutation(n, generatorOf(this.options))] : range(n);
    let at = 0;
    for (let k = 0; k < this.nSplits; k++) {
      const size = Math.floor(n / this.nSplits) + (k < n % this.nSplits ? 1 : 0);
      const test = new Set(order.slice(at, at + size));
      at += size;
      yield [range(n).filter((i) => !test.has(i)), range(n).filter((i) => test.has(i))];
    }
  }
}

/** Folds in which every class has nearly the same share as in the whole. */
export class StratifiedKFold {
  readonly nSplits: number;
  private readonly options: KFoldOptions;

  constructor(nSplits = 5, options: KFoldOptions = {}) {
    checkSplits('StratifiedKFold', nSplits, Number.POSITIVE_INFINITY);
    this.nSplits = nSplits;
    this.options = options;
  }

  /** `labels`: the class of each sample. */
  *split(labels: Tensor | ArrayLike<number>): IterableIterator<Fold> {
    const values = Array.from(labels instanceof Tensor ? labels.data : labels);
    checkSplits('StratifiedKFold', this.nSplits, values.length);
    const generator = generatorOf(this.options);
    const fold = new Array<number>(values.length);
    let turn = 0;
    for (const label of [...new Set(values)].sort((a, b) => a - b)) {
      const members = range(values.length).filter((i) => values[i] === label);
      const order = this.options.shuffle ? [...permutation(members.length, generator)].map((i) => members[i]) : members;
      // The deal goes on where the last class stopped, so that the folds stay equal in size.
      for (const i of order) fold[i] = turn++ % this.nSplits;
    }
    for (let k = 0; k < this.nSplits; k++)
      yield [range(values.length).filter((i) => fold[i] !== k), range(values.length).filter((i) => fold[i] === k)];
  }
}

export interface TimeSeriesOptions {
  /** Longest training part; default all that came before. */
  readonly maxTrainSize?: number | null;
  /** Default n / (nSplits + 1), rounded down. */
  readonly testSize?: number | null;
  /** Samples left out between training and test part. */
  readonly gap?: number;
}

/** Test parts that follow one another in time, each after everything it is trained on. */
export class TimeSeriesSplit {
  readonly nSplits: number;
  private readonly options: TimeSeriesOptions;

  constructor(nSplits = 5, options: TimeSeriesOptions = {}) {
    checkSplits('TimeSeriesSplit', nSplits, Number.POSITIVE_INFINITY);
    this.nSplits = nSplits;
    this.options = options;
  }

  *split(samples: Counted): IterableIterator<Fold> {
    const n = countOf(samples);
    const { maxTrainSize = null, gap = 0 } = this.options;
    checkSplits('TimeSeriesSplit', this.nSplits + 1, n);
    const size = this.options.testSize ?? Math.floor(n / (this.nSplits + 1));
    if (n - gap - size * this.nSplits <= 0) {
      throw new ArgumentError(
        `TimeSeriesSplit: ${this.nSplits} test parts of ${size} samples with a gap of ${gap} leave nothing to train on of ${n}`,
        { op: 'TimeSeriesSplit', fix: 'Use fewer splits, a smaller testSize or a smaller gap.' },
      );
    }
    for (let start = n - this.nSplits * size; start < n; start += size) {
      const end = start - gap;
      const from = maxTrainSize !== null && maxTrainSize < end ? end - maxTrainSize : 0;
      yield [range(end).slice(from), range(start + size).slice(start)];
    }
  }
}

export interface SplitOptions extends SeedOptions {
  /** Share of the test part (below 1), or its number of samples (default 0.25). */
  readonly testSize?: number;
  /** Default true. */
  readonly shuffle?: boolean;
}

/** Splits tensors of equal first size: `[aTrain, aTest, bTrain, bTest, ...]`, as sklearn's train_test_split. */
export function trainTestSplit(...args: [...Tensor[], SplitOptions] | Tensor[]): Tensor[] {
  const last: Tensor | SplitOptions = args[args.length - 1];
  const options: SplitOptions = last instanceof Tensor ? {} : last;
  const tensors = (args as readonly (Tensor | SplitOptions)[]).filter((a): a is Tensor => a instanceof Tensor);
  const n = tensors[0]?.shape[0] ?? 0;
  if (tensors.length === 0 || tensors.some((t) => t.shape[0] !== n))
    throw new ArgumentError('trainTestSplit: give tensors of the same first size', { op: 'trainTestSplit' });
  const { testSize = 0.25, shuffle = true } = options;
  const test = testSize < 1 ? Math.ceil(n * testSize) : testSize;
  if (!(test > 0 && test < n))
    throw new ArgumentError(`trainTestSplit: testSize ${testSize} of ${n} samples leaves a part empty`, {
      op: 'trainTestSplit',
    });
  const order = shuffle ? permutation(n, generatorOf(options)) : Int32Array.from(range(n));
  const pick = (t: Tensor, from: number, to: number): Tensor =>
    t.indexSelect(0, Tensor.wrap(order.slice(from, to), [to - from], 'int32'));
  return tensors.flatMap((t) =>
    shuffle ? [pick(t, test, n), pick(t, 0, test)] : [pick(t, 0, n - test), pick(t, n - test, n)],
  );
}
