/**
 * Graph neural networks. Nodes have features [nodes, in]; edges are given as `edgeIndex` [2, edges] of integers, sources
 * above targets, or (GCN) as a dense adjacency matrix [nodes, nodes] of floats, row i holding what reaches node i.
 */
import * as F from '../../api.gen.ts';
import { DTypeError, formatShape, ShapeError } from '../../errors.ts';
import { xavierUniform_ } from '../../init/index.ts';
import { bindOptions } from '../../ops/options.ts';
import { isFloat } from '../../tensor/dtype.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { Linear } from '../linear.ts';
import { parameter } from '../make.ts';
import { Module } from '../module.ts';
import type { Parameter } from '../parameter.ts';
import { segmentSoftmax } from './attention.ts';

function needEdges(op: string, edgeIndex: Tensor): void {
  if (isFloat(edgeIndex.dtype))
    throw new DTypeError(`${op}: edgeIndex must hold integers, not ${edgeIndex.dtype}`, {
      op,
      fix: "tensor(edges, { dtype: 'int32' })",
    });
  if (edgeIndex.shape.length === 2 && edgeIndex.shape[0] === 2) return;
  throw new ShapeError(
    `${op}: edgeIndex must be [2, edges], sources above targets; it is ${formatShape(edgeIndex.shape)}`,
    {
      op,
      operands: [{ name: 'edgeIndex', shape: edgeIndex.shape }],
      fix: edgeIndex.shape[1] === 2 ? 'Transpose it: edgeIndex.t().' : undefined,
    },
  );
}

/** The adjacency matrix [nodes, nodes] of edges; entry (target, source) holds the number of edges, or the sum of their weights [edges]. */
export function toDenseAdj(edgeIndex: Tensor, numNodes: number, edgeWeight?: Tensor | null): Tensor {
  needEdges('toDenseAdj', edgeIndex);
  const options = { dtype: edgeWeight?.dtype ?? 'float32', device: edgeIndex.device } as const;
  const at = edgeIndex.select(0, 1).mul(numNodes).add(edgeIndex.select(0, 0)).long();
  const weight = edgeWeight ?? F.ones([edgeIndex.shape[1]], options);
  return F.zeros([numNodes * numNodes], options)
    .scatterAdd(0, at, weight)
    .reshape([numNodes, numNodes]);
}

export type AdjacencyMode = 'symmetric' | 'row' | 'column' | 'none';

/**
 * D^-1/2 A D^-1/2 ('symmetric'), D^-1 A ('row': rows sum to 1) or A D^-1 ('column': columns do), of A + I with
 * `selfLoops`. Nodes without edges get zeros.
 */
export function normalizeAdjacency(
  adjacency: Tensor,
  options: { selfLoops?: boolean; mode?: AdjacencyMode } = {},
): Tensor {
  const { selfLoops = true, mode = 'symmetric' } = options;
  const n = adjacency.shape[0];
  if (adjacency.shape.length !== 2 || adjacency.shape[1] !== n) {
    throw new ShapeError(`normalizeAdjacency: the matrix must be square, it is ${formatShape(adjacency.shape)}`, {
      op: 'normalizeAdjacency',
      operands: [{ name: 'adjacency', shape: adjacency.shape }],
    });
  }
  const a = selfLoops ? adjacency.add(F.eye(n, { dtype: adjacency.dtype, device: adjacency.device })) : adjacency;
  if (mode === 'none') return a;
  const scale = (degree: Tensor, power: number): Tensor =>
    degree.eq(0).where(0, degree.eq(0).where(1, degree).pow(power));
  if (mode === 'row') return scale(a.sum(1), -1).unsqueeze(1).mul(a);
  if (mode === 'column') return a.mul(scale(a.sum(0), -1));
  const d = scale(a.sum(1), -0.5);
  return d.unsqueeze(1).mul(a).mul(d);
}

/**
 * Kipf and Welling (2017): H' = D^-1/2 (A + I) D^-1/2 H W + b, [nodes, in] to [nodes, out].
 * Edges are `edgeIndex` [2, edges] (integers) with optional weights, or a dense adjacency matrix (floats).
 */
