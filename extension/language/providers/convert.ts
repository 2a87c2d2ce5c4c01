/** Between VS Code's types and the protocol's. */
import * as vscode from 'vscode';
import type { Cancel } from '../client.ts';
import type { At, Place } from '../protocol.ts';

export const notebookType = 'nnbook';
export const cellLanguage = 'nnts';
/** Scheme of the read-only declaration files that come with the extension. */
export const librarySchema = 'nnbook-types';

/** Cells in our own language. */
export const ownCells: vscode.DocumentFilter = { notebookType, language: cellLanguage };
/** Also cells whose language the user switched to TypeScript: there the built-in hovers and completes. */
export const allCells: vscode.DocumentFilter[] = [ownCells, { notebookType, language: 'typescript' }];

export function isCodeCell(cell: vscode.NotebookCell): boolean {
  const { languageId } = cell.document;
  return cell.kind === vscode.NotebookCellKind.Code && (languageId === cellLanguage || languageId === 'typescript');
}

/** The notebook that holds a cell's document. */
export function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  const id = document.uri.toString();
  return vscode.workspace.notebookDocuments.find(
    (notebook) =>
      notebook.notebookType === notebookType && notebook.getCells().some((cell) => cell.document.uri.toString() === id),
  );
}

export function placeAt(document: vscode.TextDocument, position: vscode.Position): At | undefined {
  const notebook = notebookOf(document);
  if (!notebook) return undefined;
  return { notebook: notebook.uri.toString(), cell: document.uri.toString(), offset: document.offsetAt(position) };
}

export function cellOf(document: vscode.TextDocument): { notebook: string; cell: string } | undefined {
  const notebook = notebookOf(document);
  return notebook && { notebook: notebook.uri.toString(), cell: document.uri.toString() };
}

export function rangeOf(document: vscode.TextDocument, { start, end }: { start: number; end: number }): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

export function documentOf(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

export function cancelOf(token: vscode.CancellationToken): Cancel {
  return {
    get cancelled() {
      return token.isCancellationRequested;
    },
    onCancel: (listener) => void token.onCancellationRequested(listener),
  };
}

/** Opens the document that a place is in, to turn offsets into a range. */
export async function locationOf(place: Place): Promise<vscode.Location | undefined> {
  if (place.kind === 'cell') {
    const document = documentOf(place.cell);
    return document && new vscode.Location(document.uri, rangeOf(document, place));
  }
  const uri =
    place.kind === 'library'
      ? vscode.Uri.from({ scheme: librarySchema, path: place.path })
      : vscode.Uri.file(place.path);
  const document = await vscode.workspace.openTextDocument(uri);
  return new vscode.Location(uri, rangeOf(document, place));
}
