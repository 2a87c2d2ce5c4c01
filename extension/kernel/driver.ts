/** Shows runs in the notebook editor: the only owner of NotebookCellExecutions. */
import * as vscode from 'vscode';
import type { CellMetadata } from '../notebook/serializer.ts';
import { LateOutput } from './late.ts';
import { type OutputChange, OutputList } from './outputs.ts';
import type { ErrorReport, KernelEvent, OutputItem, RunTask } from './protocol.ts';
import type { Loss } from './run-queue.ts';
import type { RunSurface } from './session.ts';

interface ShownRun {
  readonly cell: vscode.NotebookCell;
  execution: vscode.NotebookCellExecution;
  list: OutputList;
  readonly outputs: vscode.NotebookCellOutput[];
  started: boolean;
  startTime: number;
}

/** A run that is over, as its cell shows it. */
interface EndedRun {
  readonly shown: ShownRun;
  readonly success: boolean;
  readonly endTime: number;
  /** What came since, and waits for its turn. */
  readonly waiting: KernelEvent[];
}

/** Late output is gathered: each time it is shown, the cell looks busy for a moment. */
const LATE_MS = 100;

export interface DriverHooks {
  /** A task other than a cell's text that was queued for this run, e.g. a gradient check. */
  takeTask(run: number): RunTask | undefined;
  /** A cell's text goes to the kernel. */
  begins(run: number, cell: vscode.NotebookCell, source: string): void;
  /** A run is over: succeeded, failed, or (undefined) never ran. */
  ended(run: number, success: boolean | undefined): void;
  /** A delta of a live view. */
  stream(event: Extract<KernelEvent, { kind: 'stream' }>): void;
  /** State was lost: offer the way back. */
  lost(loss: Loss, cell: vscode.NotebookCell | null, message: string): void;
  /** How far a long task is. */
  progress(run: number, share: number, what: string): void;
  /** Output of a run that no cell shows any more. */
  late(text: string): void;
}

/** Id of a cell, in the file and in the kernel. */
export function cellId(cell: vscode.NotebookCell): string {
  const { id }: CellMetadata = cell.metadata;
  return id ?? cell.document.uri.fragment;
}

export class NotebookDriver implements RunSurface, vscode.Disposable {
  readonly #controller: vscode.NotebookController;
  readonly #notebook: vscode.NotebookDocument;
  readonly #problems: vscode.DiagnosticCollection;
  readonly #hooks: DriverHooks;
  readonly #runs = new Map<number, ShownRun>();
  /** Text that was cut from the last run's output of a cell. */
  readonly #hidden = new WeakMap<vscode.NotebookCell, OutputList>();
  readonly #ended = new LateOutput<vscode.NotebookCell, EndedRun>();
  #order = 0;
  #disposed = false;

  constructor(
    controller: vscode.NotebookController,
    notebook: vscode.NotebookDocument,
    problems: vscode.DiagnosticCollection,
    hooks: DriverHooks,
  ) {
    this.#controller = controller;
    this.#notebook = notebook;
    this.#problems = problems;
    this.#hooks = hooks;
  }

