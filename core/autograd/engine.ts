/**
 * Backward: walks the tape from the results to the leaves.
 *
 * The reachable nodes are collected without recursion and sorted by falling number, which is a topological order (see
 * `node.ts`). The engine, not each operation, reduces a gradient over broadcast axes, casts it to the input's dtype,
 * adds contributions, and checks that shapes agree.
 */
import { formatShape, GradError, ShapeError } from '../errors.ts';
import { addInto, addToWindow } from '../kernels/fast/elementwise.ts';
import { isFloat } from '../tensor/dtype.ts';
import { sameShape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { recording } from '../trace/recording.ts';
import { anomaly, backwardChecked } from './anomaly.ts';
import { closeScope, drop, hold, openScope, ownedAlone, resumeScope, show, showAny, suspendScope } from './lifetime.ts';
import { mode } from './modes.ts';
import { AccumulateGrad, edgeOf, type GradHook, type Node } from './node.ts';

export interface BackwardOptions {
  /** Keep saved values, so that backward can run again. Default: the value of `createGraph`. */
  readonly retainGraph?: boolean | null;
  /** Record the backward pass itself, for higher derivatives. */
  readonly createGraph?: boolean;
}

let walks = 0;

/** Nodes that can be reached from `roots`, latest first. */
function reachable(
  roots: readonly (Node | AccumulateGrad | null)[],
  walk: number,
  leaves: Set<AccumulateGrad>,
): Node[] {
  const nodes: Node[] = [];
  const stack: Node[] = [];
  const visit = (edge: Node | AccumulateGrad | null): void => {
    if (edge === null) return;
    if (edge instanceof AccumulateGrad) leaves.add(edge);
    else if (edge.walk !== walk) {
      edge.walk = walk;
      stack.push(edge);
    }
  };
  for (const root of roots) visit(root);
  while (stack.length > 0) {
    const node = stack.pop() as Node;
    nodes.push(node);
    const next = node.next;
    for (let i = 0; i < next.length; i++) visit(next[i]);
  }
  return nodes.sort((a, b) => b.seq - a.seq);
}

function runHooks(hooks: readonly GradHook[] | null, grad: Tensor): Tensor {
  if (!hooks) return grad;
  let current = grad;
  for (const hook of hooks) {
    const replaced = hook(current);
    if (replaced instanceof Tensor) current = replaced;
  }
  return current;
}

/** Fits a gradient to the input it belongs to: sums over broadcast axes, casts, checks. */
export function fit(grad: Tensor, shape: readonly number[], dtype: Tensor['dtype'], node: Node): Tensor {
  let g = grad;
  if (!sameShape(g.shape, shape)) {
    if (g.shape.length < shape.length) throw mismatch(g, shape, node);
    const lead = g.shape.length - shape.length;
    const dims: number[] = [];
    for (let i = 0; i < g.shape.length; i++) {
      const want = i < lead ? 1 : shape[i - lead];
      if (i < lead || (want === 1 && g.shape[i] !== 1)) dims.push(i);
      else if (want !== g.shape[i]) throw mismatch(g, shape, node);
    }
    g = g.sum(dims, { keepdim: true }).reshape(shape.slice());
  }
  return g.dtype === dtype ? g : g.to(dtype);
}

function mismatch(grad: Tensor, shape: readonly number[], node: Node): Error {
  return new ShapeError(
    `backward of ${node.name} gave a gradient of shape ${formatShape(grad.shape)} for an input of shape ${formatShape(shape)}`,
    { op: node.name },
  );
}

/** A running request: which gradients to hand out, and whether leaves collect theirs. */
interface Walk {
  readonly roots: readonly Tensor[];
  readonly grads: readonly (Tensor | null)[];
  readonly keep: boolean;
  readonly createGraph: boolean;
  /** Inputs of `autograd.grad`; null for `backward`, which adds to `.grad` of the leaves. */
  readonly inputs: readonly Tensor[] | null;
}

function rootGradient(root: Tensor, given: Tensor | null): Tensor {
  if (!root.requiresGrad) {
    throw new GradError('backward: this tensor does not require grad, and no operation that made it was recorded', {
      fix: 'Set requiresGrad on a leaf before the forward pass, and make sure that it did not run inside noGrad().',
    });
  }
  if (given) {
    if (!sameShape(given.shape, root.shape)) {
      throw new ShapeError(
        `backward: the gradient has shape ${formatShape(given.shape)}, the tensor ${formatShape(root.shape)}`,
        {
          op: 'backward',
          operands: [
            { name: 'gradient', shape: given.shape },
            { name: 'tensor', shape: root.shape },
          ],
        },
      );
    }
    return given.dtype === root.dtype ? given : given.to(root.dtype);
  }
  if (root.numel() !== 1) {
    throw new GradError(
      `backward: without a gradient only a one-element tensor can be differentiated, this one is ${formatShape(root.shape)}`,
      {
        op: 'backward',
        operands: [{ name: 'tensor', shape: root.shape }],
        fix: 'Reduce it first (loss.mean().backward()), or pass the gradient of what follows: y.backward(gradient).',
      },
    );
  }
  const one = Tensor.empty(root.shape.slice(), root.dtype, root.device);
  if (one.device === 'cpu') one.array.fill(1);
  return one;
}

function deliver(edge: Node | AccumulateGrad, index: number, grad: Tensor): void {
  const before = edge instanceof AccumulateGrad ? edge.pending : edge.pending[index];
  if (before && ownedAlone(before) && addInto(before, grad)) return;
  const sum = before ? before.add(grad) : grad;
  hold(sum);
  if (before) drop(before);
  if (edge instanceof AccumulateGrad) edge.pending = sum;
  else edge.pending[index] = sum;
}

/** Adds a collected gradient to `leaf.grad`, adopting its memory where nothing else holds it. */
function accumulate(edge: AccumulateGrad, createGraph: boolean): void {
  const grad = edge.pending as Tensor;
  const leaf = edge.tensor;
  edge.pending = null;
  if (leaf.grad === null) {
    const ownable =
      !createGraph &&
      !grad.storage.adopted &&
      grad.base === null &&
      grad.isContiguous &&
      grad.numel() === grad.storage.length;
    leaf.grad = createGraph ? grad : ownable ? grad : grad.clone();
    leaf.grad.storage.adopted = true;
  } else if (createGraph) leaf.grad = leaf.grad.add(grad);
  else leaf.grad.add_(grad);
  drop(grad);
  if (edge.postHooks) for (const hook of edge.postHooks) hook(leaf);
}

/** Keeps small gradients of results; marked adopted, so that no leaf takes the memory over and adds to it later. */
function keepForViews(node: Node): void {
  node.grads = node.pending.map((g) => {
    if (!g || g.numel() > recording.limit) return null;
    g.storage.adopted = true;
    return g;
  });
}

const NOTHING: (Tensor | null)[] = [];

/**
 * The gradient of a slice is zero but for a window. Where the walk already owns the gradient of the whole, the window is
 * added to it in place; else that gradient starts as zeros. So a loop over the steps of a sequence costs what the sequence
 * costs, not its square.
 */
function addedInPlace(node: Node, grad: Tensor | null, wanted: Wanted[] | null): boolean {
  const op = node.op;
  const edge = node.next[0];
  if (grad === null || wanted !== null || edge === null || op?.kind !== 'view' || !op.window) return false;
  if (grad.storage.ptr === 0 || grad.dtype !== 'float32' || node.inputDtypes[0] !== 'float32') return false;
  let whole = edge instanceof AccumulateGrad ? edge.pending : edge.pending[node.nextIndex[0]];
  const fresh = whole === null;
  if (whole === null) whole = Tensor.empty(node.inputShapes[0].slice(), 'float32');
  else if (!ownedAlone(whole) || !whole.isContiguous) return false;
  const { shape, strides, offset } = op.view(whole, node.args as never);
  if (!addToWindow(new Tensor(whole.storage, shape, strides, offset, 'cpu'), grad)) return false;
  if (fresh) deliver(edge, node.nextIndex[0], whole);
  return true;
}

function run(request: Walk): (Tensor | null)[] {
  const walk = ++walks;
  const leaves = new Set<AccumulateGrad>();
  const rootEdges = request.roots.map(edgeOf);
  const starts = request.roots.map((root, i) => {
    const grad = rootGradient(root, request.grads[i]);
    // The caller's tensor must never become some leaf's own .grad.
    if (grad === request.grads[i]) grad.storage.adopted = true;
    return grad;
  });
  const nodes = reachable(rootEdges, walk, leaves);
  const wanted = request.inputs ? markNeeded(nodes, request.inputs) : null;
  const results: (Tensor | null)[] = request.inputs ? new Array(request.inputs.length).fill(null) : [];

  rootEdges.forEach((edge, i) => {
    if (edge) deliver(edge, request.roots[i].outputIndex, starts[i]);
  });

  for (const node of nodes) {
    const pending = node.pending;
    let any = false;
    for (let i = 0; i < pending.length; i++) {
      let grad = pending[i];
      if (grad === null) continue;
      any = true;
      const hook = node.hooks?.[i];
      if (hook) grad = runHooks(hook, show(grad));
      pending[i] = grad;
      const retained = node.retained?.[i];
      if (retained) {
        retained.grad = retained.grad ? retained.grad.add(grad) : grad;
        retained.grad.storage.adopted = true;
      }
    }
    if (any && recording.on) keepForViews(node);
    if (wanted) {
      for (const want of wanted) if (want.node === node) results[want.slot] = showAny(pending[want.index]);
    }
    if (any && (!wanted || node.needed)) {
      // A user's function may keep what it is given and what it makes.
      const own = node.op !== null && !request.createGraph;
      if (!own) for (let i = 0; i < pending.length; i++) showAny(pending[i]);
      const made = own ? openScope() : null;
      const grads = anomaly.on
        ? backwardChecked(node, pending)
        : own && addedInPlace(node, pending[0], wanted)
          ? NOTHING
          : node.rule.backward(node, pending);
      const next = node.next;
      for (let i = 0; i < next.length; i++) {
        const edge = next[i];
        const grad = grads[i];
        if (edge === null || !grad) continue;
        if (
          wanted &&
          !(edge instanceof AccumulateGrad ? leaves.has(edge) : edge.needed || wanted.some((w) => w.node === edge))
        )
          continue;
        deliver(edge, node.nextIndex[i], fit(grad, node.inputShapes[i], node.inputDtypes[i], node));
      }
      if (made !== null) closeScope(made);
      if (node.postHooks) {
        for (const grad of grads) showAny(grad);
        for (const grad of pending) showAny(grad);
        for (const hook of node.postHooks) hook(grads, pending.slice());
      }
      if (!request.keep) release(node);
    }
    for (let i = 0; i < pending.length; i++) {
      const grad = pending[i];
      pending[i] = null;
      if (grad !== null) drop(grad);
    }
  }

  for (const leaf of leaves) {
    if (leaf.pending === null) continue;
    if (leaf.hooks) leaf.pending = runHooks(leaf.hooks, show(leaf.pending));
    if (wanted) {
      for (const want of wanted) if (want.node === leaf) results[want.slot] = show(leaf.pending);
      leaf.pending = null;
    } else accumulate(leaf, request.createGraph);
  }
  return results;
}

function release(node: Node): void {
  if (node.savedInputs || node.savedOutputs) node.released = true;
  node.savedInputs = null;
  node.savedOutputs = null;
}

interface Wanted {
  readonly node: Node | AccumulateGrad | null;
  readonly index: number;
  readonly slot: number;
}

/** Marks the nodes from which some input can be reached: the others need not run. */
function markNeeded(nodes: readonly Node[], inputs: readonly Tensor[]): Wanted[] {
  const wanted = inputs.map((input, slot) => ({ node: edgeOf(input), index: input.outputIndex, slot }));
  const targets = new Set(wanted.map((w) => w.node));
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i];
    node.needed = node.next.some(
      (edge) => edge !== null && (targets.has(edge) || (!(edge instanceof AccumulateGrad) && edge.needed)),
    );
  }
  return wanted;
}

