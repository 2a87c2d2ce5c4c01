import { verticalPositions } from './coordinates.ts';
import { layerGraph } from './layers.ts';
import { countCrossings, orderColumns } from './order.ts';
import { defaultLayout, type Layered, type LayoutGraph, type LayoutOptions, type LayoutResult } from './types.ts';

/**
 * Layered left-to-right layout of a computation graph: columns by longest path, one shared trunk of dummies per node
 * for long edges, barycentre sweeps with neighbour swaps, least-squares coordinates, straightened runs.
 * Deterministic: the same graph gives the same picture. O(sweeps * (nodes + edges) log edges).
 * After Sugiyama, Tagawa and Toda (1981); crossing count after Barth, Juenger and Mutzel (2002).
 */
export function layoutLayered(graph: LayoutGraph, options: Partial<LayoutOptions> = {}): LayoutResult {
  const o = { ...defaultLayout, ...options };
  const g = layerGraph(graph);
  const { order } = orderColumns(g, o.sweeps);
  const centre = verticalPositions(g, graph, order, o);

  const columnWidth = new Float64Array(g.layers);
  for (let v = 0; v < g.real; v++) {
    columnWidth[g.layer[v]] = Math.max(columnWidth[g.layer[v]], graph.width[v]);
  }
  const columnX = new Float64Array(g.layers + 1);
  for (let l = 0; l < g.layers; l++) columnX[l + 1] = columnX[l] + columnWidth[l] + o.columnGap;

  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < g.count; v++) {
    const half = v < g.real ? graph.height[v] / 2 : 1;
    top = Math.min(top, centre[v] - half);
    bottom = Math.max(bottom, centre[v] + half);
  }
  if (g.count === 0) {
    top = 0;
    bottom = 0;
  }
  for (let v = 0; v < g.count; v++) centre[v] -= top;

  const x = new Float32Array(g.real);
  const y = new Float32Array(g.real);
  for (let v = 0; v < g.real; v++) {
    x[v] = columnX[g.layer[v]] + (columnWidth[g.layer[v]] - graph.width[v]) / 2;
    y[v] = centre[v] - graph.height[v] / 2;
  }
  const { points, pointStart } = routeEdges(g, graph, centre, x, columnX, columnWidth);
  return {
    x,
    y,
    layer: g.layer.slice(0, g.real),
    points,
    pointStart,
    width: g.layers === 0 ? 0 : columnX[g.layers] - o.columnGap,
    height: bottom - top,
    crossings: countCrossings(g, order),
  };
}

/** Distance between two ports on a node's side, px, at most. */
const PORT_GAP = 8;

/**
 * Points of every edge: out of the tail's right side, straight through each column it passes, into the head's left side.
 * Ports of one side are sorted by where their wires come from, so wires never cross at the node itself; wires out of one
 * node leave at one point (one value, however often it is used).
 */
function routeEdges(
  g: Layered,
  graph: LayoutGraph,
  centre: Float64Array,
  x: Float32Array,
  columnX: Float64Array,
  columnWidth: Float64Array,
): { points: Float32Array; pointStart: Uint32Array } {
  const m = graph.from.length;
  const points: number[] = [];
  const pointStart = new Uint32Array(m + 1);
  const before = (e: number) => {
    const a = g.chainStart[e];
    const b = g.chainStart[e + 1];
    return b > a ? centre[g.chain[b - 1]] : centre[graph.from[e]];
  };
  const incoming: number[][] = Array.from({ length: g.real }, () => []);
  for (let e = 0; e < m; e++) incoming[graph.to[e]].push(e);
  const port = new Float64Array(m);
  const arg = graph.arg;
  for (let v = 0; v < g.real; v++) {
    const list = incoming[v];
    list.sort((a, b) => before(a) - before(b) || (arg ? arg[a] - arg[b] : a - b));
    const gap = list.length > 1 ? Math.min(PORT_GAP, (graph.height[v] - 16) / (list.length - 1)) : 0;
    list.forEach((e, i) => {
      port[e] = centre[v] + (i - (list.length - 1) / 2) * gap;
    });
  }
  for (let e = 0; e < m; e++) {
    pointStart[e] = points.length / 2;
    const a = graph.from[e];
    const b = graph.to[e];
    const reversed = g.layer[a] >= g.layer[b];
    points.push(x[a] + graph.width[a], centre[a]);
    const chain = Array.from(g.chain.subarray(g.chainStart[e], g.chainStart[e + 1]));
    if (reversed) chain.reverse();
    for (const d of chain) {
      const left = columnX[g.layer[d]];
      const right = left + columnWidth[g.layer[d]];
      points.push(reversed ? right : left, centre[d], reversed ? left : right, centre[d]);
    }
    points.push(x[b], port[e]);
  }
  pointStart[m] = points.length / 2;
  return { points: Float32Array.from(points), pointStart };
}
