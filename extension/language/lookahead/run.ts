/** Runs a notebook's cells in order on shapes alone, and says what comes of it. */
import type vm from 'node:vm';
import ts from 'typescript';
import type { BindingKind } from '../../kernel/worker/transform/bindings.ts';
import { type TransformedCell, transformCell } from '../../kernel/worker/transform/cell.ts';
import type { EditedText, Position } from '../../kernel/worker/transform/edits.ts';
import type { CellText } from '../protocol.ts';
import { readCell } from '../service/declarations.ts';
import { blame, callAt } from './locate.ts';
import { boundLoops } from './loops.ts';
import { shapeMessage } from './message.ts';
import type { CellOutlook, Limits, ShapeProblem } from './protocol.ts';
import { type GuestFailure, Sandbox } from './sandbox.ts';

/** Errors that speak of a wrong call; anything else may be the look-ahead's own doing. */
const telling = new Set(['ShapeError', 'DTypeError', 'IndexError', 'ArgumentError']);

/** A cell as it runs here. */
interface Prepared {
  readonly file: ts.SourceFile;
  readonly bounded: EditedText;
  readonly cell: TransformedCell;
}

export function lookAhead(cells: readonly CellText[], guest: vm.Script, limits: Limits): CellOutlook[] {
  const sandbox = new Sandbox(guest);
  return new NotebookRun(cells, sandbox, limits).run();
}

class NotebookRun {
  private readonly cells: readonly CellText[];
  private readonly sandbox: Sandbox;
  private readonly limits: Limits;
  private readonly globals: ReadonlySet<string>;
  private readonly prepared = new Map<number, Prepared>();
  private readonly known = new Map<string, BindingKind>();

  constructor(cells: readonly CellText[], sandbox: Sandbox, limits: Limits) {
    this.cells = cells;
    this.sandbox = sandbox;
    this.limits = limits;
    this.globals = new Set(sandbox.globals());
  }

  run(): CellOutlook[] {
    const end = Date.now() + this.limits.notebook;
    return this.cells.map((_, index) => (Date.now() < end ? this.cell(index) : this.skip(index)));
  }

  private cell(index: number): CellOutlook {
    const prepared = this.prepare(index);
    if (!prepared) return this.skip(index);
    this.prepared.set(index, prepared);
    const { declarations, text } = prepared.cell;
    for (const { name, kind } of declarations) this.known.set(name, kind);
    const names = JSON.stringify(declarations.map(({ name, kind }) => ({ name, kind })));
    const head = `nnbookGuest.run(${JSON.stringify(String(index))},${names},${this.limits.loops},`;
    try {
      this.sandbox.evaluate(`${head}${text.code})`, this.limits.cell, fileName(index), -head.length);
    } catch (error) {
      if (!isTimeout(error)) return this.skip(index);
    }
    const report = this.sandbox.report();
    const problem = report.failure ? this.problem(report.failure) : null;
    return {
      cell: this.cells[index].id,
      state: report.state === 'done' ? 'done' : problem ? 'problem' : 'unknown',
      values: report.values,
      missing: report.missing,
      problem,
    };
  }

  /** Null for a cell that does not parse: TypeScript says so already. */
  private prepare(index: number): Prepared | null {
    const file = ts.createSourceFile('cell.ts', this.cells[index].text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
    const bounded = boundLoops(file);
    try {
      const cell = transformCell(bounded.code, {
        kind: 'cell',
        known: this.known,
        isGlobal: (name) => this.globals.has(name),
      });
      return { file, bounded, cell };
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  }

  private skip(index: number): CellOutlook {
    const { id, text } = this.cells[index];
    const declarations = [...readCell(text).declarations.values()].filter(({ kind }) => kind !== 'type');
    const names = declarations.map(({ name, kind }): { name: string; kind: BindingKind } => ({
      name,
      kind: kind === 'let' ? 'let' : 'const',
    }));
    for (const { name, kind } of names) this.known.set(name, kind);
    this.sandbox.evaluate(`nnbookGuest.skip(${JSON.stringify(names)})`, 1000, 'nnbook-guest');
    return { cell: id, state: 'unknown', values: {}, missing: names.map(({ name }) => name), problem: null };
  }

  private problem(failure: GuestFailure): ShapeProblem | null {
    // A NaN is a number that only a run knows; an undefined value is somebody else's error.
    if (!telling.has(failure.name) || /\b(?:NaN|undefined)\b/.test(failure.message)) return null;
    const frames = this.frames(failure.stack);
    const [first, ...callers] = frames;
    if (!first) return null;
    const { file } = first.prepared;
    const call = callAt(file, first.offset);
    if (!call) return null;
    const found = blame(file, call, failure.operands, (text) => this.isNamespace(text));
    return {
      message: shapeMessage(failure.message, found.operands, failure.fix),
      cell: this.cells[first.index].id,
      start: found.start,
      end: found.end,
      fixes: found.fixes,
      callers: callers.map(({ index, offset, prepared }) => {
        const from = callAt(prepared.file, offset);
        return { cell: this.cells[index].id, start: from?.start ?? offset, end: from?.end ?? offset };
      }),
    };
  }

  /** `T`, `F`, `nn`, `T.nn.functional`: what a cell imported, not a tensor of the user's. */
  private isNamespace(text: string): boolean {
    const root = /^([\w$]+)(?:\.[\w$]+)*$/.exec(text)?.[1];
    if (root === undefined) return false;
    return this.cells.some((cell) => readCell(cell.text).declarations.get(root)?.kind === 'import');
  }

  private frames(stack: string): { index: number; offset: number; prepared: Prepared }[] {
    return [...stack.matchAll(/nnbook-cell-(\d+):(\d+):(\d+)/g)].flatMap(([, cell, line, col]) => {
      const index = Number(cell);
      const prepared = this.prepared.get(index);
      if (!prepared) return [];
      const position = prepared.bounded.translate(
        prepared.cell.text.translate({ line: Number(line) - 1, col: Number(col) - 1 }),
      );
      return [{ index, offset: offsetOf(prepared.file, position), prepared }];
    });
  }
}

const fileName = (index: number): string => `nnbook-cell-${index}`;

function offsetOf(file: ts.SourceFile, { line, col }: Position): number {
  const starts = file.getLineStarts();
  return Math.min(file.text.length, (starts[line] ?? file.text.length) + Math.max(0, col));
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
