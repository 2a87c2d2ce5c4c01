/** The gradient-check report as a view output. */
import type { GradcheckReport } from '../../../../core/autograd/gradcheck.ts';
import {
  type CheckedParameter,
  type GradcheckSpec,
  MAX_MAP,
  type StepSizeEffect,
} from '../../../../core/payload/gradcheck.ts';
import { encodePayload } from '../../../../core/payload/safetensors.ts';
import { type PayloadTensor, type ViewOutput, viewMime } from '../../../../core/payload/view.ts';
import type { Tolerance } from '../derivative.ts';
import type { Fault } from '../gradcheck-cause.ts';

/** One tensor's share of the check; numbers as they are, also when not finite. */
export interface CheckedTensor extends Omit<CheckedParameter, 'analytic' | 'numeric' | 'relative'> {
  readonly analytic: number;
  readonly numeric: number;
  readonly relative: number;
  /** The worst element's place, row-major. */
  readonly worstAt: number;
  /** Relative error of each element; null when not all were checked. */
  readonly errors: Float32Array | null;
}

export interface GradcheckResult {
  readonly title: string;
  readonly tolerance: Tolerance;
  /** Evaluations of the function. */
  readonly evaluations: number;
  readonly checked: readonly CheckedTensor[];
  readonly fault?: Fault | null;
  readonly stepSize?: StepSizeEffect | null;
  readonly cancelled?: boolean;
}

export function gradcheckOutput(result: GradcheckResult): ViewOutput {
  const { title, tolerance, evaluations, checked, fault, stepSize, cancelled } = result;
  const buffers: Record<string, PayloadTensor> = {};
  const parameters = checked.map((tensor, i): CheckedParameter => {
    const { name, shape, failing, worst, errors } = tensor;
    if (errors && errors.length <= MAX_MAP) buffers[`error.${i}`] = { dtype: 'F32', shape, data: errors };
    return {
      name,
      shape,
      checked: tensor.checked,
      failing,
      worst,
      analytic: finite(tensor.analytic),
      numeric: finite(tensor.numeric),
      relative: finite(tensor.relative),
    };
  });
  for (const [key, data] of Object.entries(fault?.curve ?? {})) {
    buffers[`curve.${key}`] = { dtype: 'F32', shape: [data.length], data };
  }
  const spec: GradcheckSpec = {
    version: 1,
    title,
    passed: checked.every(({ failing }) => failing === 0),
    dtype: 'float64',
    ...tolerance,
    evaluations,
    parameters,
    ...(fault ? { cause: fault.cause } : {}),
    ...(stepSize ? { stepSize } : {}),
    ...(cancelled ? { cancelled } : {}),
  };
  return { mime: viewMime('gradcheck'), bytes: encodePayload(spec, buffers), text: twin(result) };
}

/** What `gradcheck(...)` of the core reported. */
export function reportOutput(report: GradcheckReport): ViewOutput {
  const { eps, atol, rtol, entries } = report;
  const outputs = new Set(entries.map(({ output }) => output)).size;
  return gradcheckOutput({
    title: 'Gradient check',
    tolerance: { eps, atol, rtol },
    evaluations: entries.reduce(
      (sum, { errors, output }) => sum + (output === entries[0].output ? 2 * errors.length : 0),
      0,
    ),
    checked: entries.map((entry) => ({
      name: outputs > 1 ? `${entry.name}, output ${entry.output}` : entry.name,
      shape: entry.shape,
      checked: entry.errors.length,
      // The report keeps relative errors only: a failed entry has at least one element beyond the tolerance.
      failing: entry.passed ? 0 : Math.max(1, entry.errors.filter((error) => !(error <= rtol)).length),
      worst: entry.worst,
      worstAt: entry.worst.reduce((at, index, axis) => at * entry.shape[axis] + index, 0),
      analytic: entry.analytic,
      numeric: entry.numeric,
      relative: entry.relativeError,
      errors: Float32Array.from(entry.errors),
    })),
  });
}

/** True for what the core's `gradcheck` returns. */
export function isReport(value: unknown): value is GradcheckReport {
  if (typeof value !== 'object' || value === null) return false;
  const { passed, entries, eps, atol, rtol } = value as Partial<GradcheckReport>;
  return typeof passed === 'boolean' && Array.isArray(entries) && [eps, atol, rtol].every((n) => typeof n === 'number');
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function twin({ title, tolerance, checked, fault, stepSize, cancelled }: GradcheckResult): string {
  const bad = checked.filter(({ failing }) => failing > 0).length;
  const verdict = bad > 0 ? `${bad} of ${checked.length} failed` : cancelled ? 'no failure so far' : 'passed';
  const lines = [`${title}: ${verdict} (float64, eps ${tolerance.eps})`];
  if (cancelled) lines.push('  Cancelled: what is shown is not everything.');
  for (const { name, shape, worst, analytic, numeric, relative, failing } of checked) {
    const at = worst.length ? `[${worst.join(', ')}]` : '';
    lines.push(
      `  ${failing === 0 ? 'pass' : 'FAIL'}  ${name} [${shape.join(', ')}]  worst ${name}${at}: analytic ${analytic.toPrecision(10)}, ` +
        `numeric ${numeric.toPrecision(10)}, relative error ${relative.toExponential(2)}`,
    );
  }
  if (fault) {
    const { op, site, explanation, hint } = fault.cause;
    lines.push(`  At fault: ${op}${site ? `, line ${site.line}` : ''}. ${explanation}${hint ? ` ${hint}` : ''}`);
  }
  if (stepSize) {
    const best = stepSize.error.reduce((b, e, i) => (e < stepSize.error[b] ? i : b), 0);
    lines.push(
      `  Step size: smallest error ${stepSize.error[best].toExponential(1)} at eps ${stepSize.eps[best].toExponential(0)}`,
    );
  }
  return lines.join('\n');
}
