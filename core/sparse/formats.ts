/**
 * Sparse matrices in the formats of study notes: COO, CSR, DIA, ELL and HYB. Each is made from a dense matrix, gives it
 * back, counts its bytes and multiplies a vector. Values are float64 and indices int32, so a byte count is what the
 * format would take in C.
 */
import { ArgumentError, formatShape, IndexError, ShapeError } from '../errors.ts';
import { make } from '../ops/creation.ts';
import { Tensor } from '../tensor/tensor.ts';

export type Dense = Tensor | readonly (readonly number[])[];

const VALUE = 8;
const INDEX = 4;

/** Anything that can be multiplied and written out as a matrix. */
export interface SparseMatrix {
  readonly format: 'coo' | 'csr' | 'dia' | 'ell' | 'hyb';
  readonly shape: readonly [rows: number, columns: number];
  /** Stored entries that are no padding. */
  readonly nnz: number;
  /** Bytes of values and indices. */
  readonly bytes: number;
  toDense(): Tensor;
  /** The product with a vector of one value per column. */
  matvec(x: Tensor | ArrayLike<number>): Float64Array;
}

function denseRows(dense: Dense, name: string): { data: Float64Array; rows: number; columns: number } {
  if (dense instanceof Tensor) {
    if (dense.shape.length !== 2)
      throw new ShapeError(`${name}: expected a matrix, got ${formatShape(dense.shape)}`, {
        op: name,
        operands: [{ name: 'dense', shape: dense.shape }],
      });
    return { data: Float64Array.from(dense.data), rows: dense.shape[0], columns: dense.shape[1] };
  }
  const columns = dense[0]?.length ?? 0;
  if (dense.some((row) => row.length !== columns))
    throw new ShapeError(`${name}: the rows differ in length`, { op: name });
  return { data: Float64Array.from(dense.flat()), rows: dense.length, columns };
}

function denseFrom(shape: readonly [number, number], fill: (out: Float64Array) => void): Tensor {
  return make([...shape], 'float64', null, false, (out) => fill(out as Float64Array));
}

function vectorFor(matrix: SparseMatrix, x: Tensor | ArrayLike<number>): ArrayLike<number> {
  const data = x instanceof Tensor ? x.data : x;
  if (data.length !== matrix.shape[1]) {
    throw new ShapeError(
      `matvec: a ${matrix.shape.join(' x ')} matrix takes a vector of ${matrix.shape[1]} values, got ${data.length}`,
      {
        op: 'matvec',
        operands: [
          { name: 'matrix', shape: matrix.shape, axes: [1] },
          { name: 'x', shape: x instanceof Tensor ? x.shape : [x.length] },
        ],
      },
    );
  }
  return data;
}

/** Coordinates: row, column and value of each entry, row by row. Equal coordinates add up. */
export class COO implements SparseMatrix {
  readonly format = 'coo';
  readonly shape: readonly [number, number];
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;

  constructor(
    rows: ArrayLike<number>,
    columns: ArrayLike<number>,
    values: ArrayLike<number>,
    shape: readonly [number, number],
  ) {
    this.shape = shape;
    this.rows = Int32Array.from(rows);
    this.columns = Int32Array.from(columns);
    this.values = Float64Array.from(values);
    if (this.rows.length !== this.values.length || this.columns.length !== this.values.length) {
      throw new ArgumentError(
        `COO: ${this.rows.length} rows, ${this.columns.length} columns and ${this.values.length} values`,
        { op: 'COO', fix: 'Each entry has one of each.' },
      );
    }
    this.rows.forEach((i, k) => {
      const j = this.columns[k];
      if (i < 0 || i >= shape[0] || j < 0 || j >= shape[1])
        throw new IndexError(`COO: entry ${k} at (${i}, ${j}) lies outside a ${shape[0]} x ${shape[1]} matrix`, {
          op: 'COO',
        });
    });
  }
  get nnz(): number {
    return this.values.length;
  }
  get bytes(): number {
    return this.nnz * (VALUE + 2 * INDEX);
  }
  toDense(): Tensor {
    return denseFrom(this.shape, (out) =>
      this.values.forEach((v, k) => {
        out[this.rows[k] * this.shape[1] + this.columns[k]] += v;
      }),
    );
  }
  matvec(x: Tensor | ArrayLike<number>): Float64Array {
    const vector = vectorFor(this, x);
    const y = new Float64Array(this.shape[0]);
    for (let k = 0; k < this.nnz; k++) y[this.rows[k]] += this.values[k] * vector[this.columns[k]];
    return y;
  }
}

/** Compressed rows: the entries of row i stand at `pointers[i]` to `pointers[i + 1]`. */
export class CSR implements SparseMatrix {
  readonly format = 'csr';
  readonly shape: readonly [number, number];
  readonly pointers: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;

