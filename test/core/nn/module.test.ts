import { describe, expect, expectTypeOf, test } from 'vitest';
import * as T from '../../../core/index.ts';

const { nn } = T;

class Net extends nn.Module {
  fc1 = new nn.Linear(2, 3);
  scale = new nn.Parameter(T.ones([3]));
  blocks = new nn.ModuleList([new nn.Linear(3, 3), new nn.Linear(3, 3)]);
  plain = T.ones([1]);
  constructor() {
    super();
    this.registerBuffer('offset', T.zeros([3]));
  }
  declare offset: T.Tensor;
  forward(x: T.Tensor): T.Tensor {
    let y = T.relu(this.fc1(x)).mul(this.scale).add(this.offset);
    for (const block of this.blocks) y = block(y);
    return y;
  }
}

describe('a module', () => {
  test('is called like a function, with the types of its forward', () => {
    const net = new Net();
    const y = net(T.ones([4, 2]));
    expectTypeOf(y).toEqualTypeOf<T.Tensor>();
    expect(y.shape).toEqual([4, 3]);
    expect(typeof net).toBe('function');
    expect(net).toBeInstanceOf(Net);
    expect(net).toBeInstanceOf(nn.Module);
    expect(Object.keys(net)).not.toContain('training');
    // @ts-expect-error forward takes a tensor
    expect(() => net('no')).toThrow();
  });

  test("finds parameters, buffers and submodules in PyTorch's order", () => {
    const net = new Net();
    const names = [
      'scale',
      'fc1.weight',
      'fc1.bias',
      'blocks.0.weight',
      'blocks.0.bias',
      'blocks.1.weight',
      'blocks.1.bias',
    ];
    expect(net.namedParameters().map(([name]) => name)).toEqual(names);
    expect(Object.keys(net.stateDict())).toEqual(['scale', 'offset', ...names.slice(1)]);
    expect(net.namedModules().map(([name]) => name)).toEqual(['', 'fc1', 'blocks', 'blocks.0', 'blocks.1']);
    expect(net.namedBuffers().map(([name]) => name)).toEqual(['offset']);
    expect(net.children()).toEqual([net.fc1, net.blocks]);
  });

  test('a shared parameter is listed once and saved under every name', () => {
    const a = new nn.Linear(2, 2);
    const b = new nn.Linear(2, 2);
    b.weight = a.weight;
    const both = new nn.Sequential(a, b);
    expect(both.parameters()).toHaveLength(3);
    expect(Object.keys(both.stateDict())).toContain('1.weight');
  });

  test('assigning to a buffer replaces it', () => {
    const net = new Net();
    net.offset = T.full([3], 7);
    expect(net.stateDict().offset.toArray()).toEqual([7, 7, 7]);
  });

  test('applies a function to children first', () => {
    const seen: string[] = [];
    new Net().apply((m) => void seen.push(m.constructor.name));
    expect(seen).toEqual(['Linear', 'Linear', 'Linear', 'ModuleList', 'Net']);
  });

  test('train and eval reach every module', () => {
    const net = new Net().eval();
    expect(net.modules().every((m) => !m.training)).toBe(true);
    expect(net.train().blocks[1].training).toBe(true);
  });

  test('moves to another dtype, the parameters staying the same objects', () => {
    const net = new Net();
    const before = net.parameters();
    net.double();
    expect(net.parameters().every((p, i) => p === before[i])).toBe(true);
    expect(net.fc1.weight.dtype).toBe('float64');
    expect(net.offset.dtype).toBe('float64');
    expect(net(T.ones([1, 2], { dtype: 'float64' })).dtype).toBe('float64');
  });

  test('runs on the meta device', () => {
    const net = new Net().to('meta');
    expect(net(T.empty([5, 2], { device: 'meta' })).shape).toEqual([5, 3]);
  });
});

describe('what would be lost is explained', () => {
  test('modules in a plain array', () => {
    class Lost extends nn.Module {
      layers = [new nn.Linear(1, 1)];
      forward(x: T.Tensor): T.Tensor {
        return this.layers[0](x);
      }
    }
    expect(() => new Lost().parameters()).toThrow(/layers is a plain array[\s\S]*new nn.ModuleList/);
  });
  test('a plain tensor over a parameter', () => {
    const layer = new nn.Linear(1, 1);
    layer.parameters();
    (layer as unknown as { weight: T.Tensor }).weight = T.ones([1, 1]);
    expect(() => layer.parameters()).toThrow(/weight was a parameter[\s\S]*new nn.Parameter/);
  });
  test('a missing forward', () => {
    // @ts-expect-error TypeScript asks for a forward as well
    class Empty extends nn.Module {}
    expect(() => new (Empty as unknown as new () => Net)()(T.ones([1]))).toThrow(/Empty has no forward method/);
  });
  test('a name that cannot be registered', () => {
    expect(() => new Net().registerBuffer('a.b', T.ones([1]))).toThrow(/cannot contain a dot/);
    expect(() => new Net().registerBuffer('train', T.ones([1]))).toThrow(/attribute of this name/);
  });
});

