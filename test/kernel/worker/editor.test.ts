/** What the editor asks a kernel: values for hovers, slices for views, gradient checks. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodePayload } from '../../../core/payload/safetensors.ts';
import { TestKernel } from '../harness.ts';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
  await kernel.run(
    [
      "import { manualSeed, randn, tensor, ones, nn } from 'nnbook'",
      'manualSeed(0)',
      'const W = randn([3, 2], { requiresGrad: true })',
      'const x = tensor([[1, 2, 3], [4, 5, 6]])',
      'const loss = x.matmul(W).tanh().sum()',
      'loss.backward({ retainGraph: true })',
      'const plain = { a: 1, get danger() { throw new Error("ran") } }',
    ].join('\n'),
    1,
  );
});
afterAll(() => kernel.stop());

describe('inspect', () => {
  test('a tensor', async () => {
    const value = await kernel.ask<'inspect'>({ method: 'inspect', params: { path: ['loss'] } });
    expect(value).toMatchObject({
      kind: 'tensor',
      dtype: 'float32',
      shape: [],
      requiresGrad: true,
      madeBy: { op: 'sum', cell: 'cell-1', line: 5 },
    });
    const grad = await kernel.ask<'inspect'>({ method: 'inspect', params: { path: ['W', 'grad'] } });
    expect(grad).toMatchObject({ kind: 'tensor', shape: [3, 2] });
    const w = await kernel.ask<'inspect'>({ method: 'inspect', params: { path: ['W'] } });
    expect(w).toMatchObject({ bytes: 24, gradNorm: expect.any(Number), stats: { nan: 0 } });
  });

  test('other values, without running getters', async () => {
    const value = await kernel.ask<'inspect'>({ method: 'inspect', params: { path: ['plain'] } });
    expect(value).toMatchObject({ kind: 'value', text: expect.stringContaining('danger: [Getter]') });
    expect(await kernel.ask<'inspect'>({ method: 'inspect', params: { path: ['plain', 'danger'] } })).toBeNull();
    expect(await kernel.ask<'inspect'>({ method: 'inspect', params: { path: ['missing'] } })).toBeNull();
    expect(await kernel.ask<'inspect'>({ method: 'inspect', params: { path: ['constructor'] } })).toBeNull();
  });

  test('shapes of all tensors', async () => {
    const shapes = await kernel.ask<'shapes'>({ method: 'shapes', params: {} });
    expect(shapes).toContainEqual({ name: 'x', dtype: 'float32', shape: [2, 3], cell: 'cell-1' });
    expect(shapes.map(({ name }) => name).sort()).toEqual(['W', 'loss', 'x']);
  });
});

describe('slices', () => {
  async function reference() {
    const { displays } = await kernel.run('x');
    const bytes = displays[0][0].data;
    if (typeof bytes === 'string') throw new Error('not a payload');
    const decoded = decodePayload(bytes);
    if (!decoded.ok) throw new Error('not a payload');
    const spec = decoded.payload.spec as { items: { ref: { session: string; id: string; version: number } }[] };
    return spec.items[0].ref;
  }
  const floats = (b64: string) => [...new Float32Array(Uint8Array.from(Buffer.from(b64, 'base64')).buffer)];

  test('a window of a tensor', async () => {
    const ref = await reference();
    const answer = await kernel.ask<'view'>({
      method: 'view',
      params: { kind: 'slice', ref, which: 'value', slice: [1, [1, 3]], maxElems: 10 },
    });
    if (!answer.ok || !answer.b64) throw new Error('no slice');
    expect(answer).toMatchObject({ shape: [2], dtype: 'F32' });
    expect(floats(answer.b64)).toEqual([5, 6]);
  });

  test('refuses what does not fit', async () => {
    const ref = await reference();
    const ask = (rest: object) =>
      kernel.ask<'view'>({
        method: 'view',
        params: { kind: 'slice', ref, which: 'value', slice: [], maxElems: 10, ...rest },
      });
    expect(await ask({ slice: [2] })).toMatchObject({ ok: false, reason: 'failed' });
    expect(await ask({ slice: [0, 0, 0] })).toMatchObject({ ok: false, reason: 'failed' });
    expect(await ask({ maxElems: 3 })).toMatchObject({ ok: false, reason: 'tooBig' });
    expect(await ask({ which: 'grad' })).toMatchObject({ ok: false, reason: 'gone' });
    expect(await ask({ ref: { ...ref, session: 'earlier' } })).toMatchObject({ ok: false, reason: 'gone' });
  });
});

describe('gradient check', () => {
  test('lists what can be checked', async () => {
    await kernel.run('const lossOf = () => x.matmul(W).sigmoid().mean(); class NotThis {}');
    const targets = await kernel.ask<'gradcheckTargets'>({ method: 'gradcheckTargets', params: {} });
    expect(targets).toEqual([
      { path: ['loss'], kind: 'tensor', detail: 'tensor []' },
      { path: ['lossOf'], kind: 'function', detail: 'function without arguments' },
    ]);
  });

  test('checks a tensor by its tape, and leaves everything as it was', async () => {
    const before = await kernel.run('JSON.stringify([W.toArray(), W.grad.toArray(), W.dtype])');
    const { displays, value } = await kernel.run('display.gradcheck(loss)');
    expect(displays[0][0].mime).toBe('application/vnd.nnbook.gradcheck.v1+nnb');
    expect(value).toMatch(/Gradient check of loss: passed/);
    expect(value).toMatch(/pass\s+W \[3, 2\]/);
    expect((await kernel.run('JSON.stringify([W.toArray(), W.grad.toArray(), W.dtype])')).value).toBe(before.value);
  });

  test('checks a function, and a module by a result of it', async () => {
    expect((await kernel.run('display.gradcheck(lossOf)')).value).toContain('passed');
    await kernel.run(
      'manualSeed(1)\nconst net = new nn.Sequential(new nn.Linear(3, 4), new nn.Tanh(), new nn.Linear(4, 1))\nconst out = net(x).sum()',
    );
    const { value } = await kernel.run('display.gradcheck(net)');
    expect(value).toContain('net, by out: passed');
    expect(value).toContain('net.0.weight');
  });

  test('what cannot be checked says why', async () => {
    expect((await kernel.run('display.gradcheck(x)')).error?.message).toContain('no graph');
    expect((await kernel.run('display.gradcheck(3)')).error?.message).toContain('A tensor, a module or a function');
  });
});

test('a live view streams from a loop that never yields, and is complete at the end', async () => {
  const running = kernel.run(
    'const curve = display.curves({ title: "t" })\nconst until = performance.now() + 400\nlet n = 0\nwhile (performance.now() < until) { curve.push({ loss: 1 / ++n }); for (let i = 0; i < 2e5; i++); }',
  );
  const first = await kernel.until((event) => event.kind === 'stream');
  if (first.kind !== 'stream') throw new Error('no stream');
  // Every delta is acknowledged as a renderer would.
  let seen = 1;
  kernel.post({ type: 'ack', streamId: first.streamId, seq: 1 });
  while (seen < 4) {
    const wanted = seen + 1;
    await kernel.until((event) => event.kind === 'stream' && event.seq === wanted);
    seen = wanted;
    kernel.post({ type: 'ack', streamId: first.streamId, seq: seen });
  }
  const { reason, events } = await running;
  expect(reason).toBe('ok');
  expect(events.filter(({ kind }) => kind === 'update').length).toBe(1);
});

test('variables are read while a cell computes without a pause', async () => {
  const running = kernel.run(
    'let passes = 0\nconst busy = ones([2, 3])\nconsole.log("on")\nwhile (passes >= 0) { passes++; busy.add_(1) }',
  );
  await kernel.until((event) => event.kind === 'text' && event.text.includes('on'));
  const ask = (path: string[]) => kernel.ask<'inspect'>({ method: 'inspect', params: { path } });
  const first = await ask(['passes']);
  expect(await ask(['busy'])).toMatchObject({ kind: 'tensor', shape: [2, 3] });
  const number = (value: typeof first) => Number(value?.kind === 'value' ? value.text : Number.NaN);
  expect(number(first)).toBeGreaterThan(0);
  // The cell goes on: sooner or later it has come further.
  while (number(await ask(['passes'])) <= number(first));
  expect((await kernel.ask<'shapes'>({ method: 'shapes', params: {} })).map(({ name }) => name)).toContain('busy');
  kernel.interrupt();
  expect((await running).reason).toBe('interrupted');
});
