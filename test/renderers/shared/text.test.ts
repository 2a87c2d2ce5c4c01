import { describe, expect, it } from 'vitest';
import {
  linearScale,
  linearTicks,
  logScale,
  logTicks,
  symlogScale,
  tickFormat,
} from '../../../renderers/shared/axes.ts';
import { toCsv } from '../../../renderers/shared/export.ts';
import { ascii, bytes, columnFormat, exponent, fixed, num, plural } from '../../../renderers/shared/text.ts';

describe('numbers as text', () => {
  it.each([
    [fixed(-0.705597, 4), '−0.7056'],
    [fixed(-0.00001, 4), '0.0000'],
    [fixed(1234567.5, 1), '1,234,567.5'],
    [fixed(Number.NaN, 2), 'NaN'],
    [fixed(Number.NEGATIVE_INFINITY, 2), '−Inf'],
    [num(0), '0'],
    [num(4704), '4,704'],
    [num(0.5), '0.5000'],
    [num(6.74e-5), '6.74e−05'],
    [num(-1.5e12 - 0.5), '−1.50e+12'],
    [exponent(-0.00123, 1), '−1.2e−03'],
    [bytes(18816), '18.4 KiB'],
    [plural(1, 'value'), '1 value'],
    [plural(4702, 'finite value'), '4,702 finite values'],
  ])('writes %s', (text, expected) => {
    expect(text).toBe(expected);
  });

  it('goes to the clipboard as a number that parses', () => {
    expect(Number(ascii(fixed(-1234567.25, 2)))).toBe(-1234567.25);
  });

  it('gives a column one form', () => {
    expect([0.5, -2, 0].map(columnFormat([0.5, -2, 0]))).toEqual(['0.5000', '−2.0000', '0.0000']);
    expect([1, -20].map(columnFormat([1, -20]))).toEqual(['1', '−20']);
    expect([1e-7, 2e-8].map(columnFormat([1e-7, 2e-8]))).toEqual(['1.00e−07', '2.00e−08']);
  });
});

describe('axes', () => {
  it('has round ticks inside the domain', () => {
    expect(linearTicks([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6000000000000001, 0.8, 1]);
    expect(linearTicks([-3, 17], 4)).toEqual([0, 5, 10, 15]);
    expect(logTicks([1e-6, 1], 4)).toEqual([1e-6, 1e-4, 1e-2, 1]);
    expect(logTicks([3, 40], 4)).toEqual([5, 10, 20]);
  });

  it('writes all ticks with the decimals that their step needs', () => {
    const ticks = linearTicks([0, 1], 5);
    expect(ticks.map(tickFormat(ticks))).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1.0']);
  });

  it.each([linearScale([-2, 5], [10, 400]), logScale([1e-5, 10], [300, 0]), symlogScale([-100, 1000], [0, 500], 0.01)])(
    'maps there and back ($kind)',
    (scale) => {
      for (const v of [scale.domain[0], (scale.domain[0] + scale.domain[1]) / 3, scale.domain[1]]) {
        expect(scale.invert(scale(v))).toBeCloseTo(v, 9);
      }
      expect([scale(scale.domain[0]), scale(scale.domain[1])].map((v) => Math.round(v * 1e9) / 1e9)).toEqual([
        ...scale.range,
      ]);
    },
  );
});

describe('CSV', () => {
  it('quotes what needs it and disarms formulas', () => {
    expect(toCsv([['a,b', 'say "hi"', '=1+1', '−1.5', -2]])).toBe('"a,b","say ""hi""",\'=1+1,-1.5,-2\r\n');
  });
});
