/** Losses for classes of very different frequency, and softened targets. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';
import { type Reduction, reduceLoss } from './loss.ts';

const REDUCTION = "reduction: 'none' | 'mean' | 'sum' = 'mean'";

type Classes = (x: Tensor, target: Tensor, options: object) => Tensor;

/** Minus the log-probability of every target's class, 0 where the target is ignored; the shape is the target's. */
function negativeLogProbability(input: Tensor, target: Tensor, ignoreIndex: number): Tensor {
  const logp = input.logSoftmax(input.shape.length === 1 ? 0 : 1);
  return functionOf<Classes>('nllLoss')(logp, target, { ignoreIndex, reduction: 'none' });
}

/** `weight[target]`, 0 where the target is ignored. */
function weightOf(weight: Tensor, target: Tensor, ignoreIndex: number): Tensor {
  const valid = target.ne(ignoreIndex);
  const safe = target.maskedFill(valid.logicalNot(), 0);
  return weight.indexSelect(0, safe.flatten()).reshape(target.shape.slice()).mul(valid);
}

/** The mean runs over the targets that are not ignored. */
function reduceValid(loss: Tensor, target: Tensor, ignoreIndex: number, reduction: Reduction): Tensor {
  if (reduction !== 'mean') return reduceLoss(loss, reduction);
  return loss.sum().div(target.ne(ignoreIndex).sum());
}

defineComposite({
  name: 'focalLoss',
  family: 'loss',
  signature: `focalLoss(input: Tensor, target: Tensor, weight?: Tensor, *, gamma: number = 2, ignoreIndex: number = -100, ${REDUCTION})`,
  doc: 'Cross-entropy that turns away from what is already known (Lin et al., 2017). Logits [N, C, ...], class indices [N, ...]; `weight` [C] holds alpha for each class. The mean divides by the number of targets, not by their weights.',
  example: "focalLoss(tensor([[0.9, 0.1]]).log(), tensor([0], { dtype: 'int32' }))",
  formula: { forward: 'y = -\\alpha_t (1 - p_t)^{\\gamma} \\ln p_t' },
  method: false,
  body: (
    input: Tensor,
    target: Tensor,
    weight: Tensor | null,
    gamma: number,
    ignoreIndex: number,
    reduction: Reduction,
  ) => {
    if (!(gamma >= 0))
      throw new ArgumentError(`focalLoss: gamma must not be negative, got ${gamma}`, { op: 'focalLoss' });
    const nll = negativeLogProbability(input, target, ignoreIndex);
    // 1 - p as -expm1(ln p), exact where p is close to 1.
    const loss = nll.neg().expm1().neg().pow(gamma).mul(nll);
    return reduceValid(weight ? loss.mul(weightOf(weight, target, ignoreIndex)) : loss, target, ignoreIndex, reduction);
  },
  samples: [
    { args: (m) => [m.randn([4, 3]), m.ints([4], 0, 3)] },
    {
      note: 'weights',
      args: (m) => [m.randn([2, 3, 2]), m.ints([2, 2], 0, 3), m.uniform([3], 0.2, 1), { gamma: 1.5, reduction: 'sum' }],
    },
  ],
});

defineComposite({
  name: 'sigmoidFocalLoss',
  family: 'loss',
  signature:
    "sigmoidFocalLoss(input: Tensor, target: Tensor, alpha: number = 0.25, gamma: number = 2, reduction: 'none' | 'mean' | 'sum' = 'none')",
  doc: 'Focal loss of independent yes-no questions, as in torchvision: logits and targets (0 or 1) of one shape. `alpha` weighs targets of 1, 1 - alpha those of 0; a negative `alpha` weighs none.',
  formula: { forward: 'y = -\\alpha_t (1 - p_t)^{\\gamma} \\ln p_t' },
  method: false,
  body: (input: Tensor, target: Tensor, alpha: number, gamma: number, reduction: Reduction) => {
    const t = target.to(input.dtype);
    const ce = functionOf<Classes>('binaryCrossEntropyWithLogits')(input, t, { reduction: 'none' });
    const p = input.sigmoid();
    const missed = p.add(t).sub(p.mul(t).mul(2));
    const loss = missed.pow(gamma).mul(ce);
    return reduceLoss(alpha < 0 ? loss : loss.mul(t.mul(2 * alpha - 1).add(1 - alpha)), reduction);
  },
  samples: [
    { args: (m) => [m.randn([3, 2]), m.ints([3, 2], 0, 2)] },
    { note: 'mean', args: (m) => [m.randn([4]), m.ints([4], 0, 2), { alpha: -1, gamma: 3, reduction: 'mean' }] },
  ],
});

defineComposite({
  name: 'poly1CrossEntropy',
  family: 'loss',
  signature: `poly1CrossEntropy(input: Tensor, target: Tensor, epsilon: number = 1, *, ignoreIndex: number = -100, ${REDUCTION})`,
  doc: 'Cross-entropy with the first coefficient of its series in 1 - p changed by `epsilon` (Leng et al., 2022). Logits [N, C, ...], class indices [N, ...].',
  example: "poly1CrossEntropy(tensor([[0.9, 0.1]]).log(), tensor([0], { dtype: 'int32' }))",
  formula: { forward: 'y = -\\ln p_t + \\varepsilon (1 - p_t)' },
  method: false,
  body: (input: Tensor, target: Tensor, epsilon: number, ignoreIndex: number, reduction: Reduction) => {
    const nll = negativeLogProbability(input, target, ignoreIndex);
    return reduceValid(nll.sub(nll.neg().expm1().mul(epsilon)), target, ignoreIndex, reduction);
  },
  samples: [
    { args: (m) => [m.randn([4, 3]), m.ints([4], 0, 3)] },
    { args: (m) => [m.randn([3, 2]), m.ints([3], 0, 2), -0.5, { reduction: 'none' }] },
  ],
});

