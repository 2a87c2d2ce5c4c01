/**
 * Builds the extension afresh and packs it: `npm run package`, or `pack()` from the tests.
 * vsce is told not to look for dependencies (everything is bundled) and not to run a prepublish script.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { isMain, modernNode, projectRoot } from './node.mjs';

export const vsixFile = path.join(projectRoot, 'artifacts/nnbook.vsix');

/** Returns the path of the packed extension. `build: false` packs what `dist/` holds. */
export function pack({ build = true, log = console.log } = {}) {
  const run = (args) =>
    execFileSync(modernNode(), args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  if (build) log(run(['build.mjs', '--clean']).trimEnd());
  mkdirSync(path.dirname(vsixFile), { recursive: true });
  run([
    'node_modules/@vscode/vsce/vsce',
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--skip-license',
    '--out',
    vsixFile,
  ]);
  log(`package: ${path.relative(projectRoot, vsixFile)}, ${(statSync(vsixFile).size / 1e6).toFixed(2)} MB`);
  return vsixFile;
}

if (isMain(import.meta.url)) pack();
