/** Writing initial values: outside the tape, into the tensor's own memory. */
import { noGrad } from '../autograd/modes.ts';
import { ArgumentError, DTypeError, formatShape, ShapeError } from '../errors.ts';
import { writeInto } from '../ops/derive.ts';
import type { FloatArray } from '../random/distributions.ts';
import { isFloat, type TypedArray } from '../tensor/dtype.ts';
import { Tensor } from '../tensor/tensor.ts';

/** Overwrites `tensor` with what `fill` writes into fresh dense memory; does nothing on the meta device. */
export function refill(tensor: Tensor, op: string, fill: (values: FloatArray) => void): Tensor {
  if (!(tensor instanceof Tensor)) throw new ArgumentError(`${op}: expected a tensor`, { op });
  if (!isFloat(tensor.dtype))
    throw new DTypeError(`${op}: the tensor must be floating-point, not ${tensor.dtype}`, { op });
  if (tensor.device === 'meta') return tensor;
  return noGrad(() => {
    const fresh = Tensor.empty(tensor.shape.slice(), tensor.dtype);
    fill(fresh.array as FloatArray);
    writeInto(tensor, fresh);
    tensor.storage.version++;
    return tensor;
  });
}

/** A copy of an array in its own precision. */
export function like(values: TypedArray, length = values.length): FloatArray {
  return values instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);
}

/** Numbers of inputs and outputs of a weight: [out, in, ...kernel]; a kernel's elements count for both. */
export function fans(tensor: Tensor, op: string): { fanIn: number; fanOut: number } {
  const { shape } = tensor;
  if (shape.length < 2) {
    throw new ShapeError(
      `${op}: fan in and fan out need a tensor of at least 2 dimensions, got ${formatShape(shape)}`,
      {
        op,
        operands: [{ name: 'tensor', shape }],
        fix: 'Biases are usually set with zeros_ or uniform_.',
      },
    );
  }
  const kernel = shape.slice(2).reduce((n, size) => n * size, 1);
  return { fanIn: shape[1] * kernel, fanOut: shape[0] * kernel };
}
