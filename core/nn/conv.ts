/** Convolutions over one, two and three dimensions, and their transposes. */
import * as F from '../api.gen.ts';
import { ArgumentError } from '../errors.ts';
import { kaimingUniform_, uniform_ } from '../init/index.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type Factory, parameter, spatial } from './make.ts';
import { Module } from './module.ts';
import type { Parameter } from './parameter.ts';
import { python } from './print.ts';

type Size = number | readonly number[];
export type PaddingMode = 'zeros' | 'reflect' | 'replicate' | 'circular';

export interface ConvOptions extends Factory {
  stride?: Size;
  /** Zeros on both sides of every dimension; 'same' keeps the size, 'valid' pads nothing. */
  padding?: Size | 'same' | 'valid';
  dilation?: Size;
  /** Channels are convolved in this many separate groups; inChannels groups make it depthwise. */
  groups?: number;
  bias?: boolean;
  paddingMode?: PaddingMode;
}

/** What all convolutions share: sizes, parameters, their drawing and their printed form. */
abstract class ConvBase extends Module {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: number[];
  readonly stride: number[];
  readonly padding: number[] | 'same' | 'valid';
  readonly dilation: number[];
  readonly groups: number;
  readonly paddingMode: PaddingMode;
  weight: Parameter;
  bias: Parameter | null;

  protected constructor(
    dims: number,
    transposed: boolean,
    o: Required<ConvOptions> & { inChannels: number; outChannels: number; kernelSize: Size },
  ) {
    super();
    const name = new.target.name;
    for (const [what, channels] of [
      ['inChannels', o.inChannels],
      ['outChannels', o.outChannels],
    ] as const) {
      if (!(o.groups > 0) || channels % o.groups !== 0) {
        throw new ArgumentError(`${name}: ${what} ${channels} must be divisible by groups ${o.groups}`, { op: name });
      }
    }
    if (typeof o.padding === 'string' && !['same', 'valid'].includes(o.padding)) {
      throw new ArgumentError(`${name}: unknown padding '${o.padding}'`, {
        op: name,
        fix: "Use a number, 'same' or 'valid'.",
      });
    }
    if (!['zeros', 'reflect', 'replicate', 'circular'].includes(o.paddingMode)) {
      throw new ArgumentError(`${name}: unknown paddingMode '${o.paddingMode}'`, {
        op: name,
        fix: "Use 'zeros', 'reflect', 'replicate' or 'circular'.",
      });
    }
    this.inChannels = o.inChannels;
    this.outChannels = o.outChannels;
    this.kernelSize = spatial(o.kernelSize, dims);
    this.stride = spatial(o.stride, dims);
    this.padding = typeof o.padding === 'string' ? o.padding : spatial(o.padding, dims);
    if (this.padding === 'same' && this.stride.some((s) => s !== 1)) {
      throw new ArgumentError(`${name}: padding 'same' needs stride 1, got ${this.stride.join(', ')}`, { op: name });
    }
    this.dilation = spatial(o.dilation, dims);
    this.groups = o.groups;
    this.paddingMode = o.paddingMode;
    const channels = transposed ? [o.inChannels, o.outChannels / o.groups] : [o.outChannels, o.inChannels / o.groups];
    this.weight = parameter([...channels, ...this.kernelSize], o);
    this.bias = o.bias ? parameter([o.outChannels], o) : null;
    this.resetParameters();
  }

  /** Kaiming's uniform with a = sqrt(5): +-1 / sqrt(connections of one output). */
  resetParameters(): void {
    kaimingUniform_(this.weight, { a: Math.sqrt(5) });
    if (!this.bias) return;
    const fanIn = this.weight.shape.slice(1).reduce((n, size) => n * size, 1);
    const bound = fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0;
    uniform_(this.bias, -bound, bound);
  }

  override extraRepr(): string {
    const parts = [
      `${this.inChannels}, ${this.outChannels}, kernel_size=${python(this.kernelSize)}, stride=${python(this.stride)}`,
    ];
    if (typeof this.padding === 'string' ? true : this.padding.some((p) => p !== 0))
      parts.push(`padding=${python(this.padding)}`);
    if (this.dilation.some((d) => d !== 1)) parts.push(`dilation=${python(this.dilation)}`);
    if (this.groups !== 1) parts.push(`groups=${this.groups}`);
    if (!this.bias) parts.push('bias=False');
    if (this.paddingMode !== 'zeros') parts.push(`padding_mode=${this.paddingMode}`);
    return parts.join(', ');
  }
}

