/** The Variables view: a row for each variable of the active notebook's kernel, a module's parameters below it. */
import * as vscode from 'vscode';
import { cellId } from '../kernel/driver.ts';
import { rowOf, type SortOrder, sorted } from './model.ts';
import type { VariableReports } from './reports.ts';
import type { Variable } from './variable.ts';

export const VIEW = 'nnbook.variables';

export interface VariableNode {
  readonly notebook: vscode.NotebookDocument;
  readonly variable: Variable;
}

export class VariableTree implements vscode.TreeDataProvider<VariableNode>, vscode.Disposable {
  readonly #reports: VariableReports;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #notebook: vscode.NotebookDocument | undefined;
  #order: SortOrder = 'name';

  constructor(reports: VariableReports) {
    this.#reports = reports;
  }

  show(notebook: vscode.NotebookDocument | undefined, order: SortOrder): void {
    this.#notebook = notebook;
    this.#order = order;
    this.#changed.fire();
  }

  get count(): number {
    return (this.#notebook && this.#reports.report(this.#notebook)?.variables.length) ?? 0;
  }

  getChildren(node?: VariableNode): VariableNode[] {
    const notebook = this.#notebook;
    if (!notebook) return [];
    const list = node ? node.variable.children : (this.#reports.report(notebook)?.variables ?? []);
    // The parameters of a module keep the order of its layers.
    const ordered = node && this.#order === 'name' ? list : sorted(list, this.#order);
    return ordered.map((variable) => ({ notebook, variable }));
  }

  getTreeItem({ notebook, variable }: VariableNode): vscode.TreeItem {
    const row = rowOf(variable, (id) => {
      const index = notebook.getCells().findIndex((cell) => cellId(cell) === id);
      return index < 0 ? null : index + 1;
    });
    const state =
      variable.children.length > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
    const item = new vscode.TreeItem(row.label, state);
    item.id = `${notebook.uri.toString()}#${JSON.stringify(variable.path)}`;
    item.description = row.description;
    item.tooltip = new vscode.MarkdownString(row.tooltip);
    item.accessibilityInformation = { label: row.spoken };
    item.iconPath = new vscode.ThemeIcon(iconOf(variable));
    item.contextValue = variable.kind;
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function iconOf({ kind, type, gradNorm }: Variable): string {
  if (kind === 'tensor') return gradNorm === null ? 'symbol-array' : 'graph-line';
  if (kind === 'module') return 'layers';
  if (type === 'number' || type === 'bigint') return 'symbol-numeric';
  if (type === 'string') return 'symbol-string';
  return type === 'boolean' ? 'symbol-boolean' : 'symbol-variable';
}
