/** Pooling to a given output size, p-norm pooling, and the way back from max pooling. */
import * as F from '../api.gen.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Module } from './module.ts';
import { python } from './print.ts';

type Size = number | readonly number[];
type Plain = number | number[];
/** Output size by dimension; null keeps the input's. */
type Target = number | readonly (number | null)[];
type PlainTarget = number | (number | null)[];

abstract class Adaptive extends Module {
  readonly outputSize: PlainTarget;
  constructor(outputSize: Target | { outputSize: Target });
  constructor(...args: unknown[]) {
    super();
    this.outputSize = bindOptions<{ outputSize: PlainTarget }>(
      `${new.target.name}(outputSize: number | (number | null)[])`,
      args,
    ).outputSize;
  }
  override extraRepr(): string {
    return `output_size=${python(this.outputSize)}`;
  }
}

abstract class AdaptiveMax extends Adaptive {
  readonly returnIndices: boolean;
  constructor(outputSize: Target, options?: { returnIndices?: boolean });
  constructor(...args: unknown[]) {
    const o = bindOptions<{ outputSize: PlainTarget; returnIndices: boolean }>(
      `${new.target.name}(outputSize: number | (number | null)[], returnIndices: boolean = false)`,
      args,
    );
    super(o.outputSize);
    this.returnIndices = o.returnIndices;
  }
}

/** Means of regions that split (batch, channels, length) into `outputSize` places. */
export class AdaptiveAvgPool1d extends Adaptive {
  forward(input: Tensor): Tensor {
    return F.adaptiveAvgPool1d(input, this.outputSize);
  }
}

/** Largest values of regions that split (batch, channels, length) into `outputSize` places. */
export class AdaptiveMaxPool1d extends AdaptiveMax {
  forward(input: Tensor): Tensor {
    return F.adaptiveMaxPool1d(input, this.outputSize, { returnIndices: this.returnIndices }) as Tensor;
  }
}

/** Means of regions that split images (batch, channels, height, width) into `outputSize` places. */
export class AdaptiveAvgPool2d extends Adaptive {
  forward(input: Tensor): Tensor {
    return F.adaptiveAvgPool2d(input, this.outputSize);
  }
}

/** Largest values of regions that split images (batch, channels, height, width) into `outputSize` places. */
export class AdaptiveMaxPool2d extends AdaptiveMax {
  forward(input: Tensor): Tensor {
    return F.adaptiveMaxPool2d(input, this.outputSize, { returnIndices: this.returnIndices }) as Tensor;
  }
}

/** Means of regions that split volumes (batch, channels, depth, height, width) into `outputSize` places. */
export class AdaptiveAvgPool3d extends Adaptive {
  forward(input: Tensor): Tensor {
    return F.adaptiveAvgPool3d(input, this.outputSize);
  }
}

/** Largest values of regions that split volumes (batch, channels, depth, height, width) into `outputSize` places. */
export class AdaptiveMaxPool3d extends AdaptiveMax {
  forward(input: Tensor): Tensor {
    return F.adaptiveMaxPool3d(input, this.outputSize, { returnIndices: this.returnIndices }) as Tensor;
  }
}

abstract class LPPool extends Module {
  readonly normType: number;
  readonly kernelSize: Plain;
  readonly stride: Plain | null;
  readonly ceilMode: boolean;
  constructor(normType: number, kernelSize: Size, options?: { stride?: Size | null; ceilMode?: boolean });
  constructor(normType: number, kernelSize: Size, stride?: Size | null, ceilMode?: boolean);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ normType: number; kernelSize: Plain; stride: Plain | null; ceilMode: boolean }>(
      `${new.target.name}(normType: number, kernelSize: number | number[], stride?: number | number[] | null, ceilMode: boolean = false)`,
      args,
    );
    this.normType = o.normType;
    this.kernelSize = o.kernelSize;
    this.stride = o.stride;
    this.ceilMode = o.ceilMode;
  }
  override extraRepr(): string {
    return `norm_type=${this.normType}, kernel_size=${python(this.kernelSize)}, stride=${python(this.stride)}, ceil_mode=${python(this.ceilMode)}`;
  }
}

abstract class MaxUnpool extends Module {
  readonly kernelSize: Plain;
  readonly stride: Plain;
  readonly padding: Plain;
  constructor(kernelSize: Size, options?: { stride?: Size | null; padding?: Size });
  constructor(kernelSize: Size, stride?: Size | null, padding?: Size);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ kernelSize: Plain; stride: Plain | null; padding: Plain }>(
      `${new.target.name}(kernelSize: number | number[], stride?: number | number[] | null, padding: number | number[] = 0)`,
      args,
    );
    this.kernelSize = o.kernelSize;
    this.stride = o.stride ?? o.kernelSize;
    this.padding = o.padding;
  }
  override extraRepr(): string {
    return `kernel_size=${python(this.kernelSize)}, stride=${python(this.stride)}, padding=${python(this.padding)}`;
  }
}

/** The p-norm of each window of (batch, channels, length). */
export class LPPool1d extends LPPool {
  forward(input: Tensor): Tensor {
    return F.lpPool1d(input, this.normType, this.kernelSize, { stride: this.stride, ceilMode: this.ceilMode });
  }
}

/** The p-norm of each window of images (batch, channels, height, width). */
export class LPPool2d extends LPPool {
  forward(input: Tensor): Tensor {
    return F.lpPool2d(input, this.normType, this.kernelSize, { stride: this.stride, ceilMode: this.ceilMode });
  }
}

/** Puts pooled values back where MaxPool1d found them, zeros elsewhere. */
export class MaxUnpool1d extends MaxUnpool {
  forward(input: Tensor, indices: Tensor, outputSize?: number[] | null): Tensor {
    return F.maxUnpool1d(input, indices, this.kernelSize, {
      stride: this.stride,
      padding: this.padding,
      outputSize: outputSize ?? null,
    });
  }
}

/** Puts pooled values back where MaxPool2d found them, zeros elsewhere. */
export class MaxUnpool2d extends MaxUnpool {
  forward(input: Tensor, indices: Tensor, outputSize?: number[] | null): Tensor {
    return F.maxUnpool2d(input, indices, this.kernelSize, {
      stride: this.stride,
      padding: this.padding,
      outputSize: outputSize ?? null,
    });
  }
}
