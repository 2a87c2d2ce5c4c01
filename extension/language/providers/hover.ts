/** Hover: TypeScript's answer, and what the kernel or the look-ahead knows about the value. */
import * as vscode from 'vscode';
import type { LanguageClient } from '../client.ts';
import { hoverMarkdown } from '../hover-text.ts';
import type { LiveInspector, LiveValue } from '../live.ts';
import type { Lookahead } from '../lookahead/client.ts';
import { cancelOf, documentOf, notebookOf, placeAt, rangeOf } from './convert.ts';

export const copyShapeCommand = 'nnbook.language.copyShape';
export const showValueCommand = 'nnbook.language.showValue';
export const revealCommand = 'nnbook.language.revealLine';
const trusted = [copyShapeCommand, showValueCommand, revealCommand];

/** A hover must not wait for a kernel that is busy training. */
const patience = 400;

export class HoverProvider implements vscode.HoverProvider {
  private readonly client: LanguageClient;
  private readonly lookahead: Lookahead;
  private readonly inspector: LiveInspector | undefined;

  constructor(client: LanguageClient, lookahead: Lookahead, inspector: LiveInspector | undefined) {
    this.client = client;
    this.lookahead = lookahead;
    this.inspector = inspector;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const at = placeAt(document, position);
    const { version } = document;
    const info = at && (await this.client.ask('hover', at, cancelOf(token)));
    if (!at || !info || document.version !== version) return undefined;
    const live = info.path ? await this.inspect(at.notebook, info.path) : undefined;
    if (token.isCancellationRequested) return undefined;
    const planned = info.path ? this.lookahead.valueAt(at.notebook, at.cell, info.path) : undefined;
    const shape = live?.kind === 'tensor' ? live.shape : planned?.shape;
    const text = new vscode.MarkdownString(
      hoverMarkdown({
        signature: info.signature,
        docs: info.docs,
        live,
        planned,
        theme: isLight() ? 'light' : 'dark',
        cellLink,
        links: shape ? this.links(at.notebook, info.path ?? [], shape, live) : [],
      }),
    );
    text.supportHtml = true;
    text.isTrusted = { enabledCommands: trusted };
    return new vscode.Hover(text, rangeOf(document, info));
  }

  private async inspect(notebook: string, path: readonly string[]): Promise<LiveValue | undefined> {
    if (!this.inspector) return undefined;
    const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patience));
    return await Promise.race([this.inspector.inspect(notebook, path), late]);
  }

  private links(
    notebook: string,
    path: readonly string[],
    shape: readonly number[],
    live: LiveValue | undefined,
  ): { label: string; command: string }[] {
    const links = [{ label: 'Copy shape', command: commandUri(copyShapeCommand, [shape]) }];
    if (live?.kind !== 'tensor' || !this.inspector?.show) return links;
    if (live.madeBy)
      links.unshift({ label: 'Show in graph', command: commandUri(showValueCommand, [notebook, path, 'graph']) });
    links.unshift({ label: 'Show tensor', command: commandUri(showValueCommand, [notebook, path, 'tensor']) });
    return links;
  }
}

function commandUri(command: string, args: readonly unknown[]): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
}

function isLight(): boolean {
  const { kind } = vscode.window.activeColorTheme;
  return kind === vscode.ColorThemeKind.Light || kind === vscode.ColorThemeKind.HighContrastLight;
}

function cellLink(cell: string, line: number): { label: string; command: string } | null {
  const document = documentOf(cell);
  const notebook = document && notebookOf(document);
  const index = notebook?.getCells().findIndex((c) => c.document.uri.toString() === cell) ?? -1;
  if (index < 0) return null;
  return { label: `cell ${index + 1}, line ${line}`, command: commandUri(revealCommand, [cell, line]) };
}

/** The commands that the hover's links call. */
export function hoverCommands(inspector: LiveInspector | undefined): vscode.Disposable[] {
  const { registerCommand } = vscode.commands;
  return [
    registerCommand(copyShapeCommand, (shape: readonly number[]) =>
      vscode.env.clipboard.writeText(`[${shape.join(', ')}]`),
    ),
    registerCommand(showValueCommand, (notebook: string, path: readonly string[], view: 'tensor' | 'graph') =>
      inspector?.show?.(notebook, path, view),
    ),
    registerCommand(revealCommand, async (cell: string, line: number) => {
      const document = documentOf(cell);
      const notebook = document && notebookOf(document);
      const index = notebook?.getCells().findIndex((c) => c.document.uri.toString() === cell) ?? -1;
      if (!notebook || index < 0) return;
      const range = new vscode.NotebookRange(index, index + 1);
      const editor = await vscode.window.showNotebookDocument(notebook, { selections: [range] });
      editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
      await vscode.window.showTextDocument(document, { selection: new vscode.Range(line - 1, 0, line - 1, 0) });
    }),
  ];
}
