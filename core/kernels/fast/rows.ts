/** Reductions, softmax and normalisation: operations on rows. */
import type { Gradients, Saved } from '../../ops/define.ts';
import { numelOf } from '../../tensor/shape.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { begin, dense, finish, output, take } from './operands.ts';

/** Sizes before, of and after a run of neighbouring axes. */
function span(shape: readonly number[], dims: readonly number[]): { outer: number; middle: number; inner: number } {
  const first = Math.min(...dims);
  const last = Math.max(...dims);
  let outer = 1;
  let middle = 1;
  let inner = 1;
  for (let d = 0; d < shape.length; d++) {
    if (d < first) outer *= shape[d];
    else if (d > last) inner *= shape[d];
    else middle *= shape[d];
  }
  return { outer, middle, inner };
}

/** The dims as runs of neighbours, the innermost run first. */
function runs(dims: readonly number[]): number[][] {
  const out: number[][] = [];
  for (const d of [...dims].sort((p, q) => q - p)) {
    const open = out[out.length - 1];
    if (open && open[open.length - 1] === d + 1) open.push(d);
    else out.push([d]);
  }
  return out;
}

/** Sum over axes, run by run of neighbouring ones from the innermost; with `mean`, divided by their size. */
export function fastSum(x: Tensor, out: Tensor, dims: readonly number[], mean: boolean): boolean {
  if (x.dtype !== 'float32' || out.dtype !== 'float32') return false;
  if (dims.length === 0 || x.numel() === 0) return false;
  const module = begin(x, out);
  if (module === null) return false;
  let from = dense(module, x);
  const shape = x.shape.slice();
  const groups = runs(dims);
  const to = output(out);
  for (let i = 0; i < groups.length; i++) {
    const s = span(shape, groups[i]);
    const last = i === groups.length - 1;
    const at = last ? to : take(s.outer * s.inner * 4);
    const scale = mean && last ? out.numel() / x.numel() : 1;
    if (s.inner === 1) module.wasm.sumRows(from, at, s.outer, s.middle, scale);
    else {
      const work = take(s.inner * 8);
      if (work === 0 || at === 0) return false;
      module.wasm.sumMiddle(from, at, s.outer, s.middle, s.inner, scale, work);
    }
    from = at;
    for (const d of groups[i]) shape[d] = 1;
  }
  return finish(module);
}

/** Rows of the last axis, when `dim` is that. */
function lastRows(shape: readonly number[], dim: number): { rows: number; cols: number } | null {
  if (shape.length === 0 || dim !== shape.length - 1) return null;
  const cols = shape[dim];
  const n = numelOf(shape);
  return n === 0 ? null : { rows: n / cols, cols };
}

export function fastSoftmax(log: boolean, x: Tensor, out: Tensor, dim: number): boolean {
  const r = lastRows(x.shape, dim);
  if (r === null || x.dtype !== 'float32' || out.dtype !== 'float32') return false;
  const module = begin(x, out);
  if (module === null) return false;
  const from = dense(module, x);
  const run = log ? module.wasm.logSoftmaxRows : module.wasm.softmaxRows;
  run(from, output(out), r.rows, r.cols);
  return finish(module);
}

export function fastSoftmaxGrad(log: boolean, g: Tensor, y: Tensor, dim: number): Gradients | null {
  const r = lastRows(y.shape, dim);
  if (r === null || g.dtype !== 'float32' || y.dtype !== 'float32') return null;
  const out = Tensor.empty(y.shape.slice(), 'float32', 'cpu', true);
  const module = begin(g, y, out);
  if (module === null) return null;
  const from = dense(module, g);
  const value = dense(module, y);
  const run = log ? module.wasm.logSoftmaxGradRows : module.wasm.softmaxGradRows;
  run(from, value, output(out), r.rows, r.cols);
  finish(module);
  return [out];
}

interface LayerNormArgs {
  readonly normalizedShape: readonly number[];
  readonly eps: number;
  readonly weight: boolean;
  readonly bias: boolean;
}

export function fastLayerNorm(inputs: readonly Tensor[], [out]: readonly Tensor[], args: LayerNormArgs): boolean {
  const x = inputs[0];
  const w = args.weight ? inputs[1] : null;
  const b = args.bias ? inputs[args.weight ? 2 : 1] : null;
  const cols = numelOf(args.normalizedShape);
  if (x.dtype !== 'float32' || x.numel() === 0) return false;
  const module = begin(x, w, b, out);
  if (module === null) return false;
  const from = dense(module, x);
  const weight = w ? dense(module, w) : 0;
  const bias = b ? dense(module, b) : 0;
  module.wasm.layerNormRows(from, weight, bias, output(out), x.numel() / cols, cols, args.eps);
  return finish(module);
}

export function fastLayerNormGrad(g: Tensor, saved: Saved<LayerNormArgs>): Gradients | null {
  const { args, needs } = saved;
  const x = saved.input(0);
  if (x.dtype !== 'float32' || g.dtype !== 'float32' || x.numel() === 0) return null;
  const w = args.weight ? saved.input(1) : null;
  const biasAt = args.weight ? 2 : 1;
  const cols = numelOf(args.normalizedShape);
  const gx = needs[0] ? Tensor.empty(x.shape.slice(), 'float32', 'cpu', true) : null;
  const gw = args.weight && needs[1] ? Tensor.empty([...args.normalizedShape], 'float32') : null;
  const gb = args.bias && needs[biasAt] ? Tensor.empty([...args.normalizedShape], 'float32') : null;
  const module = begin(g, x, w, gx, gw, gb);
  if (module === null) return null;
  const from = dense(module, g);
  const value = dense(module, x);
  const weight = w ? dense(module, w) : 0;
  const to = [gx, gw, gb].map((t) => (t ? output(t) : 0));
  // Sums start at zero, also in the scratch area.
  for (const i of [1, 2]) if (to[i]) module.floats.fill(0, to[i] >> 2, (to[i] >> 2) + cols);
  module.wasm.layerNormGradRows(from, value, weight, to[0], to[1], to[2], x.numel() / cols, cols, args.eps);
  finish(module);
  const out: (Tensor | null)[] = [gx];
  if (args.weight) out.push(gw);
  if (args.bias) out.push(gb);
  return out;
}
