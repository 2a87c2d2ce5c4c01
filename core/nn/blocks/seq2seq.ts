/** Sequence to sequence: a recurrent encoder, and a decoder with or without attention. */
import * as F from '../../api.gen.ts';
import { noGrad } from '../../autograd/modes.ts';
import { bindOptions } from '../../ops/options.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { Embedding } from '../embedding.ts';
import { Linear } from '../linear.ts';
import { Module } from '../module.ts';
import { GRU } from '../rnn.ts';
import { GRUCell } from '../rnn-cell.ts';
import { AdditiveAttention, MultiplicativeAttention } from './attention.ts';

export interface Seq2SeqOptions {
  attention?: 'none' | 'additive' | 'multiplicative';
  /** Token that fills short sources: its embedding stays zero and no attention goes to it. */
  paddingIdx?: number | null;
}

/**
 * Encoder-decoder (Sutskever et al., 2014) with attention (Bahdanau et al., 2015; Luong et al., 2015). The source is read
 * by a GRU; the decoder, a GRU cell, takes the last target token and the context, and starts from the encoder's last
 * state. Without attention the context is that state at every step.
 */
export class Seq2Seq extends Module {
  readonly paddingIdx: number | null;
  srcEmbed: Embedding;
  tgtEmbed: Embedding;
  encoder: GRU;
  attention: AdditiveAttention | MultiplicativeAttention | null;
  decoder: GRUCell;
  out: Linear;

  constructor(srcVocab: number, tgtVocab: number, embedDim: number, hiddenSize: number, options?: Seq2SeqOptions);
  constructor(...args: unknown[]) {
    super();
    const o = bindOptions<
      Required<Seq2SeqOptions> & { srcVocab: number; tgtVocab: number; embedDim: number; hiddenSize: number }
    >(
      "Seq2Seq(srcVocab: number, tgtVocab: number, embedDim: number, hiddenSize: number, *, attention: 'none' | 'additive' | 'multiplicative' = 'additive', paddingIdx?: number | null)",
      args,
    );
    const h = o.hiddenSize;
    this.paddingIdx = o.paddingIdx;
    this.srcEmbed = new Embedding(o.srcVocab, o.embedDim, { paddingIdx: o.paddingIdx });
    this.tgtEmbed = new Embedding(o.tgtVocab, o.embedDim, { paddingIdx: o.paddingIdx });
    this.encoder = new GRU(o.embedDim, h, { batchFirst: true });
    this.attention =
      o.attention === 'additive'
        ? new AdditiveAttention(h, h, h)
        : o.attention === 'multiplicative'
          ? new MultiplicativeAttention(h, h, 'general')
          : null;
    this.decoder = new GRUCell(o.embedDim + h, h);
    this.out = new Linear(2 * h, o.tgtVocab);
  }

  /** States of all source places [batch, source, hidden], the last one [batch, hidden], and where there is no padding. */
  encode(source: Tensor): { states: Tensor; last: Tensor; mask: Tensor | null } {
    const [states] = this.encoder(this.srcEmbed(source)) as [Tensor, Tensor];
    if (this.paddingIdx === null) return { states, last: states.select(1, -1), mask: null };
    const mask = source.ne(this.paddingIdx);
    // The state after the last token that is no padding.
    const at = mask.long().sum(1).sub(1).clampMin(0).long().reshape([-1, 1, 1]).expand([-1, 1, states.shape[2]]);
    return { states, last: states.gather(1, at).squeeze(1), mask };
  }

  /** One decoder step: logits [batch, tgtVocab], the new state, and attention weights [batch, source] or null. */
  step(
    token: Tensor,
    state: Tensor,
    encoded: { states: Tensor; last: Tensor; mask: Tensor | null },
  ): [Tensor, Tensor, Tensor | null] {
    const [context, weights] = this.attention
      ? this.attention(state, encoded.states, encoded.mask)
      : [encoded.last, null];
    const next = this.decoder(F.cat([this.tgtEmbed(token), context], -1), state);
    return [this.out(F.cat([next, context], -1)), next, weights];
  }

  /**
   * Teacher forcing: source [batch, source] and decoder inputs target [batch, length] of token numbers give logits
   * [batch, length, tgtVocab] of the tokens that follow, and the attention [batch, length, source] or null.
   */
  forward(source: Tensor, target: Tensor): [Tensor, Tensor | null] {
    const encoded = this.encode(source);
    let state = encoded.last;
    const logits: Tensor[] = [];
    const attention: Tensor[] = [];
    for (let t = 0; t < target.shape[1]; t++) {
      const [y, next, weights] = this.step(target.select(1, t), state, encoded);
      state = next;
      logits.push(y);
      if (weights) attention.push(weights);
    }
    return [F.stack(logits, 1), attention.length ? F.stack(attention, 1) : null];
  }

  /**
   * Greedy decoding without gradients, from the token `start` until every sequence has produced `end` or `maxLength`
   * tokens: tokens per sequence (without start and end) and attention [batch, steps, source] or null.
   */
  decode(
    source: Tensor,
    options: { start: number; end: number; maxLength?: number },
  ): { tokens: number[][]; attention: Tensor | null } {
    const { start, end, maxLength = 50 } = options;
    return noGrad(() => {
      const encoded = this.encode(source);
      const batch = source.shape[0];
      const tokens: number[][] = Array.from({ length: batch }, () => []);
      const done = new Array<boolean>(batch).fill(false);
      const attention: Tensor[] = [];
      let state = encoded.last;
      let token = F.full([batch], start, { dtype: 'int32' });
      for (let t = 0; t < maxLength && done.includes(false); t++) {
        const [logits, next, weights] = this.step(token, state, encoded);
        state = next;
        token = logits.argmax(-1).int();
        if (weights) attention.push(weights);
        const picked = token.data;
        for (let b = 0; b < batch; b++) {
          if (picked[b] === end) done[b] = true;
          else if (!done[b]) tokens[b].push(picked[b]);
        }
      }
      return { tokens, attention: attention.length ? F.stack(attention, 1) : null };
    });
  }
}
