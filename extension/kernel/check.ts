/**
 * A note checked without being run: does every cell parse, do its types fit, and do its tensors' shapes? The language
 * service and the look-ahead answer, as they do in the editor, each in its own thread.
 */
import { Worker } from 'node:worker_threads';
import { LanguageClient } from '../language/client.ts';
import { defaultLimits, type FromLookahead, type ShapeProblem } from '../language/lookahead/protocol.ts';
import type { CellProblems, CellText, WorkerSettings } from '../language/protocol.ts';
import type { Notebook } from '../notebook/format.ts';
import { codeFrame } from './code-frame.ts';

export interface CheckOptions {
  /** The note's file, against whose folder imports resolve. */
  readonly file: string;
  /** The language worker's bundle, and the folder of its assets. */
  readonly script: string;
  readonly assets: string;
}

export interface Finding {
  readonly severity: 'error' | 'warning';
  /** 1-based place in the note; line and column in the cell, 1-based. */
  readonly cell: number;
  readonly line: number;
  readonly column: number;
  /** Message, and the code around the place with a caret. */
  readonly text: string;
}

/** All findings, in the order of the note. Throws when a service does not answer. */
export async function checkNotebook(notebook: Notebook, options: CheckOptions): Promise<Finding[]> {
  const cells = notebook.cells.filter(({ kind, lang }) => kind === 'code' && lang !== 'javascript');
  const texts = cells.map(({ id, source }): CellText => ({ id, text: source }));
  const [types, shapes] = await Promise.all([typeProblems(texts, options), shapeProblems(texts, options)]);
  const findings: Finding[] = [];
  const add = (id: string, severity: Finding['severity'], start: number, end: number, message: string): void => {
    const index = notebook.cells.findIndex((cell) => cell.id === id);
    const { source } = notebook.cells[index];
    const before = source.slice(0, start).split('\n');
    const line = before.length;
    const column = (before.at(-1)?.length ?? 0) + 1;
    const frame = codeFrame(source, { line, column, length: Math.max(1, end - start) });
    findings.push({ severity, cell: index + 1, line, column, text: `${message}\n${frame}` });
  };
  for (const { cell, problems } of types) {
    for (const { severity, start, end, message } of problems) add(cell, severity, start, end, message);
  }
  for (const { cell, start, end, message } of shapes) add(cell, 'error', start, end, message);
  return findings.sort((a, b) => a.cell - b.cell || a.line - b.line || a.column - b.column);
}

function start(role: WorkerSettings['role'], { script, assets }: CheckOptions): Worker {
  const workerData: WorkerSettings = { role, assets };
  return new Worker(script, { workerData });
}

async function typeProblems(cells: readonly CellText[], options: CheckOptions): Promise<readonly CellProblems[]> {
  let failure = 'it gave no answer';
  const note = (message: string) => {
    failure = message;
  };
  const client = new LanguageClient(() => start('language', options), {
    restarted: note,
    stopped: note,
    failed: (_method, message) => note(message),
  });
  const uri = `file://${options.file}`;
  client.setNotebook(uri, options.file, cells);
  try {
    const answer = await client.ask('diagnostics', { notebook: uri, cells: null });
    if (!answer) throw new Error(`The language service failed: ${failure}`);
    return answer;
  } finally {
    client.dispose();
  }
}

async function shapeProblems(cells: readonly CellText[], options: CheckOptions): Promise<readonly ShapeProblem[]> {
  const worker = start('lookahead', options);
  // Its own limit, twice over, for a slow machine.
  const patience = 2 * defaultLimits.notebook + 10_000;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<readonly ShapeProblem[]>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`The shape check gave no answer in ${patience} ms.`)), patience);
      worker.on('error', reject);
      worker.on('message', (message: FromLookahead) => {
        if (message.kind === 'ready') worker.postMessage({ kind: 'run', id: 1, cells });
        else if (message.kind === 'failed') reject(new Error(`The shape check failed: ${message.message}`));
        else resolve(message.cells.flatMap(({ problem }) => (problem ? [problem] : [])));
      });
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
