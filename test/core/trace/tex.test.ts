import { describe, expect, it } from 'vitest';
import '../../../core/ops/all.ts';
import { allRecords } from '../../../core/ops/define.ts';
import { substituteNumbers, texBar, texName, texNumber } from '../../../core/trace/tex.ts';
import { texValue } from '../../../core/trace/tex-value.ts';

describe('names', () => {
  it('sets digits and indices as subscripts', () => {
    expect(texName('h', [0])).toBe('h_{0}');
    expect(texName('W1', [0, 1])).toBe('W_{1,01}');
    expect(texName('W', [10, 2])).toBe('W_{10,2}');
    expect(texName('loss')).toBe('\\mathrm{loss}');
    expect(texName('theta')).toBe('\\theta');
  });
  it('puts the bar over the letter only', () => {
    expect(texBar('h_{0}')).toBe('\\bar{h}_{0}');
    expect(texBar('W_{1,01}')).toBe('\\overline{W}_{1,01}');
    expect(texBar('\\mathrm{loss}')).toBe('\\overline{\\mathrm{loss}}');
  });
  it('keeps hostile names out of the formula', () => {
    expect(texName('\\href{x}{y}')).not.toContain('\\href');
    expect(texName('}{')).toBe('\\mathrm{}');
  });
});

describe('numbers', () => {
  it('puts negative numbers in parentheses and dots between factors', () => {
    expect(texNumber(-0.5)).toBe('(-0.5)');
    expect(texNumber(1.5e-7)).toBe('1.5\\!\\times\\!10^{-7}');
    const values: Record<string, number> = { y: 0.5 };
    expect(substituteNumbers('\\bar y \\, y \\, (1 - y)', (s) => (s.bar ? -2 : values[s.letter]))).toBe(
      '(-2) \\cdot 0.5 \\cdot (1 - 0.5)',
    );
  });
  it('evaluates what it writes', () => {
    const lookup = (s: { letter: string; bar: boolean }) =>
      s.bar ? 3 : ({ a: 2, b: 5, n: 4 } as Record<string, number>)[s.letter];
    expect(texValue('-\\frac{\\bar y \\, a}{b}', lookup)).toBeCloseTo(-1.2, 12);
    expect(texValue('\\bar y \\, b \\, a^{b-1}', lookup)).toBe(240);
    expect(texValue('\\tfrac{2}{n} \\, \\bar y \\, (a - b)', lookup)).toBe(-4.5);
    expect(texValue('\\bar y \\, [a > 0]', lookup)).toBe(3);
    expect(texValue('\\sum_i a_i', lookup)).toBeUndefined();
    expect(texValue('a + (', lookup)).toBeUndefined();
  });
  it('reads every record’s rule without throwing', () => {
    for (const record of allRecords()) {
      for (const rule of Object.values(record.formula?.vjp ?? {}))
        expect(() => texValue(rule, () => 0.7)).not.toThrow();
    }
  });
});
