/**
 * A static graph: what a function did, as nodes and wires that can be ordered, simplified, drawn and run again. Values
 * flow along data wires; a control edge only says "after". A value that is not produced (the branch not taken) is dead,
 * and so is whatever depends on it, until a merge lets the living one through.
 */
import { noGrad } from '../../autograd/modes.ts';
import { ArgumentError, formatShape, ShapeError } from '../../errors.ts';
import type { Primitive, View } from '../../ops/define.ts';
import { dispatchAll, dispatchView } from '../../ops/dispatch.ts';
import { unobserved } from '../../ops/observe.ts';
import type { DType } from '../../tensor/dtype.ts';
import { sameShape } from '../../tensor/shape.ts';
import type { Tensor } from '../../tensor/tensor.ts';

/** One result of a node. */
export interface Wire {
  readonly node: number;
  readonly output: number;
}

export interface ValueInfo {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

export type NodeKind = 'input' | 'constant' | 'op' | 'switch' | 'merge' | 'while';

export interface GraphNode {
  readonly id: number;
  readonly kind: NodeKind;
  /** The operation's name, or the kind. */
  readonly op: string;
  readonly inputs: readonly Wire[];
  /** Control edges: these must have run, and be alive, before this node runs. */
  readonly control: readonly Wire[];
  readonly outputs: readonly ValueInfo[];
  /** Of an operation. */
  readonly record?: Primitive | View;
  readonly args?: unknown;
  /** Of a constant: the tensor itself, so that a parameter stays the parameter. */
  readonly value?: Tensor;
  /** Of a loop: both get the state, then what each reads from outside. */
  readonly condition?: Graph;
  readonly body?: Graph;
  /** Of a loop: how many of the inputs are its state, and how many of the rest the condition reads. */
  readonly state?: number;
  readonly conditionReads?: number;
}

/** A value, or null where it is dead. */
type Token = Tensor | null;

export class Graph {
  readonly nodes: readonly GraphNode[];
  /** Ids of the input nodes, in the function's order. */
  readonly inputs: readonly number[];
  readonly outputs: readonly Wire[];
  /** True when the function returned one tensor rather than an array. */
  readonly single: boolean;
  private order: GraphNode[] | null = null;

  constructor(nodes: readonly GraphNode[], inputs: readonly number[], outputs: readonly Wire[], single: boolean) {
    this.nodes = nodes;
    this.inputs = inputs;
    this.outputs = outputs;
    this.single = single;
  }

  /** Every wire and control edge as [from, to]. */
  edges(): { from: number; to: number; control: boolean }[] {
    return this.nodes.flatMap((node) => [
      ...node.inputs.map((w) => ({ from: w.node, to: node.id, control: false })),
      ...node.control.map((w) => ({ from: w.node, to: node.id, control: true })),
    ]);
  }

  /** Nodes so that each stands after all it depends on (Kahn, 1962); among the ready ones the oldest comes first. */
  topologicalOrder(): GraphNode[] {
    if (this.order) return this.order;
    const byId = new Map(this.nodes.map((node) => [node.id, node]));
    const missing = new Map<number, number>(this.nodes.map((node) => [node.id, 0]));
    const next = new Map<number, number[]>(this.nodes.map((node) => [node.id, []]));
    for (const { from, to } of this.edges()) {
      missing.set(to, (missing.get(to) ?? 0) + 1);
      next.get(from)?.push(to);
    }
    const ready = [...missing].filter(([, n]) => n === 0).map(([id]) => id);
    const order: GraphNode[] = [];
    while (ready.length > 0) {
      let least = 0;
      for (let i = 1; i < ready.length; i++) if (ready[i] < ready[least]) least = i;
      const [id] = ready.splice(least, 1);
      order.push(byId.get(id) as GraphNode);
      for (const to of next.get(id) ?? []) {
        const left = (missing.get(to) ?? 0) - 1;
        missing.set(to, left);
        if (left === 0) ready.push(to);
      }
    }
    if (order.length < this.nodes.length) {
      throw new ArgumentError('topologicalOrder: the graph has a cycle, so it has no order', {
        op: 'topologicalOrder',
      });
    }
    this.order = order;
    return order;
  }

  /** Runs the graph. Inputs must have the shapes with which it was captured; gradients flow through. */
  run(...inputs: Tensor[]): Tensor | Tensor[] {
    const results = this.execute(inputs);
    return this.single ? results[0] : results;
  }

