import { describe, expect, test } from 'vitest';
import * as T from '../../../core/index.ts';
import { checkGradients, count, ints, values } from './check.ts';

const B = T.nn.blocks;
const f64 = (data: T.TensorData) => T.tensor(data, { dtype: 'float64' });
const numbers = (t: T.Tensor): number[] => t.detach().flatten().toArray() as number[];
const close = (a: T.Tensor, b: T.Tensor): boolean => T.allclose(a.double(), b.double(), { atol: 1e-6 });

/** The path 0 - 1 - 2. */
const edges = ints([
  [0, 1, 1, 2],
  [1, 0, 2, 1],
]);
const path = f64([
  [0, 1, 0],
  [1, 0, 1],
  [0, 1, 0],
]);

describe('adjacency', () => {
  test('edges as a matrix: row is the target', () => {
    expect(close(B.toDenseAdj(edges, 3), path)).toBe(true);
    const one = B.toDenseAdj(ints([[0], [2]]), 3, T.tensor([0.5]));
    expect(one.toArray()).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0.5, 0, 0],
    ]);
    expect(() => B.toDenseAdj(edges.t(), 3)).toThrow(/Transpose it/);
  });
  test('the path without self-loops: 0.70710678 beside the diagonal, eigenvalues -1, 0, 1', () => {
    const a = B.normalizeAdjacency(path, { selfLoops: false });
    const h = Math.SQRT1_2;
    expect(
      close(
        a,
        f64([
          [0, h, 0],
          [h, 0, h],
          [0, h, 0],
        ]),
      ),
    ).toBe(true);
    expect(close(T.linalg.eigvalsh(a), f64([-1, 0, 1]))).toBe(true);
  });
  test('with self-loops: eigenvalues -1/6, 1/2, 1', () => {
    const a = B.normalizeAdjacency(path);
    const c = 0.40824829;
    expect(
      close(
        a,
        f64([
          [0.5, c, 0],
          [c, 1 / 3, c],
          [0, c, 0.5],
        ]),
      ),
    ).toBe(true);
    expect(close(T.linalg.eigvalsh(a), f64([-1 / 6, 0.5, 1]))).toBe(true);
  });
  test('D^-1 A has rows that sum to 1, A D^-1 columns; a lonely node has zeros', () => {
    expect(numbers(B.normalizeAdjacency(path, { selfLoops: false, mode: 'row' }).sum(1))).toEqual([1, 1, 1]);
    expect(numbers(B.normalizeAdjacency(path, { selfLoops: false, mode: 'column' }).sum(0))).toEqual([1, 1, 1]);
    const lonely = f64([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
    ]);
    for (const mode of ['symmetric', 'row', 'column'] as const)
      expect(numbers(B.normalizeAdjacency(lonely, { selfLoops: false, mode }).select(0, 2))).toEqual([0, 0, 0]);
  });
});

describe('GCN', () => {
  test('H W between normalised neighbours; edges and matrix agree', () => {
    const layer = new B.GCNConv(2, 4).double();
    const x = values([3, 2]);
    const expected = B.normalizeAdjacency(path)
      .matmul(x.matmul(layer.lin.weight.t()))
      .add(layer.bias as T.Tensor);
    expect(close(layer(x, path), expected)).toBe(true);
    expect(close(layer(x, edges), expected)).toBe(true);
    expect(count(layer)).toBe(2 * 4 + 4);
    expect(Object.keys(layer.stateDict()).sort()).toEqual(['bias', 'lin.weight']);
    expect(() => layer(values([4, 2]), path)).toThrow(/\[nodes, in\]/);
  });
  test('gradients, of the adjacency too', () => {
    const layer = new B.GCNConv(2, 3);
    const x = values([3, 2]).requiresGrad_();
    const a = path.add(0.3).requiresGrad_();
    checkGradients(layer, [x, a], () => layer(x, a));
  });
  test('on shapes alone', () => {
    const layer = new B.GCNConv(2, 4).to('meta');
    expect(layer(T.empty([3, 2], { device: 'meta' }), edges.to({ device: 'meta' })).shape).toEqual([3, 4]);
  });
});

