/** A real kernel in a worker thread, driven cell by cell. */
import type {
  ErrorReport,
  KernelEvent,
  KernelMethod,
  KernelQuestion,
  KernelToHost,
  MethodAnswer,
  OutputItem,
  RunTask,
} from '../../extension/kernel/protocol.ts';
import { type KernelExit, type KernelTransport, workerStarter } from '../../extension/kernel/transport.ts';
import { kernelBundle } from './bundle.ts';

export interface CellResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Displayed outputs, each a list of items. */
  readonly displays: readonly (readonly OutputItem[])[];
  readonly error: ErrorReport | null;
  readonly reason: 'ok' | 'error' | 'interrupted' | 'died';
  readonly events: readonly KernelEvent[];
  /** text/plain of the last display. */
  readonly value: string | undefined;
}

export interface KernelOptions {
  readonly folder?: string | null;
  readonly file?: string | null;
  readonly heapMb?: number;
  readonly memoryBudget?: number;
}

export class TestKernel {
  readonly ready: Promise<number>;
  readonly exited: Promise<KernelExit>;
  readonly #transport: KernelTransport;
  readonly #events: KernelEvent[] = [];
  readonly #waiting = new Map<number, (result: CellResult) => void>();
  readonly #answers = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  readonly #watchers: ((event: KernelEvent) => void)[] = [];
  #serial = 0;

  static async start(options: KernelOptions = {}): Promise<TestKernel> {
    return new TestKernel(await kernelBundle(), options);
  }

  private constructor(script: string, options: KernelOptions) {
    let ready!: (ms: number) => void;
    let exited!: (exit: KernelExit) => void;
    this.ready = new Promise((resolve) => {
      ready = resolve;
    });
    this.exited = new Promise((resolve) => {
      exited = resolve;
    });
    const { folder = null, file = null, heapMb, memoryBudget = 512 << 20 } = options;
    const start = workerStarter({ script, ...(heapMb ? { heapMb } : {}) });
    this.#transport = start(
      { session: 'test', folder, file, memoryBudget, colors: false },
      {
        message: (message) => {
          if (message.type === 'ready') ready(message.startupMs);
          else this.#receive(message);
        },
        exit: (exit) => {
          exited(exit);
          for (const run of [...this.#waiting.keys()]) this.#settle(run, 'died');
        },
      },
    );
  }

  #receive(message: KernelToHost): void {
    if (message.type === 'events') {
      for (const event of message.events) {
        this.#events.push(event);
        for (const watcher of this.#watchers) watcher(event);
        if (event.kind === 'end') this.#settle(event.run, event.reason);
      }
    } else if (message.type === 'answer') {
      this.#answers.get(message.id)?.resolve(message.answer);
    } else if (message.type === 'failed') {
      this.#answers.get(message.id)?.reject(new Error(message.message));
    }
  }

  #settle(run: number, reason: CellResult['reason']): void {
    const events = this.#events.filter((event) => 'run' in event && event.run === run);
    const text = (stream: string) =>
      events.map((event) => (event.kind === 'text' && event.stream === stream ? event.text : '')).join('');
    const displays = events.flatMap((event) => (event.kind === 'display' ? [event.items] : []));
    const plain = displays.at(-1)?.find(({ mime }) => mime === 'text/plain')?.data;
    const error = events.find((event) => event.kind === 'error');
    this.#waiting.get(run)?.({
      stdout: text('stdout'),
      stderr: text('stderr'),
      displays,
      error: error?.kind === 'error' ? error.error : null,
      reason,
      events,
      value: typeof plain === 'string' ? plain : undefined,
    });
    this.#waiting.delete(run);
  }

  run(source: string, index = this.#serial + 1): Promise<CellResult> {
    return this.task({ kind: 'cell', cell: `cell-${index}`, index, source });
  }

  task(task: RunTask): Promise<CellResult> {
    const run = ++this.#serial;
    return new Promise((resolve) => {
      this.#waiting.set(run, resolve);
      this.#transport.post({ type: 'run', run, task });
    });
  }

  ask<M extends KernelMethod>(question: Extract<KernelQuestion, { method: M }>): Promise<MethodAnswer<M>> {
    const id = ++this.#serial;
    return new Promise((resolve, reject) => {
      this.#answers.set(id, { resolve: (answer) => resolve(answer as MethodAnswer<M>), reject });
      this.#transport.post({ type: 'ask', id, question });
    });
  }

  /** Resolves at the first event for which `test` holds, among those seen and those to come. */
  until(test: (event: KernelEvent) => boolean): Promise<KernelEvent> {
    const seen = this.#events.find(test);
    if (seen) return Promise.resolve(seen);
    return new Promise((resolve) => {
      this.#watchers.push((event) => {
        if (test(event)) resolve(event);
      });
    });
  }

  post(message: Parameters<KernelTransport['post']>[0]): void {
    this.#transport.post(message);
  }

  interrupt(): void {
    this.#transport.interrupt();
  }

  async stop(): Promise<void> {
    await this.#transport.terminate();
  }
}
