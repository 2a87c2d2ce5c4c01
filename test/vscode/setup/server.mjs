/**
 * Makes the `code-server` package (VS Code for the browser, from the npm registry) ready to run.
 *
 * The package carries VS Code without its own dependencies. They are installed here as they are shipped: no compiler, no
 * install scripts. `npm ci` does not work there, because the shipped shrinkwrap is out of step with the manifest. What a
 * notebook never loads (217 MB of assistants) is removed. Idempotent: a stamp inside the installed folder names the
 * version, so a fresh `npm ci`, which wipes the folder, is noticed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { isMain, projectRoot } from './node.mjs';

const serverRoot = path.join(projectRoot, 'node_modules/code-server');
const vscodeRoot = path.join(serverRoot, 'lib/vscode');

const unused = [
  'node_modules/@github/copilot-sdk-linux-x64',
  'node_modules/@github/copilot-sdk',
  'node_modules/@microsoft/mxc-sdk',
  'extensions/copilot',
];

/** The script that starts the server; run it with `modernNode()`. */
export const serverEntry = path.join(serverRoot, 'out/node/entry.js');

/** Completes the server if that has not been done yet. */
export function setUpServer(log = console.log) {
  if (!existsSync(serverEntry)) throw new Error('The package code-server is not installed. Run "npm install" first.');
  const { version } = JSON.parse(readFileSync(path.join(serverRoot, 'package.json'), 'utf8'));
  const stamp = path.join(vscodeRoot, 'node_modules/.nnbook-setup');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return;

  log(`setup: completing the VS Code server (code-server ${version}), once`);
  for (const cwd of [vscodeRoot, path.join(vscodeRoot, 'extensions')]) {
    execFileSync(
      process.platform === 'win32' ? 'npm.cmd' : 'npm',
      ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      { cwd, stdio: ['ignore', 'inherit', 'inherit'], env: plainNpmEnvironment() },
    );
  }
  for (const folder of unused) rmSync(path.join(vscodeRoot, folder), { recursive: true, force: true });
  writeFileSync(stamp, version);
}

/** An `npm` inside an `npm run` inherits the outer project's settings as variables, `--prefix` among them. */
function plainNpmEnvironment() {
  const inherited = /^npm_(config_(local_prefix|prefix|omit|include|ignore_scripts)|package_|lifecycle_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}

if (isMain(import.meta.url)) setUpServer();
