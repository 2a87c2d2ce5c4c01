import type { Order } from './order.ts';
import type { Layered, LayoutGraph, LayoutOptions } from './types.ts';

/**
 * Nearest positions to `want` (weighted least squares) that keep the order and the gaps: pool adjacent violators.
 * With offsets o_i = sum of gaps above i, y_i - o_i must not decrease, which is isotonic regression. O(n), exact.
 */
export function separate(want: Float64Array, weight: Float64Array, offset: Float64Array, n: number, y: Float64Array) {
  const mean = new Float64Array(n);
  const mass = new Float64Array(n);
  const size = new Int32Array(n);
  let blocks = 0;
  for (let i = 0; i < n; i++) {
    mean[blocks] = want[i] - offset[i];
    mass[blocks] = weight[i];
    size[blocks] = 1;
    blocks++;
    while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
      const m = mass[blocks - 2] + mass[blocks - 1];
      mean[blocks - 2] = (mean[blocks - 2] * mass[blocks - 2] + mean[blocks - 1] * mass[blocks - 1]) / m;
      mass[blocks - 2] = m;
      size[blocks - 2] += size[blocks - 1];
      blocks--;
    }
  }
  let i = 0;
  for (let b = 0; b < blocks; b++) {
    for (let k = 0; k < size[b]; k++, i++) y[i] = mean[b] + offset[i];
  }
}

/** Centre y of every node and dummy. */
export function verticalPositions(g: Layered, graph: LayoutGraph, order: Order, o: LayoutOptions): Float64Array {
  const y = new Float64Array(g.count);
  const half = (v: number) => (v < g.real ? graph.height[v] / 2 : 0);
  // Room between centres of neighbours: half of each, and the gap (smaller when a wire is involved).
  const offsets = order.rows.map((row) => {
    const offset = new Float64Array(row.length);
    for (let i = 1; i < row.length; i++) {
      const a = row[i - 1];
      const b = row[i];
      const wires = (a >= g.real ? 1 : 0) + (b >= g.real ? 1 : 0);
      offset[i] = offset[i - 1] + half(a) + half(b) + (wires === 0 ? o.rowGap : o.edgeGap);
    }
    for (let i = 0; i < row.length; i++) y[row[i]] = offset[i] - offset[row.length - 1] / 2;
    return offset;
  });
  let widest = 1;
  for (const row of order.rows) widest = Math.max(widest, row.length);
  const want = new Float64Array(widest);
  const weight = new Float64Array(widest);
  const out = new Float64Array(widest);

  const runs = findRuns(g, order);
  const line = new Float64Array(runs.length);
  const runOf = new Int32Array(g.count).fill(-1);
  runs.forEach((run, r) => {
    for (const v of run) runOf[v] = r;
  });

  // With `rigid`, a run wants its one line, the more the longer it is; else a node wants the mean of its neighbours.
  const relax = (l: number, useIn: boolean, useOut: boolean, rigid = false) => {
    const row = order.rows[l];
    for (let i = 0; i < row.length; i++) {
      const v = row[i];
      if (rigid && runOf[v] >= 0) {
        want[i] = line[runOf[v]];
        weight[i] = 100 * runs[runOf[v]].length;
        continue;
      }
      let sum = 0;
      let mass = 0;
      if (useIn) {
        for (let j = g.inStart[v]; j < g.inStart[v + 1]; j++) {
          sum += g.inWeight[j] * y[g.in[j]];
          mass += g.inWeight[j];
        }
      }
      if (useOut) {
        for (let j = g.outStart[v]; j < g.outStart[v + 1]; j++) {
          sum += g.outWeight[j] * y[g.out[j]];
          mass += g.outWeight[j];
        }
      }
      want[i] = mass > 0 ? sum / mass : y[v];
      weight[i] = mass > 0 ? mass : 1e-3;
    }
    separate(want, weight, offsets[l], row.length, out);
    for (let i = 0; i < row.length; i++) y[row[i]] = out[i];
  };
  for (let round = 0; round < 4; round++) {
    for (let l = g.layers - 2; l >= 0; l--) relax(l, false, true);
    for (let l = 1; l < g.layers; l++) relax(l, true, false);
  }
  for (let round = 0; round < 4; round++) {
    for (let l = g.layers - 1; l >= 0; l--) relax(l, true, true);
    for (let l = 0; l < g.layers; l++) relax(l, true, true);
  }
  for (let round = 0; round < 4; round++) {
    runs.forEach((run, r) => {
      line[r] = lineOf(g, run, r, runOf, y);
    });
    for (let l = g.layers - 1; l >= 0; l--) relax(l, true, true, true);
    for (let l = 0; l < g.layers; l++) relax(l, true, true, true);
  }
  straighten(g, order, offsets, y, runs);
  return y;
}

