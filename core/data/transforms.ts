/** Augmentations as objects (torchvision.transforms): made once, applied to each sample with `t.apply(x)` or in a Compose. */
import type { Generator } from '../random/generator.ts';
import type { Tensor } from '../tensor/tensor.ts';
import * as augment from './augment.ts';
import { generatorOf, type SeedOptions } from './generated.ts';

export interface Transform {
  apply(x: Tensor): Tensor;
}

/** Transforms or plain functions, one after another. */
export class Compose implements Transform {
  private readonly steps: readonly (Transform | ((x: Tensor) => Tensor))[];
  constructor(steps: readonly (Transform | ((x: Tensor) => Tensor))[]) {
    this.steps = steps;
  }
  apply(x: Tensor): Tensor {
    return this.steps.reduce((value, step) => (typeof step === 'function' ? step(value) : step.apply(value)), x);
  }
}

export class Normalize implements Transform {
  readonly mean: number | readonly number[];
  readonly std: number | readonly number[];
  constructor(mean: number | readonly number[], std: number | readonly number[]) {
    this.mean = mean;
    this.std = std;
  }
  apply(x: Tensor): Tensor {
    return augment.normalize(x, this.mean, this.std);
  }
}

/** A random transform: its own stream with a seed, else the default generator's. */
abstract class Random implements Transform {
  protected readonly generator: Generator;
  constructor(options: SeedOptions) {
    this.generator = generatorOf(options);
  }
  abstract apply(x: Tensor): Tensor;
}

export class RandomHorizontalFlip extends Random {
  readonly p: number;
  constructor(p = 0.5, options: SeedOptions = {}) {
    super(options);
    this.p = p;
  }
  apply(x: Tensor): Tensor {
    return this.generator.uniform24() < this.p ? augment.hflip(x) : x;
  }
}

export class RandomVerticalFlip extends Random {
  readonly p: number;
  constructor(p = 0.5, options: SeedOptions = {}) {
    super(options);
    this.p = p;
  }
  apply(x: Tensor): Tensor {
    return this.generator.uniform24() < this.p ? augment.vflip(x) : x;
  }
}

export class RandomCrop extends Random {
  readonly size: number | readonly [number, number];
  readonly padding: number;
  constructor(size: number | readonly [number, number], options: SeedOptions & { padding?: number } = {}) {
    super(options);
    this.size = size;
    this.padding = options.padding ?? 0;
  }
  apply(x: Tensor): Tensor {
    return augment.randomCrop(x, this.size, { padding: this.padding, generator: this.generator });
  }
}

/** A turn between -degrees and degrees. */
export class RandomRotation extends Random {
  readonly degrees: number;
  constructor(degrees: number, options: SeedOptions = {}) {
    super(options);
    this.degrees = degrees;
  }
  apply(x: Tensor): Tensor {
    return augment.rotate(x, (2 * this.generator.uniform24() - 1) * this.degrees);
  }
}

export class GaussianNoise extends Random {
  readonly std: number;
  constructor(std: number, options: SeedOptions = {}) {
    super(options);
    this.std = std;
  }
  apply(x: Tensor): Tensor {
    return augment.noise(x, this.std, { generator: this.generator });
  }
}

export class Cutout extends Random {
  readonly size: number;
  constructor(size: number, options: SeedOptions = {}) {
    super(options);
    this.size = size;
  }
  apply(x: Tensor): Tensor {
    return augment.cutout(x, this.size, { generator: this.generator });
  }
}
