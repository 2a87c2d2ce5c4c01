/** The product of a sparse and a dense matrix, with gradients: the heart of a graph convolution. */
import { zeros } from '../api.gen.ts';
import { formatShape, IndexError, ShapeError } from '../errors.ts';
import { make } from '../ops/creation.ts';
import { Tensor } from '../tensor/tensor.ts';
import { COO, type SparseMatrix, toCOO } from './formats.ts';

/**
 * A sparse matrix on the tape: int32 coordinates, and values that may require grad. Equal coordinates add up, as in
 * torch.sparse_coo_tensor.
 */
export class SparseTensor {
  /** int32 [2, nnz]: rows and columns. */
  readonly indices: Tensor;
  /** [nnz]. */
  readonly values: Tensor;
  readonly shape: readonly [number, number];

  constructor(indices: Tensor, values: Tensor, shape: readonly [number, number]) {
    if (
      indices.shape.length !== 2 ||
      indices.shape[0] !== 2 ||
      values.shape.length !== 1 ||
      indices.shape[1] !== values.shape[0]
    ) {
      throw new ShapeError(
        `sparseCooTensor: indices ${formatShape(indices.shape)} and values ${formatShape(values.shape)} do not fit`,
        {
          op: 'sparseCooTensor',
          operands: [
            { name: 'indices', shape: indices.shape },
            { name: 'values', shape: values.shape },
          ],
          fix: 'Indices are [2, entries], rows first; values are [entries].',
        },
      );
    }
    if (indices.device === 'cpu') {
      const data = indices.data;
      const n = values.shape[0];
      for (let k = 0; k < 2 * n; k++) {
        const axis = k < n ? 0 : 1;
        if (!(data[k] >= 0 && data[k] < shape[axis]))
          throw new IndexError(
            `sparseCooTensor: entry ${k % n} has ${axis ? 'column' : 'row'} ${data[k]}, beyond the shape ${formatShape(shape)}`,
            { op: 'sparseCooTensor' },
          );
      }
    }
    this.indices = indices;
    this.values = values;
    this.shape = shape;
  }

  /** Number of entries. */
  get nnz(): number {
    return this.values.shape[0];
  }
  /** The dense matrix; gradients flow back to the values. */
  toDense(): Tensor {
    const [rows, columns] = this.shape;
    const flat = this.indices.select(0, 0).mul(columns).add(this.indices.select(0, 1));
    return zeros([rows * columns], { dtype: this.values.dtype, device: this.values.device })
      .indexAdd(0, flat, this.values)
      .reshape([rows, columns]);
  }
  t(): SparseTensor {
    return new SparseTensor(this.indices.flip([0]), this.values, [this.shape[1], this.shape[0]]);
  }
  /** The product with a dense [columns, features] matrix, or a vector [columns]. */
  matmul(dense: Tensor): Tensor {
    return mm(this, dense);
  }
  toString(): string {
    return `SparseTensor(${this.shape.join(' x ')}, ${this.nnz} entries, ${this.values.dtype})`;
  }
}

/** A sparse tensor from int32 [2, nnz] coordinates and [nnz] values; `size` defaults to the smallest that fits. */
export function sparseCooTensor(indices: Tensor, values: Tensor, size?: readonly [number, number]): SparseTensor {
  const extent = (axis: number): number => (indices.shape[1] > 0 ? indices.select(0, axis).max().item() + 1 : 0);
  return new SparseTensor(indices, values, size ?? [extent(0), extent(1)]);
}

/** The entries of a dense matrix, or of one of the formats, as a sparse tensor (float32 unless told otherwise). */
export function toSparse(matrix: Tensor | SparseMatrix, dtype: 'float32' | 'float64' = 'float32'): SparseTensor {
  const coo = matrix instanceof COO ? matrix : toCOO(matrix instanceof Tensor ? matrix : matrix.toDense());
  const indices = make([2, coo.nnz], 'int32', 'cpu', false, (out) => {
    out.set(coo.rows);
    out.set(coo.columns, coo.nnz);
  });
  return new SparseTensor(
    indices,
    make([coo.nnz], dtype, 'cpu', false, (out) => out.set(coo.values)),
    coo.shape,
  );
}

/**
 * Sparse times dense: gather the rows of `dense` by column, scale by the values, add up by row. Gradients reach the
 * dense matrix (the transposed product) and the values (row products), so that edge weights can be learned.
 */
export function mm(sparse: SparseTensor, dense: Tensor): Tensor {
  const [rows, columns] = sparse.shape;
  if ((dense.shape.length !== 1 && dense.shape.length !== 2) || dense.shape[0] !== columns) {
    throw new ShapeError(
      `sparse.mm: a ${rows} x ${columns} matrix takes [${columns}, features], got ${formatShape(dense.shape)}`,
      {
        op: 'sparse.mm',
        operands: [
          { name: 'sparse', shape: sparse.shape, axes: [1] },
          { name: 'dense', shape: dense.shape, axes: [0] },
        ],
        fix: dense.shape[1] === columns ? 'The features come last: pass dense.t().' : undefined,
      },
    );
  }
  const messages = dense.indexSelect(0, sparse.indices.select(0, 1));
  const scaled = messages.mul(dense.shape.length === 2 ? sparse.values.unsqueeze(1) : sparse.values);
  return zeros([rows, ...dense.shape.slice(1)], { dtype: scaled.dtype, device: scaled.device }).indexAdd(
    0,
    sparse.indices.select(0, 0),
    scaled,
  );
}
