/** Graphs as data: edge lists, adjacency matrices, and Zachary's karate club. */
import { ArgumentError, formatShape, IndexError, ShapeError } from '../errors.ts';
import { make } from '../ops/creation.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** Friendships between the 34 members (W. W. Zachary, 1977), each listed at its lower end, members from 0. */
const FRIENDS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31],
  1: [2, 3, 7, 13, 17, 19, 21, 30],
  2: [3, 7, 8, 9, 13, 27, 28, 32],
  3: [7, 12, 13],
  4: [6, 10],
  5: [6, 10, 16],
  6: [16],
  8: [30, 32, 33],
  9: [33],
  13: [33],
  14: [32, 33],
  15: [32, 33],
  18: [32, 33],
  19: [33],
  20: [32, 33],
  22: [32, 33],
  23: [25, 27, 29, 32, 33],
  24: [25, 27, 31],
  25: [31],
  26: [29, 33],
  27: [33],
  28: [31, 33],
  29: [32, 33],
  30: [32, 33],
  31: [32, 33],
  32: [33],
};

/** Members who stayed with the instructor ("Mr. Hi") when the club split; the others followed the officer. */
const INSTRUCTOR = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 16, 17, 19, 21]);
const MEMBERS = 34;

export interface GraphData {
  readonly numNodes: number;
  /** int32 [2, edges]: source and target of each edge; an undirected edge stands in both directions. */
  readonly edgeIndex: Tensor;
  /** float32 [nodes, features]. */
  readonly features: Tensor;
  /** int32 [nodes]. */
  readonly labels: Tensor;
}

/**
 * Zachary's karate club: 34 members, 78 friendships (156 directed edges), one-hot features; label 0 went with the
 * instructor (node 0), 1 with the officer (node 33).
 */
export function karateClub(): GraphData {
  const pairs = Object.entries(FRIENDS).flatMap(([a, list]) => list.map((b): [number, number] => [Number(a), b]));
  return {
    numNodes: MEMBERS,
    edgeIndex: undirected(pairs),
    features: make([MEMBERS, MEMBERS], 'float32', null, false, (out) => {
      for (let i = 0; i < MEMBERS; i++) out[i * (MEMBERS + 1)] = 1;
    }),
    labels: make([MEMBERS], 'int32', null, false, (out) => {
      for (let i = 0; i < MEMBERS; i++) out[i] = INSTRUCTOR.has(i) ? 0 : 1;
    }),
  };
}

/** int32 [2, 2 n]: each pair in both directions, sorted by source and then target. */
export function undirected(pairs: readonly (readonly [number, number])[]): Tensor {
  const both = pairs.flatMap(([a, b]) =>
    a === b
      ? [[a, b]]
      : [
          [a, b],
          [b, a],
        ],
  );
  both.sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  return make([2, both.length], 'int32', null, false, (out) => {
    both.forEach(([a, b], i) => {
      out[i] = a;
      out[both.length + i] = b;
    });
  });
}

function checkEdges(edgeIndex: Tensor): void {
  if (edgeIndex.shape.length === 2 && edgeIndex.shape[0] === 2) return;
  throw new ShapeError(`edgeIndex must be [2, edges], got ${formatShape(edgeIndex.shape)}`, {
    op: 'edgeIndex',
    operands: [{ name: 'edgeIndex', shape: edgeIndex.shape }],
    fix:
      edgeIndex.shape[1] === 2
        ? 'One edge a row? Pass its transpose: edges.t().'
        : 'Row 0 holds the sources, row 1 the targets.',
  });
}

/** float32 [nodes, nodes]: entry (i, j) counts the edges from i to j. */
export function toDenseAdj(edgeIndex: Tensor, options: { numNodes?: number } = {}): Tensor {
  checkEdges(edgeIndex);
  const ends = edgeIndex.data;
  const edges = edgeIndex.shape[1];
  const n = options.numNodes ?? (ends as Int32Array).reduce((most, v) => Math.max(most, v + 1), 0);
  return make([n, n], 'float32', edgeIndex.device, false, (out) => {
    for (let e = 0; e < edges; e++) {
      const [i, j] = [ends[e], ends[edges + e]];
      if (!(i >= 0 && i < n && j >= 0 && j < n))
        throw new IndexError(`toDenseAdj: edge ${e} goes from ${i} to ${j}, beyond ${n} nodes`, { op: 'toDenseAdj' });
      out[i * n + j]++;
    }
  });
}

export interface NormalizeOptions {
  /** `symmetric`: D^-1/2 A D^-1/2 (default). `row`: D^-1 A, rows sum to 1. `column`: A D^-1, columns sum to 1. */
  readonly mode?: 'symmetric' | 'row' | 'column';
  /** Add the identity first, as Kipf and Welling (2017) do (default true). */
  readonly selfLoops?: boolean;
}

/** The adjacency matrix scaled by the nodes' degrees; a node without edges keeps zeros. */
export function normalizeAdjacency(adjacency: Tensor, options: NormalizeOptions = {}): Tensor {
  const { mode = 'symmetric', selfLoops = true } = options;
  if (adjacency.shape.length !== 2 || adjacency.shape[0] !== adjacency.shape[1]) {
    throw new ShapeError(
      `normalizeAdjacency: the adjacency matrix must be square, got ${formatShape(adjacency.shape)}`,
      { op: 'normalizeAdjacency' },
    );
  }
  const n = adjacency.shape[0];
  const eye = make([n, n], adjacency.dtype, adjacency.device, false, (out) => {
    for (let i = 0; i < n; i++) out[i * (n + 1)] = 1;
  });
  const a = selfLoops ? adjacency.add(eye) : adjacency;
  const scaled = (sums: Tensor, power: number): Tensor => sums.gt(0).where(sums.pow(power), 0);
  if (mode === 'row') return a.mul(scaled(a.sum(1, { keepdim: true }), -1));
  if (mode === 'column') return a.mul(scaled(a.sum(0, { keepdim: true }), -1));
  if (mode !== 'symmetric')
    throw new ArgumentError(`normalizeAdjacency: unknown mode '${String(mode)}'`, {
      fix: "The modes are 'symmetric', 'row' and 'column'.",
    });
  const root = scaled(a.sum(1), -0.5);
  return a.mul(root.unsqueeze(1)).mul(root.unsqueeze(0));
}
