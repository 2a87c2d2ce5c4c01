/**
 * What the kernel itself costs, in its worker thread without an editor around it:
 *
 *     node test/vscode/setup/bootstrap.mjs test/bench/kernel.ts
 *
 * Times are of the host: from posting a run to the arrival of its end.
 */
import process from 'node:process';
import { kernelBundle } from '../kernel/bundle.ts';
import { TestKernel } from '../kernel/harness.ts';

function row(name: string, samples: readonly number[], unit = 'ms'): void {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(2);
  const cells = [`${at(0.5)} ${unit}`, `${at(0.95)} ${unit}`, String(samples.length)].map((cell) => cell.padStart(12));
  console.log(`${name.padEnd(44)}${cells.join('')}`);
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

async function repeated(count: number, action: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  while (times.length < count) times.push(await timed(action));
  return times;
}

await kernelBundle();
console.log(`${'measured'.padEnd(44)}${['median', 'p95', 'samples'].map((name) => name.padStart(12)).join('')}`);

row(
  'cold kernel to the end of 1 + 1',
  await repeated(5, async () => {
    const fresh = await TestKernel.start();
    await fresh.run('1 + 1');
    await fresh.stop();
  }),
);

const kernel = await TestKernel.start();
await repeated(50, () => kernel.run('1 + 1', 1));
row('round trip of 1 + 1', await repeated(300, () => kernel.run('1 + 1', 1)));
const lines = 'for (let i = 0; i < 10_000; i++) console.log("line", i)';
row('10,000 printed lines', await repeated(7, () => kernel.run(lines, 2)));

const stuck: readonly (readonly [string, string])[] = [
  ['while (true) {}', 'while (true) {}'],
  ['an await that never settles', 'await new Promise(() => undefined)'],
  ['recursion', 'const f = (n) => n > 5000 ? 0 : f(n + 1) + f(n + 1)\nf(0)'],
  ['tensor operations', "import { ones } from 'nnbook'\nconst m = ones([256, 256])\nwhile (true) m.matmul(m)"],
  ['a loop that catches', 'while (true) { try { Math.sin(1) } catch (e) { } }'],
];
for (const [name, source] of stuck) {
  const times: number[] = [];
  while (times.length < 7) {
    const mark = `mark ${name} ${times.length}`;
    const running = kernel.run(`console.log(${JSON.stringify(mark)})\n${source}`, 3);
    await kernel.until((event) => event.kind === 'text' && event.text.includes(mark));
    // Into the loop, past the first line.
    await new Promise((resolve) => setTimeout(resolve, 30));
    times.push(
      await timed(async () => {
        kernel.interrupt();
        await running;
      }),
    );
  }
  row(`interrupt: ${name}`, times);
}

const heap = async (): Promise<number> => {
  const source = `import v8 from 'node:v8'
import vm from 'node:vm'
v8.setFlagsFromString('--expose-gc'); vm.runInNewContext('gc')(); process.memoryUsage().heapUsed`;
  return Number((await kernel.run(source, 4)).value?.replaceAll('_', '')) / 2 ** 20;
};
const cell =
  "import { randn } from 'nnbook'\nconst w = randn([64, 64], { requiresGrad: true })\nw.matmul(w).sum().backward()\nw";
await repeated(20, () => kernel.run(cell, 5));
const before = await heap();
await repeated(1000, () => kernel.run(cell, 5));
row('heap growth after 1,000 runs of a cell', [(await heap()) - before], 'MiB');
await kernel.stop();
process.exit(0);
