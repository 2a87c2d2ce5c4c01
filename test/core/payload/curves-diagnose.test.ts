import { describe, expect, it } from 'vitest';
import { diagnose, exponent, number } from '../../../core/payload/curves-diagnose.ts';

const steps = (n: number, stride = 1) => Float64Array.from({ length: n }, (_, i) => i * stride);
/** Deterministic noise in [-1, 1]. */
const noise = (i: number) => Math.sin(i * 12.9898) * Math.cos(i * 78.233);

function run(train: (i: number) => number, val?: (i: number) => number, chance?: number) {
  return diagnose({
    train: { name: 'train', step: steps(2000), value: Float32Array.from({ length: 2000 }, (_, i) => train(i)) },
    val: val
      ? { name: 'validation', step: steps(100, 20), value: Float32Array.from({ length: 100 }, (_, i) => val(i)) }
      : null,
    ...(chance === undefined ? {} : { chance }),
  });
}
const falling = (i: number) => 0.1 + 1.3 * Math.exp(-i / 400) + 0.05 * noise(i);

describe('diagnose', () => {
  it('overfitting: the minimum, the rise and the fall are those of the data', () => {
    const val = (k: number) => 0.57 + 0.8 * Math.exp(-k / 8) + 0.003 * Math.max(0, k - 30) + 0.002 * noise(k);
    const finding = run(falling, val);
    expect(finding?.kind).toBe('overfitting');
    const values = Array.from({ length: 100 }, (_, k) => Math.fround(val(k)));
    const best = values.indexOf(Math.min(...values));
    expect(finding?.evidence[0]).toEqual({ series: 'validation', step: best * 20, value: values[best] });
    expect(finding?.detail).toContain(`at step ${(best * 20).toLocaleString('en-US')}`);
    expect(finding?.rule).toMatch(/median of the last 5 checks.*3 times the noise/);
  });

  it('does not call noise overfitting', () => {
    const finding = run(falling, (k) => 0.57 + 0.8 * Math.exp(-k / 8) + 0.03 * noise(k));
    expect(finding?.kind).not.toBe('overfitting');
  });

  it('does not call it overfitting when train rises too', () => {
    const up = (i: number) => 0.4 + Math.exp(-i / 100) + i * 1e-4;
    expect(run(up, (k) => 0.5 + Math.exp(-k / 5) + k * 0.003)?.kind).not.toBe('overfitting');
  });

  it('underfitting needs the chance line and says how far from it', () => {
    const flat = (i: number) => 1.3 + 0.01 * noise(i);
    expect(run(flat, undefined, Math.log(4))?.kind).toBe('underfitting');
    expect(run(flat, undefined, Math.log(4))?.detail).toMatch(/% of chance \(1\.386\)/);
    expect(run(flat)?.kind).toBe('settled');
  });

  it('diverged at the first NaN; diverging when far above the start', () => {
    const nan = run((i) => (i >= 1234 ? Number.NaN : 1));
    expect(nan).toMatchObject({ kind: 'diverged', severity: 'error' });
    expect(nan?.detail).toBe('train is NaN from step 1,234.');
    expect(run((i) => 1 + (i / 200) ** 2)?.kind).toBe('rising');
  });

  it('does not call noise an improvement', () => {
    for (let shift = 0; shift < 20; shift++) expect(run((i) => 1 + 0.2 * noise(i + shift))?.kind).toBe('settled');
  });

  it('improving while validation falls; silent with too few points', () => {
    expect(run(falling, (k) => 2 - k * 0.01)?.kind).toBe('improving');
    expect(diagnose({ train: { name: 'a', step: [0], value: [1] }, val: null })).toBeNull();
    expect(diagnose({ train: null, val: null })).toBeNull();
  });

  it('every finding carries a rule and points', () => {
    for (const finding of [run(falling), run(falling, (k) => 1 - k / 200), run((i) => (i ? Infinity : 1))]) {
      expect(finding?.rule.length).toBeGreaterThan(20);
      expect(finding?.evidence.length).toBeGreaterThan(0);
    }
  });
});

describe('numbers', () => {
  it('prints four significant digits', () => {
    expect([0.57041, 12.3456, 0, -0.00012, 123456, Number.NaN].map(number)).toEqual([
      '0.5704',
      '12.35',
      '0',
      '-1.20e-04',
      '1.23e+05',
      'NaN',
    ]);
    expect(exponent(6.74e-5, 2)).toBe('6.74e-05');
  });
});
