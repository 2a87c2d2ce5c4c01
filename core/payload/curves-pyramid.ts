/**
 * Exact minimum and maximum over any index range of a growing column.
 *
 * Level k holds the extremes of blocks of `BLOCK * 2^k` points, so a query touches at most `2 * BLOCK` points and
 * O(log n) blocks. A picture of 1e6 points asks one query per pixel and never drops a spike. NaN and the infinities are
 * no extremes: they are left out here and counted by the owner of the column.
 */

const BLOCK = 16;

interface Level {
  min: Float32Array;
  max: Float32Array;
}

/** What a range holds; `min > max` (Infinity, -Infinity) says that no finite value is in it. */
export interface Extremes {
  min: number;
  max: number;
}

export class MinMaxPyramid {
  /** Points seen. */
  length = 0;
  #low: Float32Array;
  #high: Float32Array;
  readonly #levels: Level[] = [];

  constructor(capacity = 1024) {
    this.#low = new Float32Array(capacity);
    this.#high = this.#low;
  }

  /** Points whose minimum and maximum are the value itself. */
  static of(values: Float32Array): MinMaxPyramid {
    const pyramid = new MinMaxPyramid(Math.max(1, values.length));
    pyramid.append(values, values);
    return pyramid;
  }

  /** Adds points, each standing for the range `low[i]..high[i]` (the same array twice for plain values). */
  append(low: Float32Array, high: Float32Array): void {
    const from = this.length;
    const to = from + low.length;
    if (to > this.#low.length || (low !== high && this.#low === this.#high)) {
      this.#grow(Math.max(to, this.#low.length * 2), low !== high || this.#low !== this.#high);
    }
    this.#low.set(low, from);
    if (this.#high !== this.#low) this.#high.set(high, from);
    this.length = to;
    this.#build(from);
  }

  /** Extremes of the points `from <= i < to`, into `out`. */
  query(from: number, to: number, out: Extremes): Extremes {
    out.min = Infinity;
    out.max = -Infinity;
    let i = Math.max(0, from);
    const end = Math.min(this.length, to);
    while (i < end) {
      let level = -1;
      let size = 1;
      for (let k = 0, s = BLOCK; k < this.#levels.length && i % s === 0 && i + s <= end; k++, s *= 2) {
        level = k;
        size = s;
      }
      const low = level < 0 ? this.#low[i] : this.#levels[level].min[i / size];
      const high = level < 0 ? this.#high[i] : this.#levels[level].max[i / size];
      if (low < out.min && low !== -Infinity) out.min = low;
      if (high > out.max && high !== Infinity) out.max = high;
      i += size;
    }
    return out;
  }

  #grow(capacity: number, split: boolean): void {
    const low = new Float32Array(capacity);
    low.set(this.#low.subarray(0, this.length));
    const high = split ? new Float32Array(capacity) : low;
    if (split) high.set(this.#high.subarray(0, this.length));
    this.#low = low;
    this.#high = high;
  }

  /** Recomputes the blocks that hold points at or after `from`. */
  #build(from: number): void {
    for (let k = 0, size = BLOCK; size <= this.length; k++, size *= 2) {
      const blocks = Math.floor(this.length / size);
      let level = this.#levels[k];
      if (!level || level.min.length < blocks) {
        const room = Math.max(blocks, (level?.min.length ?? 0) * 2);
        const grown: Level = { min: new Float32Array(room), max: new Float32Array(room) };
        if (level) {
          grown.min.set(level.min);
          grown.max.set(level.max);
        }
        level = grown;
        this.#levels[k] = level;
      }
      for (let b = Math.floor(from / size); b < blocks; b++) {
        if (k === 0) this.#leaf(level, b);
        else {
          const below = this.#levels[k - 1];
          level.min[b] = Math.min(below.min[2 * b], below.min[2 * b + 1]);
          level.max[b] = Math.max(below.max[2 * b], below.max[2 * b + 1]);
        }
      }
    }
  }

  #leaf(level: Level, block: number): void {
    let min = Infinity;
    let max = -Infinity;
    for (let i = block * BLOCK, end = i + BLOCK; i < end; i++) {
      const low = this.#low[i];
      const high = this.#high[i];
      if (low < min && low !== -Infinity) min = low;
      if (high > max && high !== Infinity) max = high;
    }
    level.min[block] = min;
    level.max[block] = max;
  }
}

/** First index with `column[i] >= x` in a non-decreasing column of `length` points; `length` when there is none. */
export function lowerBound(column: ArrayLike<number>, length: number, x: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if (column[mid] < x) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** Index of the point nearest to `x`; -1 for an empty column. */
export function nearestIndex(column: ArrayLike<number>, length: number, x: number): number {
  if (length === 0) return -1;
  const i = lowerBound(column, length, x);
  if (i === 0) return 0;
  if (i === length) return length - 1;
  return x - column[i - 1] <= column[i] - x ? i - 1 : i;
}
