/**
 * The memory behind tensors. A storage is one flat typed array that any number of views share; its version counts
 * in-place writes, so that the tape can tell when a saved value has been overwritten.
 *
 * Nobody disposes of anything: ordinary ArrayBuffers are collected even inside a synchronous loop. What the collector
 * cannot do is refuse, so allocation is metered: every `CHECK_BYTES` handed out, the live bytes are read from the host
 * and compared with the budget.
 */
import { MemoryError } from '../errors.ts';
import { allocate, BYTES, type DType, type TypedArray } from './dtype.ts';

const CHECK_BYTES = 32 << 20;

let budget = Number.POSITIVE_INFINITY;
let liveBytes: (() => number) | null = null;
let sinceCheck = 0;

/**
 * Limits the bytes that tensors may hold. `probe` tells the bytes of live array buffers (in Node,
 * `process.memoryUsage().arrayBuffers`); without one only single allocations are checked.
 */
export function setMemoryBudget(bytes: number, probe: (() => number) | null = null): void {
  budget = bytes;
  liveBytes = probe;
  sinceCheck = 0;
}

function meter(bytes: number): void {
  sinceCheck += bytes;
  if (sinceCheck < CHECK_BYTES) return;
  sinceCheck = 0;
  if (budget === Number.POSITIVE_INFINITY) return;
  const live = liveBytes ? liveBytes() : 0;
  if (live + bytes <= budget) return;
  throw new MemoryError(
    `out of memory: tensors hold ${mebibytes(live)} MiB, and ${mebibytes(bytes)} MiB more would pass the limit of ${mebibytes(budget)} MiB`,
    {
      fix: 'Use a smaller batch, run inference inside noGrad(), or stop keeping tensors (a list of losses keeps every graph: store loss.item()).',
    },
  );
}

function mebibytes(bytes: number): string {
  return (bytes / 1048576).toFixed(0);
}

export class Storage {
  readonly dtype: DType;
  /** Elements. */
  readonly length: number;
  /** Null on the meta device. */
  readonly array: TypedArray | null;
  /** In-place writes so far. */
  version = 0;
  /** Set once a leaf's `.grad` owns this memory, so that no second leaf adopts it. */
  adopted = false;

  constructor(dtype: DType, length: number, array: TypedArray | null) {
    this.dtype = dtype;
    this.length = length;
    this.array = array;
  }

  /** Zero-filled memory for `length` elements. Throws MemoryError past the budget. */
  static allocate(dtype: DType, length: number): Storage {
    const bytes = length * BYTES[dtype];
    if (bytes > 16384) meter(bytes);
    try {
      return new Storage(dtype, length, allocate(dtype, length));
    } catch (cause) {
      const error = new MemoryError(
        `out of memory: no room for ${length} elements of ${dtype} (${mebibytes(bytes)} MiB)`,
        {
          fix: 'Use a smaller shape or a smaller batch.',
        },
      );
      error.cause = cause;
      throw error;
    }
  }

  /** The same contents at the same version in memory of their own. */
  copy(): Storage {
    const out = Storage.allocate(this.dtype, this.length);
    if (this.array) out.array?.set(this.array);
    out.version = this.version;
    return out;
  }

  get bytes(): number {
    return this.length * BYTES[this.dtype];
  }
}
