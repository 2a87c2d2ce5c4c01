/** Resilient backpropagation: only the gradient's sign counts. */

import { bindOptions } from '../ops/options.ts';
import { type BaseOptions, check, Optimizer, type Params, type Slot } from './optimizer.ts';

export interface RpropOptions extends BaseOptions {
  /** Factors by which a step shrinks after a change of sign and grows otherwise. */
  etas: [number, number];
  /** Smallest and largest step. */
  stepSizes: [number, number];
}

/**
 * Riedmiller and Braun (1993), torch.optim.Rprop: every weight has its own step, which grows while the gradient keeps
 * its sign and shrinks when it flips; after a flip the weight rests for one update.
 */
export class Rprop extends Optimizer<RpropOptions> {
  constructor(params: Params<RpropOptions>, options?: Partial<RpropOptions>);
  constructor(params: Params<RpropOptions>, lr?: number, etas?: [number, number], stepSizes?: [number, number]);
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<RpropOptions & { params: Params<RpropOptions> }>(
      'Rprop(params: any, lr: number = 0.01, etas: number[] = [0.5, 1.2], stepSizes: number[] = [0.000001, 50], *, maximize: boolean = false)',
      args,
    );
    super(params, options);
  }

  protected override validate(o: RpropOptions): void {
    super.validate(o);
    const [minus, plus] = o.etas;
    check(
      minus > 0 && minus < 1 && plus > 1,
      `Invalid eta values: ${minus}, ${plus}`,
      'Rprop',
      'etas is [shrink, grow] with 0 < shrink < 1 < grow.',
    );
  }

  protected override update(
    slot: Slot,
    { lr, etas: [minus, plus], stepSizes: [smallest, largest] }: RpropOptions,
  ): void {
    const { p, g } = slot;
    slot.count();
    const previous = slot.average('prev');
    const size = slot.average('step_size', lr);
    for (let i = 0; i < p.length; i++) {
      const agreement = Math.sign(g[i] * previous[i]);
      const factor = agreement > 0 ? plus : agreement < 0 ? minus : 1;
      size[i] = Math.min(Math.max(size[i] * factor, smallest), largest);
      const grad = agreement < 0 ? 0 : g[i];
      p[i] -= Math.sign(grad) * size[i];
      previous[i] = grad;
    }
  }
}
