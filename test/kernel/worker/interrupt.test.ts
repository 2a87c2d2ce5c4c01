/** Stopping cells of every kind, with the variables kept. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestKernel } from '../harness.ts';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
  await kernel.ready;
});
afterAll(() => kernel.stop());

const cases: readonly [string, string][] = [
  ['an empty endless loop', 'while (true) {}'],
  ['a loop that works', 'while (true) kept++'],
  ['a for loop without a body', 'for (;;);'],
  ['a do loop', 'do { kept++ } while (true)'],
  ['a loop that catches everything', 'while (true) { try { kept++; while (true); } catch {} }'],
  ['a loop over await', 'while (true) { kept++; await null }'],
  ['a loop over timers', 'while (true) { kept++; await new Promise((r) => setTimeout(r, 5)) }'],
  ['a promise that never settles', 'await new Promise(() => {})'],
  ['recursion without loops', 'const fib = (n: number): number => n < 2 ? n : fib(n - 1) + fib(n - 2)\nfib(80)'],
  [
    'recursion of a function declaration',
    'function ack(m: number, n: number): number { if (m === 0) return n + 1; return n === 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)) }\nwhile (true) ack(2, 5)',
  ],
  ['an endless generator', 'function* all() { while (true) yield 1 }\nfor (const _ of all());'],
  ['tensor operations', "import { randn } from 'nnbook'\nlet m = randn([64, 64])\nwhile (true) m = m.matmul(m).tanh()"],
  [
    'a callback of an array method',
    'const big = new Array(1e4).fill(0); while (true) big.forEach((x) => { kept += Math.abs(x) })',
  ],
];

test.each(cases)('%s', async (_name, source) => {
  await kernel.run('var kept = 1; console.log("begin")');
  const running = kernel.run(`console.log("go")\n${source}`);
  await kernel.until((event) => event.kind === 'text' && event.text.includes('go') && 'run' in event);
  // The cell is inside its loop once its first line arrived and the thread went on.
  await new Promise((resolve) => setTimeout(resolve, 30));
  kernel.interrupt();
  const { reason, error } = await running;
  expect(reason).toBe('interrupted');
  expect(error?.message).toContain('Interrupted');
  const after = await kernel.run('kept >= 1');
  expect(after.value).toBe('true');
});

test('what an interrupted cell left running stops at its next pass', async () => {
  const running = kernel.run(
    'var ticks = 0; console.log("loop");\nwhile (true) { ticks++; await new Promise((r) => setTimeout(r, 1)) }',
  );
  await kernel.until((event) => event.kind === 'text' && event.text.includes('loop'));
  kernel.interrupt();
  await running;
  await new Promise((resolve) => setTimeout(resolve, 30));
  const first = (await kernel.run('ticks')).value;
  const second = (await kernel.run('await new Promise((r) => setTimeout(r, 30)); ticks')).value;
  expect(second).toBe(first);
});

test('a loop of slow operations behind a fast loop prints and answers as it goes', async () => {
  const fresh = await TestKernel.start();
  const running = fresh.run(
    "import { ones } from 'nnbook'\nconst m = ones([200, 200])\nfor (let i = 0; i < 5e7; i++);\nconsole.log('on')\nwhile (true) m.matmul(m)",
  );
  await fresh.until((event) => event.kind === 'text' && event.text.includes('on'));
  expect(await fresh.ask<'inspect'>({ method: 'inspect', params: { path: ['m'] } })).toMatchObject({ kind: 'tensor' });
  fresh.interrupt();
  expect((await running).reason).toBe('interrupted');
  await fresh.stop();
});
