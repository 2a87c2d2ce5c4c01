/** What the gradient norms of one step say, with the rule that says it. Rows are in forward order. */

import { count, type Finding, number } from './curves-diagnose.ts';
import { FLOW_STATES, type FlowData, type FlowMode, type FlowState } from './gradflow.ts';

export type FlowFindingKind =
  | 'notFinite'
  | 'disconnected'
  | 'vanishing'
  | 'exploding'
  | 'dead'
  | 'smallUpdate'
  | 'largeUpdate'
  | 'healthy'
  | 'notRun';

export interface FlowFinding extends Pick<Finding, 'severity' | 'title' | 'detail' | 'rule'> {
  readonly kind: FlowFindingKind;
  /** Rows that the claim rests on. */
  readonly rows: readonly number[];
}

/** Ratio of norms between the ends of the network at which the flow counts as vanishing or exploding. */
const RATIO = 100;
/** Share of a layer's units that must be saturated to be worth a word. */
const DEAD_SHARE = 0.5;
/** Band of a healthy update-to-weight ratio: a rule of thumb, around 1e-3. */
const UPDATE_BAND = [1e-5, 1e-1] as const;

export function flowState(data: FlowData, mode: FlowMode, row: number, step: number): FlowState {
  const state = data.modes.get(mode)?.state[row * data.spec.steps.length + step] ?? 0;
  return FLOW_STATES[state];
}

/** The number that is compared between layers: the norm, for weights over the root of their count. */
export function flowValue(data: FlowData, mode: FlowMode, row: number, step: number): number {
  const norm = data.modes.get(mode)?.norm[row * data.spec.steps.length + step] ?? Number.NaN;
  return mode === 'weights' ? norm / Math.sqrt(Math.max(1, data.spec.layers[row].parameters)) : norm;
}

export function diagnoseFlow(data: FlowData, mode: FlowMode, step: number): FlowFinding | null {
  const rows = data.spec.layers.map((_, i) => i);
  if (rows.length === 0 || step < 0 || step >= data.spec.steps.length) return null;
  const name = (row: number): string => data.spec.layers[row].name;
  const names = (list: readonly number[]): string =>
    list.length > 3
      ? `${list.slice(0, 3).map(name).join(', ')} and ${list.length - 3} more`
      : list.map(name).join(', ');
  const inState = (...states: FlowState[]): number[] =>
    rows.filter((r) => states.includes(flowState(data, mode, r, step)));

  if (inState('notRun').length === rows.length) {
    return {
      kind: 'notRun',
      severity: 'info',
      title: 'No backward yet.',
      rows: [],
      detail:
        'No backward pass has run since the network was watched, so there are no gradients: that is not the same as zero.',
      rule: 'Stated when no parameter has a gradient and no hook was called.',
    };
  }
  const bad = inState('bad');
  if (bad.length) {
    return {
      kind: 'notFinite',
      severity: 'error',
      title: 'Not finite.',
      rows: bad,
      detail: `NaN or infinity in ${names(bad)}; backward meets ${name(bad[bad.length - 1])} first.`,
      rule: 'Stated when any element is NaN or infinite. Backward runs from the last row to the first, so the lowest row is nearest the origin.',
    };
  }
  const none = inState('none');
  if (none.length) {
    return {
      kind: 'disconnected',
      severity: 'warning',
      title: 'Disconnected.',
      rows: none,
      detail: `No gradient reaches ${names(none)}: no path leads from there to the loss.`,
      rule: 'Stated when backward ran for other layers and the gradient of these is null (not zero). Usual causes: detach(), noGrad, a layer that forward never uses, requiresGrad = false.',
    };
  }
  return (
    (mode === 'update' ? updates(data, step, names) : ends(data, mode, step, name)) ??
    saturated(data, step, name) ??
    healthy(data, mode, step)
  );
}

function ends(data: FlowData, mode: FlowMode, step: number, name: (row: number) => string): FlowFinding | null {
  const rows = data.spec.layers.map((_, i) => i);
  const first = rows.find((r) => flowValue(data, mode, r, step) >= 0);
  const last = rows.findLast((r) => flowValue(data, mode, r, step) > 0);
  if (first === undefined || last === undefined || first >= last) return null;
  const low = flowValue(data, mode, first, step);
  const high = flowValue(data, mode, last, step);
  const what = mode === 'weights' ? 'root mean square gradient' : 'gradient norm';
  const rule = `Stated when the ${what} of the first and the last layer differ by more than ${RATIO} times.`;
  if (low * RATIO < high) {
    const factor = low > 0 ? `falls ${times(high / low)}` : 'falls to zero';
    return {
      kind: 'vanishing',
      severity: 'warning',
      title: 'Vanishing.',
      rows: [first, last],
      rule,
      detail: `The ${what} ${factor} from ${name(last)} to ${name(first)}.${smallestGains(data, step, name)}`,
    };
  }
  if (low > RATIO * high) {
    return {
      kind: 'exploding',
      severity: 'warning',
      title: 'Exploding.',
      rows: [first, last],
      rule,
      detail: `The ${what} grows ${times(low / high)} from ${name(last)} to ${name(first)}.`,
    };
  }
  return null;
}

