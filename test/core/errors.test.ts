/** What people get wrong most, and whether the message tells them what to do: each reads the text that a user sees. */
import { afterEach, describe, expect, test } from 'vitest';
import * as T from '../../core/index.ts';
import { setWarningSink } from '../../core/trace/warn.ts';

const { nn } = T;
const ints = (data: T.TensorData) => T.tensor(data, { dtype: 'int32' });
const grad = (shape: number[]) => T.ones(shape, { requiresGrad: true });

interface Mistake {
  readonly what: string;
  readonly run: () => unknown;
  readonly error: new (message: string) => T.NNError;
  /** Pieces that the message must contain: the cause, in the user's shapes, and the fix. */
  readonly says: readonly string[];
}

const SHAPES: readonly Mistake[] = [
  {
    what: 'missing flatten',
    run: () => new nn.Linear(784, 10)(T.zeros([32, 1, 28, 28])),
    error: T.ShapeError,
    says: ['[32, 1, 28, 28]', 'expects 784 features', 'Flatten the input first: 1x28x28 has 784 elements'],
  },
  {
    what: 'missing flatten behind a convolution',
    run: () => new nn.Sequential(new nn.Conv2d(1, 4, 3), new nn.Linear(2704, 10))(T.zeros([2, 1, 28, 28])),
    error: T.ShapeError,
    says: ['[2, 4, 26, 26]', 'nn.Flatten()'],
  },
  {
    what: 'transposed weight',
    run: () => T.linear(T.zeros([2, 3]), T.zeros([3, 4])),
    error: T.ShapeError,
    says: ['[3, 4] expects 4 features', 'may be transposed: it is [out, in]'],
  },
  {
    what: 'transposed operand',
    run: () => T.zeros([2, 3]).matmul(T.zeros([4, 3])),
    error: T.ShapeError,
    says: ['[2, 3] and [4, 3]', '3 against 4', 'a.matmul(b.mT())'],
  },
  {
    what: 'missing channel axis',
    run: () => new nn.Conv2d(3, 8, 3)(T.zeros([28, 28])),
    error: T.ShapeError,
    says: ['[28, 28]', 'unsqueeze'],
  },
  {
    what: 'missing batch dimension',
    run: () => new nn.BatchNorm1d(4)(T.zeros([4])),
    error: T.ShapeError,
    says: ['expected (batch, features)', 'x.unsqueeze(0)'],
  },
  {
    what: 'NHWC given to NCHW',
    run: () => new nn.Conv2d(3, 8, 3)(T.zeros([2, 28, 28, 3])),
    error: T.ShapeError,
    says: ['expects 3 channels', 'has 28', 'x.permute(0, 3, 1, 2), [batch, channels, height, width]'],
  },
  {
    what: 'NLC given to NCL',
    run: () => new nn.Conv1d(8, 4, 3)(T.zeros([2, 10, 8])),
    error: T.ShapeError,
    says: ['x.permute(0, 2, 1), [batch, channels, length]'],
  },
  {
    what: 'NHWC without a batch',
    run: () => new nn.Conv2d(3, 8, 3)(T.zeros([28, 28, 3])),
    error: T.ShapeError,
    says: ['x.permute(2, 0, 1), [channels, height, width]'],
  },
  {
    what: 'channels of batch norm',
    run: () => new nn.BatchNorm2d(8)(T.zeros([2, 4, 3, 3])),
    error: T.ShapeError,
    says: ['[2, 4, 3, 3]', '[8]', 'build the layer for 4'],
  },
  {
    what: 'batch_first of an LSTM',
    run: () => new nn.LSTM(8, 16)(T.zeros([4, 5, 8]), [T.zeros([1, 4, 16]), T.zeros([1, 4, 16])]),
    error: T.ShapeError,
    says: ['must be [1, 5, 16]', 'batchFirst: true'],
  },
  {
    what: 'features of an LSTM in the middle',
    run: () => new nn.LSTM(8, 16, { batchFirst: true })(T.zeros([4, 8, 5])),
    error: T.ShapeError,
    says: ['5 features, expected inputSize 8', 'last dimension'],
  },
  {
    what: 'batch_first of attention',
    run: () => new nn.MultiheadAttention(8, 2)(T.zeros([4, 5, 8]), T.zeros([5, 4, 8]), T.zeros([5, 4, 8])),
    error: T.ShapeError,
    says: ['differ in batch size', 'batchFirst: true'],
  },
  {
    what: 'shapes that do not broadcast',
    run: () => T.zeros([2, 3]).add(T.zeros([4])),
    error: T.ShapeError,
    says: ['[2, 3] and [4]', '3 against 4', '.unsqueeze(dim)'],
  },
  {
    what: 'cat along the wrong axis',
    run: () => T.cat([T.zeros([2, 3]), T.zeros([2, 4])]),
    error: T.ShapeError,
    says: ['tensor 1 of shape [2, 4]', 'cat(tensors, 1)'],
  },
  {
    what: 'reshape to another size',
    run: () => T.zeros([2, 3]).reshape([4, 2]),
    error: T.ShapeError,
    says: ['[4, 2]', '6 elements'],
  },
  {
    what: 'view of memory that is not contiguous',
    run: () => T.zeros([2, 3]).t().view([6]),
    error: T.ShapeError,
    says: ['strides [1, 3]', '.reshape(...)'],
  },
  {
    what: 'item of several elements',
    run: () => T.zeros([2]).item(),
    error: T.ShapeError,
    says: ['[2]', '.toArray()'],
  },
  {
    what: 'a kernel larger than the image',
    run: () => new nn.Conv2d(1, 1, 5)(T.zeros([1, 1, 3, 3])),
    error: T.ShapeError,
    says: ['spans 5', 'only 3', 'padding'],
  },
  {
    what: 'layer norm of another width',
    run: () => new nn.LayerNorm(4)(T.zeros([2, 5])),
    error: T.ShapeError,
    says: ['[2, 5] must end in [4]', 'here [5]'],
  },
];

