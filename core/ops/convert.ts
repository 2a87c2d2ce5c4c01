/** Copies and conversions of dtype. */

import { ArgumentError } from '../errors.ts';
import { mapUnary } from '../kernels/elementwise.ts';
import { type DType, dtypeOf, isFloat } from '../tensor/dtype.ts';
import { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp, type Primitive } from './define.ts';
import { dispatch, setCast } from './dispatch.ts';
import type { NoArgs } from './unary.ts';

interface Cast {
  readonly dtype: DType;
}

const castOp = defineOp<Cast>({
  name: 'cast',
  family: 'conversion',
  signature: 'cast(input: Tensor, dtype: DType)',
  doc: 'The elements converted to a dtype; floats are cut off towards zero, anything but 0 is true.',
  methodOnly: true,
  formula: { forward: 'y = x', vjp: { input: '\\bar y' } },
  prepare: (b) => ({ inputs: [b.input as Tensor], args: { dtype: dtypeOf(b.dtype as string) } }),
  meta: ([x], { dtype }) => ({ shape: x.shape, dtype }),
  kernel: ([x], [out], { dtype }) => {
    if (dtype === 'bool') mapUnary(x, out, (v) => (v !== 0 ? 1 : 0));
    else if (isFloat(dtype) || !isFloat(x.dtype)) out.array.set(x.data);
    else mapUnary(x, out, Math.trunc);
  },
  // The engine casts the gradient back to the input's dtype.
  vjp: (g) => [g],
  samples: [{ args: (m) => [m.randn([2, 3]), 'float64'] }],
});

function castTo(input: Tensor, dtype: DType): Tensor {
  return dispatch(castOp as unknown as Primitive, [input], { dtype });
}
setCast(castTo);

defineComposite({
  name: 'to',
  family: 'conversion',
  signature: ['to(input: Tensor, dtype: DType)', 'to(input: Tensor, *, device?: string, dtype?: DType)'],
  doc: 'The tensor in another dtype (itself if nothing changes). The devices are `cpu` and `meta`.',
  example: "tensor([1.7, 0]).to('bool')",
  body: (input: Tensor, first: string | null, second?: string | null) => {
    const names = [first, second].filter((n): n is string => typeof n === 'string');
    let out = input;
    for (const name of names) {
      if (name === 'meta' || name === 'cpu') {
        if (name === out.device) continue;
        if (name === 'cpu')
          throw new ArgumentError('to: a meta tensor has no data to bring to the cpu', {
            op: 'to',
            fix: 'Make the tensor on the cpu in the first place.',
          });
        out = Tensor.empty(out.shape.slice(), out.dtype, 'meta');
      } else {
        const dtype = dtypeOf(name);
        if (dtype !== out.dtype) out = castTo(out, dtype);
      }
    }
    return out;
  },
  samples: [{ args: (m) => [m.randn([2]), 'float64'] }],
});

for (const [name, dtype] of [
  ['float', 'float32'],
  ['double', 'float64'],
  ['int', 'int32'],
  ['long', 'int32'],
  ['bool', 'bool'],
] as const) {
  defineComposite({
    name,
    family: 'conversion',
    signature: `${name}(input: Tensor)`,
    doc: `The tensor as ${dtype}.`,
    methodOnly: true,
    body: (input: Tensor) => (input.dtype === dtype ? input : castTo(input, dtype)),
    samples: [{ args: (m) => [m.randn([2])], grad: dtype === 'float64' }],
  });
}

defineOp<NoArgs>({
  name: 'clone',
  family: 'conversion',
  signature: 'clone(input: Tensor)',
  doc: 'A copy with memory of its own; gradients flow through.',
  formula: { forward: 'y = x', vjp: { input: '\\bar y' } },
  meta: ([x]) => ({ shape: x.shape, dtype: x.dtype }),
  kernel: ([x], [out]) => out.array.set(x.data),
  vjp: (g) => [g],
  samples: [{ args: (m) => [m.randn([2, 3])] }],
});

defineComposite({
  name: 'detach',
  family: 'conversion',
  signature: 'detach(input: Tensor)',
  doc: 'The same memory outside the graph: no gradient flows through it.',
  body: (input: Tensor) => new Tensor(input.storage, input.shape, input.strides, input.offset, input.device),
  samples: [{ args: (m) => [m.randn([2])], grad: false }],
});
