// C = A B (+ C), float32. The plan is the classic one (Goto and van de Geijn, 2008):
//
//   - B is cut into blocks of KC x NC and A into blocks of MC x KC, small enough to stay in the caches;
//   - each block is packed: A as panels of MR rows, B as panels of NR columns, both with k running slowest, so that the
//     inner loop reads memory in one straight line. Any strides are allowed, so a transposed operand costs nothing more;
//   - the inner loop keeps an MR x NR tile of C in registers and adds one outer product a step.
//
// 6 x 8 is 12 accumulators: with two vectors of B and one of A that is all the registers V8 has. Without the fused
// multiply-add each product needs a register of its own, hence 4 x 8 there.
import { fma } from './simd';

const MR: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;
const NR: i32 = 8;
const KC: i32 = 384;
const MC: i32 = 96;
const NC: i32 = 768;

/** One 6 x 8 tile: C (+)= panel of A . panel of B. `cs` is C's row step in bytes. */
function tile6(k: i32, a: usize, b: usize, c: usize, cs: usize, accumulate: bool): void {
  let c00 = f32x4.splat(0);
  let c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
  if (accumulate) {
    let p = c;
    c00 = v128.load(p); c01 = v128.load(p, 16); p += cs;
    c10 = v128.load(p); c11 = v128.load(p, 16); p += cs;
    c20 = v128.load(p); c21 = v128.load(p, 16); p += cs;
    c30 = v128.load(p); c31 = v128.load(p, 16); p += cs;
    c40 = v128.load(p); c41 = v128.load(p, 16); p += cs;
    c50 = v128.load(p); c51 = v128.load(p, 16);
  }
  for (let i = 0; i < k; i++) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = fma(x, b0, c00); c01 = fma(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = fma(x, b0, c10); c11 = fma(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = fma(x, b0, c20); c21 = fma(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = fma(x, b0, c30); c31 = fma(x, b1, c31);
    x = v128.load32_splat(a, 16);
    c40 = fma(x, b0, c40); c41 = fma(x, b1, c41);
    x = v128.load32_splat(a, 20);
    c50 = fma(x, b0, c50); c51 = fma(x, b1, c51);
    a += 24;
    b += 32;
  }
  let p = c;
  v128.store(p, c00); v128.store(p, c01, 16); p += cs;
  v128.store(p, c10); v128.store(p, c11, 16); p += cs;
  v128.store(p, c20); v128.store(p, c21, 16); p += cs;
  v128.store(p, c30); v128.store(p, c31, 16); p += cs;
  v128.store(p, c40); v128.store(p, c41, 16); p += cs;
  v128.store(p, c50); v128.store(p, c51, 16);
}

/** The same with 4 x 8. */
function tile4(k: i32, a: usize, b: usize, c: usize, cs: usize, accumulate: bool): void {
  let c00 = f32x4.splat(0);
  let c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  if (accumulate) {
    let p = c;
    c00 = v128.load(p); c01 = v128.load(p, 16); p += cs;
    c10 = v128.load(p); c11 = v128.load(p, 16); p += cs;
    c20 = v128.load(p); c21 = v128.load(p, 16); p += cs;
    c30 = v128.load(p); c31 = v128.load(p, 16);
  }
  for (let i = 0; i < k; i++) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = fma(x, b0, c00); c01 = fma(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = fma(x, b0, c10); c11 = fma(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = fma(x, b0, c20); c21 = fma(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = fma(x, b0, c30); c31 = fma(x, b1, c31);
    a += 16;
    b += 32;
  }
  let p = c;
  v128.store(p, c00); v128.store(p, c01, 16); p += cs;
  v128.store(p, c10); v128.store(p, c11, 16); p += cs;
  v128.store(p, c20); v128.store(p, c21, 16); p += cs;
  v128.store(p, c30); v128.store(p, c31, 16);
}

/** Rows r0 .. r3 of a 4 x 4 block, each 4 floats from p with `step` bytes between rows, stored as columns at q, q + out, ... */
// @ts-ignore: decorator
@inline
function transpose4(p: usize, step: usize, q: usize, out: usize): void {
  const r0 = v128.load(p), r1 = v128.load(p + step), r2 = v128.load(p + 2 * step), r3 = v128.load(p + 3 * step);
  const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const b = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const c = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(q, v128.shuffle<i64>(a, b, 0, 2));
  v128.store(q + out, v128.shuffle<i64>(a, b, 1, 3));
  v128.store(q + 2 * out, v128.shuffle<i64>(c, d, 0, 2));
  v128.store(q + 3 * out, v128.shuffle<i64>(c, d, 1, 3));
}

/**
 * Packs `count` lines of length k (line step `ls`, step along k `ks`, in elements) into panels of `width` lines,
 * k slowest; the last panel is filled up with zeros.
 */
function pack(width: i32, src: usize, ls: i32, ks: i32, count: i32, k: i32, to: usize): void {
  const line = (<usize>ls) << 2;
  const step = (<usize>ks) << 2;
  const row = (<usize>width) << 2;
  for (let first = 0; first < count; first += width) {
    const n = min(width, count - first);
    const from = src + <usize>first * line;
    if (n == width && ls == 1) {
      // Lines side by side in memory: copy `width` floats a step.
      let p = from;
      let q = to;
      if (width == 8) {
        for (let i = 0; i < k; i++, p += step, q += 32) {
          v128.store(q, v128.load(p));
          v128.store(q, v128.load(p, 16), 16);
        }
      } else if (width == 6) {
        for (let i = 0; i < k; i++, p += step, q += 24) {
          v128.store(q, v128.load(p));
          store<u64>(q, load<u64>(p, 16), 16);
        }
      } else {
        for (let i = 0; i < k; i++, p += step, q += 16) v128.store(q, v128.load(p));
      }
    } else if (n == width && ks == 1) {
      // Each line is contiguous: transpose blocks of four by four.
      let i = 0;
      let p = from;
      let q = to;
      for (; i + 4 <= k; i += 4, p += 16, q += 4 * row) {
        transpose4(p, line, q, row);
        if (width == 8) transpose4(p + 4 * line, line, q + 16, row);
        else if (width == 6) {
          const r4 = v128.load(p + 4 * line), r5 = v128.load(p + 5 * line);
          const low = v128.shuffle<f32>(r4, r5, 0, 4, 1, 5);
          const high = v128.shuffle<f32>(r4, r5, 2, 6, 3, 7);
          v128.store64_lane(q + 16, low, 0);
          v128.store64_lane(q + 16 + row, low, 1);
          v128.store64_lane(q + 16 + 2 * row, high, 0);
          v128.store64_lane(q + 16 + 3 * row, high, 1);
        }
      }
      for (; i < k; i++, p += 4, q += row) {
        for (let j = 0; j < width; j++) store<f32>(q + (<usize>j << 2), load<f32>(p + <usize>j * line));
      }
    } else {
      let p = from;
      let q = to;
      for (let i = 0; i < k; i++, p += step, q += row) {
        for (let j = 0; j < n; j++) store<f32>(q + (<usize>j << 2), load<f32>(p + <usize>j * line));
        for (let j = n; j < width; j++) store<f32>(q + (<usize>j << 2), 0);
      }
    }
    to += <usize>k * row;
  }
}

/** Floats of working memory that `sgemm` needs behind `work`. */
export const WORK: i32 = MC * KC + NC * KC + 64;

/**
 * c[m, n] = a[m, k] . b[k, n], or c += with `accumulate`. `ar`, `ac`, `br`, `bc` are row and column steps in elements;
 * c's rows are `cr` apart and dense. `bias` (or 0) points to n floats that are added to every row.
 * `work` points to WORK floats.
 */
export function sgemm(
  m: i32, n: i32, k: i32,
  a: usize, ar: i32, ac: i32,
  b: usize, br: i32, bc: i32,
  c: usize, cr: i32,
  bias: usize, accumulate: i32, work: usize,
): void {
  if (bias) {
    for (let i = 0; i < m; i++) memory.copy(c + ((<usize>i * cr) << 2), bias, <usize>n << 2);
    accumulate = 1;
  }
  if (k == 0 && !accumulate) {
    for (let i = 0; i < m; i++) memory.fill(c + ((<usize>i * cr) << 2), 0, <usize>n << 2);
    return;
  }
  const edge = work;
  const aPack = work + 256;
  const bPack = aPack + (<usize>(MC * KC) << 2);
  const cs = <usize>cr << 2;
  for (let j0 = 0; j0 < n; j0 += NC) {
    const nc = min(NC, n - j0);
    for (let p0 = 0; p0 < k; p0 += KC) {
      const kc = min(KC, k - p0);
      const add: bool = accumulate != 0 || p0 > 0;
      pack(NR, b + ((<usize>p0 * br + <usize>j0 * bc) << 2), bc, br, nc, kc, bPack);
      for (let i0 = 0; i0 < m; i0 += MC) {
        const mc = min(MC, m - i0);
        pack(MR, a + ((<usize>i0 * ar + <usize>p0 * ac) << 2), ar, ac, mc, kc, aPack);
        for (let j = 0; j < nc; j += NR) {
          const panelB = bPack + (<usize>(j * kc) << 2);
          const cols = min(NR, nc - j);
          for (let i = 0; i < mc; i += MR) {
            const panelA = aPack + (<usize>(i * kc) << 2);
            const rows = min(MR, mc - i);
            const at = c + <usize>(i0 + i) * cs + (<usize>(j0 + j) << 2);
            if (rows == MR && cols == NR) {
              if (ASC_FEATURE_RELAXED_SIMD) tile6(kc, panelA, panelB, at, cs, add);
              else tile4(kc, panelA, panelB, at, cs, add);
            } else {
              // At the rim of C the tile goes through a buffer.
              if (ASC_FEATURE_RELAXED_SIMD) tile6(kc, panelA, panelB, edge, 32, false);
              else tile4(kc, panelA, panelB, edge, 32, false);
              for (let r = 0; r < rows; r++) {
                const to = at + <usize>r * cs;
                const from = edge + (<usize>r << 5);
                if (add) for (let s = 0; s < cols; s++) store<f32>(to + (<usize>s << 2), load<f32>(to + (<usize>s << 2)) + load<f32>(from + (<usize>s << 2)));
                else for (let s = 0; s < cols; s++) store<f32>(to + (<usize>s << 2), load<f32>(from + (<usize>s << 2)));
              }
            }
          }
        }
      }
    }
  }
}
