import { describe, expect, test } from 'vitest';
import * as T from '../../../core/index.ts';

const { nn } = T;
const ints = (data: T.TensorData) => T.tensor(data, { dtype: 'int32' });

describe('loss modules give what their functions give', () => {
  const x = T.tensor([
    [1, 2, 0.5],
    [0, -1, 2],
  ]);
  const y = ints([1, 0]);
  const z = T.tensor([
    [0.5, 1, 2],
    [1, 0, 0],
  ]);
  const cases: [string, T.Tensor, T.Tensor][] = [
    [
      'focal',
      new nn.FocalLoss({ gamma: 1, weight: T.tensor([1, 2, 3]) })(x, y),
      T.focalLoss(x, y, T.tensor([1, 2, 3]), { gamma: 1 }),
    ],
    ['poly', new nn.PolyLoss({ epsilon: 2 })(x, y), T.poly1CrossEntropy(x, y, 2)],
    ['smoothing', new nn.LabelSmoothingLoss({ smoothing: 0.2 })(x, y), T.labelSmoothingLoss(x, y, 0.2)],
    ['adaptive', new nn.LabelSmoothingLoss()(x, y, T.tensor([0, 0.5])), T.labelSmoothingLoss(x, y, T.tensor([0, 0.5]))],
    [
      'dice',
      new nn.DiceLoss({ smooth: 0.5 })(x.sigmoid(), z.sigmoid()),
      T.diceLoss(x.sigmoid(), z.sigmoid(), { smooth: 0.5 }),
    ],
    [
      'tversky',
      new nn.TverskyLoss({ alpha: 0.2 })(x.sigmoid(), z.sigmoid()),
      T.tverskyLoss(x.sigmoid(), z.sigmoid(), { alpha: 0.2 }),
    ],
    ['NT-Xent', new nn.NTXentLoss({ reduction: 'sum' })(x, z), T.ntXent(x, z, { reduction: 'sum' })],
    ['InfoNCE', new nn.InfoNCELoss({ temperature: 1 })(x, z), T.infoNce(x, z, { temperature: 1 })],
    ['contrastive', new nn.ContrastiveLoss({ margin: 4 })(x, z, y), T.contrastiveLoss(x, z, y, 4)],
    ['CoSENT', new nn.CoSENTLoss({ scale: 3 })(x, z, y), T.cosentLoss(x, z, y, 3)],
  ];
  for (const [name, got, expected] of cases)
    test(name, () => {
      expect(Number.isFinite(got.item())).toBe(true);
      expect(got.item()).toBe(expected.item());
    });
  test('margins learn the class vectors', () => {
    for (const loss of [new nn.AMSoftmaxLoss(3, 4, { scale: 8 }), new nn.ArcFaceLoss(3, 4, { scale: 8 })]) {
      expect(loss.weight.shape).toEqual([4, 3]);
      loss(x, y).backward();
      expect((loss.weight.grad as T.Tensor).abs().sum().item()).toBeGreaterThan(0);
    }
  });
  test('GHM with momentum: a running count, saved with the module and still in evaluation', () => {
    const loss = new nn.GHMCLoss({ bins: 2, momentum: 0.5 });
    const logit = Math.log(9);
    const first = T.tensor([logit, logit, logit, logit]);
    const t = T.tensor([1, 1, 1, 0]);
    // The first call counts 3 and 1: what the function gives.
    expect(loss(first, t).item()).toBeCloseTo(T.ghmcLoss(first, t, 2).item(), 6);
    loss(first, T.tensor([1, 1, 0, 0]));
    expect(loss.stateDict().running_counts.toArray()).toEqual([2.5, 1.5]);
    loss.eval();
    loss(first, T.tensor([0, 0, 0, 0]));
    expect(loss.stateDict().running_counts.toArray()).toEqual([2.5, 1.5]);
  });
});

test('capsule margins by hand', () => {
  const lengths = T.tensor(
    [
      [0.95, 0.3, 0.05],
      [0.4, 0.05, 0.1],
    ],
    { dtype: 'float64' },
  );
  const loss = T.capsuleMarginLoss(lengths, ints([0, 0]), { reduction: 'none' }).toArray() as number[];
  expect(loss[0]).toBeCloseTo(0.5 * 0.04, 12);
  expect(loss[1]).toBeCloseTo(0.25, 12);
  expect(() => T.capsuleMarginLoss(T.ones([2, 3, 4]), ints([0, 0]))).toThrow(/Take the lengths first/);
});

describe("Gumbel softmax draws PyTorch's numbers", () => {
  const near = (got: T.Tensor, expected: number[]): void => {
    const values = got.flatten().toArray() as number[];
    for (const [i, v] of expected.entries()) expect(values[i]).toBeCloseTo(v, 6);
  };
  test('float32 and float64, soft and hard', () => {
    T.manualSeed(3);
    const soft = T.gumbelSoftmax(
      T.tensor([
        [1, 2, 3],
        [0, 0, 1],
      ]),
      { tau: 0.7 },
    );
    near(soft, [0.8044244647, 0.1299768686, 0.0655987412, 0.670037508, 0.0389821678, 0.2909803092]);
    T.manualSeed(3);
    expect(
      T.gumbelSoftmax(T.zeros([3, 5]), { hard: true })
        .argmax(1)
        .toArray(),
    ).toEqual([0, 1, 0]);
    T.manualSeed(4);
    near(
      T.gumbelSoftmax(T.zeros([5], { dtype: 'float64' })),
      [0.0776695176, 0.0382822721, 0.849522554, 0.0175624253, 0.016963231],
    );
    T.manualSeed(5);
    near(
      T.gumbelSoftmax(T.zeros([20])),
      [0.0220795013, 0.0754093751, 0.0506756939, 0.0599198937, 0.073306568, 0.0118957348],
    );
  });
});
