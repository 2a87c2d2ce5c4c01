/**
 * A small tape taken apart into its numbers: one node per element, one edge per number that another is made of. Which
 * elements an element depends on is asked of the operation's own derivative, so every operation can be taken apart:
 * a NaN fed back at one result element comes out at exactly the inputs that it reads, also where the factor is 0.
 */
import { noGrad } from '../autograd/modes.ts';
import { Tensor } from '../tensor/tensor.ts';
import { type BackwardWalk, pullBack } from './backward.ts';
import { contract, isContraction, type Meeting } from './contraction.ts';
import type { Tape, TapeNode } from './graph.ts';
import {
  agrees,
  chainRule,
  formulaOf,
  type Operand,
  ofOne,
  productRule,
  type Rule,
  type RuleScope,
  recordRule,
  withNames,
} from './rules.ts';
import { texBar, texName, texNumber } from './tex.ts';

export interface ElementNode {
  /** Index of the tape's node, and the element's flat index in it. */
  readonly of: number;
  readonly at: number;
  readonly label: string;
  readonly tex: string;
  readonly value: number;
  /** Gradient when the walk is over; null where nothing flowed. */
  readonly grad: number | null;
}

export interface ElementEdge {
  readonly from: number;
  readonly to: number;
  readonly arg: number;
}

export interface ElementContribution extends Rule {
  readonly edge: number;
  readonly before: number;
  readonly added: number;
  readonly after: number;
}

export interface ElementStep {
  readonly node: number;
  readonly contributions: readonly ElementContribution[];
  readonly forward: string;
  /** Local rules, one per kind of parent. */
  readonly rules: readonly string[];
}

export interface Elements {
  readonly nodes: ElementNode[];
  readonly edges: ElementEdge[];
  /** Step 0 is the seed. */
  readonly steps: ElementStep[];
  readonly root: number;
}

/** Most element nodes that still make a readable picture. */
export const ELEMENT_LIMIT = 64;

function numel(shape: readonly number[]): number {
  return shape.reduce((n, size) => n * size, 1);
}

function isView(node: TapeNode): boolean {
  return node.node?.op?.kind === 'view';
}

/** Row-major index of flat element `at`. */
export function unravel(at: number, shape: readonly number[]): number[] {
  const index = new Array<number>(shape.length);
  let rest = at;
  for (let d = shape.length - 1; d >= 0; d--) {
    index[d] = rest % shape[d];
    rest = Math.floor(rest / shape[d]);
  }
  return index;
}

/** The element of an operand that broadcasting pairs with element `e` of the result, or -1. */
function broadcastIndex(operand: readonly number[], out: readonly number[], e: number): number {
  if (operand.length > out.length) return -1;
  const index = unravel(e, out);
  let at = 0;
  for (let d = 0; d < operand.length; d++) {
    const size = operand[d];
    const o = out.length - operand.length + d;
    if (size !== 1 && size !== out[o]) return -1;
    at = at * size + (size === 1 ? 0 : index[o]);
  }
  return at;
}

/** A gradient that is `value` at one element of a node's result and 0 elsewhere. */
function oneHot(node: TapeNode, e: number, value: number): (Tensor | null)[] {
  const t = Tensor.empty(node.shape.slice(), node.dtype as Tensor['dtype']);
  t.array[e] = value;
  const grads: (Tensor | null)[] = new Array(node.node?.outputShapes.length ?? 1).fill(null);
  grads[node.tensor?.outputIndex ?? 0] = t;
  return grads;
}

/** One operand element of an element: the edge from it, its place in the input, and the derivative along the edge. */
interface Read {
  readonly edge: number;
  readonly at: number;
  readonly derivative: number;
  /** Which term of a matrix product it belongs to, or -1. */
  readonly term: number;
}

/** What element `e` of a node reads of one input: the flat indices and the derivatives. */
interface Reads {
  readonly at: readonly number[];
  readonly derivative: readonly number[];
}

