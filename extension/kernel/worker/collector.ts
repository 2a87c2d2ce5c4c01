/**
 * Lends the core a garbage collector that works inside a running cell.
 *
 * A synchronous loop never reaches the point at which V8 clears weak references, so memory of forgotten tensors would not
 * come back before the cell ends. An empty script in a context with a microtask queue of its own lets go of the
 * references that the running job holds; the collection then finds what is really unreachable. Without it everything
 * works as well, in ordinary and slower memory.
 */
import v8 from 'node:v8';
import vm from 'node:vm';
import { setCollector } from '../../../core/index.ts';

export function lendCollector(): void {
  v8.setFlagsFromString('--expose-gc');
  const collect: unknown = vm.runInNewContext('globalThis.gc');
  if (typeof collect !== 'function') return;
  const letGo = vm.createContext({}, { microtaskMode: 'afterEvaluate' });
  setCollector(() => {
    vm.runInContext('0', letGo);
    collect();
  });
}
