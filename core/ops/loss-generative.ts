/** Losses of generative models, and of agreement between two passes. */
import { formatShape, ShapeError } from '../errors.ts';
import { sameShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';
import { type Reduction, reduceLoss } from './loss.ts';

type BatchReduction = Reduction | 'batchmean';
const BATCH = "reduction: 'none' | 'mean' | 'sum' | 'batchmean' = 'batchmean'";

const softplus = (x: Tensor): Tensor => functionOf<(t: Tensor) => Tensor>('softplus')(x);

/** 'batchmean' divides the sum by the size of the first dimension. */
function reduceBatch(loss: Tensor, reduction: BatchReduction): Tensor {
  if (reduction !== 'batchmean') return reduceLoss(loss, reduction);
  return loss.sum().div(loss.shape.length ? loss.shape[0] : 1);
}

type GanKind = 'minimax' | 'nonSaturating' | 'hinge' | 'leastSquares' | 'wasserstein';

defineComposite({
  name: 'ganDiscriminatorLoss',
  family: 'loss',
  signature:
    "ganDiscriminatorLoss(real: Tensor, fake: Tensor, kind: 'minimax' | 'nonSaturating' | 'hinge' | 'leastSquares' | 'wasserstein' = 'minimax')",
  doc: "What a discriminator minimises, from its raw scores (logits) of real and generated examples, averaged over each: 'minimax' (and 'nonSaturating', which differs in the generator only; Goodfellow et al., 2014), 'hinge' (Lim and Ye, 2017), 'leastSquares' (Mao et al., 2017) or 'wasserstein' (Arjovsky et al., 2017).",
  example: 'ganDiscriminatorLoss(zeros([4]), zeros([4]))',
  formula: { forward: 'y = -\\mathbb{E}[\\ln \\sigma(r)] - \\mathbb{E}[\\ln (1 - \\sigma(f))]' },
  method: false,
  body: (real: Tensor, fake: Tensor, kind: GanKind) => {
    switch (kind) {
      case 'hinge':
        return real.neg().add(1).clampMin(0).mean().add(fake.add(1).clampMin(0).mean());
      case 'leastSquares':
        return real.sub(1).square().mean().add(fake.square().mean()).mul(0.5);
      case 'wasserstein':
        return fake.mean().sub(real.mean());
      default:
        return softplus(real.neg()).mean().add(softplus(fake).mean());
    }
  },
  samples: (['minimax', 'hinge', 'leastSquares', 'wasserstein'] as const).map((kind) => ({
    note: kind,
    args: (m) => [m.randn([4]), m.randn([3]), kind],
  })),
});

defineComposite({
  name: 'ganGeneratorLoss',
  family: 'loss',
  signature:
    "ganGeneratorLoss(fake: Tensor, kind: 'minimax' | 'nonSaturating' | 'hinge' | 'leastSquares' | 'wasserstein' = 'nonSaturating')",
  doc: "What a generator minimises, from the discriminator's raw scores of its examples. 'minimax' is ln (1 - D), which is flat where the discriminator wins; 'nonSaturating' is -ln D, which is steep there.",
  formula: { forward: 'y = -\\mathbb{E}[\\ln \\sigma(f)]' },
  method: false,
  body: (fake: Tensor, kind: GanKind) => {
    switch (kind) {
      case 'minimax':
        return softplus(fake).mean().neg();
      case 'leastSquares':
        return fake.sub(1).square().mean().mul(0.5);
      case 'hinge':
      case 'wasserstein':
        return fake.mean().neg();
      default:
        return softplus(fake.neg()).mean();
    }
  },
  samples: (['minimax', 'nonSaturating', 'hinge', 'leastSquares', 'wasserstein'] as const).map((kind) => ({
    note: kind,
    args: (m) => [m.randn([4]), kind],
  })),
});

function needSame(op: string, mean: Tensor, logVar: Tensor): void {
  if (sameShape(mean.shape, logVar.shape)) return;
  throw new ShapeError(
    `${op}: the mean ${formatShape(mean.shape)} and the log-variance ${formatShape(logVar.shape)} must have the same shape`,
    {
      op,
      operands: [
        { name: 'mean', shape: mean.shape },
        { name: 'logVar', shape: logVar.shape },
      ],
    },
  );
}

/** KL(N(m, e^v) || N(0, 1)) element by element. */
const klElements = (mean: Tensor, logVar: Tensor): Tensor => mean.square().add(logVar.expm1()).sub(logVar).mul(0.5);

defineComposite({
  name: 'klNormal',
  family: 'loss',
  signature: `klNormal(mean: Tensor, logVar: Tensor, ${BATCH})`,
  doc: "The divergence KL(N(mean, exp(logVar)) || N(0, 1)) of a variational autoencoder's code [N, latent]: summed over the code and averaged over the batch.",
  example: 'klNormal(tensor([[0.5]]), tensor([[0.8]]).log())',
  formula: {
    forward: 'y = \\tfrac{1}{2} \\textstyle\\sum (\\mu^2 + \\sigma^2 - 1 - \\ln \\sigma^2)',
    vjp: { mean: '\\bar y \\, \\mu', logVar: '\\tfrac{1}{2} \\, \\bar y \\, (\\sigma^2 - 1)' },
  },
  method: false,
  body: (mean: Tensor, logVar: Tensor, reduction: BatchReduction) => {
    needSame('klNormal', mean, logVar);
    return reduceBatch(klElements(mean, logVar), reduction);
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([2, 3])] }, { args: (m) => [m.randn([3]), m.randn([3]), 'none'] }],
});