/** Takes `tape` apart. Null when it is too large, when a value is not held, or when it cannot be walked back. */
export function traceElements(tape: Tape, walk: BackwardWalk, limit = ELEMENT_LIMIT): Elements | null {
  const total = tape.nodes.reduce((n, node) => n + (isView(node) ? 0 : numel(node.shape)), 0);
  if (tape.released || total > limit || tape.cut > 0) return null;
  if (tape.nodes.some((node) => node.tensor === null || node.tensor.device !== 'cpu')) return null;
  return noGrad(() => new Expansion(tape, walk).run());
}

class Expansion {
  private readonly tape: Tape;
  private readonly walk: BackwardWalk;
  private readonly data: ArrayLike<number>[];
  private readonly incoming: number[][];
  /** Per tape node: element node of each element; those of a view are its base's. */
  private readonly ids: number[][] = [];
  private readonly nodes: ElementNode[] = [];
  private readonly edges: ElementEdge[] = [];
  /** Per element node: its edges with the derivative along each. */
  private readonly reads = new Map<number, Read[]>();

  constructor(tape: Tape, walk: BackwardWalk) {
    this.tape = tape;
    this.walk = walk;
    this.data = tape.nodes.map((node) => (node.tensor as Tensor).data);
    this.incoming = tape.nodes.map(() => []);
    tape.edges.forEach((edge, e) => {
      this.incoming[edge.to].push(e);
    });
  }

  run(): Elements {
    this.tape.nodes.forEach((node, v) => {
      if (isView(node)) this.ids.push(this.throughView(v));
      else this.addElements(v);
    });
    const root = this.ids[this.tape.root][0];
    return { nodes: this.nodes, edges: this.edges, steps: this.steps(), root };
  }

  /** A view's elements are elements of its base. */
  private throughView(v: number): number[] {
    const node = this.tape.nodes[v];
    const base = this.tape.edges[this.incoming[v][0]].from;
    return Array.from({ length: numel(node.shape) }, (_, e) => {
      const pulled = pullBack(node, oneHot(node, e, 1))[0];
      const at = pulled ? Array.from(pulled.data).findIndex((x) => x !== 0) : e;
      return this.ids[base][Math.max(at, 0)];
    });
  }

  private addElements(v: number): void {
    const node = this.tape.nodes[v];
    const grad = this.walk.grads[v]?.data ?? null;
    const short = node.named || node.kind === 'leaf' ? node.label : node.label.replace(' ', '');
    this.ids.push(
      Array.from({ length: numel(node.shape) }, (_, e) => {
        const index = unravel(e, node.shape);
        this.nodes.push({
          of: v,
          at: e,
          label: index.length === 0 ? node.label : `${node.label}[${index.join(',')}]`,
          tex: texName(short, index),
          value: this.data[v][e],
          grad: grad === null ? null : grad[e],
        });
        return this.nodes.length - 1;
      }),
    );
    if (node.node !== null) for (let e = 0; e < this.ids[v].length; e++) this.connect(v, e);
  }

  private meetingOf(v: number, e: number): Meeting | null {
    const node = this.tape.nodes[v];
    const shapes = node.node?.inputShapes;
    if (!isContraction(node.op) || shapes === undefined || shapes.length < 2) return null;
    return contract(node.op, shapes[0], shapes[1], node.shape, e);
  }

  /** Adds the edges into element `e` of operation `v`. */
  private connect(v: number, e: number): void {
    const node = this.tape.nodes[v];
    const slopes = pullBack(node, oneHot(node, e, 1));
    const probe = pullBack(node, oneHot(node, e, Number.NaN));
    const meeting = this.meetingOf(v, e);
    const own: Read[] = [];
    for (const edge of this.incoming[v]) {
      const { from, arg } = this.tape.edges[edge];
      const { at, derivative } = this.readsOf(v, e, arg, slopes[arg] ?? null, probe[arg] ?? null, meeting);
      at.forEach((k, i) => {
        const term = meeting === null || arg > 1 ? -1 : (arg === 0 ? meeting.left : meeting.right).indexOf(k);
        own.push({ edge: this.edges.length, at: k, derivative: derivative[i], term });
        this.edges.push({ from: this.ids[from][k], to: this.ids[v][e], arg });
      });
    }
    this.reads.set(this.ids[v][e], own);
  }

