/**
 * Renders payloads in headless Chromium as VS Code's notebook webview would: the theme's variables on the root, the
 * body classes, the strict content policy, an output element, a renderer context with messaging.
 *
 *     const bench = await openBench();                       // once per test file; close() in afterAll
 *     const out = await bench.render({ entry: 'renderers/tensor/index.ts', mime, bytes, theme: 'light' });
 *     await out.screenshot('tensor-light');                  // test/renderers/artifacts/ (ignored by git)
 *     expect(await out.axe()).toEqual([]);                   // violations, one line each
 *     (await out.bitmap()).at(10, 20)                        // '#rrggbb', CSS pixels at scale 1
 *     await out.tabStops()                                   // names of what Tab reaches inside the output
 *     out.messages, await out.deliver({ type: 'nnbook.kernel', session: 's' })
 *
 * Locators reach into the shadow root: `out.page.getByRole('radio', { name: 'grad' }).click()`.
 * Errors on the page (exceptions, policy violations) fail the test through `out.problems`, checked by `out.close()`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import type { HostMessage, RendererMessage } from '../../../core/payload/messages.ts';
import { pageHtml } from './page.ts';
import { type Bitmap, decodePng } from './png.ts';
import { THEMES, type ThemeName } from './themes.ts';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const ARTIFACTS = join(ROOT, 'test/renderers/artifacts');
const PAGE_SCRIPT = readFileSync(new URL('./page-script.js', import.meta.url), 'utf8');
const KATEX = join(ROOT, 'node_modules/katex/dist');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface RenderOptions {
  /** The renderer's entry file, from the repository's root. */
  readonly entry: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly theme?: ThemeName;
  /** Width of the output in CSS pixels; 860 by default. */
  readonly width?: number;
  readonly scale?: number;
  /** Messaging on (default) or off, as in a notebook without the extension. */
  readonly messaging?: boolean;
  readonly reducedMotion?: boolean;
  readonly id?: string;
  /** More esbuild options, for a renderer with a loader of its own. */
  readonly esbuild?: BuildOptions;
}

export interface BundleSize {
  readonly min: number;
  readonly gzip: number;
}

export class Bench {
  private readonly browser: Browser;
  private readonly bundles = new Map<string, Promise<Map<string, Uint8Array>>>();

  constructor(browser: Browser) {
    this.browser = browser;
  }

  async render(options: RenderOptions): Promise<Rendered> {
    const files = await this.bundle(options.entry, options.esbuild);
    const page = await this.browser.newPage({
      viewport: { width: (options.width ?? 860) + 40, height: 1400 },
      deviceScaleFactor: options.scale ?? 1,
      reducedMotion: options.reducedMotion === true ? 'reduce' : 'no-preference',
    });
    const rendered = new Rendered(page, options.id ?? 'output-1', options.mime);
    await page.exposeFunction('nnbookPost', (message: RendererMessage) => rendered.messages.push(message));
    await page.route('**/*', async (route) => {
      const url = new URL(route.request().url());
      const body = files.get(url.pathname.slice(1));
      if (url.pathname === '/index.html') {
        await route.fulfill({
          contentType: 'text/html',
          body: pageHtml(options.theme ?? 'dark', options.width ?? 860),
        });
      } else if (url.pathname === '/harness.js') {
        await route.fulfill({ contentType: 'text/javascript', body: PAGE_SCRIPT });
      } else if (body !== undefined) {
        await route.fulfill({ contentType: 'text/javascript', body: Buffer.from(body) });
      } else if (url.pathname.startsWith('/katex/')) {
        await route.fulfill({ path: join(KATEX, url.pathname.slice('/katex/'.length)) });
      } else {
        await route.fulfill({ status: 404, body: '' });
      }
    });
    await page.goto('https://webview.nnbook.test/index.html');
    await page.evaluate(
      ([messaging]) => (window as unknown as HarnessWindow).harness.activate('/entry.js', messaging),
      [options.messaging !== false] as const,
    );
    await rendered.show(options.bytes);
    return rendered;
  }

  /** Minified and gzipped size of a renderer. */
  async size(entry: string): Promise<BundleSize> {
    const files = await this.bundle(entry);
    const all = [...files.values()];
    return {
      min: all.reduce((n, file) => n + file.byteLength, 0),
      gzip: all.reduce((n, file) => n + gzipSync(file, { level: 9 }).byteLength, 0),
    };
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  private bundle(entry: string, extra: BuildOptions = {}): Promise<Map<string, Uint8Array>> {
    let made = this.bundles.get(entry);
    if (made === undefined) {
      made = build({
        entryPoints: { entry: join(ROOT, entry) },
        outdir: '/bundle',
        bundle: true,
        splitting: true,
        minify: true,
        format: 'esm',
        target: 'chrome120',
        jsx: 'automatic',
        jsxImportSource: 'preact',
        write: false,
        logLevel: 'silent',
        ...extra,
      }).then((result) => new Map((result.outputFiles ?? []).map((file) => [file.path.slice(8), file.contents])));
      this.bundles.set(entry, made);
    }
    return made;
  }
}

interface HarnessWindow {
  readonly harness: {
    activate(url: string, messaging: boolean): Promise<void>;
    show(id: string, mime: string, b64: string): number;
    dispose(id?: string): void;
    deliver(message: unknown): void;
    theme(classes: string, kind: string, vars: Record<string, string>): void;
  };
}

export class Rendered {
  readonly page: Page;
  readonly id: string;
  readonly messages: RendererMessage[] = [];
  /** Exceptions, console errors and policy violations. */
  readonly problems: string[] = [];
  /** Milliseconds of the last `renderOutputItem`. */
  renderMs = 0;
  private readonly mime: string;

