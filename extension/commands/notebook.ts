/** The notebook that a command is about. */
import * as vscode from 'vscode';
import { NOTEBOOK_TYPE } from '../notebook/serializer.ts';

/** The one the toolbar was clicked in, or the active one; says so when there is none. */
export function targetNotebook(argument?: unknown): vscode.NotebookDocument | undefined {
  const uri = uriOf(argument);
  const clicked =
    uri && vscode.workspace.notebookDocuments.find((notebook) => notebook.uri.toString() === uri.toString());
  const notebook = clicked ?? vscode.window.activeNotebookEditor?.notebook;
  if (notebook?.notebookType === NOTEBOOK_TYPE) return notebook;
  void vscode.window.showInformationMessage('Open a .nnbook notebook first.');
  return undefined;
}

/** Toolbar buttons pass a context with the editor, menus of a title bar the resource. */
function uriOf(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  if (typeof argument !== 'object' || argument === null || !('notebookEditor' in argument)) return undefined;
  const { notebookEditor } = argument;
  if (typeof notebookEditor !== 'object' || notebookEditor === null || !('notebookUri' in notebookEditor))
    return undefined;
  return notebookEditor.notebookUri instanceof vscode.Uri ? notebookEditor.notebookUri : undefined;
}
