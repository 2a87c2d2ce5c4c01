/** Convolutions in up to three dimensions as matrix products over unfolded windows. */
import type { Tensor } from '../../tensor/tensor.ts';
import type { ConvGeometry } from '../convolution.ts';
import { type Loaded, WORK } from '../module.ts';
import { begin, dense, finish, output, take } from './operands.ts';

const product = (list: readonly number[]): number => list[0] * list[1] * list[2];

/** The geometry behind the dimension slots, as wasm/convolution.ts reads it. */
function write(module: Loaded, g: ConvGeometry): number {
  const list = [g.cin, ...g.size, ...g.kernel, ...g.out, ...g.stride, ...g.padding, ...g.dilation];
  module.dims.set(list, 32);
  return module.dims.byteOffset + 128;
}

interface Sizes {
  readonly rows: number;
  readonly outputs: number;
  readonly inner: number;
}

function sizes(g: ConvGeometry): Sizes {
  return { rows: g.cin * product(g.kernel), outputs: product(g.out), inner: g.cin * product(g.size) };
}

/** True when the unfolded matrix is the image itself. */
function plainWindow(g: ConvGeometry): boolean {
  return product(g.kernel) === 1 && product(g.stride) === 1 && g.padding.every((p) => p === 0);
}

/** y from x and w. */
export function fastConvForward(g: ConvGeometry, x: Tensor, w: Tensor, y: Tensor): boolean {
  if (x.dtype !== 'float32' || w.dtype !== 'float32') return false;
  const { rows, outputs, inner } = sizes(g);
  const module = begin(x, w, y);
  if (module === null) return false;
  const xs = dense(module, x);
  const ws = dense(module, w);
  const ys = output(y);
  const columns = take(rows * outputs * 4);
  if (columns === 0) return false;
  const geometry = write(module, g);
  const plain = plainWindow(g);
  for (let i = 0; i < g.n * g.groups; i++) {
    const k = i % g.groups;
    const image = xs + i * inner * 4;
    if (!plain) module.wasm.unfold(geometry, image, columns);
    module.wasm.sgemm(
      g.cout,
      outputs,
      rows,
      ws + k * g.cout * rows * 4,
      rows,
      1,
      plain ? image : columns,
      outputs,
      1,
      ys + i * g.cout * outputs * 4,
      outputs,
      0,
      0,
      WORK,
    );
  }
  return finish(module);
}

/** x from y and w. */
export function fastConvInput(g: ConvGeometry, y: Tensor, w: Tensor, x: Tensor): boolean {
  if (y.dtype !== 'float32' || w.dtype !== 'float32') return false;
  const { rows, outputs, inner } = sizes(g);
  const module = begin(x, w, y);
  if (module === null) return false;
  const ys = dense(module, y);
  const ws = dense(module, w);
  const xs = output(x);
  const columns = take(rows * outputs * 4);
  if (columns === 0) return false;
  const geometry = write(module, g);
  const plain = plainWindow(g);
  if (!plain) module.floats.fill(0, xs >> 2, (xs >> 2) + x.numel());
  for (let i = 0; i < g.n * g.groups; i++) {
    const k = i % g.groups;
    const image = xs + i * inner * 4;
    module.wasm.sgemm(
      rows,
      outputs,
      g.cout,
      ws + k * g.cout * rows * 4,
      1,
      rows,
      ys + i * g.cout * outputs * 4,
      outputs,
      1,
      plain ? image : columns,
      outputs,
      0,
      0,
      WORK,
    );
    if (!plain) module.wasm.fold(geometry, columns, image);
  }
  return finish(module);
}

/** w from x and y, summed over the batch. */
export function fastConvWeight(g: ConvGeometry, x: Tensor, y: Tensor, w: Tensor): boolean {
  if (x.dtype !== 'float32' || y.dtype !== 'float32' || g.n === 0) return false;
  const { rows, outputs, inner } = sizes(g);
  const module = begin(x, w, y);
  if (module === null) return false;
  const xs = dense(module, x);
  const ys = dense(module, y);
  const ws = output(w);
  const columns = take(rows * outputs * 4);
  if (columns === 0) return false;
  const geometry = write(module, g);
  const plain = plainWindow(g);
  for (let i = 0; i < g.n * g.groups; i++) {
    const k = i % g.groups;
    const image = xs + i * inner * 4;
    if (!plain) module.wasm.unfold(geometry, image, columns);
    module.wasm.sgemm(
      g.cout,
      rows,
      outputs,
      ys + i * g.cout * outputs * 4,
      outputs,
      1,
      plain ? image : columns,
      1,
      outputs,
      ws + k * g.cout * rows * 4,
      rows,
      0,
      i < g.groups ? 0 : 1,
      WORK,
    );
  }
  return finish(module);
}