export class GCNConv extends Module {
  readonly selfLoops: boolean;
  readonly normalize: AdjacencyMode;
  lin: Linear;
  bias: Parameter | null;
  constructor(
    inFeatures: number,
    outFeatures: number,
    options?: { selfLoops?: boolean; normalize?: AdjacencyMode; bias?: boolean },
  );
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{
      inFeatures: number;
      outFeatures: number;
      selfLoops: boolean;
      normalize: AdjacencyMode;
      bias: boolean;
    }>(
      "GCNConv(inFeatures: number, outFeatures: number, *, selfLoops: boolean = true, normalize: 'symmetric' | 'row' | 'column' | 'none' = 'symmetric', bias: boolean = true)",
      args,
    );
    this.selfLoops = o.selfLoops;
    this.normalize = o.normalize;
    this.lin = new Linear(o.inFeatures, o.outFeatures, { bias: false });
    xavierUniform_(this.lin.weight);
    this.bias = o.bias ? parameter([o.outFeatures], {}) : null;
  }
  forward(input: Tensor, edges: Tensor, edgeWeight?: Tensor | null): Tensor {
    const n = input.shape[0];
    const adjacency = isFloat(edges.dtype) ? edges : toDenseAdj(edges, n, edgeWeight ?? null).to(input.dtype);
    if (input.shape.length !== 2 || adjacency.shape[0] !== n) {
      throw new ShapeError(
        `GCNConv: features ${formatShape(input.shape)} and adjacency ${formatShape(adjacency.shape)} must be [nodes, in] and [nodes, nodes]`,
        {
          op: 'GCNConv',
          operands: [
            { name: 'input', shape: input.shape, axes: [0] },
            { name: 'adjacency', shape: adjacency.shape, axes: [0] },
          ],
        },
      );
    }
    const a = normalizeAdjacency(adjacency, { selfLoops: this.selfLoops, mode: this.normalize });
    const y = a.matmul(this.lin(input));
    return this.bias ? y.add(this.bias) : y;
  }
  override extraRepr(): string {
    return `normalize='${this.normalize}', self_loops=${this.selfLoops ? 'True' : 'False'}`;
  }
}

/** The edges with one more from every node to itself; such edges that are there already are taken out first. */
export function withSelfLoops(edgeIndex: Tensor, numNodes: number): Tensor {
  const loops = F.arange(numNodes, { dtype: edgeIndex.dtype, device: edgeIndex.device })
    .unsqueeze(0)
    .expand([2, numNodes]);
  // Which edges are loops is not known where there is no data; the result's nodes are the same.
  if (edgeIndex.device === 'meta') return F.cat([edgeIndex, loops], 1);
  const others = edgeIndex.select(0, 0).ne(edgeIndex.select(0, 1)).nonzero().flatten();
  return F.cat([edgeIndex.indexSelect(1, others), loops], 1);
}

/**
 * Graph attention (Velickovic et al., 2018): alpha_ij = softmax over the neighbours j of i of
 * leakyRelu(a_src . W h_j + a_dst . W h_i), h_i' = sum of alpha_ij W h_j, for each head. [nodes, in] to
 * [nodes, heads out] joined, or [nodes, out] averaged with `concat: false`.
 */
