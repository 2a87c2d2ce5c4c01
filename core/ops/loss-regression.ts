/** Losses of real-valued predictions. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { broadcastShapes, sameShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, type Sample } from './define.ts';
import { type Reduction, reduceLoss, warnBroadcast } from './loss.ts';

const REDUCTION = "reduction: 'none' | 'mean' | 'sum' = 'mean'";

const pair: readonly Sample[] = [
  { args: (m) => [m.randn([2, 3]), m.randn([2, 3])] },
  { args: (m) => [m.randn([4]), m.randn([4]), { reduction: 'sum' }] },
  { args: (m) => [m.randn([2, 3]), m.randn([3]), { reduction: 'none' }] },
];

function checkPair(op: string, a: Tensor, b: Tensor): void {
  broadcastShapes(a.shape, b.shape, op, ['input', 'target']);
  warnBroadcast(op, a, b);
}

/** Throws unless the shapes are equal: for losses that PyTorch does not broadcast. */
export function needSameShape(op: string, a: Tensor, b: Tensor): void {
  if (sameShape(a.shape, b.shape)) return;
  throw new ShapeError(
    `${op}: the input ${formatShape(a.shape)} and the target ${formatShape(b.shape)} must have the same shape`,
    {
      op,
      operands: [
        { name: 'input', shape: a.shape },
        { name: 'target', shape: b.shape },
      ],
      fix: a.numel() === b.numel() ? `Reshape the target: target.reshape(${formatShape(a.shape)}).` : undefined,
    },
  );
}

defineComposite({
  name: 'l1Loss',
  family: 'loss',
  signature: `l1Loss(input: Tensor, target: Tensor, *, ${REDUCTION})`,
  doc: 'Absolute error of predictions and targets.',
  example: 'l1Loss(tensor([1, 2]), tensor([0, 4]))',
  formula: { forward: 'y = \\tfrac{1}{n} \\textstyle\\sum_i |a_i - b_i|' },
  method: false,
  body: (input: Tensor, target: Tensor, reduction: Reduction) => {
    checkPair('l1Loss', input, target);
    return reduceLoss(input.sub(target).abs(), reduction);
  },
  samples: pair,
});

defineComposite({
  name: 'huberLoss',
  family: 'loss',
  signature: `huberLoss(input: Tensor, target: Tensor, *, ${REDUCTION}, delta: number = 1, weight?: Tensor)`,
  doc: 'Huber (1964): half the squared error below `delta`, linear beyond.',
  formula: {
    forward:
      'y = \\begin{cases} \\tfrac12 d^2 & |d| < \\delta \\\\ \\delta(|d| - \\tfrac12 \\delta) & \\text{else} \\end{cases}',
  },
  method: false,
  body: (input: Tensor, target: Tensor, reduction: Reduction, delta: number, weight: Tensor | null) => {
    if (!(delta > 0)) throw new ArgumentError(`huberLoss: delta must be positive, got ${delta}`, { op: 'huberLoss' });
    checkPair('huberLoss', input, target);
    const d = input.sub(target);
    const size = d.abs();
    const loss = size.lt(delta).where(d.mul(d).mul(0.5), size.sub(0.5 * delta).mul(delta));
    return reduceLoss(weight ? loss.mul(weight) : loss, reduction);
  },
  samples: pair,
});

defineComposite({
  name: 'smoothL1Loss',
  family: 'loss',
  signature: `smoothL1Loss(input: Tensor, target: Tensor, *, ${REDUCTION}, beta: number = 1)`,
  doc: 'The Huber loss divided by `beta`: slope 1 far out; `beta` 0 is the L1 loss.',
  method: false,
  body: (input: Tensor, target: Tensor, reduction: Reduction, beta: number) => {
    if (!(beta >= 0))
      throw new ArgumentError(`smoothL1Loss: beta must not be negative, got ${beta}`, { op: 'smoothL1Loss' });
    checkPair('smoothL1Loss', input, target);
    const d = input.sub(target);
    const size = d.abs();
    if (beta === 0) return reduceLoss(size, reduction);
    return reduceLoss(size.lt(beta).where(d.mul(d).mul(0.5 / beta), size.sub(0.5 * beta)), reduction);
  },
  samples: pair,
});