describe('GAT', () => {
  test('attention sums to 1 over the edges into a node, and weighs the sources', () => {
    const layer = new B.GATConv(2, 3, { heads: 2, bias: false }).double();
    const x = values([3, 2]);
    const { output, edgeIndex, attention } = layer.attend(x, edges);
    expect(output.shape).toEqual([3, 6]);
    expect(edgeIndex.shape).toEqual([2, 7]);
    const total = T.zeros([3, 2], { dtype: 'float64' }).indexAdd(0, edgeIndex.select(0, 1), attention);
    expect(close(total, T.ones([3, 2]))).toBe(true);
    // Node 0 hears from 1 and itself; by hand for head 1.
    const h = x.matmul(layer.lin.weight.t()).reshape([3, 2, 3]).select(1, 1);
    const [src, dst] = [layer.att_src.select(0, 0).select(0, 1), layer.att_dst.select(0, 0).select(0, 1)];
    const score = (j: number) => {
      const e = (h.select(0, j).dot(src).item() as number) + (h.select(0, 0).dot(dst).item() as number);
      return Math.exp(e > 0 ? e : 0.2 * e);
    };
    const [one, own] = [score(1), score(0)];
    const expected = h
      .select(0, 1)
      .mul(one / (one + own))
      .add(h.select(0, 0).mul(own / (one + own)));
    expect(close(output.select(0, 0).narrow(0, 3, 3), expected)).toBe(true);
    expect(new B.GATConv(2, 3, { heads: 2, concat: false })(x.float(), edges).shape).toEqual([3, 3]);
  });
  test('self-loops that are there are not doubled', () => {
    const looped = B.withSelfLoops(
      ints([
        [0, 1, 1],
        [0, 0, 1],
      ]),
      2,
    );
    expect(looped.toArray()).toEqual([
      [1, 0, 1],
      [0, 0, 1],
    ]);
  });
  test('gradients', () => {
    const x = values([3, 2]).requiresGrad_();
    for (const layer of [
      new B.GATConv(2, 2, { heads: 2 }),
      new B.GATConv(2, 3, { heads: 2, concat: false, selfLoops: false }),
    ])
      checkGradients(layer, [x], () => layer(x, edges));
  });
  test('on shapes alone', () => {
    const layer = new B.GATConv(2, 4, { heads: 2 }).to('meta');
    expect(layer(T.empty([3, 2], { device: 'meta' }), edges.to({ device: 'meta' })).shape).toEqual([3, 8]);
  });
});

describe('message passing', () => {
  test('sums, averages and maximises what comes in', () => {
    const x = f64([[1], [10], [4]]);
    const run = (how: 'sum' | 'mean' | 'max') => numbers(new B.MessagePassing(how)(x, edges));
    expect(run('sum')).toEqual([10, 5, 10]);
    expect(run('mean')).toEqual([10, 2.5, 10]);
    expect(run('max')).toEqual([10, 4, 10]);
    // A node without incoming edges gets zeros.
    expect(numbers(new B.MessagePassing('max')(x, ints([[0], [1]])))).toEqual([0, 1, 0]);
  });
  test('a subclass with learned messages and updates', () => {
    class EdgeConv extends B.MessagePassing {
      edge = new T.nn.Linear(2 * 2 + 1, 3);
      node = new T.nn.Linear(3 + 2, 2);
      override message(source: T.Tensor, target: T.Tensor, attr: T.Tensor | null): T.Tensor {
        return this.edge(T.cat([source, target, attr as T.Tensor], 1)).tanh();
      }
      override update(aggregate: T.Tensor, input: T.Tensor): T.Tensor {
        return this.node(T.cat([aggregate, input], 1));
      }
    }
    for (const how of ['sum', 'mean', 'max'] as const) {
      const layer = new EdgeConv(how);
      const x = values([3, 2]).requiresGrad_();
      const attr = values([4, 1], 3).requiresGrad_();
      checkGradients(layer, [x, attr], () => layer(x, edges, attr));
    }
    expect(() => new B.MessagePassing()(f64([[1]]), f64([[0], [0]]))).toThrow(/must hold integers/);
  });
});
