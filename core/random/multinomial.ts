/** Indices drawn in proportion to weights, as `torch.multinomial` draws them. */
import { ArgumentError } from '../errors.ts';
import { type FloatArray, fillExponential } from './distributions.ts';
import type { Generator } from './generator.ts';

/**
 * `samples` indices for each of `rows` rows of `weights` (row-major, not negative, not all zero).
 *
 * Without replacement, or for one sample: the exponential race. Every category gets an arrival time q ~ Exp(1) slowed
 * by its weight, and those with the largest weight / q win, in that order. With replacement: the cumulative sums are
 * searched for a 53-bit uniform.
 */
export function multinomialIndices(
  weights: FloatArray,
  rows: number,
  samples: number,
  replacement: boolean,
  generator: Generator,
): Int32Array {
  const categories = rows === 0 ? 0 : weights.length / rows;
  check(weights, rows, categories, samples, replacement);
  const out = new Int32Array(rows * samples);
  if (!replacement || samples === 1) race(weights, rows, categories, samples, generator, out);
  else search(weights, rows, categories, samples, generator, out);
  return out;
}

function race(
  weights: FloatArray,
  rows: number,
  categories: number,
  samples: number,
  generator: Generator,
  out: Int32Array,
): void {
  const score = weights instanceof Float32Array ? new Float32Array(weights.length) : new Float64Array(weights.length);
  fillExponential(score, 1, generator);
  for (let i = 0; i < score.length; i++) score[i] = weights[i] / score[i];
  for (let r = 0; r < rows; r++) {
    const start = r * categories;
    const order = Array.from({ length: categories }, (_, i) => i).sort((a, b) => score[start + b] - score[start + a]);
    for (let s = 0; s < samples; s++) out[r * samples + s] = order[s];
  }
}

function search(
  weights: FloatArray,
  rows: number,
  categories: number,
  samples: number,
  generator: Generator,
  out: Int32Array,
): void {
  const cumulative = weights instanceof Float32Array ? new Float32Array(categories) : new Float64Array(categories);
  for (let r = 0; r < rows; r++) {
    let last = 0;
    for (let i = 0; i < categories; i++) {
      cumulative[i] = last + weights[r * categories + i];
      last = cumulative[i];
    }
    for (let i = 0; i < categories; i++) cumulative[i] /= last;
    cumulative[categories - 1] = 1;
    for (let s = 0; s < samples; s++) {
      const u = generator.uniform53();
      let left = 0;
      let right = categories;
      while (left < right) {
        const middle = (left + right) >> 1;
        if (cumulative[middle] < u) left = middle + 1;
        else right = middle;
      }
      out[r * samples + s] = left;
    }
  }
}

function check(weights: FloatArray, rows: number, categories: number, samples: number, replacement: boolean): void {
  const fail = (message: string, fix: string): never => {
    throw new ArgumentError(`multinomial: ${message}`, { op: 'multinomial', fix });
  };
  if (!(samples > 0)) fail(`numSamples must be positive, got ${samples}`, 'Draw at least one sample.');
  if (!replacement && samples > categories) {
    fail(
      `cannot draw ${samples} of ${categories} categories without replacement`,
      'Pass {replacement: true} or draw fewer.',
    );
  }
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let i = r * categories; i < (r + 1) * categories; i++) {
      if (!(weights[i] >= 0 && weights[i] < Number.POSITIVE_INFINITY)) {
        fail(`weights must be finite and not negative, got ${weights[i]}`, 'For logits, pass softmax(logits, -1).');
      }
      sum += weights[i];
    }
    if (sum === 0) fail('all weights of a distribution are zero', 'At least one category needs a positive weight.');
  }
}
