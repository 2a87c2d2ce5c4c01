/** Writes what follows from the operation records: `core/api.gen.ts`, before anything is bundled from it, and `media/api.md`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** The exports of a module of this folder, bundled and run in memory. */
async function load(root, entry) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`core/ops/${entry}`],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    logLevel: 'warning',
  });
  const code = Array.from(outputFiles[0].contents, (byte) => String.fromCharCode(byte)).join('');
  return import(`data:text/javascript;base64,${btoa(code)}`);
}

function update(file, text) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

export default async function buildApi({ root }) {
  const { emitApi } = await load(root, 'emit.ts');
  update(path.join(root, 'core/api.gen.ts'), emitApi());
  const { emitDocs } = await load(root, 'emit-docs.ts');
  update(path.join(root, 'media/api.md'), emitDocs());
}
