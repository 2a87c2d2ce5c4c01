/**
 * Gradient Check on what is in the kernel: tensors with a graph, modules that took part in one, functions that give a
 * tensor. The check replays the tape in float64 on copies; random numbers come again as they came at first, and the
 * generator and every module's buffers are put back.
 */
import { noGrad } from '../../../core/autograd/modes.ts';
import { InterruptError } from '../../../core/errors.ts';
import type { StepSizeEffect } from '../../../core/payload/gradcheck.ts';
import { defaultGenerator } from '../../../core/random/generator.ts';
import { Tensor } from '../../../core/tensor/tensor.ts';
import type { GradcheckTarget } from '../protocol.ts';
import { excess, leafOf, mixed, relativeError, Scalar, spread, type Tolerance, unravel } from './derivative.ts';
import { type CheckedTensor, gradcheckOutput } from './display/gradcheck.ts';
import { displayHost } from './display/host.ts';
import { type Fault, findCause } from './gradcheck-cause.ts';
import { isModule, type ModuleLike } from './inspect.ts';
import { type Tape, tapeOf } from './replay.ts';
import type { NotebookScope } from './scope.ts';

export interface GradientCheckOptions {
  /** Step of the central difference; 1e-6 by default. */
  readonly eps?: number;
  /** Allowed absolute error; 1e-5 by default. */
  readonly atol?: number;
  /** Allowed error relative to the numeric value; 1e-3 by default. */
  readonly rtol?: number;
  /** Elements checked at most, spread over the parameters; 20,000 by default. Each costs two evaluations. */
  readonly elements?: number;
}

const STEP_SIZES = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10];
/** Milliseconds that the effect of the step size may cost. */
const STEP_BUDGET_MS = 2000;
const PROGRESS_MS = 100;

export function gradcheckTargets(scope: NotebookScope): GradcheckTarget[] {
  const targets: GradcheckTarget[] = [];
  for (const name of scope.names()) {
    const value = scope.object[name];
    const entry = scope.entries.get(name);
    if (value instanceof Tensor) {
      if (value.gradNode) targets.push({ path: [name], kind: 'tensor', detail: `tensor [${value.shape.join(', ')}]` });
    } else if (isModule(value) && entry?.kind !== 'class' && entry?.kind !== 'import') {
      targets.push({ path: [name], kind: 'module', detail: moduleDetail(value) });
    } else if (typeof value === 'function' && value.length === 0 && isCallable(value) && entry?.kind !== 'import') {
      targets.push({ path: [name], kind: 'function', detail: 'function without arguments' });
    }
  }
  const order = { tensor: 0, module: 1, function: 2 };
  return targets.sort((a, b) => order[a.kind] - order[b.kind]);
}

function isCallable(value: object): boolean {
  return !/^class\b/.test(Function.prototype.toString.call(value));
}

function moduleDetail(module: ModuleLike): string {
  const parameters = [...module.parameters()];
  const elements = parameters.reduce((sum, parameter) => sum + parameter.numel(), 0);
  return `${module.constructor.name}, ${parameters.length} parameters, ${elements.toLocaleString('en')} elements`;
}

/** Checks the gradients of a tensor, a module or a function, and shows the report in the cell's output. */
export function gradientCheck(value: unknown, options: GradientCheckOptions = {}): void {
  undisturbed((again) => check(value, options, again));
}

/** Runs `body` and puts the random stream and the modules' buffers back. `body` gets what makes a call repeatable. */
function undisturbed(body: (again: <R>(call: () => R) => R) => void): void {
  const state = defaultGenerator.getState();
  const buffers: [Tensor, Tensor, number][] = [];
  for (const [, value] of displayHost().variables()) {
    if (!isModule(value) || !('buffers' in value) || typeof value.buffers !== 'function') continue;
    for (const buffer of Reflect.apply(value.buffers, value, []) as Iterable<Tensor>) {
      buffers.push([buffer, noGrad(() => buffer.detach().clone()), buffer.version]);
    }
  }
  try {
    body((call) => {
      defaultGenerator.setState(state);
      return call();
    });
  } finally {
    defaultGenerator.setState(state);
    for (const [buffer, kept, version] of buffers) {
      if (buffer.version !== version) buffer.array.set(kept.array.subarray(0, kept.numel()), buffer.offset);
    }
  }
}

interface Subject {
  readonly tape: Tape;
  readonly only?: ReadonlySet<Tensor>;
  readonly title: string;
}

