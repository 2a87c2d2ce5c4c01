/** Losses of numbers. Every class takes `reduction`: 'mean' (default), 'sum' or 'none'. */
import * as F from '../api.gen.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Loss, type Reduction } from './loss-base.ts';

/** |x - t|. */
export class L1Loss extends Loss {
  constructor(options?: { reduction?: Reduction });
  constructor(reduction?: Reduction);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction }>("L1Loss(reduction: any = 'mean')", args);
    super(o.reduction);
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.l1Loss(input, target, { reduction: this.reduction });
  }
}

/** (x - t)^2. */
export class MSELoss extends Loss {
  constructor(options?: { reduction?: Reduction });
  constructor(reduction?: Reduction);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction }>("MSELoss(reduction: any = 'mean')", args);
    super(o.reduction);
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.mseLoss(input, target, { reduction: this.reduction });
  }
}

/** (x - t)^2 / (2 beta) where |x - t| < beta, |x - t| - beta / 2 elsewhere. */
export class SmoothL1Loss extends Loss {
  readonly beta: number;
  constructor(options?: { beta?: number; reduction?: Reduction });
  constructor(reduction?: Reduction, beta?: number);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction; beta: number }>(
      "SmoothL1Loss(reduction: any = 'mean', beta: number = 1)",
      args,
    );
    super(o.reduction);
    this.beta = o.beta;
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.smoothL1Loss(input, target, { reduction: this.reduction, beta: this.beta });
  }
}

/** (x - t)^2 / 2 where |x - t| < delta, delta (|x - t| - delta / 2) elsewhere. */
export class HuberLoss extends Loss {
  readonly delta: number;
  constructor(options?: { delta?: number; reduction?: Reduction });
  constructor(reduction?: Reduction, delta?: number);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction; delta: number }>(
      "HuberLoss(reduction: any = 'mean', delta: number = 1)",
      args,
    );
    super(o.reduction);
    this.delta = o.delta;
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.huberLoss(input, target, { reduction: this.reduction, delta: this.delta });
  }
}

/** e^x - t x (or x - t log x without `logInput`): counts. */
export class PoissonNLLLoss extends Loss {
  readonly logInput: boolean;
  readonly full: boolean;
  readonly eps: number;
  constructor(options?: { logInput?: boolean; full?: boolean; eps?: number; reduction?: Reduction });
  constructor(logInput?: boolean, full?: boolean, eps?: number, reduction?: Reduction);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction; logInput: boolean; full: boolean; eps: number }>(
      "PoissonNLLLoss(logInput: boolean = true, full: boolean = false, eps: number = 1e-8, reduction: any = 'mean')",
      args,
    );
    super(o.reduction);
    this.logInput = o.logInput;
    this.full = o.full;
    this.eps = o.eps;
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.poissonNllLoss(input, target, {
      reduction: this.reduction,
      logInput: this.logInput,
      full: this.full,
      eps: this.eps,
    });
  }
}

/** ((x - t)^2 / var + log var) / 2. */
export class GaussianNLLLoss extends Loss {
  readonly full: boolean;
  readonly eps: number;
  constructor(options?: { full?: boolean; eps?: number; reduction?: Reduction });
  constructor(full?: boolean, eps?: number, reduction?: Reduction);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction; full: boolean; eps: number }>(
      "GaussianNLLLoss(full: boolean = false, eps: number = 1e-6, reduction: any = 'mean')",
      args,
    );
    super(o.reduction);
    this.full = o.full;
    this.eps = o.eps;
  }
  forward(input: Tensor, target: Tensor, variance: Tensor): Tensor {
    return F.gaussianNllLoss(input, target, variance, { reduction: this.reduction, full: this.full, eps: this.eps });
  }
}
