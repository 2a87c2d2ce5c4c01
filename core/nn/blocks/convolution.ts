/** Convolutional building blocks: NiN's mlpconv, Inception, dense blocks, patches, deformable convolution. */
import * as F from '../../api.gen.ts';
import { formatShape, ShapeError } from '../../errors.ts';
import { kaimingUniform_, uniform_, zeros_ } from '../../init/index.ts';
import { bindOptions } from '../../ops/options.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { ReLU } from '../activation.ts';
import { BatchNorm2d } from '../batch-norm.ts';
import { Sequential } from '../containers.ts';
import { Conv2d } from '../conv.ts';
import { parameter, spatial } from '../make.ts';
import { Module } from '../module.ts';
import type { Parameter } from '../parameter.ts';
import { MaxPool2d } from '../pool.ts';
import { python } from '../print.ts';

type Size = number | readonly number[];

/**
 * Network in network (Lin et al., 2014): a convolution and two 1x1 convolutions, a small MLP at every place, each with
 * relu; [N, in, H, W] to [N, out, H', W'].
 */
export class MLPConv extends Sequential {
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size,
    options: { stride?: Size; padding?: Size; hiddenChannels?: number } = {},
  ) {
    const { stride = 1, padding = 0, hiddenChannels = outChannels } = options;
    super(
      new Conv2d(inChannels, hiddenChannels, kernelSize, { stride, padding }),
      new ReLU(),
      new Conv2d(hiddenChannels, hiddenChannels, 1),
      new ReLU(),
      new Conv2d(hiddenChannels, outChannels, 1),
      new ReLU(),
    );
  }
}

/** Convolution without bias, batch norm, relu. */
export class BasicConv2d extends Module {
  conv: Conv2d;
  bn: BatchNorm2d;
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size,
    options: { stride?: Size; padding?: Size } = {},
  ) {
    super();
    this.conv = new Conv2d(inChannels, outChannels, kernelSize, { ...options, bias: false });
    this.bn = new BatchNorm2d(outChannels, { eps: 0.001 });
  }
  forward(input: Tensor): Tensor {
    return F.relu(this.bn(this.conv(input)));
  }
}

/** Widths of the branches of an Inception block; `reduce` is the 1x1 convolution before the larger kernel. */
export interface InceptionWidths {
  ch1x1: number;
  ch3x3reduce: number;
  ch3x3: number;
  ch5x5reduce: number;
  ch5x5: number;
  poolProj: number;
}

/**
 * Four branches side by side (Szegedy et al., 2015): 1x1; 1x1 then 3x3; 1x1 then 5x5; max pool then 1x1.
 * [N, in, H, W] to [N, ch1x1 + ch3x3 + ch5x5 + poolProj, H, W].
 */
export class Inception extends Module {
  branch1: BasicConv2d;
  branch2: Sequential;
  branch3: Sequential;
  branch4: Sequential;
  constructor(inChannels: number, widths: InceptionWidths) {
    super();
    const w = widths;
    this.branch1 = new BasicConv2d(inChannels, w.ch1x1, 1);
    this.branch2 = new Sequential(
      new BasicConv2d(inChannels, w.ch3x3reduce, 1),
      new BasicConv2d(w.ch3x3reduce, w.ch3x3, 3, { padding: 1 }),
    );
    this.branch3 = new Sequential(
      new BasicConv2d(inChannels, w.ch5x5reduce, 1),
      new BasicConv2d(w.ch5x5reduce, w.ch5x5, 5, { padding: 2 }),
    );
    this.branch4 = new Sequential(
      new MaxPool2d(3, { stride: 1, padding: 1 }),
      new BasicConv2d(inChannels, w.poolProj, 1),
    );
  }
  forward(input: Tensor): Tensor {
    return F.cat([this.branch1(input), this.branch2(input), this.branch3(input), this.branch4(input)], 1);
  }
}

/** One layer of a dense block: batch norm, relu, 1x1 to `bnSize * growthRate`, batch norm, relu, 3x3 to `growthRate`. */
export class DenseLayer extends Module {
  norm1: BatchNorm2d;
  conv1: Conv2d;
  norm2: BatchNorm2d;
  conv2: Conv2d;
  constructor(inChannels: number, growthRate: number, bnSize = 4) {
    super();
    this.norm1 = new BatchNorm2d(inChannels);
    this.conv1 = new Conv2d(inChannels, bnSize * growthRate, 1, { bias: false });
    this.norm2 = new BatchNorm2d(bnSize * growthRate);
    this.conv2 = new Conv2d(bnSize * growthRate, growthRate, 3, { padding: 1, bias: false });
  }
  /** The new features only, [N, growthRate, H, W]. */
  forward(input: Tensor): Tensor {
    const narrow = this.conv1(F.relu(this.norm1(input)));
    return this.conv2(F.relu(this.norm2(narrow)));
  }
}

