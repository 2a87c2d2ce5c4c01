/** Import and export: other formats in and out, without a kernel and without Python. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Notebook } from '../notebook/format.ts';
import { NOTEBOOK_TYPE, toData, toNotebook } from '../notebook/serializer.ts';
import { targetNotebook } from './notebook.ts';

/** The converters hold KaTeX and a Markdown parser: they are set up when the first file is converted. */
const converters = () => import('../notebook/convert/index.ts');

/** Opens a file of another format as a new notebook. */
export async function importNotebook(argument?: unknown): Promise<void> {
  const { FORMATS, readAs } = await converters();
  const endings = FORMATS.filter(({ read, endings: [first] }) => read && first !== '.nnbook').flatMap((f) => f.endings);
  const filters = { [vscode.l10n.t('Notes')]: endings.map((ending) => ending.slice(1)) };
  const picked =
    argument instanceof vscode.Uri
      ? argument
      : (await vscode.window.showOpenDialog({ filters, canSelectMany: false }))?.[0];
  if (!picked) return;
  const notebook = await orComplain(async () => readAs(picked.path, await vscode.workspace.fs.readFile(picked)));
  if (!notebook) return;
  await vscode.window.showNotebookDocument(
    await vscode.workspace.openNotebookDocument(NOTEBOOK_TYPE, toData(notebook)),
  );
}

/** Writes the notebook, as the editor shows it, to a file of another format. */
export async function exportNotebook(extensionPath: string, argument?: unknown): Promise<void> {
  const document = targetNotebook(argument);
  if (!document) return;
  const { FORMATS, writeAs } = await converters();
  const katexFile = (name: string) => readFileSync(path.join(extensionPath, 'dist/renderers/katex', name));
  const items = FORMATS.slice(1).map(({ title, endings: [ending] }) => ({ label: title, description: ending, ending }));
  const format = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Export as') });
  if (!format) return;
  const base = document.isUntitled ? vscode.workspace.workspaceFolders?.[0]?.uri : document.uri;
  const name = `${document.uri.path.replace(/^.*\//, '').replace(/\.nnbook$/, '')}${format.ending}`;
  const suggested = base && vscode.Uri.joinPath(base, document.isUntitled ? '.' : '..', name);
  const target = await vscode.window.showSaveDialog({
    ...(suggested ? { defaultUri: suggested } : {}),
    filters: { [format.label]: [format.ending.slice(1)] },
  });
  if (!target) return;
  const done = await orComplain(async () => {
    await vscode.workspace.fs.writeFile(target, writeAs(target.path, contentOf(document), katexFile));
    return true;
  });
  if (!done) return;
  const open = vscode.l10n.t('Open');
  const shown = vscode.workspace.asRelativePath(target);
  if ((await vscode.window.showInformationMessage(vscode.l10n.t('Exported to {0}.', shown), open)) !== open) return;
  if (format.ending === '.html') await vscode.env.openExternal(target);
  else await vscode.commands.executeCommand('vscode.open', target);
}

function contentOf(document: vscode.NotebookDocument): Notebook {
  const cells = document.getCells().map((cell) => {
    const data = new vscode.NotebookCellData(cell.kind, cell.document.getText(), cell.document.languageId);
    data.metadata = cell.metadata;
    data.outputs = [...cell.outputs];
    return data;
  });
  const data = new vscode.NotebookData(cells);
  data.metadata = document.metadata;
  return toNotebook(data, 'all');
}

async function orComplain<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
