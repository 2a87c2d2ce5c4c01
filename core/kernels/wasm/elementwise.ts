// Functions of one and of two operands over runs of elements, and the walk over strided and broadcast operands.
//
// An operation is a number; `apply1` and `apply2` are inlined with that number constant, so each `case` below becomes a
// loop of its own without a test inside.
import { fma, fnma, splat } from './simd';
import { erf4, exp4, geluArgument4, log4, normalCdf4, normalPdf4, sigmoid4, tanh4 } from './math';

/** Up to three elements at the end of a run pass through here. */
const rim: usize = memory.data(64, 16);

// @ts-ignore: decorator
@inline
function apply1(op: i32, x: v128, p: v128): v128 {
  if (op == 0) return f32x4.neg(x);
  if (op == 1) return f32x4.abs(x);
  // max would turn NaN into NaN as well, but -0 into 0 like the reference: x > 0 ? x : (NaN stays).
  if (op == 2) return f32x4.max(x, splat(0));
  if (op == 3) return exp4(x);
  if (op == 4) return log4(x);
  if (op == 5) return tanh4(x);
  if (op == 6) return sigmoid4(x);
  if (op == 7) return f32x4.sqrt(x);
  if (op == 8) return f32x4.mul(x, x);
  if (op == 9) return f32x4.div(splat(1), x);
  if (op == 10) return erf4(x);
  if (op == 11) return f32x4.mul(x, normalCdf4(x));
  if (op == 12) return f32x4.mul(f32x4.mul(x, splat(0.5)), f32x4.add(tanh4(geluArgument4(x)), splat(1)));
  if (op == 13) return f32x4.mul(x, sigmoid4(x));
  if (op == 14) return f32x4.div(splat(1), f32x4.sqrt(x));
  // leakyRelu with slope p.
  return v128.bitselect(x, f32x4.mul(x, p), f32x4.gt(x, splat(0)));
}

// @ts-ignore: decorator
@inline
function run1(op: i32, x: usize, o: usize, n: i32, p: v128): void {
  const whole = n & ~3;
  const end = x + (<usize>whole << 2);
  for (; x < end; x += 16, o += 16) v128.store(o, apply1(op, v128.load(x), p));
  const left = <usize>(n - whole) << 2;
  if (left) {
    memory.copy(rim, x, left);
    v128.store(rim, apply1(op, v128.load(rim), p));
    memory.copy(o, rim, left);
  }
}

/** o[i] = f(x[i]), f by number (see `apply1` and the table in ../unary.ts). */
export function unary(op: i32, x: usize, o: usize, n: i32, parameter: f32): void {
  const p = splat(parameter);
  switch (op) {
    case 0: run1(0, x, o, n, p); break;
    case 1: run1(1, x, o, n, p); break;
    case 2: run1(2, x, o, n, p); break;
    case 3: run1(3, x, o, n, p); break;
    case 4: run1(4, x, o, n, p); break;
    case 5: run1(5, x, o, n, p); break;
    case 6: run1(6, x, o, n, p); break;
    case 7: run1(7, x, o, n, p); break;
    case 8: run1(8, x, o, n, p); break;
    case 9: run1(9, x, o, n, p); break;
    case 10: run1(10, x, o, n, p); break;
    case 11: run1(11, x, o, n, p); break;
    case 12: run1(12, x, o, n, p); break;
    case 13: run1(13, x, o, n, p); break;
    case 14: run1(14, x, o, n, p); break;
    default: run1(15, x, o, n, p);
  }
}

// @ts-ignore: decorator
@inline
function apply2(op: i32, a: v128, b: v128, p: v128): v128 {
  if (op == 0) return f32x4.add(a, b);
  if (op == 1) return f32x4.sub(a, b);
  if (op == 2) return f32x4.mul(a, b);
  if (op == 3) return f32x4.div(a, b);
  if (op == 4) return f32x4.max(a, b);
  if (op == 5) return f32x4.min(a, b);
  // a + alpha b and a - alpha b.
  if (op == 6) return f32x4.add(a, f32x4.mul(p, b));
  if (op == 7) return f32x4.sub(a, f32x4.mul(p, b));
  // Gradients: a is the result's gradient, b the saved result (relu, tanh, sigmoid) or input (gelu, silu).
  if (op == 8) return v128.andnot(a, f32x4.le(b, splat(0)));
  if (op == 9) return f32x4.mul(a, fnma(b, b, splat(1)));
  if (op == 10) return f32x4.mul(f32x4.mul(a, b), f32x4.sub(splat(1), b));
  if (op == 11) return f32x4.mul(a, fma(b, normalPdf4(b), normalCdf4(b)));
  if (op == 12) {
    const t = tanh4(geluArgument4(b));
    const slope = f32x4.mul(splat(0.797884561), fma(f32x4.mul(b, b), splat(0.134145), splat(1)));
    const left = fma(t, splat(0.5), splat(0.5));
    return f32x4.mul(a, fma(f32x4.mul(f32x4.mul(b, splat(0.5)), fnma(t, t, splat(1))), slope, left));
  }
  if (op == 13) {
    const s = sigmoid4(b);
    return f32x4.mul(a, f32x4.mul(s, fma(b, f32x4.sub(splat(1), s), splat(1))));
  }
  // leakyRelu with slope p.
  return v128.bitselect(a, f32x4.mul(a, p), f32x4.gt(b, splat(0)));
}

