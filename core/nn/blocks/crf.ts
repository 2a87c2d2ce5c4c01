/** Linear-chain conditional random fields, and the BiLSTM that feeds one. */
import { noGrad } from '../../autograd/modes.ts';
import { formatShape, ShapeError } from '../../errors.ts';
import { uniform_ } from '../../init/index.ts';
import { bindOptions } from '../../ops/options.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { Embedding } from '../embedding.ts';
import { Linear } from '../linear.ts';
import { parameter } from '../make.ts';
import { Module } from '../module.ts';
import type { Parameter } from '../parameter.ts';
import { LSTM } from '../rnn.ts';

export interface ViterbiResult {
  /** The best tags of each sequence, without padding. */
  tags: number[][];
  /** Their scores (before normalisation). */
  scores: number[];
}

/**
 * p(y | x) = exp(score(x, y)) / Z(x), score = start[y_1] + sum of emissions + sum of transitions[y_t, y_t+1] + end[y_T]
 * (Lafferty et al., 2001). Emissions [batch, time, tags], tags [batch, time]; `mask` [batch, time] is true for real
 * places, which come first.
 */
export class LinearChainCRF extends Module {
  readonly numTags: number;
  start_transitions: Parameter;
  end_transitions: Parameter;
  /** [from, to]. */
  transitions: Parameter;

  constructor(numTags: number) {
    super();
    this.numTags = numTags;
    this.start_transitions = parameter([numTags], {});
    this.end_transitions = parameter([numTags], {});
    this.transitions = parameter([numTags, numTags], {});
    for (const p of this.parameters()) uniform_(p, -0.1, 0.1);
  }

  private check(emissions: Tensor, others: readonly (readonly [string, Tensor | null | undefined])[]): void {
    const { shape } = emissions;
    const bad = shape.length !== 3 || shape[2] !== this.numTags || shape[1] === 0;
    const misfit = others.find(
      ([, t]) => t && (t.shape.length !== 2 || t.shape[0] !== shape[0] || t.shape[1] !== shape[1]),
    );
    if (!bad && !misfit) return;
    const other = misfit?.[1] ? ` and the ${misfit[0]} ${formatShape(misfit[1].shape)}` : '';
    throw new ShapeError(
      `LinearChainCRF: emissions must be [batch, time, ${this.numTags}], tags and mask [batch, time]; the emissions are ${formatShape(shape)}${other}`,
      { op: 'LinearChainCRF', operands: [{ name: 'emissions', shape }] },
    );
  }

  /** ln Z by the forward algorithm, [batch]. */
  logPartition(emissions: Tensor, mask?: Tensor | null): Tensor {
    this.check(emissions, [['mask', mask]]);
    let alpha = emissions.select(1, 0).add(this.start_transitions);
    for (let t = 1; t < emissions.shape[1]; t++) {
      // alpha'_j = ln sum_i exp(alpha_i + T_ij) + e_j
      const next = alpha.unsqueeze(2).add(this.transitions).logsumexp(1).add(emissions.select(1, t));
      alpha = mask ? mask.select(1, t).unsqueeze(1).where(next, alpha) : next;
    }
    return alpha.add(this.end_transitions).logsumexp(1);
  }

  /** The unnormalised log-score of given tags, [batch]. */
  score(emissions: Tensor, tags: Tensor, mask?: Tensor | null): Tensor {
    this.check(emissions, [
      ['tags', tags],
      ['mask', mask],
    ]);
    const [batch, time] = tags.shape;
    const safe = (mask ? tags.maskedFill(mask.logicalNot(), 0) : tags).long();
    const weighed = (x: Tensor, from: number): Tensor => (mask ? x.mul(mask.narrow(1, from, time - from)) : x).sum(1);
    let total = weighed(emissions.gather(2, safe.unsqueeze(2)).squeeze(2), 0);
    if (time > 1) {
      const pairs = safe
        .narrow(1, 0, time - 1)
        .mul(this.numTags)
        .add(safe.narrow(1, 1, time - 1));
      total = total.add(
        weighed(
          this.transitions
            .flatten()
            .indexSelect(0, pairs.flatten())
            .reshape([batch, time - 1]),
          1,
        ),
      );
    }
    const last = mask
      ? safe.gather(1, mask.long().sum(1, { keepdim: true }).sub(1).long()).squeeze(1)
      : safe.select(1, -1);
    const first = safe.select(1, 0);
    return total.add(this.start_transitions.indexSelect(0, first)).add(this.end_transitions.indexSelect(0, last));
  }

