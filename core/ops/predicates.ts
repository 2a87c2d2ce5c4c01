/** Questions about elements and tensors, bits, and bounds. */
import { ArgumentError, DTypeError, formatShape } from '../errors.ts';
import { mapBinary, mapTernary, mapUnary } from '../kernels/elementwise.ts';
import { category, isFloat, promoteOperands } from '../tensor/dtype.ts';
import { broadcastShapes, sameShape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp } from './define.ts';
import { wrapNumber } from './derive.ts';
import type { NoArgs } from './unary.ts';

function definePredicate(name: string, doc: string, test: (x: number) => boolean): void {
  defineOp<NoArgs>({
    name,
    family: 'comparison',
    signature: `${name}(input: Tensor)`,
    doc,
    example: `${name}(tensor([1, NaN, -Infinity]))`,
    meta: ([x]) => ({ shape: x.shape, dtype: 'bool' }),
    kernel: ([x], [out]) => mapUnary(x, out, (v) => (test(v) ? 1 : 0)),
    samples: [
      { args: (m) => [m.randn([2, 3])], grad: false },
      { note: 'integers', args: (m) => [m.ints([3], 0, 5)], grad: false },
    ],
  });
}

definePredicate('isnan', 'True where the element is NaN.', Number.isNaN);
definePredicate(
  'isinf',
  'True where the element is infinite.',
  (x) => x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY,
);
definePredicate('isfinite', 'True where the element is neither infinite nor NaN.', Number.isFinite);
definePredicate('isposinf', 'True where the element is positive infinity.', (x) => x === Number.POSITIVE_INFINITY);
definePredicate('isneginf', 'True where the element is negative infinity.', (x) => x === Number.NEGATIVE_INFINITY);
definePredicate('signbit', 'True where the element is negative, -0 included.', (x) => x < 0 || Object.is(x, -0));

interface Closeness {
  readonly rtol: number;
  readonly atol: number;
  readonly equalNan: boolean;
}
const CLOSE = 'rtol: number = 1e-5, atol: number = 1e-8, equalNan: boolean = false';

defineOp<Closeness>({
  name: 'isclose',
  family: 'comparison',
  signature: `isclose(input: Tensor, other: Tensor, ${CLOSE})`,
  doc: 'True where |input - other| <= atol + rtol |other|; equal infinities are close, NaN only with `equalNan`.',
  example: 'isclose(tensor([1, 2]), tensor([1.000001, 3]))',
  meta: ([a, b]) => {
    if (a.dtype !== b.dtype)
      throw new DTypeError(`isclose: the input is ${a.dtype}, other ${b.dtype}`, {
        op: 'isclose',
        fix: `Convert them: other.to('${a.dtype}').`,
      });
    return { shape: broadcastShapes(a.shape, b.shape, 'isclose'), dtype: 'bool' };
  },
  kernel: ([a, b], [out], { rtol, atol, equalNan }) =>
    mapBinary(a, b, out, (x, y) => {
      if (x === y || (equalNan && Number.isNaN(x) && Number.isNaN(y))) return 1;
      return Number.isFinite(y) && Number.isFinite(x) && Math.abs(x - y) <= atol + rtol * Math.abs(y) ? 1 : 0;
    }),
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([3]), { rtol: 0.5 }], grad: false }],
});
defineComposite({
  name: 'allclose',
  family: 'comparison',
  signature: `allclose(input: Tensor, other: Tensor, ${CLOSE}) -> boolean`,
  doc: 'Whether all elements of two tensors are close (see isclose).',
  example: 'allclose(tensor([1, 2]), tensor([1, 2]))',
  body: (input: Tensor, other: Tensor, rtol: number, atol: number, equalNan: boolean) =>
    Boolean(input.isclose(other, rtol, atol, equalNan).all().item()),
  samples: [{ args: (m) => [m.randn([3]), m.randn([3])], grad: false }],
});
defineComposite({
  name: 'equal',
  family: 'comparison',
  signature: 'equal(input: Tensor, other: Tensor) -> boolean',
  doc: 'Whether two tensors have the same shape and the same elements (NaN differs from itself).',
  example: 'equal(tensor([1, 2]), tensor([1, 2]))',
  body: (input: Tensor, other: Tensor) => {
    if (!sameShape(input.shape, other.shape)) return false;
    const [a, b] = [input.data, other.data];
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
    return true;
  },
  samples: [{ args: (m) => [m.randn([3]), m.randn([3])], grad: false }],
});
defineOp<{ readonly assumeUnique: boolean; readonly invert: boolean }>({
  name: 'isin',
  family: 'comparison',
  signature:
    'isin(elements: Tensor | number, testElements: Tensor | number, *, assumeUnique: boolean = false, invert: boolean = false)',
  doc: 'True where the element occurs in `testElements` (or does not, with `invert`).',
  example: 'isin(tensor([1, 2, 3]), tensor([3, 1]))',
  promote: true,
  method: false,
  meta: ([x]) => ({ shape: x.shape, dtype: 'bool' }),
  kernel: ([x, tests], [out], { invert }) => {
    const known = new Set(tests.data);
    // A set takes NaN for equal to itself.
    mapUnary(x, out, (v) => ((!Number.isNaN(v) && known.has(v)) !== invert ? 1 : 0));
  },
  samples: [{ args: (m) => [m.ints([2, 3], 0, 5), m.ints([2], 0, 5)], grad: false }],
});

