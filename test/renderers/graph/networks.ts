/** Networks whose graphs the tests show: the 2-2-1 network of the first note, and a transformer block's modules. */
import '../../../core/ops/all.ts';
import { Module } from '../../../core/nn/module.ts';
import { Parameter } from '../../../core/nn/parameter.ts';
import { functionOf } from '../../../core/ops/derive.ts';
import type { Tensor } from '../../../core/tensor/tensor.ts';
import { recording, type Site, setSiteProvider } from '../../../core/trace/recording.ts';
import type { GraphModule } from '../../../extension/kernel/worker/display/graph.ts';

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
    let site: Site = { cell: '6', index: 6, line: 1, column: 1 };
    setSiteProvider(() => {
      const noted = site;
      return () => noted;
    });
    const leaf = { dtype: 'float64', requiresGrad: true };
    const W1 = tensor(
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      leaf,
    );
    const W2 = tensor([0.5, 0.6], leaf);
    const x = tensor([0.5, 0.8], leaf);
    const y = tensor(1, { dtype: 'float64' });
    site = { cell: '6', index: 6, line: 2, column: 11 };
    const z = W1.matmul(x);
    const h = z.sigmoid();
    site = { cell: '6', index: 6, line: 3, column: 11 };
    const o = W2.dot(h);
    site = { cell: '6', index: 6, line: 4, column: 3 };
    const L = mseLoss(o, y).mul(0.5);
    for (const [name, t] of Object.entries({ W1, W2, x, y, z, h, o, L })) t.label = name;
    return { W1, x, W2, y, o, L };
  });
}

const randn = functionOf<(shape: number[], options?: object) => Tensor>('randn');
const layerNorm = functionOf<(x: Tensor, shape: number[], weight: Tensor, bias: Tensor) => Tensor>('layerNorm');
const gelu = functionOf<(x: Tensor) => Tensor>('gelu');
const softmax = functionOf<(x: Tensor, dim: number) => Tensor>('softmax');

class Dense extends Module {
  weight: Parameter;
  bias: Parameter;
  readonly sizes: readonly [number, number];
  constructor(from: number, to: number) {
    super();
    this.sizes = [from, to];
    this.weight = new Parameter(randn([to, from]).mul(1 / Math.sqrt(from)));
    this.bias = new Parameter(randn([to]).mul(0.02));
  }
  forward(x: Tensor): Tensor {
    return x.matmul(this.weight.transpose(0, 1)).add(this.bias);
  }
  override extraRepr(): string {
    return `in_features=${this.sizes[0]}, out_features=${this.sizes[1]}, bias=True`;
  }
}

class Norm extends Module {
  weight: Parameter;
  bias: Parameter;
  constructor(size: number) {
    super();
    this.weight = new Parameter(randn([size]).mul(0).add(1));
    this.bias = new Parameter(randn([size]).mul(0));
  }
  forward(x: Tensor): Tensor {
    return layerNorm(x, [this.weight.shape[0]], this.weight, this.bias);
  }
  override extraRepr(): string {
    return `(${this.weight.shape[0]},), eps=1e-05`;
  }
}

class Gelu extends Module {
  forward(x: Tensor): Tensor {
    return gelu(x);
  }
}

class SelfAttention extends Module {
  c_attn: Dense;
  c_proj: Dense;
  constructor(dim: number) {
    super();
    this.c_attn = new Dense(dim, 3 * dim);
    this.c_proj = new Dense(dim, dim);
  }
  forward(x: Tensor): Tensor {
    const all = this.c_attn(x);
    const dim = x.shape[2];
    const [q, k, v] = [0, 1, 2].map((i) => all.narrow(2, i * dim, dim));
    const weights = softmax(q.matmul(k.transpose(1, 2)).mul(1 / Math.sqrt(dim)), -1);
    return this.c_proj(weights.matmul(v));
  }
}

class Mlp extends Module {
  c_fc: Dense;
  gelu: Gelu;
  c_proj: Dense;
  constructor(dim: number) {
    super();
    this.c_fc = new Dense(dim, 4 * dim);
    this.gelu = new Gelu();
    this.c_proj = new Dense(4 * dim, dim);
  }
  forward(x: Tensor): Tensor {
    return this.c_proj(this.gelu(this.c_fc(x)));
  }
}

class Block extends Module {
  ln_1: Norm;
  attn: SelfAttention;
  ln_2: Norm;
  mlp: Mlp;
  constructor(dim: number) {
    super();
    this.ln_1 = new Norm(dim);
    this.attn = new SelfAttention(dim);
    this.ln_2 = new Norm(dim);
    this.mlp = new Mlp(dim);
  }
  forward(x: Tensor): Tensor {
    const h = x.add(this.attn(this.ln_1(x)));
    return h.add(this.mlp(this.ln_2(h)));
  }
}

/** A transformer block on [8, 16, 64], its mean square as the loss, backward run with the graph kept. */
export function transformerBlock(): { readonly model: GraphModule; readonly loss: Tensor; readonly x: Tensor } {
  return recorded(() => {
    recording.limit = 1e6; // every value of the block
    const model = new Block(64);
    const x = randn([8, 16, 64]).requiresGrad_();
    x.label = 'x';
    const loss = model(x).pow(2).mean();
    loss.label = 'loss';
    loss.backward({ retainGraph: true });
    return { model, loss, x };
  });
}
