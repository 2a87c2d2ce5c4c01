import { describe, expect, test } from 'vitest';
import * as T from '../../../core/index.ts';
import { checkGradients, count, ints, values } from './check.ts';

const { nn } = T;
const B = nn.blocks;
const numbers = (t: T.Tensor): number[] => t.flatten().toArray() as number[];
const close = (a: T.Tensor, b: T.Tensor): boolean => T.allclose(a.double(), b.double(), { atol: 1e-6 });

describe('positions', () => {
  test('sinusoids: the values for d = 4 and d = 8', () => {
    const four = numbers(B.sinusoidalEncoding(4, 4, { dtype: 'float64' }));
    const expected = [
      0, 1, 0, 1, 0.84147098, 0.54030231, 0.00999983, 0.99995, 0.90929743, -0.41614684, 0.01999867, 0.99980001,
      0.14112001, -0.9899925, 0.0299955, 0.99955003,
    ];
    for (const [i, v] of four.entries()) expect(v).toBeCloseTo(expected[i], 8);
    const eight = numbers(B.sinusoidalEncoding(2, 8, { dtype: 'float64' }).select(0, 1));
    const row = [0.84147098, 0.54030231, 0.09983342, 0.99500417, 0.00999983, 0.99995, 0.001, 0.9999995];
    for (const [i, v] of eight.entries()) expect(v).toBeCloseTo(row[i], 7);
  });

  test('d = 512: the product of two places depends on their distance', () => {
    const pe = B.sinusoidalEncoding(16, 512, { dtype: 'float64' });
    const expected = [256, 249.102098, 231.73362, 211.749443, 196.688231, 189.596668];
    for (const [k, v] of expected.entries()) {
      expect(
        pe
          .select(0, 10)
          .dot(pe.select(0, 10 + k))
          .item(),
      ).toBeCloseTo(v, 5);
    }
  });

  test('the layer adds them, has no parameters and saves nothing', () => {
    const layer = new B.PositionalEncoding(4, { maxLen: 8 });
    expect(close(layer(T.zeros([2, 3, 4])).select(0, 1), B.sinusoidalEncoding(3, 4))).toBe(true);
    expect(Object.keys(layer.stateDict())).toEqual([]);
    expect(() => layer(T.zeros([1, 9, 4]))).toThrow(/at most 8 places/);
  });

  test('rotations keep lengths, and the product depends on the distance only', () => {
    const rope = new B.RotaryEmbedding(6);
    const x = values([5, 6]);
    expect(close(rope(x).square().sum(1), x.square().sum(1))).toBe(true);
    const q = values([1, 6], 2);
    const k = values([1, 6], 3);
    const product = (m: number, n: number) => rope(q, m).mul(rope(k, n)).sum().item() as number;
    expect(product(7, 4)).toBeCloseTo(product(3, 0), 10);
    expect(product(7, 4)).not.toBeCloseTo(product(3, 1), 3);
  });
});

describe('attention', () => {
  test('additive scores are v . tanh(W1 s + W2 h); weights sum to 1 and the context is the mean', () => {
    const attention = new B.BahdanauAttention(3, 4, 5).double();
    const [s, h] = [values([2, 3]), values([2, 6, 4], 2)];
    const [context, weights] = attention(s, h);
    expect(context.shape).toEqual([2, 4]);
    expect(close(weights.sum(1), T.ones([2]))).toBe(true);
    const by = attention.queryProj.weight
      .mv(s.select(0, 1))
      .add(attention.keyProj.weight.mv(h.select(0, 1).select(0, 2)));
    const score = attention.v.weight.mv(by.tanh()).item() as number;
    expect(attention.score(s, h).select(0, 1).select(0, 2).item()).toBeCloseTo(score, 12);
    expect(close(context.select(0, 0), weights.select(0, 0).unsqueeze(0).matmul(h.select(0, 0)).squeeze(0))).toBe(true);
  });

  test('masked keys get nothing', () => {
    const mask = T.tensor([[true, true, false]]);
    const [, weights] = new B.LuongAttention(2, 2, 'dot')(T.ones([1, 2]), T.ones([1, 3, 2]), mask);
    expect(numbers(weights)).toEqual([0.5, 0.5, 0]);
  });

  test('dot, scaled and general scores', () => {
    const [s, h] = [values([1, 4]), values([1, 3, 4], 2)];
    const dot = new B.MultiplicativeAttention(4, 4, 'dot').score(s, h);
    expect(close(dot, h.squeeze(0).mv(s.squeeze(0)).unsqueeze(0))).toBe(true);
    expect(close(new B.MultiplicativeAttention(4, 4, 'scaled').score(s, h), dot.div(2))).toBe(true);
    const general = new B.MultiplicativeAttention(4, 4, 'general').double();
    T.noGrad(() => general.keyProj?.weight.copy_(T.eye(4)));
    expect(close(general.score(s, h), dot)).toBe(true);
    expect(() => new B.MultiplicativeAttention(3, 4, 'dot')).toThrow(/one size/);
  });

  test('gradients', () => {
    const s = values([2, 3]).requiresGrad_();
    const h = values([2, 4, 3], 2).requiresGrad_();
    for (const layer of [new B.AdditiveAttention(3, 3, 4), new B.MultiplicativeAttention(3, 3)])
      checkGradients(layer, [s, h], () => layer(s, h));
  });

  test('softmax by segment is the softmax of every segment', () => {
    const x = values([5, 2]).requiresGrad_();
    const index = ints([1, 0, 1, 1, 0]);
    const y = B.segmentSoftmax(x, index, 3);
    for (const [segment, rows] of [
      [0, [1, 4]],
      [1, [0, 2, 3]],
    ] as const) {
      const at = ints([...rows]);
      expect(close(y.indexSelect(0, at), x.indexSelect(0, at).softmax(0)), `segment ${segment}`).toBe(true);
    }
    expect(T.autograd.gradcheck((t: T.Tensor) => B.segmentSoftmax(t, index, 3), [x]).passed).toBe(true);
  });
});

