/** `nnbook run`: the same kernel without an editor. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runHeadless } from '../../extension/kernel/headless.ts';
import { workerStarter } from '../../extension/kernel/transport.ts';
import { parseNotebook, serializeNotebook } from '../../extension/notebook/format.ts';
import { kernelBundle } from './bundle.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nnbook-headless-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function note(...cells: string[]): Uint8Array {
  const list = cells.map((source, i) => ({ id: `c${i}`, kind: 'code', source: source.split('\n') }));
  return new TextEncoder().encode(
    JSON.stringify({ nnbook: 1, cells: [{ kind: 'markdown', source: ['# A'] }, ...list] }),
  );
}

async function run(bytes: Uint8Array, timeoutMs?: number) {
  let printed = '';
  const result = await runHeadless(parseNotebook(bytes), {
    file: path.join(folder, 'a.nnbook'),
    start: workerStarter({ script: await kernelBundle() }),
    print: (text) => {
      printed += text;
    },
    ...(timeoutMs ? { timeoutMs } : {}),
  });
  return { ...result, printed };
}

describe('runHeadless', () => {
  test('runs all cells in one kernel and collects their outputs', async () => {
    const { outcome, printed, notebook, summary } = await run(
      note('const a = 20', "console.log('one'); console.log('two')\na * 2 + 2"),
    );
    expect(outcome).toBe('ok');
    expect(printed).toContain('one\ntwo\n42\n');
    expect(summary).toMatch(/^2 of 2 cells in [\d.]+ s: all passed$/);
    const [, , second] = notebook.cells;
    expect(
      second.outputs.map(({ items }) => items.map(({ mime, data }) => [mime, new TextDecoder().decode(data)])),
    ).toEqual([[['application/vnd.code.notebook.stdout', 'one\ntwo\n']], [['text/plain', '42']]]);
  });

  test('two runs of the same note save the same bytes', async () => {
    const source = note("import { manualSeed, randn } from 'nnbook'\nmanualSeed(1)\nconst x = randn([3, 3])\nx");
    const first = serializeNotebook((await run(source)).notebook);
    const second = serializeNotebook((await run(source)).notebook);
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
  });

  test('stops at the first failing cell', async () => {
    const { outcome, printed, summary } = await run(note('1', "throw new Error('no')", "console.log('never')"));
    expect(outcome).toBe('failed');
    expect(printed).toContain('Error: no');
    expect(printed).not.toContain('never');
    expect(summary).toContain('1 of 3 cells');
  });

  test('a kernel that dies is a failure', async () => {
    const { outcome, printed } = await run(note('process.exit(5)', '1'));
    expect(outcome).toBe('failed');
    expect(printed).toContain('exit code 5');
  });

  test('ends an endless cell after the timeout', async () => {
    expect((await run(note('while (true) {}'), 1500)).outcome).toBe('timeout');
  });

  test('a note without code passes', async () => {
    expect((await run(note())).outcome).toBe('ok');
  });
});

describe.runIf(existsSync('dist/cli.mjs') && existsSync('dist/kernel-worker.cjs'))('the command', () => {
  const cli = (...args: string[]) => spawnSync(process.execPath, ['dist/cli.mjs', ...args], { encoding: 'utf8' });

  test('prints, saves and exits with 0; a failing note with 1', () => {
    const file = path.join(folder, 'b.nnbook');
    writeFileSync(file, note('1 + 1'));
    const ok = cli('run', file, '--save');
    expect(ok.stdout).toContain('2\n');
    expect(ok.status).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8')).outputs.c0[0].items[0].text).toEqual(['2']);
    writeFileSync(file, note('nope'));
    expect(cli('run', file).status).toBe(1);
  });

  test('a bad file is refused with its place and left alone', () => {
    const file = path.join(folder, 'c.nnbook');
    writeFileSync(file, '{\n  "nnbook": 1,\n');
    const bad = cli('run', file, '--save');
    expect(bad.status).toBe(2);
    expect(bad.stderr).toMatch(/c\.nnbook: Line 3, column 1: The file ends too early/);
    expect(readFileSync(file, 'utf8')).toBe('{\n  "nnbook": 1,\n');
  });

  test('a wrong call says how to call it', () => {
    expect(cli('run').status).toBe(2);
    expect(cli('run', 'x', '--nope').stderr).toContain('nnbook run <file.nnbook>');
  });
});
