/** Generated images and sequences: bars and stripes, blobs with masks, and sequence tasks. */
import { ArgumentError } from '../errors.ts';
import { make } from '../ops/creation.ts';
import { fillIntegers } from '../random/distributions.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { checkCount, generatorOf, type Labelled, type SeedOptions } from './generated.ts';

/**
 * Every image of whole columns (bars, class 0) or whole rows (stripes, class 1): 2^(side+1) - 2 different ones. The
 * empty and the full image, which are both, stand among the bars. Images float32 [n, side, side] of 0 and 1.
 */
export function barsAndStripes(side = 4): Labelled {
  if (!Number.isInteger(side) || side < 1 || side > 12)
    throw new ArgumentError(`barsAndStripes: side must be 1 to 12, got ${side}`, { op: 'barsAndStripes' });
  const bars = 2 ** side;
  const n = 2 * bars - 2;
  const size = side * side;
  return [
    make([n, side, side], 'float32', null, false, (out) => {
      for (let i = 0; i < n; i++) {
        const rows = i >= bars;
        const bits = rows ? i - bars + 1 : i;
        for (let p = 0; p < size; p++) out[i * size + p] = (bits >> (rows ? Math.floor(p / side) : p % side)) & 1;
      }
    }),
    make([n], 'int32', null, false, (out) => out.fill(1, bars)),
  ];
}

export interface BlobMaskOptions extends SeedOptions {
  /** Height and width (default 32). */
  readonly size?: number;
  /** Share of the pixels that belong to the blob (default 0.02). */
  readonly share?: number;
  /** Standard deviation of the pixels' noise (default 0.3). */
  readonly noise?: number;
}

/** Noisy images float32 [n, 1, size, size] with one bright disc each, and their masks float32 of 0 and 1. */
export function makeBlobMasks(nSamples = 16, options: BlobMaskOptions = {}): [images: Tensor, masks: Tensor] {
  checkCount('makeBlobMasks', nSamples);
  const { size = 32, share = 0.02, noise = 0.3 } = options;
  const radius = Math.max(0.5, Math.sqrt((share * size * size) / Math.PI));
  const generator = generatorOf(options);
  const shape = [nSamples, 1, size, size];
  const masks = make(shape, 'float32', null, false, (out) => {
    for (let i = 0; i < nSamples; i++) {
      const centre = (): number => radius + generator.uniform53() * (size - 1 - 2 * radius);
      const [cy, cx] = [centre(), centre()];
      for (let p = 0; p < size * size; p++) {
        if (Math.hypot(Math.floor(p / size) - cy, (p % size) - cx) <= radius) out[i * size * size + p] = 1;
      }
    }
  });
  const images = make(shape, 'float32', null, false, (out) => {
    const clean = masks.array;
    for (let i = 0; i < out.length; i++) out[i] = clean[i] + noise * generator.normal();
  });
  return [images, masks];
}

export interface SequenceOptions extends SeedOptions {
  /**
   * `copy`, `reverse`, `sort`: int32 [n, length] to int32 [n, length]. `adding` (Hochreiter and Schmidhuber, 1997):
   * float32 [n, length, 2] of values and two marks to the sum of the marked values, float32 [n, 1]. `brackets`: int32
   * [n, length] of 0 "(" and 1 ")" to int32 [n], 1 where they match; half of them do.
   */
  readonly task?: 'copy' | 'reverse' | 'sort' | 'adding' | 'brackets';
  /** Default 8. */
  readonly length?: number;
  /** Symbols are 1 to `symbols`; 0 stays free for padding (default 8). */
  readonly symbols?: number;
}

/** Sequences and what a network is to make of them. */
export function makeSequences(nSamples = 100, options: SequenceOptions = {}): [inputs: Tensor, targets: Tensor] {
  checkCount('makeSequences', nSamples);
  const { task = 'reverse', length = 8 } = options;
  if (!Number.isInteger(length) || length < 2)
    throw new ArgumentError(`makeSequences: length must be 2 or more, got ${length}`, { op: 'makeSequences' });
  if (task === 'adding') return adding(nSamples, length, options);
  if (task === 'brackets') return brackets(nSamples, length, options);
  if (task !== 'copy' && task !== 'reverse' && task !== 'sort')
    throw new ArgumentError(`makeSequences: unknown task '${String(task)}'`, {
      op: 'makeSequences',
      fix: "The tasks are 'copy', 'reverse', 'sort', 'adding' and 'brackets'.",
    });
  const generator = generatorOf(options);
  const inputs = make([nSamples, length], 'int32', null, false, (out) =>
    fillIntegers(out, 1, (options.symbols ?? 8) + 1, generator),
  );
  const targets = make([nSamples, length], 'int32', null, false, (out) => {
    for (let i = 0; i < nSamples; i++) {
      const row = inputs.array.slice(i * length, (i + 1) * length);
      out.set(task === 'copy' ? row : task === 'reverse' ? row.reverse() : row.sort(), i * length);
    }
  });
  return [inputs, targets];
}

function adding(n: number, length: number, options: SequenceOptions): [Tensor, Tensor] {
  const generator = generatorOf(options);
  const inputs = make([n, length, 2], 'float32', null, false, (out) => {
    const half = Math.floor(length / 2);
    for (let i = 0; i < n; i++) {
      for (let t = 0; t < length; t++) out[(i * length + t) * 2] = generator.uniform24();
      const first = generator.random() % half;
      const second = half + (generator.random() % (length - half));
      out[(i * length + first) * 2 + 1] = 1;
      out[(i * length + second) * 2 + 1] = 1;
    }
  });
  const targets = make([n, 1], 'float32', null, false, (out) => {
    const data = inputs.array;
    for (let i = 0; i < n * length; i++) out[Math.floor(i / length)] += data[2 * i] * data[2 * i + 1];
  });
  return [inputs, targets];
}

function balanced(row: ArrayLike<number>): boolean {
  let depth = 0;
  for (let t = 0; t < row.length; t++) {
    depth += row[t] === 0 ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function brackets(n: number, length: number, options: SequenceOptions): [Tensor, Tensor] {
  if (length % 2 !== 0)
    throw new ArgumentError(`makeSequences: brackets need an even length, got ${length}`, { op: 'makeSequences' });
  const generator = generatorOf(options);
  const inputs = make([n, length], 'int32', null, false, (out) => {
    for (let i = 0; i < n; i++) {
      let [left, depth] = [length, 0];
      for (let t = 0; t < length; t++, left--) {
        // Open while there is room, close while something is open: every choice can still be completed.
        const open = depth === 0 || (depth < left && generator.random() % 2 === 0);
        out[i * length + t] = open ? 0 : 1;
        depth += open ? 1 : -1;
      }
      // Every second row gets one bracket turned, which cannot match: opening and closing differ in number.
      if (i % 2 === 1) out[i * length + (generator.random() % length)] ^= 1;
    }
  });
  const targets = make([n], 'int32', null, false, (out) => {
    for (let i = 0; i < n; i++) out[i] = balanced(inputs.array.subarray(i * length, (i + 1) * length)) ? 1 : 0;
  });
  return [inputs, targets];
}
