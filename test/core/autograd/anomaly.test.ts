import { afterEach, describe, expect, test } from 'vitest';
import * as T from '../../../core/index.ts';
import { recording, setSiteProvider } from '../../../core/trace/recording.ts';

const { detectAnomaly, AnomalyError } = T.autograd;

function caught(body: () => unknown): InstanceType<typeof AnomalyError> {
  try {
    detectAnomaly(body);
  } catch (error) {
    if (error instanceof AnomalyError) return error;
    throw error;
  }
  throw new Error('no anomaly was found');
}

afterEach(() => {
  setSiteProvider(null);
  expect(T.autograd.isAnomalyEnabled()).toBe(false);
  expect(recording.on).toBe(false);
});

describe('forward', () => {
  test('the first operation at fault, its operand, the index and the fix', () => {
    const x = T.tensor([
      [1, 2, 0],
      [3, 0, 4],
    ]);
    // exp and mul come before, mean carries the damage on: log is the one named.
    const error = caught(() => x.mul(1).log().exp().mean().sqrt());
    expect(error).toMatchObject({
      op: 'log',
      phase: 'forward',
      index: [0, 2],
      value: Number.NEGATIVE_INFINITY,
      count: 2,
    });
    expect(error.message).toContain('log gave -Infinity: first at [0, 2] of the result [2, 3], 2 of 6 elements');
    expect(error.message).toContain('input [2, 3]: from 0 to 4; 0 at [0, 2]');
    expect(error.message).toContain('clamp the input');
  });
  test('the module and the place in the notebook', () => {
    class Net extends T.nn.Module {
      head = new T.nn.Sequential(new T.nn.Linear(2, 2), new T.nn.ReLU());
      forward(x: T.Tensor): T.Tensor {
        return this.head(x);
      }
    }
    const net = new Net();
    T.noGrad(() => net.parameters()[0].fill_(3e38));
    setSiteProvider(() => () => ({ cell: '4', line: 7, column: 3 }));
    const error = caught(() => net(T.ones([1, 2]).mul(100)));
    expect(error.op).toMatch(/linear|matmul/);
    expect(error.modulePath).toBe('head.0');
    expect(error.message).toContain('in module head.0, cell 4, line 7');
    expect(error.message).toContain('exploded');
    expect(error.site).toEqual({ cell: '4', line: 7, column: 3 });
  });
  test('broadcast operands are read at the right element', () => {
    const error = caught(() =>
      T.tensor([
        [1, 2],
        [3, 4],
      ]).div(T.tensor([1, 0])),
    );
    expect(error.values.map((v) => v.at)).toEqual([2, 0]);
    expect(error.index).toEqual([0, 1]);
  });
  test('a row that is masked out', () => {
    const mask = T.tensor([
      [true, true],
      [false, true],
    ]);
    const error = caught(() => T.softmax(T.zeros([2, 2]).maskedFill(mask, Number.NEGATIVE_INFINITY), -1));
    expect(error.op).toBe('softmax');
    expect(error.fix).toContain('all masked');
  });
  test('Infinity that was asked for is none, nor is an additive mask', () => {
    const mask = T.tensor([[0, Number.NEGATIVE_INFINITY]]);
    const y = detectAnomaly(() => T.softmax(T.zeros([2, 2]).add(mask), -1));
    expect(y.toArray()).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });
  test('NaN in the data is told apart', () => {
    expect(caught(() => T.tensor([1, Number.NaN]).add(1)).message).toContain('add was given NaN');
  });
});

describe('backward', () => {
  test('the root at 0 behind where()', () => {
    const z = T.tensor([-1, 4], { requiresGrad: true });
    const error = caught(() =>
      z
        .gt(0)
        .where(z.clamp({ min: 0 }).sqrt(), 0)
        .sum()
        .backward(),
    );
    expect(error).toMatchObject({ op: 'sqrt', phase: 'backward', index: [0] });
    expect(error.message).toContain('backward of sqrt gave NaN for input: first at [0]');
    expect(error.fix).toContain('where() before the root');
  });
  test('names the module that made the operation', () => {
    class Root extends T.nn.Module {
      forward(x: T.Tensor): T.Tensor {
        return x.sqrt();
      }
    }
    const net = new T.nn.Sequential(new Root());
    const x = T.zeros([2], { requiresGrad: true });
    expect(caught(() => net(x).sum().backward()).modulePath).toBe('0');
  });
});

test('a sound network passes, with the same result; promises are refused', () => {
  const net = new T.nn.Sequential(new T.nn.Linear(3, 4), new T.nn.Tanh(), new T.nn.Linear(4, 1));
  const x = T.randn([5, 3]);
  const loss = detectAnomaly(() => {
    const out = net(x).pow(2).mean();
    out.backward();
    return out.item();
  });
  expect(loss).toBe(net(x).pow(2).mean().item());
  expect(() => detectAnomaly(async () => 1)).toThrow('returned a Promise');
});

test('setDetectAnomaly stays until it is turned off', () => {
  T.autograd.setDetectAnomaly(true);
  try {
    expect(() => T.tensor([0]).log()).toThrow(AnomalyError);
  } finally {
    T.autograd.setDetectAnomaly(false);
  }
  expect(T.tensor([0]).log().item()).toBe(Number.NEGATIVE_INFINITY);
});