const LOSSES: readonly Mistake[] = [
  {
    what: 'one-hot given to crossEntropy',
    run: () =>
      T.crossEntropy(
        T.zeros([2, 3]),
        ints([
          [0, 1, 0],
          [1, 0, 0],
        ]),
      ),
    error: T.ShapeError,
    says: ['one-hot', 'target.argmax(1)'],
  },
  {
    what: 'float class targets',
    run: () => T.crossEntropy(T.zeros([2, 3]), T.tensor([0, 1])),
    error: T.ShapeError,
    says: ['Class indices must be integers: target.long()'],
  },
  {
    what: 'float targets of nllLoss',
    run: () => T.nllLoss(T.zeros([2, 3]), T.tensor([0, 1])),
    error: T.DTypeError,
    says: ['it is float32', 'target.long()'],
  },
  {
    what: 'targets (N, 1)',
    run: () => T.crossEntropy(T.zeros([2, 3]), ints([[0], [1]])),
    error: T.ShapeError,
    says: ['[2, 1]', 'target.reshape([2])'],
  },
  {
    what: '(N, 1) against (N)',
    run: () => T.binaryCrossEntropyWithLogits(T.zeros([4, 1]), T.zeros([4])),
    error: T.ShapeError,
    says: ['[4, 1]', '[4]', 'target.reshape([4, 1])'],
  },
  {
    what: 'class out of range',
    run: () => T.crossEntropy(T.zeros([2, 3]), ints([0, 3])),
    error: T.IndexError,
    says: ['target 3', '3 classes', 'Classes count from 0 to 2'],
  },
  {
    what: 'logits given to binaryCrossEntropy',
    run: () => T.binaryCrossEntropy(T.tensor([2]), T.tensor([1])),
    error: T.ArgumentError,
    says: ['outside [0, 1]', 'binaryCrossEntropyWithLogits'],
  },
];

