/**
 * RNN, GRU and LSTM: by the library's modules where they have the same rules, and otherwise (peepholes, other
 * activations, clipping, sequence lengths, GRU's reset before the product) step by step.
 */
import { type Adapters, type Call, OutOfScope, range } from './call.ts';
import { T, type Tensor } from './core.ts';

type Activation = (x: Tensor) => Tensor;
/** One step: projected input (before the recurrent part) and the state, to the new state; h stands first. */
type Step = (x: Tensor, state: readonly Tensor[]) => Tensor[];

/** PyTorch's order of ONNX's gates: LSTM iofc to ifgo, GRU zrh to rzn. */
const GATES: Readonly<Record<string, readonly number[]>> = { RNN: [0], GRU: [1, 0, 2], LSTM: [0, 2, 3, 1] };
const DEFAULTS: Readonly<Record<string, readonly string[]>> = {
  RNN: ['Tanh'],
  GRU: ['Sigmoid', 'Tanh'],
  LSTM: ['Sigmoid', 'Tanh', 'Tanh'],
};

function activation(name: string, alpha: number | undefined, beta: number | undefined): Activation {
  switch (name.toLowerCase()) {
    case 'sigmoid':
      return (x) => T.sigmoid(x);
    case 'tanh':
      return (x) => T.tanh(x);
    case 'relu':
      return (x) => T.relu(x);
    case 'softplus':
      return (x) => T.softplus(x);
    case 'softsign':
      return (x) => T.softsign(x);
    case 'elu':
      return (x) => T.elu(x, { alpha: alpha ?? 1 });
    case 'leakyrelu':
      return (x) => T.leakyRelu(x, { negativeSlope: alpha ?? 0.01 });
    case 'hardsigmoid':
      return (x) => T.clamp(T.add(T.mul(x, alpha ?? 0.2), beta ?? 0.5), { min: 0, max: 1 });
    case 'thresholdedrelu':
      return (x) => T.threshold(x, alpha ?? 1, 0);
    case 'affine':
      return (x) => T.add(T.mul(x, alpha ?? 1), beta ?? 0);
    case 'scaledtanh':
      return (x) => T.mul(T.tanh(T.mul(x, beta ?? 1)), alpha ?? 1);
    default:
      throw new OutOfScope(`activation ${name}`);
  }
}

interface Plan {
  readonly c: Call;
  readonly hidden: number;
  readonly directions: number;
  /** Sequence first. */
  readonly x: Tensor;
  readonly h0: Tensor;
  readonly c0: Tensor;
}

function planOf(c: Call): Plan {
  const batchFirst = c.int('layout', 0) === 1;
  const x = batchFirst ? c.x(0).transpose(0, 1) : c.x(0);
  const directions = c.string('direction', 'forward') === 'bidirectional' ? 2 : 1;
  const hidden = c.int('hidden_size', c.x(2).shape[2]);
  const state = (i: number): Tensor => {
    const given = c.optional(i);
    if (given === null) return T.zeros([directions, x.shape[1], hidden], { dtype: x.dtype });
    return batchFirst ? given.transpose(0, 1) : given;
  };
  return { c, hidden, directions, x, h0: state(5), c0: c.op === 'LSTM' ? state(6) : state(-1) };
}

/** Y of shape [sequence, directions, batch, hidden], then the last states; batch first where the layout says so. */
function results({ c }: Plan, y: Tensor, states: readonly Tensor[]): Tensor[] {
  if (c.int('layout', 0) === 0) return [y, ...states];
  return [y.permute([2, 0, 1, 3]), ...states.map((state) => state.transpose(0, 1))];
}

function isPlain(c: Call): boolean {
  const special = ['activations', 'activation_alpha', 'activation_beta', 'clip', 'input_forget'];
  if (special.some((name) => c.has(name)) || c.optional(4) !== null || c.optional(7) !== null) return false;
  return c.string('direction', 'forward') !== 'reverse' && (c.op !== 'GRU' || c.int('linear_before_reset', 0) === 1);
}

/** Rows of gates in PyTorch's order. */
function reorder(x: Tensor, op: string, hidden: number): Tensor {
  const parts = T.split(x, hidden, 0);
  return T.cat(
    GATES[op].map((gate) => parts[gate]),
    0,
  );
}

function byModule(plan: Plan): Tensor[] {
  const { c, x, hidden, directions, h0, c0 } = plan;
  const options = { bidirectional: directions === 2 };
  const module =
    c.op === 'LSTM'
      ? new T.nn.LSTM(x.shape[2], hidden, options)
      : new (c.op === 'GRU' ? T.nn.GRU : T.nn.RNN)(x.shape[2], hidden, options);
  const bias = c.optional(3);
  const state: Record<string, Tensor> = {};
  for (const d of range(directions)) {
    const suffix = d === 0 ? 'l0' : 'l0_reverse';
    const gates = GATES[c.op].length * hidden;
    const both = bias === null ? T.zeros([2 * gates]) : T.select(bias, 0, d);
    state[`weight_ih_${suffix}`] = reorder(T.select(c.x(1), 0, d), c.op, hidden);
    state[`weight_hh_${suffix}`] = reorder(T.select(c.x(2), 0, d), c.op, hidden);
    state[`bias_ih_${suffix}`] = reorder(T.narrow(both, 0, 0, gates), c.op, hidden);
    state[`bias_hh_${suffix}`] = reorder(T.narrow(both, 0, gates, gates), c.op, hidden);
  }
  module.loadStateDict(state);
  const run = module as unknown as (x: Tensor, state: unknown) => [Tensor, Tensor | [Tensor, Tensor]];
  const [output, last] = run(x, c.op === 'LSTM' ? [h0, c0] : h0);
  const [length, batch] = x.shape;
  const y = output.reshape([length, batch, directions, hidden]).permute([0, 2, 1, 3]);
  return results(plan, y, Array.isArray(last) ? last : [last]);
}

