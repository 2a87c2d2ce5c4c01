import * as vscode from 'vscode';
import { parseNotebook } from '../notebook/format.ts';
import { NOTEBOOK_TYPE } from '../notebook/serializer.ts';

interface CourseNote extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

/** Opens a note of the course as a copy that the reader may change and save where they like. */
export async function openCourse(context: vscode.ExtensionContext): Promise<void> {
  const folder = vscode.Uri.joinPath(context.extensionUri, 'media', 'notes');
  const notes = await listNotes(folder);
  if (notes.length === 0) {
    void vscode.window.showErrorMessage('The course notes are missing from this installation of nnbook.');
    return;
  }
  const picked =
    notes.length === 1
      ? notes[0]
      : await vscode.window.showQuickPick(notes, { placeHolder: 'Which note?', matchOnDetail: true });
  if (!picked) return;
  const notebook = await vscode.workspace.openNotebookDocument(picked.uri);
  await vscode.window.showNotebookDocument(notebook);
  if (notebook.notebookType !== NOTEBOOK_TYPE)
    await vscode.commands.executeCommand('vscode.openWith', picked.uri, NOTEBOOK_TYPE);
}

async function listNotes(folder: vscode.Uri): Promise<CourseNote[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const files = entries.map(([name]) => name).filter((name) => name.endsWith('.nnbook'));
  return Promise.all(
    files.sort().map(async (name) => {
      const uri = vscode.Uri.joinPath(folder, name);
      const { cells } = parseNotebook(await vscode.workspace.fs.readFile(uri));
      const heading = cells.find(({ kind, source }) => kind === 'markdown' && /^# /m.test(source))?.source ?? name;
      return { label: /^# +(.*)/m.exec(heading)?.[1] ?? name, detail: summary(heading), uri };
    }),
  );
}

/** The first sentence under the heading. */
function summary(source: string): string {
  const prose = source.split('\n').find((line) => /^[^#\s]/.test(line)) ?? '';
  return prose.slice(0, 160);
}
