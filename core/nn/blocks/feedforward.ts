/** Layers beside the usual: gates, pieces, radial bases, norms without statistics, biaffine scores. */
import * as F from '../../api.gen.ts';
import { ArgumentError, formatShape, ShapeError } from '../../errors.ts';
import { normal_, uniform_, xavierUniform_ } from '../../init/index.ts';
import { bindOptions } from '../../ops/options.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { Linear } from '../linear.ts';
import { FACTORY, type Factory, parameter } from '../make.ts';
import { Module } from '../module.ts';
import { LayerNorm, onesParameter } from '../norm.ts';
import { Parameter } from '../parameter.ts';
import { python } from '../print.ts';

/**
 * The largest of `pieces` linear maps for each output (Goodfellow et al., 2013), [..., in] to [..., out]:
 * y_i = max_k (w_ik x + b_ik). Rows i K to i K + K - 1 of the weight belong to output i.
 */
export class Maxout extends Module {
  readonly pieces: number;
  linear: Linear;
  constructor(inFeatures: number, outFeatures: number, pieces = 2, options: { bias?: boolean } = {}) {
    super();
    this.pieces = pieces;
    this.linear = new Linear(inFeatures, outFeatures * pieces, { bias: options.bias ?? true });
  }
  forward(input: Tensor): Tensor {
    return F.maxout(this.linear(input), this.pieces);
  }
  override extraRepr(): string {
    return `pieces=${this.pieces}`;
  }
}

/**
 * The gated feed-forward block (Shazeer, 2020): y = w2(silu(w1 x) * w3 x), [..., dim] to [..., out]. Its three matrices
 * match the size of an ordinary block's two at 2/3 of the hidden width.
 */
export class SwiGLU extends Module {
  w1: Linear;
  w2: Linear;
  w3: Linear;
  constructor(inFeatures: number, hiddenFeatures: number, options: { outFeatures?: number; bias?: boolean } = {}) {
    super();
    const { outFeatures = inFeatures, bias = false } = options;
    this.w1 = new Linear(inFeatures, hiddenFeatures, { bias });
    this.w2 = new Linear(hiddenFeatures, outFeatures, { bias });
    this.w3 = new Linear(inFeatures, hiddenFeatures, { bias });
  }
  forward(input: Tensor): Tensor {
    return this.w2(F.silu(this.w1(input)).mul(this.w3(input)));
  }
}

/** Dynamic tanh in place of layer norm (Zhu et al., 2025): y = weight * tanh(alpha x) + bias, of any shape ending in `normalizedShape`. */
export class DyT extends Module {
  readonly normalizedShape: number[];
  alpha: Parameter;
  weight: Parameter;
  bias: Parameter;
  constructor(normalizedShape: number | readonly number[], options?: Factory & { alphaInit?: number });
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<Required<Factory> & { normalizedShape: number | number[]; alphaInit: number }>(
      `DyT(normalizedShape: number | number[], alphaInit: number = 0.5, ${FACTORY})`,
      args,
    );
    this.normalizedShape = typeof o.normalizedShape === 'number' ? [o.normalizedShape] : o.normalizedShape.slice();
    this.alpha = new Parameter(F.full([1], o.alphaInit, { device: o.device, dtype: o.dtype ?? 'float32' }));
    this.weight = onesParameter(this.normalizedShape.slice(), o);
    this.bias = parameter(this.normalizedShape.slice(), o);
  }
  forward(input: Tensor): Tensor {
    return input.mul(this.alpha).tanh().mul(this.weight).add(this.bias);
  }
  override extraRepr(): string {
    return `normalized_shape=${python(this.normalizedShape)}`;
  }
}

/**
 * The residual of very deep transformers (Wang et al., 2022): y = LayerNorm(alpha x + f(x)). For an encoder or a decoder
 * of N layers alpha = (2 N)^(1/4), and the weights of f start with a gain of beta = (8 N)^(-1/4); see `constants`.
 */
export class DeepNorm extends Module {
  readonly alpha: number;
  sublayer: Module;
  norm: LayerNorm;
  constructor(normalizedShape: number | readonly number[], alpha: number, sublayer: Module) {
    super();
    this.alpha = alpha;
    this.sublayer = sublayer;
    this.norm = new LayerNorm(normalizedShape);
  }
  /** alpha and beta for a stack of `layers`. */
  static constants(layers: number): { alpha: number; beta: number } {
    return { alpha: (2 * layers) ** 0.25, beta: (8 * layers) ** -0.25 };
  }
  forward(input: Tensor): Tensor {
    return this.norm(input.mul(this.alpha).add(this.sublayer(input) as Tensor));
  }
  override extraRepr(): string {
    return `alpha=${python(this.alpha)}`;
  }
}

