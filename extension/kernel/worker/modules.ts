/**
 * What `import` finds: `nnbook` itself, the runtime's own modules, npm packages of the notebook's folder (by the
 * runtime's own loader, so ES modules and CommonJS resolve as they do anywhere), and local files, which run through the
 * same transform as cells and are read again when they changed.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { CellHost } from './cell-host.ts';
import type { Interrupt } from './interrupt.ts';
import { NotebookScope } from './scope.ts';
import type { SourceTable } from './sources.ts';
import { CellSyntaxError, type TransformedCell, transformCell } from './transform/cell.ts';

export type Namespace = Record<string, unknown>;

/** An import that failed, in words for the reader of the cell. */
export class ImportError extends Error {
  override name = 'ImportError';
}

interface LocalModule {
  readonly stamp: string;
  readonly dependencies: Set<string>;
  readonly namespace: Namespace;
  readonly ready: Promise<void>;
}

export interface LoaderSettings {
  readonly folder: string | null;
  readonly sources: SourceTable;
  readonly interrupt: Interrupt;
  /** The modules that the kernel itself provides, by specifier. */
  readonly provided: Readonly<Record<string, Namespace>>;
}

const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json'];
/** `./x.js` may stand for `./x.ts`, as TypeScript wants it written. */
const TS_TWIN: Readonly<Record<string, string>> = { '.js': '.ts', '.mjs': '.mts', '.cjs': '.cts' };

export class ModuleLoader {
  readonly #settings: LoaderSettings;
  readonly #local = new Map<string, LocalModule>();
  readonly #importers = new Map<string, (specifier: string) => Promise<Namespace>>();
  /** Files whose evaluation is under way, for imports in a circle. */
  readonly #evaluating = new Set<string>();

  constructor(settings: LoaderSettings) {
    this.#settings = settings;
  }

  /** @param from the importing file; null for a cell */
  async load(specifier: string, from: string | null = null, requirer?: Set<string>): Promise<Namespace> {
    const provided = this.#settings.provided[specifier];
    if (provided) return provided;
    if (isBuiltin(specifier)) return (await import(specifier)) as Namespace;
    const folder = from ? path.dirname(from) : this.#settings.folder;
    if (isLocal(specifier)) {
      if (folder === null && !path.isAbsolute(specifier) && !specifier.startsWith('file:')) {
        throw new ImportError(`Cannot import '${specifier}': this notebook is not in a folder. Save it first.`);
      }
      const file = resolveLocal(specifier, folder ?? '/');
      requirer?.add(file);
      return this.#file(file);
    }
    if (folder === null) {
      throw new ImportError(
        `Cannot import '${specifier}': packages are found from the notebook's folder. Save it first.`,
      );
    }
    return this.#native(specifier, folder);
  }

  // Packages

