/** `sparse`: matrices of mostly zeros, in five formats, and their product with dense ones. */
export { COO, CSR, denseBytes, DIA, ELL, HYB, type SparseMatrix, toCOO, toCSR, toDIA, toELL, toHYB } from './formats.ts';
export { mm, sparseCooTensor, SparseTensor, toSparse } from './product.ts';
