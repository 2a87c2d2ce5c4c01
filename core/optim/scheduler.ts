/**
 * The base of learning-rate schedulers. Most are given in the chainable form: the next rate from the current one, so
 * that several schedulers may act on one optimizer. Call `step()` once an epoch, after the optimizer's steps.
 */
import { ArgumentError } from '../errors.ts';
import { type BaseOptions, Optimizer } from './optimizer.ts';

/** Any optimizer, as schedulers see it. */
export type AnyOptimizer = {
  readonly paramGroups: { lr: number; initialLr?: number; momentum?: number; betas?: [number, number] }[];
  readonly defaults: BaseOptions | object;
};

export abstract class LRScheduler {
  readonly optimizer: AnyOptimizer;
  /** Index of the current epoch; the first is 0. */
  lastEpoch: number;
  /** Rates of the groups before any scheduling. */
  baseLrs: number[];
  protected stepCount = 0;
  protected isInitial = false;
  protected lastLr: number[] = [];

  constructor(optimizer: unknown, lastEpoch: number | null) {
    this.optimizer = checkOptimizer(optimizer, this.constructor.name);
    this.lastEpoch = lastEpoch ?? -1;
    for (const [i, group] of this.optimizer.paramGroups.entries()) {
      if (this.lastEpoch === -1) group.initialLr ??= group.lr;
      else if (group.initialLr === undefined) {
        throw new ArgumentError(
          `${this.constructor.name}: lastEpoch is ${this.lastEpoch}, but group ${i} has no initialLr to resume from`,
          {
            op: this.constructor.name,
            fix: "Load the optimizer's state first, or leave lastEpoch out.",
          },
        );
      }
    }
    this.baseLrs = this.optimizer.paramGroups.map((group) => group.initialLr as number);
  }

  /** The rate of each group at `lastEpoch`, from the current ones. */
  protected abstract rates(): number[];
  /** The same without looking at the current rates, where there is such a form. */
  protected closedForm(): number[] {
    return this.rates();
  }

  /** Sets the rates of the first epoch: the last act of every constructor. */
  protected start(): void {
    this.stepCount = 0;
    this.isInitial = true;
    this.step();
    this.isInitial = false;
  }

  /** Goes on to the next epoch and sets every group's rate. */
  step(): void {
    this.stepCount++;
    this.lastEpoch++;
    this.setRates(this.rates());
  }

  protected setRates(rates: readonly number[]): void {
    for (const [i, group] of this.optimizer.paramGroups.entries()) group.lr = rates[i];
    this.lastLr = this.optimizer.paramGroups.map((group) => group.lr);
  }

  /** Restarts at `epoch` by the closed form; for SequentialLR. @internal */
  jumpTo(epoch: number): void {
    this.lastEpoch = epoch;
    this.setRates(this.closedForm());
  }
  /** Takes the constructor's step back; for SequentialLR. @internal */
  undoStart(): void {
    this.lastEpoch--;
  }
  /** Takes the constructor's step again; for SequentialLR. @internal */
  restart(): void {
    this.start();
  }

  /** The rates set last, one per group. */
  getLastLr(): number[] {
    return this.lastLr.slice();
  }

  /** Current rates of the groups. */
  protected get current(): number[] {
    return this.optimizer.paramGroups.map((group) => group.lr);
  }

  /** Everything but the optimizer and functions. */
  stateDict(): Record<string, unknown> {
    const state: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(this)) {
      if (key !== 'optimizer' && typeof value !== 'function') state[key] = Array.isArray(value) ? value.slice() : value;
    }
    return state;
  }
  loadStateDict(state: Readonly<Record<string, unknown>>): void {
    Object.assign(this, state);
  }
}

/** Throws ArgumentError unless `value` is an optimizer. */
export function checkOptimizer(value: unknown, name: string): AnyOptimizer {
  if (!(value instanceof Optimizer)) {
    throw new ArgumentError(`${name}: the first argument must be an optimizer`, {
      op: name,
      fix: `new ${name}(optimizer, {...})`,
    });
  }
  return value as unknown as AnyOptimizer;
}

/** One value for every group from one value or a list. */
export function perGroup(
  value: number | readonly number[],
  optimizer: AnyOptimizer,
  what: string,
  name: string,
): number[] {
  const count = optimizer.paramGroups.length;
  if (typeof value === 'number') return new Array<number>(count).fill(value);
  if (value.length !== count)
    throw new ArgumentError(`${name}: ${what} has ${value.length} values for ${count} parameter groups`, { op: name });
  return value.slice();
}
