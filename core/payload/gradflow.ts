/**
 * The spec of the gradient-flow view. Rows are layers in forward order, columns recorded steps (L x S below).
 *
 * Buffers per mode m (`activations`, `weights`, `update`):
 *   `<m>.norm` F32 [L, S]   Euclidean norm (update: norm of the change over norm of the weights); NaN where there is none
 *   `<m>.quantiles` F32 [L, S, Q] the elements' quantiles at `quantiles`
 *   `<m>.state` U8 [L, S]   index into `FLOW_STATES`
 * and, when layers were watched through their activations:
 *   `cause.weights`, `cause.activation` F32 [L, S]  the two factors of the gain from the layer after; NaN when unknown
 *   `cause.dead` U32 [L, S]     units whose activation derivative stayed below `deadBelow` for every row of the batch
 *   `units.<i>` F32 [units]     largest activation derivative over the batch for each unit of layer i, at the last step
 * and `loss` F32 [S], when the caller gave it.
 */

import { readBuffer, SpecError, SpecReader } from './spec.ts';
import type { Payload } from './view.ts';

export type FlowMode = 'activations' | 'weights' | 'update';
export const FLOW_MODES: readonly FlowMode[] = ['activations', 'weights', 'update'];

/**
 * `ok`; `zero`: a gradient came and every element is 0; `none`: backward ran and no gradient reached the layer;
 * `notRun`: no backward has run since the layer was watched; `dead`: zero because every unit of the layer is saturated;
 * `bad`: NaN or infinity among the elements.
 */
export type FlowState = 'notRun' | 'ok' | 'zero' | 'none' | 'dead' | 'bad';
export const FLOW_STATES: readonly FlowState[] = ['notRun', 'ok', 'zero', 'none', 'dead', 'bad'];

/** Probabilities of the recorded quantiles. */
export const FLOW_QUANTILES: readonly number[] = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99];

export interface FlowLayer {
  /** Dotted module path. */
  readonly name: string;
  /** Module class (`Linear`). */
  readonly kind: string;
  /** Elements of the layer's parameters. */
  readonly parameters: number;
  /** The activation after it (`Tanh`), where one was seen. */
  readonly activation?: string;
}

export interface FlowSpec {
  readonly version: 1;
  readonly title: string;
  readonly layers: readonly FlowLayer[];
  readonly steps: readonly number[];
  readonly quantiles: readonly number[];
  readonly modes: readonly FlowMode[];
  /** Loss of guessing, where the caller gave it. */
  readonly chance?: number;
  readonly total?: number;
  readonly cause: boolean;
  readonly deadBelow: number;
  /** Rows of the batch at the last step; 0 when unknown. */
  readonly batch: number;
  readonly streamId?: string;
}

export interface FlowModeData {
  readonly norm: Float32Array;
  readonly quantiles: Float32Array;
  readonly state: Uint8Array;
}

export interface FlowCause {
  readonly weights: Float32Array;
  readonly activation: Float32Array;
  readonly dead: Uint32Array;
  /** Per layer; null where the units are unknown. */
  readonly units: readonly (Float32Array | null)[];
}

export interface FlowData {
  readonly spec: FlowSpec;
  readonly modes: ReadonlyMap<FlowMode, FlowModeData>;
  readonly cause: FlowCause | null;
  /** Loss at each recorded step, NaN where it was not given; null when it never was. */
  readonly loss: Float32Array | null;
}

/** @throws SpecError where the spec or a buffer is not as this file says. */
export function readFlow(payload: Payload<unknown>): FlowData {
  const spec = readFlowSpec(new SpecReader(payload.spec));
  const shape = [spec.layers.length, spec.steps.length];
  const modes = new Map<FlowMode, FlowModeData>();
  for (const mode of spec.modes) {
    const state = readBuffer(payload, `${mode}.state`, ['U8'], shape).data as Uint8Array;
    if (state.some((s) => s >= FLOW_STATES.length)) throw new SpecError(`buffer ${mode}.state`, 'known states');
    modes.set(mode, {
      norm: readBuffer(payload, `${mode}.norm`, ['F32'], shape).data as Float32Array,
      quantiles: readBuffer(payload, `${mode}.quantiles`, ['F32'], [...shape, spec.quantiles.length])
        .data as Float32Array,
      state,
    });
  }
  return {
    spec,
    modes,
    cause: spec.cause ? readCause(payload, spec, shape) : null,
    loss: payload.buffers.loss
      ? (readBuffer(payload, 'loss', ['F32'], [spec.steps.length]).data as Float32Array)
      : null,
  };
}

function readCause(payload: Payload<unknown>, spec: FlowSpec, shape: number[]): FlowCause {
  return {
    weights: readBuffer(payload, 'cause.weights', ['F32'], shape).data as Float32Array,
    activation: readBuffer(payload, 'cause.activation', ['F32'], shape).data as Float32Array,
    dead: readBuffer(payload, 'cause.dead', ['U32'], shape).data as Uint32Array,
    units: spec.layers.map((_, i) => {
      const name = `units.${i}`;
      return payload.buffers[name] ? (readBuffer(payload, name, ['F32']).data as Float32Array) : null;
    }),
  };
}

function readFlowSpec(r: SpecReader): FlowSpec {
  r.int('version', 1, 1);
  const steps = r.nums('steps', { max: 100_000 });
  if (steps.some((s, i) => i > 0 && s <= steps[i - 1])) throw new SpecError(`${r.path}.steps`, 'steps that rise');
  const modes = r.strs('modes', { max: 3 }).map((name) => {
    const mode = FLOW_MODES.find((m) => m === name);
    if (!mode) throw new SpecError(`${r.path}.modes`, `modes out of ${FLOW_MODES.join(', ')}`);
    return mode;
  });
  if (modes.length === 0) throw new SpecError(`${r.path}.modes`, 'one mode at least');
  const quantiles = r.nums('quantiles', { max: 15 });
  if (quantiles.length % 2 === 0)
    throw new SpecError(`${r.path}.quantiles`, 'an odd number of them, the median in the middle');
  const chance = r.opt('chance', (key) => r.num(key));
  const total = r.opt('total', (key) => r.num(key));
  const streamId = r.opt('streamId', (key) => r.str(key, 200));
  return {
    version: 1,
    title: r.str('title', 300),
    layers: r.list('layers', { max: 4096 }, (l) => {
      const activation = l.opt('activation', (key) => l.str(key, 100));
      return {
        name: l.str('name', 500),
        kind: l.str('kind', 200),
        parameters: l.int('parameters'),
        ...(activation === undefined ? {} : { activation }),
      };
    }),
    steps,
    quantiles,
    modes,
    ...(chance === undefined ? {} : { chance }),
    ...(total === undefined ? {} : { total }),
    cause: r.bool('cause'),
    deadBelow: r.num('deadBelow'),
    batch: r.int('batch'),
    ...(streamId === undefined ? {} : { streamId }),
  };
}
