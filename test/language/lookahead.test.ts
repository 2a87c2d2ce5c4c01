import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildGuest } from '../../extension/language/build-assets.mjs';
import { boundLoops } from '../../extension/language/lookahead/loops.ts';
import { shapeMessage } from '../../extension/language/lookahead/message.ts';
import { defaultLimits } from '../../extension/language/lookahead/protocol.ts';
import { lookAhead } from '../../extension/language/lookahead/run.ts';
import { root } from './notebook.ts';

let guest: vm.Script;
beforeAll(async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'nnbook-guest-')), 'guest.js');
  await buildGuest(root, file);
  guest = new vm.Script(readFileSync(file, 'utf8'), { filename: 'nnbook-core' });
});

const importAll = "import * as T from 'nnbook'\n";
function look(...cells: string[]) {
  const texts = cells.map((text, index) => ({ id: `c${index + 1}`, text }));
  const outlook = lookAhead(texts, guest, { ...defaultLimits, loops: 50, cell: 300 });
  return outlook.map((cell) => ({
    ...cell,
    shapes: Object.fromEntries(Object.entries(cell.values).map(([name, { shape }]) => [name, shape])),
    mark:
      cell.problem &&
      texts.find(({ id }) => id === cell.problem?.cell)?.text.slice(cell.problem.start, cell.problem.end),
  }));
}

describe('shapes before any run', () => {
  it('follows tensors across cells, awaits and functions', () => {
    const [, b, c] = look(
      `${importAll}const x = T.ones([8, 4, 16])`,
      'function half(t) { return t.matmul(T.ones([16, 8])) }\nconst y = await Promise.resolve(half(x))',
      'const { a, b: [z] } = { a: y.sum(), b: [y.transpose(1, 2)] }\nlet w: number = a.item()',
    );
    expect(b.shapes).toEqual({ x: [8, 4, 16], y: [8, 4, 8] });
    expect(b.values.y.dtype).toBe('float32');
    expect(c.shapes).toMatchObject({ a: [], z: [8, 8, 4] });
    expect([b.state, c.state]).toEqual(['done', 'done']);
  });

  it('walks past printing, display and backward', () => {
    const [cell] = look(
      `${importAll}const w = T.ones([3, 2], { requiresGrad: true })
const loss = T.ones([4, 3]).matmul(w).sum()
loss.backward()
console.log(loss.item(), w.grad.toArray()); display(w); display.graph(loss); const c = display.curves({}); c.push(1)
const g = w.grad`,
    );
    expect(cell).toMatchObject({ state: 'done', shapes: { w: [3, 2], g: [3, 2], loss: [] } });
  });

  it('leaves loops after a while and goes on behind them', () => {
    const [cell, next] = look(
      `${importAll}let x = T.ones([2, 2]); let n = 0; const list = []
for (let i = 0; i < 12; i++) list.push(T.ones([i + 1]))
for (;;) { x = x.matmul(x); n++ }
while (true) n++
const y = T.cat(list)`,
      'const z = y',
    );
    expect(cell).toMatchObject({ state: 'done', shapes: { x: [2, 2], y: [78] } });
    expect(next.shapes.z).toEqual([78]);
  });

  it('gives up what it cannot know, and only that', () => {
    const [a, b, c, d] = look(
      `${importAll}import { readFileSync } from 'node:fs'\nconst text = readFileSync('x', 'utf8')\nconst t = T.ones([text.length])`,
      'const u = t.sum()',
      `${importAll}const v = T.ones([3])`,
      'const n = T.zeros([v.sum().item()])',
    );
    expect([a.state, b.state, c.state, d.state]).toEqual(['unknown', 'unknown', 'done', 'unknown']);
    expect(a.missing).toEqual(expect.arrayContaining(['text', 't']));
    expect([a, b, c, d].map((cell) => cell.problem)).toEqual([null, null, null, null]);
    expect(c.shapes.v).toEqual([3]);
  });

  it('forgets a redeclared name that its cell did not reach', () => {
    const [, b] = look(`${importAll}const x = T.ones([2])`, 'const x = (await fetch("u")).json()');
    expect(b.shapes.x).toBeUndefined();
  });

  it('ends what has no loop to leave', () => {
    const [cell, next] = look(
      'const f = () => f2(); const f2 = () => { Promise.resolve().then(f2) }; f(); const x = await new Promise(() => {})',
      `${importAll}const y = T.ones([1])`,
    );
    expect(cell.state).toBe('unknown');
    expect(next.shapes.y).toEqual([1]);
  });
});

