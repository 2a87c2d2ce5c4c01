/** Element types, their storage and PyTorch's promotion rules (int64 is read as int32). */
import { DTypeError } from '../errors.ts';

export type DType = 'float32' | 'float64' | 'int32' | 'uint8' | 'bool';
/** What a user may write: PyTorch's aliases included. */
export type DTypeName = DType | 'float' | 'double' | 'int' | 'long' | 'int64';
export type TypedArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/** float32, PyTorch's default. */
export const float32: DType = 'float32';
export const float64: DType = 'float64';
export const int32: DType = 'int32';
export const uint8: DType = 'uint8';
export const bool: DType = 'bool';
/** Alias of int32: integers beyond 2^31 - 1 are refused, not wrapped. */
export const long: DType = 'int32';
export const int64: DType = 'int32';
export const double: DType = 'float64';

const ALIASES: Record<string, DType> = {
  float32: 'float32',
  float: 'float32',
  float64: 'float64',
  double: 'float64',
  int32: 'int32',
  int: 'int32',
  int64: 'int32',
  long: 'int32',
  uint8: 'uint8',
  bool: 'bool',
};

/** The dtype that a name stands for. Throws DTypeError on an unknown name. */
export function dtypeOf(name: string): DType {
  const dtype = ALIASES[name.startsWith('torch.') ? name.slice(6) : name];
  if (!dtype)
    throw new DTypeError(`unknown dtype '${name}'`, { fix: `Use one of ${Object.keys(ALIASES).join(', ')}.` });
  return dtype;
}

export const BYTES: Record<DType, number> = { float32: 4, float64: 8, int32: 4, uint8: 1, bool: 1 };

/** A zero-filled typed array of `length` elements. */
export function allocate(dtype: DType, length: number): TypedArray {
  switch (dtype) {
    case 'float32':
      return new Float32Array(length);
    case 'float64':
      return new Float64Array(length);
    case 'int32':
      return new Int32Array(length);
    default:
      return new Uint8Array(length);
  }
}

export function isFloat(dtype: DType): boolean {
  return dtype === 'float32' || dtype === 'float64';
}

/** bool < integers < floats; promotion between categories goes up, within one to the wider. */
const RANK: Record<DType, number> = { bool: 0, uint8: 1, int32: 2, float32: 3, float64: 4 };
export function category(dtype: DType): 0 | 1 | 2 {
  const rank = RANK[dtype];
  return rank === 0 ? 0 : rank < 3 ? 1 : 2;
}

/** The common dtype of two arrays of equal standing. */
export function promote(a: DType, b: DType): DType {
  return RANK[a] >= RANK[b] ? a : b;
}

/** The result dtype of operands as in torch.result_type: a 0-d tensor only counts when its category is higher. */
export function promoteOperands(
  a: { dtype: DType; shape: readonly number[] },
  b: { dtype: DType; shape: readonly number[] },
): DType {
  if (a.dtype === b.dtype) return a.dtype;
  const scalarA = a.shape.length === 0;
  const scalarB = b.shape.length === 0;
  if (scalarA === scalarB) return promote(a.dtype, b.dtype);
  const [array, scalar] = scalarA ? [b.dtype, a.dtype] : [a.dtype, b.dtype];
  return category(scalar) > category(array) ? scalar : array;
}
