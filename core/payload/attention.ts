/**
 * The attention view's payload: weights of every head over query and key tokens, with the scores they came from where
 * they were captured.
 *
 * Buffers: `weights` F32 [L, H, Q, K]; optional `scores` F32 (q·k before scaling) and `grad` F32 (dL/dA) of the same
 * shape; optional `mask` U8 [Q, K], 1 where a key is masked out. Over the cap `weights` holds one head (`only`) and
 * `thumbs` F32 [L, H, T, T] the block maxima of all.
 */
import type { ValueRef } from './messages.ts';

export type HeadKind = 'previous token' | 'self' | 'first-token sink' | 'two back' | 'local' | 'uniform' | 'mixed';

export interface HeadSpec {
  readonly kind: HeadKind;
  /** The score behind `kind`: mean weight of the pattern; null where the kind is by entropy. */
  readonly score: number | null;
  /** Mean over the rows of entropy divided by the entropy of the uniform row; 0 to 1. */
  readonly entropy: number;
  /** Largest weight on a masked key. */
  readonly leaked: number;
}

export interface AttentionSpec {
  readonly layers: number;
  readonly heads: number;
  readonly queries: number;
  readonly keys: number;
  /** One per layer: `blocks.0.attn`. */
  readonly layerNames: readonly string[];
  readonly queryTokens: readonly string[];
  readonly keyTokens: readonly string[];
  readonly mask: 'none' | 'causal' | 'custom';
  readonly headSize?: number;
  /** Scores are multiplied by this before the softmax: 1 / sqrt(head size). */
  readonly scale: number;
  /** L x H, layer by layer. */
  readonly headInfo: readonly HeadSpec[];
  /** The one head that is stored exactly, over the cap. */
  readonly only?: { readonly layer: number; readonly head: number };
  readonly ref?: ValueRef;
}

/** Elements of `weights` stored exactly: 16 heads of 128 x 128. */
export const ATTENTION_EXACT = 262_144;
export const THUMB_SIDE = 32;
