/**
 * The interrupt as the kernel sees it: a flag in shared memory, looked at every so many loop passes and calls, and by
 * each tensor operation. How many passes go by is adapted, so that looking costs little and happens every few
 * milliseconds, whatever a pass costs.
 */
import { InterruptError } from '../../../core/errors.ts';

/** Wanted time between two looks. */
const PERIOD_MS = 4;
const FIRST_COUNT = 256;
const MAX_COUNT = 1 << 16;

export class Interrupt {
  readonly #flag: Int32Array;
  #count = FIRST_COUNT;
  #last = 0;
  #operations = 0;
  /** Passes left until the next look; generated code counts it down. */
  n = FIRST_COUNT;
  #reject: ((error: InterruptError) => void) | null = null;
  /** What else a busy cell leaves undone, every few milliseconds: timers do not run in a synchronous loop. */
  readonly #meanwhile: () => void;

  constructor(flag: SharedArrayBuffer, meanwhile: () => void) {
    this.#flag = new Int32Array(flag);
    this.#meanwhile = meanwhile;
  }

  get requested(): boolean {
    return Atomics.load(this.#flag, 0) !== 0;
  }

  /** Called by generated code when `n` falls below 0. */
  readonly tick = (): void => {
    if (this.requested) {
      // Stay at 0: a loop that catches this error meets it again in its next pass.
      this.n = 0;
      throw interrupted();
    }
    const now = performance.now();
    const elapsed = now - this.#last;
    this.#last = now;
    if (elapsed > 2 * PERIOD_MS) this.#count = Math.max(1, this.#count >> 1);
    else if (elapsed < PERIOD_MS / 2) this.#count = Math.min(MAX_COUNT, this.#count << 1);
    this.n = this.#count;
    this.#meanwhile();
  };

  /** Called by each tensor operation. */
  readonly check = (): void => {
    if (this.requested) throw interrupted();
    // A loop whose passes have become slow looks again in its next pass, whatever its count says.
    if ((++this.#operations & 15) === 0 && performance.now() - this.#last > 2 * PERIOD_MS) this.n = 0;
  };

  /** Starts a run: forgets an earlier interrupt, and gives what the run's promise is raced against. */
  begin(): Promise<never> {
    Atomics.store(this.#flag, 0, 0);
    this.#last = performance.now();
    // What an earlier run's loops were like says nothing about this one's.
    this.#count = FIRST_COUNT;
    this.n = this.#count;
    return new Promise<never>((_, reject) => {
      this.#reject = reject;
    });
  }

  /** The host's message: for a cell that waits and so looks at nothing. What it left running stops at its next pass. */
  arrive(): void {
    this.n = 0;
    this.#reject?.(interrupted());
    this.#reject = null;
  }

  end(): void {
    this.#reject = null;
  }
}

function interrupted(): InterruptError {
  return new InterruptError('Interrupted. Variables keep the values they have.');
}
