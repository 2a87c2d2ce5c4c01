import { describe, expect, test } from 'vitest';
import { autograd, data, randn, tensor } from '../../../core/index.ts';
import * as sparse from '../../../core/sparse/index.ts';

// The matrix of the inventory's row S000-COO.
const A = [
  [1, 7, 0, 0],
  [0, 2, 8, 0],
  [5, 0, 3, 9],
  [0, 6, 0, 4],
];

describe('formats', () => {
  test('COO, CSR, DIA and ELL hold the arrays of the inventory', () => {
    const coo = sparse.toCOO(A);
    expect([...coo.rows]).toEqual([0, 0, 1, 1, 2, 2, 2, 3, 3]);
    expect([...coo.columns]).toEqual([0, 1, 1, 2, 0, 2, 3, 1, 3]);
    expect([...coo.values]).toEqual([1, 7, 2, 8, 5, 3, 9, 6, 4]);
    const csr = sparse.toCSR(A);
    expect([...csr.pointers]).toEqual([0, 2, 4, 7, 9]);
    expect([...csr.columns]).toEqual([...coo.columns]);
    const dia = sparse.toDIA(A);
    expect([...dia.offsets]).toEqual([-2, 0, 1]);
    expect([...dia.values]).toEqual([5, 6, 0, 0, 1, 2, 3, 4, 0, 7, 8, 9]);
    const ell = sparse.toELL(A);
    expect(ell.width).toBe(3);
    expect([...ell.columns]).toEqual([0, 1, -1, 1, 2, -1, 0, 2, 3, 1, 3, -1]);
    const hyb = sparse.toHYB(A, 2);
    expect([[...hyb.coo.rows], [...hyb.coo.columns], [...hyb.coo.values]]).toEqual([[2], [3], [9]]);
    expect(sparse.toHYB(A).ell.width).toBe(2);
  });
  test('bytes: dense 128, COO 144, CSR 128, DIA 108, ELL 144, HYB 112', () => {
    expect(sparse.denseBytes([4, 4])).toBe(128);
    const all = [sparse.toCOO(A), sparse.toCSR(A), sparse.toDIA(A), sparse.toELL(A), sparse.toHYB(A, 2)];
    expect(all.map((m) => m.bytes)).toEqual([144, 128, 108, 144, 112]);
  });
  const shapes = [
    A,
    [
      [0, 0],
      [0, 0],
      [3, 0],
    ],
    [[1, 0, 2, 0, 3]],
    [
      [0, 1],
      [2, 0],
      [0, 0],
      [4, 5],
    ],
  ];
  test.each(shapes.map((m) => [m]))('encode, decode and multiply %j', (m) => {
    const x = m[0].map((_, j) => 1 + j * j);
    const want = m.map((row) => row.reduce((s, v, j) => s + v * x[j], 0));
    for (const made of [sparse.toCOO(m), sparse.toCSR(m), sparse.toDIA(m), sparse.toELL(m), sparse.toHYB(m, 1)]) {
      expect(made.toDense().toArray()).toEqual(m);
      expect([...made.matvec(x)]).toEqual(want);
      expect([...made.matvec(tensor(x))]).toEqual(want);
      expect(made.nnz).toBe(m.flat().filter((v) => v !== 0).length);
      expect(() => made.matvec([1, 2, 3, 4, 5, 6])).toThrow('got 6');
    }
  });
  test('arrays that do not fit are refused', () => {
    expect(() => new sparse.COO([0, 4], [0, 0], [1, 1], [4, 4])).toThrow('entry 1 at (4, 0)');
    expect(() => new sparse.CSR([0, 2, 1], [0, 0], [1, 1], [2, 2])).toThrow('must rise from 0');
    expect(() => new sparse.DIA([0], [1, 2, 3], [2, 2])).toThrow('need 2 values, got 3');
    expect(() => new sparse.ELL([5, 0], [1, 1], 1, [2, 2])).toThrow('outside 2 columns');
    expect(() => sparse.toCOO(tensor([1, 2]))).toThrow('expected a matrix, got [2]');
  });
});

describe('sparse product', () => {
  test('equals the dense product, and so do its gradients', () => {
    const s = sparse.toSparse(tensor(A), 'float64');
    const x = randn([4, 3], { dtype: 'float64', requiresGrad: true });
    expect(sparse.mm(s, x).allclose(tensor(A, { dtype: 'float64' }).matmul(x))).toBe(true);
    const values = s.values.clone().requiresGrad_();
    const run = (v: typeof x, d: typeof x) => sparse.mm(new sparse.SparseTensor(s.indices, v, s.shape), d);
    expect(autograd.gradcheck(run, [values, x]).passed).toBe(true);
    expect(autograd.gradgradcheck(run, [values, x]).passed).toBe(true);
    expect(s.matmul(tensor([1, 1, 1, 1], { dtype: 'float64' })).toArray()).toEqual([8, 10, 17, 10]);
  });
  test('coordinates add up, transpose and write out', () => {
    const s = sparse.sparseCooTensor(
      tensor(
        [
          [0, 0, 1],
          [1, 1, 2],
        ],
        { dtype: 'int32' },
      ),
      tensor([1, 2, 5]),
    );
    expect(s.shape).toEqual([2, 3]);
    expect(s.toDense().toArray()).toEqual([
      [0, 3, 0],
      [0, 0, 5],
    ]);
    expect(s.t().toDense().toArray()).toEqual([
      [0, 0],
      [3, 0],
      [0, 5],
    ]);
    expect(String(s)).toBe('SparseTensor(2 x 3, 3 entries, float32)');
    expect(() => sparse.mm(s, tensor([[1, 2, 3]]))).toThrow('dense.t()');
    expect(() => sparse.sparseCooTensor(tensor([[0], [7]], { dtype: 'int32' }), tensor([1]), [2, 3])).toThrow(
      'column 7',
    );
  });
  test('a step of graph convolution on the karate club', () => {
    const { edgeIndex, features, numNodes } = data.karateClub();
    const a = data.normalizeAdjacency(data.toDenseAdj(edgeIndex, { numNodes }));
    const w = randn([34, 4], { requiresGrad: true });
    const viaSparse = sparse.mm(sparse.toSparse(a), features.matmul(w));
    viaSparse.sum().backward();
    const viaDense = a.matmul(features.matmul(w));
    const [grad] = autograd.grad(viaDense.sum(), [w]);
    expect(viaSparse.allclose(viaDense, { atol: 1e-6 })).toBe(true);
    expect(w.grad?.allclose(grad as typeof a, { atol: 1e-6 })).toBe(true);
  });
});
