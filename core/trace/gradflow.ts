/**
 * Records gradient statistics per layer and step: fixed-size sketches, never copies of gradients. A step that is not
 * recorded costs one comparison per layer; a recorded one costs one pass over the gradients.
 */

import {
  FLOW_MODES,
  FLOW_QUANTILES,
  FLOW_STATES,
  type FlowMode,
  type FlowSpec,
  type FlowState,
} from '../payload/gradflow.ts';
import type { PayloadTensor } from '../payload/view.ts';
import {
  ACTIVATION_DERIVATIVES,
  type FlowHandle,
  type FlowModule,
  type FlowRow,
  type FlowTensor,
  flowRows,
  isFlowTensor,
  kindOf,
  unitDerivatives,
} from './gradflow-net.ts';
import { arrayStats } from './quantiles.ts';

export interface FlowOptions {
  /** Record every n-th step. */
  readonly every?: number;
  /** Recorded steps kept: beyond it every second one is dropped and `every` doubles. */
  readonly maxSteps?: number;
  /** A unit is dead when its activation derivative stays below this for the whole batch. */
  readonly deadBelow?: number;
}

interface Cell {
  norm: number;
  quantiles: Float32Array;
  state: FlowState;
}

interface StepRecord {
  step: number;
  loss: number;
  cells: Record<FlowMode, Cell[]>;
  weightFactor: number[];
  activationFactor: number[];
  dead: number[];
}

/** What the hooks saw of one layer since the last step. */
interface Seen {
  /** Sum of squares and sketch of the gradient at the layer's output. */
  cell: Cell | null;
  /** Norm of the gradient at the output of the activation after it. */
  afterActivation: number;
  /** Index of the layer that took this layer's (activated) output as its input; -1 when none did directly. */
  feeds: number;
  units: Float32Array | null;
}

export class FlowRecorder {
  readonly rows: FlowRow[];
  readonly records: StepRecord[] = [];
  readonly #handles: FlowHandle[] = [];
  readonly #maxSteps: number;
  readonly #deadBelow: number;
  #every: number;
  #count = 0;
  #armed = true;
  #seen = new Map<FlowRow, Seen>();
  #order: FlowRow[] = [];
  /** Unit derivatives of the last recorded step. */
  #units = new Map<FlowRow, Float32Array>();
  /** The layer whose output (activated or not) a tensor is. */
  #source = new WeakMap<object, FlowRow>();
  #before: Float32Array[][] = [];
  #batch = 0;
  #watched = false;

  constructor(net: FlowModule, options: FlowOptions = {}) {
    this.rows = flowRows(net);
    this.#every = Math.max(1, Math.floor(options.every ?? 1));
    this.#maxSteps = Math.max(2, options.maxSteps ?? 400);
    this.#deadBelow = options.deadBelow ?? 0.01;
  }

  /** Installs forward hooks, so that gradients at the layers' outputs and the causes of their change are seen. */
  watch(net: FlowModule): void {
    this.#watched = true;
    const byModule = new Map(this.rows.map((row) => [row.module, row]));
    for (const [, module] of net.namedModules()) {
      const row = byModule.get(module);
      const kind = kindOf(module);
      if (row) {
        this.#handles.push(module.registerForwardHook((_, args, output) => this.#layer(row, args, output)));
      } else if (Object.hasOwn(ACTIVATION_DERIVATIVES, kind)) {
        this.#handles.push(module.registerForwardHook((_, args, output) => this.#activation(kind, args, output)));
      }
    }
    this.#arm();
  }

