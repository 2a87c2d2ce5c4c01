/** Schedulers made of schedulers. */

import { bindOptions } from '../ops/options.ts';
import { type AnyOpt, check } from './optimizer.ts';
import { ReduceLROnPlateau } from './plateau.ts';
import { LRScheduler } from './scheduler.ts';

/** One scheduler after the other, changing at the milestones; each starts from epoch 0 of its own. */
export class SequentialLR extends LRScheduler {
  private readonly schedulers: readonly LRScheduler[];
  private readonly milestones: readonly number[];

  constructor(optimizer: AnyOpt, schedulers: readonly LRScheduler[], milestones: readonly number[], lastEpoch?: number);
  constructor(
    optimizer: AnyOpt,
    options: { schedulers: readonly LRScheduler[]; milestones: readonly number[]; lastEpoch?: number },
  );
  constructor(...args: unknown[]) {
    const o = bindOptions<{ optimizer: unknown; schedulers: LRScheduler[]; milestones: number[]; lastEpoch: number }>(
      'SequentialLR(optimizer: any, schedulers: any, milestones: number[], lastEpoch: number = -1)',
      args,
    );
    super(o.optimizer, -1);
    this.schedulers = checkSchedulers(o.schedulers, this);
    check(
      o.milestones.length === o.schedulers.length - 1,
      `${o.schedulers.length} schedulers change at ${o.schedulers.length - 1} milestones, got ${o.milestones.length}`,
      'SequentialLR',
    );
    this.milestones = o.milestones;
    this.lastEpoch = o.lastEpoch + 1;
    // Every scheduler took a first step when it was made: only the first one's counts.
    for (const group of this.optimizer.paramGroups) group.lr = group.initialLr as number;
    this.undoStart();
    this.lastEpoch++;
    const first = this.schedulers[this.indexAt(0)];
    first.restart();
    this.lastLr = first.getLastLr();
  }

  private indexAt(epoch: number): number {
    return this.milestones.filter((m) => m <= epoch).length;
  }

  override undoStart(): void {
    this.lastEpoch--;
    for (const scheduler of this.schedulers) scheduler.undoStart();
  }

  override step(): void {
    this.lastEpoch++;
    const index = this.indexAt(this.lastEpoch);
    const scheduler = this.schedulers[index];
    if (index > 0 && this.milestones[index - 1] === this.lastEpoch) scheduler.jumpTo(0);
    else scheduler.step();
    this.lastLr = scheduler.getLastLr();
  }

  protected override rates(): number[] {
    return this.current;
  }
  override stateDict(): Record<string, unknown> {
    return { ...super.stateDict(), schedulers: this.schedulers.map((s) => s.stateDict()) };
  }
  override loadStateDict(state: Readonly<Record<string, unknown>>): void {
    const { schedulers, ...own } = state;
    super.loadStateDict(own);
    for (const [i, saved] of (schedulers as Record<string, unknown>[]).entries())
      this.schedulers[i].loadStateDict(saved);
  }
}

/** Several schedulers at once: their factors multiply. */
export class ChainedScheduler extends LRScheduler {
  private readonly schedulers: readonly LRScheduler[];

  constructor(schedulers: readonly LRScheduler[], optimizer?: AnyOpt) {
    check(Array.isArray(schedulers) && schedulers.length > 0, 'expected a list of schedulers', 'ChainedScheduler');
    super(optimizer ?? schedulers[0].optimizer, schedulers[0].lastEpoch);
    this.schedulers = checkSchedulers(schedulers, this);
    this.lastLr = this.current;
  }

  override step(): void {
    for (const scheduler of this.schedulers) scheduler.step();
    this.lastEpoch++;
    this.lastLr = this.current;
  }

  protected override rates(): number[] {
    return this.current;
  }
  override stateDict(): Record<string, unknown> {
    return { ...super.stateDict(), schedulers: this.schedulers.map((s) => s.stateDict()) };
  }
  override loadStateDict(state: Readonly<Record<string, unknown>>): void {
    const { schedulers, ...own } = state;
    super.loadStateDict(own);
    for (const [i, saved] of (schedulers as Record<string, unknown>[]).entries())
      this.schedulers[i].loadStateDict(saved);
  }
}

function checkSchedulers(schedulers: readonly LRScheduler[], owner: LRScheduler): readonly LRScheduler[] {
  const name = owner.constructor.name;
  check(Array.isArray(schedulers) && schedulers.length > 0, 'expected a list of schedulers', name);
  schedulers.forEach((scheduler, i) => {
    check(scheduler instanceof LRScheduler, `item ${i} is not a scheduler`, name);
    check(!(scheduler instanceof ReduceLROnPlateau), `item ${i} is ReduceLROnPlateau, whose step needs a metric`, name);
    check(scheduler.optimizer === owner.optimizer, `item ${i} belongs to another optimizer`, name);
  });
  return schedulers;
}
