/** Analytic gradients against central differences, in float64 (torch.autograd.gradcheck, with a report). */
import { ArgumentError, GradError } from '../errors.ts';
import { isFloat } from '../tensor/dtype.ts';
import { Tensor } from '../tensor/tensor.ts';
import { gradients } from './engine.ts';
import { enableGrad, noGrad } from './modes.ts';

export interface GradcheckOptions {
  /** Step of the central difference; default 1e-6. */
  readonly eps?: number;
  /** Allowed absolute error; default 1e-5. */
  readonly atol?: number;
  /** Allowed error relative to the numerical value; default 1e-3. */
  readonly rtol?: number;
  /** Throw GradError on a mismatch (default true); false only reports. */
  readonly raiseException?: boolean;
  /** Called after every checked input element, with the share done. */
  readonly onProgress?: (share: number) => void;
  /** Names of the inputs, for the report. */
  readonly names?: readonly string[];
}

/** How one input fared against one output. */
export interface GradcheckEntry {
  readonly name: string;
  readonly input: number;
  readonly output: number;
  readonly shape: readonly number[];
  readonly passed: boolean;
  /** Index of the input element that is worst, as in its shape. */
  readonly worst: readonly number[];
  readonly analytic: number;
  readonly numeric: number;
  readonly absoluteError: number;
  /** |analytic - numeric| / max(|analytic|, |numeric|), 0 where both vanish. */
  readonly relativeError: number;
  /** Largest relative error at each input element, row-major: the report's heat map. */
  readonly errors: Float64Array;
}

export interface GradcheckReport {
  readonly passed: boolean;
  readonly entries: readonly GradcheckEntry[];
  readonly eps: number;
  readonly atol: number;
  readonly rtol: number;
}

type Results = Tensor | readonly Tensor[];
const asList = (r: Results): readonly Tensor[] => (Array.isArray(r) ? r : [r as Tensor]);

function unravel(flat: number, shape: readonly number[]): number[] {
  const out = new Array<number>(shape.length);
  let rest = flat;
  for (let d = shape.length - 1; d >= 0; d--) {
    out[d] = rest % shape[d];
    rest = Math.floor(rest / shape[d]);
  }
  return out;
}

const relative = (a: number, n: number): number => {
  const scale = Math.max(Math.abs(a), Math.abs(n));
  return scale === 0 ? 0 : Math.abs(a - n) / scale;
};

/** d(outputs)/d(element `i` of `input`) by a central difference, all outputs flattened one after another. */
function numericColumn(fn: () => readonly Tensor[], input: Tensor, i: number, eps: number): Float64Array {
  const memory = input.array;
  const at = input.offset + i;
  const before = memory[at];
  const evaluate = (value: number): number[] => {
    memory[at] = value;
    return fn().flatMap((t) => [...t.data]);
  };
  try {
    const plus = evaluate(before + eps);
    const minus = evaluate(before - eps);
    return Float64Array.from(plus, (p, k) => (p - minus[k]) / (2 * eps));
  } finally {
    memory[at] = before;
  }
}

/** The rows of the Jacobian by backward: one walk per output element. */
function analyticRows(
  outputs: readonly Tensor[],
  inputs: readonly Tensor[],
): { output: number; element: number; grads: (Tensor | null)[] }[] {
  const rows: { output: number; element: number; grads: (Tensor | null)[] }[] = [];
  outputs.forEach((out, o) => {
    for (let e = 0; e < out.numel(); e++) {
      const seed = Tensor.empty(out.shape.slice(), out.dtype);
      seed.array[e] = 1;
      rows.push({
        output: o,
        element: e,
        grads: out.requiresGrad
          ? gradients([out], inputs, [seed], { retainGraph: true, allowUnused: true })
          : inputs.map(() => null),
      });
    }
  });
  return rows;
}

/** What a check is about: a function, and the dense float64 tensors with which it is called. */
function prepare(
  fn: (...inputs: Tensor[]) => Results,
  given: Tensor | readonly Tensor[],
): { call: () => readonly Tensor[]; inputs: Tensor[]; indices: number[] } {
  const all = Array.isArray(given) ? (given as readonly Tensor[]) : [given as Tensor];
  if (all.length === 0) throw new ArgumentError('gradcheck: give at least one input tensor', { op: 'gradcheck' });
  const args = all.map((t) => {
    if (!isFloat(t.dtype)) return t;
    const copy = noGrad(() => t.detach().to('float64').clone());
    return t.requiresGrad ? copy.requiresGrad_() : copy;
  });
  const indices = args.flatMap((t, i) => (t.requiresGrad ? [i] : []));
  if (indices.length === 0)
    throw new GradError('gradcheck: none of the inputs requires grad', {
      op: 'gradcheck',
      fix: 'Make them with { requiresGrad: true }.',
    });
  return {
    call: () => asList(fn(...args)).filter((t) => isFloat(t.dtype)),
    inputs: indices.map((i) => args[i]),
    indices,
  };
}