/** Where run r wants to lie: the mean of its neighbours outside the run, held a little by where it is. */
function lineOf(g: Layered, run: number[], r: number, runOf: Int32Array, y: Float64Array): number {
  let sum = 0;
  let mass = 0;
  for (const v of run) {
    sum += 0.02 * y[v];
    mass += 0.02;
    for (let j = g.inStart[v]; j < g.inStart[v + 1]; j++) {
      if (runOf[g.in[j]] === r) continue;
      sum += g.inWeight[j] * y[g.in[j]];
      mass += g.inWeight[j];
    }
    for (let j = g.outStart[v]; j < g.outStart[v + 1]; j++) {
      if (runOf[g.out[j]] === r) continue;
      sum += g.outWeight[j] * y[g.out[j]];
      mass += g.outWeight[j];
    }
  }
  return sum / mass;
}

/** The one heaviest neighbour of v on a side, or -1. */
function heaviest(start: Int32Array, list: Int32Array, weight: Float64Array, v: number): number {
  let best = -1;
  let top = 0;
  for (let j = start[v]; j < start[v + 1]; j++) {
    if (weight[j] > top) {
      top = weight[j];
      best = list[j];
    } else if (weight[j] === top) {
      best = -1;
    }
  }
  return best;
}

/**
 * Runs: paths in which each node is the one heaviest neighbour of the next and the other way round. They are what the
 * eye follows (the main path through a network, a long wire), so they should be straight. Longest first.
 */
function findRuns(g: Layered, order: Order): number[][] {
  const runs: number[][] = [];
  const taken = new Uint8Array(g.count);
  for (let l = 0; l < g.layers; l++) {
    for (const first of order.rows[l]) {
      if (taken[first]) continue;
      const run = [first];
      taken[first] = 1;
      for (let at = first; ; ) {
        const next = heaviest(g.outStart, g.out, g.outWeight, at);
        if (next < 0 || taken[next] || heaviest(g.inStart, g.in, g.inWeight, next) !== at) break;
        run.push(next);
        taken[next] = 1;
        at = next;
      }
      if (run.length > 1) runs.push(run);
    }
  }
  return runs.sort((a, b) => b.length - a.length);
}

/** Puts each run on one y where the gaps above and below allow it. */
function straighten(g: Layered, order: Order, offsets: Float64Array[], y: Float64Array, runs: number[][]): void {
  for (let pass = 0; pass < 2; pass++) {
    for (const run of runs) {
      let low = Number.NEGATIVE_INFINITY;
      let high = Number.POSITIVE_INFINITY;
      let sum = 0;
      for (const v of run) {
        const row = order.rows[g.layer[v]];
        const offset = offsets[g.layer[v]];
        const i = order.at[v];
        if (i > 0) low = Math.max(low, y[row[i - 1]] + offset[i] - offset[i - 1]);
        if (i + 1 < row.length) high = Math.min(high, y[row[i + 1]] - offset[i + 1] + offset[i]);
        sum += y[v];
      }
      if (low > high) continue;
      const line = Math.min(high, Math.max(low, sum / run.length));
      for (const v of run) y[v] = line;
    }
  }
}
