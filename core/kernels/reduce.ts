/** Reference reductions: the input is read as rows of the reduced elements. */

import { allocate, type TypedArray } from '../tensor/dtype.ts';
import { contiguousStrides, numelOf } from '../tensor/shape.ts';
import { copyStrided, type Tensor } from '../tensor/tensor.ts';

/** The elements of `x` with the reduced dims last: `rows` runs of `cols` elements. */
export function asRows(x: Tensor, dims: readonly number[]): { data: TypedArray; rows: number; cols: number } {
  const kept: number[] = [];
  for (let d = 0; d < x.shape.length; d++) if (!dims.includes(d)) kept.push(d);
  const cols = dims.reduce((n, d) => n * x.shape[d], 1);
  const rows = kept.reduce((n, d) => n * x.shape[d], 1);
  const order = [...kept, ...dims];
  if (order.every((d, i) => d === i)) return { data: x.data, rows, cols };
  const shape = order.map((d) => x.shape[d]);
  const strides = order.map((d) => x.strides[d]);
  const data = allocate(x.dtype, rows * cols);
  if (data.length > 0) copyStrided(x.array, shape, strides, x.offset, data);
  return { data, rows, cols };
}

/** out[row] = f(data, start, cols) for every row. */
export function reduceRows(
  x: Tensor,
  dims: readonly number[],
  out: Tensor,
  f: (data: TypedArray, start: number, count: number) => number,
): void {
  const { data, rows, cols } = asRows(x, dims);
  const to = out.array;
  for (let r = 0; r < rows; r++) to[r] = f(data, r * cols, cols);
}

/** Sum in float64, whatever the element type: 1e7 x 0.1 keeps all its float32 digits. */
export function sumRow(data: TypedArray, start: number, count: number): number {
  let s = 0;
  for (let i = start, end = start + count; i < end; i++) s += data[i];
  return s;
}

/** Runs `f` on every line along `dim` of `x`, read and written with the line's step. */
export function alongDim(
  x: Tensor,
  dim: number,
  out: Tensor,
  f: (from: TypedArray, to: TypedArray, start: number, step: number, count: number) => void,
): void {
  const shape = x.shape;
  const from = x.data;
  const to = out.array;
  if (shape.length === 0) {
    f(from, to, 0, 1, 1);
    return;
  }
  const step = contiguousStrides(shape)[dim];
  const count = shape[dim];
  if (from.length === 0) return;
  const outer = numelOf(shape) / (count * step);
  for (let o = 0; o < outer; o++) for (let i = 0; i < step; i++) f(from, to, o * count * step + i, step, count);
}
