/**
 * The object that holds a notebook's top-level names.
 *
 * Reads and writes of names that exist are plain property accesses, which the engine caches. Names that do not exist
 * reach the prototype, a proxy, which answers as a missing variable would: a global, or a ReferenceError.
 */
import type { BindingKind } from './transform/bindings.ts';

export interface ScopeEntry {
  readonly kind: BindingKind;
  /** Id of the cell that declared it. */
  readonly cell: string;
  /** 1-based line of the declaration. */
  readonly line: number;
}

export type ScopeObject = Record<string, unknown>;

export class NotebookScope {
  readonly object: ScopeObject;
  readonly entries = new Map<string, ScopeEntry>();

  constructor() {
    const entries = this.entries;
    const guard: ProxyHandler<ScopeObject> = {
      get(_target, key) {
        if (typeof key === 'symbol') return undefined;
        if (key in globalThis) return Reflect.get(globalThis, key);
        throw new ReferenceError(
          entries.has(key)
            ? `${key} has no value yet: the cell that declares it did not get so far`
            : `${key} is not defined`,
        );
      },
      set(_target, key, value, receiver) {
        if (typeof key === 'string' && !entries.has(key) && key !== 'default') {
          if (key in globalThis) return Reflect.set(globalThis, key, value);
          throw new ReferenceError(`${key} is not defined`);
        }
        return Reflect.defineProperty(receiver, key, { value, writable: true, enumerable: true, configurable: true });
      },
      has: () => false,
      getPrototypeOf: () => null,
    };
    this.object = Object.create(new Proxy<ScopeObject>({}, guard)) as ScopeObject;
  }

  declare(name: string, entry: ScopeEntry): void {
    this.entries.set(name, entry);
  }

  kinds(): ReadonlyMap<string, BindingKind> {
    return new Map([...this.entries].map(([name, { kind }]) => [name, kind]));
  }

  has(name: string): boolean {
    return Object.hasOwn(this.object, name);
  }

  /** The value of a name, or of a global, or undefined: what `typeof name` looks at. */
  peek(name: string): unknown {
    return this.has(name) ? this.object[name] : Reflect.get(globalThis, name);
  }

  names(): string[] {
    return Object.keys(this.object);
  }
}
