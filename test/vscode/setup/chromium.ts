/**
 * Finds a Chromium for the tests that need pixels, and installs one where that is possible without asking: on a Debian
 * or Ubuntu machine on which this runs as root.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { isMain } from './paths.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Flags for a browser that runs as root, without a GPU and without a network. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of an installed Chromium-like browser (`NNBOOK_CHROMIUM` wins), or undefined. */
export function findChromium(): string | undefined {
  const named = process.env.NNBOOK_CHROMIUM;
  if (named) {
    if (!existsSync(named)) throw new Error(`NNBOOK_CHROMIUM is ${named}, which does not exist.`);
    return named;
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...candidates, ...fixedPlaces].find((file) => existsSync(file));
}

/** The same, but installs one if it may, and explains what to do if it may not. */
export function requireChromium(log: (line: string) => void = console.log): string {
  const found = findChromium();
  if (found) return found;
  const isRoot = process.getuid?.() === 0;
  const hasApt = process.platform === 'linux' && spawnSync('apt-get', ['--version']).status === 0;
  if (isRoot && hasApt) {
    log('setup: installing Chromium and fonts with apt-get, once');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const packages = ['chromium', 'fonts-dejavu-core', 'fonts-liberation'];
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    ]) {
      execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
    }
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'The browser tests need Chromium, Chrome or Edge, and none was found. Install one ' +
      '(on Debian or Ubuntu: sudo apt-get install chromium), or set NNBOOK_CHROMIUM to its path.',
  );
}

if (isMain(import.meta.url)) console.log(requireChromium());
