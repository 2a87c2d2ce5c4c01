/** Schedulers whose rate is a function of the epoch. Sorted by what they need: a function, a rhythm, a curve. */

import { bindOptions } from '../ops/options.ts';
import { type AnyOpt, check } from './optimizer.ts';
import { LRScheduler, perGroup } from './scheduler.ts';

type Lambda = (epoch: number) => number;

function lambdas(value: Lambda | readonly Lambda[], count: number, name: string): Lambda[] {
  const list = typeof value === 'function' ? new Array<Lambda>(count).fill(value) : value.slice();
  check(list.length === count, `${list.length} functions for ${count} parameter groups`, name);
  return list;
}

/** lr = baseLr * lrLambda(epoch). */
export class LambdaLR extends LRScheduler {
  private readonly functions: Lambda[];
  constructor(optimizer: AnyOpt, lrLambda: Lambda | readonly Lambda[], lastEpoch?: number);
  constructor(optimizer: AnyOpt, options: { lrLambda: Lambda | readonly Lambda[]; lastEpoch?: number });
  constructor(...args: unknown[]) {
    const o = bindOptions<{ optimizer: unknown; lrLambda: Lambda | Lambda[]; lastEpoch: number }>(
      'LambdaLR(optimizer: any, lrLambda: any, lastEpoch: number = -1)',
      args,
    );
    super(o.optimizer, o.lastEpoch);
    this.functions = lambdas(o.lrLambda, this.baseLrs.length, 'LambdaLR');
    this.start();
  }
  protected override rates(): number[] {
    return this.baseLrs.map((lr, i) => lr * this.functions[i](this.lastEpoch));
  }
}

/** lr = lr * lrLambda(epoch), every epoch. */
export class MultiplicativeLR extends LRScheduler {
  private readonly functions: Lambda[];
  constructor(optimizer: AnyOpt, lrLambda: Lambda | readonly Lambda[], lastEpoch?: number);
  constructor(optimizer: AnyOpt, options: { lrLambda: Lambda | readonly Lambda[]; lastEpoch?: number });
  constructor(...args: unknown[]) {
    const o = bindOptions<{ optimizer: unknown; lrLambda: Lambda | Lambda[]; lastEpoch: number }>(
      'MultiplicativeLR(optimizer: any, lrLambda: any, lastEpoch: number = -1)',
      args,
    );
    super(o.optimizer, o.lastEpoch);
    this.functions = lambdas(o.lrLambda, this.baseLrs.length, 'MultiplicativeLR');
    this.start();
  }
  protected override rates(): number[] {
    return this.isInitial ? this.current : this.current.map((lr, i) => lr * this.functions[i](this.lastEpoch));
  }
}

/** lr = lr * gamma every `stepSize` epochs. */
export class StepLR extends LRScheduler {
  private readonly stepSize: number;
  private readonly gamma: number;
  constructor(optimizer: AnyOpt, stepSize: number, gamma?: number, lastEpoch?: number);
  constructor(optimizer: AnyOpt, options: { stepSize: number; gamma?: number; lastEpoch?: number });
  constructor(optimizer: AnyOpt, stepSize: number, options?: { gamma?: number; lastEpoch?: number });
  constructor(...args: unknown[]) {
    const o = bindOptions<{ optimizer: unknown; stepSize: number; gamma: number; lastEpoch: number }>(
      'StepLR(optimizer: any, stepSize: number, gamma: number = 0.1, lastEpoch: number = -1)',
      args,
    );
    super(o.optimizer, o.lastEpoch);
    this.stepSize = o.stepSize;
    this.gamma = o.gamma;
    this.start();
  }
  protected override rates(): number[] {
    const due = this.lastEpoch !== 0 && this.lastEpoch % this.stepSize === 0;
    return this.current.map((lr) => (due ? lr * this.gamma : lr));
  }
  protected override closedForm(): number[] {
    return this.baseLrs.map((lr) => lr * this.gamma ** Math.floor(this.lastEpoch / this.stepSize));
  }
}

