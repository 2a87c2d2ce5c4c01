/** The neural Turing machine (Graves et al., 2014): a controller that reads and writes a matrix by attention. */
import * as F from '../../api.gen.ts';
import { ArgumentError } from '../../errors.ts';
import { bindOptions } from '../../ops/options.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { Linear } from '../linear.ts';
import { Module } from '../module.ts';
import { LSTMCell } from '../rnn-cell.ts';

/** Weights [batch, slots] of memory [batch, slots, width] by likeness to a key [batch, width]: softmax(strength cos(key, row)). */
export function contentAddress(memory: Tensor, key: Tensor, strength: Tensor | number): Tensor {
  return F.cosineSimilarity(memory, key.unsqueeze(1), 2).mul(strength).softmax(-1);
}

/** Circular convolution of weights [batch, slots] with a distribution over shifts [batch, 2 r + 1], from -r to r. */
export function circularShift(weights: Tensor, shifts: Tensor): Tensor {
  const range = (shifts.shape[1] - 1) / 2;
  let sum: Tensor | null = null;
  for (let s = 0; s < shifts.shape[1]; s++) {
    const moved = F.roll(weights, s - range, 1).mul(shifts.narrow(1, s, 1));
    sum = sum ? sum.add(moved) : moved;
  }
  return sum as Tensor;
}

/** The mean of the memory's rows by the weights: [batch, width]. */
export function readMemory(memory: Tensor, weights: Tensor): Tensor {
  return weights.unsqueeze(1).matmul(memory).squeeze(1);
}

/** Rows are wiped where weight and `erase` [batch, width] (0 to 1) say so, then `add` is added: M (1 - w e^T) + w a^T. */
export function writeMemory(memory: Tensor, weights: Tensor, erase: Tensor, add: Tensor): Tensor {
  const w = weights.unsqueeze(2);
  return memory.mul(w.mul(erase.unsqueeze(1)).neg().add(1)).add(w.mul(add.unsqueeze(1)));
}

/** What an NTM cell carries from step to step. */
export interface NTMState {
  /** [batch, slots, width]. */
  memory: Tensor;
  /** What each read head read last, [batch, width]. */
  reads: Tensor[];
  /** Where each head stood, read heads first, [batch, slots]. */
  weights: Tensor[];
  /** h and c of the controller. */
  controller: [Tensor, Tensor];
}

export interface NTMOptions {
  slots?: number;
  width?: number;
  controllerSize?: number;
  readHeads?: number;
  writeHeads?: number;
  /** A head moves by at most so many slots a step. */
  shiftRange?: number;
}

/** One step of a neural Turing machine with an LSTM controller: [output [batch, outputSize], state]. */
export class NTMCell extends Module {
  readonly slots: number;
  readonly width: number;
  readonly readHeads: number;
  readonly writeHeads: number;
  readonly shiftRange: number;
  controller: LSTMCell;
  /** Everything that the heads need, in one projection: key, strength, gate, shifts, sharpness; erase and add of writers. */
  heads: Linear;
  output: Linear;

  constructor(inputSize: number, outputSize: number, options?: NTMOptions);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<Required<NTMOptions> & { inputSize: number; outputSize: number }>(
      'NTMCell(inputSize: number, outputSize: number, *, slots: number = 32, width: number = 16, controllerSize: number = 64, readHeads: number = 1, writeHeads: number = 1, shiftRange: number = 1)',
      args,
    );
    if (!(o.readHeads > 0 && o.writeHeads > 0))
      throw new ArgumentError('NTMCell: at least one read head and one write head are needed', { op: 'NTMCell' });
    this.slots = o.slots;
    this.width = o.width;
    this.readHeads = o.readHeads;
    this.writeHeads = o.writeHeads;
    this.shiftRange = o.shiftRange;
    this.controller = new LSTMCell(o.inputSize + o.readHeads * o.width, o.controllerSize);
    const addressing = o.width + 2 * o.shiftRange + 4;
    this.heads = new Linear(o.controllerSize, o.readHeads * addressing + o.writeHeads * (addressing + 2 * o.width));
    this.output = new Linear(o.controllerSize + o.readHeads * o.width, o.outputSize);
  }

  /** A fresh state: a small constant in the memory, every head on slot 0. */
  initialState(batch: number, like?: Tensor): NTMState {
    const options = { dtype: (like ?? this.output.weight).dtype, device: (like ?? this.output.weight).device };
    const weights = () => F.cat([F.ones([batch, 1], options), F.zeros([batch, this.slots - 1], options)], 1);
    const hidden = this.controller.hiddenSize;
    return {
      memory: F.full([batch, this.slots, this.width], 1e-6, options),
      reads: Array.from({ length: this.readHeads }, () => F.zeros([batch, this.width], options)),
      weights: Array.from({ length: this.readHeads + this.writeHeads }, weights),
      controller: [F.zeros([batch, hidden], options), F.zeros([batch, hidden], options)],
    };
  }

  /** Content, gate, shift, sharpen: the new weights [batch, slots] of one head from its numbers [batch, addressing]. */
  private address(numbers: Tensor, memory: Tensor, before: Tensor): Tensor {
    const { width, shiftRange } = this;
    const places = 2 * shiftRange + 1;
    const key = numbers.narrow(1, 0, width).tanh();
    const strength = F.softplus(numbers.narrow(1, width, 1));
    const gate = numbers.narrow(1, width + 1, 1).sigmoid();
    const shifts = numbers.narrow(1, width + 2, places).softmax(1);
    const gamma = F.softplus(numbers.narrow(1, width + 2 + places, 1)).add(1);
    const content = contentAddress(memory, key, strength);
    const gated = content.mul(gate).add(before.mul(gate.neg().add(1)));
    // w^gamma, kept off 0 where the slope of the power against gamma would be infinite.
    const sharp = circularShift(gated, shifts).clampMin(1e-16).pow(gamma);
    return sharp.div(sharp.sum(1, { keepdim: true }));
  }

  forward(input: Tensor, given?: NTMState | null): [Tensor, NTMState] {
    const state = given ?? this.initialState(input.shape[0], input);
    const [h, c] = this.controller(F.cat([input, ...state.reads], 1), state.controller);
    const numbers = this.heads(h);
    const addressing = this.width + 2 * this.shiftRange + 4;
    const weights: Tensor[] = [];
    const reads: Tensor[] = [];
    let { memory } = state;
    let at = 0;
    const take = (size: number): Tensor => {
      at += size;
      return numbers.narrow(1, at - size, size);
    };
    for (let head = 0; head < this.readHeads; head++) {
      const w = this.address(take(addressing), memory, state.weights[head]);
      weights.push(w);
      reads.push(readMemory(memory, w));
    }
    for (let head = 0; head < this.writeHeads; head++) {
      const w = this.address(take(addressing), memory, state.weights[this.readHeads + head]);
      weights.push(w);
      memory = writeMemory(memory, w, take(this.width).sigmoid(), take(this.width).tanh());
    }
    return [this.output(F.cat([h, ...reads], 1)), { memory, reads, weights, controller: [h, c] }];
  }
  override extraRepr(): string {
    return `slots=${this.slots}, width=${this.width}, read_heads=${this.readHeads}, write_heads=${this.writeHeads}`;
  }
}
