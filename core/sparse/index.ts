/** `sparse`: matrices of mostly zeros, in five formats, and their product with dense ones. */
export {
  COO,
  CSR,
  DIA,
  denseBytes,
  ELL,
  HYB,
  type SparseMatrix,
  toCOO,
  toCSR,
  toDIA,
  toELL,
  toHYB,
} from './formats.ts';
export { mm, SparseTensor, sparseCooTensor, toSparse } from './product.ts';
