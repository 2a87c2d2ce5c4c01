/** `optim.lrScheduler`. */

export { ChainedScheduler, SequentialLR } from './combine.ts';
export { CyclicLR, OneCycleLR } from './cyclic.ts';
export { ReduceLROnPlateau } from './plateau.ts';
export { LRScheduler } from './scheduler.ts';
export * from './schedules.ts';
