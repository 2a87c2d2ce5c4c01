/**
 * The `code-server` package is VS Code for the browser, from the npm registry: made ready here, and started.
 *
 * The package carries VS Code without VS Code's own dependencies. They are installed as they are shipped: no compiler, no
 * install scripts. `npm ci` does not work there, because the shipped shrinkwrap is out of step with the manifest. What a
 * notebook never loads (217 MB of assistants) is removed. A stamp inside the installed folder names the version, so a
 * fresh `npm ci`, which wipes the folder, is noticed.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { isMain, projectRoot } from './paths.ts';

const packageRoot = path.join(projectRoot, 'node_modules/code-server');
const vscodeRoot = path.join(packageRoot, 'lib/vscode');
const entry = path.join(packageRoot, 'out/node/entry.js');

const unused = [
  'node_modules/@github/copilot-sdk-linux-x64',
  'node_modules/@github/copilot-sdk',
  'node_modules/@microsoft/mxc-sdk',
  'extensions/copilot',
];

/** Settings that keep the workbench quiet: no welcome page, no updates, no telemetry, no assistant. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.simpleDialog.enable': true,
  'git.enabled': false,
  'npm.fetchOnlinePackageInfo': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'update.mode': 'none',
  'window.dialogStyle': 'custom',
  'workbench.editorAssociations': { '*.nnbook': 'nnbook' },
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** Completes the installed package if that has not been done yet. */
export function setUpServer(log: (line: string) => void = console.log): void {
  if (!existsSync(entry)) throw new Error('The package code-server is not installed. Run "npm install" first.');
  const { version } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));
  const stamp = path.join(vscodeRoot, 'node_modules/.nnbook-setup');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return;

  log(`setup: completing the VS Code server (code-server ${version}), once`);
  for (const cwd of [vscodeRoot, path.join(vscodeRoot, 'extensions')]) {
    execFileSync(
      'npm',
      ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--no-progress'],
      { cwd, stdio: ['ignore', 'inherit', 'inherit'], env: plainNpmEnvironment() },
    );
  }
  for (const folder of unused) rmSync(path.join(vscodeRoot, folder), { recursive: true, force: true });
  writeFileSync(stamp, version);
}

/** An `npm` inside an `npm run` inherits the outer project's settings as variables. */
function plainNpmEnvironment(): NodeJS.ProcessEnv {
  const inherited = /^npm_(config_(local_prefix|prefix|omit|include|ignore_scripts)|package_|lifecycle_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}

export interface ServerOptions {
  /** Holds the user's data, the extensions and the log of this server. */
  readonly root: string;
  readonly port?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Allows `extensionTestsPath` in the address, and hides toasts. */
  readonly testDriver?: boolean;
}

export interface RunningServer {
  readonly url: string;
  readonly logFile: string;
  /** Ends the server and everything it started. */
  stop(): Promise<void>;
}

const serverArguments = (root: string): string[] => [
  entry,
  '--user-data-dir',
  path.join(root, 'user-data'),
  '--extensions-dir',
  path.join(root, 'extensions'),
  '--config',
  path.join(root, 'config.yaml'),
];

/** Installs a packed extension into a server's folders; the server need not run. */
export function installExtension(root: string, vsix: string): void {
  const args = [...serverArguments(root), '--install-extension', vsix, '--force'];
  const result = spawnSync(process.execPath, args, { encoding: 'utf8', env: serverEnvironment() });
  // The server complains about a missing native logger on every start; its words matter only if it failed.
  if (result.status !== 0) throw new Error(`The extension could not be installed: ${result.stdout}${result.stderr}`);
}

/** Starts a server for this machine only, without a password; resolves when it answers. */
export async function startServer({ root, port, settings, testDriver }: ServerOptions): Promise<RunningServer> {
  const user = path.join(root, 'user-data/User');
  mkdirSync(user, { recursive: true });
  mkdirSync(path.join(root, 'extensions'), { recursive: true });
  writeFileSync(path.join(user, 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  const logFile = path.join(root, 'server.log');
  const log = openSync(logFile, 'a');
  const bound = port ?? (await freePort());
  const url = `http://127.0.0.1:${bound}`;
  const child = spawn(
    process.execPath,
    [
      ...serverArguments(root),
      '--auth',
      'none',
      '--bind-addr',
      `127.0.0.1:${bound}`,
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-workspace-trust',
      '--disable-getting-started-override',
      ...(testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    { stdio: ['ignore', log, log], detached: true, env: serverEnvironment() },
  );
  await answering(url, child, logFile);
  return { url, logFile, stop: () => stopGroup(child) };
}

/** Variables of an editor around this process would make the server believe that it is a child of that editor. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|PORT$|PASSWORD$)/.test(name)),
  );
}

async function answering(url: string, child: ChildProcess, logFile: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The VS Code server ended with ${child.exitCode}; see ${logFile}`);
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await delay(50);
  }
  await stopGroup(child);
  throw new Error(`The VS Code server did not answer at ${url} within 60 s; see ${logFile}`);
}

/** The process group also holds the extension host and the file watcher. */
async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  signalGroup(child.pid, 'SIGTERM');
  await Promise.race([gone, delay(5_000, undefined, { ref: false })]);
  signalGroup(child.pid, 'SIGKILL');
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });
}

if (isMain(import.meta.url)) setUpServer();