/** One run of n elements; a step of 0 repeats the first element of that operand. */
// @ts-ignore: decorator
@inline
function run2(op: i32, a: usize, ai: i32, b: usize, bi: i32, o: usize, n: i32, p: v128): void {
  const whole = n & ~3;
  const left = <usize>(n - whole) << 2;
  const end = o + (<usize>whole << 2);
  if (ai == 1 && bi == 1) {
    for (; o < end; o += 16, a += 16, b += 16) v128.store(o, apply2(op, v128.load(a), v128.load(b), p));
    if (left) {
      memory.copy(rim, a, left);
      memory.copy(rim + 16, b, left);
      v128.store(rim, apply2(op, v128.load(rim), v128.load(rim, 16), p));
      memory.copy(o, rim, left);
    }
  } else if (ai == 1 && bi == 0) {
    const y = v128.load32_splat(b);
    for (; o < end; o += 16, a += 16) v128.store(o, apply2(op, v128.load(a), y, p));
    if (left) {
      memory.copy(rim, a, left);
      v128.store(rim, apply2(op, v128.load(rim), y, p));
      memory.copy(o, rim, left);
    }
  } else if (ai == 0 && bi == 1) {
    const x = v128.load32_splat(a);
    for (; o < end; o += 16, b += 16) v128.store(o, apply2(op, x, v128.load(b), p));
    if (left) {
      memory.copy(rim, b, left);
      v128.store(rim, apply2(op, x, v128.load(rim), p));
      memory.copy(o, rim, left);
    }
  } else {
    const as = <usize>ai << 2;
    const bs = <usize>bi << 2;
    for (let i = 0; i < n; i++, a += as, b += bs, o += 4) {
      v128.store32_lane(o, apply2(op, v128.load32_splat(a), v128.load32_splat(b), p), 0);
    }
  }
}

function line2(op: i32, a: usize, ai: i32, b: usize, bi: i32, o: usize, n: i32, p: v128): void {
  switch (op) {
    case 0: run2(0, a, ai, b, bi, o, n, p); break;
    case 1: run2(1, a, ai, b, bi, o, n, p); break;
    case 2: run2(2, a, ai, b, bi, o, n, p); break;
    case 3: run2(3, a, ai, b, bi, o, n, p); break;
    case 4: run2(4, a, ai, b, bi, o, n, p); break;
    case 5: run2(5, a, ai, b, bi, o, n, p); break;
    case 6: run2(6, a, ai, b, bi, o, n, p); break;
    case 7: run2(7, a, ai, b, bi, o, n, p); break;
    case 8: run2(8, a, ai, b, bi, o, n, p); break;
    case 9: run2(9, a, ai, b, bi, o, n, p); break;
    case 10: run2(10, a, ai, b, bi, o, n, p); break;
    case 11: run2(11, a, ai, b, bi, o, n, p); break;
    case 12: run2(12, a, ai, b, bi, o, n, p); break;
    case 13: run2(13, a, ai, b, bi, o, n, p); break;
    default: run2(14, a, ai, b, bi, o, n, p);
  }
}

/** o[i] = f(a[i], b[i]) over one run; steps are 0 or 1. */
export function binary(op: i32, a: usize, ai: i32, b: usize, bi: i32, o: usize, n: i32, parameter: f32): void {
  line2(op, a, ai, b, bi, o, n, splat(parameter));
}

/**
 * The same over up to four dimensions, o dense. `dims` points to twelve i32: sizes, then a's steps, then b's, in elements,
 * outermost first and padded in front with size 1.
 */
export function binaryStrided(op: i32, a: usize, b: usize, o: usize, dims: usize, parameter: f32): void {
  const p = splat(parameter);
  const n0 = load<i32>(dims), n1 = load<i32>(dims, 4), n2 = load<i32>(dims, 8), n3 = load<i32>(dims, 12);
  const a0 = load<i32>(dims, 16), a1 = load<i32>(dims, 20), a2 = load<i32>(dims, 24), a3 = load<i32>(dims, 28);
  const b0 = load<i32>(dims, 32), b1 = load<i32>(dims, 36), b2 = load<i32>(dims, 40), b3 = load<i32>(dims, 44);
  const row = <usize>n3 << 2;
  for (let i = 0; i < n0; i++) {
    for (let j = 0; j < n1; j++) {
      let x = a + ((<usize>(i * a0 + j * a1)) << 2);
      let y = b + ((<usize>(i * b0 + j * b1)) << 2);
      for (let k = 0; k < n2; k++, o += row) {
        line2(op, x, a3, y, b3, o, n3, p);
        x += <usize>a2 << 2;
        y += <usize>b2 << 2;
      }
    }
  }
}

