import * as vscode from 'vscode';
import { DEFAULT_LANGUAGE } from '../notebook/format.ts';
import { NOTEBOOK_TYPE } from '../notebook/serializer.ts';

const FIRST_CELL = "import { tensor } from 'nnbook';\n\nconst x = tensor([[1, 2], [3, 4]], { requiresGrad: true });\nx";

/** An untitled notebook with a first cell that runs. */
export async function newNotebook(): Promise<void> {
  const title = new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, '# Untitled', 'markdown');
  const code = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, FIRST_CELL, DEFAULT_LANGUAGE);
  const notebook = await vscode.workspace.openNotebookDocument(NOTEBOOK_TYPE, new vscode.NotebookData([title, code]));
  await vscode.window.showNotebookDocument(notebook);
}
