/**
 * Finds a Chromium for the tests that need pixels, and installs one where that is possible without asking: a Debian or
 * Ubuntu machine on which this runs as root.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { isMain } from './node.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Path of an installed Chromium-like browser (`NNBOOK_CHROMIUM` wins), or undefined. */
export function findChromium() {
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
export function requireChromium(log = console.log) {
  const found = findChromium();
  if (found) return found;
  const isRoot = process.getuid?.() === 0;
  const hasApt = process.platform === 'linux' && spawnSync('apt-get', ['--version']).status === 0;
  if (isRoot && hasApt) {
    log('setup: installing Chromium and fonts with apt-get, once');
    const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core', 'fonts-liberation'],
      options,
    );
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'The browser tests need Chromium, Chrome or Edge, and none was found. Install one ' +
      '(on Debian or Ubuntu: sudo apt-get install chromium), or set NNBOOK_CHROMIUM to its path.',
  );
}

if (isMain(import.meta.url)) console.log(requireChromium());
