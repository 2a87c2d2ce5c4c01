/** Reference matrix product: rows of the result are accumulated in float64. */
import type { TypedArray } from '../tensor/dtype.ts';

/**
 * c[m, n] = a[m, k] . b[k, n], each given by array, start, and row and column steps; c is dense. With `accumulate` the
 * product is added to c.
 */
export function gemm(
  m: number,
  n: number,
  k: number,
  a: TypedArray,
  aStart: number,
  aRow: number,
  aCol: number,
  b: TypedArray,
  bStart: number,
  bRow: number,
  bCol: number,
  c: TypedArray,
  cStart: number,
  accumulate = false,
): void {
  const line = new Float64Array(n);
  for (let i = 0; i < m; i++) {
    line.fill(0);
    for (let p = 0; p < k; p++) {
      const scale = a[aStart + i * aRow + p * aCol];
      let q = bStart + p * bRow;
      if (bCol === 1) for (let j = 0; j < n; j++) line[j] += scale * b[q + j];
      else for (let j = 0; j < n; j++, q += bCol) line[j] += scale * b[q];
    }
    const at = cStart + i * n;
    if (accumulate) for (let j = 0; j < n; j++) c[at + j] += line[j];
    else for (let j = 0; j < n; j++) c[at + j] = line[j];
  }
}
