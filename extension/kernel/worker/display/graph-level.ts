/** One level of the graph as spec and columns: layout, values, gradients and contributions. */
import type {
  GradOutcome,
  GraphEdge,
  GraphFormula,
  GraphLevel,
  GraphNode,
  GraphSite,
  GraphStep,
} from '../../../../core/payload/graph.ts';
import type { PayloadTensor } from '../../../../core/payload/view.ts';
import type { Tensor } from '../../../../core/tensor/tensor.ts';
import type { BackwardWalk } from '../../../../core/trace/backward.ts';
import type { Tape } from '../../../../core/trace/graph.ts';
import { layoutLayered } from '../../../../core/trace/layout/layered.ts';
import type { Site } from '../../../../core/trace/recording.ts';
import {
  chainRule,
  formulaOf,
  namedRule,
  type Operand,
  type RuleScope,
  recordRule,
  withNames,
} from '../../../../core/trace/rules.ts';
import { texBar, texName, texNumber } from '../../../../core/trace/tex.ts';

/** Source positions, each once. */
export class SiteTable {
  readonly list: GraphSite[] = [];
  private readonly known = new Map<string, number>();

  /** Index of the position, -1 for an unknown one. */
  add(site: Site | null): number {
    if (site === null) return -1;
    const key = `${site.line}:${site.column}:${site.cell}`;
    let at = this.known.get(key);
    if (at === undefined) {
      at = this.list.length;
      this.known.set(key, at);
      const { cell, line, column, index } = site;
      this.list.push({ cell, line, col: column, ...(index === undefined ? {} : { index }) });
    }
    return at;
  }
}

/** Runs of numbers of different lengths in one buffer. */
export class Runs {
  readonly starts = [0];
  readonly data: number[] = [];

  push(values: ArrayLike<number>): void {
    for (let i = 0; i < values.length; i++) this.data.push(values[i]);
    this.starts.push(this.data.length);
  }
}

/** Contributions in the columns' order. */
export class ContributionColumns {
  readonly added = new Runs();
  readonly before: number[] = [];
  readonly after: number[] = [];
  readonly rms: number[] = [];

  /** Numbers are kept where there are few; the root mean squares always. `before` null: nothing had come yet. */
  push(before: ArrayLike<number> | null, added: ArrayLike<number>, after: ArrayLike<number>, keep: boolean): void {
    this.rms.push(before === null ? 0 : rms(before), rms(added), rms(after));
    this.added.push(keep ? added : []);
    if (!keep) return;
    for (let i = 0; i < added.length; i++) {
      this.before.push(before === null ? 0 : before[i]);
      this.after.push(after[i]);
    }
  }
}

/** Root mean square; NaN for nothing. */
export function rms(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return values.length === 0 ? Number.NaN : Math.sqrt(sum / values.length);
}

export interface NodeColumns {
  readonly value: Runs;
  readonly grad: Runs;
  readonly rms: number[];
  readonly gradRms: number[];
}

/** Puts a level's columns into `buffers` under its key. */
export function putColumns(
  buffers: Record<string, PayloadTensor>,
  key: string,
  columns: NodeColumns,
  contributions: ContributionColumns,
): void {
  const f64 = (name: string, values: readonly number[], shape: readonly number[] = [values.length]) => {
    buffers[`${key}.${name}`] = { dtype: 'F64', shape, data: Float64Array.from(values) };
  };
  const u32 = (name: string, values: readonly number[]) => {
    buffers[`${key}.${name}`] = { dtype: 'U32', shape: [values.length], data: Uint32Array.from(values) };
  };
  f64('value', columns.value.data);
  u32('valueStart', columns.value.starts);
  f64('grad', columns.grad.data);
  u32('gradStart', columns.grad.starts);
  f64('rms', columns.rms);
  f64('gradRms', columns.gradRms);
  f64('before', contributions.before);
  f64('added', contributions.added.data);
  f64('after', contributions.after);
  u32('contribStart', contributions.added.starts);
  f64('contribRms', contributions.rms, [contributions.rms.length / 3, 3]);
}

/** Lays a level out and puts its picture into `buffers`. */
export function putLayout(
  buffers: Record<string, PayloadTensor>,
  key: string,
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  size: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number } {
  const n = nodes.length;
  const graph = {
    width: new Float32Array(n).fill(size.width),
    height: new Float32Array(n).fill(size.height),
    from: edges.map((e) => e.from),
    to: edges.map((e) => e.to),
    arg: edges.map((e) => e.arg),
  };
  // Six cards of 120 px, their gaps and a focus ring fill an output of 860 px.
  const layout = layoutLayered(graph, { columnGap: 26 });
  const box = new Float32Array(4 * n);
  for (let v = 0; v < n; v++) box.set([layout.x[v], layout.y[v], size.width, size.height], 4 * v);
  buffers[`${key}.box`] = { dtype: 'F32', shape: [n, 4], data: box };
  buffers[`${key}.points`] = { dtype: 'F32', shape: [layout.points.length / 2, 2], data: layout.points };
  buffers[`${key}.pointStart`] = { dtype: 'U32', shape: [edges.length + 1], data: layout.pointStart };
  return { width: layout.width, height: layout.height };
}

/** Formulas, each once. */
export class FormulaTable {
  readonly list: GraphFormula[] = [];
  private readonly known = new Map<string, number>();

  /** Index of the formula, -1 for an empty one. */
  add(formula: GraphFormula): number {
    if (formula.forward === '' && formula.rules.length === 0) return -1;
    const key = JSON.stringify(formula);
    let at = this.known.get(key);
    if (at === undefined) {
      at = this.list.length;
      this.known.set(key, at);
      this.list.push(formula);
    }
    return at;
  }
}