  async #native(specifier: string, folder: string): Promise<Namespace> {
    let load = this.#importers.get(folder);
    if (!load) {
      // The runtime resolves an `import()` from the file that holds it; this one stands in the notebook's folder.
      const script = new vm.Script('(specifier) => import(specifier)', {
        filename: path.join(folder, '__nnbook__.js'),
        importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
      load = script.runInThisContext() as (specifier: string) => Promise<Namespace>;
      this.#importers.set(folder, load);
    }
    try {
      return await load(specifier);
    } catch (error) {
      throw missingPackage(specifier, error) ?? error;
    }
  }

  // Local files

  async #file(file: string): Promise<Namespace> {
    const cached = this.#local.get(file);
    if (cached && (this.#evaluating.has(file) || this.#fresh(file, new Set()))) {
      // In a circle the first importer gets what is there so far, as with ES modules.
      if (!this.#evaluating.has(file)) await cached.ready;
      return cached.namespace;
    }
    const stamp = stampOf(file);
    const namespace: Namespace = Object.create(null) as Namespace;
    const dependencies = new Set<string>();
    this.#evaluating.add(file);
    // Evaluation begins once the module is known, so that an import in a circle finds it.
    const ready = Promise.resolve()
      .then(() => this.#evaluate(file, namespace, dependencies))
      .finally(() => this.#evaluating.delete(file));
    this.#local.set(file, { stamp, dependencies, namespace, ready });
    try {
      await ready;
    } catch (error) {
      this.#local.delete(file);
      throw error;
    }
    return namespace;
  }

  /** True when neither the file nor anything local that it imports has changed since it was evaluated. */
  #fresh(file: string, seen: Set<string>): boolean {
    if (seen.has(file)) return true;
    seen.add(file);
    const module = this.#local.get(file);
    if (!module || module.stamp !== stampOf(file)) return false;
    for (const dependency of module.dependencies) if (!this.#fresh(dependency, seen)) return false;
    return true;
  }

  async #evaluate(file: string, namespace: Namespace, dependencies: Set<string>): Promise<void> {
    const source = readFileSync(file, 'utf8');
    if (file.endsWith('.json')) {
      namespace.default = parseJson(source, this.#label(file));
      return;
    }
    if (file.endsWith('.cjs') || (/\.[jt]s$/.test(file) && isCommonJs(source))) {
      const require = createRequire(file);
      delete require.cache[file];
      const exports: unknown = require(file);
      if (typeof exports === 'object' && exports !== null) Object.assign(namespace, exports);
      namespace.default = exports;
      return;
    }
    const label = this.#label(file);
    let cell: TransformedCell;
    try {
      cell = transformCell(source, { kind: 'module', isGlobal: (name) => name in globalThis });
    } catch (error) {
      if (!(error instanceof CellSyntaxError)) throw error;
      const { line, col } = error.position;
      throw new ImportError(`${label}:${line + 1}:${col + 1}: ${error.message}`, { cause: error });
    }
    const scope = new NotebookScope();
    for (const { name, kind, line } of cell.declarations) scope.declare(name, { kind, cell: file, line: line + 1 });
    this.#settings.sources.add({ script: file, cell: null, label, source, text: cell.text });
    const host = new CellHost({
      scope,
      load: (specifier) => this.load(specifier, file, dependencies),
      meta: metaOf(file),
      starTarget: namespace,
    });
    for (const { exported, local } of cell.exports) {
      Object.defineProperty(namespace, exported, { enumerable: true, get: () => host.value(local) });
    }
    const script = new vm.Script(cell.text.code, { filename: file });
    const run = script.runInThisContext() as CellFunction;
    await run(scope.object, host, this.#settings.interrupt);
  }

  #label(file: string): string {
    const { folder } = this.#settings;
    return folder ? path.relative(folder, file).split(path.sep).join('/') : file;
  }
}

/** What transformed code evaluates to. */
export type CellFunction = (scope: object, host: CellHost, ticker: Interrupt) => Promise<unknown>;

export function metaOf(file: string | null): Namespace {
  if (file === null) return {};
  return { url: pathToFileURL(file).href, filename: file, dirname: path.dirname(file) };
}

function isLocal(specifier: string): boolean {
  return /^(\.{1,2}(\/|$)|file:)/.test(specifier) || path.isAbsolute(specifier);
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

function resolveLocal(specifier: string, folder: string): string {
  const base = specifier.startsWith('file:') ? fileURLToPath(specifier) : path.resolve(folder, specifier);
  if (isFile(base)) return base;
  const extension = path.extname(base);
  const twin = TS_TWIN[extension];
  const candidates = [
    ...(twin ? [base.slice(0, -extension.length) + twin] : []),
    ...EXTENSIONS.map((added) => base + added),
    ...EXTENSIONS.map((added) => path.join(base, `index${added}`)),
  ];
  const found = candidates.find(isFile);
  if (found) return found;
  throw new ImportError(`Cannot find '${specifier}', looked for ${path.basename(base)} in ${path.dirname(base)}.`);
}

/** What changes when a file does. */
function stampOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stat ? `${stat.mtimeNs}:${stat.size}` : 'missing';
}

function isCommonJs(source: string): boolean {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  return /\b(module\.exports|exports\.\w|require\s*\()/.test(code) && !/^\s*(import|export)\b/m.test(code);
}

function parseJson(source: string, label: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new ImportError(`${label} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function missingPackage(specifier: string, error: unknown): ImportError | null {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return null;
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  // A package that is there but imports something missing keeps its own message.
  if (!message.includes(`'${name}'`) && !message.includes(`'${specifier}'`)) return null;
  return new ImportError(`Cannot find package '${name}'. Install it in the notebook's folder: npm install ${name}`, {
    cause: error,
  });
}
