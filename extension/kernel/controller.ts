/** The notebook controller: one kernel session per notebook, and what the editor's buttons and commands ask of it. */
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { freshId } from '../notebook/format.ts';
import { type CellMetadata, NOTEBOOK_TYPE } from '../notebook/serializer.ts';
import { cellId, NotebookDriver } from './driver.ts';
import { RendererMessaging } from './messaging.ts';
import type { RunTask } from './protocol.ts';
import type { Loss } from './run-queue.ts';
import { KernelSession } from './session.ts';
import { workerStarter } from './transport.ts';

const LANGUAGES = ['nnts', 'typescript', 'javascript'];

/** A cell's text that goes to the kernel, or the end of a run (success undefined: it never ran). */
export type RunNotice = { readonly notebook: vscode.NotebookDocument; readonly run: number } & (
  | { readonly kind: 'begin'; readonly cell: vscode.NotebookCell; readonly source: string }
  | { readonly kind: 'end'; readonly success: boolean | undefined }
);

/** How far a long run is, 0 to 1, and with what it is busy. */
export interface RunProgress {
  readonly notebook: vscode.NotebookDocument;
  readonly run: number;
  readonly share: number;
  readonly what: string;
}

interface OpenNotebook {
  readonly session: KernelSession;
  readonly driver: NotebookDriver;
  readonly tasks: Map<number, RunTask>;
}

export class KernelController implements vscode.Disposable {
  readonly #controller: vscode.NotebookController;
  readonly #problems = vscode.languages.createDiagnosticCollection('nnbook-run');
  readonly #log = vscode.window.createOutputChannel('nnbook');
  readonly #messaging: RendererMessaging;
  readonly #open = new Map<vscode.NotebookDocument, OpenNotebook>();
  readonly #changed = new vscode.EventEmitter<vscode.NotebookDocument>();
  readonly #state = new vscode.EventEmitter<vscode.NotebookDocument>();
  readonly #runs = new vscode.EventEmitter<RunNotice>();
  readonly #progress = new vscode.EventEmitter<RunProgress>();
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #script: string;

  /** Fires when values in a kernel may have changed. */
  readonly onDidChange = this.#changed.event;
  /** Fires when a kernel starts, runs, waits or ends. */
  readonly onDidChangeState = this.#state.event;
  readonly onRun = this.#runs.event;
  readonly onProgress = this.#progress.event;

