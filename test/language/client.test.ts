import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ClientEvents, LanguageClient, type WorkerPort } from '../../extension/language/client.ts';
import { languageWorker } from './worker.ts';

let start: () => WorkerPort & Worker;
beforeAll(async () => {
  start = await languageWorker();
});

const notebook = 'file:///notes/a.nnbook';
let client: LanguageClient;
const workers: (WorkerPort & Worker)[] = [];

function open(cells: string[], events: Partial<ClientEvents> = {}): LanguageClient {
  client = new LanguageClient(
    () => {
      const worker = start();
      workers.push(worker);
      return worker;
    },
    {
      restarted: () => undefined,
      stopped: () => undefined,
      failed: (method, message) => expect.fail(`${method}: ${message}`),
      ...events,
    },
  );
  client.setNotebook(
    notebook,
    '/notes/a.nnbook',
    cells.map((text, index) => ({ id: `c${index + 1}`, text })),
  );
  return client;
}

afterEach(() => {
  client.dispose();
  workers.length = 0;
});

function cancel() {
  const listeners: (() => void)[] = [];
  return {
    cancelled: false,
    onCancel: (listener: () => void) => void listeners.push(listener),
    now() {
      this.cancelled = true;
      for (const listener of listeners) listener();
    },
  };
}

describe('the language worker', () => {
  it('answers about the last text sent before the question', async () => {
    open(['const a = 1', 'a']);
    const first = client.ask('hover', { notebook, cell: 'c2', offset: 0 });
    client.setCell(notebook, 'c1', 'const a = "edited"');
    const second = client.ask('hover', { notebook, cell: 'c2', offset: 0 });
    expect((await first)?.signature).toBe('const a: 1');
    expect((await second)?.signature).toBe('const a: "edited"');
  });

  it('lets a hover pass while it checks a whole notebook', async () => {
    open(Array.from({ length: 30 }, (_, i) => `const v${i} = ${i === 0 ? 1 : `v${i - 1}`} + ${i}`));
    const order: string[] = [];
    await Promise.all([
      client.ask('diagnostics', { notebook, cells: null }).then(() => order.push('diagnostics')),
      client.ask('hover', { notebook, cell: 'c30', offset: 7 }).then(() => order.push('hover')),
    ]);
    expect(order).toEqual(['hover', 'diagnostics']);
  });

  it('cancels', async () => {
    open(['const a = 1']);
    const token = cancel();
    const answer = client.ask('diagnostics', { notebook, cells: null }, token);
    token.now();
    expect(await answer).toBeUndefined();
    expect(await client.ask('hover', { notebook, cell: 'c1', offset: 6 }, token)).toBeUndefined();
    expect((await client.ask('hover', { notebook, cell: 'c1', offset: 6 }))?.signature).toBe('const a: 1');
  });

  it('gives empty answers about what is not open', async () => {
    open(['const a = 1']);
    client.close(notebook);
    expect(await client.ask('hover', { notebook, cell: 'c1', offset: 6 })).toBeNull();
    expect(await client.ask('diagnostics', { notebook, cells: null })).toEqual([]);
  });

  it('comes back after a death, with its notebooks, and says so', async () => {
    const reasons: string[] = [];
    open(['const a = 1'], { restarted: (reason) => reasons.push(reason) });
    await client.ask('hover', { notebook, cell: 'c1', offset: 6 });
    client.setCell(notebook, 'c1', 'const a = 2');
    const pending = client.ask('diagnostics', { notebook, cells: null });
    const dead = once(workers[0], 'exit');
    await workers[0].terminate();
    await dead;
    await pending;
    expect((await client.ask('hover', { notebook, cell: 'c1', offset: 6 }))?.signature).toBe('const a: 2');
    expect(reasons).toEqual(['it ended']);
    expect(workers.length).toBe(2);
  });

  it('gives up when it keeps dying, until it is restarted', async () => {
    const stops: string[] = [];
    open(['const a = 1'], { stopped: (reason) => stops.push(reason) });
    await client.ask('hover', { notebook, cell: 'c1', offset: 6 });
    for (let i = 0; i < 4; i++) {
      const dead = once(workers[i], 'exit');
      await workers[i].terminate();
      await dead;
    }
    expect(stops.length).toBe(1);
    expect(await client.ask('hover', { notebook, cell: 'c1', offset: 6 })).toBeUndefined();
    client.restart();
    expect((await client.ask('hover', { notebook, cell: 'c1', offset: 6 }))?.signature).toBe('const a: 1');
  });
});
