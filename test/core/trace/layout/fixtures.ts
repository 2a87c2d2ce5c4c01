import type { LayoutGraph } from '../../../../core/trace/layout/types.ts';

/** Edge list under construction; every node is 120 x 54 px as in the graph view. */
class Builder {
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly arg: number[] = [];
  count = 0;
  node(...inputs: number[]): number {
    const v = this.count++;
    inputs.forEach((u, i) => {
      this.from.push(u);
      this.to.push(v);
      this.arg.push(i);
    });
    return v;
  }
  graph(): LayoutGraph {
    return {
      width: new Float32Array(this.count).fill(120),
      height: new Float32Array(this.count).fill(54),
      from: this.from,
      to: this.to,
      arg: this.arg,
    };
  }
}

/** Linear congruential generator (Numerical Recipes), so that fixtures never change. */
function random(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    return s / 2 ** 32;
  };
}

/** Blocks of convolution, norm, relu with a skip connection. */
function resnet(target: number): LayoutGraph {
  const b = new Builder();
  let x = b.node();
  while (b.count < target) {
    const skip = x;
    for (let i = 0; i < 2; i++) x = b.node(b.node(b.node(x, b.node())));
    x = b.node(x, skip);
  }
  return b.graph();
}

/** A tensor-level tape: matmul, add, activation with parameters, some reuse of recent values, one loss. */
function autograd(target: number, seed: number): LayoutGraph {
  const b = new Builder();
  const next = random(seed);
  const values = [b.node()];
  while (b.count < target - 1) {
    const pick = () => values[Math.max(0, values.length - 1 - Math.floor(next() * next() * 12))];
    const kind = next();
    if (kind < 0.35) values.push(b.node(pick(), b.node()));
    else if (kind < 0.7) values.push(b.node(pick()));
    else values.push(b.node(pick(), pick()));
  }
  b.node(values[values.length - 1], values[values.length - 2]);
  return b.graph();
}

/** Scalar tape of a multilayer perceptron as micrograd builds it: a product per weight, a chain of sums, tanh. */
function micrograd(sizes: number[]): LayoutGraph {
  const b = new Builder();
  let layer = Array.from({ length: sizes[0] }, () => b.node());
  for (let l = 1; l < sizes.length; l++) {
    layer = Array.from({ length: sizes[l] }, () => {
      let sum = b.node();
      for (const x of layer) sum = b.node(sum, b.node(b.node(), x));
      return b.node(sum);
    });
  }
  return b.graph();
}

/** Element-level network as the graph view expands it: weights, dot, activation per neuron. */
function elements(sizes: number[]): LayoutGraph {
  const b = new Builder();
  let layer = Array.from({ length: sizes[0] }, () => b.node());
  for (let l = 1; l < sizes.length; l++) {
    layer = Array.from({ length: sizes[l] }, () => b.node(b.node(...layer.map(() => b.node()), ...layer)));
  }
  b.node(b.node(layer[0], b.node()));
  return b.graph();
}

/** One recurrent weight used at every step: the widest fan-out a tape has. */
function recurrent(steps: number): LayoutGraph {
  const b = new Builder();
  const w = b.node();
  const u = b.node();
  let h = b.node();
  for (let t = 0; t < steps; t++) h = b.node(b.node(b.node(h, w), b.node(b.node(), u)));
  return b.graph();
}

export const fixtures: Record<string, () => LayoutGraph> = {
  'elements 2-2-1': () => elements([2, 2, 1]),
  'elements 3-4-2-1': () => elements([3, 4, 2, 1]),
  'resnet 500': () => resnet(500),
  'resnet 2000': () => resnet(2000),
  'autograd 200': () => autograd(200, 1),
  'autograd 500': () => autograd(500, 2),
  'autograd 2000': () => autograd(2000, 3),
  'recurrent 200 steps': () => recurrent(200),
  'micrograd 2-4-4-1': () => micrograd([2, 4, 4, 1]),
  'micrograd 4-16-16-1': () => micrograd([4, 16, 16, 1]),
  'autograd 10000': () => autograd(10000, 4),
};

/**
 * Crossings of the drawn wires as straight polylines: proper intersections of segments of different edges. A segment
 * that several edges share is drawn once and counts once. Plane sweep over x, each pair tested once.
 */
export function geometricCrossings(points: ArrayLike<number>, pointStart: ArrayLike<number>): number {
  const segments: [number, number, number, number][] = [];
  const seen = new Set<string>();
  for (let e = 0; e + 1 < pointStart.length; e++) {
    for (let i = pointStart[e]; i + 1 < pointStart[e + 1]; i++) {
      let [ax, ay, bx, by] = [points[2 * i], points[2 * i + 1], points[2 * i + 2], points[2 * i + 3]];
      if (ax > bx) [ax, ay, bx, by] = [bx, by, ax, ay];
      const key = `${ax},${ay},${bx},${by}`;
      if (seen.has(key) || (ax === bx && ay === by)) continue;
      seen.add(key);
      segments.push([ax, ay, bx, by]);
    }
  }
  segments.sort((a, b) => a[0] - b[0]);
  let total = 0;
  for (let i = 0; i < segments.length; i++) {
    const [ax, ay, bx, by] = segments[i];
    const low = Math.min(ay, by);
    const high = Math.max(ay, by);
    for (let j = i + 1; j < segments.length && segments[j][0] < bx; j++) {
      const [cx, cy, dx, dy] = segments[j];
      if (Math.min(cy, dy) > high || Math.max(cy, dy) < low) continue;
      const side1 = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
      const side2 = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
      const side3 = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
      const side4 = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
      if (side1 * side2 < 0 && side3 * side4 < 0) total++;
    }
  }
  return total;
}
