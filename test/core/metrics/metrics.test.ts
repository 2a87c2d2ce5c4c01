import { describe, expect, test } from 'vitest';
import { tensor } from '../../../core/index.ts';
import * as metrics from '../../../core/metrics/index.ts';

describe('classification', () => {
  const target = [0, 0, 0, 1, 1, 2];
  const guess = [0, 0, 1, 1, 2, 2];
  // Class 0: tp 2, fp 0, fn 1. Class 1: tp 1, fp 1, fn 1. Class 2: tp 1, fp 1, fn 0.
  test('accuracy of classes, of scores and of thresholded outputs', () => {
    expect(metrics.accuracy(guess, target)).toBeCloseTo(4 / 6, 12);
    expect(
      metrics.accuracy(
        tensor([
          [0.1, 0.9],
          [0.8, 0.2],
        ]),
        tensor([1, 1], { dtype: 'int32' }),
      ),
    ).toBe(0.5);
    expect(metrics.accuracy(tensor([0.2, 0.7]).gt(0.5), tensor([0, 1]))).toBe(1);
    expect(() => metrics.accuracy([1, 2], [1])).toThrow('input has 2 elements, target 1');
  });
  test('confusion matrix: rows are true classes', () => {
    expect(metrics.confusionMatrix(guess, target).toArray()).toEqual([
      [2, 1, 0],
      [0, 1, 1],
      [0, 0, 1],
    ]);
    expect(metrics.confusionMatrix(guess, target, { normalize: 'true' }).select(0, 1).toArray()).toEqual([0, 0.5, 0.5]);
    expect(metrics.confusionMatrix(guess, target, { normalize: 'all' }).sum().item()).toBeCloseTo(1, 6);
    expect(metrics.confusionMatrix([0], [0], { numClasses: 2 }).toArray()).toEqual([
      [1, 0],
      [0, 0],
    ]);
    expect(() => metrics.confusionMatrix([0.5], [0])).toThrow('0.5 is not a class');
  });
  test('precision, recall and F1 in every average', () => {
    expect(metrics.precision(guess, target, { average: 'none' })).toEqual([1, 0.5, 0.5]);
    expect(metrics.recall(guess, target, { average: 'none' })).toEqual([2 / 3, 0.5, 1]);
    expect(metrics.precision(guess, target, { average: 'macro' })).toBeCloseTo(2 / 3, 12);
    expect(metrics.recall(guess, target, { average: 'weighted' })).toBeCloseTo((3 * (2 / 3) + 2 * 0.5 + 1) / 6, 12);
    for (const score of [metrics.precision, metrics.recall, metrics.f1])
      expect(score(guess, target, { average: 'micro' })).toBeCloseTo(4 / 6, 12);
    // F1: 4/5, 1/2, 2/3.
    expect(metrics.f1(guess, target)).toBeCloseTo((0.8 + 0.5 + 2 / 3) / 3, 12);
    expect(metrics.f1(guess, target, { average: 'weighted' })).toBeCloseTo((3 * 0.8 + 2 * 0.5 + 2 / 3) / 6, 12);
    // Binary: tp 2, fp 1, fn 1.
    expect(metrics.f1([1, 1, 1, 0], [1, 1, 0, 1])).toBeCloseTo(2 / 3, 12);
    expect(metrics.fBeta([1, 1, 0, 0], [1, 0, 1, 1], 2)).toBeCloseTo((5 * 1) / (2 + 4 * 3), 12);
    expect(metrics.precision([0, 0], [0, 1])).toBe(0);
    expect(() => metrics.precision(guess, target, { average: 'binary' })).toThrow(
      "'binary' needs two classes, 3 occur",
    );
  });
  test('top-k with ties for the lower class', () => {
    const scores = [
      [0.5, 0.3, 0.2],
      [0.4, 0.4, 0.2],
      [0.1, 0.2, 0.7],
    ];
    expect(metrics.topKAccuracy(scores, [1, 1, 0], 1)).toBe(0);
    expect(metrics.topKAccuracy(scores, [1, 1, 0], 2)).toBeCloseTo(2 / 3, 12);
    expect(metrics.topKAccuracy(tensor(scores), [1, 1, 0], 3)).toBe(1);
  });
  test('overlap of masks', () => {
    expect(metrics.iou([1, 1, 0, 0], [1, 0, 1, 0])).toBeCloseTo(1 / 3, 12);
    expect(metrics.dice([1, 1, 0, 0], [1, 0, 1, 0])).toBeCloseTo(0.5, 12);
    expect(metrics.dice([0, 0], [0, 0])).toBe(1);
  });
});

