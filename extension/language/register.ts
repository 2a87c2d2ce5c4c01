/**
 * The editor's side of nnbook, in one call from `extension.ts`:
 *
 *     context.subscriptions.push(registerLanguage(context, { inspector, log }));
 *
 * `inspector` is the kernel's `LiveInspector` (`live.ts`). Reads the setting `nnbook.lookahead.enabled` (boolean, default
 * true). Needs `dist/language-worker.cjs` and `dist/language/`; both threads start when a notebook first needs them.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { LanguageClient, type WorkerPort } from './client.ts';
import type { LiveInspector } from './live.ts';
import { Lookahead, type LookaheadPort } from './lookahead/client.ts';
import type { WorkerSettings } from './protocol.ts';
import { CompletionProvider, SignatureProvider } from './providers/completion.ts';
import { allCells, librarySchema, ownCells } from './providers/convert.ts';
import { HintsProvider } from './providers/hints.ts';
import { HoverProvider, hoverCommands } from './providers/hover.ts';
import { NavigationProvider } from './providers/navigation.ts';
import { Problems } from './providers/problems.ts';
import { NotebookSync } from './providers/sync.ts';
import { FoldingProvider, FormatProvider, legend, TokensProvider } from './providers/text.ts';

export interface LanguageOptions {
  readonly inspector?: LiveInspector;
  /** Where to say what went wrong inside. */
  readonly log?: (message: string) => void;
}

/** Command to start the service again after it was stopped. */
const restartCommand = 'nnbook.language.restart';
const lookaheadSetting = 'nnbook.lookahead.enabled';

/** The running service, for what else needs to know the cells' texts. */
export interface LanguageRoom extends vscode.Disposable {
  readonly client: Pick<LanguageClient, 'ask'>;
}

export function registerLanguage(context: vscode.ExtensionContext, options: LanguageOptions = {}): LanguageRoom {
  const { inspector, log = () => undefined } = options;
  const dist = join(context.extensionPath, 'dist');
  const start = (role: WorkerSettings['role'], megabytes: number): Worker =>
    new Worker(join(dist, 'language-worker.cjs'), {
      workerData: { role, assets: join(dist, 'language') } satisfies WorkerSettings,
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
      // The look-ahead has no business in the environment; the service needs none of it either.
      env: {},
      stdin: false,
    });

  const client = new LanguageClient(() => start('language', 2048) as WorkerPort & Worker, {
    restarted: (reason) => {
      log(`The language service ended (${reason}) and was started again.`);
      void vscode.window.setStatusBarMessage('nnbook: the language service was started again', 5000);
    },
    stopped: (reason) => void offerRestart(reason, client),
    failed: (method, message) => log(`Language service, ${method}: ${message}`),
  });
  const lookahead = new Lookahead(() => start('lookahead', 384) as LookaheadPort & Worker, log);
  const useSetting = (): void =>
    lookahead.setEnabled(vscode.workspace.getConfiguration().get<boolean>(lookaheadSetting, true));
  useSetting();

  const sync = new NotebookSync({
    setNotebook: (...state) => {
      client.setNotebook(...state);
      lookahead.setNotebook(...state);
    },
    setCell: (...state) => {
      client.setCell(...state);
      lookahead.setCell(...state);
    },
    close: (notebook) => {
      client.close(notebook);
      lookahead.close(notebook);
    },
  });
  const hints = new HintsProvider(client, lookahead, inspector);
  const problems = new Problems(client, lookahead, sync);
  const navigation = new NavigationProvider(client);
  const format = new FormatProvider(client);
  const { languages } = vscode;

  const all = vscode.Disposable.from(
    { dispose: () => client.dispose() },
    { dispose: () => lookahead.dispose() },
    sync,
    problems,
    lookahead.onDidChange(() => hints.refresh()),
    inspector?.onDidChange(() => hints.refresh()) ?? { dispose: () => undefined },
    ...hoverCommands(inspector),
    vscode.commands.registerCommand(restartCommand, () => client.restart()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(lookaheadSetting)) useSetting();
    }),
    vscode.workspace.registerTextDocumentContentProvider(librarySchema, navigation),
    vscode.notebooks.registerNotebookCellStatusBarItemProvider('nnbook', problems),
    languages.registerHoverProvider(ownCells, new HoverProvider(client, lookahead, inspector)),
    languages.registerCompletionItemProvider(ownCells, new CompletionProvider(client), ...CompletionProvider.triggers),
    languages.registerSignatureHelpProvider(ownCells, new SignatureProvider(client), SignatureProvider.triggers),
    languages.registerDefinitionProvider(allCells, navigation),
    languages.registerReferenceProvider(allCells, navigation),
    languages.registerRenameProvider(allCells, navigation),
    languages.registerDocumentFormattingEditProvider(ownCells, format),
    languages.registerDocumentRangeFormattingEditProvider(ownCells, format),
    languages.registerDocumentSemanticTokensProvider(allCells, new TokensProvider(client), legend),
    languages.registerFoldingRangeProvider(ownCells, new FoldingProvider(client)),
    languages.registerInlayHintsProvider(allCells, hints),
    languages.registerCodeActionsProvider(allCells, problems, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
  return { client, dispose: () => all.dispose() };
}

async function offerRestart(reason: string, client: LanguageClient): Promise<void> {
  const again = 'Start Again';
  const message = `nnbook: the language service keeps ending (${reason}). Hovers and completions are off.`;
  if ((await vscode.window.showWarningMessage(message, again)) === again) client.restart();
}
