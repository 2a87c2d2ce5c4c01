/** The gradient-check report as the view reads it. */
import { exponent, number } from '../../core/payload/curves-diagnose.ts';
import { type CheckedParameter, type GradcheckData, readGradcheck } from '../../core/payload/gradcheck.ts';
import type { Payload } from '../../core/payload/view.ts';
import { MINUS } from '../shared/text.ts';

/** Relative errors from 1e-10 to 1 are coloured on a log scale. */
export const ERROR_DECADES = [-10, 0] as const;

export class GradcheckModel {
  readonly data: GradcheckData;

  constructor(payload: Payload<unknown>) {
    this.data = readGradcheck(payload);
  }

  get spec(): GradcheckData['spec'] {
    return this.data.spec;
  }

  get failing(): readonly number[] {
    return this.spec.parameters.flatMap((p, i) => (p.failing > 0 ? [i] : []));
  }

  /** Failing first where only they are wanted; in the report's order always. */
  shown(which: 'all' | 'failing'): number[] {
    return this.spec.parameters.map((_, i) => i).filter((i) => which === 'all' || this.spec.parameters[i].failing > 0);
  }

  get checked(): number {
    return this.spec.parameters.reduce((n, p) => n + p.checked, 0);
  }
}

export function decimals(value: number | null, digits: number): string {
  return value === null ? 'NaN' : value.toFixed(digits).replace('-', MINUS);
}

export function relativeText(value: number | null): string {
  return value === null ? 'NaN' : exponent(value, 2).replace('-', MINUS);
}

export function indexText(index: readonly number[]): string {
  return `[${index.join(', ')}]`;
}

export function small(value: number): string {
  return exponent(value, 0).replace('-', MINUS);
}

/** What a screen reader hears of one row. */
export function rowSentence(p: CheckedParameter): string {
  const verdict = p.failing ? `fails in ${p.failing} of ${p.checked} elements` : `passes, ${p.checked} elements`;
  return `${p.name} ${verdict}; worst ${indexText(p.worst)}: yours ${decimals(p.analytic, 7)}, numeric ${decimals(p.numeric, 7)}, relative error ${relativeText(p.relative)}`;
}

/** Elements by falling error: the worst ones with their place. */
export function worstElements(
  errors: Float32Array,
  shape: readonly number[],
  most: number,
): { index: number[]; error: number }[] {
  const rank = (v: number): number => (Number.isNaN(v) ? Infinity : v);
  const order = Array.from(errors.keys()).sort((a, b) => rank(errors[b]) - rank(errors[a]));
  return order.slice(0, most).map((flat) => ({ index: unravel(flat, shape), error: errors[flat] }));
}

function unravel(flat: number, shape: readonly number[]): number[] {
  const out = new Array<number>(shape.length);
  let rest = flat;
  for (let d = shape.length - 1; d >= 0; d--) {
    out[d] = rest % shape[d];
    rest = Math.floor(rest / shape[d]);
  }
  return out;
}

export function describe(model: GradcheckModel): string {
  const { spec, failing } = model;
  const verdict = failing.length
    ? `${failing.length} of ${spec.parameters.length} parameters fail: ${failing
        .slice(0, 5)
        .map((i) => spec.parameters[i].name)
        .join(', ')}`
    : `all ${spec.parameters.length} parameters pass`;
  const cause = spec.cause ? ` ${spec.cause.op} is the first operation whose backward is wrong.` : '';
  return `${spec.title}, ${verdict}.${cause} ${spec.dtype}, eps ${number(spec.eps)}.`;
}
