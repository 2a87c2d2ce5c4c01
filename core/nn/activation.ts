/** Activation functions as modules: elementwise first, then those along a dimension. `inplace` is accepted and has no effect. */
import * as F from '../api.gen.ts';
import { formatShape, ShapeError } from '../errors.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { FACTORY, type Factory } from './make.ts';
import { Module } from './module.ts';
import { Parameter } from './parameter.ts';
import { python, pythonFloat } from './print.ts';

/** max(x, 0). */
export class ReLU extends Module {
  constructor(_inplace: boolean | { inplace?: boolean } = false) {
    super();
  }
  forward(input: Tensor): Tensor {
    return F.relu(input);
  }
}

/** min(max(x, 0), 6). */
export class ReLU6 extends Module {
  constructor(_inplace: boolean | { inplace?: boolean } = false) {
    super();
  }
  forward(input: Tensor): Tensor {
    return F.relu6(input);
  }
}

/** x where positive, `negativeSlope` x elsewhere. */
export class LeakyReLU extends Module {
  readonly negativeSlope: number;
  constructor(options?: { negativeSlope?: number; inplace?: boolean });
  constructor(negativeSlope?: number, inplace?: boolean);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ negativeSlope: number }>(
      'LeakyReLU(negativeSlope: number = 0.01, inplace: boolean = false)',
      args,
    );
    this.negativeSlope = o.negativeSlope;
  }
  forward(input: Tensor): Tensor {
    return F.leakyRelu(input, { negativeSlope: this.negativeSlope });
  }
  override extraRepr(): string {
    return `negative_slope=${python(this.negativeSlope)}`;
  }
}

/** LeakyReLU with a learned slope: one for all, or one per channel (dimension 1). */
export class PReLU extends Module {
  readonly numParameters: number;
  weight: Parameter;
  constructor(options?: Factory & { numParameters?: number; init?: number });
  constructor(numParameters?: number, init?: number, options?: Factory);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<Required<Factory> & { numParameters: number; init: number }>(
      `PReLU(numParameters: number = 1, init: number = 0.25, ${FACTORY})`,
      args,
    );
    this.numParameters = o.numParameters;
    this.weight = new Parameter(F.full([o.numParameters], o.init, { device: o.device, dtype: o.dtype }));
  }
  forward(input: Tensor): Tensor {
    return F.prelu(input, this.weight);
  }
  override extraRepr(): string {
    return `num_parameters=${this.numParameters}`;
  }
}

/** LeakyReLU whose slope is drawn from [lower, upper) in training and is their mean in evaluation. */
export class RReLU extends Module {
  readonly lower: number;
  readonly upper: number;
  constructor(options?: { lower?: number; upper?: number; inplace?: boolean });
  constructor(lower?: number, upper?: number, inplace?: boolean);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ lower: number; upper: number }>(
      'RReLU(lower: number = 0.125, upper: number = 0.3333333333333333, inplace: boolean = false)',
      args,
    );
    this.lower = o.lower;
    this.upper = o.upper;
  }
  forward(input: Tensor): Tensor {
    return F.rrelu(input, { lower: this.lower, upper: this.upper, training: this.training });
  }
  override extraRepr(): string {
    return `lower=${python(this.lower)}, upper=${python(this.upper)}`;
  }
}

/** x where positive, alpha (e^x - 1) elsewhere. */
export class ELU extends Module {
  readonly alpha: number;
  constructor(options?: { alpha?: number; inplace?: boolean });
  constructor(alpha?: number, inplace?: boolean);
  constructor(...args: unknown[]) {
    super();
    this.alpha = bindOptions<{ alpha: number }>('ELU(alpha: number = 1, inplace: boolean = false)', args).alpha;
  }
  forward(input: Tensor): Tensor {
    return F.elu(input, { alpha: this.alpha });
  }
  override extraRepr(): string {
    return `alpha=${pythonFloat(this.alpha)}`;
  }
}

/** ELU that is smooth at 0 for every alpha: max(0, x) + min(0, alpha (e^(x / alpha) - 1)). */
export class CELU extends Module {
  readonly alpha: number;
  constructor(options?: { alpha?: number; inplace?: boolean });
  constructor(alpha?: number, inplace?: boolean);
  constructor(...args: unknown[]) {
    super();
    this.alpha = bindOptions<{ alpha: number }>('CELU(alpha: number = 1, inplace: boolean = false)', args).alpha;
  }
  forward(input: Tensor): Tensor {
    return F.celu(input, { alpha: this.alpha });
  }
  override extraRepr(): string {
    return `alpha=${pythonFloat(this.alpha)}`;
  }
}

