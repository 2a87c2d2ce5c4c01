/**
 * Capturing a static graph by running a function once. Operations are recorded as they run, so `if` and `for` of the
 * host language leave no trace: the graph holds the path that the examples took. Branches and loops that are to stay in
 * the graph are written with `cond` and `whileLoop`.
 */
import { ArgumentError, formatShape } from '../../errors.ts';
import { observe, unobserved } from '../../ops/observe.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { Graph, type GraphNode, type ValueInfo, type Wire } from './graph.ts';

const infoOf = (t: Tensor): ValueInfo => ({ shape: t.shape.slice(), dtype: t.dtype });

/** The same values as a tensor of its own, so that it can stand for another wire. */
export function alias(t: Tensor): Tensor {
  return unobserved(() => t.view(t.shape.slice()));
}

/** Builds a graph while a function runs. */
export class Tracer {
  readonly nodes: GraphNode[] = [];
  readonly parent: Tracer | null;
  /** What this graph reads from the one around it, in order: outer wires and the inputs that stand for them. */
  readonly reads: { readonly outer: Wire; readonly input: number }[] = [];
  private readonly known = new Map<Tensor, { readonly wire: Wire; readonly version: number }>();
  /** Nodes of the branch being traced, and the switch on which they depend. */
  private branch: { readonly pivot: Wire; readonly from: number; readonly gates: ReadonlySet<number> } | null = null;
  private controls: readonly Wire[] = [];

  constructor(parent: Tracer | null) {
    this.parent = parent;
  }

  add(node: Omit<GraphNode, 'id' | 'control'>): number {
    const id = this.nodes.length;
    const branch = this.branch;
    const source = node.kind === 'constant' || node.kind === 'input';
    const gated = branch === null || node.inputs.some((w) => this.gated(w));
    const control = source ? [] : [...this.controls, ...(gated ? [] : [branch.pivot])];
    this.nodes.push({ ...node, id, control });
    return id;
  }

  /** True for a value that is dead when the branch being traced is not taken. */
  private gated(wire: Wire): boolean {
    const { kind } = this.nodes[wire.node];
    const branch = this.branch;
    return (
      branch !== null &&
      (branch.gates.has(wire.node) || (wire.node >= branch.from && kind !== 'constant' && kind !== 'input'))
    );
  }

  bind(t: Tensor, wire: Wire): void {
    this.known.set(t, { wire, version: t.version });
  }

  input(t: Tensor): number {
    const id = this.add({ kind: 'input', op: 'input', inputs: [], outputs: [infoOf(t)] });
    this.bind(t, { node: id, output: 0 });
    return id;
  }

  private find(t: Tensor): Wire | null {
    const entry = this.known.get(t);
    if (!entry) return null;
    if (entry.version !== t.version && this.nodes[entry.wire.node].kind !== 'constant') {
      throw new ArgumentError(`graph.capture: a tensor of shape ${formatShape(t.shape)} was changed in place`, {
        op: 'capture',
        fix: 'Use the out-of-place form, x = x.add(y): a static graph has no memory to write to.',
      });
    }
    return entry.wire;
  }

  /** Where a tensor comes from: this graph, the graph around it, or outside: a constant. */
  wireOf(t: Tensor): Wire {
    const own = this.find(t);
    if (own) return own;
    const outer = this.parent?.reach(t) ?? null;
    if (outer) {
      const input = this.input(t);
      this.reads.push({ outer, input });
      return { node: input, output: 0 };
    }
    const id = this.add({ kind: 'constant', op: 'constant', inputs: [], outputs: [infoOf(t)], value: t });
    const wire = { node: id, output: 0 };
    this.bind(t, wire);
    return wire;
  }

  /** The wire of a tensor that this graph or one around it produces; null for one from outside. */
  private reach(t: Tensor): Wire | null {
    const own = this.find(t);
    if (own) return this.nodes[own.node].kind === 'constant' ? null : own;
    return this.parent?.reach(t) ? this.wireOf(t) : null;
  }

  /**
   * Traces one branch. What reads from `gates` (switches on the predicate) dies with the branch; anything else in it
   * gets a control edge from `pivot`. `inside` tells whether a result died with it.
   */
  inBranch<T>(pivot: Wire, gates: ReadonlySet<number>, body: (inside: (t: Tensor) => boolean) => T): T {
    const before = this.branch;
    this.branch = { pivot, from: this.nodes.length, gates };
    try {
      return body((t) => this.gated(this.wireOf(t)));
    } finally {
      this.branch = before;
    }
  }

  after<T>(wires: readonly Wire[], body: () => T): T {
    const before = this.controls;
    this.controls = [...before, ...wires];
    try {
      return body();
    } finally {
      this.controls = before;
    }
  }

  /** Runs `body` and records what it does here. */
  record<T>(body: () => T): T {
    const outer = active;
    active = this;
    // An outer capture must not see the operations of an inner one.
    return unobserved(() => {
      const stop = observe((op, inputs, outputs, args) => {
        const id = this.add({
          kind: 'op',
          op: op.name,
          inputs: inputs.map((t) => this.wireOf(t)),
          outputs: outputs.map(infoOf),
          record: op,
          args,
        });
        outputs.forEach((t, output) => {
          this.bind(t, { node: id, output });
        });
      });
      try {
        return body();
      } finally {
        stop();
        active = outer;
      }
    });
  }

  finish(results: readonly Tensor[], single: boolean, inputs: readonly number[]): Graph {
    const outputs = results.map((t) => this.wireOf(t));
    return new Graph(this.nodes, [...inputs, ...this.reads.map((r) => r.input)], outputs, single);
  }
}

let active: Tracer | null = null;
/** The capture that is running, if any. */
export function activeTracer(): Tracer | null {
  return active;
}

/** Computes as if no capture ran. */
export function uncaptured<T>(body: () => T): T {
  const before = active;
  active = null;
  try {
    return unobserved(body);
  } finally {
    active = before;
  }
}

export function resultsOf(value: unknown, name: string): { tensors: Tensor[]; single: boolean } {
  const single = !Array.isArray(value);
  const tensors = (single ? [value] : value) as unknown[];
  if (!tensors.every((t): t is Tensor => t instanceof Tensor)) {
    throw new ArgumentError(`${name}: the function must return a tensor or an array of tensors`, { op: name });
  }
  return { tensors: tensors as Tensor[], single };
}

/**
 * The static graph of `fn`, found by running it on `examples`. Tensors made outside of it become constants (parameters
 * stay live); numbers read with `.item()` and random numbers are frozen. Throws ArgumentError on in-place writes.
 */
export function capture(fn: (...inputs: Tensor[]) => Tensor | readonly Tensor[], ...examples: Tensor[]): Graph {
  const tracer = new Tracer(null);
  return tracer.record(() => {
    const inputs = examples.map(alias);
    const ids = inputs.map((t) => tracer.input(t));
    const { tensors, single } = resultsOf(fn(...inputs), 'graph.capture');
    return tracer.finish(tensors, single, ids);
  });
}
