/** Modules that only rearrange. */
import * as F from '../api.gen.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Module } from './module.ts';
import { python } from './print.ts';

/** Joins dimensions startDim to endDim; by default all but the batch. */
export class Flatten extends Module {
  readonly startDim: number;
  readonly endDim: number;
  constructor(options?: { startDim?: number; endDim?: number });
  constructor(startDim?: number, endDim?: number);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ startDim: number; endDim: number }>(
      'Flatten(startDim: number = 1, endDim: number = -1)',
      args,
    );
    this.startDim = o.startDim;
    this.endDim = o.endDim;
  }
  forward(input: Tensor): Tensor {
    return F.flatten(input, this.startDim, this.endDim);
  }
  override extraRepr(): string {
    return `start_dim=${this.startDim}, end_dim=${this.endDim}`;
  }
}

/** Splits dimension `dim` into several. */
export class Unflatten extends Module {
  readonly dim: number;
  readonly unflattenedSize: number[];
  constructor(dim: number, unflattenedSize: readonly number[]);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ dim: number; unflattenedSize: number[] }>(
      'Unflatten(dim: number, unflattenedSize: number[])',
      args,
    );
    this.dim = o.dim;
    this.unflattenedSize = o.unflattenedSize;
  }
  forward(input: Tensor): Tensor {
    return F.unflatten(input, this.dim, this.unflattenedSize);
  }
  override extraRepr(): string {
    return `dim=${this.dim}, unflattened_size=${python(this.unflattenedSize)}`;
  }
}

type Size = number | readonly number[];
interface WindowOptions {
  dilation?: Size;
  padding?: Size;
  stride?: Size;
}

/** Sliding windows of an image as columns (im2col). */
export class Unfold extends Module {
  readonly options: Required<WindowOptions> & { kernelSize: Size };
  constructor(kernelSize: Size, options?: WindowOptions);
  constructor(kernelSize: Size, dilation?: Size, padding?: Size, stride?: Size);
  constructor(...args: unknown[]) {
    super();
    this.options = bindOptions(
      'Unfold(kernelSize: number | number[], dilation: number | number[] = 1, padding: number | number[] = 0, stride: number | number[] = 1)',
      args,
    );
  }
  forward(input: Tensor): Tensor {
    const { kernelSize, dilation, padding, stride } = this.options as Record<string, number | number[]>;
    return F.unfold(input, { kernelSize, dilation, padding, stride });
  }
  override extraRepr(): string {
    const o = this.options;
    return `kernel_size=${python(o.kernelSize)}, dilation=${python(o.dilation)}, padding=${python(o.padding)}, stride=${python(o.stride)}`;
  }
}

/** Sums columns back into an image (col2im). */
export class Fold extends Module {
  readonly options: Required<WindowOptions> & { outputSize: Size; kernelSize: Size };
  constructor(outputSize: Size, kernelSize: Size, options?: WindowOptions);
  constructor(outputSize: Size, kernelSize: Size, dilation?: Size, padding?: Size, stride?: Size);
  constructor(...args: unknown[]) {
    super();
    this.options = bindOptions(
      'Fold(outputSize: number | number[], kernelSize: number | number[], dilation: number | number[] = 1, padding: number | number[] = 0, stride: number | number[] = 1)',
      args,
    );
  }
  forward(input: Tensor): Tensor {
    const { outputSize, kernelSize, dilation, padding, stride } = this.options as Record<string, number | number[]>;
    return F.fold(input, outputSize, kernelSize, { dilation, padding, stride });
  }
  override extraRepr(): string {
    const o = this.options;
    return `output_size=${python(o.outputSize)}, kernel_size=${python(o.kernelSize)}, dilation=${python(o.dilation)}, padding=${python(o.padding)}, stride=${python(o.stride)}`;
  }
}

/** Channels into space: (C r^2, H, W) to (C, H r, W r). */
export class PixelShuffle extends Module {
  readonly upscaleFactor: number;
  constructor(upscaleFactor: number | { upscaleFactor: number });
  constructor(...args: unknown[]) {
    super();
    this.upscaleFactor = bindOptions<{ upscaleFactor: number }>(
      'PixelShuffle(upscaleFactor: number)',
      args,
    ).upscaleFactor;
  }
  forward(input: Tensor): Tensor {
    return F.pixelShuffle(input, this.upscaleFactor);
  }
  override extraRepr(): string {
    return `upscale_factor=${this.upscaleFactor}`;
  }
}

/** Space into channels: the inverse of PixelShuffle. */
export class PixelUnshuffle extends Module {
  readonly downscaleFactor: number;
  constructor(downscaleFactor: number | { downscaleFactor: number });
  constructor(...args: unknown[]) {
    super();
    this.downscaleFactor = bindOptions<{ downscaleFactor: number }>(
      'PixelUnshuffle(downscaleFactor: number)',
      args,
    ).downscaleFactor;
  }
  forward(input: Tensor): Tensor {
    return F.pixelUnshuffle(input, this.downscaleFactor);
  }
  override extraRepr(): string {
    return `downscale_factor=${this.downscaleFactor}`;
  }
}

/** Interleaves the channels of `groups` groups (ShuffleNet). */
export class ChannelShuffle extends Module {
  readonly groups: number;
  constructor(groups: number | { groups: number });
  constructor(...args: unknown[]) {
    super();
    this.groups = bindOptions<{ groups: number }>('ChannelShuffle(groups: number)', args).groups;
  }
  forward(input: Tensor): Tensor {
    return F.channelShuffle(input, this.groups);
  }
  override extraRepr(): string {
    return `groups=${this.groups}`;
  }
}

export type InterpolationMode = 'nearest' | 'nearest-exact' | 'linear' | 'bilinear' | 'bicubic' | 'trilinear' | 'area';
export interface UpsampleOptions {
  size?: Size | null;
  scaleFactor?: Size | null;
  mode?: InterpolationMode;
  alignCorners?: boolean | null;
}

/** Resizes by interpolation, to a size or by a factor. */
export class Upsample extends Module {
  readonly options: Required<UpsampleOptions>;
  constructor(options?: UpsampleOptions);
  constructor(size?: Size | null, scaleFactor?: Size | null, mode?: InterpolationMode, alignCorners?: boolean | null);
  constructor(...args: unknown[]) {
    super();
    this.options = bindOptions(
      "Upsample(size?: number | number[] | null, scaleFactor?: number | number[] | null, mode: any = 'nearest', alignCorners?: boolean | null)",
      args,
    );
  }
  forward(input: Tensor): Tensor {
    const { size, scaleFactor, mode, alignCorners } = this.options as {
      size: number[];
      scaleFactor: number[];
      mode: InterpolationMode;
      alignCorners: boolean;
    };
    return F.interpolate(input, { size, scaleFactor, mode, alignCorners });
  }
  override extraRepr(): string {
    const { size, scaleFactor, mode } = this.options;
    return `${scaleFactor !== null ? `scale_factor=${python(scaleFactor)}` : `size=${python(size)}`}, mode='${mode}'`;
  }
}

/** Nearest-neighbour resizing of images. */
export class UpsamplingNearest2d extends Upsample {
  constructor(options: { size?: Size | null; scaleFactor?: Size | null } = {}) {
    super({ ...options, mode: 'nearest' });
  }
}

/** Bilinear resizing of images with aligned corners. */
export class UpsamplingBilinear2d extends Upsample {
  constructor(options: { size?: Size | null; scaleFactor?: Size | null } = {}) {
    super({ ...options, mode: 'bilinear', alignCorners: true });
  }
}
