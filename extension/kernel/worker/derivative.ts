/** Derivatives of a computation two ways: by its backward, and by central differences. In float64, on copies. */
import { gradients } from '../../../core/autograd/engine.ts';
import { enableGrad, noGrad } from '../../../core/autograd/modes.ts';
import { isFloat } from '../../../core/tensor/dtype.ts';
import { Tensor } from '../../../core/tensor/tensor.ts';

export interface Tolerance {
  /** Step of the central difference. */
  readonly eps: number;
  readonly atol: number;
  readonly rtol: number;
}

/** A leaf in float64 with the values of a tensor, dense and its own. */
export function leafOf(tensor: Tensor): Tensor {
  return noGrad(() => tensor.detach().to('float64').clone()).requiresGrad_();
}

/** How results become the one number that is differentiated: the weight of element `k` of all results. */
export type Seed = (k: number) => number;

/** The number itself where there is one; else different weights, so that no sum hides an error. */
export const mixed: Seed = (k) => Math.cos(1.7 * k);
export const summed: Seed = () => 1;

/** A function of float64 leaves, made one number by a seed. */
export class Scalar {
  readonly inputs: readonly Tensor[];
  readonly #call: () => readonly Tensor[];
  readonly #seed: Seed;

  constructor(call: () => readonly Tensor[], inputs: readonly Tensor[], seed: Seed) {
    this.#call = () => call().filter(({ dtype }) => isFloat(dtype));
    this.inputs = inputs;
    this.#seed = seed;
  }

  value(): number {
    const results = noGrad(this.#call);
    let sum = 0;
    let k = 0;
    for (const { data } of results) for (let i = 0; i < data.length; i++) sum += data[i] * this.#seed(k++);
    return sum;
  }

  /** By backward: one array per input, zeros where no gradient arrives. */
  analytic(): Float64Array[] {
    return enableGrad(() => {
      const results = this.#call();
      let k = 0;
      const seeds = results.map((result) => {
        const seed = Tensor.empty(result.shape.slice(), result.dtype);
        const { array } = seed;
        for (let i = 0; i < array.length; i++) array[i] = this.#seed(k++);
        return seed;
      });
      const live = results.flatMap((result, i) => (result.requiresGrad ? [i] : []));
      const found =
        live.length === 0
          ? []
          : gradients(
              live.map((i) => results[i]),
              this.inputs,
              live.map((i) => seeds[i]),
              { allowUnused: true },
            );
      return this.inputs.map((input, i) => {
        const gradient = found[i];
        return gradient ? Float64Array.from(gradient.data) : new Float64Array(input.numel());
      });
    });
  }

  /** By a central difference in element `at` of an input. */
  numeric(input: number, at: number, eps: number): number {
    const { array, offset } = this.inputs[input];
    const before = array[offset + at];
    try {
      array[offset + at] = before + eps;
      const plus = this.value();
      array[offset + at] = before - eps;
      return (plus - this.value()) / (2 * eps);
    } finally {
      array[offset + at] = before;
    }
  }

  /** By a central difference along a direction through all inputs, one array each. */
  along(direction: readonly Float64Array[], eps: number): number {
    const before = this.inputs.map(({ array, offset }, i) => array.slice(offset, offset + direction[i].length));
    const move = (by: number) => {
      this.inputs.forEach(({ array, offset }, i) => {
        for (let k = 0; k < direction[i].length; k++) array[offset + k] = before[i][k] + by * direction[i][k];
      });
      return this.value();
    };
    try {
      return (move(eps) - move(-eps)) / (2 * eps);
    } finally {
      move(0);
    }
  }
}

/** How far beyond what is allowed: at most 1 passes. */
export function excess(analytic: number, numeric: number, { atol, rtol }: Tolerance): number {
  if (analytic === numeric || (Number.isNaN(analytic) && Number.isNaN(numeric))) return 0;
  const over = Math.abs(analytic - numeric) / (atol + rtol * Math.abs(numeric));
  return Number.isNaN(over) ? Number.POSITIVE_INFINITY : over;
}

/** |a - n| / max(|a|, |n|), 0 where both vanish. */
export function relativeError(analytic: number, numeric: number): number {
  const scale = Math.max(Math.abs(analytic), Math.abs(numeric));
  return scale === 0 ? 0 : Math.abs(analytic - numeric) / scale;
}

/** Up to `wanted` of `total` places, evenly spaced, first and last among them. */
export function spread(total: number, wanted: number): number[] {
  if (total <= wanted) return Array.from({ length: total }, (_, i) => i);
  if (wanted <= 1) return total > 0 ? [0] : [];
  return Array.from({ length: wanted }, (_, i) => Math.round((i * (total - 1)) / (wanted - 1)));
}

export function unravel(flat: number, shape: readonly number[]): number[] {
  const out = new Array<number>(shape.length);
  let rest = flat;
  for (let d = shape.length - 1; d >= 0; d--) {
    out[d] = rest % shape[d];
    rest = Math.floor(rest / shape[d]);
  }
  return out;
}
