/**
 * Checkpointing (Chen et al., 2016): a part of the network keeps its inputs only, and is run once more when backward
 * needs what it had in between. Memory for time.
 */
import { GradError } from '../errors.ts';
import { defaultGenerator } from '../random/generator.ts';
import { Tensor } from '../tensor/tensor.ts';
import { gradients } from './engine.ts';
import { enableGrad, mode, noGrad } from './modes.ts';
import { AccumulateGrad, type BackwardRule, edgeOf, Node } from './node.ts';

type Results = Tensor | readonly Tensor[];

/** Leaves that require grad and that `outputs` depend on, other than `except`: the parameters of the part. */
function leavesOf(outputs: readonly Tensor[], except: ReadonlySet<Tensor>): Tensor[] {
  const found = new Set<Tensor>();
  const seen = new Set<Node>();
  const stack: (Node | AccumulateGrad | null)[] = outputs.map(edgeOf);
  while (stack.length > 0) {
    const edge = stack.pop() ?? null;
    if (edge === null) continue;
    if (edge instanceof AccumulateGrad) {
      if (!except.has(edge.tensor)) found.add(edge.tensor);
    } else if (!seen.has(edge)) {
      seen.add(edge);
      stack.push(...edge.next);
    }
  }
  return [...found];
}

/** Leaves of their own that stand for the inputs, so that the part's graph ends at them. */
function standIns(inputs: readonly unknown[]): unknown[] {
  return inputs.map((t) => (t instanceof Tensor && t.requiresGrad ? t.detach().requiresGrad_() : t));
}

/**
 * `fn(...inputs)` without keeping what it computes in between (torch.utils.checkpoint). `fn` must give the same result
 * when it runs again; random numbers are repeated. Gradients, of inputs and of parameters that `fn` uses, are those of
 * the plain call; they can be differentiated again.
 */
export function checkpoint<A extends unknown[], R extends Results>(fn: (...inputs: A) => R, ...inputs: A): R {
  if (!mode.grad) return fn(...inputs);
  const state = defaultGenerator.getState();
  const first = standIns(inputs);
  const result = enableGrad(() => fn(...(first as A)));
  const single = !Array.isArray(result);
  const made = (single ? [result] : result) as readonly Tensor[];
  const own = new Set(first.filter((t): t is Tensor => t instanceof Tensor));
  const parameters = leavesOf(made, own);
  const tensors = inputs.filter((t): t is Tensor => t instanceof Tensor && t.requiresGrad);
  const outputs = made.map((t) => t.detach());
  if (tensors.length + parameters.length === 0) return (single ? outputs[0] : outputs) as R;

  const rule: BackwardRule = {
    name: 'checkpoint',
    backward(_node, grads) {
      const again = mode.grad;
      const after = defaultGenerator.getState();
      defaultGenerator.setState(state);
      // To be differentiated further, the second run must hang on the caller's graph.
      const args = again
        ? inputs.map((t) => (t instanceof Tensor && t.requiresGrad ? t.view(t.shape.slice()) : t))
        : standIns(inputs);
      let rerun: readonly Tensor[];
      try {
        const value = enableGrad(() => fn(...(args as A)));
        rerun = Array.isArray(value) ? (value as readonly Tensor[]) : [value as Tensor];
      } finally {
        defaultGenerator.setState(after);
      }
      if (rerun.length !== outputs.length || rerun.some((t, i) => t.shape.join() !== outputs[i].shape.join())) {
        throw new GradError('checkpoint: the function gave results of other shapes when it ran again for backward', {
          op: 'checkpoint',
          fix: 'It must do the same every time it is called with the same inputs.',
        });
      }
      const roots = rerun.flatMap((out, i) => (out.requiresGrad && grads[i] ? [{ out, grad: grads[i] }] : []));
      const wanted = [
        ...args.filter((t, i): t is Tensor => t instanceof Tensor && (inputs[i] as Tensor).requiresGrad),
        ...parameters,
      ];
      if (roots.length === 0) return wanted.map(() => null);
      return gradients(
        roots.map((r) => r.out),
        wanted,
        roots.map((r) => r.grad),
        { createGraph: again, allowUnused: true },
      );
    },
  };
  const node = noGrad(() => new Node(rule, null, null, [...tensors, ...parameters], outputs));
  outputs.forEach((out, i) => {
    if (!made[i].requiresGrad) return;
    out.gradNode = node;
    out.outputIndex = i;
  });
  return (single ? outputs[0] : outputs) as R;
}
