/** The kernel's worker as the package has it, built once per change of the sources. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
let built: Promise<string> | null = null;

/** Path of the worker's bundle. */
export function kernelBundle(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  // Inside node_modules, so that `typescript` resolves from the bundle.
  const outfile = path.join(root, `node_modules/.cache/nnbook-test/kernel-worker-${process.pid}.cjs`);
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['extension/kernel/worker/main.ts'],
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
  return outfile;
}
