/**
 * Which operation's derivative is at fault: each operation of a tape checked by itself, at the values it had there, with
 * nothing before or after it.
 */
import type { GradcheckCause } from '../../../core/payload/gradcheck.ts';
import { isFloat } from '../../../core/tensor/dtype.ts';
import type { Tensor } from '../../../core/tensor/tensor.ts';
import { excess, leafOf, mixed, Scalar, type Seed, spread, summed, type Tolerance, unravel } from './derivative.ts';
import type { TapeStep } from './replay.ts';

export interface FaultyCurve {
  readonly x: Float32Array;
  readonly yours: Float32Array;
  readonly numeric: Float32Array;
}

export interface Fault {
  readonly cause: GradcheckCause;
  /** The derivative over its input, where one result belongs to one input. */
  readonly curve: FaultyCurve | null;
}

/** Inputs up to this size are checked element by element, larger ones along directions first. */
const SMALL = 256;
const LOCATED = 512;
const CURVE_POINTS = 121;
const CURVE_LIMIT = 65_536;

interface Miss {
  readonly input: number;
  readonly at: number;
  readonly analytic: number;
  readonly numeric: number;
  readonly excess: number;
}

/** One operation, cut out of its tape. */
class Alone {
  readonly step: TapeStep;
  /** Places among the operation's inputs that take a gradient, and their leaves. */
  readonly places: readonly number[];
  readonly leaves: readonly Tensor[];
  readonly #given: readonly Tensor[];

  constructor(step: TapeStep) {
    this.step = step;
    this.places = step.inputs.flatMap((input, i) => (step.node.next[i] && isFloat(input.dtype) ? [i] : []));
    this.leaves = this.places.map((i) => leafOf(step.inputs[i]));
    this.#given = step.inputs.map((input, i) => this.leaves[this.places.indexOf(i)] ?? input.detach());
  }