/** Clears what a walk that threw had collected, so that the next one starts clean. */
function clean(roots: readonly Tensor[]): void {
  const leaves = new Set<AccumulateGrad>();
  for (const node of reachable(roots.map(edgeOf), ++walks, leaves)) node.pending.fill(null);
  for (const leaf of leaves) leaf.pending = null;
}

function walkWith(request: Walk): (Tensor | null)[] {
  const before = mode.grad;
  mode.grad = request.createGraph;
  const outer = suspendScope();
  try {
    return run(request);
  } catch (error) {
    clean(request.roots);
    throw error;
  } finally {
    mode.grad = before;
    resumeScope(outer);
  }
}

/**
 * Adds d(sum of roots . grads)/d(leaf) to `leaf.grad` of every leaf that requires it.
 * A root without a gradient must have one element. Throws GradError or ShapeError.
 */
export function backward(
  roots: readonly Tensor[],
  grads: readonly (Tensor | null)[],
  options: BackwardOptions = {},
): void {
  const createGraph = options.createGraph ?? false;
  walkWith({ roots, grads, keep: options.retainGraph ?? createGraph, createGraph, inputs: null });
}

/**
 * Gradients of `outputs` (weighted by `gradOutputs`) with respect to `inputs`, without touching any `.grad`
 * (torch.autograd.grad). Throws GradError for an input that no output depends on, unless `allowUnused`.
 */
