/** One step of a recurrent network, for loops of one's own. */
import * as F from '../api.gen.ts';
import { formatShape, ShapeError } from '../errors.ts';
import { uniform_ } from '../init/index.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type Factory, parameter } from './make.ts';
import { Module } from './module.ts';
import type { Parameter } from './parameter.ts';
import { python } from './print.ts';
import { pair } from './rnn.ts';
import { gruStep, lstmStep, reluStep, type State, type Step, tanhStep } from './rnn-step.ts';

export interface CellOptions extends Factory {
  bias?: boolean;
}
type Bound = Required<CellOptions> & { inputSize: number; hiddenSize: number };

abstract class RNNCellBase extends Module {
  readonly inputSize: number;
  readonly hiddenSize: number;
  weight_ih: Parameter;
  weight_hh: Parameter;
  bias_ih: Parameter | null;
  bias_hh: Parameter | null;

  protected constructor(gates: number, o: Bound) {
    super();
    this.inputSize = o.inputSize;
    this.hiddenSize = o.hiddenSize;
    const rows = gates * o.hiddenSize;
    this.weight_ih = parameter([rows, o.inputSize], o);
    this.weight_hh = parameter([rows, o.hiddenSize], o);
    this.bias_ih = o.bias ? parameter([rows], o) : null;
    this.bias_hh = o.bias ? parameter([rows], o) : null;
    this.resetParameters();
  }

  resetParameters(): void {
    const bound = this.hiddenSize > 0 ? 1 / Math.sqrt(this.hiddenSize) : 0;
    for (const p of this.parameters()) uniform_(p, -bound, bound);
  }

  /** One step of `parts` state tensors, on (batch, features) or (features). */
  protected run(step: Step, parts: number, input: Tensor, hx: State | null): State {
    const rank = input.shape.length;
    const name = this.constructor.name;
    const check = (tensor: Tensor, what: string, features: number, fix?: string) => {
      if (
        tensor.shape.length === rank &&
        (rank === 1 || rank === 2) &&
        tensor.shape[rank - 1] === features &&
        (rank === 1 || tensor.shape[0] === input.shape[0])
      )
        return;
      const expected = formatShape(
        rank === 1 ? [features] : ([what === 'input' ? '(batch)' : input.shape[0], features] as number[]),
      );
      throw new ShapeError(`${name}: the ${what} is ${formatShape(tensor.shape)}, expected ${expected}`, {
        op: name,
        operands: [{ name: what, shape: tensor.shape }],
        fix,
      });
    };
    check(input, 'input', this.inputSize, 'A cell takes one time step; nn.RNN, nn.LSTM and nn.GRU take sequences.');
    for (const [i, s] of (hx ?? []).entries()) check(s, i === 0 ? 'hidden state' : 'cell state', this.hiddenSize);
    const x = rank === 1 ? input.unsqueeze(0) : input;
    const zeros = () => F.zeros([x.shape[0], this.hiddenSize], { dtype: input.dtype, device: input.device });
    const state = hx ? (rank === 1 ? hx.map((s) => s.unsqueeze(0)) : hx) : Array.from({ length: parts }, zeros);
    const next = step(F.linear(x, this.weight_ih, this.bias_ih), state, {
      hh: this.weight_hh,
      bias: this.bias_hh,
      hr: null,
    });
    return rank === 1 ? next.map((s) => s.squeeze(0)) : next;
  }

  override extraRepr(): string {
    return `${this.inputSize}, ${this.hiddenSize}${this.bias_ih ? '' : ', bias=False'}`;
  }
}

/** h' = tanh(W_ih x + b_ih + W_hh h + b_hh). */
export class RNNCell extends RNNCellBase {
  readonly nonlinearity: 'tanh' | 'relu';
  constructor(inputSize: number, hiddenSize: number, options?: CellOptions & { nonlinearity?: 'tanh' | 'relu' });
  constructor(inputSize: number, hiddenSize: number, bias?: boolean, nonlinearity?: 'tanh' | 'relu');
  constructor(...args: unknown[]) {
    const o = bindOptions<Bound & { nonlinearity: 'tanh' | 'relu' }>(
      "RNNCell(inputSize: number, hiddenSize: number, bias: boolean = true, nonlinearity: 'tanh' | 'relu' = 'tanh', *, device?: string, dtype?: DType)",
      args,
    );
    super(1, o);
    this.nonlinearity = o.nonlinearity;
  }
  forward(input: Tensor, hx?: Tensor | null): Tensor {
    return this.run(this.nonlinearity === 'relu' ? reluStep : tanhStep, 1, input, hx ? [hx] : null)[0];
  }
  override extraRepr(): string {
    return super.extraRepr() + (this.nonlinearity === 'tanh' ? '' : `, nonlinearity=${python(this.nonlinearity)}`);
  }
}

const CELL = '(inputSize: number, hiddenSize: number, bias: boolean = true, *, device?: string, dtype?: DType)';

/** One LSTM step: [h', c'] from the input and [h, c]. */
export class LSTMCell extends RNNCellBase {
  constructor(inputSize: number, hiddenSize: number, options?: CellOptions);
  constructor(inputSize: number, hiddenSize: number, bias?: boolean);
  constructor(...args: unknown[]) {
    super(4, bindOptions<Bound>(`LSTMCell${CELL}`, args));
  }
  forward(input: Tensor, hx?: readonly [Tensor, Tensor] | null): [Tensor, Tensor] {
    const [h, c] = this.run(lstmStep, 2, input, pair(hx, 'LSTMCell'));
    return [h, c];
  }
}

/** One GRU step: h' from the input and h. */
export class GRUCell extends RNNCellBase {
  constructor(inputSize: number, hiddenSize: number, options?: CellOptions);
  constructor(inputSize: number, hiddenSize: number, bias?: boolean);
  constructor(...args: unknown[]) {
    super(3, bindOptions<Bound>(`GRUCell${CELL}`, args));
  }
  forward(input: Tensor, hx?: Tensor | null): Tensor {
    return this.run(gruStep, 1, input, hx ? [hx] : null)[0];
  }
}
