/** ONNX's messages as plain data. Source: onnx.proto (field numbers). */
import { Message } from './protobuf.ts';

/** TensorProto.DataType. */
export const TYPE_NAMES = [
  'undefined',
  'float32',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'int32',
  'int64',
  'string',
  'bool',
  'float16',
  'float64',
  'uint32',
  'uint64',
  'complex64',
  'complex128',
  'bfloat16',
  'float8e4m3fn',
  'float8e4m3fnuz',
  'float8e5m2',
  'float8e5m2fnuz',
  'uint4',
  'int4',
  'float4e2m1',
  'float8e8m0',
  'uint2',
  'int2',
] as const;
export type TypeName = (typeof TYPE_NAMES)[number];

export interface TensorData {
  readonly name: string;
  readonly type: TypeName;
  readonly shape: number[];
  /** int64 exactly up to 2^53, beyond it the nearest double; null for types that are not read. */
  readonly data: number[] | null;
}

export interface Attribute {
  readonly name: string;
  readonly float: number;
  readonly int: number;
  readonly string: string;
  readonly floats: number[];
  readonly ints: number[];
  readonly strings: string[];
  readonly tensor: TensorData | null;
  readonly hasGraph: boolean;
}

export interface OnnxNode {
  readonly op: string;
  readonly domain: string;
  readonly inputs: string[];
  readonly outputs: string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** A graph's input or output: a tensor's element type, or what else it is. */
export interface ValueInfo {
  readonly name: string;
  readonly type: TypeName | 'sequence' | 'optional' | 'map';
}

export interface Model {
  readonly opset: number;
  readonly nodes: OnnxNode[];
  readonly initializers: TensorData[];
  readonly inputs: ValueInfo[];
  readonly outputs: ValueInfo[];
}

const typeName = (number: number): TypeName => TYPE_NAMES[number] ?? 'undefined';

export function readTensor(bytes: Uint8Array): TensorData {
  return tensorOf(new Message(bytes));
}

function tensorOf(m: Message): TensorData {
  const type = typeName(m.int(2));
  const shape = m.ints(1).map(Number);
  const raw = m.bytes(9);
  return { name: m.string(8), type, shape, data: raw === null ? listed(m, type) : rawData(raw, type) };
}

function listed(m: Message, type: TypeName): number[] | null {
  switch (type) {
    case 'float32':
      return m.floats(4);
    case 'float64':
      return m.floats(10, 8);
    case 'int64':
      return m.ints(7).map(Number);
    case 'int32':
    case 'uint8':
    case 'bool':
      return m.ints(5).map((v) => Number(BigInt.asIntN(32, v)));
    default:
      return null;
  }
}

function rawData(raw: Uint8Array, type: TypeName): number[] | null {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const read = (size: number, at: (offset: number) => number) =>
    Array.from({ length: raw.byteLength / size }, (_, i) => at(i * size));
  switch (type) {
    case 'float32':
      return read(4, (o) => view.getFloat32(o, true));
    case 'float64':
      return read(8, (o) => view.getFloat64(o, true));
    case 'int64':
      return read(8, (o) => Number(view.getBigInt64(o, true)));
    case 'int32':
      return read(4, (o) => view.getInt32(o, true));
    case 'uint8':
    case 'bool':
      return Array.from(raw);
    default:
      return null;
  }
}

function attributeOf(m: Message): Attribute {
  const tensor = m.message(5);
  return {
    name: m.string(1),
    float: m.floats(2)[0] ?? 0,
    int: m.int(3),
    string: m.string(4),
    floats: m.floats(7),
    ints: m.ints(8).map(Number),
    strings: m.strings(9),
    tensor: tensor === null ? null : tensorOf(tensor),
    hasGraph: m.has(6) || m.has(11),
  };
}

function nodeOf(m: Message): OnnxNode {
  return {
    op: m.string(4),
    domain: m.string(7),
    inputs: m.strings(1),
    outputs: m.strings(2),
    attributes: new Map(m.messages(5).map((a) => [a.string(1), attributeOf(a)])),
  };
}

function valueInfoOf(m: Message): ValueInfo {
  const type = m.message(2);
  const tensor = type?.message(1);
  const kind = tensor ? typeName(tensor.int(1)) : type?.has(4) ? 'sequence' : type?.has(9) ? 'optional' : 'map';
  return { name: m.string(1), type: kind };
}

export function readModel(bytes: Uint8Array): Model {
  const m = new Message(bytes);
  const graph = m.message(7);
  if (graph === null) throw new RangeError('onnx: the file has no graph');
  const opset = m.messages(8).find((set) => ['', 'ai.onnx'].includes(set.string(1)));
  return {
    opset: opset?.int(2) ?? 1,
    nodes: graph.messages(1).map(nodeOf),
    initializers: graph.messages(5).map(tensorOf),
    inputs: graph.messages(11).map(valueInfoOf),
    outputs: graph.messages(12).map(valueInfoOf),
  };
}