/** lr = lr * gamma at each milestone (a milestone that is listed twice counts twice). */
export class MultiStepLR extends LRScheduler {
  private readonly milestones: number[];
  private readonly gamma: number;
  constructor(optimizer: AnyOpt, milestones: readonly number[], gamma?: number, lastEpoch?: number);
  constructor(optimizer: AnyOpt, options: { milestones: readonly number[]; gamma?: number; lastEpoch?: number });
  constructor(optimizer: AnyOpt, milestones: readonly number[], options?: { gamma?: number; lastEpoch?: number });
  constructor(...args: unknown[]) {
    const o = bindOptions<{ optimizer: unknown; milestones: number[]; gamma: number; lastEpoch: number }>(
      'MultiStepLR(optimizer: any, milestones: number[], gamma: number = 0.1, lastEpoch: number = -1)',
      args,
    );
    super(o.optimizer, o.lastEpoch);
    this.milestones = o.milestones.slice().sort((a, b) => a - b);
    this.gamma = o.gamma;
    this.start();
  }
  protected override rates(): number[] {
    const times = this.milestones.filter((m) => m === this.lastEpoch).length;
    return this.current.map((lr) => lr * this.gamma ** times);
  }
  protected override closedForm(): number[] {
    const passed = this.milestones.filter((m) => m <= this.lastEpoch).length;
    return this.baseLrs.map((lr) => lr * this.gamma ** passed);
  }
}

/** lr = baseLr * factor until epoch `totalIters`, then baseLr. */
export class ConstantLR extends LRScheduler {
  private readonly factor: number;
  private readonly totalIters: number;
  constructor(optimizer: AnyOpt, factor?: number, totalIters?: number, lastEpoch?: number);
  constructor(optimizer: AnyOpt, options?: { factor?: number; totalIters?: number; lastEpoch?: number });
  constructor(...args: unknown[]) {
    const o = bindOptions<{ optimizer: unknown; factor: number; totalIters: number; lastEpoch: number }>(
      'ConstantLR(optimizer: any, factor: number = 0.3333333333333333, totalIters: number = 5, lastEpoch: number = -1)',
      args,
    );
    check(o.factor >= 0 && o.factor <= 1, `factor must lie in [0, 1], got ${o.factor}`, 'ConstantLR');
    super(o.optimizer, o.lastEpoch);
    this.factor = o.factor;
    this.totalIters = o.totalIters;
    this.start();
  }
  protected override rates(): number[] {
    if (this.lastEpoch === 0) return this.current.map((lr) => lr * this.factor);
    return this.current.map((lr) => (this.lastEpoch === this.totalIters ? lr / this.factor : lr));
  }
  protected override closedForm(): number[] {
    return this.baseLrs.map((lr) => lr * (this.lastEpoch >= this.totalIters ? 1 : this.factor));
  }
}

/** A factor that goes in a straight line from startFactor to endFactor over `totalIters` epochs: a warm-up. */
export class LinearLR extends LRScheduler {
  private readonly startFactor: number;
  private readonly endFactor: number;
  private readonly totalIters: number;
  constructor(optimizer: AnyOpt, startFactor?: number, endFactor?: number, totalIters?: number, lastEpoch?: number);
  constructor(
    optimizer: AnyOpt,
    options?: { startFactor?: number; endFactor?: number; totalIters?: number; lastEpoch?: number },
  );
  constructor(...args: unknown[]) {
    const o = bindOptions<{
      optimizer: unknown;
      startFactor: number;
      endFactor: number;
      totalIters: number;
      lastEpoch: number;
    }>(
      'LinearLR(optimizer: any, startFactor: number = 0.3333333333333333, endFactor: number = 1, totalIters: number = 5, lastEpoch: number = -1)',
      args,
    );
    check(o.startFactor > 0 && o.startFactor <= 1, `startFactor must lie in (0, 1], got ${o.startFactor}`, 'LinearLR');
    check(o.endFactor >= 0 && o.endFactor <= 1, `endFactor must lie in [0, 1], got ${o.endFactor}`, 'LinearLR');
    super(o.optimizer, o.lastEpoch);
    this.startFactor = o.startFactor;
    this.endFactor = o.endFactor;
    this.totalIters = o.totalIters;
    this.start();
  }
  protected override rates(): number[] {
    if (this.lastEpoch === 0) return this.current.map((lr) => lr * this.startFactor);
    if (this.isInitial || this.lastEpoch > this.totalIters) return this.current;
    const rise = this.endFactor - this.startFactor;
    return this.current.map(
      (lr) => lr * (1 + rise / (this.totalIters * this.startFactor + (this.lastEpoch - 1) * rise)),
    );
  }
  protected override closedForm(): number[] {
    const done = Math.min(this.totalIters, this.lastEpoch) / this.totalIters;
    return this.baseLrs.map((lr) => lr * (this.startFactor + (this.endFactor - this.startFactor) * done));
  }
}

