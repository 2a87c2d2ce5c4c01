import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutLayered } from '../../../../core/trace/layout/layered.ts';
import type { LayoutGraph, LayoutResult } from '../../../../core/trace/layout/types.ts';
import { fixtures, geometricCrossings } from './fixtures.ts';

/** Crossings that dagre 3.1.3 (tight-tree ranker, same sizes and gaps) draws on the same fixtures. */
const dagre: Record<string, number> = {
  'elements 2-2-1': 2,
  'elements 3-4-2-1': 44,
  'resnet 500': 0,
  'resnet 2000': 0,
  'autograd 200': 46,
  'autograd 500': 180,
  'autograd 2000': 577,
  'recurrent 200 steps': 200,
  'micrograd 2-4-4-1': 40,
  'micrograd 4-16-16-1': 6695,
};

function overlaps(graph: LayoutGraph, r: LayoutResult): number {
  const columns = new Map<number, number[]>();
  r.layer.forEach((l, v) => {
    columns.set(l, [...(columns.get(l) ?? []), v]);
  });
  let bad = 0;
  for (const column of columns.values()) {
    column.sort((a, b) => r.y[a] - r.y[b]);
    for (let i = 1; i < column.length; i++) {
      if (r.y[column[i]] < r.y[column[i - 1]] + graph.height[column[i - 1]] - 0.01) bad++;
    }
  }
  return bad;
}

function graphOf(count: number, edges: [number, number][]): LayoutGraph {
  return {
    width: new Float32Array(count).fill(120),
    height: new Float32Array(count).fill(54),
    from: edges.map((e) => e[0]),
    to: edges.map((e) => e[1]),
  };
}

describe('layoutLayered', () => {
  for (const [name, crossings] of Object.entries(dagre)) {
    it(`${name}: at most 1.1 times dagre's crossings, no overlap, edges forward`, () => {
      const graph = fixtures[name]();
      const r = layoutLayered(graph);
      expect(geometricCrossings(r.points, r.pointStart)).toBeLessThanOrEqual(1.1 * crossings);
      expect(overlaps(graph, r)).toBe(0);
      for (let e = 0; e < graph.from.length; e++) expect(r.layer[graph.from[e]]).toBeLessThan(r.layer[graph.to[e]]);
    });
  }

  it('draws a residual network as one straight line', () => {
    const graph = fixtures['resnet 500']();
    const r = layoutLayered(graph);
    expect(r.height).toBeLessThan(4 * 60);
  });

  it('puts a parameter one column before the op that uses it', () => {
    // x -> a -> b -> c with a parameter 4 of c
    const r = layoutLayered(
      graphOf(5, [
        [0, 1],
        [1, 2],
        [2, 3],
        [4, 3],
      ]),
    );
    expect(Array.from(r.layer)).toEqual([0, 1, 2, 3, 2]);
  });

  it('leaves the rest where it is when a layer is added at the end', () => {
    const chain = (blocks: number) => {
      const edges: [number, number][] = [];
      let x = 0;
      let count = 1;
      for (let b = 0; b < blocks; b++) {
        const w = count++;
        const mul = count++;
        const act = count++;
        edges.push([x, mul], [w, mul], [mul, act]);
        x = act;
      }
      return layoutLayered(graphOf(count, edges));
    };
    const before = chain(5);
    const after = chain(6);
    for (let v = 0; v < before.x.length; v++) {
      expect(Math.abs(after.x[v] - before.x[v])).toBeLessThanOrEqual(1);
      expect(Math.abs(after.y[v] - before.y[v])).toBeLessThanOrEqual(1);
    }
  });

  it('is deterministic', () => {
    const graph = fixtures['autograd 500']();
    expect(layoutLayered(graph)).toEqual(layoutLayered(graph));
  });

  it('takes an empty graph, a lone node, a self loop, a repeated edge and a cycle', () => {
    expect(layoutLayered(graphOf(0, [])).width).toBe(0);
    expect(layoutLayered(graphOf(1, [])).height).toBe(54);
    expect(layoutLayered(graphOf(1, [[0, 0]])).pointStart).toHaveLength(2);
    const twice = layoutLayered(
      graphOf(2, [
        [0, 1],
        [0, 1],
      ]),
    );
    expect(twice.points[3]).not.toBe(twice.points[7]);
    const loop = layoutLayered(
      graphOf(3, [
        [0, 1],
        [1, 2],
        [2, 0],
      ]),
    );
    expect(new Set(loop.layer).size).toBe(3);
  });

  it('keeps every node and wire inside its bounds, whatever the graph', () => {
    const arbitrary = fc
      .integer({ min: 1, max: 30 })
      .chain((n) => fc.tuple(fc.constant(n), fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 60 })));
    fc.assert(
      fc.property(arbitrary, ([n, edges]) => {
        const graph = graphOf(n, edges as [number, number][]);
        const r = layoutLayered(graph);
        expect(overlaps(graph, r)).toBe(0);
        for (let v = 0; v < n; v++) {
          expect(r.x[v]).toBeGreaterThanOrEqual(0);
          expect(r.y[v]).toBeGreaterThanOrEqual(-0.01);
          expect(r.x[v] + 120).toBeLessThanOrEqual(r.width + 0.01);
          expect(r.y[v] + 54).toBeLessThanOrEqual(r.height + 0.01);
        }
        for (const p of r.points) expect(Number.isFinite(p)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
