/** The list of variables for the editor's view. Reads data only: no getter and no code of the user's runs. */
import process from 'node:process';
import { types } from 'node:util';
import { heapUsed } from '../../../core/kernels/heap.ts';
import { Module } from '../../../core/nn/module.ts';
import { Parameter } from '../../../core/nn/parameter.ts';
import type { Storage } from '../../../core/tensor/storage.ts';
import { Tensor } from '../../../core/tensor/tensor.ts';
import type { Variable, VariableReport } from '../../variables/variable.ts';
import type { NotebookScope } from './scope.ts';

/** Gradient elements that one list may read: about 5 ms. */
const NORM_ELEMENTS = 4_000_000;
/** Elements of a container that are looked through for tensors. */
const CONTAINER_ITEMS = 2_000;
const CHILDREN = 1_000;
const TEXT = 80;

/** Declarations that a list of values leaves out. */
const HIDDEN = new Set(['import', 'function', 'class', 'enum', 'namespace']);

export function listVariables(scope: NotebookScope, budget: number): VariableReport {
  const all = new Memory();
  const list = new List();
  const variables: Variable[] = [];
  for (const name of scope.names()) {
    const entry = scope.entries.get(name);
    const value: unknown = scope.object[name];
    if (entry && HIDDEN.has(entry.kind)) continue;
    if (typeof value === 'function' && !is(value, Module)) continue;
    const at = { name, path: [name], cell: entry?.cell ?? null, line: entry?.line ?? null };
    try {
      variables.push(list.describe(value, at));
      all.addValue(value);
    } catch (error) {
      // A module may override what lists its parameters; the rest of the list stands without it.
      variables.push(unreadable(at, error));
    }
  }
  const memory = process.memoryUsage().arrayBuffers + heapUsed();
  return { variables, bytes: all.bytes, memory, budget };
}

/** `instanceof`, which a proxy of the user's could turn into code of theirs. */
function is<T>(value: unknown, made: abstract new (...args: never[]) => T): value is T {
  return !types.isProxy(value) && value instanceof made;
}

type Place = Pick<Variable, 'name' | 'path' | 'cell' | 'line'>;

function unreadable(at: Place, error: unknown): Variable {
  const text = `cannot be listed: ${error instanceof Error ? error.message : String(error)}`;
  const none = { shape: null, dtype: null, device: null, bytes: null, gradNorm: null, children: [] };
  return { ...at, ...none, kind: 'value', type: 'unknown', text };
}

/** Tensor memory, each storage once. */
class Memory {
  readonly #seen = new Set<Storage>();
  bytes = 0;
  found = false;

  addTensor(tensor: Tensor): void {
    this.found = true;
    const { storage, grad } = tensor;
    if (tensor.device !== 'meta' && !this.#seen.has(storage)) {
      this.#seen.add(storage);
      this.bytes += storage.bytes;
    }
    if (grad) this.addTensor(grad);
  }

  addValue(value: unknown): void {
    if (is(value, Tensor)) this.addTensor(value);
    else if (is(value, Module)) for (const [, tensor] of stateOf(value)) this.addTensor(tensor);
    else for (const item of itemsOf(value)) if (is(item, Tensor)) this.addTensor(item);
  }
}

/** Describes values within one budget for gradient norms. */
class List {
  #elements = NORM_ELEMENTS;

  describe(value: unknown, at: Place): Variable {
    if (is(value, Tensor)) return this.#tensor(value, at);
    const memory = new Memory();
    memory.addValue(value);
    const bytes = memory.found ? memory.bytes : null;
    const bare = { ...at, shape: null, dtype: null, device: null, bytes, gradNorm: null, children: [] };
    if (!is(value, Module)) return { ...bare, kind: 'value', type: typeOf(value), text: preview(value) };
    const children = stateOf(value)
      .slice(0, CHILDREN)
      .map(([name, tensor]) => this.#tensor(tensor, { ...at, name, path: [...at.path, ...name.split('.')] }));
    const norms = children.map(({ gradNorm }) => gradNorm).filter((norm) => norm !== null);
    return {
      ...bare,
      kind: 'module',
      type: className(value) ?? 'Module',
      // The norm of all gradients as one vector.
      gradNorm: norms.length > 0 ? Math.hypot(...norms) : null,
      text: null,
      children,
    };
  }

  #tensor(tensor: Tensor, at: Place): Variable {
    const memory = new Memory();
    memory.addTensor(tensor);
    return {
      ...at,
      kind: 'tensor',
      type: tensor instanceof Parameter ? 'Parameter' : 'Tensor',
      shape: [...tensor.shape],
      dtype: tensor.dtype,
      device: tensor.device,
      bytes: memory.bytes,
      gradNorm: this.#norm(tensor.grad),
      text: null,
      children: [],
    };
  }