  /** Minus the log-likelihood of the tags, averaged over the batch. */
  forward(emissions: Tensor, tags: Tensor, mask?: Tensor | null): Tensor {
    return this.logPartition(emissions, mask)
      .sub(this.score(emissions, tags, mask))
      .mean();
  }

  /** The best tags by the Viterbi algorithm: the forward algorithm with max in place of the sum, then back along the choices. */
  viterbi(emissions: Tensor, mask?: Tensor | null): ViterbiResult {
    this.check(emissions, [['mask', mask]]);
    const [batch, time, k] = emissions.shape;
    const [e, s, f, tr] = [emissions, this.start_transitions, this.end_transitions, this.transitions].map(
      (t) => t.detach().data,
    );
    const valid = mask ? mask.data : null;
    const result: ViterbiResult = { tags: [], scores: [] };
    for (let b = 0; b < batch; b++) {
      let length = time;
      if (valid) {
        length = 0;
        while (length < time && valid[b * time + length]) length++;
      }
      if (length === 0) throw new ShapeError(`LinearChainCRF: sequence ${b} is all padding`, { op: 'LinearChainCRF' });
      let best = Float64Array.from({ length: k }, (_, j) => s[j] + e[b * time * k + j]);
      const choices: Int32Array[] = [];
      for (let t = 1; t < length; t++) {
        const next = new Float64Array(k).fill(Number.NEGATIVE_INFINITY);
        const from = new Int32Array(k);
        for (let j = 0; j < k; j++) {
          for (let i = 0; i < k; i++) {
            const value = best[i] + tr[i * k + j];
            if (value > next[j]) {
              next[j] = value;
              from[j] = i;
            }
          }
          next[j] += e[(b * time + t) * k + j];
        }
        best = next;
        choices.push(from);
      }
      let tag = 0;
      for (let j = 1; j < k; j++) if (best[j] + f[j] > best[tag] + f[tag]) tag = j;
      result.scores.push(best[tag] + f[tag]);
      const tags = [tag];
      for (const from of choices.reverse()) tags.push((tag = from[tag]));
      result.tags.push(tags.reverse());
    }
    return result;
  }

  override extraRepr(): string {
    return `num_tags=${this.numTags}`;
  }
}

export interface TaggerOptions {
  embeddingDim?: number;
  /** Of both directions together. */
  hiddenSize?: number;
  numLayers?: number;
  paddingIdx?: number | null;
  dropout?: number;
}

/**
 * Tagger of Huang et al. (2015): embeddings, a bidirectional LSTM, scores of the tags, and a CRF over the sequence.
 * Tokens and tags [batch, time].
 */
export class BiLSTMCRF extends Module {
  embedding: Embedding;
  lstm: LSTM;
  hidden2tag: Linear;
  crf: LinearChainCRF;

  constructor(vocabSize: number, numTags: number, options?: TaggerOptions);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<Required<TaggerOptions> & { vocabSize: number; numTags: number }>(
      'BiLSTMCRF(vocabSize: number, numTags: number, *, embeddingDim: number = 32, hiddenSize: number = 64, numLayers: number = 1, paddingIdx?: number | null, dropout: number = 0)',
      args,
    );
    this.embedding = new Embedding(o.vocabSize, o.embeddingDim, { paddingIdx: o.paddingIdx });
    const { numLayers, dropout } = o;
    this.lstm = new LSTM(o.embeddingDim, o.hiddenSize / 2, {
      numLayers,
      dropout,
      bidirectional: true,
      batchFirst: true,
    });
    this.hidden2tag = new Linear(o.hiddenSize, o.numTags);
    this.crf = new LinearChainCRF(o.numTags);
  }

  /** Scores [batch, time, tags]. */
  emissions(tokens: Tensor): Tensor {
    const [states] = this.lstm(this.embedding(tokens)) as [Tensor, unknown];
    return this.hidden2tag(states);
  }
  /** The loss: minus the log-likelihood of the tags, averaged over the batch. */
  forward(tokens: Tensor, tags: Tensor, mask?: Tensor | null): Tensor {
    return this.crf(this.emissions(tokens), tags, mask);
  }
  /** The best tags of each sentence. */
  decode(tokens: Tensor, mask?: Tensor | null): number[][] {
    return noGrad(() => this.crf.viterbi(this.emissions(tokens), mask).tags);
  }
}
