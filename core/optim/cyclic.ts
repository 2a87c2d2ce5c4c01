/** Schedulers that move rate and momentum against each other, a step a batch. */

import { bindOptions } from '../ops/options.ts';
import { type AnyOpt, check } from './optimizer.ts';
import { type AnyOptimizer, checkOptimizer, LRScheduler, perGroup } from './scheduler.ts';

/** Where an optimizer keeps its momentum: SGD in `momentum`, Adam in the first beta. */
function hasMomentum(optimizer: AnyOptimizer): boolean {
  return 'momentum' in optimizer.defaults || 'betas' in optimizer.defaults;
}
function setMomentum(optimizer: AnyOptimizer, values: readonly number[]): void {
  for (const [i, group] of optimizer.paramGroups.entries()) {
    if (group.betas) group.betas = [values[i], group.betas[1]];
    else group.momentum = values[i];
  }
}

export interface CyclicOptions {
  baseLr: number | readonly number[];
  maxLr: number | readonly number[];
  stepSizeUp: number;
  stepSizeDown: number | null;
  /** triangular2 halves the height every cycle, exp_range multiplies it by gamma every step. */
  mode: 'triangular' | 'triangular2' | 'exp_range';
  gamma: number;
  scaleFn: ((x: number) => number) | null;
  scaleMode: 'cycle' | 'iterations';
  cycleMomentum: boolean;
  baseMomentum: number | readonly number[];
  maxMomentum: number | readonly number[];
  lastEpoch: number;
}

/** The rate runs up and down between two bounds: Smith (2017). */
export class CyclicLR extends LRScheduler {
  private readonly maxLrs: number[];
  private readonly totalSize: number;
  private readonly upShare: number;
  private readonly scale: (x: number) => number;
  private readonly byCycle: boolean;
  private readonly momentum: { base: number[]; max: number[] } | null;

  constructor(
    optimizer: AnyOpt,
    baseLr: number | readonly number[],
    maxLr: number | readonly number[],
    options?: Partial<CyclicOptions>,
  );
  constructor(
    optimizer: AnyOpt,
    options: Partial<CyclicOptions> & { baseLr: number | readonly number[]; maxLr: number | readonly number[] },
  );
  constructor(...args: unknown[]) {
    const o = bindOptions<CyclicOptions & { optimizer: unknown }>(
      "CyclicLR(optimizer: any, baseLr: number | number[], maxLr: number | number[], stepSizeUp: number = 2000, stepSizeDown?: number, mode: 'triangular' | 'triangular2' | 'exp_range' = 'triangular', gamma: number = 1, scaleFn?: (x: number) => number, scaleMode: 'cycle' | 'iterations' = 'cycle', cycleMomentum: boolean = true, baseMomentum: number | number[] = 0.8, maxMomentum: number | number[] = 0.9, lastEpoch: number = -1)",
      args,
    );
    const optimizer = checkOptimizer(o.optimizer, 'CyclicLR');
    const baseLrs = perGroup(o.baseLr, optimizer, 'baseLr', 'CyclicLR');
    if (o.lastEpoch === -1) {
      for (const [i, group] of optimizer.paramGroups.entries()) group.lr = baseLrs[i];
    }
    super(optimizer, o.lastEpoch);
    this.baseLrs = baseLrs;
    this.maxLrs = perGroup(o.maxLr, optimizer, 'maxLr', 'CyclicLR');
    this.totalSize = o.stepSizeUp + (o.stepSizeDown ?? o.stepSizeUp);
    this.upShare = o.stepSizeUp / this.totalSize;
    this.byCycle = o.scaleFn ? o.scaleMode === 'cycle' : o.mode !== 'exp_range';
    this.scale =
      o.scaleFn ??
      { triangular: () => 1, triangular2: (x: number) => 2 ** (1 - x), exp_range: (x: number) => o.gamma ** x }[o.mode];
    check(
      this.scale !== undefined,
      `unknown mode '${o.mode}'`,
      'CyclicLR',
      "Use 'triangular', 'triangular2' or 'exp_range'.",
    );
    check(
      !o.cycleMomentum || hasMomentum(optimizer),
      'this optimizer has no momentum to cycle',
      'CyclicLR',
      'Pass {cycleMomentum: false}.',
    );
    this.momentum = o.cycleMomentum
      ? {
          base: perGroup(o.baseMomentum, optimizer, 'baseMomentum', 'CyclicLR'),
          max: perGroup(o.maxMomentum, optimizer, 'maxMomentum', 'CyclicLR'),
        }
      : null;
    this.start();
  }

  protected override rates(): number[] {
    const cycle = Math.floor(1 + this.lastEpoch / this.totalSize);
    const x = 1 + this.lastEpoch / this.totalSize - cycle;
    const height = x <= this.upShare ? x / this.upShare : (x - 1) / (this.upShare - 1);
    const scaled = height * this.scale(this.byCycle ? cycle : this.lastEpoch);
    if (this.momentum) {
      const { base, max } = this.momentum;
      setMomentum(
        this.optimizer,
        max.map((m, i) => m - (m - base[i]) * scaled),
      );
    }
    return this.baseLrs.map((lr, i) => lr + (this.maxLrs[i] - lr) * scaled);
  }
}