function stepOf(plan: Plan, d: number): Step {
  const { c, hidden } = plan;
  const names = c.strings('activations') ?? range(plan.directions).flatMap(() => DEFAULTS[c.op]);
  const per = DEFAULTS[c.op].length;
  const functions = range(per).map((k) =>
    activation(
      names[d * per + k],
      c.floats('activation_alpha')?.[d * per + k],
      c.floats('activation_beta')?.[d * per + k],
    ),
  );
  const limit = c.has('clip') ? c.float('clip', 0) : null;
  const clip = (x: Tensor): Tensor => (limit === null ? x : T.clamp(x, { min: -limit, max: limit }));
  const act = (k: number, x: Tensor): Tensor => functions[k](clip(x));
  const recurrence = T.split(T.select(c.x(2), 0, d), hidden, 0);
  const bias = c.optional(3);
  const gates = GATES[c.op].length;
  const biases = bias === null ? null : T.split(T.select(bias, 0, d), hidden, 0);
  const hiddenPart = (h: Tensor, gate: number): Tensor => {
    const product = T.matmul(h, recurrence[gate].t());
    return biases === null ? product : T.add(product, biases[gates + gate]);
  };
  const inputPart = (x: Tensor, gate: number): Tensor => {
    const part = T.narrow(x, 1, gate * hidden, hidden);
    return biases === null ? part : T.add(part, biases[gate]);
  };
  const sum = (x: Tensor, h: Tensor, gate: number): Tensor => T.add(inputPart(x, gate), hiddenPart(h, gate));
  if (c.op === 'RNN') return (x, [h]) => [act(0, sum(x, h, 0))];
  if (c.op === 'GRU') {
    const resetAfter = c.int('linear_before_reset', 0) === 1;
    return (x, [h]) => {
      const update = act(0, sum(x, h, 0));
      const reset = act(0, sum(x, h, 1));
      const inner = resetAfter ? T.mul(reset, hiddenPart(h, 2)) : hiddenPart(T.mul(reset, h), 2);
      const proposal = act(1, T.add(inputPart(x, 2), inner));
      return [T.add(T.mul(T.sub(1, update), proposal), T.mul(update, h))];
    };
  }
  const peepholes = c.optional(7);
  const peep = peepholes === null ? null : T.split(T.select(peepholes, 0, d), hidden, 0);
  const look = (x: Tensor, cell: Tensor, k: number): Tensor => (peep === null ? x : T.add(x, T.mul(peep[k], cell)));
  const coupled = c.int('input_forget', 0) === 1;
  return (x, [h, cell]) => {
    const input = act(0, look(sum(x, h, 0), cell, 0));
    const forget = coupled ? T.sub(1, input) : act(0, look(sum(x, h, 2), cell, 2));
    const proposal = act(1, sum(x, h, 3));
    const next = T.add(T.mul(forget, cell), T.mul(input, proposal));
    const output = act(0, look(sum(x, h, 1), next, 1));
    return [T.mul(output, functions[2](next)), next];
  };
}

function bySteps(plan: Plan): Tensor[] {
  const { c, x, directions, h0, c0 } = plan;
  const [length, batch] = x.shape;
  const lengths = c.numbers(4) ?? range(batch).map(() => length);
  const runs = range(directions).map((d) => {
    const backwards = c.string('direction', 'forward') === 'reverse' || d === 1;
    const step = stepOf(plan, d);
    const projected = T.matmul(x, T.select(c.x(1), 0, d).t());
    let state = [T.select(h0, 0, d), ...(c.op === 'LSTM' ? [T.select(c0, 0, d)] : [])];
    const outputs = new Array<Tensor>(length);
    for (const t of backwards ? range(length).reverse() : range(length)) {
      // Beyond its length a sequence keeps its state and gives zeros.
      const runs_ = T.tensor(lengths.map((n) => t < n)).reshape([batch, 1]);
      const next = step(T.select(projected, 0, t), state);
      state = next.map((value, i) => T.where(runs_, value, state[i]));
      outputs[t] = T.where(runs_, state[0], T.zerosLike(state[0]));
    }
    return { y: T.stack(outputs, 0), state };
  });
  const y = T.stack(
    runs.map((run) => run.y),
    1,
  );
  const states = runs[0].state.map((_, i) =>
    T.stack(
      runs.map((run) => run.state[i]),
      0,
    ),
  );
  return results(plan, y, states);
}

function recurrent(c: Call): Tensor[] {
  const plan = planOf(c);
  return isPlain(c) ? byModule(plan) : bySteps(plan);
}

export const RECURRENT: Adapters = { RNN: recurrent, GRU: recurrent, LSTM: recurrent };
