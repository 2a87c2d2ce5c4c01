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
  if (cell) await runShown(kernels, notebook, cell, picked.label);
}

/** Runs the cell with a notification that says how far it is and can cancel it. */
function runShown(
  kernels: KernelController,
  notebook: vscode.NotebookDocument,
  cell: vscode.NotebookCell,
  name: string,
): Thenable<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Checking the gradients of ${name}`,
    cancellable: true,
  };
  return vscode.window.withProgress(options, (progress, cancel) => {
    const listeners: vscode.Disposable[] = [cancel.onCancellationRequested(() => kernels.interrupt(notebook))];
    const run = kernels.session(notebook)?.state.nextRun;
    const over = new Promise<void>((resolve) => {
      let shown = 0;
      listeners.push(
        kernels.onRun((notice) => {
          if (notice.notebook === notebook && notice.run === run && notice.kind === 'end') resolve();
        }),
        kernels.onProgress(({ notebook: where, run: which, share, what }) => {
          if (where !== notebook || which !== run) return;
          progress.report({ message: what, increment: 100 * (share - shown) });
          shown = share;
        }),
      );
    });
    kernels.run(notebook, [cell]);
    return over.finally(() => vscode.Disposable.from(...listeners).dispose());
  });
}

/** The cell that holds the report: one that an earlier check of the same value made, or a new one under the selection. */
async function reportCell(notebook: vscode.NotebookDocument, name: string): Promise<vscode.NotebookCell | undefined> {
  const source = `display.gradcheck(${name})`;
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
