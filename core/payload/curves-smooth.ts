/**
 * Smoothing of a curve: the debiased exponential moving average over all points, before any thinning for the screen.
 *
 *   m_t = w m_{t-1} + (1 - w) x_t,   s_t = m_t / (1 - w^t),   m_0 = 0
 *
 * The division takes out the pull of m_0 towards zero, so the first point is the first value. A bucket that stands for n
 * points counts as n equal points (w^n). On a log axis the mean is taken of log x, else the line would not run through the
 * middle of what is seen.
 */

/** A weight of 1 would never leave the first value. */
export const MAX_SMOOTHING = 0.999;

export interface SmoothOptions {
  /** w, 0 (none) to `MAX_SMOOTHING`. */
  readonly weight: number;
  /** Average log x; points that are not positive are left out. */
  readonly log?: boolean;
  /** Points that each entry stands for. */
  readonly bucket?: number;
}

/** The running state, so that a live curve is smoothed as it grows. */
export class Smoother {
  readonly #decay: number;
  readonly #log: boolean;
  #mean = 0;
  /** 1 - w^t, the share of the mean that data (not m_0) makes up. */
  #mass = 0;
  #constant = true;
  #first = Number.NaN;

  constructor(options: SmoothOptions) {
    const weight = Math.min(Math.max(options.weight, 0), MAX_SMOOTHING);
    this.#decay = weight ** (options.bucket ?? 1);
    this.#log = options.log ?? false;
  }

  /** Smooths `values[from..to)` into the same places of `out`. A value that is not finite leaves a NaN and no trace. */
  run(values: ArrayLike<number>, from: number, to: number, out: Float32Array): void {
    const w = this.#decay;
    for (let i = from; i < to; i++) {
      const raw = values[i];
      const x = this.#log ? Math.log(raw) : raw;
      if (!Number.isFinite(x)) {
        out[i] = Number.NaN;
        continue;
      }
      if (Number.isNaN(this.#first)) this.#first = x;
      // A constant series stays exactly constant; rounding in the quotient would make it tremble.
      this.#constant &&= x === this.#first;
      this.#mean = w * this.#mean + (1 - w) * x;
      this.#mass = w * this.#mass + (1 - w);
      const s = this.#constant ? x : this.#mean / this.#mass;
      out[i] = this.#log ? Math.exp(s) : s;
    }
  }
}

/** The whole column smoothed. */
export function smooth(values: ArrayLike<number>, options: SmoothOptions): Float32Array {
  const out = new Float32Array(values.length);
  new Smoother(options).run(values, 0, values.length, out);
  return out;
}
