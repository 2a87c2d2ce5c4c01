/** Which kernels run. */
import { load } from './module.ts';

/** Read on every operation, hence a plain field. Write it through `setKernels`. */
export const kernels = { fast: true };

/**
 * `auto`: the fastest kernels that the host runs. `plain`: WebAssembly without relaxed SIMD, so that every engine gives
 * the same bits. `reference`: the loops in TypeScript beside each operation's record, which everything is tested against.
 */
export function setKernels(which: 'auto' | 'plain' | 'reference'): void {
  kernels.fast = which !== 'reference';
  if (which !== 'reference') load(which === 'plain' ? 'plain' : 'best');
}
