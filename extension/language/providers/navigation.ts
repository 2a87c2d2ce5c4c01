/** Definition, references, rename, and the read-only text of our own declaration files. */
import * as vscode from 'vscode';
import type { LanguageClient } from '../client.ts';
import { cancelOf, documentOf, locationOf, placeAt, rangeOf } from './convert.ts';

export class NavigationProvider
  implements
    vscode.DefinitionProvider,
    vscode.ReferenceProvider,
    vscode.RenameProvider,
    vscode.TextDocumentContentProvider
{
  private readonly client: LanguageClient;

  constructor(client: LanguageClient) {
    this.client = client;
  }

  async provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.LocationLink[] | undefined> {
    const at = placeAt(document, position);
    const answer = at && (await this.client.ask('definition', at, cancelOf(token)));
    if (!answer) return undefined;
    const originSelectionRange = rangeOf(document, answer);
    const locations = await Promise.all(answer.places.map(locationOf));
    return locations.flatMap((location) =>
      location ? [{ originSelectionRange, targetUri: location.uri, targetRange: location.range }] : [],
    );
  }

  async provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    _context: vscode.ReferenceContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.Location[]> {
    const at = placeAt(document, position);
    const places = (at && (await this.client.ask('references', at, cancelOf(token)))) ?? [];
    const locations = await Promise.all(places.map(locationOf));
    return locations.filter((location) => location !== undefined);
  }

  async prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<{ range: vscode.Range; placeholder: string } | undefined> {
    const at = placeAt(document, position);
    const target = at && (await this.client.ask('renameTarget', at, cancelOf(token)));
    if (!target) return undefined;
    if (target.kind === 'refused') throw new Error(target.reason);
    return { range: rangeOf(document, target), placeholder: target.name };
  }

  async provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    newName: string,
    token: vscode.CancellationToken,
  ): Promise<vscode.WorkspaceEdit | undefined> {
    const at = placeAt(document, position);
    const answer = at && (await this.client.ask('rename', { ...at, newName }, cancelOf(token)));
    if (!answer) return undefined;
    if (answer.kind === 'refused') throw new Error(answer.reason);
    return workspaceEdit(answer.edits);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string | undefined> {
    return (await this.client.ask('libraryFile', { path: uri.path })) ?? undefined;
  }
}

/** Edits in the cells of open notebooks. */
export function workspaceEdit(
  edits: readonly { readonly cell: string; readonly start: number; readonly end: number; readonly text: string }[],
): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  for (const edit of edits) {
    const document = documentOf(edit.cell);
    if (document) result.replace(document.uri, rangeOf(document, edit), edit.text);
  }
  return result;
}
