/**
 * One time step of each recurrent network. `x` is the input already projected (W_ih x + b_ih for all gates at once),
 * so that a layer projects its whole sequence in one product.
 */
import * as F from '../api.gen.ts';
import { functionOf } from '../ops/derive.ts';
import type { Tensor } from '../tensor/tensor.ts';

const lstmGates = (gates: Tensor, cell: Tensor): [Tensor, Tensor] =>
  functionOf<(gates: Tensor, cell: Tensor) => [Tensor, Tensor]>('lstmGates')(gates, cell);

/** Hidden-to-hidden weights of a layer and direction; `hr` projects an LSTM's hidden state. */
export interface Recurrent {
  readonly hh: Tensor;
  readonly bias: Tensor | null;
  readonly hr: Tensor | null;
}
/** The hidden state, or hidden and cell state. */
export type State = readonly Tensor[];
export type Step = (x: Tensor, state: State, weights: Recurrent) => State;

/** h = tanh(x + W_hh h + b_hh). */
export const tanhStep: Step = (x, [h], w) => [F.tanh(x.add(F.linear(h, w.hh, w.bias)))];
/** h = relu(x + W_hh h + b_hh). */
export const reluStep: Step = (x, [h], w) => [F.relu(x.add(F.linear(h, w.hh, w.bias)))];

/**
 * Hochreiter and Schmidhuber (1997), gates in the order input, forget, cell, output:
 * c = sigmoid(f) c + sigmoid(i) tanh(g), h = sigmoid(o) tanh(c).
 */
export const lstmStep: Step = (x, [h, c], w) => {
  const gates = x.add(F.linear(h, w.hh, w.bias));
  const [hidden, cell] = lstmGates(gates, c);
  return [w.hr ? F.linear(hidden, w.hr) : hidden, cell];
};

/**
 * Cho et al. (2014), gates in the order reset, update, new: n = tanh(x_n + sigmoid(r) (W_hn h + b_hn)),
 * h = (1 - z) n + z h with z = sigmoid(x_z + h_z).
 */
export const gruStep: Step = (x, [h], w) => {
  const fromHidden = F.linear(h, w.hh, w.bias);
  const size = h.shape[h.shape.length - 1];
  const part = (t: Tensor, k: number) => t.narrow(-1, k * size, size);
  const r = F.sigmoid(part(x, 0).add(part(fromHidden, 0)));
  const z = F.sigmoid(part(x, 1).add(part(fromHidden, 1)));
  const n = F.tanh(part(x, 2).add(r.mul(part(fromHidden, 2))));
  return [n.add(z.mul(h.sub(n)))];
};

/**
 * Runs a direction over `x`, the steps' rows one after the other: step t has `sizes[t]` rows, never more than the step
 * before. Returns the hidden states in the same layout, and the last state of every row.
 */
export function scan(
  step: Step,
  x: Tensor,
  sizes: readonly number[],
  initial: State,
  weights: Recurrent,
  reverse: boolean,
): [Tensor, State] {
  const offsets: number[] = [];
  let total = 0;
  for (const size of sizes) {
    offsets.push(total);
    total += size;
  }
  const hidden = new Array<Tensor>(sizes.length);
  const finished: State[] = [];
  let rows = reverse ? (sizes[sizes.length - 1] ?? 0) : (sizes[0] ?? 0);
  const rowsOf = (state: State, from: number, count: number) =>
    from === 0 && count === state[0].shape[0] ? state : state.map((s) => s.narrow(0, from, count));
  let state = rowsOf(initial, 0, rows);
  for (let k = 0; k < sizes.length; k++) {
    const t = reverse ? sizes.length - 1 - k : k;
    const size = sizes[t];
    if (size < rows) {
      finished.push(rowsOf(state, size, rows - size));
      state = rowsOf(state, 0, size);
    } else if (size > rows) {
      const joining = rowsOf(initial, rows, size - rows);
      state = state.map((s, i) => F.cat([s, joining[i]], 0));
    }
    rows = size;
    state = step(x.narrow(0, offsets[t], size), state, weights);
    hidden[t] = state[0];
  }
  const last =
    finished.length === 0 ? state : state.map((s, i) => F.cat([s, ...finished.map((f) => f[i]).reverse()], 0));
  return [F.cat(hidden, 0), last];
}