describe('sequence to sequence', () => {
  test('learns to reverse two digits', () => {
    T.manualSeed(0);
    // Tokens: 0 padding, 1 start, 2 end, 3 to 6 the digits.
    const net = new B.Seq2Seq(7, 7, 8, 16, { attention: 'additive', paddingIdx: 0 });
    const optimizer = new T.optim.Adam(net.parameters(), { lr: 0.02 });
    const pairs = [3, 4, 5, 6].flatMap((a) => [3, 4, 5, 6].map((b) => [a, b]));
    const source = ints(pairs);
    const input = ints(pairs.map(([a, b]) => [1, b, a]));
    const target = ints(pairs.map(([a, b]) => [b, a, 2]));
    for (let step = 0; step < 150; step++) {
      optimizer.zeroGrad();
      const [logits] = net(source, input);
      T.crossEntropy(logits.flatten(0, 1), target.flatten()).backward();
      optimizer.step();
    }
    const { tokens, attention } = net.decode(source, { start: 1, end: 2, maxLength: 5 });
    expect(tokens).toEqual(pairs.map(([a, b]) => [b, a]));
    expect(attention?.shape.slice(0, 1)).toEqual([16]);
    expect(attention?.shape[2]).toBe(2);
  });

  test('padding changes nothing', () => {
    const net = new B.Seq2Seq(6, 6, 3, 4, { paddingIdx: 0, attention: 'multiplicative' });
    const target = ints([[1, 2]]);
    const [plain] = net(ints([[3, 4]]), target);
    const [padded, weights] = net(ints([[3, 4, 0, 0]]), target);
    expect(close(plain, padded)).toBe(true);
    expect(numbers((weights as T.Tensor).narrow(2, 2, 2))).toEqual([0, 0, 0, 0]);
  });

  test('gradients', () => {
    for (const attention of ['none', 'additive', 'multiplicative'] as const) {
      const net = new B.Seq2Seq(4, 4, 2, 3, { attention });
      checkGradients(net, [], () => net(ints([[1, 2, 3]]), ints([[1, 0]]))[0]);
    }
  });
});

describe('conditional random field', () => {
  const [batch, time, tags] = [2, 4, 3];
  const crf = new B.LinearChainCRF(tags).double();
  T.noGrad(() => {
    for (const [i, p] of crf.parameters().entries()) p.copy_(values(p.shape.slice(), 20 + i));
  });
  const emissions = values([batch, time, tags]);
  const every = (length: number): number[][] =>
    length === 0 ? [[]] : every(length - 1).flatMap((head) => [0, 1, 2].map((t) => [...head, t]));
  const score = (b: number, path: number[]): number => {
    const [s, e, tr] = [crf.start_transitions, crf.end_transitions, crf.transitions].map((p) => numbers(p.detach()));
    const em = numbers(emissions);
    let sum = s[path[0]] + e[path[path.length - 1]];
    path.forEach((tag, t) => {
      sum += em[(b * time + t) * tags + tag];
      if (t > 0) sum += tr[path[t - 1] * tags + tag];
    });
    return sum;
  };

  test('ln Z, the score and the best path agree with all 81 paths', () => {
    const logZ = numbers(crf.logPartition(emissions).detach());
    const best = crf.viterbi(emissions);
    for (let b = 0; b < batch; b++) {
      const scores = every(time).map((path) => score(b, path));
      expect(logZ[b]).toBeCloseTo(Math.log(scores.reduce((sum, v) => sum + Math.exp(v), 0)), 10);
      const top = Math.max(...scores);
      expect(best.scores[b]).toBeCloseTo(top, 10);
      expect(best.tags[b]).toEqual(every(time)[scores.indexOf(top)]);
    }
    const given = [
      [0, 2, 1, 1],
      [2, 2, 0, 1],
    ];
    const expected = given.map((path, b) => logZ[b] - score(b, path));
    expect(crf(emissions, ints(given)).item()).toBeCloseTo((expected[0] + expected[1]) / 2, 10);
  });

  test('a masked sequence is the short one', () => {
    const mask = T.tensor([
      [true, true, true, true],
      [true, true, false, false],
    ]);
    const short = emissions.narrow(0, 1, 1).narrow(1, 0, 2);
    expect(crf.logPartition(emissions, mask).select(0, 1).item()).toBeCloseTo(
      crf.logPartition(short).item() as number,
      10,
    );
    const best = crf.viterbi(emissions, mask);
    expect(best.tags[1]).toEqual(crf.viterbi(short).tags[0]);
    const given = ints([
      [0, 1, 2, 0],
      [2, 1, -1, -1],
    ]);
    expect(crf.score(emissions, given, mask).select(0, 1).item()).toBeCloseTo(score(1, [2, 1]), 10);
    expect(() => crf(emissions, ints([[0, 1]]))).toThrow(/tags and mask \[batch, time\]/);
  });

  test('gradients', () => {
    const x = emissions.clone().requiresGrad_();
    const given = ints([
      [0, 2, 1, 1],
      [2, 2, 0, 1],
    ]);
    const fresh = new B.LinearChainCRF(tags);
    checkGradients(fresh, [x], () => fresh(x, given));
    const tagger = new B.BiLSTMCRF(5, tags, { embeddingDim: 2, hiddenSize: 4 });
    const tokens = ints([[1, 4, 2]]);
    checkGradients(tagger, [], () => tagger(tokens, ints([[0, 1, 2]])));
    expect(tagger.decode(tokens)[0]).toHaveLength(3);
  });
});

