/**
 * Memory without dispose: `node test/bench/memory.ts [--quick] [--no-collector]` (Node 24).
 *
 * Three synchronous jobs, none of which ever yields to the event loop: 1,000,000 training steps of a tiny model, 20,000
 * of an MLP (784-128-10, batch 64), and a cell that allocates without end and meets its byte budget. Resident memory is
 * sampled on the way; a run fails when it passes its bound.
 *
 * With the collector that the kernel lends the core (as in a notebook) garbage comes back inside the loop. Without it
 * the WebAssembly heap of 1 GiB fills once, and what follows lives in ordinary buffers that V8 collects.
 */

import * as T from '../../core/index.ts';
import { lendCollector } from '../../extension/kernel/worker/collector.ts';

const quick = process.argv.includes('--quick');
const collector = !process.argv.includes('--no-collector');
if (collector) lendCollector();
const MIB = 2 ** 20;
const rss = (): number => process.memoryUsage().rss / MIB;

interface Report {
  readonly steps: number;
  readonly seconds: number;
  readonly start: number;
  readonly peak: number;
  readonly end: number;
  readonly loss: number;
}

/** Runs `step` in one synchronous loop. */
function train(steps: number, step: () => T.Tensor): Report {
  const began = performance.now();
  const start = rss();
  let peak = start;
  let loss = Number.NaN;
  const every = Math.max(1, Math.floor(steps / 200));
  for (let i = 0; i < steps; i++) {
    const value = step();
    if (i % every === 0 || i === steps - 1) {
      loss = value.item();
      peak = Math.max(peak, rss());
    }
  }
  return { steps, seconds: (performance.now() - began) / 1000, start, peak, end: rss(), loss };
}

function tiny(steps: number): Report {
  T.manualSeed(0);
  const w = T.tensor([0.5, -0.5], { requiresGrad: true });
  const x = T.tensor([
    [1, 2],
    [3, -1],
    [-2, 0.5],
  ]);
  const y = T.tensor([1, -1, 0.5]);
  const optimizer = new T.optim.SGD([w], { lr: 1e-3 });
  return train(steps, () => {
    optimizer.zeroGrad();
    const loss = x.matmul(w).sub(y).pow(2).mean();
    loss.backward();
    optimizer.step();
    return loss;
  });
}

function mlp(steps: number): Report {
  T.manualSeed(0);
  const net = new T.nn.Sequential(new T.nn.Linear(784, 128), new T.nn.ReLU(), new T.nn.Linear(128, 10));
  const optimizer = new T.optim.SGD(net.parameters(), { lr: 0.05 });
  const x = T.rand([64, 784]);
  const target = T.randint(0, 10, [64]);
  return train(steps, () => {
    optimizer.zeroGrad();
    const loss = T.crossEntropy(net(x), target);
    loss.backward();
    optimizer.step();
    return loss;
  });
}

function show(name: string, r: Report, bound: number): boolean {
  const ok = r.peak - r.start <= bound && Number.isFinite(r.loss);
  const per = ((r.seconds / r.steps) * 1e6).toFixed(1);
  console.log(
    `${name.padEnd(28)} ${String(r.steps).padStart(9)} steps  ${r.seconds.toFixed(1).padStart(7)} s  ${per.padStart(8)} us/step  ` +
      `RSS ${r.start.toFixed(0)} -> peak ${r.peak.toFixed(0)} -> ${r.end.toFixed(0)} MiB  loss ${r.loss.toPrecision(4)}  ${ok ? 'bounded' : `OVER ${bound} MiB`}`,
  );
  return ok;
}

function budget(): boolean {
  const limit = 512;
  T.setMemoryBudget(limit * MIB, () => process.memoryUsage().arrayBuffers);
  const kept: T.Tensor[] = [];
  try {
    for (;;) kept.push(T.zeros([1024, 1024]));
  } catch (error) {
    console.log(
      `\nA cell that keeps everything, with a budget of ${limit} MiB: after ${kept.length} tensors of 4 MiB\n${String(error)}`,
    );
    return error instanceof T.MemoryError;
  } finally {
    T.setMemoryBudget(Number.POSITIVE_INFINITY);
  }
}

const results = [
  show('tiny model, one job', tiny(quick ? 50_000 : 1_000_000), 256),
  show('MLP 784-128-10, batch 64', mlp(quick ? 300 : 20_000), collector ? 512 : 1536),
  budget(),
];
if (results.includes(false)) process.exitCode = 1;
