/** A kernel: runtime, display and inspection behind the message protocol, whatever carries the messages. */
import { Module } from 'node:module';
import process from 'node:process';
import * as nnbook from '../../../core/index.ts';
import { setMemoryBudget } from '../../../core/tensor/storage.ts';
import { Tensor } from '../../../core/tensor/tensor.ts';
import { setInterruptCheck } from '../../../core/trace/interrupt.ts';
import { recording, setSiteProvider } from '../../../core/trace/recording.ts';
import type { HostToKernel, KernelQuestion, KernelSettings, KernelToHost, RunTask } from '../protocol.ts';
import { Channel } from './channel.ts';
import { captureConsole } from './console.ts';
import { setDisplayHost } from './display/host.ts';
import { display, progress } from './display/index.ts';
import { gradcheckTargets } from './gradcheck.ts';
import { inspectValue, shapesOf, TensorNames, valueAt } from './inspect.ts';
import { Interrupt } from './interrupt.ts';
import { readResource } from './resources.ts';
import { Runtime } from './runtime.ts';
import { listVariables } from './variables.ts';
import { KernelDisplay } from './view-host.ts';

export class Kernel {
  readonly #channel: Channel;
  readonly #interrupt: Interrupt;
  readonly #runtime: Runtime;
  readonly #names: TensorNames;
  readonly #display: KernelDisplay;
  readonly #memoryBudget: number;

  /** @param poll takes what has arrived meanwhile and calls `receive`, for cells that never yield */
  constructor(settings: KernelSettings, post: (message: KernelToHost) => void, poll: () => void) {
    this.#memoryBudget = settings.memoryBudget;
    this.#channel = new Channel(post);
    this.#interrupt = new Interrupt(settings.interruptFlag, () => {
      poll();
      this.#channel.flushIfDue();
    });
    this.#runtime = new Runtime({
      channel: this.#channel,
      interrupt: this.#interrupt,
      folder: settings.folder,
      file: settings.file,
      provided: { nnbook },
      show: (value) => {
        display(value);
      },
      afterRun: () => this.#names.refresh(),
    });
    this.#names = new TensorNames(this.#runtime.scope);
    this.#display = new KernelDisplay(this.#runtime, this.#channel, this.#names, settings.session, poll);
    setDisplayHost(this.#display);
    this.#installGlobals(settings);
    this.#installHooks(settings);
  }

  #installGlobals(settings: KernelSettings): void {
    Object.assign(globalThis, { display, progress });
    captureConsole((stream, text) => this.#text(stream, text), settings.colors);
    // The console prints tensors and modules as PyTorch does, nested in other values too.
    Object.defineProperty(Tensor.prototype, Symbol.for('nodejs.util.inspect.custom'), {
      configurable: true,
      value(this: Tensor) {
        return this.toString();
      },
    });
    // The loader's import() of packages rests on a feature of Node that announces itself on stderr.
    const emitWarning = process.emitWarning.bind(process) as (...args: unknown[]) => void;
    process.emitWarning = (...args: unknown[]) => {
      if (!String(args[0]).includes('USE_MAIN_CONTEXT_DEFAULT_LOADER')) emitWarning(...args);
    };
    // `require` in a cell finds packages as an import does.
    if (settings.file) Object.assign(globalThis, { require: Module.createRequire(settings.file) });
  }

  #installHooks(settings: KernelSettings): void {
    Error.stackTraceLimit = 50;
    setInterruptCheck(this.#interrupt.check);
    setSiteProvider(() => this.#display.pendingSite());
    setMemoryBudget(settings.memoryBudget, () => process.memoryUsage().arrayBuffers);
    nnbook.data.setResourceLoader(readResource);
    recording.on = true;
    const fail = (error: unknown) => this.#escaped(error);
    process.on('uncaughtException', fail);
    process.on('unhandledRejection', fail);
    process.on('exit', () => this.#channel.flush());
  }

  #text(stream: 'stdout' | 'stderr', text: string): void {
    this.#channel.text(this.#runtime.run?.id ?? 0, stream, text);
  }

  /** An error that no cell's flow of control caught: a rejected promise nobody awaited, a throwing timer. */
  #escaped(error: unknown): void {
    const run = this.#runtime.run;
    if (run?.live) run.fail(error);
    else this.#channel.push({ kind: 'error', run: run?.id ?? 0, error: this.#runtime.report(error) });
  }

  receive(message: HostToKernel): void {
    switch (message.type) {
      case 'run':
        void this.#run(message.run, message.task);
        return;
      case 'interrupt':
        this.#interrupt.arrive();
        return;
      case 'ask':
        this.#answer(message.id, message.question);
        return;
      case 'ack':
        this.#display.acknowledge(message.streamId, message.seq);
        return;
      case 'resync':
        this.#display.resync(message.streamId, message.from);
        return;
    }
  }

  async #run(id: number, task: RunTask): Promise<void> {
    switch (task.kind) {
      case 'cell':
        await this.#runtime.runCell(id, task);
        return;
      case 'show':
        await this.#runtime.execute(id, null, async () => {
          const value = this.#value(task.path);
          if (task.view === 'graph' && value instanceof Tensor) display.graph(value);
          else display(value);
        });
        return;
    }
  }

  #value(path: readonly string[]): unknown {
    const value = valueAt(this.#runtime.scope, path);
    if (value === undefined) throw new ReferenceError(`${path.join('.')} has no value in the kernel`);
    return value;
  }

  /** True for what is answered in the middle of a cell that does not yield: reading, and bookkeeping. */
  static atOnce(message: HostToKernel): boolean {
    if (message.type === 'ack' || message.type === 'resync') return true;
    return message.type === 'ask' && ['inspect', 'shapes', 'variables'].includes(message.question.method);
  }

  #answer(id: number, question: KernelQuestion): void {
    const send = (answer: unknown) => this.#channel.send({ type: 'answer', id, answer });
    const fail = (error: unknown) =>
      this.#channel.send({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    try {
      // What is known at once is sent at once: a busy cell lets no promise settle.
      const answer = this.#ask(question);
      if (answer instanceof Promise) answer.then(send, fail);
      else send(answer);
    } catch (error) {
      fail(error);
    }
  }

  #ask(question: KernelQuestion): unknown {
    const { scope } = this.#runtime;
    switch (question.method) {
      case 'inspect': {
        const value = valueAt(scope, question.params.path);
        return value === undefined ? null : inspectValue(value);
      }
      case 'shapes':
        return shapesOf(scope);
      case 'variables':
        return listVariables(scope, this.#memoryBudget);
      case 'view':
        return this.#display.answer(question.params);
      case 'gradcheckTargets':
        return gradcheckTargets(scope);
    }
  }
}
