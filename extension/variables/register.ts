/** The Variables view, its commands, and the kernel's place in the status bar. */
import * as vscode from 'vscode';
import { showValue } from '../commands/show-value.ts';
import type { KernelController } from '../kernel/controller.ts';
import { cellId } from '../kernel/driver.ts';
import { NOTEBOOK_TYPE } from '../notebook/serializer.ts';
import { type SortOrder, statusOf } from './model.ts';
import { VariableReports } from './reports.ts';
import { type VariableNode, VariableTree, VIEW } from './tree.ts';

const SHOW = 'nnbook.showVariables';
const SORT_KEY = 'nnbook.variables.order';

export function registerVariables(context: vscode.ExtensionContext, kernels: KernelController): vscode.Disposable {
  const reports = new VariableReports(kernels);
  const tree = new VariableTree(reports);
  const view = vscode.window.createTreeView(VIEW, { treeDataProvider: tree, showCollapseAll: true });
  const status = vscode.window.createStatusBarItem('nnbook.kernel', vscode.StatusBarAlignment.Right, 100);
  status.name = vscode.l10n.t('nnbook Kernel');
  status.command = SHOW;
  let order: SortOrder = context.globalState.get<string>(SORT_KEY) === 'memory' ? 'memory' : 'name';
  let active: vscode.NotebookDocument | undefined;

  const refresh = (): void => {
    const report = active && reports.report(active);
    if (view.visible) tree.show(active, order);
    view.description = active && report ? vscode.workspace.asRelativePath(active.uri) : undefined;
    if (!active) {
      status.hide();
      return;
    }
    const { text, tooltip, warn } = statusOf(reports.activity(active), report ?? null);
    status.text = text;
    status.tooltip = new vscode.MarkdownString(tooltip);
    status.backgroundColor = warn ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    status.show();
  };
  const activate = (editor: vscode.NotebookEditor | undefined): void => {
    const notebook = editor?.notebook;
    if (notebook?.notebookType === NOTEBOOK_TYPE) active = notebook;
    // The view keeps its notebook while a file beside it has the focus.
    else if (active && !vscode.window.visibleNotebookEditors.some((shown) => shown.notebook === active)) {
      active = undefined;
    }
    refresh();
  };
  const sort = (by: SortOrder): void => {
    order = by;
    void context.globalState.update(SORT_KEY, by);
    void vscode.commands.executeCommand('setContext', SORT_KEY, by);
    refresh();
  };
  sort(order);
  activate(vscode.window.activeNotebookEditor);

  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    reports,
    tree,
    view,
    status,
    reports.onDidChange((notebook) => notebook === active && refresh()),
    view.onDidChangeVisibility(refresh),
    vscode.window.onDidChangeActiveNotebookEditor(activate),
    vscode.window.onDidChangeVisibleNotebookEditors(() => activate(vscode.window.activeNotebookEditor)),
    registerCommand(SHOW, () => vscode.commands.executeCommand(`${VIEW}.focus`)),
    registerCommand('nnbook.variables.sortByName', () => sort('name')),
    registerCommand('nnbook.variables.sortByMemory', () => sort('memory')),
    registerCommand('nnbook.variables.revealCell', (node?: VariableNode) => node && reveal(node)),
    registerCommand('nnbook.variables.open', async (node?: VariableNode) => {
      if (node) await showValue(kernels, node.notebook, node.variable.path, node.variable.cell);
    }),
  );
}

async function reveal({ notebook, variable }: VariableNode): Promise<void> {
  const cell = notebook.getCells().find((candidate) => cellId(candidate) === variable.cell);
  if (!cell) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The cell that defined {0} is no longer in the notebook.', variable.name),
    );
    return;
  }
  const range = new vscode.NotebookRange(cell.index, cell.index + 1);
  const editor = await vscode.window.showNotebookDocument(notebook, { selections: [range] });
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
}
