/**
 * The tensor: a shape and strides over a shared storage, and its place on the tape.
 *
 * Operations are not written here: every record in `core/ops` adds its method to the class (see `ops/derive.ts`),
 * typed by the generated interface `TensorMethods`.
 */
import type { TensorMethods } from '../api.gen.ts';
import type { AccumulateGrad, Node } from '../autograd/node.ts';
import { DTypeError, formatShape, GradError, MetaError, ShapeError } from '../errors.ts';
import { allocate, BYTES, type DType, isFloat, type TypedArray } from './dtype.ts';
import { printTensor } from './print.ts';
import { contiguousStrides, isContiguous, numelOf } from './shape.ts';
import { Storage } from './storage.ts';

export type Device = 'cpu' | 'meta';
/** Nested arrays of numbers (booleans for dtype bool), a plain value for a 0-d tensor. */
export type NestedArray = number | boolean | NestedArray[];
/** A hook's handle. */
export interface RemovableHandle {
  remove(): void;
}

/** Called when a value is asked of a meta tensor: throws, or stands in (see `setMetaReads`). */
let metaReads: 'throw' | 'placeholder' = 'throw';

/**
 * What reading a meta tensor gives: an error (default), or NaN placeholders, so that a notebook can be walked on
 * shapes alone past a `console.log(loss.item())`.
 */
export function setMetaReads(mode: 'throw' | 'placeholder'): void {
  metaReads = mode;
}

let catchUp: (view: Tensor, base: Tensor) => Node | null;
/** Set once by the view operations: makes the node of a view whose base was written in place. */
export function setCatchUp(make: typeof catchUp): void {
  catchUp = make;
}

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: methods are attached from the operation records.
export class Tensor {
  readonly shape: number[];
  readonly strides: readonly number[];
  /** First element's place in the storage. */
  readonly offset: number;
  storage: Storage;
  readonly dtype: DType;
  readonly device: Device;
  /** The gradient after backward, on leaves (and after retainGrad); null before. */
  grad: Tensor | null = null;
  private node: Node | null = null;
  /** Which of the operation's results this is. */
  outputIndex = 0;
  /** A name for printing and views, e.g. the variable that holds it. */
  label: string | null = null;
  /** The tensor whose storage this is a view of. */
  base: Tensor | null = null;
  /** How often an in-place write has given a base a new node; of a view: that count when its own node was made. */
  rebased = 0;
  /** Where gradients of a leaf arrive; made on first use. */
  accumulator: AccumulateGrad | null = null;
  /** Set on leaves only; results know by their node. */
  private leafGrad = false;

  constructor(storage: Storage, shape: number[], strides: readonly number[], offset: number, device: Device) {
    this.storage = storage;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.dtype = storage.dtype;
    this.device = device;
  }

  /** A new tensor, zero-filled unless `dirty` (then every element must be written). */
  static empty(shape: number[], dtype: DType, device: Device = 'cpu', dirty = false): Tensor {
    const n = numelOf(shape);
    const storage = device === 'meta' ? new Storage(dtype, n, null) : Storage.allocate(dtype, n, dirty);
    return new Tensor(storage, shape, contiguousStrides(shape), 0, device);
  }

  /** Wraps `array` without copying; its length is the product of `shape`. */
  static wrap(array: TypedArray, shape: number[], dtype: DType): Tensor {
    return new Tensor(new Storage(dtype, array.length, array), shape, contiguousStrides(shape), 0, 'cpu');
  }

  /** Number of dimensions. */
  get ndim(): number {
    return this.shape.length;
  }

  /** The operation that made it, when that was recorded. A view follows its base through in-place writes. */
  get gradNode(): Node | null {
    if (this.base !== null && this.rebased !== this.base.rebased) {
      this.rebased = this.base.rebased;
      this.outputIndex = 0;
      this.node = catchUp(this, this.base);
    }
    return this.node;
  }
  set gradNode(node: Node | null) {
    this.node = node;
  }

  get requiresGrad(): boolean {
    return this.leafGrad || this.gradNode !== null;
  }
  set requiresGrad(value: boolean) {
    this.requiresGrad_(value);
  }

  /** Turns gradient recording on or off for a leaf, in place. Throws on integer dtypes, and when turning a result off. */
  requiresGrad_(value = true): this {
    if (value && !isFloat(this.dtype)) {
      throw new DTypeError(`only floating-point tensors can require gradients, this one is ${this.dtype}`, {
        op: 'requiresGrad_',
        fix: 'Convert it first: x.float().',
      });
    }
    if (this.gradNode) {
      if (!value)
        throw new GradError('requiresGrad can only be turned off on leaf tensors', {
          fix: 'Use x.detach() for a result outside the graph.',
        });
      return this;
    }
    this.leafGrad = value;
    return this;
  }