/**
 * Every layer sees the features of all before it (Huang et al., 2017): [N, in, H, W] to
 * [N, in + numLayers growthRate, H, W].
 */
export class DenseBlock extends Module {
  constructor(numLayers: number, inChannels: number, growthRate: number, bnSize = 4) {
    super();
    for (let i = 0; i < numLayers; i++)
      this.registerModule(`denselayer${i + 1}`, new DenseLayer(inChannels + i * growthRate, growthRate, bnSize));
  }
  forward(input: Tensor): Tensor {
    let features = input;
    for (const layer of this.children()) features = F.cat([features, layer(features) as Tensor], 1);
    return features;
  }
}

/** Cuts an image into square patches and maps each to a vector (Dosovitskiy et al., 2021): [N, C, H, W] to [N, patches, dim]. */
export class PatchEmbedding extends Module {
  readonly patchSize: number;
  proj: Conv2d;
  constructor(inChannels: number, embedDim: number, patchSize: number, options: { bias?: boolean } = {}) {
    super();
    this.patchSize = patchSize;
    this.proj = new Conv2d(inChannels, embedDim, patchSize, { stride: patchSize, bias: options.bias ?? true });
  }
  forward(input: Tensor): Tensor {
    const [h, w] = input.shape.slice(-2);
    if (input.shape.length !== 4 || h % this.patchSize !== 0 || w % this.patchSize !== 0) {
      throw new ShapeError(
        `PatchEmbedding: the input ${formatShape(input.shape)} must be [N, C, H, W] with H and W multiples of the patch size ${this.patchSize}`,
        {
          op: 'PatchEmbedding',
          operands: [{ name: 'input', shape: input.shape, axes: input.shape.length === 4 ? [2, 3] : [] }],
        },
      );
    }
    return this.proj(input).flatten(2).transpose(1, 2);
  }
}

export interface DeformOptions {
  stride?: Size;
  padding?: Size;
  dilation?: Size;
  groups?: number;
  bias?: boolean;
}

/**
 * A convolution that looks where offsets say (Dai et al., 2017; with a mask, Zhu et al., 2019), as torchvision's:
 * `offset` [N, 2 kh kw, H', W'] holds (y, x) shifts in pixels for every place of the kernel, `mask` [N, kh kw, H', W'].
 */
export class DeformConv2d extends Module {
  readonly kernelSize: number[];
  readonly stride: number[];
  readonly padding: number[];
  readonly dilation: number[];
  weight: Parameter;
  bias: Parameter | null;

  constructor(inChannels: number, outChannels: number, kernelSize: Size, options?: DeformOptions);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<Required<DeformOptions> & { inChannels: number; outChannels: number; kernelSize: Size }>(
      'DeformConv2d(inChannels: number, outChannels: number, kernelSize: number | number[], stride: number | number[] = 1, padding: number | number[] = 0, dilation: number | number[] = 1, groups: number = 1, bias: boolean = true)',
      args,
    );
    this.kernelSize = spatial(o.kernelSize, 2);
    this.stride = spatial(o.stride, 2);
    this.padding = spatial(o.padding, 2);
    this.dilation = spatial(o.dilation, 2);
    this.weight = parameter([o.outChannels, o.inChannels / o.groups, ...this.kernelSize], {});
    this.bias = o.bias ? parameter([o.outChannels], {}) : null;
    kaimingUniform_(this.weight, { a: Math.sqrt(5) });
    const bound = 1 / Math.sqrt((o.inChannels / o.groups) * this.kernelSize[0] * this.kernelSize[1]);
    if (this.bias) uniform_(this.bias, -bound, bound);
  }

  forward(input: Tensor, offset: Tensor, mask?: Tensor | null): Tensor {
    const { stride, padding, dilation } = this;
    return F.deformConv2d(input, offset, this.weight, this.bias, { stride, padding, dilation, mask: mask ?? null });
  }
  override extraRepr(): string {
    return `${this.weight.shape[1]}, ${this.weight.shape[0]}, kernel_size=${python(this.kernelSize)}, stride=${python(this.stride)}`;
  }
}

/** A deformable convolution with its own offsets: a convolution of the input, zero at the start, so a plain one at first. */
export class LearnedDeformConv2d extends Module {
  offset: Conv2d;
  conv: DeformConv2d;
  constructor(inChannels: number, outChannels: number, kernelSize: Size, options: DeformOptions = {}) {
    super();
    const { stride = 1, padding = 0, dilation = 1 } = options;
    this.conv = new DeformConv2d(inChannels, outChannels, kernelSize, options);
    const places = this.conv.kernelSize[0] * this.conv.kernelSize[1];
    this.offset = new Conv2d(inChannels, 2 * places, kernelSize, { stride, padding, dilation });
    zeros_(this.offset.weight);
    if (this.offset.bias) zeros_(this.offset.bias);
  }
  forward(input: Tensor): Tensor {
    return this.conv(input, this.offset(input));
  }
}
