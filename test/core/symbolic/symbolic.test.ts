import { describe, expect, test } from 'vitest';
import { symbolic as S, tensor } from '../../../core/index.ts';

const shown = (text: string, x = 'x', order = 1) => S.toText(S.diff(S.parse(text), x, order));

describe('parse and print', () => {
  test.each([
    'a + b*c^2',
    '(a + b)*c',
    'a - (b - c)',
    'a/(b*c)',
    '-x^2',
    '(-x)^2',
    '2^-x',
    '2^(a*b)',
    'a^b^c',
    '(a^b)^c',
    'exp(-x)/(1 + sin(y))',
  ])('%s comes back as it was', (text) => {
    expect(S.toText(S.parse(text))).toBe(text);
  });
  test('values follow precedence', () => {
    expect(S.evaluate(S.parse('-2^2 + 3**2*2 - 8/4/2'))).toBe(-4 + 18 - 1);
    expect(S.evaluate(S.parse('2^3^2'))).toBe(512);
    expect(S.evaluate(S.parse('1.5e2*x'), { x: 2 })).toBe(300);
  });
  test('mistakes show their place', () => {
    expect(() => S.parse('x + * 2')).toThrow("'*' stands where a value is expected\n  x + * 2\n      ^");
    expect(() => S.parse('(x + 1')).toThrow("')' is missing");
    expect(() => S.parse('foo(x)')).toThrow("no function 'foo'");
    expect(() => S.parse('x $ 1')).toThrow("'$' is not part of a formula");
    expect(() => S.parse('x y')).toThrow("'y' stands where an operator is expected");
    expect(() => S.parse('')).toThrow('ends too early');
    expect(() => S.parse('('.repeat(5000))).toThrow('nested too deeply');
    expect(() => S.evaluate(S.parse('x'), {})).toThrow("'x' has no value");
  });
  test('TeX', () => {
    expect(S.toTeX(S.parse('(x + 1)^2/exp(-x)'))).toBe('\\frac{\\left(x + 1\\right)^{2}}{e^{-x}}');
    expect(S.toTeX(S.parse('2*w_1*3*sqrt(sigma)'))).toBe('2 \\, w_{1} \\cdot 3 \\, \\sqrt{\\sigma}');
  });
});

describe('derivatives', () => {
  test('rules, simplified', () => {
    expect(shown('x^3')).toBe('3*x^2');
    expect(shown('3*x^2 + 2*x + 7')).toBe('6*x + 2');
    expect(shown('sin(x)')).toBe('cos(x)');
    expect(shown('exp(2*x)')).toBe('2*exp(2*x)');
    expect(shown('log(x)')).toBe('1/x');
    expect(shown('x*y')).toBe('y');
    expect(shown('x^4', 'x', 4)).toBe('24');
    expect(shown('sigmoid(x)')).toBe('sigmoid(x)*(1 - sigmoid(x))');
    expect(shown('y^2')).toBe('0');
  });
  test.each([
    'x^x',
    'tan(x)*sqrt(x)',
    'tanh(x)/(1 + x^2)',
    'exp(-x^2)*cos(3*x)',
    'log(1 + exp(x))',
    '1/(exp(-(w*x + b)) + 1)',
    '(x - 1)*(x + 2)/(x*x)',
  ])('%s agrees with differences', (text) => {
    const e = S.parse(text);
    const at = (x: number) => S.evaluate(e, { x, w: 0.5, b: -0.2 });
    for (const x of [0.4, 1.3]) {
      const numeric = (at(x + 1e-6) - at(x - 1e-6)) / 2e-6;
      for (const d of [S.diff(e, 'x'), S.diffRaw(e, 'x')])
        expect(S.evaluate(d, { x, w: 0.5, b: -0.2 })).toBeCloseTo(numeric, 6);
    }
  });
  test('simplify keeps the value and shrinks', () => {
    for (const text of [
      'x*1 + 0*y - (z - z)',
      '2*(3*x) + x',
      'x*x*x/x',
      'exp(log(x + 0))',
      '-(-x)',
      '(x^2)^3',
      '1/3 + 1/3',
      'x + -y',
    ]) {
      const e = S.parse(text);
      const s = S.simplify(e);
      expect(S.evaluate(s, { x: 1.7, y: 2.3, z: 0.6 })).toBeCloseTo(S.evaluate(e, { x: 1.7, y: 2.3, z: 0.6 }), 12);
      expect(S.countNodes(s)).toBeLessThanOrEqual(S.countNodes(e));
    }
    expect(S.toText(S.simplify(S.parse('2*(3*x) + x')))).toBe('7*x');
  });
  test('expression swell: raw derivatives of a product grow much faster than simplified ones', () => {
    const swell = S.expressionSwell(S.parse('x*(x + 1)*(x + 2)*sin(x)'), 'x', 4);
    expect(swell[0]).toEqual({ order: 0, raw: 12, simplified: 12 });
    for (let i = 1; i < swell.length; i++) {
      expect(swell[i].raw).toBeGreaterThan(2 * swell[i - 1].raw);
      expect(swell[i].simplified).toBeLessThan(swell[i].raw);
    }
  });
  test('on tensors the derivative is what autograd gives', () => {
    const e = S.parse('2/(1 + exp(-x)) - x^2/3 + 2^x');
    const x = tensor([0.3, -1.2], { dtype: 'float64', requiresGrad: true });
    S.evaluateTensor(e, { x }).sum().backward();
    const d = S.evaluateTensor(S.diff(e, 'x'), { x: x.detach() });
    expect(x.grad?.allclose(d)).toBe(true);
  });
});