  private execute(inputs: readonly Tensor[]): Tensor[] {
    if (inputs.length !== this.inputs.length) {
      throw new ArgumentError(`graph.run: ${this.inputs.length} inputs are needed, got ${inputs.length}`, {
        op: 'run',
      });
    }
    const values = new Map<number, readonly Token[]>();
    this.inputs.forEach((id, i) => {
      const want = this.nodes.find((node) => node.id === id)?.outputs[0].shape ?? [];
      if (!sameShape(want, inputs[i].shape)) {
        throw new ShapeError(
          `graph.run: input ${i} is ${formatShape(inputs[i].shape)}, the graph was captured with ${formatShape(want)}`,
          {
            op: 'run',
            operands: [{ name: `input ${i}`, shape: inputs[i].shape }],
            fix: 'Shapes are part of a static graph: capture it again for another shape.',
          },
        );
      }
      values.set(id, [inputs[i]]);
    });
    const read = (w: Wire): Token => values.get(w.node)?.[w.output] ?? null;
    for (const node of this.topologicalOrder()) {
      if (node.kind === 'input') continue;
      const dead = node.control.some((w) => read(w) === null);
      values.set(node.id, dead ? node.outputs.map(() => null) : runNode(node, node.inputs.map(read)));
    }
    return this.outputs.map((w) => {
      const value = read(w);
      if (value === null)
        throw new ArgumentError('graph.run: a result lies in a branch that was not taken', {
          op: 'run',
          fix: 'Join the branches with merge().',
        });
      return value;
    });
  }

  /**
   * The same graph with everything computed that depends on constants only, and without what no result needs.
   * Parameters (constants that require grad) stay as they are.
   */
  constantFolding(): Graph {
    const folded = new Map<string, GraphNode>();
    const nodes = new Map<number, GraphNode>();
    let fresh = this.nodes.reduce((most, node) => Math.max(most, node.id), -1) + 1;
    const key = (w: Wire): string => `${w.node}:${w.output}`;
    const moved = (w: Wire): Wire => {
      const constant = folded.get(key(w));
      return constant ? { node: constant.id, output: 0 } : w;
    };
    for (const node of this.topologicalOrder()) {
      const inputs = node.inputs.map(moved);
      const values = inputs.map((w) => nodes.get(w.node)?.value ?? null);
      const foldable =
        node.kind === 'op' &&
        node.control.length === 0 &&
        inputs.length > 0 &&
        values.every((v) => v !== null && !v.requiresGrad);
      if (!foldable) {
        nodes.set(node.id, { ...node, inputs, control: node.control.map(moved) });
        continue;
      }
      const results = unobserved(() => noGrad(() => runNode(node, values)));
      results.forEach((value, output) => {
        const constant: GraphNode = {
          id: fresh++,
          kind: 'constant',
          op: 'constant',
          inputs: [],
          control: [],
          outputs: [node.outputs[output]],
          value: value as Tensor,
        };
        nodes.set(constant.id, constant);
        folded.set(`${node.id}:${output}`, constant);
      });
    }
    const outputs = this.outputs.map(moved);
    return new Graph(needed(nodes, this.inputs, outputs), this.inputs, outputs, this.single);
  }

  /** One line a node: `%3 = matmul(%0, %1)  [2, 4]`. */
  toString(): string {
    const name = (w: Wire): string =>
      `%${w.node}${(this.nodes.find((n) => n.id === w.node)?.outputs.length ?? 1) > 1 ? `.${w.output}` : ''}`;
    const lines = this.topologicalOrder().map((node) => {
      const after = node.control.length ? `  after ${node.control.map(name).join(', ')}` : '';
      const shapes = node.outputs.map((o) => formatShape(o.shape)).join(', ');
      return `%${node.id} = ${node.op}(${node.inputs.map(name).join(', ')})  ${shapes}${after}`;
    });
    return [...lines, `return ${this.outputs.map(name).join(', ')}`].join('\n');
  }
}

/** Nodes that some result depends on, by wire or control edge, and all inputs. */
function needed(
  nodes: ReadonlyMap<number, GraphNode>,
  inputs: readonly number[],
  outputs: readonly Wire[],
): GraphNode[] {
  const keep = new Set<number>(inputs);
  const stack = outputs.map((w) => w.node);
  while (stack.length > 0) {
    const id = stack.pop() as number;
    if (keep.has(id)) continue;
    keep.add(id);
    const node = nodes.get(id);
    if (node) stack.push(...[...node.inputs, ...node.control].map((w) => w.node));
  }
  return [...nodes.values()].filter((node) => keep.has(node.id));
}

function runNode(node: GraphNode, inputs: readonly Token[]): readonly Token[] {
  if (node.kind === 'constant') return [node.value as Tensor];
  if (node.kind === 'merge') return [inputs.find((v) => v !== null) ?? null];
  if (inputs.some((v) => v === null)) return node.outputs.map(() => null);
  const live = inputs as readonly Tensor[];
  if (node.kind === 'switch') return live[1].item() ? [null, live[0]] : [live[0], null];
  if (node.kind === 'while') return runLoop(node, live);
  const record = node.record as Primitive | View;
  return record.kind === 'view' ? [dispatchView(record, live[0], node.args)] : dispatchAll(record, live, node.args);
}

function runLoop(node: GraphNode, inputs: readonly Tensor[]): readonly Tensor[] {
  const count = node.state ?? 0;
  const forCondition = inputs.slice(count, count + (node.conditionReads ?? 0));
  const forBody = inputs.slice(count + forCondition.length);
  let state = inputs.slice(0, count);
  const list = (v: Tensor | Tensor[]): Tensor[] => (Array.isArray(v) ? v : [v]);
  while (list((node.condition as Graph).run(...state, ...forCondition))[0].item()) {
    state = list((node.body as Graph).run(...state, ...forBody));
  }
  return state;
}
