/**
 * Attention weights as a view output. A layer is what a hook on an attention module captures: its path, the weights,
 * and where they were at hand the scores and the mask.
 */

import { formatShape, ShapeError } from '../../../../core/errors.ts';
import { ATTENTION_EXACT, type AttentionSpec, type HeadSpec, THUMB_SIDE } from '../../../../core/payload/attention.ts';
import { describeHead } from '../../../../core/payload/attention-stats.ts';
import type { ValueRef } from '../../../../core/payload/messages.ts';
import { encodePayload } from '../../../../core/payload/safetensors.ts';
import { short } from '../../../../core/payload/stats.ts';
import { type PayloadTensor, type ViewOutput, viewMime } from '../../../../core/payload/view.ts';
import type { Tensor } from '../../../../core/tensor/tensor.ts';

/** One attention layer's capture. Weights [Q, K], [H, Q, K] or [1, H, Q, K]; the others of the same shape. */
export interface AttentionLayer {
  /** Module path, e.g. `blocks.0.attn`. */
  readonly name?: string;
  readonly weights: Tensor;
  /** q·k before scaling and masking. */
  readonly scores?: Tensor;
  /** dL/dA; the weights' own `grad` otherwise. */
  readonly grad?: Tensor;
}

export interface AttentionOptions {
  /** Words for queries and keys; `keyTokens` where the keys are others (cross-attention). */
  readonly tokens?: readonly string[];
  readonly keyTokens?: readonly string[];
  /** True where a key is masked out, or additive with -Infinity there: [Q, K]. */
  readonly mask?: Tensor;
  /** Expect a causal mask: weight on later keys is then reported as leaked. Recognised by itself where it holds. */
  readonly causal?: boolean;
  /** Size of one head's queries: scores are divided by its square root. */
  readonly headSize?: number;
  readonly ref?: ValueRef;
}

interface Sizes {
  readonly heads: number;
  readonly queries: number;
  readonly keys: number;
}

/** Throws ShapeError if the layers differ in shape, or scores, mask or tokens do not fit the weights. */
export function attentionOutput(layers: readonly AttentionLayer[], options: AttentionOptions = {}): ViewOutput {
  if (layers.length === 0) {
    throw new ShapeError('attention: no attention layer was captured', {
      op: 'attention',
      fix: 'Pass the weights of an attention layer, or a module that has one.',
    });
  }
  const sizes = sizesOf(layers[0].weights);
  const { heads, queries, keys } = sizes;
  const perLayer = heads * queries * keys;
  const gather = (
    pick: (layer: AttentionLayer) => Tensor | null | undefined,
    what: string,
  ): Float32Array | undefined => {
    if (layers.some((layer) => (pick(layer) ?? null) === null)) return undefined;
    const out = new Float32Array(layers.length * perLayer);
    layers.forEach((layer, i) => {
      const tensor = pick(layer) as Tensor;
      const own = sizesOf(tensor);
      if (own.heads !== heads || own.queries !== queries || own.keys !== keys) {
        throw new ShapeError(
          `attention: ${what} of ${layer.name ?? `layer ${i}`} are ${formatShape(tensor.shape)}, expected [${heads}, ${queries}, ${keys}]`,
          {
            op: 'attention',
            operands: [{ name: what, shape: tensor.shape }],
            fix: 'Show layers of different sizes one by one.',
          },
        );
      }
      out.set(tensor.data, i * perLayer);
    });
    return out;
  };
  const weights = gather((layer) => layer.weights, 'weights') as Float32Array;
  const scores = gather((layer) => layer.scores, 'scores');
  const grad = gather((layer) => layer.grad ?? layer.weights.grad, 'gradients');
  const { kind, mask } = findMask(weights, sizes, options);
  const headInfo = Array.from({ length: layers.length * heads }, (_, i) =>
    describeHead(weights, i * queries * keys, queries, keys, mask),
  );
  const spec: AttentionSpec = {
    layers: layers.length,
    ...sizes,
    layerNames: layers.map((layer, i) => layer.name ?? `layer ${i}`),
    queryTokens: tokens(options.tokens, queries, 'query'),
    keyTokens: tokens(options.keyTokens ?? options.tokens, keys, 'key'),
    mask: kind,
    ...(options.headSize === undefined ? {} : { headSize: options.headSize }),
    scale: options.headSize === undefined ? 1 : 1 / Math.sqrt(options.headSize),
    headInfo,
    ...(weights.length > ATTENTION_EXACT ? { only: { layer: 0, head: 0 } } : {}),
    ...(options.ref === undefined ? {} : { ref: options.ref }),
  };
  const buffers = makeBuffers(spec, weights, scores, grad, mask);
  return { mime: viewMime('attention'), bytes: encodePayload(spec, buffers), text: attentionText(spec) };
}