type Elementwise = (x: Tensor, t: Tensor, o: object) => Tensor;

defineComposite({
  name: 'elboLoss',
  family: 'loss',
  signature:
    "elboLoss(input: Tensor, target: Tensor, mean: Tensor, logVar: Tensor, *, reconstruction: 'logits' | 'probabilities' | 'gaussian' = 'logits', beta: number = 1)",
  doc: "Minus the evidence lower bound of a variational autoencoder (Kingma and Welling, 2014; `beta` as in Higgins et al., 2017), summed over each example and averaged over the batch. The decoder's output `input` [N, ...] is read as Bernoulli logits, Bernoulli probabilities, or the mean of a Gaussian of variance 1 (up to its constant).",
  formula: { forward: 'y = -\\mathbb{E}_q[\\ln p(x \\mid z)] + \\beta \\, KL(q(z \\mid x) \\,\\|\\, N(0, 1))' },
  method: false,
  body: (input: Tensor, target: Tensor, mean: Tensor, logVar: Tensor, reconstruction: string, beta: number) => {
    needSame('elboLoss', mean, logVar);
    const options = { reduction: 'sum' };
    const t = target.to(input.dtype);
    const error =
      reconstruction === 'gaussian'
        ? functionOf<Elementwise>('mseLoss')(input, t, options).mul(0.5)
        : functionOf<Elementwise>(reconstruction === 'logits' ? 'binaryCrossEntropyWithLogits' : 'binaryCrossEntropy')(
            input,
            t,
            options,
          );
    return error.add(klElements(mean, logVar).sum().mul(beta)).div(input.shape.length ? input.shape[0] : 1);
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), m.uniform([2, 3], 0, 1), m.randn([2, 2]), m.randn([2, 2])] },
    {
      args: (m) => [
        m.randn([2, 3]),
        m.randn([2, 3]),
        m.randn([2, 2]),
        m.randn([2, 2]),
        { reconstruction: 'gaussian', beta: 4 },
      ],
    },
  ],
});

defineComposite({
  name: 'rDropLoss',
  family: 'loss',
  signature: 'rDropLoss(input1: Tensor, input2: Tensor, target: Tensor, alpha: number = 1)',
  doc: 'Cross-entropy averaged over two passes with different dropout, and `alpha` times their symmetric divergence (R-Drop, Liang et al., 2021, whose first term is the sum of the two). Logits [N, C], class indices [N]; averaged over the batch.',
  formula: {
    forward: 'y = \\tfrac{1}{2}(CE_1 + CE_2) + \\tfrac{\\alpha}{2} \\left(KL(p_1 \\| p_2) + KL(p_2 \\| p_1)\\right)',
  },
  method: false,
  body: (input1: Tensor, input2: Tensor, target: Tensor, alpha: number) => {
    const a = input1.logSoftmax(1);
    const b = input2.logSoftmax(1);
    const nll = functionOf<(x: Tensor, t: Tensor) => Tensor>('nllLoss');
    // KL(p1 || p2) + KL(p2 || p1) = sum (p1 - p2)(ln p1 - ln p2)
    const divergence = a.exp().sub(b.exp()).mul(a.sub(b)).sum().div(a.shape[0]);
    return nll(a, target)
      .add(nll(b, target))
      .mul(0.5)
      .add(divergence.mul(alpha / 2));
  },
  samples: [{ args: (m) => [m.randn([3, 4]), m.randn([3, 4]), m.ints([3], 0, 4), 2] }],
});

defineComposite({
  name: 'laplaceNllLoss',
  family: 'loss',
  signature:
    "laplaceNllLoss(input: Tensor, target: Tensor, scale: Tensor | number = 1, reduction: 'none' | 'mean' | 'sum' = 'mean')",
  doc: 'Minus the log-likelihood of Laplace distributions around `input`: absolute error is what it leaves for a fixed scale.',
  formula: { forward: 'y = \\frac{|x - t|}{b} + \\ln 2 b' },
  method: false,
  body: (input: Tensor, target: Tensor, scale: Tensor | number, reduction: Reduction) => {
    const error = input.sub(target).abs();
    if (typeof scale === 'number') return reduceLoss(error.div(scale).add(Math.log(2 * scale)), reduction);
    return reduceLoss(error.div(scale).add(scale.mul(2).log()), reduction);
  },
  samples: [
    { args: (m) => [m.randn([3]), m.randn([3]), 0.5] },
    { args: (m) => [m.randn([3]), m.randn([3]), m.uniform([3], 0.5, 2), 'sum'] },
  ],
});
