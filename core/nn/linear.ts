/** Affine maps. */
import * as F from '../api.gen.ts';
import { formatShape, ShapeError } from '../errors.ts';
import { kaimingUniform_, uniform_ } from '../init/index.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { FACTORY, type Factory, parameter } from './make.ts';
import { Module } from './module.ts';
import type { Parameter } from './parameter.ts';
import { python } from './print.ts';

/** Passes its input on; takes any arguments and ignores them. */
export class Identity extends Module {
  constructor(..._args: unknown[]) {
    super();
  }
  forward(input: Tensor): Tensor {
    return input;
  }
}

/**
 * y = x W^T + b. The input's last dimension is `inFeatures`, the output's `outFeatures`; leading dimensions stay.
 * Weight [outFeatures, inFeatures] and bias are drawn uniformly from +-1 / sqrt(inFeatures).
 */
export class Linear extends Module {
  readonly inFeatures: number;
  readonly outFeatures: number;
  weight: Parameter;
  bias: Parameter | null;

  constructor(inFeatures: number, outFeatures: number, options?: Factory & { bias?: boolean });
  constructor(inFeatures: number, outFeatures: number, bias?: boolean, options?: Factory);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<Required<Factory> & { inFeatures: number; outFeatures: number; bias: boolean }>(
      `Linear(inFeatures: number, outFeatures: number, bias: boolean = true, ${FACTORY})`,
      args,
    );
    this.inFeatures = o.inFeatures;
    this.outFeatures = o.outFeatures;
    this.weight = parameter([o.outFeatures, o.inFeatures], o);
    this.bias = o.bias ? parameter([o.outFeatures], o) : null;
    this.resetParameters();
  }

  /** PyTorch's default: Kaiming's uniform with a = sqrt(5), which is +-1 / sqrt(inFeatures). */
  resetParameters(): void {
    kaimingUniform_(this.weight, { a: Math.sqrt(5) });
    const bound = this.inFeatures > 0 ? 1 / Math.sqrt(this.inFeatures) : 0;
    if (this.bias) uniform_(this.bias, -bound, bound);
  }

  forward(input: Tensor): Tensor {
    const last = input.shape[input.shape.length - 1];
    if (last !== this.inFeatures) throw this.misfit(input);
    return F.linear(input, this.weight, this.bias);
  }

  private misfit(input: Tensor): ShapeError {
    const { shape } = input;
    return new ShapeError(
      `Linear: the input ${formatShape(shape)} ends in ${shape.length ? shape[shape.length - 1] : 'no dimension'}, this layer expects ${this.inFeatures} features (weight ${formatShape(this.weight.shape)})`,
      {
        op: 'Linear',
        operands: [
          { name: 'input', shape, axes: shape.length ? [shape.length - 1] : [] },
          { name: 'weight', shape: this.weight.shape, axes: [1] },
        ],
        expected: String(this.inFeatures),
        fix: linearFix(shape, this.inFeatures),
      },
    );
  }

  override extraRepr(): string {
    return `in_features=${this.inFeatures}, out_features=${this.outFeatures}, bias=${python(this.bias !== null)}`;
  }
}

/** The likeliest repair: flatten images, transpose, or make the layer as wide as its input. */
function linearFix(shape: readonly number[], inFeatures: number): string {
  for (let start = 1; start < shape.length - 1; start++) {
    const tail = shape.slice(start);
    if (tail.reduce((n, size) => n * size, 1) === inFeatures) {
      return `Flatten the input first: ${tail.join('x')} has ${inFeatures} elements (x.flatten(${start}), or an nn.Flatten() before this layer).`;
    }
  }
  if (shape.length >= 2 && shape[shape.length - 2] === inFeatures)
    return 'The features are in the last but one dimension: x.transpose(-2, -1).';
  return `Make it nn.Linear(${shape[shape.length - 1] ?? 1}, ...), or give it an input whose last dimension is ${inFeatures}.`;
}

/** y_k = x1^T A_k x2 + b_k, for two inputs with equal leading dimensions. */
export class Bilinear extends Module {
  readonly in1Features: number;
  readonly in2Features: number;
  readonly outFeatures: number;
  weight: Parameter;
  bias: Parameter | null;

  constructor(in1Features: number, in2Features: number, outFeatures: number, options?: Factory & { bias?: boolean });
  constructor(in1Features: number, in2Features: number, outFeatures: number, bias?: boolean, options?: Factory);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<
      Required<Factory> & { in1Features: number; in2Features: number; outFeatures: number; bias: boolean }
    >(
      `Bilinear(in1Features: number, in2Features: number, outFeatures: number, bias: boolean = true, ${FACTORY})`,
      args,
    );
    this.in1Features = o.in1Features;
    this.in2Features = o.in2Features;
    this.outFeatures = o.outFeatures;
    this.weight = parameter([o.outFeatures, o.in1Features, o.in2Features], o);
    this.bias = o.bias ? parameter([o.outFeatures], o) : null;
    this.resetParameters();
  }

  resetParameters(): void {
    const bound = 1 / Math.sqrt(this.in1Features);
    uniform_(this.weight, -bound, bound);
    if (this.bias) uniform_(this.bias, -bound, bound);
  }

  forward(input1: Tensor, input2: Tensor): Tensor {
    return F.bilinear(input1, input2, this.weight, this.bias);
  }

  override extraRepr(): string {
    return `in1_features=${this.in1Features}, in2_features=${this.in2Features}, out_features=${this.outFeatures}, bias=${python(this.bias !== null)}`;
  }
}
