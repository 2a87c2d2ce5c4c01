/** `init`: fills of weights before training, drawn as PyTorch draws them. Each writes in place and returns the tensor. */
export { constant_, dirac_, eye_, ones_, zeros_ } from './constant.ts';
export { orthogonal_ } from './orthogonal.ts';
export { normal_, sparse_, truncNormal_, uniform_ } from './random.ts';
export { calculateGain, kaimingNormal_, kaimingUniform_, xavierNormal_, xavierUniform_ } from './variance.ts';
