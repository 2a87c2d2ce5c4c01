/** The optimizer that a search found: the sign of a momentum. */

import { bindOptions } from '../ops/options.ts';
import { type BaseOptions, checkBetas, checkNonNegative, Optimizer, type Params, type Slot } from './optimizer.ts';

export interface LionOptions extends BaseOptions {
  betas: [number, number];
  weightDecay: number;
}

/**
 * Chen et al. (2023): p = p (1 - lr weightDecay) - lr sign(beta1 m + (1 - beta1) g), then m = beta2 m + (1 - beta2) g.
 * Every element moves by lr, so lr is some ten times smaller than Adam's.
 */
export class Lion extends Optimizer<LionOptions> {
  constructor(params: Params<LionOptions>, options?: Partial<LionOptions>);
  constructor(params: Params<LionOptions>, lr?: number, betas?: [number, number], weightDecay?: number);
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<LionOptions & { params: Params<LionOptions> }>(
      'Lion(params: any, lr: number = 0.0001, betas: number[] = [0.9, 0.99], weightDecay: number = 0, *, maximize: boolean = false)',
      args,
    );
    super(params, options);
  }

  protected override validate(o: LionOptions): void {
    super.validate(o);
    checkBetas(o.betas, 'Lion');
    checkNonNegative(o.weightDecay, 'weight_decay', 'Lion');
  }

  protected override update(slot: Slot, { lr, betas: [b1, b2], weightDecay }: LionOptions): void {
    const { p, g } = slot;
    const m = slot.average('exp_avg');
    for (let i = 0; i < p.length; i++) {
      p[i] = p[i] * (1 - lr * weightDecay) - lr * Math.sign(b1 * m[i] + (1 - b1) * g[i]);
      m[i] = b2 * m[i] + (1 - b2) * g[i];
    }
  }
}