/** Tensors of at most this many elements travel with all their numbers. */
const SMALL = 16;
const TENSOR_CARD = { width: 176, height: 54 };
/** Formulas and rules are written out up to this many nodes: the header of a payload is not for megabytes of TeX. */
const EXPLAINED = 400;

export function tensorLevel(
  tape: Tape,
  walk: BackwardWalk | null,
  sites: SiteTable,
  buffers: Record<string, PayloadTensor>,
): GraphLevel {
  const formulas = new FormulaTable();
  const columns: NodeColumns = { value: new Runs(), grad: new Runs(), rms: [], gradRms: [] };
  const grads = tape.nodes.map((node, v): Tensor | null => {
    if (walk) return walk.grads[v];
    return node.node === null ? (node.tensor?.grad ?? null) : (node.node.grads?.find((g) => g !== null) ?? null);
  });
  const ran = grads.some((g) => g !== null);
  const explain = tape.nodes.length <= EXPLAINED;
  const incoming: number[][] = tape.nodes.map(() => []);
  tape.edges.forEach((edge, e) => {
    incoming[edge.to].push(e);
  });
  const tex = tape.nodes.map((node) =>
    texName(node.named || node.kind === 'leaf' ? node.label : node.label.replace(' ', '')),
  );
  const numberOf = (tensor: Tensor | null): number | undefined =>
    tensor !== null && tensor.device === 'cpu' && tensor.numel() === 1 ? tensor.item() : undefined;

  const scopeOf = (v: number): RuleScope => {
    const { node, tensor } = tape.nodes[v];
    const inputs = (node?.inputShapes ?? []).map((_, arg): Operand | null => {
      const edge = incoming[v].find((e) => tape.edges[e].arg === arg);
      if (edge !== undefined) {
        const from = tape.edges[edge].from;
        return { tex: tex[from], value: numberOf(tape.nodes[from].tensor) };
      }
      const value = numberOf(node?.inputs?.[arg] ?? node?.savedInputs?.[arg] ?? null);
      return value === undefined ? null : { tex: texNumber(value), value };
    });
    const sizes = (node?.inputShapes[0] ?? []).reduce((n, s) => n * s, 1);
    const own = tape.nodes[v].shape.reduce((n, s) => n * s, 1);
    return {
      output: { tex: tex[v], value: numberOf(tensor) },
      arriving: numberOf(grads[v]),
      inputs,
      n: Math.max(1, sizes / Math.max(1, own)),
    };
  };

  const nodes = tape.nodes.map((node, v): GraphNode => {
    const { tensor } = node;
    const data = tensor !== null && tensor.device === 'cpu' ? tensor.data : null;
    columns.value.push(data !== null && data.length <= SMALL ? data : []);
    columns.rms.push(data === null ? Number.NaN : rms(data));
    const grad = grads[v]?.data ?? null;
    columns.grad.push(grad !== null && grad.length <= SMALL ? grad : []);
    columns.gradRms.push(grad === null ? Number.NaN : rms(grad));
    let formula = -1;
    if (node.node !== null && explain) {
      const scope = scopeOf(v);
      const record = formulaOf(node.node);
      const rules = incoming[v].flatMap((e) => {
        const { from, arg } = tape.edges[e];
        const rule = tape.nodes[from].requiresGrad && node.node !== null ? namedRule(node.node, arg, scope) : undefined;
        return rule === undefined ? [] : [`${texBar(tex[from])} \\mathrel{+}= ${rule}`];
      });
      formula = formulas.add({ forward: record === undefined ? '' : withNames(record.forward, scope), rules });
    }
    return {
      kind: node.kind,
      label: node.label,
      tex: tex[v],
      op: node.op,
      detail: node.detail,
      shape: node.shape,
      dtype: node.dtype,
      outcome: outcomeOf(node.requiresGrad, grad !== null, ran),
      module: node.modulePath.join('.'),
      site: sites.add(node.site),
      saved: node.saved,
      formula,
    };
  });
  const edges: GraphEdge[] = tape.edges.map(({ from, to, arg, argName }) => ({ from, to, arg, argName }));

  const contributions = new ContributionColumns();
  const steps = (walk?.steps ?? []).map((step): GraphStep => {
    const node = tape.nodes[step.node].node;
    const scope = explain ? scopeOf(step.node) : null;
    return {
      node: step.node,
      contributions: step.contributions.map((c) => {
        contributions.push(c.before?.data ?? null, c.added.data, c.after.data, c.added.numel() <= SMALL);
        const { from, arg } = tape.edges[c.edge];
        if (node === null || scope === null) return { edge: c.edge, rule: '', numbers: '' };
        const one = numberOf(c.added);
        const exact = one === undefined ? undefined : recordRule(node, arg, scope, one);
        if (exact !== undefined) return { edge: c.edge, ...exact };
        const rule =
          namedRule(node, arg, scope) ?? chainRule(scope, { tex: tex[from], value: undefined }, Number.NaN).rule;
        return { edge: c.edge, rule, numbers: '' };
      }),
    };
  });
  putColumns(buffers, 'tensors', columns, contributions);
  const size = putLayout(buffers, 'tensors', nodes, edges, TENSOR_CARD);
  return { key: 'tensors', nodes, edges, formulas: formulas.list, steps, root: tape.root, ...size };
}

/** The four kinds of an absent number are told apart here, once. */
export function outcomeOf(requiresGrad: boolean, arrived: boolean, ran: boolean): GradOutcome {
  if (!requiresGrad) return 'noGrad';
  if (arrived) return 'grad';
  return ran ? 'none' : 'notRun';
}
