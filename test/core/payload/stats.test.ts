import { describe, expect, it } from 'vitest';
import { histogram, statsText, tensorStats } from '../../../core/payload/stats.ts';

describe('tensorStats', () => {
  it('takes minimum, mean, maximum and unbiased deviation over the finite values', () => {
    const stats = tensorStats([1, 2, 3, 4, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]);
    expect(stats).toMatchObject({
      count: 8,
      finite: 5,
      nan: 1,
      posInf: 1,
      negInf: 1,
      zeros: 1,
      min: 0,
      max: 4,
      mean: 2,
    });
    expect(stats.std).toBeCloseTo(Math.sqrt(2.5), 12);
    expect([stats.firstNan, stats.firstPosInf, stats.firstNegInf]).toEqual([4, 5, 6]);
  });

  it('keeps the deviation of values far from zero', () => {
    const stats = tensorStats(Float64Array.from({ length: 1000 }, (_, i) => 1e9 + (i % 2)));
    expect(stats.std).toBeCloseTo(0.5002501876, 9);
  });

  it('counts what lies beyond three sigma about zero, and never makes the domain wider than the values', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => (i === 0 ? 100 : i === 1 ? -90 : Math.sin(i)));
    const stats = tensorStats(values);
    const rms = Math.sqrt(values.reduce((s, v) => s + v * v, 0) / 1000);
    expect(stats.domain).toBeCloseTo(3 * rms, 6);
    expect([stats.above, stats.below]).toEqual([1, 1]);
    expect(tensorStats([0.5, -0.5]).domain).toBe(0.5);
  });

  it('has no extremes where nothing is finite, and a usable domain', () => {
    expect(tensorStats([Number.NaN])).toMatchObject({ min: null, max: null, mean: null, std: null, domain: 1 });
    expect(tensorStats([])).toMatchObject({ count: 0, finite: 0, domain: 1 });
    expect(tensorStats([0, 0]).domain).toBe(1);
  });

  it('stays finite at the end of the range', () => {
    const stats = tensorStats([Number.MAX_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE]);
    for (const v of [stats.mean, stats.std, stats.domain]) expect(Number.isFinite(v)).toBe(true);
  });
});

describe('histogram', () => {
  it('counts every finite value once, the outer ones in the outer bins', () => {
    const bars = histogram([-5, -1, -0.5, 0, 0.5, 1, 7, Number.NaN], -1, 1, 4);
    expect([...bars.counts]).toEqual([2, 1, 1, 3]);
  });
});

describe('statsText', () => {
  it('is one line in ASCII', () => {
    expect(statsText(tensorStats([-1.2, 0.09, 2.1, Number.NaN]))).toBe('min -1.2 mean 0.33 max 2.1, 1 NaN');
    expect(statsText(tensorStats([42]))).toBe('value 42');
  });
});
