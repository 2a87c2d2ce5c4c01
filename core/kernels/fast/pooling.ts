/** Max pooling over one or two dimensions. */
import type { Gradients } from '../../ops/define.ts';
import { numelOf } from '../../tensor/shape.ts';
import { Tensor } from '../../tensor/tensor.ts';
import type { Windows } from '../pooling.ts';
import { begin, dense, finish, output, take } from './operands.ts';

export interface MaxPoolArgs {
  readonly size: readonly number[];
  readonly windows: readonly Windows[];
}

const ALL: Windows = { start: [0], end: [1], step: 1 };

export function fastMaxPool(x: Tensor, values: Tensor, places: Tensor, { size, windows }: MaxPoolArgs): boolean {
  if (size.length > 2 || x.dtype !== 'float32' || x.numel() === 0 || values.numel() === 0) return false;
  const [height, width] = size.length === 2 ? size : [1, size[0]];
  const [rows, cols] = size.length === 2 ? windows : [ALL, windows[0]];
  const module = begin(x, values, places);
  if (module === null) return false;
  const from = dense(module, x);
  const to = output(values);
  const at = output(places);
  const list = [...rows.start, ...rows.end, ...cols.start, ...cols.end];
  const table = take(list.length * 4);
  if (table === 0) return false;
  new Int32Array(module.buffer, table, list.length).set(list);
  const planes = x.numel() / (height * width);
  module.wasm.maxPool(
    from,
    to,
    at,
    planes,
    height,
    width,
    rows.start.length,
    cols.start.length,
    table,
    rows.step,
    cols.step,
  );
  return finish(module);
}

export function fastMaxPoolGrad(
  g: Tensor,
  places: Tensor,
  shape: readonly number[],
  size: readonly number[],
): Gradients | null {
  if (g.dtype !== 'float32' || g.numel() === 0) return null;
  const out = Tensor.empty(shape.slice(), 'float32');
  const module = begin(g, places, out);
  if (module === null) return null;
  const inner = numelOf(size);
  const planes = out.numel() / inner;
  const from = dense(module, g);
  const at = dense(module, places);
  const to = output(out);
  if (out.storage.ptr === 0) module.floats.fill(0, to >> 2, (to >> 2) + out.numel());
  module.wasm.unpool(from, at, to, planes, inner, g.numel() / planes);
  finish(module);
  return [out];
}
