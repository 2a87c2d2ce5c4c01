/** How the host reaches a kernel. One implementation runs it in a worker thread; others (a process, a web worker) fit. */
import { Worker } from 'node:worker_threads';
import type { HostToKernel, KernelSettings, KernelToHost } from './protocol.ts';

/** Why a kernel is gone. */
export interface KernelExit {
  readonly reason: 'exited' | 'outOfMemory' | 'crashed' | 'terminated';
  readonly message: string;
}

export interface KernelEvents {
  message(message: KernelToHost): void;
  /** Called once, whatever ended it. */
  exit(exit: KernelExit): void;
}

export interface KernelTransport {
  post(message: HostToKernel): void;
  /** Asks the running cell to stop, also when it never yields. */
  interrupt(): void;
  terminate(): Promise<void>;
}

/** Starts a kernel. */
export type KernelStarter = (settings: Omit<KernelSettings, 'interruptFlag'>, events: KernelEvents) => KernelTransport;

export interface WorkerOptions {
  /** The kernel's bundle. */
  readonly script: string;
  /** Heap of the thread in MiB; tensors live outside it and have their own budget. */
  readonly heapMb?: number;
}

export function workerStarter(options: WorkerOptions): KernelStarter {
  return (settings, events) => new WorkerTransport(options, settings, events);
}

class WorkerTransport implements KernelTransport {
  readonly #worker: Worker;
  readonly #flag: Int32Array;
  #gone = false;
  #terminating = false;

  constructor(options: WorkerOptions, settings: Omit<KernelSettings, 'interruptFlag'>, events: KernelEvents) {
    const interruptFlag = new SharedArrayBuffer(4);
    this.#flag = new Int32Array(interruptFlag);
    const data: KernelSettings = { ...settings, interruptFlag };
    this.#worker = new Worker(options.script, {
      workerData: data,
      name: 'nnbook kernel',
      // What bypasses the kernel's own capture (native code) must not land in the host's output.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: options.heapMb ?? 2048 },
    });
    const end = (exit: KernelExit) => {
      if (this.#gone) return;
      this.#gone = true;
      events.exit(exit);
    };
    this.#worker.on('message', (message: KernelToHost) => events.message(message));
    this.#worker.on('error', (error: NodeJS.ErrnoException) => {
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      end({
        reason: outOfMemory ? 'outOfMemory' : 'crashed',
        message: outOfMemory ? 'The kernel ran out of memory.' : `The kernel failed: ${error.message}`,
      });
    });
    this.#worker.on('exit', (code) => {
      if (this.#terminating) end({ reason: 'terminated', message: 'The kernel was stopped.' });
      else end({ reason: 'exited', message: `The kernel ended itself (exit code ${code}).` });
    });
  }

  post(message: HostToKernel): void {
    if (!this.#gone) this.#worker.postMessage(message);
  }

  interrupt(): void {
    Atomics.store(this.#flag, 0, 1);
    Atomics.notify(this.#flag, 0);
    this.post({ type: 'interrupt' });
  }

  async terminate(): Promise<void> {
    this.#terminating = true;
    await this.#worker.terminate();
  }
}
