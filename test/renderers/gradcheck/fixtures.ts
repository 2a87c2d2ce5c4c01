/** A report as a failed check makes it: swish without its inner factor, so the first layer's gradients are wrong. */
import type { GradcheckSpec } from '../../../core/payload/gradcheck.ts';
import { encodePayload } from '../../../core/payload/safetensors.ts';
import type { PayloadTensor } from '../../../core/payload/view.ts';

const PARAMETERS: readonly [name: string, shape: number[], bad: boolean][] = [
  ['fc1.weight', [6, 4], true],
  ['fc1.bias', [6], true],
  ['norm.weight', [6], false],
  ['norm.bias', [6], false],
  ['fc2.weight', [3, 6], false],
  ['fc2.bias', [3], false],
];

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export function failedReport(extra: Partial<GradcheckSpec> = {}): Uint8Array {
  const buffers: Record<string, PayloadTensor> = {};
  const f32 = (data: Float32Array, shape: number[] = [data.length]): PayloadTensor => ({ dtype: 'F32', shape, data });
  const parameters = PARAMETERS.map(([name, shape, bad], i) => {
    const n = shape.reduce((a, b) => a * b, 1);
    const data = Float32Array.from({ length: n }, (_, k) => (bad ? 0.4 + 0.5 * Math.sin(k + 1) ** 2 : 1e-9 * (1 + k)));
    const worst = Math.min(n - 1, 5);
    data[worst] = bad ? 1.35 : 5.25e-8;
    buffers[`error.${i}`] = f32(data, shape);
    const cols = shape[shape.length - 1];
    return {
      name,
      shape,
      checked: n,
      failing: bad ? n : 0,
      worst: shape.length === 2 ? [Math.floor(worst / cols), worst % cols] : [worst],
      analytic: bad ? 0.0050718 : -0.0018228,
      numeric: bad ? -0.0017614 : -0.0018228,
      relative: data[worst],
    };
  });
  const x = Float32Array.from({ length: 81 }, (_, i) => -4 + i / 10);
  buffers['curve.x'] = f32(x);
  buffers['curve.yours'] = f32(x.map((v) => sigmoid(v) + v * sigmoid(v)));
  buffers['curve.numeric'] = f32(x.map((v) => sigmoid(v) + v * sigmoid(v) * (1 - sigmoid(v))));
  const spec: GradcheckSpec = {
    version: 1,
    title: 'Gradient Check',
    passed: false,
    dtype: 'float64',
    eps: 1e-6,
    atol: 1e-5,
    rtol: 1e-3,
    evaluations: 126,
    parameters,
    cause: {
      op: 'swish',
      site: { cell: '19', line: 6, col: 3 },
      explanation: 'The gradient arriving from norm agrees to 1e-8; the gradient leaving does not.',
      inputShape: [5, 6],
      worst: [4, 2],
      at: 1.616821,
      analytic: 2.183361047,
      numeric: 1.057810461,
      analyticTex: '\\sigma(x) + x\\,\\sigma(x)',
      hint: 'A factor (1 \u2212 \u03c3(x)) is missing from the second term: \u03c3\u2032 = \u03c3(1 \u2212 \u03c3).',
    },
    stepSize: { eps: [1e-4, 1e-5, 1e-6], error: [1.35, 1.35, 1.35] },
    ...extra,
  };
  return encodePayload(spec, buffers);
}
