/**
 * The host's side of the language worker: state in, questions out. Free of VS Code, so that it is tested over a real
 * worker. It keeps the notebooks' state, so a worker that dies is started again and brought up to date; questions that
 * were under way get no answer.
 */
import type { Answer, CellText, FromWorker, Method, Params, Question, ToWorker } from './protocol.ts';

/** What the client needs of a worker thread. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  on(event: 'message', listener: (message: FromWorker) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  terminate(): unknown;
}

/** Cancels a question; shaped like an `AbortSignal` and like what a VS Code token can be turned into. */
export interface Cancel {
  readonly cancelled: boolean;
  onCancel(listener: () => void): void;
}

export interface ClientEvents {
  /** The worker died and was started again. */
  restarted(reason: string): void;
  /** It died too often; the service is off until `restart()`. */
  stopped(reason: string): void;
  /** A question failed inside the service. */
  failed(method: Method, message: string): void;
}

interface NotebookState {
  readonly file: string;
  cells: CellText[];
}

interface Waiting {
  readonly method: Method;
  readonly settle: (answer: unknown) => void;
}

/** More deaths than this within a minute and the service stays off. */
const maxDeaths = 3;

export class LanguageClient {
  private readonly start: () => WorkerPort;
  private readonly events: ClientEvents;
  private readonly notebooks = new Map<string, NotebookState>();
  private readonly waiting = new Map<number, Waiting>();
  private deaths: number[] = [];
  private worker: WorkerPort | undefined;
  private nextId = 1;
  private disposed = false;
  private off = false;

  constructor(start: () => WorkerPort, events: ClientEvents) {
    this.start = start;
    this.events = events;
  }

  setNotebook(notebook: string, file: string, cells: readonly CellText[]): void {
    this.notebooks.set(notebook, { file, cells: [...cells] });
    this.worker?.postMessage({ kind: 'notebook', notebook, file, cells });
  }

  setCell(notebook: string, cell: string, text: string): void {
    const state = this.notebooks.get(notebook);
    if (!state) return;
    state.cells = state.cells.map((old) => (old.id === cell ? { id: cell, text } : old));
    this.worker?.postMessage({ kind: 'cell', notebook, cell, text });
  }

  close(notebook: string): void {
    this.notebooks.delete(notebook);
    this.worker?.postMessage({ kind: 'close', notebook });
  }

  /** The answer, or undefined when it was cancelled, failed, or the service is off. */
  ask<M extends Method>(method: M, params: Params<M>, cancel?: Cancel): Promise<Answer<M> | undefined> {
    const worker = cancel?.cancelled ? undefined : this.running();
    if (!worker) return Promise.resolve(undefined);
    const id = this.nextId++;
    return new Promise((resolve) => {
      this.waiting.set(id, { method, settle: (answer) => resolve(answer as Answer<M> | undefined) });
      worker.postMessage({ kind: 'ask', id, question: { method, params } as Question });
      cancel?.onCancel(() => {
        if (!this.waiting.delete(id)) return;
        worker.postMessage({ kind: 'cancel', id });
        resolve(undefined);
      });
    });
  }

  /** Starts afresh, also after the service was stopped. */
  restart(): void {
    this.deaths = [];
    this.off = false;
    this.drop();
    this.running();
  }

  dispose(): void {
    this.disposed = true;
    this.drop();
  }

  private drop(): void {
    const worker = this.worker;
    this.worker = undefined;
    this.settleAll();
    worker?.terminate();
  }

  /** The worker, started on the first question. */
  private running(): WorkerPort | undefined {
    if (this.worker || this.disposed || this.off) return this.worker;
    const worker = this.start();
    this.worker = worker;
    let reason = 'it ended';
    worker.on('message', (message) => this.receive(message));
    worker.on('error', (error) => {
      reason = error.message;
    });
    worker.on('exit', () => {
      if (this.worker === worker) this.died(reason);
    });
    for (const [notebook, { file, cells }] of this.notebooks)
      worker.postMessage({ kind: 'notebook', notebook, file, cells });
    return worker;
  }

  private receive(message: FromWorker): void {
    if (message.kind === 'ready') return;
    const waiting = this.waiting.get(message.id);
    if (!waiting) return;
    this.waiting.delete(message.id);
    if (message.kind === 'failed') this.events.failed(waiting.method, message.message);
    waiting.settle(message.kind === 'answer' ? message.answer : undefined);
  }

  private died(reason: string): void {
    this.worker = undefined;
    this.settleAll();
    const now = Date.now();
    this.deaths = [...this.deaths.filter((at) => now - at < 60_000), now];
    if (this.deaths.length > maxDeaths) {
      this.off = true;
      this.events.stopped(reason);
      return;
    }
    this.running();
    this.events.restarted(reason);
  }

  private settleAll(): void {
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { settle } of waiting) settle(undefined);
  }
}
