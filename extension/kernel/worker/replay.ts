/**
 * Runs a recorded computation again with other values of its leaves: the tape of a result is a program. So gradients of
 * anything that was computed can be checked, without asking the user to wrap it into a function.
 */
import { noGrad } from '../../../core/autograd/modes.ts';
import { AccumulateGrad, Node } from '../../../core/autograd/node.ts';
import { dispatchAll, dispatchView } from '../../../core/ops/dispatch.ts';
import type { Tensor } from '../../../core/tensor/tensor.ts';

/** A tape that cannot be run again, and why. */
export class ReplayError extends Error {
  override name = 'ReplayError';
}

export interface Tape {
  /** Leaves that require gradients, in the order of their first use. */
  readonly leaves: readonly Tensor[];
  /** The result for other values of the leaves. */
  run(leaves: readonly Tensor[]): Tensor;
}

/** The tape behind a tensor. Throws ReplayError when a part of it was not recorded. */
export function tapeOf(result: Tensor): Tape {
  const root = result.gradNode;
  if (!root)
    throw new ReplayError('This tensor has no graph: it was not computed from anything that requires a gradient.');
  const nodes = reachable(root);
  const leaves: Tensor[] = [];
  const doubles = new Map<Tensor, Tensor>();
  for (const node of nodes) {
    for (const edge of node.next) {
      if (edge instanceof AccumulateGrad && !leaves.includes(edge.tensor)) leaves.push(edge.tensor);
    }
  }
  return {
    leaves,
    run(values) {
      const results = new Map<Node, Tensor[]>();
      const wide = values.some(({ dtype }) => dtype === 'float64');
      const constant = (tensor: Tensor) => (wide && tensor.dtype === 'float32' ? widened(tensor, doubles) : tensor);
      for (const node of nodes) results.set(node, replay(node, results, leaves, values, constant));
      return (results.get(root) as Tensor[])[result.outputIndex];
    },
  };
}

/** A constant in float64, converted once. */
function widened(tensor: Tensor, doubles: Map<Tensor, Tensor>): Tensor {
  const known = doubles.get(tensor);
  if (known) return known;
  const wide = noGrad(() => tensor.detach().to('float64'));
  doubles.set(tensor, wide);
  return wide;
}

/** All nodes behind one, earlier ones first. */
function reachable(root: Node): Node[] {
  const seen = new Set<Node>([root]);
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    for (const edge of node.next) {
      if (!(edge instanceof Node) || seen.has(edge)) continue;
      seen.add(edge);
      stack.push(edge);
    }
  }
  return [...seen].sort((a, b) => a.seq - b.seq);
}

function replay(
  node: Node,
  results: ReadonlyMap<Node, Tensor[]>,
  leaves: readonly Tensor[],
  values: readonly Tensor[],
  constantAs: (tensor: Tensor) => Tensor,
): Tensor[] {
  const { op } = node;
  if (!op)
    throw new ReplayError(
      `'${node.name}' is a function of your own, which the tape cannot run again. Check a function that calls it instead.`,
    );
  const inputs = node.next.map((edge, i) => {
    if (edge instanceof Node) return (results.get(edge) as Tensor[])[node.nextIndex[i]];
    if (edge instanceof AccumulateGrad) return values[leaves.indexOf(edge.tensor)];
    const constant = node.inputs?.[i] ?? node.savedInputs?.[i];
    if (constant) return constantAs(constant);
    throw new ReplayError(`The input ${i} of '${node.name}' was not kept. Run the cell that computes it again.`);
  });
  return op.kind === 'view' ? [dispatchView(op, inputs[0], node.args)] : dispatchAll(op, inputs, node.args);
}
