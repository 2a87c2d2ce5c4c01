import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Smoother, smooth } from '../../../core/payload/curves-smooth.ts';

describe('debiased moving average', () => {
  it('is the weighted mean of all points so far', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const w = 0.9;
    const out = smooth(values, { weight: w });
    values.forEach((_, t) => {
      const weights = values.slice(0, t + 1).map((__, i) => w ** (t - i));
      const total = weights.reduce((a, b) => a + b, 0);
      const mean = weights.reduce((a, b, i) => a + b * values[i], 0) / total;
      expect(out[t]).toBeCloseTo(mean, 5);
    });
  });

  it('leaves a constant series exactly constant and stays within the range of the data', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1 }), (c, weight) => {
        expect([...smooth([c, c, c, c], { weight })]).toEqual([...Float32Array.of(c, c, c, c)]);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), (values) => {
        for (const s of smooth(values, { weight: 1 })) {
          expect(s).toBeGreaterThanOrEqual(Math.min(...values) - 1e-3);
          expect(s).toBeLessThanOrEqual(Math.max(...values) + 1e-3);
        }
      }),
    );
  });

  it('weight 0 is the data; NaN leaves a hole and no trace', () => {
    expect([...smooth([1, 2, 3], { weight: 0 })]).toEqual([1, 2, 3]);
    const out = smooth([1, Number.NaN, Infinity, 3], { weight: 0.5 });
    expect(out[1]).toBeNaN();
    expect(out[2]).toBeNaN();
    expect(out[3]).toBeCloseTo((0.5 * 1 + 3) / 1.5, 6);
  });

  it('averages logarithms on a log axis', () => {
    const out = smooth([1, 100], { weight: 0.5, log: true });
    expect(out[1]).toBeCloseTo(Math.exp((0.5 * Math.log(1) + Math.log(100)) / 1.5), 4);
    expect(smooth([0, 4], { weight: 0.5, log: true })[0]).toBeNaN();
  });

  it('a bucket of n points pulls like n equal points', () => {
    const one = smooth([1, 1, 1, 5, 5, 5], { weight: 0.8 });
    const three = smooth([1, 5], { weight: 0.8, bucket: 3 });
    expect(three[1]).toBeCloseTo(one[5], 5);
  });

  it('grows as the curve does', () => {
    const values = Float32Array.from({ length: 50 }, (_, i) => Math.sin(i));
    const out = new Float32Array(50);
    const smoother = new Smoother({ weight: 0.7 });
    smoother.run(values, 0, 20, out);
    smoother.run(values, 20, 50, out);
    expect([...out]).toEqual([...smooth(values, { weight: 0.7 })]);
  });
});
