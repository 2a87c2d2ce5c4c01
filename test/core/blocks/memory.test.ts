import { describe, expect, test } from 'vitest';
import * as T from '../../../core/index.ts';
import { checkGradients, count, ints, values } from './check.ts';

const { nn } = T;
const B = nn.blocks;
const f64 = (data: T.TensorData) => T.tensor(data, { dtype: 'float64' });
const numbers = (t: T.Tensor): number[] => t.detach().flatten().toArray() as number[];
const close = (a: T.Tensor, b: T.Tensor): boolean => T.allclose(a.double(), b.double(), { atol: 1e-6 });

describe('capsules', () => {
  test('routing: coupling sums to 1 over outputs and follows agreement', () => {
    // Inputs 0 and 1 agree on output 0 and contradict each other on output 1.
    const predictions = f64([
      [
        [
          [1, 0],
          [1, 0],
        ],
        [
          [0, 1],
          [0, -1],
        ],
      ],
    ]);
    const first = B.dynamicRouting(predictions, 1);
    expect(numbers(first.coupling)).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(close(first.output.select(1, 0), T.squash(f64([[1, 0]])))).toBe(true);
    const third = B.dynamicRouting(predictions, 3);
    expect(close(third.coupling.sum(1), T.ones([1, 2]))).toBe(true);
    expect(numbers(third.coupling.select(1, 0)).every((c) => c > 0.7)).toBe(true);
    const by = (rounds: number) => numbers(B.dynamicRouting(predictions, rounds).output.select(1, 0).norm())[0];
    expect(by(3)).toBeGreaterThan(by(2));
    expect(() => B.dynamicRouting(predictions, 0)).toThrow(/positive whole number/);
  });
  test('shapes, lengths below 1, gradients through the routing', () => {
    const layer = new B.CapsuleLayer(4, 3, 2, 5);
    const x = values([2, 4, 3]).requiresGrad_();
    expect(count(layer)).toBe(2 * 4 * 5 * 3);
    checkGradients(layer, [x], () => layer(x));
    expect(layer(x).shape).toEqual([2, 2, 5]);
    expect(numbers(layer(x).norm({ dim: -1 })).every((n) => n < 1)).toBe(true);
    expect(() => layer(x.transpose(1, 2))).toThrow(/must be \[batch, 4, 3\]/);
    const primary = new B.PrimaryCapsules(1, 32, 8).to('meta');
    expect(primary(T.empty([2, 1, 20, 20], { device: 'meta' })).shape).toEqual([2, 32 * 36, 8]);
    const small = new B.PrimaryCapsules(1, 2, 2, { kernelSize: 2 });
    const image = values([1, 1, 4, 4]).requiresGrad_();
    checkGradients(small, [image], () => small(image));
  });
});

describe('end-to-end memory', () => {
  test('a hop is softmax(m . u) and the mean of c', () => {
    const [u, m, c] = [values([1, 3]), values([1, 4, 3], 2), values([1, 4, 3], 3)];
    const [o, p] = B.memoryHop(u, m, c);
    const weights = m.squeeze(0).mv(u.squeeze(0)).softmax(0);
    expect(close(p.squeeze(0), weights)).toBe(true);
    expect(close(o.squeeze(0), weights.unsqueeze(0).matmul(c.squeeze(0)).squeeze(0))).toBe(true);
    const [, masked] = B.memoryHop(u, m, c, T.tensor([[true, false, true, false]]));
    expect(numbers(masked)[1]).toBe(0);
  });
  test('adjacent tables: hops + 1 embeddings; padding does not change the answer', () => {
    const net = new B.MemN2N(10, 4, { hops: 3, answers: 5 });
    expect(count(net)).toBe(4 * 10 * 4 + 5 * 4);
    const [logits, weights] = net(
      ints([
        [
          [1, 2],
          [3, 4],
        ],
      ]),
      ints([[5, 6]]),
    );
    expect(logits.shape).toEqual([1, 5]);
    expect(weights.map((w) => w.shape)).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    const [padded] = net(
      ints([
        [
          [1, 2, 0],
          [3, 4, 0],
          [0, 0, 0],
        ],
      ]),
      ints([[5, 6]]),
    );
    expect(close(logits, padded)).toBe(true);
  });
  test('gradients', () => {
    const net = new B.MemN2N(6, 3, { hops: 2, maxMemories: 4 });
    checkGradients(
      net,
      [],
      () =>
        net(
          ints([
            [
              [1, 2],
              [3, 4],
            ],
          ]),
          ints([[5, 1]]),
        )[0],
      { scale: 0.7 },
    );
  });
});

