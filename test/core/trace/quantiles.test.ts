import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayStats } from '../../../core/trace/quantiles.ts';

const P = [0, 0.1, 0.5, 0.9, 1];

describe('arrayStats', () => {
  it('is within half a percent of the true element at every rank', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 300 }),
        (values) => {
          const data = Float32Array.from(values);
          const sorted = data.toSorted();
          const { quantiles } = arrayStats([data.subarray(0, 7), data.subarray(7)], P);
          P.forEach((p, k) => {
            const truth = sorted[Math.floor(p * (sorted.length - 1))];
            expect(Math.abs(quantiles[k] - truth)).toBeLessThanOrEqual(Math.abs(truth) * 0.005 + 1e-37);
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('counts zeros, NaN and infinities and keeps them out of norm and quantiles', () => {
    const s = arrayStats([Float32Array.of(3, 0, -4, Number.NaN, Infinity, -0)], [0, 0.5, 1]);
    expect(s).toMatchObject({ norm: 5, count: 6, zeros: 2, bad: 2 });
    expect(s.quantiles[0]).toBeCloseTo(-4, 1);
    expect(s.quantiles[1]).toBe(0);
    expect(s.quantiles[2]).toBeCloseTo(3, 1);
    expect([...arrayStats([], [0.5]).quantiles]).toEqual([Number.NaN]);
  });
});