  constructor(
    pointers: ArrayLike<number>,
    columns: ArrayLike<number>,
    values: ArrayLike<number>,
    shape: readonly [number, number],
  ) {
    this.shape = shape;
    this.pointers = Int32Array.from(pointers);
    this.columns = Int32Array.from(columns);
    this.values = Float64Array.from(values);
    const p = this.pointers;
    if (
      p.length !== shape[0] + 1 ||
      p[0] !== 0 ||
      p[shape[0]] !== this.values.length ||
      p.some((v, i) => i > 0 && v < p[i - 1])
    ) {
      throw new ArgumentError(
        `CSR: the row pointers ${formatShape([...p])} must rise from 0 to ${this.values.length} in ${shape[0] + 1} steps`,
        { op: 'CSR' },
      );
    }
    if (this.columns.length !== this.values.length || this.columns.some((j) => j < 0 || j >= shape[1]))
      throw new IndexError(`CSR: the column indices do not fit ${this.values.length} values in ${shape[1]} columns`, {
        op: 'CSR',
      });
  }
  get nnz(): number {
    return this.values.length;
  }
  get bytes(): number {
    return this.nnz * (VALUE + INDEX) + this.pointers.length * INDEX;
  }
  toDense(): Tensor {
    return denseFrom(this.shape, (out) => {
      for (let i = 0; i < this.shape[0]; i++)
        for (let k = this.pointers[i]; k < this.pointers[i + 1]; k++)
          out[i * this.shape[1] + this.columns[k]] += this.values[k];
    });
  }
  matvec(x: Tensor | ArrayLike<number>): Float64Array {
    const vector = vectorFor(this, x);
    return Float64Array.from({ length: this.shape[0] }, (_, i) => {
      let sum = 0;
      for (let k = this.pointers[i]; k < this.pointers[i + 1]; k++) sum += this.values[k] * vector[this.columns[k]];
      return sum;
    });
  }
}

/** Diagonals: entry (i, i + offset) stands at column i + offset of its diagonal's row (as scipy stores them). */
export class DIA implements SparseMatrix {
  readonly format = 'dia';
  readonly shape: readonly [number, number];
  /** Rising; negative below the main diagonal. */
  readonly offsets: Int32Array;
  /** [diagonals, columns], padded with 0. */
  readonly values: Float64Array;

  constructor(offsets: ArrayLike<number>, values: ArrayLike<number>, shape: readonly [number, number]) {
    this.shape = shape;
    this.offsets = Int32Array.from(offsets);
    this.values = Float64Array.from(values);
    if (this.values.length !== this.offsets.length * shape[1])
      throw new ArgumentError(
        `DIA: ${this.offsets.length} diagonals of ${shape[1]} columns need ${this.offsets.length * shape[1]} values, got ${this.values.length}`,
        { op: 'DIA' },
      );
  }
  get nnz(): number {
    return this.values.reduce((n, v) => n + (v === 0 ? 0 : 1), 0);
  }
  get bytes(): number {
    return this.values.length * VALUE + this.offsets.length * INDEX;
  }
  private visit(entry: (i: number, j: number, value: number) => void): void {
    const [rows, columns] = this.shape;
    this.offsets.forEach((offset, d) => {
      for (let j = Math.max(0, offset); j < Math.min(columns, rows + offset); j++)
        entry(j - offset, j, this.values[d * columns + j]);
    });
  }
  toDense(): Tensor {
    return denseFrom(this.shape, (out) =>
      this.visit((i, j, v) => {
        out[i * this.shape[1] + j] = v;
      }),
    );
  }
  matvec(x: Tensor | ArrayLike<number>): Float64Array {
    const vector = vectorFor(this, x);
    const y = new Float64Array(this.shape[0]);
    this.visit((i, j, v) => {
      y[i] += v * vector[j];
    });
    return y;
  }
}

/** Rows of equal width: the entries of each row first, then padding with value 0 and column -1. */
export class ELL implements SparseMatrix {
  readonly format = 'ell';
  readonly shape: readonly [number, number];
  readonly width: number;
  /** [rows, width]. */
  readonly columns: Int32Array;
  readonly values: Float64Array;

  constructor(columns: ArrayLike<number>, values: ArrayLike<number>, width: number, shape: readonly [number, number]) {
    this.shape = shape;
    this.width = width;
    this.columns = Int32Array.from(columns);
    this.values = Float64Array.from(values);
    if (this.columns.length !== shape[0] * width || this.values.length !== shape[0] * width)
      throw new ArgumentError(`ELL: ${shape[0]} rows of width ${width} need ${shape[0] * width} columns and values`, {
        op: 'ELL',
      });
    if (this.columns.some((j) => j < -1 || j >= shape[1]))
      throw new IndexError(`ELL: a column index lies outside ${shape[1]} columns`, { op: 'ELL' });
  }
  get nnz(): number {
    return this.columns.reduce((n, j) => n + (j < 0 ? 0 : 1), 0);
  }
  get bytes(): number {
    return this.values.length * (VALUE + INDEX);
  }
  toDense(): Tensor {
    return denseFrom(this.shape, (out) =>
      this.values.forEach((v, k) => {
        if (this.columns[k] >= 0) out[Math.floor(k / this.width) * this.shape[1] + this.columns[k]] += v;
      }),
    );
  }
  matvec(x: Tensor | ArrayLike<number>): Float64Array {
    const vector = vectorFor(this, x);
    const y = new Float64Array(this.shape[0]);
    // Column by column of the padded block, as a vector machine reads it.
    for (let w = 0; w < this.width; w++) {
      for (let i = 0; i < this.shape[0]; i++) {
        const k = i * this.width + w;
        if (this.columns[k] >= 0) y[i] += this.values[k] * vector[this.columns[k]];
      }
    }
    return y;
  }
}

