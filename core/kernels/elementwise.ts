/** Reference loops over elements: dense inputs in one pass, strided and broadcast ones by an odometer. */
import { broadcastStrides } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** out[i] = f(x[i]). */
export function mapUnary(x: Tensor, out: Tensor, f: (x: number) => number): void {
  const from = x.data;
  const to = out.array;
  for (let i = 0; i < to.length; i++) to[i] = f(from[i]);
}

/** True when `t` can be read in step with a dense result of `shape`. */
function inStep(t: Tensor, numel: number): boolean {
  return t.numel() === numel && t.isContiguous;
}

/** out = f(a, b) with broadcasting. */
export function mapBinary(a: Tensor, b: Tensor, out: Tensor, f: (a: number, b: number) => number): void {
  const to = out.array;
  const n = to.length;
  if (n === 0) return;
  const aDense = inStep(a, n);
  const bDense = inStep(b, n);
  const x = a.array;
  const y = b.array;
  if (aDense && bDense) {
    for (let i = 0, p = a.offset, q = b.offset; i < n; i++, p++, q++) to[i] = f(x[p], y[q]);
  } else if (aDense && b.numel() === 1) {
    const c = y[b.offset];
    for (let i = 0, p = a.offset; i < n; i++, p++) to[i] = f(x[p], c);
  } else if (bDense && a.numel() === 1) {
    const c = x[a.offset];
    for (let i = 0, q = b.offset; i < n; i++, q++) to[i] = f(c, y[q]);
  } else {
    const shape = out.shape;
    const rank = shape.length;
    const as = broadcastStrides(a.shape, a.strides, shape);
    const bs = broadcastStrides(b.shape, b.strides, shape);
    const inner = shape[rank - 1];
    const ai = as[rank - 1];
    const bi = bs[rank - 1];
    const index = new Array<number>(rank).fill(0);
    let p = a.offset;
    let q = b.offset;
    for (let o = 0; o < n; ) {
      for (let i = 0, u = p, v = q; i < inner; i++, u += ai, v += bi) to[o++] = f(x[u], y[v]);
      for (let d = rank - 2; d >= 0; d--) {
        p += as[d];
        q += bs[d];
        if (++index[d] < shape[d]) break;
        p -= as[d] * shape[d];
        q -= bs[d] * shape[d];
        index[d] = 0;
      }
    }
  }
}

/** out = f(a, b, c) with broadcasting. */
export function mapTernary(
  a: Tensor,
  b: Tensor,
  c: Tensor,
  out: Tensor,
  f: (a: number, b: number, c: number) => number,
): void {
  const x = expanded(a, out.shape);
  const y = expanded(b, out.shape);
  const z = expanded(c, out.shape);
  const to = out.array;
  for (let i = 0; i < to.length; i++) to[i] = f(x[i], y[i], z[i]);
}

/** The elements of `t` broadcast to `shape`, densely. */
function expanded(t: Tensor, shape: readonly number[]): ArrayLike<number> {
  if (t.shape.length === shape.length && t.shape.every((s, i) => s === shape[i])) return t.data;
  const strides = broadcastStrides(t.shape, t.strides, shape);
  const n = shape.reduce((m, s) => m * s, 1);
  const out = new Float64Array(n);
  const index = new Array<number>(shape.length).fill(0);
  const array = t.array;
  let at = t.offset;
  for (let i = 0; i < n; i++) {
    out[i] = array[at];
    for (let d = shape.length - 1; d >= 0; d--) {
      at += strides[d];
      if (++index[d] < shape[d]) break;
      at -= strides[d] * shape[d];
      index[d] = 0;
    }
  }
  return out;
}
