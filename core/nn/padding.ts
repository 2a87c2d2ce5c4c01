/** Padding of the last one, two or three dimensions. A number pads every side; a list is [left, right, top, bottom, ...]. */
import * as F from '../api.gen.ts';
import { ArgumentError } from '../errors.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Module } from './module.ts';
import { python } from './print.ts';

abstract class Pad extends Module {
  readonly padding: number[];
  protected readonly mode: 'constant' | 'reflect' | 'replicate' | 'circular';
  protected readonly value: number;

  protected constructor(dims: number, mode: Pad['mode'], padding: number | readonly number[], value = 0) {
    super();
    this.padding = typeof padding === 'number' ? new Array<number>(2 * dims).fill(padding) : padding.slice();
    if (this.padding.length !== 2 * dims) {
      const name = new.target.name;
      throw new ArgumentError(`${name}: padding has ${this.padding.length} numbers, expected 1 or ${2 * dims}`, {
        op: name,
      });
    }
    this.mode = mode;
    this.value = value;
  }

  forward(input: Tensor): Tensor {
    return F.pad(input, this.padding, { mode: this.mode, value: this.value });
  }
  override extraRepr(): string {
    return this.mode === 'constant' && this.value !== 0
      ? `padding=${python(this.padding)}, value=${python(this.value)}`
      : python(this.padding);
  }
}

type Padding = number | readonly number[];

function paddingOf(name: string, args: readonly unknown[]): Padding {
  return bindOptions<{ padding: Padding }>(`${name}(padding: number | number[])`, args).padding;
}

abstract class ZeroPad extends Pad {
  constructor(dims: number, args: readonly unknown[]) {
    super(dims, 'constant', paddingOf(`ZeroPad${dims}d`, args));
  }
}
export class ZeroPad1d extends ZeroPad {
  constructor(...padding: [Padding | { padding: Padding }]) {
    super(1, padding);
  }
}
export class ZeroPad2d extends ZeroPad {
  constructor(...padding: [Padding | { padding: Padding }]) {
    super(2, padding);
  }
}
export class ZeroPad3d extends ZeroPad {
  constructor(...padding: [Padding | { padding: Padding }]) {
    super(3, padding);
  }
}

abstract class ConstantPad extends Pad {
  constructor(dims: number, args: readonly unknown[]) {
    const o = bindOptions<{ padding: Padding; value: number }>(
      `ConstantPad${dims}d(padding: number | number[], value: number)`,
      args,
    );
    super(dims, 'constant', o.padding, o.value);
  }
}
export class ConstantPad1d extends ConstantPad {
  constructor(padding: Padding, value: number) {
    super(1, [padding, value]);
  }
}
export class ConstantPad2d extends ConstantPad {
  constructor(padding: Padding, value: number) {
    super(2, [padding, value]);
  }
}
export class ConstantPad3d extends ConstantPad {
  constructor(padding: Padding, value: number) {
    super(3, [padding, value]);
  }
}

/** The image mirrored at its edge, the edge itself once. */
abstract class ReflectionPad extends Pad {
  constructor(dims: number, args: readonly unknown[]) {
    super(dims, 'reflect', paddingOf(`ReflectionPad${dims}d`, args));
  }
}
export class ReflectionPad1d extends ReflectionPad {
  constructor(...padding: [Padding | { padding: Padding }]) {
    super(1, padding);
  }
}
export class ReflectionPad2d extends ReflectionPad {
  constructor(...padding: [Padding | { padding: Padding }]) {
    super(2, padding);
  }
}
export class ReflectionPad3d extends ReflectionPad {
  constructor(...padding: [Padding | { padding: Padding }]) {
    super(3, padding);
  }
}

/** The edge repeated. */
abstract class ReplicationPad extends Pad {
  constructor(dims: number, args: readonly unknown[]) {
    super(dims, 'replicate', paddingOf(`ReplicationPad${dims}d`, args));
  }
}
export class ReplicationPad1d extends ReplicationPad {
  constructor(...padding: [Padding | { padding: Padding }]) {
    super(1, padding);
  }
}
export class ReplicationPad2d extends ReplicationPad {
  constructor(...padding: [Padding | { padding: Padding }]) {
    super(2, padding);
  }
}
export class ReplicationPad3d extends ReplicationPad {
  constructor(...padding: [Padding | { padding: Padding }]) {
    super(3, padding);
  }
}

/** The image continued from its other side. */
abstract class CircularPad extends Pad {
  constructor(dims: number, args: readonly unknown[]) {
    super(dims, 'circular', paddingOf(`CircularPad${dims}d`, args));
  }
}
export class CircularPad1d extends CircularPad {
  constructor(...padding: [Padding | { padding: Padding }]) {
    super(1, padding);
  }
}
export class CircularPad2d extends CircularPad {
  constructor(...padding: [Padding | { padding: Padding }]) {
    super(2, padding);
  }
}
export class CircularPad3d extends CircularPad {
  constructor(...padding: [Padding | { padding: Padding }]) {
    super(3, padding);
  }
}
