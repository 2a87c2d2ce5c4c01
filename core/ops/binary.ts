/** Functions of two operands beyond plain arithmetic, and the fused ones of three. */

import { ArgumentError, DTypeError } from '../errors.ts';
import { mapBinary } from '../kernels/elementwise.ts';
import { isFloat } from '../tensor/dtype.ts';
import { broadcastShapes } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp, type Formula, type Sample, type Saved } from './define.ts';
import { needFloat, refuseBool } from './predicates.ts';
import type { NoArgs } from './unary.ts';

export interface BinarySpec {
  readonly name: string;
  readonly doc: string;
  readonly formula: Formula;
  readonly f: (a: number, b: number) => number;
  /** Takes numbers as operands too. */
  readonly numbers?: boolean;
  /** Integers stay integers; otherwise they become float32. */
  readonly integers?: boolean;
  /** Integers are refused. */
  readonly floats?: boolean;
  /** Division: integers by zero are an error. */
  readonly divides?: boolean;
  readonly vjp?: (g: Tensor, a: Tensor, b: Tensor, saved: Saved<NoArgs>) => readonly [Tensor | null, Tensor | null];
  readonly domain?: readonly [number, number];
  readonly example?: string;
  readonly aliases?: readonly string[];
  readonly gradgrad?: boolean;
}

/** Refuses integer division by zero, which has no value to stand for it. */
export function refuseZeroDivisor(op: string, divisor: Tensor): void {
  if (isFloat(divisor.dtype) || !divisor.data.includes(0)) return;
  throw new ArgumentError(`${op}: integer division by zero`, {
    op,
    fix: 'Convert to float first; there the result is infinite or NaN.',
  });
}

/** Defines a function of two operands with broadcasting. */
export function defineBinary(spec: BinarySpec): void {
  const { name, f, vjp, domain, gradgrad } = spec;
  const type = spec.numbers ? 'Tensor | number' : 'Tensor';
  const more = gradgrad === undefined ? {} : { gradgrad };
  const draw = (m: Parameters<Sample['args']>[0], shape: number[]): Tensor =>
    domain ? m.uniform(shape, domain[0], domain[1]) : m.randn(shape);
  defineOp<NoArgs>({
    name,
    family: 'elementwise',
    signature: `${name}(input: ${type}, other: ${type})`,
    doc: spec.doc,
    ...(spec.example ? { example: spec.example } : {}),
    formula: spec.formula,
    ...(spec.aliases ? { aliases: spec.aliases } : {}),
    inplace: true,
    promote: spec.integers ? true : 'float',
    ...(spec.floats
      ? {
          check: ([a, b]: readonly Tensor[]) =>
            isFloat(a.dtype) ? undefined : needFloat(name, isFloat(b.dtype) ? b : a),
        }
      : {}),
    meta: ([a, b]) => ({ shape: broadcastShapes(a.shape, b.shape, name), dtype: a.dtype }),
    kernel: ([a, b], [out]) => {
      if (spec.divides) refuseZeroDivisor(name, b);
      mapBinary(a, b, out, f);
    },
    ...(vjp
      ? {
          saves: { inputs: [0, 1] },
          vjp: (g: Tensor, saved: Saved<NoArgs>) => [...vjp(g, saved.input(0), saved.input(1), saved)],
        }
      : {}),
    samples: [
      { args: (m) => [draw(m, [2, 3]), draw(m, [2, 3])], ...more },
      { note: 'broadcast', args: (m) => [draw(m, [2, 1]), draw(m, [3])], ...more },
      { note: '0-d', args: (m) => [draw(m, [2, 2]), draw(m, [])], ...more },
      { note: 'empty', args: (m) => [draw(m, [0, 3]), draw(m, [3])], ...more },
      { note: 'strided', args: (m) => [draw(m, [3, 2]).t(), draw(m, [2, 3])], ...more },
      ...(spec.numbers
        ? [{ note: 'number', args: (m: Parameters<Sample['args']>[0]) => [draw(m, [2, 2]), 1.5], ...more }]
        : []),
    ],
  });
}