defineComposite({
  name: 'classBalancedWeights',
  family: 'loss',
  signature: 'classBalancedWeights(counts: Tensor | number[], beta: number = 0.999, *, normalize: boolean = false)',
  doc: 'A weight for each class by its effective number of samples (Cui et al., 2019), for the `weight` of a loss. `normalize` scales them to a mean of 1. A class without samples gets 0.',
  example: 'classBalancedWeights([5000, 50])',
  formula: { forward: 'w_c = \\frac{1 - \\beta}{1 - \\beta^{n_c}}' },
  method: false,
  body: (counts: Tensor | number[], beta: number, normalize: boolean) => {
    if (!(beta >= 0 && beta < 1))
      throw new ArgumentError(`classBalancedWeights: beta must lie in [0, 1), got ${beta}`, {
        op: 'classBalancedWeights',
      });
    const given = counts instanceof Tensor ? counts : functionOf<(d: number[]) => Tensor>('tensor')(counts);
    const n = given.dtype === 'float64' ? given : given.float();
    const effective = beta === 0 ? n.onesLike() : n.mul(Math.log(beta)).expm1().neg();
    const weights = n.gt(0).where(effective.reciprocal().mul(1 - beta), 0);
    return normalize ? weights.mul(weights.numel()).div(weights.sum()) : weights;
  },
  samples: [
    { args: (m) => [m.uniform([3], 2, 50), 0.9] },
    { args: (m) => [m.uniform([3], 2, 50), 0.9, { normalize: true }] },
  ],
});

defineComposite({
  name: 'ghmcLoss',
  family: 'loss',
  signature: `ghmcLoss(input: Tensor, target: Tensor, bins: number = 10, ${REDUCTION})`,
  doc: 'Gradient-harmonised binary cross-entropy (Li et al., 2019): logits and targets (0 or 1) of one shape. An element with gradient g = |p - t| weighs N / GD(g), the density of gradients being the count of its bin times the number of bins; weights are constants for the derivative.',
  formula: { forward: 'y = \\tfrac{1}{N} \\textstyle\\sum_i \\frac{N}{M R_{b(i)}} \\, \\mathrm{BCE}_i' },
  method: false,
  body: (input: Tensor, target: Tensor, bins: number, reduction: Reduction) => {
    if (!(Number.isInteger(bins) && bins > 0))
      throw new ArgumentError(`ghmcLoss: bins must be a positive whole number, got ${bins}`, { op: 'ghmcLoss' });
    const t = target.to(input.dtype);
    const bin = input
      .detach()
      .sigmoid()
      .sub(t.detach())
      .abs()
      .mul(bins)
      .floor()
      .clamp(0, bins - 1)
      .long()
      .flatten();
    const zeros = functionOf<(s: number[], o: object) => Tensor>('zeros')([bins], {
      dtype: input.dtype,
      device: input.device,
    });
    const counts = zeros.scatterAdd(0, bin, input.detach().onesLike().flatten());
    const density = counts.indexSelect(0, bin).mul(bins).reshape(input.shape.slice());
    const ce = functionOf<Classes>('binaryCrossEntropyWithLogits')(input, t, { reduction: 'none' });
    return reduceLoss(ce.mul(input.numel()).div(density), reduction);
  },
  samples: [{ args: (m) => [m.randn([8]), m.ints([8], 0, 2), 4] }],
});

defineComposite({
  name: 'labelSmoothingLoss',
  family: 'loss',
  signature: `labelSmoothingLoss(input: Tensor, target: Tensor, smoothing: Tensor | number = 0.1, ${REDUCTION})`,
  doc: 'Cross-entropy against targets softened to (1 - s) one-hot + s / C. `smoothing` is one number for all (Szegedy et al., 2016), or a tensor [N] with one for each example (adaptive smoothing). Logits [N, C], class indices [N].',
  example: "labelSmoothingLoss(tensor([[2, 0], [0, 0]]), tensor([0, 1], { dtype: 'int32' }), tensor([0.2, 0]))",
  formula: { forward: 'y_i = -(1 - s_i) \\ln p_{i t_i} - \\tfrac{s_i}{C} \\textstyle\\sum_c \\ln p_{ic}' },
  method: false,
  body: (input: Tensor, target: Tensor, smoothing: Tensor | number, reduction: Reduction) => {
    if (
      input.shape.length !== 2 ||
      (smoothing instanceof Tensor && smoothing.shape.length === 1 && smoothing.shape[0] !== input.shape[0])
    ) {
      const held = smoothing instanceof Tensor ? ` and the smoothing ${formatShape(smoothing.shape)}` : '';
      throw new ShapeError(
        `labelSmoothingLoss: the input must be [N, C] and the smoothing a number or [N]; the input is ${formatShape(input.shape)}${held}`,
        { op: 'labelSmoothingLoss', operands: [{ name: 'input', shape: input.shape }] },
      );
    }
    const logp = input.logSoftmax(1);
    const hard = functionOf<Classes>('nllLoss')(logp, target, { reduction: 'none' });
    // hard + s (uniform - hard)
    return reduceLoss(hard.add(logp.mean(1).neg().sub(hard).mul(smoothing)), reduction);
  },
  samples: [
    { args: (m) => [m.randn([4, 3]), m.ints([4], 0, 3)] },
    { note: 'one for each', args: (m) => [m.randn([4, 3]), m.ints([4], 0, 3), m.uniform([4], 0, 0.3), 'sum'] },
  ],
});