function needBits(op: string, inputs: readonly Tensor[]): void {
  const odd = inputs.find((t) => isFloat(t.dtype));
  if (odd)
    throw new DTypeError(`${op}: bits of ${odd.dtype} are not defined`, {
      op,
      operands: [{ name: 'input', shape: odd.shape, dtype: odd.dtype }],
      fix: 'Convert to integers first: x.int().',
    });
}

function defineBitwise(name: string, symbol: string, doc: string, f: (x: number, y: number) => number): void {
  defineOp<NoArgs>({
    name,
    family: 'comparison',
    signature: `${name}(input: Tensor | number, other: Tensor | number)`,
    doc,
    example: `${name}(tensor([5, 3], { dtype: 'int32' }), 6)`,
    formula: { forward: `y = a \\mathbin{${symbol}} b` },
    inplace: true,
    promote: true,
    meta: ([a, b]) => {
      needBits(name, [a, b]);
      if (name.endsWith('Shift')) refuseBool(name, [a, b]);
      return { shape: broadcastShapes(a.shape, b.shape, name), dtype: a.dtype };
    },
    kernel: ([a, b], [out]) => mapBinary(a, b, out, f),
    samples: [{ args: (m) => [m.ints([2, 3], 0, 8), m.ints([3], 0, 8)], grad: false }],
  });
}

defineBitwise('bitwiseAnd', '\\&', 'Bits set in both; of booleans: both true.', (x, y) => x & y);
defineBitwise('bitwiseOr', '|', 'Bits set in either; of booleans: either true.', (x, y) => x | y);
defineBitwise('bitwiseXor', '\\oplus', 'Bits set in exactly one; of booleans: exactly one true.', (x, y) => x ^ y);
defineBitwise('bitwiseLeftShift', '\\ll', 'The first operand shifted left by so many bits.', (x, y) => x << y);
defineBitwise(
  'bitwiseRightShift',
  '\\gg',
  'The first operand shifted right by so many bits, with its sign.',
  (x, y) => x >> y,
);

defineOp<NoArgs>({
  name: 'bitwiseNot',
  family: 'comparison',
  signature: 'bitwiseNot(input: Tensor)',
  doc: 'Every bit flipped; of booleans: not.',
  example: "bitwiseNot(tensor([0, 1], { dtype: 'int32' }))",
  inplace: true,
  meta: ([x]) => {
    needBits('bitwiseNot', [x]);
    return { shape: x.shape, dtype: x.dtype };
  },
  kernel: ([x], [out]) => mapUnary(x, out, x.dtype === 'bool' ? (v) => 1 - v : (v) => ~v),
  samples: [{ args: (m) => [m.ints([3], 0, 8)], grad: false }],
});

interface Bounds {
  readonly min: boolean;
  readonly max: boolean;
}

/** A bound's tensor, with the dtype that number or tensor has beside the input. */
function boundTensor(bound: Tensor | number | null, input: Tensor): Tensor | null {
  if (bound === null) return null;
  return typeof bound === 'number' ? wrapNumber(bound, input) : bound;
}

/** NaN in the element or in a bound gives NaN; where the bounds cross, the upper one wins. */
const clampValue = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);

defineOp<Bounds>({
  name: 'clampBetween',
  family: 'comparison',
  signature: 'clampBetween(input: Tensor, bounds: Tensor[], *, min: boolean, max: boolean)',
  doc: 'The elements brought into bounds given as tensors, as a method.',
  methodOnly: true,
  formula: {
    forward: 'y = \\min(\\max(x, l), h)',
    vjp: { input: '\\bar y \\, [l \\le x \\le h]', bounds: '\\bar y \\text{ where the bound was taken}' },
  },
  meta: ([x, ...bounds]) => ({
    shape: bounds.reduce<number[]>((s, b) => broadcastShapes(s, b.shape, 'clamp', ['input', 'bound']), x.shape),
    dtype: x.dtype,
  }),
  kernel: ([x, first, second], [out], { min, max }) => {
    if (min && max) mapTernary(x, first, second, out, clampValue);
    else mapBinary(x, first, out, min ? Math.max : Math.min);
  },
  saves: { inputs: [0, 1, 2] },
  vjp: (g, saved) => {
    const { min, max } = saved.args;
    const x = saved.input(0);
    const low = min ? saved.input(1) : null;
    const high = max ? saved.input(min ? 2 : 1) : null;
    const kept = low && high ? x.ge(low).logicalAnd(x.le(high)) : low ? x.ge(low) : x.le(high as Tensor);
    const out: (Tensor | null)[] = [kept.where(g, 0)];
    if (low) out.push((high ? x.lt(low).logicalAnd(low.lt(high)) : x.lt(low)).where(g, 0));
    if (high) out.push((low ? x.gt(high).logicalOr(high.lt(low)) : x.gt(high)).where(g, 0));
    return out;
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), [m.uniform([3], -1, -0.5), m.uniform([2, 1], 0.5, 1)], { min: true, max: true }] },
  ],
});

