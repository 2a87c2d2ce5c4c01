#!/usr/bin/env node
/** `nnbook run | check | convert`: a note run, checked or converted without an editor, by the same code. */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkNotebook } from './kernel/check.ts';
import { runHeadless } from './kernel/headless.ts';
import { workerStarter } from './kernel/transport.ts';
import { type Notebook, NotebookFormatError, parseNotebook, serializeNotebook } from './notebook/format.ts';

const USAGE = `nnbook run <file.nnbook> [--save] [--timeout <seconds>]
nnbook check <file.nnbook>
nnbook convert <from> <to>

run     runs all cells from top to bottom and prints their outputs
  --save       write the outputs into the file
  --timeout    stop after so many seconds (default: none)
check   runs nothing: parses every cell, checks its types and the shapes of its tensors
convert between .nnbook, .ipynb, .md and .ts with // %% cells; to .html as well

Exit code: 0 all is well, 1 a cell failed or has an error, 2 the call or the file is wrong, 124 out of time.`;

const OPTIONS = {
  save: { type: 'boolean' },
  timeout: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: OPTIONS });
  } catch (error) {
    return fail(`${messageOf(error)}\n\n${USAGE}`);
  }
}

function readNotebook(file: string): Notebook {
  try {
    return parseNotebook(readFileSync(file));
  } catch (error) {
    if (error instanceof NotebookFormatError) return fail(`${file}: ${error.message}`);
    return fail(`${file}: ${messageOf(error)}`);
  }
}

/** The new bytes take the file's place at once, so that a crash leaves the old ones. */
function replaceFile(file: string, bytes: Uint8Array): void {
  const beside = `${file}.${process.pid}.tmp`;
  writeFileSync(beside, bytes, { mode: statSync(file).mode });
  renameSync(beside, file);
}

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

async function run(file: string, timeout: number | undefined, save: boolean): Promise<number> {
  const terminal = process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  const result = await runHeadless(readNotebook(file), {
    file,
    start: workerStarter({ script: beside('./kernel-worker.cjs') }),
    print: (text, stream) => process[stream].write(text),
    terminal,
    ...(terminal ? { columns: process.stdout.columns } : {}),
    ...(timeout === undefined ? {} : { timeoutMs: timeout * 1000 }),
  });
  if (save) replaceFile(file, serializeNotebook(result.notebook));
  process.stdout.write(`${result.summary}\n`);
  return { ok: 0, failed: 1, timeout: 124 }[result.outcome];
}

async function check(file: string, shown: string): Promise<number> {
  const findings = await checkNotebook(readNotebook(file), {
    file,
    script: beside('./language-worker.cjs'),
    assets: beside('./language'),
  });
  for (const { severity, cell, line, column, text } of findings) {
    process.stdout.write(`${shown}, cell ${cell}, line ${line}, column ${column}: ${severity}: ${text}\n\n`);
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
  process.stdout.write(`${shown}: ${count(errors, 'error')}, ${count(warnings, 'warning')}\n`);
  return errors > 0 ? 1 : 0;
}

/** The endings of the names say what is read and written. */
async function convert(from: string, to: string): Promise<number> {
  const { readAs, writeAs } = await import('./notebook/convert/index.ts');
  const katexFile = (name: string) => readFileSync(beside(`./renderers/katex/${name}`));
  writeFileSync(to, writeAs(to, readAs(from, readFileSync(from)), katexFile));
  return 0;
}

const { values, positionals } = readArguments();
const [command, given, ...rest] = positionals;
if (values.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
if (command === 'convert') {
  const [to, ...more] = rest;
  if (!given || !to || more.length > 0 || values.save || values.timeout !== undefined) fail(USAGE);
  try {
    process.exit(await convert(given, to));
  } catch (error) {
    fail(`${given}: ${messageOf(error)}`);
  }
}
if ((command !== 'run' && command !== 'check') || !given || rest.length > 0) fail(USAGE);
const timeout = values.timeout === undefined ? undefined : Number(values.timeout);
if (timeout !== undefined && !(timeout > 0)) fail(`--timeout: '${values.timeout}' is not a number of seconds`);
if (command === 'check' && (values.save || timeout !== undefined)) {
  fail(`check runs nothing: --save and --timeout belong to run.\n\n${USAGE}`);
}

const file = path.resolve(given);
try {
  process.exitCode = command === 'run' ? await run(file, timeout, values.save ?? false) : await check(file, given);
} catch (error) {
  fail(`${file}: ${messageOf(error)}`);
}
