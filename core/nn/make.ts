/** Parameters and buffers before their initial values are drawn. */
import * as F from '../api.gen.ts';
import type { DTypeName } from '../tensor/dtype.ts';
import { Parameter } from './parameter.ts';

/** Where and in which precision a layer's tensors are made. */
export interface Factory {
  device?: string | null;
  dtype?: DTypeName | null;
}

/** The end of every signature of a layer with parameters. */
export const FACTORY = '*, device?: string, dtype?: DType';

/** A parameter of zeros (its values are set by the layer). */
export function parameter(shape: number[], factory: Factory): Parameter {
  return new Parameter(F.empty(shape, { device: factory.device, dtype: factory.dtype }));
}

/** A number, or one per spatial dimension, as a list. */
export function spatial(value: number | readonly number[], dims: number): number[] {
  return typeof value === 'number' ? new Array<number>(dims).fill(value) : value.slice();
}
