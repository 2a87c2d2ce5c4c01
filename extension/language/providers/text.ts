/** Formatting, semantic tokens and folding. */
import * as vscode from 'vscode';
import type { LanguageClient } from '../client.ts';
import { tokenModifiers, tokenTypes } from '../protocol.ts';
import { cancelOf, cellOf, rangeOf } from './convert.ts';

export class FormatProvider
  implements vscode.DocumentFormattingEditProvider, vscode.DocumentRangeFormattingEditProvider
{
  private readonly client: LanguageClient;

  constructor(client: LanguageClient) {
    this.client = client;
  }

  provideDocumentFormattingEdits(
    document: vscode.TextDocument,
    options: vscode.FormattingOptions,
    token: vscode.CancellationToken,
  ): Promise<vscode.TextEdit[] | undefined> {
    return this.edits(document, 0, document.getText().length, options, token);
  }

  provideDocumentRangeFormattingEdits(
    document: vscode.TextDocument,
    range: vscode.Range,
    options: vscode.FormattingOptions,
    token: vscode.CancellationToken,
  ): Promise<vscode.TextEdit[] | undefined> {
    return this.edits(document, document.offsetAt(range.start), document.offsetAt(range.end), options, token);
  }

  private async edits(
    document: vscode.TextDocument,
    start: number,
    end: number,
    { tabSize, insertSpaces }: vscode.FormattingOptions,
    token: vscode.CancellationToken,
  ): Promise<vscode.TextEdit[] | undefined> {
    const cell = cellOf(document);
    const { version } = document;
    const edits =
      cell && (await this.client.ask('format', { ...cell, start, end, tabSize, insertSpaces }, cancelOf(token)));
    if (!edits || document.version !== version) return undefined;
    return edits.map((edit) => vscode.TextEdit.replace(rangeOf(document, edit), edit.text));
  }
}

export const legend = new vscode.SemanticTokensLegend([...tokenTypes], [...tokenModifiers]);

export class TokensProvider implements vscode.DocumentSemanticTokensProvider {
  private readonly client: LanguageClient;

  constructor(client: LanguageClient) {
    this.client = client;
  }

  async provideDocumentSemanticTokens(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.SemanticTokens | undefined> {
    const cell = cellOf(document);
    const { version } = document;
    const tokens = cell && (await this.client.ask('semanticTokens', cell, cancelOf(token)));
    if (!tokens || document.version !== version) return undefined;
    const builder = new vscode.SemanticTokensBuilder(legend);
    for (let i = 0; i < tokens.length; i += 3) {
      const start = document.positionAt(tokens[i]);
      builder.push(start.line, start.character, tokens[i + 1], tokens[i + 2] & 0xff, tokens[i + 2] >> 8);
    }
    return builder.build();
  }
}

export class FoldingProvider implements vscode.FoldingRangeProvider {
  private readonly client: LanguageClient;

  constructor(client: LanguageClient) {
    this.client = client;
  }

  async provideFoldingRanges(
    document: vscode.TextDocument,
    _context: vscode.FoldingContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.FoldingRange[] | undefined> {
    const cell = cellOf(document);
    const folds = cell && (await this.client.ask('folding', cell, cancelOf(token)));
    return folds?.flatMap((fold) => {
      const { start, end } = rangeOf(document, fold);
      // A closing bracket stays visible on its own line.
      const last = /[)\]}`]/.test(document.getText()[fold.end - 1] ?? '') ? end.line - 1 : end.line;
      return last > start.line ? [new vscode.FoldingRange(start.line, last, foldKinds[fold.kind])] : [];
    });
  }
}

const foldKinds = {
  code: undefined,
  comment: vscode.FoldingRangeKind.Comment,
  imports: vscode.FoldingRangeKind.Imports,
  region: vscode.FoldingRangeKind.Region,
};
