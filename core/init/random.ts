/** Fills with plain random numbers. */
import { erf } from '../kernels/special.ts';
import { bindOptions } from '../ops/options.ts';
import { type FloatArray, fillNormal, fillUniform, permutation } from '../random/distributions.ts';
import { defaultGenerator, type Generator } from '../random/generator.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { matrix } from './constant.ts';
import { like, refill } from './fill.ts';

interface Options {
  generator?: Generator | null;
}

/** Uniform in [a, b). */
export function uniform_(tensor: Tensor, options?: Options & { a?: number; b?: number }): Tensor;
export function uniform_(tensor: Tensor, a?: number, b?: number, options?: Options): Tensor;
export function uniform_(...args: unknown[]): Tensor {
  const o = bindOptions<Required<Options> & { tensor: Tensor; a: number; b: number }>(
    'uniform_(tensor: Tensor, a: number = 0, b: number = 1, generator?: Generator)',
    args,
  );
  return refill(o.tensor, 'uniform_', (values) => fillUniform(values, o.a, o.b, o.generator ?? defaultGenerator));
}

/** Normal with the given mean and standard deviation. */
export function normal_(tensor: Tensor, options?: Options & { mean?: number; std?: number }): Tensor;
export function normal_(tensor: Tensor, mean?: number, std?: number, options?: Options): Tensor;
export function normal_(...args: unknown[]): Tensor {
  const o = bindOptions<Required<Options> & { tensor: Tensor; mean: number; std: number }>(
    'normal_(tensor: Tensor, mean: number = 0, std: number = 1, generator?: Generator)',
    args,
  );
  return refill(o.tensor, 'normal_', (values) => fillNormal(values, o.mean, o.std, o.generator ?? defaultGenerator));
}

export interface TruncOptions extends Options {
  mean?: number;
  std?: number;
  a?: number;
  b?: number;
}

/**
 * Normal, redrawn until every value lies in [a, b] (bounds are values, not deviations). When less than 30 % of the
 * normal's mass lies inside, candidates are uniform in [a, b] and kept with probability pdf(x) / max pdf.
 */
export function truncNormal_(tensor: Tensor, options?: TruncOptions): Tensor;
export function truncNormal_(tensor: Tensor, mean?: number, std?: number, a?: number, b?: number): Tensor;
export function truncNormal_(...args: unknown[]): Tensor {
  const o = bindOptions<Required<TruncOptions> & { tensor: Tensor }>(
    'truncNormal_(tensor: Tensor, mean: number = 0, std: number = 1, a: number = -2, b: number = 2, generator?: Generator)',
    args,
  );
  const generator = o.generator ?? defaultGenerator;
  const below = (x: number) => (1 + erf((x - o.mean) / o.std / Math.SQRT2)) / 2;
  return refill(o.tensor, 'truncNormal_', (values) => {
    if (below(o.b) - below(o.a) > 0.3) rejectNormal(values, o.mean, o.std, o.a, o.b, generator);
    else rejectUniform(values, o.mean, o.std, o.a, o.b, generator);
  });
}

function rejectNormal(values: FloatArray, mean: number, std: number, a: number, b: number, generator: Generator): void {
  const [low, high] = values instanceof Float32Array ? [Math.fround(a), Math.fround(b)] : [a, b];
  const fresh = like(values);
  fillNormal(values, mean, std, generator);
  while (values.some((v) => v < low || v > high)) {
    fillNormal(fresh, mean, std, generator);
    for (let i = 0; i < values.length; i++) if (values[i] < low || values[i] > high) values[i] = fresh[i];
  }
}

function rejectUniform(
  values: FloatArray,
  mean: number,
  std: number,
  a: number,
  b: number,
  generator: Generator,
): void {
  const logDensity = (x: number) => -0.5 * ((x - mean) / std) ** 2;
  const peak = logDensity(Math.max(a, Math.min(mean, b)));
  const candidates = like(values);
  const chance = like(values);
  const pending = new Array<boolean>(values.length).fill(true);
  do {
    fillUniform(candidates, a, b, generator);
    fillUniform(chance, 0, 1, generator);
    for (let i = 0; i < values.length; i++) {
      if (!pending[i]) continue;
      values[i] = candidates[i];
      pending[i] = Math.log(chance[i]) > logDensity(candidates[i]) - peak;
    }
  } while (pending.includes(true));
}

/** Normal, with a share `sparsity` of every column set to 0 (Martens 2010). */
export function sparse_(tensor: Tensor, sparsity: number, options?: Options & { std?: number }): Tensor;
export function sparse_(tensor: Tensor, options: Options & { sparsity: number; std?: number }): Tensor;
export function sparse_(...args: unknown[]): Tensor {
  const o = bindOptions<Required<Options> & { tensor: Tensor; sparsity: number; std: number }>(
    'sparse_(tensor: Tensor, sparsity: number, std: number = 0.01, generator?: Generator)',
    args,
  );
  const [rows, columns] = matrix(o.tensor, 'sparse_');
  const zeros = Math.ceil(o.sparsity * rows);
  return refill(o.tensor, 'sparse_', (values) => {
    fillNormal(values, 0, o.std, o.generator ?? defaultGenerator);
    for (let column = 0; column < columns; column++) {
      for (const row of permutation(rows, defaultGenerator).subarray(0, zeros)) values[row * columns + column] = 0;
    }
  });
}
