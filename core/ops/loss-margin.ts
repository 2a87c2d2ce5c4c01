/** Margins: the score of the true class must win by a distance, or an angle. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';
import type { Reduction } from './loss.ts';

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

/** Cross-entropy of `scale * (changed where the class is the target, else cosine)`. */
function marginCrossEntropy(
  cosine: Tensor,
  changed: Tensor,
  target: Tensor,
  scale: number,
  reduction: Reduction,
): Tensor {
  const classes = functionOf<(n: number, o: object) => Tensor>('arange')(cosine.shape[1], {
    dtype: 'int32',
    device: cosine.device,
  });
  const logits = target.unsqueeze(1).eq(classes.unsqueeze(0)).where(changed, cosine).mul(scale);
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