describe('ranking', () => {
  // The example of sklearn's documentation.
  const target = [0, 0, 1, 1];
  const scores = [0.1, 0.4, 0.35, 0.8];
  test('ROC curve and its area', () => {
    const { fpr, tpr, thresholds } = metrics.rocCurve(scores, target);
    expect(fpr).toEqual([0, 0, 0.5, 0.5, 1]);
    expect(tpr).toEqual([0, 0.5, 0.5, 1, 1]);
    expect(thresholds).toEqual([Number.POSITIVE_INFINITY, 0.8, 0.4, 0.35, 0.1]);
    expect(metrics.rocAuc(scores, target)).toBe(0.75);
    expect(metrics.rocAuc([0.5, 0.5], [0, 1])).toBe(0.5);
    expect(() => metrics.rocAuc(scores, [1, 1, 1, 1])).toThrow('the targets are all 1');
    expect(() => metrics.rocAuc(scores, [2, 1, 1, 1])).toThrow('targets must be 0 or 1');
  });
  test('precision and recall by threshold, average precision', () => {
    const curve = metrics.precisionRecallCurve(scores, target);
    expect(curve.precision).toEqual([0.5, 2 / 3, 0.5, 1, 1]);
    expect(curve.recall).toEqual([1, 1, 0.5, 0.5, 0]);
    expect(curve.thresholds).toEqual([0.1, 0.35, 0.4, 0.8]);
    expect(metrics.averagePrecision(scores, target)).toBeCloseTo(0.5 + 0.5 * (2 / 3), 12);
  });
  test('area under points, either way round', () => {
    expect(metrics.auc([0, 1, 2], [0, 1, 1])).toBe(1.5);
    expect(metrics.auc([2, 1, 0], [1, 1, 0])).toBe(1.5);
    expect(() => metrics.auc([0, 2, 1], [1, 1, 1])).toThrow('rise or fall');
  });
});

test('regression', () => {
  const p = [2.5, 0, 2, 8];
  const t = [3, -0.5, 2, 7];
  expect(metrics.meanSquaredError(p, t)).toBe(0.375);
  expect(metrics.rootMeanSquaredError(p, t)).toBe(Math.sqrt(0.375));
  expect(metrics.meanAbsoluteError(tensor(p), tensor(t))).toBe(0.5);
  expect(metrics.r2Score(p, t)).toBeCloseTo(0.9486081370449679, 12);
  expect(metrics.r2Score([1, 1], [2, 2])).toBe(0);
});

