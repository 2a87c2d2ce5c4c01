/** The list of variables, asked from a real kernel. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Variable, VariableReport } from '../../../extension/variables/variable.ts';
import { TestKernel } from '../harness.ts';

let kernel: TestKernel;
let report: VariableReport;
const named = (name: string): Variable | undefined => report.variables.find((variable) => variable.name === name);

beforeAll(async () => {
  kernel = await TestKernel.start({ memoryBudget: 100 << 20 });
  await kernel.run("import { tensor, ones, nn } from 'nnbook'", 1);
  const made = await kernel.run(
    [
      'const W = ones([3, 4], { requiresGrad: true })',
      'const view = W.detach().t()',
      'W.mul(2).sum().backward()',
      'const net = new nn.Sequential(new nn.Linear(4, 2), new nn.BatchNorm1d(2))',
      'const losses = [tensor(1), tensor(2)]',
      'const rate = 0.5, title = "a\\nb", many = new Float32Array(9), nothing = null',
      'const trap = { x: 1, get danger() { throw new Error("ran") } }',
      'const guarded = new Proxy({}, { get() { throw new Error("ran") }, ownKeys() { throw new Error("ran") } })',
      'class Odd extends nn.Module { namedParameters() { throw new Error("no list") } }',
      'const odd = new Odd()',
      'function help() {}',
      'const arrow = () => 1',
      'class Net extends nn.Module {}',
    ].join('\n'),
    2,
  );
  expect(made.error).toBeNull();
  report = await kernel.ask<'variables'>({ method: 'variables', params: {} });
});
afterAll(() => kernel.stop());

test('holds values, not imports, functions and classes', () => {
  const names = report.variables.map(({ name }) => name);
  expect(names).toEqual(['W', 'view', 'net', 'losses', 'rate', 'title', 'many', 'nothing', 'trap', 'guarded', 'odd']);
});

test('a tensor: shape, dtype, device, memory with its gradient, gradient norm, place', () => {
  expect(named('W')).toMatchObject({
    kind: 'tensor',
    type: 'Tensor',
    path: ['W'],
    shape: [3, 4],
    dtype: 'float32',
    device: 'cpu',
    bytes: 96,
    cell: 'cell-2',
    line: 1,
  });
  // Twelve gradients of 2: sqrt(12 * 4).
  expect(named('W')?.gradNorm).toBeCloseTo(Math.sqrt(48), 5);
  expect(named('view')).toMatchObject({ shape: [4, 3], gradNorm: null });
});

test('a module: its parameters and buffers below it, by their paths', () => {
  const net = named('net');
  expect(net).toMatchObject({ kind: 'module', type: 'Sequential', shape: null });
  expect(net?.children.map(({ name }) => name)).toEqual([
    '0.weight',
    '0.bias',
    '1.weight',
    '1.bias',
    '1.running_mean',
    '1.running_var',
    '1.num_batches_tracked',
  ]);
  expect(net?.children[0]).toMatchObject({ path: ['net', '0', 'weight'], shape: [2, 4], type: 'Parameter', bytes: 32 });
});

test('the path of a parameter leads to it', async () => {
  const path = named('net')?.children[0].path ?? [];
  expect(await kernel.ask<'inspect'>({ method: 'inspect', params: { path } })).toMatchObject({ shape: [2, 4] });
});

test('other values in one line; no getter and no proxy runs', () => {
  expect(named('losses')).toMatchObject({ type: 'Array(2)', bytes: 8, text: '[Tensor[], Tensor[]]' });
  expect(named('rate')).toMatchObject({ type: 'number', text: '0.5', bytes: null });
  expect(named('title')).toMatchObject({ type: 'string', text: '"a\\nb"' });
  expect(named('many')).toMatchObject({ type: 'Float32Array(9)', text: '[0, 0, 0, 0, 0, 0, 0, 0, …]' });
  expect(named('nothing')).toMatchObject({ type: 'null', text: 'null' });
  expect(named('trap')).toMatchObject({ type: 'object', text: '{x: 1, danger: …}' });
  expect(named('guarded')).toMatchObject({ type: 'Proxy', text: '' });
  expect(named('odd')).toMatchObject({ type: 'unknown', text: 'cannot be listed: no list' });
});

test('shared memory counts once in the total', () => {
  const sum = report.variables.reduce((total, { bytes }) => total + (bytes ?? 0), 0);
  // `view` shows the 48 bytes of W, which the total has already.
  expect(report.bytes).toBe(sum - 48);
  expect(report.memory).toBeGreaterThanOrEqual(report.bytes);
  expect(report.budget).toBe(100 << 20);
});