describe('neural Turing machine', () => {
  test('addressing: content, shift, read, write', () => {
    const memory = f64([
      [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
    ]);
    const w = B.contentAddress(memory, f64([[0, 2]]), 50);
    expect(numbers(w)[1]).toBeGreaterThan(0.999);
    const one = f64([[0, 1, 0]]);
    expect(numbers(B.circularShift(one, f64([[0, 0, 1]])))).toEqual([0, 0, 1]);
    expect(numbers(B.circularShift(f64([[0, 0, 1]]), f64([[0, 0, 1]])))).toEqual([1, 0, 0]);
    expect(numbers(B.circularShift(one, f64([[1, 0, 0]])))).toEqual([1, 0, 0]);
    expect(numbers(B.readMemory(memory, f64([[0.5, 0.5, 0]])))).toEqual([0.5, 0.5]);
    const written = B.writeMemory(memory, one, f64([[0, 1]]), f64([[7, 8]]));
    expect(numbers(written)).toEqual([1, 0, 7, 8, 1, 1]);
  });
  test('steps: shapes, weights that sum to 1, gradients through time', () => {
    const cell = new B.NTMCell(2, 3, { slots: 4, width: 2, controllerSize: 3, readHeads: 2, writeHeads: 1 });
    const x = values([2, 2]).requiresGrad_();
    const run = (): T.Tensor[] => {
      const [first, state] = cell(x);
      const [second, last] = cell(x.mul(0.5), state);
      return [first, second, last.memory];
    };
    checkGradients(cell, [x], run);
    const [y, state] = cell(x);
    expect(y.shape).toEqual([2, 3]);
    expect(state.memory.shape).toEqual([2, 4, 2]);
    expect(state.weights).toHaveLength(3);
    for (const w of state.weights) expect(close(w.sum(1), T.ones([2]))).toBe(true);
  });
});

describe('Hopfield network', () => {
  test('recalls patterns from noise; the energy never increases', () => {
    T.manualSeed(3);
    const patterns = T.randn([3, 64]).sign();
    const net = new B.Hopfield(64).store(patterns);
    expect(numbers(net.weight.diagonal()).every((w) => w === 0)).toBe(true);
    for (let i = 0; i < 3; i++) {
      const pattern = patterns.select(0, i);
      expect(close(net(pattern), pattern)).toBe(true);
      const noisy = pattern.clone();
      for (let k = 0; k < 8; k++) noisy.array[k * 7] *= -1;
      let energy = net.energy(noisy).item() as number;
      let state = noisy;
      for (let sweep = 0; sweep < 3; sweep++) {
        state = net.update(state);
        const next = net.energy(state).item() as number;
        expect(next).toBeLessThanOrEqual(energy + 1e-6);
        energy = next;
      }
      expect(close(state, pattern)).toBe(true);
    }
    expect(Object.keys(net.stateDict())).toEqual(['weight', 'threshold']);
    expect(() => net.energy(T.ones([3]))).toThrow(/\[\.\.\., 64\]/);
  });
  test('energy by hand, and a flip by all units at once', () => {
    const net = new B.Hopfield(2).store(T.tensor([[1, -1]]));
    // W = [[0, -1/2], [-1/2, 0]]
    expect(
      net
        .energy(
          T.tensor([
            [1, -1],
            [1, 1],
          ]),
        )
        .toArray(),
    ).toEqual([-0.5, 0.5]);
    expect(net.update(T.tensor([1, 1]), 'synchronous').toArray()).toEqual([-1, -1]);
  });
});

describe('Boltzmann machines', () => {
  test('the distribution is exp(-E) / Z, and Gibbs sampling follows it', () => {
    T.manualSeed(0);
    const machine = new B.BoltzmannMachine(4);
    T.noGrad(() => {
      machine.weight.copy_(T.randn([4, 4]));
      machine.bias.copy_(T.randn([4]).mul(0.5));
    });
    const exact = numbers(machine.distribution());
    expect(exact.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    // Units 0 and 3 on: the state 1001, which is number 9.
    const energy = machine(T.tensor([1, 0, 0, 1])).item() as number;
    const still = machine(T.zeros([4])).item() as number;
    expect(exact[9] / exact[0]).toBeCloseTo(Math.exp(still - energy), 5);
    const chains = machine.gibbs(T.bernoulli(T.full([4000, 4], 0.5)), 12);
    const seen = new Array<number>(16).fill(0);
    for (const row of chains.toArray() as number[][]) seen[row.reduce((n, bit) => 2 * n + bit, 0)] += 1 / 4000;
    for (let s = 0; s < 16; s++) expect(Math.abs(seen[s] - exact[s])).toBeLessThan(0.03);
  });
  test('learns a distribution exactly', () => {
    const machine = new B.BoltzmannMachine(2);
    const optimizer = new T.optim.Adam(machine.parameters(), { lr: 0.1 });
    const target = T.tensor([0.4, 0.1, 0.1, 0.4]);
    for (let i = 0; i < 300; i++) {
      optimizer.zeroGrad();
      target.mul(machine.distribution().log()).sum().neg().backward();
      optimizer.step();
    }
    expect(T.allclose(machine.distribution(), target, { atol: 0.01 })).toBe(true);
  });
  test('gradients of the energies', () => {
    const machine = new B.BoltzmannMachine(3);
    checkGradients(machine, [], () => [machine.distribution(), machine(values([2, 3]))]);
    const rbm = new B.RBM(3, 2);
    const v = values([2, 3]).requiresGrad_();
    checkGradients(rbm, [v], () => [rbm(v), rbm.hiddenProbabilities(v)]);
  });
  test('RBM: the free energy sums the hidden units out', () => {
    const rbm = new B.RBM(3, 2).double();
    T.noGrad(() => {
      for (const [i, p] of rbm.parameters().entries()) p.copy_(values(p.shape.slice(), 50 + i));
    });
    const v = f64([1, 0, 1]);
    let sum = 0;
    for (const h of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ].map(f64)) {
      const energy = v
        .dot(rbm.visible_bias)
        .add(h.dot(rbm.hidden_bias))
        .add(h.dot(rbm.weight.mv(v)))
        .neg();
      sum += Math.exp(-(energy.item() as number));
    }
    expect(rbm(v).item()).toBeCloseTo(-Math.log(sum), 10);
  });
  test('CD-k: the gradient is that of Hinton, and bars are learned', () => {
    T.manualSeed(1);
    const rbm = new B.RBM(4, 3);
    const bars = T.tensor([
      [1, 1, 0, 0],
      [0, 0, 1, 1],
    ]);
    const { loss, negative } = rbm.cdK(bars, 1);
    loss.backward();
    // dF/dW = -p(h|v) v^T, averaged over data, minus the same over the reconstruction.
    const outer = (v: T.Tensor) => rbm.hiddenProbabilities(v).t().matmul(v).div(v.shape[0]);
    expect(close(rbm.weight.grad as T.Tensor, outer(negative).sub(outer(bars)))).toBe(true);
    const optimizer = new T.optim.SGD(rbm.parameters(), { lr: 0.5 });
    const data = bars.repeat([16, 1]);
    for (let i = 0; i < 300; i++) {
      optimizer.zeroGrad();
      rbm.cdK(data).loss.backward();
      optimizer.step();
    }
    const free = (v: number[]) => rbm(T.tensor(v)).item() as number;
    expect(Math.max(free([1, 1, 0, 0]), free([0, 0, 1, 1]))).toBeLessThan(free([1, 0, 1, 0]) - 2);
  });
});

describe('feed-forward blocks', () => {
  test('maxout of two pieces can be relu', () => {
    const unit = new B.Maxout(1, 1, 2);
    T.noGrad(() => {
      unit.linear.weight.copy_(T.tensor([[1], [0]]));
      unit.linear.bias?.zero_();
    });
    expect(unit(T.tensor([[-2], [3]])).toArray()).toEqual([[0], [3]]);
    expect(count(new B.Maxout(5, 3, 4))).toBe(3 * 4 * 6);
  });
  test('DyT, DeepNorm, SwiGLU by hand', () => {
    const x = values([2, 3]);
    const dyt = new B.DyT(3).double();
    expect(close(dyt(x), x.mul(0.5).tanh())).toBe(true);
    expect(count(dyt)).toBe(7);
    const { alpha, beta } = B.DeepNorm.constants(8);
    expect(alpha).toBeCloseTo(2, 12);
    expect(beta).toBeCloseTo(64 ** -0.25, 12);
    const deep = new B.DeepNorm(3, alpha, new nn.Tanh()).double();
    expect(close(deep(x), T.layerNorm(x.mul(2).add(x.tanh()), [3]))).toBe(true);
    // Two thirds of the width, three matrices: as many weights as the ordinary block's two.
    expect(count(new B.SwiGLU(12, 32))).toBe(2 * 12 * 48);
  });
  test('a radial-basis network of four centres solves XOR', () => {
    const layer = new B.RBFLayer(2, 4, { sigma: 0.5 });
    const corners = T.tensor([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    T.noGrad(() => layer.centers.copy_(corners));
    const phi = layer(corners);
    expect(phi.select(0, 0).toArray()).toEqual(expect.arrayContaining([1]));
    expect((phi.toArray() as number[][])[0][1]).toBeCloseTo(Math.exp(-2), 6);
    const w = T.linalg.solve(phi.detach(), T.tensor([0, 1, 1, 0]));
    expect(T.allclose(layer(corners).mv(w), T.tensor([0, 1, 1, 0]), { atol: 1e-5 })).toBe(true);
  });
  test('biaffine is [x; 1] U [y; 1]', () => {
    const layer = new B.Biaffine(2, 3).double();
    expect(layer.weight.shape).toEqual([1, 3, 4]);
    const [x, y] = [values([1, 5, 2]), values([1, 4, 3], 2)];
    const s = layer(x, y);
    expect(s.shape).toEqual([1, 5, 4]);
    const xi = T.cat([x.select(1, 4).squeeze(0), f64([1])]);
    const yj = T.cat([y.select(1, 2).squeeze(0), f64([1])]);
    expect(s.select(1, 4).select(1, 2).item()).toBeCloseTo(xi.dot(layer.weight.squeeze(0).mv(yj)).item() as number, 10);
    expect(new B.Biaffine(2, 3, 6, { bias1: false })(x.float(), y.float()).shape).toEqual([1, 6, 5, 4]);
    expect(() => layer(y, x)).toThrow(/must be \[\.\.\., m, 2\]/);
  });
  test('gradients', () => {
    const x = values([2, 4]).requiresGrad_();
    const blocks = [
      new B.Maxout(4, 2, 3),
      new B.SwiGLU(4, 3),
      new B.DyT(4),
      new B.DeepNorm(4, 1.5, new nn.Linear(4, 4)),
      new B.RBFLayer(4, 3, { sigma: 2 }),
    ];
    for (const block of blocks) checkGradients(block, [x], () => block(x as never) as T.Tensor);
    const y = values([3, 3], 4).requiresGrad_();
    const biaffine = new B.Biaffine(4, 3, 2);
    checkGradients(biaffine, [x, y], () => biaffine(x, y));
  });
});
