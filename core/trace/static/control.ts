/**
 * Control flow that a static graph can hold. Called without a capture these functions just compute, so that the same
 * code runs dynamically and statically. A branch is a switch in front and a merge behind (as in TensorFlow's dataflow);
 * a loop is one node with a graph for its condition and one for its body.
 */
import { tensor } from '../../api.gen.ts';
import { ArgumentError, formatShape, ShapeError } from '../../errors.ts';
import { sameShape } from '../../tensor/shape.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { activeTracer, alias, resultsOf, Tracer, uncaptured } from './capture.ts';
import type { Graph } from './graph.ts';

type Results = Tensor | readonly Tensor[];
type Branch<R> = (...operands: Tensor[]) => R;
const truth = (predicate: Tensor | boolean | number): boolean =>
  Boolean(predicate instanceof Tensor ? predicate.item() : predicate);

/**
 * The data on the side that the predicate chooses: `[whenFalse, whenTrue]`. Computed, the other side is null; captured,
 * both sides can be worked on, and the one not chosen is dead when the graph runs.
 */
export function switchOn(data: Tensor, predicate: Tensor): [whenFalse: Tensor | null, whenTrue: Tensor | null] {
  const tracer = activeTracer();
  if (!tracer) return truth(predicate) ? [null, data] : [data, null];
  const info = { shape: data.shape.slice(), dtype: data.dtype };
  const id = tracer.add({
    kind: 'switch',
    op: 'switch',
    inputs: [tracer.wireOf(data), tracer.wireOf(predicate)],
    outputs: [info, info],
  });
  const sides: [Tensor, Tensor] = [alias(data), alias(data)];
  sides.forEach((side, output) => {
    tracer.bind(side, { node: id, output });
  });
  return sides;
}

/** The one value among the candidates that is alive. All must have the same shape. */
export function merge(...candidates: (Tensor | null)[]): Tensor {
  const living = candidates.filter((t): t is Tensor => t !== null);
  if (living.length === 0) throw new ArgumentError('merge: none of the values is alive', { op: 'merge' });
  for (const t of living) {
    if (!sameShape(t.shape, living[0].shape)) {
      throw new ShapeError(`merge: the values differ in shape, ${living.map((v) => formatShape(v.shape)).join(', ')}`, {
        op: 'merge',
        operands: living.map((v, i) => ({ name: `value ${i}`, shape: v.shape })),
        fix: 'Both branches must give results of the same shape.',
      });
    }
  }
  const tracer = activeTracer();
  if (!tracer) return living[0];
  const id = tracer.add({
    kind: 'merge',
    op: 'merge',
    inputs: living.map((t) => tracer.wireOf(t)),
    outputs: [{ shape: living[0].shape.slice(), dtype: living[0].dtype }],
  });
  const out = alias(living[0]);
  tracer.bind(out, { node: id, output: 0 });
  return out;
}

/**
 * `whenTrue(...operands)` or `whenFalse(...operands)`. Computed, only the one that the predicate chooses runs. Captured,
 * both are traced, and running the graph executes one.
 */
export function cond<R extends Results>(
  predicate: Tensor | boolean | number,
  whenTrue: Branch<R>,
  whenFalse: Branch<R>,
  operands: readonly Tensor[] = [],
): R {
  const tracer = activeTracer();
  if (!tracer || !(predicate instanceof Tensor))
    return truth(predicate) ? whenTrue(...operands) : whenFalse(...operands);
  const [pivotFalse, pivotTrue] = switchOn(predicate, predicate) as [Tensor, Tensor];
  const sides = operands.map((t) => switchOn(t, predicate) as [Tensor, Tensor]);
  const run = (side: 0 | 1, fn: Branch<R>, pivot: Tensor): { tensors: Tensor[]; single: boolean } => {
    const inputs = sides.map((s) => s[side]);
    const gates = new Set([pivot, ...inputs].map((t) => tracer.wireOf(t).node));
    return tracer.inBranch(tracer.wireOf(pivot), gates, (inside) => {
      const { tensors, single } = resultsOf(fn(...inputs), 'cond');
      // A value from outside the branch lives in both: send it through the switch.
      return { tensors: tensors.map((t) => (inside(t) ? t : (switchOn(t, predicate)[side] as Tensor))), single };
    });
  };
  const yes = run(1, whenTrue, pivotTrue);
  const no = run(0, whenFalse, pivotFalse);
  if (yes.tensors.length !== no.tensors.length)
    throw new ArgumentError(`cond: the branches give ${yes.tensors.length} and ${no.tensors.length} results`, {
      op: 'cond',
    });
  const chosen = truth(predicate);
  const merged = yes.tensors.map((t, i) => (chosen ? merge(t, no.tensors[i]) : merge(no.tensors[i], t)));
  return (yes.single ? merged[0] : merged) as R;
}

