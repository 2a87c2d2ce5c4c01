/** Shapes after the names of variables: from the look-ahead, else from the kernel. */
import * as vscode from 'vscode';
import type { LanguageClient } from '../client.ts';
import type { LiveInspector, LiveShape } from '../live.ts';
import type { Lookahead } from '../lookahead/client.ts';
import { formatShape } from '../numbers.ts';
import type { DeclaredName } from '../protocol.ts';
import { cancelOf, cellOf } from './convert.ts';

export class HintsProvider implements vscode.InlayHintsProvider {
  private readonly client: LanguageClient;
  private readonly lookahead: Lookahead;
  private readonly inspector: LiveInspector | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeInlayHints = this.changed.event;

  constructor(client: LanguageClient, lookahead: Lookahead, inspector: LiveInspector | undefined) {
    this.client = client;
    this.lookahead = lookahead;
    this.inspector = inspector;
  }

  refresh(): void {
    this.changed.fire();
  }

  async provideInlayHints(
    document: vscode.TextDocument,
    range: vscode.Range,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlayHint[] | undefined> {
    const at = cellOf(document);
    const { version } = document;
    const names = at && (await this.client.ask('declared', at, cancelOf(token)));
    if (!at || !names || names.length === 0) return undefined;
    const outlook = this.lookahead.outlook(at.notebook, at.cell);
    const unplanned = names.some(({ name }) => !outlook?.values[name]);
    const live = unplanned && this.inspector ? await this.inspector.shapes(at.notebook) : [];
    if (document.version !== version || token.isCancellationRequested) return undefined;
    return names.flatMap((declared) => {
      const planned = outlook?.values[declared.name];
      const found = planned ?? live.find((shape: LiveShape) => shape.name === declared.name && shape.cell === at.cell);
      const unreached = outlook?.state === 'problem' && outlook.missing.includes(declared.name);
      if (!found && !unreached) return [];
      const hint = hintAt(document, declared, found ? formatShape(found.shape) : '?');
      hint.tooltip = found
        ? `${found.dtype} ${formatShape(found.shape)}${planned ? ', from a look-ahead on shapes' : ', as it is in the kernel'}`
        : 'Not reached: an earlier call has a shape problem';
      return range.contains(hint.position) ? [hint] : [];
    });
  }
}

/** `x: [2, 3]` behind a bare name; behind a written type, the shape alone. */
function hintAt(document: vscode.TextDocument, { end, annotationEnd }: DeclaredName, label: string): vscode.InlayHint {
  if (annotationEnd < 0) return new vscode.InlayHint(document.positionAt(end), `: ${label}`, vscode.InlayHintKind.Type);
  const hint = new vscode.InlayHint(document.positionAt(annotationEnd), label, vscode.InlayHintKind.Type);
  hint.paddingLeft = true;
  return hint;
}
