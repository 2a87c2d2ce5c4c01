/** Tensors as JSON text: `{ "name": { "shape": [2], "dtype": "float32", "data": [1, "NaN"] } }`. For small things. */
import { allocate, type DType, dtypeOf, isFloat } from '../tensor/dtype.ts';
import { numelOf } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { clip, FileError } from './file-error.ts';
import { type NamedTensors, pairsOf, recordOf } from './tensors.ts';

/** JSON has no word for these numbers. */
const WORDS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
};

function wordOf(value: number): number | string {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : String(value);
}

/** Tensors as JSON text; every value reads back exactly. */
export function writeJson(tensors: NamedTensors): string {
  const fields = pairsOf(tensors, 'writeJson').map(([name, tensor]) => {
    const data = isFloat(tensor.dtype) ? Array.from(tensor.data, wordOf) : Array.from(tensor.data);
    return [name, { shape: tensor.shape, dtype: tensor.dtype, data }] as const;
  });
  return JSON.stringify(recordOf<unknown>(fields));
}

/** The tensors of a text that `writeJson` wrote. Throws FileError. */
export function readJson(text: string): Record<string, Tensor> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new FileError('json', error.message);
  }
  if (!isRecord(parsed)) throw new FileError('json', 'the text is not an object of tensors by name');
  return recordOf(Object.entries(parsed).map(([name, value]) => [name, readTensor(name, value)]));
}

function readTensor(name: string, value: unknown): Tensor {
  const wrong = (reason: string) => new FileError('json', `tensor "${clip(name)}" ${reason}`);
  if (!isRecord(value)) throw wrong('is not an object with shape, dtype and data');
  const { shape, dtype: given, data } = value;
  if (!Array.isArray(shape) || !shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw wrong('has a shape that is not a list of sizes');
  }
  if (typeof given !== 'string') throw wrong('has no dtype');
  const dtype: DType = dtypeOf(given);
  const n = numelOf(shape);
  if (!Array.isArray(data) || data.length !== n)
    throw wrong(`does not have the ${n} elements of shape [${shape.join(', ')}]`);
  const array = allocate(dtype, n);
  data.forEach((item: unknown, i) => {
    const number = typeof item === 'string' && Object.hasOwn(WORDS, item) ? WORDS[item] : item;
    if (typeof number !== 'number') throw wrong(`has an element ${i} that is no number`);
    array[i] = number;
    if (!isFloat(dtype) && array[i] !== number)
      throw wrong(`has an element ${i} of ${number}, which ${dtype} does not hold`);
  });
  return Tensor.wrap(array, [...shape], dtype);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
