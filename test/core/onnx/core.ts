/** The library under test: the built `dist/core/index.js` for the command, the sources for the unit tests. */
export type Core = typeof import('../../../core/index.ts');
export type Tensor = import('../../../core/index.ts').Tensor;

/** The library; set before anything runs. */
export let T: Core;

export function useCore(core: Core): void {
  T = core;
}
