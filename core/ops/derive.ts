/** Makes the callable forms of a record: the function, the method of Tensor, and the in-place method. */
import { mode } from '../autograd/modes.ts';
import { DTypeError, formatShape, GradError, ShapeError } from '../errors.ts';
import { category, type DType, isFloat } from '../tensor/dtype.ts';
import { sameShape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { allRecords, type OpRecord, type Primitive, type View } from './define.ts';
import { dispatch, dispatchAll, dispatchView } from './dispatch.ts';
import { type Bound, bind, isOptions, parseSignature, type Signature } from './signature.ts';
import { rebase } from './strided.ts';

export type AnyFunction = (...args: never[]) => unknown;
type Loose = (...args: unknown[]) => unknown;

const functions = new Map<string, Loose>();
const signatures = new Map<OpRecord, readonly Signature[]>();

/** The parsed signatures of a record. */
export function signaturesOf(record: OpRecord): readonly Signature[] {
  let parsed = signatures.get(record);
  if (!parsed) {
    const texts = typeof record.signature === 'string' ? [record.signature] : record.signature;
    parsed = texts.map(parseSignature);
    signatures.set(record, parsed);
  }
  return parsed;
}

/** A number or boolean as a 0-d tensor of the dtype that it has beside `beside`: a float stays at that float's dtype. */
export function wrapNumber(value: number | boolean, beside: Tensor | null): Tensor {
  let dtype: DType;
  if (typeof value === 'boolean') dtype = beside && category(beside.dtype) > 0 ? beside.dtype : 'bool';
  else if (beside && isFloat(beside.dtype)) dtype = beside.dtype;
  else if (beside && Number.isInteger(value) && Math.abs(value) <= 2147483648)
    dtype = beside.dtype === 'bool' ? 'int32' : beside.dtype;
  else dtype = 'float32';
  const t = Tensor.empty([], dtype, 'cpu');
  t.array[0] = Number(value);
  return t;
}

/** Tensors of a bound call in order, and the other parameters by name. */
function prepareDefault(bound: Bound): { inputs: Tensor[]; args: Record<string, unknown> } {
  const inputs: Tensor[] = [];
  const args: Record<string, unknown> = {};
  const { params } = bound.signature;
  let beside: Tensor | null = null;
  for (let i = 0; i < params.length; i++) {
    const value = bound.values[i];
    if (value instanceof Tensor && (params[i].kind === 'operand' || (params[i].kind === 'tensor' && beside === null)))
      beside = value;
  }
  for (let i = 0; i < params.length; i++) {
    const value = bound.values[i];
    const { kind, name } = params[i];
    if (kind === 'tensor' || kind === 'operand') {
      if (value instanceof Tensor) inputs.push(value);
      else if (value !== null) inputs.push(wrapNumber(value as number | boolean, beside));
    } else if (kind === 'tensors') inputs.push(...((value as Tensor[] | null) ?? []));
    else args[name] = value;
  }
  return { inputs, args };
}

function namedValues(bound: Bound): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  bound.signature.params.forEach((p, i) => {
    out[p.name] = bound.values[i];
  });
  return out;
}

/** Results as PyTorch returns them: one tensor, or an array. */
function primitiveFunction(op: Primitive): Loose {
  const sigs = signaturesOf(op as unknown as OpRecord);
  const many = sigs[0].returns !== 'Tensor';
  const slow: Loose = (...args) => {
    const bound = bind(sigs, args);
    const call = op.prepare ? op.prepare(namedValues(bound)) : prepareDefault(bound);
    return many ? dispatchAll(op, call.inputs, call.args) : dispatch(op, call.inputs, call.args);
  };
  if (many || op.prepare || sigs.length > 1) return slow;
  const params = sigs[0].params;
  const tensors = params.filter((p) => p.kind === 'tensor' || p.kind === 'operand');
  const others = params.filter((p) => !tensors.includes(p));
  if (others.some((p) => !p.optional) || tensors.some((p) => p.optional) || tensors.length > 2) return slow;
  // The hot path: only tensors given, everything else at its default.
  const defaults: Record<string, unknown> = {};
  for (const p of others) defaults[p.name] = p.default === undefined ? null : p.default;
  if (tensors.length === 1) {
    return (...args) =>
      args.length === 1 && args[0] instanceof Tensor ? dispatch(op, args as Tensor[], defaults) : slow(...args);
  }
  return (...args) => {
    if (args.length !== 2) return slow(...args);
    const [a, b] = args;
    if (a instanceof Tensor) {
      if (b instanceof Tensor) return dispatch(op, args as Tensor[], defaults);
      if (typeof b === 'number' && params[1].kind === 'operand') return dispatch(op, [a, wrapNumber(b, a)], defaults);
    }
    return slow(...args);
  };
}

function viewFunction(op: View): Loose {
  const sigs = signaturesOf(op as unknown as OpRecord);
  return (...args) => {
    const bound = bind(sigs, args);
    const call = op.prepare ? op.prepare(namedValues(bound)) : prepareDefault(bound);
    return dispatchView(op, call.inputs[0], call.args);
  };
}

function makeFunction(record: OpRecord): Loose {
  if (record.kind === 'primitive') return primitiveFunction(record as unknown as Primitive);
  if (record.kind === 'view') return viewFunction(record as unknown as View);
  const sigs = signaturesOf(record);
  const body = record.body as Loose;
  if (record.raw) return body;
  return (...args) => {
    const bound = bind(sigs, args);
    return body(...bound.values);
  };
}

