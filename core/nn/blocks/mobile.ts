/** Blocks of MobileNet V1 to V3 and EfficientNet, with torchvision's parameter names. */
import * as F from '../../api.gen.ts';
import { bindOptions } from '../../ops/options.ts';
import { checkDropout } from '../../random/dropout.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { Hardsigmoid, Hardswish, ReLU, ReLU6, Sigmoid, SiLU } from '../activation.ts';
import { BatchNorm2d } from '../batch-norm.ts';
import { Sequential } from '../containers.ts';
import { Conv2d } from '../conv.ts';
import { Module } from '../module.ts';
import { AdaptiveAvgPool2d } from '../pool-adaptive.ts';
import { python } from '../print.ts';

interface UnitOptions {
  kernelSize?: number;
  stride?: number;
  groups?: number;
  /** Epsilon of the batch norm. */
  eps?: number;
  activation?: Module | null;
}

/** Convolution without bias that keeps the size at stride 1, batch norm, activation: entries 0, 1 and 2. */
export function convNormActivation(inChannels: number, outChannels: number, options: UnitOptions = {}): Sequential {
  const { kernelSize = 3, stride = 1, groups = 1, eps = 1e-5, activation = null } = options;
  return new Sequential(
    new Conv2d(inChannels, outChannels, kernelSize, { stride, padding: (kernelSize - 1) >> 1, groups, bias: false }),
    new BatchNorm2d(outChannels, { eps }),
    ...(activation ? [activation] : []),
  );
}

/** Drops whole examples of a residual branch in training and scales the others by 1 / (1 - p) (Huang et al., 2016). */
export class DropPath extends Module {
  readonly p: number;
  constructor(p = 0) {
    super();
    checkDropout(p, 'DropPath');
    this.p = p;
  }
  forward(input: Tensor): Tensor {
    if (!this.training || this.p === 0) return input;
    const one = F.ones([input.shape[0], ...input.shape.slice(1).map(() => 1)], {
      dtype: input.dtype,
      device: input.device,
    });
    return input.mul(F.dropout(one, this.p));
  }
  override extraRepr(): string {
    return `p=${python(this.p)}`;
  }
}

/**
 * A convolution of every channel by itself, then a 1x1 convolution over channels (Howard et al., 2017):
 * [N, in, H, W] to [N, out, H', W']; 1 / out + 1 / k^2 of a full convolution's weights. With `norm`, batch norm and relu
 * follow each, as in MobileNet V1.
 */
export class DepthwiseSeparableConv extends Module {
  depthwise: Conv2d;
  bn1: BatchNorm2d | null;
  pointwise: Conv2d;
  bn2: BatchNorm2d | null;

  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize?: number,
    options?: { stride?: number; padding?: number | null; bias?: boolean; norm?: boolean },
  );
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{
      inChannels: number;
      outChannels: number;
      kernelSize: number;
      stride: number;
      padding: number | null;
      bias: boolean;
      norm: boolean;
    }>(
      'DepthwiseSeparableConv(inChannels: number, outChannels: number, kernelSize: number = 3, stride: number = 1, padding?: number | null, bias: boolean = false, norm: boolean = false)',
      args,
    );
    this.depthwise = new Conv2d(o.inChannels, o.inChannels, o.kernelSize, {
      stride: o.stride,
      padding: o.padding ?? (o.kernelSize - 1) >> 1,
      groups: o.inChannels,
      bias: o.bias,
    });
    this.bn1 = o.norm ? new BatchNorm2d(o.inChannels) : null;
    this.pointwise = new Conv2d(o.inChannels, o.outChannels, 1, { bias: o.bias });
    this.bn2 = o.norm ? new BatchNorm2d(o.outChannels) : null;
  }

  forward(input: Tensor): Tensor {
    let x = this.depthwise(input);
    if (this.bn1) x = F.relu(this.bn1(x));
    x = this.pointwise(x);
    return this.bn2 ? F.relu(this.bn2(x)) : x;
  }
}

/**
 * Channel attention (Hu et al., 2018): y = x * scale(fc2(act(fc1(mean over H, W of x)))), [N, C, H, W] to the same.
 * fc1 narrows to `squeezeChannels`, fc2 widens again; both are 1x1 convolutions with bias.
 */
export class SqueezeExcitation extends Module {
  avgpool: AdaptiveAvgPool2d;
  fc1: Conv2d;
  fc2: Conv2d;
  activation: Module;
  scaleActivation: Module;

  constructor(
    inputChannels: number,
    squeezeChannels: number,
    options: { activation?: Module; scaleActivation?: Module } = {},
  ) {
    super();
    this.avgpool = new AdaptiveAvgPool2d(1);
    this.fc1 = new Conv2d(inputChannels, squeezeChannels, 1);
    this.fc2 = new Conv2d(squeezeChannels, inputChannels, 1);
    this.activation = options.activation ?? new ReLU();
    this.scaleActivation = options.scaleActivation ?? new Sigmoid();
  }

