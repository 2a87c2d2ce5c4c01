/** Special functions that JavaScript lacks, to float64 accuracy. */

/**
 * The error function, |error| < 1e-15: its Maclaurin series for small arguments, and the continued fraction of the
 * complementary function (Lentz's method) beyond.
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  const a = Math.abs(x);
  if (a < 2.5) {
    // erf x = 2/sqrt(pi) e^{-x^2} sum_n 2^n x^{2n+1} / (1 . 3 . 5 ... (2n+1)): all terms positive, no cancellation.
    let term = x;
    let sum = x;
    const x2 = x * x;
    for (let n = 1; n < 80; n++) {
      term *= (2 * x2) / (2 * n + 1);
      sum += term;
      if (Math.abs(term) < 1e-17 * Math.abs(sum)) break;
    }
    return (2 / Math.sqrt(Math.PI)) * Math.exp(-x2) * sum;
  }
  return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
}

/** 1 - erf(x) without cancellation for large x. */
export function erfc(x: number): number {
  if (x < 2.5) return 1 - erf(x);
  if (x > 27.3) return 0;
  // erfc x = e^{-x^2} / sqrt(pi) . 1 / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...)))), evaluated from the inside.
  let f = x;
  for (let k = 60; k >= 1; k--) f = x + k / 2 / f;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * f);
}

/** The inverse of erf: a closed approximation (Winitzki, 2008), then Halley's method on erf or, near 1, on erfc. */
export function erfinv(x: number): number {
  if (!(Math.abs(x) < 1)) return Math.abs(x) === 1 ? x * Number.POSITIVE_INFINITY : Number.NaN;
  if (x === 0) return x;
  const a = 0.147;
  const log = Math.log1p(-x * x);
  const half = 2 / (Math.PI * a) + log / 2;
  let y = Math.sign(x) * Math.sqrt(Math.sqrt(half * half - log / a) - half);
  for (let i = 0; i < 3; i++) {
    const miss = Math.abs(x) < 0.5 ? erf(y) - x : Math.sign(x) * (1 - Math.abs(x) - erfc(Math.abs(y)));
    const step = miss / ((2 / Math.sqrt(Math.PI)) * Math.exp(-y * y));
    y -= step / (1 + y * step);
  }
  return y;
}

/** x rounded to the nearest whole number, halves to the even one (IEEE 754, and PyTorch's round). */
export function roundEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  const nearest = rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below;
  // NaN and infinities have no rest; what rounds to 0 from below is -0.
  return nearest === 0 && x < 0 ? -0 : nearest;
}
