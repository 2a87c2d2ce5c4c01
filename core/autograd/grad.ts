/** Gradients as a value: torch.autograd.grad. */
import type { Tensor } from '../tensor/tensor.ts';
import { type BackwardOptions, gradients } from './engine.ts';

export interface GradOptions extends BackwardOptions {
  /** Gradients of what follows, one per output (null for a one-element output). */
  readonly gradOutputs?: Tensor | readonly (Tensor | null)[] | null;
  /** Give null for an input that no output depends on, instead of an error. */
  readonly allowUnused?: boolean;
  /** Give zeros there. */
  readonly materializeGrads?: boolean;
}

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/**
 * Gradients of the sum of `outputs` with respect to `inputs`, without touching any `.grad`.
 * Throws GradError where an input does not require grad, or is not used (unless `allowUnused`).
 */
export function grad(
  outputs: Tensor | readonly Tensor[],
  inputs: Tensor | readonly Tensor[],
  gradOutputs?: Tensor | readonly (Tensor | null)[] | GradOptions | null,
  options: GradOptions = {},
): (Tensor | null)[] {
  const named =
    gradOutputs !== null && typeof gradOutputs === 'object' && !Array.isArray(gradOutputs) && !('shape' in gradOutputs);
  const settings = named ? { ...(gradOutputs as GradOptions), ...options } : options;
  const given =
    (named ? settings.gradOutputs : (gradOutputs as Tensor | readonly (Tensor | null)[] | null | undefined)) ?? null;
  const roots = list<Tensor>(outputs as Tensor);
  const weights = given === null ? roots.map(() => null) : list<Tensor | null>(given as Tensor);
  return gradients(roots, list<Tensor>(inputs as Tensor), weights, settings);
}
