/** Recurrent networks over sequences, padded or packed. */
import * as F from '../api.gen.ts';
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { uniform_ } from '../init/index.ts';
import { bindOptions } from '../ops/options.ts';
import { Tensor } from '../tensor/tensor.ts';
import { type Factory, parameter } from './make.ts';
import { Module } from './module.ts';
import { PackedSequence } from './packed.ts';
import type { Parameter } from './parameter.ts';
import { python, pythonFloat } from './print.ts';
import { gruStep, lstmStep, reluStep, type State, type Step, scan, tanhStep } from './rnn-step.ts';

export interface RNNOptions extends Factory {
  numLayers?: number;
  bias?: boolean;
  /** Shapes are (batch, time, features) instead of (time, batch, features). */
  batchFirst?: boolean;
  /** Dropout on the output of every layer but the last. */
  dropout?: number;
  /** A second network runs backwards; outputs are joined. */
  bidirectional?: boolean;
}
type Bound = Required<RNNOptions> & { inputSize: number; hiddenSize: number; projSize?: number };

const REST = 'bias: boolean = true, batchFirst: boolean = false, dropout: number = 0, bidirectional: boolean = false';
const END = '*, device?: string, dtype?: DType)';

/** Layers, directions, parameters under PyTorch's names, and the run over time. */
abstract class RNNBase extends Module {
  [weight: `weight_${string}`]: Parameter;
  [bias: `bias_${string}`]: Parameter;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly projSize: number;
  readonly numLayers: number;
  readonly bias: boolean;
  readonly batchFirst: boolean;
  readonly dropout: number;
  readonly bidirectional: boolean;

  protected constructor(gates: number, o: Bound) {
    super();
    const name = new.target.name;
    const fail = (message: string): never => {
      throw new ArgumentError(`${name}: ${message}`, { op: name });
    };
    if (!(o.hiddenSize > 0)) fail(`hiddenSize must be positive, got ${o.hiddenSize}`);
    if (!(o.numLayers > 0)) fail(`numLayers must be positive, got ${o.numLayers}`);
    if (!(o.dropout >= 0 && o.dropout <= 1)) fail(`dropout must lie in [0, 1], got ${o.dropout}`);
    const projSize = o.projSize ?? 0;
    if (projSize < 0 || projSize >= o.hiddenSize) fail(`projSize must lie from 0 to below hiddenSize, got ${projSize}`);
    this.inputSize = o.inputSize;
    this.hiddenSize = o.hiddenSize;
    this.projSize = projSize;
    this.numLayers = o.numLayers;
    this.bias = o.bias;
    this.batchFirst = o.batchFirst;
    this.dropout = o.dropout;
    this.bidirectional = o.bidirectional;
    const rows = gates * o.hiddenSize;
    for (let layer = 0; layer < o.numLayers; layer++) {
      const features = layer === 0 ? o.inputSize : this.outputSize * this.directions;
      for (const suffix of this.suffixes(layer)) {
        this[`weight_ih_${suffix}`] = parameter([rows, features], o);
        this[`weight_hh_${suffix}`] = parameter([rows, this.outputSize], o);
        if (o.bias) {
          this[`bias_ih_${suffix}`] = parameter([rows], o);
          this[`bias_hh_${suffix}`] = parameter([rows], o);
        }
        if (projSize > 0) this[`weight_hr_${suffix}`] = parameter([projSize, o.hiddenSize], o);
      }
    }
    this.resetParameters();
  }

  /** Every parameter from +-1 / sqrt(hiddenSize). */
  resetParameters(): void {
    const bound = 1 / Math.sqrt(this.hiddenSize);
    for (const p of this.parameters()) uniform_(p, -bound, bound);
  }

  protected get directions(): number {
    return this.bidirectional ? 2 : 1;
  }
  /** Features of the hidden state. */
  protected get outputSize(): number {
    return this.projSize || this.hiddenSize;
  }
  /** `l0`, and `l0_reverse` when bidirectional. */
  private suffixes(layer: number): string[] {
    return this.bidirectional ? [`l${layer}`, `l${layer}_reverse`] : [`l${layer}`];
  }

  protected abstract readonly step: Step;
  /** Features of each part of the state. */
  protected abstract readonly stateSizes: readonly number[];

