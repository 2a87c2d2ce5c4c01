/** The gamma function's logarithm and its derivatives, to float64 accuracy. */

/** B_{2k} / (2k (2k - 1)), k = 1, 2, ...: Stirling's series for ln Gamma. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
/** B_{2k} / (2k), k = 1, 2, ...: the asymptotic series of digamma. */
const DIGAMMA = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12];
/** B_{2k} / (2k)!, k = 1, 2, ...: Euler and Maclaurin's corrections of a sum. */
const EULER_MACLAURIN = [
  1 / 12,
  -1 / 720,
  1 / 30240,
  -1 / 1209600,
  1 / 47900160,
  -691 / 1307674368000,
  1 / 74724249600,
];
/** From here on the asymptotic series give 16 digits. */
const LARGE = 10;

/** sin(pi x), exact at whole numbers. */
function sinPi(x: number): number {
  const r = x - 2 * Math.round(x / 2);
  if (Number.isInteger(r)) return 0;
  return Math.abs(r) > 0.5 ? Math.sin(Math.PI * (Math.sign(r) - r)) : Math.sin(Math.PI * r);
}

/** ln |Gamma(x)|; infinite at 0 and the negative whole numbers. */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return x;
  if (!Number.isFinite(x)) return Number.POSITIVE_INFINITY;
  if (x <= 0) {
    if (Number.isInteger(x)) return Number.POSITIVE_INFINITY;
    // Gamma(x) Gamma(1 - x) = pi / sin(pi x).
    return Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
  }
  if (x === 1 || x === 2) return 0;
  let shift = 1;
  let z = x;
  while (z < LARGE) shift *= z++;
  let series = 0;
  let power = 1 / z;
  for (const c of STIRLING) {
    series += c * power;
    power /= z * z;
  }
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - Math.log(shift);
}

/** Gamma'(x) / Gamma(x). At 0 it is infinite, at the negative whole numbers NaN, as in PyTorch. */
export function digamma(x: number): number {
  if (x === 0) return Object.is(x, -0) ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (x < 0) {
    if (Number.isInteger(x) || x === Number.NEGATIVE_INFINITY) return Number.NaN;
    const r = x - Math.round(x);
    return digamma(1 - x) - Math.PI / Math.tan(Math.PI * r);
  }
  let result = 0;
  let z = x;
  for (; z < LARGE; z++) result -= 1 / z;
  let power = 1 / (z * z);
  let series = 0;
  for (const c of DIGAMMA) {
    series += c * power;
    power /= z * z;
  }
  return result + Math.log(z) - 0.5 / z - series;
}

/** Hurwitz's zeta function: the sum of (q + k)^-s over k = 0, 1, ..., for whole s > 1. */
function hurwitz(s: number, q: number): number {
  if (q <= 0 && Number.isInteger(q)) return Number.POSITIVE_INFINITY;
  let sum = 0;
  let z = q;
  for (; z < LARGE + s; z++) sum += z ** -s;
  sum += z ** (1 - s) / (s - 1) + 0.5 * z ** -s;
  let rising = s;
  let power = z ** (-s - 1);
  EULER_MACLAURIN.forEach((c, k) => {
    sum += c * rising * power;
    rising *= (s + 2 * k + 1) * (s + 2 * k + 2);
    power /= z * z;
  });
  return sum;
}

/** The n-th derivative of digamma. */
export function polygamma(n: number, x: number): number {
  if (n === 0) return digamma(x);
  if (Number.isNaN(x)) return x;
  if (x === Number.POSITIVE_INFINITY) return 0;
  if (x === Number.NEGATIVE_INFINITY) return Number.NaN;
  let factorial = 1;
  for (let k = 2; k <= n; k++) factorial *= k;
  return (n % 2 === 0 ? -1 : 1) * factorial * hurwitz(n + 1, x);
}
