/** Completion and signature help. */
import * as vscode from 'vscode';
import type { LanguageClient } from '../client.ts';
import type { At, CompletionItem } from '../protocol.ts';
import { cancelOf, placeAt, rangeOf } from './convert.ts';

const { CompletionItemKind: Kind } = vscode;

const kinds: Readonly<Record<string, vscode.CompletionItemKind>> = {
  class: Kind.Class,
  'local class': Kind.Class,
  const: Kind.Constant,
  let: Kind.Variable,
  var: Kind.Variable,
  'local var': Kind.Variable,
  parameter: Kind.Variable,
  alias: Kind.Variable,
  function: Kind.Function,
  'local function': Kind.Function,
  method: Kind.Method,
  construct: Kind.Constructor,
  property: Kind.Property,
  getter: Kind.Property,
  setter: Kind.Property,
  accessor: Kind.Property,
  enum: Kind.Enum,
  'enum member': Kind.EnumMember,
  interface: Kind.Interface,
  type: Kind.Interface,
  'type parameter': Kind.TypeParameter,
  module: Kind.Module,
  'external module name': Kind.Module,
  keyword: Kind.Keyword,
  string: Kind.Value,
  directory: Kind.Folder,
  script: Kind.File,
};

class Item extends vscode.CompletionItem {
  readonly at: At;
  readonly entry: CompletionItem;

  constructor(document: vscode.TextDocument, at: At, entry: CompletionItem) {
    super(entry.autoImport ? { label: entry.name, description: 'nnbook' } : entry.name, kinds[entry.kind] ?? Kind.Text);
    this.at = at;
    this.entry = entry;
    this.sortText = entry.sortText;
    if (entry.insertText !== undefined) this.insertText = entry.insertText;
    if (entry.filterText !== undefined) this.filterText = entry.filterText;
    if (entry.replace) this.range = rangeOf(document, entry.replace);
    if (entry.deprecated) this.tags = [vscode.CompletionItemTag.Deprecated];
  }
}

export class CompletionProvider implements vscode.CompletionItemProvider<Item> {
  static readonly triggers = ['.', '"', "'", '`', '/', '@', '<', '#'];
  private readonly client: LanguageClient;

  constructor(client: LanguageClient) {
    this.client = client;
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionList<Item> | undefined> {
    const at = placeAt(document, position);
    const answer = at && (await this.client.ask('complete', at, cancelOf(token)));
    if (!at || !answer || token.isCancellationRequested) return undefined;
    return new vscode.CompletionList(
      answer.items.map((entry) => new Item(document, at, entry)),
      answer.incomplete,
    );
  }

  async resolveCompletionItem(item: Item, token: vscode.CancellationToken): Promise<Item> {
    const question = { ...item.at, name: item.entry.name, autoImport: item.entry.autoImport ?? false };
    const details = await this.client.ask('completionDetails', question, cancelOf(token));
    if (!details) return item;
    const document = vscode.workspace.textDocuments.find((d) => d.uri.toString() === item.at.cell);
    item.detail = details.signature;
    item.documentation = new vscode.MarkdownString(details.docs);
    if (document) {
      item.additionalTextEdits = details.edits.map((edit) =>
        vscode.TextEdit.replace(rangeOf(document, edit), edit.text),
      );
    }
    return item;
  }
}

export class SignatureProvider implements vscode.SignatureHelpProvider {
  static readonly triggers = { triggerCharacters: ['(', ',', '<'], retriggerCharacters: [')'] };
  private readonly client: LanguageClient;

  constructor(client: LanguageClient) {
    this.client = client;
  }

  async provideSignatureHelp(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
    context: vscode.SignatureHelpContext,
  ): Promise<vscode.SignatureHelp | undefined> {
    const at = placeAt(document, position);
    const answer =
      at && (await this.client.ask('signature', { ...at, retrigger: context.isRetrigger }, cancelOf(token)));
    if (!answer) return undefined;
    const help = new vscode.SignatureHelp();
    help.activeSignature = answer.activeSignature;
    help.activeParameter = answer.activeParameter;
    help.signatures = answer.signatures.map(({ label, docs, parameters }) => {
      const signature = new vscode.SignatureInformation(label, new vscode.MarkdownString(docs));
      signature.parameters = parameters.map(
        (p) =>
          new vscode.ParameterInformation(
            [p.start, p.end],
            p.docs === '' ? undefined : new vscode.MarkdownString(p.docs),
          ),
      );
      return signature;
    });
    return help;
  }
}
