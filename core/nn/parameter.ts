/** Tensors that a module learns. */
import { ArgumentError } from '../errors.ts';
import { Tensor } from '../tensor/tensor.ts';

/** A tensor that registers itself with the module it is assigned to, and requires a gradient unless told otherwise. */
export class Parameter extends Tensor {
  /** Shares the memory of `data`. */
  constructor(data: Tensor, requiresGrad = true) {
    if (!(data instanceof Tensor)) {
      throw new ArgumentError('Parameter: expected a tensor', {
        op: 'Parameter',
        fix: 'new nn.Parameter(randn([3, 4]))',
      });
    }
    super(data.storage, data.shape.slice(), data.strides, data.offset, data.device);
    if (requiresGrad) this.requiresGrad_();
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Gives `tensor` the memory, dtype, device and shape of `data`, and keeps its identity, as assigning to `tensor.data`
 * does in PyTorch: an optimizer that holds the tensor goes on with it.
 */
export function setData(tensor: Tensor, data: Tensor): void {
  const target: Writable<Tensor> = tensor;
  target.storage = data.storage;
  target.shape = data.shape.slice();
  target.strides = data.strides;
  target.offset = data.offset;
  target.dtype = data.dtype;
  target.device = data.device;
}
