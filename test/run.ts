/**
 * `npm test`: sets everything up, runs every part, and ends with one line `N passed, M failed` over all of them.
 * `npm test -- unit lint` runs the named parts only. A part streams its own progress; its report lands in `artifacts/`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { requireChromium } from './vscode/setup/chromium.ts';
import { pack } from './vscode/setup/package.ts';
import { artifacts, projectRoot } from './vscode/setup/paths.ts';
import { setUpServer } from './vscode/setup/vscode-server.ts';

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

interface Part {
  readonly name: string;
  readonly what: string;
  run(): Promise<Tally>;
}

/** The Node that the user has; what must work without Node 24 is run with it. */
const plainNode = process.env.NNBOOK_PLAIN_NODE ?? process.execPath;

/** A part that hangs is ended, so that the last line is always printed. */
const partLimitMs = 8 * 60_000;

const one = (ok: boolean): Tally => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

let current: ChildProcess | undefined;

/** Runs a program in the project's folder with its output passed on; resolves with its exit code. */
function execute(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
    current = child;
    const timer = setTimeout(() => {
      console.error(`test: ended after ${partLimitMs / 60_000} minutes without a result`);
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, partLimitMs);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      current = undefined;
      resolve(code ?? 1);
    });
  });
}

const node = (...args: string[]) => execute(process.execPath, args);

/** A vitest project; its numbers come from its JSON report, and a run without one counts as a failure. */
async function vitest(project: string): Promise<Tally> {
  const report = path.join(artifacts, `${project}.json`);
  rmSync(report, { force: true });
  const code = await node(
    'node_modules/vitest/vitest.mjs',
    'run',
    `--project=${project}`,
    '--passWithNoTests',
    `--reporter=${project === 'unit' ? 'default' : 'verbose'}`,
    '--reporter=json',
    `--outputFile.json=${report}`,
  );
  if (!existsSync(report)) return one(false);
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = result;
  // Only tests that need what few machines have (PyTorch, ONNX's cases) skip themselves; lint refuses a written skip.
  if (skipped > 0) console.log(`${skipped} skipped, which need something that is not installed here`);
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

interface ConformanceReport {
  readonly results: readonly { readonly id: string; readonly ok: boolean; readonly reason: string | null }[];
}

/**
 * The engine against PyTorch's values, in the user's own Node. A case of a function that the engine does not have yet is
 * no failure; that a function which it should have is there is the business of the unit tests.
 */
async function conformance(): Promise<Tally> {
  const folder = 'test/core/conformance';
  if (!existsSync(path.join(projectRoot, folder, 'run.mjs'))) return one(false);
  const report = path.join(artifacts, 'conformance.json');
  rmSync(report, { force: true });
  await execute(plainNode, [
    `${folder}/run.mjs`,
    '--lib=dist/core/index.js',
    `--cases=${folder}/cases`,
    `--json=${report}`,
  ]);
  const random = await execute(plainNode, [
    `${folder}/run-random.mjs`,
    '--lib',
    'dist/core/index.js',
    '--streams',
    `${folder}/random-streams.json`,
  ]);
  if (!existsSync(report)) return one(false);
  const { results } = JSON.parse(readFileSync(report, 'utf8')) as ConformanceReport;
  const wrong = results.filter(({ ok, reason }) => !ok && reason !== 'missing').length;
  return {
    passed: results.filter(({ ok }) => ok).length + one(random === 0).passed,
    failed: wrong + one(random === 0).failed,
  };
}

/** ONNX's operator cases, in the user's own Node; where the cases are absent the command says so and nothing is counted. */
async function onnx(): Promise<Tally> {
  const report = path.join(artifacts, 'onnx.json');
  rmSync(report, { force: true });
  const ok = (await execute(plainNode, ['test/core/onnx/run.mjs', '--json', report])) === 0;
  if (!existsSync(report)) return ok ? { passed: 0, failed: 0 } : one(false);
  const { results } = JSON.parse(readFileSync(report, 'utf8')) as { results: readonly { readonly outcome: string }[] };
  const count = (outcome: string): number => results.filter((result) => result.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed') };
}

/** Every note from top to bottom, without an editor, in the user's own Node. */
async function notes(): Promise<Tally> {
  const folder = path.join(projectRoot, 'media/notes');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.nnbook'));
  let tally = one(files.length > 0);
  for (const file of files) {
    const ok = (await execute(plainNode, ['dist/cli.mjs', 'run', path.join('media/notes', file)])) === 0;
    console.log(`${ok ? 'passed' : 'FAILED'}  ${file}`);
    tally = sum(tally, one(ok));
  }
  return tally;
}

const sum = (a: Tally, b: Tally): Tally => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });

const parts: readonly Part[] = [
  { name: 'lint', what: 'lint, format and arrow rules', run: async () => one((await node(...tool('biome'))) === 0) },
  {
    name: 'package',
    what: 'build and pack',
    run: async () => {
      process.env.NNBOOK_VSIX = pack();
      return one(true);
    },
  },
  // After the build, which writes sources of its own: the API's types and the WebAssembly kernels.
  { name: 'check', what: 'types', run: async () => one((await node(...tool('tsc'))) === 0) },
  { name: 'unit', what: 'everything that needs no browser', run: () => vitest('unit') },
  { name: 'conformance', what: 'the engine against PyTorch', run: conformance },
  { name: 'onnx', what: "ONNX's operator cases", run: onnx },
  { name: 'notes', what: 'the notes, without an editor', run: notes },
  { name: 'browser', what: 'the views in Chromium', run: () => vitest('browser') },
  { name: 'vscode', what: 'the packaged extension in VS Code', run: () => vitest('vscode') },
];

function tool(name: 'biome' | 'tsc'): string[] {
  return name === 'biome'
    ? ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']
    : ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'];
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`test: no part ${unknown.join(', ')}; the parts are ${parts.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (current?.pid !== undefined) process.kill(-current.pid, 'SIGKILL');
    process.exit(130);
  });
}

mkdirSync(artifacts, { recursive: true });
const selected = parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const needs = (...names: string[]) => selected.some(({ name }) => names.includes(name));
let total: Tally = { passed: 0, failed: 0 };
const summary: string[] = [];
try {
  if (needs('browser', 'vscode')) requireChromium();
  if (needs('vscode')) setUpServer();
  for (const part of selected) {
    console.log(`\n== ${part.name}: ${part.what}`);
    const started = performance.now();
    const tally = await part.run().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      return one(false);
    });
    total = sum(total, tally);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    summary.push(`${part.name.padEnd(12)} ${tally.passed} passed, ${tally.failed} failed, ${seconds} s`);
  }
} catch (error) {
  console.error(`test: set-up failed: ${error instanceof Error ? error.message : error}`);
  total = sum(total, one(false));
}
console.log(`\n${summary.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