  scalar(seed: Seed): Scalar {
    return new Scalar(() => this.step.again(this.#given), this.leaves, seed);
  }

  /** The worst mismatch beyond the tolerance, or null. */
  worst(seed: Seed, tolerance: Tolerance): Miss | null {
    const scalar = this.scalar(seed);
    const analytic = scalar.analytic();
    const elements = this.leaves.reduce((sum, leaf) => sum + leaf.numel(), 0);
    if (elements > SMALL && this.#agreesAlong(scalar, analytic, tolerance)) return null;
    let worst: Miss | null = null;
    this.leaves.forEach((leaf, input) => {
      for (const at of spread(leaf.numel(), elements > SMALL ? LOCATED : SMALL)) {
        const numeric = scalar.numeric(input, at, tolerance.eps);
        const over = excess(analytic[input][at], numeric, tolerance);
        if (over > 1 && over > (worst?.excess ?? 1)) {
          worst = { input, at, analytic: analytic[input][at], numeric, excess: over };
        }
      }
    });
    return worst;
  }

  #agreesAlong(scalar: Scalar, analytic: readonly Float64Array[], tolerance: Tolerance): boolean {
    return [2.3, 5.9].every((phase) => {
      const direction = analytic.map((g, i) => g.map((_, k) => Math.sin(phase + 0.7 * k + i)));
      const expected = analytic.reduce((sum, g, i) => sum + g.reduce((s, v, k) => s + v * direction[i][k], 0), 0);
      // Parts of a sum cancel: what is allowed grows with the parts.
      const size = analytic.reduce((sum, g) => sum + g.reduce((s, v) => s + Math.abs(v), 0), 0);
      const numeric = scalar.along(direction, tolerance.eps);
      return Math.abs(expected - numeric) <= tolerance.atol + 0.1 * tolerance.rtol * Math.max(size, Math.abs(numeric));
    });
  }
}

/** The first operation whose backward is wrong; null when each passes by itself. */
export function findCause(steps: readonly TapeStep[], tolerance: Tolerance): Fault | null {
  const failing: { alone: Alone; miss: Miss; seed: Seed }[] = [];
  let passed = 0;
  for (const step of steps) {
    const alone = new Alone(step);
    if (alone.leaves.length === 0) continue;
    const plain = alone.worst(summed, tolerance);
    const miss = plain ?? alone.worst(mixed, tolerance);
    if (miss) failing.push({ alone, miss, seed: plain ? summed : mixed });
    else if (failing.length === 0) passed++;
  }
  const [first] = failing;
  if (!first) return null;
  return describeFault(first.alone, first.miss, first.seed, tolerance, {
    before: passed,
    others: failing.slice(1).map(({ alone }) => alone.step.node.name),
  });
}

function describeFault(
  alone: Alone,
  miss: Miss,
  seed: Seed,
  tolerance: Tolerance,
  seen: { readonly before: number; readonly others: readonly string[] },
): Fault {
  const { node, outputs } = alone.step;
  const leaf = alone.leaves[miss.input];
  const elementwise = outputs.length === 1 && outputs[0].numel() === leaf.numel();
  // One result for one input: the derivative of that result says more than that of a sum.
  const single: Seed = elementwise ? (k) => (k === miss.at ? 1 : 0) : seed;
  const own = elementwise ? derivativesAt(alone, miss, single, tolerance.eps) : miss;
  const shown = elementwise && excess(own.analytic, own.numeric, tolerance) > 1 ? own : miss;
  const curve = shown === own && elementwise && leaf.numel() <= CURVE_LIMIT;
  const which = alone.leaves.length > 1 ? `, input ${alone.places[miss.input]}` : '';
  const { site } = node;
  const agree =
    seen.before === 0
      ? 'No operation comes before it.'
      : `${seen.before === 1 ? 'The operation' : `The ${seen.before} operations`} before it ${seen.before === 1 ? 'agrees' : 'agree'} with central differences.`;
  const of = shown === miss && outputs.some((output) => output.numel() > 1) ? ' of a sum of its results' : '';
  const hint = hintFor(alone, miss, seed, tolerance, seen.others);
  return {
    cause: {
      op: node.name.slice(0, 200),
      ...(site ? { site: { cell: site.cell, line: site.line, col: site.column } } : {}),
      explanation: `Checked by itself at the values of this run, ${node.name} gives another derivative${of}${which}. ${agree}`,
      inputShape: leaf.shape,
      worst: unravel(miss.at, leaf.shape),
      at: leaf.data[miss.at],
      analytic: finite(shown.analytic),
      numeric: finite(shown.numeric),
      ...(hint ? { hint } : {}),
    },
    curve: curve ? sample(alone, miss, single, tolerance.eps) : null,
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function derivativesAt(alone: Alone, { input, at }: Miss, seed: Seed, eps: number) {
  const scalar = alone.scalar(seed);
  return { analytic: scalar.analytic()[input][at], numeric: scalar.numeric(input, at, eps) };
}

/** Both derivatives while the worst element moves through the values that the input has, and a bit beyond. */
function sample(alone: Alone, miss: Miss, seed: Seed, eps: number): FaultyCurve {
  const { array, offset } = alone.leaves[miss.input];
  const at = offset + miss.at;
  const before = array[at];
  let low = before;
  let high = before;
  for (const v of alone.leaves[miss.input].data) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  const margin = Math.max(0.1 * (high - low), 1);
  const x = Float32Array.from(
    { length: CURVE_POINTS },
    (_, i) => low - margin + (i * (high - low + 2 * margin)) / (CURVE_POINTS - 1),
  );
  const yours = new Float32Array(CURVE_POINTS);
  const numeric = new Float32Array(CURVE_POINTS);
  try {
    x.forEach((value, i) => {
      array[at] = value;
      const both = derivativesAt(alone, miss, seed, eps);
      yours[i] = both.analytic;
      numeric[i] = both.numeric;
    });
  } finally {
    array[at] = before;
  }
  return { x, yours, numeric };
}

/** What the mismatches have in common. */
function hintFor(alone: Alone, miss: Miss, seed: Seed, { eps }: Tolerance, others: readonly string[]): string {
  const { node } = alone.step;
  const scalar = alone.scalar(seed);
  const analytic = scalar.analytic()[miss.input];
  const ratios = spread(analytic.length, 32).flatMap((at) => {
    const numeric = scalar.numeric(miss.input, at, eps);
    return Math.abs(numeric) > 1e-6 ? [analytic[at] / numeric] : [];
  });
  const where = node.op ? `the derivative of ${node.name}` : `${node.name}.backward`;
  const [ratio] = ratios;
  const parts: string[] = [];
  if (ratio !== undefined && ratios.every((r) => Math.abs(r - ratio) < 1e-3 * Math.max(1, Math.abs(ratio)))) {
    if (Math.abs(ratio) < 1e-9) parts.push(`${where} gives 0, as if the result did not depend on this input.`);
    else if (Math.abs(ratio + 1) < 1e-3) parts.push(`${where} has the wrong sign.`);
    else if (Math.abs(ratio - 1) > 1e-3)
      parts.push(`${where} is ${Number(ratio.toPrecision(4))} times what it should be.`);
  }
  if (parts.length === 0 && node.op === null) {
    parts.push(`Look at ${where}: each gradient is the arriving one times the derivative of forward.`);
  }
  if (others.length > 0) {
    const names = [...new Set(others)].slice(0, 4).join(', ');
    parts.push(
      `${others.length === 1 ? 'One later operation fails' : `${others.length} later operations fail`} too: ${names}.`,
    );
  }
  return parts.join(' ').slice(0, 1000);
}
