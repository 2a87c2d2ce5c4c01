/**
 * The walk back over a tape, written down: what arrives at each node and what each node adds to its parents. The
 * numbers come from the operations' own derivative rules, run in the engine's order, and no `.grad` is touched.
 */
import { fit } from '../autograd/engine.ts';
import { noGrad } from '../autograd/modes.ts';
import { GradError } from '../errors.ts';
import { Tensor } from '../tensor/tensor.ts';
import type { Tape, TapeNode } from './graph.ts';

/** What one node adds to one parent; `before` is null for the first contribution. */
export interface Contribution {
  readonly edge: number;
  readonly before: Tensor | null;
  readonly added: Tensor;
  readonly after: Tensor;
}

export interface BackwardStep {
  /** Index of the node in the tape. */
  readonly node: number;
  readonly contributions: Contribution[];
}

export interface BackwardWalk {
  /** Step 0 is the seed; then one step per operation that a gradient reached, latest first. */
  readonly steps: BackwardStep[];
  /** Gradient of each node when the walk is over; null where nothing flowed. */
  readonly grads: (Tensor | null)[];
}

/** A tensor of ones like `root`: the gradient of the root with respect to itself. */
function seed(root: Tensor): Tensor {
  const one = Tensor.empty(root.shape.slice(), root.dtype);
  one.array.fill(1);
  return one;
}

/** Gradients of a node's inputs for a gradient of its result, reduced to the inputs' shapes as the engine does. */
export function pullBack(tapeNode: TapeNode, grads: readonly (Tensor | null)[]): (Tensor | null)[] {
  const node = tapeNode.node;
  if (node === null) return [];
  const raw = node.rule.backward(node, [...grads]);
  return raw.map((g, i) => (g && node.next[i] ? fit(g, node.inputShapes[i], node.inputDtypes[i], node) : null));
}

/**
 * Walks the tape back from its root. Hooks are not run: they belong to the user's own backward.
 * Throws GradError when an earlier backward has freed what the walk needs.
 */
export function walkBack(tape: Tape, root: Tensor): BackwardWalk {
  if (tape.released) {
    throw new GradError(
      'the backward pass cannot be shown: an earlier backward() freed the saved values of this graph',
      {
        fix: 'Show it before calling backward(), or call backward({ retainGraph: true }).',
      },
    );
  }
  const n = tape.nodes.length;
  const grads: (Tensor | null)[] = new Array(n).fill(null);
  // An operation with several results collects one gradient for each.
  const perOutput: (Tensor | null)[][] = tape.nodes.map((t) =>
    new Array(Math.max(1, t.node?.outputShapes.length ?? 1)).fill(null),
  );
  const incoming: number[][] = Array.from({ length: n }, () => []);
  tape.edges.forEach((edge, e) => {
    incoming[edge.to].push(e);
  });
  const steps: BackwardStep[] = [{ node: tape.root, contributions: [] }];
  noGrad(() => {
    grads[tape.root] = seed(root);
    perOutput[tape.root][root.outputIndex] = grads[tape.root];
    for (let v = n - 1; v >= 0; v--) {
      const tapeNode = tape.nodes[v];
      if (tapeNode.node === null || grads[v] === null) continue;
      const pulled = pullBack(tapeNode, perOutput[v]);
      const contributions: Contribution[] = [];
      for (const e of incoming[v]) {
        const { from, arg } = tape.edges[e];
        const added = pulled[arg];
        if (!added) continue;
        const output: number = tapeNode.node.nextIndex[arg] ?? 0;
        const slot = perOutput[from].length > output ? output : 0;
        const before: Tensor | null = perOutput[from][slot];
        const after: Tensor = before ? before.add(added) : added;
        perOutput[from][slot] = after;
        grads[from] = after;
        contributions.push({ edge: e, before, added, after });
      }
      steps.push({ node: v, contributions });
    }
  });
  return { steps, grads };
}
