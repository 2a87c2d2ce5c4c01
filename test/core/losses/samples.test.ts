import { expect, test } from 'vitest';
import { gradcheck, gradgradcheck } from '../../../core/autograd/gradcheck.ts';
import * as T from '../../../core/index.ts';
import { allRecords, type Sample, type SampleTensors } from '../../../core/ops/define.ts';
import { functionOf } from '../../../core/ops/derive.ts';

/** The records of the course: losses and activations that PyTorch does not have. */
const NAMES = new Set(
  `focalLoss sigmoidFocalLoss poly1CrossEntropy classBalancedWeights ghmcLoss labelSmoothingLoss diceLoss tverskyLoss iouLoss
  infoNce ntXent dclLoss nceLoss contrastiveLoss cosentLoss amSoftmaxLoss arcFaceLoss capsuleMarginLoss multiclassHingeLoss
  ganDiscriminatorLoss ganGeneratorLoss klNormal elboLoss rDropLoss laplaceNllLoss
  deformConv2d swish quickGelu swiglu geglu reglu maxout squash sparsemax unitStep`.split(/\s+/),
);

function makers(seed: number): SampleTensors {
  const generator = new T.Generator().manualSeed(seed);
  const options = { generator, dtype: 'float64' } as const;
  return {
    randn: (shape) => T.randn(shape, options),
    uniform: (shape, low, high) =>
      T.rand(shape, options)
        .mul(high - low)
        .add(low),
    ints: (shape, low, high) => T.randint(low, high, shape, { generator, dtype: 'int32' }),
    bools: (shape) => T.rand(shape, options).gt(0.5),
  };
}

function check(path: string, sample: Sample): void {
  const call = functionOf<(...args: unknown[]) => T.Tensor>(path);
  const given = [...sample.args(makers(7))];
  const floats = given.flatMap((a, i) => (a instanceof T.Tensor && a.dtype === 'float64' ? [i] : []));
  const withInputs = (inputs: readonly T.Tensor[]): T.Tensor => {
    const args = given.slice();
    floats.forEach((at, i) => {
      args[at] = inputs[i];
    });
    return call(...args);
  };
  const inputs = floats.map((at) => (given[at] as T.Tensor).clone().requiresGrad_());
  const value = call(...given);
  const meta = call(...given.map((a) => (a instanceof T.Tensor ? a.to({ device: 'meta' }) : a)));
  expect(meta.shape).toEqual(value.shape);
  expect(meta.dtype).toBe(value.dtype);
  if (sample.grad === false) return;
  gradcheck((...x) => withInputs(x), inputs);
  if (sample.gradgrad !== false) gradgradcheck((...x) => withInputs(x), inputs);
}

const records = allRecords().filter((r) => NAMES.has(r.name));

test('every course record is there', () => {
  expect(new Set(records.map((r) => r.name))).toEqual(NAMES);
});

for (const record of records) {
  test(`${record.name}: gradients, second gradients and shapes without data`, () => {
    expect(record.samples?.length).toBeGreaterThan(0);
    for (const sample of record.samples ?? []) check(record.name, sample);
  });
}
