/** Losses of probabilities, scores and margins. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';
import { needIntegers } from './indexing.ts';
import { type Reduction, reduceLoss } from './loss.ts';
import { needSameShape } from './loss-regression.ts';

const REDUCTION = "reduction: 'none' | 'mean' | 'sum' = 'mean'";

defineComposite({
  name: 'binaryCrossEntropy',
  family: 'loss',
  signature: `binaryCrossEntropy(input: Tensor, target: Tensor, weight?: Tensor, *, ${REDUCTION})`,
  doc: 'Cross-entropy of probabilities and targets in [0, 1]. Logarithms are bounded below by -100, so 0 and 1 stay finite. For raw scores use binaryCrossEntropyWithLogits.',
  example: 'binaryCrossEntropy(tensor([0.9, 0.2]), tensor([1, 0]))',
  formula: { forward: 'y = -\\left(t \\ln p + (1 - t) \\ln (1 - p)\\right)' },
  method: false,
  body: (input: Tensor, target: Tensor, weight: Tensor | null, reduction: Reduction) => {
    needSameShape('binaryCrossEntropy', input, target);
    if (input.device === 'cpu' && input.data.some((p) => p < 0 || p > 1)) {
      throw new ArgumentError('binaryCrossEntropy: the input holds values outside [0, 1]', {
        op: 'binaryCrossEntropy',
        fix: 'Pass probabilities, e.g. x.sigmoid(), or raw scores to binaryCrossEntropyWithLogits.',
      });
    }
    const loss = input.boundedBce(target);
    return reduceLoss(weight ? loss.mul(weight) : loss, reduction);
  },
  samples: [{ args: (m) => [m.uniform([2, 3], 0.1, 0.9), m.uniform([2, 3], 0, 1)] }],
});

defineComposite({
  name: 'binaryCrossEntropyWithLogits',
  family: 'loss',
  signature: `binaryCrossEntropyWithLogits(input: Tensor, target: Tensor, weight?: Tensor, posWeight?: Tensor, *, ${REDUCTION})`,
  doc: 'Binary cross-entropy of raw scores, with the sigmoid inside where it cannot overflow; `posWeight` scales the positive part.',
  example: 'binaryCrossEntropyWithLogits(tensor([2, -1]), tensor([1, 0]))',
  formula: { forward: 'y = (1 - t) \\, x + \\ln(1 + e^{-x})' },
  method: false,
  body: (input: Tensor, target: Tensor, weight: Tensor | null, posWeight: Tensor | null, reduction: Reduction) => {
    needSameShape('binaryCrossEntropyWithLogits', input, target);
    const logSigmoid = input.logsigmoid();
    const scaled = posWeight ? posWeight.sub(1).mul(target).add(1).mul(logSigmoid) : logSigmoid;
    const loss = target.neg().add(1).mul(input).sub(scaled);
    return reduceLoss(weight ? loss.mul(weight) : loss, reduction);
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), m.uniform([2, 3], 0, 1)] },
    { args: (m) => [m.randn([2, 3]), m.uniform([2, 3], 0, 1), null, m.uniform([3], 0.5, 2)] },
  ],
});

defineComposite({
  name: 'softMarginLoss',
  family: 'loss',
  signature: `softMarginLoss(input: Tensor, target: Tensor, *, ${REDUCTION})`,
  doc: 'Logistic loss of scores and targets of -1 or 1.',
  formula: { forward: 'y = \\ln(1 + e^{-t x})' },
  method: false,
  body: (input: Tensor, target: Tensor, reduction: Reduction) =>
    reduceLoss(target.neg().mul(input).exp().log1p(), reduction),
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([2, 3]).sign()], gradgrad: false }],
});

defineComposite({
  name: 'hingeEmbeddingLoss',
  family: 'loss',
  signature: `hingeEmbeddingLoss(input: Tensor, target: Tensor, *, margin: number = 1, ${REDUCTION})`,
  doc: 'The input where the target is 1, and what is missing to the margin where it is -1.',
  method: false,
  body: (input: Tensor, target: Tensor, margin: number, reduction: Reduction) => {
    const positive = target.eq(1).where(input, 0);
    const negative = target.eq(-1).where(input.neg().add(margin).relu(), 0);
    // Any other target counts in both parts, as in PyTorch.
    const other = target.ne(1).logicalAnd(target.ne(-1)).where(input.neg().add(margin).relu().add(input), 0);
    return reduceLoss(positive.add(negative).add(other), reduction);
  },
  samples: [{ args: (m) => [m.randn([4]), m.randn([4]).sign().detach()] }],
});

defineComposite({
  name: 'marginRankingLoss',
  family: 'loss',
  signature: `marginRankingLoss(input1: Tensor, input2: Tensor, target: Tensor, *, margin: number = 0, ${REDUCTION})`,
  doc: 'What the first score lacks to exceed the second by the margin (target 1), or the other way round (target -1).',
  formula: { forward: 'y = \\max(0, -t (a - b) + m)' },
  method: false,
  body: (a: Tensor, b: Tensor, target: Tensor, margin: number, reduction: Reduction) =>
    reduceLoss(target.neg().mul(a.sub(b)).add(margin).clampMin(0), reduction),
  samples: [{ args: (m) => [m.randn([4]), m.randn([4]), m.randn([4]).sign().detach(), { margin: 0.3 }] }],
});

defineComposite({
  name: 'multiMarginLoss',
  family: 'loss',
  signature: `multiMarginLoss(input: Tensor, target: Tensor, weight?: Tensor, *, p: number = 1, margin: number = 1, ${REDUCTION})`,
  doc: 'Multi-class hinge loss: what every other class lacks to stay a margin below the target class, averaged over classes.',
  formula: { forward: 'y = \\tfrac{1}{C} \\textstyle\\sum_{j \\ne t} \\max(0, m - x_t + x_j)^p' },
  method: false,
  body: (input: Tensor, target: Tensor, weight: Tensor | null, p: number, margin: number, reduction: Reduction) => {
    const op = 'multiMarginLoss';
    needIntegers(op, 'target', target);
    if (p !== 1 && p !== 2) throw new ArgumentError(`${op}: p must be 1 or 2, got ${p}`, { op });
    const batched = input.shape.length === 2;
    const x = batched ? input : input.unsqueeze(0);
    const t = target.shape.length === 0 ? target.unsqueeze(0) : target;
    if (t.shape.length !== 1 || t.shape[0] !== x.shape[0]) {
      throw new ShapeError(
        `${op}: the target must have shape [${x.shape[0]}] for an input ${formatShape(input.shape)}, it has ${formatShape(target.shape)}`,
        {
          op,
          operands: [
            { name: 'input', shape: input.shape },
            { name: 'target', shape: target.shape },
          ],
        },
      );
    }
    const at = t.unsqueeze(1);
    let loss = x.sub(x.gather(1, at)).add(margin).clampMin(0);
    if (p === 2) loss = loss.mul(loss);
    if (weight) loss = loss.mul(weight.indexSelect(0, t).unsqueeze(1));
    const others = t.oneHot(x.shape[1]).eq(0);
    const perSample = loss.mul(others).sum(1).div(x.shape[1]);
    return reduceLoss(batched ? perSample : perSample.squeeze(0), reduction);
  },
  samples: [{ args: (m) => [m.randn([3, 4]), m.ints([3], 0, 4)] }],
});

defineComposite({
  name: 'multilabelMarginLoss',
  family: 'loss',
  signature: `multilabelMarginLoss(input: Tensor, target: Tensor, *, ${REDUCTION})`,
  doc: 'Hinge loss between every label class and every other class; the target lists label classes, ended by -1.',
  method: false,
  body: (input: Tensor, target: Tensor, reduction: Reduction) => {
    const op = 'multilabelMarginLoss';
    needIntegers(op, 'target', target);
    needSameShape(op, input, target);
    const batched = input.shape.length === 2;
    const x = batched ? input : input.unsqueeze(0);
    const [n, c] = x.shape;
    const labels = target.data;
    const losses: Tensor[] = [];
    for (let i = 0; i < n; i++) {
      const list: number[] = [];
      for (let j = 0; j < c && labels[i * c + j] >= 0; j++) list.push(labels[i * c + j]);
      const row = x.select(0, i);
      const others = Array.from({ length: c }, (_, j) => j).filter((j) => !list.includes(j));
      if (list.length === 0 || others.length === 0) {
        losses.push(row.sum().mul(0));
        continue;
      }
      const tensorOf = functionOf<(d: number[], o: object) => Tensor>('tensor');
      const yes = row.indexSelect(0, tensorOf(list, { dtype: 'int32' })).unsqueeze(1);
      const no = row.indexSelect(0, tensorOf(others, { dtype: 'int32' })).unsqueeze(0);
      losses.push(yes.sub(no).neg().add(1).clampMin(0).sum().div(c));
    }
    const all = functionOf<(t: Tensor[]) => Tensor>('stack')(losses);
    return reduceLoss(batched ? all : all.squeeze(0), reduction);
  },
  samples: [],
});

defineComposite({
  name: 'multilabelSoftMarginLoss',
  family: 'loss',
  signature: `multilabelSoftMarginLoss(input: Tensor, target: Tensor, weight?: Tensor, *, ${REDUCTION})`,
  doc: 'Binary cross-entropy of raw scores per class, averaged over the classes.',
  method: false,
  body: (input: Tensor, target: Tensor, weight: Tensor | null, reduction: Reduction) => {
    const bce = target.mul(input.logsigmoid()).add(target.neg().add(1).mul(input.neg().logsigmoid())).neg();
    return reduceLoss((weight ? bce.mul(weight) : bce).mean(-1), reduction);
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.uniform([2, 3], 0, 1)] }],
});

defineComposite({
  name: 'cosineEmbeddingLoss',
  family: 'loss',
  signature: `cosineEmbeddingLoss(input1: Tensor, input2: Tensor, target: Tensor, *, margin: number = 0, ${REDUCTION})`,
  doc: 'One minus the cosine of pairs that belong together (target 1), and the cosine beyond the margin of those that do not (-1).',
  method: false,
  body: (a: Tensor, b: Tensor, target: Tensor, margin: number, reduction: Reduction) => {
    needSameShape('cosineEmbeddingLoss', a, b);
    if (a.shape.length !== target.shape.length + 1) {
      throw new ShapeError(
        `cosineEmbeddingLoss: for inputs ${formatShape(a.shape)} the target must have shape ${formatShape(a.shape.slice(0, -1))}, it has ${formatShape(target.shape)}`,
        { op: 'cosineEmbeddingLoss' },
      );
    }
    // PyTorch's epsilon inside the norms: cos = sum ab / sqrt((sum a^2 + eps)(sum b^2 + eps)).
    const eps = 1e-12;
    const squares = a.mul(a).sum(-1).add(eps).mul(b.mul(b).sum(-1).add(eps));
    const cos = a.mul(b).sum(-1).div(squares.sqrt());
    const loss = target
      .eq(1)
      .where(cos.neg().add(1), 0)
      .add(target.eq(-1).where(cos.sub(margin).clampMin(0), 0));
    return reduceLoss(loss, reduction);
  },
  samples: [{ args: (m) => [m.randn([3, 4]), m.randn([3, 4]), m.randn([3]).sign().detach(), { margin: 0.1 }] }],
});

defineComposite({
  name: 'tripletMarginLoss',
  family: 'loss',
  signature: `tripletMarginLoss(anchor: Tensor, positive: Tensor, negative: Tensor, *, margin: number = 1, p: number = 2, eps: number = 1e-6, swap: boolean = false, ${REDUCTION})`,
  doc: 'What the negative lacks to be a margin farther from the anchor than the positive (Schroff et al., 2015); `swap` takes the harder of the two negatives.',
  formula: { forward: 'y = \\max(0, d(a, p) - d(a, n) + m)' },
  method: false,
  body: (
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    margin: number,
    p: number,
    eps: number,
    swap: boolean,
    reduction: Reduction,
  ) => {
    const distance = functionOf<(a: Tensor, b: Tensor, o: object) => Tensor>('pairwiseDistance');
    const near = distance(anchor, positive, { p, eps });
    let far = distance(anchor, negative, { p, eps });
    if (swap) far = far.minimum(distance(positive, negative, { p, eps }));
    return reduceLoss(near.sub(far).add(margin).clampMin(0), reduction);
  },
  samples: [{ args: (m) => [m.randn([3, 4]), m.randn([3, 4]), m.randn([3, 4])] }],
});
