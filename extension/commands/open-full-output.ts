import * as vscode from 'vscode';
import type { KernelController } from '../kernel/controller.ts';
import { targetNotebook } from './notebook.ts';

/** Opens what the selected cell printed beyond its output. */
export async function openFullOutput(kernels: KernelController, argument?: unknown): Promise<void> {
  const notebook = targetNotebook(argument);
  const selected = vscode.window.activeNotebookEditor?.selection.start;
  if (!notebook || selected === undefined) return;
  const content = kernels.hiddenOutput(notebook.cellAt(selected));
  if (content === undefined) {
    void vscode.window.showInformationMessage('All output of the selected cell is shown.');
    return;
  }
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
}