  private readsOf(
    v: number,
    e: number,
    arg: number,
    slope: Tensor | null,
    probe: Tensor | null,
    meeting: Meeting | null,
  ): Reads {
    const node = this.tape.nodes[v];
    const shape = node.node?.inputShapes[arg] ?? [];
    const count = numel(shape);
    let at: number[];
    if (meeting !== null && arg < 2) at = [...(arg === 0 ? meeting.left : meeting.right)];
    else if (slope !== null && probe !== null) {
      const marks = probe.data;
      const slopes = slope.data;
      const found = new Set<number>();
      for (let k = 0; k < count; k++) if (Number.isNaN(marks[k]) || slopes[k] !== 0) found.add(k);
      // A dead unit passes nothing, not even NaN, but it does read its input.
      if (found.size === 0) {
        const k = broadcastIndex(shape, node.shape, e);
        if (k >= 0) found.add(k);
        else if (numel(node.shape) === 1) for (let i = 0; i < count; i++) found.add(i);
      }
      at = [...found].sort((a, b) => a - b);
    } else {
      const k = broadcastIndex(shape, node.shape, e);
      if (k >= 0) at = [k];
      else at = Array.from({ length: count }, (_, i) => i);
    }
    const slopes = slope?.data;
    return { at, derivative: at.map((k) => (slopes ? slopes[k] : 0)) };
  }

  private operand(id: number): Operand {
    return { tex: this.nodes[id].tex, value: this.nodes[id].value };
  }

  /** Names and numbers around element `e` of operation `v`; inputs that are more than one element cannot be named. */
  private scope(v: number, e: number, arriving: number | undefined): RuleScope {
    const node = this.tape.nodes[v];
    const id = this.ids[v][e];
    const own = this.reads.get(id) ?? [];
    const shapes = node.node?.inputShapes ?? [];
    const inputs = shapes.map((_, arg): Operand | null => {
      const edges = own.filter((r) => this.edges[r.edge].arg === arg);
      if (edges.length === 1) return this.operand(this.edges[edges[0].edge].from);
      if (edges.length > 1) return null;
      const held = node.node?.inputs?.[arg] ?? node.node?.savedInputs?.[arg] ?? null;
      if (held === null || held.numel() !== 1) return null;
      return { tex: texNumber(held.item()), value: held.item() };
    });
    const n = Math.max(1, numel(shapes[0] ?? []) / Math.max(1, numel(node.shape)));
    return { output: this.operand(id), arriving, inputs, n };
  }

  private ruleFor(v: number, e: number, read: Read, added: number): Rule {
    const node = this.tape.nodes[v];
    const { from, arg } = this.edges[read.edge];
    const id = this.ids[v][e];
    const scope = this.scope(v, e, this.nodes[id].grad ?? undefined);
    if (read.term >= 0) {
      const partner = (this.reads.get(id) ?? []).find(
        (r) => r.term === read.term && this.edges[r.edge].arg === 1 - arg,
      );
      const rule = partner && productRule(scope, this.operand(this.edges[partner.edge].from), added);
      if (rule) return rule;
    }
    // In a rule over many inputs, x is the one that the gradient goes to.
    const local = { ...scope, inputs: scope.inputs.map((input, i) => (i === arg ? this.operand(from) : input)) };
    const rule = node.node === null ? undefined : recordRule(node.node, arg, local, added);
    return rule ?? chainRule(scope, this.operand(from), read.derivative);
  }

