/**
 * `npm run bench`: what a user waits for, measured in the packaged extension in a real VS Code server. Prints a table;
 * `--json` prints the figures as JSON instead. Never a test: a slow machine is no failure.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { Session } from '../vscode/harness/session.ts';
import { buildHostModule } from '../vscode/host/build.ts';
import { requireChromium } from '../vscode/setup/chromium.ts';
import { pack } from '../vscode/setup/package.ts';
import { installExtension, setUpServer, startServer } from '../vscode/setup/vscode-server.ts';
import type { HostFigures } from './host.ts';

interface Row {
  readonly name: string;
  readonly unit: 'ms' | 'bytes';
  readonly expected: string;
  readonly samples: number;
  readonly median: number;
  readonly p95: number;
}

/** The value below which `share` of the samples lie, by linear interpolation. */
function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

/** Activation can be measured once per extension host; each round is a fresh server window. */
const rounds = 5;

async function measure(log: (line: string) => void): Promise<{ figures: HostFigures; bytes: number }> {
  setUpServer(log);
  const chromium = requireChromium(log);
  const vsix = pack(log);
  const host = await buildHostModule('test/bench/host.ts', 'bench');
  const root = mkdtempSync(path.join(tmpdir(), 'nnbook-bench-'));
  installExtension(root, vsix);
  const server = await startServer({ root, testDriver: true });
  const session = await Session.start({ serverUrl: server.url, chromium });
  const all: HostFigures[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      log(`bench: round ${round + 1} of ${rounds}`);
      const window = await session.window({});
      const code = await window.workbench.runHostTests(host, () => undefined);
      await window.close();
      if (code !== 0) throw new Error(`the measurement failed in the extension host; see ${server.logFile}`);
      all.push(JSON.parse(readFileSync(path.join(host.extension, 'figures.json'), 'utf8')));
    }
  } finally {
    await session.stop();
    await server.stop();
    rmSync(root, { recursive: true, force: true });
  }
  const joined = (key: keyof HostFigures) => all.flatMap((figures) => figures[key]);
  return {
    figures: {
      activation: joined('activation'),
      coldKernel: joined('coldKernel'),
      roundTrip: joined('roundTrip'),
      command: joined('command'),
      open500: joined('open500'),
      show500: joined('show500'),
    },
    bytes: statSync(vsix).size,
  };
}

const json = process.argv.includes('--json');
const { figures, bytes } = await measure(json ? console.error : console.log);
const time = (name: string, expected: string, samples: readonly number[]): Row => ({
  name,
  unit: 'ms',
  expected,
  samples: samples.length,
  median: quantile(samples, 0.5),
  p95: quantile(samples, 0.95),
});
const rows: Row[] = [
  time('activation', '< 50 ms', figures.activation),
  time('cold kernel, first cell to its end', '< 400 ms', figures.coldKernel),
  time('round trip of 1 + 1', '< 15 ms', figures.roundTrip),
  time('the same by the run command', '', figures.command),
  time('500 cells: open', '', figures.open500),
  time('500 cells: show', '', figures.show500),
  { name: '.vsix', unit: 'bytes', expected: '< 8 MB', samples: 1, median: bytes, p95: bytes },
];
if (json) {
  console.log(JSON.stringify({ node: process.version, cpu: cpus()[0]?.model, cores: cpus().length, rows }, null, 2));
} else {
  const show = ({ unit }: Row, value: number) =>
    unit === 'ms' ? `${value.toFixed(1)} ms` : `${(value / 1e6).toFixed(2)} MB`;
  console.log(`\n${cpus().length} x ${cpus()[0]?.model}\n`);
  console.log(
    `${'measured'.padEnd(36)}${'median'.padStart(12)}${'p95'.padStart(12)}${'samples'.padStart(9)}  expected`,
  );
  for (const row of rows) {
    const cells = [
      show(row, row.median).padStart(12),
      show(row, row.p95).padStart(12),
      String(row.samples).padStart(9),
    ];
    console.log(`${row.name.padEnd(36)}${cells.join('')}  ${row.expected}`);
  }
}
