/** Similarity and distance of vectors. */
import * as F from '../api.gen.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Module } from './module.ts';

/** x1 . x2 / (|x1| |x2|) along `dim`. */
export class CosineSimilarity extends Module {
  readonly dim: number;
  readonly eps: number;
  constructor(options?: { dim?: number; eps?: number });
  constructor(dim?: number, eps?: number);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ dim: number; eps: number }>('CosineSimilarity(dim: number = 1, eps: number = 1e-8)', args);
    this.dim = o.dim;
    this.eps = o.eps;
  }
  forward(x1: Tensor, x2: Tensor): Tensor {
    return F.cosineSimilarity(x1, x2, { dim: this.dim, eps: this.eps });
  }
}

/** The p-norm of x1 - x2 + eps along the last dimension. */
export class PairwiseDistance extends Module {
  readonly p: number;
  readonly eps: number;
  readonly keepdim: boolean;
  constructor(options?: { p?: number; eps?: number; keepdim?: boolean });
  constructor(p?: number, eps?: number, keepdim?: boolean);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ p: number; eps: number; keepdim: boolean }>(
      'PairwiseDistance(p: number = 2, eps: number = 1e-6, keepdim: boolean = false)',
      args,
    );
    this.p = o.p;
    this.eps = o.eps;
    this.keepdim = o.keepdim;
  }
  forward(x1: Tensor, x2: Tensor): Tensor {
    return F.pairwiseDistance(x1, x2, { p: this.p, eps: this.eps, keepdim: this.keepdim });
  }
}