  constructor(page: Page, id: string, mime: string) {
    this.page = page;
    this.id = id;
    this.mime = mime;
    page.on('pageerror', (error) => this.problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
  }

  get output(): Locator {
    return this.page.locator(`#${this.id}`);
  }

  /** The text that the output shows. */
  text(): Promise<string> {
    return this.page.evaluate((id) => {
      const children = document.getElementById(id)?.shadowRoot?.children ?? [];
      return [...children].map((child) => (child as HTMLElement).innerText).join('\n');
    }, this.id);
  }

  /** Renders a payload into the output, replacing what it shows. */
  async show(bytes: Uint8Array): Promise<void> {
    const b64 = Buffer.from(bytes).toString('base64');
    this.renderMs = await this.page.evaluate(
      ([id, mime, body]) => (window as unknown as HarnessWindow).harness.show(id, mime, body),
      [this.id, this.mime, b64] as const,
    );
    await this.settle();
  }

  /** Waits for two frames: effects have run and the canvases are painted. */
  async settle(): Promise<void> {
    await this.page.evaluate(
      () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
    );
  }

  async deliver(message: HostMessage): Promise<void> {
    await this.page.evaluate((m) => (window as unknown as HarnessWindow).harness.deliver(m), message as unknown);
    await this.settle();
  }

  async setTheme(name: ThemeName): Promise<void> {
    const theme = THEMES[name];
    await this.page.evaluate(
      ([classes, kind, vars]) => (window as unknown as HarnessWindow).harness.theme(classes, kind, { ...vars }),
      [theme.classes, theme.kind, theme.vars] as const,
    );
    await this.settle();
  }

  async dispose(): Promise<void> {
    await this.page.evaluate((id) => (window as unknown as HarnessWindow).harness.dispose(id), this.id);
  }

  /** Writes `<name>.png` into the artifacts folder and returns the file's bytes. */
  async screenshot(name: string): Promise<Buffer> {
    const file = await this.output.screenshot();
    mkdirSync(ARTIFACTS, { recursive: true });
    writeFileSync(join(ARTIFACTS, `${name}.png`), file);
    return file;
  }

  /** The output's pixels; (0, 0) is its upper left corner, in device pixels. */
  async bitmap(): Promise<Bitmap> {
    return decodePng(await this.output.screenshot());
  }

  /** Violations of axe-core's WCAG 2 A and AA rules, one line each. */
  async axe(): Promise<string[]> {
    await this.page.evaluate(AXE);
    return this.page.evaluate(async (id) => {
      const axe = (window as unknown as { axe: AxeLike }).axe;
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const rules = {
        region: { enabled: false },
        'page-has-heading-one': { enabled: false },
        'heading-order': { enabled: false },
      };
      const result = await axe.run(`#${id}`, { runOnly: { type: 'tag', values: tags }, rules });
      return result.violations.map(
        (v) => `${v.id}: ${v.nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary ?? ''}`).join(' | ')}`,
      );
    }, this.id);
  }

  /** What Tab reaches inside the output, by role and name; walks until focus leaves it. */
  async tabStops(): Promise<string[]> {
    await this.page.locator('#before').focus();
    const stops: string[] = [];
    for (let i = 0; i < 50; i++) {
      await this.page.keyboard.press('Tab');
      const name = await this.focused();
      if (name === undefined) break;
      stops.push(name);
    }
    return stops;
  }

  /** Role and name of the focused element inside the output. */
  focused(): Promise<string | undefined> {
    return this.page.evaluate((id) => {
      const element = document.getElementById(id)?.shadowRoot?.activeElement;
      if (element === null || element === undefined) return undefined;
      const role = element.getAttribute('role') ?? element.tagName.toLowerCase();
      return `${role}: ${element.getAttribute('aria-label') ?? element.textContent ?? ''}`;
    }, this.id);
  }

  /** Closes the page; throws if anything went wrong on it. */
  async close(): Promise<void> {
    await this.page.close();
    if (this.problems.length > 0) throw new Error(`problems on the page:\n${this.problems.join('\n')}`);
  }
}

interface AxeLike {
  run(
    target: string,
    options: object,
  ): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[] }>;
}

export async function openBench(): Promise<Bench> {
  const executablePath = process.env.NNBOOK_CHROMIUM ?? '/usr/bin/chromium';
  return new Bench(await chromium.launch({ executablePath, args: ['--no-sandbox', '--font-render-hinting=none'] }));
}
