/**
 * The tape: one node per recorded operation, linked to the nodes that made its inputs.
 *
 * Nodes are numbered in the order in which they are made, and a node only ever points to earlier ones. So walking the
 * reachable nodes by falling number is a topological order, and backward needs no recursion and no dependency counts.
 */
import type { Primitive, View } from '../ops/define.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { currentSite, modulePath, type PendingSite, recording, type Site } from '../trace/recording.ts';

let counter = 0;

/** A gradient on its way through a node may be looked at, or replaced by what the hook returns. */
export type GradHook = (grad: Tensor) => Tensor | null | undefined | void;

/** The end of the tape at a leaf: gradients that arrive here are added to `tensor.grad`. */
export class AccumulateGrad {
  readonly tensor: Tensor;
  /** Gradient collected in the running walk. */
  pending: Tensor | null = null;
  hooks: GradHook[] | null = null;
  /** Called after the gradient has been added to `tensor.grad`. */
  postHooks: ((tensor: Tensor) => void)[] | null = null;

  constructor(tensor: Tensor) {
    this.tensor = tensor;
  }
}

/** What computes a node's gradients: an operation's record, or a user's `autograd.Function`. */
export interface BackwardRule {
  readonly name: string;
  /** Gradients of the inputs, null where none flows; given one gradient per output (null where none arrived). */
  backward(node: Node, grads: (Tensor | null)[]): (Tensor | null)[];
  /** Computes the results again from other inputs, recorded as at first. Only a user's function says how itself. */
  again?(inputs: readonly Tensor[]): Tensor | readonly Tensor[];
}

export class Node {
  readonly seq: number;
  readonly rule: BackwardRule;
  /** The record of the operation; null for a user's function. */
  readonly op: Primitive | View | null;
  /** Non-tensor arguments of the call. */
  readonly args: unknown;
  /** Where each input came from; null if it needs no gradient. */
  readonly next: (Node | AccumulateGrad | null)[];
  /** Which output of `next[i]` input i was. */
  readonly nextIndex: number[];
  /** Shape and dtype of each input: gradients are reduced and cast to them. */
  readonly inputShapes: (readonly number[])[];
  readonly inputDtypes: Tensor['dtype'][];
  readonly outputShapes: (readonly number[])[];
  readonly outputDtypes: Tensor['dtype'][];
  /** Saved values, by input and by output; null where not saved, and after release. */
  savedInputs: (Tensor | null)[] | null = null;
  savedOutputs: Tensor[] | null = null;
  savedVersions: number[] | null = null;
  /** True once saved values were released by a backward without retainGraph. */
  released = false;
  /** Gradients of the outputs, collected in the running walk. */
  pending: (Tensor | null)[];
  /** Tensor hooks by output. */
  hooks: (GradHook[] | undefined)[] | null = null;
  /** Results whose `.grad` is kept (retainGrad), by output. */
  retained: (Tensor | undefined)[] | null = null;
  /** Called with the gradients of inputs and outputs once this node has run. */
  postHooks: ((gradInputs: (Tensor | null)[], gradOutputs: (Tensor | null)[]) => void)[] | null = null;
  /** Engine's mark: the walk in which this node was last met. */
  walk = 0;
  /** Engine's mark: a wanted input can be reached from here. */
  needed = true;

  // Notes for the views, only while recording is on.
  private pendingSite: PendingSite | null;
  private knownSite: Site | null = null;
  readonly modulePath: readonly string[];
  /** Small results and the inputs' labels, for the graph view. */
  values: (Tensor | null)[] | null = null;
  inputs: (Tensor | null)[] | null = null;
  /** Gradients of the outputs in the last backward, when small. */
  grads: (Tensor | null)[] | null = null;

  constructor(
    rule: BackwardRule,
    op: Primitive | View | null,
    args: unknown,
    inputs: readonly Tensor[],
    outputs: readonly Tensor[],
  ) {
    this.seq = ++counter;
    this.rule = rule;
    this.op = op;
    this.args = args;
    const n = inputs.length;
    this.next = new Array(n);
    this.nextIndex = new Array(n);
    this.inputShapes = new Array(n);
    this.inputDtypes = new Array(n);
    for (let i = 0; i < n; i++) {
      const input = inputs[i];
      this.next[i] = edgeOf(input);
      this.nextIndex[i] = input.outputIndex;
      this.inputShapes[i] = input.shape;
      this.inputDtypes[i] = input.dtype;
    }
    const m = outputs.length;
    this.outputShapes = new Array(m);
    this.outputDtypes = new Array(m);
    this.pending = new Array(m);
    for (let i = 0; i < m; i++) {
      this.outputShapes[i] = outputs[i].shape;
      this.outputDtypes[i] = outputs[i].dtype;
      this.pending[i] = null;
    }
    if (recording.on) {
      this.pendingSite = currentSite();
      this.modulePath = modulePath();
      this.values = outputs.map((t) => (t.numel() <= recording.limit ? t : null));
      this.inputs = inputs.map((t) => (t.isLeaf || t.numel() <= recording.limit ? t : null));
    } else {
      this.pendingSite = null;
      this.modulePath = NO_PATH;
    }
  }

  /** Where in the notebook the operation stands. */
  get site(): Site | null {
    if (this.pendingSite) {
      this.knownSite = this.pendingSite();
      this.pendingSite = null;
    }
    return this.knownSite;
  }

  get name(): string {
    return this.rule.name;
  }
}

const NO_PATH: readonly string[] = [];

/** Where gradients for `tensor` go: its node, its accumulator if it is a leaf that requires them, or nowhere. */
export function edgeOf(tensor: Tensor): Node | AccumulateGrad | null {
  if (tensor.gradNode) return tensor.gradNode;
  if (!tensor.requiresGrad) return null;
  tensor.accumulator ??= new AccumulateGrad(tensor);
  return tensor.accumulator;
}
