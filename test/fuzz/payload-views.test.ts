import { describe, expect, it } from 'vitest';
import type { Payload } from '../../core/payload/view.ts';
import { attentionOutput } from '../../extension/kernel/worker/display/attention.ts';
import { tensorOutput } from '../../extension/kernel/worker/display/tensor.ts';
import { headGrid } from '../../renderers/attention/heads.ts';
import { matrixGrid } from '../../renderers/attention/matrix.ts';
import {
  chainOf,
  decode as decodeAttention,
  describe as describeAttention,
  headOffset,
} from '../../renderers/attention/model.ts';
import { defaultRoles, makeFrame } from '../../renderers/tensor/layout.ts';
import { decode as decodeTensor, describe as describeTensor } from '../../renderers/tensor/model.ts';
import { activations, attention, SENTENCE, weight } from '../renderers/fixtures.ts';
import { attack } from './attack.ts';

describe('views answer hostile specs with a reason', () => {
  it('tensor', () => {
    const walk = (payload: Payload<unknown>): void => {
      const model = decodeTensor(payload);
      describeTensor(model);
      for (const item of model.items) {
        if (item.planes.size === 0 || item.stored.includes(0)) continue;
        makeFrame(item, defaultRoles(item.stored), 600, 0);
      }
    };
    const accepted = attack(tensorOutput([{ tensor: activations() }, { tensor: weight() }]).bytes, walk, 5000);
    expect(accepted).toBeGreaterThan(0);
  });

  it('attention', () => {
    const walk = (payload: Payload<unknown>): void => {
      const model = decodeAttention(payload);
      describeAttention(model);
      headGrid(model, 860);
      matrixGrid(model, 400);
      const offset = headOffset(model, 0, 0);
      if (offset !== undefined) chainOf(model, offset, model.queries - 1);
    };
    const accepted = attack(attentionOutput([attention()], { tokens: SENTENCE, headSize: 16 }).bytes, walk, 5000);
    expect(accepted).toBeGreaterThan(0);
  });
});
