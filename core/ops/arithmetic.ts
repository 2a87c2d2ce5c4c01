/** Arithmetic of two operands, with broadcasting and PyTorch's dtype promotion. */

import { DTypeError } from '../errors.ts';
import { mapBinary } from '../kernels/elementwise.ts';
import { category, isFloat } from '../tensor/dtype.ts';
import { broadcastShapes } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { refuseZeroDivisor } from './binary.ts';
import { defineOp, type Meta, type Sample } from './define.ts';

/** Broadcast shape, promoted dtype. */
function binaryMeta(op: string): (inputs: readonly Tensor[]) => Meta {
  return ([a, b]) => ({ shape: broadcastShapes(a.shape, b.shape, op), dtype: a.dtype });
}

/** Pairs of operands that cover equal shapes, every kind of broadcasting, 0-d and empty. */
const pairs: readonly Sample[] = [
  { args: (m) => [m.randn([2, 3]), m.randn([2, 3])] },
  { note: 'row', args: (m) => [m.randn([2, 3]), m.randn([3])] },
  { note: 'outer', args: (m) => [m.randn([2, 1]), m.randn([1, 3])] },
  { note: '0-d', args: (m) => [m.randn([2, 2]), m.randn([])] },
  { note: 'number', args: (m) => [m.randn([2, 2]), 1.5] },
  { note: 'empty', args: (m) => [m.randn([0, 3]), m.randn([3])] },
  { note: 'strided', args: (m) => [m.randn([3, 2]).t(), m.randn([2, 3])] },
];

/** Scales by `alpha` only where it is not 1. */
const scaled = (t: Tensor, alpha: number): Tensor => (alpha === 1 ? t : t.mul(alpha));

interface Alpha {
  readonly alpha: number;
}

defineOp<Alpha>({
  name: 'add',
  family: 'elementwise',
  signature: 'add(input: Tensor | number, other: Tensor | number, *, alpha: number = 1)',
  doc: 'Sum of two operands, elementwise with broadcasting. `alpha` multiplies `other` first.',
  example: 'add(tensor([1, 2]), tensor([[10], [20]]))',
  formula: { forward: 'y = a + b', vjp: { input: '\\bar y', other: '\\bar y' } },
  inplace: true,
  promote: true,
  meta: binaryMeta('add'),
  kernel: ([a, b], [out], { alpha }) => {
    if (out.dtype === 'bool') mapBinary(a, b, out, (x, y) => (x || y ? 1 : 0));
    else if (alpha === 1) mapBinary(a, b, out, (x, y) => x + y);
    else mapBinary(a, b, out, (x, y) => x + alpha * y);
  },
  vjp: (g, { args }) => [g, scaled(g, args.alpha)],
  samples: [...pairs, { note: 'alpha', args: (m) => [m.randn([2]), m.randn([2]), { alpha: 2.5 }] }],
});

defineOp<Alpha>({
  name: 'sub',
  family: 'elementwise',
  signature: 'sub(input: Tensor | number, other: Tensor | number, *, alpha: number = 1)',
  doc: 'Difference of two operands, elementwise with broadcasting. `alpha` multiplies `other` first.',
  example: 'sub(tensor([5, 7]), 2)',
  formula: { forward: 'y = a - b', vjp: { input: '\\bar y', other: '-\\bar y' } },
  aliases: ['subtract'],
  inplace: true,
  promote: true,
  check: ([a, b]) => {
    if (a.dtype === 'bool' || b.dtype === 'bool') {
      throw new DTypeError('sub: subtracting booleans is not defined', {
        op: 'sub',
        fix: 'Use logicalXor(a, b), or convert with .int() first.',
      });
    }
  },
  meta: binaryMeta('sub'),
  kernel: ([a, b], [out], { alpha }) => {
    if (alpha === 1) mapBinary(a, b, out, (x, y) => x - y);
    else mapBinary(a, b, out, (x, y) => x - alpha * y);
  },
  vjp: (g, { args, needs }) => [g, needs[1] ? scaled(g, args.alpha).neg() : null],
  samples: [...pairs, { note: 'alpha', args: (m) => [m.randn([2]), m.randn([2]), { alpha: -0.5 }] }],
});

defineOp<Record<string, never>>({
  name: 'mul',
  family: 'elementwise',
  signature: 'mul(input: Tensor | number, other: Tensor | number)',
  doc: 'Product of two operands, elementwise with broadcasting.',
  example: 'mul(tensor([1, 2, 3]), tensor([2, 2, 2]))',
  formula: { forward: 'y = a \\, b', vjp: { input: '\\bar y \\, b', other: '\\bar y \\, a' } },
  aliases: ['multiply'],
  inplace: true,
  promote: true,
  meta: binaryMeta('mul'),
  kernel: ([a, b], [out]) => {
    if (out.dtype === 'int32') mapBinary(a, b, out, Math.imul);
    else mapBinary(a, b, out, (x, y) => x * y);
  },
  saves: { inputs: ([a, b]) => (a ? (b ? [0, 1] : [1]) : [0]) },
  vjp: (g, saved) => [saved.needs[0] ? g.mul(saved.input(1)) : null, saved.needs[1] ? g.mul(saved.input(0)) : null],
  samples: pairs,
});

interface Rounding {
  readonly roundingMode: 'trunc' | 'floor' | null;
}

const nonzero: readonly Sample[] = [
  { args: (m) => [m.randn([2, 3]), m.uniform([2, 3], 0.5, 2)] },
  { note: 'row', args: (m) => [m.randn([2, 3]), m.uniform([3], -2, -0.5)] },
  { note: 'number', args: (m) => [m.randn([2, 2]), 4] },
  { note: 'number first', args: (m) => [3, m.uniform([2, 2], 0.5, 2)] },
];

