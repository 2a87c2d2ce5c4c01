/** Multi-head attention. */
import * as F from '../api.gen.ts';
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { constant_, xavierNormal_, xavierUniform_ } from '../init/index.ts';
import { bindOptions } from '../ops/options.ts';
import { bind, parseSignature } from '../ops/signature.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Linear } from './linear.ts';
import { FACTORY, type Factory, parameter } from './make.ts';
import { Module } from './module.ts';
import type { Parameter } from './parameter.ts';

export interface AttentionOptions extends Factory {
  /** Dropped attention weights in training. */
  dropout?: number;
  bias?: boolean;
  /** Append a learned key and value. */
  addBiasKv?: boolean;
  /** Append a zero key and value. */
  addZeroAttn?: boolean;
  /** Features of the keys and of the values; default embedDim. */
  kdim?: number | null;
  vdim?: number | null;
  /** Shapes are (batch, sequence, features) instead of (sequence, batch, features). */
  batchFirst?: boolean;
}

export interface AttentionCall {
  /** (batch, keys): true where a key is to be ignored, or numbers added to the scores. */
  keyPaddingMask?: Tensor | null;
  /** (queries, keys) or (batch * heads, queries, keys): true where attention is forbidden, or numbers added to the scores. */
  attnMask?: Tensor | null;
  needWeights?: boolean;
  /** One weight matrix a batch (the mean over heads) instead of one a head. */
  averageAttnWeights?: boolean;
  /** A hint that attnMask is the causal mask. */
  isCausal?: boolean;
}

/** PyTorch's order, and the order with tensors first. */
const CALL = [
  'MultiheadAttention(query: Tensor, key: Tensor, value: Tensor, keyPaddingMask?: Tensor, needWeights: boolean = true, attnMask?: Tensor, averageAttnWeights: boolean = true, isCausal: boolean = false)',
  'MultiheadAttention(query: Tensor, key: Tensor, value: Tensor, keyPaddingMask?: Tensor, attnMask?: Tensor, *, needWeights: boolean = true, averageAttnWeights: boolean = true, isCausal: boolean = false)',
].map(parseSignature);

/**
 * Vaswani et al. (2017): queries, keys and values are projected and split into `numHeads` heads; each query takes the
 * values' mean, weighted by softmax(q k^T / sqrt(headDim)); the heads are joined and projected. Returns [output, weights].
 */
export class MultiheadAttention extends Module {
  readonly embedDim: number;
  readonly numHeads: number;
  readonly headDim: number;
  readonly dropout: number;
  readonly batchFirst: boolean;
  readonly addZeroAttn: boolean;
  /** One matrix for the three projections where all have `embedDim` features; else three. */
  in_proj_weight: Parameter | null = null;
  q_proj_weight: Parameter | null = null;
  k_proj_weight: Parameter | null = null;
  v_proj_weight: Parameter | null = null;
  in_proj_bias: Parameter | null;
  bias_k: Parameter | null;
  bias_v: Parameter | null;
  out_proj: Linear;