defineBinary({
  name: 'atan2',
  doc: 'The angle of the point (other, input): the arctangent of input / other in the right quadrant.',
  example: 'atan2(tensor([1, 1]), tensor([1, -1]))',
  formula: {
    forward: 'y = \\operatorname{atan2}(a, b)',
    vjp: { input: '\\bar y \\, \\frac{b}{a^2 + b^2}', other: '-\\bar y \\, \\frac{a}{a^2 + b^2}' },
  },
  f: Math.atan2,
  vjp: (g, a, b) => {
    const norm = a.mul(a).add(b.mul(b));
    const scale = norm.eq(0).where(0, norm.reciprocal());
    return [g.mul(b.mul(scale)), g.mul(a.neg().mul(scale))];
  },
  aliases: ['arctan2'],
});
defineBinary({
  name: 'hypot',
  doc: 'The length of the hypotenuse: the square root of the sum of squares.',
  example: 'hypot(tensor([3]), tensor([4]))',
  formula: {
    forward: 'y = \\sqrt{a^2 + b^2}',
    vjp: { input: '\\bar y \\, \\frac{a}{y}', other: '\\bar y \\, \\frac{b}{y}' },
  },
  floats: true,
  f: (a, b) => Math.hypot(a, b),
  vjp: (g, a, b) => {
    const y = a.hypot(b);
    return [g.mul(a.div(y)), g.mul(b.div(y))];
  },
});
defineBinary({
  name: 'fmod',
  doc: 'The remainder of the division, with the sign of the dividend (C, JavaScript).',
  example: 'fmod(tensor([-7, 7]), 3)',
  formula: {
    forward: 'y = a - b \\, \\mathrm{trunc}\\tfrac{a}{b}',
    vjp: { input: '\\bar y', other: '-\\bar y \\, \\mathrm{trunc}\\tfrac{a}{b}' },
  },
  numbers: true,
  integers: true,
  divides: true,
  f: (a, b) => a % b,
  vjp: (g, a, b, { needs }) => [g, needs[1] ? g.neg().mul(a.div(b, { roundingMode: 'trunc' })) : null],
  domain: [0.6, 2],
});
defineBinary({
  name: 'remainder',
  doc: 'The remainder of the division, with the sign of the divisor (Python).',
  example: 'remainder(tensor([-7, 7]), 3)',
  formula: {
    forward: 'y = a - b \\lfloor\\tfrac{a}{b}\\rfloor',
    vjp: { input: '\\bar y', other: '-\\bar y \\lfloor\\tfrac{a}{b}\\rfloor' },
  },
  numbers: true,
  integers: true,
  divides: true,
  f: (a, b) => {
    const r = a % b;
    return r !== 0 && b < 0 !== r < 0 ? r + b : r;
  },
  vjp: (g, a, b, { needs }) => [g, needs[1] ? g.neg().mul(a.div(b, { roundingMode: 'floor' })) : null],
  domain: [0.6, 2],
});
defineBinary({
  name: 'fmax',
  doc: 'The larger of two operands; a NaN gives way to a number.',
  example: 'fmax(tensor([1, NaN]), tensor([0, 2]))',
  formula: { forward: 'y = \\max(a, b)', vjp: { input: '\\bar y \\, [a \\ge b]', other: '\\bar y \\, [a < b]' } },
  integers: true,
  f: (a, b) => (Number.isNaN(b) || a >= b ? a : b),
  vjp: (g, a, b) => {
    const first = a.ge(b).logicalOr(b.isnan());
    return [first.where(g, 0), first.where(0, g)];
  },
});
defineBinary({
  name: 'fmin',
  doc: 'The smaller of two operands; a NaN gives way to a number.',
  example: 'fmin(tensor([1, NaN]), tensor([0, 2]))',
  formula: { forward: 'y = \\min(a, b)', vjp: { input: '\\bar y \\, [a \\le b]', other: '\\bar y \\, [a > b]' } },
  integers: true,
  f: (a, b) => (Number.isNaN(b) || a <= b ? a : b),
  vjp: (g, a, b) => {
    const first = a.le(b).logicalOr(b.isnan());
    return [first.where(g, 0), first.where(0, g)];
  },
});

/** ln(e^a + e^b) without overflow, in any base: `log1pExp` of minus the distance is added to the larger one. */
function logAddExp(a: number, b: number, log1pExp: (d: number) => number): number {
  if (a === b && !Number.isFinite(a)) return a;
  return Math.max(a, b) + log1pExp(-Math.abs(a - b));
}

