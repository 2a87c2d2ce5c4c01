/** Losses that learn a space of vectors from what belongs together. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { sameShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';
import { type Reduction, reduceLoss } from './loss.ts';

const REDUCTION = "reduction: 'none' | 'mean' | 'sum' = 'mean'";

type Pairwise = (a: Tensor, b: Tensor, options?: object) => Tensor;

const unit = (x: Tensor): Tensor => functionOf<(t: Tensor, o: object) => Tensor>('normalize')(x, { dim: -1 });
const range = (from: number, to: number, like: Tensor): Tensor =>
  functionOf<(a: number, b: number, o: object) => Tensor>('arange')(from, to, { dtype: 'int32', device: like.device });

/** Two batches of vectors [N, D], row by row a pair. */
function needPairs(op: string, a: Tensor, b: Tensor, names: readonly [string, string]): void {
  if (a.shape.length === 2 && sameShape(a.shape, b.shape)) return;
  throw new ShapeError(
    `${op}: ${names[0]} ${formatShape(a.shape)} and ${names[1]} ${formatShape(b.shape)} must both be [N, D]`,
    {
      op,
      operands: [
        { name: names[0], shape: a.shape },
        { name: names[1], shape: b.shape },
      ],
      fix: 'Row i of one belongs to row i of the other.',
    },
  );
}

function needTemperature(op: string, temperature: number): void {
  if (!(temperature > 0))
    throw new ArgumentError(`${op}: the temperature must be positive, got ${temperature}`, { op });
}

defineComposite({
  name: 'infoNce',
  family: 'loss',
  signature: `infoNce(query: Tensor, positive: Tensor, negatives?: Tensor, *, temperature: number = 0.1, normalize: boolean = true, ${REDUCTION})`,
  doc: "The cross-entropy of finding each query's positive among candidates (van den Oord et al., 2018). Query and positive [N, D]; candidates are all positives of the batch, or the own positive and `negatives` [M, D]. Similarities are cosines, or dot products with `normalize: false`.",
  example: 'infoNce(eye(2), eye(2), { temperature: 1 })',
  formula: { forward: 'y = -\\ln \\frac{e^{s^{+} / \\tau}}{\\sum_j e^{s_j / \\tau}}' },
  method: false,
  body: (
    query: Tensor,
    positive: Tensor,
    negatives: Tensor | null,
    temperature: number,
    normalize: boolean,
    reduction: Reduction,
  ) => {
    needPairs('infoNce', query, positive, ['query', 'positive']);
    needTemperature('infoNce', temperature);
    const scaled = (x: Tensor): Tensor => (normalize ? unit(x) : x);
    const q = scaled(query);
    const k = scaled(positive);
    const own = q.mul(k).sum(1).div(temperature);
    const others = q.matmul((negatives ? scaled(negatives) : k).mT()).div(temperature);
    const all = negatives
      ? functionOf<(t: Tensor[], d: number) => Tensor>('cat')([own.unsqueeze(1), others], 1)
      : others;
    return reduceLoss(all.logsumexp(1).sub(own), reduction);
  },
  samples: [
    { args: (m) => [m.randn([3, 4]), m.randn([3, 4]), { temperature: 0.5 }] },
    {
      note: 'own negatives',
      args: (m) => [m.randn([2, 3]), m.randn([2, 3]), m.randn([4, 3]), { normalize: false, reduction: 'none' }],
    },
  ],
});

/** Similarities of all 2N views, the places of each view's partner, and of everything that is no negative. */
function views(
  op: string,
  z1: Tensor,
  z2: Tensor,
  temperature: number,
): { all: Tensor; partner: Tensor; self: Tensor } {
  needPairs(op, z1, z2, ['z1', 'z2']);
  needTemperature(op, temperature);
  const n = z1.shape[0];
  const z = unit(functionOf<(t: Tensor[], d: number) => Tensor>('cat')([z1, z2], 0));
  const partner = functionOf<(t: Tensor[], d: number) => Tensor>('cat')(
    [range(n, 2 * n, z), range(0, n, z)],
    0,
  ).unsqueeze(1);
  const self = range(0, 2 * n, z).unsqueeze(1);
  return { all: z.matmul(z.mT()).div(temperature), partner, self };
}

