/** `autograd`: gradients as values, user-defined functions, and checks against numerical derivatives. */
export { backward } from './engine.ts';
export { CustomFunction as Function, FunctionContext } from './function.ts';
export * as functional from './functional.ts';
export { type GradOptions, grad } from './grad.ts';
export {
  type GradcheckEntry,
  type GradcheckOptions,
  type GradcheckReport,
  gradcheck,
  gradgradcheck,
} from './gradcheck.ts';
