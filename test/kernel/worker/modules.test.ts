/** Imports from a notebook's folder: packages of both kinds, local files, changes, circles and failures. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestKernel } from '../harness.ts';

let folder: string;
let kernel: TestKernel;
let clock = Date.now();

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    // Two writes within the clock's grain must differ.
    clock += 1000;
    utimesSync(file, new Date(clock), new Date(clock));
  }
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nnbook-modules-'));
  write({
    'node_modules/esm-only/package.json': '{"name":"esm-only","type":"module","exports":{"import":"./index.js"}}',
    'node_modules/esm-only/index.js': 'export const kind = "esm"; export default function () { return "default" }',
    'node_modules/cjs/package.json': '{"name":"cjs","main":"index.js"}',
    'node_modules/cjs/index.js':
      'const all = {}; all.dynamic = "cjs"; module.exports = Object.assign(() => "called", all)',
    'math.ts':
      'import { base } from "./base"\nexport interface Shape { a: number }\nexport const twice = (x: number): number => x * 2 * base\nexport function fail(): never {\n  throw new Error("in math")\n}\nexport default class Acc { n = 1 }',
    'base.ts': 'export let base = 1; export const setBase = (n: number) => { base = n }',
    'plain.js': 'export const plain = 1;',
    'old.cjs': 'module.exports = { old: require("./older.cjs") }',
    'older.cjs': 'module.exports = 7',
    'data.json': '{"rows": [1, 2, 3]}',
    'lib/index.ts':
      'export * from "../plain.js"; export { twice as double } from "../math"; export * as all from "../math.ts"',
    'ring-a.ts': 'import { b } from "./ring-b"; export function a(): string { return "a" + b }',
    'ring-b.ts': 'import { a } from "./ring-a"; export const b = "b"; export const later = () => a()',
    'broken.ts': 'export const x = 1;\nexport const = 2;',
    'nn.ts': 'import { tensor, Tensor } from "nnbook"; export const t = tensor([1, 2]); export const T = Tensor',
  });
  kernel = await TestKernel.start({ folder, file: path.join(folder, 'note.nnbook') });
  await kernel.ready;
});
afterAll(async () => {
  await kernel.stop();
  rmSync(folder, { recursive: true });
});

async function value(...cells: string[]): Promise<string | undefined> {
  let result = await kernel.run('0;');
  for (const cell of cells) {
    result = await kernel.run(cell);
    expect(result.error?.stack).toBeUndefined();
  }
  return result.value;
}

describe('packages', () => {
  test('ES module', async () =>
    expect(await value("import f, { kind } from 'esm-only'", 'kind + f()')).toBe('esmdefault'));
  test('CommonJS, with a name that static analysis does not see', async () =>
    expect(await value("import call, { dynamic } from 'cjs'", 'dynamic + call()')).toBe('cjscalled'));
  test('import()', async () => expect(await value("(await import('esm-only')).kind")).toBe('esm'));
  test('require', async () => expect(await value("require('cjs').dynamic")).toBe('cjs'));
  test('one that is missing is named, with the way to get it', async () => {
    const { error } = await kernel.run("const fine = 1;\nimport x from 'not-there';");
    expect(error?.message).toBe(
      "Cannot find package 'not-there'. Install it in the notebook's folder: npm install not-there",
    );
    expect(error?.place).toMatchObject({ line: 2, column: 1 });
  });
});

describe('local files', () => {
  test('TypeScript with imports of its own', async () =>
    expect(
      await value(
        "import Acc, { twice, Shape } from './math.ts'\nconst s: Shape = { a: new Acc().n }",
        'twice(21) + s.a',
      ),
    ).toBe('43'));
  test('without extension, and .js for .ts', async () =>
    expect(
      await value("import { twice as t1 } from './math'; import { twice as t2 } from './math.js'", 't1 === t2'),
    ).toBe('true'));
  test('JavaScript, JSON, CommonJS, folders', async () => {
    expect(
      await value(
        "import { plain } from './plain.js'\nimport data from './data.json'\nimport { old } from './old.cjs'",
        'plain + data.rows.length + old',
      ),
    ).toBe('11');
    expect(
      await value("import { plain as p2, double, all } from './lib'", '[p2, double(4), all.twice(1)].join()'),
    ).toBe('1,8,2');
  });
  test('imports between files stay live', async () => {
    expect(
      await value("import { twice as live } from './math'; import { setBase } from './base'", 'setBase(10); live(1)'),
    ).toBe('20');
    await value("import { setBase as reset } from './base'; reset(1);");
  });
  test('circles', async () =>
    expect(
      await value("import { a as ringA } from './ring-a'; import { later } from './ring-b'", 'ringA() + later()'),
    ).toBe('abab'));
  test('nnbook is the same instance', async () =>
    expect(
      await value(
        "import { t as tn, T as TT } from './nn'; import { Tensor as T0 } from 'nnbook'",
        'String(TT === T0 && tn instanceof T0)',
      ),
    ).toBe('true'));
  test('import.meta', async () => expect(await value('import.meta.filename')).toBe(path.join(folder, 'note.nnbook')));

  test('a changed file, or a changed import of it, is read again; an unchanged one is not', async () => {
    write({
      'counter.ts': 'import { step } from "./step"; export const value = step; export const loaded = {}',
      'step.ts': 'export const step = 1',
    });
    expect(
      await value(
        "import { value as v1, loaded as l1 } from './counter'",
        "import { loaded as l2 } from './counter'",
        'v1 + String(l1 === l2)',
      ),
    ).toBe('1true');
    write({ 'step.ts': 'export const step = 2' });
    expect(await value("import { value as v3 } from './counter'", 'v3')).toBe('2');
  });

  test('an error names the file, its line, and the cell', async () => {
    const { error } = await kernel.run("import { fail } from './math'\n\nfail()", 5);
    expect(error?.stack).toContain('math.ts, line 5');
    expect(error?.stack).toContain('at fail (math.ts:5:9)');
    expect(error?.stack).toContain('at Cell 5:3:1');
  });
  test('a syntax error in a file has its place', async () => {
    const { error } = await kernel.run("import './broken'");
    expect(error?.message).toMatch(/^broken\.ts:2:14: /);
    expect((await kernel.run("import './broken'")).error?.message).toMatch(/^broken\.ts/);
  });
  test('a missing file is named', async () => {
    const { error } = await kernel.run("import { y } from './nope'");
    expect(error?.message).toContain("Cannot find './nope'");
    expect(error?.place).toMatchObject({ line: 1 });
  });
});
