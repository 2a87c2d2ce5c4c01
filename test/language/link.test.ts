import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCell } from '../../extension/language/service/declarations.ts';
import { linkCells } from '../../extension/language/service/link.ts';

const link = (...texts: string[]) =>
  linkCells(texts.map((text, index) => ({ key: String(index + 1), text, facts: readCell(text) })));
const suffix = (cell: { text: string; length: number }) => cell.text.slice(cell.length);

describe('linkCells', () => {
  it('keeps the text of a cell and appends', () => {
    const [first, second] = link('const a = 1 // note', 'a');
    expect(first.text.startsWith('const a = 1 // note\n')).toBe(true);
    expect(suffix(first)).toBe('\n;export {a};\n');
    expect(suffix(second)).toBe('\n;export {};\ndeclare const a: typeof import("nnbook-cell:1").a;\n');
  });

  it('sends each kind of name in the form that keeps its meaning', () => {
    const [, last] = link(
      "let n = 0; const { x, y: [z] } = f(); function g() {} class K {} enum E { A } type T = 1; interface I {} import d, { p as q, type R } from 'm'; import * as s from './s.ts'",
      '',
    );
    expect(suffix(last).split('\n').slice(2, -1).sort()).toEqual(
      [
        'declare let n: typeof import("nnbook-cell:1").n;',
        'declare const x: typeof import("nnbook-cell:1").x;',
        'declare const z: typeof import("nnbook-cell:1").z;',
        'import {g} from "nnbook-cell:1";',
        'import {K} from "nnbook-cell:1";',
        'import {E} from "nnbook-cell:1";',
        'import type {T} from "nnbook-cell:1";',
        'import type {I} from "nnbook-cell:1";',
        'import d from "m";',
        'import {p as q} from "m";',
        'import type {R} from "m";',
        'import * as s from "./s.ts";',
      ].sort(),
    );
  });

  it('links to the nearest earlier declaration, and not a name that the cell declares', () => {
    const cells = link('const a = 1', 'const a = 2', 'a', 'const a = 3');
    expect(suffix(cells[2])).toContain('import("nnbook-cell:2").a');
    expect(cells[3].links.size).toBe(0);
  });

  it('leaves out names that the cell exports itself', () => {
    const [cell] = link('export const a = 1; const b = 2, c = 3; export { b, c as d }; export default class K {}');
    expect(suffix(cell)).toBe('\n;export {c,K};\n');
  });

  it('finds var in blocks, and nothing inside functions', () => {
    const { declarations } = readCell(
      'for (var i = 0; i < 3; i++) { var j = i; let k = j } function f() { var hidden = 1 }',
    );
    expect([...declarations.keys()]).toEqual(['i', 'j', 'f']);
  });

  it('puts each link offset on its name, whatever the cells hold', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'const a = 1;',
        'let b = a',
        'class C {}',
        "import { r } from 'nnbook'",
        'type a = 2;',
        '/* open',
        '`${',
        'export const q = 1',
        '//',
      ),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 4 }), { maxLength: 5 }), (cells) => {
        const texts = cells.map((parts) => parts.join('\n'));
        link(...texts).forEach((cell, index) => {
          expect(cell.text.slice(0, cell.length)).toBe(texts[index]);
          for (const [name, { start }] of cell.links) expect(cell.text.slice(start, start + name.length)).toBe(name);
        });
      }),
      { numRuns: 200 },
    );
  });
});
