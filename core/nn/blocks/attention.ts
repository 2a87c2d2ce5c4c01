/** Attention of the encoder-decoder: scores of a query against keys, weights, and the weighted mean. */
import * as F from '../../api.gen.ts';
import { formatShape, ShapeError } from '../../errors.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { Linear } from '../linear.ts';
import { Module } from '../module.ts';

/** Softmax of scores [..., keys] where `mask` (true: may be looked at) holds, and the weighted mean of values. */
function attend(scores: Tensor, values: Tensor, mask: Tensor | null | undefined): [Tensor, Tensor] {
  const shown = mask ? mask.where(scores, Number.NEGATIVE_INFINITY) : scores;
  const weights = shown.softmax(-1);
  return [weights.unsqueeze(-2).matmul(values).squeeze(-2), weights];
}

function check(name: string, query: Tensor, keys: Tensor): void {
  if (query.shape.length >= 1 && keys.shape.length === query.shape.length + 1) return;
  throw new ShapeError(
    `${name}: a query [batch, features] needs keys [batch, sequence, features]; got ${formatShape(query.shape)} and ${formatShape(keys.shape)}`,
    {
      op: name,
      operands: [
        { name: 'query', shape: query.shape },
        { name: 'keys', shape: keys.shape },
      ],
    },
  );
}

/**
 * Bahdanau et al. (2015): e_h = v^T tanh(W1 s + W2 h), weights = softmax(e), context = sum of weights times h.
 * Query [batch, queryDim], keys [batch, sequence, keyDim]; returns [context [batch, keyDim], weights [batch, sequence]].
 */
export class AdditiveAttention extends Module {
  queryProj: Linear;
  keyProj: Linear;
  v: Linear;
  constructor(queryDim: number, keyDim: number, hiddenDim: number) {
    super();
    this.queryProj = new Linear(queryDim, hiddenDim, { bias: false });
    this.keyProj = new Linear(keyDim, hiddenDim, { bias: false });
    this.v = new Linear(hiddenDim, 1, { bias: false });
  }
  /** Scores [batch, sequence] before the softmax. */
  score(query: Tensor, keys: Tensor): Tensor {
    check('AdditiveAttention', query, keys);
    return this.v(this.queryProj(query).unsqueeze(-2).add(this.keyProj(keys)).tanh()).squeeze(-1);
  }
  /** `mask` [batch, sequence] is true where a key may be looked at. */
  forward(query: Tensor, keys: Tensor, mask?: Tensor | null): [Tensor, Tensor] {
    return attend(this.score(query, keys), keys, mask);
  }
}

/** The same under its author's name. */
export { AdditiveAttention as BahdanauAttention };

/**
 * Luong et al. (2015): e_h = s^T h ('dot'), s^T h / sqrt(d) ('scaled') or s^T W h ('general'). Shapes as in
 * AdditiveAttention; 'dot' and 'scaled' need queryDim = keyDim.
 */
export class MultiplicativeAttention extends Module {
  readonly kind: 'dot' | 'scaled' | 'general';
  keyProj: Linear | null;
  constructor(queryDim: number, keyDim: number, kind: 'dot' | 'scaled' | 'general' = 'general') {
    super();
    if (kind !== 'general' && queryDim !== keyDim) {
      throw new ShapeError(
        `MultiplicativeAttention: '${kind}' needs queries and keys of one size, got ${queryDim} and ${keyDim}`,
        {
          op: 'MultiplicativeAttention',
          fix: "Use 'general', which has a matrix between them.",
        },
      );
    }
    this.kind = kind;
    this.keyProj = kind === 'general' ? new Linear(keyDim, queryDim, { bias: false }) : null;
  }
  score(query: Tensor, keys: Tensor): Tensor {
    check('MultiplicativeAttention', query, keys);
    const k = this.keyProj ? this.keyProj(keys) : keys;
    const scores = k.matmul(query.unsqueeze(-1)).squeeze(-1);
    return this.kind === 'scaled' ? scores.div(Math.sqrt(query.shape[query.shape.length - 1])) : scores;
  }
  forward(query: Tensor, keys: Tensor, mask?: Tensor | null): [Tensor, Tensor] {
    return attend(this.score(query, keys), keys, mask);
  }
  override extraRepr(): string {
    return `kind='${this.kind}'`;
  }
}

export { MultiplicativeAttention as LuongAttention };

/** Softmax over the entries of each segment: scores [E, ...] with segment numbers index [E] of `count` segments. */
export function segmentSoftmax(scores: Tensor, index: Tensor, count: number): Tensor {
  const rest = scores.shape.slice(1);
  const places = index
    .long()
    .reshape([-1, ...rest.map(() => 1)])
    .expand(scores.shape.slice());
  const start = F.full([count, ...rest], Number.NEGATIVE_INFINITY, { dtype: scores.dtype, device: scores.device });
  const peak = start.scatterReduce(0, places, scores.detach(), 'amax').gather(0, places);
  const weights = scores.sub(peak).exp();
  const total = F.zeros([count, ...rest], { dtype: scores.dtype, device: scores.device }).scatterAdd(
    0,
    places,
    weights,
  );
  return weights.div(total.gather(0, places));
}