  /** The forward formula and the local rules of element `e`, for the card. */
  private formulas(
    v: number,
    e: number,
    contributions: readonly ElementContribution[],
  ): Pick<ElementStep, 'forward' | 'rules'> {
    const node = this.tape.nodes[v];
    const id = this.ids[v][e];
    const scope = this.scope(v, e, undefined);
    const meeting = this.meetingOf(v, e);
    const arrow = ' \\mathrel{+}= ';
    if (meeting !== null && contributions.length > 0) {
      const [a, b] = [this.summand(id, 0), this.summand(id, 1)];
      const bar = texBar(this.nodes[id].tex);
      const used = (arg: number) => contributions.some((c) => this.edges[c.edge].arg === arg);
      const rules: string[] = [];
      if (used(0)) rules.push(`${texBar(a)}${arrow}${bar}\\,${b}`);
      if (used(1)) rules.push(`${texBar(b)}${arrow}${bar}\\,${a}`);
      return { forward: `${this.nodes[id].tex} = \\textstyle\\sum_j ${a}\\,${b}`, rules };
    }
    const single = scope.inputs.every((input) => input !== null);
    const formula = formulaOf(node.node);
    const rules = contributions.map((c) => `${texBar(this.nodes[this.edges[c.edge].from].tex)}${arrow}${c.rule}`);
    if (formula === undefined) return { forward: '', rules: rules.slice(0, 6) };
    const alone = single && scope.n === 1;
    const forward = withNames(
      alone ? ofOne(formula.forward) : formula.forward,
      single ? scope : { ...scope, inputs: [] },
    );
    return { forward, rules: rules.slice(0, 6) };
  }

  /** A product's operand under the sum: the indices that differ from term to term become `j`. */
  private summand(id: number, arg: number): string {
    const elements = (this.reads.get(id) ?? [])
      .filter((r) => this.edges[r.edge].arg === arg)
      .map((r) => this.nodes[this.edges[r.edge].from]);
    const first = elements[0];
    const node = this.tape.nodes[first.of];
    const name = texName(node.named || node.kind === 'leaf' ? node.label : node.label.replace(' ', ''));
    const indices = elements.map((element) => unravel(element.at, node.shape));
    const index = indices[0].map((i, d) => (indices.some((other) => other[d] !== i) ? 'j' : String(i))).join('');
    if (index === '') return name;
    return name.includes('_{') ? `${name.slice(0, -1)},${index}}` : `${name}_{${index}}`;
  }

  private steps(): ElementStep[] {
    const sums = new Map<number, number>();
    const root = this.ids[this.tape.root][0];
    sums.set(root, 1);
    const steps: ElementStep[] = [{ node: root, contributions: [], forward: '', rules: [] }];
    for (let v = this.tape.nodes.length - 1; v >= 0; v--) {
      const node = this.tape.nodes[v];
      const grad = this.walk.grads[v];
      if (node.node === null || grad === null || isView(node)) continue;
      const arriving = grad.data;
      const round = node.dtype === 'float32' ? Math.fround : (x: number) => x;
      for (let e = this.ids[v].length - 1; e >= 0; e--) {
        const pulled = pullBack(node, oneHot(node, e, arriving[e]));
        const contributions: ElementContribution[] = [];
        for (const read of this.reads.get(this.ids[v][e]) ?? []) {
          const { from, arg } = this.edges[read.edge];
          const gradient = pulled[arg];
          if (!gradient) continue;
          const added = gradient.data[read.at];
          const before = sums.get(from) ?? 0;
          const after = sums.has(from) ? round(before + added) : added;
          sums.set(from, after);
          contributions.push({ edge: read.edge, before, added, after, ...this.ruleFor(v, e, read, added) });
        }
        steps.push({ node: this.ids[v][e], contributions, ...this.formulas(v, e, contributions) });
      }
    }
    return steps;
  }
}

/** True when the elements' sums agree with the engine's gradients, element by element. */
export function elementsAgree(elements: Elements): boolean {
  const last = new Map<number, number>();
  for (const step of elements.steps) for (const c of step.contributions) last.set(elements.edges[c.edge].from, c.after);
  return [...last].every(([id, after]) => {
    const grad = elements.nodes[id].grad;
    return grad !== null && agrees(after, grad);
  });
}
