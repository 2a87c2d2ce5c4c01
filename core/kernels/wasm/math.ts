// Elementary functions on four float32 lanes. Coefficients are minimax fits (weighted least squares, reweighted until the
// error is level) of the functions named beside them. Largest errors over all float32, in units in the last place, are
// tested: exp 2, log 2, tanh 3, sigmoid 3, erf 3.
import { fma, fnma, splat } from './simd';

/** All bits of a lane set where |x| would lose its sign. */
// @ts-ignore: decorator
@inline
function signBits(): v128 {
  return i32x4.splat(<i32>0x80000000);
}

/**
 * e^x = 2^n e^r with n = round(x / ln 2), |r| <= ln 2 / 2 and e^r = 1 + r + r^2 q(r). The factor 2^n is applied in two
 * halves, so that results below the smallest normal number and above the largest come out right.
 */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  // Comparisons with NaN are false: pmin and pmax with x first let NaN through.
  x = f32x4.pmin(x, splat(89));
  x = f32x4.pmax(x, splat(-104.5));
  const n = f32x4.nearest(f32x4.mul(x, splat(1.44269504)));
  // ln 2 in two parts; n times the first is exact.
  let r = fnma(n, splat(0.693359375), x);
  r = fnma(n, splat(-0.00021219444), r);
  let q = splat(0.00139517186);
  q = fma(q, r, splat(0.00836959828));
  q = fma(q, r, splat(0.0416661873));
  q = fma(q, r, splat(0.166665129));
  q = fma(q, r, splat(0.50000001));
  const e = fma(f32x4.mul(r, r), q, f32x4.add(r, splat(1)));
  const k = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(k, 1);
  const rest = i32x4.sub(k, half);
  const one = i32x4.splat(127);
  const y = f32x4.mul(e, i32x4.shl(i32x4.add(half, one), 23));
  return f32x4.mul(y, i32x4.shl(i32x4.add(rest, one), 23));
}

/**
 * ln x = k ln 2 + ln m with m in [sqrt(1/2), sqrt 2). With f = m - 1 and s = f / (2 + f),
 * ln m = f - (f^2 / 2 - s (f^2 / 2 + R(s^2))), R an odd remainder of 2 artanh s.
 */
// @ts-ignore: decorator
@inline
export function log4(x: v128): v128 {
  // Numbers below the smallest normal one are scaled up by 2^23 first.
  const tiny = f32x4.lt(x, splat(1.17549435e-38));
  const u = v128.bitselect(f32x4.mul(x, splat(8388608)), x, tiny);
  const shift = v128.and(tiny, i32x4.splat(23));
  // Exponent of u / sqrt(1/2), so that m lies around 1.
  const bits = i32x4.sub(u, i32x4.splat(0x3f3504f3));
  const e = i32x4.shr_s(bits, 23);
  const m = i32x4.sub(u, i32x4.shl(e, 23));
  const k = f32x4.convert_i32x4_s(i32x4.sub(e, shift));
  const f = f32x4.sub(m, splat(1));
  const s = f32x4.div(f, f32x4.add(f, splat(2)));
  const z = f32x4.mul(s, s);
  let p = splat(0.236109821);
  p = fma(p, z, splat(0.285358666));
  p = fma(p, z, splat(0.400003565));
  p = fma(p, z, splat(0.666666656));
  const h = f32x4.mul(f32x4.mul(f, f), splat(0.5));
  const inner = fma(s, fma(p, z, h), f32x4.mul(k, splat(-0.00021219444)));
  let y = f32x4.sub(f, f32x4.sub(h, inner));
  y = fma(k, splat(0.693359375), y);
  // Zero, infinity, negative numbers and NaN.
  y = v128.bitselect(x, y, f32x4.eq(x, splat(f32.MAX_VALUE * 2)));
  y = v128.bitselect(splat(-f32.MAX_VALUE * 2), y, f32x4.eq(x, splat(0)));
  return v128.bitselect(y, splat(f32.NaN), f32x4.ge(x, splat(0)));
}