/** `attention 1 layer, 8 heads, 16 x 16 tokens, causal; head 0 previous token 0.82; ...`. */
export function attentionText(spec: AttentionSpec): string {
  const size = `${spec.layers} ${spec.layers === 1 ? 'layer' : 'layers'}, ${spec.heads} ${spec.heads === 1 ? 'head' : 'heads'}`;
  const shown = spec.headInfo.slice(0, 16).map((head, i) => {
    const at = spec.layers > 1 ? `layer ${Math.floor(i / spec.heads)} head ${i % spec.heads}` : `head ${i}`;
    return `${at} ${head.kind} ${head.score === null ? `(entropy ${short(head.entropy)})` : short(head.score)}`;
  });
  const more = spec.headInfo.length > shown.length ? [`and ${spec.headInfo.length - shown.length} more`] : [];
  const mask = spec.mask === 'none' ? '' : `, ${spec.mask} mask`;
  return [`attention ${size}, ${spec.queries} x ${spec.keys} tokens${mask}`, ...shown, ...more].join('; ');
}

function sizesOf(tensor: Tensor): Sizes {
  const shape = tensor.shape.length === 4 && tensor.shape[0] === 1 ? tensor.shape.slice(1) : tensor.shape;
  if (shape.length === 2) return { heads: 1, queries: shape[0], keys: shape[1] };
  if (shape.length === 3) return { heads: shape[0], queries: shape[1], keys: shape[2] };
  throw new ShapeError(`attention: weights are [heads, queries, keys], these are ${formatShape(tensor.shape)}`, {
    op: 'attention',
    operands: [{ name: 'weights', shape: tensor.shape }],
    fix: 'Pick one example of the batch, e.g. weights.select(0, 0).',
  });
}

function tokens(given: readonly string[] | undefined, size: number, what: string): string[] {
  if (given === undefined) return Array.from({ length: size }, (_, i) => String(i));
  if (given.length !== size) {
    throw new ShapeError(`attention: ${given.length} ${what} tokens for ${size} positions`, {
      op: 'attention',
      fix: `Pass one string per ${what} position.`,
    });
  }
  return given.map((token) => String(token).slice(0, 100));
}

function findMask(
  weights: Float32Array,
  sizes: Sizes,
  options: AttentionOptions,
): { readonly kind: AttentionSpec['mask']; readonly mask: Uint8Array | undefined } {
  const { queries, keys } = sizes;
  const causal = (): Uint8Array =>
    Uint8Array.from({ length: queries * keys }, (_, i) => (i % keys > Math.floor(i / keys) + keys - queries ? 1 : 0));
  if (options.mask !== undefined) {
    const { data, dtype, shape } = options.mask;
    if (data.length !== queries * keys) {
      throw new ShapeError(`attention: the mask is ${formatShape(shape)}, expected [${queries}, ${keys}]`, {
        op: 'attention',
        operands: [{ name: 'mask', shape }],
      });
    }
    const additive = dtype === 'float32' || dtype === 'float64';
    const mask = Uint8Array.from(data, (v) => ((additive ? v === Number.NEGATIVE_INFINITY : v !== 0) ? 1 : 0));
    const isCausal = causal().every((v, i) => v === mask[i]);
    return { kind: isCausal ? 'causal' : 'custom', mask };
  }
  if (options.causal === true) return { kind: 'causal', mask: causal() };
  if (options.causal === false || queries !== keys || queries < 3) return { kind: 'none', mask: undefined };
  const mask = causal();
  const holds = weights.every((w, i) => mask[i % mask.length] === 0 || w === 0);
  return holds ? { kind: 'causal', mask } : { kind: 'none', mask: undefined };
}

function makeBuffers(
  spec: AttentionSpec,
  weights: Float32Array,
  scores: Float32Array | undefined,
  grad: Float32Array | undefined,
  mask: Uint8Array | undefined,
): Record<string, PayloadTensor> {
  const { layers, heads, queries, keys } = spec;
  const exact = spec.only === undefined;
  const shape = exact ? [layers, heads, queries, keys] : [1, 1, queries, keys];
  const cut = (data: Float32Array): PayloadTensor => ({
    dtype: 'F32',
    shape,
    data: exact ? data : data.slice(0, queries * keys),
  });
  const buffers: Record<string, PayloadTensor> = { weights: cut(weights) };
  if (scores !== undefined) buffers.scores = cut(scores);
  if (grad !== undefined) buffers.grad = cut(grad);
  if (mask !== undefined) buffers.mask = { dtype: 'U8', shape: [queries, keys], data: mask };
  if (!exact) {
    buffers.thumbs = {
      dtype: 'F32',
      shape: [layers, heads, THUMB_SIDE, THUMB_SIDE],
      data: thumbnails(weights, spec.headInfo, queries, keys),
    };
  }
  return buffers;
}

/** Block maxima: a single large weight in a long row stays visible. */
function thumbnails(weights: Float32Array, heads: readonly HeadSpec[], queries: number, keys: number): Float32Array {
  const out = new Float32Array(heads.length * THUMB_SIDE * THUMB_SIDE);
  for (let h = 0; h < heads.length; h++) {
    for (let q = 0; q < queries; q++) {
      const row = (h * THUMB_SIDE + Math.floor((q * THUMB_SIDE) / queries)) * THUMB_SIDE;
      for (let k = 0; k < keys; k++) {
        const at = row + Math.floor((k * THUMB_SIDE) / keys);
        const w = weights[(h * queries + q) * keys + k];
        if (w > out[at]) out[at] = w;
      }
    }
  }
  return out;
}