/** The self-normalizing ELU of Klambauer et al. (2017). */
export class SELU extends Module {
  constructor(_inplace: boolean | { inplace?: boolean } = false) {
    super();
  }
  forward(input: Tensor): Tensor {
    return F.selu(input);
  }
}

/** x Phi(x), or its tanh approximation. */
export class GELU extends Module {
  readonly approximate: 'none' | 'tanh';
  constructor(options?: { approximate?: 'none' | 'tanh' });
  constructor(approximate?: 'none' | 'tanh');
  constructor(...args: unknown[]) {
    super();
    this.approximate = bindOptions<{ approximate: 'none' | 'tanh' }>(
      "GELU(approximate: 'none' | 'tanh' = 'none')",
      args,
    ).approximate;
  }
  forward(input: Tensor): Tensor {
    return F.gelu(input, { approximate: this.approximate });
  }
  override extraRepr(): string {
    return `approximate='${this.approximate}'`;
  }
}

/** x sigmoid(x), also called swish. */
export class SiLU extends Module {
  constructor(_inplace: boolean | { inplace?: boolean } = false) {
    super();
  }
  forward(input: Tensor): Tensor {
    return F.silu(input);
  }
}

/** x tanh(softplus(x)). */
export class Mish extends Module {
  constructor(_inplace: boolean | { inplace?: boolean } = false) {
    super();
  }
  forward(input: Tensor): Tensor {
    return F.mish(input);
  }
}

/** x relu6(x + 3) / 6. */
export class Hardswish extends Module {
  constructor(_inplace: boolean | { inplace?: boolean } = false) {
    super();
  }
  forward(input: Tensor): Tensor {
    return F.hardswish(input);
  }
}

/** relu6(x + 3) / 6. */
export class Hardsigmoid extends Module {
  constructor(_inplace: boolean | { inplace?: boolean } = false) {
    super();
  }
  forward(input: Tensor): Tensor {
    return F.hardsigmoid(input);
  }
}

/** x clamped to [minVal, maxVal]. */
export class Hardtanh extends Module {
  readonly minVal: number;
  readonly maxVal: number;
  constructor(options?: { minVal?: number; maxVal?: number; inplace?: boolean });
  constructor(minVal?: number, maxVal?: number, inplace?: boolean);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ minVal: number; maxVal: number }>(
      'Hardtanh(minVal: number = -1, maxVal: number = 1, inplace: boolean = false)',
      args,
    );
    this.minVal = o.minVal;
    this.maxVal = o.maxVal;
  }
  forward(input: Tensor): Tensor {
    return F.hardtanh(input, { minVal: this.minVal, maxVal: this.maxVal });
  }
  override extraRepr(): string {
    return `min_val=${pythonFloat(this.minVal)}, max_val=${pythonFloat(this.maxVal)}`;
  }
}

/** 1 / (1 + e^-x). */
export class Sigmoid extends Module {
  forward(input: Tensor): Tensor {
    return F.sigmoid(input);
  }
}

/** log sigmoid(x), stable. */
export class LogSigmoid extends Module {
  forward(input: Tensor): Tensor {
    return F.logsigmoid(input);
  }
}

/** The hyperbolic tangent. */
export class Tanh extends Module {
  forward(input: Tensor): Tensor {
    return F.tanh(input);
  }
}

/** x - tanh(x). */
export class Tanhshrink extends Module {
  forward(input: Tensor): Tensor {
    return F.tanhshrink(input);
  }
}

/** log(1 + e^(beta x)) / beta; x itself where beta x is above `threshold`. */
export class Softplus extends Module {
  readonly beta: number;
  readonly threshold: number;
  constructor(options?: { beta?: number; threshold?: number });
  constructor(beta?: number, threshold?: number);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ beta: number; threshold: number }>(
      'Softplus(beta: number = 1, threshold: number = 20)',
      args,
    );
    this.beta = o.beta;
    this.threshold = o.threshold;
  }
  forward(input: Tensor): Tensor {
    return F.softplus(input, { beta: this.beta, threshold: this.threshold });
  }
  override extraRepr(): string {
    return `beta=${pythonFloat(this.beta)}, threshold=${pythonFloat(this.threshold)}`;
  }
}

