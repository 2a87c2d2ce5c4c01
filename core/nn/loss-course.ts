/** Losses beyond PyTorch's, as modules. Every class takes `reduction`: 'mean' (default), 'sum' or 'none'. */
import * as F from '../api.gen.ts';
import { ArgumentError } from '../errors.ts';
import { xavierUniform_ } from '../init/index.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Loss, type Reduction } from './loss-base.ts';
import { parameter } from './make.ts';
import { Module } from './module.ts';
import type { Parameter } from './parameter.ts';
import { python } from './print.ts';

/** -alpha_t (1 - p_t)^gamma ln p_t: logits (batch, classes, ...) against class indices; `weight` holds alpha by class. */
export class FocalLoss extends Loss {
  declare weight: Tensor | null;
  readonly gamma: number;
  readonly ignoreIndex: number;
  constructor(options: { gamma?: number; weight?: Tensor | null; ignoreIndex?: number; reduction?: Reduction } = {}) {
    super(options.reduction ?? 'mean');
    this.registerBuffer('weight', options.weight ?? null);
    this.gamma = options.gamma ?? 2;
    this.ignoreIndex = options.ignoreIndex ?? -100;
  }
  forward(input: Tensor, target: Tensor): Tensor {
    const { gamma, ignoreIndex, reduction } = this;
    return F.focalLoss(input, target, this.weight, { gamma, ignoreIndex, reduction });
  }
  override extraRepr(): string {
    return `gamma=${python(this.gamma)}`;
  }
}

/** Cross-entropy + epsilon (1 - p_t): logits (batch, classes, ...) against class indices. */
export class PolyLoss extends Loss {
  readonly epsilon: number;
  constructor(options: { epsilon?: number; reduction?: Reduction } = {}) {
    super(options.reduction ?? 'mean');
    this.epsilon = options.epsilon ?? 1;
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.poly1CrossEntropy(input, target, this.epsilon, { reduction: this.reduction });
  }
}

/** Minus the log-softmax against targets softened by a number, or by one number for each example in the call. */
export class LabelSmoothingLoss extends Loss {
  readonly smoothing: number;
  constructor(options: { smoothing?: number; reduction?: Reduction } = {}) {
    super(options.reduction ?? 'mean');
    this.smoothing = options.smoothing ?? 0.1;
  }
  /** `smoothing` [batch] takes the place of the fixed number. */
  forward(input: Tensor, target: Tensor, smoothing?: Tensor | null): Tensor {
    return F.labelSmoothingLoss(input, target, smoothing ?? this.smoothing, { reduction: this.reduction });
  }
}

/** 1 - Dice coefficient: probabilities against targets of the same shape (batch, ...). */
export class DiceLoss extends Loss {
  readonly smooth: number;
  constructor(options: { smooth?: number; reduction?: Reduction } = {}) {
    super(options.reduction ?? 'mean');
    this.smooth = options.smooth ?? 1;
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.diceLoss(input, target, { smooth: this.smooth, reduction: this.reduction });
  }
}

/** 1 - Tversky index; `alpha` weighs false positives, `beta` false negatives. */
export class TverskyLoss extends Loss {
  readonly alpha: number;
  readonly beta: number;
  readonly smooth: number;
  constructor(options: { alpha?: number; beta?: number; smooth?: number; reduction?: Reduction } = {}) {
    super(options.reduction ?? 'mean');
    this.alpha = options.alpha ?? 0.5;
    this.beta = options.beta ?? 0.5;
    this.smooth = options.smooth ?? 1;
  }
  forward(input: Tensor, target: Tensor): Tensor {
    return F.tverskyLoss(input, target, this.alpha, this.beta, { smooth: this.smooth, reduction: this.reduction });
  }
}

/**
 * Gradient-harmonised binary cross-entropy (Li et al., 2019) of logits. With `momentum` the counts of the bins are
 * running means over the calls in training, as in the paper, so that small batches do not jump.
 */
export class GHMCLoss extends Loss {
  readonly bins: number;
  readonly momentum: number;
  /** Running counts [bins], or null before the first call or without momentum. */
  running_counts!: Tensor | null;
  constructor(options: { bins?: number; momentum?: number; reduction?: Reduction } = {}) {
    super(options.reduction ?? 'mean');
    this.bins = options.bins ?? 10;
    this.momentum = options.momentum ?? 0;
    if (!(this.momentum >= 0 && this.momentum < 1))
      throw new ArgumentError(`GHMCLoss: momentum must lie in [0, 1), got ${this.momentum}`, { op: 'GHMCLoss' });
    this.registerBuffer('running_counts', this.momentum > 0 ? F.zeros([this.bins]) : null);
  }
  forward(input: Tensor, target: Tensor): Tensor {
    if (!this.running_counts) return F.ghmcLoss(input, target, this.bins, { reduction: this.reduction });
    const t = target.detach().to(input.dtype);
    const x = input.detach();
    const bin = x
      .sigmoid()
      .sub(t)
      .abs()
      .mul(this.bins)
      .floor()
      .clamp(0, this.bins - 1)
      .long()
      .flatten();
    if (this.training) {
      const ones = F.ones(bin.shape.slice(), { dtype: this.running_counts.dtype, device: bin.device });
      const counts = this.running_counts.zerosLike().scatterAdd(0, bin, ones);
      const started = this.running_counts.gt(0);
      // A bin starts at its first count and moves by (1 - momentum) afterwards.
      this.running_counts = started.where(
        this.running_counts.mul(this.momentum).add(counts.mul(1 - this.momentum)),
        counts,
      );
    }
    const density = this.running_counts
      .to(input.dtype)
      .clampMin(1e-6)
      .indexSelect(0, bin)
      .mul(this.bins)
      .reshape(input.shape.slice());
    const weight = density.reciprocal().mul(input.numel());
    return F.binaryCrossEntropyWithLogits(input, target.to(input.dtype), weight, { reduction: this.reduction });
  }
}

