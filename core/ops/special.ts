/** Special functions: the error function's family, the gamma function's, logit and sinc. */

import { ArgumentError } from '../errors.ts';
import { mapUnary } from '../kernels/elementwise.ts';
import { digamma, lgamma, polygamma } from '../kernels/gamma.ts';
import { erfc, erfinv } from '../kernels/special.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineOp } from './define.ts';
import { defineUnary } from './unary.ts';

const SQRT_PI = Math.sqrt(Math.PI);

defineUnary({
  name: 'erfc',
  doc: 'One less the error function of each element, without cancellation for large elements.',
  example: 'erfc(tensor([0, 3]))',
  formula: { forward: 'y = 1 - \\mathrm{erf}\\,x', vjp: { input: '-\\bar y \\, \\tfrac{2}{\\sqrt\\pi} e^{-x^2}' } },
  f: erfc,
  fromInput: (g, x) =>
    g.mul(
      x
        .mul(x)
        .neg()
        .exp()
        .mul(-2 / SQRT_PI),
    ),
});
defineUnary({
  name: 'erfinv',
  doc: 'The inverse of the error function; infinite at -1 and 1, NaN outside.',
  example: 'erfinv(tensor([0, 0.5]))',
  formula: { forward: 'y = \\mathrm{erf}^{-1} x', vjp: { input: '\\bar y \\, \\tfrac{\\sqrt\\pi}{2} e^{y^2}' } },
  f: erfinv,
  fromOutput: (g, y) =>
    g.mul(
      y
        .mul(y)
        .exp()
        .mul(SQRT_PI / 2),
    ),
  domain: [-0.8, 0.8],
});
defineUnary({
  name: 'lgamma',
  doc: 'The logarithm of the absolute value of the gamma function.',
  example: 'lgamma(tensor([1, 5]))',
  formula: { forward: 'y = \\ln |\\Gamma(x)|', vjp: { input: '\\bar y \\, \\psi(x)' } },
  f: lgamma,
  fromInput: (g, x) => g.mul(x.digamma()),
  domain: [0.4, 5],
});
defineUnary({
  name: 'digamma',
  doc: "The gamma function's logarithmic derivative.",
  example: 'digamma(tensor([1]))',
  formula: { forward: "y = \\psi(x) = \\Gamma'(x) / \\Gamma(x)", vjp: { input: "\\bar y \\, \\psi'(x)" } },
  f: digamma,
  fromInput: (g, x) => g.mul(x.polygamma(1)),
  domain: [0.4, 5],
});

defineOp<{ readonly n: number }>({
  name: 'polygamma',
  family: 'elementwise',
  signature: ['polygamma(n: number, input: Tensor)', 'polygamma(input: Tensor, n: number)'],
  doc: 'The n-th derivative of digamma. The function takes `n` first, the method alone.',
  example: 'polygamma(1, tensor([1]))',
  method: true,
  prepare: (b) => ({ inputs: [b.input as Tensor], args: { n: b.n as number } }),
  formula: { forward: 'y = \\psi^{(n)}(x)', vjp: { input: '\\bar y \\, \\psi^{(n+1)}(x)' } },
  promote: 'float',
  meta: ([x], { n }) => {
    if (!Number.isInteger(n) || n < 0)
      throw new ArgumentError(`polygamma: n must be a whole number of at least 0, got ${n}`, { op: 'polygamma' });
    return { shape: x.shape, dtype: x.dtype };
  },
  kernel: ([x], [out], { n }) => mapUnary(x, out, (v) => polygamma(n, v)),
  saves: { inputs: [0] },
  vjp: (g, saved) => [g.mul(saved.input(0).polygamma(saved.args.n + 1))],
  samples: [{ args: (m) => [2, m.uniform([2, 3], 0.5, 4)] }],
});

defineOp<{ readonly eps: number | null }>({
  name: 'logit',
  family: 'elementwise',
  signature: 'logit(input: Tensor, eps?: number | null)',
  doc: 'The inverse of sigmoid: the logarithm of the odds. With `eps` the input is first brought into [eps, 1 - eps]; without, it is NaN outside 0 to 1.',
  example: 'logit(tensor([0.5, 0.9]))',
  formula: { forward: 'y = \\ln\\frac{x}{1 - x}', vjp: { input: '\\frac{\\bar y}{x (1 - x)}' } },
  inplace: true,
  promote: 'float',
  meta: ([x]) => ({ shape: x.shape, dtype: x.dtype }),
  kernel: ([x], [out], { eps }) =>
    mapUnary(x, out, (v) => {
      const z = eps === null ? v : v < eps ? eps : Math.min(v, 1 - eps);
      return Math.log(z / (1 - z));
    }),
  saves: { inputs: [0] },
  vjp: (g, saved) => {
    const x = saved.input(0);
    const { eps } = saved.args;
    const inside = g.div(x.mul(x.neg().add(1)));
    const low = eps ?? 0;
    return [
      x
        .lt(low)
        .logicalOr(x.gt(1 - low))
        .where(eps === null ? Number.NaN : 0, inside),
    ];
  },
  samples: [
    { args: (m) => [m.uniform([2, 3], 0.1, 0.9)] },
    { note: 'eps', args: (m) => [m.uniform([4], 0.2, 0.8), 0.1] },
  ],
});

defineUnary({
  name: 'sinc',
  doc: 'sin(pi x) / (pi x), and 1 at 0.',
  example: 'sinc(tensor([0, 0.5]))',
  formula: {
    forward: 'y = \\frac{\\sin \\pi x}{\\pi x}',
    vjp: { input: '\\bar y \\, \\frac{\\pi x \\cos \\pi x - \\sin \\pi x}{\\pi x^2}' },
  },
  f: (x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)),
  fromInput: (g, x) => {
    const px = x.mul(Math.PI);
    return g.mul(x.eq(0).where(0, px.mul(px.cos()).sub(px.sin()).div(px.mul(x))));
  },
  domain: [0.2, 2],
});
