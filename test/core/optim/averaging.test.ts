import { expect, test } from 'vitest';
import * as T from '../../../core/index.ts';

const { AveragedModel, getEmaAvgFn, SWALR, updateBn } = T.optim.swaUtils;
const set = (model: T.nn.Linear, value: number) => model.loadStateDict({ weight: T.full([1, 1], value) });

test('equal weights average, exponential weights decay', () => {
  const model = new T.nn.Linear(1, 1, { bias: false });
  const swa = new AveragedModel(model);
  const ema = new AveragedModel(model, { avgFn: getEmaAvgFn(0.9) });
  for (const value of [1, 2, 6]) {
    set(model, value);
    swa.updateParameters(model);
    ema.updateParameters(model);
  }
  expect(swa.module.weight.item()).toBeCloseTo(3, 6);
  expect(ema.module.weight.item()).toBeCloseTo((1 * 0.9 + 2 * 0.1) * 0.9 + 6 * 0.1, 6);
  expect(swa(T.ones([1, 1])).item()).toBeCloseTo(3, 6);
  expect(model.weight.item()).toBe(6);
});

test('updateBn takes the statistics of the whole data, and restores mode and momentum', () => {
  const net = new T.nn.Sequential(new T.nn.BatchNorm1d(1)).eval();
  updateBn([T.tensor([[1], [3]]), T.tensor([[5], [7]])], net);
  expect(net.stateDict()['0.running_mean'].item()).toBeCloseTo(4, 6);
  expect(net.training).toBe(false);
  expect((net[0] as T.nn.BatchNorm1d).momentum).toBe(0.1);
});

/** Expected: torch.optim.swa_utils.SWALR(SGD(lr=1), swa_lr=0.1, anneal_epochs=4, anneal_strategy='linear'). */
test('SWALR anneals to its rate and stays', () => {
  const sgd = new T.optim.SGD([T.ones([1], { requiresGrad: true })], { lr: 1 });
  const scheduler = new SWALR(sgd, 0.1, { annealEpochs: 4, annealStrategy: 'linear' });
  const rates = [sgd.paramGroups[0].lr];
  for (let i = 0; i < 5; i++) {
    scheduler.step();
    rates.push(sgd.paramGroups[0].lr);
  }
  [1, 0.775, 0.55, 0.325, 0.1, 0.1].forEach((lr, i) => {
    expect(rates[i]).toBeCloseTo(lr, 10);
  });
});
