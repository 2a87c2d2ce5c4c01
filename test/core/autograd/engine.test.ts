import { describe, expect, test } from 'vitest';
import { autograd, GradError, noGrad, ShapeError, type Tensor, tensor } from '../../../core/index.ts';

const leaf = (data: number | number[]): Tensor => tensor(data, { requiresGrad: true });

describe('the walk', () => {
  test('a value that is used twice collects both gradients before it goes on', () => {
    const x = leaf(3);
    const a = x.mul(2);
    const b = a.mul(a);
    const c = a.add(b);
    c.mul(b).backward();
    // d/da (a + a^2) a^2 = 3 a^2 + 4 a^3 at a = 6, times 2.
    expect(x.grad?.item()).toBe(2 * (3 * 36 + 4 * 216));
  });
  test('a chain of 100,000 nodes needs no recursion', () => {
    const x = leaf(1);
    let y: Tensor = x;
    for (let i = 0; i < 100_000; i++) y = y.add(1);
    y.backward();
    expect(x.grad?.item()).toBe(1);
  });
  test('gradients add up over calls, and broadcast axes are summed', () => {
    const x = leaf([1, 2]);
    for (let i = 0; i < 2; i++)
      x.mul(
        tensor([
          [1, 2],
          [3, 4],
        ]),
      )
        .sum()
        .backward();
    expect(x.grad?.toArray()).toEqual([8, 12]);
  });
  test('an integer operand keeps its dtype, a float32 one its float32 gradient', () => {
    const x = leaf([1, 2]);
    x.double()
      .mul(tensor([2, 3], { dtype: 'float64' }))
      .sum()
      .backward();
    expect(x.grad?.dtype).toBe('float32');
  });
});

describe('what is refused', () => {
  test('a second backward without retainGraph', () => {
    const x = leaf([1, 2]);
    const y = x.mul(x).sum();
    y.backward({ retainGraph: true });
    y.backward();
    expect(x.grad?.toArray()).toEqual([4, 8]);
    expect(() => y.backward()).toThrow(GradError);
    expect(() => y.backward()).toThrow(/retainGraph: true/);
  });
  test('a result of several elements without a gradient, and a gradient of another shape', () => {
    const x = leaf([1, 2]);
    expect(() => x.mul(2).backward()).toThrow(/one-element tensor.*\[2\]/s);
    expect(() => x.mul(2).backward(tensor([1, 2, 3]))).toThrow(ShapeError);
  });
  test('a tensor outside the graph', () => {
    const x = leaf([1, 2]);
    expect(() => noGrad(() => x.sum()).backward()).toThrow(/does not require grad/);
    expect(() => x.detach().sum().backward()).toThrow(GradError);
  });
  test('an unused input of autograd.grad, unless it is allowed', () => {
    const [x, y] = [leaf(1), leaf(2)];
    const z = x.mul(3);
    expect(() => autograd.grad(z, [x, y])).toThrow(/do not depend on input 1/);
    const grads = autograd.grad(x.mul(3), [x, y], null, { allowUnused: true });
    expect([grads[0]?.item(), grads[1]]).toEqual([3, null]);
  });
  test('a Promise out of noGrad', () => {
    expect(() => noGrad(async () => 1)).toThrow(/returned a Promise/);
    const x = leaf(1);
    expect(x.mul(2).requiresGrad).toBe(true);
  });
  test('a walk that threw leaves nothing behind', () => {
    const x = leaf([1, 2]);
    const y = x.mul(x);
    const handle = y.registerHook(() => {
      throw new Error('hook');
    });
    expect(() => y.sum().backward()).toThrow('hook');
    handle.remove();
    x.mul(x).sum().backward();
    expect(x.grad?.toArray()).toEqual([2, 4]);
  });
});

describe('hooks', () => {
  test('a hook sees the whole gradient and may replace it', () => {
    const x = leaf([1, 2]);
    const seen: unknown[] = [];
    const y = x.mul(3);
    y.registerHook((g) => {
      seen.push(g.toArray());
      return g.mul(10);
    });
    y.add(y).sum().backward();
    expect(seen).toEqual([[2, 2]]);
    expect(x.grad?.toArray()).toEqual([60, 60]);
  });
  test('a hook on a leaf, removed again', () => {
    const x = leaf([1, 2]);
    const handle = x.registerHook((g) => g.neg());
    x.sum().backward();
    handle.remove();
    x.sum().backward();
    expect(x.grad?.toArray()).toEqual([0, 0]);
  });
  test('retainGrad keeps the gradient of a result', () => {
    const x = leaf([1, 2]);
    const y = x.mul(3);
    y.retainGrad();
    y.mul(y).sum().backward();
    expect(y.grad?.toArray()).toEqual([6, 12]);
  });
});

describe('higher derivatives', () => {
  test('x^4 four times over', () => {
    const x = leaf(2);
    let y: Tensor = x.pow(4);
    const values: number[] = [];
    for (let i = 0; i < 4; i++) {
      y = autograd.grad(y, [x], null, { createGraph: true })[0] as Tensor;
      values.push(y.item());
    }
    expect(values).toEqual([32, 48, 48, 24]);
  });
});
