// Softmax and its logarithm over rows, with their gradients.
import { fnma, lower64, splat, sum64, upper64 } from './simd';
import { exp4 } from './math';
import { maxRun, sumRun } from './reduce';

const rim: usize = memory.data(16, 16);

/** o[i] = e^(x[i] - shift); returns the sum in float64. */
function expRun(x: usize, o: usize, n: i32, shift: f32): f64 {
  const m = splat(shift);
  let s0 = f64x2.splat(0), s1 = s0;
  const end = x + (<usize>(n & ~3) << 2);
  for (; x < end; x += 16, o += 16) {
    const e = exp4(f32x4.sub(v128.load(x), m));
    v128.store(o, e);
    s0 = f64x2.add(s0, lower64(e));
    s1 = f64x2.add(s1, upper64(e));
  }
  let s = sum64(f64x2.add(s0, s1));
  const left = n & 3;
  if (left) {
    memory.copy(rim, x, <usize>left << 2);
    v128.store(rim, exp4(f32x4.sub(v128.load(rim), m)));
    for (let i = 0; i < left; i++) s += <f64>load<f32>(rim + (<usize>i << 2));
    memory.copy(o, rim, <usize>left << 2);
  }
  return s;
}

/** y = softmax of every row. */
export function softmaxRows(x: usize, y: usize, rows: i32, cols: i32): void {
  const row = <usize>cols << 2;
  for (let r = 0; r < rows; r++, x += row, y += row) {
    const scale = <f32>(1 / expRun(x, y, cols, maxRun(x, cols)));
    const f = splat(scale);
    const end = y + (<usize>(cols & ~3) << 2);
    let p = y;
    for (; p < end; p += 16) v128.store(p, f32x4.mul(v128.load(p), f));
    for (let i = cols & ~3; i < cols; i++, p += 4) store<f32>(p, load<f32>(p) * scale);
  }
}

/** y = x - max - ln(sum e^(x - max)) of every row. */
export function logSoftmaxRows(x: usize, y: usize, rows: i32, cols: i32): void {
  const row = <usize>cols << 2;
  for (let r = 0; r < rows; r++, x += row, y += row) {
    const top = maxRun(x, cols);
    const sum = expRun(x, y, cols, top);
    const log = <f32>Math.log(sum);
    const m = splat(top), l = splat(log);
    const end = x + (<usize>(cols & ~3) << 2);
    let p = x;
    let q = y;
    for (; p < end; p += 16, q += 16) v128.store(q, f32x4.sub(f32x4.sub(v128.load(p), m), l));
    for (let i = cols & ~3; i < cols; i++, p += 4, q += 4) store<f32>(q, load<f32>(p) - top - log);
  }
}

/** gx = y (g - sum g y), row by row. */
export function softmaxGradRows(g: usize, y: usize, gx: usize, rows: i32, cols: i32): void {
  const row = <usize>cols << 2;
  const whole = cols & ~3;
  for (let r = 0; r < rows; r++, g += row, y += row, gx += row) {
    let s0 = f64x2.splat(0), s1 = s0;
    for (let i = 0; i < whole; i += 4) {
      const at = <usize>i << 2;
      const p = f32x4.mul(v128.load(g + at), v128.load(y + at));
      s0 = f64x2.add(s0, lower64(p));
      s1 = f64x2.add(s1, upper64(p));
    }
    let s = sum64(f64x2.add(s0, s1));
    for (let i = whole; i < cols; i++) s += <f64>(load<f32>(g + (<usize>i << 2)) * load<f32>(y + (<usize>i << 2)));
    const t = <f32>s;
    const v = splat(t);
    for (let i = 0; i < whole; i += 4) {
      const at = <usize>i << 2;
      v128.store(gx + at, f32x4.mul(v128.load(y + at), f32x4.sub(v128.load(g + at), v)));
    }
    for (let i = whole; i < cols; i++) {
      const at = <usize>i << 2;
      store<f32>(gx + at, load<f32>(y + at) * (load<f32>(g + at) - t));
    }
  }
}

/** gx = g - e^y sum g, row by row. */
export function logSoftmaxGradRows(g: usize, y: usize, gx: usize, rows: i32, cols: i32): void {
  const row = <usize>cols << 2;
  const whole = cols & ~3;
  for (let r = 0; r < rows; r++, g += row, y += row, gx += row) {
    const v = splat(<f32>sumRun(g, cols));
    for (let i = 0; i < whole; i += 4) {
      const at = <usize>i << 2;
      v128.store(gx + at, fnma(exp4(v128.load(y + at)), v, v128.load(g + at)));
    }
    const left = <usize>(cols - whole) << 2;
    if (left) {
      const at = <usize>whole << 2;
      memory.copy(rim, y + at, left);
      const e = exp4(v128.load(rim));
      memory.copy(rim, g + at, left);
      v128.store(rim, fnma(e, v, v128.load(rim)));
      memory.copy(gx + at, rim, left);
    }
  }
}
