/** Losses that compare areas: how far a predicted mask and the true one overlap. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { sameShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { type Reduction, reduceLoss } from './loss.ts';

const END = "*, smooth: number = 1, reduction: 'none' | 'mean' | 'sum' = 'mean'";
const SHAPES =
  'Probabilities and targets (0 to 1) of one shape [N, ...]; sums run over one example, a 1-d tensor is one example.';

interface Areas {
  /** Sum of p t. */
  readonly both: Tensor;
  readonly predicted: Tensor;
  readonly truth: Tensor;
}

function areas(op: string, input: Tensor, target: Tensor): Areas {
  if (!sameShape(input.shape, target.shape) || input.shape.length === 0) {
    throw new ShapeError(
      `${op}: input ${formatShape(input.shape)} and target ${formatShape(target.shape)} must have the same shape, [N, ...]`,
      {
        op,
        operands: [
          { name: 'input', shape: input.shape },
          { name: 'target', shape: target.shape },
        ],
        fix: input.numel() === target.numel() ? 'They have equally many elements: reshape one of them.' : undefined,
      },
    );
  }
  const flat = (t: Tensor): Tensor => (t.shape.length === 1 ? t.unsqueeze(0) : t.flatten(1));
  const p = flat(input);
  const t = flat(target.to(input.dtype));
  return { both: p.mul(t).sum(1), predicted: p.sum(1), truth: t.sum(1) };
}

function tversky({ both, predicted, truth }: Areas, alpha: number, beta: number, smooth: number): Tensor {
  const wrong = predicted.sub(both).mul(alpha).add(truth.sub(both).mul(beta));
  return both.add(smooth).div(both.add(wrong).add(smooth)).neg().add(1);
}

defineComposite({
  name: 'diceLoss',
  family: 'loss',
  signature: `diceLoss(input: Tensor, target: Tensor, ${END})`,
  doc: `One minus the Dice coefficient (Milletari et al., 2016). ${SHAPES}`,
  example: 'diceLoss(tensor([0.5, 0.5, 0]), tensor([1, 0, 0]))',
  formula: { forward: 'y = 1 - \\frac{2 \\sum p t + s}{\\sum p + \\sum t + s}' },
  method: false,
  body: (input: Tensor, target: Tensor, smooth: number, reduction: Reduction) => {
    const { both, predicted, truth } = areas('diceLoss', input, target);
    return reduceLoss(both.mul(2).add(smooth).div(predicted.add(truth).add(smooth)).neg().add(1), reduction);
  },
  samples: [
    { args: (m) => [m.uniform([2, 3], 0.1, 0.9), m.ints([2, 3], 0, 2)] },
    { args: (m) => [m.uniform([2, 2, 2], 0.1, 0.9), m.uniform([2, 2, 2], 0, 1), { smooth: 0.1, reduction: 'none' }] },
  ],
});

defineComposite({
  name: 'tverskyLoss',
  family: 'loss',
  signature: `tverskyLoss(input: Tensor, target: Tensor, alpha: number = 0.5, beta: number = 0.5, ${END})`,
  doc: `One minus the Tversky index (Salehi et al., 2017): \`alpha\` weighs false positives, \`beta\` false negatives. ${SHAPES}`,
  formula: { forward: 'y = 1 - \\frac{TP + s}{TP + \\alpha \\, FP + \\beta \\, FN + s}' },
  method: false,
  body: (input: Tensor, target: Tensor, alpha: number, beta: number, smooth: number, reduction: Reduction) => {
    if (!(alpha >= 0 && beta >= 0))
      throw new ArgumentError(`tverskyLoss: alpha and beta must not be negative, got ${alpha} and ${beta}`, {
        op: 'tverskyLoss',
      });
    return reduceLoss(tversky(areas('tverskyLoss', input, target), alpha, beta, smooth), reduction);
  },
  samples: [{ args: (m) => [m.uniform([2, 3], 0.1, 0.9), m.ints([2, 3], 0, 2), 0.3, 0.7] }],
});

defineComposite({
  name: 'iouLoss',
  family: 'loss',
  signature: `iouLoss(input: Tensor, target: Tensor, ${END})`,
  doc: `One minus intersection over union (the Jaccard index). ${SHAPES}`,
  formula: { forward: 'y = 1 - \\frac{\\sum p t + s}{\\sum p + \\sum t - \\sum p t + s}' },
  method: false,
  body: (input: Tensor, target: Tensor, smooth: number, reduction: Reduction) =>
    reduceLoss(tversky(areas('iouLoss', input, target), 1, 1, smooth), reduction),
  samples: [{ args: (m) => [m.uniform([2, 3], 0.1, 0.9), m.ints([2, 3], 0, 2)] }],
});