/** Names the two weakest links: the row whose weights, and the row whose activation, passes least on. */
function smallestGains(data: FlowData, step: number, name: (row: number) => string): string {
  const { cause, spec } = data;
  if (!cause) return '';
  const at = (column: Float32Array, row: number): number => column[row * spec.steps.length + step];
  const least = (column: Float32Array): number =>
    spec.layers.reduce((best, _, r) => (at(column, r) >= 0 && !(at(column, best) <= at(column, r)) ? r : best), 0);
  const w = least(cause.weights);
  const a = least(cause.activation);
  const parts: string[] = [];
  if (at(cause.weights, w) >= 0 && w + 1 < spec.layers.length)
    parts.push(`weights of ${name(w + 1)} (${at(cause.weights, w).toFixed(2)})`);
  const activation = spec.layers[a].activation;
  if (activation && at(cause.activation, a) < 1)
    parts.push(`${derivativeName(activation)} in ${name(a)} (${at(cause.activation, a).toFixed(2)})`);
  return parts.length ? ` Smallest gains: ${parts.join(', ')}.` : '';
}

/** `tanh′`: how the derivative of an activation is written. */
export function derivativeName(activation: string): string {
  const known: Readonly<Record<string, string>> = { Tanh: 'tanh', Sigmoid: 'sigmoid' };
  return `${known[activation] ?? activation}\u2032`;
}

function saturated(data: FlowData, step: number, name: (row: number) => string): FlowFinding | null {
  const { cause, spec } = data;
  if (!cause) return null;
  const rows = spec.layers
    .map((_, r) => r)
    .filter((r) => {
      const units = cause.units[r]?.length ?? 0;
      return units > 0 && cause.dead[r * spec.steps.length + step] >= DEAD_SHARE * units;
    });
  if (rows.length === 0) return null;
  const worst = rows[0];
  return {
    kind: 'dead',
    severity: 'warning',
    title: 'Saturated units.',
    rows,
    detail: `${count(cause.dead[worst * spec.steps.length + step])} of ${count(cause.units[worst]?.length ?? 0)} units of ${name(worst)} pass no gradient.`,
    rule: `Stated when the activation's derivative stays below ${spec.deadBelow} for every row of the batch in at least ${DEAD_SHARE * 100} % of a layer's units.`,
  };
}

function updates(data: FlowData, step: number, names: (rows: readonly number[]) => string): FlowFinding | null {
  const rows = data.spec.layers.map((_, i) => i);
  const rule = `Stated outside ${UPDATE_BAND[0].toExponential(0)} to ${UPDATE_BAND[1].toExponential(0)}; about 1e-3 per step is the usual rule of thumb.`;
  const value = (r: number): number => flowValue(data, 'update', r, step);
  const small = rows.filter((r) => value(r) < UPDATE_BAND[0]);
  const large = rows.filter((r) => value(r) > UPDATE_BAND[1]);
  if (large.length) {
    return {
      kind: 'largeUpdate',
      severity: 'warning',
      title: 'Large updates.',
      rows: large,
      rule,
      detail: `One step changes ${names(large)} by up to ${number(100 * Math.max(...large.map(value)))} % of its size.`,
    };
  }
  if (small.length) {
    return {
      kind: 'smallUpdate',
      severity: 'warning',
      title: 'Small updates.',
      rows: small,
      rule,
      detail: `One step changes ${names(small)} by as little as ${number(Math.min(...small.map(value)))} of its size.`,
    };
  }
  return null;
}

function healthy(data: FlowData, mode: FlowMode, step: number): FlowFinding {
  const values = data.spec.layers.map((_, r) => flowValue(data, mode, r, step)).filter((v) => v > 0);
  const spread = values.length ? Math.max(...values) / Math.min(...values) : 1;
  const what =
    mode === 'weights'
      ? 'Root mean square gradients'
      : mode === 'update'
        ? 'Update-to-weight ratios'
        : 'Gradient norms';
  return {
    kind: 'healthy',
    severity: 'info',
    title: 'Flows.',
    rows: [],
    detail: `${what} of all layers lie within a factor of ${number(spread)}.`,
    rule:
      mode === 'update'
        ? `No layer is outside ${UPDATE_BAND.map((v) => v.toExponential(0)).join(' to ')}.`
        : `The first and the last layer differ by less than ${RATIO} times.`,
  };
}

function times(factor: number): string {
  return `${factor >= 10 ? count(Math.round(factor)) : factor.toFixed(1)}\u00d7`;
}