  #cell(key: string | null): vscode.NotebookCell | undefined {
    return this.#notebook.getCells().find((cell) => cell.document.uri.toString() === key);
  }

  announce(run: number, key: string | null): void {
    const cell = this.#cell(key);
    if (!cell) return;
    this.#problems.delete(cell.document.uri);
    this.#ended.forget(cell);
    if (cell.outputs.length > 0) {
      // Output can only be changed inside an execution: a short one clears it now, so that no old result is read as new.
      const clearing = this.#controller.createNotebookCellExecution(cell);
      clearing.start();
      void clearing.clearOutput();
      clearing.end(undefined);
    }
    const execution = this.#controller.createNotebookCellExecution(cell);
    this.#runs.set(run, { cell, execution, list: new OutputList(), outputs: [], started: false, startTime: 0 });
  }

  task(run: number, key: string | null): RunTask | null {
    const task = this.#hooks.takeTask(run);
    if (task) return task;
    const cell = this.#cell(key);
    if (!cell) return null;
    const source = cell.document.getText();
    this.#hooks.begins(run, cell, source);
    return { kind: 'cell', cell: cellId(cell), index: cell.index + 1, source };
  }

  event(event: KernelEvent): void {
    if (event.kind === 'stream') {
      this.#hooks.stream(event);
      return;
    }
    if (event.kind === 'progress') {
      this.#hooks.progress(event.run, event.share, event.what);
      return;
    }
    const shown = this.#runs.get(event.run);
    if (!shown) {
      this.#late(event);
      return;
    }
    if (event.kind === 'start') this.#start(shown, event.time);
    else if (event.kind === 'error') this.#problem(event.error);
    for (const change of shown.list.apply(event)) this.#show(shown, change);
  }

  #start(shown: ShownRun, time: number): void {
    if (shown.started) return;
    shown.started = true;
    shown.startTime = time;
    shown.execution.executionOrder = ++this.#order;
    shown.execution.start(time);
  }

  #show(shown: ShownRun, change: OutputChange): void {
    const { execution, outputs } = shown;
    if (change.kind === 'clear') {
      outputs.length = 0;
      void execution.clearOutput();
      return;
    }
    const items = change.items.map(toItem);
    const existing = outputs[change.place];
    if (change.kind === 'append' || !existing) {
      const output = new vscode.NotebookCellOutput(items);
      outputs[change.place] = output;
      void execution.appendOutput(output);
    } else if (change.kind === 'extend') void execution.appendOutputItems(items, existing);
    else void execution.replaceOutputItems(items, existing);
  }

  /** What comes after the cell's end joins its output while that is still there; else it goes to the log. */
  #late(event: Exclude<KernelEvent, { kind: 'stream' }>): void {
    const ended = this.#ended.find(event.run);
    if (!ended || ended.shown.cell.index < 0) {
      if (event.kind === 'text') this.#hooks.late(event.text);
      else if (event.kind === 'error') this.#hooks.late(`${event.error.stack}\n`);
      return;
    }
    ended.waiting.push(event);
    if (ended.waiting.length === 1) setTimeout(() => this.#showLate(event.run), LATE_MS);
  }

  /** An output may only change inside an execution: a short one that leaves the cell's order, times and mark as they were. */
  #showLate(run: number): void {
    const ended = this.#ended.find(run);
    if (!ended || ended.shown.cell.index < 0 || this.#disposed) return;
    const { shown, success, endTime } = ended;
    const order = shown.execution.executionOrder;
    if (shown.cell.outputs.length === 0) {
      // Cleared by the user: what comes now stands alone.
      shown.list = new OutputList();
      shown.outputs.length = 0;
    }
    shown.execution = this.#controller.createNotebookCellExecution(shown.cell);
    shown.execution.executionOrder = order;
    shown.execution.start(shown.startTime);
    for (const event of ended.waiting.splice(0)) {
      if (event.kind === 'error') this.#problem(event.error);
      for (const change of shown.list.apply(event)) this.#show(shown, change);
    }
    shown.execution.end(success, endTime);
  }

  #problem({ name, message, place }: ErrorReport): void {
    const cell = place?.cell && this.#notebook.getCells().find((candidate) => cellId(candidate) === place.cell);
    if (!cell || !place) return;
    const line = Math.min(place.line, cell.document.lineCount) - 1;
    const range = new vscode.Range(line, place.column - 1, line, place.column - 1 + place.length);
    const problem = new vscode.Diagnostic(cell.document.validateRange(range), `${name}: ${message}`);
    problem.source = 'nnbook run';
    this.#problems.set(cell.document.uri, [problem]);
  }

  skipped(run: number, count: number): void {
    const shown = this.#runs.get(run);
    if (!shown) return;
    const what = count === 1 ? '1 queued cell was' : `${count} queued cells were`;
    const text = `${what} not run, because this one failed.\n`;
    for (const change of shown.list.apply({ kind: 'text', run, stream: 'stderr', text })) this.#show(shown, change);
  }

  settle(run: number, success: boolean | undefined, loss?: Loss, message = ''): void {
    const shown = this.#runs.get(run);
    this.#runs.delete(run);
    if (shown) {
      const text = loss && explanation(loss, message);
      // An execution ends only after it has begun.
      if (!shown.started && (success !== undefined || text)) this.#start(shown, Date.now());
      if (text) {
        const error = { name: 'Kernel', message: text, stack: text, place: null };
        for (const change of shown.list.apply({ kind: 'error', run, error })) this.#show(shown, change);
      }
      if (!shown.started) shown.execution.start();
      const endTime = Date.now();
      shown.execution.end(success, success === undefined ? undefined : endTime);
      if (success !== undefined) this.#ended.ended(run, shown.cell, { shown, success, endTime, waiting: [] });
      if (shown.list.hidden.text) this.#hidden.set(shown.cell, shown.list);
    }
    this.#hooks.ended(run, success);
    if (loss === 'died' || loss === 'stateLost') this.#hooks.lost(loss, shown?.cell ?? null, message);
  }

  /** What the last run of a cell printed beyond its output. */
  hiddenOutput(cell: vscode.NotebookCell): string | undefined {
    const hidden = this.#hidden.get(cell)?.hidden;
    if (!hidden) return undefined;
    return hidden.dropped > 0 ? `${hidden.text}\n... ${hidden.dropped} more characters were not kept\n` : hidden.text;
  }

  dispose(): void {
    this.#disposed = true;
    for (const run of [...this.#runs.keys()]) this.settle(run, undefined);
  }
}

function explanation(loss: Loss, message: string): string | undefined {
  switch (loss) {
    case 'died':
      return `${message} All variables are lost.`;
    case 'stateLost':
      return 'The cell did not react to the interrupt within 2 seconds, so its kernel was stopped. All variables are lost.';
    case 'restarted':
      return 'The kernel was restarted.';
    case 'removed':
      return undefined;
  }
}

function toItem({ mime, data }: OutputItem): vscode.NotebookCellOutputItem {
  return typeof data === 'string'
    ? vscode.NotebookCellOutputItem.text(data, mime)
    : new vscode.NotebookCellOutputItem(data, mime);
}