  #norm(grad: Tensor | null): number | null {
    if (!grad || grad.device === 'meta' || grad.numel() > this.#elements) return null;
    this.#elements -= grad.numel();
    const { data } = grad;
    let squares = 0;
    for (let i = 0; i < data.length; i++) squares += data[i] * data[i];
    return Math.sqrt(squares);
  }
}

/** Parameters and buffers by name. */
function stateOf(module: Module): [string, Tensor][] {
  return [...module.namedParameters(), ...module.namedBuffers()];
}

/** What a plain container holds directly. Accessors are not read. */
function itemsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return [];
  if (Array.isArray(value)) return value.slice(0, CONTAINER_ITEMS);
  if (types.isMap(value)) return first(value.values());
  if (types.isSet(value)) return first(value.values());
  if (ArrayBuffer.isView(value)) return [];
  return Object.values(Object.getOwnPropertyDescriptors(value))
    .slice(0, CONTAINER_ITEMS)
    .map((property): unknown => property.value);
}

function first(items: Iterable<unknown>): unknown[] {
  const found: unknown[] = [];
  for (const item of items) if (found.push(item) >= CONTAINER_ITEMS) break;
  return found;
}

/** The name of a value's class, by data properties only. */
function className(value: object): string | null {
  for (let at: object | null = value; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const made: unknown = Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof made !== 'function') continue;
    const name: unknown = Object.getOwnPropertyDescriptor(made, 'name')?.value;
    if (typeof name === 'string' && name !== '') return name;
  }
  return null;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  if (types.isProxy(value)) return 'Proxy';
  if (Array.isArray(value)) return `Array(${value.length})`;
  const name = className(value) ?? 'object';
  if (types.isMap(value) || types.isSet(value)) return `${name}(${value.size})`;
  if (types.isTypedArray(value)) return `${name}(${value.length})`;
  return name === 'Object' ? 'object' : name;
}

/** One line of a value that costs nothing to write: the view is refreshed after every run. */
function preview(value: unknown): string {
  if (typeof value === 'string') return cut(JSON.stringify(value.slice(0, TEXT + 1)));
  if (typeof value === 'bigint') return cut(`${value}n`);
  if (typeof value === 'symbol') return cut(value.toString());
  if (typeof value !== 'object' || value === null) return String(value);
  if (types.isProxy(value)) return '';
  if (Array.isArray(value) || types.isTypedArray(value)) {
    const shown = Array.from({ length: Math.min(value.length, 8) }, (_, i) => brief(itemAt(value, i)));
    return cut(`[${shown.join(', ')}${value.length > shown.length ? ', …' : ''}]`);
  }
  if (types.isDate(value)) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (types.isMap(value) || types.isSet(value)) return '';
  const keys = Object.entries(Object.getOwnPropertyDescriptors(value)).slice(0, 8);
  return cut(
    `{${keys.map(([key, property]) => `${key}: ${'value' in property ? brief(property.value) : '…'}`).join(', ')}}`,
  );
}

function itemAt(list: object, index: number): unknown {
  return Object.getOwnPropertyDescriptor(list, index)?.value;
}

function brief(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  if (typeof value === 'string') return cut(JSON.stringify(value.slice(0, 30)));
  if (value === undefined || value === null || typeof value === 'boolean') return String(value);
  if (is(value, Tensor)) return `Tensor[${value.shape.join(', ')}]`;
  return typeof value === 'function' ? 'ƒ' : typeOf(value);
}

function cut(text: string): string {
  return text.length > TEXT ? `${text.slice(0, TEXT - 1)}…` : text;
}
