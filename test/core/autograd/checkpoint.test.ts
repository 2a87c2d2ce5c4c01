import { expect, test } from 'vitest';
import * as T from '../../../core/index.ts';

const { checkpoint } = T.autograd;

function grads(net: T.nn.Module): number[][] {
  return net.parameters().map((p) => [...(p.grad as T.Tensor).data]);
}

test('gradients of inputs and parameters are those of the plain call, and the part runs twice', () => {
  T.manualSeed(1);
  const net = new T.nn.Sequential(new T.nn.Linear(3, 8), new T.nn.Tanh(), new T.nn.Dropout(0.5), new T.nn.Linear(8, 2));
  const x = T.randn([4, 3], { requiresGrad: true });
  let runs = 0;
  const part = (t: T.Tensor): T.Tensor => {
    runs++;
    return net(t);
  };
  T.manualSeed(7);
  part(x).pow(2).sum().backward();
  const [wanted, wantedX] = [grads(net), (x.grad as T.Tensor).toArray()];
  net.zeroGrad();
  x.grad?.zero_();
  T.manualSeed(7);
  runs = 0;
  const out = checkpoint(part, x);
  const after = T.randn([3]).toArray();
  expect(runs).toBe(1);
  out.pow(2).sum().backward();
  expect(runs).toBe(2);
  expect(grads(net)).toEqual(wanted);
  expect((x.grad as T.Tensor).toArray()).toEqual(wantedX);
  // The second run's random numbers do not disturb the stream.
  T.manualSeed(7);
  part(x);
  expect(T.randn([3]).toArray()).toEqual(after);
});

test('the tape keeps one node for the part', () => {
  const x = T.randn([3], { requiresGrad: true });
  const out = checkpoint((t: T.Tensor) => t.sin().cos().tanh().exp(), x);
  expect(out.gradNode?.name).toBe('checkpoint');
  expect(out.gradNode?.savedInputs).toBeNull();
  expect(out.gradNode?.next).toHaveLength(1);
});

test('several inputs and results, second derivatives', () => {
  const a = T.randn([3], { dtype: 'float64', requiresGrad: true });
  const b = T.randn([3], { dtype: 'float64', requiresGrad: true });
  const run = (x: T.Tensor, y: T.Tensor) => {
    const [p, q] = checkpoint((u: T.Tensor, v: T.Tensor) => [u.mul(v).sin(), u.exp()], x, y);
    return p.mul(q).sum();
  };
  expect(T.autograd.gradcheck(run, [a, b]).passed).toBe(true);
  expect(T.autograd.gradgradcheck(run, [a, b]).passed).toBe(true);
});

test('without gradients it is a plain call, and a function that changes its mind is told so', () => {
  const x = T.tensor([1, 2]);
  expect(checkpoint((t: T.Tensor) => t.mul(2), x).requiresGrad).toBe(false);
  let n = 2;
  const y = checkpoint((t: T.Tensor) => t.narrow(0, 0, n--).mul(3), T.tensor([1, 2], { requiresGrad: true }));
  expect(() => y.sum().backward()).toThrow('results of other shapes');
});
