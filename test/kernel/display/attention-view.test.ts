import { describe, expect, it } from 'vitest';
import { ShapeError } from '../../../core/errors.ts';
import { decodePayload } from '../../../core/payload/safetensors.ts';
import { Tensor } from '../../../core/tensor/tensor.ts';
import { attentionOutput } from '../../../extension/kernel/worker/display/attention.ts';
import { type AttentionModel, chainOf, decode } from '../../../renderers/attention/model.ts';
import { attention, SENTENCE } from '../../renderers/fixtures.ts';

function model(bytes: Uint8Array): AttentionModel {
  const decoded = decodePayload(bytes);
  if (!decoded.ok) throw new Error(decoded.reason);
  return decode(decoded.payload);
}

const wrap = (values: number[], shape: number[]): Tensor => Tensor.wrap(Float32Array.from(values), shape, 'float32');

describe('attentionOutput', () => {
  it('names what each head does, in one line of text', () => {
    const { text } = attentionOutput([attention()], { tokens: SENTENCE, headSize: 16 });
    expect(text).toMatch(/^attention 1 layer, 8 heads, 16 x 16 tokens, causal mask; head 0 previous token 0\.9/);
    for (const kind of ['first-token sink', 'local', 'uniform', 'self', 'two back', 'mixed'])
      expect(text).toContain(kind);
  });

  it('recognises a causal mask by the weights, and does not invent one', () => {
    expect(model(attentionOutput([attention()]).bytes).mask).toBe('causal');
    const full = wrap(new Array(9).fill(1 / 3), [3, 3]);
    expect(model(attentionOutput([{ weights: full }]).bytes).mask).toBe('none');
  });

  it('takes a mask of booleans or of minus infinities', () => {
    const weights = wrap([0.5, 0.5, 0, 1, 0, 0], [2, 3]);
    const bool = Tensor.wrap(Uint8Array.from([0, 0, 1, 0, 1, 1]), [2, 3], 'bool');
    const added = wrap([0, 0, Number.NEGATIVE_INFINITY, 0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY], [2, 3]);
    for (const mask of [bool, added]) {
      expect([...(model(attentionOutput([{ weights }], { mask }).bytes).maskBits ?? [])]).toEqual([0, 0, 1, 0, 1, 1]);
    }
  });

  it('finds weight that leaked to the future', () => {
    const weights = wrap([0.9, 0.1, 0, 0.5, 0.3, 0.2, 0.2, 0.3, 0.5], [3, 3]);
    const m = model(attentionOutput([{ weights }], { causal: true }).bytes);
    expect(m.headInfo[0].leaked).toBeCloseTo(0.2, 6);
    expect(chainOf(m, 0, 0).leaked).toBeCloseTo(0.1, 6);
  });

  it('stores an overview of heads that are too many', () => {
    const weights = wrap(new Array(20 * 130 * 130).fill(1 / 130), [20, 130, 130]);
    const { bytes } = attentionOutput([{ weights }]);
    const m = model(bytes);
    expect(m.only).toEqual({ layer: 0, head: 0 });
    expect(m.thumbs).toHaveLength(20 * 32 * 32);
    expect(bytes.byteLength).toBeLessThan(256 * 1024);
  });

  it.each([
    ['weights of five axes', () => attentionOutput([{ weights: wrap([1], [1, 1, 1, 1, 1]) }])],
    ['tokens that are too few', () => attentionOutput([{ weights: wrap([1, 0, 0, 1], [2, 2]) }], { tokens: ['a'] })],
    [
      'a mask of another shape',
      () => attentionOutput([{ weights: wrap([1, 0, 0, 1], [2, 2]) }], { mask: wrap([0], [1]) }),
    ],
    [
      'layers of different sizes',
      () => attentionOutput([{ weights: wrap([1], [1, 1]) }, { weights: wrap([1, 0, 0, 1], [2, 2]) }]),
    ],
    ['nothing', () => attentionOutput([])],
  ])('refuses %s with a typed error', (_, make) => {
    expect(make).toThrow(ShapeError);
  });
});

describe('chainOf', () => {
  it('walks from the scores to the weights that the layer has', () => {
    const m = model(attentionOutput([attention()], { tokens: SENTENCE, headSize: 16 }).bytes);
    for (let head = 0; head < 8; head++) {
      const offset = head * 256;
      for (const q of [0, 8, 15]) {
        const chain = chainOf(m, offset, q);
        expect(chain.mismatch).toBeLessThan(1e-6);
        expect(chain.softmax.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        expect(chain.exps?.reduce((a, b) => a + b, 0)).toBeCloseTo(chain.sum, 12);
        expect(chain.masked.filter((v) => v)).toHaveLength(15 - q);
        expect(chain.entropy).toBeLessThanOrEqual(chain.maxEntropy + 1e-12);
      }
    }
  });

  it('subtracts the maximum where the exponentials would not be readable', () => {
    const weights = wrap([1, 0, 0.5, 0.5], [2, 2]);
    const m = model(attentionOutput([{ weights, scores: wrap([800, 0, 3, 3], [2, 2]) }], { causal: false }).bytes);
    expect(chainOf(m, 0, 0)).toMatchObject({ shift: 800, sum: 1 });
    expect(chainOf(m, 0, 1)).toMatchObject({ shift: 0 });
  });

  it('notices weights that are not the softmax of the scores', () => {
    const m = model(
      attentionOutput([{ weights: wrap([1, 0, 0, 1], [2, 2]), scores: wrap([0, 0, 0, 0], [2, 2]) }], { causal: false })
        .bytes,
    );
    expect(chainOf(m, 0, 0).mismatch).toBeCloseTo(0.5, 6);
  });
});