/** True when the record is (also) a method: its first parameter is a tensor. */
export function isMethod(record: OpRecord): boolean {
  const first = signaturesOf(record)[0].params[0];
  return (
    record.method ??
    (record.namespace === undefined &&
      first !== undefined &&
      (first.kind === 'tensor' || first.kind === 'operand') &&
      !first.spread)
  );
}

/**
 * Writes `result` over `target` and gives it the result's place on the tape (the in-place form of any operation).
 * Throws before any element is touched.
 */
export function assignInPlace(target: Tensor, result: Tensor, name: string): Tensor {
  if (!sameShape(target.shape, result.shape)) {
    throw new ShapeError(
      `${name}: the result of shape ${formatShape(result.shape)} does not fit into the tensor of shape ${formatShape(target.shape)}`,
      {
        op: name,
        operands: [
          { name: 'self', shape: target.shape },
          { name: 'result', shape: result.shape },
        ],
        fix: `Use the out-of-place form, ${name.replace(/_$/, '')}(...), which makes a tensor of the broadcast shape.`,
      },
    );
  }
  if (category(result.dtype) > category(target.dtype)) {
    throw new DTypeError(`${name}: a ${result.dtype} result cannot be stored in a ${target.dtype} tensor`, {
      op: name,
      fix: 'Convert the tensor first: x.float().',
    });
  }
  if (mode.grad && target.isLeaf && target.requiresGrad) {
    throw new GradError(`${name}: a leaf that requires grad cannot be changed in place while gradients are recorded`, {
      op: name,
      fix: 'Do it inside noGrad(() => ...), as an optimizer does.',
    });
  }
  const tracked = mode.grad && (result.requiresGrad || target.requiresGrad);
  if (tracked) rebase(target, result, name);
  if (target.device === 'cpu') writeInto(target, result);
  target.storage.version++;
  return target;
}

/**
 * Runs an operation for its in-place form. The operation sees the tensor as an alias: where the tape keeps the operand
 * for the derivative, the alias gets a copy of its own before the memory is overwritten.
 */
function callForWrite(call: Loose, target: Tensor, args: readonly unknown[], composite: boolean): Tensor {
  if (!mode.grad) return call(target, ...args) as Tensor;
  const alias = new Tensor(target.storage, target.shape, target.strides, target.offset, target.device);
  alias.base = target.base;
  alias.gradNode = target.gradNode;
  alias.rebased = target.rebased;
  alias.outputIndex = target.outputIndex;
  // A leaf that requires grad is refused by assignInPlace, with nothing computed in vain for any other tensor.
  const result = call(
    target.isLeaf && target.requiresGrad ? target : alias,
    ...args.map((a) => (a === target ? alias : a)),
  ) as Tensor;
  const node = result.gradNode;
  if (node && target.device === 'cpu' && (composite || node.savedInputs?.includes(alias))) {
    alias.storage = target.storage.copy();
    // It keeps the place on the tape that the operand had, and follows no later write.
    alias.base = null;
  }
  return result;
}

/** Copies values element by element; `target` may be strided, `source` is read densely. */
export function writeInto(target: Tensor, source: Tensor): void {
  const from = source.data;
  const to = target.array;
  if (target.isContiguous) {
    to.set(from, target.offset);
    return;
  }
  const { shape, strides } = target;
  const index = new Array<number>(shape.length).fill(0);
  let at = target.offset;
  for (let i = 0; i < from.length; i++) {
    to[at] = from[i];
    for (let d = shape.length - 1; d >= 0; d--) {
      at += strides[d];
      if (++index[d] < shape[d]) break;
      at -= strides[d] * shape[d];
      index[d] = 0;
    }
  }
}

function define(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, writable: true, configurable: true, enumerable: false });
}

/** Builds every function and method. Called once, after all records are defined. */
export function deriveAll(): void {
  for (const record of allRecords()) {
    const key = record.namespace ? `${record.namespace}.${record.name}` : record.name;
    if (functions.has(key)) continue;
    const call = makeFunction(record);
    for (const name of [record.name, ...(record.aliases ?? [])]) {
      const path = record.namespace ? `${record.namespace}.${name}` : name;
      functions.set(path, call);
      if (!isMethod(record) || name in Tensor.prototype) continue;
      define(Tensor.prototype, name, record.kind === 'composite' && record.raw ? rawMethodOf(call) : methodOf(call));
      if (!record.inplace) continue;
      const inplace = `${name}_`;
      define(Tensor.prototype, inplace, function (this: Tensor, ...args: unknown[]) {
        return assignInPlace(this, callForWrite(call, this, args, record.kind === 'composite'), inplace);
      });
    }
  }
}

function rawMethodOf(call: Loose): Loose {
  return function (this: Tensor, ...args: unknown[]) {
    return call(this, ...args);
  } as Loose;
}

function methodOf(call: Loose): Loose {
  return function (this: Tensor, a?: unknown, b?: unknown, ...rest: unknown[]) {
    if (b !== undefined || rest.length > 0) return call(this, a, b, ...rest);
    return a === undefined ? call(this) : call(this, a);
  } as Loose;
}

/** The function of a record by its path, e.g. `softmax` or `linalg.inv`. */
export function functionOf<F = Loose>(path: string): F {
  const call = functions.get(path);
  if (!call) throw new Error(`no operation is called ${path}`);
  return call as F;
}

export { isOptions };
