// C = A B (+ C) in float64: the same plan as gemm.ts with 4 x 4 tiles. Gradient checks and linear algebra use it.
import { fma64 } from './simd';

const KC: i32 = 256;
const MC: i32 = 64;
const NC: i32 = 256;

/** Packs `count` lines into panels of four, k slowest, filled up with zeros. */
function pack4(src: usize, ls: i32, ks: i32, count: i32, k: i32, to: usize): void {
  for (let first = 0; first < count; first += 4) {
    const n = min(4, count - first);
    let p = src + ((<usize>first * ls) << 3);
    for (let i = 0; i < k; i++, p += <usize>ks << 3, to += 32) {
      for (let j = 0; j < n; j++) store<f64>(to + (<usize>j << 3), load<f64>(p + ((<usize>j * ls) << 3)));
      for (let j = n; j < 4; j++) store<f64>(to + (<usize>j << 3), 0);
    }
  }
}

/** A 4 x 4 tile into 16 float64 at `out`. */
function tile(k: i32, a: usize, b: usize, out: usize): void {
  let c00 = f64x2.splat(0);
  let c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  for (let i = 0; i < k; i++, a += 32, b += 32) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load64_splat(a);
    c00 = fma64(x, b0, c00); c01 = fma64(x, b1, c01);
    x = v128.load64_splat(a, 8);
    c10 = fma64(x, b0, c10); c11 = fma64(x, b1, c11);
    x = v128.load64_splat(a, 16);
    c20 = fma64(x, b0, c20); c21 = fma64(x, b1, c21);
    x = v128.load64_splat(a, 24);
    c30 = fma64(x, b0, c30); c31 = fma64(x, b1, c31);
  }
  v128.store(out, c00); v128.store(out, c01, 16);
  v128.store(out, c10, 32); v128.store(out, c11, 48);
  v128.store(out, c20, 64); v128.store(out, c21, 80);
  v128.store(out, c30, 96); v128.store(out, c31, 112);
}

/** As `sgemm`, in float64; `work` points to (MC + NC) KC + 16 float64. */
export function dgemm(
  m: i32, n: i32, k: i32,
  a: usize, ar: i32, ac: i32,
  b: usize, br: i32, bc: i32,
  c: usize, cr: i32,
  bias: usize, accumulate: i32, work: usize,
): void {
  if (bias) {
    for (let i = 0; i < m; i++) memory.copy(c + ((<usize>i * cr) << 3), bias, <usize>n << 3);
    accumulate = 1;
  }
  if (k == 0 && !accumulate) {
    for (let i = 0; i < m; i++) memory.fill(c + ((<usize>i * cr) << 3), 0, <usize>n << 3);
    return;
  }
  const edge = work;
  const aPack = work + 128;
  const bPack = aPack + (<usize>(MC * KC) << 3);
  for (let j0 = 0; j0 < n; j0 += NC) {
    const nc = min(NC, n - j0);
    for (let p0 = 0; p0 < k; p0 += KC) {
      const kc = min(KC, k - p0);
      const add = accumulate != 0 || p0 > 0;
      pack4(b + ((<usize>p0 * br + <usize>j0 * bc) << 3), bc, br, nc, kc, bPack);
      for (let i0 = 0; i0 < m; i0 += MC) {
        const mc = min(MC, m - i0);
        pack4(a + ((<usize>i0 * ar + <usize>p0 * ac) << 3), ar, ac, mc, kc, aPack);
        for (let j = 0; j < nc; j += 4) {
          for (let i = 0; i < mc; i += 4) {
            tile(kc, aPack + (<usize>(i * kc) << 3), bPack + (<usize>(j * kc) << 3), edge);
            const rows = min(4, mc - i);
            const cols = min(4, nc - j);
            for (let r = 0; r < rows; r++) {
              const to = c + ((<usize>(i0 + i + r) * cr + <usize>(j0 + j)) << 3);
              const from = edge + (<usize>r << 5);
              for (let s = 0; s < cols; s++) {
                const v = load<f64>(from + (<usize>s << 3));
                store<f64>(to + (<usize>s << 3), add ? load<f64>(to + (<usize>s << 3)) + v : v);
              }
            }
          }
        }
      }
    }
  }
}
