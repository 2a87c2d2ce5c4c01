/**
 * The memory behind tensors. A storage is one flat typed array that any number of views share; its version counts
 * in-place writes, so that the tape can tell when a saved value has been overwritten.
 *
 * Nobody disposes of anything. By size, the memory is
 * - a typed array of its own up to 16 elements (V8 keeps these inside the object: the cheapest there is);
 * - a piece of a shared slab of 4 KiB up to 128 elements: making an ArrayBuffer costs ten times what such a piece costs;
 * - a block of the WebAssembly heap beyond, where the kernels work in place (see `kernels/heap.ts`), or an ordinary
 *   ArrayBuffer when the heap is full.
 *
 * What the collector cannot do is refuse, so allocation is metered: every `CHECK_BYTES` handed out, the live bytes are
 * read from the host and compared with the budget.
 */
import { MemoryError } from '../errors.ts';
import { allocateBlock, type Block, heapUsed, lastWasReused, releaseBlock } from '../kernels/heap.ts';
import { load } from '../kernels/module.ts';
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
  const live = (liveBytes ? liveBytes() : 0) + heapUsed();
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

let poison = false;
/** For tests: memory that is given back is overwritten, so that a wrong early release shows. */
export function poisonReleased(on: boolean): void {
  poison = on;
}
const dtypeNaN = (dtype: DType): number => (dtype === 'float32' || dtype === 'float64' ? Number.NaN : 77);

/** Collects the blocks that are handed out, while a derivative rule runs. */
let made: Storage[] | null = null;
/** Sets where new blocks are noted, or null; returns what was set before. */
export function noteBlocks(list: Storage[] | null): Storage[] | null {
  const before = made;
  made = list;
  return before;
}

/** Elements that V8 keeps inside the typed array's own object. */
const ON_HEAP = 16;
const SLAB = 4096;
const SLAB_PIECE = 512;
let slab = new ArrayBuffer(SLAB);
let slabUsed = 0;

function pieceOfSlab(length: number): Float32Array {
  const bytes = length * 4;
  if (slabUsed + bytes > SLAB) {
    slab = new ArrayBuffer(SLAB);
    slabUsed = 0;
  }
  const piece = new Float32Array(slab, slabUsed, length);
  slabUsed += (bytes + 7) & ~7;
  return piece;
}

/** `length` elements at a byte address of the WebAssembly memory. */
function viewOf(dtype: DType, ptr: number, length: number): TypedArray {
  const { buffer } = load() as NonNullable<ReturnType<typeof load>>;
  switch (dtype) {
    case 'float32':
      return new Float32Array(buffer, ptr, length);
    case 'float64':
      return new Float64Array(buffer, ptr, length);
    case 'int32':
      return new Int32Array(buffer, ptr, length);
    default:
      return new Uint8Array(buffer, ptr, length);
  }
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
  /** The memory's place in the WebAssembly heap; null for an ordinary array. */
  block: Block | null = null;
  /** Byte address in the WebAssembly memory; 0 for an ordinary array. */
  ptr = 0;
  /** Gradients of the running backward walk that lie in this memory (see `autograd/lifetime.ts`). */
  holders = 0;
  /** True when a backward walk made this memory and alone knows it. */
  walkOwned = false;

  constructor(dtype: DType, length: number, array: TypedArray | null) {
    this.dtype = dtype;
    this.length = length;
    this.array = array;
  }

  /** Memory for `length` elements, zero-filled unless `dirty`. Throws MemoryError past the budget. */
  static allocate(dtype: DType, length: number, dirty = false): Storage {
    if (length <= ON_HEAP) return new Storage(dtype, length, allocate(dtype, length));
    const bytes = length * BYTES[dtype];
    if (bytes <= SLAB_PIECE) {
      if (dtype === 'float32') return new Storage(dtype, length, pieceOfSlab(length));
      return new Storage(dtype, length, allocate(dtype, length));
    }
    if (bytes > 16384) meter(bytes);
    const block = allocateBlock(bytes);
    if (block !== null) {
      const reused = lastWasReused();
      const array = viewOf(dtype, block.ptr, length);
      if (reused && !dirty) array.fill(0);
      block.strong = array;
      const storage = new Storage(dtype, length, array);
      storage.block = block;
      storage.ptr = block.ptr;
      if (made !== null) made.push(storage);
      return storage;
    }
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

  /** Gives the memory back at once. Only where nothing can read it any more. */
  release(): void {
    if (this.block === null) return;
    if (poison) this.array?.fill(dtypeNaN(this.dtype));
    releaseBlock(this.block);
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
