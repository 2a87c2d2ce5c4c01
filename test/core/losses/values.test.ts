import { describe, expect, test } from 'vitest';
import * as T from '../../../core/index.ts';

const t = (data: T.TensorData) => T.tensor(data, { dtype: 'float64' });
const ints = (data: T.TensorData) => T.tensor(data, { dtype: 'int32' });
const zero = ints([0]);
/** Logits whose softmax is p, 1 - p. */
const logits = (p: number) => t([[Math.log(p), Math.log(1 - p)]]);

describe('imbalance', () => {
  test('focal loss at p = 0.9 and 0.1', () => {
    expect(T.focalLoss(logits(0.9), zero).item()).toBeCloseTo(0.0010536052, 10);
    expect(T.focalLoss(logits(0.1), zero).item()).toBeCloseTo(1.8650939253, 10);
    expect(T.focalLoss(logits(0.1), zero, { gamma: 0 }).item()).toBeCloseTo(Math.LN10, 9);
  });
  test('focal loss weighs classes and leaves out ignored targets', () => {
    const x = t([
      [1, 2, 3],
      [3, 2, 1],
      [0, 0, 0],
    ]);
    const target = ints([0, -100, 2]);
    const weighted = T.focalLoss(x, target, t([2, 1, 0.5]), { reduction: 'none' }).toArray() as number[];
    const plain = T.focalLoss(x, target, { reduction: 'none' }).toArray() as number[];
    expect(weighted).toEqual([plain[0] * 2, 0, plain[2] * 0.5]);
    expect(T.focalLoss(x, target).item()).toBeCloseTo((plain[0] + plain[2]) / 2, 12);
  });
  test('sigmoid focal loss is the two-class focal loss', () => {
    const x = t([Math.log(9), Math.log(9)]);
    const [one, none] = T.sigmoidFocalLoss(x, t([1, 0])).toArray() as number[];
    expect(one).toBeCloseTo(0.25 * 0.01 * -Math.log(0.9), 12);
    expect(none).toBeCloseTo(0.75 * 0.81 * -Math.log(0.1), 12);
  });
  test('Poly-1 at p = 0.9', () => {
    expect(T.poly1CrossEntropy(logits(0.9), zero).item()).toBeCloseTo(0.2053605157, 10);
  });
  test('class-balanced weights', () => {
    const [many, few] = T.classBalancedWeights(t([5000, 50])).toArray() as number[];
    expect(many).toBeCloseTo(0.0010067666, 10);
    expect(few).toBeCloseTo(0.0204941669, 10);
    expect(T.classBalancedWeights([10, 0, 10], 0.9, { normalize: true }).toArray()).toEqual([1.5, 0, 1.5]);
    expect(() => T.classBalancedWeights([1], 1)).toThrow(/beta must lie in \[0, 1\)/);
  });
  test('GHM divides by the number of elements with a gradient of the same size', () => {
    // p = 0.9 three times with target 1 (g = 0.1), and once with target 0 (g = 0.9); 2 bins.
    const x = t([1, 1, 1, 1]).mul(Math.log(9));
    const easy = -Math.log(0.9);
    const hard = -Math.log(0.1);
    const loss = T.ghmcLoss(x, t([1, 1, 1, 0]), 2, { reduction: 'none' }).toArray() as number[];
    expect(loss[0]).toBeCloseTo((4 * easy) / (3 * 2), 12);
    expect(loss[3]).toBeCloseTo((4 * hard) / (1 * 2), 12);
  });
  test('label smoothing: one number is cross-entropy, a number for each is each', () => {
    const x = t([
      [1, 2, 3],
      [0, 1, 0],
    ]);
    const y = ints([2, 0]);
    expect(T.labelSmoothingLoss(x, y, 0.2).item()).toBeCloseTo(
      T.crossEntropy(x, y, { labelSmoothing: 0.2 }).item(),
      12,
    );
    const each = T.labelSmoothingLoss(x, y, t([0, 0.3]), { reduction: 'none' }).toArray() as number[];
    const plain = T.crossEntropy(x, y, { reduction: 'none' }).toArray() as number[];
    const soft = T.crossEntropy(x, y, { labelSmoothing: 0.3, reduction: 'none' }).toArray() as number[];
    expect(each[0]).toBeCloseTo(plain[0], 12);
    expect(each[1]).toBeCloseTo(soft[1], 12);
  });
});

