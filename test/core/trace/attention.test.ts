import { expect, test } from 'vitest';
import { nn, ones, randn, scaledDotProductAttention, softmax, type Tensor, zeros } from '../../../core/index.ts';
import { captureAttention } from '../../../core/trace/attention.ts';

test('MultiheadAttention: weights by head, raw scores, and the caller sees no difference', () => {
  const attention = new nn.MultiheadAttention(8, 2, { batchFirst: true });
  const x = randn([3, 5, 8]);
  const plain = attention(x, x, x);
  let seen: [Tensor, Tensor | null] | null = null;
  const [layer] = captureAttention(attention, () => {
    seen = attention(x, x, x);
  });
  expect(layer.weights.shape).toEqual([3, 2, 5, 5]);
  expect(layer.headSize).toBe(4);
  expect(layer.weights.mean(1).allclose(plain[1] as Tensor)).toBe(true);
  expect(softmax(layer.scores.div(Math.sqrt(4)), -1).allclose(layer.weights, { atol: 1e-6 })).toBe(true);
  const [out, weights] = seen as unknown as [Tensor, Tensor];
  expect(out.allclose(plain[0])).toBe(true);
  expect(weights.allclose(plain[1] as Tensor)).toBe(true);
  expect(captureAttention(attention, () => attention(x, x, x, null, { needWeights: false }))[0].weights.shape).toEqual([
    3, 2, 5, 5,
  ]);
});

test('an encoder: a name per layer, masks respected, gradients of the weights after backward', () => {
  const encoder = new nn.TransformerEncoder(new nn.TransformerEncoderLayer(8, 2, { dropout: 0, batchFirst: true }), 2);
  const x = randn([1, 4, 8]);
  const mask = ones([4, 4]).triu(1).bool();
  let loss: Tensor = zeros([]);
  const layers = captureAttention(encoder, () => {
    loss = encoder(x, mask).pow(2).sum();
  });
  expect(layers.map((l) => l.name)).toEqual(['layers.0.self_attn', 'layers.1.self_attn']);
  expect(layers[0].weights.at(0, 0, 0).toArray()).toEqual([1, 0, 0, 0]);
  loss.backward();
  expect(layers[1].weights.grad?.shape).toEqual([1, 2, 4, 4]);
});

test("attention of a user's own, with the function or by hand; a module without any", () => {
  class Own extends nn.Module {
    forward(x: Tensor): Tensor {
      const weights = softmax(x.matmul(x.transpose(-2, -1)), -1);
      return scaledDotProductAttention(weights.matmul(x), x, x);
    }
  }
  const layers = captureAttention(new Own(), () => new Own()(randn([2, 3, 4])));
  expect(layers.map((l) => l.weights.shape)).toEqual([
    [2, 3, 3],
    [2, 3, 3],
  ]);
  expect(layers[1].name).toBe('#2');
  const linear = new nn.Linear(2, 2);
  expect(() => captureAttention(linear, () => linear(ones([1, 2])))).toThrow('no attention was computed by Linear');
});
