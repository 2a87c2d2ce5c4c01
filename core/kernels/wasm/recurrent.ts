// The pointwise part of an LSTM step (Hochreiter and Schmidhuber, 1997). Gates lie side by side: input, forget, cell, output.
import { fma, fnma, splat } from './simd';
import { sigmoid4, tanh4 } from './math';

/** c' = s(f) c + s(i) tanh(g), h' = s(o) tanh(c') for rows of `size` (a multiple of four). */
export function lstmGates(gates: usize, c: usize, h: usize, next: usize, rows: i32, size: i32): void {
  const row = <usize>size << 2;
  for (let r = 0; r < rows; r++, gates += 4 * row) {
    for (let j: usize = 0; j < row; j += 16, c += 16, h += 16, next += 16) {
      const i = sigmoid4(v128.load(gates + j));
      const f = sigmoid4(v128.load(gates + row + j));
      const g = tanh4(v128.load(gates + 2 * row + j));
      const o = sigmoid4(v128.load(gates + 3 * row + j));
      const cell = fma(f, v128.load(c), f32x4.mul(i, g));
      v128.store(next, cell);
      v128.store(h, f32x4.mul(o, tanh4(cell)));
    }
  }
}

/** Gradients of the gates and of c, given those of h' (gh) and of c' (gc); either of these may be 0. */
export function lstmGatesGrad(
  gates: usize, c: usize, next: usize, gh: usize, gc: usize, dGates: usize, dc: usize, rows: i32, size: i32,
): void {
  const row = <usize>size << 2;
  const one = splat(1);
  let at: usize = 0;
  for (let r = 0; r < rows; r++, gates += 4 * row, dGates += 4 * row) {
    for (let j: usize = 0; j < row; j += 16, at += 16) {
      const i = sigmoid4(v128.load(gates + j));
      const f = sigmoid4(v128.load(gates + row + j));
      const g = tanh4(v128.load(gates + 2 * row + j));
      const o = sigmoid4(v128.load(gates + 3 * row + j));
      const t = tanh4(v128.load(next + at));
      const dh = gh ? v128.load(gh + at) : splat(0);
      // d c' = gc + gh o (1 - tanh^2 c').
      const d = fma(f32x4.mul(dh, o), fnma(t, t, one), gc ? v128.load(gc + at) : splat(0));
      v128.store(dGates + j, f32x4.mul(f32x4.mul(d, g), f32x4.mul(i, f32x4.sub(one, i))));
      v128.store(dGates + row + j, f32x4.mul(f32x4.mul(d, v128.load(c + at)), f32x4.mul(f, f32x4.sub(one, f))));
      v128.store(dGates + 2 * row + j, f32x4.mul(f32x4.mul(d, i), fnma(g, g, one)));
      v128.store(dGates + 3 * row + j, f32x4.mul(f32x4.mul(dh, t), f32x4.mul(o, f32x4.sub(one, o))));
      v128.store(dc + at, f32x4.mul(d, f));
    }
  }
}