export interface OneCycleOptions {
  maxLr: number | readonly number[];
  totalSteps: number | null;
  epochs: number | null;
  stepsPerEpoch: number | null;
  /** Share of the steps in which the rate rises. */
  pctStart: number;
  annealStrategy: 'cos' | 'linear';
  cycleMomentum: boolean;
  baseMomentum: number | readonly number[];
  maxMomentum: number | readonly number[];
  /** The first rate is maxLr / divFactor. */
  divFactor: number;
  /** The last rate is the first / finalDivFactor. */
  finalDivFactor: number;
  threePhase: boolean;
  lastEpoch: number;
}

interface Phase {
  readonly end: number;
  readonly rate: readonly ['initial' | 'max', 'initial' | 'max' | 'min'];
  readonly momentum: readonly ['base' | 'max', 'base' | 'max'];
}

/** One rise to maxLr and one fall far below the start: Smith and Topin (2018). Call step after every batch. */
export class OneCycleLR extends LRScheduler {
  private readonly totalSteps: number;
  private readonly phases: readonly Phase[];
  private readonly anneal: (from: number, to: number, share: number) => number;
  private readonly bounds: Record<'initial' | 'max' | 'min', number[]>;
  private readonly momentum: Record<'base' | 'max', number[]> | null;

  constructor(optimizer: AnyOpt, maxLr: number | readonly number[], options?: Partial<OneCycleOptions>);
  constructor(optimizer: AnyOpt, options: Partial<OneCycleOptions> & { maxLr: number | readonly number[] });
  constructor(...args: unknown[]) {
    const o = bindOptions<OneCycleOptions & { optimizer: unknown }>(
      "OneCycleLR(optimizer: any, maxLr: number | number[], totalSteps?: number, epochs?: number, stepsPerEpoch?: number, pctStart: number = 0.3, annealStrategy: 'cos' | 'linear' = 'cos', cycleMomentum: boolean = true, baseMomentum: number | number[] = 0.85, maxMomentum: number | number[] = 0.95, divFactor: number = 25, finalDivFactor: number = 10000, threePhase: boolean = false, lastEpoch: number = -1)",
      args,
    );
    const optimizer = checkOptimizer(o.optimizer, 'OneCycleLR');
    const total = o.totalSteps ?? (o.epochs !== null && o.stepsPerEpoch !== null ? o.epochs * o.stepsPerEpoch : 0);
    check(
      Number.isInteger(total) && total > 0,
      'the number of steps is missing or not a positive whole number',
      'OneCycleLR',
      'Pass totalSteps, or epochs and stepsPerEpoch.',
    );
    check(o.pctStart >= 0 && o.pctStart <= 1, `pctStart must lie in [0, 1], got ${o.pctStart}`, 'OneCycleLR');
    check(
      o.annealStrategy === 'cos' || o.annealStrategy === 'linear',
      `unknown annealStrategy '${o.annealStrategy}'`,
      'OneCycleLR',
      "Use 'cos' or 'linear'.",
    );
    check(
      !o.cycleMomentum || hasMomentum(optimizer),
      'this optimizer has no momentum to cycle',
      'OneCycleLR',
      'Pass {cycleMomentum: false}.',
    );
    const max = perGroup(o.maxLr, optimizer, 'maxLr', 'OneCycleLR');
    const initial = max.map((lr) => lr / o.divFactor);
    if (o.lastEpoch === -1) {
      for (const [i, group] of optimizer.paramGroups.entries()) group.initialLr = initial[i];
    }
    super(optimizer, o.lastEpoch);
    this.totalSteps = total;
    this.bounds = { initial, max, min: initial.map((lr) => lr / o.finalDivFactor) };
    this.anneal =
      o.annealStrategy === 'cos'
        ? (from, to, share) => to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share))
        : (from, to, share) => from + (to - from) * share;
    const rise = o.pctStart * total - 1;
    this.phases = o.threePhase
      ? [
          { end: rise, rate: ['initial', 'max'], momentum: ['max', 'base'] },
          { end: 2 * o.pctStart * total - 2, rate: ['max', 'initial'], momentum: ['base', 'max'] },
          { end: total - 1, rate: ['initial', 'min'], momentum: ['max', 'max'] },
        ]
      : [
          { end: rise, rate: ['initial', 'max'], momentum: ['max', 'base'] },
          { end: total - 1, rate: ['max', 'min'], momentum: ['base', 'max'] },
        ];
    this.momentum = o.cycleMomentum
      ? {
          base: perGroup(o.baseMomentum, optimizer, 'baseMomentum', 'OneCycleLR'),
          max: perGroup(o.maxMomentum, optimizer, 'maxMomentum', 'OneCycleLR'),
        }
      : null;
    this.start();
  }

  protected override rates(): number[] {
    const step = this.lastEpoch;
    check(
      step <= this.totalSteps,
      `step ${step} is beyond the ${this.totalSteps} steps of the cycle`,
      'OneCycleLR',
      'Make totalSteps the number of batches of the whole training.',
    );
    let start = 0;
    let phase = this.phases[0];
    for (const next of this.phases) {
      phase = next;
      if (step <= next.end || next === this.phases[this.phases.length - 1]) break;
      start = next.end;
    }
    const share = (step - start) / (phase.end - start);
    const { momentum, bounds } = this;
    if (momentum) {
      const [from, to] = phase.momentum.map((which) => momentum[which]);
      setMomentum(
        this.optimizer,
        from.map((value, i) => this.anneal(value, to[i], share)),
      );
    }
    return this.baseLrs.map((_, i) => this.anneal(bounds[phase.rate[0]][i], bounds[phase.rate[1]][i], share));
  }
}
