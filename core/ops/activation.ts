/** Activation functions with arguments, softmax and its logarithm. */

import { DTypeError } from '../errors.ts';
import { mapUnary } from '../kernels/elementwise.ts';
import { alongDim } from '../kernels/reduce.ts';
import { erf } from '../kernels/special.ts';
import { type DType, dtypeOf, isFloat } from '../tensor/dtype.ts';
import { normalizeDim } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineOp, type Meta, type Sample } from './define.ts';

const SQRT1_2 = Math.SQRT1_2;
const SQRT_2_PI = Math.sqrt(2 / Math.PI);
const INV_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);

interface Gelu {
  readonly approximate: 'none' | 'tanh';
}

defineOp<Gelu>({
  name: 'gelu',
  family: 'activation',
  signature: "gelu(input: Tensor, *, approximate: 'none' | 'tanh' = 'none')",
  doc: "Gaussian error linear unit (Hendrycks and Gimpel, 2016): each element times the normal distribution function. `approximate: 'tanh'` uses the paper's approximation.",
  example: 'gelu(tensor([-1, 0, 1]))',
  formula: {
    forward: 'y = x \\, \\Phi(x)',
    vjp: { input: '\\bar y \\left(\\Phi(x) + x \\, \\varphi(x)\\right)' },
  },
  promote: 'float',
  meta: ([x]) => ({ shape: x.shape, dtype: x.dtype }),
  kernel: ([x], [out], { approximate }) =>
    mapUnary(
      x,
      out,
      approximate === 'tanh'
        ? (v) => 0.5 * v * (1 + Math.tanh(SQRT_2_PI * (v + 0.044715 * v * v * v)))
        : (v) => 0.5 * v * (1 + erf(v * SQRT1_2)),
    ),
  saves: { inputs: [0] },
  vjp: (g, saved) => {
    const x = saved.input(0);
    if (saved.args.approximate === 'tanh') {
      // d/dx of 0.5 x (1 + tanh u), u = sqrt(2/pi) (x + 0.044715 x^3).
      const x2 = x.mul(x);
      const t = x.mul(x2.mul(0.044715).add(1)).mul(SQRT_2_PI).tanh();
      const du = x2
        .mul(3 * 0.044715)
        .add(1)
        .mul(SQRT_2_PI);
      return [
        g.mul(
          t
            .add(1)
            .mul(0.5)
            .add(x.mul(0.5).mul(t.mul(t).neg().add(1)).mul(du)),
        ),
      ];
    }
    const cdf = x.mul(SQRT1_2).erf().add(1).mul(0.5);
    const pdf = x.mul(x).mul(-0.5).exp().mul(INV_SQRT_2PI);
    return [g.mul(cdf.add(x.mul(pdf)))];
  },
  samples: [
    { args: (m) => [m.randn([2, 3])] },
    { note: 'tanh', args: (m) => [m.randn([2, 3]), { approximate: 'tanh' }] },
  ],
});

interface SoftmaxArgs {
  readonly dim: number;
}

function softmaxMeta(op: string): (inputs: readonly Tensor[], args: SoftmaxArgs) => Meta {
  return ([x], { dim }) => {
    if (!isFloat(x.dtype))
      throw new DTypeError(`${op}: the input must be floating-point, it is ${x.dtype}`, {
        op,
        fix: 'Convert it: x.float().',
      });
    normalizeDim(dim, x.shape.length, op);
    return { shape: x.shape, dtype: x.dtype };
  };
}

/** PyTorch's optional conversion before the operation. */
function prepareSoftmax(op: string) {
  return (bound: Record<string, unknown>) => {
    const input = bound.input as Tensor;
    const dtype: DType = bound.dtype ? dtypeOf(bound.dtype as string) : input.dtype;
    const x = input.dtype === dtype ? input : input.to(dtype);
    return { inputs: [x], args: { dim: normalizeDim(bound.dim as number, x.shape.length, op) } };
  };
}

const alongSamples: readonly Sample[] = [
  { args: (m) => [m.randn([2, 3]), 1] },
  { args: (m) => [m.randn([2, 3]), 0] },
  { args: (m) => [m.randn([2, 3, 2]), -2] },
  { note: '0-d', args: (m) => [m.randn([]), 0] },
  { note: 'empty', args: (m) => [m.randn([0, 3]), 1] },
];

defineOp<SoftmaxArgs>({
  name: 'softmax',
  family: 'activation',
  signature: 'softmax(input: Tensor, dim: number, *, dtype?: DType)',
  doc: 'Exponentials along `dim`, divided by their sum. The largest element is subtracted first, so nothing overflows.',
  example: 'softmax(tensor([1, 2, 3]), 0)',
  formula: {
    forward: 'y_i = \\frac{e^{x_i}}{\\sum_j e^{x_j}}',
    vjp: { input: 'y_i \\left(\\bar y_i - \\sum_j \\bar y_j \\, y_j\\right)' },
  },
  prepare: prepareSoftmax('softmax'),
  meta: softmaxMeta('softmax'),
  kernel: ([x], [out], { dim }) =>
    alongDim(x, dim, out, (from, to, start, step, count) => {
      let max = Number.NEGATIVE_INFINITY;
      for (let i = 0, p = start; i < count; i++, p += step) if (from[p] > max || Number.isNaN(from[p])) max = from[p];
      let sum = 0;
      for (let i = 0, p = start; i < count; i++, p += step) sum += Math.exp(from[p] - max);
      for (let i = 0, p = start; i < count; i++, p += step) to[p] = Math.exp(from[p] - max) / sum;
    }),
  saves: { output: true },
  vjp: (g, saved) => {
    const y = saved.output();
    const gy = g.mul(y);
    return [gy.sub(y.mul(gy.sum(saved.args.dim, { keepdim: true })))];
  },
  samples: alongSamples,
});

defineOp<SoftmaxArgs>({
  name: 'logSoftmax',
  family: 'activation',
  signature: 'logSoftmax(input: Tensor, dim: number, *, dtype?: DType)',
  doc: 'The logarithm of softmax along `dim`, computed without overflow or cancellation.',
  example: 'logSoftmax(tensor([1, 2, 3]), 0)',
  formula: {
    forward: 'y_i = x_i - \\ln \\sum_j e^{x_j}',
    vjp: { input: '\\bar y_i - e^{y_i} \\sum_j \\bar y_j' },
  },
  prepare: prepareSoftmax('logSoftmax'),
  meta: softmaxMeta('logSoftmax'),
  kernel: ([x], [out], { dim }) =>
    alongDim(x, dim, out, (from, to, start, step, count) => {
      let max = Number.NEGATIVE_INFINITY;
      for (let i = 0, p = start; i < count; i++, p += step) if (from[p] > max || Number.isNaN(from[p])) max = from[p];
      let sum = 0;
      for (let i = 0, p = start; i < count; i++, p += step) sum += Math.exp(from[p] - max);
      const log = Math.log(sum);
      for (let i = 0, p = start; i < count; i++, p += step) to[p] = from[p] - max - log;
    }),
  saves: { output: true },
  vjp: (g, saved) => [
    g.sub(
      saved
        .output()
        .exp()
        .mul(g.sum(saved.args.dim, { keepdim: true })),
    ),
  ],
  samples: alongSamples,
});