defineComposite({
  name: 'clamp',
  family: 'comparison',
  signature: 'clamp(input: Tensor, min?: Tensor | number | null, max?: Tensor | number | null)',
  doc: 'The elements brought into [min, max]; either bound may be left out. At a bound the gradient passes, outside it is 0.',
  example: 'clamp(tensor([-2, 0.5, 3]), -1, 1)',
  aliases: ['clip'],
  inplace: true,
  body: (input: Tensor, min: Tensor | number | null, max: Tensor | number | null) => {
    const low = boundTensor(min, input);
    const high = boundTensor(max, input);
    const bounds = [low, high].filter((b): b is Tensor => b !== null);
    if (bounds.length === 0)
      throw new ArgumentError('clamp: at least one of min and max must be given', { op: 'clamp' });
    const dtype = bounds.reduce((d, b) => promoteOperands({ dtype: d, shape: input.shape }, b), input.dtype);
    if (category(dtype) === 0)
      throw new DTypeError('clamp: booleans have no bounds', { op: 'clamp', fix: 'Convert first: x.int().' });
    return input.to(dtype).clampBetween(
      bounds.map((b) => b.to(dtype)),
      { min: low !== null, max: high !== null },
    );
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), -0.5, 0.7] },
    { note: 'max', args: (m) => [m.randn([2, 3]), { max: 0.2 }] },
    { note: 'tensors', args: (m) => [m.randn([2, 3]), m.uniform([3], -1, -0.5), m.uniform([2, 1], 0.5, 1)] },
    { note: 'empty', args: (m) => [m.randn([0, 2]), { min: 0 }] },
  ],
});
for (const [name, option] of [
  ['clampMin', 'min'],
  ['clampMax', 'max'],
] as const) {
  defineComposite({
    name,
    family: 'comparison',
    signature: `${name}(input: Tensor, ${option}: Tensor | number)`,
    doc: `The elements brought ${option === 'min' ? 'up' : 'down'} to at ${option === 'min' ? 'least' : 'most'} the bound.`,
    example: `${name}(tensor([-1, 2]), 0.5)`,
    inplace: true,
    body: (input: Tensor, bound: Tensor | number) => input.clamp({ [option]: bound }),
    samples: [{ args: (m) => [m.randn([2, 3]), 0.2] }, { args: (m) => [m.randn([2, 3]), m.randn([3])] }],
  });
}

defineComposite({
  name: 'numel',
  family: 'shape',
  signature: 'numel(input: Tensor) -> number',
  doc: 'The number of elements.',
  example: 'numel(zeros([2, 3]))',
  body: (input: Tensor) => input.numel(),
  samples: [{ args: (m) => [m.randn([2, 3])], grad: false }],
});
for (const [name, doc, test] of [
  ['isTensor', 'Whether a value is a tensor.', (v: unknown) => v instanceof Tensor],
  [
    'isFloatingPoint',
    'Whether a tensor holds floating-point numbers.',
    (v: unknown) => v instanceof Tensor && isFloat(v.dtype),
  ],
  [
    'isNonzero',
    'Whether the only element of a tensor is not 0.',
    (v: unknown) => v instanceof Tensor && v.item() !== 0,
  ],
] as const) {
  defineComposite({
    name,
    family: 'comparison',
    signature: name === 'isTensor' ? `${name}(obj: unknown) -> boolean` : `${name}(input: Tensor) -> boolean`,
    doc,
    body: (value: unknown) => test(value),
    ...(name === 'isTensor' ? {} : { samples: [{ args: (m) => [m.randn([])], grad: false }] }),
  });
}

/** Refuses booleans, of which there is no such function. */
export function refuseBool(op: string, inputs: readonly Tensor[], fix = 'Convert first: x.int().'): void {
  if (inputs.some((t) => t.dtype === 'bool')) throw new DTypeError(`${op}: not defined for booleans`, { op, fix });
}

export function needFloat(op: string, x: Tensor): void {
  if (isFloat(x.dtype)) return;
  throw new DTypeError(`${op}: the input must be floating-point, it is ${x.dtype} of shape ${formatShape(x.shape)}`, {
    op,
    operands: [{ name: 'input', shape: x.shape, dtype: x.dtype }],
    fix: 'Convert it: x.float().',
  });
}
