/**
 * How well classes are predicted. Arguments stand as in losses: predictions first, then targets. Definitions are those
 * of scikit-learn; a ratio with a denominator of 0 is 0, as its `zero_division=0`.
 */
import { ArgumentError } from '../errors.ts';
import { make } from '../ops/creation.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { flat, type Matrix, pairOf, predictedClasses, rows, type Values } from './values.ts';

/** Share of samples whose predicted class is the target. `input`: classes, or scores [n, classes]. */
export function accuracy(input: Tensor | Matrix | Values, target: Values): number {
  const [p, t] = pairOf(predictedClasses(input, target), target, 'accuracy');
  let right = 0;
  for (let i = 0; i < t.length; i++) if (p[i] === t[i]) right++;
  return right / t.length;
}

/** Share of samples whose target is among the `k` highest scores [n, classes]; ties count for the lower class. */
export function topKAccuracy(scores: Matrix, target: Values, k = 5): number {
  const lines = rows(scores, 'topKAccuracy');
  const t = flat(target);
  pairOf(
    Float64Array.from(lines, (_, i) => i),
    target,
    'topKAccuracy',
  );
  if (!(Number.isInteger(k) && k >= 1))
    throw new ArgumentError(`topKAccuracy: k must be a positive whole number, got ${k}`, { op: 'topKAccuracy' });
  let right = 0;
  lines.forEach((row, i) => {
    const own = row[t[i]];
    let before = 0;
    for (let c = 0; c < row.length; c++) if (row[c] > own || (row[c] === own && c < t[i])) before++;
    if (before < k) right++;
  });
  return right / lines.length;
}

function countClasses(p: Float64Array, t: Float64Array, numClasses: number | undefined, name: string): number {
  let most = -1;
  for (const values of [p, t]) {
    for (const v of values) {
      if (!Number.isInteger(v) || v < 0)
        throw new ArgumentError(`${name}: ${v} is not a class`, {
          op: name,
          fix: 'Classes are whole numbers from 0. Probabilities are compared with a threshold first, e.g. p.gt(0.5).',
        });
      most = Math.max(most, v);
    }
  }
  if (numClasses !== undefined && most >= numClasses)
    throw new ArgumentError(`${name}: class ${most} does not exist among ${numClasses} classes`, { op: name });
  return numClasses ?? most + 1;
}

export interface ConfusionOptions {
  /** Default: one more than the highest class that occurs. */
  readonly numClasses?: number;
  /** Divide by the row (true classes), the column (predicted) or all samples. */
  readonly normalize?: 'true' | 'pred' | 'all' | null;
}

/** Entry (i, j): samples of class i predicted as class j. int32 [classes, classes], float32 when normalised. */
export function confusionMatrix(
  input: Tensor | Matrix | Values,
  target: Values,
  options: ConfusionOptions = {},
): Tensor {
  const [p, t] = pairOf(predictedClasses(input, target), target, 'confusionMatrix');
  const n = countClasses(p, t, options.numClasses, 'confusionMatrix');
  const counts = tally(p, t, n);
  const by = options.normalize ?? null;
  if (by === null) return make([n, n], 'int32', null, false, (out) => out.set(counts));
  const sums = (along: (i: number, j: number) => number): Float64Array => {
    const total = new Float64Array(n);
    counts.forEach((c, k) => {
      total[along(Math.floor(k / n), k % n)] += c;
    });
    return total;
  };
  const key = (i: number, j: number): number => (by === 'true' ? i : by === 'pred' ? j : 0);
  const total = sums(key);
  return make([n, n], 'float32', null, false, (out) =>
    counts.forEach((c, k) => {
      out[k] = c === 0 ? 0 : c / total[key(Math.floor(k / n), k % n)];
    }),
  );
}

function tally(p: Float64Array, t: Float64Array, n: number): Float64Array {
  const counts = new Float64Array(n * n);
  for (let i = 0; i < t.length; i++) counts[t[i] * n + p[i]]++;
  return counts;
}

export interface AverageOptions {
  /**
   * `binary` (default where only classes 0 and 1 occur): of class 1. `micro`: over all decisions. `macro`: mean over
   * classes. `weighted`: mean weighted by the classes' sizes. `none` gives one value per class.
   */
  readonly average?: 'binary' | 'micro' | 'macro' | 'weighted' | 'none';
  readonly numClasses?: number;
  /** The class that counts as positive in `binary` (default 1). */
  readonly posLabel?: number;
}
type PerClass = AverageOptions & { readonly average: 'none' };

interface Scores {
  readonly precision: number[];
  readonly recall: number[];
  readonly f: number[];
  readonly support: number[];
}

const ratio = (a: number, b: number): number => (b === 0 ? 0 : a / b);

