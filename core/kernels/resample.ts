/** Reference resampling along one dimension: every output is a weighted sum of a few inputs. */
import type { TypedArray } from '../tensor/dtype.ts';

/** `taps` inputs per output: their places and weights, row by row. */
export interface Taps {
  readonly taps: number;
  readonly index: Int32Array;
  readonly weight: Float64Array;
}

/** y[o, i, k] = sum over taps of weight . x[o, place, k]. */
export function resample(outer: number, size: number, inner: number, t: Taps, x: TypedArray, y: TypedArray): void {
  const out = t.index.length / t.taps;
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < out; i++) {
      for (let k = 0; k < inner; k++) {
        let sum = 0;
        for (let j = i * t.taps; j < (i + 1) * t.taps; j++) sum += t.weight[j] * x[(o * size + t.index[j]) * inner + k];
        y[(o * out + i) * inner + k] = sum;
      }
    }
  }
}

/** The adjoint: x[o, place, k] += weight . y[o, i, k]. */
export function resampleAdjoint(
  outer: number,
  size: number,
  inner: number,
  t: Taps,
  y: TypedArray,
  x: TypedArray,
): void {
  const out = t.index.length / t.taps;
  const sums = new Float64Array(outer * size * inner);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < out; i++) {
      for (let j = i * t.taps; j < (i + 1) * t.taps; j++) {
        for (let k = 0; k < inner; k++)
          sums[(o * size + t.index[j]) * inner + k] += t.weight[j] * y[(o * out + i) * inner + k];
      }
    }
  }
  x.set(sums);
}
