/** Margins: the score of the true class must win by a distance, or an angle. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';
import { type Reduction, reduceLoss } from './loss.ts';

const REDUCTION = "reduction: 'none' | 'mean' | 'sum' = 'mean'";

/** Cosines of features [N, D] and class vectors [C, D]: [N, C]. */
function cosines(op: string, input: Tensor, weight: Tensor): Tensor {
  if (input.shape.length !== 2 || weight.shape.length !== 2 || input.shape[1] !== weight.shape[1]) {
    throw new ShapeError(
      `${op}: features must be [N, D] and class vectors [C, D]; got ${formatShape(input.shape)} and ${formatShape(weight.shape)}`,
      {
        op,
        operands: [
          { name: 'input', shape: input.shape, axes: [1] },
          { name: 'weight', shape: weight.shape, axes: [1] },
        ],
        fix: 'Pass features, not logits: the product with the class vectors is part of this loss.',
      },
    );
  }
  const unit = functionOf<(t: Tensor, o: object) => Tensor>('normalize');
  return unit(input, { dim: 1 }).matmul(unit(weight, { dim: 1 }).mT());
}

/** Class numbers of scores [N, C]: [1, C]. */
function classNumbers(scores: Tensor): Tensor {
  const options = { dtype: 'int32', device: scores.device };
  return functionOf<(n: number, o: object) => Tensor>('arange')(scores.shape[1], options).unsqueeze(0);
}

/** Cross-entropy of `scale * (changed where the class is the target, else cosine)`. */
function marginCrossEntropy(
  cosine: Tensor,
  changed: Tensor,
  target: Tensor,
  scale: number,
  reduction: Reduction,
): Tensor {
  const logits = target.unsqueeze(1).eq(classNumbers(cosine)).where(changed, cosine).mul(scale);
  return functionOf<(x: Tensor, t: Tensor, o: object) => Tensor>('crossEntropy')(logits, target, { reduction });
}

defineComposite({
  name: 'amSoftmaxLoss',
  aliases: ['cosFaceLoss'],
  family: 'loss',
  signature: `amSoftmaxLoss(input: Tensor, weight: Tensor, target: Tensor, *, scale: number = 30, margin: number = 0.35, ${REDUCTION})`,
  doc: 'Additive-margin softmax, also CosFace (Wang et al., 2018): cross-entropy of scaled cosines between features [N, D] and class vectors [C, D], the true class lowered by `margin`.',
  formula: {
    forward:
      'y = -\\ln \\frac{e^{s (\\cos\\theta_t - m)}}{e^{s (\\cos\\theta_t - m)} + \\sum_{j \\ne t} e^{s \\cos\\theta_j}}',
  },
  method: false,
  body: (input: Tensor, weight: Tensor, target: Tensor, scale: number, margin: number, reduction: Reduction) => {
    const cosine = cosines('amSoftmaxLoss', input, weight);
    return marginCrossEntropy(cosine, cosine.sub(margin), target, scale, reduction);
  },
  samples: [{ args: (m) => [m.randn([3, 4]), m.randn([2, 4]), m.ints([3], 0, 2), { scale: 4 }] }],
});

