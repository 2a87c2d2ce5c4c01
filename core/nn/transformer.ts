/** Encoder and decoder layers of the Transformer. */
import * as F from '../api.gen.ts';
import { ArgumentError } from '../errors.ts';
import { bindOptions } from '../ops/options.ts';
import { isOptions } from '../ops/signature.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { MultiheadAttention } from './attention.ts';
import { Dropout } from './dropout.ts';
import { Linear } from './linear.ts';
import { FACTORY, type Factory } from './make.ts';
import { Module } from './module.ts';
import { LayerNorm } from './norm.ts';

/** A name, or a function (or module) from tensor to tensor. */
export type Activation = 'relu' | 'gelu' | ((x: Tensor) => Tensor);

export interface LayerOptions extends Factory {
  /** Width of the feed-forward network. */
  dimFeedforward?: number;
  dropout?: number;
  activation?: Activation;
  layerNormEps?: number;
  batchFirst?: boolean;
  /** Normalize before attention and feed-forward instead of after the residual sums. */
  normFirst?: boolean;
  bias?: boolean;
}
export type FullLayerOptions = Required<LayerOptions> & { dModel: number; nhead: number };

export const LAYER = `(dModel: number, nhead: number, dimFeedforward: number = 2048, dropout: number = 0.1, activation: any = 'relu', layerNormEps: number = 1e-5, batchFirst: boolean = false, normFirst: boolean = false, bias: boolean = true, ${FACTORY})`;

export function activationOf(activation: Activation, name: string): (x: Tensor) => Tensor {
  if (typeof activation === 'function') return activation;
  if (activation === 'relu') return (x) => F.relu(x);
  if (activation === 'gelu') return (x) => F.gelu(x);
  throw new ArgumentError(`${name}: unknown activation '${String(activation)}'`, {
    op: name,
    fix: "Use 'relu', 'gelu' or a function.",
  });
}

/** Splits a call into its tensors (null where left out) and its options, which may also name tensors. */
export function callArguments<T extends object>(
  args: readonly unknown[],
  names: readonly string[],
): { tensors: (Tensor | null)[]; options: T } {
  const last = args[args.length - 1];
  const options = (isOptions(last) ? last : {}) as Record<string, unknown>;
  const given = isOptions(last) ? args.slice(0, -1) : args;
  const tensors = names.map((name, i) => (given[i] ?? options[name] ?? null) as Tensor | null);
  return { tensors, options: options as T };
}

export interface EncoderCall {
  srcMask?: Tensor | null;
  srcKeyPaddingMask?: Tensor | null;
  isCausal?: boolean;
}

/** Self-attention and a feed-forward network, each with a residual sum and layer norm. */
export class TransformerEncoderLayer extends Module {
  self_attn: MultiheadAttention;
  linear1: Linear;
  dropout: Dropout;
  linear2: Linear;
  readonly normFirst: boolean;
  norm1: LayerNorm;
  norm2: LayerNorm;
  dropout1: Dropout;
  dropout2: Dropout;
  readonly activation: (x: Tensor) => Tensor;

  constructor(dModel: number, nhead: number, options?: LayerOptions);
  constructor(
    dModel: number,
    nhead: number,
    dimFeedforward?: number,
    dropout?: number,
    activation?: Activation,
    layerNormEps?: number,
    batchFirst?: boolean,
    normFirst?: boolean,
    bias?: boolean,
  );
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<FullLayerOptions>(`TransformerEncoderLayer${LAYER}`, args);
    const factory = { bias: o.bias, device: o.device, dtype: o.dtype };
    this.self_attn = new MultiheadAttention(o.dModel, o.nhead, {
      dropout: o.dropout,
      batchFirst: o.batchFirst,
      ...factory,
    });
    this.linear1 = new Linear(o.dModel, o.dimFeedforward, factory);
    this.dropout = new Dropout(o.dropout);
    this.linear2 = new Linear(o.dimFeedforward, o.dModel, factory);
    this.normFirst = o.normFirst;
    this.norm1 = new LayerNorm(o.dModel, { eps: o.layerNormEps, ...factory });
    this.norm2 = new LayerNorm(o.dModel, { eps: o.layerNormEps, ...factory });
    this.dropout1 = new Dropout(o.dropout);
    this.dropout2 = new Dropout(o.dropout);
    this.activation = activationOf(o.activation, 'TransformerEncoderLayer');
  }

  forward(
    src: Tensor,
    srcMask?: Tensor | EncoderCall | null,
    srcKeyPaddingMask?: Tensor | EncoderCall | null,
    options?: EncoderCall,
  ): Tensor;
  forward(...args: unknown[]): Tensor {
    const { tensors, options } = callArguments<EncoderCall>(args, ['src', 'srcMask', 'srcKeyPaddingMask']);
    const [src, mask, padding] = tensors as [Tensor, Tensor | null, Tensor | null];
    const attend = (x: Tensor) =>
      this.dropout1(
        this.self_attn(x, x, x, {
          attnMask: mask,
          keyPaddingMask: padding,
          needWeights: false,
          isCausal: options.isCausal ?? false,
        })[0],
      );
    if (this.normFirst) {
      const x = src.add(attend(this.norm1(src)));
      return x.add(this.feedForward(this.norm2(x)));
    }
    const x = this.norm1(src.add(attend(src)));
    return this.norm2(x.add(this.feedForward(x)));
  }

  private feedForward(x: Tensor): Tensor {
    return this.dropout2(this.linear2(this.dropout(this.activation(this.linear1(x)))));
  }
}