export function gradients(
  outputs: readonly Tensor[],
  inputs: readonly Tensor[],
  gradOutputs: readonly (Tensor | null)[],
  options: BackwardOptions & { allowUnused?: boolean; materializeGrads?: boolean } = {},
): (Tensor | null)[] {
  const createGraph = options.createGraph ?? false;
  inputs.forEach((input, i) => {
    if (!input.requiresGrad) {
      throw new GradError(`autograd.grad: input ${i} does not require grad`, {
        op: 'grad',
        fix: isFloat(input.dtype)
          ? 'Call requiresGrad_() on it before the forward pass.'
          : `It is ${input.dtype}; only floating-point tensors have gradients.`,
      });
    }
  });
  const results = walkWith({
    roots: outputs,
    grads: gradOutputs,
    keep: options.retainGraph ?? createGraph,
    createGraph,
    inputs,
  });
  return results.map((grad, i) => {
    if (grad) return grad;
    if (options.materializeGrads) return inputs[i].zerosLike();
    if (options.allowUnused) return null;
    throw new GradError(
      `autograd.grad: the outputs do not depend on input ${i} of shape ${formatShape(inputs[i].shape)}`,
      {
        op: 'grad',
        fix: 'Pass { allowUnused: true } to get null for it.',
      },
    );
  });
}
