/** The worker thread's entry: one kernel on the thread's message port. */
import { parentPort, workerData } from 'node:worker_threads';
import type { HostToKernel, KernelSettings, KernelToHost } from '../protocol.ts';
import { Kernel } from './kernel.ts';

const port = parentPort;
if (!port) throw new Error('The kernel runs in a worker thread.');

const post = (message: KernelToHost): void => port.postMessage(message);
const kernel = new Kernel(workerData as KernelSettings, post);
port.on('message', (message: HostToKernel) => kernel.receive(message));
post({ type: 'ready', startupMs: performance.now() });
