/** What generated code calls: imports, enums, namespaces, `using`, and `typeof` of names that may not exist. */
import type { Namespace } from './modules.ts';
import type { NotebookScope } from './scope.ts';

/** Facts of one import, written by the transform. */
interface ImportFacts {
  /** `[imported, local, used as a value]`. */
  readonly names: readonly (readonly [string, string, boolean])[];
  readonly star: boolean;
  readonly require: boolean;
  /** Imported names are read from the module each time (modules), or copied to the scope (cells). */
  readonly live: boolean;
  readonly index: number;
  readonly line: number;
  readonly col: number;
}

/** An import that failed, with its place in the importing text (0-based). */
export class ImportFailure extends Error {
  override name = 'ImportFailure';
  readonly line: number;
  readonly col: number;

  constructor(cause: unknown, line: number, col: number) {
    super('import failed', { cause });
    this.line = line;
    this.col = col;
  }
}

export interface CellHostSettings {
  readonly scope: NotebookScope;
  load(specifier: string): Promise<Namespace>;
  readonly meta: Namespace;
  /** Where `export *` puts names. */
  readonly starTarget?: Namespace;
}

interface Resource {
  readonly value: object;
  readonly dispose: () => unknown;
}

export class CellHost {
  readonly meta: Namespace;
  /** Imported modules of a local module, by the import's index. */
  readonly modules: Namespace[] = [];
  readonly load: (specifier: string) => Promise<Namespace>;
  readonly #settings: CellHostSettings;
  readonly #imported = new Map<string, () => unknown>();
  readonly #resources: Resource[] = [];

  constructor(settings: CellHostSettings) {
    this.#settings = settings;
    this.meta = settings.meta;
    this.load = (specifier) => settings.load(String(specifier));
  }

  /** The value of a top-level name of the module. */
  value(local: string): unknown {
    const imported = this.#imported.get(local);
    return imported ? imported() : this.#settings.scope.object[local];
  }

  peek(name: string): unknown {
    return this.#settings.scope.peek(name);
  }

  async import(specifier: string, facts: ImportFacts): Promise<void> {
    try {
      const module = await this.#settings.load(specifier);
      this.modules[facts.index] = facts.live ? withDefault(module) : module;
      if (facts.star && this.#settings.starTarget) forward(module, this.#settings.starTarget);
      for (const name of facts.names) this.#bind(specifier, module, name, facts);
    } catch (error) {
      throw error instanceof ImportFailure ? error.cause : new ImportFailure(error, facts.line, facts.col);
    }
  }

  #bind(
    specifier: string,
    module: Namespace,
    [imported, local, used]: ImportFacts['names'][number],
    facts: ImportFacts,
  ): void {
    if (imported === '*') {
      const value = facts.require && 'default' in module ? module.default : module;
      if (facts.live) this.#imported.set(local, () => value);
      else this.#settings.scope.object[local] = value;
      return;
    }
    const source = holderOf(module, imported);
    if (!source) {
      // A name that is nowhere used as a value is a type: TypeScript leaves such an import out.
      if (!used) return;
      const names = Object.keys(module).filter((name) => /^[A-Za-z_$]/.test(name));
      throw new SyntaxError(`The module '${specifier}' does not export '${imported}'.${suggestion(imported, names)}`);
    }
    if (facts.live) this.#imported.set(local, () => source[imported]);
    else this.#settings.scope.object[local] = source[imported];
  }

  /** Registers what a top-level `using` declares; it is disposed of when the cell ends. */
  using<T>(value: T, isAsync: boolean): T {
    if (value === null || value === undefined) return value;
    if (typeof value !== 'object' && typeof value !== 'function')
      throw new TypeError('using: the value is not an object');
    const holder = value as T & object & Partial<Disposable> & Partial<AsyncDisposable>;
    const method = (isAsync ? holder[Symbol.asyncDispose] : undefined) ?? holder[Symbol.dispose];
    if (typeof method !== 'function') throw new TypeError('using: the value has no [Symbol.dispose]() method');
    this.#resources.push({ value: holder, dispose: () => method.call(holder) });
    return value;
  }

  async disposeResources(): Promise<void> {
    for (let resource = this.#resources.pop(); resource; resource = this.#resources.pop()) await resource.dispose();
  }

  enumeration(
    merged: Record<string, unknown> | undefined,
    fill: (target: Record<string, unknown>, add: (name: string, value?: number | string) => void) => void,
  ): Record<string, unknown> {
    const target = merged ?? {};
    let next = 0;
    fill(target, (name, value = next) => {
      target[name] = value;
      if (typeof value !== 'number') return;
      target[value] = name;
      next = value + 1;
    });
    return target;
  }

  namespace(merged: object | undefined, fill: (target: object) => void): object {
    const target = merged ?? {};
    fill(target);
    return target;
  }
}

/** The object that has the name: the module, or for CommonJS what it exports as a whole. */
function holderOf(module: Namespace, name: string): Namespace | null {
  if (name in module) return module;
  const whole = module.default;
  if (name === 'default') return 'default' in module ? module : withDefault(module);
  if ((typeof whole === 'object' || typeof whole === 'function') && whole !== null && name in whole)
    return whole as Namespace;
  return null;
}

/** A module without a default export gives itself, as bundlers do. */
function withDefault(module: Namespace): Namespace {
  if ('default' in module) return module;
  return Object.defineProperty(Object.create(module), 'default', { value: module }) as Namespace;
}

function forward(from: Namespace, to: Namespace): void {
  for (const name of Object.keys(from)) {
    if (name === 'default' || name in to) continue;
    Object.defineProperty(to, name, { enumerable: true, get: () => from[name] });
  }
}

function suggestion(wanted: string, names: readonly string[]): string {
  const lower = wanted.toLowerCase();
  const near = names.find((name) => name.toLowerCase() === lower) ?? names.find((name) => distance(name, wanted) <= 2);
  return near ? ` Did you mean '${near}'?` : '';
}

/** Edits between two words (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