/** lr = lr * gamma, every epoch. */
export class ExponentialLR extends LRScheduler {
  private readonly gamma: number;
  constructor(optimizer: AnyOpt, gamma: number, lastEpoch?: number);
  constructor(optimizer: AnyOpt, options: { gamma: number; lastEpoch?: number });
  constructor(...args: unknown[]) {
    const o = bindOptions<{ optimizer: unknown; gamma: number; lastEpoch: number }>(
      'ExponentialLR(optimizer: any, gamma: number, lastEpoch: number = -1)',
      args,
    );
    super(o.optimizer, o.lastEpoch);
    this.gamma = o.gamma;
    this.start();
  }
  protected override rates(): number[] {
    return this.current.map((lr) => (this.isInitial ? lr : lr * this.gamma));
  }
  protected override closedForm(): number[] {
    return this.baseLrs.map((lr) => lr * this.gamma ** this.lastEpoch);
  }
}

/** lr = baseLr * (1 - epoch / totalIters)^power, 0 afterwards. */
export class PolynomialLR extends LRScheduler {
  private readonly totalIters: number;
  private readonly power: number;
  constructor(optimizer: AnyOpt, totalIters?: number, power?: number, lastEpoch?: number);
  constructor(optimizer: AnyOpt, options?: { totalIters?: number; power?: number; lastEpoch?: number });
  constructor(...args: unknown[]) {
    const o = bindOptions<{ optimizer: unknown; totalIters: number; power: number; lastEpoch: number }>(
      'PolynomialLR(optimizer: any, totalIters: number = 5, power: number = 1, lastEpoch: number = -1)',
      args,
    );
    super(o.optimizer, o.lastEpoch);
    this.totalIters = o.totalIters;
    this.power = o.power;
    this.start();
  }
  protected override rates(): number[] {
    if (this.isInitial || this.lastEpoch > this.totalIters) return this.current;
    const factor =
      ((1 - this.lastEpoch / this.totalIters) / (1 - (this.lastEpoch - 1) / this.totalIters)) ** this.power;
    return this.current.map((lr) => lr * factor);
  }
  protected override closedForm(): number[] {
    return this.baseLrs.map(
      (lr) => lr * (1 - Math.min(this.totalIters, this.lastEpoch) / this.totalIters) ** this.power,
    );
  }
}

/** Half a cosine from baseLr down to etaMin over `TMax` epochs: etaMin + (baseLr - etaMin)(1 + cos(pi epoch / TMax)) / 2. */
export class CosineAnnealingLR extends LRScheduler {
  private readonly TMax: number;
  private readonly etaMin: number;
  constructor(optimizer: AnyOpt, TMax: number, etaMin?: number, lastEpoch?: number);
  constructor(optimizer: AnyOpt, options: { TMax: number; etaMin?: number; lastEpoch?: number });
  constructor(optimizer: AnyOpt, TMax: number, options?: { etaMin?: number; lastEpoch?: number });
  constructor(...args: unknown[]) {
    const o = bindOptions<{ optimizer: unknown; TMax: number; etaMin: number; lastEpoch: number }>(
      'CosineAnnealingLR(optimizer: any, TMax: number, etaMin: number = 0, lastEpoch: number = -1)',
      args,
    );
    super(o.optimizer, o.lastEpoch);
    this.TMax = o.TMax;
    this.etaMin = o.etaMin;
    this.start();
  }
  protected override rates(): number[] {
    if (this.isInitial && this.lastEpoch === 0) return this.current;
    if (this.stepCount === 1 && this.lastEpoch > 0) return this.closedForm();
    const angle = Math.PI / this.TMax;
    if ((this.lastEpoch - 1 - this.TMax) % (2 * this.TMax) === 0) {
      return this.current.map((lr, i) => lr + ((this.baseLrs[i] - this.etaMin) * (1 - Math.cos(angle))) / 2);
    }
    const factor = (1 + Math.cos(angle * this.lastEpoch)) / (1 + Math.cos(angle * (this.lastEpoch - 1)));
    return this.current.map((lr) => factor * (lr - this.etaMin) + this.etaMin);
  }
  protected override closedForm(): number[] {
    const share = (1 + Math.cos((Math.PI * this.lastEpoch) / this.TMax)) / 2;
    return this.baseLrs.map((lr) => this.etaMin + (lr - this.etaMin) * share);
  }
}