  /** Takes the hooks out again. */
  close(): void {
    for (const handle of this.#handles.splice(0)) handle.remove();
  }

  /** Ends one training step (after the optimizer's); true when it was recorded. */
  step(loss = Number.NaN): boolean {
    const recorded = this.#armed;
    if (recorded) this.record(this.#count, loss);
    this.#count++;
    this.#armed = this.#count % this.#every === 0;
    if (this.#armed) this.#arm();
    return recorded;
  }

  /** Records the gradients as they are now, as step `step`. */
  record(step: number, loss = Number.NaN): void {
    const weights = this.rows.map((row) => this.#weightCell(row));
    const ran = weights.some((cell) => cell.state !== 'none') || [...this.#seen.values()].some((s) => s.cell);
    if (!ran) for (const cell of weights) cell.state = 'notRun';
    const absent: FlowState = ran ? 'none' : 'notRun';
    const seen = this.rows.map((row) => this.#seen.get(row) ?? null);
    const activations = seen.map((s) => s?.cell ?? empty(absent));
    const dead = seen.map((s) => s?.units?.reduce((n, d) => n + (d < this.#deadBelow ? 1 : 0), 0) ?? 0);
    seen.forEach((s, i) => {
      if (s?.units) this.#units.set(this.rows[i], s.units);
      if (!s?.units || dead[i] < s.units.length) return;
      for (const cell of [activations[i], weights[i]]) if (cell.state === 'zero') cell.state = 'dead';
    });
    const factors = seen.map((s) => gainFactors(s, activations));
    this.records.push({
      step,
      loss,
      cells: { activations, weights, update: this.rows.map((row, i) => this.#updateCell(row, i, absent)) },
      weightFactor: factors.map((f) => f.weights),
      activationFactor: factors.map((f) => f.activation),
      dead,
    });
    if (this.records.length > this.#maxSteps) {
      this.#every *= 2;
      const kept = this.records.filter((_, i) => i % 2 === 0);
      this.records.splice(0, this.records.length, ...kept);
    }
  }

  /** Spec fields and buffers of what is recorded, of every n-th step where there are more than `maxSteps`. */
  columns(maxSteps = Infinity): {
    spec: Pick<FlowSpec, 'layers' | 'steps' | 'quantiles' | 'modes' | 'cause' | 'deadBelow' | 'batch'>;
    buffers: Record<string, PayloadTensor>;
  } {
    const order = this.#forwardOrder();
    const layers = order.length;
    const stride = Math.ceil(this.records.length / maxSteps) || 1;
    const last = this.records.length - 1;
    const records = this.records.filter((_, i) => (last - i) % stride === 0);
    const steps = records.length;
    const q = FLOW_QUANTILES.length;
    const buffers: Record<string, PayloadTensor> = {};
    const modes = FLOW_MODES.filter((m) => m === 'weights' || this.#watched);
    for (const mode of modes) {
      const norm = new Float32Array(layers * steps);
      const quantiles = new Float32Array(layers * steps * q);
      const state = new Uint8Array(layers * steps);
      order.forEach((row, l) => {
        records.forEach((record, s) => {
          const cell = record.cells[mode][row];
          norm[l * steps + s] = cell.norm;
          quantiles.set(cell.quantiles, (l * steps + s) * q);
          state[l * steps + s] = FLOW_STATES.indexOf(cell.state);
        });
      });
      buffers[`${mode}.norm`] = { dtype: 'F32', shape: [layers, steps], data: norm };
      buffers[`${mode}.quantiles`] = { dtype: 'F32', shape: [layers, steps, q], data: quantiles };
      buffers[`${mode}.state`] = { dtype: 'U8', shape: [layers, steps], data: state };
    }
    if (this.#watched) this.#causeBuffers(order, records, buffers);
    if (records.some((r) => !Number.isNaN(r.loss))) {
      buffers.loss = { dtype: 'F32', shape: [steps], data: Float32Array.from(records, (r) => r.loss) };
    }
    return {
      spec: {
        layers: order.map((i) => {
          const row = this.rows[i];
          const parameters = row.parameters.reduce((n, p) => n + p.data.length, 0);
          return {
            name: row.name,
            kind: row.kind,
            parameters,
            ...(row.activation ? { activation: row.activation } : {}),
          };
        }),
        steps: records.map((r) => r.step),
        quantiles: FLOW_QUANTILES,
        modes,
        cause: this.#watched,
        deadBelow: this.#deadBelow,
        batch: this.#batch,
      },
      buffers,
    };
  }

  #causeBuffers(
    order: readonly number[],
    records: readonly StepRecord[],
    buffers: Record<string, PayloadTensor>,
  ): void {
    const shape = [order.length, records.length];
    const pick = (of: (r: StepRecord) => number[]): number[] => order.flatMap((l) => records.map((r) => of(r)[l]));
    buffers['cause.weights'] = { dtype: 'F32', shape, data: Float32Array.from(pick((r) => r.weightFactor)) };
    buffers['cause.activation'] = { dtype: 'F32', shape, data: Float32Array.from(pick((r) => r.activationFactor)) };
    buffers['cause.dead'] = { dtype: 'U32', shape, data: Uint32Array.from(pick((r) => r.dead)) };
    order.forEach((l, i) => {
      const units = this.#units.get(this.rows[l]);
      if (units) buffers[`units.${i}`] = { dtype: 'F32', shape: [units.length], data: units };
    });
  }

  /** Indices of the rows: first as forward called them, then those it never called. */
  #forwardOrder(): number[] {
    const called = this.#order.map((row) => this.rows.indexOf(row));
    return [...called, ...this.rows.map((_, i) => i).filter((i) => !called.includes(i))];
  }

  /** Readies the next step for recording: forgets the last one's hooks and keeps the weights from before the update. */
  #arm(): void {
    this.#seen = new Map();
    this.#source = new WeakMap();
    if (this.#watched) this.#before = this.rows.map((row) => row.parameters.map((p) => Float32Array.from(p.data)));
  }

  #layer(row: FlowRow, args: readonly unknown[], output: unknown): void {
    if (!this.#armed) return;
    const out = Array.isArray(output) ? output[0] : output;
    if (!isFlowTensor(out) || !out.requiresGrad) return;
    if (!this.#order.includes(row)) this.#order.push(row);
    const input = args[0];
    const before = isFlowTensor(input) ? this.#source.get(input) : undefined;
    if (before) this.#slot(before).feeds = this.rows.indexOf(row);
    this.#batch = out.shape[0] ?? 1;
    this.#source.set(out, row);
    const slot = this.#slot(row);
    out.registerHook((grad) => {
      slot.cell = merge(slot.cell, sketch([grad.data]));
    });
  }

  #activation(kind: string, args: readonly unknown[], output: unknown): void {
    if (!this.#armed) return;
    const input = args[0];
    if (!isFlowTensor(input) || !isFlowTensor(output) || !output.requiresGrad) return;
    const row = this.#source.get(input);
    if (!row) return;
    row.activation = kind;
    this.#source.set(output, row);
    const slot = this.#slot(row);
    slot.units = unitDerivatives(kind, input, output);
    output.registerHook((grad) => {
      slot.afterActivation = Math.hypot(slot.afterActivation, norm(grad.data));
    });
  }

  #slot(row: FlowRow): Seen {
    let slot = this.#seen.get(row);
    if (!slot) {
      slot = { cell: null, afterActivation: 0, feeds: -1, units: null };
      this.#seen.set(row, slot);
    }
    return slot;
  }

  #weightCell(row: FlowRow): Cell {
    const grads = row.parameters.flatMap((p) => (p.grad ? [p.grad.data] : []));
    return grads.length ? sketch(grads) : empty('none');
  }

  /** Change of the weights over their size: ||after - before|| / ||before||, the elements over their root mean square. */
  #updateCell(row: FlowRow, index: number, absent: FlowState): Cell {
    const before = this.#before[index];
    if (!before) return empty(absent);
    const size = Math.sqrt(before.reduce((sum, old) => sum + norm(old) ** 2, 0));
    const elements = before.reduce((n, old) => n + old.length, 0);
    const rms = size / Math.sqrt(elements) || 1;
    const changes = row.parameters.map((p, k) => difference(p, before[k], rms));
    const cell = sketch(changes);
    cell.norm /= Math.sqrt(elements);
    return cell;
  }
}

function difference(parameter: FlowTensor, before: Float32Array, scale: number): Float32Array {
  const now = parameter.data;
  return before.map((old, i) => (now[i] - old) / scale);
}

/**
 * The two factors of the gain from the next layer to this one, where the path between them is direct:
 * ||dL/dz|| / ||dL/dz_next|| = (||dL/dh|| / ||dL/dz_next||) (||dL/dz|| / ||dL/dh||), with h = act(z).
 */
function gainFactors(seen: Seen | null, outputs: readonly Cell[]): { weights: number; activation: number } {
  const next = seen && seen.feeds >= 0 ? outputs[seen.feeds].norm : Number.NaN;
  const here = seen?.cell?.norm ?? Number.NaN;
  if (!seen || !(next > 0)) return { weights: Number.NaN, activation: Number.NaN };
  if (!seen.units) return { weights: here / next, activation: 1 };
  return { weights: seen.afterActivation / next, activation: here / seen.afterActivation };
}

function sketch(arrays: readonly ArrayLike<number>[]): Cell {
  const stats = arrayStats(arrays, FLOW_QUANTILES);
  const state = stats.bad ? 'bad' : stats.zeros === stats.count ? 'zero' : 'ok';
  return { norm: stats.norm, quantiles: stats.quantiles, state };
}

/** A layer called more than once in a step: norms add as vectors do; the sketch of the larger gradient stays. */
function merge(a: Cell | null, b: Cell): Cell {
  if (!a) return b;
  const larger = a.norm > b.norm ? a : b;
  const state = a.state === 'bad' || b.state === 'bad' ? 'bad' : larger.state;
  return { norm: Math.hypot(a.norm, b.norm), quantiles: larger.quantiles, state };
}

function empty(state: FlowState): Cell {
  return { norm: Number.NaN, quantiles: new Float32Array(FLOW_QUANTILES.length).fill(Number.NaN), state };
}

function norm(data: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i] * data[i];
  return Math.sqrt(sum);
}
