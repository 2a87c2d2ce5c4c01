/**
 * Memory of a loop that never yields: `node test/bench/memory.ts [steps] [--no-collector]`. Trains a small network and
 * prints the resident memory as it goes; it must level off.
 */
import process from 'node:process';
import v8 from 'node:v8';
import vm from 'node:vm';
import * as nn from '../../core/index.ts';

const steps = Number(process.argv[2] ?? 20000);
if (!process.argv.includes('--no-collector')) {
  v8.setFlagsFromString('--expose-gc');
  const gc = vm.runInNewContext('gc') as () => void;
  const checkpoint = vm.createContext({}, { microtaskMode: 'afterEvaluate' });
  nn.setCollector(() => {
    vm.runInContext('0', checkpoint);
    gc();
  });
}
const net = new nn.nn.Sequential(new nn.nn.Linear(256, 64), new nn.nn.ReLU(), new nn.nn.Linear(64, 10));
const optimizer = new nn.optim.Adam(net.parameters(), { lr: 1e-3 });
const x = nn.randn([32, 256]);
const y = nn.randint(0, 10, [32]);
for (let step = 1; step <= steps; step++) {
  const loss = nn.crossEntropy(net(x) as nn.Tensor, y);
  optimizer.zeroGrad();
  loss.backward();
  optimizer.step();
  if (step % Math.ceil(steps / 10) === 0) {
    console.log(`step ${step}: ${Math.round(process.memoryUsage().rss / 1048576)} MiB, loss ${loss.item().toFixed(5)}`);
  }
}
