/** Fills without chance. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { bindOptions } from '../ops/options.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { refill } from './fill.ts';

/** Every element `val`. */
export function constant_(tensor: Tensor, val: number | { val: number }): Tensor;
export function constant_(...args: unknown[]): Tensor {
  const { tensor, val } = bindOptions<{ tensor: Tensor; val: number }>('constant_(tensor: Tensor, val: number)', args);
  return refill(tensor, 'constant_', (values) => values.fill(val));
}

/** Every element 1. */
export function ones_(tensor: Tensor): Tensor {
  return refill(tensor, 'ones_', (values) => values.fill(1));
}

/** Every element 0. */
export function zeros_(tensor: Tensor): Tensor {
  return refill(tensor, 'zeros_', (values) => values.fill(0));
}

/** The identity matrix: as many inputs as possible are passed on unchanged. */
export function eye_(tensor: Tensor): Tensor {
  const [rows, columns] = matrix(tensor, 'eye_');
  return refill(tensor, 'eye_', (values) => {
    values.fill(0);
    for (let i = 0; i < Math.min(rows, columns); i++) values[i * columns + i] = 1;
  });
}

/** A convolution's identity: output channel i passes input channel i on, in each of `groups` groups. */
export function dirac_(tensor: Tensor, groups?: number | { groups?: number }): Tensor;
export function dirac_(...args: unknown[]): Tensor {
  const { tensor, groups } = bindOptions<{ tensor: Tensor; groups: number }>(
    'dirac_(tensor: Tensor, groups: number = 1)',
    args,
  );
  const { shape } = tensor;
  if (shape.length < 3 || shape.length > 5) {
    throw new ShapeError(`dirac_: a convolution's weight has 3, 4 or 5 dimensions, got ${formatShape(shape)}`, {
      op: 'dirac_',
    });
  }
  if (shape[0] % groups !== 0)
    throw new ArgumentError(`dirac_: ${shape[0]} output channels do not split into ${groups} groups`, { op: 'dirac_' });
  const perGroup = shape[0] / groups;
  const kernel = shape.slice(2);
  const size = kernel.reduce((n, k) => n * k, 1);
  const centre = kernel.reduce((at, k) => at * k + Math.floor(k / 2), 0);
  return refill(tensor, 'dirac_', (values) => {
    values.fill(0);
    for (let group = 0; group < groups; group++) {
      for (let c = 0; c < Math.min(perGroup, shape[1]); c++) {
        values[((group * perGroup + c) * shape[1] + c) * size + centre] = 1;
      }
    }
  });
}

/** Rows and columns, or an error. */
export function matrix(tensor: Tensor, op: string): [number, number] {
  if (tensor.shape.length !== 2) {
    throw new ShapeError(`${op}: expected a matrix, got ${formatShape(tensor.shape)}`, {
      op,
      operands: [{ name: 'tensor', shape: tensor.shape }],
    });
  }
  return [tensor.shape[0], tensor.shape[1]];
}
