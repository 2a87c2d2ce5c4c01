/** Losses of classes. Every class takes `reduction`: 'mean' (default), 'sum' or 'none'. */
import * as F from '../api.gen.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type BatchReduction, Loss, type Reduction } from './loss-base.ts';

/** -log softmax(x)[t]: logits (batch, classes, ...) against class indices or probabilities. */
export class CrossEntropyLoss extends Loss {
  declare weight: Tensor | null;
  readonly ignoreIndex: number;
  readonly labelSmoothing: number;
  constructor(options?: {
    weight?: Tensor | null;
    ignoreIndex?: number;
    labelSmoothing?: number;
    reduction?: Reduction;
  });
  constructor(weight?: Tensor | null, ignoreIndex?: number, reduction?: Reduction, labelSmoothing?: number);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction; weight: Tensor | null; ignoreIndex: number; labelSmoothing: number }>(
      "CrossEntropyLoss(weight?: Tensor, ignoreIndex: number = -100, reduction: any = 'mean', labelSmoothing: number = 0)",
      args,
    );
    super(o.reduction);
    this.registerBuffer('weight', o.weight);
    this.ignoreIndex = o.ignoreIndex;
    this.labelSmoothing = o.labelSmoothing;
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.crossEntropy(input, target, this.weight, {
      reduction: this.reduction,
      ignoreIndex: this.ignoreIndex,
      labelSmoothing: this.labelSmoothing,
    });
  }
}

/** -x[t]: log-probabilities (batch, classes, ...) against class indices. */
export class NLLLoss extends Loss {
  declare weight: Tensor | null;
  readonly ignoreIndex: number;
  constructor(options?: { weight?: Tensor | null; ignoreIndex?: number; reduction?: Reduction });
  constructor(weight?: Tensor | null, ignoreIndex?: number, reduction?: Reduction);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction; weight: Tensor | null; ignoreIndex: number }>(
      "NLLLoss(weight?: Tensor, ignoreIndex: number = -100, reduction: any = 'mean')",
      args,
    );
    super(o.reduction);
    this.registerBuffer('weight', o.weight);
    this.ignoreIndex = o.ignoreIndex;
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.nllLoss(input, target, this.weight, { reduction: this.reduction, ignoreIndex: this.ignoreIndex });
  }
}

/** -(t log x + (1 - t) log(1 - x)): probabilities against probabilities. */
export class BCELoss extends Loss {
  declare weight: Tensor | null;
  constructor(options?: { weight?: Tensor | null; reduction?: Reduction });
  constructor(weight?: Tensor | null, reduction?: Reduction);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction; weight: Tensor | null }>(
      "BCELoss(weight?: Tensor, reduction: any = 'mean')",
      args,
    );
    super(o.reduction);
    this.registerBuffer('weight', o.weight);
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.binaryCrossEntropy(input, target, this.weight, { reduction: this.reduction });
  }
}

/** Binary cross-entropy of sigmoid(x), stable; `posWeight` scales the positive term. */
export class BCEWithLogitsLoss extends Loss {
  declare weight: Tensor | null;
  declare pos_weight: Tensor | null;
  constructor(options?: { weight?: Tensor | null; posWeight?: Tensor | null; reduction?: Reduction });
  constructor(weight?: Tensor | null, reduction?: Reduction, posWeight?: Tensor | null);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction; weight: Tensor | null; posWeight: Tensor | null }>(
      "BCEWithLogitsLoss(weight?: Tensor, reduction: any = 'mean', posWeight?: Tensor)",
      args,
    );
    super(o.reduction);
    this.registerBuffer('weight', o.weight);
    this.registerBuffer('pos_weight', o.posWeight);
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.binaryCrossEntropyWithLogits(input, target, this.weight, this.pos_weight, { reduction: this.reduction });
  }
}

/** t (log t - x), x being log-probabilities (and t too with `logTarget`). */
export class KLDivLoss extends Loss {
  readonly logTarget: boolean;
  constructor(options?: { logTarget?: boolean; reduction?: BatchReduction });
  constructor(reduction?: BatchReduction, logTarget?: boolean);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: BatchReduction; logTarget: boolean }>(
      "KLDivLoss(reduction: any = 'mean', logTarget: boolean = false)",
      args,
    );
    super(o.reduction);
    this.logTarget = o.logTarget;
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.klDiv(input, target, { reduction: this.reduction, logTarget: this.logTarget });
  }
}

/** log(1 + e^(-t x)), t being 1 or -1. */
export class SoftMarginLoss extends Loss {
  constructor(options?: { reduction?: Reduction });
  constructor(reduction?: Reduction);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction }>("SoftMarginLoss(reduction: any = 'mean')", args);
    super(o.reduction);
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.softMarginLoss(input, target, { reduction: this.reduction });
  }
}

/** sum over wrong classes of max(0, margin - x[t] + x[i])^p / classes. */
export class MultiMarginLoss extends Loss {
  declare weight: Tensor | null;
  readonly p: number;
  readonly margin: number;
  constructor(options?: { weight?: Tensor | null; p?: number; margin?: number; reduction?: Reduction });
  constructor(p?: number, margin?: number, weight?: Tensor | null, reduction?: Reduction);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction; p: number; margin: number; weight: Tensor | null }>(
      "MultiMarginLoss(p: number = 1, margin: number = 1, weight?: Tensor, reduction: any = 'mean')",
      args,
    );
    super(o.reduction);
    this.registerBuffer('weight', o.weight);
    this.p = o.p;
    this.margin = o.margin;
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.multiMarginLoss(input, target, this.weight, { reduction: this.reduction, p: this.p, margin: this.margin });
  }
}

/** Hinge between every target class and every other one. */
export class MultiLabelMarginLoss extends Loss {
  constructor(options?: { reduction?: Reduction });
  constructor(reduction?: Reduction);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction }>("MultiLabelMarginLoss(reduction: any = 'mean')", args);
    super(o.reduction);
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.multilabelMarginLoss(input, target, { reduction: this.reduction });
  }
}

/** Mean over classes of binary cross-entropy with logits. */
export class MultiLabelSoftMarginLoss extends Loss {
  declare weight: Tensor | null;
  constructor(options?: { weight?: Tensor | null; reduction?: Reduction });
  constructor(weight?: Tensor | null, reduction?: Reduction);
  constructor(...args: unknown[]) {
    const o = bindOptions<{ reduction: Reduction; weight: Tensor | null }>(
      "MultiLabelSoftMarginLoss(weight?: Tensor, reduction: any = 'mean')",
      args,
    );
    super(o.reduction);
    this.registerBuffer('weight', o.weight);
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.multilabelSoftMarginLoss(input, target, this.weight, { reduction: this.reduction });
  }
}
