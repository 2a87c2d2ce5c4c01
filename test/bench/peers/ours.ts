/**
 * Our times, in a process of its own per workload: `node ours.ts <bundle> <workload> <repetitions factor>`. Prints one line
 * of JSON. The same workloads, seeds and order of random numbers as in `torch.py`, so that losses can be compared.
 */
import process from 'node:process';
import v8 from 'node:v8';
import vm from 'node:vm';
import type * as Core from '../../../core/index.ts';

const [bundle, workload, factor] = process.argv.slice(2);
const nn = (await import(bundle)) as typeof Core;

// The kernel lends the core a collector in the same way.
v8.setFlagsFromString('--expose-gc');
const gc = vm.runInNewContext('gc') as () => void;
const checkpoint = vm.createContext({}, { microtaskMode: 'afterEvaluate' });
nn.setCollector(() => {
  vm.runInContext('0', checkpoint);
  gc();
});

/** What is timed, and what it computes, for comparison. */
interface Task {
  run(): unknown;
  readonly repetitions: number;
  /** Loss after so many runs; training only. */
  loss?(): number;
}

type Net = { parameters(): Iterable<Core.Tensor> } & ((x: Core.Tensor) => Core.Tensor);

function train(
  net: Net,
  x: Core.Tensor,
  y: Core.Tensor,
  kind: 'mse' | 'classes',
  sgd: boolean,
  repetitions: number,
): Task {
  const optimizer = sgd
    ? new nn.optim.SGD(net.parameters(), { lr: 0.01 })
    : new nn.optim.Adam(net.parameters(), { lr: 0.001 });
  let last: Core.Tensor | null = null;
  return {
    repetitions,
    run() {
      last = kind === 'mse' ? nn.mseLoss(net(x), y) : nn.crossEntropy(net(x), y);
      optimizer.zeroGrad();
      last.backward();
      optimizer.step();
    },
    loss: () => (last as Core.Tensor).item(),
  };
}

function build(name: string): Task {
  const m = nn.nn;
  nn.manualSeed(0);
  const [kind, ...rest] = name.split('_');
  const n = Number(rest[0]);
  if (kind === 'matmul') {
    const [a, b] = [nn.randn([n, n]), nn.randn([n, n])];
    return { run: () => a.matmul(b), repetitions: Math.ceil(2e9 / n ** 3) };
  }
  if (kind === 'add') {
    const [a, b] = [nn.randn([n]), nn.randn([n])];
    return { run: () => a.add(b), repetitions: Math.ceil(2e8 / n) };
  }
  switch (name) {
    case 'chain_1e6': {
      const [x, w, b] = [nn.randn([1000000]), nn.randn([1000000]), nn.randn([1000000])];
      return { run: () => x.mul(w).add(b).tanh().mul(x.sigmoid()), repetitions: 50 };
    }
    case 'softmax_512x1024': {
      const x = nn.randn([512, 1024]);
      return { run: () => x.softmax(1), repetitions: 200 };
    }
    case 'layernorm_512x768': {
      const [x, w, b] = [nn.randn([512, 768]), nn.randn([768]), nn.randn([768])];
      return { run: () => nn.layerNorm(x, [768], w, b), repetitions: 300 };
    }
    case 'sum0_1024':
    case 'sum1_1024': {
      const x = nn.randn([1024, 1024]);
      const dim = name === 'sum0_1024' ? 0 : 1;
      return { run: () => x.sum(dim), repetitions: 500 };
    }
    case 'conv_3to16_32':
    case 'conv_32to64_16': {
      const small = name === 'conv_3to16_32';
      const x = nn.randn(small ? [32, 3, 32, 32] : [32, 32, 16, 16]).requiresGrad_();
      const w = nn.randn(small ? [16, 3, 3, 3] : [64, 32, 3, 3]).requiresGrad_();
      const b = nn.zeros([w.shape[0]]).requiresGrad_();
      return {
        repetitions: 40,
        run() {
          for (const t of [x, w, b]) t.grad = null;
          nn.conv2d(x, w, b, { padding: small ? 0 : 1 })
            .sum()
            .backward();
        },
      };
    }
    case 'train_tiny':
      return train(
        new m.Sequential(new m.Linear(3, 4), new m.Tanh(), new m.Linear(4, 1)) as unknown as Net,
        nn.randn([5, 3]),
        nn.randn([5, 1]),
        'mse',
        true,
        10000,
      );
    case 'train_mlp':
      return train(
        new m.Sequential(new m.Linear(784, 128), new m.ReLU(), new m.Linear(128, 10)) as unknown as Net,
        nn.randn([64, 784]),
        nn.randint(0, 10, [64]),
        'classes',
        false,
        400,
      );
    case 'train_lenet': {
      const net = new m.Sequential(
        ...[new m.Conv2d(1, 6, 5, { padding: 2 }), new m.ReLU(), new m.MaxPool2d(2)],
        ...[new m.Conv2d(6, 16, 5), new m.ReLU(), new m.MaxPool2d(2), new m.Flatten()],
        ...[new m.Linear(400, 120), new m.ReLU(), new m.Linear(120, 84), new m.ReLU(), new m.Linear(84, 10)],
      );
      return train(net as unknown as Net, nn.randn([32, 1, 28, 28]), nn.randint(0, 10, [32]), 'classes', false, 80);
    }
    case 'train_lstm': {
      const lstm = new m.LSTM(32, 64, { batchFirst: true });
      const head = new m.Linear(64, 10);
      const net = Object.assign((x: Core.Tensor) => head(lstm(x)[1][0].squeeze(0)), {
        parameters: () => [...lstm.parameters(), ...head.parameters()],
      });
      return train(net, nn.randn([32, 32, 32]), nn.randint(0, 10, [32]), 'classes', false, 60);
    }
    case 'train_transformer': {
      const net = new m.TransformerEncoderLayer(128, 4, {
        dimFeedforward: 512,
        dropout: 0,
        batchFirst: true,
        normFirst: true,
      });
      return train(net as unknown as Net, nn.randn([8, 64, 128]), nn.randn([8, 64, 128]), 'mse', false, 40);
    }
    default:
      throw new Error(`unknown workload ${name}`);
  }
}

/** Steps after which losses are compared. */
const CHECKED = 10;
const ROUNDS = 7;

const task = build(workload);
for (let i = 0; i < CHECKED; i++) task.run();
const loss = task.loss ? task.loss() : null;
const repetitions = Math.max(1, Math.round((task.repetitions * Number(factor)) / ROUNDS));
for (let i = 0; i < repetitions; i++) task.run();
const wall: number[] = [];
const cpu: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const before = process.cpuUsage();
  const start = performance.now();
  for (let i = 0; i < repetitions; i++) task.run();
  wall.push(((performance.now() - start) * 1000) / repetitions);
  const used = process.cpuUsage(before);
  cpu.push((used.user + used.system) / repetitions);
}
console.log(JSON.stringify({ wall, cpu, loss, rss: process.memoryUsage().rss }));
