/** Expected values: torch 2.13 CPU after `torch.manual_seed(42)`. */
import { describe, expect, test } from 'vitest';
import * as D from '../../../core/random/distributions.ts';
import { Generator } from '../../../core/random/generator.ts';
import { multinomialIndices } from '../../../core/random/multinomial.ts';

const seeded = () => new Generator().manualSeed(42);
const f32 = (n: number) => new Float32Array(n);

describe('normal', () => {
  test('16 elements and more: float32 Box-Muller to the last bit, the last 16 of 20 redrawn', () => {
    const out = f32(20);
    D.fillNormal(out, 0, 1, seeded());
    expect([...out]).toEqual([
      1.9269152879714966, 1.4872840642929077, 0.9007171988487244, -2.1055209636688232, -0.7581311464309692,
      1.078317642211914, 0.8008005619049072, 1.680620551109314, 0.3558599054813385, -0.6866229772567749,
      -0.4933563470840454, 0.2414877861738205, -0.2316243201494217, 0.041759490966796875, -0.2515752911567688,
      0.859858512878418, -0.3097267746925354, -0.3957104980945587, 0.8034093379974365, -0.6215953826904297,
    ]);
  });

  test('under 16: float64 Box-Muller, the sine cached across other draws', () => {
    const g = seeded();
    const a = f32(3);
    D.fillNormal(a, 0, 1, g);
    expect([...a]).toEqual([0.33669036626815796, 0.12880940735340118, 0.23446236550807953]);
    expect(Math.fround(g.uniform24())).toBe(0.9407714605331421);
    const b = f32(2);
    D.fillNormal(b, 0, 1, g);
    expect([...b]).toEqual([0.23033303022384644, 1.5231338739395142]);
  });

  test('float64', () => {
    const out = new Float64Array(17);
    D.fillNormal(out, 0, 1, seeded());
    [0.8651734647119074, 0.855215961472287, 0.2494118796915765].forEach((v, i) => {
      expect(out[14 + i]).toBeCloseTo(v, 14);
    });
  });

  test('a negative deviation is refused', () => {
    expect(() => D.fillNormal(f32(3), 0, -1, seeded())).toThrow(/std >= 0, got -1/);
  });
});

test('exponential, bernoulli with a tensor of probabilities, bernoulli with one', () => {
  const g = seeded();
  const e = f32(4);
  D.fillExponential(e, 2, g);
  expect([...e]).toEqual([0.029957007616758347, 0.03248806297779083, 0.06595838814973831, 0.027006475254893303]);
  const b = f32(10);
  D.fillBernoulliFrom(b, f32(10).fill(0.4), g);
  expect([...b]).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  D.fillBernoulli(b, 0.4, g);
  expect([...b]).toEqual([1, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
  expect(() => D.fillBernoulli(b, 1.5, g)).toThrow(/got 1.5/);
});

test('integers, narrow and wide, and permutations', () => {
  const g = seeded();
  const narrow = new Int32Array(8);
  D.fillIntegers(narrow, 0, 10, g);
  expect([...narrow]).toEqual([2, 7, 6, 4, 6, 5, 0, 4]);
  const wide = new Int32Array(3);
  D.fillIntegers(wide, 0, 2 ** 29, g);
  expect([...wide]).toEqual([304224377, 429389014, 361846218]);
  expect([...D.permutation(8, g)]).toEqual([7, 3, 0, 1, 2, 6, 4, 5]);
  expect(() => D.fillIntegers(narrow, 3, 3, g)).toThrow(/low < high/);
});

test('multinomial by race and by search, and the 63-bit draw', () => {
  const g = seeded();
  const w = Float32Array.from([0.1, 0.2, 0.3, 0.4]);
  expect([...multinomialIndices(w, 1, 4, false, g)]).toEqual([3, 1, 2, 0]);
  expect([...multinomialIndices(w, 1, 8, true, g)]).toEqual([2, 2, 3, 3, 0, 1, 1, 2]);
  expect(D.randomInt64(g)).toBe(6132484236315524509n);
  expect(() => multinomialIndices(w, 1, 5, false, g)).toThrow(/5 of 4 categories without replacement/);
  expect(() => multinomialIndices(f32(4), 1, 1, false, g)).toThrow(/all weights/);
  expect(() => multinomialIndices(Float32Array.of(1, -1), 1, 1, false, g)).toThrow(/not negative, got -1/);
});
