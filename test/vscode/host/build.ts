/** Bundles a module with a `run()` for the extension host, inside an empty extension that VS Code accepts as its home. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';
import { artifacts, projectRoot } from '../setup/paths.ts';

export interface HostModule {
  /** The empty extension's folder. */
  readonly extension: string;
  /** The bundled module. */
  readonly module: string;
}

/** Bundles `entry`, a path in the project, under `artifacts/host/<name>`. */
export async function buildHostModule(entry: string, name: string): Promise<HostModule> {
  const extension = path.join(artifacts, 'host', name);
  rmSync(extension, { recursive: true, force: true });
  mkdirSync(extension, { recursive: true });
  const manifest = {
    name: `nnbook-${name}`,
    publisher: 'nnbook-tests',
    version: '0.0.1',
    engines: { vscode: '^1.95.0' },
  };
  writeFileSync(path.join(extension, 'package.json'), JSON.stringify(manifest));
  const module = path.join(extension, 'index.js');
  await build({
    absWorkingDir: projectRoot,
    entryPoints: [entry],
    outfile: module,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    define: { 'process.env.NNBOOK_CASES': JSON.stringify(process.env.NNBOOK_CASES ?? '') },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return { extension, module };
}