  constructor(context: vscode.ExtensionContext) {
    this.#script = path.join(context.extensionPath, 'dist', 'kernel-worker.cjs');
    this.#messaging = new RendererMessaging((notebook) => this.#open.get(notebook)?.session);
    this.#controller = vscode.notebooks.createNotebookController('nnbook-kernel', NOTEBOOK_TYPE, 'nnbook');
    this.#controller.detail = 'TypeScript, in a worker thread of VS Code';
    this.#controller.supportedLanguages = LANGUAGES;
    this.#controller.supportsExecutionOrder = true;
    this.#controller.executeHandler = (cells, notebook) => this.run(notebook, cells);
    this.#controller.interruptHandler = (notebook) => this.interrupt(notebook);
    this.#subscriptions.push(
      this.#controller,
      this.#problems,
      this.#log,
      this.#messaging,
      this.#changed,
      this.#state,
      this.#runs,
      this.#progress,
      vscode.workspace.onDidOpenNotebookDocument((notebook) => this.#opened(notebook)),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => this.#close(notebook)),
      vscode.workspace.onDidChangeNotebookDocument((event) => this.#edited(event)),
      vscode.window.onDidChangeVisibleNotebookEditors((editors) => this.#warm(editors)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#warm(vscode.window.visibleNotebookEditors)),
    );
    for (const notebook of vscode.workspace.notebookDocuments) this.#opened(notebook);
    this.#warm(vscode.window.visibleNotebookEditors);
  }

  /** The session of a notebook, if it has ever had one. */
  session(notebook: vscode.NotebookDocument): KernelSession | undefined {
    return this.#open.get(notebook)?.session;
  }

  run(notebook: vscode.NotebookDocument, cells: readonly vscode.NotebookCell[]): void {
    if (!this.#trusted()) return;
    const keys = cells.map((cell) => cell.document.uri.toString());
    this.#ensure(notebook).session.dispatch({ type: 'queue', cells: keys });
  }

  /** Runs a task of the editor, with its output in a cell. */
  runTask(notebook: vscode.NotebookDocument, cell: vscode.NotebookCell, task: RunTask): void {
    if (!this.#trusted()) return;
    const { session, tasks } = this.#ensure(notebook);
    tasks.set(session.state.nextRun, task);
    session.dispatch({ type: 'queue', cells: [cell.document.uri.toString()] });
  }

  interrupt(notebook: vscode.NotebookDocument): void {
    this.#open.get(notebook)?.session.dispatch({ type: 'interrupt' });
  }

  restart(notebook: vscode.NotebookDocument): void {
    if (this.#trusted()) this.#ensure(notebook).session.dispatch({ type: 'restart' });
  }

  #trusted(): boolean {
    if (vscode.workspace.isTrusted) return true;
    void vscode.window
      .showWarningMessage(
        'Cells run code on this machine, so they do not run in Restricted Mode.',
        'Manage Workspace Trust',
      )
      .then((choice) => choice && vscode.commands.executeCommand('workbench.trust.manage'));
    return false;
  }

  #ensure(notebook: vscode.NotebookDocument): OpenNotebook {
    const existing = this.#open.get(notebook);
    if (existing) return existing;
    const tasks = new Map<number, RunTask>();
    const driver = new NotebookDriver(this.#controller, notebook, this.#problems, {
      takeTask(run) {
        const task = tasks.get(run);
        tasks.delete(run);
        return task;
      },
      begins: (run, cell, source) => this.#runs.fire({ kind: 'begin', notebook, run, cell, source }),
      ended: (run, success) => this.#runs.fire({ kind: 'end', notebook, run, success }),
      progress: (run, share, what) => this.#progress.fire({ notebook, run, share, what }),
      stream: (event) => this.#messaging.stream(notebook, event),
      lost: (loss, cell, message) => void this.#offerRestart(notebook, loss, cell, message),
      late: (text) => this.#log.append(text),
    });
    const onDisk = notebook.uri.scheme === 'file' && !notebook.isUntitled;
    const folder = onDisk ? path.dirname(notebook.uri.fsPath) : workspaceFolder(notebook);
    let live: string | null = null;
    let busy = false;
    const session = new KernelSession({
      start: workerStarter({ script: this.#script }),
      folder,
      file: onDisk ? notebook.uri.fsPath : null,
      memoryBudget: memoryBudget(),
      colors: false,
      surface: driver,
      changed: () => {
        const { running, kernel } = session.state;
        const now = kernel === 'ready' ? session.sessionId : null;
        if (now !== live) this.#messaging.kernelChanged(notebook, now);
        if (now !== live || (busy && !running)) this.#changed.fire(notebook);
        live = now;
        busy = running !== null;
        this.#state.fire(notebook);
      },
    });
    const open = { session, driver, tasks };
    this.#open.set(notebook, open);
    return open;
  }

  async #offerRestart(
    notebook: vscode.NotebookDocument,
    loss: Loss,
    cell: vscode.NotebookCell | null,
    message: string,
  ): Promise<void> {
    const above = 'Restart and Run Above';
    const text =
      loss === 'stateLost'
        ? 'The interrupted cell did not stop, so the kernel was ended and its variables are lost.'
        : `${message} Its variables are lost.`;
    const choice = await vscode.window.showWarningMessage(text, ...(cell && cell.index > 0 ? [above] : []), 'Restart');
    if (!choice || notebook.isClosed) return;
    this.restart(notebook);
    if (choice === above && cell)
      this.run(
        notebook,
        codeCells(notebook).filter(({ index }) => index < cell.index),
      );
  }

  #opened(notebook: vscode.NotebookDocument): void {
    if (notebook.notebookType !== NOTEBOOK_TYPE) return;
    void this.#nameCells(notebook, notebook.getCells());
  }

  /** A kernel is ready before the first run asks for it. */
  #warm(editors: readonly vscode.NotebookEditor[]): void {
    if (!vscode.workspace.isTrusted) return;
    for (const { notebook } of editors) {
      if (notebook.notebookType === NOTEBOOK_TYPE) this.#ensure(notebook).session.dispatch({ type: 'warm' });
    }
  }

  #edited({ notebook, contentChanges, cellChanges }: vscode.NotebookDocumentChangeEvent): void {
    if (notebook.notebookType !== NOTEBOOK_TYPE) return;
    const session = this.session(notebook);
    for (const { addedCells, removedCells } of contentChanges) {
      const staying = new Set(notebook.getCells());
      for (const cell of removedCells) {
        if (staying.has(cell)) continue;
        session?.dispatch({ type: 'removed', cell: cell.document.uri.toString() });
        this.#problems.delete(cell.document.uri);
      }
      void this.#nameCells(notebook, addedCells);
    }
    for (const { cell, document } of cellChanges) if (document) this.#problems.delete(cell.document.uri);
  }

  /** Gives new and pasted cells ids of their own, so that saving twice writes the same. */
  async #nameCells(notebook: vscode.NotebookDocument, cells: readonly vscode.NotebookCell[]): Promise<void> {
    const added = new Set(cells);
    const taken = new Set(
      notebook
        .getCells()
        .filter((cell) => !added.has(cell))
        .map(cellId),
    );
    const edits: vscode.NotebookEdit[] = [];
    for (const cell of cells) {
      const metadata: CellMetadata = cell.metadata;
      if (metadata.id && !taken.has(metadata.id)) {
        taken.add(metadata.id);
        continue;
      }
      // A random id does not collide with one that another branch of the file gave.
      const id = freshId(crypto.randomUUID().slice(0, 8), taken);
      edits.push(vscode.NotebookEdit.updateCellMetadata(cell.index, { ...cell.metadata, id }));
    }
    if (edits.length === 0 || notebook.isClosed) return;
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, edits);
    await vscode.workspace.applyEdit(edit);
  }

  #close(notebook: vscode.NotebookDocument): void {
    const open = this.#open.get(notebook);
    this.#open.delete(notebook);
    open?.session.dispatch({ type: 'closed' });
    open?.driver.dispose();
  }

  /** What a cell printed beyond its output. */
  hiddenOutput(cell: vscode.NotebookCell): string | undefined {
    return this.#open.get(cell.notebook)?.driver.hiddenOutput(cell);
  }

  dispose(): void {
    for (const notebook of [...this.#open.keys()]) this.#close(notebook);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }
}

export function codeCells(notebook: vscode.NotebookDocument): vscode.NotebookCell[] {
  return notebook.getCells().filter(({ kind }) => kind === vscode.NotebookCellKind.Code);
}

function workspaceFolder(notebook: vscode.NotebookDocument): string | null {
  const folder = vscode.workspace.getWorkspaceFolder(notebook.uri) ?? vscode.workspace.workspaceFolders?.[0];
  return folder?.uri.scheme === 'file' ? folder.uri.fsPath : null;
}

/** A quarter of the machine's memory, at most 4 GiB: a runaway cell meets it before the machine begins to swap. */
function memoryBudget(): number {
  return Math.min(os.totalmem() / 4, 4 * 1024 ** 3);
}
