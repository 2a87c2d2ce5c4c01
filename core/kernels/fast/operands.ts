/**
 * Operands as the WebAssembly kernels want them: byte addresses. Tensors in the heap are used in place; others (small
 * ones, and all once the heap is full) are copied into the scratch area for the call, and results from there.
 */
import type { Primitive } from '../../ops/define.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { type Loaded, load, SCRATCH, SCRATCH_BYTES } from '../module.ts';

let scratch = SCRATCH;
const results: { tensor: Tensor; ptr: number }[] = [];

/** Starts a call: null where it cannot run, because there is no module or the operands do not fit. */
export function begin(...tensors: readonly (Tensor | null)[]): Loaded | null {
  const module = load();
  if (module === null) return null;
  let bytes = 0;
  for (const t of tensors) if (t !== null && (t.storage.ptr === 0 || !t.isContiguous)) bytes += t.nbytes + 16;
  if (bytes > SCRATCH_BYTES) return null;
  scratch = SCRATCH;
  results.length = 0;
  return module;
}

/** `bytes` of scratch, aligned to 16; 0 when the area is full. */
export function take(bytes: number): number {
  const at = scratch;
  const next = (at + bytes + 15) & ~15;
  if (next > SCRATCH + SCRATCH_BYTES) return 0;
  scratch = next;
  return at;
}

/** Bytes of one element. */
const width = (t: Tensor): number => (t.dtype === 'float64' ? 8 : t.dtype === 'float32' || t.dtype === 'int32' ? 4 : 1);

/** Address of the tensor's elements in row-major order. */
export function dense(module: Loaded, t: Tensor): number {
  if (t.isContiguous) {
    if (t.storage.ptr !== 0) return t.storage.ptr + t.offset * width(t);
    return stage(module, t.data);
  }
  if (width(t) === 4 && t.shape.length <= 6 && (t.storage.ptr !== 0 || t.array.length <= t.numel())) {
    const from = t.storage.ptr !== 0 ? t.storage.ptr : stage(module, t.array);
    const at = take(t.nbytes);
    pack(module, t, from, at);
    return at;
  }
  return stage(module, t.data);
}

/** Address of the tensor's first element, with its own strides: only outside the heap it is packed. */
export function strided(module: Loaded, t: Tensor): { ptr: number; strides: readonly number[] } {
  if (t.storage.ptr !== 0) return { ptr: t.storage.ptr + t.offset * width(t), strides: t.strides };
  const span = t.array.length;
  // A small array goes over whole, so that its strides stay.
  if (span <= 4 * t.numel()) return { ptr: stage(module, t.array) + t.offset * width(t), strides: t.strides };
  return { ptr: dense(module, t), strides: denseStrides(t.shape) };
}

export function denseStrides(shape: readonly number[]): number[] {
  const out = new Array<number>(shape.length);
  for (let i = shape.length - 1, n = 1; i >= 0; i--) {
    out[i] = n;
    n *= shape[i];
  }
  return out;
}

function stage(module: Loaded, data: Tensor['array']): number {
  const at = take(data.byteLength);
  if (data instanceof Float32Array) module.floats.set(data, at >> 2);
  else module.bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
  return at;
}

/** Copies a strided tensor of 4-byte elements, whose storage is at `from`, to `at`, row-major. */
function pack(module: Loaded, t: Tensor, from: number, at: number): void {
  const { dims, wasm } = module;
  const { shape, strides } = t;
  const lead = 6 - shape.length;
  for (let i = 0; i < 6; i++) {
    dims[i] = i < lead ? 1 : shape[i - lead];
    dims[6 + i] = i < lead ? 0 : strides[i - lead];
  }
  if (t.numel() > 0) wasm.copyStrided(from + t.offset * 4, at, dims.byteOffset);
}

/** out = the elements of `t`, row-major; any dtype of 4 bytes. */
export function copyInto(t: Tensor, out: Tensor): boolean {
  if (width(t) !== 4 || t.dtype !== out.dtype || t.shape.length > 6) return false;
  const module = begin(t, out);
  if (module === null) return false;
  if (t.storage.ptr !== 0 && out.storage.ptr !== 0) {
    pack(module, t, t.storage.ptr, out.storage.ptr + out.offset * 4);
    return true;
  }
  return false;
}

/** Address to which the kernel writes a dense result. */
export function output(out: Tensor): number {
  if (out.storage.ptr !== 0) return out.storage.ptr + out.offset * width(out);
  const ptr = take(out.nbytes);
  results.push({ tensor: out, ptr });
  return ptr;
}

/** Ends a call: results from the scratch area go to their tensors. */
export function finish(module: Loaded): true {
  for (const { tensor, ptr } of results) {
    const n = tensor.numel();
    if (tensor.dtype === 'float32')
      (tensor.array as Float32Array).set(module.floats.subarray(ptr >> 2, (ptr >> 2) + n), tensor.offset);
    else {
      const bytes = new Uint8Array(
        tensor.array.buffer,
        tensor.array.byteOffset + tensor.offset * width(tensor),
        tensor.nbytes,
      );
      bytes.set(module.bytes.subarray(ptr, ptr + tensor.nbytes));
    }
  }
  results.length = 0;
  return true;
}

/** Gives an operation's record its WebAssembly kernel and its one-pass gradient. */
export function accelerate<Args>(
  op: Primitive<Args>,
  fast: Primitive<Args>['fast'],
  fastVjp?: Primitive<Args>['fastVjp'],
): void {
  if (fast) op.fast = fast;
  if (fastVjp) op.fastVjp = fastVjp;
}
