/** Gradient flow as the view holds it: the decoded columns and what is read off them per row and step. */
import { FLOW_MODES, type FlowData, type FlowMode, type FlowState, readFlow } from '../../core/payload/gradflow.ts';
import { diagnoseFlow, type FlowFinding, flowState, flowValue } from '../../core/payload/gradflow-diagnose.ts';
import type { Payload } from '../../core/payload/view.ts';

export interface FlowRowData {
  readonly index: number;
  readonly name: string;
  readonly state: FlowState;
  /** What is compared between layers; NaN unless the state is ok, zero or dead. */
  readonly value: number;
  /** At the spec's probabilities. */
  readonly quantiles: Float32Array;
  /** Factors of the gain from the layer after; NaN when unknown. */
  readonly weights: number;
  readonly activation: number;
  readonly dead: number;
  readonly units: number;
}

export class FlowModel {
  readonly data: FlowData;

  constructor(payload: Payload<unknown>) {
    this.data = readFlow(payload);
  }

  get spec(): FlowData['spec'] {
    return this.data.spec;
  }

  get modes(): readonly FlowMode[] {
    return FLOW_MODES.filter((mode) => this.data.modes.has(mode));
  }

  row(mode: FlowMode, index: number, step: number): FlowRowData {
    const { spec, cause, modes } = this.data;
    const at = index * spec.steps.length + step;
    const q = spec.quantiles.length;
    return {
      index,
      name: spec.layers[index].name,
      state: flowState(this.data, mode, index, step),
      value: flowValue(this.data, mode, index, step),
      quantiles: modes.get(mode)?.quantiles.subarray(at * q, (at + 1) * q) ?? new Float32Array(q).fill(Number.NaN),
      weights: cause?.weights[at] ?? Number.NaN,
      activation: cause?.activation[at] ?? Number.NaN,
      dead: cause?.dead[at] ?? 0,
      units: cause?.units[index]?.length ?? 0,
    };
  }

  rows(mode: FlowMode, step: number): FlowRowData[] {
    return this.spec.layers.map((_, i) => this.row(mode, i, step));
  }

  finding(mode: FlowMode, step: number): FlowFinding | null {
    return diagnoseFlow(this.data, mode, step);
  }

  /** Powers of ten around all positive values of a mode: the domain of its colours. */
  decades(mode: FlowMode): [number, number] {
    let low = Infinity;
    let high = -Infinity;
    const { layers, steps } = this.spec;
    for (let r = 0; r < layers.length; r++) {
      for (let s = 0; s < steps.length; s++) {
        const v = flowValue(this.data, mode, r, s);
        if (!(v > 0) || !Number.isFinite(v)) continue;
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    }
    if (!(low <= high)) return [-4, 0];
    const top = Math.ceil(Math.log10(high) - 1e-9);
    // Eight decades at most: what is smaller has faded out anyway.
    const bottom = Math.max(top - 8, Math.floor(Math.log10(low)));
    return [Math.min(bottom, top - 2), top];
  }

  /** The largest magnitude of any recorded quantile of a mode at a step, and the smallest that is not zero. */
  spread(mode: FlowMode, step: number): { max: number; min: number } {
    let max = 0;
    let min = Infinity;
    for (const row of this.rows(mode, step)) {
      for (const v of row.quantiles) {
        const size = Math.abs(v);
        if (size > max) max = size;
        if (size > 0 && size < min) min = size;
      }
    }
    return max > 0 ? { max, min } : { max: 1, min: 0.01 };
  }
}
