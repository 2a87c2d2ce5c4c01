/** Adam for embeddings: rows that were not looked up rest. */

import { bindOptions } from '../ops/options.ts';
import { type BaseOptions, check, checkBetas, Optimizer, type Params, type Slot } from './optimizer.ts';

export interface SparseAdamOptions extends BaseOptions {
  betas: [number, number];
  eps: number;
}

/**
 * torch.optim.SparseAdam: Adam that touches parameters and averages only where the gradient has an entry. Gradients are
 * dense here, so a row (slice of the first dimension) counts as absent when all of it is 0.
 */
export class SparseAdam extends Optimizer<SparseAdamOptions> {
  constructor(params: Params<SparseAdamOptions>, options?: Partial<SparseAdamOptions>);
  constructor(params: Params<SparseAdamOptions>, lr?: number, betas?: [number, number], eps?: number);
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<SparseAdamOptions & { params: Params<SparseAdamOptions> }>(
      'SparseAdam(params: any, lr: number = 0.001, betas: number[] = [0.9, 0.999], eps: number = 1e-8, maximize: boolean = false)',
      args,
    );
    super(params, options);
  }

  protected override validate(o: SparseAdamOptions): void {
    super.validate(o);
    check(o.lr > 0, `Invalid learning rate: ${o.lr}`, 'SparseAdam');
    check(o.eps > 0, `Invalid epsilon value: ${o.eps}`, 'SparseAdam');
    checkBetas(o.betas, 'SparseAdam');
  }

  protected override update(slot: Slot, { lr, betas: [b1, b2], eps }: SparseAdamOptions): void {
    const { p, g, shape } = slot;
    const t = slot.count();
    const m = slot.average('exp_avg');
    const v = slot.average('exp_avg_sq');
    const width = shape.length ? p.length / shape[0] : 1;
    const step = (lr * Math.sqrt(1 - b2 ** t)) / (1 - b1 ** t);
    for (let row = 0; row < p.length; row += width) {
      let present = false;
      for (let i = row; i < row + width && !present; i++) present = g[i] !== 0;
      if (!present) continue;
      for (let i = row; i < row + width; i++) {
        m[i] += (1 - b1) * (g[i] - m[i]);
        v[i] += (1 - b2) * (g[i] * g[i] - v[i]);
        p[i] -= (step * m[i]) / (Math.sqrt(v[i]) + eps);
      }
    }
  }
}
