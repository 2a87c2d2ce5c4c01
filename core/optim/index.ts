/** `optim`: optimizers in the order in which a course meets them, and `optim.lrScheduler`. */

export { Adafactor } from './adafactor.ts';
export { Adam, Adamax, AdamW, NAdam, RAdam } from './adam.ts';
export { Adadelta, Adagrad, RMSprop } from './adaptive.ts';
export { ASGD } from './asgd.ts';
export * as swaUtils from './averaging.ts';
export { LAMB } from './lamb.ts';
export { LBFGS } from './lbfgs.ts';
export { Lion } from './lion.ts';
export * as lrScheduler from './lr-scheduler.ts';
export { Muon } from './muon.ts';
export { Optimizer, type OptimizerState, type ParamGroup, type Params } from './optimizer.ts';
export { Rprop } from './rprop.ts';
export { SGD } from './sgd.ts';
export { SparseAdam } from './sparse-adam.ts';
