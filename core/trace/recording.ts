/**
 * What the tape notes down for the views: off by default and free when off.
 *
 * A notebook turns it on. Then every node knows the source position and the module that made it, and keeps its
 * result (and, after backward, its gradient) when that is small.
 */

/** Where in a notebook an operation stands; lines and columns count from 1. */
export interface Site {
  readonly cell: string;
  readonly line: number;
  readonly column: number;
  /** The cell's place in the notebook when it ran, from 1. */
  readonly index?: number;
}

export const recording = {
  /** True while nodes keep results and gradients of at most `limit` elements. */
  on: false,
  limit: 4096,
};

/** A position that was noted but not yet worked out: formatting a stack costs far more than capturing it. */
export type PendingSite = () => Site | null;

let provider: (() => PendingSite) | null = null;

/** Sets how the position of the running operation is noted; null turns it off. */
export function setSiteProvider(note: (() => PendingSite) | null): void {
  provider = note;
}

export function currentSite(): PendingSite | null {
  return provider ? provider() : null;
}

const path: string[] = [];

/** Called by a module around its forward. */
export function enterModule(name: string): void {
  path.push(name);
}
export function leaveModule(): void {
  path.pop();
}
/** Names of the running modules, outermost first; a module called from another is named by its attribute there. */
export function modulePath(): readonly string[] {
  return path.length ? path.slice() : EMPTY;
}
const EMPTY: readonly string[] = [];
