/**
 * What a keystroke costs: the built language worker and look-ahead (`npm run build` first) on 30 linked cells that use
 * the real core. `node --expose-gc test/language/bench.ts` with Node 24. Prints a table; never a test.
 */
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import type { FromWorker, Method, Params } from '../../extension/language/protocol.ts';

const dist = path.resolve(import.meta.dirname, '../../dist');
const notebook = 'file:///notes/bench.nnbook';

/** A chain of awaits, classes, redeclared names and tensors. */
const cells = Array.from({ length: 30 }, (_, i) => ({
  id: `c${i}`,
  text:
    i === 0
      ? "import * as T from 'nnbook'\nconst { nn } = T\nlet x0 = T.randn([8, 16])"
      : `const w = T.randn([16, 16])\nclass Layer${i} { scale = ${i}; apply(t: T.Tensor) { return t.matmul(w).relu() } }\n` +
        `const x${i} = await Promise.resolve(new Layer${i}().apply(x${i - 1}))\nconst loss = x${i}.sum().item()\n`,
}));

class Client {
  readonly worker: Worker;
  private readonly waiting = new Map<number, (answer: unknown) => void>();
  private id = 0;
  readonly ready: Promise<void>;

  constructor(role: 'language' | 'lookahead') {
    this.worker = new Worker(path.join(dist, 'language-worker.cjs'), {
      workerData: { role, assets: path.join(dist, 'language') },
    });
    this.ready = new Promise((resolve) => {
      this.worker.on('message', (message: FromWorker | { kind: 'done'; id: number; cells: unknown }) => {
        if (message.kind === 'ready') resolve();
        else if (message.kind === 'failed') throw new Error(message.message);
        else if (message.kind === 'answer') this.waiting.get(message.id)?.(message.answer);
        else if (message.kind === 'done') this.waiting.get(message.id)?.(message.cells);
      });
    });
  }

  ask<M extends Method>(method: M, params: Params<M>): Promise<unknown> {
    return this.send((id) => ({ kind: 'ask', id, question: { method, params } }));
  }

  send(message: (id: number) => object): Promise<unknown> {
    const id = ++this.id;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.worker.postMessage(message(id));
    });
  }
}

async function time(label: string, task: () => Promise<unknown>, times = 1): Promise<void> {
  const samples: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await task();
    samples.push(performance.now() - start);
  }
  const sorted = samples.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const spread = times > 1 ? ` (${sorted[0].toFixed(0)} to ${(sorted.at(-1) ?? 0).toFixed(0)})` : '';
  console.log(`${label.padEnd(46)} ${median.toFixed(0).padStart(6)} ms${spread}`);
}

const start = performance.now();
const client = new Client('language');
await client.ready;
console.log(`${'language worker ready'.padEnd(46)} ${(performance.now() - start).toFixed(0).padStart(6)} ms`);
client.worker.postMessage({ kind: 'notebook', notebook, file: '/notes/bench.nnbook', cells });
const at = (cell: number, word: string) => ({ notebook, cell: cells[cell].id, offset: cells[cell].text.indexOf(word) });
const edit = (cell: number, text: string) =>
  client.worker.postMessage({ kind: 'cell', notebook, cell: cells[cell].id, text });

await time('first hover (cell 1)', () => client.ask('hover', at(1, 'x1')));
await time('diagnostics, all 30 cells, cold', () => client.ask('diagnostics', { notebook, cells: null }));
await time('diagnostics, all 30 cells, unchanged', () => client.ask('diagnostics', { notebook, cells: null }), 5);
let n = 0;
const typed = `${cells[15].text}x15.`;
await time(
  'keystroke + member completion (cell 15)',
  () => {
    edit(15, `// ${n++}\n${typed}`);
    return client.ask('complete', { notebook, cell: 'c15', offset: `// ${n - 1}\n${typed}`.length });
  },
  20,
);
await time(
  'keystroke + global completion (cell 15)',
  () => {
    edit(15, `// ${n++}\n${cells[15].text}\nl`);
    return client.ask('complete', { notebook, cell: 'c15', offset: `// ${n - 1}\n${cells[15].text}\nl`.length });
  },
  20,
);
edit(15, cells[15].text);
await time(
  'edit in cell 0 + hover in cell 29',
  () => {
    edit(0, `${cells[0].text}\nlet added${n++} = 1`);
    return client.ask('hover', at(29, 'x29'));
  },
  20,
);
await time(
  'edit in cell 0 + diagnostics of all',
  () => {
    edit(0, `${cells[0].text}\nlet added${n++} = 1`);
    return client.ask('diagnostics', { notebook, cells: null });
  },
  5,
);
await time('semantic tokens (cell 15)', () => client.ask('semanticTokens', { notebook, cell: 'c15' }), 5);
await time('references of x0 over 30 cells', () => client.ask('references', at(0, 'x0')));
const megabytes = async (label: string): Promise<void> => {
  const { heapUsed } = (await client.ask('memory', {})) as { heapUsed: number };
  console.log(`${label.padEnd(46)} ${(heapUsed / 2 ** 20).toFixed(0).padStart(6)} MB`);
};
await megabytes('heap in the language worker');
edit(0, `import { readFileSync } from 'node:fs'\n${cells[0].text}\nreadFileSync`);
await time('first hover with @types/node', () => client.ask('hover', at(1, 'x1')));
await megabytes('heap with @types/node');
await client.worker.terminate();

const begin = performance.now();
const ahead = new Client('lookahead');
await ahead.ready;
console.log(`${'look-ahead worker ready'.padEnd(46)} ${(performance.now() - begin).toFixed(0).padStart(6)} ms`);
await time('look-ahead of 30 cells', () => ahead.send((id) => ({ kind: 'run', id, cells })), 10);
await ahead.worker.terminate();
console.log(
  `${'rss of this process at the end'.padEnd(46)} ${(process.memoryUsage().rss / 2 ** 20).toFixed(0).padStart(6)} MB`,
);
