/**
 * Fills of typed arrays from a generator, each drawing exactly as PyTorch's CPU kernel does: how many draws an element
 * takes and in which order is part of the contract, because it decides what the next call returns.
 */
import { ArgumentError } from '../errors.ts';
import type { TypedArray } from '../tensor/dtype.ts';
import { boxMuller16d, boxMuller16f } from './box-muller.ts';
import type { Generator } from './generator.ts';

export type FloatArray = Float32Array | Float64Array;

/** Uniform in [from, to). One draw (24 bits) an element in float32, two (53 bits) in float64. */
export function fillUniform(out: FloatArray, from: number, to: number, generator: Generator): void {
  if (!(from <= to)) {
    throw new ArgumentError(`uniform_: expected from <= to, got from=${from} and to=${to}`, { op: 'uniform_' });
  }
  const n = out.length;
  if (out instanceof Float32Array) {
    const low = Math.fround(from);
    const range = Math.fround(Math.fround(to) - low);
    for (let i = 0; i < n; i++) out[i] = generator.uniform24() * range + low;
  } else {
    const range = to - from;
    for (let i = 0; i < n; i++) out[i] = generator.uniform53() * range + from;
  }
}

/**
 * Normal with the given mean and standard deviation, by Box-Muller in one of PyTorch's two regimes. Under 16 elements
 * one by one in float64, the sine kept for the next call; from 16 on in blocks of 16 of the array's own precision,
 * and when 16 does not divide the length, the last 16 elements are drawn anew.
 */
export function fillNormal(out: FloatArray, mean: number, std: number, generator: Generator): void {
  if (!(std >= 0)) throw new ArgumentError(`normal: expected std >= 0, got ${std}`, { op: 'normal' });
  const n = out.length;
  if (n < 16) {
    for (let i = 0; i < n; i++) out[i] = generator.normal() * std + mean;
    return;
  }
  for (let i = 0; i < n; i++) out[i] = out instanceof Float32Array ? generator.uniform24() : generator.uniform53();
  const block =
    out instanceof Float32Array
      ? (at: number) => boxMuller16f(out, at, Math.fround(mean), Math.fround(std))
      : (at: number) => boxMuller16d(out, at, mean, std);
  for (let at = 0; at + 16 <= n; at += 16) block(at);
  if (n % 16 === 0) return;
  for (let i = n - 16; i < n; i++) out[i] = out instanceof Float32Array ? generator.uniform24() : generator.uniform53();
  block(n - 16);
}

/** Ranges from here on take 64 bits a draw, so that the remainder stays all but unbiased. */
const WIDE_RANGE = 2 ** 28;

/** Whole numbers in [low, high): one draw modulo the range, or two of them for a wide range. */
export function fillIntegers(out: TypedArray, low: number, high: number, generator: Generator): void {
  if (!(Number.isInteger(low) && Number.isInteger(high) && low < high)) {
    throw new ArgumentError(`randint: expected whole numbers with low < high, got low=${low} and high=${high}`, {
      op: 'randint',
      fix: 'The upper bound is exclusive: randint(0, 10, [n]) gives 0 to 9.',
    });
  }
  const range = high - low;
  const wide = range >= WIDE_RANGE;
  for (let i = 0; i < out.length; i++) {
    out[i] = low + (wide ? Number(generator.random64() % BigInt(range)) : generator.random() % range);
  }
}

/** A random permutation of 0 to n - 1: Fisher-Yates from the front, one draw a step. */
export function permutation(n: number, generator: Generator): Int32Array {
  const out = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < n - 1; i++) {
    const j = i + (generator.random() % (n - i));
    const swapped = out[i];
    out[i] = out[j];
    out[j] = swapped;
  }
  return out;
}

/** 1 with probability `p`, else 0: a 53-bit uniform below p. The form with one probability, as in dropout. */
export function fillBernoulli(out: TypedArray, p: number, generator: Generator): void {
  checkProbability(p);
  for (let i = 0; i < out.length; i++) out[i] = generator.uniform53() < p ? 1 : 0;
}

/** 1 with probability `probabilities[i]`: float32 probabilities are compared with 24-bit uniforms. */
export function fillBernoulliFrom(out: TypedArray, probabilities: FloatArray, generator: Generator): void {
  const single = probabilities instanceof Float32Array;
  for (let i = 0; i < out.length; i++) {
    checkProbability(probabilities[i]);
    out[i] = (single ? generator.uniform24() : generator.uniform53()) < probabilities[i] ? 1 : 0;
  }
}

function checkProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) {
    throw new ArgumentError(`bernoulli: probabilities lie in [0, 1], got ${p}`, { op: 'bernoulli' });
  }
}

/** Exponential with rate `lambda`: -ln(1 - u) / lambda. */
export function fillExponential(out: FloatArray, lambda: number, generator: Generator): void {
  if (!(lambda > 0)) throw new ArgumentError(`exponential_: expected lambd > 0, got ${lambda}`, { op: 'exponential_' });
  for (let i = 0; i < out.length; i++) out[i] = -Math.log1p(-generator.uniform53()) / lambda;
}

/** Number of trials up to the first success: ceil(ln u / ln(1 - p)). */
export function fillGeometric(out: TypedArray, p: number, generator: Generator): void {
  if (!(p > 0 && p < 1)) throw new ArgumentError(`geometric_: expected 0 < p < 1, got ${p}`, { op: 'geometric_' });
  for (let i = 0; i < out.length; i++) out[i] = Math.ceil(Math.log(generator.uniform53()) / Math.log1p(-p));
}

/** Cauchy: median + sigma tan(pi (u - 1/2)). */
export function fillCauchy(out: FloatArray, median: number, sigma: number, generator: Generator): void {
  for (let i = 0; i < out.length; i++) out[i] = median + sigma * Math.tan(Math.PI * (generator.uniform53() - 0.5));
}

/** exp of a normal with the given mean and standard deviation. */
export function fillLogNormal(out: FloatArray, mean: number, std: number, generator: Generator): void {
  if (!(std > 0)) throw new ArgumentError(`logNormal_: expected std > 0, got ${std}`, { op: 'logNormal_' });
  for (let i = 0; i < out.length; i++) out[i] = Math.exp(generator.normal() * std + mean);
}

/** A whole number of 63 bits, as `torch.empty((), dtype=torch.int64).random_()`: how DataLoader draws its seeds. */
export function randomInt64(generator: Generator): bigint {
  return generator.random64() & 0x7fffffffffffffffn;
}
