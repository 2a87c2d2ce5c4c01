/** Distances between predictions and targets, over all elements (as sklearn.metrics). */
import { pairOf, type Values } from './values.ts';

function mean(input: Values, target: Values, name: string, term: (p: number, t: number) => number): number {
  const [p, t] = pairOf(input, target, name);
  let sum = 0;
  for (let i = 0; i < t.length; i++) sum += term(p[i], t[i]);
  return sum / t.length;
}

/** Mean of (input - target)^2. */
export function meanSquaredError(input: Values, target: Values): number {
  return mean(input, target, 'meanSquaredError', (p, t) => (p - t) ** 2);
}
/** Root of the mean squared error, in the target's unit. */
export function rootMeanSquaredError(input: Values, target: Values): number {
  return Math.sqrt(meanSquaredError(input, target));
}
/** Mean of |input - target|. */
export function meanAbsoluteError(input: Values, target: Values): number {
  return mean(input, target, 'meanAbsoluteError', (p, t) => Math.abs(p - t));
}

/**
 * 1 - sum (t - p)^2 / sum (t - mean t)^2: the share of the variance that is explained; negative when worse than the
 * mean. For a constant target 1 if it is met exactly, else 0.
 */
export function r2Score(input: Values, target: Values): number {
  const [p, t] = pairOf(input, target, 'r2Score');
  const centre = t.reduce((s, v) => s + v, 0) / t.length;
  let [residual, total] = [0, 0];
  for (let i = 0; i < t.length; i++) {
    residual += (t[i] - p[i]) ** 2;
    total += (t[i] - centre) ** 2;
  }
  if (total === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / total;
}
