import { describe, expect, test } from 'vitest';
import { data, tensor } from '../../../core/index.ts';

describe('splits', () => {
  test('KFold: consecutive folds, the first one larger', () => {
    const folds = [...new data.KFold(3).split(7)];
    expect(folds.map(([, test]) => test)).toEqual([
      [0, 1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(folds[1][0]).toEqual([0, 1, 2, 5, 6]);
  });
  test('KFold shuffled: every sample is tested once', () => {
    const folds = [...new data.KFold(4, { shuffle: true, seed: 1 }).split(10)];
    expect(folds.flatMap(([, test]) => test).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(folds[0][1]).not.toEqual([0, 1, 2]);
    expect(() => [...new data.KFold(4).split(3)]).toThrow('4 splits of 3 samples');
  });
  test('StratifiedKFold keeps the shares', () => {
    const labels = [0, 0, 0, 0, 0, 0, 1, 1, 1];
    for (const [, test] of new data.StratifiedKFold(3).split(labels))
      expect(test.map((i) => labels[i])).toEqual([0, 0, 1]);
  });
  test('TimeSeriesSplit as in sklearn, with testSize, gap and maxTrainSize', () => {
    expect([...new data.TimeSeriesSplit(3).split(6)]).toEqual([
      [[0, 1, 2], [3]],
      [[0, 1, 2, 3], [4]],
      [[0, 1, 2, 3, 4], [5]],
    ]);
    expect([...new data.TimeSeriesSplit(2, { testSize: 2, gap: 1, maxTrainSize: 2 }).split(8)]).toEqual([
      [
        [1, 2],
        [4, 5],
      ],
      [
        [3, 4],
        [6, 7],
      ],
    ]);
    expect(() => [...new data.TimeSeriesSplit(3, { testSize: 3 }).split(9)]).toThrow('leave nothing to train on');
  });
  test('trainTestSplit cuts tensors in the same order', () => {
    const x = tensor([[0], [1], [2], [3], [4], [5], [6], [7]]);
    const y = tensor([0, 1, 2, 3, 4, 5, 6, 7], { dtype: 'int32' });
    const [xTrain, xTest, yTrain, yTest] = data.trainTestSplit(x, y, { testSize: 0.3, seed: 2 });
    expect([xTrain.shape, xTest.shape]).toEqual([
      [5, 1],
      [3, 1],
    ]);
    expect(xTrain.flatten().toArray()).toEqual(yTrain.toArray());
    expect([...(yTrain.toArray() as number[]), ...(yTest.toArray() as number[])].sort()).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(data.trainTestSplit(x, { testSize: 2, shuffle: false })[1].flatten().toArray()).toEqual([6, 7]);
  });
});

describe('scalers and imputation', () => {
  const x = tensor([
    [1, 10, 5],
    [2, 20, 5],
    [3, 60, 5],
  ]);
  test('StandardScaler: mean 0, population deviation 1, constant features to 0, and back', () => {
    const scaler = new data.StandardScaler();
    const z = scaler.fitTransform(x);
    expect(scaler.mean_).toEqual([2, 30, 5]);
    expect(scaler.var_?.[0]).toBeCloseTo(2 / 3, 12);
    expect((z.toArray() as number[][])[0][0]).toBeCloseTo(-1.2247449, 6);
    expect(z.select(1, 2).toArray()).toEqual([0, 0, 0]);
    expect(scaler.inverseTransform(z).allclose(x)).toBe(true);
    expect(() => new data.StandardScaler().transform(x)).toThrow('not fitted yet');
    expect(() => scaler.transform(tensor([[1, 2]]))).toThrow('fitted on 3 features, got [1, 2]');
  });
  test('MinMaxScaler maps to a range, test data may leave it', () => {
    const scaler = new data.MinMaxScaler({ featureRange: [-1, 1] }).fit(x);
    expect(scaler.transform(x).select(1, 1).toArray()).toEqual([-1, ...Float32Array.of(-0.6), 1]);
    expect(
      scaler
        .transform(tensor([[5, 10, 5]]))
        .select(1, 0)
        .item(),
    ).toBe(3);
    expect(scaler.inverseTransform(scaler.transform(x)).allclose(x)).toBe(true);
  });
  test('SimpleImputer: mean, median, most frequent, constant', () => {
    const holes = tensor([
      [1, Number.NaN],
      [Number.NaN, 4],
      [1, 4],
      [4, 7],
    ]);
    expect(new data.SimpleImputer().fitTransform(holes).toArray()).toEqual([
      [1, 5],
      [2, 4],
      [1, 4],
      [4, 7],
    ]);
    expect(new data.SimpleImputer({ strategy: 'median' }).fit(holes).statistics_).toEqual([1, 4]);
    expect(new data.SimpleImputer({ strategy: 'most_frequent' }).fit(holes).statistics_).toEqual([1, 4]);
    expect(
      new data.SimpleImputer({ strategy: 'constant', fillValue: -1 }).fitTransform(holes).select(1, 0).toArray(),
    ).toEqual([1, -1, 1, 4]);
    expect(() => new data.SimpleImputer().fit(tensor([[Number.NaN], [Number.NaN]]))).toThrow('feature 0 has no values');
  });
});

describe('unequal classes and lengths', () => {
  test('class-balanced weights of the inventory, and sklearn balanced ones', () => {
    const labels = [...new Array(5000).fill(0), ...new Array(50).fill(1)];
    const [a, b] = data.classWeights(labels, { beta: 0.999 }).toArray() as number[];
    expect(a).toBeCloseTo(0.0010067666, 9);
    expect(b).toBeCloseTo(0.0204941669, 8);
    expect(data.classWeights([0, 0, 0, 1]).toArray()).toEqual([...Float32Array.of(2 / 3, 2)]);
    expect(data.sampleWeights([0, 0, 1])).toEqual([0.5, 0.5, 1]);
  });
  test('bucketed batches hold neighbours in length, every sample once', () => {
    const lengths = [5, 1, 4, 2, 3, 6];
    const batches = [...new data.BucketBatchSampler(lengths, 2, { seed: 1 })];
    expect(batches.flat().sort()).toEqual([0, 1, 2, 3, 4, 5]);
    for (const batch of batches) expect(Math.abs(lengths[batch[0]] - lengths[batch[1]])).toBe(1);
  });
});
