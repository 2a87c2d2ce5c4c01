/** What the tests inside the extension host do with notebooks. Waits are for events of VS Code. */
import * as vscode from 'vscode';

export const errorMime = 'application/vnd.code.notebook.error';

/** Opens the notebook and shows it: VS Code gives a kernel only to a visible notebook. */
export async function show(uri: vscode.Uri): Promise<vscode.NotebookDocument> {
  const document = await vscode.workspace.openNotebookDocument(uri);
  await vscode.window.showNotebookDocument(document, { preview: false });
  return document;
}

/** A new unsaved notebook with the given code cells, shown. */
export async function create(...sources: readonly string[]): Promise<vscode.NotebookDocument> {
  const cells = sources.map((source) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, source, 'nnts'));
  const document = await vscode.workspace.openNotebookDocument('nnbook', new vscode.NotebookData(cells));
  await vscode.window.showNotebookDocument(document, { preview: false });
  return document;
}

/** Resolves when `done` holds, asked again after every change of a notebook. */
export async function until(what: string, done: () => boolean, limitMs = 60_000): Promise<void> {
  if (done()) return;
  const subscriptions: vscode.Disposable[] = [];
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`waited ${limitMs / 1000} s in vain for ${what}`)), limitMs);
      subscriptions.push(vscode.workspace.onDidChangeNotebookDocument(() => done() && resolve()));
    });
  } finally {
    clearTimeout(timer);
    for (const subscription of subscriptions) subscription.dispose();
  }
}

const codeCells = (document: vscode.NotebookDocument) =>
  document.getCells().filter((cell) => cell.kind === vscode.NotebookCellKind.Code && cell.document.getText().trim());

const endOf = (cell: vscode.NotebookCell) => cell.executionSummary?.timing?.endTime;

/** Starts the cell. VS Code's command resolves when the cell has ended, so an endless cell is not waited for. */
export function start(cell: vscode.NotebookCell): Thenable<unknown> {
  return vscode.commands.executeCommand('notebook.cell.execute', {
    ranges: [{ start: cell.index, end: cell.index + 1 }],
    document: cell.notebook.uri,
  });
}

/** Runs one cell to its end; true if it succeeded. */
export async function run(cell: vscode.NotebookCell, limitMs?: number): Promise<boolean> {
  const before = endOf(cell);
  await Promise.all([start(cell), ended(cell, before, limitMs)]);
  return cell.executionSummary?.success === true;
}

/** Waits until a cell has ended later than `before`. */
export async function ended(cell: vscode.NotebookCell, before: number | undefined, limitMs?: number): Promise<void> {
  const excerpt = JSON.stringify(cell.document.getText().slice(0, 60));
  await until(`the end of cell ${excerpt}`, () => endOf(cell) !== undefined && endOf(cell) !== before, limitMs);
}

/** Runs all cells; resolves when all have succeeded or one has failed. Returns the failures as text. */
export async function runAll(document: vscode.NotebookDocument, limitMs = 120_000): Promise<string[]> {
  const cells = codeCells(document);
  const before = new Map(cells.map((cell) => [cell, endOf(cell)]));
  const over = (cell: vscode.NotebookCell) => endOf(cell) !== undefined && endOf(cell) !== before.get(cell);
  const failed = () => cells.filter((cell) => over(cell) && cell.executionSummary?.success !== true);
  await Promise.all([
    vscode.commands.executeCommand('notebook.execute', document.uri),
    until('the end of the notebook', () => failed().length > 0 || cells.every(over), limitMs),
  ]);
  return failed().map((cell) => `cell ${cell.index}: ${textOf(cell)}`);
}

const decoder = new TextDecoder();

/** All text of a cell's outputs: streams, plain texts and errors, in order. */
export function textOf(cell: vscode.NotebookCell): string {
  const texts = cell.outputs.flatMap(({ items }) =>
    items
      .filter(
        ({ mime }) =>
          mime === 'text/plain' || mime === errorMime || mime.startsWith('application/vnd.code.notebook.std'),
      )
      .map(({ data }) => decoder.decode(data)),
  );
  return texts.join('\n');
}

/** Mime types of a cell's outputs, in order. */
export const mimesOf = (cell: vscode.NotebookCell): string[] =>
  cell.outputs.flatMap(({ items }) => items.map(({ mime }) => mime));

/** Closes everything without questions. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