  /** True for tensors made by the user rather than by a recorded operation. */
  get isLeaf(): boolean {
    return this.gradNode === null;
  }

  /** Number of in-place writes to the storage. */
  get version(): number {
    return this.storage.version;
  }

  get isContiguous(): boolean {
    return isContiguous(this.shape, this.strides);
  }

  numel(): number {
    return numelOf(this.shape);
  }
  dim(): number {
    return this.shape.length;
  }
  /** The shape, or the size of one dimension (which may be negative). */
  size(): number[];
  size(dim: number): number;
  size(dim?: number): number | number[] {
    if (dim === undefined) return this.shape.slice();
    const d = dim < 0 ? dim + this.shape.length : dim;
    if (!(d >= 0 && d < this.shape.length))
      throw new ShapeError(`size: dim ${dim} is out of range for ${formatShape(this.shape)}`, { op: 'size' });
    return this.shape[d];
  }
  /** Bytes of its elements (a view counts its own elements). */
  get nbytes(): number {
    return this.numel() * BYTES[this.dtype];
  }

  /** The typed array behind the tensor. Throws MetaError on the meta device. */
  get array(): TypedArray {
    const array = this.storage.array;
    if (array === null)
      throw new MetaError(`this tensor is on the meta device: it has a shape, ${formatShape(this.shape)}, and no data`);
    return array;
  }

  /** All elements in row-major order: a view of the memory when it is dense, else a copy. Treat it as read-only. */
  get data(): TypedArray {
    const n = this.numel();
    if (this.device === 'meta') {
      if (metaReads === 'throw') return this.array;
      return allocate(this.dtype, n).fill(isFloat(this.dtype) ? Number.NaN : 0);
    }
    const array = this.array;
    if (this.isContiguous)
      return this.offset === 0 && n === array.length ? array : array.subarray(this.offset, this.offset + n);
    const out = allocate(this.dtype, n);
    copyStrided(array, this.shape, this.strides, this.offset, out);
    return out;
  }

  /** Nested arrays in logical order; a plain number (or boolean) for a 0-d tensor. */
  toArray(): NestedArray {
    const data = this.data;
    const shape = this.shape;
    const isBool = this.dtype === 'bool';
    const read = (i: number): number | boolean => (isBool ? data[i] !== 0 : data[i]);
    if (shape.length === 0) return read(0);
    const build = (axis: number, start: number, span: number): NestedArray[] => {
      const size = shape[axis];
      const out = new Array<NestedArray>(size);
      const inner = size === 0 ? 0 : span / size;
      for (let i = 0; i < size; i++)
        out[i] = axis === shape.length - 1 ? read(start + i) : build(axis + 1, start + i * inner, inner);
      return out;
    };
    return build(0, 0, data.length);
  }
  /** PyTorch's name of `toArray`. */
  tolist(): NestedArray {
    return this.toArray();
  }

  /** The value of a one-element tensor as a number. */
  item(): number {
    if (this.numel() !== 1) {
      throw new ShapeError(`item: only one-element tensors have an item, this one is ${formatShape(this.shape)}`, {
        op: 'item',
        operands: [{ name: 'input', shape: this.shape }],
        fix: 'Reduce it first, e.g. .sum() or .mean(), or read it with .toArray().',
      });
    }
    if (this.device === 'meta') return metaReads === 'throw' ? this.array[0] : Number.NaN;
    return this.array[this.offset];
  }

  /** `item()`, so that a one-element tensor can stand in arithmetic and comparisons of numbers. */
  [Symbol.toPrimitive](hint: string): number | string {
    return hint === 'string' ? this.toString() : this.item();
  }

  /** Iterates over the first dimension. */
  *[Symbol.iterator](): IterableIterator<Tensor> {
    if (this.shape.length === 0) throw new ShapeError('a 0-d tensor cannot be iterated', { fix: 'Use .item().' });
    for (let i = 0; i < this.shape[0]; i++) yield this.select(0, i);
  }

  /** PyTorch's printed form. */
  toString(): string {
    return printTensor(this);
  }
}

/** Everything that the operation records add. */
export interface Tensor extends TensorMethods {}

/** Packs a strided array into `out` in row-major order. */
export function copyStrided(
  array: TypedArray,
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
  out: TypedArray,
): void {
  const rank = shape.length;
  if (rank === 0) {
    out[0] = array[offset];
    return;
  }
  const inner = shape[rank - 1];
  const step = strides[rank - 1];
  const index = new Array<number>(rank).fill(0);
  const n = out.length;
  let at = offset;
  for (let o = 0; o < n; ) {
    for (let i = 0, p = at; i < inner; i++, p += step) out[o++] = array[p];
    let d = rank - 2;
    for (; d >= 0; d--) {
      at += strides[d];
      if (++index[d] < shape[d]) break;
      at -= strides[d] * shape[d];
      index[d] = 0;
    }
    if (d < 0) break;
  }
}
