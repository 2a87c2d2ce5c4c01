#!/usr/bin/env node
/** `nnbook run file.nnbook [--save] [--timeout seconds]`: a note run without an editor, by the same kernel. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runHeadless } from './kernel/headless.ts';
import { workerStarter } from './kernel/transport.ts';
import { NotebookFormatError, parseNotebook, serializeNotebook } from './notebook/format.ts';

const USAGE = `nnbook run <file.nnbook> [--save] [--timeout <seconds>]

Runs all cells from top to bottom and prints their outputs.
  --save       write the outputs into the file
  --timeout    stop after so many seconds (default: none)
Exit code: 0 all cells ran, 1 a cell failed, 2 the call or the file is wrong, 124 out of time.`;

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { save: { type: 'boolean' }, timeout: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function readNotebook(file: string) {
  try {
    return parseNotebook(readFileSync(file));
  } catch (error) {
    if (error instanceof NotebookFormatError) return fail(`${file}: ${error.message}`);
    return fail(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const { values, positionals } = readArguments();
const [command, given, ...rest] = positionals;
if (values.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
if (command !== 'run' || !given || rest.length > 0) fail(USAGE);
const timeout = values.timeout === undefined ? undefined : Number(values.timeout);
if (timeout !== undefined && !(timeout > 0)) fail(`--timeout: '${values.timeout}' is not a number of seconds`);

const file = path.resolve(given);
const notebook = readNotebook(file);
const script = fileURLToPath(new URL('./kernel-worker.cjs', import.meta.url));
const result = await runHeadless(notebook, {
  file,
  start: workerStarter({ script }),
  print: (text) => process.stdout.write(text),
  ...(timeout === undefined ? {} : { timeoutMs: timeout * 1000 }),
});
if (values.save) writeFileSync(file, serializeNotebook(result.notebook));
process.stdout.write(`${result.summary}\n`);
process.exitCode = { ok: 0, failed: 1, timeout: 124 }[result.outcome];
