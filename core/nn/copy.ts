/** Deep copies of modules. */
import { Tensor } from '../tensor/tensor.ts';
import { Module } from './module.ts';
import { Parameter } from './parameter.ts';

/**
 * A module with parameters and buffers of its own and the same values, as Python's `copy.deepcopy`. Constructors do not
 * run, so no random numbers are drawn; what was shared inside stays shared. Hooks and private fields are not copied.
 */
export function deepcopy<M extends Module>(module: M): M {
  return copyModule(module, new Map()) as M;
}

type Seen = Map<object, unknown>;

function copyModule(module: Module, seen: Seen): Module {
  const known = seen.get(module);
  if (known) return known as Module;
  // The base constructor with the subclass's prototype: fields follow below.
  const copy = Reflect.construct(Module, [], module.constructor) as Module;
  seen.set(module, copy);
  copy.training = module.training;
  const fields = copy as unknown as Record<string, unknown>;
  const buffers = module.bufferNames();
  for (const [name, value] of Object.entries(module)) {
    if (buffers.has(name)) copy.registerBuffer(name, copyValue(value, seen) as Tensor | null, buffers.get(name));
    else fields[name] = copyValue(value, seen);
  }
  return copy;
}

function copyValue(value: unknown, seen: Seen): unknown {
  if (value instanceof Module) return copyModule(value, seen);
  if (value instanceof Tensor) {
    const known = seen.get(value);
    if (known) return known;
    const data = value.detach().clone();
    const copy = value instanceof Parameter ? new Parameter(data, value.requiresGrad) : data;
    seen.set(value, copy);
    return copy;
  }
  if (Array.isArray(value)) return value.map((item) => copyValue(item, seen));
  return value;
}
