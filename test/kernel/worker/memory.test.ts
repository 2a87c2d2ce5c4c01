/** A cell that is run over and over leaves nothing behind but its source. */
import { expect, test } from 'vitest';
import { TestKernel } from '../harness.ts';

test('a thousand runs of a cell do not hold on to their tensors, graphs and outputs', async () => {
  const kernel = await TestKernel.start({ memoryBudget: 256 << 20 });
  const heap = async (): Promise<{ heap: number; buffers: number }> => {
    const source = `import v8 from 'node:v8'
import vm from 'node:vm'
v8.setFlagsFromString('--expose-gc')
const collect = vm.runInNewContext('gc')
for (let i = 0; i < 3; i++) { await new Promise((done) => setImmediate(done)); collect() }
const { heapUsed, arrayBuffers } = process.memoryUsage()
JSON.stringify({ heap: heapUsed / 2 ** 20, buffers: arrayBuffers / 2 ** 20 })`;
    return JSON.parse((await kernel.run(source)).value ?? '');
  };
  // Values, results and gradients of 32 KiB each in every run: about 100 MiB in all.
  const cell = `import { randn } from 'nnbook'
const w = randn([64, 128], { requiresGrad: true })
w.tanh().sum().backward()
display(w)`;
  for (let i = 0; i < 50; i++) expect((await kernel.run(cell, 1)).error).toBeNull();
  const before = await heap();
  for (let i = 0; i < 950; i++) await kernel.run(cell, 1);
  const after = await heap();
  expect(after.heap - before.heap).toBeLessThan(16);
  expect(after.buffers - before.buffers).toBeLessThan(16);
  await kernel.stop();
}, 60_000);
