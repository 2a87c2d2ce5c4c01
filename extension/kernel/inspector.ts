/** The language room's view of live values, answered by the kernels. */
import * as vscode from 'vscode';
import { showValue } from '../commands/show-value.ts';
import type { LiveInspector, LiveShape, LiveValue } from '../language/live.ts';
import type { KernelController } from './controller.ts';
import { cellId } from './driver.ts';

/** A hover does not wait for a kernel that is slow to answer. */
const WAIT_MS = 400;

export function liveInspector(kernels: KernelController): LiveInspector {
  const find = (uri: string) => vscode.workspace.notebookDocuments.find((notebook) => notebook.uri.toString() === uri);
  const cellUri = (notebook: vscode.NotebookDocument, id: string | null) =>
    notebook
      .getCells()
      .find((cell) => cellId(cell) === id)
      ?.document.uri.toString() ?? null;
  /** A kernel that runs a cell answers between two passes of its loops, or not in time. */
  const ready = (uri: string) => {
    const notebook = find(uri);
    const session = notebook && kernels.session(notebook);
    return notebook && session?.state.kernel === 'ready' ? { notebook, session } : undefined;
  };
  return {
    async inspect(uri, path): Promise<LiveValue | undefined> {
      const open = ready(uri);
      if (!open) return undefined;
      const value = await inTime(open.session.ask<'inspect'>({ method: 'inspect', params: { path } }));
      if (!value) return undefined;
      if (value.kind !== 'tensor' || !value.madeBy) return value;
      return { ...value, madeBy: { ...value.madeBy, cell: cellUri(open.notebook, value.madeBy.cell) } };
    },
    async shapes(uri): Promise<readonly LiveShape[]> {
      const open = ready(uri);
      if (!open) return [];
      const shapes = (await inTime(open.session.ask<'shapes'>({ method: 'shapes', params: {} }))) ?? [];
      return shapes.map((shape) => ({ ...shape, cell: cellUri(open.notebook, shape.cell) }));
    },
    async show(uri, path, view): Promise<void> {
      const notebook = find(uri);
      if (notebook) await showValue(kernels, notebook, path, view);
    },
    onDidChange: (listener) => kernels.onDidChange((notebook) => listener(notebook.uri.toString())),
  };
}

/** The answer, or undefined when it takes too long or the kernel goes away. */
async function inTime<T>(answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), WAIT_MS);
  });
  const gone = answer.catch(() => undefined);
  const first = await Promise.race([gone, late]);
  clearTimeout(timer);
  return first;
}
