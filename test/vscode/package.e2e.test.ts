/** The package: small, and holding only what runs or is read. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { projectRoot } from './setup/paths.ts';

const vsix = inject('vsix');

/** Names in the package, by vsce's own listing of what it takes. */
const files = execFileSync(process.execPath, ['node_modules/@vscode/vsce/vsce', 'ls', '--no-dependencies'], {
  cwd: projectRoot,
  encoding: 'utf8',
})
  .split('\n')
  .map((line) => line.trim())
  .filter(Boolean);

test('is under 8 MB', () => {
  expect(statSync(vsix).size).toBeLessThan(8_000_000);
});

test('holds what runs', () => {
  const needed = [
    'dist/extension.cjs',
    'dist/kernel-worker.cjs',
    'dist/language-worker.cjs',
    'dist/typescript.cjs',
    'dist/language/assets.json',
    'dist/data/digits.safetensors',
    'dist/data/digits-LICENSE.txt',
    'dist/renderers/katex/katex.min.css',
    'media/icon.png',
    'package.json',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
  ];
  expect(needed.filter((file) => !files.includes(file))).toEqual([]);
  expect(files.filter((file) => /^media\/notes\/.+\.nnbook$/.test(file)).length).toBeGreaterThanOrEqual(2);
});

test('holds no sources, maps, tests or settings', () => {
  const wrong = files.filter((file) => {
    const name = path.basename(file);
    return (
      /\.(ts|tsx|map)$|\.test\./.test(name) || /^(core|extension|renderers|test|node_modules|artifacts)\//.test(file)
    );
  });
  expect(wrong).toEqual([]);
});
