/** Where float32 arithmetic done naively loses its digits. */
import { describe, expect, test } from 'vitest';
import * as T from '../../../core/index.ts';
import { digamma, lgamma, polygamma } from '../../../core/kernels/gamma.ts';
import { erf, erfc, erfinv } from '../../../core/kernels/special.ts';

const relative = (a: number, b: number): number => Math.abs(a - b) / Math.abs(b);
const EPS32 = 2 ** -23;

describe('float32 reductions', () => {
  test('the sum of 1e7 x 0.1 keeps float32 accuracy', () => {
    const sum = T.full([1e7], 0.1).sum().item();
    expect(relative(sum, 1e7 * Math.fround(0.1))).toBeLessThan(EPS32);
  });
  test('the variance of values around 1e4', () => {
    const n = 10001;
    const x = T.tensor(Array.from({ length: n }, (_, i) => 1e4 + (i / (n - 1) - 0.5)));
    const data = Array.from(x.data);
    const mean = data.reduce((s, v) => s + v, 0) / n;
    const exact = data.reduce((s, v) => s + (v - mean) ** 2, 0) / (n - 1);
    expect(relative(x.var().item(), exact)).toBeLessThan(4 * EPS32);
    expect(relative(x.std().item(), Math.sqrt(exact))).toBeLessThan(4 * EPS32);
  });
  test('cumsum does not drift', () => {
    const x = T.full([1000000], 0.1).cumsum(0);
    expect(relative(x.at(-1).item(), 1e6 * Math.fround(0.1))).toBeLessThan(EPS32);
  });
});

describe('exponentials', () => {
  test('softmax and logSoftmax at +-1e4', () => {
    const x = T.tensor([1e4, 0, -1e4, 1e4]);
    expect(x.softmax(0).toArray()).toEqual([0.5, 0, 0, 0.5]);
    const log = x.logSoftmax(0).toArray() as number[];
    expect(log[0]).toBeCloseTo(-Math.LN2, 6);
    expect(log[2]).toBeCloseTo(-2e4 - Math.LN2, 2);
    expect(T.tensor([-Infinity, -Infinity]).softmax(0).toArray()).toEqual([NaN, NaN]);
  });
  test('logsumexp of large, small, infinite and no terms', () => {
    expect(T.tensor([1e4, 1e4]).logsumexp(0).item()).toBeCloseTo(1e4 + Math.LN2, 2);
    expect(T.tensor([-1e4, -1e4], { dtype: 'float64' }).logsumexp(0).item()).toBe(-1e4 + Math.LN2);
    expect(T.tensor([-Infinity, -Infinity]).logsumexp(0).item()).toBe(-Infinity);
    expect(T.tensor([Infinity, 1]).logsumexp(0).item()).toBe(Infinity);
    const x = T.tensor([-Infinity, -Infinity], { requiresGrad: true });
    x.logsumexp(0).backward();
    expect(x.grad?.toArray()).toEqual([0, 0]);
  });
  test('softplus and logsigmoid far out', () => {
    expect(T.softplus(T.tensor([-200, 200])).toArray()).toEqual([0, 200]);
    expect(T.logsigmoid(T.tensor([-200, 200])).toArray()).toEqual([-200, -0]);
  });
});

describe('special functions, to float64 accuracy', () => {
  // Reference values: Abramowitz and Stegun, and mpmath at 50 digits.
  test.each([
    ['erf(0.5)', erf(0.5), 0.5204998778130465],
    ['erfc(5)', erfc(5), 1.5374597944280349e-12],
    ['erfinv(0.9)', erfinv(0.9), 1.1630871536766743],
    ['erfinv(1e-10)', erfinv(1e-10), 8.86226925452758e-11],
    ['lgamma(0.5)', lgamma(0.5), 0.5723649429247001],
    ['lgamma(100)', lgamma(100), 359.1342053695754],
    ['lgamma(-1.5)', lgamma(-1.5), 0.860047015376481],
    ['digamma(1)', digamma(1), -0.5772156649015329],
    ['digamma(-0.5)', digamma(-0.5), 0.03648997397857652],
    ['trigamma(1)', polygamma(1, 1), Math.PI ** 2 / 6],
    ['tetragamma(1)', polygamma(2, 1), -2.404113806319189],
  ])('%s', (_, got, want) => {
    expect(relative(got, want)).toBeLessThan(2e-14);
  });
});

describe('rounding and division', () => {
  test('round takes halves to the even neighbour', () => {
    expect(T.tensor([0.5, 1.5, 2.5, -0.5, -1.5]).round().toArray()).toEqual([0, 2, 2, -0, -2]);
  });
  test('floor division goes with the exact remainder', () => {
    expect(
      T.tensor([1])
        .div(T.tensor([0.1]), { roundingMode: 'floor' })
        .item(),
    ).toBe(9);
    expect(T.tensor([-7, 7]).remainder(3).toArray()).toEqual([2, 1]);
    expect(T.tensor([-7, 7]).fmod(3).toArray()).toEqual([-1, 1]);
    expect(() => T.tensor([1], { dtype: 'int32' }).remainder(0)).toThrow(/division by zero/);
  });
});