defineOp<Rounding>({
  name: 'div',
  family: 'elementwise',
  signature: "div(input: Tensor | number, other: Tensor | number, *, roundingMode?: 'trunc' | 'floor' | null)",
  doc: "Quotient of two operands, elementwise with broadcasting. Integers divide to float32 unless `roundingMode` is 'floor' or 'trunc'.",
  example: 'div(tensor([6, 9]), 3)',
  formula: { forward: 'y = \\frac{a}{b}', vjp: { input: '\\frac{\\bar y}{b}', other: '-\\frac{\\bar y \\, y}{b}' } },
  aliases: ['divide'],
  inplace: true,
  promote: true,
  check: (given, { roundingMode }) => {
    if (roundingMode && given.every((t) => t.dtype === 'bool'))
      throw new DTypeError(`div: booleans have no quotient rounded by '${roundingMode}'`, {
        op: 'div',
        fix: 'Convert first: x.int().',
      });
  },
  meta: ([a, b], { roundingMode }) => ({
    shape: broadcastShapes(a.shape, b.shape, 'div'),
    dtype: isFloat(a.dtype) ? a.dtype : roundingMode && category(a.dtype) > 0 ? a.dtype : 'float32',
  }),
  kernel: ([a, b], [out], { roundingMode }) => {
    if (roundingMode) refuseZeroDivisor('div', b);
    if (roundingMode === 'floor') mapBinary(a, b, out, floorDivide);
    else if (roundingMode === 'trunc')
      mapBinary(
        a,
        b,
        out,
        out.dtype === 'float32' ? (x, y) => Math.trunc(Math.fround(x / y)) : (x, y) => Math.trunc(x / y),
      );
    else mapBinary(a, b, out, (x, y) => x / y);
  },
  saves: { inputs: ([, b]) => (b ? [0, 1] : [1]) },
  vjp: (g, saved) => {
    if (saved.args.roundingMode) return [g.zerosLike(), g.zerosLike()];
    const b = saved.input(1);
    return [saved.needs[0] ? g.div(b) : null, saved.needs[1] ? g.neg().mul(saved.input(0)).div(b.mul(b)) : null];
  },
  samples: nonzero,
});

/** Python's x // y: the quotient that goes with the exact remainder, so that rounding cannot move it past a whole number. */
function floorDivide(x: number, y: number): number {
  if (y === 0) return x / y;
  const rest = x % y;
  const quotient = (x - rest) / y - (rest !== 0 && y < 0 !== rest < 0 ? 1 : 0);
  if (quotient === 0) return x < 0 !== y < 0 ? -0 : 0;
  const below = Math.floor(quotient);
  return quotient - below > 0.5 ? below + 1 : below;
}

/** x^y with 0^0 = 1, NaN^0 = 1 as in C's pow; 1^NaN = 1 differs from Math.pow. */
function power(x: number, y: number): number {
  return x === 1 ? 1 : x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY ? 1 : x ** y;
}

defineOp<Record<string, never>>({
  name: 'pow',
  family: 'elementwise',
  signature: 'pow(input: Tensor | number, exponent: Tensor | number)',
  doc: 'Power of two operands, elementwise with broadcasting.',
  example: 'pow(tensor([1, 2, 3]), 2)',
  formula: {
    forward: 'y = a^{b}',
    vjp: { input: '\\bar y \\, b \\, a^{b-1}', exponent: '\\bar y \\, a^{b} \\ln a' },
  },
  inplace: true,
  promote: true,
  meta: ([a, b]) => ({ shape: broadcastShapes(a.shape, b.shape, 'pow', ['input', 'exponent']), dtype: a.dtype }),
  check: ([a, b]) => {
    if (a.dtype === 'bool' && b.dtype === 'bool')
      throw new DTypeError('pow: booleans have no powers', { op: 'pow', fix: 'Convert first: x.int().' });
  },
  kernel: ([a, b], [out]) => {
    if (out.dtype === 'int32' && b.shape.length === 0 && b.data[0] < 0) {
      throw new DTypeError('pow: whole numbers to negative powers are not whole', {
        op: 'pow',
        fix: 'Convert first: x.float().',
      });
    }
    if (b.numel() === 1 && b.array[b.offset] === 2) mapBinary(a, b, out, (x) => x * x);
    else mapBinary(a, b, out, power);
  },
  saves: { inputs: [0, 1] },
  vjp: (g, saved) => {
    const a = saved.input(0);
    const b = saved.input(1);
    // Where the exponent is 0 the derivative is 0, also at a = 0; where the base is 0 and b >= 0, a^b ln a counts as 0.
    const zero = g.zerosLike();
    return [
      saved.needs[0] ? g.mul(b.eq(0).where(zero, b.mul(a.pow(b.sub(1))))) : null,
      saved.needs[1] ? g.mul(a.eq(0).logicalAnd(b.ge(0)).where(zero, a.pow(b).mul(a.log()))) : null,
    ];
  },
  samples: [
    { args: (m) => [m.uniform([2, 3], 0.5, 2), m.randn([2, 3])] },
    { note: 'square', args: (m) => [m.randn([2, 3]), 2] },
    { note: 'cube', args: (m) => [m.randn([2, 3]), 3] },
    { note: 'root', args: (m) => [m.uniform([3], 0.5, 2), 0.5] },
    { note: 'number base', args: (m) => [2, m.randn([2, 2])] },
    { note: 'zeroth', args: (m) => [m.randn([3]), 0], gradgrad: false },
  ],
});
