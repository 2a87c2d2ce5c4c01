/** What metrics read: tensors, arrays and nested arrays of numbers. */
import { formatShape, ShapeError } from '../errors.ts';
import { Tensor } from '../tensor/tensor.ts';

/** Numbers as a tensor or an array. */
export type Values = Tensor | ArrayLike<number | boolean>;
/** A matrix as a tensor [rows, columns] or an array of rows. */
export type Matrix = Tensor | readonly ArrayLike<number>[];

export function flat(values: Values): Float64Array {
  return Float64Array.from(values instanceof Tensor ? values.data : (values as ArrayLike<number>), Number);
}

export function rows(matrix: Matrix, name: string): number[][] {
  if (!(matrix instanceof Tensor)) return matrix.map((row) => Array.from(row));
  if (matrix.shape.length !== 2)
    throw new ShapeError(`${name}: expected a matrix [samples, classes], got ${formatShape(matrix.shape)}`, {
      op: name,
      operands: [{ name: 'input', shape: matrix.shape }],
    });
  return matrix.toArray() as number[][];
}

/** Two lists of numbers of the same length, at least one long. Throws ShapeError otherwise. */
export function pairOf(input: Values, target: Values, name: string): [Float64Array, Float64Array] {
  const [a, b] = [flat(input), flat(target)];
  if (a.length !== b.length || a.length === 0) {
    throw new ShapeError(`${name}: input has ${a.length} elements, target ${b.length}`, {
      op: name,
      operands: [input, target].map((v, i) => ({
        name: i ? 'target' : 'input',
        shape: v instanceof Tensor ? v.shape : [v.length],
      })),
      fix: 'One prediction per target is needed; a batch of scores is reduced with .argmax(1) first.',
    });
  }
  return [a, b];
}

/** Scores [n, classes] become class numbers by argmax; anything else is read as it is. */
export function predictedClasses(input: Tensor | Matrix | Values, target: Values): Float64Array {
  const count = flat(target).length;
  if (
    input instanceof Tensor &&
    input.shape.length === 2 &&
    input.shape[0] === count &&
    (count > 1 || input.shape[1] > 1)
  ) {
    return input.shape[1] === 1 ? flat(input) : flat(input.argmax(1));
  }
  if (Array.isArray(input) && Array.isArray(input[0])) {
    return Float64Array.from(input as number[][], (row) => row.indexOf(Math.max(...row)));
  }
  return flat(input as Values);
}