const CONV =
  "(inChannels: number, outChannels: number, kernelSize: number | number[], stride: number | number[] = 1, padding: any = 0, dilation: number | number[] = 1, groups: number = 1, bias: boolean = true, paddingMode: any = 'zeros', *, device?: string, dtype?: DType)";

function bindConv(
  name: string,
  args: readonly unknown[],
): Required<ConvOptions> & { inChannels: number; outChannels: number; kernelSize: Size } {
  return bindOptions(`${name}${CONV}`, args);
}

/** Pads as the mode says, so that the convolution itself pads nothing; null when zeros do. */
abstract class Conv extends ConvBase {
  protected padded(input: Tensor): { input: Tensor; padding: number[] | 'same' | 'valid' } {
    if (this.paddingMode === 'zeros') return { input, padding: this.padding };
    const sides: number[] = [];
    for (let d = this.kernelSize.length - 1; d >= 0; d--) {
      if (this.padding === 'same') {
        const total = this.dilation[d] * (this.kernelSize[d] - 1);
        sides.push(Math.floor(total / 2), total - Math.floor(total / 2));
      } else {
        const size = this.padding === 'valid' ? 0 : this.padding[d];
        sides.push(size, size);
      }
    }
    return { input: F.pad(input, sides, { mode: this.paddingMode }), padding: this.kernelSize.map(() => 0) };
  }
}

/** Cross-correlation of (batch, channels, length) with learned kernels. */
export class Conv1d extends Conv {
  constructor(inChannels: number, outChannels: number, kernelSize: Size, options?: ConvOptions);
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size,
    stride?: Size,
    padding?: ConvOptions['padding'],
    dilation?: Size,
    groups?: number,
    bias?: boolean,
  );
  constructor(...args: unknown[]) {
    super(1, false, bindConv('Conv1d', args));
  }
  forward(input: Tensor): Tensor {
    const { input: x, padding } = this.padded(input);
    return F.conv1d(x, this.weight, this.bias, {
      stride: this.stride,
      padding,
      dilation: this.dilation,
      groups: this.groups,
    });
  }
}

/** Cross-correlation of images (batch, channels, height, width) with learned kernels. */
export class Conv2d extends Conv {
  constructor(inChannels: number, outChannels: number, kernelSize: Size, options?: ConvOptions);
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size,
    stride?: Size,
    padding?: ConvOptions['padding'],
    dilation?: Size,
    groups?: number,
    bias?: boolean,
  );
  constructor(...args: unknown[]) {
    super(2, false, bindConv('Conv2d', args));
  }
  forward(input: Tensor): Tensor {
    const { input: x, padding } = this.padded(input);
    return F.conv2d(x, this.weight, this.bias, {
      stride: this.stride,
      padding,
      dilation: this.dilation,
      groups: this.groups,
    });
  }
}

/** Cross-correlation of volumes (batch, channels, depth, height, width) with learned kernels. */
export class Conv3d extends Conv {
  constructor(inChannels: number, outChannels: number, kernelSize: Size, options?: ConvOptions);
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size,
    stride?: Size,
    padding?: ConvOptions['padding'],
    dilation?: Size,
    groups?: number,
    bias?: boolean,
  );
  constructor(...args: unknown[]) {
    super(3, false, bindConv('Conv3d', args));
  }
  forward(input: Tensor): Tensor {
    const { input: x, padding } = this.padded(input);
    return F.conv3d(x, this.weight, this.bias, {
      stride: this.stride,
      padding,
      dilation: this.dilation,
      groups: this.groups,
    });
  }
}

export interface ConvTransposeOptions extends Factory {
  stride?: Size;
  padding?: Size;
  /** Rows added on one side, to choose among the input sizes that a strided convolution maps to one. */
  outputPadding?: Size;
  groups?: number;
  bias?: boolean;
  dilation?: Size;
}

