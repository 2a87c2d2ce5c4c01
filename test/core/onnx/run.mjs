/**
 * ONNX's operator cases against the built library, in the Node that is there: the adapter is TypeScript, so it is
 * bundled in memory first. The library itself is `dist/core/index.js`, as users get it.
 */
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const { outputFiles } = await build({
  entryPoints: [path.join(here, 'main.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
});
const { main } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
const core = await import(pathToFileURL(path.join(root, 'dist/core/index.js')).href);
process.exitCode = main(core, process.argv.slice(2), path.resolve(root, '../shared/onnx/node-cases.tar.gz'));
