/** Runs one case: decides its scope, walks the graph, compares what comes out. */
import type { Case, DataSet } from './archive.ts';
import { Call, DTYPES, OutOfScope, toValue, type Value } from './call.ts';
import { type Core, type Tensor, useCore } from './core.ts';
import { type Model, type OnnxNode, readModel, readTensor, type TensorData, type TypeName } from './model.ts';
import { ADAPTERS, excluded } from './operators.ts';

export { type Core, useCore };

export interface Result {
  readonly name: string;
  /** The operator, or that the case is a graph of several. */
  readonly group: string;
  readonly outcome: 'passed' | 'failed' | 'excluded';
  /** Why it failed or was excluded. */
  readonly reason: string | null;
}

/** The tolerances of ONNX's own test runner. */
const RTOL = 1e-3;
const ATOL = 1e-7;
export const GRAPHS = 'graphs of several operators';

export function runCase(one: Case): Result {
  const model = readModel(one.model);
  const group = model.nodes.length === 1 ? model.nodes[0].op : GRAPHS;
  const result = (outcome: Result['outcome'], reason: string | null): Result => ({
    name: one.name,
    group,
    outcome,
    reason,
  });
  const outside = scopeOf(model);
  if (outside !== null) return result('excluded', outside);
  if (one.sets.length === 0) return result('failed', 'the case has no data');
  try {
    for (const set of one.sets) runSet(model, set);
    return result('passed', null);
  } catch (error) {
    if (error instanceof OutOfScope) return result('excluded', error.message);
    return result('failed', error instanceof Error ? error.message.split('\n')[0] : String(error));
  }
}

/** What can be told from the model alone. */
function scopeOf(model: Model): string | null {
  for (const node of model.nodes) {
    const reason = excluded(node.op, node.domain);
    if (reason !== null) return reason;
    if ([...node.attributes.values()].some(({ hasGraph }) => hasGraph)) return 'control flow over graphs';
  }
  const types: string[] = [...model.inputs, ...model.outputs].map(({ type }) => type);
  for (const { type } of model.initializers) types.push(type);
  const foreign = types.find((type) => !Object.hasOwn(DTYPES, type));
  return foreign === undefined ? null : `element type ${foreign}`;
}

function runSet(model: Model, { inputs, outputs }: DataSet): void {
  const values = new Map<string, Value | null>([['', null]]);
  for (const tensor of model.initializers) values.set(tensor.name, toValue(tensor));
  const free = model.inputs.filter(({ name }) => !values.has(name) || inputs.length === model.inputs.length);
  free.forEach(({ name }, i) => {
    if (i < inputs.length) values.set(name, toValue(readTensor(inputs[i])));
  });
  for (const node of model.nodes) runNode(node, model.opset, values);
  outputs.forEach((bytes, i) => {
    const { name } = model.outputs[i];
    const value = values.get(name);
    if (!value) throw new Error(`output ${name} was not computed`);
    compare(name, value.tensor, readTensor(bytes));
  });
}

function runNode(node: OnnxNode, opset: number, values: Map<string, Value | null>): void {
  const inputs = node.inputs.map((name) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`${node.op}: input ${name} was not computed`);
    return value;
  });
  const result = ADAPTERS[node.op](new Call(node, opset, inputs));
  const list = Array.isArray(result) ? (result as readonly (Tensor | null)[]) : [result as Tensor];
  node.outputs.forEach((name, i) => {
    const tensor = list[i] ?? null;
    if (name !== '' && tensor !== null) values.set(name, passOn(node, inputs, tensor));
  });
}

/** Whole numbers beyond int32 survive operators that only move them. */
function passOn(node: OnnxNode, inputs: readonly (Value | null)[], tensor: Tensor): Value {
  const first = inputs[0];
  return node.op === 'Identity' && first ? first : { tensor, exact: null };
}

function compare(name: string, got: Tensor, want: TensorData): void {
  const dtype = DTYPES[want.type as TypeName];
  if (dtype === undefined || want.data === null) throw new OutOfScope(`element type ${want.type}`);
  if (got.dtype !== dtype) throw new Error(`${name}: ${got.dtype} where ${want.type} is expected`);
  if (got.shape.join() !== want.shape.join()) {
    throw new Error(`${name}: shape [${got.shape}] where [${want.shape}] is expected`);
  }
  const data = got.data;
  const { data: expected } = want;
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [data[i], expected[i]];
    const near = Object.is(a, b) || a === b || Math.abs(a - b) <= ATOL + RTOL * Math.abs(b);
    if (!near) throw new Error(`${name}: element ${i} is ${a} where ${b} is expected`);
  }
}
