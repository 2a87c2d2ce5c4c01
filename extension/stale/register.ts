/** Marks stale cells, runs them on command, and by itself where the reader asked for it. */
import * as vscode from 'vscode';
import { targetNotebook } from '../commands/notebook.ts';
import { codeCells, type KernelController } from '../kernel/controller.ts';
import { cellId } from '../kernel/driver.ts';
import type { LanguageClient } from '../language/client.ts';
import { NOTEBOOK_TYPE } from '../notebook/serializer.ts';
import { type CellSource, StaleTracker } from './tracker.ts';
import { explain } from './words.ts';

const RUN = 'nnbook.runStaleCells';
const SETTING = 'nnbook.autoRunStale';
const HAS_STALE = 'nnbook.hasStaleCells';
/** Milliseconds without a change before cells are looked at again. */
const PAUSE = 150;

interface Followed {
  readonly tracker: StaleTracker;
  /** Life of the kernel that the runs belong to. */
  session: string | null;
  timer: NodeJS.Timeout | undefined;
  /** A run by the reader has succeeded since cells last ran by themselves. */
  ran: boolean;
  /** Runs that this room started by itself. */
  readonly automatic: Set<string>;
}

export function registerStale(kernels: KernelController, client: Pick<LanguageClient, 'ask'>): vscode.Disposable {
  const room = new StaleMarks(kernels, client);
  return vscode.Disposable.from(
    room,
    vscode.notebooks.registerNotebookCellStatusBarItemProvider(NOTEBOOK_TYPE, room),
    vscode.commands.registerCommand(RUN, (argument?: unknown) => room.runStale(argument)),
  );
}

class StaleMarks implements vscode.NotebookCellStatusBarItemProvider, vscode.Disposable {
  readonly #kernels: KernelController;
  readonly #client: Pick<LanguageClient, 'ask'>;
  readonly #followed = new Map<vscode.NotebookDocument, Followed>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCellStatusBarItems = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[];

  constructor(kernels: KernelController, client: Pick<LanguageClient, 'ask'>) {
    this.#kernels = kernels;
    this.#client = client;
    this.#subscriptions = [
      this.#changed,
      kernels.onRun((notice) => {
        const followed = this.#follow(notice.notebook);
        if (notice.kind === 'begin') {
          const id = cellId(notice.cell);
          followed.tracker.begin(sourcesOf(notice.notebook), id, notice.run);
          if (!followed.automatic.delete(id)) followed.ran = true;
        } else if (notice.success === false) {
          followed.ran = false;
          // Those that were queued behind it will not begin.
          followed.automatic.clear();
        }
        this.#schedule(notice.notebook);
      }),
      kernels.onDidChangeState((notebook) => this.#watchKernel(notebook)),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges }) => {
        if (contentChanges.length > 0 || cellChanges.some(({ document }) => document)) this.#schedule(notebook);
      }),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => {
        clearTimeout(this.#followed.get(notebook)?.timer);
        this.#followed.delete(notebook);
      }),
      vscode.window.onDidChangeActiveNotebookEditor(() => this.#setContext()),
    ];
  }

  provideCellStatusBarItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem | undefined {
    const reasons = this.#followed.get(cell.notebook)?.tracker.stale.get(cellId(cell));
    if (!reasons) return undefined;
    const text = vscode.l10n.t('stale');
    const item = new vscode.NotebookCellStatusBarItem(`$(history) ${text}`, vscode.NotebookCellStatusBarAlignment.Left);
    const number = (id: string) => {
      const index = cell.notebook.getCells().findIndex((candidate) => cellId(candidate) === id);
      return index < 0 ? null : vscode.l10n.t('cell {0}', String(index + 1));
    };
    const why = explain(reasons, number, vscode.l10n.t);
    // The tooltip of such an item is plain text.
    const lines = why.replaceAll('`', '').replaceAll('- ', '• ');
    const head = vscode.l10n.t('The output is out of date:');
    item.tooltip = `${head}\n${lines}\n${vscode.l10n.t('Click to run all stale cells.')}`;
    item.accessibilityInformation = { label: `${text}. ${why.replaceAll('`', '')}`, role: 'button' };
    item.command = { command: RUN, title: vscode.l10n.t('Run Stale Cells'), arguments: [cell.notebook.uri] };
    return item;
  }

  runStale(argument: unknown): void {
    const notebook = targetNotebook(argument);
    if (!notebook) return;
    const wanted = new Set(this.#followed.get(notebook)?.tracker.toRun);
    const cells = codeCells(notebook).filter((cell) => wanted.has(cellId(cell)));
    if (cells.length > 0) this.#kernels.run(notebook, cells);
    else void vscode.window.showInformationMessage(vscode.l10n.t('No cell is stale.'));
  }

  #follow(notebook: vscode.NotebookDocument): Followed {
    const existing = this.#followed.get(notebook);
    if (existing) return existing;
    const analyse = (sources: readonly string[]) => this.#client.ask('links', { sources });
    const session = this.#kernels.session(notebook)?.sessionId ?? null;
    const followed: Followed = {
      tracker: new StaleTracker(analyse),
      session,
      timer: undefined,
      ran: false,
      automatic: new Set(),
    };
    this.#followed.set(notebook, followed);
    return followed;
  }

  #watchKernel(notebook: vscode.NotebookDocument): void {
    const session = this.#kernels.session(notebook);
    const followed = this.#followed.get(notebook);
    if (!followed || !session) return;
    if (session.sessionId !== followed.session) {
      followed.session = session.sessionId;
      followed.tracker.reset();
      followed.automatic.clear();
      followed.ran = false;
      this.#marksChanged();
    }
    if (session.idle && followed.ran) this.#schedule(notebook);
  }

  #schedule(notebook: vscode.NotebookDocument): void {
    const followed = this.#followed.get(notebook);
    if (!followed) return;
    clearTimeout(followed.timer);
    followed.timer = setTimeout(() => void this.#update(notebook, followed), PAUSE);
  }

  async #update(notebook: vscode.NotebookDocument, followed: Followed): Promise<void> {
    if (notebook.isClosed) return;
    if (await followed.tracker.update(sourcesOf(notebook))) this.#marksChanged();
    if (!followed.ran || !this.#kernels.session(notebook)?.idle) return;
    followed.ran = false;
    if (!vscode.workspace.getConfiguration(undefined, notebook.uri).get<boolean>(SETTING, false)) return;
    const wanted = new Set(followed.tracker.automatic);
    const cells = codeCells(notebook).filter((cell) => wanted.has(cellId(cell)));
    if (cells.length === 0) return;
    for (const cell of cells) followed.automatic.add(cellId(cell));
    this.#kernels.run(notebook, cells);
  }

  #marksChanged(): void {
    this.#changed.fire();
    this.#setContext();
  }

  #setContext(): void {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    const stale = notebook ? (this.#followed.get(notebook)?.tracker.stale.size ?? 0) : 0;
    void vscode.commands.executeCommand('setContext', HAS_STALE, stale > 0);
  }

  dispose(): void {
    for (const { timer } of this.#followed.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }
}

function sourcesOf(notebook: vscode.NotebookDocument): CellSource[] {
  return codeCells(notebook).map((cell) => ({ id: cellId(cell), source: cell.document.getText() }));
}
