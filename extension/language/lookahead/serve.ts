/** The look-ahead worker: runs the notebook it was last given; what came before and was not begun is dropped. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import vm from 'node:vm';
import type { MessagePort } from 'node:worker_threads';
import { defaultLimits, type FromLookahead, type ToLookahead } from './protocol.ts';
import { lookAhead } from './run.ts';

export function serveLookahead(port: MessagePort, assets: string): void {
  const guest = new vm.Script(readFileSync(join(assets, 'guest.js'), 'utf8'), { filename: 'nnbook-core' });
  const send = (message: FromLookahead): void => port.postMessage(message);
  let next: ToLookahead | undefined;
  let working = false;

  const work = async (): Promise<void> => {
    if (working) return;
    working = true;
    await setImmediate();
    for (let run = next; run; run = next) {
      next = undefined;
      try {
        send({ kind: 'done', id: run.id, cells: lookAhead(run.cells, guest, defaultLimits) });
      } catch (error) {
        send({
          kind: 'failed',
          id: run.id,
          message: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
      }
      await setImmediate();
    }
    working = false;
  };

  // Promises that a cell leaves rejected are the cell's business; they must not end this thread.
  process.on('unhandledRejection', () => undefined);
  port.on('message', (message: ToLookahead) => {
    next = message;
    void work();
  });
  send({ kind: 'ready' });
}
