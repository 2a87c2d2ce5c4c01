/** The renderers' line to the kernels: live deltas one way, questions and their answers the other. */
import * as vscode from 'vscode';
import type { CodeSite, ExportFormat, HostMessage, KernelRequest } from '../../core/payload/messages.ts';
import type { ViewName } from '../../core/payload/view.ts';
import { cellId } from './driver.ts';
import type { KernelEvent } from './protocol.ts';
import { readRendererMessage } from './renderer-messages.ts';
import type { KernelSession } from './session.ts';

const VIEWS: readonly ViewName[] = ['tensor', 'graph', 'gradflow', 'curves', 'attention', 'plot', 'gradcheck'];

const FILTERS: Readonly<Record<ExportFormat, string>> = {
  svg: 'SVG picture',
  png: 'PNG picture',
  csv: 'Comma-separated values',
  safetensors: 'Safetensors',
};

export class RendererMessaging implements vscode.Disposable {
  readonly #channels = new Map<ViewName, vscode.NotebookRendererMessaging>();
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #sessionOf: (notebook: vscode.NotebookDocument) => KernelSession | undefined;

  constructor(sessionOf: (notebook: vscode.NotebookDocument) => KernelSession | undefined) {
    this.#sessionOf = sessionOf;
    for (const view of VIEWS) {
      const channel = vscode.notebooks.createRendererMessaging(`nnbook-${view}`);
      this.#channels.set(view, channel);
      this.#subscriptions.push(
        channel.onDidReceiveMessage(({ editor, message }) => void this.#receive(view, editor, message)),
      );
    }
  }

  stream(notebook: vscode.NotebookDocument, event: Extract<KernelEvent, { kind: 'stream' }>): void {
    const { view, streamId, seq, delta } = event;
    for (const editor of vscode.window.visibleNotebookEditors) {
      if (editor.notebook === notebook) this.#post(view, editor, { type: 'nnbook.stream', streamId, seq, delta });
    }
  }

  /** Tells the views of a notebook which kernel is alive: values of an earlier one are gone. */
  kernelChanged(notebook: vscode.NotebookDocument, session: string | null): void {
    for (const editor of vscode.window.visibleNotebookEditors) {
      if (editor.notebook !== notebook) continue;
      for (const view of VIEWS) this.#post(view, editor, { type: 'nnbook.kernel', session });
    }
  }

  #post(view: ViewName, editor: vscode.NotebookEditor, message: HostMessage): void {
    void this.#channels.get(view)?.postMessage(message, editor);
  }

  async #receive(view: ViewName, editor: vscode.NotebookEditor, raw: unknown): Promise<void> {
    const message = readRendererMessage(raw);
    if (!message) return;
    const session = this.#sessionOf(editor.notebook);
    switch (message.type) {
      case 'nnbook.request':
        return this.#answer(view, editor, message.outputId, message.request, session);
      case 'nnbook.cancel':
        // The answer comes all the same, and the renderer drops it: a slice costs less than finding it in the queue.
        return;
      case 'nnbook.ack':
        session?.post({ type: 'ack', streamId: message.streamId, seq: message.seq });
        return;
      case 'nnbook.resync':
        session?.post({ type: 'resync', streamId: message.streamId, from: message.from });
        return;
      case 'nnbook.save':
        return save(editor.notebook, message.name, message.format, message.b64);
      case 'nnbook.copy':
        await vscode.env.clipboard.writeText(message.text);
        return;
      case 'nnbook.reveal':
        return reveal(editor.notebook, message.site);
    }
  }

  async #answer(
    view: ViewName,
    editor: vscode.NotebookEditor,
    outputId: string,
    request: KernelRequest,
    session: KernelSession | undefined,
  ): Promise<void> {
    const { id, query } = request;
    const reply = (rest: object) =>
      this.#post(view, editor, { type: 'nnbook.reply', outputId, reply: { v: 1, id, ...rest } } as HostMessage);
    if (!session?.sessionId) {
      reply({ ok: false, reason: 'noKernel', message: 'No kernel is running. Run the cell to see more.' });
      return;
    }
    try {
      reply(await session.ask<'view'>({ method: 'view', params: query }));
    } catch (error) {
      reply({ ok: false, reason: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }
}

async function save(notebook: vscode.NotebookDocument, name: string, format: ExportFormat, b64: string): Promise<void> {
  const file = `${name.replace(/[^\w .()-]+/g, '_').slice(0, 80) || 'output'}.${format}`;
  const folder = vscode.Uri.joinPath(notebook.uri, '..');
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, file),
    filters: { [FILTERS[format]]: [format] },
  });
  if (target) await vscode.workspace.fs.writeFile(target, Buffer.from(b64, 'base64'));
}

/** Shows a place in the user's code. */
export async function reveal(notebook: vscode.NotebookDocument, site: CodeSite): Promise<void> {
  const cell = notebook.getCells().find((candidate) => cellId(candidate) === site.cell);
  if (!cell) return;
  const line = Math.max(0, Math.min(site.line, cell.document.lineCount) - 1);
  const at = new vscode.Position(line, Math.max(0, site.col - 1));
  const editor = await vscode.window.showNotebookDocument(notebook, {
    selections: [new vscode.NotebookRange(cell.index, cell.index + 1)],
  });
  editor.revealRange(
    new vscode.NotebookRange(cell.index, cell.index + 1),
    vscode.NotebookEditorRevealType.InCenterIfOutsideViewport,
  );
  await vscode.window.showTextDocument(cell.document, { selection: new vscode.Range(at, at) });
}
