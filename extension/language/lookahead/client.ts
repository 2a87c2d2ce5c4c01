/**
 * The host's side of the look-ahead: after a pause in typing it has the notebook run on shapes, one notebook at a time,
 * and keeps the last answer. A run that takes too long, or kills its worker, costs the worker; the notebook is left
 * alone until it changes.
 */
import type { Disposable } from '../live.ts';
import type { CellText } from '../protocol.ts';
import {
  type CellOutlook,
  defaultLimits,
  type FromLookahead,
  type PlannedTensor,
  type ShapeProblem,
  type ToLookahead,
} from './protocol.ts';

export interface LookaheadPort {
  postMessage(message: ToLookahead): void;
  on(event: 'message', listener: (message: FromLookahead) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  terminate(): unknown;
}

/** Milliseconds without a change before a run. */
const pause = 300;
/** Beyond the worker's own limit for a notebook. */
const patience = defaultLimits.notebook + 5000;

interface State {
  cells: CellText[];
  timer: ReturnType<typeof setTimeout> | undefined;
  outlook: ReadonlyMap<string, CellOutlook>;
}

interface Running {
  readonly id: number;
  readonly notebook: string;
  readonly timer: ReturnType<typeof setTimeout>;
}

export class Lookahead {
  private readonly start: () => LookaheadPort;
  private readonly log: (message: string) => void;
  private readonly notebooks = new Map<string, State>();
  private readonly listeners = new Set<(notebook: string) => void>();
  private readonly queue: string[] = [];
  private worker: LookaheadPort | undefined;
  private running: Running | undefined;
  private nextId = 1;
  private enabled = true;

  constructor(start: () => LookaheadPort, log: (message: string) => void) {
    this.start = start;
    this.log = log;
  }

  setNotebook(notebook: string, _file: string, cells: readonly CellText[]): void {
    const state = this.notebooks.get(notebook) ?? { cells: [], timer: undefined, outlook: new Map() };
    this.notebooks.set(notebook, state);
    state.cells = [...cells];
    this.schedule(notebook, state);
  }

  setCell(notebook: string, cell: string, text: string): void {
    const state = this.notebooks.get(notebook);
    if (!state) return;
    state.cells = state.cells.map((old) => (old.id === cell ? { id: cell, text } : old));
    this.schedule(notebook, state);
  }

  close(notebook: string): void {
    clearTimeout(this.notebooks.get(notebook)?.timer);
    this.notebooks.delete(notebook);
  }

  onDidChange(listener: (notebook: string) => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  /** Off: forgets what it knows and runs nothing more. */
  setEnabled(enabled: boolean): void {
    if (this.enabled === enabled) return;
    this.enabled = enabled;
    for (const [notebook, state] of this.notebooks) {
      if (enabled) this.schedule(notebook, state);
      else this.settle(notebook, []);
    }
    if (!enabled) this.stopWorker();
  }

  outlook(notebook: string, cell: string): CellOutlook | undefined {
    return this.notebooks.get(notebook)?.outlook.get(cell);
  }

  /** The tensor that a path leads to, as it is after the cell. */
  valueAt(notebook: string, cell: string, path: readonly string[]): PlannedTensor | undefined {
    return this.outlook(notebook, cell)?.values[path.join('.')];
  }

  /** Problems of a whole notebook; each names its cell. */
  problems(notebook: string): ShapeProblem[] {
    const all = [...(this.notebooks.get(notebook)?.outlook.values() ?? [])];
    return all.flatMap(({ problem }) => (problem ? [problem] : []));
  }

  dispose(): void {
    for (const { timer } of this.notebooks.values()) clearTimeout(timer);
    this.notebooks.clear();
    this.listeners.clear();
    this.stopWorker();
  }

  private schedule(notebook: string, state: State): void {
    clearTimeout(state.timer);
    if (!this.enabled) return;
    state.timer = setTimeout(() => {
      if (!this.queue.includes(notebook)) this.queue.push(notebook);
      this.next();
    }, pause);
  }

  private next(): void {
    if (this.running) return;
    const open = this.queue.splice(0).filter((queued) => this.notebooks.has(queued));
    const notebook = open.shift();
    this.queue.push(...open);
    const state = notebook === undefined ? undefined : this.notebooks.get(notebook);
    if (notebook === undefined || !state) return;
    const id = this.nextId++;
    const timer = setTimeout(() => this.giveUp(`no answer in ${patience} ms`), patience);
    this.running = { id, notebook, timer };
    this.workerPort().postMessage({ kind: 'run', id, cells: state.cells });
  }

  private workerPort(): LookaheadPort {
    if (this.worker) return this.worker;
    const worker = this.start();
    this.worker = worker;
    let reason = 'it ended';
    worker.on('message', (message) => this.receive(message));
    worker.on('error', (error) => {
      reason = error.message;
    });
    worker.on('exit', () => {
      if (this.worker === worker) this.giveUp(reason);
    });
    return worker;
  }

  private receive(message: FromLookahead): void {
    if (message.kind === 'ready' || message.id !== this.running?.id) return;
    const { notebook, timer } = this.running;
    clearTimeout(timer);
    this.running = undefined;
    if (message.kind === 'failed') this.log(`Look-ahead: ${message.message}`);
    this.settle(notebook, message.kind === 'done' ? message.cells : []);
    this.next();
  }

  private giveUp(reason: string): void {
    const notebook = this.running?.notebook;
    this.stopWorker();
    this.log(`Look-ahead: ${reason}`);
    if (notebook !== undefined) this.settle(notebook, []);
    this.next();
  }

  private stopWorker(): void {
    const worker = this.worker;
    this.worker = undefined;
    clearTimeout(this.running?.timer);
    this.running = undefined;
    worker?.terminate();
  }

  private settle(notebook: string, cells: readonly CellOutlook[]): void {
    const state = this.notebooks.get(notebook);
    if (!state) return;
    state.outlook = new Map(cells.map((outlook) => [outlook.cell, outlook]));
    for (const listener of this.listeners) listener(notebook);
  }
}
