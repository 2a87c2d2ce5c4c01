/** Gradients by differences: what derivatives are checked against, and what they cost without backward. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { Tensor } from '../tensor/tensor.ts';
import { noGrad } from './modes.ts';

export interface NumericalOptions {
  /** Step (default 1e-6 in float64, 1e-3 in float32, near the optimum of rounding against truncation). */
  readonly eps?: number;
  /** `central`: (f(x + h) - f(x - h)) / 2h, error O(h^2). `forward`: (f(x + h) - f(x)) / h, error O(h). */
  readonly method?: 'central' | 'forward' | 'backward';
}

/**
 * The gradient of a function with one number as result, element by element: two calls per element (one and a first for
 * one-sided differences). `x` is copied and keeps its dtype; float64 gives about ten digits, float32 about three.
 */
export function numericalGradient(
  fn: (x: Tensor) => Tensor | number,
  x: Tensor,
  options: NumericalOptions = {},
): Tensor {
  const { method = 'central' } = options;
  if (x.dtype !== 'float64' && x.dtype !== 'float32')
    throw new ArgumentError(`numericalGradient: x is ${x.dtype}`, {
      op: 'numericalGradient',
      fix: 'Convert it: x.double().',
    });
  if (method !== 'central' && method !== 'forward' && method !== 'backward')
    throw new ArgumentError(`numericalGradient: unknown method '${String(method)}'`, {
      op: 'numericalGradient',
      fix: "The methods are 'central', 'forward' and 'backward'.",
    });
  const h = options.eps ?? (x.dtype === 'float64' ? 1e-6 : 1e-3);
  if (!(h > 0))
    throw new ArgumentError(`numericalGradient: eps must be positive, got ${h}`, { op: 'numericalGradient' });
  return noGrad(() => {
    const at = x.detach().clone();
    const value = (): number => {
      const out = fn(at);
      if (out instanceof Tensor && out.numel() !== 1)
        throw new ShapeError(
          `numericalGradient: the function must return one number, it returned ${formatShape(out.shape)}`,
          { op: 'numericalGradient', fix: 'Reduce its result, e.g. with .sum().' },
        );
      return Number(out instanceof Tensor ? out.item() : out);
    };
    const out = Tensor.empty(x.shape.slice(), x.dtype);
    const centre = method === 'central' ? 0 : value();
    for (let i = 0; i < out.array.length; i++) {
      const before = at.array[i];
      const shifted = (step: number): number => {
        at.array[i] = before + step;
        const y = value();
        at.array[i] = before;
        return y;
      };
      out.array[i] =
        method === 'central'
          ? (shifted(h) - shifted(-h)) / (2 * h)
          : method === 'forward'
            ? (shifted(h) - centre) / h
            : (centre - shifted(-h)) / h;
    }
    return out;
  });
}
