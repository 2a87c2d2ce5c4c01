/**
 * The tensor view's payload: one or more tensors, each with its statistics (computed in the kernel over all elements)
 * and its elements, or a preview of them where there are too many to store.
 */
import type { CodeSite, ValueRef } from './messages.ts';
import type { TensorStats } from './stats.ts';

/** What a tensor can show beside its values; each is a buffer of the values' (stored) shape. */
export const TENSOR_PLANES = ['value', 'grad', 'update'] as const;
export type TensorPlane = (typeof TENSOR_PLANES)[number];

/** Why there is no gradient, or that there is one. Absent numbers are different things and are never shown as 0. */
export type GradState = 'present' | 'notRun' | 'noGrad' | 'none';

export interface TensorAxis {
  readonly name?: string;
  /** One per index of the whole axis. */
  readonly labels?: readonly string[];
}

/** How the stored elements relate to the tensor's: which indices of each axis are kept, and block means at the end. */
export interface TensorPreview {
  /** Per axis: the kept indices, or null where all are. */
  readonly kept: readonly (readonly number[] | null)[];
  /** Blocks of the last two axes whose mean is stored: [rows, columns]; [1, 1] where elements are exact. */
  readonly pool: readonly [number, number];
}

export interface PlaneSpec {
  readonly stats: TensorStats;
  /** Edges of the histogram in buffer `<i>.<plane>.hist`. */
  readonly histogram: { readonly low: number; readonly high: number };
}

/** The elements are brightnesses: black at `low`, white at `high`; `rgb` where axis 1 of four has red, green, blue. */
export interface TensorImage {
  readonly low: number;
  readonly high: number;
  readonly rgb: boolean;
}

export interface TensorItemSpec {
  /** The variable, where it is known. */
  readonly name?: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: number;
  readonly axes: readonly TensorAxis[];
  readonly requiresGrad: boolean;
  readonly gradState: GradState;
  /** The op that made it and where. */
  readonly op?: string;
  readonly site?: CodeSite;
  readonly ref?: ValueRef;
  readonly preview?: TensorPreview;
  /** Set where the values are shown as pictures: [h, w], [n, h, w] or [n, 1 or 3, h, w]. */
  readonly image?: TensorImage;
  readonly planes: { readonly [plane in TensorPlane]?: PlaneSpec };
}

/** Buffers: `<i>.<plane>` with the elements, `<i>.<plane>.hist` (U32) with the counts; i is the item's index. */
export interface TensorSpec {
  readonly items: readonly TensorItemSpec[];
}

/** Elements stored exactly; above that, a preview. */
export const TENSOR_EXACT = 65_536;
/** Elements stored exactly when the user asks to keep a tensor in full (2 MiB of float32). */
export const TENSOR_FULL = 524_288;
export const TENSOR_BINS = 60;