describe('shape problems', () => {
  it('marks the argument, with the message that a run gives', () => {
    const [cell] = look(
      `${importAll}const x = T.ones([2, 3])\nconst w = T.ones([4, 5])\nconst y = x.relu().matmul( w ).sum()`,
    );
    expect(cell).toMatchObject({ state: 'problem', mark: 'w', missing: ['y'] });
    const lines = cell.problem?.message.split('\n') ?? [];
    const row = lines.findIndex((line) => line.startsWith('  w '));
    expect(lines[row]).toContain('[4, 5]');
    expect(lines[row + 1].indexOf('^')).toBe(lines[row].indexOf('4'));
  });

  it('marks the argument of a function, behind loops, types and imports on the same line', () => {
    const [, cell] = look(
      `${importAll}const a: T.Tensor = T.ones([2, 3])`,
      'const b: T.Tensor = T.ones([7, 7]); for (let i = 0; i < 3; i++) { const c = i; T.matmul(a as T.Tensor, b) }',
    );
    expect(cell).toMatchObject({ state: 'problem', mark: 'b' });
  });

  it.each([
    ['T.ones([4, 3]).reshape(5, 2)', '5, 2'],
    ['T.ones([4, 3]).softmax(4)', '4'],
    ['T.ones([2, 3]).add(T.ones([4]))', 'T.ones([4])'],
    ['T.cat([T.ones([4, 3]), T.ones([5, 2])])', 'T.ones([5, 2])'],
  ])('marks what was asked: %s', (code, mark) => {
    const [cell] = look(`${importAll}const y = ${code}`);
    expect(cell).toMatchObject({ state: 'problem', mark });
  });

  it('offers the fix that the shapes show', () => {
    const [cell] = look(`${importAll}const x = T.ones([4, 3]), w = T.ones([5, 3])\nconst y = x.matmul(w)`);
    expect(cell.problem?.fixes).toMatchObject([
      { title: 'Transpose w → [4, 5]', edits: [{ text: '.transpose(0, 1)' }] },
    ]);
  });

  it('knows the parameters of a module by name, and its part in a clash', () => {
    const [net, call] = look(
      `${importAll}class Fc extends T.nn.Module {
  constructor() { super(); this.weight = new T.nn.Parameter(T.ones([784, 128])) }
  forward(x) { return x.matmul(this.weight) }
}
const fc1 = new Fc()`,
      'const images = T.ones([64, 1, 28, 28])\nconst hidden = fc1(images)',
    );
    expect(net.shapes).toEqual({ 'fc1.weight': [784, 128] });
    expect(call).toMatchObject({ state: 'problem', mark: 'this.weight', missing: ['hidden'] });
    expect(call.problem?.callers).toHaveLength(1);
  });

  it('marks the place inside a function of another cell, and names the caller', () => {
    const [, cell] = look(
      `${importAll}function f(x) {\n  return x.matmul(T.ones([9, 1]))\n}`,
      'const y = f(T.ones([2, 3]))',
    );
    expect(cell.problem?.cell).toBe('c1');
    expect(cell.mark).toBe('T.ones([9, 1])');
    expect(cell.problem?.callers).toEqual([{ cell: 'c2', start: 10, end: 27 }]);
  });

  it('says nothing of what follows from an error', () => {
    const cells = look(
      `${importAll}const y = T.ones([2, 3]).matmul(T.ones([4, 5]))`,
      'const z = y.matmul(T.ones([1, 1]))',
      'nothere.x',
    );
    expect(cells.map((cell) => cell.problem !== null)).toEqual([true, false, false]);
  });
});

describe('the sandbox', () => {
  it.each([
    ['process', 'process.version'],
    ['require', 'require("fs")'],
    ['Function', 'Function("return 1")()'],
    ['eval', '(0, eval)("1")'],
    ['a constructor of a value', '(() => {}).constructor("return this")()'],
    ['an async constructor', '(async () => {}).constructor("return process")()'],
    ['the constructor of a library function', 'T.ones.constructor("return process")()'],
    ['the constructor of the scope', 'console.constructor.constructor("return process")().version'],
    ['import()', 'await import("node:fs")'],
    ['fetch', 'await fetch("http://localhost")'],
    ['WebAssembly', 'await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))'],
    ['frames by another Error', 'globalThis.Error = { prepareStackTrace: (_, s) => s }; new Error().stack'],
    [
      'prepareStackTrace',
      'Error.prepareStackTrace = (_, s) => s.map((f) => f.getThis()).find((t) => t && t.process).process; new Error().stack.version',
    ],
  ])('has no %s', (_, code) => {
    const [cell] = look(
      `${importAll}const reached = ${code.includes(';') ? `(() => { ${code.replace(/; (.*)$/, '; return $1')} })()` : code}`,
    );
    expect(cell.state).toBe('unknown');
    expect(cell.missing).toContain('reached');
  });

  it('is not led astray by a cell that plays with its inside', () => {
    const [cell] = look('nnbookGuest.report = () => "no"');
    expect(cell.state).toBe('unknown');
    const [, next] = look(
      'JSON.stringify = () => "not json"; Object.entries = null',
      `${importAll}const y = T.ones([1])`,
    );
    expect(next.shapes.y).toEqual([1]);
    expect(() =>
      look('Object.prototype.toJSON = () => "{"; Promise.prototype.then = null', 'const y = 1'),
    ).not.toThrow();
  });
});

it('bounds every kind of loop without moving a line', () => {
  const text = 'for (const a of b) f(a)\ndo g(); while (1)\nfor (const k in o) { k }\nwhile (x) y();';
  const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.ESNext, true);
  const { code } = boundLoops(file);
  expect(code.match(/\$nnbookLoop/g)?.length).toBe(4);
  expect(code.split('\n').length).toBe(4);
  expect(ts.transpileModule(code, { reportDiagnostics: true }).diagnostics).toEqual([]);
});

it('lays out a message as the mock-up has it', () => {
  const message = shapeMessage(
    'fc1 expects 784 features in the last axis, got 28.\nFlatten each image first: 1 × 28 × 28 = 784.',
    [
      { name: 'images', shape: [64, 1, 28, 28], axes: [3] },
      { name: 'fc1.weight', shape: [128, 784], axes: [1] },
    ],
    'Flatten each image first: 1 × 28 × 28 = 784.',
  );
  expect(message).toBe(
    [
      'fc1 expects 784 features in the last axis, got 28.',
      '  images      [64, 1, 28, 28]',
      '                          ^^',
      '  fc1.weight  [128, 784]',
      '                    ^^^',
      'Flatten each image first: 1 × 28 × 28 = 784.',
    ].join('\n'),
  );
});
