/** The worker thread's entry: one kernel on the thread's message port. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { HostToKernel, KernelSettings, KernelToHost } from '../protocol.ts';
import { lendCollector } from './collector.ts';
import { Kernel } from './kernel.ts';

const port = parentPort;
if (!port) throw new Error('The kernel runs in a worker thread.');

/** Messages taken out of turn by `poll` that must wait for the running cell to yield. */
const waiting: HostToKernel[] = [];

function deliver(): void {
  for (let message = waiting.shift(); message; message = waiting.shift()) kernel.receive(message);
}

/** Takes what can be answered while a cell runs without yielding; keeps everything else, in order, for later. */
function poll(): void {
  for (
    let entry = receiveMessageOnPort(port as NonNullable<typeof port>);
    entry;
    entry = receiveMessageOnPort(port as NonNullable<typeof port>)
  ) {
    const message = entry.message as HostToKernel;
    if (Kernel.atOnce(message)) kernel.receive(message);
    else if (waiting.push(message) === 1) setImmediate(deliver);
  }
}

const post = (message: KernelToHost): void => port.postMessage(message);
lendCollector();
const kernel = new Kernel(workerData as KernelSettings, post, poll);
port.on('message', (message: HostToKernel) => {
  waiting.push(message);
  deliver();
});
post({ type: 'ready', startupMs: performance.now() });
