/**
 * Builds the extension afresh and packs it: `npm run package`, or `pack()` from the tests.
 * vsce is told not to look for dependencies, because everything is bundled.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { artifacts, isMain, projectRoot, vsixFile } from './paths.ts';

/** Returns the path of the packed extension. */
export function pack(log: (line: string) => void = console.log): string {
  const run = (...args: string[]) =>
    execFileSync(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  log(run('build.mjs', '--clean').trimEnd());
  mkdirSync(artifacts, { recursive: true });
  run(
    'node_modules/@vscode/vsce/vsce',
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    // The pictures stand in the repository, not in the package; without a published repository there is nothing to link to.
    '--no-rewrite-relative-links',
    '--out',
    vsixFile,
  );
  log(`package: ${path.relative(projectRoot, vsixFile)}, ${(statSync(vsixFile).size / 1e6).toFixed(2)} MB`);
  return vsixFile;
}

if (isMain(import.meta.url)) pack();
