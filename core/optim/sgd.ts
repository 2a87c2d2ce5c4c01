/** Stochastic gradient descent, with momentum in its several spellings. */

import { fastMomentum, fastSgd } from '../kernels/fast/optimizer.ts';
import { bindOptions } from '../ops/options.ts';
import { type BaseOptions, check, checkNonNegative, Optimizer, type Params, type Slot } from './optimizer.ts';

export interface SGDOptions extends BaseOptions {
  momentum: number;
  /** Share by which a new gradient is damped before it enters the velocity. */
  dampening: number;
  weightDecay: number;
  nesterov: boolean;
  /**
   * How the velocity v grows. `sum` (PyTorch): v = m v + (1 - dampening) g, first v = g. `average`, as many study notes
   * have it: v = m v + (1 - m) g from v = 0. `velocity`, the physical form: v = m v - lr g, p = p + v.
   */
  momentumForm: 'sum' | 'average' | 'velocity';
}

const SIGNATURE =
  "SGD(params: any, lr: number = 0.001, momentum: number = 0, dampening: number = 0, weightDecay: number = 0, nesterov: boolean = false, *, maximize: boolean = false, momentumForm: 'sum' | 'average' | 'velocity' = 'sum')";

/** p = p - lr (g + weightDecay p), through a velocity when there is momentum (torch.optim.SGD). */
export class SGD extends Optimizer<SGDOptions> {
  constructor(params: Params<SGDOptions>, options?: Partial<SGDOptions>);
  constructor(
    params: Params<SGDOptions>,
    lr?: number,
    momentum?: number,
    dampening?: number,
    weightDecay?: number,
    nesterov?: boolean,
  );
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<SGDOptions & { params: Params<SGDOptions> }>(SIGNATURE, args);
    super(params, options);
  }

  protected override validate(o: SGDOptions): void {
    super.validate(o);
    checkNonNegative(o.momentum, 'momentum', 'SGD');
    checkNonNegative(o.weightDecay, 'weight_decay', 'SGD');
    check(
      !o.nesterov || (o.momentum > 0 && o.dampening === 0),
      'Nesterov momentum requires a momentum and zero dampening',
      'SGD',
    );
  }

  protected override update(
    slot: Slot,
    { lr, momentum, dampening, weightDecay, nesterov, momentumForm }: SGDOptions,
  ): void {
    const { p, g } = slot;
    const n = p.length;
    if (momentum === 0) {
      if (fastSgd(p, g, lr, weightDecay)) return;
      for (let i = 0; i < n; i++) p[i] -= lr * (g[i] + weightDecay * p[i]);
      return;
    }
    const first = !('momentum_buffer' in slot.state);
    const v = slot.average('momentum_buffer');
    if (momentumForm === 'velocity') {
      for (let i = 0; i < n; i++) {
        const step = lr * (g[i] + weightDecay * p[i]);
        v[i] = momentum * v[i] - step;
        p[i] += nesterov ? momentum * v[i] - step : v[i];
      }
      return;
    }
    const gain = momentumForm === 'average' ? 1 - momentum : first ? 1 : 1 - dampening;
    if (momentumForm === 'sum' && fastMomentum(p, g, v, lr, weightDecay, momentum, gain, nesterov)) return;
    for (let i = 0; i < n; i++) {
      const grad = g[i] + weightDecay * p[i];
      v[i] = momentum * v[i] + gain * grad;
      p[i] -= lr * (nesterov ? (momentumForm === 'average' ? gain : 1) * grad + momentum * v[i] : v[i]);
    }
  }
}
