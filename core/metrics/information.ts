/**
 * Entropy and what is built on it. In nats unless another `base` is given. Distributions are lists of weights that are
 * scaled to sum 1, as scipy.stats.entropy does.
 */
import { ArgumentError } from '../errors.ts';
import { flat, pairOf, type Values } from './values.ts';

export interface BaseOptions {
  /** Base of the logarithm: 2 for bits (default e). */
  readonly base?: number;
}

const scaleOf = (options: BaseOptions): number => (options.base === undefined ? 1 : 1 / Math.log(options.base));

function distribution(values: Values, name: string): Float64Array {
  const p = flat(values);
  const total = p.reduce((a, b) => a + b, 0);
  if (!(total > 0) || p.some((v) => !(v >= 0)))
    throw new ArgumentError(`${name}: a distribution has weights of 0 or more that do not all vanish`, {
      op: name,
      fix: 'Turn scores into probabilities first: scores.softmax(-1).',
    });
  return p.map((v) => v / total);
}

/** H(p) = -sum p ln p. */
export function entropy(p: Values, options: BaseOptions = {}): number {
  return -distribution(p, 'entropy').reduce((s, v) => s + (v > 0 ? v * Math.log(v) : 0), 0) * scaleOf(options) + 0;
}

/** H(p, q) = -sum p ln q; Infinity where q is 0 and p is not. */
export function crossEntropy(p: Values, q: Values, options: BaseOptions = {}): number {
  return entropy(p, options) + klDivergence(p, q, options);
}

/** KL(p || q) = sum p ln (p / q); Infinity where q is 0 and p is not. */
export function klDivergence(p: Values, q: Values, options: BaseOptions = {}): number {
  pairOf(p, q, 'klDivergence');
  const [a, b] = [distribution(p, 'klDivergence'), distribution(q, 'klDivergence')];
  let sum = 0;
  for (let i = 0; i < a.length; i++) if (a[i] > 0) sum += a[i] * Math.log(a[i] / b[i]);
  return sum * scaleOf(options);
}

/** Jensen-Shannon divergence: the mean of KL(p || m) and KL(q || m) with m = (p + q) / 2. At most ln 2. */
export function jsDivergence(p: Values, q: Values, options: BaseOptions = {}): number {
  pairOf(p, q, 'jsDivergence');
  const [a, b] = [distribution(p, 'jsDivergence'), distribution(q, 'jsDivergence')];
  const middle = a.map((v, i) => (v + b[i]) / 2);
  return (klDivergence(a, middle, options) + klDivergence(b, middle, options)) / 2;
}

type Labels = ArrayLike<number | string | boolean> | Values;

/** Counts of each label, each of the other's, and of each pair. */
function contingency(
  x: Labels,
  y: Labels,
  name: string,
): { a: Map<unknown, number>; b: Map<unknown, number>; both: Map<unknown, Map<unknown, number>>; n: number } {
  const read = (v: Labels): unknown[] =>
    Array.from('data' in v ? (v as { data: ArrayLike<number> }).data : (v as ArrayLike<unknown>));
  const [xs, ys] = [read(x), read(y)];
  if (xs.length !== ys.length || xs.length === 0)
    throw new ArgumentError(`${name}: ${xs.length} and ${ys.length} labels`, {
      op: name,
      fix: 'Both lists must have one label per sample.',
    });
  const [a, b, both] = [
    new Map<unknown, number>(),
    new Map<unknown, number>(),
    new Map<unknown, Map<unknown, number>>(),
  ];
  xs.forEach((u, i) => {
    a.set(u, (a.get(u) ?? 0) + 1);
    b.set(ys[i], (b.get(ys[i]) ?? 0) + 1);
    const row = both.get(u) ?? new Map<unknown, number>();
    row.set(ys[i], (row.get(ys[i]) ?? 0) + 1);
    both.set(u, row);
  });
  return { a, b, both, n: xs.length };
}

/** I(X; Y) = sum p(x, y) ln (p(x, y) / (p(x) p(y))) of two labellings of the same samples (sklearn's mutual_info_score). */
export function mutualInformation(x: Labels, y: Labels, options: BaseOptions = {}): number {
  const { a, b, both, n } = contingency(x, y, 'mutualInformation');
  let sum = 0;
  for (const [u, row] of both)
    for (const [v, c] of row) sum += (c / n) * Math.log((c * n) / ((a.get(u) as number) * (b.get(v) as number)));
  return Math.max(0, sum) * scaleOf(options);
}

/** Mutual information over the mean of the two entropies: 1 for equal partitions, whatever their names. */
export function normalizedMutualInformation(x: Labels, y: Labels): number {
  const { a, b } = contingency(x, y, 'normalizedMutualInformation');
  const mean = (entropy([...a.values()]) + entropy([...b.values()])) / 2;
  return mean === 0 ? 1 : mutualInformation(x, y) / mean;
}

/**
 * Information gain of a decision tree's split: H(target) - sum over values v of the feature of p(v) H(target | v).
 * Equal to the mutual information; written in bits, as decision trees are usually explained.
 */
export function informationGain(feature: Labels, target: Labels, options: BaseOptions = { base: 2 }): number {
  const { a, b, both, n } = contingency(feature, target, 'informationGain');
  let after = 0;
  for (const [u, row] of both) after += ((a.get(u) as number) / n) * entropy([...row.values()], options);
  return entropy([...b.values()], options) - after;
}
