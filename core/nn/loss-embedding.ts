/** Losses of distances and rankings. Every class takes `reduction`: 'mean' (default), 'sum' or 'none'. */
import * as F from '../api.gen.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Loss, type Reduction } from './loss-base.ts';

/** x where t = 1, max(0, margin - x) where t = -1. */
export class HingeEmbeddingLoss extends Loss {
  readonly margin: number;
  constructor(options?: { margin?: number; reduction?: Reduction });
  constructor(margin?: number, reduction?: Reduction);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction; margin: number }>(
      "HingeEmbeddingLoss(margin: number = 1, reduction: any = 'mean')",
      args,
    );
    super(o.reduction);
    this.margin = o.margin;
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.hingeEmbeddingLoss(input, target, { reduction: this.reduction, margin: this.margin });
  }
}

/** max(0, -t (x1 - x2) + margin). */
export class MarginRankingLoss extends Loss {
  readonly margin: number;
  constructor(options?: { margin?: number; reduction?: Reduction });
  constructor(margin?: number, reduction?: Reduction);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction; margin: number }>(
      "MarginRankingLoss(margin: number = 0, reduction: any = 'mean')",
      args,
    );
    super(o.reduction);
    this.margin = o.margin;
  }
  forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    return F.marginRankingLoss(input1, input2, target, { reduction: this.reduction, margin: this.margin });
  }
}

/** 1 - cos(x1, x2) where t = 1, max(0, cos - margin) where t = -1. */
export class CosineEmbeddingLoss extends Loss {
  readonly margin: number;
  constructor(options?: { margin?: number; reduction?: Reduction });
  constructor(margin?: number, reduction?: Reduction);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction; margin: number }>(
      "CosineEmbeddingLoss(margin: number = 0, reduction: any = 'mean')",
      args,
    );
    super(o.reduction);
    this.margin = o.margin;
  }
  forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    return F.cosineEmbeddingLoss(input1, input2, target, { reduction: this.reduction, margin: this.margin });
  }
}

/** max(0, d(a, p) - d(a, n) + margin). */
export class TripletMarginLoss extends Loss {
  readonly margin: number;
  readonly p: number;
  readonly eps: number;
  readonly swap: boolean;
  constructor(options?: { margin?: number; p?: number; eps?: number; swap?: boolean; reduction?: Reduction });
  constructor(margin?: number, p?: number, eps?: number, swap?: boolean, reduction?: Reduction);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction; margin: number; p: number; eps: number; swap: boolean }>(
      "TripletMarginLoss(margin: number = 1, p: number = 2, eps: number = 1e-6, swap: boolean = false, reduction: any = 'mean')",
      args,
    );
    super(o.reduction);
    this.margin = o.margin;
    this.p = o.p;
    this.eps = o.eps;
    this.swap = o.swap;
  }
  forward(anchor: Tensor, positive: Tensor, negative: Tensor): Tensor {
    return F.tripletMarginLoss(anchor, positive, negative, {
      reduction: this.reduction,
      margin: this.margin,
      p: this.p,
      eps: this.eps,
      swap: this.swap,
    });
  }
}