export interface DecoderCall {
  tgtMask?: Tensor | null;
  memoryMask?: Tensor | null;
  tgtKeyPaddingMask?: Tensor | null;
  memoryKeyPaddingMask?: Tensor | null;
  tgtIsCausal?: boolean;
  memoryIsCausal?: boolean;
}

/** Self-attention over the target, attention over the encoder's memory, and a feed-forward network. */
export class TransformerDecoderLayer extends Module {
  self_attn: MultiheadAttention;
  multihead_attn: MultiheadAttention;
  linear1: Linear;
  dropout: Dropout;
  linear2: Linear;
  readonly normFirst: boolean;
  norm1: LayerNorm;
  norm2: LayerNorm;
  norm3: LayerNorm;
  dropout1: Dropout;
  dropout2: Dropout;
  dropout3: Dropout;
  readonly activation: (x: Tensor) => Tensor;

  constructor(dModel: number, nhead: number, options?: LayerOptions);
  constructor(
    dModel: number,
    nhead: number,
    dimFeedforward?: number,
    dropout?: number,
    activation?: Activation,
    layerNormEps?: number,
    batchFirst?: boolean,
    normFirst?: boolean,
    bias?: boolean,
  );
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<FullLayerOptions>(`TransformerDecoderLayer${LAYER}`, args);
    const factory = { bias: o.bias, device: o.device, dtype: o.dtype };
    const attention = { dropout: o.dropout, batchFirst: o.batchFirst, ...factory };
    this.self_attn = new MultiheadAttention(o.dModel, o.nhead, attention);
    this.multihead_attn = new MultiheadAttention(o.dModel, o.nhead, attention);
    this.linear1 = new Linear(o.dModel, o.dimFeedforward, factory);
    this.dropout = new Dropout(o.dropout);
    this.linear2 = new Linear(o.dimFeedforward, o.dModel, factory);
    this.normFirst = o.normFirst;
    this.norm1 = new LayerNorm(o.dModel, { eps: o.layerNormEps, ...factory });
    this.norm2 = new LayerNorm(o.dModel, { eps: o.layerNormEps, ...factory });
    this.norm3 = new LayerNorm(o.dModel, { eps: o.layerNormEps, ...factory });
    this.dropout1 = new Dropout(o.dropout);
    this.dropout2 = new Dropout(o.dropout);
    this.dropout3 = new Dropout(o.dropout);
    this.activation = activationOf(o.activation, 'TransformerDecoderLayer');
  }

  forward(
    tgt: Tensor,
    memory: Tensor,
    tgtMask?: Tensor | DecoderCall | null,
    memoryMask?: Tensor | DecoderCall | null,
    tgtKeyPaddingMask?: Tensor | DecoderCall | null,
    memoryKeyPaddingMask?: Tensor | DecoderCall | null,
    options?: DecoderCall,
  ): Tensor;
  forward(...args: unknown[]): Tensor {
    const { tensors, options } = callArguments<DecoderCall>(args, DECODER_TENSORS);
    const [tgt, memory, tgtMask, memoryMask, tgtPadding, memoryPadding] = tensors as [
      Tensor,
      Tensor,
      ...(Tensor | null)[],
    ];
    const attend = (x: Tensor) =>
      this.dropout1(
        this.self_attn(x, x, x, {
          attnMask: tgtMask,
          keyPaddingMask: tgtPadding,
          needWeights: false,
          isCausal: options.tgtIsCausal ?? false,
        })[0],
      );
    const look = (x: Tensor) =>
      this.dropout2(
        this.multihead_attn(x, memory, memory, {
          attnMask: memoryMask,
          keyPaddingMask: memoryPadding,
          needWeights: false,
          isCausal: options.memoryIsCausal ?? false,
        })[0],
      );
    if (this.normFirst) {
      let x = tgt.add(attend(this.norm1(tgt)));
      x = x.add(look(this.norm2(x)));
      return x.add(this.feedForward(this.norm3(x)));
    }
    let x = this.norm1(tgt.add(attend(tgt)));
    x = this.norm2(x.add(look(x)));
    return this.norm3(x.add(this.feedForward(x)));
  }

  private feedForward(x: Tensor): Tensor {
    return this.dropout3(this.linear2(this.dropout(this.activation(this.linear1(x)))));
  }
}

export const DECODER_TENSORS = ['tgt', 'memory', 'tgtMask', 'memoryMask', 'tgtKeyPaddingMask', 'memoryKeyPaddingMask'];
