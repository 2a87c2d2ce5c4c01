/** A scheduler that listens to a metric. */

import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type AnyOpt, check } from './optimizer.ts';
import { LRScheduler, perGroup } from './scheduler.ts';

export interface PlateauOptions {
  /** Whether the metric should fall or rise. */
  mode: 'min' | 'max';
  factor: number;
  /** Epochs without improvement that are forgiven. */
  patience: number;
  /** Smallest change that counts as one: a share of the best value, or absolute. */
  threshold: number;
  thresholdMode: 'rel' | 'abs';
  /** Epochs after a reduction in which none is counted as bad. */
  cooldown: number;
  minLr: number | readonly number[];
  /** Smaller reductions are not made. */
  eps: number;
}

/** lr = lr * factor when the metric given to `step` has not improved for more than `patience` epochs. */
export class ReduceLROnPlateau extends LRScheduler {
  private readonly options: PlateauOptions;
  private readonly minLrs: number[];
  /** Best metric so far. */
  best: number;
  private badEpochs = 0;
  private cooldownLeft = 0;

  constructor(optimizer: AnyOpt, options?: Partial<PlateauOptions>);
  constructor(optimizer: AnyOpt, mode?: 'min' | 'max', factor?: number, patience?: number, threshold?: number);
  constructor(...args: unknown[]) {
    const { optimizer, ...options } = bindOptions<PlateauOptions & { optimizer: unknown }>(
      "ReduceLROnPlateau(optimizer: any, mode: 'min' | 'max' = 'min', factor: number = 0.1, patience: number = 10, threshold: number = 0.0001, thresholdMode: 'rel' | 'abs' = 'rel', cooldown: number = 0, minLr: number | number[] = 0, eps: number = 1e-8)",
      args,
    );
    check(options.factor < 1, `factor must be below 1, got ${options.factor}`, 'ReduceLROnPlateau');
    check(
      options.mode === 'min' || options.mode === 'max',
      `unknown mode '${options.mode}'`,
      'ReduceLROnPlateau',
      "Use 'min' or 'max'.",
    );
    super(optimizer, -1);
    this.lastEpoch = 0;
    this.options = options;
    this.minLrs = perGroup(options.minLr, this.optimizer, 'minLr', 'ReduceLROnPlateau');
    this.best = options.mode === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    this.lastLr = this.current;
  }

  /** Takes the epoch's metric, e.g. the validation loss. */
  override step(metric?: number | Tensor): void {
    check(metric !== undefined, 'step needs the metric', 'ReduceLROnPlateau', 'scheduler.step(validationLoss)');
    const { patience, cooldown } = this.options;
    const value = Number(metric);
    this.lastEpoch++;
    if (this.improves(value)) {
      this.best = value;
      this.badEpochs = 0;
    } else this.badEpochs++;
    if (this.cooldownLeft > 0) {
      this.cooldownLeft--;
      this.badEpochs = 0;
    }
    if (this.badEpochs > patience) {
      this.setRates(this.rates());
      this.cooldownLeft = cooldown;
      this.badEpochs = 0;
    }
    this.lastLr = this.current;
  }

  private improves(value: number): boolean {
    const { mode, threshold, thresholdMode } = this.options;
    if (mode === 'min') return value < (thresholdMode === 'rel' ? this.best * (1 - threshold) : this.best - threshold);
    return value > (thresholdMode === 'rel' ? this.best * (1 + threshold) : this.best + threshold);
  }

  protected override rates(): number[] {
    return this.current.map((lr, i) => {
      const reduced = Math.max(lr * this.options.factor, this.minLrs[i]);
      return lr - reduced > this.options.eps ? reduced : lr;
    });
  }
}
