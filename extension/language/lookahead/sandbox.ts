/**
 * The outside of the look-ahead's context: evaluates text in it under a time limit, microtasks included, and takes
 * nothing out of it but a string of JSON, which is checked. Cells cannot reach this realm: no object of it enters the
 * context, and code cannot be made from strings inside.
 */
import vm from 'node:vm';
import type { PlannedTensor } from './protocol.ts';

export interface GuestFailure {
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

export interface GuestReport {
  readonly state: 'running' | 'done' | 'failed';
  readonly failure: GuestFailure | null;
  readonly missing: readonly string[];
  readonly values: Readonly<Record<string, PlannedTensor>>;
}

const maxReport = 1_000_000;

export class Sandbox {
  private readonly context: vm.Context;

  constructor(guest: vm.Script) {
    this.context = vm.createContext(Object.create(null), {
      codeGeneration: { strings: false, wasm: false },
      microtaskMode: 'afterEvaluate',
    });
    guest.runInContext(this.context, { timeout: 5000 });
  }

  /** Evaluates text. Throws what it throws, and an error with code ERR_SCRIPT_EXECUTION_TIMEOUT when time is up. */
  evaluate(code: string, timeout: number, filename: string, columnOffset = 0): unknown {
    return new vm.Script(code, { filename, columnOffset }).runInContext(this.context, { timeout });
  }

  /** Names that cells find without declaring them. */
  globals(): string[] {
    return strings(this.json('nnbookGuest.globals()'));
  }

  /** Undefined when a cell has tampered with what makes reports. */
  private json(code: string): unknown {
    try {
      const text = this.evaluate(code, 1000, 'nnbook-guest');
      return typeof text === 'string' && text.length <= maxReport ? JSON.parse(text) : undefined;
    } catch {
      return undefined;
    }
  }

  report(): GuestReport {
    const value = this.json('nnbookGuest.report()');
    if (!isRecord(value)) return { state: 'running', failure: null, missing: [], values: {} };
    return {
      state: value.state === 'done' || value.state === 'failed' ? value.state : 'running',
      failure: isRecord(value.failure) ? failureOf(value.failure) : null,
      missing: strings(value.missing),
      values: valuesOf(value.values),
    };
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const text = (value: unknown, most = 2000): string => (typeof value === 'string' ? value.slice(0, most) : '');
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []);

function sizes(value: unknown): number[] {
  return Array.isArray(value)
    ? value.filter((v): v is number => Number.isSafeInteger(v) && (v as number) >= 0).slice(0, 32)
    : [];
}

function failureOf(value: Record<string, unknown>): GuestFailure {
  const operands = Array.isArray(value.operands) ? value.operands.filter(isRecord).slice(0, 8) : [];
  return {
    name: text(value.name, 100),
    message: text(value.message),
    op: typeof value.op === 'string' ? text(value.op, 100) : null,
    fix: typeof value.fix === 'string' ? text(value.fix) : null,
    operands: operands.map(({ name, shape, axes }) => ({
      name: text(name, 100),
      shape: sizes(shape),
      axes: sizes(axes),
    })),
    stack: text(value.stack, 20_000),
  };
}

function valuesOf(value: unknown): Record<string, PlannedTensor> {
  const values: Record<string, PlannedTensor> = Object.create(null);
  for (const [path, tensor] of Object.entries(isRecord(value) ? value : {})) {
    if (isRecord(tensor)) values[path] = { dtype: text(tensor.dtype, 20), shape: sizes(tensor.shape) };
  }
  return values;
}
