// Layer normalisation over rows, with its gradients. Statistics are taken in float64 and in two passes.
import { fma, lower64, splat, sum64, upper64 } from './simd';
import { sumRun } from './reduce';

/** Sum of (x - mean)^2. */
function squaresRun(x: usize, n: i32, mean: f32): f64 {
  const m = splat(mean);
  let s0 = f64x2.splat(0), s1 = s0;
  const end = x + (<usize>(n & ~3) << 2);
  for (; x < end; x += 16) {
    const d = f32x4.sub(v128.load(x), m);
    const low = lower64(d), high = upper64(d);
    s0 = f64x2.add(s0, f64x2.mul(low, low));
    s1 = f64x2.add(s1, f64x2.mul(high, high));
  }
  let s = sum64(f64x2.add(s0, s1));
  for (let i = n & ~3; i < n; i++, x += 4) {
    const d = <f64>load<f32>(x) - <f64>mean;
    s += d * d;
  }
  return s;
}

/** y = (x - mean) / sqrt(var + eps) * w + b, row by row; w and b may be 0. */
export function layerNormRows(x: usize, w: usize, b: usize, y: usize, rows: i32, cols: i32, eps: f64): void {
  const row = <usize>cols << 2;
  const whole = cols & ~3;
  for (let r = 0; r < rows; r++, x += row, y += row) {
    const mean = <f32>(sumRun(x, cols) / <f64>cols);
    const rstd = <f32>(1 / Math.sqrt(squaresRun(x, cols, mean) / <f64>cols + eps));
    const m = splat(mean), s = splat(rstd);
    for (let i = 0; i < whole; i += 4) {
      const at = <usize>i << 2;
      let v = f32x4.mul(f32x4.sub(v128.load(x + at), m), s);
      if (w) v = f32x4.mul(v, v128.load(w + at));
      if (b) v = f32x4.add(v, v128.load(b + at));
      v128.store(y + at, v);
    }
    for (let i = whole; i < cols; i++) {
      const at = <usize>i << 2;
      let v = (load<f32>(x + at) - mean) * rstd;
      if (w) v *= load<f32>(w + at);
      if (b) v += load<f32>(b + at);
      store<f32>(y + at, v);
    }
  }
}

/**
 * With h = (x - mean) / sigma and u = g w:  gx = (u - mean(u) - h mean(u h)) / sigma, gw = sum g h, gb = sum g.
 * gx, gw, gb may be 0; gw and gb are added to and must start at zero.
 */
export function layerNormGradRows(
  g: usize, x: usize, w: usize, gx: usize, gw: usize, gb: usize, rows: i32, cols: i32, eps: f64,
): void {
  const row = <usize>cols << 2;
  const whole = cols & ~3;
  const n = <f64>cols;
  for (let r = 0; r < rows; r++, g += row, x += row, gx += row) {
    const mean = <f32>(sumRun(x, cols) / n);
    const rstd = <f32>(1 / Math.sqrt(squaresRun(x, cols, mean) / n + eps));
    const m = splat(mean), s = splat(rstd);
    let u0 = f64x2.splat(0), u1 = u0, h0 = u0, h1 = u0;
    for (let i = 0; i < whole; i += 4) {
      const at = <usize>i << 2;
      const d = v128.load(g + at);
      const h = f32x4.mul(f32x4.sub(v128.load(x + at), m), s);
      if (gw) v128.store(gw + at, fma(d, h, v128.load(gw + at)));
      if (gb) v128.store(gb + at, f32x4.add(d, v128.load(gb + at)));
      const u = w ? f32x4.mul(d, v128.load(w + at)) : d;
      u0 = f64x2.add(u0, lower64(u));
      u1 = f64x2.add(u1, upper64(u));
      const t = f32x4.mul(u, h);
      h0 = f64x2.add(h0, lower64(t));
      h1 = f64x2.add(h1, upper64(t));
    }
    let us = sum64(f64x2.add(u0, u1));
    let hs = sum64(f64x2.add(h0, h1));
    for (let i = whole; i < cols; i++) {
      const at = <usize>i << 2;
      const d = load<f32>(g + at);
      const h = (load<f32>(x + at) - mean) * rstd;
      if (gw) store<f32>(gw + at, load<f32>(gw + at) + d * h);
      if (gb) store<f32>(gb + at, load<f32>(gb + at) + d);
      const u = w ? d * load<f32>(w + at) : d;
      us += <f64>u;
      hs += <f64>(u * h);
    }
    if (!gx) { gx -= row; continue; }
    const um = <f32>(us / n), hm = <f32>(hs / n);
    const uv = splat(um), hv = splat(hm);
    for (let i = 0; i < whole; i += 4) {
      const at = <usize>i << 2;
      const d = v128.load(g + at);
      const h = f32x4.mul(f32x4.sub(v128.load(x + at), m), s);
      const u = w ? f32x4.mul(d, v128.load(w + at)) : d;
      v128.store(gx + at, f32x4.mul(s, f32x4.sub(f32x4.sub(u, uv), f32x4.mul(h, hv))));
    }
    for (let i = whole; i < cols; i++) {
      const at = <usize>i << 2;
      const h = (load<f32>(x + at) - mean) * rstd;
      const d = load<f32>(g + at);
      const u = w ? d * load<f32>(w + at) : d;
      store<f32>(gx + at, rstd * (u - um - h * hm));
    }
  }
}
