/** Powers, exponentials, logarithms and trigonometry of one operand. */
import { defineUnary } from './unary.ts';

const LN2 = Math.LN2;
const LN10 = Math.LN10;

defineUnary({
  name: 'square',
  doc: 'The square of each element.',
  example: 'square(tensor([-2, 3]))',
  formula: { forward: 'y = x^2', vjp: { input: '2 \\, \\bar y \\, x' } },
  f: (x) => x * x,
  fromInput: (g, x) => g.mul(x.mul(2)),
  integers: true,
  booleans: true,
  boolTo: 'int32',
});
defineUnary({
  name: 'rsqrt',
  doc: 'One over the square root of each element.',
  example: 'rsqrt(tensor([4, 16]))',
  formula: { forward: 'y = x^{-1/2}', vjp: { input: '-\\tfrac12 \\, \\bar y \\, y^3' } },
  f: (x) => 1 / Math.sqrt(x),
  fromOutput: (g, y) => g.mul(y.pow(3)).mul(-0.5),
  domain: [0.3, 3],
});
defineUnary({
  name: 'reciprocal',
  doc: 'One over each element.',
  example: 'reciprocal(tensor([2, 4]))',
  formula: { forward: 'y = \\frac{1}{x}', vjp: { input: '-\\bar y \\, y^2' } },
  f: (x) => 1 / x,
  fromOutput: (g, y) => g.neg().mul(y.mul(y)),
  domain: [0.4, 3],
});
defineUnary({
  name: 'exp2',
  doc: 'Two to the power of each element.',
  example: 'exp2(tensor([0, 1, 3]))',
  formula: { forward: 'y = 2^{x}', vjp: { input: '\\bar y \\, y \\ln 2' } },
  f: (x) => 2 ** x,
  fromOutput: (g, y) => g.mul(y).mul(LN2),
});
defineUnary({
  name: 'expm1',
  doc: 'The exponential of each element, less one, exact for small elements.',
  example: 'expm1(tensor([0, 1e-6]))',
  formula: { forward: 'y = e^{x} - 1', vjp: { input: '\\bar y \\, (y + 1)' } },
  f: Math.expm1,
  fromOutput: (g, y) => g.mul(y.add(1)),
});
defineUnary({
  name: 'log1p',
  doc: 'The natural logarithm of one plus each element, exact for small elements.',
  example: 'log1p(tensor([0, 1e-6]))',
  formula: { forward: 'y = \\ln(1 + x)', vjp: { input: '\\frac{\\bar y}{1 + x}' } },
  f: Math.log1p,
  fromInput: (g, x) => g.div(x.add(1)),
  domain: [-0.7, 3],
});
defineUnary({
  name: 'log2',
  doc: 'The logarithm to base 2 of each element.',
  example: 'log2(tensor([1, 8]))',
  formula: { forward: 'y = \\log_2 x', vjp: { input: '\\frac{\\bar y}{x \\ln 2}' } },
  f: Math.log2,
  fromInput: (g, x) => g.div(x.mul(LN2)),
  domain: [0.3, 3],
});
defineUnary({
  name: 'log10',
  doc: 'The logarithm to base 10 of each element.',
  example: 'log10(tensor([1, 100]))',
  formula: { forward: 'y = \\log_{10} x', vjp: { input: '\\frac{\\bar y}{x \\ln 10}' } },
  f: Math.log10,
  fromInput: (g, x) => g.div(x.mul(LN10)),
  domain: [0.3, 3],
});

