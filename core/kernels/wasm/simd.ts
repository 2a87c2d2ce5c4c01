// What the kernels share: a multiply-add that uses the fused instruction where the build has it.

/** True in the build for engines with relaxed SIMD, where a multiply-add is one instruction. */
export const RELAXED: bool = ASC_FEATURE_RELAXED_SIMD;

/** a * b + c, four lanes. */
// @ts-ignore: decorator
@inline
export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** c - a * b, four lanes. */
// @ts-ignore: decorator
@inline
export function fnma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_nmadd(a, b, c);
  return f32x4.sub(c, f32x4.mul(a, b));
}

/** a * b + c, two float64 lanes. */
// @ts-ignore: decorator
@inline
export function fma64(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(f64x2.mul(a, b), c);
}

// @ts-ignore: decorator
@inline
export function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** Sum of both float64 lanes. */
// @ts-ignore: decorator
@inline
export function sum64(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** The upper two float32 lanes as float64. */
// @ts-ignore: decorator
@inline
export function upper64(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 0, 1));
}

/** The lower two float32 lanes as float64. */
// @ts-ignore: decorator
@inline
export function lower64(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}
