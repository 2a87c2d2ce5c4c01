import * as vscode from 'vscode';
import type { KernelController } from '../kernel/controller.ts';
import type { GradcheckTarget } from '../kernel/protocol.ts';
import { DEFAULT_LANGUAGE } from '../notebook/format.ts';
import { targetNotebook } from './notebook.ts';

interface TargetItem extends vscode.QuickPickItem {
  readonly target: GradcheckTarget;
}

/** Lets the user pick a value of the kernel, and checks its gradients in a cell of its own. */
export async function gradientCheck(kernels: KernelController, argument?: unknown): Promise<void> {
  const notebook = targetNotebook(argument);
  if (!notebook) return;
  const session = kernels.session(notebook);
  if (!session?.idle) {
    const why = session?.state.running
      ? 'A cell is running. Check gradients when it has ended.'
      : 'Run the cells first: the check works on values in the kernel.';
    void vscode.window.showInformationMessage(why);
    return;
  }
  const targets = await session.ask<'gradcheckTargets'>({ method: 'gradcheckTargets', params: {} });
  if (targets.length === 0) {
    void vscode.window.showInformationMessage(
      'The kernel holds nothing to check: run a cell that computes a tensor from parameters, such as a loss.',
    );
    return;
  }
  const items = targets.map(
    (target): TargetItem => ({ label: target.path.join('.'), description: target.detail, target }),
  );
  const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Check the gradients of which value?' });
  if (!picked || notebook.isClosed) return;
  const cell = await reportCell(notebook, picked.label);
  if (cell) kernels.runTask(notebook, cell, { kind: 'gradcheck', path: picked.target.path });
}

/** The cell that holds the report: one that an earlier check of the same value made, or a new one under the selection. */
async function reportCell(notebook: vscode.NotebookDocument, name: string): Promise<vscode.NotebookCell | undefined> {
  const source = `// Gradient Check of ${name}`;
  const existing = notebook.getCells().find((cell) => cell.document.getText() === source);
  if (existing) return existing;
  const editor = vscode.window.visibleNotebookEditors.find((candidate) => candidate.notebook === notebook);
  const at = Math.min(editor?.selection.end ?? notebook.cellCount, notebook.cellCount);
  const edit = new vscode.WorkspaceEdit();
  const data = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, source, DEFAULT_LANGUAGE);
  edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(at, [data])]);
  if (!(await vscode.workspace.applyEdit(edit))) return undefined;
  editor?.revealRange(new vscode.NotebookRange(at, at + 1), vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
  return notebook.cellAt(at);
}