  /** All layers over rows in step layout. States are (layers * directions, batch, features). */
  private layers(data: Tensor, sizes: readonly number[], initial: State): [Tensor, State] {
    let x = data;
    const last: State[] = [];
    for (let layer = 0; layer < this.numLayers; layer++) {
      const outputs = this.suffixes(layer).map((suffix, direction) => {
        const field = (kind: string) =>
          (this as unknown as Record<string, Tensor | undefined>)[`${kind}_${suffix}`] ?? null;
        const start = initial.map((s) => s.select(0, layer * this.directions + direction));
        const projected = F.linear(x, field('weight_ih') as Tensor, field('bias_ih'));
        const weights = { hh: field('weight_hh') as Tensor, bias: field('bias_hh'), hr: field('weight_hr') };
        const [output, end] = scan(this.step, projected, sizes, start, weights, direction === 1);
        last.push(end);
        return output;
      });
      x = outputs.length === 1 ? outputs[0] : F.cat(outputs, -1);
      if (layer < this.numLayers - 1 && this.dropout > 0) x = F.dropout(x, this.dropout, this.training);
    }
    return [
      x,
      initial.map((_, i) =>
        F.stack(
          last.map((state) => state[i]),
          0,
        ),
      ),
    ];
  }

  /** Runs a padded batch, one sequence, or a packed batch. */
  protected run(input: Tensor | PackedSequence, hx: readonly Tensor[] | null): [Tensor | PackedSequence, State] {
    return input instanceof PackedSequence ? this.runPacked(input, hx) : this.runPadded(input, hx);
  }

  private runPadded(input: Tensor, hx: readonly Tensor[] | null): [Tensor, State] {
    const rank = input.shape.length;
    if (rank !== 2 && rank !== 3) {
      throw this.misfit(
        input,
        'expected 2 dimensions (one sequence) or 3',
        'Shapes are (time, batch, features), or (batch, time, features) with {batchFirst: true}.',
      );
    }
    const x = rank === 2 ? input.unsqueeze(1) : this.batchFirst ? input.transpose(0, 1) : input;
    const [time, batch, features] = x.shape;
    this.checkFeatures(input, features);
    const initial = this.initialState(hx, batch, rank === 3, input);
    const [flat, last] = this.layers(x.reshape([time * batch, features]), new Array<number>(time).fill(batch), initial);
    const output = flat.reshape([time, batch, flat.shape[1]]);
    if (rank === 2) return [output.squeeze(1), last.map((s) => s.squeeze(1))];
    return [this.batchFirst ? output.transpose(0, 1) : output, last];
  }

  private runPacked(input: PackedSequence, hx: readonly Tensor[] | null): [PackedSequence, State] {
    const { data, batchSizes, sortedIndices, unsortedIndices } = input;
    this.checkFeatures(data, data.shape[data.shape.length - 1]);
    const sizes = [...batchSizes.data];
    const given = this.initialState(hx, sizes[0], true, data);
    const initial = sortedIndices && hx ? given.map((s) => s.indexSelect(1, sortedIndices)) : given;
    const [output, last] = this.layers(data, sizes, initial);
    return [
      new PackedSequence(output, batchSizes, sortedIndices, unsortedIndices),
      unsortedIndices ? last.map((s) => s.indexSelect(1, unsortedIndices)) : last,
    ];
  }

  private initialState(hx: readonly Tensor[] | null, batch: number, batched: boolean, like: Tensor): State {
    const layers = this.numLayers * this.directions;
    if (!hx)
      return this.stateSizes.map((size) => F.zeros([layers, batch, size], { dtype: like.dtype, device: like.device }));
    return hx.map((s, i) => {
      const wanted = batched ? [layers, batch, this.stateSizes[i]] : [layers, this.stateSizes[i]];
      if (formatShape(s.shape) !== formatShape(wanted)) {
        const what = i === 0 ? 'hidden' : 'cell';
        throw this.misfit(
          s,
          `the initial ${what} state must be ${formatShape(wanted)} (layers * directions${batched ? ', batch' : ''}, features)`,
          batched && s.shape.length === 3 && s.shape[1] !== batch
            ? `The input was read as ${this.batchFirst ? '(batch, time, features)' : '(time, batch, features)'}, a batch of ${batch}: build it with {batchFirst: ${!this.batchFirst}} if the batch comes ${this.batchFirst ? 'second' : 'first'}.`
            : undefined,
        );
      }
      return batched ? s : s.unsqueeze(1);
    });
  }

  private checkFeatures(input: Tensor, features: number): void {
    if (features !== this.inputSize) {
      const swapped = input.shape.length === 3 && input.shape.includes(this.inputSize);
      throw this.misfit(
        input,
        `it has ${features} features, expected inputSize ${this.inputSize}`,
        swapped ? 'The features belong in the last dimension.' : undefined,
      );
    }
  }

  private misfit(tensor: Tensor, why: string, fix?: string): ShapeError {
    const name = this.constructor.name;
    return new ShapeError(`${name}: ${formatShape(tensor.shape)}: ${why}`, {
      op: name,
      operands: [{ name: 'input', shape: tensor.shape }],
      fix,
    });
  }

