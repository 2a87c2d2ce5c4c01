/** Networks whose graphs the tests show: the 2-2-1 network of the first note, and a transformer block's modules. */
import '../../../core/ops/all.ts';
import { functionOf } from '../../../core/ops/derive.ts';
import type { Tensor } from '../../../core/tensor/tensor.ts';
import { recording, setSiteProvider, type Site } from '../../../core/trace/recording.ts';

const tensor = functionOf<(data: unknown, options?: object) => Tensor>('tensor');
const mseLoss = functionOf<(input: Tensor, target: Tensor) => Tensor>('mseLoss');

/** Runs `body` as a notebook would: values and source positions are noted. */
export function recorded<T>(body: () => T): T {
  const before = recording.on;
  recording.on = true;
  try {
    return body();
  } finally {
    recording.on = before;
    setSiteProvider(null);
  }
}

export interface Network {
  readonly W1: Tensor;
  readonly x: Tensor;
  readonly W2: Tensor;
  readonly y: Tensor;
  readonly o: Tensor;
  readonly L: Tensor;
}

/** The network of the notes: sigmoid hidden layer, linear output, L = (y - o)^2 / 2, in float64. */
export function twoTwoOne(): Network {
  return recorded(() => {
    let site: Site = { cell: '6', line: 1, column: 1 };
    setSiteProvider(() => site);
    const leaf = { dtype: 'float64', requiresGrad: true };
    const W1 = tensor([[0.1, 0.2], [0.3, 0.4]], leaf);
    const W2 = tensor([0.5, 0.6], leaf);
    const x = tensor([0.5, 0.8], leaf);
    const y = tensor(1, { dtype: 'float64' });
    site = { cell: '6', line: 2, column: 11 };
    const z = W1.matmul(x);
    const h = z.sigmoid();
    site = { cell: '6', line: 3, column: 11 };
    const o = W2.dot(h);
    site = { cell: '6', line: 4, column: 3 };
    const L = mseLoss(o, y).mul(0.5);
    for (const [name, t] of Object.entries({ W1, W2, x, y, z, h, o, L })) t.label = name;
    return { W1, x, W2, y, o, L };
  });
}
