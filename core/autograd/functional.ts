/** Derivatives of functions as values: Jacobians, Hessians and their products with vectors (torch.autograd.functional). */
import { ArgumentError, formatShape, GradError, ShapeError } from '../errors.ts';
import { sameShape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { gradients } from './engine.ts';
import { enableGrad } from './modes.ts';

type Inputs = Tensor | readonly Tensor[];
type Fn = (...inputs: Tensor[]) => Tensor | readonly Tensor[];

/** One tensor, or an array of them, nested as the inputs and outputs were. */
export type Nested = Tensor | Nested[];

export interface FunctionalOptions {
  /** Keep the graph of the result, to differentiate it again. */
  readonly createGraph?: boolean;
}

const list = (value: Inputs): readonly Tensor[] => (Array.isArray(value) ? value : [value as Tensor]);
const like = (original: Inputs, values: Nested[]): Nested => (Array.isArray(original) ? values : values[0]);

/** The inputs as leaves of their own (or, to differentiate further, as parts of the caller's graph). */
function prepare(inputs: Inputs, createGraph: boolean): Tensor[] {
  return list(inputs).map((t) => {
    if (!(t instanceof Tensor)) throw new ArgumentError('autograd.functional: the inputs must be tensors');
    return createGraph && t.requiresGrad ? t.view(t.shape.slice()) : t.detach().clone().requiresGrad_();
  });
}

function call(fn: Fn, inputs: readonly Tensor[]): { outputs: readonly Tensor[]; single: boolean } {
  const result = enableGrad(() => fn(...inputs));
  return { outputs: list(result as Inputs), single: !Array.isArray(result) };
}

/** Gradients of one output's weighted sum; zeros where it does not depend on an input. */
function vjpOf(
  outputs: readonly Tensor[],
  inputs: readonly Tensor[],
  weights: readonly Tensor[],
  createGraph: boolean,
): Tensor[] {
  const roots = outputs.flatMap((out, i) => (out.requiresGrad ? [{ out, weight: weights[i] }] : []));
  if (roots.length === 0) return inputs.map((t) => t.detach().zerosLike());
  const grads = gradients(
    roots.map((r) => r.out),
    inputs,
    roots.map((r) => r.weight),
    { createGraph, retainGraph: true, allowUnused: true },
  );
  return grads.map((g, i) => g ?? inputs[i].detach().zerosLike());
}

/** Unit vectors: a tensor like `out` with a one at place `i`. */
function unit(out: Tensor, i: number): Tensor {
  const seed = Tensor.empty(out.shape.slice(), out.dtype, out.device);
  if (seed.device === 'cpu') seed.array[i] = 1;
  return seed;
}

const stackRows = (rows: readonly Tensor[], shape: number[], input: Tensor): Tensor => {
  if (rows.length === 0) return Tensor.empty([...shape, ...input.shape], input.dtype, input.device);
  const count = rows.length;
  const size = input.numel();
  let out: Tensor | null = null;
  rows.forEach((row, i) => {
    const placed = row.reshape([1, size]).sliceBackward({ shape: [count, size], dim: 0, start: i, step: 1 });
    out = out ? (out as Tensor).add(placed) : placed;
  });
  return (out as unknown as Tensor).reshape([...shape, ...input.shape]);
};

/** Rows joined without a graph are copied instead of summed. */
function join(rows: readonly Tensor[], shape: number[], input: Tensor, createGraph: boolean): Tensor {
  if (createGraph && rows.some((r) => r.requiresGrad)) return stackRows(rows, shape, input);
  const out = Tensor.empty([...shape, ...input.shape], input.dtype, input.device);
  if (out.device === 'cpu') {
    rows.forEach((row, i) => {
      out.array.set(row.data, i * input.numel());
    });
  }
  return out;
}

/**
 * The Jacobian of `fn` at `inputs`: for each output and input a tensor [...output, ...input], nested as they were given.
 */
export function jacobian(fn: Fn, inputs: Inputs, options: FunctionalOptions = {}): Nested {
  const createGraph = options.createGraph ?? false;
  const xs = prepare(inputs, createGraph);
  const { outputs, single } = call(fn, xs);
  const rows = outputs.map((out) => {
    const parts = Array.from({ length: out.numel() }, (_, i) => vjpOf([out], xs, [unit(out, i)], createGraph));
    return like(
      inputs,
      xs.map((x, k) =>
        join(
          parts.map((p) => p[k]),
          out.shape,
          x,
          createGraph,
        ),
      ),
    );
  });
  return single ? rows[0] : rows;
}

function scalarOf(outputs: readonly Tensor[], what: string): Tensor {
  if (outputs.length !== 1 || outputs[0].numel() !== 1) {
    throw new ShapeError(
      `autograd.functional.${what}: the function must return one number, it returned ${outputs.map((t) => formatShape(t.shape)).join(', ')}`,
      { op: what, fix: 'Reduce its result, e.g. with .sum().' },
    );
  }
  return outputs[0];
}

/** The Hessian of a function with one number as result: [...input, ...input], nested for several inputs. */
export function hessian(fn: Fn, inputs: Inputs, options: FunctionalOptions = {}): Nested {
  const gradient = (...xs: Tensor[]): Tensor[] => {
    const out = scalarOf(call(fn, xs).outputs, 'hessian');
    return enableGrad(() => vjpOf([out], xs, [unit(out, 0)], true));
  };
  const single = !Array.isArray(inputs);
  const rows = jacobian(gradient, inputs, options) as Nested[];
  return single ? (rows[0] as Tensor) : rows;
}

function checkVectors(vectors: Inputs | null | undefined, against: readonly Tensor[], what: string): Tensor[] {
  if (vectors === null || vectors === undefined) {
    if (against.length === 1 && against[0].numel() === 1) return [unit(against[0], 0)];
    throw new ArgumentError(`autograd.functional.${what}: v is needed unless there is one number`, { op: what });
  }
  const given = list(vectors);
  if (given.length !== against.length || !given.every((v, i) => sameShape(v.shape, against[i].shape))) {
    throw new ShapeError(
      `autograd.functional.${what}: v ${given.map((v) => formatShape(v.shape)).join(', ')} must have the shapes ${against.map((t) => formatShape(t.shape)).join(', ')}`,
      { op: what },
    );
  }
  return [...given];
}

const detached = (t: Tensor, keep: boolean): Tensor => (keep ? t : t.detach());

/** `[fn(inputs), v^T J]`: the product of a vector with the Jacobian, by one backward. */
export function vjp(fn: Fn, inputs: Inputs, v?: Inputs | null, options: FunctionalOptions = {}): [Nested, Nested] {
  const keep = options.createGraph ?? false;
  const xs = prepare(inputs, keep);
  const { outputs, single } = call(fn, xs);
  const grads = enableGrad(() => vjpOf(outputs, xs, checkVectors(v, outputs, 'vjp'), keep));
  const ys = outputs.map((t) => detached(t, keep));
  return [single ? ys[0] : [...ys], like(inputs, grads)];
}

/** `[fn(inputs), J v]`: the product of the Jacobian with a vector, by differentiating the backward pass in its weights. */
export function jvp(fn: Fn, inputs: Inputs, v?: Inputs | null, options: FunctionalOptions = {}): [Nested, Nested] {
  const keep = options.createGraph ?? false;
  const xs = prepare(inputs, keep);
  const { outputs, single } = call(fn, xs);
  const vectors = checkVectors(v, xs, 'jvp');
  const weights = outputs.map((t) => t.detach().zerosLike().requiresGrad_());
  const tangents = enableGrad(() => {
    const grads = vjpOf(outputs, xs, weights, true);
    return vjpOf(grads, weights, vectors, keep);
  });
  const ys = outputs.map((t) => detached(t, keep));
  return [single ? ys[0] : [...ys], single ? tangents[0] : tangents];
}

/** `[fn(inputs), v^T H]` for a function with one number as result. */
export function vhp(fn: Fn, inputs: Inputs, v?: Inputs | null, options: FunctionalOptions = {}): [Nested, Nested] {
  const keep = options.createGraph ?? false;
  const xs = prepare(inputs, keep);
  const out = scalarOf(call(fn, xs).outputs, 'vhp');
  const vectors = checkVectors(v, xs, 'vhp');
  const products = enableGrad(() => vjpOf(vjpOf([out], xs, [unit(out, 0)], true), xs, vectors, keep));
  return [detached(out, keep), like(inputs, products)];
}

/** `[fn(inputs), H v]` for a function with one number as result; equal to vhp, as a Hessian is symmetric. */
export function hvp(fn: Fn, inputs: Inputs, v?: Inputs | null, options: FunctionalOptions = {}): [Nested, Nested] {
  return vhp(fn, inputs, v, options);
}

/** Numerical derivative of `fn` at `x` by central differences: the Jacobian's shape, for comparison with `jacobian`. */
export function numericalJacobian(fn: (x: Tensor) => Tensor, x: Tensor, eps = 1e-6): Tensor {
  if (x.dtype !== 'float64')
    throw new GradError('numericalJacobian: differences need float64', { fix: 'Convert the input: x.double().' });
  const at = x.detach().clone();
  const first = fn(at);
  const out = Tensor.empty([...first.shape, ...x.shape], 'float64');
  const n = x.numel();
  for (let i = 0; i < n; i++) {
    const before = at.array[i];
    at.array[i] = before + eps;
    const plus = Float64Array.from(fn(at).data);
    at.array[i] = before - eps;
    const minus = fn(at).data;
    at.array[i] = before;
    for (let o = 0; o < plus.length; o++) out.array[o * n + i] = (plus[o] - minus[o]) / (2 * eps);
  }
  return out;
}
