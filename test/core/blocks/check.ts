/** Gradients of a module's parameters and inputs against central differences, in float64. */
import { expect } from 'vitest';
import * as T from '../../../core/index.ts';

/** Deterministic float64 values, standard normal. */
export function values(shape: number[], seed = 1): T.Tensor {
  return T.randn(shape, { generator: new T.Generator().manualSeed(seed), dtype: 'float64' });
}
export const ints = (data: T.TensorData): T.Tensor => T.tensor(data, { dtype: 'int32' });

/** Number of learned values. */
export const count = (module: T.nn.Module): number => module.parameters().reduce((n, p) => n + p.numel(), 0);

const EPS = 1e-6;

/**
 * Compares every parameter's and every input's gradient of a weighted sum of the outputs of `call`. Parameters get fresh
 * normal values first, so that none is at a symmetric or vanishing point.
 */
export function checkGradients(
  module: T.nn.Module,
  inputs: readonly T.Tensor[],
  call: () => T.Tensor | readonly T.Tensor[],
  options: { scale?: number } = {},
): void {
  module.double();
  module.parameters().forEach((p, i) => {
    T.noGrad(() => p.copy_(values(p.shape.slice(), 100 + i).mul(options.scale ?? 0.5)));
  });
  const loss = (): T.Tensor => {
    const result = call();
    const outputs = (Array.isArray(result) ? result : [result]) as T.Tensor[];
    return outputs
      .map((y) => y.mul(T.arange(y.numel(), { dtype: 'float64' }).mul(1.7).add(1).cos().reshape(y.shape.slice())).sum())
      .reduce((a, b) => a.add(b));
  };
  module.zeroGrad();
  for (const x of inputs) x.grad = null;
  loss().backward();
  const checked: [string, T.Tensor][] = [
    ...module.namedParameters(),
    ...inputs.map((x, i): [string, T.Tensor] => [`input ${i}`, x]),
  ];
  for (const [name, tensor] of checked) {
    const analytic = tensor.grad ? (tensor.grad.flatten().toArray() as number[]) : new Array(tensor.numel()).fill(0);
    const memory = tensor.array;
    // Few elements of large parameters are enough: every one goes through the same formula.
    const step = Math.max(1, Math.floor(tensor.numel() / 12));
    for (let i = 0; i < tensor.numel(); i += step) {
      const at = tensor.offset + i;
      const before = memory[at];
      const [plus, minus] = [EPS, -EPS].map((d) => {
        memory[at] = before + d;
        return T.noGrad(() => loss().item() as number);
      });
      memory[at] = before;
      const numeric = (plus - minus) / (2 * EPS);
      const error = Math.abs(analytic[i] - numeric);
      if (error > 1e-5 + 1e-3 * Math.abs(numeric))
        expect.fail(`${name}[${i}]: analytic ${analytic[i]}, numeric ${numeric}`);
    }
  }
}
