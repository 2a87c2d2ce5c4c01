/**
 * `npm run test:electron`: the cases of the extension host in a desktop VS Code, which is downloaded. Where it cannot be
 * downloaded (no network, no such platform) this says so and succeeds: the same cases run in the VS Code server.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { buildHostModule } from './host/build.ts';
import type { Outcome } from './host/index.ts';
import { pack } from './setup/package.ts';
import { projectRoot } from './setup/paths.ts';

/** The oldest version that the manifest promises, and the newest. */
const manifest = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
const oldest: string = manifest.engines.vscode.replace('^', '');

async function download(version: string): Promise<string | undefined> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: path.join(projectRoot, '.vscode-test') });
  } catch (error) {
    console.log(
      `electron: skipped ${version}, it cannot be downloaded (${error instanceof Error ? error.message : error})`,
    );
    return undefined;
  }
}

async function runIn(executable: string, vsix: string): Promise<number> {
  const data = mkdtempSync(path.join(tmpdir(), 'nnbook-electron-'));
  const folders = [
    `--extensions-dir=${path.join(data, 'extensions')}`,
    `--user-data-dir=${path.join(data, 'user-data')}`,
  ];
  const [cli, ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const installed = spawnSync(cli, [...cliArgs, ...folders, '--install-extension', vsix, '--force'], {
    stdio: 'inherit',
  });
  if (installed.status !== 0) throw new Error('The extension could not be installed into the desktop VS Code.');
  const workspace = path.join(data, 'notes');
  cpSync(path.join(projectRoot, 'media/notes'), workspace, { recursive: true });
  const host = await buildHostModule('test/vscode/host/index.ts', 'cases');
  // The exit code says the same as the outcomes, which also say what.
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: host.extension,
    extensionTestsPath: host.module,
    launchArgs: [workspace, ...folders, '--disable-workspace-trust', '--disable-gpu', '--no-sandbox'],
  }).catch((error: unknown) => console.error(error instanceof Error ? error.message : error));
  const outcomes: Outcome[] = JSON.parse(readFileSync(path.join(host.extension, 'outcomes.json'), 'utf8'));
  return outcomes.filter(({ error }) => error !== undefined).length;
}

let vsix: string | undefined;
for (const version of [oldest, 'stable']) {
  const executable = await download(version);
  if (!executable) continue;
  vsix ??= pack();
  const failed = await runIn(executable, vsix);
  console.log(`electron: ${version}: ${failed === 0 ? 'all passed' : `${failed} failed`}`);
  if (failed > 0) process.exitCode = 1;
}
