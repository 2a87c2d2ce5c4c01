/** Where things are, for the programs that build, test and start the extension. */
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** What a test run leaves to look at: screenshots, logs, reports, the packed extension. Not in git. */
export const artifacts = path.join(projectRoot, 'artifacts');

export const vsixFile = path.join(artifacts, 'nnbook.vsix');

/** True in the module that was started from the command line: `if (isMain(import.meta.url)) ...`. */
export function isMain(moduleUrl: string): boolean {
  return process.argv[1] !== undefined && fileURLToPath(moduleUrl) === path.resolve(process.argv[1]);
}
