/** Adam and its relatives: a running mean m of the gradient over the root of a running mean v of its square. */

import { fastAdam } from '../kernels/fast/optimizer.ts';
import { bindOptions } from '../ops/options.ts';
import { type BaseOptions, checkBetas, checkNonNegative, Optimizer, type Params, type Slot } from './optimizer.ts';

export interface AdamOptions extends BaseOptions {
  /** Decay rates of m and v. */
  betas: [number, number];
  eps: number;
  weightDecay: number;
  /** Divide by the largest v so far. */
  amsgrad: boolean;
  /** Shrink the parameter by lr * weightDecay instead of adding weightDecay * p to the gradient (AdamW). */
  decoupledWeightDecay: boolean;
  /** sqrt(v + eps) instead of PyTorch's sqrt(v) + eps, as some notes have it. */
  epsInsideSqrt: boolean;
}

const OPTIONS = (decay: number, decoupled: boolean) =>
  `(params: any, lr: number = 0.001, betas: number[] = [0.9, 0.999], eps: number = 1e-8, weightDecay: number = ${decay}, amsgrad: boolean = false, *, maximize: boolean = false, decoupledWeightDecay: boolean = ${decoupled}, epsInsideSqrt: boolean = false)`;

/**
 * Kingma and Ba (2015), torch.optim.Adam:
 * m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, p = p - lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps).
 */
export class Adam extends Optimizer<AdamOptions> {
  constructor(params: Params<AdamOptions>, options?: Partial<AdamOptions>);
  constructor(
    params: Params<AdamOptions>,
    lr?: number,
    betas?: [number, number],
    eps?: number,
    weightDecay?: number,
    amsgrad?: boolean,
  );
  constructor(...args: unknown[]) {
    const decoupled = new.target.decoupled;
    const signature = new.target.name + OPTIONS(decoupled ? 0.01 : 0, decoupled);
    const { params, ...options } = bindOptions<AdamOptions & { params: Params<AdamOptions> }>(signature, args);
    super(params, options);
  }

  /** @internal */
  static decoupled = false;

  protected override validate(o: AdamOptions): void {
    super.validate(o);
    checkNonNegative(o.eps, 'epsilon', this.constructor.name);
    checkBetas(o.betas, this.constructor.name);
    checkNonNegative(o.weightDecay, 'weight_decay', this.constructor.name);
  }

  protected override update(slot: Slot, o: AdamOptions): void {
    const { p, g } = slot;
    const { lr, eps, weightDecay, decoupledWeightDecay, amsgrad } = o;
    const [b1, b2] = o.betas;
    const t = slot.count();
    const m = slot.average('exp_avg');
    const v = slot.average('exp_avg_sq');
    const largest = amsgrad ? slot.average('max_exp_avg_sq') : v;
    const stepSize = lr / (1 - b1 ** t);
    const correction = 1 - b2 ** t;
    const root = Math.sqrt(correction);
    const shrink = decoupledWeightDecay ? 1 - lr * weightDecay : 1;
    const decay = decoupledWeightDecay ? 0 : weightDecay;
    if (!amsgrad && !o.epsInsideSqrt && fastAdam(p, g, m, v, { step: stepSize, b1, b2, eps, root, shrink, decay }))
      return;
    for (let i = 0; i < p.length; i++) {
      const grad = g[i] + decay * p[i];
      m[i] += (1 - b1) * (grad - m[i]);
      v[i] = b2 * v[i] + (1 - b2) * grad * grad;
      if (amsgrad && v[i] > largest[i]) largest[i] = v[i];
      const denominator = o.epsInsideSqrt
        ? Math.sqrt(largest[i] / correction + eps)
        : Math.sqrt(largest[i]) / root + eps;
      p[i] = p[i] * shrink - (stepSize * m[i]) / denominator;
    }
  }
}

/** Adam with decoupled weight decay: Loshchilov and Hutter (2019), torch.optim.AdamW. */
export class AdamW extends Adam {
  static override decoupled = true;
}

export interface AdamaxOptions extends BaseOptions {
  betas: [number, number];
  eps: number;
  weightDecay: number;
}

/** Adam with the infinity norm: u = max(b2 u, |g| + eps), p = p - lr / (1 - b1^t) m / u (torch.optim.Adamax). */
export class Adamax extends Optimizer<AdamaxOptions> {
  constructor(params: Params<AdamaxOptions>, options?: Partial<AdamaxOptions>);
  constructor(params: Params<AdamaxOptions>, lr?: number, betas?: [number, number], eps?: number, weightDecay?: number);
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<AdamaxOptions & { params: Params<AdamaxOptions> }>(
      'Adamax(params: any, lr: number = 0.002, betas: number[] = [0.9, 0.999], eps: number = 1e-8, weightDecay: number = 0, *, maximize: boolean = false)',
      args,
    );
    super(params, options);
  }

  protected override validate(o: AdamaxOptions): void {
    super.validate(o);
    checkNonNegative(o.eps, 'epsilon', 'Adamax');
    checkBetas(o.betas, 'Adamax');
    checkNonNegative(o.weightDecay, 'weight_decay', 'Adamax');
  }

  protected override update(slot: Slot, { lr, betas: [b1, b2], eps, weightDecay }: AdamaxOptions): void {
    const { p, g } = slot;
    const t = slot.count();
    const m = slot.average('exp_avg');
    const u = slot.average('exp_inf');
    const stepSize = lr / (1 - b1 ** t);
    for (let i = 0; i < p.length; i++) {
      const grad = g[i] + weightDecay * p[i];
      m[i] += (1 - b1) * (grad - m[i]);
      u[i] = Math.max(b2 * u[i], Math.abs(grad) + eps);
      p[i] -= (stepSize * m[i]) / u[i];
    }
  }
}

