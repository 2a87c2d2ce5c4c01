/**
 * The inside of the look-ahead: the core and the cells' scope in a `node:vm` context that holds nothing but ECMAScript's
 * own globals. There is no file, network, process or timer to reach, and no object of the outside; the outside calls
 * `nnbookGuest` by source text and reads strings.
 */
import './guest-globals.ts';
import * as T from '../../../core/index.ts';
import { CellHost } from '../../kernel/worker/cell-host.ts';
import { NotebookScope } from '../../kernel/worker/scope.ts';
import type { BindingKind } from '../../kernel/worker/transform/bindings.ts';

/** What a cell's function threw, as plain data. */
interface GuestError {
  readonly name: string;
  readonly message: string;
  readonly op: string | null;
  readonly fix: string | null;
  readonly operands: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly axes: readonly number[];
  }[];
  readonly stack: string;
}

type CellFunction = (scope: object, host: CellHost, ticker: object) => Promise<unknown>;
interface Declared {
  readonly name: string;
  readonly kind: BindingKind;
}

/** Thrown for what only a run can know. */
class Unknown extends Error {
  override name = 'Unknown';
}

const maxValues = 400;
/** Taken before any cell can replace them. */
const { stringify } = JSON;
const { now } = Date;
const { getOwnPropertyNames } = Object;
const scope = new NotebookScope();
/** Ticks are free: loops end by `$nnbookLoop`, everything else by the outside's time limit. */
const ticker = { n: Number.MAX_SAFE_INTEGER, tick: () => undefined };
let state: 'running' | 'done' | 'failed' = 'done';
let failure: GuestError | null = null;
let declared: readonly Declared[] = [];
let before = new Map<string, unknown>();
let deadline = 0;
let turns = 0;

T.setDefaultDevice('meta');
T.setMetaReads('placeholder');
Error.stackTraceLimit = 60;

Object.assign(globalThis, { $nnbookLoop: () => (turns++ & 7) === 0 && now() > deadline });

async function load(specifier: string): Promise<Readonly<Record<string, unknown>>> {
  if (specifier === 'nnbook') return T;
  throw new Unknown(`only a run can import ${specifier}`);
}

const guest = {
  /** Names that cells find without declaring them. */
  globals: (): string => stringify(getOwnPropertyNames(globalThis)),

  /** Starts a cell; it settles within the same turn or never. */
  run(cell: string, names: readonly Declared[], loopTime: number, body: CellFunction): void {
    declared = names;
    before = new Map(names.map(({ name }) => [name, scope.has(name) ? scope.object[name] : undefined]));
    for (const { name, kind } of names) scope.declare(name, { kind, cell, line: 1 });
    state = 'running';
    failure = null;
    turns = 0;
    deadline = now() + loopTime;
    const host = new CellHost({ scope, load, meta: Object.create(null) });
    body(scope.object, host, ticker).then(
      () => {
        state = 'done';
      },
      (error: unknown) => {
        state = 'failed';
        try {
          failure = describe(error);
        } catch {
          // The thrown object itself throws when it is read: nothing is known of it.
          failure = null;
        }
      },
    );
  },

  /** How the cell ended and what it left, as JSON. */
  report(): string {
    const missing = state === 'done' ? [] : drop();
    return stringify({ state, failure, missing, values: values() });
  },

  /** A cell that never ran: its names have no values. */
  skip(names: readonly Declared[]): void {
    for (const { name, kind } of names) {
      scope.declare(name, { kind, cell: '', line: 1 });
      delete scope.object[name];
    }
  },
};

/** Takes away what an earlier cell left under names that the cell did not come to set. */
function drop(): string[] {
  const missing: string[] = [];
  for (const { name } of declared) {
    if (scope.has(name) && scope.object[name] !== before.get(name)) continue;
    delete scope.object[name];
    missing.push(name);
  }
  return missing;
}

function describe(error: unknown): GuestError {
  const none = { op: null, fix: null, operands: [], stack: '' };
  if (!(error instanceof Error)) return { name: 'Thrown', message: '', ...none };
  const base = { name: String(error.name), message: String(error.message), stack: String(error.stack) };
  if (!(error instanceof T.NNError)) return { ...none, ...base };
  const operands = (error.operands ?? []).map(({ name, shape, axes = [] }) => ({ name, shape, axes }));
  return { ...base, op: error.op ?? null, fix: error.fix ?? null, operands };
}

function values(): Record<string, { dtype: string; shape: readonly number[] }> {
  const found: Record<string, { dtype: string; shape: readonly number[] }> = {};
  let room = maxValues;
  const add = (path: string, value: unknown): void => {
    if (!(value instanceof T.Tensor) || room-- <= 0) return;
    found[path] = { dtype: value.dtype, shape: value.shape };
  };
  for (const name of scope.names()) add(name, scope.object[name]);
  for (const name of scope.names()) {
    const value = scope.object[name];
    if (!hasParameters(value)) continue;
    for (const [path, parameter] of value.namedParameters()) add(`${name}.${path}`, parameter);
  }
  return found;
}

/** A module is a callable object with named parameters. */
function hasParameters(value: unknown): value is { namedParameters(): Iterable<[string, unknown]> } {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  return 'namedParameters' in value && typeof value.namedParameters === 'function';
}

// Stack frames are seen by the outside alone: a formatter of the cell's would be handed frames of the outer realm.
Object.defineProperty(Error, 'prepareStackTrace', { value: undefined });
Object.defineProperty(globalThis, 'Error', { value: Error, writable: false, configurable: false });
Object.defineProperty(globalThis, 'nnbookGuest', { value: Object.freeze(guest) });
