/** What the graph view knows: the decoded levels with neighbours, and the state of every node at a step of the walk. */
import {
  type GraphData,
  type GraphLevel,
  type GraphMode,
  type LevelColumns,
  readGraph,
} from '../../core/payload/graph.ts';
import type { Payload } from '../../core/payload/view.ts';
import { fixed, MINUS, num, plural } from '../shared/text.ts';

export interface LevelModel {
  readonly spec: GraphLevel;
  readonly columns: LevelColumns;
  /** Edges into and out of each node. */
  readonly incoming: readonly (readonly number[])[];
  readonly outgoing: readonly (readonly number[])[];
  /** First contribution of each step in the columns. */
  readonly stepStart: readonly number[];
  /** Per node: the contributions that it receives, in order. */
  readonly received: readonly (readonly Received[])[];
  /** Per node: the step in which it runs, -1 for leaves and what nothing reached. */
  readonly stepOf: Int32Array;
  /** Largest magnitude of a gradient, for the bars: of single numbers, and of tensors (root mean square). */
  readonly largestGrad: { readonly number: number; readonly tensor: number };
}

export interface Received {
  readonly step: number;
  /** Index in the contribution columns. */
  readonly at: number;
}

export interface GraphModel {
  readonly data: GraphData;
  readonly levels: Readonly<Partial<Record<'tensors' | 'elements', LevelModel>>>;
  readonly modes: readonly GraphMode[];
}

export function decodeGraph(payload: Payload<unknown>): GraphModel {
  const data = readGraph(payload);
  const levels: Partial<Record<'tensors' | 'elements', LevelModel>> = {};
  data.spec.levels.forEach((level, i) => {
    levels[level.key as 'tensors' | 'elements'] = levelModel(level, data.columns[i]);
  });
  const modes: GraphMode[] = [];
  if (data.spec.modules.length > 0) modes.push('modules');
  if (levels.tensors) modes.push('tensors');
  if (levels.elements) modes.push('elements');
  return { data, levels, modes };
}

function levelModel(spec: GraphLevel, columns: LevelColumns): LevelModel {
  const n = spec.nodes.length;
  const incoming: number[][] = Array.from({ length: n }, () => []);
  const outgoing: number[][] = Array.from({ length: n }, () => []);
  spec.edges.forEach((edge, e) => {
    incoming[edge.to].push(e);
    outgoing[edge.from].push(e);
  });
  const received: Received[][] = Array.from({ length: n }, () => []);
  const stepOf = new Int32Array(n).fill(-1);
  const stepStart: number[] = [];
  let at = 0;
  spec.steps.forEach((step, s) => {
    stepStart.push(at);
    stepOf[step.node] = s;
    for (const c of step.contributions) received[spec.edges[c.edge].from].push({ step: s, at: at++ });
  });
  const largestGrad = { number: 0, tensor: 0 };
  for (let v = 0; v < n; v++) {
    const g = columns.gradRms[v];
    const kind = isNumber(spec.nodes[v].shape) ? 'number' : 'tensor';
    if (Number.isFinite(g) && g > largestGrad[kind]) largestGrad[kind] = g;
  }
  return { spec, columns, incoming, outgoing, stepStart, received, stepOf, largestGrad };
}

/** One number, whatever its rank. */
export function isNumber(shape: readonly number[]): boolean {
  return shape.every((size) => size === 1);
}

/** A node's gradient at a step: the text, and how it is drawn. */
export interface GradState {
  readonly kind: 'value' | 'adding' | 'absent';
  readonly text: string;
  /** The number behind the bar; NaN for none. */
  readonly size: number;
}

const ABSENT: GradState = { kind: 'absent', text: 'not yet', size: Number.NaN };

/**
 * What stands in the node's second line after `step` steps of the walk; `step` is ignored without a walk.
 * "not yet", "none", "no grad" and 0 are four different things.
 */
export function gradAt(level: LevelModel, v: number, step: number): GradState {
  const node = level.spec.nodes[v];
  if (node.outcome === 'noGrad') return { ...ABSENT, text: 'no grad' };
  if (node.outcome === 'notRun') return ABSENT;
  const { steps } = level.spec;
  if (steps.length === 0) return node.outcome === 'none' ? { ...ABSENT, text: 'none' } : finalGrad(level, v);
  if (v === level.spec.root) return finalGrad(level, v);
  if (node.outcome === 'none') return step >= steps.length - 1 ? { ...ABSENT, text: 'none' } : ABSENT;
  let last: Received | undefined;
  for (const r of level.received[v]) if (r.step <= step) last = r;
  if (last === undefined) return ABSENT;
  if (last.step === step) {
    const added = contribution(level, last.at).added;
    return { kind: 'adding', text: `+= ${added.text}`, size: contribution(level, last.at).after.size };
  }
  const after = contribution(level, last.at).after;
  return { kind: 'value', text: after.text, size: after.size };
}

