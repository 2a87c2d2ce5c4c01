import { expect, test } from 'vitest';
import * as T from '../../../core/index.ts';

const { nn } = T;

test('lazy layers take their sizes and values from the first input, and become ordinary layers', () => {
  const net = new nn.Sequential(
    new nn.LazyConv2d(4, 3),
    new nn.LazyBatchNorm2d(),
    new nn.ReLU(),
    new nn.Flatten(),
    new nn.LazyLinear(2),
  );
  const held = net.parameters();
  const y = net(T.randn([5, 3, 6, 6]));
  expect(y.shape).toEqual([5, 2]);
  expect(net[4]).toBeInstanceOf(nn.Linear);
  expect(net[4]).not.toBeInstanceOf(nn.LazyLinear);
  expect(String(net[4])).toBe('Linear(in_features=64, out_features=2, bias=True)');
  expect(net.parameters().every((p, i) => p === held[i])).toBe(true);
  expect(held[0].shape).toEqual([4, 3, 3, 3]);
  y.sum().backward();
  expect(held.every((p) => p.grad !== null)).toBe(true);
});

test('draw the numbers that the ordinary layer draws', () => {
  T.manualSeed(3);
  const lazy = new nn.LazyLinear(2);
  lazy(T.ones([1, 5]));
  T.manualSeed(3);
  expect(new nn.Linear(5, 2).weight.toArray()).toEqual(lazy.weight.toArray());
});
