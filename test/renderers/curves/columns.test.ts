import { describe, expect, it } from 'vitest';
import { bandOutlines, linePoints } from '../../../renderers/curves/columns.ts';
import { Curve } from '../../../renderers/curves/model.ts';
import { linearScale } from '../../../renderers/shared/axes.ts';

function curve(values: Float32Array): Curve {
  const series = {
    key: 's',
    name: 'a',
    role: 'train',
    panel: 'loss',
    better: 'lower',
    count: values.length,
    bucket: 1,
  } as const;
  return new Curve({
    series,
    step: Float64Array.from(values.keys()),
    min: values,
    max: values,
    mean: values,
    bad: null,
  });
}
const y = linearScale([0, 1], [0, 1]);

describe('points to pixels', () => {
  it('few points: a line through each, NaN kept as a break', () => {
    const c = curve(Float32Array.of(1, Number.NaN, 3));
    expect([...linePoints(c, c.mean, linearScale([0, 2], [0, 200]), y)]).toEqual([0, 1, 100, Number.NaN, 200, 3]);
  });

  it('many points: every extreme of every column survives, raw and smoothed', () => {
    const values = Float32Array.from({ length: 100_000 }, (_, i) => Math.sin(i * 12.9898));
    values[54_321] = 50;
    values[12_345] = -50;
    const c = curve(values);
    const x = linearScale([0, 99_999], [0, 300]);
    for (const weight of [0, 0.9]) {
      const shown = c.smooth(weight, false);
      const points = linePoints(c, shown, x, y);
      expect(points.length).toBeLessThan(2 * 4 * 305);
      const ys = Array.from(points).filter((_, i) => i % 2 === 1);
      const extremes = c.lineExtremes(shown, 0, c.length, { min: 0, max: 0 });
      expect(Math.max(...ys)).toBe(extremes.max);
      expect(Math.min(...ys)).toBe(extremes.min);
      expect(extremes.max).toBe(shown.reduce((a, b) => Math.max(a, b)));
    }
    const [band] = bandOutlines(c, x, y);
    expect(Math.max(...Array.from(band).filter((_, i) => i % 2 === 1))).toBe(50);
  });

  it('a gap in the data is a gap in the band', () => {
    const values = Float32Array.from({ length: 10_000 }, (_, i) => (i > 4000 && i < 6000 ? Number.NaN : 1));
    expect(bandOutlines(curve(values), linearScale([0, 9999], [0, 100]), y).length).toBe(2);
  });
});
