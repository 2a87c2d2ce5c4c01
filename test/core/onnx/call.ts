/** One node at work: its inputs, its attributes with their defaults, and the ways in which an adapter reads them. */
import { T, type Tensor } from './core.ts';
import type { OnnxNode, TensorData, TypeName } from './model.ts';

/** The element types that the library has; int64 is int32 here as everywhere in it. */
export const DTYPES: Partial<Record<TypeName, 'float32' | 'float64' | 'int32' | 'uint8' | 'bool'>> = {
  float32: 'float32',
  float64: 'float64',
  int32: 'int32',
  int64: 'int32',
  uint8: 'uint8',
  bool: 'bool',
};

/** The case asks for something that the library does not claim to have. */
export class OutOfScope extends Error {}

/** A value on an edge of the graph. `exact` keeps whole numbers that int32 does not hold, such as "to the end" in Slice. */
export interface Value {
  readonly tensor: Tensor;
  readonly exact: readonly number[] | null;
}

/** Adapters give one tensor per output of the node, in order; trailing ones may be left out. */
export type Adapter = (call: Call) => Tensor | readonly (Tensor | null)[];
export type Adapters = Readonly<Record<string, Adapter>>;

export function toValue({ type, shape, data }: TensorData): Value {
  const dtype = DTYPES[type];
  if (dtype === undefined || data === null) throw new OutOfScope(`element type ${type}`);
  const wide = dtype === 'int32' && data.some((v) => Math.abs(v) > 2 ** 31 - 1);
  const tensor = T.tensor(wide ? data.map((v) => Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, v))) : data, {
    shape,
    dtype,
  });
  return { tensor, exact: wide ? data : null };
}

export class Call {
  readonly op: string;
  readonly opset: number;
  readonly outputs: number;
  private readonly node: OnnxNode;
  private readonly values: readonly (Value | null)[];

  constructor(node: OnnxNode, opset: number, values: readonly (Value | null)[]) {
    this.node = node;
    this.op = node.op;
    this.opset = opset;
    this.outputs = node.outputs.length;
    this.values = values;
  }

  /** Number of inputs given. */
  get count(): number {
    return this.values.length;
  }

  /** Every input, in order. */
  get all(): Tensor[] {
    return this.values.map((_, i) => this.x(i));
  }

  /** A required input. */
  x(i: number): Tensor {
    const tensor = this.optional(i);
    if (tensor === null) throw new Error(`${this.op}: input ${i} is missing`);
    return tensor;
  }

  optional(i: number): Tensor | null {
    const value = this.values[i] ?? null;
    if (value?.exact) throw new OutOfScope('int64 values beyond int32');
    return value?.tensor ?? null;
  }

  /** The numbers of an input that is a parameter. */
  numbers(i: number): number[] | null {
    const value = this.values[i] ?? null;
    return value === null ? null : [...(value.exact ?? value.tensor.data)];
  }

  has(name: string): boolean {
    return this.node.attributes.has(name);
  }

  /** Whether the node's output i is used. */
  wants(i: number): boolean {
    return (this.node.outputs[i] ?? '') !== '';
  }

  int(name: string, otherwise: number): number {
    return this.node.attributes.get(name)?.int ?? otherwise;
  }

  float(name: string, otherwise: number): number {
    return this.node.attributes.get(name)?.float ?? otherwise;
  }

  string(name: string, otherwise: string): string {
    return this.node.attributes.get(name)?.string ?? otherwise;
  }

  strings(name: string): string[] | null {
    return this.node.attributes.get(name)?.strings ?? null;
  }

  ints(name: string): number[] | null {
    return this.node.attributes.get(name)?.ints ?? null;
  }

  floats(name: string): number[] | null {
    return this.node.attributes.get(name)?.floats ?? null;
  }

  tensor(name: string): Tensor | null {
    const data = this.node.attributes.get(name)?.tensor ?? null;
    return data === null ? null : toValue(data).tensor;
  }

  /** The library's dtype of an attribute that names an element type by number. */
  dtype(name: string, otherwise: number): 'float32' | 'float64' | 'int32' | 'uint8' | 'bool' {
    return dtypeNumbered(this.int(name, otherwise));
  }

  /** Axes from an attribute (older operator sets) or an input (newer ones). */
  axes(input: number, name = 'axes'): number[] | null {
    return this.ints(name) ?? this.numbers(input);
  }
}

const NUMBERED: Readonly<Record<number, 'float32' | 'float64' | 'int32' | 'uint8' | 'bool'>> = {
  1: 'float32',
  2: 'uint8',
  6: 'int32',
  7: 'int32',
  9: 'bool',
  11: 'float64',
};

export function dtypeNumbered(number: number): 'float32' | 'float64' | 'int32' | 'uint8' | 'bool' {
  const dtype = NUMBERED[number];
  if (dtype === undefined) throw new OutOfScope(`element type number ${number}`);
  return dtype;
}

/** A non-negative axis. */
export function axisOf(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

export function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

export function product(list: readonly number[]): number {
  return list.reduce((p, n) => p * n, 1);
}

/** A tensor of whole numbers. */
export function whole(data: readonly number[], shape: readonly number[] = [data.length]): Tensor {
  return T.tensor([...data], { shape: [...shape], dtype: 'int32' });
}

/** `x` with its elements along `axis` chosen by a list of places. */
export function pick(x: Tensor, axis: number, places: readonly number[]): Tensor {
  return T.indexSelect(x, axis, whole(places));
}
