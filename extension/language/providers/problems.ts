/** Squiggles: TypeScript's and the look-ahead's, their quick fixes, and a line under a cell with shape problems. */
import * as vscode from 'vscode';
import type { LanguageClient } from '../client.ts';
import type { Lookahead } from '../lookahead/client.ts';
import type { ShapeFix, ShapeProblem } from '../lookahead/protocol.ts';
import type { CellProblems } from '../protocol.ts';
import { cancelOf, cellOf, documentOf, locationOf, notebookType, rangeOf } from './convert.ts';
import { workspaceEdit } from './navigation.ts';
import type { NotebookSync } from './sync.ts';

/** Milliseconds without a change before a check. */
const pause = 150;
const shapeCode = 'shape';
const shapeSource = 'nnbook';
const typeSource = 'ts';

export class Problems
  implements vscode.CodeActionProvider, vscode.NotebookCellStatusBarItemProvider, vscode.Disposable
{
  private readonly client: LanguageClient;
  private readonly lookahead: Lookahead;
  private readonly types = vscode.languages.createDiagnosticCollection('nnbook types');
  private readonly shapes = vscode.languages.createDiagnosticCollection('nnbook shapes');
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly shown = new Map<string, Set<string>>();
  private readonly statusChanged = new vscode.EventEmitter<void>();
  readonly onDidChangeCellStatusBarItems = this.statusChanged.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(client: LanguageClient, lookahead: Lookahead, sync: NotebookSync) {
    this.client = client;
    this.lookahead = lookahead;
    this.subscriptions = [
      this.types,
      this.shapes,
      this.statusChanged,
      sync.onDidChange((notebook) => this.schedule(notebook)),
      sync.onDidClose((notebook) => this.forget(notebook)),
      lookahead.onDidChange((uri) => {
        const notebook = vscode.workspace.notebookDocuments.find((n) => n.uri.toString() === uri);
        if (notebook) this.showShapes(notebook);
      }),
    ];
    for (const notebook of vscode.workspace.notebookDocuments) this.schedule(notebook);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  provideCellStatusBarItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
    const count = this.shapes.get(cell.document.uri)?.length ?? 0;
    if (count === 0) return [];
    const text = `$(error) ${count} shape ${count === 1 ? 'problem' : 'problems'}`;
    return [new vscode.NotebookCellStatusBarItem(text, vscode.NotebookCellStatusBarAlignment.Left)];
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const at = cellOf(document);
    if (!at) return [];
    const actions: vscode.CodeAction[] = [];
    for (const diagnostic of context.diagnostics) {
      if (diagnostic.source === shapeSource && diagnostic.code === shapeCode) {
        const problem = this.lookahead
          .problems(at.notebook)
          .find((p) => p.cell === at.cell && rangeOf(document, p).isEqual(diagnostic.range));
        actions.push(...(problem?.fixes ?? []).map((fix) => shapeAction(at.cell, fix, diagnostic)));
      } else if (diagnostic.source === typeSource && typeof diagnostic.code === 'number') {
        const span = { start: document.offsetAt(diagnostic.range.start), end: document.offsetAt(diagnostic.range.end) };
        const fixes = await this.client.ask('fixes', { ...at, ...span, codes: [diagnostic.code] }, cancelOf(token));
        actions.push(...(fixes ?? []).map(({ title, edits }) => action(title, workspaceEdit(edits), diagnostic)));
      }
    }
    return actions;
  }

  private schedule(notebook: vscode.NotebookDocument): void {
    if (notebook.notebookType !== notebookType) return;
    const id = notebook.uri.toString();
    clearTimeout(this.timers.get(id));
    this.timers.set(
      id,
      setTimeout(() => void this.check(notebook), pause),
    );
  }

  private async check(notebook: vscode.NotebookDocument): Promise<void> {
    const id = notebook.uri.toString();
    const versions = new Map(notebook.getCells().map(({ document }) => [document.uri.toString(), document.version]));
    const cells = await this.client.ask('diagnostics', { notebook: id, cells: null });
    if (!cells || notebook.isClosed) return;
    const now = new Set(cells.map(({ cell }) => cell));
    for (const gone of this.shown.get(id) ?? []) {
      if (!now.has(gone)) this.types.delete(vscode.Uri.parse(gone));
    }
    this.shown.set(id, now);
    for (const cell of cells) {
      const document = documentOf(cell.cell);
      // A cell that was edited meanwhile has its next check scheduled already.
      if (document && document.version === versions.get(cell.cell)) await this.showTypes(document, cell);
    }
  }

  private async showTypes(document: vscode.TextDocument, { problems }: CellProblems): Promise<void> {
    const { version } = document;
    const diagnostics = await Promise.all(
      problems.map(async (problem) => {
        const severity = vscode.DiagnosticSeverity[problem.severity === 'error' ? 'Error' : 'Warning'];
        const diagnostic = new vscode.Diagnostic(rangeOf(document, problem), problem.message, severity);
        diagnostic.source = typeSource;
        diagnostic.code = problem.code;
        const related = problem.related.filter(({ place }) => place.kind === 'cell');
        const locations = await Promise.all(related.map(({ place }) => locationOf(place)));
        diagnostic.relatedInformation = related.flatMap(({ message }, i) => {
          const location = locations[i];
          return location ? [new vscode.DiagnosticRelatedInformation(location, message)] : [];
        });
        return diagnostic;
      }),
    );
    if (document.version === version && !document.isClosed) this.types.set(document.uri, diagnostics);
  }

  private showShapes(notebook: vscode.NotebookDocument): void {
    const problems = this.lookahead.problems(notebook.uri.toString());
    for (const { document } of notebook.getCells()) {
      const own = unique(problems.filter(({ cell }) => cell === document.uri.toString()));
      this.shapes.set(
        document.uri,
        own.map((problem) => shapeDiagnostic(document, problem)),
      );
    }
    this.statusChanged.fire();
  }

  private forget(notebook: vscode.NotebookDocument): void {
    const id = notebook.uri.toString();
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    this.shown.delete(id);
    for (const { document } of notebook.getCells()) {
      this.types.delete(document.uri);
      this.shapes.delete(document.uri);
    }
  }
}

/** Two cells may lead to the same place, a function that both call: one squiggle. */
function unique(problems: readonly ShapeProblem[]): ShapeProblem[] {
  return [...new Map(problems.map((p) => [`${p.start}:${p.end}:${p.message}`, p])).values()];
}

function shapeDiagnostic(document: vscode.TextDocument, problem: ShapeProblem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(document, problem),
    problem.message,
    vscode.DiagnosticSeverity.Error,
  );
  diagnostic.source = shapeSource;
  diagnostic.code = shapeCode;
  diagnostic.relatedInformation = problem.callers.flatMap((caller) => {
    const from = documentOf(caller.cell);
    return from
      ? [new vscode.DiagnosticRelatedInformation(new vscode.Location(from.uri, rangeOf(from, caller)), 'called here')]
      : [];
  });
  return diagnostic;
}

function shapeAction(cell: string, fix: ShapeFix, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const result = action(fix.title, workspaceEdit(fix.edits.map((edit) => ({ cell, ...edit }))), diagnostic);
  result.isPreferred = true;
  return result;
}

function action(title: string, edit: vscode.WorkspaceEdit, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const result = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  result.edit = edit;
  result.diagnostics = [diagnostic];
  return result;
}
