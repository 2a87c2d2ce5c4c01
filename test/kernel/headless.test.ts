/** `nnbook run`: the same kernel without an editor. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkNotebook } from '../../extension/kernel/check.ts';
import { runHeadless } from '../../extension/kernel/headless.ts';
import { workerStarter } from '../../extension/kernel/transport.ts';
import { parseNotebook, serializeNotebook } from '../../extension/notebook/format.ts';
import { kernelBundle, languageBundle } from './bundle.ts';

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

async function run(bytes: Uint8Array, timeoutMs?: number, terminal = false) {
  let printed = '';
  let errors = '';
  const result = await runHeadless(parseNotebook(bytes), {
    file: path.join(folder, 'a.nnbook'),
    start: workerStarter({ script: await kernelBundle() }),
    print: (text, stream) => {
      printed += text;
      if (stream === 'stderr') errors += text;
    },
    terminal,
    ...(timeoutMs ? { timeoutMs } : {}),
  });
  return { ...result, printed, errors };
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
    const { outcome, printed, errors, summary } = await run(note('1', "throw new Error('no')", "console.log('never')"));
    expect(outcome).toBe('failed');
    expect(errors).toContain("Error: no\n\nCell 3, line 1\n> 1 | throw new Error('no')\n");
    expect(errors).toContain('1 further cell did not run.');
    expect(summary).toContain('Cell 3 failed');
    expect(printed).toContain('Error: no');
    expect(printed).not.toContain('never');
    expect(summary).toContain('1 of 3 cells');
  });

  test('an output that changes while its cell runs is printed once, as it is at the end', async () => {
    const { printed, notebook } = await run(
      note(
        [
          "const curve = display.curves({ title: 'Run' })",
          "for (let i = 0; i < 5; i++) { curve.push(i, { train: 5 - i }); console.log('step', i) }",
          "const h = display('first'); h.update('second'); h.update('last')",
        ].join('\n'),
      ),
    );
    expect(printed.match(/Run \(curves/g)).toHaveLength(1);
    expect(printed).toContain('train: 5.000 -> 1.000');
    expect(printed.indexOf('train: 5')).toBeGreaterThan(printed.indexOf('step 4'));
    expect(printed).not.toContain('no points yet');
    expect(printed).toMatch(/first\n(.|\n)*last\n/);
    expect(printed).not.toContain('second');
    const saved = notebook.cells[1].outputs.map(({ items }) => new TextDecoder().decode(items.at(-1)?.data));
    expect(saved[0]).toContain('train: 5.000 -> 1.000');
    expect(saved.at(-1)).toBe('last');
  });

  test('control characters go to a terminal only', async () => {
    const source = note(
      "console.log('\\u001b[31mred\\u001b[0m'); const c = display.curves({}); c.push({ train: 1 })",
      'no()',
    );
    const plain = await run(source);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are the subject
    expect(plain.printed).not.toMatch(/\u001b/);
    expect(plain.printed).toContain('red');
    const colored = await run(source, undefined, true);
    expect(colored.printed).toContain('\u001b[31mred');
    expect(colored.printed).toContain('\u001b[1;31mReferenceError: no is not defined\u001b[0m');
    expect(serializeNotebook(colored.notebook)).toEqual(serializeNotebook(plain.notebook));
  });

  test('what a timer prints after its cell ended belongs to that cell', async () => {
    const { notebook } = await run(
      note(
        "let seen; const done = new Promise((r) => { seen = r })\nsetTimeout(() => { console.log('late'); seen() }, 1);",
        'await done',
      ),
    );
    expect(
      notebook.cells[1].outputs.flatMap(({ items }) => items.map(({ data }) => new TextDecoder().decode(data))),
    ).toEqual(['late\n']);
    expect(notebook.cells[2].outputs).toEqual([]);
  });

  test('a kernel that dies is a failure', async () => {
    const { outcome, printed } = await run(note('process.exit(5)', '1'));
    expect(outcome).toBe('failed');
    expect(printed).toContain('exit code 5');
  });

  test('ends an endless cell after the timeout', async () => {
    const { outcome, summary } = await run(note('1', 'while (true) {}'), 1500);
    expect(outcome).toBe('timeout');
    expect(summary).toMatch(/^1 of 2 cells in [\d.]+ s: out of time after 1.5 s, in cell 3$/);
  });

  test('a note without code passes', async () => {
    expect((await run(note())).outcome).toBe('ok');
  });
});

describe('checkNotebook', () => {
  test('names types and shapes that do not fit, in the order of the note', async () => {
    const services = await languageBundle();
    const check = (...cells: string[]) =>
      checkNotebook(parseNotebook(note(...cells)), { file: path.join(folder, 'd.nnbook'), ...services });
    const head = "import { zeros } from 'nnbook'\nconst x = zeros([2, 3]);";
    expect(await check(head, 'x.matmul(zeros([3, 1]))')).toEqual([]);
    const found = await check(head, 'const n: string = 1\nx.matmul(zeros([4, 1]))', 'const q: number = true');
    expect(found.map(({ severity, cell, line, column }) => [severity, cell, line, column])).toEqual([
      ['error', 3, 1, 7],
      ['error', 3, 2, 10],
      ['error', 4, 1, 7],
    ]);
    expect(found[0].text).toContain(
      "Type 'number' is not assignable to type 'string'.\n> 1 | const n: string = 1\n    |       ^",
    );
    expect(found[1].text).toContain('[4, 1]');
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

  test('--save keeps keys that it does not know, on every level', () => {
    const file = path.join(folder, 'e.nnbook');
    const outputs = { c: [{ items: [{ mime: 'text/plain', text: ['old'] }] }] };
    const cells = [{ id: 'c', kind: 'code', source: ['1 + 1'], later: { x: 1 } }];
    writeFileSync(file, JSON.stringify({ nnbook: 1, metadata: { a: 1 }, cells, outputs, future: [1, 2] }));
    expect(cli('run', file, '--save').status).toBe(0);
    const saved = JSON.parse(readFileSync(file, 'utf8'));
    expect(saved).toMatchObject({ metadata: { a: 1 }, future: [1, 2], cells: [{ id: 'c', later: { x: 1 } }] });
    expect(saved.outputs.c[0].items[0].text).toEqual(['2']);
  });

  test('check runs nothing and says what is wrong where', () => {
    const file = path.join(folder, 'f.nnbook');
    writeFileSync(file, note("console.log('never')\nconst x: number = 'a'"));
    const { stdout, status } = cli('check', file);
    expect(stdout).toContain('f.nnbook, cell 2, line 2, column 7: error: Type');
    expect(stdout).not.toMatch(/^never/m);
    expect(status).toBe(1);
    writeFileSync(file, note("const x: string = 'a'"));
    expect(cli('check', file)).toMatchObject({ status: 0, stdout: expect.stringContaining('0 errors, 0 warnings') });
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
