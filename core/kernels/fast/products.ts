/** Matrix products. */

import { broadcastShapes, broadcastStrides, numelOf } from '../../tensor/shape.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { WORK } from '../module.ts';
import { begin, dense, finish, output, strided } from './operands.ts';

/** Multiply-adds below which the loop in TypeScript is as fast. */
const SMALL = 512;

/** A row or column of one element may carry any stride: 1 lets the packing see it as contiguous. */
const tidy = (size: number, stride: number): number => (size === 1 ? 1 : stride);

/** out = a . b with the batches of both broadcast, as the record of `matmul` has it. */
export function fastMatmul([a, b]: readonly Tensor[], [out]: readonly Tensor[]): boolean {
  const single = out.dtype === 'float32';
  if (!single && out.dtype !== 'float64') return false;
  const k = a.shape[a.shape.length - 1];
  if (out.numel() * k < SMALL) return smallMatmul(a, b, out);
  const module = begin(a, b, out);
  if (module === null) return false;
  const x = strided(module, a);
  const y = strided(module, b);
  const o = output(out);
  const rankA = a.shape.length;
  const rankB = b.shape.length;
  const m = rankA === 1 ? 1 : a.shape[rankA - 2];
  const n = rankB === 1 ? 1 : b.shape[rankB - 1];
  const ar = rankA === 1 ? 1 : tidy(m, x.strides[rankA - 2]);
  const ac = tidy(k, x.strides[rankA - 1]);
  const br = rankB === 1 ? tidy(k, y.strides[0]) : tidy(k, y.strides[rankB - 2]);
  const bc = rankB === 1 ? 1 : tidy(n, y.strides[rankB - 1]);
  const gemm = single ? module.wasm.sgemm : module.wasm.dgemm;
  const bytes = single ? 4 : 8;
  if (rankA <= 2 && rankB <= 2) {
    gemm(m, n, k, x.ptr, ar, ac, y.ptr, br, bc, o, n, 0, 0, WORK);
    return finish(module);
  }
  if (rankB <= 2 && rankA > 2 && foldable(a, x.strides)) {
    // One matrix on the right of a batch of dense ones: a single tall product.
    gemm(numelOf(a.shape) / k, n, k, x.ptr, ar, ac, y.ptr, br, bc, o, n, 0, 0, WORK);
    return finish(module);
  }
  const aBatch = a.shape.slice(0, -2);
  const bBatch = b.shape.slice(0, -2);
  const batch = broadcastShapes(aBatch, bBatch, 'matmul');
  const as = broadcastStrides(aBatch, x.strides.slice(0, -2), batch);
  const bs = broadcastStrides(bBatch, y.strides.slice(0, -2), batch);
  const index = new Array<number>(batch.length).fill(0);
  let p = 0;
  let q = 0;
  const count = numelOf(batch);
  for (let i = 0; i < count; i++) {
    gemm(m, n, k, x.ptr + p * bytes, ar, ac, y.ptr + q * bytes, br, bc, o + i * m * n * bytes, n, 0, 0, WORK);
    for (let d = batch.length - 1; d >= 0; d--) {
      p += as[d];
      q += bs[d];
      if (++index[d] < batch[d]) break;
      p -= as[d] * batch[d];
      q -= bs[d] * batch[d];
      index[d] = 0;
    }
  }
  return finish(module);
}

/** True when all rows of the batch lie one after the other. */
function foldable(a: Tensor, strides: readonly number[]): boolean {
  let step = strides[a.shape.length - 2] * a.shape[a.shape.length - 2];
  for (let d = a.shape.length - 3; d >= 0; d--) {
    if (a.shape[d] !== 1 && strides[d] !== step) return false;
    step *= a.shape[d];
  }
  return true;
}

/** Two matrices of a few elements, where a call into WebAssembly would cost more than the product. */
function smallMatmul(a: Tensor, b: Tensor, out: Tensor): boolean {
  if (a.shape.length !== 2 || b.shape.length !== 2) return false;
  const [m, k] = a.shape;
  const n = b.shape[1];
  const [ar, ac] = a.strides;
  const [br, bc] = b.strides;
  const x = a.array;
  const y = b.array;
  const to = out.array;
  let o = out.offset;
  for (let i = 0, p = a.offset; i < m; i++, p += ar) {
    for (let j = 0, q = b.offset; j < n; j++, q += bc) {
      let sum = 0;
      for (let l = 0, u = p, v = q; l < k; l++, u += ac, v += br) sum += x[u] * y[v];
      to[o++] = sum;
    }
  }
  return true;
}

/** out = x w^T + b. */
export function fastLinear([x, w, b]: readonly Tensor[], [out]: readonly Tensor[]): boolean {
  const single = out.dtype === 'float32';
  if ((!single && out.dtype !== 'float64') || w.shape.length !== 2) return false;
  const [n, k] = w.shape;
  if (b !== undefined && (b.shape.length !== 1 || b.shape[0] !== n)) return false;
  const rows = out.numel() / n;
  if (rows * n * k < SMALL) return smallLinear(x, w, b, out, rows, n, k);
  const module = begin(x, w, b ?? null, out);
  if (module === null) return false;
  const from = dense(module, x);
  const weight = strided(module, w);
  const bias = b === undefined ? 0 : dense(module, b);
  const gemm = single ? module.wasm.sgemm : module.wasm.dgemm;
  gemm(
    rows,
    n,
    k,
    from,
    k,
    1,
    weight.ptr,
    tidy(k, weight.strides[1]),
    tidy(n, weight.strides[0]),
    output(out),
    n,
    bias,
    0,
    WORK,
  );
  return finish(module);
}

function smallLinear(
  x: Tensor,
  w: Tensor,
  b: Tensor | undefined,
  out: Tensor,
  rows: number,
  n: number,
  k: number,
): boolean {
  const from = x.data;
  const weight = w.array;
  const [wr, wc] = w.strides;
  const bias = b === undefined ? null : b.data;
  const to = out.array;
  let o = out.offset;
  for (let i = 0, p = 0; i < rows; i++, p += k) {
    for (let j = 0, q = w.offset; j < n; j++, q += wr) {
      let sum = 0;
      for (let l = 0, v = q; l < k; l++, v += wc) sum += from[p + l] * weight[v];
      // The product is rounded before the bias is added, as everywhere else.
      to[o] = sum;
      if (bias !== null) to[o] += bias[j];
      o++;
    }
  }
  return true;
}
