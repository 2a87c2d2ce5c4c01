/** The attention view's model, and the chain from scores to weights for one query row. */
import { type AttentionSpec, type HeadSpec, THUMB_SIDE } from '../../core/payload/attention.ts';
import { rowEntropy } from '../../core/payload/attention-stats.ts';
import { readBuffer, SpecError, SpecReader } from '../../core/payload/spec.ts';
import type { Payload } from '../../core/payload/view.ts';
import { fixed, plural } from '../shared/text.ts';

export type AttentionMode = 'weights' | 'scores' | 'grad';

export interface AttentionModel extends AttentionSpec {
  readonly data: { readonly [mode in AttentionMode]?: Float32Array };
  readonly maskBits: Uint8Array | undefined;
  /** Block maxima per head, where not every head is stored. */
  readonly thumbs: Float32Array | undefined;
}

const KINDS = ['previous token', 'self', 'first-token sink', 'two back', 'local', 'uniform', 'mixed'] as const;
const MAX_SIDE = 4096;

export function decode(payload: Payload<unknown>): AttentionModel {
  const s = new SpecReader(payload.spec);
  const layers = s.int('layers', 1, 512);
  const heads = s.int('heads', 1, 512);
  const queries = s.int('queries', 1, MAX_SIDE);
  const keys = s.int('keys', 1, MAX_SIDE);
  const only = s.opt('only', (key) => s.obj(key));
  const shape = only === undefined ? [layers, heads, queries, keys] : [1, 1, queries, keys];
  const f32 = (name: string): Float32Array => readBuffer(payload, name, ['F32'], shape).data as Float32Array;
  const has = (name: string): boolean => payload.buffers[name] !== undefined;
  const headInfo = s.list('headInfo', { max: layers * heads }, readHead);
  const tokensOf = (key: string, n: number): string[] => {
    const list = s.strs(key, { max: n }, 100);
    if (list.length !== n) throw new SpecError(`${s.path}.${key}`, `${n} tokens`);
    return list;
  };
  if (headInfo.length !== layers * heads) throw new SpecError(`${s.path}.headInfo`, `${layers * heads} heads`);
  const scale = s.num('scale');
  const headSize = s.opt('headSize', (key) => s.num(key));
  const layerNames = s.strs('layerNames', { max: layers }, 200);
  const thumbShape = [layers, heads, THUMB_SIDE, THUMB_SIDE];
  return {
    ...{ layers, heads, queries, keys, layerNames, headInfo, scale },
    queryTokens: tokensOf('queryTokens', queries),
    keyTokens: tokensOf('keyTokens', keys),
    mask: s.oneOf('mask', ['none', 'causal', 'custom']),
    ...(headSize === undefined ? {} : { headSize }),
    ...(only === undefined
      ? {}
      : { only: { layer: only.int('layer', 0, layers - 1), head: only.int('head', 0, heads - 1) } }),
    data: {
      weights: f32('weights'),
      ...(has('scores') ? { scores: f32('scores') } : {}),
      ...(has('grad') ? { grad: f32('grad') } : {}),
    },
    maskBits: has('mask') ? (readBuffer(payload, 'mask', ['U8'], [queries, keys]).data as Uint8Array) : undefined,
    thumbs: only === undefined ? undefined : (readBuffer(payload, 'thumbs', ['F32'], thumbShape).data as Float32Array),
  };
}

function readHead(s: SpecReader): HeadSpec {
  return {
    kind: s.oneOf('kind', KINDS),
    score: s.opt('score', (key) => s.num(key)) ?? null,
    entropy: s.num('entropy'),
    leaked: s.num('leaked'),
  };
}

/** Where a head's matrix starts in the buffers; undefined where it is not stored. */
export function headOffset(model: AttentionModel, layer: number, head: number): number | undefined {
  if (model.only === undefined) return (layer * model.heads + head) * model.queries * model.keys;
  return model.only.layer === layer && model.only.head === head ? 0 : undefined;
}

export function isMasked(model: AttentionModel, q: number, k: number): boolean {
  return model.maskBits?.[q * model.keys + k] === 1;
}

/** One row on its way: score, scaled, masked, exponentials, weights. All of length K. */
export interface Chain {
  readonly scores: Float64Array | undefined;
  readonly scaled: Float64Array | undefined;
  /** Subtracted before the exponential; 0 while the exponentials stay readable. */
  readonly shift: number;
  readonly exps: Float64Array | undefined;
  readonly sum: number;
  /** softmax of the scaled, masked scores; the stored weights where no scores were captured. */
  readonly softmax: Float64Array;
  readonly masked: readonly boolean[];
  readonly entropy: number;
  /** ln of the number of keys that are not masked. */
  readonly maxEntropy: number;
  /** Sum of the stored weights on masked keys. */
  readonly leaked: number;
  /** Largest difference between the chain's softmax and the stored weights. */
  readonly mismatch: number;
}

/** Exponentials above this are shown after subtracting the row's maximum. */
const READABLE = 10;

export function chainOf(model: AttentionModel, offset: number, q: number): Chain {
  const { keys } = model;
  const start = offset + q * keys;
  const weights = Float64Array.from((model.data.weights as Float32Array).subarray(start, start + keys));
  const masked = Array.from({ length: keys }, (_, k) => isMasked(model, q, k));
  const allowed = masked.filter((m) => !m).length;
  const leaked = weights.reduce((sum, w, k) => sum + (masked[k] ? w : 0), 0);
  const base = { masked, maxEntropy: Math.log(Math.max(1, allowed)), leaked };
  const raw = model.data.scores;
  if (raw === undefined) {
    const entropy = rowEntropy(weights, 0, keys);
    return {
      ...base,
      scores: undefined,
      scaled: undefined,
      shift: 0,
      exps: undefined,
      sum: 1,
      softmax: weights,
      entropy,
      mismatch: 0,
    };
  }
  const scores = Float64Array.from(raw.subarray(start, start + keys));
  const scaled = scores.map((s) => s * model.scale);
  const top = scaled.reduce((best, s, k) => (masked[k] ? best : Math.max(best, s)), Number.NEGATIVE_INFINITY);
  const shift = Math.abs(top) > READABLE && Number.isFinite(top) ? top : 0;
  const exps = scaled.map((s, k) => (masked[k] ? 0 : Math.exp(s - shift)));
  const sum = exps.reduce((a, b) => a + b, 0);
  const softmax = exps.map((e) => (sum > 0 ? e / sum : 0));
  const mismatch = softmax.reduce((worst, p, k) => Math.max(worst, Math.abs(p - weights[k])), 0);
  return { ...base, scores, scaled, shift, exps, sum, softmax, entropy: rowEntropy(softmax, 0, keys), mismatch };
}

export function describe(model: AttentionModel): string {
  const heads = model.headInfo
    .slice(0, model.heads)
    .slice(0, 16)
    .map((head, i) => `head ${i} ${head.kind}${head.score === null ? '' : ` ${fixed(head.score, 2)}`}`);
  const mask = model.mask === 'none' ? 'no mask' : `${model.mask} mask`;
  const size = `${plural(model.layers, 'layer')}, ${plural(model.heads, 'head')}, ${model.queries} queries by ${model.keys} keys`;
  return `Attention map, ${size}, ${mask}. ${heads.join('; ')}.`;
}