  /** The weight of each channel, [N, C, 1, 1]. */
  scale(input: Tensor): Tensor {
    const squeezed = this.activation(this.fc1(this.avgpool(input))) as Tensor;
    return this.scaleActivation(this.fc2(squeezed)) as Tensor;
  }

  forward(input: Tensor): Tensor {
    return input.mul(this.scale(input));
  }
}

/**
 * MobileNet V2's block (Sandler et al., 2018): 1x1 up by `expandRatio`, depthwise 3x3, 1x1 down without activation;
 * [N, inp, H, W] to [N, oup, H / stride, W / stride], with a shortcut where input and output have the same shape.
 */
export class InvertedResidual extends Module {
  readonly stride: number;
  readonly useResConnect: boolean;
  conv: Sequential;

  constructor(inp: number, oup: number, stride = 1, expandRatio = 6) {
    super();
    const hidden = Math.round(inp * expandRatio);
    this.stride = stride;
    this.useResConnect = stride === 1 && inp === oup;
    this.conv = new Sequential(
      ...(expandRatio === 1 ? [] : [convNormActivation(inp, hidden, { kernelSize: 1, activation: new ReLU6() })]),
      convNormActivation(hidden, hidden, { stride, groups: hidden, activation: new ReLU6() }),
      new Conv2d(hidden, oup, 1, { bias: false }),
      new BatchNorm2d(oup),
    );
  }

  forward(input: Tensor): Tensor {
    const y = this.conv(input);
    return this.useResConnect ? input.add(y) : y;
  }
}

/** What MBConv and MobileNet V3's block share: `block` and the shortcut. */
abstract class MobileBlock extends Module {
  readonly useResConnect: boolean;
  block: Sequential;
  dropPath: DropPath;

  protected constructor(useResConnect: boolean, block: Sequential, dropPath: number) {
    super();
    this.useResConnect = useResConnect;
    this.block = block;
    this.dropPath = new DropPath(dropPath);
  }

  forward(input: Tensor): Tensor {
    const y = this.block(input);
    return this.useResConnect ? this.dropPath(y).add(input) : y;
  }
}

/**
 * EfficientNet's block (Tan and Le, 2019): an inverted residual with SiLU and squeeze-and-excitation to a quarter of the
 * input's channels; [N, in, H, W] to [N, out, H / stride, W / stride].
 */
export class MBConv extends MobileBlock {
  constructor(
    inChannels: number,
    outChannels: number,
    options: {
      kernelSize?: number;
      stride?: number;
      expandRatio?: number;
      squeezeChannels?: number;
      dropPath?: number;
    } = {},
  ) {
    const { kernelSize = 3, stride = 1, expandRatio = 6, dropPath = 0 } = options;
    const squeeze = options.squeezeChannels ?? Math.max(1, inChannels >> 2);
    const hidden = inChannels * expandRatio;
    const block = new Sequential(
      ...(expandRatio === 1 ? [] : [convNormActivation(inChannels, hidden, { kernelSize: 1, activation: new SiLU() })]),
      convNormActivation(hidden, hidden, { kernelSize, stride, groups: hidden, activation: new SiLU() }),
      new SqueezeExcitation(hidden, squeeze, { activation: new SiLU() }),
      convNormActivation(hidden, outChannels, { kernelSize: 1 }),
    );
    super(stride === 1 && inChannels === outChannels, block, dropPath);
  }
}

/** The multiple of 8 next to `value`, at least 90 % of it. */
export function makeDivisible(value: number, divisor = 8): number {
  const rounded = Math.max(divisor, Math.floor((value + divisor / 2) / divisor) * divisor);
  return rounded < 0.9 * value ? rounded + divisor : rounded;
}

/**
 * MobileNet V3's block (Howard et al., 2019): an inverted residual `expanded` channels wide, with squeeze-and-excitation
 * (hard sigmoid) where `useSe`, and relu or hard swish.
 */
export class MobileNetV3Block extends MobileBlock {
  constructor(
    inChannels: number,
    outChannels: number,
    options: {
      expandedChannels: number;
      kernelSize?: number;
      stride?: number;
      useSe?: boolean;
      activation?: 'relu' | 'hardswish';
    },
  ) {
    const { expandedChannels: hidden, kernelSize = 3, stride = 1, useSe = false } = options;
    const make = () => (options.activation === 'hardswish' ? new Hardswish() : new ReLU());
    const eps = 0.001;
    const block = new Sequential(
      ...(hidden === inChannels
        ? []
        : [convNormActivation(inChannels, hidden, { kernelSize: 1, eps, activation: make() })]),
      convNormActivation(hidden, hidden, { kernelSize, stride, groups: hidden, eps, activation: make() }),
      ...(useSe
        ? [new SqueezeExcitation(hidden, makeDivisible(hidden / 4), { scaleActivation: new Hardsigmoid() })]
        : []),
      convNormActivation(hidden, outChannels, { kernelSize: 1, eps }),
    );
    super(stride === 1 && inChannels === outChannels, block, 0);
  }
}
