/** The gradient-check report as a view output. */
import type { GradcheckEntry, GradcheckReport } from '../../../../core/autograd/gradcheck.ts';
import { type CheckedParameter, type GradcheckSpec, MAX_MAP } from '../../../../core/payload/gradcheck.ts';
import { encodePayload } from '../../../../core/payload/safetensors.ts';
import { type PayloadTensor, type ViewOutput, viewMime } from '../../../../core/payload/view.ts';

export interface GradcheckViewOptions {
  readonly title: string;
  /** Evaluations of the function. */
  readonly evaluations: number;
}

export function gradcheckOutput(report: GradcheckReport, options: GradcheckViewOptions): ViewOutput {
  const buffers: Record<string, PayloadTensor> = {};
  const parameters = report.entries.map((entry, i): CheckedParameter => {
    if (entry.errors.length <= MAX_MAP) {
      buffers[`error.${i}`] = { dtype: 'F32', shape: entry.shape, data: Float32Array.from(entry.errors) };
    }
    return {
      name: entry.name,
      shape: entry.shape,
      checked: entry.errors.length,
      failing: failing(entry, report),
      worst: entry.worst,
      analytic: finite(entry.analytic),
      numeric: finite(entry.numeric),
      relative: finite(entry.relativeError),
    };
  });
  const spec: GradcheckSpec = {
    version: 1,
    title: options.title,
    passed: report.passed,
    dtype: 'float64',
    eps: report.eps,
    atol: report.atol,
    rtol: report.rtol,
    evaluations: options.evaluations,
    parameters,
  };
  return { mime: viewMime('gradcheck'), bytes: encodePayload(spec, buffers), text: twin(report, options.title) };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Elements beyond the tolerance: at least one where the entry failed (the report keeps relative errors only). */
function failing(entry: GradcheckEntry, report: GradcheckReport): number {
  if (entry.passed) return 0;
  let count = 0;
  for (const error of entry.errors) if (!(error <= report.rtol)) count++;
  return Math.max(1, count);
}

function twin(report: GradcheckReport, title: string): string {
  const bad = report.entries.filter(({ passed }) => !passed).length;
  const head = `${title}: ${bad === 0 ? 'passed' : `${bad} of ${report.entries.length} failed`} (float64, eps ${report.eps})`;
  const rows = report.entries.map((entry) => {
    const { name, shape, worst, analytic, numeric, relativeError, passed } = entry;
    const at = worst.length ? `[${worst.join(', ')}]` : '';
    return (
      `  ${passed ? 'pass' : 'FAIL'}  ${name} [${shape.join(', ')}]  worst ${name}${at}: analytic ${analytic.toPrecision(10)}, ` +
      `numeric ${numeric.toPrecision(10)}, relative error ${relativeError.toExponential(2)}`
    );
  });
  return [head, ...rows].join('\n');
}
