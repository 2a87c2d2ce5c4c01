/** What the host and the look-ahead worker say to each other: the notebook's cells, and what shapes they lead to. */
import type { CellText, TextChange } from '../protocol.ts';

export interface PlannedTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
}

export interface ShapeFix {
  readonly title: string;
  readonly edits: readonly TextChange[];
}

/** A call whose shapes do not fit, with the message that a run would give. */
export interface ShapeProblem {
  readonly message: string;
  /** The argument at fault, in the cell that holds it. */
  readonly cell: string;
  readonly start: number;
  readonly end: number;
  readonly fixes: readonly ShapeFix[];
  /** The calls that led there, outermost last. */
  readonly callers: readonly { readonly cell: string; readonly start: number; readonly end: number }[];
}

/**
 * How far a cell got. `done`: to its end. `problem`: to a call that cannot be. `unknown`: to something that only a run
 * can know (a file, the network, a name that has no value, the time limit).
 */
export type CellState = 'done' | 'problem' | 'unknown';

export interface CellOutlook {
  readonly cell: string;
  readonly state: CellState;
  /** Tensors by path (`x`, `net.fc1.weight`) as they are after this cell. */
  readonly values: Readonly<Record<string, PlannedTensor>>;
  /** Top-level variables of this cell that got no value. */
  readonly missing: readonly string[];
  readonly problem: ShapeProblem | null;
}

export type ToLookahead = { readonly kind: 'run'; readonly id: number; readonly cells: readonly CellText[] };

export type FromLookahead =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly cells: readonly CellOutlook[] }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

export interface Limits {
  /** Milliseconds after which loops of a cell are left. */
  readonly loops: number;
  /** Milliseconds after which a cell is given up. */
  readonly cell: number;
  /** Milliseconds for a whole notebook. */
  readonly notebook: number;
}

export const defaultLimits: Limits = { loops: 120, cell: 600, notebook: 3000 };
