/**
 * Links the cells of a notebook, each a module of its own, by text appended to each cell. Imports hoist, so a suffix is
 * enough and no position in the user's text ever moves.
 *
 *     ;export {own names};                                  what later cells may see
 *     declare const x: typeof import("nnbook-cell:3").x;    a variable of an earlier cell: writable if it was `let`
 *     import {Net} from "nnbook-cell:3";                    class, function, enum, namespace
 *     import type {Row} from "nnbook-cell:3";               interface, alias
 *     import {randn} from "nnbook";                         an earlier cell's import, as that cell wrote it
 *
 * An imported variable would be read-only (false error 2632 on `count += 1`), hence `declare`. The nearest earlier
 * declaration of a name wins; a name that the cell declares itself is its own.
 */
import type { CellFacts, Declaration } from './declarations.ts';

/** Module specifier of a cell, resolved by our own language service host. */
export const cellModule = (key: string): string => `nnbook-cell:${key}`;

export interface Cell {
  /** Short, stable, free of quotes. */
  readonly key: string;
  readonly text: string;
  readonly facts: CellFacts;
}

/** A name of an earlier cell, brought into a cell by its suffix. */
export interface Link {
  readonly declaration: Declaration;
  /** Key of the declaring cell. */
  readonly from: string;
  /** Offset of the name in the linked text of the using cell: the place to ask TypeScript about it. */
  readonly start: number;
}

export interface LinkedCell {
  readonly key: string;
  /** The user's text and the suffix. */
  readonly text: string;
  /** Length of the user's text. */
  readonly length: number;
  readonly links: ReadonlyMap<string, Link>;
}

/** Pure: cells in notebook order to linked cells in the same order. */
export function linkCells(cells: readonly Cell[]): LinkedCell[] {
  const visible = new Map<string, { from: string; declaration: Declaration }>();
  const linked: LinkedCell[] = [];
  for (const cell of cells) {
    linked.push(linkCell(cell, visible));
    for (const declaration of cell.facts.declarations.values()) {
      visible.set(declaration.name, { from: cell.key, declaration });
    }
  }
  return linked;
}

function linkCell(cell: Cell, visible: ReadonlyMap<string, { from: string; declaration: Declaration }>): LinkedCell {
  const own = cell.facts.declarations;
  const exported = [...own.values()].filter((d) => d.kind !== 'import' && !cell.facts.exported.has(d.name));
  let text = `${cell.text}\n;export {${exported.map((d) => d.name).join(',')}};\n`;
  const links = new Map<string, Link>();
  for (const [name, { from, declaration }] of visible) {
    if (own.has(name)) continue;
    const [before, after] = linkText(declaration, from);
    links.set(name, { declaration, from, start: text.length + before.length });
    text += `${before}${name}${after}\n`;
  }
  return { key: cell.key, text, length: cell.text.length, links };
}

/** What stands before and after the name. */
function linkText({ name, kind, importText }: Declaration, from: string): readonly [string, string] {
  const module = JSON.stringify(cellModule(from));
  switch (kind) {
    case 'const':
    case 'let':
      return [`declare ${kind} `, `: typeof import(${module}).${name};`];
    case 'entity':
      return ['import {', `} from ${module};`];
    case 'type':
      return ['import type {', `} from ${module};`];
    case 'import':
      return importText ?? ['import {', `} from ${module};`];
  }
}
