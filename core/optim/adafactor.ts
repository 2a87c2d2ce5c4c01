/** Second moments in the memory of a row and a column. */

import { bindOptions } from '../ops/options.ts';
import { Tensor } from '../tensor/tensor.ts';
import {
  type BaseOptions,
  check,
  checkNonNegative,
  type FloatArray,
  Optimizer,
  type Params,
  type Slot,
} from './optimizer.ts';

export interface AdafactorOptions extends BaseOptions {
  /** Exponent of the decay: the share of the new square is step^beta2Decay. */
  beta2Decay: number;
  /** Floors of the second moment (null: the dtype's epsilon) and of the parameter's size. */
  eps: [number | null, number];
  /** Largest root mean square of an update. */
  d: number;
  weightDecay: number;
}

/** Root mean square times the root of the count: the Euclidean norm. */
function norm(values: FloatArray): number {
  let sum = 0;
  for (const v of values) sum += v * v;
  return Math.sqrt(sum);
}

/**
 * Shazeer and Stern (2018), torch.optim.Adafactor. The mean squares of the gradient of a matrix are kept by row and by
 * column, v = row col / mean(row); the update g / sqrt(v) is limited to a root mean square of d and scaled by
 * max(eps2, rms(p)) min(lr, 1 / sqrt(step)).
 */
export class Adafactor extends Optimizer<AdafactorOptions> {
  constructor(params: Params<AdafactorOptions>, options?: Partial<AdafactorOptions>);
  constructor(
    params: Params<AdafactorOptions>,
    lr?: number,
    beta2Decay?: number,
    eps?: [number | null, number],
    d?: number,
    weightDecay?: number,
  );
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<AdafactorOptions & { params: Params<AdafactorOptions> }>(
      'Adafactor(params: any, lr: number = 0.01, beta2Decay: number = -0.8, eps: any = [null, 0.001], d: number = 1, weightDecay: number = 0, *, maximize: boolean = false)',
      args,
    );
    super(params, options);
  }

  protected override validate(o: AdafactorOptions): void {
    super.validate(o);
    check(o.beta2Decay <= 0, `beta2_decay should be <= 0 but is: ${o.beta2Decay}`, 'Adafactor');
    check(o.eps[0] === null || o.eps[0] >= 0, `epsilon1 should be >= 0 but is: ${o.eps[0]}`, 'Adafactor');
    checkNonNegative(o.eps[1], 'epsilon2', 'Adafactor');
    check(o.d >= 1, `Clipping threshold d should be >= 1 but is: ${o.d}`, 'Adafactor');
    checkNonNegative(o.weightDecay, 'weight_decay', 'Adafactor');
  }

  protected override update(slot: Slot, o: AdafactorOptions): void {
    const { p, g } = slot;
    const t = slot.count();
    const share = t ** o.beta2Decay;
    const eps1 = o.eps[0] ?? (p instanceof Float64Array ? 2 ** -52 : 2 ** -23);
    const alpha = Math.max(o.eps[1], norm(p) / Math.sqrt(p.length)) * Math.min(o.lr, 1 / Math.sqrt(t));
    const v = slot.shape.length > 1 ? factored(slot, share, eps1) : whole(slot, share);
    const update = v;
    for (let i = 0; i < p.length; i++) update[i] = g[i] / Math.sqrt(Math.max(v[i], eps1 * eps1));
    const scale = alpha / Math.max(1, norm(update) / (Math.sqrt(p.length) * o.d));
    for (let i = 0; i < p.length; i++) p[i] = p[i] * (1 - o.lr * o.weightDecay) - scale * update[i];
  }
}

/** The second moment kept element by element, for vectors. */
function whole(slot: Slot, share: number): Float64Array {
  const v = slot.average('variance');
  for (let i = 0; i < v.length; i++) v[i] += share * (slot.g[i] * slot.g[i] - v[i]);
  return Float64Array.from(v);
}

/** Row and column means of the squares, and the matrix that they stand for; leading dimensions are a batch. */
function factored({ g, p, shape, state }: Slot, share: number, eps1: number): Float64Array {
  const [rows, columns] = shape.slice(-2);
  const lead = shape.slice(0, -2);
  const dtype = p instanceof Float64Array ? 'float64' : 'float32';
  state.row_var ??= Tensor.empty([...lead, rows, 1], dtype);
  state.col_var ??= Tensor.empty([...lead, 1, columns], dtype);
  const row = (state.row_var as Tensor).data as FloatArray;
  const column = (state.col_var as Tensor).data as FloatArray;
  const out = new Float64Array(g.length);
  for (let b = 0; b < g.length / (rows * columns); b++) {
    const at = b * rows * columns;
    const [r0, c0] = [b * rows, b * columns];
    const rowMean = new Float64Array(rows);
    const columnMean = new Float64Array(columns);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const square = g[at + i * columns + j] ** 2;
        rowMean[i] += square / columns;
        columnMean[j] += square / rows;
      }
    }
    let mean = 0;
    for (let i = 0; i < rows; i++) {
      row[r0 + i] += share * (rowMean[i] - row[r0 + i]);
      mean += row[r0 + i] / rows;
    }
    for (let j = 0; j < columns; j++) column[c0 + j] += share * (columnMean[j] - column[c0 + j]);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++)
        out[at + i * columns + j] = (row[r0 + i] * column[c0 + j]) / Math.max(mean, eps1);
  }
  return out;
}
