import { describe, expect, test } from 'vitest';
import * as T from '../../../core/index.ts';

const { nn, optim } = T;

/** The start and the losses with which the values below were computed by PyTorch 2.13, in float64. */
function run(shape: number[], make: (p: T.Tensor[]) => T.optim.Optimizer, steps = 3): number[] {
  const n = shape.reduce((a, b) => a * b, 1);
  const p = T.arange(n, { dtype: 'float64' }).mul(0.7).add(0.3).sin().reshape(shape).requiresGrad_();
  const optimizer = make([p]);
  for (let k = 0; k < steps; k++) {
    optimizer.zeroGrad();
    p.mul(1.3)
      .add(0.1 * k)
      .cos()
      .mul(p)
      .sum()
      .backward();
    optimizer.step();
  }
  return p.detach().flatten().toArray() as number[];
}
const agree = (got: number[], expected: number[], digits: number): void => {
  for (const [i, v] of expected.entries()) expect(got[i]).toBeCloseTo(v, digits);
};

describe('optimizers beyond the usual', () => {
  test("Adafactor: PyTorch's values for a matrix and a vector", () => {
    const matrix = run([2, 3], (p) => new optim.Adafactor(p, { lr: 0.1, weightDecay: 0.1 }));
    agree(matrix, [0.0499549192, 0.9602812121, 1.2161526466, 0.7354836734, -0.2558499842, -0.6620416762], 9);
    const vector = run([4], (p) => new optim.Adafactor(p, { lr: 0.1 }));
    agree(vector, [0.0770923393, 1.0870980453, 1.2265798389, 0.9419219558], 9);
    const p = T.ones([3, 4], { requiresGrad: true });
    const optimizer = new optim.Adafactor([p]);
    p.square().sum().backward();
    optimizer.step();
    // Memory for a row and a column in place of the whole.
    const state = optimizer.state.get(p) as Record<string, T.Tensor>;
    expect([state.row_var.shape, state.col_var.shape]).toEqual([
      [3, 1],
      [1, 4],
    ]);
  });

  test("Muon: PyTorch's values within bfloat16, wide and tall", () => {
    const wide = run([2, 3], (p) => new optim.Muon(p, { lr: 0.1 }));
    agree(wide, [0.1434802462, 0.8130268584, 1.1510374677, 0.5895107603, -0.2343501842, -0.5457198653], 2);
    const tall = run([3, 2], (p) => new optim.Muon(p, { lr: 0.1, adjustLrFn: 'match_rms_adamw', nesterov: false }));
    agree(tall, [0.2578782734, 0.9160408221, 1.0107083973, 0.6835918741, -0.00705268, -0.6359337905], 2);
    expect(() => new optim.Muon([T.ones([3], { requiresGrad: true })])).toThrow(/takes matrices/);
  });

  test('Muon moves all singular directions by about the same', () => {
    const p = T.zeros([3, 3], { dtype: 'float64' }).requiresGrad_();
    const optimizer = new optim.Muon([p], { lr: 1, weightDecay: 0 });
    p.grad = T.diag(T.tensor([1, 0.5, 0.2], { dtype: 'float64' }));
    optimizer.step();
    for (const s of T.linalg.svdvals(p.detach()).toArray() as number[]) expect(Math.abs(s - 1)).toBeLessThan(0.35);
  });

  test("SparseAdam: PyTorch's values, and rows that were not looked up rest", () => {
    const embedding = new nn.Embedding(4, 2).double();
    T.noGrad(() => embedding.weight.copy_(T.arange(8, { dtype: 'float64' }).mul(0.7).add(0.3).sin().reshape([4, 2])));
    const before = embedding.weight.select(0, 3).toArray();
    const optimizer = new optim.SparseAdam([embedding.weight], { lr: 0.1 });
    for (const rows of [
      [0, 2],
      [2, 2],
      [1, 0],
    ]) {
      optimizer.zeroGrad();
      embedding(T.tensor(rows, { dtype: 'int32' }))
        .square()
        .sum()
        .backward();
      optimizer.step();
    }
    const expected = [0.1122941505, 0.6560777267, 0.9277834607, 0.6115818356, -0.0107646605, -0.4136116066];
    agree(embedding.weight.flatten().toArray() as number[], expected, 9);
    expect(embedding.weight.select(0, 3).toArray()).toEqual(before);
  });

  test('Lion moves every element by lr, with decay beside it', () => {
    const p = T.tensor([1, -2, 0.5], { dtype: 'float64' }).requiresGrad_();
    const optimizer = new optim.Lion([p], { lr: 0.1, weightDecay: 0.5 });
    p.grad = T.tensor([3, -0.01, 0], { dtype: 'float64' });
    optimizer.step();
    agree(p.toArray() as number[], [0.95 - 0.1, -1.9 + 0.1, 0.475], 12);
    // m = 0.01 g; with g = 0 the sign of the momentum goes on.
    p.grad = T.zeros([3], { dtype: 'float64' });
    optimizer.step();
    agree(p.toArray() as number[], [0.85 * 0.95 - 0.1, -1.8 * 0.95 + 0.1, 0.475 * 0.95], 12);
  });
});