/** Two views (batch, features) of the same examples find each other among all of the batch (SimCLR). */
export class NTXentLoss extends Loss {
  readonly temperature: number;
  constructor(options: { temperature?: number; reduction?: Reduction } = {}) {
    super(options.reduction ?? 'mean');
    this.temperature = options.temperature ?? 0.5;
  }
  forward(z1: Tensor, z2: Tensor): Tensor {
    return F.ntXent(z1, z2, this.temperature, { reduction: this.reduction });
  }
}

/** Queries find their positives among the batch, or among negatives given in the call. */
export class InfoNCELoss extends Loss {
  readonly temperature: number;
  constructor(options: { temperature?: number; reduction?: Reduction } = {}) {
    super(options.reduction ?? 'mean');
    this.temperature = options.temperature ?? 0.1;
  }
  forward(query: Tensor, positive: Tensor, negatives?: Tensor | null): Tensor {
    return F.infoNce(query, positive, negatives ?? null, { temperature: this.temperature, reduction: this.reduction });
  }
}

/** Pairs with target 1 are pulled together, those with 0 pushed `margin` apart. */
export class ContrastiveLoss extends Loss {
  readonly margin: number;
  constructor(options: { margin?: number; reduction?: Reduction } = {}) {
    super(options.reduction ?? 'mean');
    this.margin = options.margin ?? 1;
  }
  forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    return F.contrastiveLoss(input1, input2, target, this.margin, { reduction: this.reduction });
  }
}

/** Order of cosines as order of scores, one number for the batch. */
export class CoSENTLoss extends Module {
  readonly scale: number;
  constructor(options: { scale?: number } = {}) {
    super();
    this.scale = options.scale ?? 20;
  }
  forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    return F.cosentLoss(input1, input2, target, this.scale);
  }
}

/** Class vectors on the sphere, and a loss of cosines with a margin. */
abstract class MarginSoftmax extends Loss {
  readonly scale: number;
  readonly margin: number;
  /** A vector for each class, (classes, features). */
  weight: Parameter;
  protected constructor(
    numFeatures: number,
    numClasses: number,
    o: { scale: number; margin: number; reduction: Reduction },
  ) {
    super(o.reduction);
    this.scale = o.scale;
    this.margin = o.margin;
    this.weight = parameter([numClasses, numFeatures], {});
    xavierUniform_(this.weight);
  }
  override extraRepr(): string {
    return `${this.weight.shape[1]}, ${this.weight.shape[0]}, scale=${python(this.scale)}, margin=${python(this.margin)}`;
  }
}

interface MarginBound {
  numFeatures: number;
  numClasses: number;
  scale: number;
  margin: number;
  reduction: Reduction;
}

/** Additive-margin softmax (CosFace) with its own class vectors: features (batch, features) against class indices. */
export class AMSoftmaxLoss extends MarginSoftmax {
  constructor(
    numFeatures: number,
    numClasses: number,
    options?: { scale?: number; margin?: number; reduction?: Reduction },
  );
  constructor(...args: unknown[]) {
    const o = bindOptions<MarginBound>(
      "AMSoftmaxLoss(numFeatures: number, numClasses: number, scale: number = 30, margin: number = 0.35, reduction: any = 'mean')",
      args,
    );
    super(o.numFeatures, o.numClasses, o);
  }
  forward(input: Tensor, target: Tensor): Tensor {
    const { scale, margin, reduction } = this;
    return F.amSoftmaxLoss(input, this.weight, target, { scale, margin, reduction });
  }
}

/** ArcFace with its own class vectors: features (batch, features) against class indices; the margin is an angle. */
export class ArcFaceLoss extends MarginSoftmax {
  constructor(
    numFeatures: number,
    numClasses: number,
    options?: { scale?: number; margin?: number; reduction?: Reduction },
  );
  constructor(...args: unknown[]) {
    const o = bindOptions<MarginBound>(
      "ArcFaceLoss(numFeatures: number, numClasses: number, scale: number = 64, margin: number = 0.5, reduction: any = 'mean')",
      args,
    );
    super(o.numFeatures, o.numClasses, o);
  }
  forward(input: Tensor, target: Tensor): Tensor {
    const { scale, margin, reduction } = this;
    return F.arcFaceLoss(input, this.weight, target, { scale, margin, reduction });
  }
}
