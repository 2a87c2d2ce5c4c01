import type { Layered } from './types.ts';

/** The order of nodes in each column: rows[l] lists column l from top to bottom; at[v] is v's index in its column. */
export interface Order {
  readonly rows: Int32Array[];
  readonly at: Int32Array;
}

function copyOrder(order: Order): Order {
  return { rows: order.rows.map((row) => row.slice()), at: order.at.slice() };
}

function index(order: Order): void {
  for (const row of order.rows) for (let i = 0; i < row.length; i++) order.at[row[i]] = i;
}

/**
 * Starting order by depth-first search back from the sinks, operands in argument order: what feeds one op starts out
 * together, and a small change of the graph is a small change of the order. `flip` visits operands the other way round.
 */
function initialOrder(g: Layered, flip: boolean, forward: boolean): Order {
  const start = forward ? g.outStart : g.inStart;
  const list = forward ? g.out : g.in;
  const ends = forward ? g.inStart : g.outStart;
  const rows: number[][] = Array.from({ length: g.layers }, () => []);
  const seen = new Uint8Array(g.count);
  const stack: number[] = [];
  for (let root = g.count - 1; root >= 0; root--) {
    const v = flip ? g.count - 1 - root : root;
    if (ends[v + 1] !== ends[v]) continue;
    stack.push(v);
    while (stack.length > 0) {
      const u = stack.pop() as number;
      if (seen[u]) continue;
      seen[u] = 1;
      rows[g.layer[u]].push(u);
      if (flip) for (let i = start[u]; i < start[u + 1]; i++) stack.push(list[i]);
      else for (let i = start[u + 1] - 1; i >= start[u]; i--) stack.push(list[i]);
    }
  }
  const order: Order = { rows: rows.map((row) => Int32Array.from(row)), at: new Int32Array(g.count) };
  index(order);
  return order;
}

/** Crossings between columns l and l+1: inversions of the edge list, by a Fenwick tree. O(e log e). */
function crossingsBetween(g: Layered, order: Order, l: number, tree: Int32Array, ends: Int32Array): number {
  const row = order.rows[l];
  const size = order.rows[l + 1].length;
  tree.fill(0, 0, size + 1);
  let total = 0;
  let placed = 0;
  for (let i = 0; i < row.length; i++) {
    const v = row[i];
    const from = g.outStart[v];
    const to = g.outStart[v + 1];
    const k = to - from;
    if (k === 0) continue;
    for (let j = 0; j < k; j++) {
      const at = order.at[g.out[from + j]];
      let p = j - 1;
      while (p >= 0 && ends[p] > at) {
        ends[p + 1] = ends[p];
        p--;
      }
      ends[p + 1] = at;
    }
    // Edges placed earlier that end below this one cross it.
    for (let j = 0; j < k; j++) {
      let below = placed;
      for (let t = ends[j] + 1; t > 0; t -= t & -t) below -= tree[t];
      total += below;
    }
    for (let j = 0; j < k; j++) {
      for (let t = ends[j] + 1; t <= size; t += t & -t) tree[t]++;
    }
    placed += k;
  }
  return total;
}

export function countCrossings(g: Layered, order: Order): number {
  let widest = 0;
  for (const row of order.rows) widest = Math.max(widest, row.length);
  const tree = new Int32Array(widest + 2);
  const ends = new Int32Array(g.out.length + 1);
  let total = 0;
  for (let l = 0; l + 1 < g.layers; l++) total += crossingsBetween(g, order, l, tree, ends);
  return total;
}

/** Scratch for the sweeps, allocated once per layout. */
interface Scratch {
  readonly key: Float64Array;
}

/**
 * Orders column l by the mean position of neighbours on one side. A node without such neighbours stays where it is,
 * between the same two others; `lean` breaks ties upwards or downwards, which lets sweeps leave a plateau.
 */
function sortColumn(g: Layered, order: Order, l: number, forward: boolean, lean: boolean, scratch: Scratch): void {
  const row = order.rows[l];
  const start = forward ? g.inStart : g.outStart;
  const list = forward ? g.in : g.out;
  const { key } = scratch;
  const free: number[] = [];
  for (let i = 0; i < row.length; i++) {
    const v = row[i];
    const a = start[v];
    const b = start[v + 1];
    if (a === b) continue;
    let sum = 0;
    for (let j = a; j < b; j++) sum += order.at[list[j]];
    key[v] = sum / (b - a);
    free.push(v);
  }
  free.sort((u, v) => key[u] - key[v] || (lean ? order.at[v] - order.at[u] : order.at[u] - order.at[v]));
  let next = 0;
  for (let i = 0; i < row.length; i++) {
    const v = row[i];
    if (start[v] !== start[v + 1]) row[i] = free[next++];
  }
  for (let i = 0; i < row.length; i++) order.at[row[i]] = i;
}