/** ELL for the first `width` entries of each row, COO for the rest. */
export class HYB implements SparseMatrix {
  readonly format = 'hyb';
  readonly ell: ELL;
  readonly coo: COO;

  constructor(ell: ELL, coo: COO) {
    if (formatShape(ell.shape) !== formatShape(coo.shape))
      throw new ShapeError(`HYB: the parts are ${formatShape(ell.shape)} and ${formatShape(coo.shape)}`, { op: 'HYB' });
    this.ell = ell;
    this.coo = coo;
  }
  get shape(): readonly [number, number] {
    return this.ell.shape;
  }
  get nnz(): number {
    return this.ell.nnz + this.coo.nnz;
  }
  get bytes(): number {
    return this.ell.bytes + this.coo.bytes;
  }
  toDense(): Tensor {
    return this.ell.toDense().add(this.coo.toDense());
  }
  matvec(x: Tensor | ArrayLike<number>): Float64Array {
    const rest = this.coo.matvec(x);
    return this.ell.matvec(x).map((v, i) => v + rest[i]);
  }
}

/** The entries that are not 0, row by row. */
export function toCOO(dense: Dense): COO {
  const { data, rows, columns } = denseRows(dense, 'toCOO');
  const at = Array.from(data.keys()).filter((k) => data[k] !== 0);
  return new COO(
    at.map((k) => Math.floor(k / columns)),
    at.map((k) => k % columns),
    at.map((k) => data[k]),
    [rows, columns],
  );
}

export function toCSR(dense: Dense): CSR {
  const coo = toCOO(dense);
  const pointers = new Int32Array(coo.shape[0] + 1);
  for (const i of coo.rows) pointers[i + 1]++;
  for (let i = 0; i < coo.shape[0]; i++) pointers[i + 1] += pointers[i];
  return new CSR(pointers, coo.columns, coo.values, coo.shape);
}

export function toDIA(dense: Dense): DIA {
  const coo = toCOO(dense);
  const offsets = [...new Set(Array.from(coo.columns, (j, k) => j - coo.rows[k]))].sort((a, b) => a - b);
  const n = coo.shape[1];
  const values = new Float64Array(offsets.length * n);
  coo.values.forEach((v, k) => {
    values[offsets.indexOf(coo.columns[k] - coo.rows[k]) * n + coo.columns[k]] = v;
  });
  return new DIA(offsets, values, coo.shape);
}

/** Splits entries into the first `width` of each row and the rest. */
function splitRows(coo: COO, width: number): HYB {
  const rows = coo.shape[0];
  const columns = new Int32Array(rows * width).fill(-1);
  const values = new Float64Array(rows * width);
  const filled = new Int32Array(rows);
  const rest: number[] = [];
  coo.values.forEach((v, k) => {
    const i = coo.rows[k];
    if (filled[i] === width) {
      rest.push(k);
      return;
    }
    columns[i * width + filled[i]] = coo.columns[k];
    values[i * width + filled[i]++] = v;
  });
  const pick = (from: ArrayLike<number>): number[] => rest.map((k) => from[k]);
  return new HYB(
    new ELL(columns, values, width, coo.shape),
    new COO(pick(coo.rows), pick(coo.columns), pick(coo.values), coo.shape),
  );
}

/** Width: the most entries in any row. */
export function toELL(dense: Dense): ELL {
  const coo = toCOO(dense);
  const counts = new Int32Array(coo.shape[0]);
  for (const i of coo.rows) counts[i]++;
  return splitRows(
    coo,
    counts.reduce((a, b) => Math.max(a, b), 0),
  ).ell;
}

/** `width`: entries of each row that go to the ELL part; default the median row length, at least 1. */
export function toHYB(dense: Dense, width?: number): HYB {
  const coo = toCOO(dense);
  const counts = new Int32Array(coo.shape[0]);
  for (const i of coo.rows) counts[i]++;
  const own = width ?? Math.max(1, counts.sort()[counts.length >> 1] ?? 1);
  if (!Number.isInteger(own) || own < 0)
    throw new ArgumentError(`toHYB: width must be a whole number, got ${own}`, { op: 'toHYB' });
  return splitRows(coo, own);
}

/** Bytes of the dense matrix in float64. */
export function denseBytes(shape: readonly [number, number]): number {
  return shape[0] * shape[1] * VALUE;
}
