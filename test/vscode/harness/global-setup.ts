/**
 * Once for all suites in `test/vscode`: pack the extension, install it into a fresh VS Code server, start that.
 * `NNBOOK_VSIX` names a package that has just been made, so that it is not made again.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { TestProject } from 'vitest/node';
import { requireChromium } from '../setup/chromium.ts';
import { pack } from '../setup/package.ts';
import { artifacts } from '../setup/paths.ts';
import { installExtension, setUpServer, startServer } from '../setup/vscode-server.ts';
import type { SessionOptions } from './session.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    session: SessionOptions;
    /** Path of the packed extension. */
    vsix: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromium = requireChromium();
  setUpServer();
  const vsix = process.env.NNBOOK_VSIX ?? pack();
  const root = path.join(artifacts, 'vscode');
  rmSync(root, { recursive: true, force: true });
  installExtension(root, vsix);
  const server = await startServer({
    root,
    testDriver: true,
    settings: { 'editor.hover.delay': 100, 'notebook.lineNumbers': 'off' },
  });
  project.provide('session', { serverUrl: server.url, chromium });
  project.provide('vsix', vsix);
  return server.stop;
}
