/** Averaged stochastic gradient descent. */

import { bindOptions } from '../ops/options.ts';
import { type BaseOptions, checkNonNegative, Optimizer, type Params, type Slot } from './optimizer.ts';

export interface ASGDOptions extends BaseOptions {
  /** Decay of the weights. */
  lambd: number;
  /** Power of the learning rate's fall. */
  alpha: number;
  /** Step at which averaging starts. */
  t0: number;
  weightDecay: number;
}

/** Polyak and Juditsky (1992), torch.optim.ASGD; the average of the weights is in the state under `ax`. */
export class ASGD extends Optimizer<ASGDOptions> {
  constructor(params: Params<ASGDOptions>, options?: Partial<ASGDOptions>);
  constructor(
    params: Params<ASGDOptions>,
    lr?: number,
    lambd?: number,
    alpha?: number,
    t0?: number,
    weightDecay?: number,
  );
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<ASGDOptions & { params: Params<ASGDOptions> }>(
      'ASGD(params: any, lr: number = 0.01, lambd: number = 0.0001, alpha: number = 0.75, t0: number = 1000000, weightDecay: number = 0, *, maximize: boolean = false)',
      args,
    );
    super(params, options);
  }

  protected override validate(o: ASGDOptions): void {
    super.validate(o);
    checkNonNegative(o.weightDecay, 'weight_decay', 'ASGD');
  }

  protected override update(slot: Slot, { lr, lambd, alpha, t0, weightDecay }: ASGDOptions): void {
    const { p, g, state } = slot;
    const eta = Number(state.eta ?? lr);
    const mu = Number(state.mu ?? 1);
    const t = slot.count();
    const average = slot.average('ax');
    for (let i = 0; i < p.length; i++) {
      const grad = g[i] + weightDecay * p[i];
      p[i] = p[i] * (1 - lambd * eta) - eta * grad;
      average[i] += mu * (p[i] - average[i]);
    }
    state.eta = lr / (1 + lambd * lr * t) ** alpha;
    state.mu = 1 / Math.max(1, t - t0);
  }
}
