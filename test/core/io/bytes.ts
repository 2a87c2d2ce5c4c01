/** Helpers of the io tests. */
import { expect } from 'vitest';
import { NNError } from '../../../core/errors.ts';
import type { Tensor } from '../../../core/index.ts';
import { FileError } from '../../../core/io/file-error.ts';

/** Shape, dtype and elements, to compare whole tensors. */
export function parts(tensor: Tensor): { shape: number[]; dtype: string; data: number[] } {
  return { shape: tensor.shape, dtype: tensor.dtype, data: Array.from(tensor.data) };
}

/** Runs a reader on bytes that may be wrong: it either gives a value or throws one of the library's own errors. */
export function survives(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof NNError)) throw error;
  }
}

/** A FileError with this in its message. */
export function refuses(read: () => unknown, message: RegExp): void {
  expect(read).toThrow(FileError);
  expect(read).toThrow(message);
}

/** A copy with some bytes replaced. */
export function mutate(bytes: Uint8Array, changes: readonly (readonly [at: number, value: number])[]): Uint8Array {
  const out = Uint8Array.from(bytes);
  for (const [at, value] of changes) out[at % out.length] = value;
  return out;
}
