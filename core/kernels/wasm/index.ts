// The WebAssembly module: every kernel that the library calls. Pointers are byte addresses in the shared tensor memory.
export { sgemm, WORK } from './gemm';
export { dgemm } from './gemm64';
