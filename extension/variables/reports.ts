/** The latest list of variables of each notebook's kernel: asked for once after each change, and only while idle. */
import * as vscode from 'vscode';
import type { KernelController } from '../kernel/controller.ts';
import type { Activity } from './model.ts';
import type { VariableReport } from './variable.ts';

export class VariableReports implements vscode.Disposable {
  readonly #kernels: KernelController;
  readonly #reports = new Map<vscode.NotebookDocument, VariableReport>();
  /** Notebooks whose kernel is being asked; the value says that it changed again meanwhile. */
  readonly #asking = new Map<vscode.NotebookDocument, boolean>();
  readonly #changed = new vscode.EventEmitter<vscode.NotebookDocument>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[];

  constructor(kernels: KernelController) {
    this.#kernels = kernels;
    this.#subscriptions = [
      this.#changed,
      kernels.onDidChange((notebook) => void this.#refresh(notebook)),
      kernels.onDidChangeState((notebook) => this.#changed.fire(notebook)),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => {
        this.#reports.delete(notebook);
        this.#changed.fire(notebook);
      }),
    ];
  }

  /** What was last heard from the kernel; undefined without one. */
  report(notebook: vscode.NotebookDocument): VariableReport | undefined {
    return this.#reports.get(notebook);
  }

  activity(notebook: vscode.NotebookDocument): Activity {
    const state = this.#kernels.session(notebook)?.state;
    if (!state || state.kernel === 'off') return 'off';
    if (state.kernel === 'starting' || state.restarting) return 'starting';
    return state.running ? 'busy' : 'idle';
  }

  async #refresh(notebook: vscode.NotebookDocument): Promise<void> {
    if (this.#asking.has(notebook)) {
      this.#asking.set(notebook, true);
      return;
    }
    const session = this.#kernels.session(notebook);
    if (session?.state.kernel !== 'ready' || notebook.isClosed) {
      this.#set(notebook, undefined);
      return;
    }
    // While the next cell runs there will be another change; a list of every cell of "Run All" would slow it down.
    if (!session.idle) return;
    this.#asking.set(notebook, false);
    const life = session.sessionId;
    const report = await session.ask<'variables'>({ method: 'variables', params: {} }).catch(() => undefined);
    const again = this.#asking.get(notebook);
    this.#asking.delete(notebook);
    if (report && session.sessionId === life && !notebook.isClosed) this.#set(notebook, report);
    if (again) await this.#refresh(notebook);
  }

  #set(notebook: vscode.NotebookDocument, report: VariableReport | undefined): void {
    if (report) this.#reports.set(notebook, report);
    else this.#reports.delete(notebook);
    this.#changed.fire(notebook);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }
}