export class GATConv extends Module {
  readonly heads: number;
  readonly outFeatures: number;
  readonly concat: boolean;
  readonly negativeSlope: number;
  readonly dropout: number;
  readonly selfLoops: boolean;
  att_src: Parameter;
  att_dst: Parameter;
  bias: Parameter | null;
  lin: Linear;
  constructor(
    inFeatures: number,
    outFeatures: number,
    options?: {
      heads?: number;
      concat?: boolean;
      negativeSlope?: number;
      dropout?: number;
      selfLoops?: boolean;
      bias?: boolean;
    },
  );
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<{
      inFeatures: number;
      outFeatures: number;
      heads: number;
      concat: boolean;
      negativeSlope: number;
      dropout: number;
      selfLoops: boolean;
      bias: boolean;
    }>(
      'GATConv(inFeatures: number, outFeatures: number, heads: number = 1, concat: boolean = true, negativeSlope: number = 0.2, dropout: number = 0, selfLoops: boolean = true, bias: boolean = true)',
      args,
    );
    this.heads = o.heads;
    this.outFeatures = o.outFeatures;
    this.concat = o.concat;
    this.negativeSlope = o.negativeSlope;
    this.dropout = o.dropout;
    this.selfLoops = o.selfLoops;
    this.att_src = parameter([1, o.heads, o.outFeatures], {});
    this.att_dst = parameter([1, o.heads, o.outFeatures], {});
    this.bias = o.bias ? parameter([o.concat ? o.heads * o.outFeatures : o.outFeatures], {}) : null;
    this.lin = new Linear(o.inFeatures, o.heads * o.outFeatures, { bias: false });
    for (const p of [this.att_src, this.att_dst, this.lin.weight]) xavierUniform_(p);
  }
  /** The new features, the edges that were used, and the attention [edges, heads] on them. */
  attend(input: Tensor, edgeIndex: Tensor): { output: Tensor; edgeIndex: Tensor; attention: Tensor } {
    needEdges('GATConv', edgeIndex);
    const n = input.shape[0];
    const edges = this.selfLoops ? withSelfLoops(edgeIndex, n) : edgeIndex;
    const [source, target] = [edges.select(0, 0), edges.select(0, 1)];
    const h = this.lin(input).reshape([n, this.heads, this.outFeatures]);
    const from = h.mul(this.att_src).sum(-1).indexSelect(0, source);
    const to = h.mul(this.att_dst).sum(-1).indexSelect(0, target);
    const scores = F.leakyRelu(from.add(to), { negativeSlope: this.negativeSlope });
    const attention = segmentSoftmax(scores, target, n);
    const kept = F.dropout(attention, this.dropout, this.training);
    const sum = h.zerosLike().indexAdd(0, target, h.indexSelect(0, source).mul(kept.unsqueeze(-1)));
    const joined = this.concat ? sum.flatten(1) : sum.mean(1);
    return { output: this.bias ? joined.add(this.bias) : joined, edgeIndex: edges, attention };
  }
  forward(input: Tensor, edgeIndex: Tensor): Tensor {
    return this.attend(input, edgeIndex).output;
  }
  override extraRepr(): string {
    return `${this.lin.inFeatures}, ${this.outFeatures}, heads=${this.heads}`;
  }
}

/**
 * Message passing (Gilmer et al., 2017): h_i' = update(h_i, aggregate over edges j -> i of message(h_j, h_i, e_ji)).
 * Subclasses define `message` and `update`; by default messages are the sources' features and the aggregate is the result.
 */
export class MessagePassing extends Module {
  readonly aggregation: 'sum' | 'mean' | 'max';
  constructor(aggregation: 'sum' | 'mean' | 'max' = 'sum') {
    super();
    this.aggregation = aggregation;
  }
  /** Messages [edges, ...] from the features of sources and targets [edges, in] and of the edges, if there are any. */
  message(source: Tensor, _target: Tensor, _edge: Tensor | null): Tensor {
    return source;
  }
  /** New features from the aggregate [nodes, ...] and the old ones. */
  update(aggregate: Tensor, _input: Tensor): Tensor {
    return aggregate;
  }
  /** Messages [edges, ...] summed, averaged or maximised over each node's incoming edges; zeros where there are none. */
  aggregate(messages: Tensor, target: Tensor, numNodes: number): Tensor {
    const zeros = F.zeros([numNodes, ...messages.shape.slice(1)], { dtype: messages.dtype, device: messages.device });
    if (this.aggregation === 'sum') return zeros.indexAdd(0, target, messages);
    const places = target
      .long()
      .reshape([-1, ...messages.shape.slice(1).map(() => 1)])
      .expand(messages.shape.slice());
    const reduce = this.aggregation === 'mean' ? 'mean' : 'amax';
    return zeros.scatterReduce(0, places, messages, reduce, { includeSelf: false });
  }
  forward(input: Tensor, edgeIndex: Tensor, edgeAttr?: Tensor | null): Tensor {
    needEdges(this.constructor.name, edgeIndex);
    const [source, target] = [edgeIndex.select(0, 0), edgeIndex.select(0, 1)];
    const messages = this.message(input.indexSelect(0, source), input.indexSelect(0, target), edgeAttr ?? null);
    return this.update(this.aggregate(messages, target, input.shape[0]), input);
  }
}
