/**
 * `npm run pictures`: the README's pictures, taken from the packaged extension in the real VS Code: both notes, run, in
 * dark and in light. They land in `media/pictures/`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Session, type Theme } from './harness/session.ts';
import { requireChromium } from './setup/chromium.ts';
import { pack } from './setup/package.ts';
import { artifacts, projectRoot } from './setup/paths.ts';
import { freePort, installExtension, setUpServer, startServer } from './setup/vscode-server.ts';

interface Shot {
  readonly note: string;
  readonly view: string;
  readonly index: number;
  readonly name: string;
  /** A button of the view that is pressed first, and how often. */
  readonly press?: readonly [label: RegExp, times: number];
}

const shots: readonly Shot[] = [
  { note: '01-backpropagation-by-hand.nnbook', view: 'graph', index: 0, name: 'backward', press: [/next step/i, 5] },
  { note: '02-handwritten-digits.nnbook', view: 'curves', index: 0, name: 'training' },
  { note: '02-handwritten-digits.nnbook', view: 'tensor', index: 1, name: 'weights' },
];

const out = path.join(projectRoot, 'media/pictures');
const chromium = requireChromium();
setUpServer();
const root = path.join(artifacts, 'pictures');
rmSync(root, { recursive: true, force: true });
installExtension(root, process.env.NNBOOK_VSIX ?? pack());
const server = await startServer({
  root,
  port: await freePort(),
  testDriver: true,
  settings: { 'notebook.lineNumbers': 'off' },
});
const session = await Session.start({ serverUrl: server.url, chromium });
mkdirSync(out, { recursive: true });
try {
  for (const note of new Set(shots.map((shot) => shot.note))) {
    for (const theme of ['dark', 'light'] satisfies Theme[]) {
      const window = await session.window({ theme, notes: [note], open: note });
      const { workbench } = window;
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      const failed = await workbench.runAll();
      if (failed.length > 0) throw new Error(`${note}: these cells failed:\n${failed.join('\n')}`);
      for (const { view, index, name, press } of shots.filter((shot) => shot.note === note)) {
        const found = await workbench.views(view, index + 1);
        await workbench.reveal(found.nth(index));
        const button = press && found.nth(index).getByRole('button', { name: press[0] }).first();
        for (let i = 0; i < (press?.[1] ?? 0); i++) await button?.click();
        await workbench.page.mouse.move(700, 990);
        await workbench.page.locator('.workbench-hover-container .monaco-hover').waitFor({ state: 'hidden' });
        await workbench.page.screenshot({ path: path.join(out, `${name}-${theme}.png`) });
        console.log(`${name}-${theme}.png`);
      }
      await window.close();
    }
  }
} finally {
  await session.stop();
  await server.stop();
}
