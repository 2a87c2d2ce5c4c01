/**
 * Blocks of the shared memory for tensors.
 *
 * Nobody frees a tensor, so blocks come back in two ways. Where the engine knows that nothing else can hold a value (a
 * temporary of a derivative rule, a gradient that has been passed on) it releases the block at once. Everything else is
 * found by the garbage collector: a block's view is held weakly, and when fresh memory runs short the blocks whose view
 * has been collected are taken back. A collector that runs inside a synchronous loop must be lent by the host
 * (`setCollector`); without one, a loop that never yields ends up in ordinary ArrayBuffers, which are slower (operands are
 * copied) but collected everywhere. Results are the same.
 *
 * Blocks come in size classes, four to a power of two, with a list of free ones each: a training step that repeats gets
 * the same addresses again and again.
 */
import { HEAP, type Loaded, load } from './module.ts';

const SMALLEST = 512;
const LARGEST = 1 << 29;
/** Fresh memory handed out before the collector is asked whether any can come back: from, to. */
const SHORTEST = 64 << 20;
const LONGEST = 256 << 20;

export class Block {
  readonly ptr: number;
  readonly sizeClass: number;
  /** Holds the view until the next sweep, then weakly. */
  strong: object | null = null;
  weak: WeakRef<object> | null = null;
  released = false;

  constructor(ptr: number, sizeClass: number) {
    this.ptr = ptr;
    this.sizeClass = sizeClass;
  }
}

let collect: (() => void) | null = null;
/**
 * Lends the heap a garbage collector: `run` must release weak references of the running job and collect fully. Null takes
 * it away.
 */
export function setCollector(run: (() => void) | null): void {
  collect = run;
}

const classBytes: number[] = [];
for (let base = SMALLEST; base <= 1 << 30; base *= 2) for (let q = 4; q < 8; q++) classBytes.push((base / 4) * q);

/** The smallest class that holds `bytes`. */
function classOf(bytes: number): number {
  if (bytes <= SMALLEST) return 0;
  const log = 31 - Math.clz32(bytes - 1);
  const quarter = ((bytes - 1) >> (log - 2)) & 3;
  return (log - 9) * 4 + quarter + 1;
}

const free: number[][] = classBytes.map(() => []);
let top = HEAP;
let interval = SHORTEST;
let sweepAt = HEAP + interval;
let sweptAt = 0;
let used = 0;
let young: Block[] = [];
let old: Block[] = [];
/** Bytes that went elsewhere since the last sweep. */
let refusals = 0;

/** Bytes of blocks in use, garbage that was not found yet included. */
export function heapUsed(): number {
  return used;
}
/** Bytes of the heap that were ever in use. */
export function heapTouched(): number {
  return top - HEAP;
}

/** The class's free block, or fresh memory; 0 when there is none. */
function take(module: Loaded, sizeClass: number): number {
  const list = free[sizeClass];
  if (list.length > 0) return list.pop() as number;
  const bytes = classBytes[sizeClass];
  if (top + bytes <= Math.min(sweepAt, module.buffer.byteLength)) {
    top += bytes;
    return top - bytes;
  }
  return 0;
}

/** True when the memory of `block` may hold old values. */
let reused = false;
export function lastWasReused(): boolean {
  return reused;
}

/** A block of at least `bytes`, or null: then the caller takes an ordinary array. Its `strong` is for the caller to set. */
export function allocateBlock(bytes: number): Block | null {
  const module = load();
  if (module === null || bytes > LARGEST) return null;
  const sizeClass = classOf(bytes);
  const fresh = top;
  let ptr = take(module, sizeClass);
  if (ptr === 0) ptr = takeAfterSweep(module, sizeClass);
  if (ptr === 0) return null;
  reused = ptr < fresh;
  used += classBytes[sizeClass];
  const block = new Block(ptr, sizeClass);
  young.push(block);
  return block;
}

function takeAfterSweep(module: Loaded, sizeClass: number): number {
  const bytes = classBytes[sizeClass];
  const full = top + bytes > module.buffer.byteLength;
  refusals += bytes;
  // Once the heap is full, sweeping at every allocation would find nothing new.
  if (!full || refusals >= interval) {
    refusals = 0;
    const before = used;
    sweep();
    // What came back is used again before fresh memory is: the heap grows only as far as a full interval needs.
    sweepAt = top + Math.max(interval - (before - used), free[sizeClass].length > 0 ? 0 : bytes);
  }
  return take(module, sizeClass) || borrow(sizeClass);
}

/** A free block of one of the next larger classes. It goes back to the smaller one, which shows demand. */
function borrow(sizeClass: number): number {
  for (let c = sizeClass + 1; c <= sizeClass + 4 && c < free.length; c++) {
    if (free[c].length > 0) return free[c].pop() as number;
  }
  return 0;
}

/** Gives a block back at once. Only for memory that nothing can read any more. */
export function releaseBlock(block: Block): void {
  if (block.released) return;
  block.released = true;
  block.strong = null;
  block.weak = null;
  used -= classBytes[block.sizeClass];
  free[block.sizeClass].push(block.ptr);
}

/** Takes back the blocks whose views were collected. */
function sweep(): void {
  for (const block of young) {
    if (block.released || block.strong === null) continue;
    block.weak = new WeakRef(block.strong);
    block.strong = null;
    old.push(block);
  }
  young = [];
  if (collect !== null) {
    const start = performance.now();
    collect();
    const end = performance.now();
    // A collection costs the same for little garbage as for much: it may take a tenth of the time.
    const share = (end - start) / Math.max(end - sweptAt, 1);
    if (share > 0.1) interval = Math.min(interval * 2, LONGEST);
    else if (share < 0.02) interval = Math.max(interval / 2, SHORTEST);
    sweptAt = end;
  }
  const kept: Block[] = [];
  for (const block of old) {
    if (block.released) continue;
    if (block.weak?.deref() === undefined) releaseBlock(block);
    else kept.push(block);
  }
  old = kept;
}
