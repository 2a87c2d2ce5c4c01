/** The kernel's interrupt, polled by every operation. */

let check: (() => void) | null = null;

/** Sets what every operation calls first; it throws InterruptError when the user asked to stop. Null turns it off. */
export function setInterruptCheck(poll: (() => void) | null): void {
  check = poll;
}

/** Throws when the run was interrupted. */
export function checkInterrupt(): void {
  if (check !== null) check();
}