/**
 * Gaussian bumps around learned centres: phi_k(x) = exp(-|x - c_k|^2 / (2 sigma_k^2)), [..., in] to [..., centres].
 * A Linear on top makes it a radial-basis-function network (Broomhead and Lowe, 1988). Widths are kept as logarithms.
 */
export class RBFLayer extends Module {
  readonly inFeatures: number;
  readonly numCenters: number;
  centers: Parameter;
  logSigma: Parameter;
  constructor(inFeatures: number, numCenters: number, options: { sigma?: number } = {}) {
    super();
    const { sigma = 1 } = options;
    if (!(sigma > 0)) throw new ArgumentError(`RBFLayer: sigma must be positive, got ${sigma}`, { op: 'RBFLayer' });
    this.inFeatures = inFeatures;
    this.numCenters = numCenters;
    this.centers = parameter([numCenters, inFeatures], {});
    normal_(this.centers);
    this.logSigma = new Parameter(F.full([numCenters], Math.log(sigma), { dtype: this.centers.dtype }));
  }
  forward(input: Tensor): Tensor {
    if (input.shape[input.shape.length - 1] !== this.inFeatures) {
      throw new ShapeError(`RBFLayer: the input ${formatShape(input.shape)} must end in ${this.inFeatures} features`, {
        op: 'RBFLayer',
        operands: [{ name: 'input', shape: input.shape, axes: [input.shape.length - 1] }],
      });
    }
    const square = input.unsqueeze(-2).sub(this.centers).square().sum(-1);
    return square.mul(this.logSigma.mul(-2).exp()).mul(-0.5).exp();
  }
  override extraRepr(): string {
    return `in_features=${this.inFeatures}, num_centers=${this.numCenters}`;
  }
}

/**
 * Scores of all pairs (Dozat and Manning, 2017): s_k(i, j) = [x_i; 1]^T U_k [y_j; 1]. Inputs [..., m, in1] and
 * [..., n, in2] give [..., m, n] for one output, else [..., out, m, n]. Either 1 can be left out.
 */
export class Biaffine extends Module {
  readonly outFeatures: number;
  readonly bias1: boolean;
  readonly bias2: boolean;
  weight: Parameter;
  constructor(
    in1Features: number,
    in2Features: number,
    outFeatures = 1,
    options: { bias1?: boolean; bias2?: boolean } = {},
  ) {
    super();
    this.outFeatures = outFeatures;
    this.bias1 = options.bias1 ?? true;
    this.bias2 = options.bias2 ?? true;
    this.weight = parameter([outFeatures, in1Features + Number(this.bias1), in2Features + Number(this.bias2)], {});
    this.resetParameters();
  }
  resetParameters(): void {
    if (this.outFeatures === 1) xavierUniform_(this.weight.select(0, 0).detach());
    else {
      const bound = 1 / Math.sqrt(this.weight.shape[1] * this.weight.shape[2]);
      uniform_(this.weight, -bound, bound);
    }
  }
  forward(input1: Tensor, input2: Tensor): Tensor {
    const extended = (x: Tensor, one: boolean): Tensor =>
      one ? F.cat([x, F.ones([...x.shape.slice(0, -1), 1], { dtype: x.dtype, device: x.device })], -1) : x;
    const a = extended(input1, this.bias1);
    const b = extended(input2, this.bias2);
    const fits =
      a.shape[a.shape.length - 1] === this.weight.shape[1] && b.shape[b.shape.length - 1] === this.weight.shape[2];
    if (!fits || a.shape.length < 2 || b.shape.length < 2) {
      throw new ShapeError(
        `Biaffine: inputs ${formatShape(input1.shape)} and ${formatShape(input2.shape)} must be [..., m, ${this.weight.shape[1] - Number(this.bias1)}] and [..., n, ${this.weight.shape[2] - Number(this.bias2)}]`,
        {
          op: 'Biaffine',
          operands: [
            { name: 'input1', shape: input1.shape },
            { name: 'input2', shape: input2.shape },
          ],
        },
      );
    }
    const scores = a.unsqueeze(-3).matmul(this.weight).matmul(b.unsqueeze(-3).mT());
    return this.outFeatures === 1 ? scores.squeeze(-3) : scores;
  }
}
