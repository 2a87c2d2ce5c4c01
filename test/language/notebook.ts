/** A notebook over the real TypeScript language service, with `|` marking the place a test asks about. */
import path from 'node:path';
import { libraryFiles, nodeFiles, ownFiles } from '../../extension/language/build-assets.mjs';
import type { Answer, Method, Params } from '../../extension/language/protocol.ts';
import { NotebookLanguage } from '../../extension/language/service/answer.ts';
import { Files } from '../../extension/language/service/files.ts';

export const root = path.resolve(import.meta.dirname, '../..');

/** A small `nnbook`, so that these tests speak of linking and not of the core. */
const core = `
/** An n-dimensional array. */
export declare class Tensor {
  readonly shape: number[];
  grad: Tensor | null;
  /** Matrix product. */
  matmul(other: Tensor): Tensor;
  softmax(dim: number): Tensor;
  item(): number;
}
/** Standard normal numbers of the given shape. */
export declare function randn(...size: number[]): Tensor;
export declare function zeros(...size: number[]): Tensor;
export declare function noGrad<T>(body: () => T): T;
export * as nn from './nn/index.ts';
`;
const nn = `
import type { Tensor } from '../index.ts';
export declare class Module { parameters(): Tensor[]; }
export interface Linear { (x: Tensor): Tensor; }
export declare class Linear extends Module { constructor(inFeatures: number, outFeatures: number); weight: Tensor; }
`;

export const assets = {
  ...libraryFiles(root),
  ...ownFiles(root),
  '/nnbook-core/core/index.d.ts': core,
  '/nnbook-core/core/nn/index.d.ts': nn,
  '/nnbook-core/extension/kernel/worker/display/index.d.ts':
    'export declare const display: { (...values: unknown[]): void; plot(data: object): void };',
};

/** Cell ids are `c1`, `c2`, ... in the order of their making. */
export class Notebook {
  readonly language: NotebookLanguage;
  readonly texts = new Map<string, string>();
  readonly name: string;
  readonly file: string;
  private readonly marks = new Map<string, number>();

  constructor(cells: readonly string[], { file = '/notes/a.nnbook', language = newLanguage() } = {}) {
    this.language = language;
    this.file = file;
    this.name = `file://${file}`;
    cells.forEach((text, index) => {
      this.mark(`c${index + 1}`, text);
    });
    this.sync();
  }

  sync(order = [...this.texts.keys()]): void {
    this.language.setNotebook(
      this.name,
      this.file,
      order.map((id) => ({ id, text: this.texts.get(id) ?? '' })),
    );
  }

  edit(cell: string, text: string): void {
    this.mark(cell, text);
    this.language.setCell(this.name, cell, this.texts.get(cell) ?? '');
  }

  async ask<M extends Method>(method: M, params: Omit<Params<M>, 'notebook'>): Promise<Answer<M>> {
    const question = { method, params: { ...params, notebook: this.name } } as never;
    return (await this.language.answer(question, async () => true)) as Answer<M>;
  }

  /** The marked place of a cell. */
  at(cell: string): { cell: string; offset: number } {
    const offset = this.marks.get(cell);
    if (offset === undefined) throw new Error(`cell ${cell} has no mark`);
    return { cell, offset };
  }

  async type(cell: string): Promise<string | undefined> {
    return (await this.ask('hover', this.at(cell)))?.signature;
  }

  /** Problem codes and the words they stand under, all cells. */
  async problems(): Promise<string[]> {
    const all = await this.ask('diagnostics', { cells: null });
    return all.flatMap(({ cell, problems }) =>
      problems.map((p) => `${cell} ${p.code} ${this.texts.get(cell)?.slice(p.start, p.end)}`),
    );
  }

  /** A range as `cell:word@offset`. */
  show(place: { cell: string; start: number; end: number }): string {
    return `${place.cell}:${this.texts.get(place.cell)?.slice(place.start, place.end)}@${place.start}`;
  }

  private mark(cell: string, text: string): void {
    const offset = text.indexOf('|>');
    if (offset >= 0) this.marks.set(cell, offset);
    this.texts.set(cell, text.replace('|>', ''));
  }
}

export function newLanguage(): NotebookLanguage {
  return new NotebookLanguage(new Files(assets, () => nodeFiles(root)));
}