/** Crossings of the edges of u and v on one side when u is above v, minus those when v is above u. */
function swapGain(start: Int32Array, list: Int32Array, at: Int32Array, u: number, v: number): number {
  let gain = 0;
  for (let i = start[u]; i < start[u + 1]; i++) {
    const a = at[list[i]];
    for (let j = start[v]; j < start[v + 1]; j++) {
      const b = at[list[j]];
      if (a > b) gain++;
      else if (a < b) gain--;
    }
  }
  return gain;
}

/** Swaps neighbours in a column while that removes crossings. Work is bounded by `rounds`. */
function greedySwitch(g: Layered, order: Order, rounds: number): void {
  for (let round = 0; round < rounds; round++) {
    let improved = false;
    for (let l = 0; l < g.layers; l++) {
      const row = order.rows[l];
      for (let i = 0; i + 1 < row.length; i++) {
        const u = row[i];
        const v = row[i + 1];
        const gain = swapGain(g.inStart, g.in, order.at, u, v) + swapGain(g.outStart, g.out, order.at, u, v);
        if (gain > 0) {
          row[i] = v;
          row[i + 1] = u;
          order.at[v] = i;
          order.at[u] = i + 1;
          improved = true;
        }
      }
    }
    if (!improved) return;
  }
}

/** Above this size leaves are not moved about: the check costs a crossing count each. */
const BALANCED = 400;

/**
 * Spreads the leaves that one node alone reads around its other operands, half above and half below, where that adds no
 * crossing: the operands then stand opposite the node, and the picture is as symmetric as the formula.
 */
function balanceLeaves(g: Layered, order: Order): void {
  let crossings = countCrossings(g, order);
  for (let v = 0; v < g.real; v++) {
    const above: number[] = [];
    const rest: number[] = [];
    for (let i = g.inStart[v]; i < g.inStart[v + 1]; i++) {
      const u = g.in[i];
      const single = u < g.real && g.inStart[u + 1] === g.inStart[u] && g.outStart[u + 1] - g.outStart[u] === 1;
      (single ? above : rest).push(u);
    }
    if (above.length < 2 || rest.length < 2) continue;
    const row = order.rows[g.layer[above[0]]];
    const slots = [...above, ...rest].map((u) => order.at[u]).sort((a, b) => a - b);
    if (slots[slots.length - 1] - slots[0] !== slots.length - 1) continue;
    const byPlace = (a: number, b: number): number => order.at[a] - order.at[b];
    above.sort(byPlace);
    rest.sort(byPlace);
    const below = above.splice(Math.ceil(above.length / 2));
    const before = row.slice(slots[0], slots[0] + slots.length);
    const place = (nodes: ArrayLike<number>): void => {
      for (let i = 0; i < nodes.length; i++) {
        row[slots[0] + i] = nodes[i];
        order.at[nodes[i]] = slots[0] + i;
      }
    };
    place([...above, ...rest, ...below]);
    const now = countCrossings(g, order);
    if (now > crossings) place(before);
    else crossings = now;
  }
}

/** Orders all columns: barycentre sweeps from several starts, best kept, then neighbour swaps. */
export function orderColumns(g: Layered, sweeps: number): { order: Order; crossings: number } {
  const scratch: Scratch = { key: new Float64Array(g.count) };
  let best: Order | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  const starts: [boolean, boolean][] = [
    [false, false],
    [true, false],
    [false, true],
  ];
  for (const [flip, forwardStart] of starts) {
    const order = initialOrder(g, flip, forwardStart);
    let idle = 0;
    for (let sweep = 0; sweep < sweeps && idle < 5 && fewest > 0; sweep++) {
      const lean = sweep % 4 >= 2;
      if (sweep % 2 === 0) for (let l = 1; l < g.layers; l++) sortColumn(g, order, l, true, lean, scratch);
      else for (let l = g.layers - 2; l >= 0; l--) sortColumn(g, order, l, false, lean, scratch);
      const crossings = countCrossings(g, order);
      idle++;
      if (crossings < fewest) {
        fewest = crossings;
        best = copyOrder(order);
        idle = 0;
      }
    }
    if (fewest === 0) break;
  }
  const order = best ?? initialOrder(g, false, false);
  greedySwitch(g, order, 8);
  if (g.real <= BALANCED) balanceLeaves(g, order);
  return { order, crossings: countCrossings(g, order) };
}