function finalGrad(level: LevelModel, v: number): GradState {
  const shown = nodeNumbers(level, v, 'grad');
  return { kind: 'value', text: shown.text, size: shown.size };
}

/** One number or a few as text, and the number for the bar (signed where it is one number). */
export interface Shown {
  readonly text: string;
  readonly size: number;
  readonly values: readonly number[];
}

function shown(values: ArrayLike<number>, from: number, to: number, rms: number): Shown {
  if (to - from === 1) return { text: short(values[from]), size: values[from], values: [values[from]] };
  const list = Array.from({ length: to - from }, (_, i) => values[from + i]);
  if (list.length > 0 && list.length <= 2)
    return { text: list.map((x) => short(x, 3)).join(', '), size: rms, values: list };
  return { text: Number.isNaN(rms) ? '' : `rms ${num(rms, 4)}`, size: rms, values: list };
}

export function nodeNumbers(level: LevelModel, v: number, what: 'value' | 'grad'): Shown {
  const c = level.columns;
  if (what === 'value') return shown(c.value, c.valueStart[v], c.valueStart[v + 1], c.rms[v]);
  return shown(c.grad, c.gradStart[v], c.gradStart[v + 1], c.gradRms[v]);
}

export interface ContributionShown {
  readonly before: Shown;
  readonly added: Shown;
  readonly after: Shown;
}

export function contribution(level: LevelModel, at: number): ContributionShown {
  const c = level.columns;
  const from = c.contribStart[at];
  const to = c.contribStart[at + 1];
  return {
    before: shown(c.before, from, to, c.contribRms[3 * at]),
    added: shown(c.added, from, to, c.contribRms[3 * at + 1]),
    after: shown(c.after, from, to, c.contribRms[3 * at + 2]),
  };
}

/** A number on a card: as written where the decimals say it all, else rounded to them. */
export function short(value: number, digits = 4): string {
  if (Number.isFinite(value) && Math.abs(value) < 1e4) {
    const rounded = Number(value.toFixed(digits));
    if (Math.abs(rounded - value) <= 1e-7 * Math.max(1e-3, Math.abs(value))) return String(rounded).replace('-', MINUS);
  }
  return num(value, digits);
}

/** A result in full: ten decimals in float64, what float32 can tell otherwise. */
export function result(value: number, dtype: string): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return num(value);
  const size = Math.abs(value);
  const digits = dtype === 'float64' ? 10 : 7;
  if (size < 1e-4 || size >= 1e5) return num(value, digits);
  if (Number.isInteger(value)) return fixed(value, 0);
  return fixed(value, digits);
}

export function lastStep(level: LevelModel | undefined): number {
  return Math.max(0, (level?.spec.steps.length ?? 1) - 1);
}

/** Nodes that are on a path through `v`: everything it was made of and everything made of it. */
export function pathThrough(level: LevelModel, v: number): Set<number> {
  const seen = new Set<number>([v]);
  const walk = (edges: readonly (readonly number[])[], end: 'from' | 'to'): void => {
    const stack = [v];
    while (stack.length > 0) {
      for (const e of edges[stack.pop() as number]) {
        const next = level.spec.edges[e][end];
        if (!seen.has(next)) {
          seen.add(next);
          stack.push(next);
        }
      }
    }
  };
  walk(level.incoming, 'from');
  walk(level.outgoing, 'to');
  return seen;
}

/** The screen reader's sentence. */
export function describeGraph(model: GraphModel): string {
  const { spec } = model.data;
  const level = model.levels.elements ?? model.levels.tensors;
  const parts = [`${spec.title} of ${spec.name}`];
  if (level) {
    const value = nodeNumbers(level, level.spec.root, 'value');
    if (value.values.length === 1) parts[0] += ` = ${value.text}`;
    parts.push(`${plural(level.spec.nodes.length, 'node')}, ${plural(level.spec.edges.length, 'edge')}`);
    if (level.spec.steps.length > 0) parts.push(plural(level.spec.steps.length - 1, 'step'));
    const bad = level.columns.rms.reduce(
      (count, x, v) => count + (Number.isNaN(x) && nodeNumbers(level, v, 'value').values.length > 0 ? 1 : 0),
      0,
    );
    if (bad > 0) parts.push(`${plural(bad, 'node')} with NaN`);
    const none = level.spec.nodes.filter((node) => node.outcome === 'none').length;
    if (none > 0) parts.push(`${plural(none, 'node')} without a path to ${spec.name}`);
  }
  if (spec.notice !== '') parts.push(spec.notice);
  return parts.join('. ');
}
