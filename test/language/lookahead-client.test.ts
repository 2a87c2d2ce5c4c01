import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { buildGuest } from '../../extension/language/build-assets.mjs';
import { Lookahead, type LookaheadPort } from '../../extension/language/lookahead/client.ts';
import { root } from './notebook.ts';
import { bundle } from './worker.ts';

let file: string;
let assets: string;
beforeAll(async () => {
  const built = await bundle('extension/language/worker.ts');
  file = built.file;
  assets = built.folder;
  await buildGuest(root, path.join(assets, 'guest.js'));
});

const notebook = 'file:///notes/a.nnbook';
const workers: Worker[] = [];
const logged: string[] = [];
let ahead: Lookahead;

function open(...cells: string[]): void {
  ahead = new Lookahead(
    () => {
      const worker = new Worker(file, {
        workerData: { role: 'lookahead', assets },
        resourceLimits: { maxOldGenerationSizeMb: 96 },
      });
      workers.push(worker);
      return worker as LookaheadPort & Worker;
    },
    (message) => logged.push(message),
  );
  ahead.setNotebook(
    notebook,
    '',
    cells.map((text, index) => ({ id: `c${index + 1}`, text })),
  );
}

const changed = (): Promise<void> =>
  new Promise((resolve) => {
    const listener = ahead.onDidChange(() => {
      listener.dispose();
      resolve();
    });
  });

afterEach(() => {
  ahead.dispose();
  workers.length = 0;
  logged.length = 0;
});

it('answers after a change, and again after the next', async () => {
  open("import { ones } from 'nnbook'\nconst x = ones([2, 3])", 'const y = x.matmul(x)');
  await changed();
  expect(ahead.valueAt(notebook, 'c1', ['x'])).toEqual({ dtype: 'float32', shape: [2, 3] });
  expect(ahead.problems(notebook)).toMatchObject([{ cell: 'c2', start: 19, end: 20 }]);
  ahead.setCell(notebook, 'c2', 'const y = x.matmul(x.transpose(0, 1))');
  await changed();
  expect(ahead.problems(notebook)).toEqual([]);
  expect(ahead.valueAt(notebook, 'c2', ['y'])?.shape).toEqual([2, 2]);
  expect(workers.length).toBe(1);
});

it('survives a cell that leaves promises rejected', async () => {
  open(
    'Promise.reject(new Error("late"))\nconst p = Promise.reject(1)',
    "import { ones } from 'nnbook'\nconst x = ones([1])",
  );
  await changed();
  expect(ahead.valueAt(notebook, 'c2', ['x'])?.shape).toEqual([1]);
  expect(logged).toEqual([]);
});

it('loses its worker to a cell that fills the memory, and starts another for the next change', async () => {
  open(
    'const hog = []; const fill = (n) => { hog.push(new Array(1e6).fill(n)); fill2(n + 0.5) }; const fill2 = (n) => hog.length < 1e4 && fill(n); fill(1)',
  );
  await changed();
  expect(ahead.outlook(notebook, 'c1')?.state ?? 'none').not.toBe('done');
  ahead.setCell(notebook, 'c1', "import { ones } from 'nnbook'\nconst x = ones([1])");
  await changed();
  expect(ahead.valueAt(notebook, 'c1', ['x'])?.shape).toEqual([1]);
});

it('comes back after its worker ended', async () => {
  open("import { ones } from 'nnbook'\nconst x = ones([1])");
  await changed();
  const ended = once(workers[0], 'exit');
  await workers[0].terminate();
  await ended;
  ahead.setCell(notebook, 'c1', "import { ones } from 'nnbook'\nconst x = ones([2])");
  await changed();
  expect(ahead.valueAt(notebook, 'c1', ['x'])?.shape).toEqual([2]);
});

it('is quiet when it is off', async () => {
  open("import { ones } from 'nnbook'\nconst x = ones([1])");
  await changed();
  ahead.setEnabled(false);
  expect(ahead.outlook(notebook, 'c1')).toBeUndefined();
  const on = changed();
  ahead.setEnabled(true);
  await on;
  expect(ahead.valueAt(notebook, 'c1', ['x'])?.shape).toEqual([1]);
});