describe('temporal convolution', () => {
  test('no output sees the future, and the receptive field is as announced', () => {
    const tcn = new B.TCN(2, [4, 4, 4], { kernelSize: 3 }).double();
    expect(tcn.receptiveField).toBe(1 + 2 * 2 * 7);
    const x = values([1, 2, 40]);
    const y = tcn(x);
    expect(y.shape).toEqual([1, 4, 40]);
    const changed = x.clone();
    T.noGrad(() => changed.select(2, 10).fill_(5));
    const differs = numbers(tcn(changed).sub(y).abs().amax([0, 1]).detach()).map((d) => d > 0);
    expect(differs.slice(0, 10).includes(true)).toBe(false);
    expect(differs[10]).toBe(true);
    expect(differs.slice(10 + tcn.receptiveField).includes(true)).toBe(false);
  });
  test('gradients', () => {
    const x = values([1, 2, 5]).requiresGrad_();
    const tcn = new B.TCN(2, [3, 2], { kernelSize: 2 });
    checkGradients(tcn, [x], () => tcn(x));
  });
});

describe('tree LSTM', () => {
  test('a chain is an LSTM', () => {
    const cell = new B.ChildSumTreeLSTMCell(3, 2).double();
    const lstm = new nn.LSTMCell(3, 2).double();
    // PyTorch's rows are i, f, g, o; the cell's are i, o, u and f apart.
    T.noGrad(() => {
      const [wi, wo, wu] = T.chunk(cell.ioux.weight, 3);
      const [bi, bo, bu] = T.chunk(cell.ioux.bias as T.Tensor, 3);
      const [ui, uo, uu] = T.chunk(cell.iouh.weight, 3);
      lstm.weight_ih.copy_(T.cat([wi, cell.fx.weight, wu, wo]));
      lstm.weight_hh.copy_(T.cat([ui, cell.fh.weight, uu, uo]));
      lstm.bias_ih?.copy_(T.cat([bi, cell.fx.bias as T.Tensor, bu, bo]));
      lstm.bias_hh?.fill_(0);
    });
    const x = values([2, 3]);
    const tree = new B.TreeLSTM(3, 2);
    tree.cell = cell;
    const [h] = tree(x, [1, -1]);
    let state = lstm(x.narrow(0, 0, 1));
    expect(close(h.narrow(0, 0, 1), state[0])).toBe(true);
    state = lstm(x.narrow(0, 1, 1), state);
    expect(close(h.narrow(0, 1, 1), state[0])).toBe(true);
  });

  test('the order of nodes and of children does not matter; circles are found', () => {
    const tree = new B.TreeLSTM(2, 3).double();
    const x = values([4, 2]);
    // 0 is the root of 1 and 2; 3 hangs below 1.
    const [h] = tree(x, [-1, 0, 0, 1]);
    const order = ints([3, 2, 1, 0]);
    const [reversed] = tree(x.indexSelect(0, order), [2, 3, 3, -1]);
    expect(close(h, reversed.indexSelect(0, order))).toBe(true);
    expect(() => tree(x, [1, 0, -1, -1])).toThrow(/circle/);
    expect(() => tree(x, [7, -1, -1, -1])).toThrow(/parent 7/);
  });

  test('gradients', () => {
    const x = values([4, 2]).requiresGrad_();
    const tree = new B.TreeLSTM(2, 2);
    checkGradients(tree, [x], () => tree(x, [-1, 0, 0, 1]));
    expect(count(tree)).toBe((2 + 1 + 2) * 2 * 4);
  });
});