  override extraRepr(): string {
    const parts = [`${this.inputSize}, ${this.hiddenSize}`];
    if (this.projSize) parts.push(`proj_size=${this.projSize}`);
    if (this.numLayers !== 1) parts.push(`num_layers=${this.numLayers}`);
    if (!this.bias) parts.push('bias=False');
    if (this.batchFirst) parts.push(`batch_first=${python(this.batchFirst)}`);
    if (this.dropout !== 0) parts.push(`dropout=${pythonFloat(this.dropout)}`);
    if (this.bidirectional) parts.push('bidirectional=True');
    return parts.join(', ');
  }
}

/** Output of the last layer for every step (packed if the input was), and the last hidden state of every layer. */
export type Run<I, S> = [I extends PackedSequence ? PackedSequence : Tensor, S];

/** The simple recurrent network h = tanh(W_ih x + b_ih + W_hh h + b_hh). Returns [output, hn]. */
export class RNN extends RNNBase {
  readonly nonlinearity: 'tanh' | 'relu';

  constructor(inputSize: number, hiddenSize: number, options?: RNNOptions & { nonlinearity?: 'tanh' | 'relu' });
  constructor(
    inputSize: number,
    hiddenSize: number,
    numLayers?: number,
    nonlinearity?: 'tanh' | 'relu',
    bias?: boolean,
    batchFirst?: boolean,
    dropout?: number,
    bidirectional?: boolean,
  );
  constructor(...args: unknown[]) {
    const o = bindOptions<Bound & { nonlinearity: 'tanh' | 'relu' }>(
      `RNN(inputSize: number, hiddenSize: number, numLayers: number = 1, nonlinearity: 'tanh' | 'relu' = 'tanh', ${REST}, ${END}`,
      args,
    );
    super(1, o);
    this.nonlinearity = o.nonlinearity;
  }
  protected get step(): Step {
    return this.nonlinearity === 'relu' ? reluStep : tanhStep;
  }
  protected get stateSizes(): number[] {
    return [this.hiddenSize];
  }
  forward<I extends Tensor | PackedSequence>(input: I, hx?: Tensor | null): Run<I, Tensor> {
    const [output, [hidden]] = this.run(input, hx ? [hx] : null);
    return [output, hidden] as Run<I, Tensor>;
  }
}

/** Long short-term memory. Returns [output, [hn, cn]]. */
export class LSTM extends RNNBase {
  constructor(inputSize: number, hiddenSize: number, options?: RNNOptions & { projSize?: number });
  constructor(
    inputSize: number,
    hiddenSize: number,
    numLayers?: number,
    bias?: boolean,
    batchFirst?: boolean,
    dropout?: number,
    bidirectional?: boolean,
    projSize?: number,
  );
  constructor(...args: unknown[]) {
    super(
      4,
      bindOptions<Bound>(
        `LSTM(inputSize: number, hiddenSize: number, numLayers: number = 1, ${REST}, projSize: number = 0, ${END}`,
        args,
      ),
    );
  }
  protected get step(): Step {
    return lstmStep;
  }
  protected get stateSizes(): number[] {
    return [this.outputSize, this.hiddenSize];
  }
  forward<I extends Tensor | PackedSequence>(
    input: I,
    hx?: readonly [Tensor, Tensor] | null,
  ): Run<I, [Tensor, Tensor]> {
    const [output, [hidden, cell]] = this.run(input, pair(hx, 'LSTM'));
    return [output, [hidden, cell]] as Run<I, [Tensor, Tensor]>;
  }
}

/** Gated recurrent unit. Returns [output, hn]. */
export class GRU extends RNNBase {
  constructor(inputSize: number, hiddenSize: number, options?: RNNOptions);
  constructor(
    inputSize: number,
    hiddenSize: number,
    numLayers?: number,
    bias?: boolean,
    batchFirst?: boolean,
    dropout?: number,
    bidirectional?: boolean,
  );
  constructor(...args: unknown[]) {
    super(
      3,
      bindOptions<Bound>(`GRU(inputSize: number, hiddenSize: number, numLayers: number = 1, ${REST}, ${END}`, args),
    );
  }
  protected get step(): Step {
    return gruStep;
  }
  protected get stateSizes(): number[] {
    return [this.hiddenSize];
  }
  forward<I extends Tensor | PackedSequence>(input: I, hx?: Tensor | null): Run<I, Tensor> {
    const [output, [hidden]] = this.run(input, hx ? [hx] : null);
    return [output, hidden] as Run<I, Tensor>;
  }
}

/** An LSTM's state: both tensors or none. */
export function pair(hx: readonly [Tensor, Tensor] | null | undefined, name: string): readonly [Tensor, Tensor] | null {
  if (hx === null || hx === undefined) return null;
  if (Array.isArray(hx) && hx.length === 2 && hx.every((s) => s instanceof Tensor)) return hx;
  throw new ArgumentError(`${name}: the state is a pair [h, c] of tensors`, { op: name, fix: 'lstm(x, [h0, c0])' });
}