/**
 * Compares the gradients of `fn` at `inputs` with central differences. The inputs are copied to float64; the function
 * must be deterministic. Returns a report; throws GradError on a mismatch unless `raiseException` is false.
 */
export function gradcheck(
  fn: (...inputs: Tensor[]) => Results,
  given: Tensor | readonly Tensor[],
  options: GradcheckOptions = {},
): GradcheckReport {
  const { eps = 1e-6, atol = 1e-5, rtol = 1e-3, raiseException = true, onProgress, names } = options;
  const { call, inputs, indices } = prepare(fn, given);
  const outputs = enableGrad(call);
  const rows = analyticRows(outputs, inputs);
  const sizes = outputs.map((t) => t.numel());
  const total = inputs.reduce((n, t) => n + t.numel(), 0);
  let done = 0;
  const entries: GradcheckEntry[] = [];
  inputs.forEach((input, k) => {
    const worst = outputs.map(() => ({ excess: -1, at: 0, analytic: 0, numeric: 0, passed: true }));
    const errors = outputs.map(() => new Float64Array(input.numel()));
    for (let i = 0; i < input.numel(); i++) {
      const numeric = noGrad(() => numericColumn(call, input, i, eps));
      let row = 0;
      outputs.forEach((_, o) => {
        for (let e = 0; e < sizes[o]; e++, row++) {
          const analytic = rows[row].grads[k]?.data[i] ?? 0;
          const n = numeric[row];
          const same = analytic === n || (Number.isNaN(analytic) && Number.isNaN(n));
          const excess = same ? 0 : Math.abs(analytic - n) / (atol + rtol * Math.abs(n));
          errors[o][i] = Math.max(errors[o][i], same ? 0 : relative(analytic, n));
          if (!(excess <= 1)) worst[o].passed = false;
          if (!(excess <= worst[o].excess)) worst[o] = { ...worst[o], excess, at: i, analytic, numeric: n };
        }
      });
      onProgress?.(++done / total);
    }
    outputs.forEach((_, o) => {
      const w = worst[o];
      entries.push({
        name: names?.[indices[k]] ?? `input ${indices[k]}`,
        input: indices[k],
        output: o,
        shape: input.shape,
        passed: w.passed,
        worst: unravel(w.at, input.shape),
        analytic: w.analytic,
        numeric: w.numeric,
        absoluteError: Math.abs(w.analytic - w.numeric),
        relativeError: relative(w.analytic, w.numeric),
        errors: errors[o],
      });
    });
  });
  const report = { passed: entries.every((e) => e.passed), entries, eps, atol, rtol };
  if (!report.passed && raiseException) throw failure('gradcheck', report);
  return report;
}

function failure(op: string, report: GradcheckReport): GradError {
  const bad = report.entries.filter((e) => !e.passed);
  const lines = bad.map(
    (e) =>
      `  ${e.name}[${e.worst.join(', ')}], output ${e.output}: analytic ${e.analytic}, numeric ${e.numeric}, relative error ${e.relativeError.toExponential(2)}`,
  );
  return new GradError(
    `${op}: ${bad.length} of ${report.entries.length} gradients do not match central differences\n${lines.join('\n')}`,
    {
      op,
      fix: 'Check the derivative of the operations on the way; a kink within eps of a value (relu at 0) also looks like a mismatch.',
    },
  );
}

/** Checks second derivatives: gradcheck of the gradient of `fn`, weighted by fixed values. */
export function gradgradcheck(
  fn: (...inputs: Tensor[]) => Results,
  given: Tensor | readonly Tensor[],
  options: GradcheckOptions = {},
): GradcheckReport {
  const all = Array.isArray(given) ? (given as readonly Tensor[]) : [given as Tensor];
  const which = all.flatMap((t, i) => (t.requiresGrad ? [i] : []));
  return gradcheck(
    (...args) =>
      enableGrad(() => {
        const outputs = asList(fn(...args)).filter((t) => t.requiresGrad);
        // Fixed, different weights per output element, so that no cancellation hides an error.
        const seeds = outputs.map((t) => {
          const seed = Tensor.empty(t.shape.slice(), t.dtype);
          for (let i = 0; i < seed.array.length; i++) seed.array[i] = Math.cos(1 + 1.7 * i);
          return seed;
        });
        const targets = which.map((i) => args[i]);
        const grads = gradients(outputs, targets, seeds, { createGraph: true, allowUnused: true });
        // A gradient that is constant has no graph; adding 0 times the inputs keeps it checkable.
        return grads.map((g, i) => (g ?? targets[i].mul(0)).add(targets[i].mul(0)));
      }),
    given,
    options,
  );
}
