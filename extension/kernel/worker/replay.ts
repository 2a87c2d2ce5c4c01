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

/** One operation of a tape, as it was run again. */
export interface TapeStep {
  readonly node: Node;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** The results for other inputs. */
  again(inputs: readonly Tensor[]): readonly Tensor[];
}

export interface Tape {
  /** Leaves that require gradients, in the order of their first use. */
  readonly leaves: readonly Tensor[];
  /** The result for other values of the leaves. */
  run(leaves: readonly Tensor[]): Tensor;
  /** All operations for other values of the leaves, earlier ones first. */
  trace(leaves: readonly Tensor[]): TapeStep[];
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
  const walk = (values: readonly Tensor[]): Map<Node, TapeStep> => {
    const steps = new Map<Node, TapeStep>();
    const wide = values.some(({ dtype }) => dtype === 'float64');
    const constant = (tensor: Tensor) => (wide && tensor.dtype === 'float32' ? widened(tensor, doubles) : tensor);
    for (const node of nodes) {
      const inputs = inputsOf(node, steps, leaves, values, constant);
      const again = (given: readonly Tensor[]) => replay(node, given);
      steps.set(node, { node, inputs, outputs: again(inputs), again });
    }
    return steps;
  };
  return {
    leaves,
    run: (values) => (walk(values).get(root) as TapeStep).outputs[result.outputIndex],
    trace: (values) => [...walk(values).values()],
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

/** The leaves that took part in a result and take a gradient. */
export function leavesOf(result: Tensor): Set<Tensor> {
  const leaves = new Set<Tensor>();
  for (const node of result.gradNode ? reachable(result.gradNode) : []) {
    for (const edge of node.next) if (edge instanceof AccumulateGrad) leaves.add(edge.tensor);
  }
  return leaves;
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

function inputsOf(
  node: Node,
  steps: ReadonlyMap<Node, TapeStep>,
  leaves: readonly Tensor[],
  values: readonly Tensor[],
  constantAs: (tensor: Tensor) => Tensor,
): Tensor[] {
  return node.next.map((edge, i) => {
    if (edge instanceof Node) return (steps.get(edge) as TapeStep).outputs[node.nextIndex[i]];
    if (edge instanceof AccumulateGrad) return values[leaves.indexOf(edge.tensor)];
    const constant = node.inputs?.[i] ?? node.savedInputs?.[i];
    if (constant) return constantAs(constant);
    throw new ReplayError(`The input ${i} of '${node.name}' was not kept. Run the cell that computes it again.`);
  });
}

function replay(node: Node, inputs: readonly Tensor[]): readonly Tensor[] {
  const { op, rule } = node;
  if (op)
    return op.kind === 'view' ? [dispatchView(op, inputs[0], node.args)] : dispatchAll(op, [...inputs], node.args);
  if (!rule.again) throw new ReplayError(`'${node.name}' cannot be run again.`);
  const results = rule.again(inputs);
  return Array.isArray(results) ? (results as readonly Tensor[]) : [results as Tensor];
}
