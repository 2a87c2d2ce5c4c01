/** Optimizers that divide by the root of a sum or running mean of squared gradients. */

import { bindOptions } from '../ops/options.ts';
import { type BaseOptions, check, checkNonNegative, Optimizer, type Params, type Slot } from './optimizer.ts';

export interface AdagradOptions extends BaseOptions {
  lrDecay: number;
  weightDecay: number;
  initialAccumulatorValue: number;
  eps: number;
  /** sqrt(s + eps) instead of PyTorch's sqrt(s) + eps, as some notes have it. */
  epsInsideSqrt: boolean;
}

/** Duchi et al. (2011), torch.optim.Adagrad: s = s + g^2, p = p - lr / (1 + (t - 1) lrDecay) g / (sqrt(s) + eps). */
export class Adagrad extends Optimizer<AdagradOptions> {
  constructor(params: Params<AdagradOptions>, options?: Partial<AdagradOptions>);
  constructor(
    params: Params<AdagradOptions>,
    lr?: number,
    lrDecay?: number,
    weightDecay?: number,
    initialAccumulatorValue?: number,
    eps?: number,
  );
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<AdagradOptions & { params: Params<AdagradOptions> }>(
      'Adagrad(params: any, lr: number = 0.01, lrDecay: number = 0, weightDecay: number = 0, initialAccumulatorValue: number = 0, eps: number = 1e-10, *, maximize: boolean = false, epsInsideSqrt: boolean = false)',
      args,
    );
    super(params, options);
  }

  protected override validate(o: AdagradOptions): void {
    super.validate(o);
    checkNonNegative(o.lrDecay, 'lr_decay', 'Adagrad');
    checkNonNegative(o.weightDecay, 'weight_decay', 'Adagrad');
    checkNonNegative(o.initialAccumulatorValue, 'initial_accumulator_value', 'Adagrad');
    checkNonNegative(o.eps, 'epsilon', 'Adagrad');
  }

  protected override update(slot: Slot, o: AdagradOptions): void {
    const { p, g } = slot;
    const t = slot.count();
    const s = slot.average('sum', o.initialAccumulatorValue);
    const lr = o.lr / (1 + (t - 1) * o.lrDecay);
    for (let i = 0; i < p.length; i++) {
      const grad = g[i] + o.weightDecay * p[i];
      s[i] += grad * grad;
      p[i] -= (lr * grad) / (o.epsInsideSqrt ? Math.sqrt(s[i] + o.eps) : Math.sqrt(s[i]) + o.eps);
    }
  }
}

export interface AdadeltaOptions extends BaseOptions {
  /** Decay of both running means. */
  rho: number;
  eps: number;
  weightDecay: number;
}

/**
 * Zeiler (2012), torch.optim.Adadelta: s = rho s + (1 - rho) g^2, d = sqrt(a + eps) / sqrt(s + eps) g,
 * a = rho a + (1 - rho) d^2, p = p - lr d.
 */
export class Adadelta extends Optimizer<AdadeltaOptions> {
  constructor(params: Params<AdadeltaOptions>, options?: Partial<AdadeltaOptions>);
  constructor(params: Params<AdadeltaOptions>, lr?: number, rho?: number, eps?: number, weightDecay?: number);
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<AdadeltaOptions & { params: Params<AdadeltaOptions> }>(
      'Adadelta(params: any, lr: number = 1, rho: number = 0.9, eps: number = 1e-6, weightDecay: number = 0, *, maximize: boolean = false)',
      args,
    );
    super(params, options);
  }

  protected override validate(o: AdadeltaOptions): void {
    super.validate(o);
    check(o.rho >= 0 && o.rho <= 1, `Invalid rho value: ${o.rho}`, 'Adadelta');
    checkNonNegative(o.eps, 'epsilon', 'Adadelta');
    checkNonNegative(o.weightDecay, 'weight_decay', 'Adadelta');
  }

  protected override update(slot: Slot, { lr, rho, eps, weightDecay }: AdadeltaOptions): void {
    const { p, g } = slot;
    slot.count();
    const s = slot.average('square_avg');
    const a = slot.average('acc_delta');
    for (let i = 0; i < p.length; i++) {
      const grad = g[i] + weightDecay * p[i];
      s[i] = rho * s[i] + (1 - rho) * grad * grad;
      const delta = (Math.sqrt(a[i] + eps) / Math.sqrt(s[i] + eps)) * grad;
      a[i] = rho * a[i] + (1 - rho) * delta * delta;
      p[i] -= lr * delta;
    }
  }
}

export interface RMSpropOptions extends BaseOptions {
  /** Decay of the running mean of squares. */
  alpha: number;
  eps: number;
  weightDecay: number;
  momentum: number;
  /** Subtract the squared mean of the gradient, so that the root estimates its deviation. */
  centered: boolean;
  /** sqrt(s + eps) instead of PyTorch's sqrt(s) + eps, as some notes have it. */
  epsInsideSqrt: boolean;
}

/** Hinton's RMSprop, torch.optim.RMSprop: s = alpha s + (1 - alpha) g^2, p = p - lr g / (sqrt(s) + eps). */
export class RMSprop extends Optimizer<RMSpropOptions> {
  constructor(params: Params<RMSpropOptions>, options?: Partial<RMSpropOptions>);
  constructor(
    params: Params<RMSpropOptions>,
    lr?: number,
    alpha?: number,
    eps?: number,
    weightDecay?: number,
    momentum?: number,
    centered?: boolean,
  );
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<RMSpropOptions & { params: Params<RMSpropOptions> }>(
      'RMSprop(params: any, lr: number = 0.01, alpha: number = 0.99, eps: number = 1e-8, weightDecay: number = 0, momentum: number = 0, centered: boolean = false, *, maximize: boolean = false, epsInsideSqrt: boolean = false)',
      args,
    );
    super(params, options);
  }

  protected override validate(o: RMSpropOptions): void {
    super.validate(o);
    checkNonNegative(o.eps, 'epsilon', 'RMSprop');
    checkNonNegative(o.momentum, 'momentum', 'RMSprop');
    checkNonNegative(o.weightDecay, 'weight_decay', 'RMSprop');
    checkNonNegative(o.alpha, 'alpha', 'RMSprop');
  }

  protected override update(slot: Slot, o: RMSpropOptions): void {
    const { p, g } = slot;
    const { lr, alpha, eps, weightDecay, momentum, centered } = o;
    slot.count();
    const s = slot.average('square_avg');
    const mean = centered ? slot.average('grad_avg') : null;
    const velocity = momentum > 0 ? slot.average('momentum_buffer') : null;
    for (let i = 0; i < p.length; i++) {
      const grad = g[i] + weightDecay * p[i];
      s[i] = alpha * s[i] + (1 - alpha) * grad * grad;
      let variance = s[i];
      if (mean) {
        mean[i] += (1 - alpha) * (grad - mean[i]);
        variance -= mean[i] * mean[i];
      }
      const step = grad / (o.epsInsideSqrt ? Math.sqrt(variance + eps) : Math.sqrt(variance) + eps);
      if (velocity) velocity[i] = momentum * velocity[i] + step;
      p[i] -= lr * (velocity ? velocity[i] : step);
    }
  }
}
