/**
 * Plain data in and out of the layered layout. Coordinates are CSS pixels, x to the right (data flows left to right)
 * and y down; a node's position is its top left corner.
 */

/** A directed graph without node names: nodes are 0..n-1, edges are pairs of them in data-flow direction. */
export interface LayoutGraph {
  /** Node widths, px. */
  readonly width: ArrayLike<number>;
  /** Node heights, px. Same length as `width`. */
  readonly height: ArrayLike<number>;
  /** Edge tails (the node whose output is used). */
  readonly from: ArrayLike<number>;
  /** Edge heads (the node that uses it). An edge that closes a cycle is laid out as if reversed. */
  readonly to: ArrayLike<number>;
  /** How strongly an edge wants to be straight; 1 where absent. */
  readonly weight?: ArrayLike<number>;
  /** Order of the edges into one node (the argument index), used only to break ties. */
  readonly arg?: ArrayLike<number>;
}

export interface LayoutOptions {
  /** Gap between columns, px. */
  readonly columnGap: number;
  /** Gap between nodes of a column, px. */
  readonly rowGap: number;
  /** Vertical room that a passing edge takes, px. */
  readonly edgeGap: number;
  /** Most barycentre sweeps; the best order seen is kept. */
  readonly sweeps: number;
}

export const defaultLayout: LayoutOptions = { columnGap: 28, rowGap: 6, edgeGap: 8, sweeps: 24 };

export interface LayoutResult {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Column of each node. */
  readonly layer: Int32Array;
  /** Edge e runs through points[2*i], points[2*i+1] for i in pointStart[e] .. pointStart[e+1]-1. */
  readonly points: Float32Array;
  readonly pointStart: Uint32Array;
  readonly width: number;
  readonly height: number;
  /** Crossings between neighbouring columns; the shared trunk of one node's long edges counts once. */
  readonly crossings: number;
}

/** The layered graph with a dummy node wherever an edge passes a column. Adjacent columns only. */
export interface Layered {
  /** Real nodes first (0..real-1), then dummies. */
  readonly real: number;
  readonly count: number;
  readonly layer: Int32Array;
  readonly layers: number;
  /** Successors and predecessors in compressed rows; weights in step with them. */
  readonly outStart: Int32Array;
  readonly out: Int32Array;
  readonly outWeight: Float64Array;
  readonly inStart: Int32Array;
  readonly in: Int32Array;
  readonly inWeight: Float64Array;
  /** Per input edge: its dummies from tail to head, in chainStart/chain. */
  readonly chainStart: Int32Array;
  readonly chain: Int32Array;
}
