/** Stacks of Transformer layers, and the whole model of Vaswani et al. (2017). */
import * as F from '../api.gen.ts';
import { ArgumentError } from '../errors.ts';
import { xavierUniform_ } from '../init/index.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { ModuleList } from './containers.ts';
import { deepcopy } from './copy.ts';
import { Module } from './module.ts';
import { LayerNorm } from './norm.ts';
import {
  type Activation,
  callArguments,
  DECODER_TENSORS,
  type DecoderCall,
  type FullLayerOptions,
  type LayerOptions,
  TransformerDecoderLayer,
  TransformerEncoderLayer,
} from './transformer.ts';

/** `count` copies of `layer`, without drawing random numbers. */
function copies<M extends Module>(layer: M, count: number): ModuleList<M> {
  return new ModuleList(Array.from({ length: count }, () => deepcopy(layer)));
}

export interface EncoderStackCall {
  mask?: Tensor | null;
  srcKeyPaddingMask?: Tensor | null;
  isCausal?: boolean | null;
}

/** Copies of an encoder layer, one after the other, and a final norm if there is one. */
export class TransformerEncoder extends Module {
  layers: ModuleList<TransformerEncoderLayer>;
  norm: Module | null;

  constructor(encoderLayer: TransformerEncoderLayer, numLayers: number, options?: { norm?: Module | null });
  constructor(encoderLayer: TransformerEncoderLayer, numLayers: number, norm?: Module | null);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ encoderLayer: TransformerEncoderLayer; numLayers: number; norm: Module | null }>(
      'TransformerEncoder(encoderLayer: any, numLayers: number, norm?: any, enableNestedTensor: boolean = true, maskCheck: boolean = true)',
      args,
    );
    this.layers = copies(o.encoderLayer, o.numLayers);
    this.norm = o.norm;
  }

  forward(
    src: Tensor,
    mask?: Tensor | EncoderStackCall | null,
    srcKeyPaddingMask?: Tensor | EncoderStackCall | null,
    options?: EncoderStackCall,
  ): Tensor;
  forward(...args: unknown[]): Tensor {
    const { tensors, options } = callArguments<EncoderStackCall>(args, ['src', 'mask', 'srcKeyPaddingMask']);
    let x = tensors[0] as Tensor;
    for (const layer of this.layers) {
      x = layer(x, {
        srcMask: tensors[1],
        srcKeyPaddingMask: tensors[2],
        isCausal: (options.isCausal ?? false) && tensors[1] !== null,
      });
    }
    return this.norm ? (this.norm(x as never) as Tensor) : x;
  }
}

/** Copies of a decoder layer, one after the other, and a final norm if there is one. */
export class TransformerDecoder extends Module {
  layers: ModuleList<TransformerDecoderLayer>;
  norm: Module | null;

  constructor(decoderLayer: TransformerDecoderLayer, numLayers: number, options?: { norm?: Module | null });
  constructor(decoderLayer: TransformerDecoderLayer, numLayers: number, norm?: Module | null);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ decoderLayer: TransformerDecoderLayer; numLayers: number; norm: Module | null }>(
      'TransformerDecoder(decoderLayer: any, numLayers: number, norm?: any)',
      args,
    );
    this.layers = copies(o.decoderLayer, o.numLayers);
    this.norm = o.norm;
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
    const [tgt, memory, tgtMask, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask] = tensors as [
      Tensor,
      Tensor,
      ...(Tensor | null)[],
    ];
    let x = tgt;
    for (const layer of this.layers) {
      x = layer(x, memory, {
        tgtMask,
        memoryMask,
        tgtKeyPaddingMask,
        memoryKeyPaddingMask,
        tgtIsCausal: options.tgtIsCausal,
        memoryIsCausal: options.memoryIsCausal,
      });
    }
    return this.norm ? (this.norm(x as never) as Tensor) : x;
  }
}

export interface TransformerOptions extends Omit<LayerOptions, 'activation'> {
  dModel?: number;
  nhead?: number;
  numEncoderLayers?: number;
  numDecoderLayers?: number;
  activation?: Activation;
  customEncoder?: Module | null;
  customDecoder?: Module | null;
}

