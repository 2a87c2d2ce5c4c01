/** Optimizer steps over the heap; each returns false where an array lies outside it, and the caller's loop runs. */
import { load } from '../module.ts';
import { kernels } from '../switch.ts';

type Floats = Float32Array | Float64Array;

/** Byte address of an array in the shared memory, or 0. */
function address(array: Floats, buffer: ArrayBuffer): number {
  return array.buffer === buffer && array instanceof Float32Array ? array.byteOffset : 0;
}

/** Elements below which the loop in TypeScript is as fast. */
const SMALL = 128;

/** p -= lr (g + decay p). */
export function fastSgd(p: Floats, g: Floats, lr: number, decay: number): boolean {
  if (p.length <= SMALL || !kernels.fast) return false;
  const module = load();
  if (module === null) return false;
  const [x, y] = [address(p, module.buffer), address(g, module.buffer)];
  if (x === 0 || y === 0) return false;
  module.wasm.sgdStep(x, y, p.length, lr, decay);
  return true;
}

/** v = momentum v + gain (g + decay p), then the step along v, or ahead of it with `nesterov`. */
export function fastMomentum(
  p: Floats,
  g: Floats,
  v: Floats,
  lr: number,
  decay: number,
  momentum: number,
  gain: number,
  nesterov: boolean,
): boolean {
  if (p.length <= SMALL || !kernels.fast) return false;
  const module = load();
  if (module === null) return false;
  const [x, y, z] = [address(p, module.buffer), address(g, module.buffer), address(v, module.buffer)];
  if (x === 0 || y === 0 || z === 0) return false;
  module.wasm.momentumStep(x, y, z, p.length, lr, decay, momentum, gain, nesterov ? 1 : 0);
  return true;
}

/**
 * m += (1 - b1) (d - m), v = b2 v + (1 - b2) d^2, p = shrink p - step m / (sqrt(v) / root + eps), with d = g + decay p.
 */
export function fastAdam(
  p: Floats,
  g: Floats,
  m: Floats,
  v: Floats,
  options: { step: number; b1: number; b2: number; eps: number; root: number; shrink: number; decay: number },
): boolean {
  if (p.length <= SMALL || !kernels.fast) return false;
  const module = load();
  if (module === null) return false;
  const b = module.buffer;
  const [x, y, s, t] = [address(p, b), address(g, b), address(m, b), address(v, b)];
  if (x === 0 || y === 0 || s === 0 || t === 0) return false;
  const { step, b1, b2, eps, root, shrink, decay } = options;
  module.wasm.adamStep(x, y, s, t, p.length, step, 1 - b1, b2, 1 - b2, eps, 1 / root, shrink, decay);
  return true;
}
