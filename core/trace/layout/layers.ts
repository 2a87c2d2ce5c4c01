import type { Layered, LayoutGraph } from './types.ts';

/** Edges with cycles cut: tail, head per edge, both -1 for a self loop. */
interface Acyclic {
  readonly tail: Int32Array;
  readonly head: Int32Array;
  /** Nodes so that every tail comes before its head. */
  readonly topological: Int32Array;
}

/**
 * Turns back edges round so that the rest can assume a DAG. An autograd tape has none; static graphs with loops do.
 * Iterative depth-first search: a tape of 10,000 chained ops must not overflow the stack.
 */
function acyclic(graph: LayoutGraph): Acyclic {
  const n = graph.width.length;
  const m = graph.from.length;
  const tail = Int32Array.from(graph.from);
  const head = Int32Array.from(graph.to);
  const start = new Int32Array(n + 1);
  for (let e = 0; e < m; e++) start[tail[e] + 1]++;
  for (let v = 0; v < n; v++) start[v + 1] += start[v];
  const slot = start.slice();
  const list = new Int32Array(m);
  for (let e = 0; e < m; e++) list[slot[tail[e]]++] = e;

  const state = new Uint8Array(n);
  const next = start.slice(0, n);
  const finished = new Int32Array(n);
  let done = n;
  const stack: number[] = [];
  for (let root = 0; root < n; root++) {
    if (state[root] !== 0) continue;
    state[root] = 1;
    stack.push(root);
    while (stack.length > 0) {
      const v = stack[stack.length - 1];
      if (next[v] === start[v + 1]) {
        state[v] = 2;
        finished[--done] = v;
        stack.pop();
        continue;
      }
      const e = list[next[v]++];
      const u = graph.to[e];
      if (u === v) {
        tail[e] = -1;
        head[e] = -1;
      } else if (state[u] === 1) {
        tail[e] = u;
        head[e] = v;
      } else if (state[u] === 0) {
        state[u] = 1;
        stack.push(u);
      }
    }
  }
  return { tail, head, topological: finished };
}

/**
 * Column of each node. Longest path from the sources puts every value right of what it is made of; then a node moves
 * right, towards its first user, whenever that does not lengthen the wires in total. So a parameter stands one column
 * before the op that uses it, not at the far left. Wires out of one node share a trunk, so their length is the distance
 * to the furthest user, counted once.
 */
function assignLayers(n: number, { tail, head, topological }: Acyclic): Int32Array {
  const m = tail.length;
  const ins: number[][] = Array.from({ length: n }, () => []);
  const outs: number[][] = Array.from({ length: n }, () => []);
  for (let e = 0; e < m; e++) {
    if (tail[e] < 0) continue;
    outs[tail[e]].push(head[e]);
    ins[head[e]].push(tail[e]);
  }
  const layer = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const v = topological[i];
    for (const u of ins[v]) layer[v] = Math.max(layer[v], layer[u] + 1);
  }
  for (let round = 0; round < 3; round++) {
    let moved = false;
    for (let i = n - 1; i >= 0; i--) {
      const v = topological[i];
      if (outs[v].length === 0) continue;
      let latest = Number.POSITIVE_INFINITY;
      for (const u of outs[v]) latest = Math.min(latest, layer[u] - 1);
      if (latest <= layer[v]) continue;
      // Moving right by one lengthens the trunk of each operand for which v is the furthest user, and shortens v's own.
      let lengthened = 0;
      for (const u of ins[v]) {
        if (ins[u].length === 0 && outs[u].length === 1) continue; // a leaf of v alone moves along
        let furthest = true;
        for (const w of outs[u]) if (w !== v && layer[w] > layer[v]) furthest = false;
        if (furthest) lengthened++;
      }
      if (lengthened <= 1) {
        layer[v] = latest;
        moved = true;
      }
    }
    if (!moved) break;
  }
  let first = Number.POSITIVE_INFINITY;
  for (let v = 0; v < n; v++) first = Math.min(first, layer[v]);
  if (n > 0 && first > 0) for (let v = 0; v < n; v++) layer[v] -= first;
  return layer;
}