/** True in each row at the columns given, [2N, 2N]. */
const marks = (columns: Tensor): Tensor => columns.eq(range(0, columns.shape[0], columns).unsqueeze(0));

defineComposite({
  name: 'ntXent',
  family: 'loss',
  signature: `ntXent(z1: Tensor, z2: Tensor, temperature: number = 0.5, ${REDUCTION})`,
  doc: 'Normalised temperature-scaled cross-entropy of SimCLR (Chen et al., 2020): two views [N, D] of the same N examples. Each of the 2N views has its partner for positive and the other 2N - 2 for negatives.',
  formula: { forward: 'y = -\\ln \\frac{e^{\\cos(z_i, z_j) / \\tau}}{\\sum_{k \\ne i} e^{\\cos(z_i, z_k) / \\tau}}' },
  method: false,
  body: (z1: Tensor, z2: Tensor, temperature: number, reduction: Reduction) => {
    const { all, partner, self } = views('ntXent', z1, z2, temperature);
    const own = all.gather(1, partner).squeeze(1);
    return reduceLoss(all.maskedFill(marks(self), Number.NEGATIVE_INFINITY).logsumexp(1).sub(own), reduction);
  },
  samples: [
    { args: (m) => [m.randn([3, 4]), m.randn([3, 4])] },
    { args: (m) => [m.randn([2, 3]), m.randn([2, 3]), 1, 'none'] },
  ],
});

defineComposite({
  name: 'dclLoss',
  family: 'loss',
  signature: `dclLoss(z1: Tensor, z2: Tensor, temperature: number = 0.1, ${REDUCTION})`,
  doc: 'Decoupled contrastive loss (Yeh et al., 2022): NT-Xent without the positive pair in the denominator, so that easy positives do not shrink the gradient. Two views [N, D] of N >= 2 examples.',
  formula: { forward: 'y = -\\frac{\\cos(z_i, z_j)}{\\tau} + \\ln \\sum_{k \\ne i, j} e^{\\cos(z_i, z_k) / \\tau}' },
  method: false,
  body: (z1: Tensor, z2: Tensor, temperature: number, reduction: Reduction) => {
    const { all, partner, self } = views('dclLoss', z1, z2, temperature);
    if (z1.shape[0] < 2)
      throw new ShapeError('dclLoss: one example has no negatives', {
        op: 'dclLoss',
        operands: [{ name: 'z1', shape: z1.shape }],
        fix: 'Use a batch of at least 2.',
      });
    const own = all.gather(1, partner).squeeze(1);
    const negatives = all.maskedFill(marks(self).logicalOr(marks(partner)), Number.NEGATIVE_INFINITY);
    return reduceLoss(negatives.logsumexp(1).sub(own), reduction);
  },
  samples: [{ args: (m) => [m.randn([3, 4]), m.randn([3, 4]), 0.5] }],
});

