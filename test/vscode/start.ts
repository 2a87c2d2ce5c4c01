/**
 * `npm start`: builds the extension and opens the course in VS Code. The desktop one if `code` is on the path; otherwise a
 * VS Code server from the npm registry, whose address is printed. `PORT` chooses the server's port.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { pack } from './setup/package.ts';
import { projectRoot } from './setup/paths.ts';
import { freePort, installExtension, setUpServer, startServer } from './setup/vscode-server.ts';

const notes = path.join(projectRoot, 'media/notes');
const shell = process.platform === 'win32';

function desktopCode(): boolean {
  return spawnSync('code', ['--version'], { stdio: 'ignore', shell }).status === 0;
}

const vsix = pack();
if (desktopCode()) {
  execFileSync('code', ['--install-extension', vsix, '--force'], { stdio: 'inherit', shell });
  execFileSync('code', [notes], { stdio: 'inherit', shell });
  console.log('\nnnbook is installed in VS Code, and the course is open. Pick a note in the explorer.');
} else {
  setUpServer();
  const root = path.join(projectRoot, '.vscode-server');
  installExtension(root, vsix);
  const wanted = process.env.PORT;
  const port = wanted ? Number(wanted) : await freePort();
  const server = await startServer({ root, port, settings: { 'workbench.startupEditor': 'welcomePage' } });
  console.log(`\nVS Code with nnbook is at ${server.url}/?folder=${encodeURIComponent(notes)}`);
  console.log('Pick a note in the explorer. Ctrl+C ends the server.');
  const end = () => {
    void server.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}