/** Cosine annealing that starts again after T0 epochs, each run `TMult` times as long as the one before (SGDR). */
export class CosineAnnealingWarmRestarts extends LRScheduler {
  private readonly T0: number;
  private readonly TMult: number;
  private readonly etaMin: number;
  private sinceRestart = 0;
  private length: number;
  constructor(optimizer: AnyOpt, T0: number, TMult?: number, etaMin?: number, lastEpoch?: number);
  constructor(optimizer: AnyOpt, options: { T0: number; TMult?: number; etaMin?: number; lastEpoch?: number });
  constructor(optimizer: AnyOpt, T0: number, options?: { TMult?: number; etaMin?: number; lastEpoch?: number });
  constructor(...args: unknown[]) {
    const o = bindOptions<{ optimizer: unknown; T0: number; TMult: number; etaMin: number; lastEpoch: number }>(
      'CosineAnnealingWarmRestarts(optimizer: any, T0: number, TMult: number = 1, etaMin: number = 0, lastEpoch: number = -1)',
      args,
    );
    check(
      Number.isInteger(o.T0) && o.T0 > 0,
      `T0 must be a positive whole number, got ${o.T0}`,
      'CosineAnnealingWarmRestarts',
    );
    check(
      Number.isInteger(o.TMult) && o.TMult >= 1,
      `TMult must be a whole number, 1 or more, got ${o.TMult}`,
      'CosineAnnealingWarmRestarts',
    );
    super(o.optimizer, o.lastEpoch);
    this.T0 = o.T0;
    this.TMult = o.TMult;
    this.etaMin = o.etaMin;
    this.length = o.T0;
    this.sinceRestart = this.lastEpoch;
    this.start();
  }
  /** The next epoch, or epoch `epoch`, which may be a fraction (epoch + batch / batches). */
  override step(epoch?: number): void {
    this.stepCount++;
    if (epoch === undefined && this.lastEpoch >= 0) {
      this.lastEpoch++;
      this.sinceRestart++;
      if (this.sinceRestart >= this.length) {
        this.sinceRestart %= this.length;
        this.length *= this.TMult;
      }
    } else this.locate(epoch ?? 0);
    this.setRates(this.rates());
  }
  private locate(epoch: number): void {
    check(epoch >= 0, `the epoch must not be negative, got ${epoch}`, 'CosineAnnealingWarmRestarts');
    this.lastEpoch = Math.floor(epoch);
    this.length = this.T0;
    this.sinceRestart = epoch;
    while (this.sinceRestart >= this.length) {
      this.sinceRestart -= this.length;
      this.length *= this.TMult;
    }
  }
  protected override rates(): number[] {
    const share = (1 + Math.cos((Math.PI * this.sinceRestart) / this.length)) / 2;
    return this.baseLrs.map((lr) => this.etaMin + (lr - this.etaMin) * share);
  }
}

/**
 * The Transformer's schedule (Vaswani et al. 2017): factor * dModel^-1/2 * min(step^-1/2, step * warmup^-3/2), whatever
 * the optimizer's own rate. Call step after every batch.
 */
export class NoamLR extends LRScheduler {
  private readonly dModel: number;
  private readonly warmupSteps: number;
  private readonly factor: number;
  constructor(optimizer: AnyOpt, dModel: number, warmupSteps?: number, factor?: number, lastEpoch?: number);
  constructor(
    optimizer: AnyOpt,
    options: { dModel: number; warmupSteps?: number; factor?: number; lastEpoch?: number },
  );
  constructor(...args: unknown[]) {
    const o = bindOptions<{
      optimizer: unknown;
      dModel: number;
      warmupSteps: number;
      factor: number;
      lastEpoch: number;
    }>(
      'NoamLR(optimizer: any, dModel: number, warmupSteps: number = 4000, factor: number = 1, lastEpoch: number = -1)',
      args,
    );
    super(o.optimizer, o.lastEpoch);
    this.dModel = o.dModel;
    this.warmupSteps = o.warmupSteps;
    this.factor = o.factor;
    this.start();
  }
  protected override rates(): number[] {
    const step = this.lastEpoch + 1;
    const lr = this.factor * this.dModel ** -0.5 * Math.min(step ** -0.5, step * this.warmupSteps ** -1.5);
    return perGroup(lr, this.optimizer, 'lr', 'NoamLR');
  }
}