const TRANSPOSED =
  "(inChannels: number, outChannels: number, kernelSize: number | number[], stride: number | number[] = 1, padding: number | number[] = 0, outputPadding: number | number[] = 0, groups: number = 1, bias: boolean = true, dilation: number | number[] = 1, paddingMode: any = 'zeros', *, device?: string, dtype?: DType)";

/** The transpose (the gradient with respect to the input) of a convolution: it enlarges by the stride. */
abstract class ConvTranspose extends ConvBase {
  readonly outputPadding: number[];

  protected constructor(dims: number, args: readonly unknown[]) {
    const o = bindOptions<
      Required<ConvOptions> & { inChannels: number; outChannels: number; kernelSize: Size; outputPadding: Size }
    >(`ConvTranspose${dims}d${TRANSPOSED}`, args);
    super(dims, true, o);
    this.outputPadding = spatial(o.outputPadding, dims);
    if (this.paddingMode !== 'zeros') {
      throw new ArgumentError(`${this.constructor.name}: only paddingMode 'zeros' is possible`, {
        op: this.constructor.name,
      });
    }
  }

  /** Options of the functional form; `outputSize` picks the output padding. */
  protected settings(
    input: Tensor,
    outputSize?: readonly number[] | null,
  ): { stride: number[]; padding: number[]; outputPadding: number[]; groups: number; dilation: number[] } {
    const padding = this.padding as number[];
    let { outputPadding } = this;
    if (outputSize) {
      const dims = this.kernelSize.length;
      const sizes = outputSize.slice(-dims);
      outputPadding = sizes.map((size, d) => {
        const smallest =
          (input.shape[input.shape.length - dims + d] - 1) * this.stride[d] -
          2 * padding[d] +
          this.dilation[d] * (this.kernelSize[d] - 1) +
          1;
        const extra = size - smallest;
        if (extra < 0 || extra >= this.stride[d]) {
          throw new ArgumentError(
            `${this.constructor.name}: outputSize ${size} is not between ${smallest} and ${smallest + this.stride[d] - 1}`,
            {
              op: this.constructor.name,
            },
          );
        }
        return extra;
      });
    }
    return { stride: this.stride, padding, outputPadding, groups: this.groups, dilation: this.dilation };
  }

  override extraRepr(): string {
    const extra = this.outputPadding.some((p) => p !== 0) ? `, output_padding=${python(this.outputPadding)}` : '';
    return super.extraRepr() + extra;
  }
}

/** Transposed convolution of (batch, channels, length). */
export class ConvTranspose1d extends ConvTranspose {
  constructor(inChannels: number, outChannels: number, kernelSize: Size, options?: ConvTransposeOptions);
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size,
    stride?: Size,
    padding?: Size,
    outputPadding?: Size,
    groups?: number,
    bias?: boolean,
    dilation?: Size,
  );
  constructor(...args: unknown[]) {
    super(1, args);
  }
  forward(input: Tensor, outputSize?: readonly number[] | null): Tensor {
    return F.convTranspose1d(input, this.weight, this.bias, this.settings(input, outputSize));
  }
}

/** Transposed convolution of images. */
export class ConvTranspose2d extends ConvTranspose {
  constructor(inChannels: number, outChannels: number, kernelSize: Size, options?: ConvTransposeOptions);
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size,
    stride?: Size,
    padding?: Size,
    outputPadding?: Size,
    groups?: number,
    bias?: boolean,
    dilation?: Size,
  );
  constructor(...args: unknown[]) {
    super(2, args);
  }
  forward(input: Tensor, outputSize?: readonly number[] | null): Tensor {
    return F.convTranspose2d(input, this.weight, this.bias, this.settings(input, outputSize));
  }
}

/** Transposed convolution of volumes. */
export class ConvTranspose3d extends ConvTranspose {
  constructor(inChannels: number, outChannels: number, kernelSize: Size, options?: ConvTransposeOptions);
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size,
    stride?: Size,
    padding?: Size,
    outputPadding?: Size,
    groups?: number,
    bias?: boolean,
    dilation?: Size,
  );
  constructor(...args: unknown[]) {
    super(3, args);
  }
  forward(input: Tensor, outputSize?: readonly number[] | null): Tensor {
    return F.convTranspose3d(input, this.weight, this.bias, this.settings(input, outputSize));
  }
}
