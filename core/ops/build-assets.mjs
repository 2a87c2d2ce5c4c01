/** Writes `core/api.gen.ts` from the operation records, before anything is bundled from it. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** The API's text, by running `emit.ts`. */
export async function apiText(root) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['core/ops/emit.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    logLevel: 'warning',
  });
  const { emitApi } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  return emitApi();
}

export default async function buildApi({ root }) {
  const file = path.join(root, 'core/api.gen.ts');
  const text = await apiText(root);
  if (readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}