function check(value: unknown, options: GradientCheckOptions, again: <R>(call: () => R) => R): void {
  const { eps = 1e-6, atol = 1e-5, rtol = 1e-3, elements = 20_000 } = options;
  const tolerance: Tolerance = { eps, atol, rtol };
  const host = displayHost();
  const { tape, only, title } = again(() => subjectOf(value));
  const values = tape.leaves.map(leafOf);
  const places = tape.leaves.flatMap((leaf, i) => (only && !only.has(leaf) ? [] : [i]));
  const scalar = new Scalar(() => again(() => [tape.run(values)]), values, mixed);
  const analytic = scalar.analytic();
  const total = places.reduce((sum, i) => sum + values[i].numel(), 0);
  const checked: CheckedTensor[] = [];
  let evaluations = 0;
  let fault: Fault | null = null;
  let stepSize: StepSizeEffect | null = null;
  let stopped: unknown = null;
  try {
    let done = 0;
    let told = Number.NEGATIVE_INFINITY;
    const wanted = places.map((i) => Math.max(1, Math.floor(Math.min(1, elements / total) * values[i].numel())));
    const all = wanted.reduce((sum, n) => sum + n, 0);
    for (const [k, i] of places.entries()) {
      const name = host.nameOf(tape.leaves[i]) ?? `input ${i}`;
      const chosen = spread(values[i].numel(), wanted[k]);
      const results = chosen.map((at) => {
        const now = performance.now();
        if (now - told > PROGRESS_MS) {
          told = now;
          host.progress?.(done / all, name);
        }
        done++;
        evaluations += 2;
        return { at, analytic: analytic[i][at], numeric: scalar.numeric(i, at, eps) };
      });
      checked.push(summary(name, values[i], results, tolerance));
    }
    host.progress?.(1, 'the effect of the step size');
    stepSize = stepSizeEffect(scalar, analytic, places, checked);
    if (checked.some(({ failing }) => failing > 0)) {
      host.progress?.(1, 'the operations, one by one');
      fault = findCause(
        again(() => tape.trace(values)),
        tolerance,
      );
    }
  } catch (error) {
    if (!(error instanceof InterruptError) || checked.length === 0) throw error;
    stopped = error;
  }
  const cancelled = stopped !== null;
  host.emit(
    gradcheckOutput({
      title: `Gradient check of ${title}`,
      tolerance,
      evaluations,
      checked,
      fault,
      stepSize,
      cancelled,
    }),
  );
  if (stopped !== null) throw stopped;
}

interface Pair {
  readonly at: number;
  readonly analytic: number;
  readonly numeric: number;
}

function summary(name: string, tensor: Tensor, pairs: readonly Pair[], tolerance: Tolerance): CheckedTensor {
  let worst = pairs[0] ?? { at: 0, analytic: 0, numeric: 0 };
  let most = -1;
  let failing = 0;
  const errors = pairs.map((pair) => {
    const over = excess(pair.analytic, pair.numeric, tolerance);
    if (over > 1) failing++;
    if (over > most) {
      most = over;
      worst = pair;
    }
    return over === 0 ? 0 : relativeError(pair.analytic, pair.numeric);
  });
  return {
    name,
    shape: tensor.shape,
    checked: pairs.length,
    failing,
    worst: unravel(worst.at, tensor.shape),
    worstAt: worst.at,
    analytic: worst.analytic,
    numeric: worst.numeric,
    relative: relativeError(worst.analytic, worst.numeric),
    errors: pairs.length === tensor.numel() ? Float32Array.from(errors) : null,
  };
}

/** The largest relative error at each step size, over the worst elements and some others. */
function stepSizeEffect(
  scalar: Scalar,
  analytic: readonly Float64Array[],
  places: readonly number[],
  checked: readonly CheckedTensor[],
): StepSizeEffect {
  const started = performance.now();
  scalar.value();
  const cost = Math.max(0.01, performance.now() - started);
  const room = Math.max(1, Math.min(24, Math.floor(STEP_BUDGET_MS / (2 * STEP_SIZES.length * cost))));
  const chosen = places
    .flatMap((i, k) => [{ i, at: checked[k].worstAt }, ...spread(analytic[i].length, 3).map((at) => ({ i, at }))])
    .slice(0, room);
  const error = STEP_SIZES.map((eps) =>
    chosen.reduce((most, { i, at }) => {
      const a = analytic[i][at];
      const n = scalar.numeric(i, at, eps);
      // Below 1e-6 a gradient is rounding noise of its neighbours.
      const e = Math.abs(a - n) / Math.max(Math.abs(a), Math.abs(n), 1e-6);
      return Number.isFinite(e) ? Math.max(most, e) : most;
    }, 0),
  );
  return { eps: STEP_SIZES, error };
}

function subjectOf(value: unknown): Subject {
  const host = displayHost();
  if (value instanceof Tensor) return { tape: tapeOf(value), title: host.nameOf(value) ?? 'a tensor' };
  if (isModule(value)) {
    const name = host.nameOf(value) ?? value.constructor.name;
    const parameters = new Set(value.parameters());
    for (const [variable, tensor] of host.variables()) {
      if (!(tensor instanceof Tensor) || !tensor.gradNode) continue;
      const tape = tapeOf(tensor);
      if (tape.leaves.some((leaf) => parameters.has(leaf))) {
        return { tape, only: parameters, title: `${name}, by ${variable}` };
      }
    }
    throw new ReferenceError(
      `No variable holds a result of ${name}. Run a cell such as: const loss = lossFunction(${name}(x), y), then check again.`,
    );
  }
  if (typeof value === 'function') {
    const name = host.nameOf(value) ?? (value.name || 'the function');
    const result: unknown = Reflect.apply(value, undefined, []);
    if (result instanceof Tensor) return { tape: tapeOf(result), title: `${name}()` };
    throw new TypeError(`${name}() does not give a tensor.`);
  }
  throw new TypeError('A tensor, a module or a function that gives a tensor can be checked.');
}