/** Encoder and decoder. Embeddings, positions and the output layer are the user's. */
export class Transformer extends Module {
  encoder: Module;
  decoder: Module;
  readonly dModel: number;
  readonly nhead: number;
  readonly batchFirst: boolean;

  constructor(options?: TransformerOptions);
  constructor(
    dModel?: number,
    nhead?: number,
    numEncoderLayers?: number,
    numDecoderLayers?: number,
    dimFeedforward?: number,
    options?: TransformerOptions,
  );
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<
      FullLayerOptions & {
        numEncoderLayers: number;
        numDecoderLayers: number;
        customEncoder: Module | null;
        customDecoder: Module | null;
      }
    >(
      "Transformer(dModel: number = 512, nhead: number = 8, numEncoderLayers: number = 6, numDecoderLayers: number = 6, dimFeedforward: number = 2048, dropout: number = 0.1, activation: any = 'relu', customEncoder?: any, customDecoder?: any, layerNormEps: number = 1e-5, batchFirst: boolean = false, normFirst: boolean = false, bias: boolean = true, *, device?: string, dtype?: DType)",
      args,
    );
    const { dModel, nhead, numEncoderLayers, numDecoderLayers, customEncoder, customDecoder, ...layer } = o;
    const norm = { eps: o.layerNormEps, bias: o.bias, device: o.device, dtype: o.dtype };
    this.encoder =
      customEncoder ??
      new TransformerEncoder(
        new TransformerEncoderLayer(dModel, nhead, layer),
        numEncoderLayers,
        new LayerNorm(dModel, norm),
      );
    this.decoder =
      customDecoder ??
      new TransformerDecoder(
        new TransformerDecoderLayer(dModel, nhead, layer),
        numDecoderLayers,
        new LayerNorm(dModel, norm),
      );
    this.dModel = dModel;
    this.nhead = nhead;
    this.batchFirst = o.batchFirst;
    for (const p of this.parameters()) if (p.shape.length > 1) xavierUniform_(p);
  }

  /** A (size, size) mask with -Infinity above the diagonal: no position sees a later one. */
  static generateSquareSubsequentMask(size: number): Tensor {
    const mask = F.zeros([size, size]);
    if (mask.device === 'cpu') {
      for (let i = 0; i < size; i++) mask.array.fill(Number.NEGATIVE_INFINITY, i * size + i + 1, (i + 1) * size);
    }
    return mask;
  }

  forward(src: Tensor, tgt: Tensor, ...masks: (Tensor | null | object)[]): Tensor;
  forward(...args: unknown[]): Tensor {
    const { tensors, options } = callArguments<{
      srcIsCausal?: boolean;
      tgtIsCausal?: boolean;
      memoryIsCausal?: boolean;
    }>(args, [
      'src',
      'tgt',
      'srcMask',
      'tgtMask',
      'memoryMask',
      'srcKeyPaddingMask',
      'tgtKeyPaddingMask',
      'memoryKeyPaddingMask',
    ]);
    const [src, tgt, srcMask, tgtMask, memoryMask, srcPadding, tgtPadding, memoryPadding] = tensors as [
      Tensor,
      Tensor,
      ...(Tensor | null)[],
    ];
    for (const [name, t] of [
      ['src', src],
      ['tgt', tgt],
    ] as const) {
      if (t.shape[t.shape.length - 1] !== this.dModel) {
        throw new ArgumentError(
          `Transformer: ${name} has ${t.shape[t.shape.length - 1]} features, expected dModel ${this.dModel}`,
          { op: 'Transformer' },
        );
      }
    }
    const memory = (this.encoder as unknown as TransformerEncoder)(src, {
      mask: srcMask,
      srcKeyPaddingMask: srcPadding,
      isCausal: options.srcIsCausal,
    });
    return (this.decoder as unknown as TransformerDecoder)(tgt, memory, {
      tgtMask,
      memoryMask,
      tgtKeyPaddingMask: tgtPadding,
      memoryKeyPaddingMask: memoryPadding,
      tgtIsCausal: options.tgtIsCausal,
      memoryIsCausal: options.memoryIsCausal,
    });
  }
}
