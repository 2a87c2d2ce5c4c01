/** Smooth activation functions, gates, and softmin. */
import { ArgumentError, formatShape, IndexError, ShapeError } from '../errors.ts';
import { normalizeDim } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineActivation } from './activation-piecewise.ts';
import { defineComposite } from './define.ts';

interface Elu {
  readonly alpha: number;
}
defineActivation<Elu>({
  name: 'elu',
  params: 'alpha: number = 1',
  doc: 'Exponential linear unit: the element where it is positive, else `alpha` (e^x - 1) (Clevert et al., 2015).',
  formula: {
    forward: 'y = x > 0 \\; ? \\; x : \\alpha (e^{x} - 1)',
    vjp: { input: '\\bar y \\, (x > 0 \\; ? \\; 1 : \\alpha e^{x})' },
  },
  f:
    ({ alpha }) =>
    (x) =>
      x < 0 ? alpha * Math.expm1(x) : x,
  vjp: (g, x, { alpha }) => x.le(0).where(g.mul(x.clamp({ max: 0 }).exp().mul(alpha)), g),
  options: [{ alpha: 0.5 }],
});
defineActivation<Elu>({
  name: 'celu',
  params: 'alpha: number = 1',
  doc: 'Continuously differentiable exponential linear unit (Barron, 2017).',
  formula: {
    forward: 'y = x > 0 \\; ? \\; x : \\alpha (e^{x / \\alpha} - 1)',
    vjp: { input: '\\bar y \\, (x > 0 \\; ? \\; 1 : e^{x / \\alpha})' },
  },
  f:
    ({ alpha }) =>
    (x) =>
      x < 0 ? alpha * Math.expm1(x / alpha) : x,
  vjp: (g, x, { alpha }) => x.le(0).where(g.mul(x.clamp({ max: 0 }).div(alpha).exp()), g),
  options: [{ alpha: 0.5 }],
  check: ({ alpha }) => {
    if (alpha === 0) throw new ArgumentError('celu: alpha must not be 0', { op: 'celu' });
  },
});
const SELU_ALPHA = 1.6732632423543772848;
const SELU_SCALE = 1.0507009873554804934;
defineActivation<Record<string, never>>({
  name: 'selu',
  doc: 'Scaled exponential linear unit, which keeps mean 0 and variance 1 through layers (Klambauer et al., 2017).',
  formula: {
    forward: 'y = \\lambda \\, (x > 0 \\; ? \\; x : \\alpha (e^{x} - 1))',
    vjp: { input: '\\lambda \\, \\bar y \\, (x > 0 \\; ? \\; 1 : \\alpha e^{x})' },
  },
  f: () => (x) => (x < 0 ? SELU_SCALE * SELU_ALPHA * Math.expm1(x) : SELU_SCALE * x),
  vjp: (g, x) =>
    x.le(0).where(
      g.mul(
        x
          .clamp({ max: 0 })
          .exp()
          .mul(SELU_SCALE * SELU_ALPHA),
      ),
      g.mul(SELU_SCALE),
    ),
});
defineActivation<Record<string, never>>({
  name: 'silu',
  doc: 'Sigmoid linear unit, also called swish: the element times its sigmoid (Ramachandran et al., 2017).',
  formula: {
    forward: 'y = x \\, \\sigma(x)',
    vjp: { input: '\\bar y \\, \\sigma(x) \\left(1 + x \\, (1 - \\sigma(x))\\right)' },
  },
  f: () => (x) => x / (1 + Math.exp(-x)),
  vjp: (g, x) => {
    const s = x.sigmoid();
    return g.mul(s).mul(x.mul(s.neg().add(1)).add(1));
  },
});
defineActivation<Record<string, never>>({
  name: 'mish',
  doc: 'The element times the hyperbolic tangent of its softplus (Misra, 2019).',
  formula: {
    forward: 'y = x \\tanh(\\ln(1 + e^{x}))',
    vjp: { input: '\\bar y \\left(t + x \\, \\sigma(x) \\, (1 - t^2)\\right),\\; t = \\tanh(\\ln(1 + e^{x}))' },
  },
  f: () => (x) => x * Math.tanh(x > 40 ? x : Math.log1p(Math.exp(x))),
  vjp: (g, x) => {
    const t = x.softplus().tanh();
    return g.mul(t.add(x.mul(x.sigmoid()).mul(t.mul(t).neg().add(1))));
  },
});
defineActivation<{ readonly beta: number; readonly threshold: number }>({
  name: 'softplus',
  params: 'beta: number = 1, threshold: number = 20',
  doc: 'A smooth rectifier. Where `beta` x passes `threshold` it is the element itself.',
  formula: {
    forward: 'y = \\tfrac{1}{\\beta} \\ln(1 + e^{\\beta x})',
    vjp: { input: '\\bar y \\, \\sigma(\\beta x)' },
  },
  f:
    ({ beta, threshold }) =>
    (x) =>
      x * beta > threshold ? x : Math.log1p(Math.exp(x * beta)) / beta,
  vjp: (g, x, { beta, threshold }) => {
    const z = x.mul(beta);
    return z.gt(threshold).where(g, g.mul(z.sigmoid()));
  },
  options: [{ beta: 2 }, { beta: 1, threshold: 1 }],
});
defineActivation<Record<string, never>>({
  name: 'softsign',
  doc: 'The element over one plus its absolute value.',
  formula: { forward: 'y = \\frac{x}{1 + |x|}', vjp: { input: '\\frac{\\bar y}{(1 + |x|)^2}' } },
  f: () => (x) => x / (1 + Math.abs(x)),
  // As the derivative of the quotient: NaN where the element is infinite, as in PyTorch.
  vjp: (g, x) => {
    const d = x.abs().add(1);
    return g.div(d).sub(g.mul(x).div(d).div(d).mul(x.sign()));
  },
});
defineActivation<Record<string, never>>({
  name: 'logsigmoid',
  doc: 'The logarithm of the sigmoid of each element, without overflow.',
  formula: { forward: 'y = -\\ln(1 + e^{-x})', vjp: { input: '\\bar y \\, \\sigma(-x)' } },
  f: () => (x) => Math.min(0, x) - Math.log1p(Math.exp(-Math.abs(x))),
  vjp: (g, x) => g.mul(x.neg().sigmoid()),
});
defineActivation<Record<string, never>>({
  name: 'tanhshrink',
  doc: 'The element less its hyperbolic tangent.',
  formula: { forward: 'y = x - \\tanh x', vjp: { input: '\\bar y \\tanh^2 x' } },
  f: () => (x) => x - Math.tanh(x),
  vjp: (g, x) => {
    const t = x.tanh();
    return g.mul(t.mul(t));
  },
});

