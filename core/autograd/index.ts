/** `autograd`: gradients as values, user-defined functions, forward mode, and checks against numerical derivatives. */
export { AnomalyError, detectAnomaly, isAnomalyEnabled, setDetectAnomaly } from './anomaly.ts';
export { checkpoint } from './checkpoint.ts';
export { backward } from './engine.ts';
export * as forwardAd from './forward-ad.ts';
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
export { type NumericalOptions, numericalGradient } from './numerical.ts';
