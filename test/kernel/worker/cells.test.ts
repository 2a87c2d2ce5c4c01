/** Every construct of the language, defined in one cell and used in the next, in a real kernel. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestKernel } from '../harness.ts';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
  await kernel.ready;
});
afterAll(() => kernel.stop());

/** Cells run in order; `value` is what the last displays, `stdout` what it prints, `error` its message. */
interface Case {
  readonly name: string;
  readonly cells: readonly string[];
  readonly value?: string;
  readonly stdout?: string;
  readonly error?: string | RegExp;
}

const cases: readonly Case[] = [
  { name: 'const', cells: ['const a1 = 1 + 1', 'a1'], value: '2' },
  { name: 'let, changed by another cell', cells: ['let a2 = 1', 'a2 += 41;', 'a2'], value: '42' },
  { name: 'var without a value', cells: ['var a3', 'String(a3)'], value: 'undefined' },
  { name: 'redeclared const of another type', cells: ['const a4 = 1', "const a4 = 'x'", 'a4'], value: 'x' },
  { name: 'a closure sees the new value', cells: ['let a5 = 1; const g5 = () => a5', 'a5 = 7;', 'g5()'], value: '7' },
  {
    name: 'a function that calls one of a later cell',
    cells: ['function f6() { return later6() }', 'const later6 = () => 6', 'f6()'],
    value: '6',
  },
  {
    name: 'hoisted function',
    cells: ['const b1 = early(); function early() { return 9 }', 'b1 + early()'],
    value: '18',
  },
  {
    name: 'redeclared function',
    cells: ['function f1() { return 1 }', 'function f1() { return 2 }', 'f1()'],
    value: '2',
  },
  {
    name: 'let, then a function of the same name',
    cells: ['let f2 = 1', 'function f2() { return 2 }', 'f2()'],
    value: '2',
  },
  {
    name: 'name of an arrow function',
    cells: ['const named = () => 1; const Anon = class {}', '[named.name, Anon.name].join()'],
    value: 'named,Anon',
  },
  {
    name: 'object destructuring',
    cells: [
      'const { c1, d: { e: c2 = 5 }, ...c3 } = { c1: 1, d: {}, x: 1, y: 2 } as any',
      'JSON.stringify([c1, c2, c3])',
    ],
    value: '[1,5,{"x":1,"y":2}]',
  },
  {
    name: 'array destructuring',
    cells: ['const [c4, , c5 = 3, ...c6] = [1, 2, undefined, 4, 5]', 'JSON.stringify([c4, c5, c6])'],
    value: '[1,3,[4,5]]',
  },
  {
    name: 'destructuring under a line without semicolon',
    cells: ['const c7 = 1\nconst [c8] = [c7]\nlet { c9 } = { c9: 2 }', 'c8 + c9'],
    value: '3',
  },
  {
    name: 'destructuring assignment',
    cells: ['let s1 = 1, s2 = 2', '[s1, s2] = [s2, s1]; ({ s1 } = { s1: s1 * 10 });', '[s1, s2].join()'],
    value: '20,1',
  },
  { name: 'shorthand property', cells: ['const h1 = 1', 'JSON.stringify({ h1 })'], value: '{"h1":1}' },
  {
    name: 'class, inherited in another cell',
    cells: [
      'class K1 { static n = K1.name; x = 1; get y() { return this.x + 1 } }',
      'class K2 extends K1 { z = this.y }',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a cell
      '`${new K2().z} ${K1.n}`',
    ],
    value: '2 K1',
  },
  { name: 'redeclared class', cells: ['class K3 { v = 1 }', 'class K3 { v = 2 }', 'new K3().v'], value: '2' },
  {
    name: 'private members',
    cells: ['class P1 { #a = 1; static #n = 2; read() { return this.#a + P1.#n } }', 'new P1().read()'],
    value: '3',
  },
  {
    name: 'parameter properties',
    cells: [
      'class Q1 { constructor(private readonly a: number, public b = 2) {} sum() { return this.a + this.b } }\nclass Q2 extends Q1 { constructor(public c: number) { super(c) } }',
      'new Q2(5).sum() + new Q2(5).c',
    ],
    value: '12',
  },
  {
    name: 'abstract class, overloads, index signature',
    cells: [
      'abstract class R1 { [key: string]: unknown; abstract a(): number; f(x: number): number; f(x: string): number; f(x: any) { return Number(x) } declare d: number }\nclass R2 extends R1 { a() { return this.f("4") } }',
      'new R2().a()',
    ],
    value: '4',
  },
  {
    name: 'enum',
    cells: ["enum E1 { A, B = 5, C, D = 'd', F = A + C }", 'JSON.stringify([E1.A, E1.C, E1.D, E1.F, E1[6]])'],
    value: '[0,6,"d",6,"F"]',
  },
  {
    name: 'const enum and merged enums',
    cells: ['const enum E2 { X = 3, }\nenum E3 { A }\nenum E3 { B = 1 }', '[E2.X, E3.A, E3.B].join()'],
    value: '3,0,1',
  },
  {
    name: 'namespace',
    cells: [
      'namespace N1 { export const a = 1; const hidden = 2; export function f() { return a + hidden } export namespace M { export let v = f() } }\nnamespace N1 { export const b = 4 }',
      '[N1.a, N1.f(), N1.M.v, N1.b, typeof (N1 as any).hidden].join()',
    ],
    value: '1,3,3,4,undefined',
  },
  {
    name: 'dotted namespace',
    cells: ['namespace N2.A.B { export class C { v = 8 } }', 'new N2.A.B.C().v'],
    value: '8',
  },
  {
    name: 'function merged with a namespace',
    cells: ['function N3() { return N3.v }\nnamespace N3 { export const v = 5 }', 'N3()'],
    value: '5',
  },
  {
    name: 'namespace of types only',
    cells: ['namespace N4 { export interface I { a: 1 } }\nconst n4: N4.I = { a: 1 }', 'typeof N4 + n4.a'],
    value: 'undefined1',
  },
  { name: 'generator', cells: ['function* g1() { yield 1; yield* [2, 3] }', '[...g1()].join()'], value: '1,2,3' },
  {
    name: 'async generator and for await',
    cells: ['async function* g2() { yield 1; yield 2 }\nlet sum2 = 0\nfor await (const v of g2()) sum2 += v', 'sum2'],
    value: '3',
  },
  {
    name: 'top-level await',
    cells: ['const t1 = await Promise.resolve(11)', 'await Promise.resolve(t1 + 1)'],
    value: '12',
  },
  { name: 'a promise as the last expression is awaited', cells: ['Promise.resolve(5)'], value: '5' },
  {
    name: 'var in a block and in loops',
    cells: [
      'if (true) { var v1 = 1 }\nfor (var v2 = 0; v2 < 3; v2++);\nfor (var v3 of [7]) ;\nfor (var v4 in { k: 1 }) ;\nfor (var { v5 } of [{ v5: 9 }]) ;',
      '[v1, v2, v3, v4, v5].join()',
    ],
    value: '1,3,7,k,9',
  },
  {
    name: 'let in a block stays there',
    cells: ['let b5 = 1; { let b5 = 2; b5++ }\nfor (let b5 = 0; b5 < 2; b5++);', 'b5'],
    value: '1',
  },
  {
    name: 'closures over a loop variable',
    cells: ['const fs1 = []; for (let i = 0; i < 3; i++) fs1.push(() => i)', 'fs1.map((f) => f()).join()'],
    value: '0,1,2',
  },
  {
    name: 'shadowing by a parameter',
    cells: [
      'const p1 = 1; const q1 = (p1: number) => p1 * 2; const r1 = ({ p1 }: { p1: number }, [s = p1] = []) => s',
      'q1(5) + r1({ p1: 3 })',
    ],
    value: '13',
  },
  {
    name: 'shadowing by catch and named function expression',
    cells: [
      'let e7 = "outer"; const rec = function e7(n: number): number { return n ? e7(n - 1) : 0 }\ntry { throw "inner" } catch (e7) { rec(2) }',
      'e7 + rec(1)',
    ],
    value: 'outer0',
  },
  { name: 'arguments', cells: ['function ar1() { return arguments.length }', 'ar1(1, 2, 3)'], value: '3' },
  {
    name: 'labels, break and continue',
    cells: [
      'let l1 = 0\nouter: for (const i of [1, 2, 3]) { for (const j of [1, 2]) { if (j === 2) continue outer; if (i === 3) break outer; l1 += i } }',
      'l1',
    ],
    value: '3',
  },
  {
    name: 'switch with declarations',
    cells: [
      'let sw = 0; switch (2) { case 1: { break } case 2: const inner = 4; sw = inner; default: function inSwitch() { return 1 } sw += inSwitch() }',
      'sw',
    ],
    value: '5',
  },
  {
    name: 'do while without semicolons',
    cells: ['let w1 = 0\ndo w1++\nwhile (w1 < 5)\nconst w2 = () => w1\nw2()'],
    value: '5',
  },
  {
    name: 'types erased',
    cells: [
      'interface I1<T> { a: T }\ntype T1 = I1<number>\nconst ty = <I1<number>>{ a: 1 } satisfies T1 as T1\nfunction gen<T extends object>(this: void, x?: T): x is T { return x! !== undefined }\nlet un!: number',
      'gen<T1>(ty) && ty!.a',
    ],
    value: '1',
  },
  {
    name: 'a return type over several lines',
    cells: ['const mt = (x: number): {\n  a: number;\n} => ({ a: x })', 'mt(3).a'],
    value: '3',
  },
  {
    name: 'a cast before a line that starts with a bracket',
    cells: ['let br = 1 as any\n;[br] = [2]\nconst cc = br as number\n(0, eval)("1")', 'cc'],
    value: '2',
  },
  { name: 'typeof of a missing name', cells: ['typeof missing1'], value: 'undefined' },
  {
    name: 'optional call, tagged template, new',
    cells: [
      'const oc = undefined as any; const tag = (s: TemplateStringsArray, ...v: number[]) => s.raw.join("-") + v',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a cell
      'oc?.() ?? tag`a${1}b`',
    ],
    value: 'a-b1',
  },
  {
    name: 'this at the top level and in called functions',
    cells: ['const self1 = this; function th() { return this }', 'String(self1) + String(th())'],
    value: 'undefinedundefined',
  },
  {
    name: 'using',
    cells: [
      'let log1 = ""; { const d = { [Symbol.dispose]() { log1 += "disposed" } }; }\nusing r7 = { [Symbol.dispose]() { log1 += "end" } }; log1 += "body "',
      'log1',
    ],
    value: 'body end',
  },
  {
    name: 'await using, in reverse order',
    cells: [
      'let log2 = ""\nusing a8 = { [Symbol.dispose]() { log2 += "1" } }\nawait using b8 = { async [Symbol.asyncDispose]() { await null; log2 += "2" } }',
      'log2',
    ],
    value: '21',
  },
  {
    name: 'export in every form',
    cells: [
      'export const x1 = 1; export function x2() { return 2 } export class X3 { v = 3 }\nconst x4 = 4; export { x4 as renamed }; export type T9 = string; export interface I9 {}\nexport default x4',
      'x1 + x2() + new X3().v + x4',
    ],
    value: '10',
  },
  { name: 'export default function', cells: ['export default function ed() { return 4 }', 'ed()'], value: '4' },
  {
    name: 'import of node built-ins',
    cells: [
      "import path, { join as j, type ParsedPath } from 'node:path'\nimport * as os from 'os'\nimport type { Stats } from 'node:fs'",
      'j("a", "b") + path.sep + typeof os.cpus',
    ],
    value: 'a/b/function',
  },
  {
    name: 'import() of a built-in',
    cells: ['const { basename: bn } = await import("node:path")', 'bn("/a/b")'],
    value: 'b',
  },
  { name: 'import = require', cells: ["import ut = require('node:util')", 'ut.format("%d", 3)'], value: '3' },
  {
    name: 'export from',
    cells: ["export { sep as separator } from 'node:path'\nexport * as pp from 'node:path'", 'separator + pp.sep'],
    value: '//',
  },
  { name: 'a semicolon hides the value', cells: ['41 + 1;'], value: undefined },
  { name: 'a comment after the last expression', cells: ['6 * 7 // the answer\n/* end */'], value: '42' },
  { name: 'a declaration last shows nothing', cells: ['const nothing = 1'], value: undefined },
  { name: 'object literal in brackets', cells: ['({ a: 1 })'], value: '{ a: 1 }' },
  { name: 'empty cell', cells: ['', '// only a comment'], value: undefined },
  { name: 'Windows line ends', cells: ['const crlf = 1\r\nconst crlf2 = crlf\r\n', 'crlf2'], value: '1' },
  {
    name: 'names that the transform uses itself',
    cells: ['const $S = 1, $H = 2; let $K = 3', '$S + $H + $K'],
    value: '6',
  },
  {
    name: 'a user name like a global',
    cells: ['const name = "n", display1 = 2, Math2 = Math', 'name + Math2.max(1, display1)'],
    value: 'n2',
  },
  { name: 'a global redeclared', cells: ['const URL = "mine"', 'URL'], value: 'mine' },

  {
    name: 'const assigned in the same cell',
    cells: ['const k1 = 1\nk1 = 2'],
    error: "Cannot assign to 'k1' because it is a constant.",
  },
  {
    name: 'const assigned across cells',
    cells: ['const k2 = 1', 'k2++'],
    error: "Cannot assign to 'k2' because it is a constant.",
  },
  {
    name: 'const assigned by destructuring',
    cells: ['const k3 = 1', '[{ a: k3 }] = [{ a: 1 }]'],
    error: "Cannot assign to 'k3' because it is a constant.",
  },
  {
    name: 'const assigned in a loop head',
    cells: ['const k4 = 1', 'for (k4 of [1]) ;'],
    error: "Cannot assign to 'k4' because it is a constant.",
  },
  { name: 'class assigned', cells: ['class k5 {}', 'k5 = 1'], error: "Cannot assign to 'k5' because it is a class." },
  {
    name: 'import assigned',
    cells: ["import { sep as k6 } from 'node:path'", 'k6 = 1'],
    error: "Cannot assign to 'k6' because it is an import.",
  },
  { name: 'a const may become a let', cells: ['const k7 = 1', 'let k7 = 2', 'k7 = 3', 'k7'], value: '3' },
  {
    name: 'declared twice in one cell',
    cells: ['let t9 = 1\nconst t9 = 2'],
    error: "Cannot redeclare 't9' in the same cell.",
  },
  { name: 'name that does not exist', cells: ['nope1'], error: 'nope1 is not defined' },
  { name: 'assignment to a name that does not exist', cells: ['nope2 = 1'], error: 'nope2 is not defined' },
  { name: 'const before its declaration', cells: ['early9; const early9 = 1'], error: /early9 has no value yet/ },
  { name: 'syntax error', cells: ['const = 1'], error: /declaration expected/i },
  {
    name: 'error of the engine’s own parser',
    cells: ['{ let d1; let d1 }'],
    error: "Identifier 'd1' has already been declared",
  },
  { name: 'return at the top level', cells: ['return 1'], error: /'return' statement/ },
  {
    name: 'missing export',
    cells: ["import { jion } from 'node:path'\njion()"],
    error: "The module 'node:path' does not export 'jion'. Did you mean 'join'?",
  },
  { name: 'missing package without a folder', cells: ["import x from 'left-pad'"], error: /Save it first/ },
];

describe('constructs', () => {
  test.each(cases)('$name', async ({ cells, value, error, stdout }) => {
    let result = await kernel.run('0;');
    for (const [i, cell] of cells.entries()) {
      result = await kernel.run(cell);
      if (i < cells.length - 1) expect(result.error?.stack, cell).toBeUndefined();
    }
    if (error !== undefined) {
      expect(result.reason).toBe('error');
      if (typeof error === 'string') expect(result.error?.message).toBe(error);
      else expect(result.error?.message).toMatch(error);
      return;
    }
    expect(result.error?.stack).toBeUndefined();
    expect(result.value).toBe(value);
    if (stdout !== undefined) expect(result.stdout).toBe(stdout);
  });
});