export interface NAdamOptions extends AdamaxOptions {
  /** Rate at which the momentum schedule mu_t = b1 (1 - 0.96^(t momentumDecay) / 2) rises. */
  momentumDecay: number;
  decoupledWeightDecay: boolean;
}

/** Adam with Nesterov momentum: Dozat (2016), torch.optim.NAdam. */
export class NAdam extends Optimizer<NAdamOptions> {
  constructor(params: Params<NAdamOptions>, options?: Partial<NAdamOptions>);
  constructor(
    params: Params<NAdamOptions>,
    lr?: number,
    betas?: [number, number],
    eps?: number,
    weightDecay?: number,
    momentumDecay?: number,
  );
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<NAdamOptions & { params: Params<NAdamOptions> }>(
      'NAdam(params: any, lr: number = 0.002, betas: number[] = [0.9, 0.999], eps: number = 1e-8, weightDecay: number = 0, momentumDecay: number = 0.004, decoupledWeightDecay: boolean = false, *, maximize: boolean = false)',
      args,
    );
    super(params, options);
  }

  protected override validate(o: NAdamOptions): void {
    super.validate(o);
    checkNonNegative(o.eps, 'epsilon', 'NAdam');
    checkBetas(o.betas, 'NAdam');
    checkNonNegative(o.weightDecay, 'weight_decay', 'NAdam');
    checkNonNegative(o.momentumDecay, 'momentum_decay', 'NAdam');
  }

  protected override update(slot: Slot, o: NAdamOptions): void {
    const { p, g, state } = slot;
    const [b1, b2] = o.betas;
    const t = slot.count();
    const mu = b1 * (1 - 0.5 * 0.96 ** (t * o.momentumDecay));
    const nextMu = b1 * (1 - 0.5 * 0.96 ** ((t + 1) * o.momentumDecay));
    const product = Number(state.mu_product ?? 1) * mu;
    state.mu_product = product;
    const m = slot.average('exp_avg');
    const v = slot.average('exp_avg_sq');
    const fromGradient = (o.lr * (1 - mu)) / (1 - product);
    const fromMomentum = (o.lr * nextMu) / (1 - product * nextMu);
    const shrink = o.decoupledWeightDecay ? 1 - o.lr * o.weightDecay : 1;
    const decay = o.decoupledWeightDecay ? 0 : o.weightDecay;
    for (let i = 0; i < p.length; i++) {
      const grad = g[i] + decay * p[i];
      m[i] += (1 - b1) * (grad - m[i]);
      v[i] = b2 * v[i] + (1 - b2) * grad * grad;
      const denominator = Math.sqrt(v[i] / (1 - b2 ** t)) + o.eps;
      p[i] = p[i] * shrink - (fromGradient * grad + fromMomentum * m[i]) / denominator;
    }
  }
}

export interface RAdamOptions extends AdamaxOptions {
  decoupledWeightDecay: boolean;
}

/**
 * Rectified Adam: Liu et al. (2020), torch.optim.RAdam. While v has too few samples for its variance to be known
 * (rho_t <= 5) the step is plain momentum; then it is scaled by the rectification term.
 */
export class RAdam extends Optimizer<RAdamOptions> {
  constructor(params: Params<RAdamOptions>, options?: Partial<RAdamOptions>);
  constructor(params: Params<RAdamOptions>, lr?: number, betas?: [number, number], eps?: number, weightDecay?: number);
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<RAdamOptions & { params: Params<RAdamOptions> }>(
      'RAdam(params: any, lr: number = 0.001, betas: number[] = [0.9, 0.999], eps: number = 1e-8, weightDecay: number = 0, decoupledWeightDecay: boolean = false, *, maximize: boolean = false)',
      args,
    );
    super(params, options);
  }

  protected override validate(o: RAdamOptions): void {
    super.validate(o);
    checkNonNegative(o.eps, 'epsilon', 'RAdam');
    checkBetas(o.betas, 'RAdam');
    checkNonNegative(o.weightDecay, 'weight_decay', 'RAdam');
  }

  protected override update(slot: Slot, o: RAdamOptions): void {
    const { p, g } = slot;
    const [b1, b2] = o.betas;
    const t = slot.count();
    const m = slot.average('exp_avg');
    const v = slot.average('exp_avg_sq');
    const correction = 1 - b2 ** t;
    const rhoMax = 2 / (1 - b2) - 1;
    const rho = rhoMax - (2 * t * b2 ** t) / correction;
    const rectified = rho > 5;
    const rectification = rectified
      ? Math.sqrt(((rho - 4) * (rho - 2) * rhoMax) / ((rhoMax - 4) * (rhoMax - 2) * rho)) * Math.sqrt(correction)
      : 1;
    const stepSize = (o.lr * rectification) / (1 - b1 ** t);
    const shrink = o.decoupledWeightDecay ? 1 - o.lr * o.weightDecay : 1;
    const decay = o.decoupledWeightDecay ? 0 : o.weightDecay;
    for (let i = 0; i < p.length; i++) {
      const grad = g[i] + decay * p[i];
      m[i] += (1 - b1) * (grad - m[i]);
      v[i] = b2 * v[i] + (1 - b2) * grad * grad;
      p[i] = p[i] * shrink - (stepSize * m[i]) / (rectified ? Math.sqrt(v[i]) + o.eps : 1);
    }
  }
}
