/** A note run from top to bottom without an editor. */
import path from 'node:path';
import type { Cell, CellOutput, Notebook, OutputItemData } from '../notebook/format.ts';
import { withoutReferences } from '../notebook/references.ts';
import { type OutputChange, OutputList } from './outputs.ts';
import type { KernelEvent, OutputItem } from './protocol.ts';
import { KernelSession } from './session.ts';
import type { KernelStarter } from './transport.ts';

export interface HeadlessOptions {
  readonly start: KernelStarter;
  /** The note's file, against whose folder imports resolve. */
  readonly file: string;
  readonly print: (text: string) => void;
  readonly timeoutMs?: number;
  readonly memoryBudget?: number;
}

export interface HeadlessResult {
  readonly outcome: 'ok' | 'failed' | 'timeout';
  /** The note with the outputs of this run. */
  readonly notebook: Notebook;
  readonly summary: string;
}

export async function runHeadless(notebook: Notebook, options: HeadlessOptions): Promise<HeadlessResult> {
  const code = notebook.cells.filter(({ kind }) => kind === 'code');
  const outputs = new Map<string, CellOutput[]>();
  const lists = new Map<number, { cell: Cell; list: OutputList; items: OutputItem[][] }>();
  const started = performance.now();
  let failed: string | null = null;
  let done = 0;
  let timedOut = false;

  const print = (event: KernelEvent) => {
    if (event.kind === 'text') options.print(event.text);
    else if (event.kind === 'error') options.print(`${event.error.stack}\n`);
    else if (event.kind === 'display') {
      const text = event.items.find(({ mime }) => mime === 'text/plain')?.data;
      if (typeof text === 'string') options.print(`${text}\n`);
    }
  };
  await new Promise<void>((resolve) => {
    let open = code.length;
    if (open === 0) resolve();
    const session = new KernelSession({
      start: options.start,
      folder: path.dirname(options.file),
      file: options.file,
      memoryBudget: options.memoryBudget ?? 4 * 1024 ** 3,
      colors: false,
      surface: {
        announce: (run) => void lists.delete(run),
        task(run, id) {
          const index = notebook.cells.findIndex((cell) => cell.id === id);
          const cell = notebook.cells[index];
          lists.set(run, { cell, list: new OutputList(), items: [] });
          options.print(`--- Cell ${index + 1}${cell.name ? ` (${cell.name})` : ''}\n`);
          return { kind: 'cell', cell: cell.id, index: index + 1, source: cell.source };
        },
        event(event) {
          const entry = 'run' in event ? lists.get(event.run) : undefined;
          if (!entry) return;
          print(event);
          for (const change of entry.list.apply(event)) applyChange(entry.items, change);
        },
        skipped: (_run, count) => options.print(`${count} further cells did not run.\n`),
        settle(run, success, _loss, message) {
          const entry = lists.get(run);
          if (entry) {
            outputs.set(
              entry.cell.id,
              entry.items.map((items) => ({ items: items.map(toItemData) })),
            );
            if (success) done++;
            else if (success === false) failed ??= message ?? `Cell ${notebook.cells.indexOf(entry.cell) + 1} failed`;
            if (message) options.print(`${message}\n`);
          }
          if (--open === 0) {
            clearTimeout(timer);
            queueMicrotask(() => session.dispatch({ type: 'closed' }));
            resolve();
          }
        },
      },
    });
    const timer = setTimeout(
      () => {
        timedOut = true;
        session.dispatch({ type: 'interrupt' });
      },
      options.timeoutMs ?? 2 ** 31 - 1,
    );
    session.dispatch({ type: 'queue', cells: code.map(({ id }) => id) });
    if (open === 0) clearTimeout(timer);
  });

  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const outcome = timedOut ? 'timeout' : failed ? 'failed' : 'ok';
  const state = timedOut ? 'out of time' : (failed ?? 'all passed');
  const cells = notebook.cells.map((cell) =>
    cell.kind === 'code' ? { ...cell, outputs: outputs.get(cell.id) ?? [] } : cell,
  );
  return {
    outcome,
    notebook: { ...notebook, cells },
    summary: `${done} of ${code.length} cells in ${seconds} s: ${state}`,
  };
}

function applyChange(items: OutputItem[][], change: OutputChange): void {
  if (change.kind === 'clear') items.length = 0;
  else if (change.kind === 'extend') items[change.place] = [...joinText(items[change.place], change.items)];
  else items[change.place] = [...change.items];
}

/** A stream's text grows in one item, as VS Code keeps it. */
function joinText(items: readonly OutputItem[], added: readonly OutputItem[]): OutputItem[] {
  const joined = [...items];
  for (const item of added) {
    const last = joined.at(-1);
    if (last && last.mime === item.mime && typeof last.data === 'string' && typeof item.data === 'string') {
      joined[joined.length - 1] = { mime: item.mime, data: last.data + item.data };
    } else joined.push(item);
  }
  return joined;
}

function toItemData({ mime, data }: OutputItem): OutputItemData {
  return { mime, data: typeof data === 'string' ? new TextEncoder().encode(data) : withoutReferences(mime, data) };
}
