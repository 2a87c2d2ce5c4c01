/** Dropout modules: noise while `training`, the identity in evaluation. */
import * as F from '../api.gen.ts';
import { bindOptions } from '../ops/options.ts';
import { checkDropout } from '../random/dropout.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Module } from './module.ts';
import { python } from './print.ts';

abstract class DropoutBase extends Module {
  /** Probability of dropping. */
  p: number;
  constructor(options?: { p?: number; inplace?: boolean });
  constructor(p?: number, inplace?: boolean);
  constructor(...args: unknown[]) {
    super();
    const name = new.target.name;
    this.p = bindOptions<{ p: number }>(`${name}(p: number = 0.5, inplace: boolean = false)`, args).p;
    checkDropout(this.p, name);
  }
  override extraRepr(): string {
    return `p=${python(this.p)}, inplace=False`;
  }
}

/** Sets single elements to 0 with probability p and scales the others by 1 / (1 - p). */
export class Dropout extends DropoutBase {
  forward(input: Tensor): Tensor {
    return F.dropout(input, this.p, this.training);
  }
}

/** Drops whole channels of (batch, channels, length). */
export class Dropout1d extends DropoutBase {
  forward(input: Tensor): Tensor {
    return F.dropout1d(input, this.p, this.training);
  }
}

/** Drops whole channels of (batch, channels, height, width). */
export class Dropout2d extends DropoutBase {
  forward(input: Tensor): Tensor {
    return F.dropout2d(input, this.p, this.training);
  }
}

/** Drops whole channels of (batch, channels, depth, height, width). */
export class Dropout3d extends DropoutBase {
  forward(input: Tensor): Tensor {
    return F.dropout3d(input, this.p, this.training);
  }
}

/** Dropout that keeps mean 0 and variance 1, for SELU. */
export class AlphaDropout extends DropoutBase {
  forward(input: Tensor): Tensor {
    return F.alphaDropout(input, this.p, this.training);
  }
}

/** Alpha dropout of whole channels. */
export class FeatureAlphaDropout extends DropoutBase {
  forward(input: Tensor): Tensor {
    return F.featureAlphaDropout(input, this.p, this.training);
  }
}
