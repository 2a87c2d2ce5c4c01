import { describe, expect, test } from 'vitest';
import * as T from '../../../../core/index.ts';

const { graph } = T;
const scalar = (v: number, requiresGrad = false) => T.tensor(v, { dtype: 'float64', requiresGrad });
const ops = (g: InstanceType<typeof graph.Graph>) => g.topologicalOrder().map((n) => n.op);

describe('capture', () => {
  test('(x + y) * log(z): nodes, order, run on other values, gradient', () => {
    const g = graph.capture((x, y, z) => x.add(y).mul(z.log()), scalar(1), scalar(2), scalar(3));
    expect(ops(g)).toEqual(['input', 'input', 'input', 'add', 'log', 'mul']);
    const [x, y, z] = [scalar(2, true), scalar(5, true), scalar(Math.E, true)];
    const out = g.run(x, y, z) as T.Tensor;
    expect(out.item()).toBeCloseTo(7, 12);
    out.backward();
    expect([x.grad, y.grad, z.grad].map((t) => t?.item())).toEqual([1, 1, 7 / Math.E]);
    expect(String(g)).toContain('%5 = mul(%3, %4)');
    for (const { from, to } of g.edges())
      expect(g.topologicalOrder().findIndex((n) => n.id === from)).toBeLessThan(
        g.topologicalOrder().findIndex((n) => n.id === to),
      );
  });
  test('a network: parameters are live constants, shapes are fixed', () => {
    const net = new T.nn.Sequential(new T.nn.Linear(3, 4), new T.nn.ReLU(), new T.nn.Linear(4, 2));
    const g = graph.capture((x) => net(x), T.zeros([5, 3]));
    const x = T.randn([5, 3]);
    expect((g.run(x) as T.Tensor).toArray()).toEqual(net(x).toArray());
    T.noGrad(() => net.parameters()[0].mul_(2));
    expect((g.run(x) as T.Tensor).toArray()).toEqual(net(x).toArray());
    expect(() => g.run(T.zeros([4, 3]))).toThrow('input 0 is [4, 3], the graph was captured with [5, 3]');
    expect(() => g.run()).toThrow('1 inputs are needed, got 0');
  });
  test('host control flow leaves only the path that was taken', () => {
    const f = (x: T.Tensor) => (x.item() > 0 ? x.exp() : x.neg());
    expect(ops(graph.capture(f, scalar(1)))).toEqual(['input', 'exp']);
    expect(ops(graph.capture(f, scalar(-1)))).toEqual(['input', 'neg']);
  });
  test('in-place writes are refused', () => {
    expect(() =>
      graph.capture(
        (x) => {
          const y = x.mul(2);
          y.add_(1);
          return y.mul(3);
        },
        T.ones([2]),
      ),
    ).toThrow('changed in place');
  });
  test('from a written expression', () => {
    const g = graph.fromExpression('(x + y)*log(z)');
    expect(ops(g)).toEqual(['input', 'input', 'input', 'add', 'log', 'mul']);
    expect((g.run(scalar(1), scalar(2), scalar(1)) as T.Tensor).item()).toBe(0);
  });
});

describe('constant folding', () => {
  test('computes what is constant, drops what is unused, keeps parameters', () => {
    const w = new T.nn.Parameter(T.tensor([2, 3]));
    const a = T.tensor([1, 2]);
    const g = graph.capture(
      (x) => {
        x.exp();
        return x.mul(a.add(1).mul(a)).add(w.mul(1));
      },
      T.zeros([2]),
    );
    const folded = g.constantFolding();
    expect(ops(g).filter((n) => n !== 'constant' && n !== 'input')).toEqual(['exp', 'add', 'mul', 'mul', 'mul', 'add']);
    expect(
      ops(folded)
        .filter((n) => n !== 'constant' && n !== 'input')
        .sort(),
    ).toEqual(['add', 'mul', 'mul']);
    const x = T.tensor([5, 7]);
    expect((folded.run(x) as T.Tensor).toArray()).toEqual((g.run(x) as T.Tensor).toArray());
    T.noGrad(() => w.fill_(0));
    expect((folded.run(x) as T.Tensor).toArray()).toEqual([10, 42]);
  });
});

