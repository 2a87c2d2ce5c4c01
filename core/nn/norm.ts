/** Normalization over features of one example. */
import * as F from '../api.gen.ts';
import { ArgumentError } from '../errors.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { FACTORY, type Factory, parameter } from './make.ts';
import { Module } from './module.ts';
import { Parameter } from './parameter.ts';
import { python } from './print.ts';

/** A parameter of ones. */
export function onesParameter(shape: number[], factory: Factory): Parameter {
  return new Parameter(F.ones(shape, { device: factory.device, dtype: factory.dtype }));
}

export interface LayerNormOptions extends Factory {
  eps?: number;
  elementwiseAffine?: boolean;
  bias?: boolean;
}

/** (x - mean) / sqrt(var + eps) over the last dimensions, which have the shape `normalizedShape`; then weight and bias. */
export class LayerNorm extends Module {
  readonly normalizedShape: number[];
  readonly eps: number;
  weight: Parameter | null;
  bias: Parameter | null;

  constructor(normalizedShape: number | readonly number[], options?: LayerNormOptions);
  constructor(normalizedShape: number | readonly number[], eps?: number, elementwiseAffine?: boolean, bias?: boolean);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<Required<LayerNormOptions> & { normalizedShape: number | number[] }>(
      `LayerNorm(normalizedShape: number | number[], eps: number = 1e-5, elementwiseAffine: boolean = true, bias: boolean = true, ${FACTORY})`,
      args,
    );
    this.normalizedShape = typeof o.normalizedShape === 'number' ? [o.normalizedShape] : o.normalizedShape.slice();
    this.eps = o.eps;
    this.weight = o.elementwiseAffine ? onesParameter(this.normalizedShape.slice(), o) : null;
    this.bias = o.elementwiseAffine && o.bias ? parameter(this.normalizedShape.slice(), o) : null;
  }

  forward(input: Tensor): Tensor {
    return F.layerNorm(input, this.normalizedShape, this.weight, this.bias, this.eps);
  }
  override extraRepr(): string {
    return `${python(this.normalizedShape)}, eps=${python(this.eps)}, elementwise_affine=${python(this.weight !== null)}`;
  }
}

export interface RMSNormOptions extends Factory {
  eps?: number | null;
  elementwiseAffine?: boolean;
}

/** x / sqrt(mean(x^2) + eps) over the last dimensions, times the weight. `eps` defaults to the dtype's machine epsilon. */
export class RMSNorm extends Module {
  readonly normalizedShape: number[];
  readonly eps: number | null;
  weight: Parameter | null;

  constructor(normalizedShape: number | readonly number[], options?: RMSNormOptions);
  constructor(normalizedShape: number | readonly number[], eps?: number | null, elementwiseAffine?: boolean);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<Required<RMSNormOptions> & { normalizedShape: number | number[] }>(
      `RMSNorm(normalizedShape: number | number[], eps?: number | null, elementwiseAffine: boolean = true, ${FACTORY})`,
      args,
    );
    this.normalizedShape = typeof o.normalizedShape === 'number' ? [o.normalizedShape] : o.normalizedShape.slice();
    this.eps = o.eps;
    this.weight = o.elementwiseAffine ? onesParameter(this.normalizedShape.slice(), o) : null;
  }

  forward(input: Tensor): Tensor {
    return F.rmsNorm(input, this.normalizedShape, this.weight, this.eps);
  }
  override extraRepr(): string {
    return `${python(this.normalizedShape)}, eps=${python(this.eps)}, elementwise_affine=${python(this.weight !== null)}`;
  }
}

/** Normalizes each example's channels in `numGroups` groups: layer norm with 1 group, instance norm with one a channel. */
export class GroupNorm extends Module {
  readonly numGroups: number;
  readonly numChannels: number;
  readonly eps: number;
  weight: Parameter | null;
  bias: Parameter | null;

  constructor(numGroups: number, numChannels: number, options?: Factory & { eps?: number; affine?: boolean });
  constructor(numGroups: number, numChannels: number, eps?: number, affine?: boolean, options?: Factory);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<Required<Factory> & { numGroups: number; numChannels: number; eps: number; affine: boolean }>(
      `GroupNorm(numGroups: number, numChannels: number, eps: number = 1e-5, affine: boolean = true, ${FACTORY})`,
      args,
    );
    if (o.numChannels % o.numGroups !== 0) {
      throw new ArgumentError(`GroupNorm: ${o.numChannels} channels do not split into ${o.numGroups} groups`, {
        op: 'GroupNorm',
        fix: 'numGroups must divide numChannels.',
      });
    }
    this.numGroups = o.numGroups;
    this.numChannels = o.numChannels;
    this.eps = o.eps;
    this.weight = o.affine ? onesParameter([o.numChannels], o) : null;
    this.bias = o.affine ? parameter([o.numChannels], o) : null;
  }

  forward(input: Tensor): Tensor {
    return F.groupNorm(input, this.numGroups, this.weight, this.bias, this.eps);
  }
  override extraRepr(): string {
    return `${this.numGroups}, ${this.numChannels}, eps=${python(this.eps)}, affine=${python(this.weight !== null)}`;
  }
}

/** x / (k + alpha mean(x^2))^beta over `size` neighbouring channels (AlexNet). */
export class LocalResponseNorm extends Module {
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;
  constructor(size: number, options?: { alpha?: number; beta?: number; k?: number });
  constructor(size: number, alpha?: number, beta?: number, k?: number);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ size: number; alpha: number; beta: number; k: number }>(
      'LocalResponseNorm(size: number, alpha: number = 0.0001, beta: number = 0.75, k: number = 1)',
      args,
    );
    this.size = o.size;
    this.alpha = o.alpha;
    this.beta = o.beta;
    this.k = o.k;
  }
  forward(input: Tensor): Tensor {
    return F.localResponseNorm(input, this.size, this.alpha, this.beta, this.k);
  }
  override extraRepr(): string {
    return `${this.size}, alpha=${python(this.alpha)}, beta=${python(this.beta)}, k=${python(this.k)}`;
  }
}
