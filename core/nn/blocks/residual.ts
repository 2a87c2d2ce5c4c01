/** Blocks of ResNet and ResNeXt, with torchvision's parameter names. */
import * as F from '../../api.gen.ts';
import { bindOptions } from '../../ops/options.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { BatchNorm2d } from '../batch-norm.ts';
import { Sequential } from '../containers.ts';
import { Conv2d } from '../conv.ts';
import { Module } from '../module.ts';

export interface ResidualOptions {
  stride?: number;
  /** Module of the shortcut. Default: none where shapes agree, else a 1x1 convolution with batch norm. */
  downsample?: Module | null;
}

/** The shortcut where the shape changes: a 1x1 convolution with the block's stride, and batch norm. */
export function projection(inChannels: number, outChannels: number, stride: number): Sequential {
  return new Sequential(new Conv2d(inChannels, outChannels, 1, { stride, bias: false }), new BatchNorm2d(outChannels));
}

function shortcut(given: Module | null, inChannels: number, outChannels: number, stride: number): Module | null {
  if (given) return given;
  return stride !== 1 || inChannels !== outChannels ? projection(inChannels, outChannels, stride) : null;
}

/**
 * y = relu(x + bn2(conv2(relu(bn1(conv1(x)))))), two 3x3 convolutions (He et al., 2016):
 * [N, inplanes, H, W] to [N, planes, H / stride, W / stride].
 */
export class BasicBlock extends Module {
  static readonly expansion = 1;
  readonly stride: number;
  conv1: Conv2d;
  bn1: BatchNorm2d;
  conv2: Conv2d;
  bn2: BatchNorm2d;
  downsample: Module | null;

  constructor(inplanes: number, planes: number, options?: ResidualOptions);
  constructor(inplanes: number, planes: number, stride?: number, downsample?: Module | null);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{ inplanes: number; planes: number; stride: number; downsample: Module | null }>(
      'BasicBlock(inplanes: number, planes: number, stride: number = 1, downsample?: any)',
      args,
    );
    this.stride = o.stride;
    this.conv1 = new Conv2d(o.inplanes, o.planes, 3, { stride: o.stride, padding: 1, bias: false });
    this.bn1 = new BatchNorm2d(o.planes);
    this.conv2 = new Conv2d(o.planes, o.planes, 3, { padding: 1, bias: false });
    this.bn2 = new BatchNorm2d(o.planes);
    this.downsample = shortcut(o.downsample, o.inplanes, o.planes, o.stride);
  }

  forward(input: Tensor): Tensor {
    const hidden = F.relu(this.bn1(this.conv1(input)));
    const identity = this.downsample ? (this.downsample(input) as Tensor) : input;
    return F.relu(this.bn2(this.conv2(hidden)).add(identity));
  }
}

/**
 * y = relu(x + f(x)), f: 1x1 down, 3x3 (with the stride), 1x1 up to 4 planes (He et al., 2016):
 * [N, inplanes, H, W] to [N, 4 planes, H / stride, W / stride]. The middle has floor(planes baseWidth / 64) groups channels.
 */
export class Bottleneck extends Module {
  static readonly expansion = 4;
  readonly stride: number;
  conv1: Conv2d;
  bn1: BatchNorm2d;
  conv2: Conv2d;
  bn2: BatchNorm2d;
  conv3: Conv2d;
  bn3: BatchNorm2d;
  downsample: Module | null;

  constructor(inplanes: number, planes: number, options?: ResidualOptions & { groups?: number; baseWidth?: number });
  constructor(
    inplanes: number,
    planes: number,
    stride?: number,
    downsample?: Module | null,
    groups?: number,
    baseWidth?: number,
  );
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{
      inplanes: number;
      planes: number;
      stride: number;
      downsample: Module | null;
      groups: number;
      baseWidth: number;
    }>(
      'Bottleneck(inplanes: number, planes: number, stride: number = 1, downsample?: any, groups: number = 1, baseWidth: number = 64)',
      args,
    );
    const width = Math.floor((o.planes * o.baseWidth) / 64) * o.groups;
    const out = o.planes * Bottleneck.expansion;
    this.stride = o.stride;
    this.conv1 = new Conv2d(o.inplanes, width, 1, { bias: false });
    this.bn1 = new BatchNorm2d(width);
    this.conv2 = new Conv2d(width, width, 3, { stride: o.stride, padding: 1, groups: o.groups, bias: false });
    this.bn2 = new BatchNorm2d(width);
    this.conv3 = new Conv2d(width, out, 1, { bias: false });
    this.bn3 = new BatchNorm2d(out);
    this.downsample = shortcut(o.downsample, o.inplanes, out, o.stride);
  }

  forward(input: Tensor): Tensor {
    let x = F.relu(this.bn1(this.conv1(input)));
    x = F.relu(this.bn2(this.conv2(x)));
    const identity = this.downsample ? (this.downsample(input) as Tensor) : input;
    return F.relu(this.bn3(this.conv3(x)).add(identity));
  }
}

/**
 * Bottleneck whose 3x3 convolution has `groups` paths of `baseWidth` channels at 64 planes (Xie et al., 2017), 32 x 4d by
 * default: a grouped convolution is the sum of the paths.
 */
export class ResNeXtBlock extends Bottleneck {
  constructor(
    inplanes: number,
    planes: number,
    options: ResidualOptions & { groups?: number; baseWidth?: number } = {},
  ) {
    super(inplanes, planes, { groups: 32, baseWidth: 4, ...options });
  }
}