/** Packs a strided array of 4-byte elements densely. `dims` points to six sizes and six steps, outermost first. */
export function copyStrided(x: usize, o: usize, dims: usize): void {
  const n0 = load<i32>(dims), n1 = load<i32>(dims, 4), n2 = load<i32>(dims, 8), n3 = load<i32>(dims, 12), n4 = load<i32>(dims, 16), n5 = load<i32>(dims, 20);
  const s0 = load<i32>(dims, 24), s1 = load<i32>(dims, 28), s2 = load<i32>(dims, 32), s3 = load<i32>(dims, 36), s4 = load<i32>(dims, 40), s5 = load<i32>(dims, 44);
  const row = <usize>n5 << 2;
  for (let h = 0; h < n0; h++) {
    for (let i = 0; i < n1; i++) {
      for (let j = 0; j < n2; j++) {
        for (let k = 0; k < n3; k++) {
          const from = x + (<usize>(h * s0 + i * s1 + j * s2 + k * s3) << 2);
          if (s5 == 1) {
            for (let l = 0; l < n4; l++, o += row) memory.copy(o, from + (<usize>(l * s4) << 2), row);
          } else if (s5 == 0) {
            for (let l = 0; l < n4; l++) {
              const v = load<f32>(from + (<usize>(l * s4) << 2));
              for (let m = 0; m < n5; m++, o += 4) store<f32>(o, v);
            }
          } else if (s4 == 1 && n4 >= 8) {
            transpose(from, s5, n5, n4, o);
            o += <usize>n4 * row;
          } else {
            for (let l = 0; l < n4; l++) {
              let p = from + (<usize>(l * s4) << 2);
              for (let m = 0; m < n5; m++, o += 4, p += <usize>s5 << 2) store<i32>(o, load<i32>(p));
            }
          }
        }
      }
    }
  }
}

/** o[l, m] = x[m * step + l] for l < rows, m < cols: blocks of four by four, eight rows of x at a time. */
function transpose(x: usize, step: i32, cols: i32, rows: i32, o: usize): void {
  const from = <usize>step << 2;
  const to = <usize>cols << 2;
  let m = 0;
  for (; m + 4 <= cols; m += 4) {
    let p = x + <usize>m * from;
    let q = o + (<usize>m << 2);
    let l = 0;
    for (; l + 4 <= rows; l += 4, p += 16, q += 4 * to) {
      const r0 = v128.load(p), r1 = v128.load(p + from), r2 = v128.load(p + 2 * from), r3 = v128.load(p + 3 * from);
      const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const b = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const c = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      v128.store(q, v128.shuffle<i64>(a, b, 0, 2));
      v128.store(q + to, v128.shuffle<i64>(a, b, 1, 3));
      v128.store(q + 2 * to, v128.shuffle<i64>(c, d, 0, 2));
      v128.store(q + 3 * to, v128.shuffle<i64>(c, d, 1, 3));
    }
    for (; l < rows; l++, p += 4, q += to) {
      for (let i: usize = 0; i < 4; i++) store<f32>(q + (i << 2), load<f32>(p + i * from));
    }
  }
  for (; m < cols; m++) {
    const p = x + <usize>m * from;
    let q = o + (<usize>m << 2);
    for (let l = 0; l < rows; l++, q += to) store<f32>(q, load<f32>(p + (<usize>l << 2)));
  }
}

/** o += x over up to four dimensions, both strided. `dims` points to twelve i32: sizes, then o's steps, then x's. */
export function addStrided(o: usize, x: usize, dims: usize): void {
  const n0 = load<i32>(dims), n1 = load<i32>(dims, 4), n2 = load<i32>(dims, 8), n3 = load<i32>(dims, 12);
  const o0 = load<i32>(dims, 16), o1 = load<i32>(dims, 20), o2 = load<i32>(dims, 24), o3 = load<i32>(dims, 28);
  const x0 = load<i32>(dims, 32), x1 = load<i32>(dims, 36), x2 = load<i32>(dims, 40), x3 = load<i32>(dims, 44);
  for (let i = 0; i < n0; i++) {
    for (let j = 0; j < n1; j++) {
      for (let k = 0; k < n2; k++) {
        let p = o + (<usize>(i * o0 + j * o1 + k * o2) << 2);
        let q = x + (<usize>(i * x0 + j * x1 + k * x2) << 2);
        let l = 0;
        if (o3 == 1 && x3 == 1) {
          for (; l + 4 <= n3; l += 4, p += 16, q += 16) v128.store(p, f32x4.add(v128.load(p), v128.load(q)));
        }
        for (; l < n3; l++, p += <usize>o3 << 2, q += <usize>x3 << 2) store<f32>(p, load<f32>(p) + load<f32>(q));
      }
    }
  }
}
