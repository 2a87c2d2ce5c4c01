import { describe, expect, test } from 'vitest';
import * as T from '../../../core/index.ts';

const { optim } = T;
const leaf = (values: number[]) => T.tensor(values, { requiresGrad: true });
/** One step down the parabola sum(p^2). */
const descend = (optimizer: T.optim.Optimizer, p: T.Tensor) => {
  optimizer.zeroGrad();
  p.square().sum().backward();
  optimizer.step();
};

describe('an optimizer', () => {
  test('takes options by name or in order, and groups with their own', () => {
    const [a, b] = [leaf([1]), leaf([1])];
    const sgd = new optim.SGD([{ params: [a] }, { params: b, lr: 0.5 }], { lr: 0.1, momentum: 0.9 });
    expect(sgd.paramGroups.map((g) => [g.lr, g.momentum])).toEqual([
      [0.1, 0.9],
      [0.5, 0.9],
    ]);
    expect(new optim.SGD([a], 0.2, 0.3).paramGroups[0].momentum).toBe(0.3);
  });

  test('refuses what cannot work, with the reason', () => {
    const p = leaf([1]);
    expect(() => new optim.SGD([], { lr: 0.1 })).toThrow(/list of parameters is empty/);
    expect(() => new optim.SGD(p as unknown as T.Tensor[], { lr: 0.1 })).toThrow(/Wrap it: \[tensor\]/);
    expect(() => new optim.SGD([p], { lr: -1 })).toThrow(/learning rate: -1/);
    expect(() => new optim.SGD([p.mul(2)], { lr: 1 })).toThrow(/result of an operation/);
    expect(() => new optim.SGD([p, p], { lr: 1 })).toThrow(/more than one group, or twice/);
    expect(() => new optim.Adam([p], { beta: [0.9, 0.9] } as object)).toThrow(/unknown option 'beta'/);
    expect(() => new optim.Adam([{ params: [p], momentum: 0.9 } as { params: T.Tensor[] }])).toThrow(
      /'momentum' in a parameter group/,
    );
  });

  test('leaves parameters without a gradient alone', () => {
    const [a, b] = [leaf([1]), leaf([1])];
    const sgd = new optim.SGD([a, b], { lr: 0.1, weightDecay: 1 });
    a.sum().backward();
    sgd.step();
    expect(b.item()).toBe(1);
    expect(a.item()).toBeCloseTo(0.8, 6);
  });

  test('updates a parameter that is a transposed view', () => {
    const p = new T.nn.Parameter(
      T.tensor([
        [1, 2, 3],
        [4, 5, 6],
      ]).t(),
    );
    const sgd = new optim.SGD([p], { lr: 1 });
    p.mul(
      T.tensor([
        [1, 0],
        [0, 0],
        [0, 2],
      ]),
    )
      .sum()
      .backward();
    sgd.step();
    expect(p.toArray()).toEqual([
      [0, 4],
      [2, 5],
      [3, 4],
    ]);
  });

  test('a step marks the memory as changed, so that a stale graph is refused', () => {
    const p = leaf([2]);
    const loss = p.mul(p).sum();
    loss.backward({ retainGraph: true });
    new optim.SGD([p], { lr: 0.1 }).step();
    expect(() => loss.backward()).toThrow(/changed in place/);
  });

  for (const name of [
    'SGD',
    'Adam',
    'AdamW',
    'Adamax',
    'NAdam',
    'RAdam',
    'Adagrad',
    'Adadelta',
    'RMSprop',
    'Rprop',
    'ASGD',
    'LAMB',
  ] as const) {
    test(`${name}: a copy made from its state goes on with the same numbers`, () => {
      const Class = optim[name] as unknown as new (p: T.Tensor[], o: object) => T.optim.Optimizer;
      const options = name === 'SGD' ? { lr: 0.1, momentum: 0.9 } : { lr: 0.1 };
      const p = leaf([1, -2, 3]);
      const first = new Class([p], options);
      for (let i = 0; i < 3; i++) descend(first, p);
      const q = leaf(p.toArray() as number[]);
      const second = new Class([q], { lr: 99 });
      second.loadStateDict(first.stateDict());
      for (let i = 0; i < 3; i++) {
        descend(first, p);
        descend(second, q);
      }
      expect(q.toArray()).toEqual(p.toArray());
      expect(second.paramGroups[0].lr).toBe(first.paramGroups[0].lr);
      if (name !== 'Adadelta') expect(Math.abs((p.toArray() as number[])[2])).toBeLessThan(3);
    });
  }
});

/** Expected values: torch 2.13 with the same call (35 iterations, 43 evaluations). */
test('LBFGS with strong Wolfe walks down the Rosenbrock valley as PyTorch does', () => {
  const p = T.tensor([-1.2, 1], { dtype: 'float64', requiresGrad: true });
  const lbfgs = new optim.LBFGS([p], { lineSearchFn: 'strong_wolfe', maxIter: 60 });
  lbfgs.step(() => {
    lbfgs.zeroGrad();
    const [x, y] = [p.select(0, 0), p.select(0, 1)];
    const loss = y.sub(x.square()).square().mul(100).add(x.neg().add(1).square());
    loss.backward();
    return loss;
  });
  const [x, y] = p.toArray() as number[];
  expect(x).toBeCloseTo(0.9999814210791366, 12);
  expect(y).toBeCloseTo(0.9999619651810989, 12);
  expect(lbfgs.stateDict().state[0]).toMatchObject({ n_iter: 35, func_evals: 43 });
  expect(() => lbfgs.step()).toThrow(/needs a closure/);
});

test('momentum as study notes write it: the average form is the sum form at (1 - m) times the rate', () => {
  const [a, b] = [leaf([3]), leaf([3])];
  const sum = new optim.SGD([a], { lr: 0.05, momentum: 0.5 });
  const average = new optim.SGD([b], { lr: 0.1, momentum: 0.5, momentumForm: 'average' });
  for (let i = 0; i < 4; i++) {
    descend(sum as unknown as T.optim.Optimizer, a);
    descend(average as unknown as T.optim.Optimizer, b);
  }
  expect(b.item()).toBeCloseTo(a.item(), 6);
});

test('LAMB moves every tensor by lr times its own size', () => {
  const [small, large] = [leaf([0.01, 0.02]), leaf([100, 200])];
  const lamb = new optim.LAMB([small, large], { lr: 0.1, weightDecay: 0 });
  T.add(small.sum(), large.sum()).backward();
  lamb.step();
  const moved = (p: T.Tensor, from: number[]) =>
    Math.hypot(...(p.toArray() as number[]).map((v, i) => v - from[i])) / Math.hypot(...from);
  expect(moved(small, [0.01, 0.02])).toBeCloseTo(0.1, 5);
  expect(moved(large, [100, 200])).toBeCloseTo(0.1, 5);
});

test('clipping scales all gradients together, or clamps each', () => {
  const [a, b] = [leaf([3]), leaf([4])];
  const gradients = () => {
    a.grad = T.tensor([3]);
    b.grad = T.tensor([4]);
  };
  gradients();
  expect(T.nn.utils.clipGradNorm_([a, b], 1).item()).toBe(5);
  expect(a.grad?.item()).toBeCloseTo(0.6, 5);
  gradients();
  T.nn.utils.clipGradValue_(new Set([a, b]), 3.5);
  expect([a.grad?.item(), b.grad?.item()]).toEqual([3, 3.5]);
  b.grad = T.tensor([Number.NaN]);
  expect(() => T.nn.utils.clipGradNorm_([a, b], 1, { errorIfNonfinite: true })).toThrow(/norm of the gradients is NaN/);
});
