/** The bounded binary cross-entropy of probabilities, per element. */
import { mapBinary } from '../kernels/elementwise.ts';
import { defineOp } from './define.ts';
import type { NoArgs } from './unary.ts';

const bounded = (p: number): number => Math.max(Math.log(p), -100);

defineOp<NoArgs>({
  name: 'boundedBce',
  family: 'loss',
  signature: 'boundedBce(input: Tensor, target: Tensor)',
  doc: 'Binary cross-entropy per element with logarithms bounded below by -100.',
  methodOnly: true,
  formula: {
    forward: 'y = -\\left(t \\ln p + (1 - t) \\ln (1 - p)\\right)',
    vjp: { input: '\\bar y \\, \\frac{p - t}{p (1 - p)}', target: '\\bar y \\, (\\ln (1 - p) - \\ln p)' },
  },
  promote: true,
  meta: ([p]) => ({ shape: p.shape, dtype: p.dtype }),
  kernel: ([p, t], [out]) => mapBinary(p, t, out, (x, y) => -(y * bounded(x) + (1 - y) * bounded(1 - x))),
  saves: { inputs: [0, 1] },
  vjp: (g, saved) => {
    const p = saved.input(0);
    const t = saved.input(1);
    // The denominator is kept at 1e-12 or above, as PyTorch does.
    const slope = p.sub(t).div(p.neg().add(1).mul(p).clampMin(1e-12));
    return [g.mul(slope), saved.needs[1] ? g.mul(p.neg().log1p().clampMin(-100).sub(p.log().clampMin(-100))) : null];
  },
  samples: [{ args: (m) => [m.uniform([2, 3], 0.1, 0.9), m.uniform([2, 3], 0, 1)] }],
});