describe('loadStateDict', () => {
  test('lists every problem at once and writes nothing', () => {
    const layer = new nn.Linear(2, 3);
    const before = layer.weight.toArray();
    const load = () => layer.loadStateDict({ weight: T.ones([3, 3]), extra: T.ones([1]) });
    expect(load).toThrow(
      /Unexpected key\(s\): 'extra'[\s\S]*Missing key\(s\): 'bias'[\s\S]*weight: the state has \[3, 3\], the module \[3, 2\]/,
    );
    expect(layer.weight.toArray()).toEqual(before);
  });
  test('strict: false takes what fits and reports the rest', () => {
    const layer = new nn.Linear(1, 1);
    const result = layer.loadStateDict({ weight: T.full([1, 1], 4), extra: T.ones([1]) }, { strict: false });
    expect(result).toEqual({ missingKeys: ['bias'], unexpectedKeys: ['extra'] });
    expect(layer.weight.item()).toBe(4);
  });
  test('names a prefix that a wrapper left', () => {
    const layer = new nn.Linear(1, 1);
    expect(() => layer.loadStateDict({ 'module.weight': T.ones([1, 1]), 'module.bias': T.ones([1]) })).toThrow(
      /prefix 'module\.'/,
    );
  });
});

describe('hooks', () => {
  test('before and after forward, replaced values, removal', () => {
    const layer = new nn.Identity();
    const pre = layer.registerForwardPreHook((_m, [x]) => [x.mul(2)]);
    const post = layer.registerForwardHook((_m, args, out) => {
      expect(args[0].item()).toBe(6);
      return out.add(1);
    });
    expect(layer(T.tensor(3)).item()).toBe(7);
    pre.remove();
    post.remove();
    expect(layer(T.tensor(3)).item()).toBe(3);
  });

  test("full backward hooks see this use's gradients only, and may replace them", () => {
    const layer = new nn.Linear(2, 1, { bias: false });
    layer.loadStateDict({ weight: T.tensor([[3, 5]]) });
    const x = T.tensor([[1, 2]], { requiresGrad: true });
    const seen: unknown[] = [];
    const handle = layer.registerFullBackwardHook((m, gradInput, gradOutput) => {
      seen.push(m.constructor.name, gradInput[0]?.toArray(), gradOutput[0]?.toArray());
    });
    layer(x).sum().mul(2).add(x.sum()).backward();
    expect(seen).toEqual(['Linear', [[6, 10]], [[2]]]);
    expect(x.grad?.toArray()).toEqual([[7, 11]]);
    handle.remove();
    x.grad = null as T.Tensor | null;
    layer.registerFullBackwardHook((_m, [g]) => [(g as T.Tensor).mul(10)]);
    layer(x).sum().backward();
    expect(x.grad?.toArray()).toEqual([[30, 50]]);
  });

  test('backward hooks run where the input needs no gradient', () => {
    const layer = new nn.Linear(1, 1);
    let calls = 0;
    layer.registerFullBackwardHook((_m, gradInput, gradOutput) => {
      expect(gradInput).toEqual([null]);
      expect(gradOutput[0]?.toArray()).toEqual([[1]]);
      calls++;
    });
    layer(T.ones([1, 1]))
      .sum()
      .backward();
    expect(calls).toBe(1);
  });
});

test('prints as PyTorch does', () => {
  const net = new nn.Sequential(
    new nn.Conv2d(3, 8, 3, { padding: 1, bias: false }),
    new nn.BatchNorm2d(8),
    new nn.ReLU(),
    new nn.Dropout(0.2),
  );
  expect(String(net)).toBe(`Sequential(
  (0): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)
  (1): BatchNorm2d(8, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)
  (2): ReLU()
  (3): Dropout(p=0.2, inplace=False)
)`);
  expect(String(new nn.ModuleList([new nn.Linear(2, 2), new nn.Linear(2, 2)]))).toBe(`ModuleList(
  (0-1): 2 x Linear(in_features=2, out_features=2, bias=True)
)`);
});

test('errors name the module in which they happened', () => {
  const net = new nn.Sequential(new nn.Linear(2, 3), new nn.Sequential(new nn.Linear(3, 3), new nn.LayerNorm(4)));
  let error: unknown;
  try {
    net(T.ones([1, 2]));
  } catch (e) {
    error = e;
  }
  expect((error as T.NNError).modulePath).toBe('1.1');
});

test('Linear suggests to flatten an image', () => {
  expect(() => new nn.Linear(784, 10)(T.zeros([32, 1, 28, 28]))).toThrow(
    /784 features[\s\S]*Flatten the input first: 1x28x28/,
  );
});

test('deepcopy shares nothing and draws nothing', () => {
  T.manualSeed(1);
  const layer = new nn.TransformerEncoderLayer(4, 2);
  const next = T.rand([1]).item();
  T.manualSeed(1);
  const again = new nn.TransformerEncoderLayer(4, 2);
  const copy = nn.deepcopy(again);
  expect(T.rand([1]).item()).toBe(next);
  expect(Object.keys(copy.stateDict())).toEqual(Object.keys(layer.stateDict()));
  expect(copy.linear1.weight === again.linear1.weight).toBe(false);
  expect(copy).toBeInstanceOf(nn.TransformerEncoderLayer);
  copy.eval();
  again.eval();
  const x = T.randn([3, 1, 4]);
  expect(copy(x).toArray()).toEqual(again(x).toArray());
});
