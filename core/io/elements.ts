/**
 * Elements as files store them, and as tensors hold them. Files know more element types than the library: half
 * precision is widened to float32, small integers to int32, and 64-bit integers are narrowed with a range check.
 */
import { allocate, type DType, type TypedArray } from '../tensor/dtype.ts';
import { clip, FileError, type FileFormat } from './file-error.ts';

export type ElementType =
  | 'BOOL'
  | 'U8'
  | 'I8'
  | 'I16'
  | 'U16'
  | 'F16'
  | 'BF16'
  | 'I32'
  | 'U32'
  | 'F32'
  | 'F64'
  | 'I64'
  | 'U64';

export interface ReadOptions {
  /**
   * What uint32, int64 and uint64 become: `int32` (default; a value beyond its range is an error), or `float64`, which
   * holds whole numbers up to 2^53 exactly.
   */
  readonly integers?: 'int32' | 'float64';
}

/** Where the elements come from, for messages. */
export interface Origin {
  readonly format: FileFormat;
  readonly name: string;
}

/** Half precision: 1 sign bit, 5 exponent bits, 10 fraction bits (IEEE 754 binary16). */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

type Read = (view: DataView, at: number, little: boolean) => number;

const BF16 = new DataView(new ArrayBuffer(4));

/** bfloat16 is the upper half of a float32. */
export function bfloatToNumber(bits: number): number {
  BF16.setUint32(0, bits << 16);
  return BF16.getFloat32(0);
}

/** Bytes, the dtype of the tensor, and the reader of every element type. */
const TYPES: Record<ElementType, { readonly bytes: number; readonly dtype: DType; readonly read: Read }> = {
  BOOL: { bytes: 1, dtype: 'bool', read: (v, at) => (v.getUint8(at) === 0 ? 0 : 1) },
  U8: { bytes: 1, dtype: 'uint8', read: (v, at) => v.getUint8(at) },
  I8: { bytes: 1, dtype: 'int32', read: (v, at) => v.getInt8(at) },
  I16: { bytes: 2, dtype: 'int32', read: (v, at, le) => v.getInt16(at, le) },
  U16: { bytes: 2, dtype: 'int32', read: (v, at, le) => v.getUint16(at, le) },
  F16: { bytes: 2, dtype: 'float32', read: (v, at, le) => halfToNumber(v.getUint16(at, le)) },
  BF16: { bytes: 2, dtype: 'float32', read: (v, at, le) => bfloatToNumber(v.getUint16(at, le)) },
  I32: { bytes: 4, dtype: 'int32', read: (v, at, le) => v.getInt32(at, le) },
  U32: { bytes: 4, dtype: 'int32', read: (v, at, le) => v.getUint32(at, le) },
  F32: { bytes: 4, dtype: 'float32', read: (v, at, le) => v.getFloat32(at, le) },
  F64: { bytes: 8, dtype: 'float64', read: (v, at, le) => v.getFloat64(at, le) },
  I64: { bytes: 8, dtype: 'int32', read: (v, at, le) => Number(v.getBigInt64(at, le)) },
  U64: { bytes: 8, dtype: 'int32', read: (v, at, le) => Number(v.getBigUint64(at, le)) },
};

/** Integer types with values that int32 does not hold. */
const WIDE = new Set<ElementType>(['U32', 'I64', 'U64']);
/** Types whose bytes are the tensor's own on a little-endian machine. */
const SAME = new Set<ElementType>(['U8', 'I32', 'F32', 'F64']);
const LITTLE_ENDIAN_HOST = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Bytes of one element. */
export function bytesOf(type: ElementType): number {
  return TYPES[type].bytes;
}

/**
 * The elements of `bytes` in an array of their own. The caller has checked that the length fits. Throws FileError on a
 * whole number that the result's dtype cannot hold.
 */
export function decodeElements(
  type: ElementType,
  bytes: Uint8Array,
  origin: Origin,
  options: ReadOptions = {},
  little = true,
): { array: TypedArray; dtype: DType } {
  const { bytes: size, dtype: narrow, read } = TYPES[type];
  const wide = WIDE.has(type);
  const dtype = wide && options.integers === 'float64' ? 'float64' : narrow;
  const n = bytes.byteLength / size;
  const array = allocate(dtype, n);
  if (SAME.has(type) && (little || size === 1) && LITTLE_ENDIAN_HOST) {
    new Uint8Array(array.buffer).set(bytes);
    return { array, dtype };
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const limit = dtype === 'float64' ? Number.MAX_SAFE_INTEGER : 2 ** 31 - 1;
  const least = dtype === 'float64' ? -limit : -(2 ** 31);
  for (let i = 0, at = 0; i < n; i++, at += size) {
    const value = read(view, at, little);
    if (wide && (value > limit || value < least)) throw outOfRange(origin, i, value, dtype);
    array[i] = value;
  }
  return { array, dtype };
}

function outOfRange(origin: Origin, index: number, value: number, dtype: DType): FileError {
  return new FileError(
    origin.format,
    `tensor "${clip(origin.name)}": element ${index} is ${value}, which ${dtype} does not hold`,
    dtype === 'int32' ? "Read the file with { integers: 'float64' }, which is exact up to 2^53." : undefined,
  );
}

/** The element type that a tensor's dtype is written as. */
export const WRITTEN_AS: Record<DType, 'F32' | 'F64' | 'I32' | 'U8' | 'BOOL'> = {
  float32: 'F32',
  float64: 'F64',
  int32: 'I32',
  uint8: 'U8',
  bool: 'BOOL',
};

/** The little-endian bytes of a tensor's elements; where the machine allows it a view of them, not a copy. */
export function encodeElements(data: TypedArray): Uint8Array {
  if (LITTLE_ENDIAN_HOST || data instanceof Uint8Array) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  const out = new DataView(new ArrayBuffer(data.byteLength));
  data.forEach((value, i) => {
    if (data instanceof Float64Array) out.setFloat64(8 * i, value, true);
    else if (data instanceof Float32Array) out.setFloat32(4 * i, value, true);
    else out.setInt32(4 * i, value, true);
  });
  return new Uint8Array(out.buffer);
}