test('overlap: Dice, Tversky and intersection over union of a half-right mask', () => {
  const p = t([
    [1, 1, 0, 0],
    [1, 1, 0, 0],
  ]);
  const y = t([
    [1, 0, 1, 0],
    [1, 1, 0, 0],
  ]);
  const exact = { smooth: 0, reduction: 'none' } as const;
  expect(T.diceLoss(p, y, exact).toArray()).toEqual([0.5, 0]);
  expect(T.diceLoss(p, y).item()).toBeCloseTo((1 - 3 / 5 + 0) / 2, 12);
  const iou = T.iouLoss(p, y, exact).toArray() as number[];
  expect(iou[0]).toBeCloseTo(2 / 3, 12);
  // TP 1, FP 1, FN 1: 1 - 1 / (1 + 0.3 + 0.9)
  expect((T.tverskyLoss(p, y, 0.3, 0.9, exact).toArray() as number[])[0]).toBeCloseTo(1 - 1 / 2.2, 12);
  expect(() => T.diceLoss(p, t([1, 0]))).toThrow(/must have the same shape/);
});

describe('contrast', () => {
  const a = t([
    [1, 0],
    [0, 2],
  ]);
  test('InfoNCE by hand', () => {
    const one = -Math.log(Math.E / (Math.E + 1));
    expect(T.infoNce(a, a, { temperature: 1 }).item()).toBeCloseTo(one, 12);
    const negatives = t([
      [0, 1],
      [-1, 0],
    ]);
    // For the first: positive 1, negatives 0 and -1; for the second: 1, 1 and 0.
    const rows = T.infoNce(a, a, negatives, { temperature: 1, reduction: 'none' }).toArray() as number[];
    expect(rows[0]).toBeCloseTo(Math.log(Math.E + 1 + Math.exp(-1)) - 1, 12);
    expect(rows[1]).toBeCloseTo(Math.log(Math.E + Math.E + 1) - 1, 12);
  });
  test('NT-Xent and DCL over four views', () => {
    // Two views that agree; the other example is orthogonal: positives 1, negatives 0 and 0.
    expect(T.ntXent(a, a, 1).item()).toBeCloseTo(Math.log(Math.E + 2) - 1, 12);
    expect(T.dclLoss(a, a, 1).item()).toBeCloseTo(Math.log(2) - 1, 12);
    expect(() => T.dclLoss(a.narrow(0, 0, 1), a.narrow(0, 0, 1))).toThrow(/no negatives/);
  });
  test('NCE is logistic regression of data against noise', () => {
    // Model and noise agree, one noise sample: G = 0, so ln 2 for each of the two questions.
    expect(T.nceLoss(t([-1]), t([[-2]]), t([-1]), t([[-2]])).item()).toBeCloseTo(2 * Math.LN2, 12);
    // k = 3: the prior odds are 1 to 3.
    const k3 = T.nceLoss(t([0]), t([[0, 0, 0]]), t([0]), t([[0, 0, 0]])).item();
    expect(k3).toBeCloseTo(-Math.log(1 / 4) - 3 * Math.log(3 / 4), 12);
  });
  test('contrastive loss of a close and a far pair', () => {
    const x = t([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    const y = t([
      [3, 4],
      [0, 0.5],
      [3, 4],
    ]);
    const loss = T.contrastiveLoss(x, y, ints([1, 0, 0]), { margin: 1, reduction: 'none' }).toArray() as number[];
    expect(loss[0]).toBeCloseTo(12.5, 4);
    expect(loss[1]).toBeCloseTo(0.125, 5);
    expect(loss[2]).toBe(0);
  });
  test('CoSENT counts pairs in the wrong order', () => {
    const x = t([
      [1, 0],
      [1, 0],
    ]);
    const y = t([
      [0, 1],
      [1, 0],
    ]);
    // Cosines 0 and 1. Scores in the same order, then reversed, then equal.
    expect(T.cosentLoss(x, y, ints([0, 1]), 1).item()).toBeCloseTo(Math.log(1 + Math.exp(-1)), 7);
    expect(T.cosentLoss(x, y, ints([1, 0]), 1).item()).toBeCloseTo(Math.log(1 + Math.E), 7);
    expect(T.cosentLoss(x, y, ints([1, 1]), 1).item()).toBe(0);
  });
});

describe('margins', () => {
  const x = t([[3, 4]]);
  const w = t([
    [1, 0],
    [0, 1],
  ]);
  test('AM-Softmax lowers the cosine of the true class', () => {
    // Cosines 0.6 and 0.8; true class 0.
    const scores = t([[2 * (0.6 - 0.1), 2 * 0.8]]);
    const expected = T.crossEntropy(scores, zero).item();
    expect(T.amSoftmaxLoss(x, w, zero, { scale: 2, margin: 0.1 }).item()).toBeCloseTo(expected, 12);
    expect(T.cosFaceLoss(x, w, zero, { scale: 2, margin: 0.1 }).item()).toBeCloseTo(expected, 12);
  });
  test('ArcFace widens the angle of the true class', () => {
    const scores = t([[2 * Math.cos(Math.acos(0.6) + 0.5), 2 * 0.8]]);
    expect(T.arcFaceLoss(x, w, zero, { scale: 2 }).item()).toBeCloseTo(T.crossEntropy(scores, zero).item(), 12);
    expect(() => T.arcFaceLoss(x, t([[1, 0, 0]]), zero)).toThrow(/features must be \[N, D\]/);
  });
  test('multi-class hinge 2.9, where multiMarginLoss has a third', () => {
    const scores = t([[3.2, 5.1, -1.7]]);
    expect(T.multiclassHingeLoss(scores, zero).item()).toBeCloseTo(2.9, 12);
    expect(T.multiMarginLoss(scores, zero).item()).toBeCloseTo(2.9 / 3, 12);
  });
});

describe('generative', () => {
  test('at the optimum the GAN value is -log 4', () => {
    const scores = T.zeros([5]);
    expect(-T.ganDiscriminatorLoss(scores, scores).item()).toBeCloseTo(-Math.log(4), 6);
  });
  test('each pair of losses by hand', () => {
    const real = t([2, 0]);
    const fake = t([-3, 1]);
    const sp = (v: number) => Math.log1p(Math.exp(v));
    expect(T.ganDiscriminatorLoss(real, fake).item()).toBeCloseTo((sp(-2) + sp(0)) / 2 + (sp(-3) + sp(1)) / 2, 12);
    expect(T.ganDiscriminatorLoss(real, fake, 'hinge').item()).toBeCloseTo((0 + 1) / 2 + (0 + 2) / 2, 12);
    expect(T.ganDiscriminatorLoss(real, fake, 'leastSquares').item()).toBeCloseTo(
      0.5 * ((1 + 1) / 2 + (9 + 1) / 2),
      12,
    );
    expect(T.ganDiscriminatorLoss(real, fake, 'wasserstein').item()).toBeCloseTo(-1 - 1, 12);
    expect(T.ganGeneratorLoss(fake).item()).toBeCloseTo((sp(3) + sp(-1)) / 2, 12);
    expect(T.ganGeneratorLoss(fake, 'minimax').item()).toBeCloseTo(-(sp(-3) + sp(1)) / 2, 12);
    expect(T.ganGeneratorLoss(fake, 'hinge').item()).toBeCloseTo(1, 12);
    expect(T.ganGeneratorLoss(fake, 'leastSquares').item()).toBeCloseTo(0.5 * ((16 + 0) / 2), 12);
  });
  test('KL of N(0.5, 0.8) to N(0, 1)', () => {
    expect(T.klNormal(t([[0.5]]), t([[0.8]]).log()).item()).toBeCloseTo(0.1365717757, 10);
    expect(T.klNormal(T.ones([2, 3]), T.zeros([2, 3])).item()).toBeCloseTo(1.5, 6);
    expect(() => T.klNormal(T.ones([2, 3]), T.zeros([3]))).toThrow(/must have the same shape/);
  });
  test('ELBO: reconstruction and divergence have the signs of a loss', () => {
    const x = t([[0, 0, 0]]);
    const target = t([[1, 0, 1]]);
    const m = t([[0.5]]);
    const v = t([[0.8]]).log();
    const kl = 0.1365717757;
    expect(T.elboLoss(x, target, m, v).item()).toBeCloseTo(3 * Math.LN2 + kl, 9);
    expect(T.elboLoss(x.sigmoid(), target, m, v, { reconstruction: 'probabilities', beta: 2 }).item()).toBeCloseTo(
      3 * Math.LN2 + 2 * kl,
      9,
    );
    expect(T.elboLoss(x, target, m, v, { reconstruction: 'gaussian' }).item()).toBeCloseTo(1 + kl, 9);
  });
  test('R-Drop adds the symmetric divergence of the two passes', () => {
    const a = logits(0.9);
    const b = logits(0.6);
    const kl = (p: number, q: number) => p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
    const ce = -(Math.log(0.9) + Math.log(0.6)) / 2;
    expect(T.rDropLoss(a, b, zero, 3).item()).toBeCloseTo(ce + 1.5 * (kl(0.9, 0.6) + kl(0.6, 0.9)), 12);
    expect(T.rDropLoss(a, a, zero).item()).toBeCloseTo(-Math.log(0.9), 12);
  });
  test('Laplace likelihood', () => {
    expect(T.laplaceNllLoss(t([1, 5]), t([2, 2]), 2).item()).toBeCloseTo((0.5 + 1.5) / 2 + Math.log(4), 12);
  });
});

describe('activations', () => {
  test('swish between x / 2 and relu', () => {
    expect(T.swish(t([1, -3]), 0).toArray()).toEqual([0.5, -1.5]);
    expect(T.swish(t([2]), 1).item()).toBeCloseTo(1.761594156, 9);
    expect(T.swish(t([-1.2784645428]), 1).item()).toBeCloseTo(-0.2784645428, 9);
  });
  test('gates halve a dimension', () => {
    const x = t([1, -1, 2, 3]);
    expect(T.swiglu(x).toArray()).toEqual(
      T.silu(t([1, -1]))
        .mul(t([2, 3]))
        .toArray(),
    );
    expect(T.reglu(x).toArray()).toEqual([2, 0]);
    expect(() => T.geglu(t([1, 2, 3]))).toThrow(/must be even/);
  });
  test('maxout of two pieces is relu or the absolute value', () => {
    const x = t([-2, 3]);
    const pieces = (other: T.Tensor) => T.stack([x, other], 1).flatten();
    expect(T.maxout(pieces(x.zerosLike()), 2).toArray()).toEqual([0, 3]);
    expect(T.maxout(pieces(x.neg()), 2).toArray()).toEqual([2, 3]);
  });
  test('squash keeps the direction: [3, 4] has length 25 / 26 afterwards', () => {
    const [a, b] = T.squash(t([3, 4])).toArray() as number[];
    expect(Math.hypot(a, b)).toBeCloseTo(25 / 26, 9);
    expect(b / a).toBeCloseTo(4 / 3, 12);
    const still = T.zeros([3], { requiresGrad: true });
    T.squash(still).sum().backward();
    expect(still.grad?.toArray()).toEqual([0, 0, 0]);
  });
  test('sparsemax projects on the simplex', () => {
    const p = T.sparsemax(t([1, 0.8, -1])).toArray() as number[];
    expect(p[0]).toBeCloseTo(0.6, 12);
    expect(p[1]).toBeCloseTo(0.4, 12);
    expect(p[2]).toBe(0);
    expect(
      T.sparsemax(
        t([
          [0, 0],
          [5, 0],
        ]),
      ).toArray(),
    ).toEqual([
      [0.5, 0.5],
      [1, 0],
    ]);
  });
});

describe('Gumbel softmax', () => {
  test('hard draws are one-hot, follow the probabilities, and pass the soft gradient', () => {
    T.manualSeed(1);
    const x = T.tensor([Math.log(0.2), Math.log(0.8)], { requiresGrad: true });
    let second = 0;
    for (let i = 0; i < 2000; i++) second += (T.gumbelSoftmax(x, 1, true).detach().toArray() as number[])[1];
    expect(second / 2000).toBeGreaterThan(0.77);
    expect(second / 2000).toBeLessThan(0.83);
    T.gumbelSoftmax(x, 1, true).select(0, 0).backward();
    expect([...x.grad!.data].every((g) => g !== 0)).toBe(true);
    expect(() => T.gumbelSoftmax(x, 0)).toThrow(/must be positive/);
  });
  test('is -log of the exponential stream of the seed', () => {
    T.manualSeed(5);
    const noise = T.empty([4]).exponential_();
    T.manualSeed(5);
    const x = T.arange(4).float();
    const expected = x.sub(noise.log()).div(0.5).softmax(-1);
    expect(T.gumbelSoftmax(x, { tau: 0.5 }).toArray()).toEqual(expected.toArray());
  });
});
