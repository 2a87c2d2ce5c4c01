/**
 * Layers that learn their input size from the first input: nobody needs to count features by hand. Until then their
 * parameters are empty; with the first call they get their shapes and values in place (an optimizer may already hold
 * them) and the layer becomes an ordinary one.
 */
import * as F from '../api.gen.ts';
import type { Tensor } from '../tensor/tensor.ts';
import {
  BatchNorm1d,
  BatchNorm2d,
  BatchNorm3d,
  InstanceNorm1d,
  InstanceNorm2d,
  InstanceNorm3d,
  type NormOptions,
} from './batch-norm.ts';
import {
  Conv1d,
  Conv2d,
  Conv3d,
  type ConvOptions,
  ConvTranspose1d,
  ConvTranspose2d,
  ConvTranspose3d,
  type ConvTransposeOptions,
} from './conv.ts';
import { Linear } from './linear.ts';
import type { Factory } from './make.ts';
import type { Module } from './module.ts';
import { setData } from './parameter.ts';

/** Gives `tensor` a shape; its values are zeros. */
function reshapeEmpty(tensor: Tensor, shape: readonly number[]): void {
  setData(tensor, F.empty(shape.slice(), { dtype: tensor.dtype, device: tensor.device }));
}

/** Sets the size, turns the layer into the class it stands for, and draws its parameters. */
function become(
  layer: Module,
  Class: abstract new (...args: never[]) => Module,
  sizes: Readonly<Record<string, number>>,
): void {
  Object.assign(layer, sizes);
  Object.setPrototypeOf(layer, Class.prototype as object);
  (layer as unknown as { resetParameters?: () => void }).resetParameters?.();
}

/** A Linear that takes `inFeatures` from the first input's last dimension. */
export class LazyLinear extends Linear {
  constructor(outFeatures: number, options?: Factory & { bias?: boolean }) {
    super(0, outFeatures, options);
  }
  override resetParameters(): void {
    // Drawn with the first input.
  }
  override forward(input: Tensor): Tensor {
    const inFeatures = input.shape[input.shape.length - 1];
    reshapeEmpty(this.weight, [this.outFeatures, inFeatures]);
    become(this, Linear, { inFeatures });
    return this.forward(input);
  }
}

type Convolution = Conv1d | Conv2d | Conv3d | ConvTranspose1d | ConvTranspose2d | ConvTranspose3d;

/** Channels of an input with or without a batch. */
function channelsOf(input: Tensor, dims: number): number {
  return input.shape[input.shape.length - dims - 1];
}

function sizeConvolution(
  layer: Convolution,
  Class: abstract new (...args: never[]) => Module,
  input: Tensor,
  transposed: boolean,
): void {
  const inChannels = channelsOf(input, layer.kernelSize.length);
  const channels = transposed
    ? [inChannels, layer.outChannels / layer.groups]
    : [layer.outChannels, inChannels / layer.groups];
  reshapeEmpty(layer.weight, [...channels, ...layer.kernelSize]);
  become(layer, Class, { inChannels });
}

type Size = number | readonly number[];

/** A Conv1d that takes `inChannels` from the first input. */
export class LazyConv1d extends Conv1d {
  constructor(outChannels: number, kernelSize: Size, options?: ConvOptions) {
    super(0, outChannels, kernelSize, options);
  }
  override resetParameters(): void {
    // Drawn with the first input.
  }
  override forward(input: Tensor): Tensor {
    sizeConvolution(this, Conv1d, input, false);
    return this.forward(input);
  }
}

/** A Conv2d that takes `inChannels` from the first input. */
export class LazyConv2d extends Conv2d {
  constructor(outChannels: number, kernelSize: Size, options?: ConvOptions) {
    super(0, outChannels, kernelSize, options);
  }
  override resetParameters(): void {
    // Drawn with the first input.
  }
  override forward(input: Tensor): Tensor {
    sizeConvolution(this, Conv2d, input, false);
    return this.forward(input);
  }
}

/** A Conv3d that takes `inChannels` from the first input. */
export class LazyConv3d extends Conv3d {
  constructor(outChannels: number, kernelSize: Size, options?: ConvOptions) {
    super(0, outChannels, kernelSize, options);
  }
  override resetParameters(): void {
    // Drawn with the first input.
  }
  override forward(input: Tensor): Tensor {
    sizeConvolution(this, Conv3d, input, false);
    return this.forward(input);
  }
}

