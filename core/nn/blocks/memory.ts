/** Networks with memory that they address: end-to-end memory networks. */
import * as F from '../../api.gen.ts';
import { formatShape, ShapeError } from '../../errors.ts';
import { bindOptions } from '../../ops/options.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { ModuleList } from '../containers.ts';
import { Embedding } from '../embedding.ts';
import { Linear } from '../linear.ts';
import { Module } from '../module.ts';

/**
 * One hop: p = softmax over memories of (m_i . u), o = sum of p_i c_i. Query u [batch, dim], keys m and values c
 * [batch, memories, dim]; returns [o [batch, dim], p [batch, memories]]. `mask` is true where there is a memory.
 */
export function memoryHop(query: Tensor, keys: Tensor, values: Tensor, mask?: Tensor | null): [Tensor, Tensor] {
  if (query.shape.length !== 2 || keys.shape.length !== 3 || values.shape.length !== 3) {
    throw new ShapeError(
      `memoryHop: the query must be [batch, dim], keys and values [batch, memories, dim]; got ${formatShape(query.shape)}, ${formatShape(keys.shape)} and ${formatShape(values.shape)}`,
      {
        op: 'memoryHop',
        operands: [
          { name: 'query', shape: query.shape },
          { name: 'keys', shape: keys.shape },
          { name: 'values', shape: values.shape },
        ],
      },
    );
  }
  const scores = keys.matmul(query.unsqueeze(2)).squeeze(2);
  const p = (mask ? mask.where(scores, Number.NEGATIVE_INFINITY) : scores).softmax(1);
  return [p.unsqueeze(1).matmul(values).squeeze(1), p];
}

export interface MemN2NOptions {
  hops?: number;
  /** Number of answers; default the vocabulary. */
  answers?: number | null;
  /** With it, learned vectors for the age of a memory are added, for at most so many memories. */
  maxMemories?: number | null;
}

/**
 * End-to-end memory network (Sukhbaatar et al., 2015) on bags of words. Each hop embeds the memories twice, for
 * addressing (A) and for reading (C); as in the paper's adjacent scheme, C of one hop is A of the next, and the query is
 * embedded by the first A. u goes on as u + o, and the answer is W u. Token 0 is padding.
 */
export class MemN2N extends Module {
  readonly hops: number;
  embeddings: ModuleList<Embedding>;
  /** Vectors of age, one table for each embedding; empty without `maxMemories`. */
  temporal: ModuleList<Embedding>;
  answer: Linear;

  constructor(vocabSize: number, dim: number, options?: MemN2NOptions);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<Required<MemN2NOptions> & { vocabSize: number; dim: number }>(
      'MemN2N(vocabSize: number, dim: number, *, hops: number = 1, answers?: number | null, maxMemories?: number | null)',
      args,
    );
    this.hops = o.hops;
    const tables = Array.from({ length: o.hops + 1 }, (_, i) => i);
    this.embeddings = new ModuleList(tables.map(() => new Embedding(o.vocabSize, o.dim, { paddingIdx: 0 })));
    const { maxMemories } = o;
    this.temporal = new ModuleList(maxMemories === null ? [] : tables.map(() => new Embedding(maxMemories, o.dim)));
    this.answer = new Linear(o.dim, o.answers ?? o.vocabSize, { bias: false });
  }

  /** The memories [batch, memories, words] as vectors [batch, memories, dim]; the last memory has age 0. */
  private embed(memories: Tensor, table: number): Tensor {
    const bags = this.embeddings[table](memories).sum(2);
    if (this.temporal.length === 0) return bags;
    const ages = F.arange(memories.shape[1] - 1, -1, -1, { dtype: 'int32', device: memories.device });
    return bags.add(this.temporal[table](ages));
  }

  /** Memories [batch, memories, words] and query [batch, words]: answer logits, and the weights [batch, memories] of each hop. */
  forward(memories: Tensor, query: Tensor): [Tensor, Tensor[]] {
    const mask = memories.ne(0).any(2);
    const weights: Tensor[] = [];
    let u = this.embeddings[0](query).sum(1);
    for (let hop = 0; hop < this.hops; hop++) {
      const [o, p] = memoryHop(u, this.embed(memories, hop), this.embed(memories, hop + 1), mask);
      weights.push(p);
      u = u.add(o);
    }
    return [this.answer(u), weights];
  }
}
