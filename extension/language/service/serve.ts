/** The language service's side of the protocol, over a port of a worker thread. */
import { setImmediate } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import type { FromWorker, Question, ToWorker } from '../protocol.ts';
import { NotebookLanguage } from './answer.ts';
import { Files } from './files.ts';

export function serveLanguage(port: MessagePort, assets: string): void {
  const language = new NotebookLanguage(Files.fromFolder(assets));
  const cancelled = new Set<number>();
  const waiting: Exclude<ToWorker, { kind: 'cancel' }>[] = [];
  let working = false;

  const send = (message: FromWorker): void => port.postMessage(message);

  async function answerOne(id: number, question: Question): Promise<void> {
    const wanted = (): boolean => !cancelled.has(id);
    try {
      const answer = await language.answer(question, async () => {
        await setImmediate();
        return wanted();
      });
      send(wanted() ? { kind: 'answer', id, answer } : { kind: 'cancelled', id });
    } catch (error) {
      send({ kind: 'failed', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
    cancelled.delete(id);
  }

  /**
   * Everything but cancellations is handled in the order it came. Diagnostics of a whole notebook breathe between cells and
   * let what comes after them pass.
   */
  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      switch (next.kind) {
        case 'notebook':
          language.setNotebook(next.notebook, next.file, next.cells);
          break;
        case 'cell':
          language.setCell(next.notebook, next.cell, next.text);
          break;
        case 'close':
          language.close(next.notebook);
          break;
        case 'ask':
          // Cancellations that arrived meanwhile are read before the work, not after it.
          await setImmediate();
          if (cancelled.delete(next.id)) send({ kind: 'cancelled', id: next.id });
          else if (next.question.method === 'diagnostics') void answerOne(next.id, next.question);
          else await answerOne(next.id, next.question);
          break;
      }
    }
    working = false;
  }

  port.on('message', (message: ToWorker) => {
    if (message.kind === 'cancel') cancelled.add(message.id);
    else {
      waiting.push(message);
      void work();
    }
  });

  send({ kind: 'ready' });
}
