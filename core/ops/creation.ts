/** New tensors from data and from rules. */
import { ArgumentError, DTypeError, formatShape, ShapeError } from '../errors.ts';
import { allocate, type DType, dtypeOf, isFloat, type TypedArray } from '../tensor/dtype.ts';
import { inferShape } from '../tensor/shape.ts';
import { type Device, Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';

let defaultDevice: Device = 'cpu';

/** The device of new tensors: `cpu`, or `meta` for shapes without data. */
export function setDefaultDevice(device: Device): void {
  defaultDevice = device;
}

let defaultDtype: DType = 'float32';

/** The dtype of new floating-point tensors: float32, or float64. */
export function setDefaultDtype(dtype: DType): void {
  if (!isFloat(dtypeOf(dtype))) throw new DTypeError(`the default dtype must be floating-point, not ${dtype}`);
  defaultDtype = dtypeOf(dtype);
}
export function getDefaultDtype(): DType {
  return defaultDtype;
}

/** A number, booleans and nested arrays of them, or a typed array. */
export type TensorData = number | boolean | TypedArray | readonly TensorData[] | Tensor;

function deviceOf(name: unknown): Device {
  if (name === null || name === undefined) return defaultDevice;
  if (name === 'cpu' || name === 'meta') return name;
  throw new ArgumentError(`unknown device '${String(name)}'`, {
    fix: "The devices are 'cpu' and 'meta' (shapes without data).",
  });
}

/** A new tensor with `fill` called on its memory unless it is on meta. */
export function make(
  shape: number[],
  dtype: DType,
  device: unknown,
  requiresGrad: unknown,
  fill: (array: TypedArray) => void,
): Tensor {
  for (const size of shape) {
    if (!Number.isInteger(size) || size < 0)
      throw new ShapeError(`${formatShape(shape)} is not a shape: ${size} is not a size`, {
        fix: 'Sizes are whole numbers, 0 or more.',
      });
  }
  const out = Tensor.empty(shape, dtype, deviceOf(device));
  if (out.device === 'cpu') fill(out.array);
  if (requiresGrad) out.requiresGrad_();
  return out;
}

const LAST = '*, dtype?: DType, device?: string, requiresGrad: boolean = false';

/** The shape of nested data, and its leaves in order. Throws on ragged data. */
function flattenData(data: readonly unknown[], leaves: unknown[], shape: number[], depth: number): void {
  if (shape.length === depth) shape.push(data.length);
  else if (shape[depth] !== data.length) {
    throw new ShapeError(
      `tensor: the data is ragged: ${data.length} elements where ${shape[depth]} came before, at depth ${depth}`,
      {
        op: 'tensor',
        fix: 'Every row must have the same length.',
      },
    );
  }
  for (const item of data) {
    if (Array.isArray(item) || ArrayBuffer.isView(item))
      flattenData(item as unknown as readonly unknown[], leaves, shape, depth + 1);
    else if (item instanceof Tensor) flattenData([...item.data], leaves, shape, depth + 1);
    else {
      if (shape.length > depth + 1)
        throw new ShapeError('tensor: the data is ragged: a number where a row came before', {
          op: 'tensor',
          fix: 'Every row must have the same depth.',
        });
      leaves.push(item);
    }
  }
}

function dtypeOfData(data: unknown, leaves: ArrayLike<unknown>): DType {
  if (data instanceof Float64Array) return 'float64';
  if (data instanceof Int32Array) return 'int32';
  if (data instanceof Uint8Array) return 'uint8';
  if (data instanceof Tensor) return data.dtype;
  return leaves.length > 0 && Array.prototype.every.call(leaves, (v) => typeof v === 'boolean') ? 'bool' : defaultDtype;
}

function convert(leaves: ArrayLike<unknown>, dtype: DType): TypedArray {
  const out = allocate(dtype, leaves.length);
  for (let i = 0; i < leaves.length; i++) {
    const v = leaves[i];
    if (typeof v !== 'number' && typeof v !== 'boolean') {
      throw new DTypeError(
        `tensor: element ${i} is ${v === null ? 'null' : typeof v === 'string' ? `the string '${v}'` : typeof v}, not a number`,
        { op: 'tensor' },
      );
    }
    const n = Number(v);
    if (dtype === 'int32') {
      if (n > 2147483647 || n < -2147483648) {
        throw new DTypeError(`tensor: ${n} does not fit int32 (int64 is read as int32)`, {
          op: 'tensor',
          fix: 'Use float64 for whole numbers beyond 2147483647.',
        });
      }
      out[i] = Math.trunc(n);
    } else out[i] = dtype === 'bool' ? (n !== 0 ? 1 : 0) : n;
  }
  return out;
}

defineComposite({
  name: 'tensor',
  family: 'creation',
  signature:
    'tensor(data: TensorData, *, shape?: number[], dtype?: DType, device?: string, requiresGrad: boolean = false)',
  doc: 'A tensor from a number, nested arrays, or a flat or typed array with its `shape`; the data is copied. Numbers give float32, booleans bool.',
  example: 'tensor([[1, 2], [3, 4]])',
  method: false,
  body: (
    data: TensorData,
    shape: number[] | null,
    dtype: string | null,
    device: string | null,
    requiresGrad: boolean,
  ) => {
    let leaves: ArrayLike<unknown>;
    let natural: number[];
    if (data instanceof Tensor) {
      leaves = data.data;
      natural = data.shape.slice();
    } else if (ArrayBuffer.isView(data)) {
      leaves = data as TypedArray;
      natural = [data.length];
    } else if (Array.isArray(data)) {
      const list: unknown[] = [];
      natural = [];
      flattenData(data, list, natural, 0);
      leaves = list;
    } else {
      leaves = [data];
      natural = [];
    }
    const size = shape ? inferShape(shape, leaves.length, natural, 'tensor') : natural;
    const type = dtype ? dtypeOf(dtype) : dtypeOfData(data, leaves);
    const array = convert(leaves, type);
    return make(size, type, device, requiresGrad, (memory) => memory.set(array));
  },
});

function defineFilled(name: string, doc: string, value: number): void {
  defineComposite({
    name,
    family: 'creation',
    signature: `${name}(...size: number[], ${LAST})`,
    doc,
    example: `${name}([2, 3])`,
    method: false,
    body: (size: number[], dtype: string | null, device: string | null, requiresGrad: boolean) =>
      make(size.slice(), dtype ? dtypeOf(dtype) : defaultDtype, device, requiresGrad, (a) => {
        if (value !== 0) a.fill(value);
      }),
  });
  defineComposite({
    name: `${name}Like`,
    family: 'creation',
    signature: `${name}Like(input: Tensor, ${LAST})`,
    doc: `${doc.replace(/\.$/, '')}, with the shape and dtype of the input.`,
    body: (input: Tensor, dtype: string | null, device: string | null, requiresGrad: boolean) =>
      make(input.shape.slice(), dtype ? dtypeOf(dtype) : input.dtype, device ?? input.device, requiresGrad, (a) => {
        if (value !== 0) a.fill(value);
      }),
    samples: [{ args: (m) => [m.randn([2, 3])], grad: false }],
  });
}

defineFilled('zeros', 'A tensor of zeros.', 0);
defineFilled('ones', 'A tensor of ones.', 1);
defineFilled('empty', 'A tensor whose contents do not matter (zeros here).', 0);

defineComposite({
  name: 'full',
  family: 'creation',
  signature: `full(size: number[], fillValue: number | boolean, ${LAST})`,
  doc: 'A tensor filled with one value.',
  example: 'full([2, 2], 7)',
  method: false,
  body: (
    size: number[],
    fillValue: number | boolean,
    dtype: string | null,
    device: string | null,
    requiresGrad: boolean,
  ) =>
    make(
      size.slice(),
      dtype ? dtypeOf(dtype) : typeof fillValue === 'boolean' ? 'bool' : defaultDtype,
      device,
      requiresGrad,
      (a) => a.fill(Number(fillValue)),
    ),
});

defineComposite({
  name: 'fullLike',
  family: 'creation',
  signature: `fullLike(input: Tensor, fillValue: number, ${LAST})`,
  doc: 'A tensor filled with one value, with the shape and dtype of the input.',
  body: (input: Tensor, fillValue: number, dtype: string | null, device: string | null, requiresGrad: boolean) =>
    make(input.shape.slice(), dtype ? dtypeOf(dtype) : input.dtype, device ?? input.device, requiresGrad, (a) =>
      a.fill(fillValue),
    ),
  samples: [{ args: (m) => [m.randn([2, 3]), 2], grad: false }],
});

defineComposite({
  name: 'arange',
  family: 'creation',
  signature: [`arange(end: number, ${LAST})`, `arange(start: number, end: number, step: number = 1, ${LAST})`],
  doc: 'Numbers from `start` (0) up to but without `end`, `step` apart. Whole numbers give int32.',
  example: 'arange(5)',
  method: false,
  body: (first: number, ...rest: unknown[]) => {
    const ranged = rest.length === 5;
    const [start, end, step] = ranged ? [first, rest[0] as number, rest[1] as number] : [0, first, 1];
    const [dtype, device, requiresGrad] = (ranged ? rest.slice(2) : rest) as [string | null, string | null, boolean];
    if (step === 0 || !Number.isFinite(step))
      throw new ArgumentError(`arange: step must not be ${step}`, { op: 'arange' });
    if ((end - start) * step < 0) {
      throw new ArgumentError(`arange: from ${start} to ${end} by ${step} leads away from the end`, {
        op: 'arange',
        fix: `Use step ${-step}.`,
      });
    }
    const whole = Number.isInteger(start) && Number.isInteger(end) && Number.isInteger(step);
    return make(
      [Math.max(0, Math.ceil((end - start) / step))],
      dtype ? dtypeOf(dtype) : whole ? 'int32' : defaultDtype,
      device,
      requiresGrad,
      (a) => {
        for (let i = 0; i < a.length; i++) a[i] = start + i * step;
      },
    );
  },
});

defineComposite({
  name: 'linspace',
  family: 'creation',
  signature: `linspace(start: number, end: number, steps: number, ${LAST})`,
  doc: '`steps` evenly spaced numbers from `start` to `end`, both included.',
  example: 'linspace(0, 1, 5)',
  method: false,
  body: (
    start: number,
    end: number,
    steps: number,
    dtype: string | null,
    device: string | null,
    requiresGrad: boolean,
  ) =>
    make([steps], dtype ? dtypeOf(dtype) : defaultDtype, device, requiresGrad, (a) => {
      const step = (end - start) / Math.max(steps - 1, 1);
      // Counted from both ends, so that the last number is exactly `end`.
      for (let i = 0; i < steps; i++) a[i] = i < steps / 2 ? start + i * step : end - (steps - 1 - i) * step;
    }),
});

defineComposite({
  name: 'eye',
  family: 'creation',
  signature: `eye(n: number, m?: number, ${LAST})`,
  doc: 'The identity matrix of `n` rows and `m` (or `n`) columns.',
  example: 'eye(2)',
  method: false,
  body: (n: number, m: number | null, dtype: string | null, device: string | null, requiresGrad: boolean) => {
    const columns = m ?? n;
    return make([n, columns], dtype ? dtypeOf(dtype) : defaultDtype, device, requiresGrad, (a) => {
      for (let i = 0; i < Math.min(n, columns); i++) a[i * columns + i] = 1;
    });
  },
});

/** Zeros of `shape` in the dtype and device of `like`. */
export function zerosOf(shape: readonly number[], like: Tensor): Tensor {
  return Tensor.empty(shape.slice(), like.dtype, like.device);
}
