/**
 * The WebAssembly module and the memory that it shares with the tensors.
 *
 * The memory is reserved once and never grows, so a view of it stays valid for good; a reserved page costs nothing until
 * it is touched. Its first part is for the kernels: their constants, packed blocks of a matrix product, and copies of
 * operands that live outside. The rest is the heap (see `heap.ts`).
 */
import { plain, relaxed } from './wasm.gen.ts';

/** What `core/kernels/wasm/index.ts` exports; all numbers, pointers in bytes. */
export interface Wasm {
  sgemm(
    m: number,
    n: number,
    k: number,
    a: number,
    ar: number,
    ac: number,
    b: number,
    br: number,
    bc: number,
    c: number,
    cr: number,
    bias: number,
    accumulate: number,
    work: number,
  ): void;
  dgemm: Wasm['sgemm'];
  unary(op: number, x: number, o: number, n: number, parameter: number): void;
  binary(op: number, a: number, ai: number, b: number, bi: number, o: number, n: number, parameter: number): void;
  binaryStrided(op: number, a: number, b: number, o: number, dims: number, parameter: number): void;
  copyStrided(x: number, o: number, dims: number): void;
  addStrided(o: number, x: number, dims: number): void;
  maxPool(
    x: number,
    y: number,
    places: number,
    planes: number,
    h: number,
    w: number,
    oh: number,
    ow: number,
    windows: number,
    hStep: number,
    wStep: number,
  ): void;
  unpool(y: number, places: number, x: number, planes: number, inner: number, outputs: number): void;
  lstmGates(gates: number, c: number, h: number, next: number, rows: number, size: number): void;
  lstmGatesGrad(
    gates: number,
    c: number,
    next: number,
    gh: number,
    gc: number,
    dGates: number,
    dc: number,
    rows: number,
    size: number,
  ): void;
  sumRows(x: number, o: number, rows: number, cols: number, scale: number): void;
  sumMiddle(x: number, o: number, outer: number, middle: number, inner: number, scale: number, work: number): void;
  maxRows(x: number, o: number, rows: number, cols: number): void;
  softmaxRows(x: number, y: number, rows: number, cols: number): void;
  logSoftmaxRows: Wasm['softmaxRows'];
  softmaxGradRows(g: number, y: number, gx: number, rows: number, cols: number): void;
  logSoftmaxGradRows: Wasm['softmaxGradRows'];
  layerNormRows(x: number, w: number, b: number, y: number, rows: number, cols: number, eps: number): void;
  layerNormGradRows(
    g: number,
    x: number,
    w: number,
    gx: number,
    gw: number,
    gb: number,
    rows: number,
    cols: number,
    eps: number,
  ): void;
  unfold(geometry: number, x: number, columns: number): void;
  fold(geometry: number, columns: number, x: number): void;
  sgdStep(p: number, g: number, n: number, lr: number, decay: number): void;
  momentumStep(
    p: number,
    g: number,
    v: number,
    n: number,
    lr: number,
    decay: number,
    momentum: number,
    gain: number,
    nesterov: number,
  ): void;
  adamStep(
    p: number,
    g: number,
    m: number,
    v: number,
    n: number,
    step: number,
    c1: number,
    b2: number,
    c2: number,
    eps: number,
    root: number,
    shrink: number,
    decay: number,
  ): void;
}

const PAGE = 65536;
/** 16 dimensions and steps of a strided call. */
export const DIMS = PAGE - 1024;
/** Working memory of a matrix product. */
export const WORK = PAGE;
const WORK_BYTES = 4 << 20;
/** Copies of operands from outside, for one call. */
export const SCRATCH = WORK + WORK_BYTES;
export const SCRATCH_BYTES = 124 << 20;
export const HEAP = SCRATCH + SCRATCH_BYTES;

export interface Loaded {
  readonly wasm: Wasm;
  readonly memory: WebAssembly.Memory;
  readonly buffer: ArrayBuffer;
  readonly dims: Int32Array;
  /** The whole memory as float32. */
  readonly floats: Float32Array;
  readonly bytes: Uint8Array;
  /** True when multiply and add are one instruction. */
  readonly relaxed: boolean;
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** As much as the host grants, from 1 GiB down. */
function reserve(): WebAssembly.Memory | null {
  for (let pages = 16384; pages * PAGE > HEAP; pages >>= 1) {
    try {
      return new WebAssembly.Memory({ initial: pages, maximum: pages });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return null;
}

let loaded: Loaded | null | undefined;

/** The module, instantiated on first use; null where the host has no WebAssembly SIMD or no memory for it. */
export function load(which: 'best' | 'plain' = 'best'): Loaded | null {
  if (loaded !== undefined && which === 'best') return loaded;
  if (typeof WebAssembly === 'undefined') return (loaded = null);
  const fast = decode(relaxed);
  const useRelaxed = which === 'best' && WebAssembly.validate(fast);
  const code = useRelaxed ? fast : decode(plain);
  if (!WebAssembly.validate(code)) return (loaded = null);
  const memory = loaded?.memory ?? reserve();
  if (memory === null) return (loaded = null);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } });
  const buffer = memory.buffer as ArrayBuffer;
  loaded = {
    wasm: instance.exports as unknown as Wasm,
    memory,
    buffer,
    dims: new Int32Array(buffer, DIMS, 64),
    floats: new Float32Array(buffer),
    bytes: new Uint8Array(buffer),
    relaxed: useRelaxed,
  };
  return loaded;
}
