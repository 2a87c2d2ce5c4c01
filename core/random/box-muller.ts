/**
 * Box-Muller in float32 for `randn` of 16 or more elements, to the last bit of PyTorch's AVX2 kernel.
 *
 * PyTorch computes log, sin and cos there with the Cephes polynomials in single precision (after J. Pommier's
 * sse_mathfun), whose results differ from a correctly rounded library in the last places. So the same polynomials are
 * evaluated here, every product-and-sum rounded once, as the fused multiply-add does.
 */
const f = Math.fround;
/** a*b + c rounded once: the product of two float32 is exact in float64. */
const fma = (a: number, b: number, c: number): number => f(a * b + c);

const TWO_PI = f(2 * Math.PI);
const SQRT_HALF = f(Math.SQRT1_2);
/** ln 2 split in two, the upper part with few bits, so that e * LN2_HIGH is exact. */
const LN2_HIGH = f(0.693359375);
const LN2_LOW = f(-2.1219444e-4);
const LOG = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
].map(f);
const SIN = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1].map(f);
const COS = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2].map(f);
const FOUR_OVER_PI = f(1.27323954473516);
/** pi/4 in three parts of few bits each (Cody and Waite), so that the reduction loses nothing. */
const PI4 = [0.78515625, 2.4187564849853516e-4, 3.774894977445941e-8].map(f);

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** ln x for 0 < x <= 1: x = m * 2^e with m in [sqrt(1/2), sqrt(2)), then a polynomial in m - 1. */
function log32(value: number): number {
  float[0] = value;
  let e = (bits[0] >>> 23) - 126;
  bits[0] = (bits[0] & 0x807fffff) | 0x3f000000;
  const m = float[0];
  let x = f(m - 1);
  if (m < SQRT_HALF) {
    e -= 1;
    x = f(x + m);
  }
  const z = f(x * x);
  let y = LOG[0];
  for (let i = 1; i < 9; i++) y = fma(y, x, LOG[i]);
  y = f(y * x);
  y = fma(y, z, f(e * LN2_LOW));
  y = fma(z, -0.5, y);
  return fma(e, LN2_HIGH, f(x + y));
}

/** Sine and cosine of `theta` >= 0 into `out`: reduce by multiples of pi/4, then the polynomial of the octant. */
function sinCos32(theta: number, out: Float64Array): void {
  const j = (Math.trunc(f(theta * FOUR_OVER_PI)) + 1) & ~1;
  let x = fma(j, -PI4[0], theta);
  x = fma(j, -PI4[1], x);
  x = fma(j, -PI4[2], x);
  const z = f(x * x);
  let c = fma(fma(COS[0], z, COS[1]), z, COS[2]);
  c = f(fma(f(c * z), z, f(z * -0.5)) + 1);
  let s = fma(fma(SIN[0], z, SIN[1]), z, SIN[2]);
  s = fma(f(s * z), x, x);
  const swap = (j & 2) !== 0;
  const sine = swap ? c : s;
  const cosine = swap ? s : c;
  out[0] = j & 4 ? -sine : sine;
  out[1] = ((j - 2) & 4) === 0 ? -cosine : cosine;
}

const sincos = new Float64Array(2);

/** Turns 16 uniforms at `at` into 16 normals: element k and k + 8 share one radius and angle. */
export function boxMuller16f(data: Float32Array, at: number, mean: number, std: number): void {
  for (let k = at; k < at + 8; k++) {
    const radius = f(Math.sqrt(f(-2 * log32(f(1 - data[k])))));
    sinCos32(f(TWO_PI * data[k + 8]), sincos);
    data[k] = fma(f(radius * sincos[1]), std, mean);
    data[k + 8] = fma(f(radius * sincos[0]), std, mean);
  }
}

/** The same in float64, where PyTorch uses the C library's functions. */
export function boxMuller16d(data: Float64Array, at: number, mean: number, std: number): void {
  for (let k = at; k < at + 8; k++) {
    const radius = Math.sqrt(-2 * Math.log(1 - data[k]));
    const theta = 2 * Math.PI * data[k + 8];
    data[k] = radius * Math.cos(theta) * std + mean;
    data[k + 8] = radius * Math.sin(theta) * std + mean;
  }
}
