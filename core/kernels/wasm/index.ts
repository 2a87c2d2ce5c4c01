// The WebAssembly module: every kernel that the library calls. Pointers are byte addresses in the memory of the tensors.
export { sgemm, WORK } from './gemm';
export { dgemm } from './gemm64';
export { unary, binary, binaryStrided, copyStrided, addStrided } from './elementwise';
export { sumRows, sumMiddle, maxRows } from './reduce';
export { softmaxRows, logSoftmaxRows, softmaxGradRows, logSoftmaxGradRows } from './softmax';
export { layerNormRows, layerNormGradRows } from './norm';
export { unfold, fold } from './convolution';
export { sgdStep, momentumStep, adamStep } from './optimizer';
export { maxPool, unpool } from './pooling';
export { lstmGates, lstmGatesGrad } from './recurrent';