defineUnary({
  name: 'sin',
  doc: 'The sine of each element, in radians.',
  example: 'sin(tensor([0, Math.PI / 2]))',
  formula: { forward: 'y = \\sin x', vjp: { input: '\\bar y \\cos x' } },
  f: Math.sin,
  fromInput: (g, x) => g.mul(x.cos()),
});
defineUnary({
  name: 'cos',
  doc: 'The cosine of each element, in radians.',
  example: 'cos(tensor([0, Math.PI]))',
  formula: { forward: 'y = \\cos x', vjp: { input: '-\\bar y \\sin x' } },
  f: Math.cos,
  fromInput: (g, x) => g.mul(x.sin().neg()),
});
defineUnary({
  name: 'tan',
  doc: 'The tangent of each element, in radians.',
  example: 'tan(tensor([0, Math.PI / 4]))',
  formula: { forward: 'y = \\tan x', vjp: { input: '\\bar y \\, (1 + y^2)' } },
  f: Math.tan,
  fromOutput: (g, y) => g.mul(y.mul(y).add(1)),
  domain: [-1.2, 1.2],
});
defineUnary({
  name: 'asin',
  doc: 'The arcsine of each element; NaN outside -1 to 1.',
  example: 'asin(tensor([0, 1]))',
  formula: { forward: 'y = \\arcsin x', vjp: { input: '\\frac{\\bar y}{\\sqrt{1 - x^2}}' } },
  f: Math.asin,
  fromInput: (g, x) => g.mul(x.mul(x).neg().add(1).rsqrt()),
  domain: [-0.8, 0.8],
  aliases: ['arcsin'],
});
defineUnary({
  name: 'acos',
  doc: 'The arccosine of each element; NaN outside -1 to 1.',
  example: 'acos(tensor([0, 1]))',
  formula: { forward: 'y = \\arccos x', vjp: { input: '-\\frac{\\bar y}{\\sqrt{1 - x^2}}' } },
  f: Math.acos,
  fromInput: (g, x) => g.mul(x.mul(x).neg().add(1).rsqrt().neg()),
  domain: [-0.8, 0.8],
  aliases: ['arccos'],
});
defineUnary({
  name: 'atan',
  doc: 'The arctangent of each element.',
  example: 'atan(tensor([0, 1]))',
  formula: { forward: 'y = \\arctan x', vjp: { input: '\\frac{\\bar y}{1 + x^2}' } },
  f: Math.atan,
  fromInput: (g, x) => g.div(x.mul(x).add(1)),
  aliases: ['arctan'],
});
defineUnary({
  name: 'sinh',
  doc: 'The hyperbolic sine of each element.',
  example: 'sinh(tensor([0, 1]))',
  formula: { forward: 'y = \\sinh x', vjp: { input: '\\bar y \\cosh x' } },
  f: Math.sinh,
  fromInput: (g, x) => g.mul(x.cosh()),
});
defineUnary({
  name: 'cosh',
  doc: 'The hyperbolic cosine of each element.',
  example: 'cosh(tensor([0, 1]))',
  formula: { forward: 'y = \\cosh x', vjp: { input: '\\bar y \\sinh x' } },
  f: Math.cosh,
  fromInput: (g, x) => g.mul(x.sinh()),
});
defineUnary({
  name: 'asinh',
  doc: 'The inverse hyperbolic sine of each element.',
  example: 'asinh(tensor([0, 1]))',
  formula: { forward: 'y = \\operatorname{arsinh} x', vjp: { input: '\\frac{\\bar y}{\\sqrt{x^2 + 1}}' } },
  f: Math.asinh,
  fromInput: (g, x) => g.mul(x.mul(x).add(1).rsqrt()),
  aliases: ['arcsinh'],
});
defineUnary({
  name: 'acosh',
  doc: 'The inverse hyperbolic cosine of each element; NaN below 1.',
  example: 'acosh(tensor([1, 2]))',
  formula: { forward: 'y = \\operatorname{arcosh} x', vjp: { input: '\\frac{\\bar y}{\\sqrt{x^2 - 1}}' } },
  f: Math.acosh,
  fromInput: (g, x) => g.mul(x.mul(x).sub(1).rsqrt()),
  domain: [1.3, 4],
  aliases: ['arccosh'],
});
defineUnary({
  name: 'atanh',
  doc: 'The inverse hyperbolic tangent of each element; NaN outside -1 to 1.',
  example: 'atanh(tensor([0, 0.5]))',
  formula: { forward: 'y = \\operatorname{artanh} x', vjp: { input: '\\frac{\\bar y}{1 - x^2}' } },
  f: Math.atanh,
  fromInput: (g, x) => g.div(x.mul(x).neg().add(1)),
  domain: [-0.8, 0.8],
  aliases: ['arctanh'],
});
