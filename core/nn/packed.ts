/** Sequences of different lengths: padded to one length, or packed step by step without the padding. */
import * as F from '../api.gen.ts';
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { bindOptions } from '../ops/options.ts';
import { Tensor } from '../tensor/tensor.ts';

/**
 * Sequences sorted by falling length, written time step by time step: step t holds the t-th elements of the
 * `batchSizes[t]` sequences that are that long. A recurrent network runs over it without touching padding.
 */
export class PackedSequence {
  /** (elements of all sequences, features). */
  readonly data: Tensor;
  /** Sequences alive at each step, int32. */
  readonly batchSizes: Tensor;
  /** Places of the sorted sequences in the user's batch, and back; null when they were sorted. */
  readonly sortedIndices: Tensor | null;
  readonly unsortedIndices: Tensor | null;

  constructor(
    data: Tensor,
    batchSizes: Tensor,
    sortedIndices: Tensor | null = null,
    unsortedIndices: Tensor | null = null,
  ) {
    this.data = data;
    this.batchSizes = batchSizes;
    this.sortedIndices = sortedIndices;
    this.unsortedIndices = unsortedIndices;
  }
  toString(): string {
    return `PackedSequence(data=${formatShape(this.data.shape)}, batchSizes=[${[...this.batchSizes.data].join(', ')}])`;
  }
}

const ints = (values: readonly number[]) => F.tensor(values.slice(), { dtype: 'int32', shape: [values.length] });

function invert(order: readonly number[]): number[] {
  const out = new Array<number>(order.length);
  order.forEach((from, to) => {
    out[from] = to;
  });
  return out;
}

export interface PackOptions {
  batchFirst?: boolean;
  /** Whether the sequences come sorted by falling length; pass false for any order. */
  enforceSorted?: boolean;
}

/** Packs a padded batch (time, batch, ...) given the sequences' lengths. */
export function packPaddedSequence(
  input: Tensor,
  lengths: Tensor | readonly number[],
  options?: PackOptions,
): PackedSequence;
export function packPaddedSequence(...args: unknown[]): PackedSequence {
  const o = bindOptions<{ input: Tensor; lengths: Tensor | number[]; batchFirst: boolean; enforceSorted: boolean }>(
    'packPaddedSequence(input: Tensor, lengths: any, batchFirst: boolean = false, enforceSorted: boolean = true)',
    args,
  );
  const lengths = o.lengths instanceof Tensor ? [...o.lengths.data] : o.lengths;
  let x = o.batchFirst ? o.input.transpose(0, 1) : o.input;
  const fail = (message: string, fix?: string): never => {
    throw new ArgumentError(`packPaddedSequence: ${message}`, { op: 'packPaddedSequence', fix });
  };
  if (lengths.length !== x.shape[1])
    fail(
      `${lengths.length} lengths for a batch of ${x.shape[1]} sequences`,
      o.batchFirst ? undefined : 'If the batch comes first, pass {batchFirst: true}.',
    );
  if (lengths.some((n) => n <= 0 || n > x.shape[0]))
    fail(`lengths must lie from 1 to ${x.shape[0]}, got ${lengths.join(', ')}`);
  const order = lengths.map((_, i) => i);
  if (o.enforceSorted) {
    if (lengths.some((n, i) => i > 0 && n > lengths[i - 1]))
      fail(
        `the lengths ${lengths.join(', ')} are not sorted`,
        'Sort the batch by falling length, or pass {enforceSorted: false}.',
      );
  } else {
    order.sort((a, b) => lengths[b] - lengths[a]);
    x = x.indexSelect(1, ints(order));
  }
  const sorted = order.map((i) => lengths[i]);
  const batchSizes = Array.from({ length: sorted[0] }, (_, t) => sorted.filter((n) => n > t).length);
  const data = F.cat(
    batchSizes.map((size, t) => x.select(0, t).narrow(0, 0, size)),
    0,
  );
  return new PackedSequence(
    data,
    ints(batchSizes),
    o.enforceSorted ? null : ints(order),
    o.enforceSorted ? null : ints(invert(order)),
  );
}

