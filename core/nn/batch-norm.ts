/** Normalization of channels with statistics of the batch, or of each example, and running averages of them. */
import * as F from '../api.gen.ts';
import { noGrad } from '../autograd/modes.ts';
import { formatShape, ShapeError } from '../errors.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { FACTORY, type Factory, parameter } from './make.ts';
import { Module } from './module.ts';
import { onesParameter } from './norm.ts';
import type { Parameter } from './parameter.ts';
import { python } from './print.ts';

export interface NormOptions extends Factory {
  eps?: number;
  /** Weight of a new batch in the running averages; null averages over all batches. */
  momentum?: number | null;
  /** Learn a weight and a bias per channel. */
  affine?: boolean;
  trackRunningStats?: boolean;
}

/** Channels, options, parameters and running averages. */
abstract class NormBase extends Module {
  readonly numFeatures: number;
  readonly eps: number;
  momentum: number | null;
  readonly affine: boolean;
  readonly trackRunningStats: boolean;
  weight: Parameter | null;
  bias: Parameter | null;
  declare running_mean: Tensor | null;
  declare running_var: Tensor | null;
  declare num_batches_tracked: Tensor | null;

  protected constructor(name: string, defaults: { affine: boolean; track: boolean }, args: readonly unknown[]) {
    super();
    const o = bindOptions<Required<NormOptions> & { numFeatures: number }>(
      `${name}(numFeatures: number, eps: number = 1e-5, momentum: number | null = 0.1, affine: boolean = ${defaults.affine}, trackRunningStats: boolean = ${defaults.track}, ${FACTORY})`,
      args,
    );
    this.numFeatures = o.numFeatures;
    this.eps = o.eps;
    this.momentum = o.momentum;
    this.affine = o.affine;
    this.trackRunningStats = o.trackRunningStats;
    this.weight = o.affine ? onesParameter([o.numFeatures], o) : null;
    this.bias = o.affine ? parameter([o.numFeatures], o) : null;
    const track = o.trackRunningStats;
    const factory = { device: o.device, dtype: o.dtype };
    this.registerBuffer('running_mean', track ? F.zeros([o.numFeatures], factory) : null);
    this.registerBuffer('running_var', track ? F.ones([o.numFeatures], factory) : null);
    this.registerBuffer('num_batches_tracked', track ? F.zeros([], { device: o.device, dtype: 'int32' }) : null);
  }

  /** Accepted numbers of dimensions, with what they mean. */
  protected abstract readonly ranks: Readonly<Record<number, string>>;

  protected checkInput(input: Tensor): void {
    if (input.shape.length in this.ranks) return;
    const name = this.constructor.name;
    const accepted = Object.values(this.ranks).join(' or ');
    throw new ShapeError(`${name}: expected ${accepted}, got ${formatShape(input.shape)}`, {
      op: name,
      operands: [{ name: 'input', shape: input.shape }],
      expected: accepted,
      got: formatShape(input.shape),
      fix: `${input.shape.length + 1}` in this.ranks ? 'Is the batch missing? Insert it: x.unsqueeze(0).' : undefined,
    });
  }

  /** Forgets the running averages. */
  resetRunningStats(): void {
    this.running_mean?.zero_();
    this.running_var?.fill_(1);
    this.num_batches_tracked?.zero_();
  }

  override extraRepr(): string {
    return `${this.numFeatures}, eps=${python(this.eps)}, momentum=${python(this.momentum)}, affine=${python(this.affine)}, track_running_stats=${python(this.trackRunningStats)}`;
  }
}

/**
 * y = (x - mean) / sqrt(var + eps) * weight + bias, channel by channel. Training takes mean and variance of the batch
 * and moves the running averages by `momentum`; evaluation takes the running averages.
 */
abstract class BatchNorm extends NormBase {
  protected constructor(name: string, args: readonly unknown[]) {
    super(name, { affine: true, track: true }, args);
  }

  forward(input: Tensor): Tensor {
    this.checkInput(input);
    let factor = this.momentum ?? 0;
    if (this.training && this.trackRunningStats && this.num_batches_tracked) {
      const count = this.num_batches_tracked;
      noGrad(() => count.add_(1));
      if (this.momentum === null && count.device === 'cpu') factor = 1 / count.item();
    }
    const fromBatch = this.training || (this.running_mean === null && this.running_var === null);
    const useRunning = !this.training || this.trackRunningStats;
    return F.batchNorm(
      input,
      useRunning ? this.running_mean : null,
      useRunning ? this.running_var : null,
      this.weight,
      this.bias,
      {
        training: fromBatch,
        momentum: factor,
        eps: this.eps,
      },
    );
  }
}

