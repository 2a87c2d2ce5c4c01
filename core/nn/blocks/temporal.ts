/** Sequences without recurrence, and recurrence over trees. */
import * as F from '../../api.gen.ts';
import { ArgumentError, formatShape, ShapeError } from '../../errors.ts';
import { bindOptions } from '../../ops/options.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { Sequential } from '../containers.ts';
import { Conv1d } from '../conv.ts';
import { Dropout } from '../dropout.ts';
import { Linear } from '../linear.ts';
import { Module } from '../module.ts';

/** A convolution that sees no future: (kernelSize - 1) dilation zeros on the left; [N, in, T] to [N, out, T]. */
export class CausalConv1d extends Module {
  readonly leftPadding: number;
  conv: Conv1d;
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: number,
    options: { dilation?: number; bias?: boolean; groups?: number } = {},
  ) {
    super();
    this.leftPadding = (kernelSize - 1) * (options.dilation ?? 1);
    this.conv = new Conv1d(inChannels, outChannels, kernelSize, options);
  }
  forward(input: Tensor): Tensor {
    return this.conv(F.pad(input, [this.leftPadding, 0]));
  }
}

/** Two causal convolutions with relu and dropout, and a shortcut (1x1 where widths differ): [N, in, T] to [N, out, T]. */
export class TemporalBlock extends Module {
  conv1: CausalConv1d;
  conv2: CausalConv1d;
  dropout: Dropout;
  downsample: Conv1d | null;
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: number,
    options: { dilation?: number; dropout?: number } = {},
  ) {
    super();
    const { dilation = 1, dropout = 0 } = options;
    this.conv1 = new CausalConv1d(inChannels, outChannels, kernelSize, { dilation });
    this.conv2 = new CausalConv1d(outChannels, outChannels, kernelSize, { dilation });
    this.dropout = new Dropout(dropout);
    this.downsample = inChannels === outChannels ? null : new Conv1d(inChannels, outChannels, 1);
  }
  forward(input: Tensor): Tensor {
    const x = this.dropout(F.relu(this.conv1(input)));
    const y = this.dropout(F.relu(this.conv2(x)));
    return F.relu(y.add(this.downsample ? this.downsample(input) : input));
  }
}

/**
 * Temporal convolutional network (Bai et al., 2018): a block for each entry of `numChannels`, dilations 1, 2, 4, ...;
 * [N, in, T] to [N, last width, T].
 */
export class TCN extends Module {
  /** How many steps back the last output sees, itself included: 1 + 2 (kernelSize - 1) (2^blocks - 1). */
  readonly receptiveField: number;
  network: Sequential;
  constructor(numInputs: number, numChannels: readonly number[], options?: { kernelSize?: number; dropout?: number });
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ numInputs: number; numChannels: number[]; kernelSize: number; dropout: number }>(
      'TCN(numInputs: number, numChannels: number[], kernelSize: number = 2, dropout: number = 0)',
      args,
    );
    const blocks = o.numChannels.map(
      (width, i) =>
        new TemporalBlock(i === 0 ? o.numInputs : o.numChannels[i - 1], width, o.kernelSize, {
          dilation: 2 ** i,
          dropout: o.dropout,
        }),
    );
    this.network = new Sequential(...blocks);
    this.receptiveField = 1 + 2 * (o.kernelSize - 1) * (2 ** blocks.length - 1);
  }
  forward(input: Tensor): Tensor {
    return this.network(input);
  }
}

/**
 * Child-sum Tree-LSTM (Tai et al., 2015): gates i, o and the candidate u look at the sum of the children's states, and
 * every child has a forget gate of its own: c = i u + sum_k f_k c_k, h = o tanh(c).
 */
export class ChildSumTreeLSTMCell extends Module {
  readonly hiddenSize: number;
  ioux: Linear;
  iouh: Linear;
  fx: Linear;
  fh: Linear;
  constructor(inputSize: number, hiddenSize: number) {
    super();
    this.hiddenSize = hiddenSize;
    this.ioux = new Linear(inputSize, 3 * hiddenSize);
    this.iouh = new Linear(hiddenSize, 3 * hiddenSize, { bias: false });
    this.fx = new Linear(inputSize, hiddenSize);
    this.fh = new Linear(hiddenSize, hiddenSize, { bias: false });
  }
  /** Input [..., in] and the children's [h, c], each [..., children, hidden], or null at a leaf; returns [h, c], [..., hidden]. */
  forward(input: Tensor, children?: readonly [Tensor, Tensor] | null): [Tensor, Tensor] {
    let gates = this.ioux(input);
    if (children) gates = gates.add(this.iouh(children[0].sum(-2)));
    const [i, o, u] = F.chunk(gates, 3, -1);
    let c = i.sigmoid().mul(u.tanh());
    if (children) {
      const f = this.fx(input).unsqueeze(-2).add(this.fh(children[0])).sigmoid();
      c = c.add(f.mul(children[1]).sum(-2));
    }
    return [o.sigmoid().mul(c.tanh()), c];
  }
}

/** A child-sum Tree-LSTM over a whole tree or forest. */
export class TreeLSTM extends Module {
  cell: ChildSumTreeLSTMCell;
  constructor(inputSize: number, hiddenSize: number) {
    super();
    this.cell = new ChildSumTreeLSTMCell(inputSize, hiddenSize);
  }
  /**
   * Inputs of the nodes [nodes, in] and each node's parent (-1 for a root), in any order; returns the states
   * [h, c], each [nodes, hidden].
   */
  forward(input: Tensor, parents: readonly number[]): [Tensor, Tensor] {
    const n = parents.length;
    if (input.shape.length !== 2 || input.shape[0] !== n) {
      throw new ShapeError(
        `TreeLSTM: the input ${formatShape(input.shape)} must be [${n}, features], a row for each of the ${n} parents`,
        {
          op: 'TreeLSTM',
          operands: [{ name: 'input', shape: input.shape, axes: [0] }],
        },
      );
    }
    const children: number[][] = Array.from({ length: n }, () => []);
    parents.forEach((p, node) => {
      if (!(Number.isInteger(p) && p >= -1 && p < n))
        throw new ArgumentError(`TreeLSTM: the parent ${p} of node ${node} is not a node`, {
          op: 'TreeLSTM',
          fix: 'Use -1 for a root.',
        });
      if (p >= 0) children[p].push(node);
    });
    const waiting = children.map((c) => c.length);
    const ready = waiting.flatMap((count, node) => (count === 0 ? [node] : []));
    const states = new Array<[Tensor, Tensor]>(n);
    for (let at = 0; at < ready.length; at++) {
      const node = ready[at];
      const below = children[node].map((child) => states[child]);
      const joined = below.length
        ? ([
            F.stack(
              below.map((s) => s[0]),
              0,
            ),
            F.stack(
              below.map((s) => s[1]),
              0,
            ),
          ] as const)
        : null;
      states[node] = this.cell(input.select(0, node), joined);
      const parent = parents[node];
      if (parent >= 0 && --waiting[parent] === 0) ready.push(parent);
    }
    if (ready.length < n) throw new ArgumentError('TreeLSTM: the parents form a circle', { op: 'TreeLSTM' });
    return [
      F.stack(
        states.map((s) => s[0]),
        0,
      ),
      F.stack(
        states.map((s) => s[1]),
        0,
      ),
    ];
  }
}
