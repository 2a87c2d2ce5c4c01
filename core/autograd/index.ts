/** `autograd`: gradients as values, user-defined functions, and checks against numerical derivatives. */
export { backward } from './engine.ts';
export * as functional from './functional.ts';
export { Function, FunctionContext } from './function.ts';
export { grad, type GradOptions } from './grad.ts';
export { gradcheck, type GradcheckEntry, type GradcheckOptions, type GradcheckReport, gradgradcheck } from './gradcheck.ts';