defineComposite({
  name: 'softmin',
  family: 'activation',
  signature: 'softmin(input: Tensor, dim: number, *, dtype?: DType)',
  doc: 'Softmax of the negated elements along `dim`.',
  example: 'softmin(tensor([1, 2, 3]), 0)',
  formula: { forward: 'y_i = \\frac{e^{-x_i}}{\\sum_j e^{-x_j}}' },
  body: (input: Tensor, dim: number, dtype: 'float32' | 'float64' | null) =>
    input.neg().softmax(dim, dtype ? { dtype } : {}),
  samples: [{ args: (m) => [m.randn([2, 3]), 1] }, { args: (m) => [m.randn([2, 3]), 0] }],
});

defineComposite({
  name: 'glu',
  family: 'activation',
  signature: 'glu(input: Tensor, dim: number = -1)',
  doc: 'Gated linear unit: the first half along `dim` times the sigmoid of the second half (Dauphin et al., 2016).',
  example: 'glu(tensor([1, 2, 0, 0]))',
  formula: { forward: 'y = a \\, \\sigma(b),\\; [a, b] = x' },
  body: (input: Tensor, dim: number) => {
    if (input.shape.length === 0) throw new IndexError('glu: a 0-d tensor has no halves', { op: 'glu' });
    const d = normalizeDim(dim, input.shape.length, 'glu');
    const size = input.shape[d];
    if (size % 2 !== 0) {
      throw new ShapeError(
        `glu: dim ${dim} of ${formatShape(input.shape)} has ${size} entries, which cannot be halved`,
        {
          op: 'glu',
          operands: [{ name: 'input', shape: input.shape, axes: [d] }],
          fix: 'The layer before must give twice as many features.',
        },
      );
    }
    return input.slice(d, 0, size / 2).mul(input.slice(d, size / 2, size).sigmoid());
  },
  samples: [
    { args: (m) => [m.randn([2, 6])] },
    { args: (m) => [m.randn([4, 3]), 0] },
    { note: 'strided', args: (m) => [m.randn([4, 3]).t()] },
  ],
});

defineComposite({
  name: 'normalize',
  family: 'activation',
  signature: 'normalize(input: Tensor, p: number = 2, dim: number | number[] = 1, eps: number = 1e-12)',
  doc: 'The input over its p-norm along `dim`, which counts as at least `eps`.',
  example: 'normalize(tensor([[3, 4]]))',
  formula: { forward: 'y = \\frac{x}{\\max(\\lVert x \\rVert_p, \\varepsilon)}' },
  method: false,
  body: (input: Tensor, p: number, dim: number | number[], eps: number) =>
    input.div(input.norm(p, dim, true).clampMin(eps).expandAs(input)),
  samples: [{ args: (m) => [m.randn([2, 3])] }, { args: (m) => [m.randn([2, 3]), { p: 3, dim: 0 }] }],
});
