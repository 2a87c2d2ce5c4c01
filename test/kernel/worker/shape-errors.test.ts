/** What a run says of shapes that do not fit: the words of the editor, in the names of the user's code. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildGuest } from '../../../extension/language/build-assets.mjs';
import { defaultLimits } from '../../../extension/language/lookahead/protocol.ts';
import { lookAhead } from '../../../extension/language/lookahead/run.ts';
import { TestKernel } from '../harness.ts';

const HEAD = `import { nn, zeros, cat, matmul } from 'nnbook'
import * as T from 'nnbook'
const images = zeros([64, 1, 28, 28]), a = zeros([2, 3]), b = zeros([4, 5]);
const fc1 = new nn.Linear(784, 128);`;

let kernel: TestKernel;
let guest: vm.Script;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nnbook-shape-errors-'));
  const file = path.join(folder, 'guest.js');
  const root = path.resolve(import.meta.dirname, '../../..');
  [kernel] = await Promise.all([TestKernel.start(), buildGuest(root, file)]);
  guest = new vm.Script(readFileSync(file, 'utf8'), { filename: 'nnbook-core' });
  await kernel.run(HEAD, 1);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await kernel.stop();
});

function foretold(source: string): string | undefined {
  const cells = [HEAD, source].map((text, i) => ({ id: `c${i}`, text }));
  return lookAhead(cells, guest, defaultLimits)[1].problem?.message;
}

describe.each([
  'fc1(images)',
  'a.matmul(b)',
  'const y = matmul(a.add(1), b)',
  'T.matmul(a, b)',
  'cat([a, b], 0)',
  'a.add(b)',
  'a.reshape(5, 2)',
  'function deep(x) {\n\treturn x.matmul(b)\n}\r\ndeep(a)',
])('%s', (source) => {
  test('fails with the message that the editor gave before', async () => {
    const message = foretold(source);
    expect(message).toBeDefined();
    const { error } = await kernel.run(source, 2);
    expect(error?.message).toBe(message);
    expect(error?.stack.startsWith(`${error.name}: ${message}\n\nCell 2, line`)).toBe(true);
  });
});

test('operands have the names of the code, and the axes that clash are marked', async () => {
  const { error } = await kernel.run('fc1(images)', 2);
  expect(error?.message).toMatch(/images {6}\[64, 1, 28, 28\]\n +\^\^\n {2}fc1\.weight {2}\[128, 784\]\n/);
});

test('an error of another kind keeps its words', async () => {
  expect((await kernel.run("throw new RangeError('as it is')")).error?.message).toBe('as it is');
});

test('a forgotten super() is explained', async () => {
  const { error } = await kernel.run('class Net extends nn.Module { constructor() { this.fc = 1 } }\nnew Net()', 3);
  expect(error?.name).toBe('ReferenceError');
  expect(error?.message).toContain('Call super() first');
  expect(error?.place).toMatchObject({ label: 'Cell 3', line: 1 });
});