defineComposite({
  name: 'arcFaceLoss',
  family: 'loss',
  signature: `arcFaceLoss(input: Tensor, weight: Tensor, target: Tensor, *, scale: number = 64, margin: number = 0.5, ${REDUCTION})`,
  doc: 'Cross-entropy of scaled cosines with `margin` (radians) added to the angle of the true class (Deng et al., 2019). Where the angle would pass pi, the cosine goes on as a line, cos - m sin m.',
  formula: {
    forward:
      'y = -\\ln \\frac{e^{s \\cos(\\theta_t + m)}}{e^{s \\cos(\\theta_t + m)} + \\sum_{j \\ne t} e^{s \\cos\\theta_j}}',
  },
  method: false,
  body: (input: Tensor, weight: Tensor, target: Tensor, scale: number, margin: number, reduction: Reduction) => {
    if (!(margin >= 0 && margin < Math.PI))
      throw new ArgumentError(`arcFaceLoss: the margin must lie in [0, pi), got ${margin}`, { op: 'arcFaceLoss' });
    const cosine = cosines('arcFaceLoss', input, weight);
    // sin is kept off 0, where its slope against the cosine is infinite.
    const sine = cosine.square().neg().add(1).clampMin(1e-12).sqrt();
    const turned = cosine.mul(Math.cos(margin)).sub(sine.mul(Math.sin(margin)));
    const changed = cosine.gt(-Math.cos(margin)).where(turned, cosine.sub(margin * Math.sin(margin)));
    return marginCrossEntropy(cosine, changed, target, scale, reduction);
  },
  samples: [{ args: (m) => [m.randn([3, 4]), m.randn([2, 4]), m.ints([3], 0, 2), { scale: 4 }] }],
});

defineComposite({
  name: 'multiclassHingeLoss',
  family: 'loss',
  signature: `multiclassHingeLoss(input: Tensor, target: Tensor, margin: number = 1, ${REDUCTION})`,
  doc: "The multi-class hinge of support vector machines (Weston and Watkins, 1999): the sum over the wrong classes. PyTorch's `multiMarginLoss` is this divided by the number of classes. Scores [N, C], class indices [N].",
  example: "multiclassHingeLoss(tensor([[3.2, 5.1, -1.7]]), tensor([0], { dtype: 'int32' }))",
  formula: { forward: 'y = \\textstyle\\sum_{j \\ne t} \\max(0, s_j - s_t + m)' },
  method: false,
  body: (input: Tensor, target: Tensor, margin: number, reduction: Reduction) =>
    functionOf<(x: Tensor, t: Tensor, o: object) => Tensor>('multiMarginLoss')(input, target, {
      margin,
      reduction,
    }).mul(input.shape[input.shape.length - 1]),
  samples: [{ args: (m) => [m.randn([4, 3]), m.ints([4], 0, 3)] }],
});

defineComposite({
  name: 'capsuleMarginLoss',
  family: 'loss',
  signature:
    "capsuleMarginLoss(input: Tensor, target: Tensor, *, upper: number = 0.9, lower: number = 0.1, absent: number = 0.5, reduction: 'none' | 'mean' | 'sum' = 'mean')",
  doc: 'Lengths of class capsules [N, C] (Sabour et al., 2017): that of the target class [N] is to exceed `upper`, the others are to stay below `lower`, weighed by `absent`. Summed over classes.',
  formula: {
    forward: 'y = \\max(0, m^{+} - l_t)^2 + \\lambda \\textstyle\\sum_{j \\ne t} \\max(0, l_j - m^{-})^2',
  },
  method: false,
  body: (input: Tensor, target: Tensor, upper: number, lower: number, absent: number, reduction: Reduction) => {
    if (input.shape.length !== 2 || target.shape.length !== 1) {
      throw new ShapeError(
        `capsuleMarginLoss: lengths must be [N, C] and class indices [N]; got ${formatShape(input.shape)} and ${formatShape(target.shape)}`,
        {
          op: 'capsuleMarginLoss',
          operands: [
            { name: 'input', shape: input.shape },
            { name: 'target', shape: target.shape },
          ],
          fix: input.shape.length === 3 ? 'Take the lengths first: capsules.norm({ dim: -1 }).' : undefined,
        },
      );
    }
    const present = target.unsqueeze(1).eq(classNumbers(input));
    const missing = input.neg().add(upper).clampMin(0).square();
    const extra = input.sub(lower).clampMin(0).square().mul(absent);
    return reduceLoss(present.where(missing, extra).sum(1), reduction);
  },
  samples: [{ args: (m) => [m.uniform([3, 4], 0.15, 0.85), m.ints([3], 0, 4)] }],
});