describe('control flow', () => {
  const branchy = (x: T.Tensor) =>
    graph.cond(
      x.gt(0),
      (v) => v.log(),
      (v) => v.neg().mul(3),
      [x],
    );
  test('cond computes one branch, and holds both when captured', () => {
    expect(branchy(scalar(Math.E)).item()).toBeCloseTo(1, 12);
    expect(branchy(scalar(-2)).item()).toBe(6);
    for (const example of [1, -1]) {
      const g = graph.capture(branchy, scalar(example));
      expect(ops(g)).toEqual(expect.arrayContaining(['switch', 'merge', 'log', 'neg']));
      expect((g.run(scalar(Math.E)) as T.Tensor).item()).toBeCloseTo(1, 12);
      expect((g.run(scalar(-2)) as T.Tensor).item()).toBe(6);
      const x = scalar(-2, true);
      (g.run(x) as T.Tensor).backward();
      expect(x.grad?.item()).toBe(-3);
    }
  });
  test('what a branch reads from outside waits for the predicate by a control edge', () => {
    const f = (x: T.Tensor, y: T.Tensor) =>
      graph.cond(
        x.gt(0),
        () => y.exp(),
        () => y,
      );
    const g = graph.capture(f, scalar(1), scalar(1));
    const exp = g.nodes.find((n) => n.op === 'exp');
    expect(exp?.control).toHaveLength(1);
    expect((g.run(scalar(1), scalar(0)) as T.Tensor).item()).toBe(1);
    expect((g.run(scalar(-1), scalar(4)) as T.Tensor).item()).toBe(4);
  });
  test('nested branches', () => {
    const f = (x: T.Tensor) =>
      graph.cond(
        x.gt(0),
        (v) =>
          graph.cond(
            v.gt(10),
            (u) => u.mul(0).add(100),
            (u) => u,
            [v],
          ),
        (v) => v.neg(),
        [x],
      );
    for (const example of [20, 5, -3]) {
      const g = graph.capture(f, scalar(example));
      expect([20, 5, -3].map((v) => (g.run(scalar(v)) as T.Tensor).item())).toEqual([100, 5, 3]);
    }
  });
  test('whileLoop: Newton for the square root, run for other numbers, with gradients', () => {
    const root = (a: T.Tensor) => {
      const [x] = graph.whileLoop(
        (v) => v.mul(v).sub(a).abs().gt(1e-12),
        (v) => v.add(a.div(v)).div(2),
        [a],
      );
      return x;
    };
    expect(root(scalar(2)).item()).toBeCloseTo(Math.SQRT2, 12);
    const g = graph.capture(root, scalar(2));
    expect(ops(g)).toEqual(['input', 'while']);
    const loop = g.nodes[1];
    expect(loop.body && ops(loop.body)).toContain('div');
    expect((g.run(scalar(81)) as T.Tensor).item()).toBeCloseTo(9, 10);
    const a = scalar(9, true);
    (g.run(a) as T.Tensor).backward();
    expect(a.grad?.item()).toBeCloseTo(1 / 6, 8);
    expect(() =>
      graph.capture(
        (x) =>
          graph.whileLoop(
            (v) => v.sum().lt(5),
            (v) => T.cat([v, v]),
            [x],
          )[0],
        T.ones([1]),
      ),
    ).toThrow('changes its shape from [1] to [2]');
  });
  test('forLoop', () => {
    const f = (x: T.Tensor) => graph.forLoop(1, 5, (i, v) => v.mul(i), [x])[0];
    expect(f(scalar(1)).item()).toBe(24);
    expect((graph.capture(f, scalar(1)).run(scalar(2)) as T.Tensor).item()).toBe(48);
  });
  test('control edges order what no value connects', () => {
    const g = graph.capture(
      (x, y) => {
        const first = x.exp();
        return graph.controlDependencies([first], () => y.neg());
      },
      scalar(1),
      scalar(1),
    );
    const control = g.edges().filter((e) => e.control);
    expect(control).toHaveLength(1);
    expect(ops(g)).toEqual(['input', 'input', 'exp', 'neg']);
    expect(ops(g.constantFolding())).toContain('exp');
  });
  test('switch and merge by hand', () => {
    const f = (x: T.Tensor, p: T.Tensor) => {
      const [no, yes] = graph.switch(x, p);
      return graph.merge(no?.add(1) ?? null, yes?.mul(10) ?? null);
    };
    expect(f(scalar(3), T.tensor(true)).item()).toBe(30);
    const g = graph.capture(f, scalar(0), T.tensor(true));
    expect((g.run(scalar(3), T.tensor(true)) as T.Tensor).item()).toBe(30);
    expect((g.run(scalar(3), T.tensor(false)) as T.Tensor).item()).toBe(4);
    expect(() => graph.merge(T.ones([1]), T.ones([2]))).toThrow('the values differ in shape');
    const half = graph.capture((x, p) => graph.switch(x, p)[1] as T.Tensor, scalar(0), T.tensor(true));
    expect(() => half.run(scalar(0), T.tensor(false))).toThrow('a branch that was not taken');
  });
});
