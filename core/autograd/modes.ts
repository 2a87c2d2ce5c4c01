/** Whether operations are recorded, and where new tensors are made. */
import { ArgumentError } from '../errors.ts';

/** Read on every operation, hence a plain field. Write it through the functions below. */
export const mode = { grad: true };

export function isGradEnabled(): boolean {
  return mode.grad;
}

function withGrad<T>(enabled: boolean, name: string, body: () => T): T {
  const before = mode.grad;
  mode.grad = enabled;
  try {
    const result = body();
    if (result instanceof Promise) {
      throw new ArgumentError(`${name}: the callback returned a Promise`, {
        op: name,
        fix: `A mode holds for a synchronous block only: await first, then call ${name}(() => ...) on the result.`,
      });
    }
    return result;
  } finally {
    mode.grad = before;
  }
}

/** Runs `body` without recording, and returns its result. `body` must be synchronous. */
export function noGrad<T>(body: () => T): T {
  return withGrad(false, 'noGrad', body);
}

/** Runs `body` with recording on, also inside noGrad. `body` must be synchronous. */
export function enableGrad<T>(body: () => T): T {
  return withGrad(true, 'enableGrad', body);
}

/** Turns recording on or off until it is set again. */
export function setGradEnabled(enabled: boolean): void {
  mode.grad = enabled;
}
