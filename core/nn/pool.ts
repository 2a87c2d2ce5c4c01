/** Pooling: the largest or the mean value of windows, or of as many regions as the output has places. */
import * as F from '../api.gen.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Module } from './module.ts';
import { python } from './print.ts';

type Size = number | readonly number[];
type Plain = number | number[];

export interface MaxPoolOptions {
  /** Default: the kernel's size. */
  stride?: Size | null;
  padding?: Size;
  dilation?: Size;
  returnIndices?: boolean;
  ceilMode?: boolean;
}

abstract class MaxPool extends Module {
  readonly kernelSize: Plain;
  readonly stride: Plain;
  readonly padding: Plain;
  readonly dilation: Plain;
  readonly returnIndices: boolean;
  readonly ceilMode: boolean;

  constructor(kernelSize: Size, options?: MaxPoolOptions);
  constructor(kernelSize: Size, stride?: Size | null, padding?: Size, dilation?: Size);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{
      kernelSize: Plain;
      stride: Plain | null;
      padding: Plain;
      dilation: Plain;
      returnIndices: boolean;
      ceilMode: boolean;
    }>(
      `${new.target.name}(kernelSize: number | number[], stride?: number | number[] | null, padding: number | number[] = 0, dilation: number | number[] = 1, returnIndices: boolean = false, ceilMode: boolean = false)`,
      args,
    );
    this.kernelSize = o.kernelSize;
    this.stride = o.stride ?? o.kernelSize;
    this.padding = o.padding;
    this.dilation = o.dilation;
    this.returnIndices = o.returnIndices;
    this.ceilMode = o.ceilMode;
  }

  protected get settings(): {
    stride: Plain;
    padding: Plain;
    dilation: Plain;
    ceilMode: boolean;
    returnIndices: boolean;
  } {
    const { stride, padding, dilation, ceilMode, returnIndices } = this;
    return { stride, padding, dilation, ceilMode, returnIndices };
  }
  override extraRepr(): string {
    return `kernel_size=${python(this.kernelSize)}, stride=${python(this.stride)}, padding=${python(this.padding)}, dilation=${python(this.dilation)}, ceil_mode=${python(this.ceilMode)}`;
  }
}

/** The largest value of each window of (batch, channels, length); with `returnIndices` also where it was: [values, indices]. */
export class MaxPool1d extends MaxPool {
  forward(input: Tensor): Tensor {
    return F.maxPool1d(input, this.kernelSize, this.settings) as Tensor;
  }
}

/** The largest value of each window of images (batch, channels, height, width); with `returnIndices` also where it was: [values, indices]. */
export class MaxPool2d extends MaxPool {
  forward(input: Tensor): Tensor {
    return F.maxPool2d(input, this.kernelSize, this.settings) as Tensor;
  }
}

/** The largest value of each window of volumes (batch, channels, depth, height, width); with `returnIndices` also where it was: [values, indices]. */
export class MaxPool3d extends MaxPool {
  forward(input: Tensor): Tensor {
    return F.maxPool3d(input, this.kernelSize, this.settings) as Tensor;
  }
}

export interface AvgPoolOptions {
  /** Default: the kernel's size. */
  stride?: Size | null;
  padding?: Size;
  ceilMode?: boolean;
  /** Whether the zeros of the padding count in the mean. */
  countIncludePad?: boolean;
  /** Divide by this instead of the window's size. */
  divisorOverride?: number | null;
}

abstract class AvgPool extends Module {
  readonly kernelSize: Plain;
  readonly stride: Plain;
  readonly padding: Plain;
  readonly ceilMode: boolean;
  readonly countIncludePad: boolean;
  readonly divisorOverride: number | null;

  constructor(kernelSize: Size, options?: AvgPoolOptions);
  constructor(kernelSize: Size, stride?: Size | null, padding?: Size);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{
      kernelSize: Plain;
      stride: Plain | null;
      padding: Plain;
      ceilMode: boolean;
      countIncludePad: boolean;
      divisorOverride: number | null;
    }>(
      `${new.target.name}(kernelSize: number | number[], stride?: number | number[] | null, padding: number | number[] = 0, ceilMode: boolean = false, countIncludePad: boolean = true, divisorOverride?: number | null)`,
      args,
    );
    this.kernelSize = o.kernelSize;
    this.stride = o.stride ?? o.kernelSize;
    this.padding = o.padding;
    this.ceilMode = o.ceilMode;
    this.countIncludePad = o.countIncludePad;
    this.divisorOverride = o.divisorOverride;
  }

  protected get settings(): {
    stride: Plain;
    padding: Plain;
    ceilMode: boolean;
    countIncludePad: boolean;
  } {
    const { stride, padding, ceilMode, countIncludePad } = this;
    return { stride, padding, ceilMode, countIncludePad };
  }
  override extraRepr(): string {
    return `kernel_size=${python(this.kernelSize)}, stride=${python(this.stride)}, padding=${python(this.padding)}`;
  }
}

/** The mean of each window of (batch, channels, length). */
export class AvgPool1d extends AvgPool {
  forward(input: Tensor): Tensor {
    return F.avgPool1d(input, this.kernelSize, this.settings);
  }
}

/** The mean of each window of images (batch, channels, height, width). */
export class AvgPool2d extends AvgPool {
  forward(input: Tensor): Tensor {
    return F.avgPool2d(input, this.kernelSize, { ...this.settings, divisorOverride: this.divisorOverride });
  }
}

/** The mean of each window of volumes (batch, channels, depth, height, width). */
export class AvgPool3d extends AvgPool {
  forward(input: Tensor): Tensor {
    return F.avgPool3d(input, this.kernelSize, { ...this.settings, divisorOverride: this.divisorOverride });
  }
}
