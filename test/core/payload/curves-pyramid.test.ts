import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerBound, MinMaxPyramid, nearestIndex } from '../../../core/payload/curves-pyramid.ts';

function scan(values: Float32Array, from: number, to: number): { min: number; max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (let i = Math.max(0, from); i < Math.min(values.length, to); i++) {
    if (!Number.isFinite(values[i])) continue;
    min = Math.min(min, values[i]);
    max = Math.max(max, values[i]);
  }
  return { min, max };
}

describe('MinMaxPyramid', () => {
  it('answers every range as a scan does, however the points arrived', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float32Array({ maxLength: 90 }), { maxLength: 6 }),
        fc.nat(500),
        fc.nat(500),
        (parts, a, b) => {
          const all = Float32Array.from(parts.flatMap((p) => [...p]));
          const pyramid = new MinMaxPyramid(4);
          for (const part of parts) pyramid.append(part, part);
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          expect(pyramid.length).toBe(all.length);
          expect(pyramid.query(from, to, { min: 0, max: 0 })).toEqual(scan(all, from, to));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keeps one spike in a million points and leaves NaN out', () => {
    const values = new Float32Array(1_000_000).fill(1);
    values[777_777] = 42;
    values[123_456] = Number.NaN;
    const pyramid = MinMaxPyramid.of(values);
    expect(pyramid.query(0, 1_000_000, { min: 0, max: 0 })).toEqual({ min: 1, max: 42 });
    expect(pyramid.query(123_456, 123_457, { min: 0, max: 0 })).toEqual({ min: Infinity, max: -Infinity });
  });

  it('takes ranges as points and keeps what came before them', () => {
    const pyramid = MinMaxPyramid.of(Float32Array.of(5, 6));
    pyramid.append(Float32Array.of(1, 2), Float32Array.of(8, 9));
    expect(pyramid.query(0, 4, { min: 0, max: 0 })).toEqual({ min: 1, max: 9 });
    expect(pyramid.query(0, 2, { min: 0, max: 0 })).toEqual({ min: 5, max: 6 });
    expect(pyramid.query(2, 3, { min: 0, max: 0 })).toEqual({ min: 1, max: 8 });
  });
});

describe('search in steps', () => {
  it('finds the first step at or after x, and the nearest', () => {
    const steps = [0, 10, 10, 20];
    expect(lowerBound(steps, 4, 10)).toBe(1);
    expect(lowerBound(steps, 4, 21)).toBe(4);
    expect(nearestIndex(steps, 4, 14)).toBe(2);
    expect(nearestIndex(steps, 4, 99)).toBe(3);
    expect(nearestIndex(steps, 0, 1)).toBe(-1);
  });
});
