/** Statistics of a tensor's elements, in one pass over the data and one for the histogram. */

/** `min`, `max`, `mean`, `std`, `rms` are over the finite values and null where there is none. */
export interface TensorStats {
  readonly count: number;
  readonly finite: number;
  readonly nan: number;
  readonly posInf: number;
  readonly negInf: number;
  readonly zeros: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Unbiased (n - 1), as PyTorch's `std`; null for fewer than two values. */
  readonly std: number | null;
  /** End of the symmetric colour domain: 3 sigma about zero, or the largest magnitude if that is smaller. */
  readonly domain: number;
  /** Finite values beyond the domain. */
  readonly above: number;
  readonly below: number;
  /** Flat index of the first of each kind; -1 where there is none. */
  readonly firstNan: number;
  readonly firstPosInf: number;
  readonly firstNegInf: number;
}

export interface Histogram {
  /** The outer edges; values beyond them are counted in the outer bins. */
  readonly low: number;
  readonly high: number;
  readonly counts: Uint32Array;
}

/** One pass, Welford-free: sums in float64 about the first finite value, which keeps the variance exact enough. */
export function tensorStats(data: ArrayLike<number>): TensorStats {
  let finite = 0;
  let nan = 0;
  let posInf = 0;
  let negInf = 0;
  let zeros = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let pivot = 0;
  let sum = 0;
  let squares = 0;
  let aboutZero = 0;
  let firstNan = -1;
  let firstPosInf = -1;
  let firstNegInf = -1;
  for (let i = 0; i < data.length; i++) {
    const v = data[i];
    if (v - v !== 0) {
      if (v === Number.POSITIVE_INFINITY) {
        if (posInf++ === 0) firstPosInf = i;
      } else if (v === Number.NEGATIVE_INFINITY) {
        if (negInf++ === 0) firstNegInf = i;
      } else if (nan++ === 0) {
        firstNan = i;
      }
      continue;
    }
    if (finite++ === 0) pivot = v;
    if (v === 0) zeros++;
    if (v < min) min = v;
    if (v > max) max = v;
    const d = v - pivot;
    sum += d;
    squares += d * d;
    aboutZero += v * v;
  }
  const domain = colourDomain(min, max, finite > 0 ? Math.sqrt(aboutZero / finite) : 0);
  let above = 0;
  let below = 0;
  if (finite > 0 && (max > domain || min < -domain)) {
    for (let i = 0; i < data.length; i++) {
      const v = data[i];
      if (v > domain && v !== Number.POSITIVE_INFINITY) above++;
      else if (v < -domain && v !== Number.NEGATIVE_INFINITY) below++;
    }
  }
  const variance = finite > 1 ? Math.max(0, squares - (sum * sum) / finite) / (finite - 1) : 0;
  const some = finite > 0;
  return {
    count: data.length,
    finite,
    nan,
    posInf,
    negInf,
    zeros,
    min: some ? min : null,
    max: some ? max : null,
    mean: some ? finiteOr(pivot + sum / finite, min) : null,
    std: finite > 1 ? finiteOr(Math.sqrt(variance), max - min) : null,
    domain,
    above,
    below,
    firstNan,
    firstPosInf,
    firstNegInf,
  };
}

function colourDomain(min: number, max: number, sigma: number): number {
  const largest = Math.max(Math.abs(min), Math.abs(max));
  if (!Number.isFinite(largest) || largest === 0) return 1;
  return Number.isFinite(sigma) && sigma > 0 ? Math.min(3 * sigma, largest) : largest;
}

/** Sums of values near the end of the range overflow; the stand-in is finite and of the right size. */
function finiteOr(value: number, stand: number): number {
  if (Number.isFinite(value)) return value;
  return Number.isFinite(stand) ? stand : Number.MAX_VALUE;
}

/** Counts over the symmetric colour domain, so that the histogram can stand on the colour bar. */
export function histogram(data: ArrayLike<number>, low: number, high: number, bins: number): Histogram {
  const counts = new Uint32Array(bins);
  const scale = high > low ? bins / (high - low) : 0;
  for (let i = 0; i < data.length; i++) {
    const v = data[i];
    if (v - v !== 0) continue;
    const bin = Math.floor((v - low) * scale);
    counts[bin < 0 ? 0 : bin >= bins ? bins - 1 : bin]++;
  }
  return { low, high, counts };
}

/** `4,704 values` is the caller's; this is the rest of the one line: `min -1.2 mean 0.03 max 2.1, 1 NaN`. */
export function statsText(stats: TensorStats): string {
  const parts: string[] = [];
  if (stats.min !== null && stats.max !== null && stats.mean !== null) {
    parts.push(
      stats.finite === 1
        ? `value ${short(stats.min)}`
        : `min ${short(stats.min)} mean ${short(stats.mean)} max ${short(stats.max)}`,
    );
  }
  if (stats.nan > 0) parts.push(`${stats.nan} NaN`);
  if (stats.posInf > 0) parts.push(`${stats.posInf} +Inf`);
  if (stats.negInf > 0) parts.push(`${stats.negInf} -Inf`);
  return parts.join(', ');
}

/** Four significant digits, ASCII. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  return String(Number(value.toPrecision(4)));
}
