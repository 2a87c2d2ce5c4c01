/**
 * One notebook's kernel and its queue, without VS Code: carries out what the run queue decides, and hands events to a
 * surface (the notebook editor, or the terminal of a headless run).
 */
import { randomUUID } from 'node:crypto';
import type {
  HostToKernel,
  KernelEvent,
  KernelMethod,
  KernelQuestion,
  KernelToHost,
  MethodAnswer,
  RunTask,
} from './protocol.ts';
import { initialQueue, type Loss, type QueueCommand, type QueueEvent, type QueueState, step } from './run-queue.ts';
import type { KernelStarter, KernelTransport } from './transport.ts';

/** How long an interrupted cell may take to stop before its kernel is terminated. */
export const GRACE_MS = 2000;
/** A kernel that has not said "ready" by then never will. */
const START_TIMEOUT_MS = 20_000;

/** What shows the runs. */
export interface RunSurface {
  announce(run: number, cell: string | null): void;
  /** What the run executes, read when its turn comes; null when the cell is gone. */
  task(run: number, cell: string | null): RunTask | null;
  event(event: KernelEvent): void;
  skipped(run: number, count: number): void;
  settle(run: number, success: boolean | undefined, loss?: Loss, message?: string): void;
}

export interface SessionSettings {
  readonly start: KernelStarter;
  readonly folder: string | null;
  readonly file: string | null;
  readonly memoryBudget: number;
  readonly colors: boolean;
  readonly surface: RunSurface;
  /** Called on every change of what the session is doing. */
  changed?(): void;
}

interface Pending {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class KernelSession {
  /** Names this life of the kernel; null while there is none. */
  sessionId: string | null = null;
  readonly #settings: SessionSettings;
  readonly #pending = new Map<number, Pending>();
  #state: QueueState = initialQueue;
  #transport: KernelTransport | null = null;
  #grace: NodeJS.Timeout | null = null;
  #startTimer: NodeJS.Timeout | null = null;
  #serial = 0;

  constructor(settings: SessionSettings) {
    this.#settings = settings;
  }

  get state(): QueueState {
    return this.#state;
  }

  /** True when a question would be answered at once. */
  get idle(): boolean {
    return this.#state.kernel === 'ready' && this.#state.running === null;
  }

  dispatch(event: QueueEvent): void {
    const { state, commands } = step(this.#state, event);
    this.#state = state;
    for (const command of commands) this.#carryOut(command);
    this.#settings.changed?.();
  }

  post(message: HostToKernel): void {
    this.#transport?.post(message);
  }

  /** Asks the kernel; rejects without one, and when it goes away before it answered. */
  ask<M extends KernelMethod>(question: Extract<KernelQuestion, { method: M }>): Promise<MethodAnswer<M>> {
    const transport = this.#transport;
    if (!transport) return Promise.reject(new Error('There is no kernel.'));
    const id = ++this.#serial;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: (answer) => resolve(answer as MethodAnswer<M>), reject });
      transport.post({ type: 'ask', id, question });
    });
  }

  #carryOut(command: QueueCommand): void {
    const { surface } = this.#settings;
    switch (command.type) {
      case 'startKernel':
        this.#start();
        return;
      case 'stopKernel':
        this.#clearStartTimer();
        void this.#transport?.terminate();
        return;
      case 'announce':
        surface.announce(command.run, command.cell);
        return;
      case 'execute': {
        const task = surface.task(command.run, command.cell);
        if (task) this.#transport?.post({ type: 'run', run: command.run, task });
        else queueMicrotask(() => this.dispatch({ type: 'ended', run: command.run, reason: 'ok' }));
        return;
      }
      case 'settle':
        surface.settle(command.run, command.success, command.loss, command.message);
        return;
      case 'skipped':
        surface.skipped(command.run, command.count);
        return;
      case 'raiseFlag':
        this.#transport?.interrupt();
        return;
      case 'startGrace':
        this.#grace = setTimeout(() => this.dispatch({ type: 'graceOver' }), GRACE_MS);
        return;
      case 'cancelGrace':
        if (this.#grace) clearTimeout(this.#grace);
        this.#grace = null;
        return;
    }
  }

  #start(): void {
    const { start, folder, file, memoryBudget, colors } = this.#settings;
    const session = randomUUID().slice(0, 8);
    this.sessionId = session;
    const transport = start(
      { session, folder, file, memoryBudget, colors },
      {
        message: (message) => {
          // A late message of a kernel that was replaced.
          if (this.#transport === transport) this.#receive(message);
        },
        exit: ({ message }) => {
          if (this.#transport === transport) this.#exited(message);
        },
      },
    );
    this.#transport = transport;
    this.#startTimer = setTimeout(() => {
      void transport.terminate();
      this.#exited(`The kernel did not start within ${START_TIMEOUT_MS / 1000} seconds.`);
    }, START_TIMEOUT_MS);
  }

  #clearStartTimer(): void {
    if (this.#startTimer) clearTimeout(this.#startTimer);
    this.#startTimer = null;
  }

  #exited(message: string): void {
    this.#clearStartTimer();
    this.#transport = null;
    this.sessionId = null;
    for (const { reject } of this.#pending.values()) reject(new Error(message));
    this.#pending.clear();
    this.dispatch({ type: 'exited', message });
  }

  #receive(message: KernelToHost): void {
    switch (message.type) {
      case 'ready':
        this.#clearStartTimer();
        this.dispatch({ type: 'ready' });
        return;
      case 'events':
        for (const event of message.events) {
          this.#settings.surface.event(event);
          if (event.kind === 'end') this.dispatch({ type: 'ended', run: event.run, reason: event.reason });
        }
        return;
      case 'answer':
        this.#pending.get(message.id)?.resolve(message.answer);
        this.#pending.delete(message.id);
        return;
      case 'failed':
        this.#pending.get(message.id)?.reject(new Error(message.message));
        this.#pending.delete(message.id);
        return;
    }
  }
}
