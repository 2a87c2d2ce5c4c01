/** One browser for a suite, one VS Code window over a fresh folder for a test. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium as playwright } from 'playwright-core';
import { chromiumArguments } from '../setup/chromium.ts';
import { artifacts, projectRoot } from '../setup/paths.ts';
import { Workbench } from './workbench.ts';

export const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
} as const;

export type Theme = keyof typeof themes;

export interface WindowOptions {
  readonly theme?: Theme;
  /** Notes of the course to copy into the folder, by file name. */
  readonly notes?: readonly string[] | 'all';
  /** Further files, by path in the folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** The file to open. */
  readonly open?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A window with the folder it looks at. */
export interface Window {
  readonly workbench: Workbench;
  readonly folder: string;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly serverUrl: string;
  /** The browser's executable. */
  readonly chromium: string;
}

export class Session {
  readonly #browser: Browser;
  readonly #serverUrl: string;

  private constructor(browser: Browser, serverUrl: string) {
    this.#browser = browser;
    this.#serverUrl = serverUrl;
  }

  static async start({ serverUrl, chromium }: SessionOptions): Promise<Session> {
    const options = { executablePath: chromium, args: chromiumArguments, timeout: 60_000 };
    return new Session(await playwright.launch(options), serverUrl);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
  }

  /** A fresh folder and a fresh browser profile: VS Code restores unsaved notebooks, and nothing may leak between tests. */
  async window({ theme = 'dark', notes = [], files = {}, open, settings = {} }: WindowOptions): Promise<Window> {
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'nnbook-vscode-')));
    const all: Record<string, string> = {
      ...files,
      '.vscode/settings.json': JSON.stringify({ 'workbench.colorTheme': themes[theme], ...settings }),
    };
    for (const [file, text] of Object.entries(all)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    copyNotes(notes, folder);
    const context = await this.#browser.newContext({
      viewport: { width: 1400, height: 1000 },
      colorScheme: theme === 'light' ? 'light' : 'dark',
      deviceScaleFactor: 1,
    });
    const workbench = new Workbench(await context.newPage(), this.#serverUrl, folder);
    await workbench.load(open);
    return { workbench, folder, close: () => closeWindow(context, folder) };
  }
}

function copyNotes(notes: readonly string[] | 'all', folder: string): void {
  const course = path.join(projectRoot, 'media/notes');
  const wanted = notes === 'all' ? readdirSync(course).filter((file) => file.endsWith('.nnbook')) : notes;
  for (const file of wanted) cpSync(path.join(course, file), path.join(folder, file));
}

async function closeWindow(context: BrowserContext, folder: string): Promise<void> {
  await context.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Where a screenshot goes. */
export function screenshotFile(...parts: readonly string[]): string {
  const file = `${path.join(artifacts, 'screenshots', ...parts)}.png`;
  mkdirSync(path.dirname(file), { recursive: true });
  return file;
}

/** The text of a note with the given cells. */
export function note(...cells: readonly string[]): string {
  return `${JSON.stringify(
    {
      nnbook: 1,
      cells: cells.map((source, index) => ({
        id: `cell${index}`,
        kind: source.startsWith('#') ? 'markdown' : 'code',
        lang: source.startsWith('#') ? 'markdown' : 'nnts',
        source: source.split('\n'),
      })),
    },
    null,
    2,
  )}\n`;
}

/** For `afterEach`: leaves a picture of the window in which a test failed. */
export async function pictureOfFailure(
  task: { name: string; result?: { state: string } },
  window?: Window,
): Promise<void> {
  if (task.result?.state !== 'fail' || !window) return;
  const name = task.name.replace(/\W+/g, '-').slice(0, 60);
  await window.workbench.page.screenshot({ path: screenshotFile('failed', name) });
}
