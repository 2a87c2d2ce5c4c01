/** What an attention head does, in numbers: entropy of its rows, and the pattern it follows. */
import type { HeadSpec } from './attention.ts';

/** -sum w ln w of one row, in nats; `offset` and `length` in `weights`. */
export function rowEntropy(weights: ArrayLike<number>, offset: number, length: number): number {
  let sum = 0;
  for (let i = offset; i < offset + length; i++) {
    const w = weights[i];
    if (w > 0) sum -= w * Math.log(w);
  }
  return sum;
}

/** A position pattern is named from this mean weight on. */
const PATTERN = 0.4;
const UNIFORM = 0.97;
const LOCAL_SPAN = 3;
const LOCAL = 0.75;

/**
 * Describes one head. `mask[q * keys + k]` is 1 where the key is masked; undefined masks nothing. Position patterns
 * need as many keys as queries: elsewhere only the entropy speaks.
 */
export function describeHead(
  weights: ArrayLike<number>,
  offset: number,
  queries: number,
  keys: number,
  mask: ArrayLike<number> | undefined,
): HeadSpec {
  let entropy = 0;
  let entropyRows = 0;
  let leaked = 0;
  let local = 0;
  for (let q = 0; q < queries; q++) {
    const row = offset + q * keys;
    let allowed = 0;
    for (let k = 0; k < keys; k++) {
      if (mask?.[q * keys + k] === 1) leaked = Math.max(leaked, weights[row + k]);
      else allowed++;
      if (Math.abs(q - k) <= LOCAL_SPAN) local += weights[row + k] / queries;
    }
    if (allowed < 2) continue;
    entropy += rowEntropy(weights, row, keys) / Math.log(allowed);
    entropyRows++;
  }
  const h = Math.min(1, entropyRows === 0 ? 0 : entropy / entropyRows);
  const meanAt = (first: number, column: (q: number) => number): number => {
    let sum = 0;
    for (let q = first; q < queries; q++) sum += weights[offset + q * keys + column(q)];
    return queries > first ? sum / (queries - first) : 0;
  };
  const base = { entropy: h, leaked: Number.isFinite(leaked) ? leaked : 0 };
  if (queries !== keys || queries < 3) return { ...base, kind: h >= UNIFORM ? 'uniform' : 'mixed', score: null };
  const patterns = [
    ['previous token', meanAt(1, (q) => q - 1)],
    ['self', meanAt(1, (q) => q)],
    ['first-token sink', meanAt(1, () => 0)],
    ['two back', meanAt(2, (q) => q - 2)],
  ] as const;
  const [kind, score] = patterns.reduce((best, next) => (next[1] > best[1] ? next : best));
  if (h >= UNIFORM) return { ...base, kind: 'uniform', score: null };
  if (score >= PATTERN) return { ...base, kind, score };
  if (local >= LOCAL && queries > 4 * LOCAL_SPAN) return { ...base, kind: 'local', score: null };
  return { ...base, kind: 'mixed', score: null };
}
