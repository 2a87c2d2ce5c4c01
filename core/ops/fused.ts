/** Fused arithmetic of three operands. */
import { DTypeError } from '../errors.ts';
import { mapTernary } from '../kernels/elementwise.ts';
import { isFloat } from '../tensor/dtype.ts';
import { broadcastShapes } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp } from './define.ts';
import type { NoArgs } from './unary.ts';

interface Value {
  readonly value: number;
}

defineOp<Value>({
  name: 'addcmul',
  family: 'elementwise',
  signature: 'addcmul(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: number = 1)',
  doc: 'The input plus `value` times the product of two tensors.',
  example: 'addcmul(tensor([1, 1]), tensor([2, 3]), tensor([4, 5]))',
  formula: {
    forward: 'y = x + v \\, a \\, b',
    vjp: { input: '\\bar y', tensor1: 'v \\, \\bar y \\, b', tensor2: 'v \\, \\bar y \\, a' },
  },
  inplace: true,
  promote: true,
  meta: ([x, a, b]) => ({
    shape: broadcastShapes(broadcastShapes(x.shape, a.shape, 'addcmul', ['input', 'tensor1']), b.shape, 'addcmul', [
      'input',
      'tensor2',
    ]),
    dtype: x.dtype,
  }),
  kernel: ([x, a, b], [out], { value }) => mapTernary(x, a, b, out, (u, v, w) => u + value * v * w),
  saves: { inputs: [1, 2] },
  vjp: (g, saved) => {
    const scaled = saved.args.value === 1 ? g : g.mul(saved.args.value);
    return [g, saved.needs[1] ? scaled.mul(saved.input(2)) : null, saved.needs[2] ? scaled.mul(saved.input(1)) : null];
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), m.randn([2, 3]), m.randn([3])] },
    { note: 'value', args: (m) => [m.randn([3]), m.randn([2, 1]), m.randn([]), { value: 0.5 }] },
  ],
});
defineOp<Value>({
  name: 'addcdiv',
  family: 'elementwise',
  signature: 'addcdiv(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: number = 1)',
  doc: 'The input plus `value` times the quotient of two tensors.',
  example: 'addcdiv(tensor([1, 1]), tensor([6, 8]), tensor([2, 4]))',
  formula: {
    forward: 'y = x + v \\, \\frac{a}{b}',
    vjp: { input: '\\bar y', tensor1: 'v \\, \\frac{\\bar y}{b}', tensor2: '-v \\, \\bar y \\, \\frac{a}{b^2}' },
  },
  inplace: true,
  promote: true,
  meta: ([x, a, b]) => {
    if (!isFloat(x.dtype))
      throw new DTypeError(`addcdiv: the quotient of ${x.dtype} tensors is not an integer`, {
        op: 'addcdiv',
        fix: 'Convert them first: x.float().',
      });
    return {
      shape: broadcastShapes(broadcastShapes(x.shape, a.shape, 'addcdiv', ['input', 'tensor1']), b.shape, 'addcdiv', [
        'input',
        'tensor2',
      ]),
      dtype: x.dtype,
    };
  },
  kernel: ([x, a, b], [out], { value }) => mapTernary(x, a, b, out, (u, v, w) => u + (value * v) / w),
  saves: { inputs: [1, 2] },
  vjp: (g, saved) => {
    const quotient = g.mul(saved.args.value).div(saved.input(2));
    return [g, quotient, saved.needs[2] ? quotient.neg().mul(saved.input(1)).div(saved.input(2)) : null];
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), m.randn([2, 3]), m.uniform([3], 0.5, 2)] },
    { note: 'value', args: (m) => [m.randn([3]), m.randn([2, 1]), m.uniform([], 0.5, 2), { value: -2 }] },
  ],
});

defineOp<NoArgs>({
  name: 'lerpTensor',
  family: 'elementwise',
  signature: 'lerpTensor(input: Tensor, end: Tensor, weight: Tensor | number)',
  doc: 'Linear interpolation with a weight that may be a tensor, as a method.',
  methodOnly: true,
  formula: {
    forward: 'y = a + w \\, (b - a)',
    vjp: { input: '\\bar y \\, (1 - w)', end: '\\bar y \\, w', weight: '\\bar y \\, (b - a)' },
  },
  meta: ([a, b, w]) => {
    for (const t of [a, b, w]) {
      if (!isFloat(t.dtype) || t.dtype !== a.dtype) {
        throw new DTypeError(
          `lerp: input, end and weight must have one floating-point dtype, got ${a.dtype}, ${b.dtype} and ${w.dtype}`,
          { op: 'lerp', fix: 'Convert them first: x.float().' },
        );
      }
    }
    return {
      shape: broadcastShapes(broadcastShapes(a.shape, b.shape, 'lerp', ['input', 'end']), w.shape, 'lerp', [
        'input',
        'weight',
      ]),
      dtype: a.dtype,
    };
  },
  // From the nearer end, so that the weights 0 and 1 give the ends exactly.
  kernel: ([a, b, w], [out]) =>
    mapTernary(a, b, w, out, (x, y, t) => (Math.abs(t) < 0.5 ? x + t * (y - x) : y - (y - x) * (1 - t))),
  saves: { inputs: [0, 1, 2] },
  vjp: (g, saved) => {
    const w = saved.input(2);
    return [
      saved.needs[0] ? g.mul(w.neg().add(1)) : null,
      saved.needs[1] ? g.mul(w) : null,
      saved.needs[2] ? g.mul(saved.input(1).sub(saved.input(0))) : null,
    ];
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([2, 3]), m.randn([3])] }],
});
defineComposite({
  name: 'lerp',
  family: 'elementwise',
  signature: 'lerp(input: Tensor, end: Tensor, weight: Tensor | number)',
  doc: 'Linear interpolation: the input at weight 0, `end` at weight 1.',
  example: 'lerp(tensor([0, 10]), tensor([1, 20]), 0.5)',
  formula: { forward: 'y = a + w \\, (b - a)' },
  inplace: true,
  body: (input: Tensor, end: Tensor, weight: Tensor | number) => input.lerpTensor(end, weight),
  samples: [
    { args: (m) => [m.randn([2, 3]), m.randn([3]), 0.3] },
    { note: 'tensor weight', args: (m) => [m.randn([2, 3]), m.randn([2, 3]), m.randn([2, 1])] },
  ],
});
