// Sums of float32 in float64: two lanes hold what four hold in float32, and nothing is lost over ten million terms.
import { lower64, splat, sum64, upper64 } from './simd';

/** Sum of n floats. */
export function sumRun(x: usize, n: i32): f64 {
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  const end = x + (<usize>(n & ~7) << 2);
  for (; x < end; x += 32) {
    const a = v128.load(x), b = v128.load(x, 16);
    s0 = f64x2.add(s0, lower64(a));
    s1 = f64x2.add(s1, upper64(a));
    s2 = f64x2.add(s2, lower64(b));
    s3 = f64x2.add(s3, upper64(b));
  }
  let s = sum64(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
  for (let i = n & ~7; i < n; i++, x += 4) s += <f64>load<f32>(x);
  return s;
}

/** o[r] = scale * sum of row r. */
export function sumRows(x: usize, o: usize, rows: i32, cols: i32, scale: f64): void {
  for (let r = 0; r < rows; r++, x += <usize>cols << 2, o += 4) store<f32>(o, <f32>(sumRun(x, cols) * scale));
}

/** o[outer, inner] = scale * sum over the middle axis of x[outer, middle, inner]; `work` holds `inner` float64. */
export function sumMiddle(x: usize, o: usize, outer: i32, middle: i32, inner: i32, scale: f64, work: usize): void {
  const row = <usize>inner << 2;
  const four = inner & ~3;
  for (let i = 0; i < outer; i++) {
    memory.fill(work, 0, <usize>inner << 3);
    let m = 0;
    // Four rows at a time, so that the running sums are read and written once for four additions.
    for (; m + 4 <= middle; m += 4, x += 4 * row) {
      let w = work;
      let p = x;
      let j = 0;
      for (; j < four; j += 4, p += 16, w += 32) {
        const a = v128.load(p), b = v128.load(p + row), c = v128.load(p + 2 * row), d = v128.load(p + 3 * row);
        const low = f64x2.add(f64x2.add(lower64(a), lower64(b)), f64x2.add(lower64(c), lower64(d)));
        const high = f64x2.add(f64x2.add(upper64(a), upper64(b)), f64x2.add(upper64(c), upper64(d)));
        v128.store(w, f64x2.add(v128.load(w), low));
        v128.store(w, f64x2.add(v128.load(w, 16), high), 16);
      }
      for (; j < inner; j++, p += 4, w += 8) {
        store<f64>(w, load<f64>(w) + (<f64>load<f32>(p) + <f64>load<f32>(p + row)) + (<f64>load<f32>(p + 2 * row) + <f64>load<f32>(p + 3 * row)));
      }
    }
    for (; m < middle; m++) {
      let w = work;
      for (let j = 0; j < inner; j++, x += 4, w += 8) store<f64>(w, load<f64>(w) + <f64>load<f32>(x));
    }
    for (let j = 0; j < inner; j++, o += 4) store<f32>(o, <f32>(load<f64>(work + (<usize>j << 3)) * scale));
  }
}

/** Largest of n >= 1 floats; NaN if any is. */
export function maxRun(x: usize, n: i32): f32 {
  let m = splat(-f32.MAX_VALUE * 2);
  const end = x + (<usize>(n & ~3) << 2);
  for (; x < end; x += 16) m = f32x4.max(m, v128.load(x));
  let best = max(max(f32x4.extract_lane(m, 0), f32x4.extract_lane(m, 1)), max(f32x4.extract_lane(m, 2), f32x4.extract_lane(m, 3)));
  for (let i = n & ~3; i < n; i++, x += 4) best = max(best, load<f32>(x));
  return best;
}

/** o[r] = sign * max of sign * row r: the largest (1) or smallest (-1) element. */
export function maxRows(x: usize, o: usize, rows: i32, cols: i32): void {
  for (let r = 0; r < rows; r++, x += <usize>cols << 2, o += 4) store<f32>(o, maxRun(x, cols));
}
