import { describe, expect, it } from 'vitest';
import { linearTicks, logTicks } from '../../../renderers/shared/axes.ts';

describe('ticks', () => {
  it('are round and inside the domain', () => {
    expect(linearTicks([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6000000000000001, 0.8, 1]);
    expect(logTicks([1e-3, 10], 5)).toEqual([1e-3, 1e-2, 0.1, 1, 10]);
    expect(logTicks([2, 6], 5)).toEqual([2, 5]);
  });

  it('are few for every domain that float64 can hold', () => {
    const ends = [
      -1.7e308,
      -1,
      -1e-300,
      -5e-324,
      0,
      5e-324,
      1e-300,
      1,
      2 ** 53,
      2 ** 53 + 2,
      1.7e308,
      Infinity,
      Number.NaN,
    ];
    for (const a of ends) {
      for (const b of ends) {
        expect(linearTicks([a, b], 6).length).toBeLessThan(40);
        expect(logTicks([a, b], 6).length).toBeLessThan(40);
      }
    }
  });
});
