/** New tensors from rules and from other tensors. */
import { ArgumentError } from '../errors.ts';
import { type DType, dtypeOf } from '../tensor/dtype.ts';
import { Tensor } from '../tensor/tensor.ts';
import { getDefaultDtype, make } from './creation.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';

const LAST = '*, dtype?: DType, device?: string, requiresGrad: boolean = false';
defineComposite({
  name: 'logspace',
  family: 'creation',
  signature: `logspace(start: number, end: number, steps: number, base: number = 10, ${LAST})`,
  doc: '`steps` numbers from base^start to base^end, evenly spaced in the exponent.',
  example: 'logspace(0, 2, 3)',
  method: false,
  body: (
    start: number,
    end: number,
    steps: number,
    base: number,
    dtype: string | null,
    device: string | null,
    requiresGrad: boolean,
  ) => {
    if (!(Number.isInteger(steps) && steps >= 0))
      throw new ArgumentError(`logspace: steps must be a whole number of at least 0, got ${steps}`, { op: 'logspace' });
    return make([steps], dtype ? dtypeOf(dtype) : getDefaultDtype(), device, requiresGrad, (a) => {
      const step = (end - start) / Math.max(steps - 1, 1);
      for (let i = 0; i < steps; i++) a[i] = base ** (i < steps / 2 ? start + i * step : end - (steps - 1 - i) * step);
    });
  },
});
defineComposite({
  name: 'asTensor',
  family: 'creation',
  signature: 'asTensor(data: TensorData, *, dtype?: DType, device?: string)',
  doc: 'The tensor itself if it is one of that dtype, else a new tensor of the data.',
  example: 'asTensor([1, 2])',
  method: false,
  body: (data: Tensor | readonly number[], dtype: DType | null, device: string | null) => {
    if (data instanceof Tensor) return dtype ? data.to(dtypeOf(dtype)) : data;
    return functionOf<(d: unknown, o: object) => Tensor>('tensor')(data, {
      ...(dtype ? { dtype } : {}),
      ...(device ? { device } : {}),
    });
  },
});
for (const [name, value] of [
  ['newZeros', 0],
  ['newOnes', 1],
  ['newEmpty', 0],
] as const) {
  defineComposite({
    name,
    family: 'creation',
    signature: `${name}(input: Tensor, size: number[], ${LAST})`,
    doc: `A tensor of ${value === 1 ? 'ones' : 'zeros'} with the dtype and device of this one.`,
    methodOnly: true,
    body: (x: Tensor, size: number[], dtype: string | null, device: string | null, requiresGrad: boolean) =>
      make(size.slice(), dtype ? dtypeOf(dtype) : x.dtype, device ?? x.device, requiresGrad, (a) => {
        if (value !== 0) a.fill(value);
      }),
    samples: [{ args: (m) => [m.randn([2]), [2, 3]], grad: false }],
  });
}
defineComposite({
  name: 'newFull',
  family: 'creation',
  signature: `newFull(input: Tensor, size: number[], fillValue: number, ${LAST})`,
  doc: 'A tensor filled with one value, with the dtype and device of this one.',
  methodOnly: true,
  body: (
    x: Tensor,
    size: number[],
    fillValue: number,
    dtype: string | null,
    device: string | null,
    requiresGrad: boolean,
  ) => make(size.slice(), dtype ? dtypeOf(dtype) : x.dtype, device ?? x.device, requiresGrad, (a) => a.fill(fillValue)),
  samples: [{ args: (m) => [m.randn([2]), [2, 3], 7], grad: false }],
});
defineComposite({
  name: 'newTensor',
  family: 'creation',
  signature: 'newTensor(input: Tensor, data: TensorData, *, dtype?: DType, requiresGrad: boolean = false)',
  doc: 'A tensor of the data, with the dtype of this one.',
  methodOnly: true,
  body: (x: Tensor, data: unknown, dtype: DType | null, requiresGrad: boolean) =>
    functionOf<(d: unknown, o: object) => Tensor>('tensor')(data, { dtype: dtype ?? x.dtype, requiresGrad }),
});
