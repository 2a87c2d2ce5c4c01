/** How well scores rank the positives of a binary target before the negatives (as sklearn.metrics). */
import { ArgumentError } from '../errors.ts';
import { flat, pairOf, type Values } from './values.ts';

export interface RocCurve {
  /** False positive rate, from 0 to 1. */
  readonly fpr: number[];
  /** True positive rate. */
  readonly tpr: number[];
  /** Scores from which a sample counts as positive; the first is Infinity: none does. */
  readonly thresholds: number[];
}

/** Positives and negatives at or above each distinct score, from the highest score down. */
function cumulative(
  scores: Values,
  target: Values,
  name: string,
): { tp: number[]; fp: number[]; thresholds: number[] } {
  const [s, t] = pairOf(scores, target, name);
  for (const v of t)
    if (v !== 0 && v !== 1)
      throw new ArgumentError(`${name}: targets must be 0 or 1, got ${v}`, {
        op: name,
        fix: 'For several classes take one against the rest: target.eq(c).',
      });
  if (s.some(Number.isNaN)) throw new ArgumentError(`${name}: a score is NaN`, { op: name });
  const order = Array.from(s, (_, i) => i).sort((a, b) => s[b] - s[a]);
  const out = { tp: [] as number[], fp: [] as number[], thresholds: [] as number[] };
  let [tp, fp] = [0, 0];
  order.forEach((i, k) => {
    if (t[i] === 1) tp++;
    else fp++;
    if (k + 1 < order.length && s[order[k + 1]] === s[i]) return;
    out.tp.push(tp);
    out.fp.push(fp);
    out.thresholds.push(s[i]);
  });
  return out;
}

/** The receiver operating characteristic: one point per distinct score, and (0, 0). */
export function rocCurve(scores: Values, target: Values): RocCurve {
  const { tp, fp, thresholds } = cumulative(scores, target, 'rocCurve');
  const [positives, negatives] = [tp[tp.length - 1], fp[fp.length - 1]];
  if (positives === 0 || negatives === 0)
    throw new ArgumentError(`rocCurve: the targets are all ${positives === 0 ? 0 : 1}, so there is no curve`, {
      op: 'rocCurve',
    });
  return {
    fpr: [0, ...fp.map((v) => v / negatives)],
    tpr: [0, ...tp.map((v) => v / positives)],
    thresholds: [Number.POSITIVE_INFINITY, ...thresholds],
  };
}

/** Area under a curve given by points with rising (or falling) x, by trapezoids. */
export function auc(x: Values, y: Values): number {
  const [a, b] = pairOf(x, y, 'auc');
  let [area, up, down] = [0, true, true];
  for (let i = 1; i < a.length; i++) {
    if (a[i] < a[i - 1]) up = false;
    if (a[i] > a[i - 1]) down = false;
    area += ((a[i] - a[i - 1]) * (b[i] + b[i - 1])) / 2;
  }
  if (!up && !down) throw new ArgumentError('auc: x must rise or fall throughout', { op: 'auc' });
  return up ? area : -area;
}

/** Area under the ROC curve: the chance that a positive scores above a negative, ties counted half. */
export function rocAuc(scores: Values, target: Values): number {
  const { fpr, tpr } = rocCurve(scores, target);
  return auc(fpr, tpr);
}

export interface PrecisionRecallCurve {
  readonly precision: number[];
  readonly recall: number[];
  /** Rising; one shorter than the others, whose last point is precision 1 at recall 0. */
  readonly thresholds: number[];
}

/** Precision and recall for each distinct score as the threshold. */
export function precisionRecallCurve(scores: Values, target: Values): PrecisionRecallCurve {
  const { tp, fp, thresholds } = cumulative(scores, target, 'precisionRecallCurve');
  const positives = tp[tp.length - 1];
  const precision = tp.map((v, i) => v / (v + fp[i]));
  const recall = tp.map((v) => (positives === 0 ? 1 : v / positives));
  return { precision: [...precision.reverse(), 1], recall: [...recall.reverse(), 0], thresholds: thresholds.reverse() };
}

/** Sum over thresholds of (recall_n - recall_(n-1)) precision_n, without interpolation. */
export function averagePrecision(scores: Values, target: Values): number {
  const { precision, recall } = precisionRecallCurve(scores, target);
  if (flat(target).every((v) => v === 0)) return 0;
  let sum = 0;
  for (let i = 0; i + 1 < recall.length; i++) sum += (recall[i] - recall[i + 1]) * precision[i];
  return sum;
}
