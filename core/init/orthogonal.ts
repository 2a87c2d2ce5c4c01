/** Random rotations. */
import { formatShape, ShapeError } from '../errors.ts';
import { bindOptions } from '../ops/options.ts';
import { fillNormal } from '../random/distributions.ts';
import { defaultGenerator, type Generator } from '../random/generator.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { like, refill } from './fill.ts';

/**
 * Saxe et al. (2014): a (semi-)orthogonal matrix times `gain`; dimensions after the first are read as columns. It is
 * the Q of a normal matrix, with signs such that R has a positive diagonal, which makes it uniform over rotations.
 */
export function orthogonal_(tensor: Tensor, gain?: number | { gain?: number; generator?: Generator | null }): Tensor;
export function orthogonal_(...args: unknown[]): Tensor {
  const o = bindOptions<{ tensor: Tensor; gain: number; generator: Generator | null }>(
    'orthogonal_(tensor: Tensor, gain: number = 1, generator?: Generator)',
    args,
  );
  const { shape } = o.tensor;
  if (shape.length < 2) {
    throw new ShapeError(`orthogonal_: expected a tensor of at least 2 dimensions, got ${formatShape(shape)}`, {
      op: 'orthogonal_',
    });
  }
  if (shape.includes(0)) return o.tensor;
  const rows = shape[0];
  const columns = o.tensor.numel() / rows;
  return refill(o.tensor, 'orthogonal_', (values) => {
    const normal = like(values);
    fillNormal(normal, 0, 1, o.generator ?? defaultGenerator);
    // The shorter side's vectors are made orthonormal: columns of a tall matrix, rows of a wide one.
    const tall = rows >= columns;
    const [count, length] = tall ? [columns, rows] : [rows, columns];
    const at = (vector: number, k: number) => (tall ? k * columns + vector : vector * columns + k);
    const basis: Float64Array[] = [];
    for (let j = 0; j < count; j++) {
      const v = Float64Array.from({ length }, (_, k) => normal[at(j, k)]);
      orthonormalize(v, basis);
      basis.push(v);
      for (let k = 0; k < length; k++) values[at(j, k)] = o.gain * v[k];
    }
  });
}

/** Gram and Schmidt, twice for full precision, then unit length. */
function orthonormalize(v: Float64Array, basis: readonly Float64Array[]): void {
  for (let pass = 0; pass < 2; pass++) {
    for (const u of basis) {
      let projection = 0;
      for (let k = 0; k < v.length; k++) projection += u[k] * v[k];
      for (let k = 0; k < v.length; k++) v[k] -= projection * u[k];
    }
  }
  let square = 0;
  for (const x of v) square += x * x;
  const length = Math.sqrt(square);
  for (let k = 0; k < v.length; k++) v[k] /= length;
}
