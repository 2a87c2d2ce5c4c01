/**
 * The spec of the gradient-check report: analytic gradients against central differences, parameter by parameter, and,
 * when something fails, the operation whose derivative is at fault.
 *
 * Buffers: `error.<i>` F32 of parameter i's shape (at most `MAX_MAP` elements, else absent): relative error of each
 * element; `curve.x`, `curve.yours`, `curve.numeric` F32 [n]: the faulty derivative sampled over its input.
 */

import { readBuffer, SpecReader } from './spec.ts';
import type { Payload } from './view.ts';

/** Elements beyond which an error map is left out of the report. */
export const MAX_MAP = 65_536;

export interface CheckedParameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** Elements compared, and those beyond the tolerance. */
  readonly checked: number;
  readonly failing: number;
  /** Where the error is worst. */
  readonly worst: readonly number[];
  /** There: the engine's derivative, the central difference, and |a - n| / max(|a|, |n|). Null when not finite. */
  readonly analytic: number | null;
  readonly numeric: number | null;
  readonly relative: number | null;
}

/** The first operation whose backward is wrong. */
export interface GradcheckCause {
  readonly op: string;
  /** Where it stands in the user's code; line and column count from 1. */
  readonly site?: { readonly cell: string; readonly line: number; readonly col: number };
  /** One or two sentences: what agrees before it and not after it. */
  readonly explanation: string;
  readonly inputShape: readonly number[];
  readonly worst: readonly number[];
  /** Value of the input there. */
  readonly at: number;
  readonly analytic: number | null;
  readonly numeric: number | null;
  /** Rules in TeX, where known. */
  readonly analyticTex?: string;
  readonly numericTex?: string;
  readonly hint?: string;
}

/** The step size's effect: largest relative error at each eps. */
export interface StepSizeEffect {
  readonly eps: readonly number[];
  readonly error: readonly number[];
}

export interface GradcheckSpec {
  readonly version: 1;
  readonly title: string;
  readonly passed: boolean;
  readonly dtype: string;
  readonly eps: number;
  readonly atol: number;
  readonly rtol: number;
  readonly evaluations: number;
  readonly parameters: readonly CheckedParameter[];
  readonly cause?: GradcheckCause;
  readonly stepSize?: StepSizeEffect;
  /** Set when the check was cancelled: what is shown is not everything. */
  readonly cancelled?: boolean;
}

export interface GradcheckData {
  readonly spec: GradcheckSpec;
  /** Per parameter; null where the map was too large. */
  readonly errors: readonly (Float32Array | null)[];
  readonly curve: { readonly x: Float32Array; readonly yours: Float32Array; readonly numeric: Float32Array } | null;
}

const SHAPE = { max: 32 };

/** @throws SpecError where the spec or a buffer is not as this file says. */
export function readGradcheck(payload: Payload<unknown>): GradcheckData {
  const spec = readGradcheckSpec(new SpecReader(payload.spec));
  const f32 = (name: string, shape?: readonly number[]): Float32Array =>
    readBuffer(payload, name, ['F32'], shape).data as Float32Array;
  const x = payload.buffers['curve.x'] ? f32('curve.x') : null;
  return {
    spec,
    errors: spec.parameters.map((p, i) => (payload.buffers[`error.${i}`] ? f32(`error.${i}`, p.shape) : null)),
    curve: x && { x, yours: f32('curve.yours', [x.length]), numeric: f32('curve.numeric', [x.length]) },
  };
}

function readGradcheckSpec(r: SpecReader): GradcheckSpec {
  r.int('version', 1, 1);
  const nullable = (item: SpecReader, key: string): number | null => item.opt(key, (k) => item.num(k)) ?? null;
  const cause = r.opt('cause', (key) => readCause(r.obj(key), nullable));
  const stepSize = r.opt('stepSize', (key) => {
    const effect = r.obj(key);
    return { eps: effect.nums('eps', { max: 100 }), error: effect.nums('error', { max: 100 }) };
  });
  return {
    version: 1,
    title: r.str('title', 300),
    passed: r.bool('passed'),
    dtype: r.str('dtype', 40),
    eps: r.num('eps'),
    atol: r.num('atol'),
    rtol: r.num('rtol'),
    evaluations: r.int('evaluations'),
    parameters: r.list('parameters', { max: 4096 }, (p) => ({
      name: p.str('name', 500),
      shape: p.ints('shape', SHAPE),
      checked: p.int('checked'),
      failing: p.int('failing'),
      worst: p.ints('worst', SHAPE),
      analytic: nullable(p, 'analytic'),
      numeric: nullable(p, 'numeric'),
      relative: nullable(p, 'relative'),
    })),
    ...(cause ? { cause } : {}),
    ...(stepSize ? { stepSize } : {}),
    ...(r.opt('cancelled', (key) => r.bool(key)) ? { cancelled: true } : {}),
  };
}

function readCause(r: SpecReader, nullable: (item: SpecReader, key: string) => number | null): GradcheckCause {
  const site = r.opt('site', (key) => {
    const s = r.obj(key);
    return { cell: s.str('cell', 200), line: s.int('line', 1), col: s.int('col', 1) };
  });
  const analyticTex = r.opt('analyticTex', (key) => r.str(key, 2000));
  const numericTex = r.opt('numericTex', (key) => r.str(key, 2000));
  const hint = r.opt('hint', (key) => r.str(key, 1000));
  return {
    op: r.str('op', 200),
    ...(site ? { site } : {}),
    explanation: r.str('explanation', 1000),
    inputShape: r.ints('inputShape', SHAPE),
    worst: r.ints('worst', SHAPE),
    at: r.num('at'),
    analytic: nullable(r, 'analytic'),
    numeric: nullable(r, 'numeric'),
    ...(analyticTex === undefined ? {} : { analyticTex }),
    ...(numericTex === undefined ? {} : { numericTex }),
    ...(hint === undefined ? {} : { hint }),
  };
}
