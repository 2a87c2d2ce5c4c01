/**
 * Scales that keep the variance of signals from layer to layer. With n inputs of unit variance, weights of variance
 * gain^2 / n give outputs of unit variance; a uniform on [-b, b] has variance b^2 / 3.
 */
import { ArgumentError } from '../errors.ts';
import { bindOptions } from '../ops/options.ts';
import { fillNormal, fillUniform } from '../random/distributions.ts';
import { defaultGenerator, type Generator } from '../random/generator.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { fans, refill } from './fill.ts';

export type Nonlinearity =
  | 'linear'
  | 'conv1d'
  | 'conv2d'
  | 'conv3d'
  | 'conv_transpose1d'
  | 'conv_transpose2d'
  | 'conv_transpose3d'
  | 'sigmoid'
  | 'tanh'
  | 'relu'
  | 'leaky_relu'
  | 'selu';

const GAINS: Record<string, (slope: number) => number> = {
  sigmoid: () => 1,
  tanh: () => 5 / 3,
  relu: () => Math.SQRT2,
  leaky_relu: (slope) => Math.sqrt(2 / (1 + slope * slope)),
  selu: () => 3 / 4,
};

/** What a nonlinearity does to the scale; `param` is the negative slope of leaky_relu (0.01). */
export function calculateGain(
  nonlinearity: Nonlinearity | { nonlinearity: Nonlinearity; param?: number },
  param?: number,
): number;
export function calculateGain(...args: unknown[]): number {
  const { nonlinearity, param } = bindOptions<{ nonlinearity: string; param: number | null }>(
    'calculateGain(nonlinearity: any, param?: number)',
    args,
  );
  if (nonlinearity === 'linear' || /^conv(_transpose)?[123]d$/.test(nonlinearity)) return 1;
  const gain = GAINS[nonlinearity];
  if (!gain) {
    throw new ArgumentError(`calculateGain: unknown nonlinearity '${nonlinearity}'`, {
      op: 'calculateGain',
      fix: `Use linear, ${Object.keys(GAINS).join(', ')}.`,
    });
  }
  return gain(param ?? 0.01);
}

export interface XavierOptions {
  gain?: number;
  generator?: Generator | null;
}
type Bound = { tensor: Tensor; gain: number; generator: Generator | null };
const XAVIER = '(tensor: Tensor, gain: number = 1, generator?: Generator)';

/** Glorot and Bengio (2010): uniform with b = gain sqrt(6 / (fanIn + fanOut)). */
export function xavierUniform_(tensor: Tensor, gain?: number | XavierOptions): Tensor;
export function xavierUniform_(...args: unknown[]): Tensor {
  const { tensor, gain, generator } = bindOptions<Bound>(`xavierUniform_${XAVIER}`, args);
  const { fanIn, fanOut } = fans(tensor, 'xavierUniform_');
  const bound = Math.sqrt(3) * gain * Math.sqrt(2 / (fanIn + fanOut));
  return refill(tensor, 'xavierUniform_', (values) =>
    fillUniform(values, -bound, bound, generator ?? defaultGenerator),
  );
}

/** Glorot and Bengio (2010): normal with std = gain sqrt(2 / (fanIn + fanOut)). */
export function xavierNormal_(tensor: Tensor, gain?: number | XavierOptions): Tensor;
export function xavierNormal_(...args: unknown[]): Tensor {
  const { tensor, gain, generator } = bindOptions<Bound>(`xavierNormal_${XAVIER}`, args);
  const { fanIn, fanOut } = fans(tensor, 'xavierNormal_');
  const std = gain * Math.sqrt(2 / (fanIn + fanOut));
  return refill(tensor, 'xavierNormal_', (values) => fillNormal(values, 0, std, generator ?? defaultGenerator));
}

export interface KaimingOptions {
  /** Negative slope, for leaky_relu. */
  a?: number;
  /** Which number of connections counts: `fan_in` keeps the forward signal's variance, `fan_out` the gradient's. */
  mode?: 'fan_in' | 'fan_out';
  nonlinearity?: Nonlinearity;
  generator?: Generator | null;
}
const KAIMING =
  "(tensor: Tensor, a: number = 0, mode: 'fan_in' | 'fan_out' = 'fan_in', nonlinearity: any = 'leaky_relu', generator?: Generator)";

function kaimingStd(tensor: Tensor, { a, mode, nonlinearity }: Required<KaimingOptions>, op: string): number {
  const { fanIn, fanOut } = fans(tensor, op);
  return calculateGain(nonlinearity, a) / Math.sqrt(mode === 'fan_in' ? fanIn : fanOut);
}

/** He et al. (2015): uniform with b = gain sqrt(3 / fan). */
export function kaimingUniform_(tensor: Tensor, options?: KaimingOptions): Tensor;
export function kaimingUniform_(
  tensor: Tensor,
  a?: number,
  mode?: 'fan_in' | 'fan_out',
  nonlinearity?: Nonlinearity,
): Tensor;
export function kaimingUniform_(...args: unknown[]): Tensor {
  const o = bindOptions<Required<KaimingOptions> & { tensor: Tensor }>(`kaimingUniform_${KAIMING}`, args);
  if (o.tensor.shape.includes(0)) return o.tensor;
  const bound = Math.sqrt(3) * kaimingStd(o.tensor, o, 'kaimingUniform_');
  return refill(o.tensor, 'kaimingUniform_', (values) =>
    fillUniform(values, -bound, bound, o.generator ?? defaultGenerator),
  );
}

/** He et al. (2015): normal with std = gain / sqrt(fan). */
export function kaimingNormal_(tensor: Tensor, options?: KaimingOptions): Tensor;
export function kaimingNormal_(
  tensor: Tensor,
  a?: number,
  mode?: 'fan_in' | 'fan_out',
  nonlinearity?: Nonlinearity,
): Tensor;
export function kaimingNormal_(...args: unknown[]): Tensor {
  const o = bindOptions<Required<KaimingOptions> & { tensor: Tensor }>(`kaimingNormal_${KAIMING}`, args);
  if (o.tensor.shape.includes(0)) return o.tensor;
  const std = kaimingStd(o.tensor, o, 'kaimingNormal_');
  return refill(o.tensor, 'kaimingNormal_', (values) => fillNormal(values, 0, std, o.generator ?? defaultGenerator));
}
