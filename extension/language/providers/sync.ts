/** Keeps the language worker and the look-ahead up to date with the open notebooks. */
import * as vscode from 'vscode';
import type { CellText } from '../protocol.ts';
import { isCodeCell, notebookOf, notebookType } from './convert.ts';

/** What wants to know. */
export interface NotebookSink {
  setNotebook(notebook: string, file: string, cells: readonly CellText[]): void;
  setCell(notebook: string, cell: string, text: string): void;
  close(notebook: string): void;
}

export class NotebookSync implements vscode.Disposable {
  private readonly sink: NotebookSink;
  private readonly subscriptions: vscode.Disposable[];
  private readonly changed = new vscode.EventEmitter<vscode.NotebookDocument>();
  private readonly closed = new vscode.EventEmitter<vscode.NotebookDocument>();
  /** A notebook was opened, or one of its cells changed, came, went or moved. The sink knows already. */
  readonly onDidChange = this.changed.event;
  readonly onDidClose = this.closed.event;

  constructor(sink: NotebookSink) {
    this.sink = sink;
    const { workspace } = vscode;
    this.subscriptions = [
      this.changed,
      this.closed,
      workspace.onDidOpenNotebookDocument((notebook) => this.send(notebook)),
      workspace.onDidCloseNotebookDocument((notebook) => {
        if (notebook.notebookType !== notebookType) return;
        sink.close(notebook.uri.toString());
        this.closed.fire(notebook);
      }),
      workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
        if (contentChanges.length > 0) this.send(notebook);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const notebook = contentChanges.length > 0 ? notebookOf(document) : undefined;
        if (!notebook) return;
        sink.setCell(notebook.uri.toString(), document.uri.toString(), document.getText());
        this.changed.fire(notebook);
      }),
      // A cell whose language changes is closed and opened again.
      workspace.onDidOpenTextDocument((document) => {
        const notebook = notebookOf(document);
        if (notebook) this.send(notebook);
      }),
    ];
    for (const notebook of workspace.notebookDocuments) this.send(notebook);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private send(notebook: vscode.NotebookDocument): void {
    if (notebook.notebookType !== notebookType) return;
    const cells = notebook
      .getCells()
      .filter(isCodeCell)
      .map((cell) => ({ id: cell.document.uri.toString(), text: cell.document.getText() }));
    this.sink.setNotebook(notebook.uri.toString(), fileOf(notebook.uri), cells);
    this.changed.fire(notebook);
  }
}

/** Where imports are resolved from: beside the notebook, or nowhere for one that is not on this machine's disk. */
function fileOf(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : `/untitled/${uri.path.split('/').pop()}`;
}