  constructor(embedDim: number, numHeads: number, options?: AttentionOptions);
  constructor(
    embedDim: number,
    numHeads: number,
    dropout?: number,
    bias?: boolean,
    addBiasKv?: boolean,
    addZeroAttn?: boolean,
  );
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<Required<AttentionOptions> & { embedDim: number; numHeads: number }>(
      `MultiheadAttention(embedDim: number, numHeads: number, dropout: number = 0, bias: boolean = true, addBiasKv: boolean = false, addZeroAttn: boolean = false, kdim?: number | null, vdim?: number | null, batchFirst: boolean = false, ${FACTORY})`,
      args,
    );
    if (!(o.numHeads > 0) || o.embedDim % o.numHeads !== 0) {
      throw new ArgumentError(
        `MultiheadAttention: embedDim ${o.embedDim} must be divisible by numHeads ${o.numHeads}`,
        {
          op: 'MultiheadAttention',
          fix: `Every head gets embedDim / numHeads features: use ${divisors(o.embedDim).join(', ')} heads.`,
        },
      );
    }
    const E = o.embedDim;
    this.embedDim = E;
    this.numHeads = o.numHeads;
    this.headDim = E / o.numHeads;
    this.dropout = o.dropout;
    this.batchFirst = o.batchFirst;
    this.addZeroAttn = o.addZeroAttn;
    const [kdim, vdim] = [o.kdim ?? E, o.vdim ?? E];
    if (kdim === E && vdim === E) this.in_proj_weight = parameter([3 * E, E], o);
    else {
      this.q_proj_weight = parameter([E, E], o);
      this.k_proj_weight = parameter([E, kdim], o);
      this.v_proj_weight = parameter([E, vdim], o);
    }
    this.in_proj_bias = o.bias ? parameter([3 * E], o) : null;
    this.bias_k = o.addBiasKv ? parameter([1, 1, E], o) : null;
    this.bias_v = o.addBiasKv ? parameter([1, 1, E], o) : null;
    this.out_proj = new Linear(E, E, { bias: o.bias, device: o.device, dtype: o.dtype });
    this.resetParameters();
  }

  resetParameters(): void {
    for (const weight of [this.in_proj_weight, this.q_proj_weight, this.k_proj_weight, this.v_proj_weight]) {
      if (weight) xavierUniform_(weight);
    }
    if (this.in_proj_bias) constant_(this.in_proj_bias, 0);
    if (this.in_proj_bias && this.out_proj.bias) constant_(this.out_proj.bias, 0);
    if (this.bias_k) xavierNormal_(this.bias_k);
    if (this.bias_v) xavierNormal_(this.bias_v);
  }

  forward(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    keyPaddingMask?: Tensor | AttentionCall | null,
    attnMask?: Tensor | AttentionCall | null,
    options?: AttentionCall,
  ): [Tensor, Tensor | null];
  forward(...args: unknown[]): [Tensor, Tensor | null] {
    const [query, key, value, paddingMask, ...rest] = bind(CALL, args).values as [
      Tensor,
      Tensor,
      Tensor,
      Tensor | null,
      ...unknown[],
    ];
    const [needWeights, attnMask] = (typeof rest[0] === 'boolean' ? rest : [rest[1], rest[0]]) as [
      boolean,
      Tensor | null,
    ];
    const [average, causal] = [rest[2] as boolean, rest[3] as boolean];
    this.check(query, key, value);
    const batched = query.shape.length === 3;
    const inner = (t: Tensor) => (!batched ? t.unsqueeze(1) : this.batchFirst ? t.transpose(0, 1) : t);
    const padding = paddingMask && !batched ? paddingMask.unsqueeze(0) : paddingMask;
    const [output, weights] = this.attend(
      inner(query),
      inner(key),
      inner(value),
      padding,
      attnMask,
      needWeights,
      causal,
    );
    const outer = !batched ? output.squeeze(1) : this.batchFirst ? output.transpose(0, 1) : output;
    if (!weights) return [outer, null];
    const shown = average ? weights.mean(1) : weights;
    return [outer, batched ? shown : shown.squeeze(0)];
  }

  /** On (sequence, batch, features); weights are (batch, heads, queries, keys). */
  private attend(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    paddingMask: Tensor | null,
    attnMask: Tensor | null,
    needWeights: boolean,
    causal: boolean,
  ): [Tensor, Tensor | null] {
    const [L, N] = query.shape;
    const { numHeads: H, headDim: D, embedDim: E } = this;
    if (causal && !attnMask) {
      throw new ArgumentError('MultiheadAttention: isCausal is a hint about attnMask, which is missing', {
        op: 'MultiheadAttention',
        fix: 'Pass nn.Transformer.generateSquareSubsequentMask(length) as attnMask.',
      });
    }
    let [q, k, v] = this.project(query, key, value);
    let mask = scores(attnMask, q.dtype);
    let padding = scores(paddingMask, q.dtype);
    const extend = (t: Tensor | null) =>
      t ? F.cat([t, F.zeros([...t.shape.slice(0, -1), 1], { dtype: t.dtype, device: t.device })], -1) : null;
    if (this.bias_k && this.bias_v) {
      k = F.cat([k, this.bias_k.expand([1, N, E])], 0);
      v = F.cat([v, this.bias_v.expand([1, N, E])], 0);
      [mask, padding] = [extend(mask), extend(padding)];
    }
    if (this.addZeroAttn) {
      const zero = F.zeros([1, N, E], { dtype: k.dtype, device: k.device });
      k = F.cat([k, zero], 0);
      v = F.cat([v, zero], 0);
      [mask, padding] = [extend(mask), extend(padding)];
    }
    const S = k.shape[0];
    // (sequence, batch, features) to (batch * heads, sequence, headDim)
    const heads = (t: Tensor) => t.reshape([t.shape[0], N * H, D]).transpose(0, 1);
    const combined = this.combine(mask, padding, N, L, S);
    const p = this.training ? this.dropout : 0;
    if (!needWeights) {
      const four = (t: Tensor) => heads(t).reshape([N, H, t.shape[0], D]);
      const bias =
        combined && combined.shape.length === 3 ? combined.expand([N * H, L, S]).reshape([N, H, L, S]) : combined;
      const mixed = F.scaledDotProductAttention(four(q), four(k), four(v), bias, { dropoutP: p });
      return [this.join(mixed.permute([2, 0, 1, 3]).reshape([L * N, E]), L, N), null];
    }
    const scaled = heads(q).mul(Math.sqrt(1 / D));
    const raw = scaled.matmul(heads(k).transpose(-2, -1));
    let weights = F.softmax(combined ? raw.add(combined) : raw, -1);
    if (p > 0) weights = F.dropout(weights, p);
    const mixed = weights.matmul(heads(v));
    return [this.join(mixed.transpose(0, 1).reshape([L * N, E]), L, N), weights.reshape([N, H, L, S])];
  }

  private join(mixed: Tensor, L: number, N: number): Tensor {
    return this.out_proj(mixed).reshape([L, N, this.embedDim]);
  }

  private project(query: Tensor, key: Tensor, value: Tensor): [Tensor, Tensor, Tensor] {
    const E = this.embedDim;
    const bias = (i: number) => this.in_proj_bias?.narrow(0, i * E, E) ?? null;
    const weights = this.in_proj_weight
      ? [0, 1, 2].map((i) => (this.in_proj_weight as Parameter).narrow(0, i * E, E))
      : [this.q_proj_weight as Tensor, this.k_proj_weight as Tensor, this.v_proj_weight as Tensor];
    return [query, key, value].map((t, i) => F.linear(t, weights[i], bias(i))) as [Tensor, Tensor, Tensor];
  }

  /** The masks added up, broadcastable to (batch * heads, queries, keys). */
  private combine(mask: Tensor | null, padding: Tensor | null, N: number, L: number, S: number): Tensor | null {
    const H = this.numHeads;
    if (mask) {
      const wanted = mask.shape.length === 2 ? [L, S] : [N * H, L, S];
      if (formatShape(mask.shape) !== formatShape(wanted)) throw maskError('attnMask', mask, wanted);
    }
    if (!padding) return mask;
    if (formatShape(padding.shape) !== formatShape([N, S])) throw maskError('keyPaddingMask', padding, [N, S]);
    const spread = padding
      .reshape([N, 1, 1, S])
      .expand([N, H, 1, S])
      .reshape([N * H, 1, S]);
    return mask ? spread.add(mask) : spread;
  }

  private check(query: Tensor, key: Tensor, value: Tensor): void {
    const fail = (message: string, fix?: string): never => {
      throw new ShapeError(`MultiheadAttention: ${message}`, {
        op: 'MultiheadAttention',
        operands: [
          { name: 'query', shape: query.shape },
          { name: 'key', shape: key.shape },
          { name: 'value', shape: value.shape },
        ],
        fix,
      });
    };
    const shapes = `query ${formatShape(query.shape)}, key ${formatShape(key.shape)}, value ${formatShape(value.shape)}`;
    const rank = query.shape.length;
    if ((rank !== 2 && rank !== 3) || key.shape.length !== rank || value.shape.length !== rank) {
      fail(
        `expected query, key and value of 2 or of 3 dimensions, got ${shapes}`,
        'Shapes are (sequence, batch, features), or (batch, sequence, features) with {batchFirst: true}.',
      );
    }
    if (query.shape[rank - 1] !== this.embedDim) {
      fail(
        `the query ${formatShape(query.shape)} has ${query.shape[rank - 1]} features, expected embedDim ${this.embedDim}`,
      );
    }
    if (key.shape[0] !== value.shape[0] || key.shape[rank - 2] !== value.shape[rank - 2])
      fail(`key and value differ in length or batch: ${shapes}`);
    const batchAxis = this.batchFirst ? 0 : 1;
    if (rank === 3 && query.shape[batchAxis] !== key.shape[batchAxis]) {
      fail(
        `query and key differ in batch size: ${shapes}`,
        this.batchFirst ? undefined : 'If the batch comes first, build it with {batchFirst: true}.',
      );
    }
  }
}

/** A mask as numbers to add to the scores: -Infinity where a boolean mask is true. */
function scores(mask: Tensor | null, dtype: Tensor['dtype']): Tensor | null {
  if (mask?.dtype !== 'bool') return mask;
  return F.zeros(mask.shape.slice(), { dtype, device: mask.device }).maskedFill(mask, Number.NEGATIVE_INFINITY);
}

function maskError(name: string, mask: Tensor, wanted: readonly number[]): ShapeError {
  return new ShapeError(
    `MultiheadAttention: ${name} has the shape ${formatShape(mask.shape)}, expected ${formatShape(wanted)}`,
    {
      op: 'MultiheadAttention',
      operands: [{ name, shape: mask.shape }],
      expected: formatShape(wanted),
      got: formatShape(mask.shape),
    },
  );
}

function divisors(n: number): number[] {
  return Array.from({ length: Math.min(n, 64) }, (_, i) => i + 1).filter((d) => n % d === 0);
}