defineComposite({
  name: 'nceLoss',
  family: 'loss',
  signature: `nceLoss(input: Tensor, noise: Tensor, inputLogNoise: Tensor, noiseLogNoise: Tensor, ${REDUCTION})`,
  doc: 'Noise-contrastive estimation (Gutmann and Hyvarinen, 2010): tells data from noise by an unnormalised log-density. `input` [N] holds it at the data, `noise` [N, k] at k noise samples for each; the last two are the log-density of the noise at the same places. The mean is over the data.',
  formula: {
    forward:
      'y = -\\ln \\sigma(G(x)) - \\textstyle\\sum_j \\ln \\sigma(-G(n_j)), \\quad G(u) = s(u) - \\ln (k \\, q(u))',
  },
  method: false,
  body: (input: Tensor, noise: Tensor, inputLogNoise: Tensor, noiseLogNoise: Tensor, reduction: Reduction) => {
    if (input.shape.length !== 1 || noise.shape.length !== 2 || noise.shape[0] !== input.shape[0]) {
      throw new ShapeError(
        `nceLoss: the input must be [N] and the noise [N, k]; got ${formatShape(input.shape)} and ${formatShape(noise.shape)}`,
        {
          op: 'nceLoss',
          operands: [
            { name: 'input', shape: input.shape },
            { name: 'noise', shape: noise.shape },
          ],
        },
      );
    }
    const logK = Math.log(noise.shape[1]);
    const softplus = functionOf<(x: Tensor) => Tensor>('softplus');
    const data = softplus(input.sub(inputLogNoise).sub(logK).neg());
    return reduceLoss(data.add(softplus(noise.sub(noiseLogNoise).sub(logK)).sum(1)), reduction);
  },
  samples: [{ args: (m) => [m.randn([3]), m.randn([3, 2]), m.randn([3]), m.randn([3, 2])] }],
});

defineComposite({
  name: 'contrastiveLoss',
  family: 'loss',
  signature: `contrastiveLoss(input1: Tensor, input2: Tensor, target: Tensor, margin: number = 1, ${REDUCTION})`,
  doc: 'Pulls pairs with target 1 together and pushes those with target 0 to a distance of at least `margin` (Hadsell et al., 2006). Inputs [N, D], target [N].',
  formula: {
    forward: 'y = \\tfrac{1}{2} \\left(t d^2 + (1 - t) \\max(0, m - d)^2\\right), \\quad d = \\lVert x_1 - x_2 \\rVert',
  },
  method: false,
  body: (input1: Tensor, input2: Tensor, target: Tensor, margin: number, reduction: Reduction) => {
    needPairs('contrastiveLoss', input1, input2, ['input1', 'input2']);
    const t = target.to(input1.dtype);
    const d = functionOf<Pairwise>('pairwiseDistance')(input1, input2);
    const push = d.neg().add(margin).clampMin(0).square();
    return reduceLoss(t.mul(d.square()).add(t.neg().add(1).mul(push)).mul(0.5), reduction);
  },
  samples: [{ args: (m) => [m.randn([4, 3]), m.randn([4, 3]), m.ints([4], 0, 2), { margin: 3 }] }],
});

defineComposite({
  name: 'cosentLoss',
  family: 'loss',
  signature: 'cosentLoss(input1: Tensor, input2: Tensor, target: Tensor, scale: number = 20)',
  doc: 'Orders the cosines of pairs as their scores are ordered (CoSENT, Su, 2022): pairs of vectors [N, D] with scores `target` [N]; one number for the batch.',
  formula: { forward: 'y = \\ln \\left(1 + \\textstyle\\sum_{t_i > t_j} e^{\\lambda (\\cos_j - \\cos_i)}\\right)' },
  method: false,
  body: (input1: Tensor, input2: Tensor, target: Tensor, scale: number) => {
    needPairs('cosentLoss', input1, input2, ['input1', 'input2']);
    const cosine = functionOf<Pairwise>('cosineSimilarity')(input1, input2).mul(scale);
    const ordered = target.unsqueeze(1).gt(target.unsqueeze(0));
    const excess = cosine.unsqueeze(0).sub(cosine.unsqueeze(1));
    const terms = excess.maskedFill(ordered.logicalNot(), Number.NEGATIVE_INFINITY).flatten();
    const one = functionOf<(s: number[], o: object) => Tensor>('zeros')([1], {
      dtype: terms.dtype,
      device: terms.device,
    });
    return functionOf<(t: Tensor[], d: number) => Tensor>('cat')([terms, one], 0).logsumexp(0);
  },
  samples: [{ args: (m) => [m.randn([4, 3]), m.randn([4, 3]), m.ints([4], 0, 3), 2] }],
});
