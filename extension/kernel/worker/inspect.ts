/** What the editor asks about variables: the live half of hovers and hints. Reads data, never runs the user's code. */
import { inspect } from 'node:util';
import { Tensor } from '../../../core/tensor/tensor.ts';
import { describeTensor, type LiveShape, type LiveTensor, type LiveValue } from '../../language/live.ts';
import type { NotebookScope } from './scope.ts';

/** Elements beyond which statistics would make a hover wait. */
const STATS_LIMIT = 20_000_000;
const PRINTED_LINES = 12;

/** A module, as far as inspection needs it: checked by shape, so that user subclasses of any kind pass. */
export interface ModuleLike {
  parameters(): Iterable<Tensor>;
  namedParameters(): Iterable<[string, Tensor]>;
  toString(): string;
}

export function isModule(value: unknown): value is ModuleLike {
  return (
    (typeof value === 'object' || typeof value === 'function') &&
    value !== null &&
    typeof (value as Partial<ModuleLike>).parameters === 'function' &&
    typeof (value as Partial<ModuleLike>).namedParameters === 'function'
  );
}

/** The value at a chain of names, by plain data properties only; undefined when there is none. */
export function valueAt(scope: NotebookScope, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined || !scope.has(first)) return undefined;
  let value: unknown = scope.object[first];
  for (const name of rest) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
    value = dataProperty(value, name);
  }
  return value;
}

/** Own or inherited data property. A getter may run anything, so only those of Tensor itself (`grad`) are read. */
function dataProperty(holder: object, name: string): unknown {
  for (let at: object | null = holder; at && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null) {
    const property = Object.getOwnPropertyDescriptor(at, name);
    if (!property) continue;
    if ('value' in property) return property.value;
    return holder instanceof Tensor || isModule(holder) ? Reflect.get(holder, name) : undefined;
  }
  // Layers of a module may live in a registry behind a proxy.
  return isModule(holder) ? Reflect.get(holder, name) : undefined;
}

export function inspectValue(value: unknown): LiveValue {
  if (value instanceof Tensor) return inspectTensor(value);
  if (isModule(value)) {
    const parameters = [...value.parameters()];
    const count = (list: readonly Tensor[]) => list.reduce((sum, parameter) => sum + parameter.numel(), 0);
    return {
      kind: 'module',
      text: cut(value.toString()),
      parameters: count(parameters),
      trainable: count(parameters.filter((parameter) => parameter.requiresGrad)),
      bytes: parameters.reduce((sum, parameter) => sum + parameter.nbytes, 0),
    };
  }
  return {
    kind: 'value',
    text: cut(inspect(value, { depth: 1, maxArrayLength: 20, maxStringLength: 300, getters: false })),
  };
}

function cut(text: string): string {
  const lines = text.split('\n');
  return lines.length > PRINTED_LINES ? `${lines.slice(0, PRINTED_LINES).join('\n')}\n...` : text;
}

function inspectTensor(tensor: Tensor): LiveTensor {
  const readable = tensor.device !== 'meta' && tensor.numel() <= STATS_LIMIT;
  const node = tensor.gradNode;
  return {
    kind: 'tensor',
    dtype: tensor.dtype,
    shape: [...tensor.shape],
    requiresGrad: tensor.requiresGrad,
    bytes: tensor.nbytes,
    stats: readable && tensor.dtype !== 'bool' ? describeTensor(tensor.data) : null,
    gradNorm: tensor.grad && tensor.grad.device !== 'meta' ? norm(tensor.grad.data) : null,
    madeBy: node ? { op: node.rule.name, cell: node.site?.cell ?? null, line: node.site?.line ?? null } : null,
  };
}

function norm(values: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i] * values[i];
  return Math.sqrt(squares);
}

/** Shapes of all top-level variables that hold a tensor. */
export function shapesOf(scope: NotebookScope): LiveShape[] {
  const shapes: LiveShape[] = [];
  for (const name of scope.names()) {
    const value = scope.object[name];
    if (!(value instanceof Tensor)) continue;
    shapes.push({ name, dtype: value.dtype, shape: [...value.shape], cell: scope.entries.get(name)?.cell ?? null });
  }
  return shapes;
}

/** Gives tensors the names of the variables that hold them, where the user gave none. */
export class TensorNames {
  readonly #given = new WeakMap<Tensor, string>();
  readonly #scope: NotebookScope;

  constructor(scope: NotebookScope) {
    this.#scope = scope;
  }

  refresh(): void {
    for (const name of this.#scope.names()) {
      const value = this.#scope.object[name];
      if (value instanceof Tensor) this.#name(value, name);
      else if (isModule(value) && this.#scope.entries.get(name)?.kind !== 'class') {
        for (const [path, parameter] of value.namedParameters()) this.#name(parameter, `${name}.${path}`);
      }
    }
  }

  #name(tensor: Tensor, name: string): void {
    const given = this.#given.get(tensor);
    // A label that is not ours is the user's; the first variable keeps its tensor.
    if (tensor.label !== null && tensor.label !== given) return;
    if (given !== undefined && this.#scope.has(given) && this.#scope.object[given] === tensor) return;
    tensor.label = name;
    this.#given.set(tensor, name);
  }
}
