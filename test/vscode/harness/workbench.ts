/** Drives one VS Code window in the browser. Every wait is for a condition; nothing sleeps. */
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { HostModule } from '../host/build.ts';

const patience = 60_000;

export class Workbench {
  readonly page: Page;
  /** Errors that the page threw; VS Code's own complaints about the missing network are console messages, not these. */
  readonly pageErrors: string[] = [];
  readonly #base: string;
  readonly #folder: string;

  constructor(page: Page, base: string, folder: string) {
    this.page = page;
    this.#base = base;
    this.#folder = folder;
    page.on('pageerror', (error) => this.pageErrors.push(String(error)));
  }

  /** Loads the window over its folder, with a file open if one is named; also reloads it. */
  async load(file?: string): Promise<void> {
    const address = new URL(this.#base);
    address.searchParams.set('folder', this.#folder);
    if (file) {
      address.searchParams.set('payload', JSON.stringify([['openFile', this.#remote(path.join(this.#folder, file))]]));
    }
    await this.page.goto(address.href, { waitUntil: 'commit' });
    await this.page.locator('.monaco-workbench').waitFor({ timeout: patience });
    if (file?.endsWith('.nnbook')) await this.notebookReady();
  }

  /**
   * Runs the tests in `module` inside the extension host. Resolves with the exit code: 0 if its `run()` resolved.
   * VS Code loads one development extension and takes its tests from a path.
   */
  async runHostTests(
    { extension, module }: HostModule,
    log: (line: string) => void,
    limitMs = 6 * 60_000,
  ): Promise<number> {
    let exit: (code: number) => void = () => undefined;
    const ended = new Promise<number>((resolve, reject) => {
      exit = resolve;
      const late = () => reject(new Error(`The extension host did not finish within ${limitMs / 1000} s.`));
      setTimeout(late, limitMs).unref();
    });
    await this.page.exposeFunction('codeAutomationExit', exit);
    await this.page.exposeFunction('codeAutomationLog', (_kind: string, args: unknown[]) => log(args.join(' ')));
    const address = new URL(this.#base);
    address.searchParams.set('folder', this.#folder);
    address.searchParams.set(
      'payload',
      JSON.stringify([
        ['extensionDevelopmentPath', this.#remote(extension)],
        ['extensionTestsPath', this.#remote(module)],
      ]),
    );
    await this.page.goto(address.href, { waitUntil: 'commit' });
    return ended;
  }

  #remote(file: string): string {
    return `vscode-remote://${new URL(this.#base).host}${file}`;
  }

  // ---------------------------------------------------------------- notebook

  get editor(): Locator {
    return this.page.locator('.notebookOverlay').first();
  }

  /** Waits until the notebook shows its cells. */
  async notebookReady(): Promise<void> {
    const rows = '.code-cell-row .view-line, .markdown-cell-row';
    await this.editor.locator(rows).first().waitFor({ state: 'attached', timeout: patience });
  }

  /** Code cells that the list has rendered, from top to bottom; the list renders what is near the viewport. */
  get codeCells(): Locator {
    return this.editor.locator('.monaco-list-row.code-cell-row');
  }

  /** The row of the code cell that holds `text` in its source, scrolled into view. */
  async cell(text: string): Promise<Locator> {
    const row = this.codeCells.filter({ hasText: text }).first();
    await this.#scrollTo(row, `a cell with ${JSON.stringify(text)}`);
    return row;
  }

  /** Scrolls the notebook from its top until `target` is attached, then into view. */
  async #scrollTo(target: Locator, what: string): Promise<void> {
    if ((await target.count()) === 0) {
      await this.#scroll(-1e6);
      while ((await target.count()) === 0) {
        if (!(await this.#scroll(500))) throw new Error(`The notebook has no ${what}.`);
      }
    }
    await this.reveal(target);
  }

  /** Scrolls by `dy` pixels; false at the end. VS Code counts a turn of the wheel, 120 units, as 50 pixels. */
  async #scroll(dy: number): Promise<boolean> {
    const list = this.editor.locator('.cell-list-container .monaco-list-rows').first();
    return list.evaluate(async (rows, pixels) => {
      const before = rows.style.top;
      const turn = { deltaY: pixels, wheelDeltaY: (-pixels * 120) / 50, bubbles: true, cancelable: true };
      rows.dispatchEvent(new WheelEvent('wheel', turn));
      // The list moves with the next frames. Two frames without a move mean that it has come to an end.
      for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
      return rows.style.top !== before;
    }, dy);
  }

  /** Puts the cursor into a cell. */
  async focus(row: Locator): Promise<void> {
    await row
      .locator('.view-lines')
      .first()
      .click({ position: { x: 4, y: 6 } });
    await row.locator('.monaco-editor.focused').waitFor();
  }

  /** Replaces a cell's text. */
  async setText(row: Locator, text: string): Promise<void> {
    await this.focus(row);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
  }

  /** Starts a cell by its button. */
  async start(row: Locator): Promise<void> {
    await row.hover();
    await row.locator('.run-button-container .action-label').first().click();
  }

  /** Starts a cell and waits until it has ended; says whether it succeeded. */
  async run(row: Locator): Promise<boolean> {
    await this.start(row);
    return this.ended(row);
  }

  /** Waits until a started cell has ended; says whether it succeeded. */
  async ended(row: Locator, timeout = patience): Promise<boolean> {
    const state = row.locator('.codicon-notebook-state-success, .codicon-notebook-state-error');
    await state.first().waitFor({ timeout });
    return (await row.locator('.codicon-notebook-state-error').count()) === 0;
  }

  /** Runs all cells by the toolbar's button and waits for the end; the texts of failed cells, none if all is well. */
  async runAll(timeout = 120_000): Promise<string[]> {
    const toolbar = this.page.locator('.notebook-toolbar-container');
    await toolbar.getByText('Run All', { exact: true }).first().click();
    return this.settled(timeout);
  }

  /** Walks through the notebook until every code cell has succeeded or one has failed. */
  async settled(timeout: number): Promise<string[]> {
    const end = Date.now() + timeout;
    while (Date.now() < end) {
      const states = new Map<string, string>();
      await this.#scroll(-1e6);
      do {
        for (const [source, state] of await this.#visibleStates()) states.set(source, state);
      } while (await this.#scroll(500));
      const failed = [...states].filter(([, state]) => state === 'error').map(([source]) => source);
      if (failed.length > 0 || [...states.values()].every((state) => state === 'success')) return failed;
    }
    throw new Error(`The notebook did not come to its end within ${timeout / 1000} s.`);
  }

  /** Source and state of the code cells that the list has rendered. Two cells of the same source count as one. */
  #visibleStates(): Promise<[string, 'success' | 'error' | 'pending'][]> {
    return this.codeCells.evaluateAll((rows) =>
      rows.flatMap((row) => {
        const source = row.querySelector('.view-lines')?.textContent ?? '';
        const has = (state: string) => row.querySelector(`.codicon-notebook-state-${state}`) !== null;
        if (source === '') return [];
        return [[source, has('error') ? 'error' : has('success') ? 'success' : 'pending']];
      }),
    );
  }

  // ---------------------------------------------------------------- outputs

  /** The frame that holds the outputs and the rendered prose of all cells. Waits by itself and survives a reload. */
  get outputs(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** The outputs of one view; scrolls until `count` of them have been rendered. */
  async views(view: string, count = 1): Promise<Locator> {
    const found = this.outputs.locator(`[data-view="${view}"]`);
    const end = Date.now() + patience;
    while ((await found.count()) < count) {
      if (Date.now() > end) throw new Error(`${await found.count()} of ${count} outputs of the view ${view} appeared.`);
      // Outputs are rendered when they come into sight, and grow when they are; so the way down is walked again.
      if (!(await this.#scroll(400))) await this.#scroll(-1e6);
    }
    return found;
  }

  /** Brings a cell or an output into the middle of the window. The list moves its rows itself; the browser cannot. */
  async reveal(target: Locator): Promise<void> {
    const view = await this.editor.locator('.cell-list-container').first().boundingBox();
    if (!view) throw new Error('The notebook is not visible.');
    for (let attempt = 0; attempt < 40; attempt++) {
      const box = await target.boundingBox();
      if (!box) throw new Error('What is to be shown is not rendered.');
      const offset = box.y + Math.min(box.height, view.height) / 2 - (view.y + view.height / 2);
      if (Math.abs(offset) < 40 || !(await this.#scroll(offset))) return;
    }
  }

  // ---------------------------------------------------------------- workbench

  /** Runs a command by its title in the palette. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const box = this.page.locator('.quick-input-widget');
    await box.locator('input.input').fill(`>${title}`);
    const row = box.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
    await row.waitFor({ timeout: 15_000 });
    await row.click();
  }

  /** Opens a file of the folder by a double click in the explorer. */
  async openFromExplorer(file: string): Promise<void> {
    const row = this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: file }).first();
    await row.waitFor({ timeout: patience });
    await row.dblclick();
  }

  /** Picks an entry of the list that a command shows. */
  async pick(label: string): Promise<void> {
    const rows = this.page.locator('.quick-input-widget .quick-input-list .monaco-list-row');
    await rows.filter({ hasText: label }).first().click();
  }

  /** Saves the active file and waits until it is no longer marked as changed. */
  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active:not(.dirty)').first().waitFor({ timeout: 30_000 });
  }

  /** Texts of all notifications. */
  async notifications(): Promise<string[]> {
    await this.command('Notifications: Show Notifications');
    const messages = this.page.locator('.notifications-center .notification-list-item-message');
    await this.page.locator('.notifications-center').waitFor();
    return messages.allTextContents();
  }

  /**
   * Hovers over `text` in a cell until the hover contains `wanted`; returns the hover's text. The mouse leaves and comes
   * back while the wanted part is missing, because a hover that is shown does not ask again.
   */
  async hover(row: Locator, text: string, wanted: string | RegExp): Promise<string> {
    const hover = this.page.locator('.monaco-hover:not(.hidden) .hover-contents');
    const end = Date.now() + patience;
    let seen = '';
    while (Date.now() < end) {
      // The editor draws its lines anew when hints arrive, so the text may be away for a frame.
      const at = await row.evaluate(findText, text);
      if (!at) continue;
      await this.page.mouse.move(at.x, at.y - 60);
      await this.page.mouse.move(at.x - 2, at.y);
      await this.page.mouse.move(at.x, at.y);
      const match = hover.filter({ hasText: wanted }).first();
      await match.waitFor({ timeout: 3_000 }).catch(() => undefined);
      seen = (await hover.allTextContents()).join('\n');
      if ((await match.count()) > 0) return seen;
    }
    throw new Error(`No hover on ${JSON.stringify(text)} with ${wanted}; the last one was ${JSON.stringify(seen)}`);
  }

  /** Types at the end of a cell and returns what completion offers. */
  async complete(row: Locator, typed: string): Promise<string[]> {
    await this.focus(row);
    await this.page.keyboard.press('Control+End');
    await this.page.keyboard.type(typed);
    await this.page.keyboard.press('Control+Space');
    const offers = this.page.locator('.suggest-widget.visible .monaco-list-row');
    await offers.first().waitFor({ timeout: 20_000 });
    return offers.allTextContents();
  }
}

/** The middle of the first place where `text` stands in a cell's editor, in window coordinates. Runs in the page. */
function findText(row: Element, text: string): { x: number; y: number } | undefined {
  for (const line of row.querySelectorAll('.view-line')) {
    const nodes: { start: number; node: Text }[] = [];
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let content = '';
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      nodes.push({ start: content.length, node: node as Text });
      content += (node as Text).data;
    }
    const at = content.replaceAll('\u00a0', ' ').indexOf(text);
    if (at < 0) continue;
    const first = nodes.findLast(({ start }) => start <= at);
    if (!first) continue;
    const range = document.createRange();
    range.setStart(first.node, at - first.start);
    range.setEnd(first.node, Math.min(first.node.length, at - first.start + text.length));
    const box = range.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
  return undefined;
}
