/** Functions of one and of two operands. The numbers are those of `apply1` and `apply2` in wasm/elementwise.ts. */
import { broadcastStrides, sameShape } from '../../tensor/shape.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { load } from '../module.ts';
import { kernels } from '../switch.ts';
import { begin, dense, finish, output, strided } from './operands.ts';

export const UNARY = {
  neg: 0,
  abs: 1,
  relu: 2,
  exp: 3,
  log: 4,
  tanh: 5,
  sigmoid: 6,
  sqrt: 7,
  square: 8,
  reciprocal: 9,
  erf: 10,
  gelu: 11,
  geluTanh: 12,
  silu: 13,
  rsqrt: 14,
  leakyRelu: 15,
} as const;

export const BINARY = {
  add: 0,
  sub: 1,
  mul: 2,
  div: 3,
  maximum: 4,
  minimum: 5,
  addScaled: 6,
  subScaled: 7,
  reluGrad: 8,
  tanhGrad: 9,
  sigmoidGrad: 10,
  geluGrad: 11,
  geluTanhGrad: 12,
  siluGrad: 13,
  leakyReluGrad: 14,
} as const;

/** Elements below which a loop in JavaScript is as fast as staging the operands. */
export const TINY = 64;

/** out = f(x), by number. */
export function runUnary(op: number, x: Tensor, out: Tensor, parameter = 0): boolean {
  if (x.dtype !== 'float32' || out.dtype !== 'float32') return false;
  const module = begin(x, out);
  if (module === null) return false;
  const from = dense(module, x);
  module.wasm.unary(op, from, output(out), out.numel(), parameter);
  return finish(module);
}

/** out = f(a, b) with broadcasting, by number. */
export function runBinary(op: number, a: Tensor, b: Tensor, out: Tensor, parameter = 0): boolean {
  if (a.dtype !== 'float32' || b.dtype !== 'float32' || out.dtype !== 'float32') return false;
  const n = out.numel();
  if (n === 0) return true;
  const module = begin(a, b, out);
  if (module === null) return false;
  const na = a.numel();
  const nb = b.numel();
  if ((na === n || na === 1) && (nb === n || nb === 1) && a.isContiguous && b.isContiguous) {
    const x = dense(module, a);
    const y = dense(module, b);
    module.wasm.binary(op, x, na === 1 && n > 1 ? 0 : 1, y, nb === 1 && n > 1 ? 0 : 1, output(out), n, parameter);
    return finish(module);
  }
  const x = strided(module, a);
  const y = strided(module, b);
  const as = broadcastStrides(a.shape, x.strides, out.shape);
  const bs = broadcastStrides(b.shape, y.strides, out.shape);
  const { dims } = module;
  if (!collapse(out.shape, as, bs, dims)) return false;
  module.wasm.binaryStrided(op, x.ptr, y.ptr, output(out), dims.byteOffset, parameter);
  return finish(module);
}

/** Joins neighbouring axes that both operands walk evenly, and writes at most four; false where more remain. */
function collapse(shape: readonly number[], as: readonly number[], bs: readonly number[], dims: Int32Array): boolean {
  let axes = 0;
  for (let i = 0; i < 4; i++) {
    dims[i] = 1;
    dims[4 + i] = 0;
    dims[8 + i] = 0;
  }
  // From the innermost: slot 3 - axes is the axis being built.
  let size = 1;
  let a = 0;
  let b = 0;
  let open = false;
  for (let d = shape.length - 1; d >= 0; d--) {
    const s = shape[d];
    if (s === 1) continue;
    if (open && as[d] === a * size && bs[d] === b * size) {
      size *= s;
      continue;
    }
    if (open) {
      if (axes === 3) return false;
      dims[3 - axes] = size;
      dims[7 - axes] = a;
      dims[11 - axes] = b;
      axes++;
    }
    size = s;
    a = as[d];
    b = bs[d];
    open = true;
  }
  if (open) {
    dims[3 - axes] = size;
    dims[7 - axes] = a;
    dims[11 - axes] = b;
  }
  return true;
}

/** A fresh tensor like `x` with f(a, b) in it, or null where WebAssembly does not cover it. For gradients in one pass. */
export function binaryLike(op: number, a: Tensor, b: Tensor, shape: readonly number[], parameter = 0): Tensor | null {
  if (a.dtype !== 'float32' || b.dtype !== 'float32') return null;
  const out = Tensor.empty(shape.slice(), 'float32', 'cpu', true);
  return runBinary(op, a, b, out, parameter) ? out : null;
}

/** a += b for tensors of one shape in the heap, a dense; false where WebAssembly does not cover it. */
export function addInto(a: Tensor, b: Tensor): boolean {
  if (!kernels.fast || a.storage === b.storage || !sameShape(a.shape, b.shape) || !a.isContiguous) return false;
  return runBinary(BINARY.add, a, b, a);
}

/** Adds `part` to a window of another tensor's memory, both in the heap; false where WebAssembly does not cover it. */
export function addToWindow(window: Tensor, part: Tensor): boolean {
  const module = load();
  const rank = part.shape.length;
  if (module === null || !kernels.fast || rank > 4 || window.dtype !== 'float32' || part.dtype !== 'float32')
    return false;
  if (window.storage.ptr === 0 || part.storage.ptr === 0 || window.storage === part.storage) return false;
  const { dims, wasm } = module;
  const lead = 4 - rank;
  for (let i = 0; i < 4; i++) {
    dims[i] = i < lead ? 1 : part.shape[i - lead];
    dims[4 + i] = i < lead ? 0 : window.strides[i - lead];
    dims[8 + i] = i < lead ? 0 : part.strides[i - lead];
  }
  wasm.addStrided(window.storage.ptr + window.offset * 4, part.storage.ptr + part.offset * 4, dims.byteOffset);
  return true;
}
