import { describe, expect, test } from 'vitest';
import * as T from '../../../core/index.ts';
import { allRecords } from '../../../core/ops/define.ts';

const { forwardAd, functional, numericalGradient } = T.autograd;
const f64 = { dtype: 'float64' } as const;

describe('forward mode', () => {
  test('the tangents of the inventory: f = 1 / (exp(-(wx + b)) + 1)', () => {
    const [x, w, b] = [1, 0.5, -0.2].map((v) => T.tensor(v, f64));
    const f = (w_: T.Tensor, b_: T.Tensor) => w_.mul(x).add(b_).neg().exp().add(1).reciprocal();
    const { result, steps } = forwardAd.trace(f, [w, b], [T.tensor(1, f64), T.tensor(0, f64)]);
    expect(result[0].item()).toBeCloseTo(0.5744425168, 9);
    expect(result[1].item()).toBeCloseTo(0.2444583117, 9);
    const known = steps.filter((s) => s.op !== 'view').map((s) => s.value.item());
    [0.5, 0.3, -0.3, 0.7408182207, 1.7408182207, 0.5744425168].forEach(
      (want, i) => void expect(known[i]).toBeCloseTo(want, 9),
    );
    expect(steps.filter((s) => s.op !== 'view').map((s) => s.op)).toEqual([
      'mul',
      'add',
      'neg',
      'exp',
      'add',
      'reciprocal',
    ]);
  });
  test('agrees with jvp by backward, on networks and awkward shapes', () => {
    T.manualSeed(3);
    const net = new T.nn.Sequential(
      new T.nn.Linear(4, 5),
      new T.nn.LayerNorm(5),
      new T.nn.GELU(),
      new T.nn.Linear(5, 3),
    ).to('float64');
    const x = T.randn([6, 4], f64);
    const v = T.randn([6, 4], f64);
    const [y, t] = forwardAd.jvp((z) => net(z).softmax(-1), x, v);
    const [y2, t2] = functional.jvp((z) => net(z).softmax(-1), x, v) as [T.Tensor, T.Tensor];
    expect(y.allclose(y2)).toBe(true);
    expect(t.allclose(t2, { atol: 1e-12 })).toBe(true);
    expect(y.requiresGrad).toBe(false);
  });
  test('broadcasting, views, indexing, several results', () => {
    const x = T.randn([2, 3], f64);
    const v = T.randn([2, 3], f64);
    const f = (z: T.Tensor) => {
      const [top] = z.t().max(0);
      const [sorted] = z.sort(1);
      return z.mul(z.mean(0)).add(top.unsqueeze(1)).matmul(sorted.t()).at('1:', ':').flip([1]);
    };
    const [, t] = forwardAd.jvp(f, x, v);
    const [, t2] = functional.jvp(f, x, v) as [T.Tensor, T.Tensor];
    expect(t.allclose(t2, { atol: 1e-12 })).toBe(true);
  });
  test('dual numbers by hand, constants, and wrong uses', () => {
    forwardAd.dualLevel(() => {
      const d = forwardAd.makeDual(T.tensor([2, 3]), T.tensor([1, 10]));
      expect(forwardAd.unpackDual(d.mul(d)).tangent?.toArray()).toEqual([4, 60]);
      expect(forwardAd.unpackDual(T.ones([2])).tangent).toBeNull();
      expect(() => forwardAd.makeDual(T.ones([2]), T.ones([3]))).toThrow('the tangent has shape [3], the tensor [2]');
      expect(() => forwardAd.dualLevel(() => 1)).toThrow('a level is open already');
    });
    expect(() => forwardAd.makeDual(T.ones([2]), T.ones([2]))).toThrow('no level is open');
    const [, t] = forwardAd.jvp(() => T.ones([2]), T.ones([2]), T.ones([2]));
    expect(t.toArray()).toEqual([0, 0]);
  });

  // Every record's own samples: forward mode must agree with backward wherever both are defined.
  const records = allRecords().filter(
    (r) =>
      r.kind === 'primitive' && r.vjp && r.family === 'elementwise' && r.samples?.length && r.namespace === undefined,
  );
  test(`every elementwise record of ${records.length} agrees with backward`, () => {
    T.manualSeed(11);
    const make = {
      randn: (shape: number[]) => T.randn(shape, f64),
      uniform: (shape: number[], low: number, high: number) =>
        T.rand(shape, f64)
          .mul(high - low)
          .add(low),
      ints: (shape: number[], low: number, high: number) => T.randint(low, high, shape),
      bools: (shape: number[]) => T.rand(shape).gt(0.5),
    };
    const functions = T as unknown as Record<string, (...args: unknown[]) => T.Tensor>;
    let checked = 0;
    for (const record of records) {
      const sample = record.samples?.[0];
      if (!sample || sample.grad === false || typeof functions[record.name] !== 'function') continue;
      const args = [...sample.args(make)];
      const at = args.findIndex((a) => a instanceof T.Tensor && a.dtype === 'float64');
      if (at < 0) continue;
      const f = (x: T.Tensor) => functions[record.name](...args.map((a, i) => (i === at ? x : a)));
      const x = args[at] as T.Tensor;
      const v = T.randn(x.shape.slice(), f64);
      const [, t] = forwardAd.jvp(f, x, v);
      const [, t2] = functional.jvp(f, x, v) as [T.Tensor, T.Tensor];
      expect(t.allclose(t2, { atol: 1e-10, equalNan: true }), record.name).toBe(true);
      checked++;
    }
    expect(checked).toBeGreaterThan(20);
  });
});

describe('numerical gradients', () => {
  // Inventory S002-NUMFWD and S002-NUMCEN: the derivative of the logistic function at 1 is 0.1966119332.
  const at = T.tensor([1], f64);
  const f = (x: T.Tensor) => x.sigmoid().sum();
  const error = (eps: number, method: 'central' | 'forward') =>
    numericalGradient(f, at, { eps, method }).item() - 0.19661193324148185;
  test('errors of forward and central differences', () => {
    expect(error(1e-3, 'forward')).toBeCloseTo(-4.5435e-5, 8);
    expect(error(1e-4, 'forward')).toBeCloseTo(-4.5429e-6, 9);
    expect(error(1e-2, 'central')).toBeCloseTo(-5.8876e-7, 10);
    expect(error(1e-3, 'central')).toBeCloseTo(-5.8876e-9, 12);
    expect(Math.abs(error(1e-6, 'central'))).toBeLessThan(1e-9);
  });
  test('every element of a matrix, leaving the input as it was', () => {
    const x = T.randn([2, 3], f64);
    const before = x.toArray();
    const g = numericalGradient((z) => z.pow(3).sum(), x);
    expect(g.allclose(x.pow(2).mul(3), { atol: 1e-6 })).toBe(true);
    expect(x.toArray()).toEqual(before);
    expect(
      numericalGradient((z) => z.pow(2).sum(), T.tensor([1, 2]), { method: 'backward' }).allclose(T.tensor([2, 4]), {
        atol: 1e-2,
      }),
    ).toBe(true);
    expect(() => numericalGradient((z) => z, x)).toThrow('must return one number');
    expect(() => numericalGradient((z) => z.sum(), T.tensor([true]))).toThrow('x.double()');
  });
});