/** F_beta = (1 + beta^2) tp / ((1 + beta^2) tp + fp + beta^2 fn) of each class. */
function scoresOf(
  tp: readonly number[],
  predicted: readonly number[],
  actual: readonly number[],
  beta: number,
): Scores {
  const b = beta * beta;
  return {
    precision: tp.map((v, c) => ratio(v, predicted[c])),
    recall: tp.map((v, c) => ratio(v, actual[c])),
    f: tp.map((v, c) => ratio((1 + b) * v, predicted[c] + b * actual[c])),
    support: [...actual],
  };
}

function averaged(
  input: Tensor | Matrix | Values,
  target: Values,
  options: AverageOptions,
  pick: 'precision' | 'recall' | 'f',
  beta: number,
  name: string,
): number | number[] {
  const [p, t] = pairOf(predictedClasses(input, target), target, name);
  const n = countClasses(p, t, options.numClasses, name);
  const average = options.average ?? (n <= 2 && options.numClasses === undefined ? 'binary' : 'macro');
  const counts = tally(p, t, n);
  const classes = Array.from({ length: n }, (_, c) => c);
  const tp = classes.map((c) => counts[c * n + c]);
  const actual = classes.map((c) => classes.reduce((s, k) => s + counts[c * n + k], 0));
  const predicted = classes.map((c) => classes.reduce((s, k) => s + counts[k * n + c], 0));
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
  if (average === 'micro') return scoresOf([sum(tp)], [sum(predicted)], [sum(actual)], beta)[pick][0];
  const scores = scoresOf(tp, predicted, actual, beta);
  switch (average) {
    case 'binary': {
      if (n > 2)
        throw new ArgumentError(`${name}: 'binary' needs two classes, ${n} occur`, {
          op: name,
          fix: "Use { average: 'macro' }, 'micro', 'weighted' or 'none'.",
        });
      return scores[pick][options.posLabel ?? 1] ?? 0;
    }
    case 'macro': {
      // A class that occurs neither among predictions nor targets takes no part, as in sklearn.
      const present = classes.filter((c) => actual[c] + predicted[c] > 0);
      return sum(present.map((c) => scores[pick][c])) / present.length;
    }
    case 'weighted':
      return sum(classes.map((c) => scores[pick][c] * actual[c])) / sum(actual);
    case 'none':
      return scores[pick];
    default:
      throw new ArgumentError(`${name}: unknown average '${String(average)}'`, {
        op: name,
        fix: "The averages are 'binary', 'micro', 'macro', 'weighted' and 'none'.",
      });
  }
}

/** tp / (tp + fp): of what was predicted as a class, the share that is. */
export function precision(input: Tensor | Matrix | Values, target: Values, options: PerClass): number[];
export function precision(input: Tensor | Matrix | Values, target: Values, options?: AverageOptions): number;
export function precision(
  input: Tensor | Matrix | Values,
  target: Values,
  options: AverageOptions = {},
): number | number[] {
  return averaged(input, target, options, 'precision', 1, 'precision');
}

/** tp / (tp + fn): of what is a class, the share that was found. */
export function recall(input: Tensor | Matrix | Values, target: Values, options: PerClass): number[];
export function recall(input: Tensor | Matrix | Values, target: Values, options?: AverageOptions): number;
export function recall(
  input: Tensor | Matrix | Values,
  target: Values,
  options: AverageOptions = {},
): number | number[] {
  return averaged(input, target, options, 'recall', 1, 'recall');
}

/** The harmonic mean of precision and recall, 2 tp / (2 tp + fp + fn). */
export function f1(input: Tensor | Matrix | Values, target: Values, options: PerClass): number[];
export function f1(input: Tensor | Matrix | Values, target: Values, options?: AverageOptions): number;
export function f1(input: Tensor | Matrix | Values, target: Values, options: AverageOptions = {}): number | number[] {
  return averaged(input, target, options, 'f', 1, 'f1');
}

/** F_beta: recall counts `beta` times as much as precision. */
export function fBeta(
  input: Tensor | Matrix | Values,
  target: Values,
  beta: number,
  options: AverageOptions = {},
): number | number[] {
  return averaged(input, target, options, 'f', beta, 'fBeta');
}

/** Overlap of two masks, |A and B| / |A or B|; 1 when both are empty. */
export function iou(input: Values, target: Values): number {
  const [a, b] = pairOf(input, target, 'iou');
  let [both, any] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] > 0.5, b[i] > 0.5];
    if (x && y) both++;
    if (x || y) any++;
  }
  return any === 0 ? 1 : both / any;
}

/** 2 |A and B| / (|A| + |B|); 1 when both are empty. */
export function dice(input: Values, target: Values): number {
  const overlap = iou(input, target);
  return (2 * overlap) / (1 + overlap);
}
