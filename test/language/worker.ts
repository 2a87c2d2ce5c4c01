/** The real language worker, bundled as the build bundles it, for tests in plain Node. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import * as esbuild from 'esbuild';
import { nodeFiles } from '../../extension/language/build-assets.mjs';
import type { WorkerPort } from '../../extension/language/client.ts';
import { assets, root } from './notebook.ts';

/** Bundles `entry` to a CommonJS file in a new folder; TypeScript comes from node_modules. */
export async function bundle(entry: string): Promise<{ folder: string; file: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnbook-language-'));
  const file = path.join(folder, 'worker.cjs');
  await esbuild.build({
    entryPoints: [path.join(root, entry)],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
    alias: { typescript: path.join(root, 'node_modules/typescript/lib/typescript.js') },
    external: [path.join(root, 'node_modules/typescript/lib/typescript.js')],
  });
  return { folder, file };
}

export async function languageWorker(files: Record<string, string> = assets): Promise<() => WorkerPort & Worker> {
  const { folder, file } = await bundle('extension/language/worker.ts');
  const assetFolder = path.join(folder, 'assets');
  mkdirSync(assetFolder);
  writeFileSync(path.join(assetFolder, 'assets.json'), JSON.stringify(files));
  writeFileSync(path.join(assetFolder, 'node.json'), JSON.stringify(nodeFiles(root)));
  return () => new Worker(file, { workerData: { role: 'language', assets: assetFolder } }) as WorkerPort & Worker;
}
