/** What losses share. */
import { ArgumentError } from '../errors.ts';
import { Module } from './module.ts';

export type Reduction = 'none' | 'mean' | 'sum';
/** 'batchmean' divides the sum by the batch size, as the definition of the divergence asks. */
export type BatchReduction = Reduction | 'batchmean';

export abstract class Loss extends Module {
  readonly reduction: never;
  constructor(reduction: BatchReduction) {
    super();
    if (!['none', 'mean', 'sum', 'batchmean'].includes(reduction)) {
      const name = new.target.name;
      throw new ArgumentError(`${name}: unknown reduction '${reduction}'`, {
        op: name,
        fix: "Use 'mean', 'sum' or 'none'.",
      });
    }
    this.reduction = reduction as never;
  }
}