/** x / (1 + |x|). */
export class Softsign extends Module {
  forward(input: Tensor): Tensor {
    return F.softsign(input);
  }
}

/** x moved towards 0 by `lambd`, 0 within it. */
export class Softshrink extends Module {
  readonly lambd: number;
  constructor(options?: { lambd?: number });
  constructor(lambd?: number);
  constructor(...args: unknown[]) {
    super();
    this.lambd = bindOptions<{ lambd: number }>('Softshrink(lambd: number = 0.5)', args).lambd;
  }
  forward(input: Tensor): Tensor {
    return F.softshrink(input, { lambd: this.lambd });
  }
  override extraRepr(): string {
    return String(this.lambd);
  }
}

/** x, but 0 within +-`lambd`. */
export class Hardshrink extends Module {
  readonly lambd: number;
  constructor(options?: { lambd?: number });
  constructor(lambd?: number);
  constructor(...args: unknown[]) {
    super();
    this.lambd = bindOptions<{ lambd: number }>('Hardshrink(lambd: number = 0.5)', args).lambd;
  }
  forward(input: Tensor): Tensor {
    return F.hardshrink(input, { lambd: this.lambd });
  }
  override extraRepr(): string {
    return String(this.lambd);
  }
}

/** x where above `threshold`, `value` elsewhere. */
export class Threshold extends Module {
  readonly threshold: number;
  readonly value: number;
  constructor(threshold: number, value: number, inplace?: boolean);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ threshold: number; value: number }>(
      'Threshold(threshold: number, value: number, inplace: boolean = false)',
      args,
    );
    this.threshold = o.threshold;
    this.value = o.value;
  }
  forward(input: Tensor): Tensor {
    return F.threshold(input, { threshold: this.threshold, value: this.value });
  }
  override extraRepr(): string {
    return `threshold=${python(this.threshold)}, value=${python(this.value)}`;
  }
}

/** A module with one dimension for an option. */
abstract class Along extends Module {
  readonly dim: number | null;
  constructor(options?: { dim?: number | null });
  constructor(dim?: number | null);
  constructor(...args: unknown[]) {
    super();
    this.dim = bindOptions<{ dim: number | null }>(`${new.target.name}(dim?: number | null)`, args).dim;
  }
  /** The dimension; where none was given PyTorch's old rule: 0 for 0, 1 and 3 dimensions, else 1. */
  protected along(input: Tensor): number {
    return this.dim ?? ([0, 1, 3].includes(input.shape.length) ? 0 : 1);
  }
  override extraRepr(): string {
    return `dim=${python(this.dim)}`;
  }
}

/** e^x / sum(e^x) along `dim`. */
export class Softmax extends Along {
  forward(input: Tensor): Tensor {
    return F.softmax(input, this.along(input));
  }
}

/** Softmax of -x along `dim`. */
export class Softmin extends Along {
  forward(input: Tensor): Tensor {
    return F.softmin(input, this.along(input));
  }
}

/** x - log(sum(e^x)) along `dim`. */
export class LogSoftmax extends Along {
  forward(input: Tensor): Tensor {
    return F.logSoftmax(input, this.along(input));
  }
}

/** Softmax over the channels of (batch, channels, height, width) or (channels, height, width). */
export class Softmax2d extends Module {
  forward(input: Tensor): Tensor {
    if (input.shape.length !== 3 && input.shape.length !== 4) {
      throw new ShapeError(`Softmax2d: expected 3 or 4 dimensions, got ${formatShape(input.shape)}`, {
        op: 'Softmax2d',
      });
    }
    return F.softmax(input, -3);
  }
}

/** a sigmoid(b), where a and b are the halves of the input along `dim`. */
export class GLU extends Module {
  readonly dim: number;
  constructor(options?: { dim?: number });
  constructor(dim?: number);
  constructor(...args: unknown[]) {
    super();
    this.dim = bindOptions<{ dim: number }>('GLU(dim: number = -1)', args).dim;
  }
  forward(input: Tensor): Tensor {
    return F.glu(input, { dim: this.dim });
  }
  override extraRepr(): string {
    return `dim=${this.dim}`;
  }
}
