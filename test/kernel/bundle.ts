/** The kernel's worker as the package has it, built once per change of the sources. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import buildAssets from '../../extension/language/build-assets.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
let built: Promise<string> | null = null;

/** Path of the worker's bundle. */
export function kernelBundle(): Promise<string> {
  built ??= build();
  return built;
}

/** The language worker's bundle and its assets. */
export async function languageBundle(): Promise<{ readonly script: string; readonly assets: string }> {
  const dist = path.join(root, `node_modules/.cache/nnbook-test/language-${process.pid}`);
  const script = path.join(dist, 'language-worker.cjs');
  await Promise.all([bundle('extension/language/worker.ts', script), buildAssets({ root, dist })]);
  return { script, assets: path.join(dist, 'language') };
}

async function build(): Promise<string> {
  const outfile = path.join(root, `node_modules/.cache/nnbook-test/kernel-worker-${process.pid}.cjs`);
  await bundle('extension/kernel/worker/main.ts', outfile);
  return outfile;
}

/** Into node_modules, so that `typescript` resolves from the bundle. */
async function bundle(entry: string, outfile: string): Promise<void> {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['typescript'],
    logLevel: 'error',
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': 'importMetaUrl' },
  });
}
