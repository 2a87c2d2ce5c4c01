/** Comparisons and logic: results are bool tensors without gradients. */
import { DTypeError } from '../errors.ts';
import { mapBinary, mapTernary, mapUnary } from '../kernels/elementwise.ts';
import { promoteOperands } from '../tensor/dtype.ts';
import { broadcastShapes } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp } from './define.ts';
import { wrapNumber } from './derive.ts';
import type { NoArgs } from './unary.ts';

function defineComparison(
  name: string,
  doc: string,
  test: (x: number, y: number) => boolean,
  aliases: readonly string[] = [],
): void {
  defineOp<NoArgs>({
    name,
    family: 'comparison',
    signature: `${name}(input: Tensor | number, other: Tensor | number)`,
    doc: `${doc}, elementwise with broadcasting.`,
    example: `${name}(tensor([1, 2, 3]), 2)`,
    aliases,
    inplace: true,
    promote: true,
    meta: ([a, b]) => ({ shape: broadcastShapes(a.shape, b.shape, name), dtype: 'bool' }),
    kernel: ([a, b], [out]) => mapBinary(a, b, out, (x, y) => (test(x, y) ? 1 : 0)),
    samples: [
      { args: (m) => [m.randn([2, 3]), m.randn([3])], grad: false },
      { args: (m) => [m.ints([4], 0, 3), 1], grad: false },
    ],
  });
}

defineComparison('eq', 'True where the operands are equal', (x, y) => x === y);
defineComparison('ne', 'True where the operands differ', (x, y) => x !== y, ['notEqual']);
defineComparison('lt', 'True where the first operand is less', (x, y) => x < y, ['less']);
defineComparison('le', 'True where the first operand is less or equal', (x, y) => x <= y, ['lessEqual']);
defineComparison('gt', 'True where the first operand is greater', (x, y) => x > y, ['greater']);
defineComparison('ge', 'True where the first operand is greater or equal', (x, y) => x >= y, ['greaterEqual']);

function defineLogic(name: string, doc: string, test: (x: boolean, y: boolean) => boolean): void {
  defineOp<NoArgs>({
    name,
    family: 'comparison',
    signature: `${name}(input: Tensor, other: Tensor)`,
    doc: `${doc}, elementwise with broadcasting; numbers count as true unless 0.`,
    inplace: true,
    meta: ([a, b]) => ({ shape: broadcastShapes(a.shape, b.shape, name), dtype: 'bool' }),
    kernel: ([a, b], [out]) => mapBinary(a, b, out, (x, y) => (test(x !== 0, y !== 0) ? 1 : 0)),
    samples: [{ args: (m) => [m.bools([2, 3]), m.bools([3])], grad: false }],
  });
}

defineLogic('logicalAnd', 'True where both are', (x, y) => x && y);
defineLogic('logicalOr', 'True where either is', (x, y) => x || y);
defineLogic('logicalXor', 'True where exactly one is', (x, y) => x !== y);

defineOp<NoArgs>({
  name: 'logicalNot',
  family: 'comparison',
  signature: 'logicalNot(input: Tensor)',
  doc: 'True where the element is false or 0.',
  inplace: true,
  meta: ([x]) => ({ shape: x.shape, dtype: 'bool' }),
  kernel: ([x], [out]) => mapUnary(x, out, (v) => (v === 0 ? 1 : 0)),
  samples: [{ args: (m) => [m.bools([3])], grad: false }],
});

defineOp<NoArgs>({
  name: 'whereTensor',
  family: 'comparison',
  signature: 'whereTensor(condition: Tensor, input: Tensor, other: Tensor)',
  doc: 'Elements of `input` where `condition` holds, else of `other`.',
  methodOnly: true,
  formula: { forward: 'y = c \\; ? \\; a : b', vjp: { input: '\\bar y \\, [c]', other: '\\bar y \\, [\\lnot c]' } },
  meta: ([c, a, b]) => {
    if (c.dtype !== 'bool' && c.dtype !== 'uint8') {
      throw new DTypeError(`where: the condition must be bool, it is ${c.dtype}`, {
        op: 'where',
        operands: [{ name: 'condition', shape: c.shape, dtype: c.dtype }],
        fix: 'Compare it first, e.g. x.gt(0), or convert it: x.bool().',
      });
    }
    return {
      shape: broadcastShapes(broadcastShapes(c.shape, a.shape, 'where', ['condition', 'input']), b.shape, 'where'),
      dtype: a.dtype,
    };
  },
  kernel: ([c, a, b], [out]) => mapTernary(c, a, b, out, (t, x, y) => (t !== 0 ? x : y)),
  saves: { inputs: [0] },
  vjp: (g, saved) => {
    const c = saved.input(0);
    const zero = g.zerosLike();
    return [null, saved.needs[1] ? c.where(g, zero) : null, saved.needs[2] ? c.where(zero, g) : null];
  },
});

defineComposite({
  name: 'where',
  family: 'comparison',
  signature: [
    'where(condition: Tensor, input: Tensor | number, other: Tensor | number)',
    'where(condition: Tensor) -> Tensor[]',
  ],
  doc: 'Elements of `input` where `condition` holds, else of `other`, with broadcasting. Gradients go only where elements came from; a NaN in the branch not taken still makes its gradient NaN.',
  example: 'where(tensor([true, false]), tensor([1, 2]), 0)',
  body: (condition: Tensor, input?: Tensor | number, other?: Tensor | number) => {
    // The condition alone: the indices of where it holds, one tensor per dimension.
    if (input === undefined || other === undefined) return condition.nonzero({ asTuple: true });
    const beside = typeof input === 'object' ? input : typeof other === 'object' ? other : null;
    const a = typeof input === 'object' ? input : wrapNumber(input, beside);
    const b = typeof other === 'object' ? other : wrapNumber(other, beside);
    const dtype = promoteOperands(a, b);
    return condition.whereTensor(a.to(dtype), b.to(dtype));
  },
  samples: [
    { args: (m) => [m.bools([2, 3]), m.randn([2, 3]), m.randn([3])] },
    { note: 'number', args: (m) => [m.bools([3]), m.randn([3]), 0] },
  ],
});

defineComposite({
  name: 'maskedFill',
  family: 'comparison',
  signature: 'maskedFill(input: Tensor, mask: Tensor, value: Tensor | number)',
  doc: 'The input with `value` where `mask` holds; the mask broadcasts to the input.',
  example: 'maskedFill(tensor([1, 2]), tensor([true, false]), 0)',
  inplace: true,
  body: (input: Tensor, mask: Tensor, value: Tensor | number) => {
    const fill = typeof value === 'object' ? value : wrapNumber(value, input);
    return mask.whereTensor(fill.to(input.dtype), input);
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.bools([3]), 0.5] }],
});