/** Straightness of dummy-dummy segments over that of ordinary edges: long wires must not wriggle. */
const TRUNK_WEIGHT = 6;
/** The ends of a long wire may bend: it goes round what is in its way, so that the short path beside it is straight. */
const END_WEIGHT = 0.5;
/** A parameter stands beside the main path and must not pull it off its line. */
const LEAF_WEIGHT = 0.25;

/**
 * Layers the graph and cuts every long edge into steps of one column. All long edges out of one node share one chain of
 * dummies (a trunk), which keeps wide fan-outs (a recurrent weight used at 200 steps) linear instead of quadratic.
 */
export function layerGraph(graph: LayoutGraph): Layered {
  const n = graph.width.length;
  const m = graph.from.length;
  const cut = acyclic(graph);
  const nodeLayer = assignLayers(n, cut);

  const layer: number[] = Array.from(nodeLayer);
  const trunk: (number[] | undefined)[] = new Array(n);
  const segments: number[] = [];
  const weights: number[] = [];
  const chainStart = new Int32Array(m + 1);
  const chain: number[] = [];
  const seen = new Map<number, number>();
  const link = (a: number, b: number, w: number) => {
    const key = a * 0x4000000 + b;
    const at = seen.get(key);
    if (at === undefined) {
      seen.set(key, weights.length);
      segments.push(a, b);
      weights.push(w);
    } else {
      weights[at] = Math.max(weights[at], w);
    }
  };
  const beside = new Uint8Array(n).fill(1);
  const uses = new Int32Array(n);
  for (let e = 0; e < m; e++) {
    if (cut.tail[e] < 0) continue;
    beside[cut.head[e]] = 0;
    if (++uses[cut.tail[e]] > 1) beside[cut.tail[e]] = 0;
  }
  for (let e = 0; e < m; e++) {
    chainStart[e] = chain.length;
    const a = cut.tail[e];
    const b = cut.head[e];
    if (a < 0) continue;
    const long = nodeLayer[b] - nodeLayer[a] > 1;
    const w = (graph.weight ? graph.weight[e] : 1) * (beside[a] ? LEAF_WEIGHT : 1);
    let previous = a;
    const dummies = (trunk[a] ??= []);
    for (let l = nodeLayer[a] + 1; l < nodeLayer[b]; l++) {
      const step = l - nodeLayer[a] - 1;
      if (step === dummies.length) {
        dummies.push(layer.length);
        layer.push(l);
      }
      const d = dummies[step];
      link(previous, d, step === 0 ? w * END_WEIGHT : w * TRUNK_WEIGHT);
      chain.push(d);
      previous = d;
    }
    link(previous, b, long ? w * END_WEIGHT : w);
  }
  chainStart[m] = chain.length;

  const count = layer.length;
  const s = weights.length;
  const outStart = new Int32Array(count + 1);
  const inStart = new Int32Array(count + 1);
  for (let i = 0; i < s; i++) {
    outStart[segments[2 * i] + 1]++;
    inStart[segments[2 * i + 1] + 1]++;
  }
  for (let v = 0; v < count; v++) {
    outStart[v + 1] += outStart[v];
    inStart[v + 1] += inStart[v];
  }
  const out = new Int32Array(s);
  const outWeight = new Float64Array(s);
  const inList = new Int32Array(s);
  const inWeight = new Float64Array(s);
  const outAt = outStart.slice();
  const inAt = inStart.slice();
  for (let i = 0; i < s; i++) {
    const a = segments[2 * i];
    const b = segments[2 * i + 1];
    out[outAt[a]] = b;
    outWeight[outAt[a]++] = weights[i];
    inList[inAt[b]] = a;
    inWeight[inAt[b]++] = weights[i];
  }
  const layers = count === 0 ? 0 : 1 + layer.reduce((top, l) => Math.max(top, l), 0);
  return {
    real: n,
    count,
    layer: Int32Array.from(layer),
    layers,
    outStart,
    out,
    outWeight,
    inStart,
    in: inList,
    inWeight,
    chainStart,
    chain: Int32Array.from(chain),
  };
}
