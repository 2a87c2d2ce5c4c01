/** Gradient Check in a real kernel: who is at fault, what the report holds, and that nothing is disturbed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GradcheckData, readGradcheck } from '../../../core/payload/gradcheck.ts';
import { decodePayload } from '../../../core/payload/safetensors.ts';
import { type CellResult, TestKernel } from '../harness.ts';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
  await kernel.run(`import { autograd, manualSeed, nn, rand, randn, tensor } from 'nnbook'
manualSeed(4)
class Cube extends autograd.Function {
  static forward(ctx, x) { ctx.saveForBackward(x); return x.pow(3) }
  static backward(ctx, g) { const [x] = ctx.savedTensors; return g.mul(x.pow(2)).mul(2) }
}
class Scale extends autograd.Function {
  static forward(ctx, x, factor) { ctx.factor = factor; return x.mul(factor) }
  static backward(ctx, g) { return [g.mul(ctx.factor), null] }
}
const w = randn([3, 4], { requiresGrad: true })`);
});
afterAll(() => kernel.stop());

function report({ displays, error }: CellResult): GradcheckData {
  expect(error?.stack).toBeUndefined();
  const item = displays.flat().find(({ mime }) => mime === 'application/vnd.nnbook.gradcheck.v1+nnb');
  const decoded = decodePayload(item?.data as Uint8Array);
  if (!decoded.ok) throw new Error(decoded.reason);
  return readGradcheck(decoded.payload);
}

describe('the operation at fault', () => {
  test('is named, with its place, both derivatives, what they have in common and the curve', async () => {
    const result = await kernel.run('const bad = Cube.apply(w.tanh()).exp().sum()\n\ndisplay.gradcheck(bad)', 7);
    const { spec, curve, errors } = report(result);
    expect(spec).toMatchObject({ passed: false, parameters: [{ name: 'w', shape: [3, 4], checked: 12, failing: 12 }] });
    const { cause } = spec;
    if (!cause || !curve) throw new Error('no cause');
    expect(cause).toMatchObject({ op: 'Cube', site: { cell: 'cell-7', line: 1 }, inputShape: [3, 4] });
    expect(cause.explanation).toContain('The operation before it agrees with central differences.');
    expect(cause.hint).toContain('Cube.backward is 0.6667 times what it should be.');
    expect(cause.analytic).toBeCloseTo(2 * cause.at ** 2, 10);
    expect(cause.numeric).toBeCloseTo(3 * cause.at ** 2, 6);
    expect(curve.x.length).toBe(121);
    curve.x.forEach((x, i) => {
      expect(curve.yours[i]).toBeCloseTo(2 * x * x, 4);
      expect(curve.numeric[i]).toBeCloseTo(3 * x * x, 4);
    });
    expect(errors[0]?.every((e) => Math.abs(e - 1 / 3) < 1e-3)).toBe(true);
    expect(result.value).toContain('At fault: Cube, line 1.');
  });

  test('a right function of the user passes, with plain arguments beside its tensors', async () => {
    const { spec } = report(
      await kernel.run('const good = Scale.apply(w, 2.5).sigmoid().sum()\ndisplay.gradcheck(good)'),
    );
    expect(spec.passed).toBe(true);
    expect(spec.cause).toBeUndefined();
  });

  test('is found in a large input too, and a sign that is wrong is said', async () => {
    const { spec } = report(
      await kernel.run(`class Neg extends autograd.Function {
  static forward(ctx, x) { return x.neg() }
  static backward(ctx, g) { return g }
}
const big = randn([40, 50], { requiresGrad: true })
display.gradcheck(Neg.apply(big).mul(3).sum(), { elements: 100 })`),
    );
    expect(spec).toMatchObject({ passed: false, parameters: [{ checked: 100, failing: 100 }] });
    expect(spec.cause).toMatchObject({ op: 'Neg', hint: 'Neg.backward has the wrong sign.' });
  });
});

describe('the report', () => {
  test('holds the effect of the step size: too large and too small are worse than between', async () => {
    const { spec } = report(await kernel.run('display.gradcheck(w.sin().exp().sum())'));
    const { eps, error } = spec.stepSize ?? { eps: [], error: [] };
    expect(eps).toEqual([1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10]);
    expect(Math.min(...error.slice(3, 7))).toBeLessThan(1e-7);
    expect(error[0]).toBeGreaterThan(1e-4);
    expect(error[9]).toBeGreaterThan(error[5]);
  });

  test('checks part of what is too large, and results of more than one number', async () => {
    const { spec, errors } = report(
      await kernel.run(
        'const net = new nn.Linear(60, 40)\nconst y = net(randn([2, 60])).tanh()\ndisplay.gradcheck(net, { elements: 200 })',
      ),
    );
    expect(spec.title).toBe('Gradient check of net, by y');
    expect(spec.passed).toBe(true);
    expect(spec.parameters.map(({ name, checked }) => [name, checked])).toEqual([
      ['net.weight', 196],
      ['net.bias', 3],
    ]);
    expect(errors).toEqual([null, null]);
  });

  test("shows what the core's own gradcheck reports", async () => {
    const { spec } = report(
      await kernel.run('autograd.gradcheck((a) => a.exp(), w, { raiseException: false, names: ["a"] })'),
    );
    expect(spec).toMatchObject({ passed: true, parameters: [{ name: 'a', shape: [3, 4] }] });
  });
});

describe('nothing is disturbed', () => {
  test('the random stream goes on as if there had been no check, and dropout does not fail it', async () => {
    await kernel.run('const noisy = () => w.mul(rand([3, 4])).sum()\nconst drop = new nn.Dropout(0.5)');
    const draw = 'manualSeed(9); rand([2]).toArray()';
    const { value: expected } = await kernel.run(`${draw}; rand([3]).toArray()`);
    const checked = await kernel.run(
      'manualSeed(9); rand([2]); display.gradcheck(noisy); display.gradcheck(() => drop(w).exp().sum());',
    );
    expect(checked.error).toBeNull();
    const twins = checked.displays.map((items) => String(items[1].data));
    expect(twins.every((twin) => twin.includes(': passed'))).toBe(true);
    expect(twins).toHaveLength(2);
    expect((await kernel.run('rand([3]).toArray()')).value).toBe(expected);
  });

  test('buffers of modules keep their values', async () => {
    await kernel.run('const bn = new nn.BatchNorm1d(4)\nconst normed = () => bn(w).pow(2).sum()');
    const { value: before } = await kernel.run(
      'JSON.stringify([bn.runningMean.toArray(), bn.numBatchesTracked?.item()])',
    );
    expect((await kernel.run('display.gradcheck(normed)')).error).toBeNull();
    const { value: after } = await kernel.run(
      'JSON.stringify([bn.runningMean.toArray(), bn.numBatchesTracked?.item()])',
    );
    expect(after).toBe(before);
  });
});

test('a check that is cancelled shows what it has', async () => {
  const running = kernel.run(
    'const small = randn([2], { requiresGrad: true })\nconst wide = randn([40, 500], { requiresGrad: true })\ndisplay.gradcheck(small.sum().mul(wide.exp().log().exp().sum()), { elements: 1e9 })',
  );
  await kernel.until((event) => event.kind === 'progress' && event.what === 'wide' && event.share > 0.001);
  kernel.interrupt();
  const result = await running;
  expect(result.reason).toBe('interrupted');
  expect(result.value).toContain('Cancelled: what is shown is not everything.');
  expect((await kernel.run('1 + 1')).value).toBe('2');
});