describe('information', () => {
  test('the numbers of the inventory', () => {
    const [p, q] = [
      [0.5, 0.3, 0.2],
      [0.4, 0.4, 0.2],
    ];
    expect(metrics.klDivergence(p, q)).toBeCloseTo(0.0252671539, 9);
    expect(metrics.entropy(p)).toBeCloseTo(1.029653014, 9);
    expect(metrics.crossEntropy(p, q)).toBeCloseTo(1.054920168, 9);
  });
  test('bits, weights, extremes', () => {
    expect(metrics.entropy([1, 1], { base: 2 })).toBeCloseTo(1, 12);
    expect(metrics.entropy([1, 0])).toBe(0);
    expect(metrics.klDivergence([1, 0], [0, 1])).toBe(Number.POSITIVE_INFINITY);
    expect(metrics.jsDivergence([1, 0], [0, 1])).toBeCloseTo(Math.LN2, 12);
    expect(metrics.jsDivergence([0.4, 0.6], [0.4, 0.6])).toBe(0);
    expect(() => metrics.entropy([-1, 2])).toThrow('weights of 0 or more');
  });
  test('mutual information of labels, and the gain of a split', () => {
    expect(metrics.mutualInformation([0, 0, 1, 1], ['a', 'a', 'b', 'b'])).toBeCloseTo(Math.LN2, 12);
    expect(metrics.mutualInformation([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(0, 12);
    expect(metrics.normalizedMutualInformation([0, 0, 1, 1], [5, 5, 3, 3])).toBeCloseTo(1, 12);
    // Quinlan's weather data: the gain of "outlook" is 0.247 bits, that of "windy" 0.048.
    const outlook = [...'sssoorrrrssoor'].map(String);
    const play = { s: [0, 0, 0, 1, 1], o: [1, 1, 1, 1], r: [1, 1, 1, 0, 0] };
    const feature = Object.entries(play).flatMap(([k, v]) => v.map(() => k));
    expect(feature).toHaveLength(outlook.length);
    expect(metrics.informationGain(feature, Object.values(play).flat())).toBeCloseTo(0.2467498198, 9);
  });
});

describe('text', () => {
  const words = (s: string) => s.split(' ');
  test('perplexity of uniform logits is the number of classes', () => {
    expect(
      metrics.perplexity(
        tensor([
          [0, 0, 0, 0],
          [1, 1, 1, 1],
        ]),
        [2, 0],
      ),
    ).toBeCloseTo(4, 5);
    expect(
      metrics.perplexity(
        tensor([
          [Math.log(3), 0],
          [0, 0],
        ]),
        [0, -100],
        { ignoreIndex: -100 },
      ),
    ).toBeCloseTo(4 / 3, 5);
    expect(() => metrics.perplexity(tensor([[0, 0]]), [2])).toThrow('target 2 is not a class from 0 to 1');
  });
  test('BLEU: 1 for equal texts, clipped counts, brevity', () => {
    const reference = words('the cat is on the mat');
    expect(metrics.bleu([reference], [[reference]])).toBeCloseTo(1, 12);
    expect(metrics.bleu([words('the the the the the the the')], [[reference]], { maxN: 1 })).toBeCloseTo(2 / 7, 12);
    // Precisions 5/5, 3/4; candidate 5 words of 6: e^(1 - 6/5).
    expect(metrics.bleu([words('the cat on the mat')], [[reference]], { maxN: 2 })).toBeCloseTo(
      Math.exp(-0.2) * Math.sqrt(0.75),
      12,
    );
    expect(metrics.bleu([words('a b c d')], [[reference]])).toBe(0);
    expect(metrics.bleu([words('the cat on the mat')], [[reference]], { smooth: true })).toBeCloseTo(
      Math.exp(-0.2) * ((4 / 5) * (2 / 4) * (1 / 3)) ** 0.25,
      12,
    );
  });
  test('edit distance and ROUGE-L', () => {
    expect(metrics.editDistance('kitten', 'sitting')).toBe(3);
    expect(metrics.editDistance(['a', 'b'], [])).toBe(2);
    const { precision, recall, f1 } = metrics.rougeL(
      words('police killed the gunman'),
      words('police kill the gunman now'),
    );
    expect([precision, recall]).toEqual([0.75, 0.6]);
    expect(f1).toBeCloseTo(2 / 3, 12);
  });
});

test('running mean', () => {
  const mean = new metrics.RunningMean();
  mean.update(1, 3);
  mean.update(5);
  expect(mean.value).toBe(2);
  mean.reset();
  expect(mean.value).toBeNaN();
});
