import * as vscode from 'vscode';
import type { KernelController } from '../kernel/controller.ts';
import { cellId } from '../kernel/driver.ts';
import { DEFAULT_LANGUAGE } from '../notebook/format.ts';
import { displayCode } from '../variables/model.ts';

/** Shows a value of the kernel in its view, in a cell of its own: the one that shows it already, or a new one. */
export async function showValue(
  kernels: KernelController,
  notebook: vscode.NotebookDocument,
  path: readonly string[],
  /** Id of the cell that defines the value. */
  definedIn: string | null,
  view: 'tensor' | 'graph' = 'tensor',
): Promise<void> {
  const source = view === 'graph' ? displayCode(path).replace('display(', 'display.graph(') : displayCode(path);
  const editor = await vscode.window.showNotebookDocument(notebook, { preserveFocus: true });
  let cell = notebook.getCells().find(({ document }) => document.getText() === source);
  if (!cell) {
    // Not above the definition, where the name has no value in a run from top to bottom.
    const defined = notebook.getCells().findIndex((candidate) => cellId(candidate) === definedIn);
    const at = Math.min(Math.max(editor.selection.end, defined + 1), notebook.cellCount);
    const data = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, source, DEFAULT_LANGUAGE);
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(at, [data])]);
    if (!(await vscode.workspace.applyEdit(edit))) return;
    cell = notebook.cellAt(at);
  }
  kernels.runTask(notebook, cell, { kind: 'show', path, view });
  const range = new vscode.NotebookRange(cell.index, cell.index + 1);
  editor.selection = range;
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
}