/** A ConvTranspose1d that takes `inChannels` from the first input. */
export class LazyConvTranspose1d extends ConvTranspose1d {
  constructor(outChannels: number, kernelSize: Size, options?: ConvTransposeOptions) {
    super(0, outChannels, kernelSize, options);
  }
  override resetParameters(): void {
    // Drawn with the first input.
  }
  override forward(input: Tensor): Tensor {
    sizeConvolution(this, ConvTranspose1d, input, true);
    return this.forward(input);
  }
}

/** A ConvTranspose2d that takes `inChannels` from the first input. */
export class LazyConvTranspose2d extends ConvTranspose2d {
  constructor(outChannels: number, kernelSize: Size, options?: ConvTransposeOptions) {
    super(0, outChannels, kernelSize, options);
  }
  override resetParameters(): void {
    // Drawn with the first input.
  }
  override forward(input: Tensor): Tensor {
    sizeConvolution(this, ConvTranspose2d, input, true);
    return this.forward(input);
  }
}

/** A ConvTranspose3d that takes `inChannels` from the first input. */
export class LazyConvTranspose3d extends ConvTranspose3d {
  constructor(outChannels: number, kernelSize: Size, options?: ConvTransposeOptions) {
    super(0, outChannels, kernelSize, options);
  }
  override resetParameters(): void {
    // Drawn with the first input.
  }
  override forward(input: Tensor): Tensor {
    sizeConvolution(this, ConvTranspose3d, input, true);
    return this.forward(input);
  }
}

type Norm = BatchNorm1d | BatchNorm2d | BatchNorm3d | InstanceNorm1d | InstanceNorm2d | InstanceNorm3d;

function sizeNorm(layer: Norm, Class: abstract new (...args: never[]) => Module, numFeatures: number): void {
  for (const [tensor, value] of [
    [layer.weight, 1],
    [layer.bias, 0],
    [layer.running_mean, 0],
    [layer.running_var, 1],
  ] as const) {
    if (tensor) setData(tensor, F.full([numFeatures], value, { dtype: tensor.dtype, device: tensor.device }));
  }
  become(layer, Class, { numFeatures });
}

/** A BatchNorm1d that takes `numFeatures` from the first input. */
export class LazyBatchNorm1d extends BatchNorm1d {
  constructor(options?: NormOptions) {
    super(0, options);
  }
  override forward(input: Tensor): Tensor {
    sizeNorm(this, BatchNorm1d, input.shape[1]);
    return this.forward(input);
  }
}

/** A BatchNorm2d that takes `numFeatures` from the first input. */
export class LazyBatchNorm2d extends BatchNorm2d {
  constructor(options?: NormOptions) {
    super(0, options);
  }
  override forward(input: Tensor): Tensor {
    sizeNorm(this, BatchNorm2d, input.shape[1]);
    return this.forward(input);
  }
}

/** A BatchNorm3d that takes `numFeatures` from the first input. */
export class LazyBatchNorm3d extends BatchNorm3d {
  constructor(options?: NormOptions) {
    super(0, options);
  }
  override forward(input: Tensor): Tensor {
    sizeNorm(this, BatchNorm3d, input.shape[1]);
    return this.forward(input);
  }
}

/** An InstanceNorm1d that takes `numFeatures` from the first input. */
export class LazyInstanceNorm1d extends InstanceNorm1d {
  constructor(options?: NormOptions) {
    super(0, options);
  }
  override forward(input: Tensor): Tensor {
    sizeNorm(this, InstanceNorm1d, channelsOf(input, 1));
    return this.forward(input);
  }
}

/** An InstanceNorm2d that takes `numFeatures` from the first input. */
export class LazyInstanceNorm2d extends InstanceNorm2d {
  constructor(options?: NormOptions) {
    super(0, options);
  }
  override forward(input: Tensor): Tensor {
    sizeNorm(this, InstanceNorm2d, channelsOf(input, 2));
    return this.forward(input);
  }
}

/** An InstanceNorm3d that takes `numFeatures` from the first input. */
export class LazyInstanceNorm3d extends InstanceNorm3d {
  constructor(options?: NormOptions) {
    super(0, options);
  }
  override forward(input: Tensor): Tensor {
    sizeNorm(this, InstanceNorm3d, channelsOf(input, 3));
    return this.forward(input);
  }
}