/** Packs a list of sequences. */
export function packSequence(sequences: readonly Tensor[], options: { enforceSorted?: boolean } = {}): PackedSequence {
  const lengths = sequences.map((s) => s.shape[0]);
  return packPaddedSequence(padSequence(sequences), lengths, options);
}

export interface UnpackOptions {
  batchFirst?: boolean;
  paddingValue?: number;
  /** Pad to this length instead of the longest sequence's. */
  totalLength?: number | null;
}

/** The padded batch of a packed one, and the lengths (int32), in the user's order. */
export function padPackedSequence(sequence: PackedSequence, options?: UnpackOptions): [Tensor, Tensor];
export function padPackedSequence(...args: unknown[]): [Tensor, Tensor] {
  const o = bindOptions<Required<UnpackOptions> & { sequence: PackedSequence }>(
    'padPackedSequence(sequence: any, batchFirst: boolean = false, paddingValue: number = 0, totalLength?: number | null)',
    args,
  );
  const { data, batchSizes, unsortedIndices } = o.sequence;
  const sizes = [...batchSizes.data];
  const batch = sizes[0];
  const steps: Tensor[] = [];
  let at = 0;
  const total = o.totalLength ?? sizes.length;
  if (total < sizes.length)
    throw new ArgumentError(`padPackedSequence: totalLength ${total} is below the longest sequence's ${sizes.length}`, {
      op: 'padPackedSequence',
    });
  const padding = (rows: number) =>
    F.full([rows, ...data.shape.slice(1)], o.paddingValue, { dtype: data.dtype, device: data.device });
  for (let t = 0; t < total; t++) {
    const size = sizes[t] ?? 0;
    const live = data.narrow(0, at, size);
    steps.push(size === batch ? live : F.cat([live, padding(batch - size)], 0));
    at += size;
  }
  let output = F.stack(steps, 0);
  let lengths = Array.from({ length: batch }, (_, i) => sizes.filter((size) => size > i).length);
  if (unsortedIndices) {
    output = output.indexSelect(1, unsortedIndices);
    lengths = [...unsortedIndices.data].map((i) => lengths[i]);
  }
  return [o.batchFirst ? output.transpose(0, 1) : output, ints(lengths)];
}

export interface PadOptions {
  batchFirst?: boolean;
  paddingValue?: number;
  paddingSide?: 'right' | 'left';
}

/** Stacks sequences of different lengths, padded to the longest: (time, batch, ...). */
export function padSequence(sequences: readonly Tensor[], options?: PadOptions): Tensor;
export function padSequence(...args: unknown[]): Tensor {
  const o = bindOptions<Required<PadOptions> & { sequences: Tensor[] }>(
    "padSequence(sequences: Tensor[], batchFirst: boolean = false, paddingValue: number = 0, paddingSide: 'right' | 'left' = 'right')",
    args,
  );
  if (o.sequences.length === 0)
    throw new ArgumentError('padSequence: the list of sequences is empty', { op: 'padSequence' });
  const [first] = o.sequences;
  const rest = first.shape.slice(1);
  const longest = Math.max(...o.sequences.map((s) => s.shape[0]));
  const padded = o.sequences.map((s) => {
    if (formatShape(s.shape.slice(1)) !== formatShape(rest)) {
      throw new ShapeError(
        `padSequence: sequences differ after the first dimension: ${formatShape(first.shape)} and ${formatShape(s.shape)}`,
        { op: 'padSequence' },
      );
    }
    if (s.shape[0] === longest) return s;
    const padding = F.full([longest - s.shape[0], ...rest], o.paddingValue, { dtype: s.dtype, device: s.device });
    return F.cat(o.paddingSide === 'right' ? [s, padding] : [padding, s], 0);
  });
  return F.stack(padded, o.batchFirst ? 0 : 1);
}

/** The sequences of a padded batch, without padding. */
export function unpadSequence(
  padded: Tensor,
  lengths: Tensor | readonly number[],
  options: { batchFirst?: boolean } = {},
): Tensor[] {
  const sizes = lengths instanceof Tensor ? [...lengths.data] : lengths;
  const x = options.batchFirst ? padded : padded.transpose(0, 1);
  return sizes.map((size, i) => x.select(0, i).narrow(0, 0, size));
}
