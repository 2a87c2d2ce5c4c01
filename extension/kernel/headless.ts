/** A note run from top to bottom without an editor. */
import path from 'node:path';
import { capOutputs } from '../notebook/caps.ts';
import type { Cell, CellOutput, Notebook, OutputItemData } from '../notebook/format.ts';
import { withoutReferences } from '../notebook/references.ts';
import { type OutputChange, OutputList } from './outputs.ts';
import type { OutputItem } from './protocol.ts';
import { KernelSession } from './session.ts';
import { Terminal } from './terminal.ts';
import type { KernelStarter } from './transport.ts';

export interface HeadlessOptions {
  readonly start: KernelStarter;
  /** The note's file, against whose folder imports resolve. */
  readonly file: string;
  readonly print: (text: string, stream: 'stdout' | 'stderr') => void;
  /** True when `print` writes to a terminal: colours, and a line that shows what is under way. */
  readonly terminal?: boolean;
  readonly columns?: number;
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
  const shown = new Map<number, { cell: Cell; list: OutputList; items: OutputItem[][] }>();
  const started = performance.now();
  const terminal = new Terminal({
    write: options.print,
    terminal: options.terminal ?? false,
    ...(options.columns ? { columns: options.columns } : {}),
  });
  const numberOf = (cell: Cell) => notebook.cells.indexOf(cell) + 1;
  let failed: string | null = null;
  let done = 0;
  let timedOut: string | null = null;
  let running: Cell | null = null;

  await new Promise<void>((resolve) => {
    let open = code.length;
    if (open === 0) resolve();
    const session = new KernelSession({
      start: options.start,
      folder: path.dirname(options.file),
      file: options.file,
      memoryBudget: options.memoryBudget ?? 4 * 1024 ** 3,
      // What is saved must not depend on where it was printed.
      colors: false,
      surface: {
        announce: () => undefined,
        task(run, id) {
          const cell = notebook.cells.find((candidate) => candidate.id === id);
          if (!cell) return null;
          running = cell;
          shown.set(run, { cell, list: new OutputList(), items: [] });
          terminal.line(terminal.style(`--- Cell ${numberOf(cell)}${cell.name ? ` (${cell.name})` : ''}`, 'dim'));
          return { kind: 'cell', cell: cell.id, index: numberOf(cell), source: cell.source };
        },
        event(event) {
          const entry = 'run' in event ? shown.get(event.run) : undefined;
          if (!entry) return;
          terminal.event(event);
          for (const change of entry.list.apply(event)) applyChange(entry.items, change);
        },
        skipped(_run, count) {
          terminal.line(count === 1 ? '1 further cell did not run.' : `${count} further cells did not run.`, 'stderr');
        },
        settle(run, success, _loss, message) {
          const entry = shown.get(run);
          if (entry) {
            terminal.finish();
            if (success) done++;
            else if (success === false) {
              const { cell } = entry;
              failed ??= message ?? `Cell ${numberOf(cell)}${cell.name ? ` (${cell.name})` : ''} failed`;
            }
            if (message) terminal.line(terminal.style(message, 'red'), 'stderr');
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
        const seconds = (options.timeoutMs ?? 0) / 1000;
        timedOut = `out of time after ${seconds} s${running ? `, in cell ${numberOf(running)}` : ''}`;
        session.dispatch({ type: 'interrupt' });
      },
      Math.min(options.timeoutMs ?? Number.POSITIVE_INFINITY, 2 ** 31 - 1),
    );
    session.dispatch({ type: 'queue', cells: code.map(({ id }) => id) });
    if (open === 0) clearTimeout(timer);
  });

  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const outcome = timedOut ? 'timeout' : failed ? 'failed' : 'ok';
  const state = timedOut ?? failed ?? 'all passed';
  const outputs = new Map<string, CellOutput[]>();
  for (const { cell, items } of shown.values()) {
    outputs.set(
      cell.id,
      items.map((list) => ({ items: list.map(toItemData) })),
    );
  }
  const cells = notebook.cells.map((cell) =>
    cell.kind === 'code' ? { ...cell, outputs: outputs.get(cell.id) ?? [] } : cell,
  );
  return {
    outcome,
    notebook: { ...notebook, cells: capOutputs(cells, 'all') },
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