const TYPES: readonly Mistake[] = [
  {
    what: 'number of heads',
    run: () => new nn.MultiheadAttention(10, 3),
    error: T.ArgumentError,
    says: ['embedDim 10 must be divisible by numHeads 3', 'use 1, 2, 5, 10 heads'],
  },
  {
    what: 'integers given to a layer',
    run: () => new nn.Linear(3, 2)(ints([[1, 2, 3]])),
    error: T.DTypeError,
    says: ['input is int32', 'input.float()'],
  },
  {
    what: 'integers that require grad',
    run: () => ints([1]).requiresGrad_(),
    error: T.DTypeError,
    says: ['int32', 'x.float()'],
  },
  {
    what: 'floats given to an embedding',
    run: () => new nn.Embedding(10, 3)(T.tensor([1.5])),
    error: T.DTypeError,
    says: ['must hold integers', 'input.long()'],
  },
  {
    what: 'a word beyond the table',
    run: () => new nn.Embedding(10, 3)(ints([3, 10])),
    error: T.IndexError,
    says: ['index 10', '10 entries', 'from 0 to 9'],
  },
  { what: 'a dimension out of range', run: () => T.zeros([2]).sum(3), error: T.IndexError, says: ['dim 3', '-1 to 0'] },
  {
    what: 'a misspelt option',
    run: () => T.softmax(T.zeros([2]), { dims: 0 } as never),
    error: T.ArgumentError,
    says: ["unknown option 'dims'", "Did you mean 'dim'?"],
  },
  {
    what: 'an optimizer without parameters',
    run: () => new T.optim.SGD([], { lr: 0.1 }),
    error: T.ArgumentError,
    says: ['empty', 'net.parameters()'],
  },
  {
    what: 'modules in a plain array',
    run: () =>
      new (class Net extends nn.Module {
        layers = [new nn.Linear(1, 1)];
        forward(x: T.Tensor) {
          return x;
        }
      })().parameters(),
    error: T.ArgumentError,
    says: ['plain array', 'nn.ModuleList'],
  },
  {
    what: 'a state that does not fit, all problems at once',
    run: () => new nn.Linear(2, 3).loadStateDict({ weigth: T.zeros([3, 2]), bias: T.zeros([2]) }),
    error: T.ArgumentError,
    says: ["Unexpected key(s): 'weigth'", "Missing key(s): 'weight'", 'bias'],
  },
];

const TAPE: readonly Mistake[] = [
  { what: 'in-place on a leaf', run: () => grad([2]).add_(1), error: T.GradError, says: ['add_', 'leaf', 'noGrad'] },
  {
    what: 'second backward',
    run: () => {
      const x = grad([2]);
      const y = x.mul(x).sum();
      y.backward();
      y.backward();
    },
    error: T.GradError,
    says: ['freed by an earlier backward()', 'retainGraph: true'],
  },
  {
    what: 'backward of a vector',
    run: () => grad([2]).mul(2).backward(),
    error: T.GradError,
    says: ['[2]', 'loss.mean().backward()'],
  },
  {
    what: 'backward without a graph',
    run: () => T.ones([2]).sum().backward(),
    error: T.GradError,
    says: ['does not require grad', 'noGrad'],
  },
  {
    what: 'a saved value changed in place',
    run: () => {
      const y = grad([2]).exp();
      y.add_(1);
      y.sum().backward();
    },
    error: T.GradError,
    says: ['backward of exp', 'changed in place', 'version 1', 'x.add(y)'],
  },
  {
    what: 'an asynchronous noGrad',
    run: () => T.noGrad(async () => 1),
    error: T.ArgumentError,
    says: ['Promise', 'await first'],
  },
  {
    what: 'a value asked of shapes',
    run: () => T.zeros([2], { device: 'meta' }).sum().item(),
    error: T.MetaError,
    says: ['meta'],
  },
];

describe.each([
  ['shapes', SHAPES],
  ['losses', LOSSES],
  ['types and arguments', TYPES],
  ['the tape', TAPE],
])('%s', (_, mistakes) => {
  test.each(mistakes.map((m) => [m.what, m] as const))('%s', (_what, { run, error, says }) => {
    let caught: unknown = null;
    try {
      run();
    } catch (thrown) {
      caught = thrown;
    }
    expect(caught).toBeInstanceOf(error);
    for (const piece of says) expect((caught as Error).message).toContain(piece);
  });
});

test('an error inside a network names the module', () => {
  const net = new nn.Sequential(new nn.Linear(4, 5), new nn.Sequential(new nn.ReLU(), new nn.Linear(6, 2)));
  expect(() => net(T.zeros([1, 4]))).toThrow(expect.objectContaining({ modulePath: '1.1', op: 'Linear' }));
});

describe('what is allowed and probably not meant', () => {
  afterEach(() => setWarningSink(null));
  test('(N, 1) against (N) in a loss that broadcasts is said once', () => {
    const said: string[] = [];
    setWarningSink((message) => said.push(message));
    for (let i = 0; i < 3; i++) T.mseLoss(T.zeros([4, 1]), T.zeros([4]));
    T.l1Loss(T.zeros([4, 1]), T.zeros([4]));
    T.mseLoss(T.zeros([4]), T.zeros([4]));
    expect(said).toHaveLength(2);
    expect(said[0]).toContain(
      'mseLoss: the input [4, 1] and the target [4] differ in shape, so the loss is taken over [4, 4]',
    );
    expect(said[0]).toContain('target.reshape([4, 1])');
    expect(said[1]).toContain('l1Loss');
  });
});