/** Repeats `state = body(...state)` while `condition(...state)` holds; returns the last state. Shapes must not change. */
export function whileLoop(
  condition: (...state: Tensor[]) => Tensor,
  body: (...state: Tensor[]) => Results,
  state: readonly Tensor[],
): Tensor[] {
  const tracer = activeTracer();
  if (!tracer) {
    let current = [...state];
    while (truth(condition(...current))) current = next(resultsOf(body(...current), 'whileLoop').tensors, current);
    return current;
  }
  const part = (fn: (...inputs: Tensor[]) => Results, isBody: boolean): { graph: Graph; tracer: Tracer } => {
    const inner = new Tracer(tracer);
    return inner.record(() => {
      const inputs = state.map(alias);
      const ids = inputs.map((t) => inner.input(t));
      const { tensors, single } = resultsOf(fn(...inputs), 'whileLoop');
      if (isBody) next(tensors, inputs);
      return { graph: inner.finish(tensors, single, ids), tracer: inner };
    });
  };
  const test = part(condition, false);
  const step = part(body, true);
  const node = {
    kind: 'while' as const,
    op: 'while',
    inputs: [
      ...state.map((t) => tracer.wireOf(t)),
      ...test.tracer.reads.map((r) => r.outer),
      ...step.tracer.reads.map((r) => r.outer),
    ],
    outputs: state.map((t) => ({ shape: t.shape.slice(), dtype: t.dtype })),
    condition: test.graph,
    body: step.graph,
    state: state.length,
    conditionReads: test.tracer.reads.length,
  };
  const id = tracer.add(node);
  // The loop's own result on the examples, for whatever follows in the capture.
  let current = [...state];
  uncaptured(() => {
    while (truth(condition(...current))) current = resultsOf(body(...current), 'whileLoop').tensors;
  });
  return current.map((t, output) => {
    const out = alias(t);
    tracer.bind(out, { node: id, output });
    return out;
  });
}

function next(results: readonly Tensor[], state: readonly Tensor[]): Tensor[] {
  if (results.length !== state.length)
    throw new ArgumentError(`whileLoop: the body gives ${results.length} values for a state of ${state.length}`, {
      op: 'whileLoop',
    });
  results.forEach((t, i) => {
    if (sameShape(t.shape, state[i].shape)) return;
    throw new ShapeError(
      `whileLoop: value ${i} of the state changes its shape from ${formatShape(state[i].shape)} to ${formatShape(t.shape)}`,
      {
        op: 'whileLoop',
        operands: [{ name: `state ${i}`, shape: t.shape }],
        fix: 'The state must keep its shapes: preallocate, or write with indexCopy.',
      },
    );
  });
  return [...results];
}

/** `body(i, ...state)` for i from `start` to `end` - 1; returns the last state. */
export function forLoop(
  start: number,
  end: number,
  body: (i: Tensor, ...state: Tensor[]) => Results,
  state: readonly Tensor[],
): Tensor[] {
  const first = tensor(start, { dtype: 'int32' });
  return whileLoop(
    (i) => i.lt(end),
    (i, ...rest) => [i.add(1), ...resultsOf(body(i, ...rest), 'forLoop').tensors],
    [first, ...state],
  ).slice(1);
}

/** Runs `body`; captured, everything in it gets a control edge from what made `before`: it runs after that. */
export function controlDependencies<T>(before: readonly Tensor[], body: () => T): T {
  const tracer = activeTracer();
  return tracer
    ? tracer.after(
        before.map((t) => tracer.wireOf(t)),
        body,
      )
    : body();
}
