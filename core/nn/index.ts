/** `nn`: layers and what holds them. */
export { Module } from './module.ts';
export { Parameter } from './parameter.ts';
export * as utils from './utils.ts';