defineBinary({
  name: 'logaddexp',
  doc: 'The logarithm of the sum of the exponentials, without overflow.',
  example: 'logaddexp(tensor([1000]), tensor([1000]))',
  formula: {
    forward: 'y = \\ln(e^{a} + e^{b})',
    vjp: { input: '\\frac{\\bar y}{1 + e^{b - a}}', other: '\\frac{\\bar y}{1 + e^{a - b}}' },
  },
  floats: true,
  f: (a, b) => logAddExp(a, b, (d) => Math.log1p(Math.exp(d))),
  vjp: (g, a, b) => [g.div(b.sub(a).exp().add(1)), g.div(a.sub(b).exp().add(1))],
});
defineBinary({
  name: 'logaddexp2',
  doc: 'The logarithm to base 2 of the sum of the powers of 2, without overflow.',
  example: 'logaddexp2(tensor([3]), tensor([3]))',
  formula: {
    forward: 'y = \\log_2(2^{a} + 2^{b})',
    vjp: { input: '\\frac{\\bar y}{1 + 2^{b - a}}', other: '\\frac{\\bar y}{1 + 2^{a - b}}' },
  },
  floats: true,
  f: (a, b) => logAddExp(a, b, (d) => Math.log1p(2 ** d) / Math.LN2),
  vjp: (g, a, b) => [g.div(b.sub(a).exp2().add(1)), g.div(a.sub(b).exp2().add(1))],
});
defineBinary({
  name: 'xlogy',
  doc: 'The first operand times the logarithm of the second; 0 where the first is 0.',
  example: 'xlogy(tensor([0, 2]), tensor([0, 3]))',
  formula: { forward: 'y = a \\ln b', vjp: { input: '\\bar y \\ln b', other: '\\bar y \\, \\frac{a}{b}' } },
  numbers: true,
  f: (a, b) => (Number.isNaN(b) ? b : a === 0 ? 0 : a * Math.log(b)),
  vjp: (g, a, b, { needs }) => [
    needs[0] ? a.eq(0).logicalAnd(b.le(0)).where(0, g.xlogy(b)) : null,
    needs[1] ? g.mul(a).div(b) : null,
  ],
  domain: [0.4, 3],
});
defineBinary({
  name: 'copysign',
  doc: 'The magnitude of the first operand with the sign of the second (also that of -0).',
  example: 'copysign(tensor([1, 2]), tensor([-1, 1]))',
  formula: { forward: 'y = |a| \\, \\mathrm{sign}\\,b', vjp: { input: '\\bar y \\, \\tfrac{y}{a}', other: '0' } },
  numbers: true,
  f: (a, b) => (b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a)),
  vjp: (g, a, b) => [g.mul(a.eq(0).where(0, a.copysign(b).div(a))), g.zerosLike()],
});

defineOp<NoArgs>({
  name: 'heaviside',
  family: 'comparison',
  signature: 'heaviside(input: Tensor, values: Tensor)',
  doc: 'The step function: 0 below zero, 1 above, and `values` at zero. It has no derivative.',
  example: 'heaviside(tensor([-1, 0, 2]), tensor(0.5))',
  formula: { forward: 'y = [x > 0] + v \\, [x = 0]' },
  inplace: true,
  meta: ([a, b]) => {
    if (a.dtype !== b.dtype)
      throw new DTypeError(`heaviside: the input is ${a.dtype}, the values ${b.dtype}`, {
        op: 'heaviside',
        fix: `Convert them: values.to('${a.dtype}').`,
      });
    return { shape: broadcastShapes(a.shape, b.shape, 'heaviside', ['input', 'values']), dtype: a.dtype };
  },
  kernel: ([a, b], [out]) => mapBinary(a, b, out, (x, v) => (x === 0 ? v : x > 0 ? 1 : 0)),
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([3])], grad: false }],
});

defineComposite({
  name: 'rsub',
  family: 'elementwise',
  signature: 'rsub(input: Tensor, other: Tensor | number, *, alpha: number = 1)',
  doc: 'The second operand less the first (times `alpha`).',
  example: 'rsub(tensor([1, 2]), 10)',
  formula: { forward: 'y = b - \\alpha a', vjp: { input: '-\\alpha \\bar y', other: '\\bar y' } },
  body: (input: Tensor, other: Tensor | number, alpha: number) => {
    refuseBool('rsub', typeof other === 'object' ? [input, other] : [input]);
    return (alpha === 1 ? input : input.mul(alpha)).neg().add(other);
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([3])] }, { args: (m) => [m.randn([2]), 2, { alpha: 3 }] }],
});
defineComposite({
  name: 'trueDivide',
  family: 'elementwise',
  signature: 'trueDivide(input: Tensor | number, other: Tensor | number)',
  doc: 'Quotient of two operands; integers divide to float32. The same as div.',
  body: (input: Tensor | number, other: Tensor | number) =>
    typeof input === 'number' ? (other as Tensor).reciprocal().mul(input) : input.div(other),
  samples: [{ args: (m) => [m.randn([2, 3]), m.uniform([3], 1, 2)] }],
});
defineComposite({
  name: 'floorDivide',
  family: 'elementwise',
  signature: 'floorDivide(input: Tensor, other: Tensor | number)',
  doc: 'Quotient rounded down to a whole number; integers stay integers.',
  example: 'floorDivide(tensor([7, -7]), 2)',
  formula: { forward: 'y = \\lfloor\\tfrac{a}{b}\\rfloor', vjp: { input: '0', other: '0' } },
  inplace: true,
  body: (input: Tensor, other: Tensor | number) => input.div(other, { roundingMode: 'floor' }),
  samples: [{ args: (m) => [m.randn([2, 3]), m.uniform([3], 1, 2)], gradgrad: false }],
});