/** Batch norm of (batch, features) or (batch, channels, length). */
export class BatchNorm1d extends BatchNorm {
  protected get ranks(): Readonly<Record<number, string>> {
    return { 2: '(batch, features)', 3: '(batch, channels, length)' };
  }
  constructor(numFeatures: number, options?: NormOptions);
  constructor(
    numFeatures: number,
    eps?: number,
    momentum?: number | null,
    affine?: boolean,
    trackRunningStats?: boolean,
  );
  constructor(...args: unknown[]) {
    super('BatchNorm1d', args);
  }
}

/** Batch norm of images: (batch, channels, height, width). */
export class BatchNorm2d extends BatchNorm {
  protected get ranks(): Readonly<Record<number, string>> {
    return { 4: '(batch, channels, height, width)' };
  }
  constructor(numFeatures: number, options?: NormOptions);
  constructor(
    numFeatures: number,
    eps?: number,
    momentum?: number | null,
    affine?: boolean,
    trackRunningStats?: boolean,
  );
  constructor(...args: unknown[]) {
    super('BatchNorm2d', args);
  }
}

/** Batch norm of volumes: (batch, channels, depth, height, width). */
export class BatchNorm3d extends BatchNorm {
  protected get ranks(): Readonly<Record<number, string>> {
    return { 5: '(batch, channels, depth, height, width)' };
  }
  constructor(numFeatures: number, options?: NormOptions);
  constructor(
    numFeatures: number,
    eps?: number,
    momentum?: number | null,
    affine?: boolean,
    trackRunningStats?: boolean,
  );
  constructor(...args: unknown[]) {
    super('BatchNorm3d', args);
  }
}

/** Normalizes every channel of every example by its own mean and variance. */
abstract class InstanceNorm extends NormBase {
  protected constructor(name: string, args: readonly unknown[]) {
    super(name, { affine: false, track: false }, args);
  }

  forward(input: Tensor): Tensor {
    this.checkInput(input);
    const batched = Math.max(...Object.keys(this.ranks).map(Number)) === input.shape.length;
    const x = batched ? input : input.unsqueeze(0);
    const y = F.instanceNorm(x, this.running_mean, this.running_var, this.weight, this.bias, {
      useInputStats: this.training || !this.trackRunningStats,
      momentum: this.momentum ?? 0,
      eps: this.eps,
    });
    return batched ? y : y.squeeze(0);
  }
}

/** Instance norm of (batch, channels, length). */
export class InstanceNorm1d extends InstanceNorm {
  protected get ranks(): Readonly<Record<number, string>> {
    return { 2: '(channels, length)', 3: '(batch, channels, length)' };
  }
  constructor(numFeatures: number, options?: NormOptions);
  constructor(numFeatures: number, eps?: number, momentum?: number, affine?: boolean, trackRunningStats?: boolean);
  constructor(...args: unknown[]) {
    super('InstanceNorm1d', args);
  }
}

/** Instance norm of images. */
export class InstanceNorm2d extends InstanceNorm {
  protected get ranks(): Readonly<Record<number, string>> {
    return { 3: '(channels, height, width)', 4: '(batch, channels, height, width)' };
  }
  constructor(numFeatures: number, options?: NormOptions);
  constructor(numFeatures: number, eps?: number, momentum?: number, affine?: boolean, trackRunningStats?: boolean);
  constructor(...args: unknown[]) {
    super('InstanceNorm2d', args);
  }
}

/** Instance norm of volumes. */
export class InstanceNorm3d extends InstanceNorm {
  protected get ranks(): Readonly<Record<number, string>> {
    return { 4: '(channels, depth, height, width)', 5: '(batch, channels, depth, height, width)' };
  }
  constructor(numFeatures: number, options?: NormOptions);
  constructor(numFeatures: number, eps?: number, momentum?: number, affine?: boolean, trackRunningStats?: boolean);
  constructor(...args: unknown[]) {
    super('InstanceNorm3d', args);
  }
}
