/** Connectionist temporal classification. */
import * as F from '../api.gen.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Loss, type Reduction } from './loss-base.ts';

/** -log of the probability of all alignments of log-probabilities (time, batch, classes) with a label sequence. */
export class CTCLoss extends Loss {
  readonly blank: number;
  readonly zeroInfinity: boolean;
  constructor(options?: { blank?: number; reduction?: Reduction; zeroInfinity?: boolean });
  constructor(blank?: number, reduction?: Reduction, zeroInfinity?: boolean);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ blank: number; reduction: Reduction; zeroInfinity: boolean }>(
      "CTCLoss(blank: number = 0, reduction: any = 'mean', zeroInfinity: boolean = false)",
      args,
    );
    super(o.reduction);
    this.blank = o.blank;
    this.zeroInfinity = o.zeroInfinity;
  }
  forward(logProbs: Tensor, targets: Tensor, inputLengths: Tensor, targetLengths: Tensor): Tensor {
    return F.ctcLoss(logProbs, targets, inputLengths, targetLengths, {
      blank: this.blank,
      reduction: this.reduction,
      zeroInfinity: this.zeroInfinity,
    });
  }
}