defineComposite({
  name: 'poissonNllLoss',
  family: 'loss',
  signature: `poissonNllLoss(input: Tensor, target: Tensor, *, logInput: boolean = true, full: boolean = false, eps: number = 1e-8, ${REDUCTION})`,
  doc: 'Negative log-likelihood of counts under a Poisson distribution with (log) rate `input`; `full` adds the Stirling term.',
  formula: { forward: 'y = e^{x} - t \\, x' },
  method: false,
  body: (input: Tensor, target: Tensor, logInput: boolean, full: boolean, eps: number, reduction: Reduction) => {
    checkPair('poissonNllLoss', input, target);
    let loss = logInput ? input.exp().sub(target.mul(input)) : input.sub(target.mul(input.add(eps).log()));
    if (full) {
      const stirling = target
        .mul(target.log())
        .sub(target)
        .add(
          target
            .mul(2 * Math.PI)
            .log()
            .mul(0.5),
        );
      loss = loss.add(target.gt(1).where(stirling, 0));
    }
    return reduceLoss(loss, reduction);
  },
  samples: [{ args: (m) => [m.randn([3]), m.uniform([3], 0.2, 4)] }],
});

defineComposite({
  name: 'gaussianNllLoss',
  family: 'loss',
  signature: `gaussianNllLoss(input: Tensor, target: Tensor, var: Tensor | number, *, full: boolean = false, eps: number = 1e-6, ${REDUCTION})`,
  doc: 'Negative log-likelihood of targets under normal distributions with mean `input` and variance `var` (at least `eps`, a bound without gradient).',
  formula: { forward: 'y = \\tfrac12 \\left(\\ln \\sigma^2 + \\frac{(x - t)^2}{\\sigma^2}\\right)' },
  method: false,
  body: (
    input: Tensor,
    target: Tensor,
    variance: Tensor | number,
    full: boolean,
    eps: number,
    reduction: Reduction,
  ) => {
    checkPair('gaussianNllLoss', input, target);
    let v = typeof variance === 'number' ? input.detach().fullLike(variance) : variance;
    if (v.shape.length === input.shape.length - 1 && sameShape(v.shape, input.shape.slice(0, -1))) v = v.unsqueeze(-1);
    else checkPair('gaussianNllLoss', input, v);
    if (v.device === 'cpu' && v.data.some((x) => x < 0))
      throw new ArgumentError('gaussianNllLoss: a variance is negative', {
        op: 'gaussianNllLoss',
        fix: 'Predict its logarithm and pass .exp().',
      });
    // The bound shifts the value but not the gradient, as PyTorch has it.
    const bounded = v.add(v.detach().maximum(eps).sub(v.detach()));
    const d = input.sub(target);
    const loss = bounded.log().add(d.mul(d).div(bounded)).mul(0.5);
    return reduceLoss(full ? loss.add(0.5 * Math.log(2 * Math.PI)) : loss, reduction);
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([2, 3]), m.uniform([2, 3], 0.5, 2)] }],
});

defineComposite({
  name: 'klDiv',
  family: 'loss',
  signature:
    "klDiv(input: Tensor, target: Tensor, *, reduction: 'none' | 'mean' | 'sum' | 'batchmean' = 'mean', logTarget: boolean = false)",
  doc: "Kullback-Leibler divergence of the target from exp(input): `input` holds log-probabilities. 'batchmean' divides by the batch, which is the mathematical value.",
  formula: { forward: 'y = t \\, (\\ln t - x)' },
  method: false,
  body: (input: Tensor, target: Tensor, reduction: string, logTarget: boolean) => {
    checkPair('klDiv', input, target);
    // 0 ln 0 = 0.
    const loss = logTarget ? target.exp().mul(target.sub(input)) : target.xlogy(target).sub(target.mul(input));
    if (reduction === 'batchmean') return input.shape.length === 0 ? loss.sum() : loss.sum().div(input.shape[0]);
    return reduceLoss(loss, reduction);
  },
  samples: [{ args: (m) => [m.randn([2, 3]).logSoftmax(1), m.uniform([2, 3], 0.1, 1), { reduction: 'batchmean' }] }],
});