/** tanh x = x + x^3 t(x^2) up to 0.625, and 1 - 2 / (e^2x + 1) beyond. */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const sign = v128.and(x, signBits());
  const a = v128.andnot(x, signBits());
  const z = f32x4.mul(x, x);
  let t = splat(0.00212274469);
  t = fma(t, z, splat(-0.00815627916));
  t = fma(t, z, splat(0.0216926065));
  t = fma(t, z, splat(-0.0539453783));
  t = fma(t, z, splat(0.133331959));
  t = fma(t, z, splat(-0.333333306));
  const near = fma(f32x4.mul(t, z), x, x);
  const e = exp4(f32x4.add(a, a));
  const far = v128.or(f32x4.sub(splat(1), f32x4.div(splat(2), f32x4.add(e, splat(1)))), sign);
  return v128.bitselect(near, far, f32x4.lt(a, splat(0.625)));
}

/** 1 / (1 + e^-x), from e^-|x| so that nothing overflows. */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const e = exp4(v128.or(x, signBits()));
  const r = f32x4.div(splat(1), f32x4.add(e, splat(1)));
  return v128.bitselect(f32x4.mul(e, r), r, f32x4.lt(x, splat(0)));
}

/** erfc a = t w(t) e^(-a^2) with t = 1 / (1 + a / 2), for a >= 0.95. */
// @ts-ignore: decorator
@inline
function erfcTail(a: v128): v128 {
  const t = f32x4.div(splat(1), fma(a, splat(0.5), splat(1)));
  let w = splat(0.0893544568);
  w = fma(w, t, splat(-0.214406499));
  w = fma(w, t, splat(0.068335534));
  w = fma(w, t, splat(0.0700445154));
  w = fma(w, t, splat(0.175432011));
  w = fma(w, t, splat(0.247679408));
  w = fma(w, t, splat(0.281958045));
  w = fma(w, t, splat(0.282102225));
  return f32x4.mul(f32x4.mul(t, w), exp4(f32x4.neg(f32x4.mul(a, a))));
}

/** erf x = x s(x^2), for |x| <= 1. */
// @ts-ignore: decorator
@inline
function erfNear(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let s = splat(7.88912172e-5);
  s = fma(s, z, splat(-0.000802084194));
  s = fma(s, z, splat(0.00518953541));
  s = fma(s, z, splat(-0.0268544446));
  s = fma(s, z, splat(0.112836002));
  s = fma(s, z, splat(-0.376126271));
  s = fma(s, z, splat(1.12837917));
  return f32x4.mul(s, x);
}

// @ts-ignore: decorator
@inline
export function erf4(x: v128): v128 {
  const sign = v128.and(x, signBits());
  const a = v128.andnot(x, signBits());
  const far = v128.or(f32x4.sub(splat(1), erfcTail(a)), sign);
  return v128.bitselect(erfNear(x), far, f32x4.lt(a, splat(1)));
}

/** The normal distribution function, (1 + erf(x / sqrt 2)) / 2, without cancellation for negative x. */
// @ts-ignore: decorator
@inline
export function normalCdf4(x: v128): v128 {
  const u = f32x4.mul(x, splat(0.707106781));
  const a = v128.andnot(u, signBits());
  const near = fma(erfNear(u), splat(0.5), splat(0.5));
  const tail = f32x4.mul(erfcTail(a), splat(0.5));
  const far = v128.bitselect(tail, f32x4.sub(splat(1), tail), f32x4.lt(u, splat(0)));
  return v128.bitselect(near, far, f32x4.lt(a, splat(1)));
}

/** The standard normal density. */
// @ts-ignore: decorator
@inline
export function normalPdf4(x: v128): v128 {
  return f32x4.mul(exp4(f32x4.mul(f32x4.mul(x, x), splat(-0.5))), splat(0.39894228));
}

/** The argument of tanh in gelu's approximation: sqrt(2 / pi) (x + 0.044715 x^3). */
// @ts-ignore: decorator
@inline
export function geluArgument4(x: v128): v128 {
  const z = f32x4.mul(x, x);
  return f32x4.mul(f32x4.mul(x, splat(0.797884561)), fma(z, splat(0.044715), splat(1)));
}
