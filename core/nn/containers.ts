/** Modules that hold modules or parameters. Numbered entries are fields: `seq[0]`, `list[1]`. */
import { ArgumentError } from '../errors.ts';
import { Tensor } from '../tensor/tensor.ts';
import { Module } from './module.ts';
import { Parameter } from './parameter.ts';

/** What sequences of entries have in common. */
abstract class List<T> extends Module {
  [index: number]: T;

  /** Number of entries. */
  override get length(): number {
    let n = 0;
    while (Object.hasOwn(this, n)) n++;
    return n;
  }
  *[Symbol.iterator](): IterableIterator<T> {
    for (let i = 0; Object.hasOwn(this, i); i++) yield this[i];
  }
  /** The entry at `index`, counted from the end when negative. */
  at(index: number): T {
    const n = this.length;
    const i = index < 0 ? index + n : index;
    if (!(i >= 0 && i < n))
      throw new ArgumentError(`${this.constructor.name}: index ${index} is out of range for ${n} entries`, {
        op: this.constructor.name,
      });
    return this[i];
  }
  append(entry: T): this {
    this[this.length] = this.checked(entry);
    return this;
  }
  extend(entries: Iterable<T>): this {
    for (const entry of entries) this.append(entry);
    return this;
  }
  insert(index: number, entry: T): this {
    const entries = [...this];
    entries.splice(index, 0, this.checked(entry));
    entries.forEach((item, i) => {
      this[i] = item;
    });
    return this;
  }
  /** The results of `fn` for every entry. */
  map<R>(fn: (entry: T, index: number) => R): R[] {
    return [...this].map(fn);
  }

  protected checked(entry: T): T {
    if (entry instanceof Module) return entry;
    throw new ArgumentError(`${this.constructor.name}: entry ${this.length} is not a module`, {
      op: this.constructor.name,
      fix: typeof entry === 'function' ? 'Make an instance of the class: new nn.ReLU().' : undefined,
    });
  }

  forward(..._args: never[]): unknown {
    throw new ArgumentError(`${this.constructor.name} holds modules and has no forward of its own`, {
      op: this.constructor.name,
      fix: 'Call its entries in the forward of the module that holds it, or use nn.Sequential.',
    });
  }
}

/** Modules that run one after the other, each on the result of the one before. */
export class Sequential extends List<Module> {
  constructor(...modules: Module[]);
  /** With names, as from Python's OrderedDict. */
  constructor(modules: Readonly<Record<string, Module>> | ReadonlyMap<string, Module>);
  constructor(...args: unknown[]) {
    super();
    const [first] = args;
    if (
      args.length === 1 &&
      typeof first === 'object' &&
      first !== null &&
      !(first instanceof Tensor) &&
      !Array.isArray(first)
    ) {
      for (const [name, module] of first instanceof Map ? first : Object.entries(first))
        this.registerModule(name, this.checked(module as Module));
    } else this.extend((args.length === 1 && Array.isArray(first) ? first : args) as Module[]);
  }

  override forward(input: Tensor): Tensor {
    let x: unknown = input;
    for (const module of this.children()) x = module(x as never);
    return x as Tensor;
  }

  override get length(): number {
    return this.children().length;
  }
  override *[Symbol.iterator](): IterableIterator<Module> {
    yield* this.children();
  }
}

/** A list of modules, to be called by the module that holds it. */
export class ModuleList<M extends Module = Module> extends List<M> {
  constructor(modules: Iterable<M> = []) {
    super();
    this.extend(modules);
  }
}

/** A list of parameters; plain tensors become parameters. */
export class ParameterList extends List<Parameter> {
  constructor(parameters: Iterable<Tensor> = []) {
    super();
    for (const p of parameters) this.append(p as Parameter);
  }
  protected override checked(entry: Parameter): Parameter {
    if (entry instanceof Parameter) return entry;
    if ((entry as unknown) instanceof Tensor) return new Parameter(entry);
    throw new ArgumentError(`ParameterList: entry ${this.length} is not a tensor`, { op: 'ParameterList' });
  }
  override extraRepr(): string {
    return this.map((p, i) => `(${i}): Parameter containing: [torch.${p.dtype} of size ${p.shape.join('x')}]`).join(
      '\n',
    );
  }
}

/** What dictionaries of entries have in common. */
abstract class Dict<T> extends Module {
  get size(): number {
    return Object.keys(this).length;
  }
  keys(): string[] {
    return Object.keys(this);
  }
  values(): T[] {
    return Object.values(this) as T[];
  }
  entries(): [string, T][] {
    return Object.entries(this) as [string, T][];
  }
  /** PyTorch's name of `entries`. */
  items(): [string, T][] {
    return this.entries();
  }
  has(name: string): boolean {
    return Object.hasOwn(this, name);
  }
  /** Throws ArgumentError when there is no such entry. */
  get(name: string): T {
    if (!this.has(name)) {
      throw new ArgumentError(`${this.constructor.name}: no entry '${name}'`, {
        op: this.constructor.name,
        fix: `Entries: ${this.keys().join(', ')}.`,
      });
    }
    return (this as unknown as Record<string, T>)[name];
  }
  abstract set(name: string, entry: T): this;
  delete(name: string): boolean {
    return this.has(name) && delete (this as unknown as Record<string, T>)[name];
  }
  /** Adds or replaces several entries. */
  update(entries: Readonly<Record<string, T>> | Iterable<readonly [string, T]>): this {
    const pairs = Symbol.iterator in entries ? (entries as Iterable<readonly [string, T]>) : Object.entries(entries);
    for (const [name, entry] of pairs) this.set(name, entry as T);
    return this;
  }
  [Symbol.iterator](): IterableIterator<string> {
    return this.keys()[Symbol.iterator]();
  }
  forward(..._args: never[]): unknown {
    throw new ArgumentError(`${this.constructor.name} has no forward of its own`, {
      op: this.constructor.name,
      fix: 'Call its entries in the forward of the module that holds it.',
    });
  }
}

/** Modules by name. */
export class ModuleDict<M extends Module = Module> extends Dict<M> {
  constructor(modules: Readonly<Record<string, M>> | Iterable<readonly [string, M]> = {}) {
    super();
    this.update(modules);
  }
  override set(name: string, module: M): this {
    if (!((module as unknown) instanceof Module))
      throw new ArgumentError(`ModuleDict: '${name}' is not a module`, { op: 'ModuleDict' });
    this.registerModule(name, module);
    return this;
  }
}

/** Parameters by name; plain tensors become parameters. */
export class ParameterDict extends Dict<Parameter> {
  constructor(parameters: Readonly<Record<string, Tensor>> | Iterable<readonly [string, Tensor]> = {}) {
    super();
    this.update(parameters as Readonly<Record<string, Parameter>>);
  }
  override set(name: string, parameter: Tensor): this {
    if (!(parameter instanceof Tensor))
      throw new ArgumentError(`ParameterDict: '${name}' is not a tensor`, { op: 'ParameterDict' });
    this.registerParameter(name, parameter instanceof Parameter ? parameter : new Parameter(parameter));
    return this;
  }
}
