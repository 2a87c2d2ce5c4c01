/** The pointwise part of an LSTM step. */
import type { Gradients } from '../../ops/define.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { begin, dense, finish, output } from './operands.ts';

export function fastLstmGates([gates, c]: readonly Tensor[], [h, next]: readonly Tensor[]): boolean {
  const size = c.shape[c.shape.length - 1];
  if (gates.dtype !== 'float32' || c.dtype !== 'float32' || size % 4 !== 0 || c.numel() === 0) return false;
  const module = begin(gates, c, h, next);
  if (module === null) return false;
  const from = dense(module, gates);
  const cell = dense(module, c);
  module.wasm.lstmGates(from, cell, output(h), output(next), c.numel() / size, size);
  return finish(module);
}

export function fastLstmGatesGrad(gates: Tensor, c: Tensor, next: Tensor, gh: Tensor, gc: Tensor): Gradients | null {
  const size = c.shape[c.shape.length - 1];
  if (gates.dtype !== 'float32' || gh.dtype !== 'float32' || size % 4 !== 0 || c.numel() === 0) return null;
  const dGates = Tensor.empty(gates.shape.slice(), 'float32', 'cpu', true);
  const dc = Tensor.empty(c.shape.slice(), 'float32', 'cpu', true);
  const module = begin(gates, c, next, gh, gc, dGates, dc);
  if (module === null) return null;
  const [a, b, d, e, f] = [gates, c, next, gh, gc].map((t) => dense(module, t));
  module.wasm.lstmGatesGrad(a, b, d, e, f, output(dGates), output(dc), c.numel() / size, size);
  finish(module);
  return [dGates, dc];
}
