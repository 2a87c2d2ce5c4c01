/** Attention with its caches, masks and output modes, and rotary positions. */
import { type Adapters, type Call, dtypeNumbered, OutOfScope } from './call.ts';
import { T, type Tensor } from './core.ts';

/** [batch, sequence, heads * size] to [batch, heads, sequence, size]. */
function heads(x: Tensor, count: number): Tensor {
  if (x.ndim === 4) return x;
  const [batch, length, width] = x.shape;
  return x.reshape([batch, length, count, width / count]).transpose(1, 2);
}

const blocked = (allowed: Tensor, like: Tensor): Tensor =>
  T.where(allowed, T.zeros([], { dtype: like.dtype }), T.full([], Number.NEGATIVE_INFINITY, { dtype: like.dtype }));

/** What is added to the scores: the mask, the causal frontier, the padding of the cache. Null when nothing is. */
function biasOf(c: Call, q: Tensor, k: Tensor): Tensor | null {
  const [rows, columns] = [q.shape[2], k.shape[2]];
  const parts: Tensor[] = [];
  const mask = c.optional(3);
  if (mask !== null) {
    const missing = columns - mask.shape[mask.ndim - 1];
    const full = (fill: number): Tensor =>
      missing > 0 ? T.pad(mask.to(q.dtype), [0, missing], { value: fill }) : mask.to(q.dtype);
    parts.push(mask.dtype === 'bool' ? blocked(T.ne(full(0), 0), q) : full(Number.NEGATIVE_INFINITY));
  }
  const lengths = c.optional(6);
  const column = T.arange(columns);
  if (c.int('is_causal', 0) === 1) {
    const past = c.optional(4);
    const row = T.arange(rows).unsqueeze(1);
    // The frontier is aligned to the end of what is valid: after the past, or after each batch element's cache.
    const offset =
      past !== null
        ? T.tensor([past.shape[2]], { shape: [1, 1, 1, 1], dtype: 'int32' })
        : lengths !== null
          ? T.sub(lengths, rows).reshape([-1, 1, 1, 1])
          : T.zeros([1, 1, 1, 1], { dtype: 'int32' });
    parts.push(blocked(T.le(column, T.add(row, offset)), q));
  }
  if (lengths !== null) parts.push(blocked(T.lt(column, lengths.reshape([-1, 1, 1, 1])), q));
  return parts.length === 0 ? null : parts.reduce((a, b) => T.add(a, b));
}

/** A row whose every key is blocked attends to nothing. */
function softmaxOrZero(scores: Tensor): Tensor {
  const open = T.gt(T.amax(scores, -1, true), Number.NEGATIVE_INFINITY);
  return T.where(open, T.softmax(scores, -1), T.zerosLike(scores));
}

function attention(c: Call): (Tensor | null)[] {
  const q = heads(c.x(0), c.int('q_num_heads', 1));
  const kvHeads = c.int('kv_num_heads', 1);
  const [pastKey, pastValue] = [c.optional(4), c.optional(5)];
  const presentKey = pastKey === null ? heads(c.x(1), kvHeads) : T.cat([pastKey, heads(c.x(1), kvHeads)], 2);
  const presentValue = pastValue === null ? heads(c.x(2), kvHeads) : T.cat([pastValue, heads(c.x(2), kvHeads)], 2);
  const groups = q.shape[1] / presentKey.shape[1];
  const share = (x: Tensor): Tensor => (groups === 1 ? x : T.repeatInterleave(x, groups, { dim: 1 }));
  const [k, v] = [share(presentKey), share(presentValue)];
  const scale = c.has('scale') ? c.float('scale', 1) : 1 / Math.sqrt(q.shape[3]);
  const softcap = c.float('softcap', 0);
  const bias = biasOf(c, q, k);
  const precision = c.has('softmax_precision') ? dtypeNumbered(c.int('softmax_precision', 1)) : q.dtype;
  if (precision !== 'float32' && precision !== 'float64') throw new OutOfScope(`softmax in ${precision}`);

  const product = T.mul(T.matmul(q, k.transpose(-1, -2)), scale);
  const capped = softcap > 0 ? T.mul(T.tanh(T.div(product, softcap)), softcap) : product;
  const biased = bias === null ? capped : T.add(capped, bias);
  const weights = softmaxOrZero(biased.to(precision)).to(q.dtype);
  const direct = softcap === 0 && !c.wants(3) && precision === q.dtype && !blockedRows(biased);
  const y = direct ? T.scaledDotProductAttention(q, k, v, { attnMask: bias, scale }) : T.matmul(weights, v);
  const flat = c.x(0).ndim === 4 ? y : y.transpose(1, 2).reshape([y.shape[0], y.shape[2], -1]);
  const shown = [product, capped, biased, weights][c.int('qk_matmul_output_mode', 0)];
  return [flat, presentKey, presentValue, shown];
}

function blockedRows(scores: Tensor): boolean {
  return T.eq(T.amax(scores, -1), Number.NEGATIVE_INFINITY).any().item() !== 0;
}

/** Pairs of features turned by the angle of their position; pairs are halves, or neighbours when interleaved. */
function rotaryEmbedding(c: Call): Tensor {
  const input = c.x(0);
  const flat = input.ndim === 3;
  const [batch, length] = flat ? input.shape : [input.shape[0], input.shape[2]];
  const x = flat ? input.reshape([batch, length, c.int('num_heads', 1), -1]) : input.transpose(1, 2);
  const size = x.shape[3];
  const rotated = c.int('rotary_embedding_dim', 0) || size;
  const half = rotated / 2;
  const positions = c.optional(3);
  const angles = (cache: Tensor): Tensor => {
    const rows = positions === null ? cache : T.indexSelect(cache, 0, positions.reshape([-1]));
    return T.narrow(rows.reshape([batch, length, 1, rows.shape[rows.ndim - 1]]), 3, 0, half);
  };
  const [cos, sin] = [angles(c.x(1)), angles(c.x(2))];
  const interleaved = c.int('interleaved', 0) === 1;
  const head = T.narrow(x, 3, 0, rotated);
  const part = (i: number): Tensor =>
    interleaved ? T.slice(head, { dim: 3, start: i, step: 2 }) : T.narrow(head, 3, i * half, half);
  const [a, b] = [part(0), part(1)];
  const real = T.sub(T.mul(cos, a), T.mul(sin, b));
  const imaginary = T.add(T.mul(sin, a), T.mul(cos, b));
  const turned = interleaved ? T.stack([real, imaginary], -1).reshape(head.shape) : T.cat([real, imaginary], 3);
  const out = rotated === size ? turned : T.cat([turned, T.narrow(x, 3, rotated, size - rotated)], 3);
  return flat ? out.reshape(input.shape) : out.transpose(1, 2);
}

export const ATTENTION: Adapters = { Attention: attention, RotaryEmbedding: rotaryEmbedding };
