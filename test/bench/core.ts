/**
 * The core beside PyTorch, workload by workload, each in a process of its own and interleaved, so that a busy moment hits
 * all alike. `node test/bench/core.ts [--quick] [--only name,name] [--cpu] [--json file]`.
 *
 * Times are medians in microseconds of wall time; `--cpu` takes the processor time instead, which a busy machine disturbs
 * less (one thread only). Losses of training workloads are compared before a time is printed. Peers that are not installed
 * are left out with a message.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '../..');

export const workloads = [
  ...['train_tiny', 'train_mlp', 'train_lenet', 'train_lstm', 'train_transformer'],
  ...['conv_3to16_32', 'conv_32to64_16'],
  ...[64, 128, 256, 512, 1024].map((n) => `matmul_${n}`),
  ...['layernorm_512x768', 'softmax_512x1024', 'sum0_1024', 'sum1_1024'],
  ...['add_1000', 'add_100000', 'add_1000000', 'chain_1e6'],
];

export interface Row {
  readonly workload: string;
  readonly ours: number | null;
  /** With one thread. The core has no thread pool, so this equals `ours`. */
  readonly ours1: number | null;
  readonly compiled: number | null;
  readonly torch1: number | null;
  readonly torch2: number | null;
  readonly tfjsWasm: number | null;
  readonly jaxjs: number | null;
}

interface Sample {
  readonly wall: number[];
  readonly cpu: number[];
  readonly loss: number | null;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function sample(command: string, args: readonly string[]): Sample {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: 300_000 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) as string) as Sample;
}

function hasTorch(): boolean {
  return spawnSync('python3', ['-c', 'import torch'], { timeout: 60_000 }).status === 0;
}

/** Losses after ten steps from the same seed must agree: the same network, data and optimizer, or the times mean nothing. */
function checkLoss(workload: string, ours: number | null, torch: number | null): void {
  if (ours === null || torch === null) return;
  if (!(Math.abs(ours - torch) <= 1e-3 * Math.max(1, Math.abs(torch)))) {
    throw new Error(`${workload}: the loss after ten steps is ${ours}, PyTorch has ${torch}: not the same work`);
  }
}

export async function benchCore(args: readonly string[]): Promise<Row[]> {
  const option = (name: string): string | null => (args.includes(name) ? (args[args.indexOf(name) + 1] ?? null) : null);
  const only = option('--only')?.split(',') ?? null;
  const factor = args.includes('--quick') ? '0.2' : '1';
  const rounds = args.includes('--quick') ? 1 : 3;
  const clock = args.includes('--cpu') ? 'cpu' : 'wall';
  const folder = mkdtempSync(path.join(tmpdir(), 'nnbook-bench-'));
  const bundle = path.join(folder, 'core.mjs');
  await build({ absWorkingDir: root, entryPoints: ['core/index.ts'], bundle: true, format: 'esm', outfile: bundle });
  const torch = hasTorch();
  if (!torch) console.error('bench: PyTorch is left out, `pip install torch numpy` brings it');
  const rows: Row[] = [];
  const format = (v: number | null): string => (v === null ? '-' : v.toFixed(v < 100 ? 1 : 0)).padStart(10);
  console.log(
    `${'us, median'.padEnd(20)}${['ours', 'torch 1T', 'torch 2T', 'ours/2T'].map((s) => s.padStart(10)).join('')}`,
  );
  for (const workload of workloads.filter((w) => only === null || only.includes(w))) {
    const times: Record<'ours' | 'torch1' | 'torch2', number[]> = { ours: [], torch1: [], torch2: [] };
    for (let round = 0; round < rounds; round++) {
      const ours = sample(process.execPath, [
        path.join(here, 'peers/ours.ts'),
        pathToFileURL(bundle).href,
        workload,
        factor,
      ]);
      times.ours.push(median(ours[clock]));
      if (!torch) continue;
      for (const threads of [1, 2] as const) {
        const peer = sample('python3', [path.join(here, 'peers/torch_peer.py'), String(threads), workload, factor]);
        checkLoss(workload, ours.loss, peer.loss);
        times[`torch${threads}`].push(median(threads === 1 ? peer[clock] : peer.wall));
      }
    }
    const of = (list: number[]): number | null => (list.length > 0 ? median(list) : null);
    const [ours, torch1, torch2] = [of(times.ours), of(times.torch1), of(times.torch2)];
    rows.push({ workload, ours, ours1: ours, compiled: null, torch1, torch2, tfjsWasm: null, jaxjs: null });
    const ratio = ours !== null && torch2 !== null ? (ours / torch2).toFixed(2) : '-';
    console.log(`${workload.padEnd(20)}${format(ours)}${format(torch1)}${format(torch2)}${ratio.padStart(10)}`);
  }
  rmSync(folder, { recursive: true });
  const file = option('--json');
  if (file) {
    const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
    writeFileSync(file, `${JSON.stringify({ date: new Date().toISOString(), machine, clock, rows }, null, 2)}\n`);
  }
  return rows;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchCore(process.argv.slice(2));
