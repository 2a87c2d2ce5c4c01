/** Layer-wise adaptive moments, for large batches. */

import { bindOptions } from '../ops/options.ts';
import { type BaseOptions, checkBetas, checkNonNegative, Optimizer, type Params, type Slot } from './optimizer.ts';

export interface LAMBOptions extends BaseOptions {
  betas: [number, number];
  eps: number;
  weightDecay: number;
}

/**
 * You et al. (2020): Adam's direction u = m^ / (sqrt(v^) + eps) + weightDecay p, scaled for each tensor by the trust
 * ratio |p| / |u| (1 where either norm is 0), so that every layer moves by the same share of its size.
 */
export class LAMB extends Optimizer<LAMBOptions> {
  constructor(params: Params<LAMBOptions>, options?: Partial<LAMBOptions>);
  constructor(params: Params<LAMBOptions>, lr?: number, betas?: [number, number], eps?: number, weightDecay?: number);
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<LAMBOptions & { params: Params<LAMBOptions> }>(
      'LAMB(params: any, lr: number = 0.001, betas: number[] = [0.9, 0.999], eps: number = 1e-6, weightDecay: number = 0.01, *, maximize: boolean = false)',
      args,
    );
    super(params, options);
  }

  protected override validate(o: LAMBOptions): void {
    super.validate(o);
    checkNonNegative(o.eps, 'epsilon', 'LAMB');
    checkBetas(o.betas, 'LAMB');
    checkNonNegative(o.weightDecay, 'weight_decay', 'LAMB');
  }

  protected override update(slot: Slot, { lr, betas: [b1, b2], eps, weightDecay }: LAMBOptions): void {
    const { p, g } = slot;
    const t = slot.count();
    const m = slot.average('exp_avg');
    const v = slot.average('exp_avg_sq');
    const direction = new Float64Array(p.length);
    let sizeOfWeights = 0;
    let sizeOfStep = 0;
    for (let i = 0; i < p.length; i++) {
      m[i] += (1 - b1) * (g[i] - m[i]);
      v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
      const u = m[i] / (1 - b1 ** t) / (Math.sqrt(v[i] / (1 - b2 ** t)) + eps) + weightDecay * p[i];
      direction[i] = u;
      sizeOfWeights += p[i] * p[i];
      sizeOfStep += u * u;
    }
    const trust = sizeOfWeights > 0 && sizeOfStep > 0 ? Math.sqrt(sizeOfWeights / sizeOfStep) : 1;
    for (let i = 0; i < p.length; i++) p[i] -= lr * trust * direction[i];
  }
}
