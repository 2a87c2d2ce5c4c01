import { expect, test } from 'vitest';
import { nn, ones, type Tensor } from '../../../core/index.ts';

test('an MLP: shapes, parameters of the inventory, FLOPs', () => {
  const net = new nn.Sequential(new nn.Flatten(), new nn.Linear(784, 128), new nn.ReLU(), new nn.Linear(128, 10));
  const s = nn.summary(net, [32, 1, 28, 28]);
  expect(s.rows.map((r) => [r.name, r.kind, r.outputShapes[0], r.parameters])).toEqual([
    ['', 'Sequential', [32, 10], 101770],
    ['0', 'Flatten', [32, 784], 0],
    ['1', 'Linear', [32, 128], 100480],
    ['2', 'ReLU', [32, 128], 0],
    ['3', 'Linear', [32, 10], 1290],
  ]);
  expect(s.rows[2].flops).toBe(2 * 32 * 784 * 128);
  expect(s.rows[3].flops).toBe(32 * 128);
  expect(s.flops).toBe(s.rows.slice(1).reduce((n, r) => n + r.flops, 0));
  expect(s.bytes).toBe(101770 * 4);
  const text = String(s);
  expect(text).toContain('  Linear (1)   [32, 784]        [32, 128]     100,480  6,422,528');
  expect(text).toContain('Parameters: 101,770 (101,770 trainable)');
});

test('convolutions, batch norm, training mode and frozen parameters are left as they were', () => {
  const net = new nn.Sequential(
    new nn.Conv2d(3, 8, 3, { padding: 1 }),
    new nn.BatchNorm2d(8),
    new nn.Dropout(),
    new nn.MaxPool2d(2),
  );
  net.parameters()[0].requiresGrad = false;
  const before = net.stateDict()['1.running_mean'].toArray();
  const s = nn.summary(net, [2, 3, 8, 8]);
  expect(s.rows[0].outputShapes).toEqual([[2, 8, 4, 4]]);
  expect(s.rows[1].flops).toBe(2 * (2 * 8 * 8 * 8) * 27 + 2 * 8 * 8 * 8); // and one addition of the bias each
  expect(s.trainable).toBe(s.parameters - 8 * 27);
  expect(net.training).toBe(true);
  expect(net.stateDict()['1.running_mean'].toArray()).toEqual(before);
  expect(net(ones([2, 3, 8, 8])).shape).toEqual([2, 8, 4, 4]);
});

test('several inputs, token numbers, a layer called twice, and a network that fails', () => {
  class Twin extends nn.Module {
    embed = new nn.Embedding(10, 4);
    forward(a: Tensor, b: Tensor): Tensor {
      return this.embed(a).add(this.embed(b));
    }
  }
  const s = nn.summary(new Twin(), [[5], [5]], { dtype: 'int32' });
  expect(s.rows[1]).toMatchObject({ name: 'embed', calls: 2, parameters: 40, leaf: true });
  const net = new nn.Sequential(new nn.Linear(3, 4));
  expect(() => nn.summary(net, [2, 5])).toThrow(/3/);
  // No hook is left behind.
  expect(net(ones([2, 3])).device).toBe('cpu');
  expect(nn.summary(net, ones([2, 3])).rows[1].inputShapes).toEqual([[2, 3]]);
  expect(() => nn.summary(net, ['a'] as unknown as number[])).toThrow('input 0 is no shape');
});
