/**
 * Reads a view's spec out of JSON of unknown shape. Every accessor checks the type and the bounds and throws a
 * `SpecError` that names the place; the renderer's entry turns it into a reason shown in the output.
 */
import type { Payload, PayloadDType, PayloadTensor } from './view.ts';

export class SpecError extends Error {
  override readonly name = 'SpecError';
  readonly path: string;

  constructor(path: string, expected: string) {
    super(`${path}: expected ${expected}`);
    this.path = path;
  }
}

export interface ListLimit {
  readonly max: number;
}

export class SpecReader {
  readonly path: string;
  private readonly fields: Readonly<Record<string, unknown>>;

  constructor(value: unknown, path = 'spec') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SpecError(path, 'an object');
    this.fields = value as Record<string, unknown>;
    this.path = path;
  }

  /** Whether the field is present and not null. */
  has(key: string): boolean {
    return Object.hasOwn(this.fields, key) && this.fields[key] !== null && this.fields[key] !== undefined;
  }

  keys(): string[] {
    return Object.keys(this.fields);
  }

  /** A string of at most `max` UTF-16 units. */
  str(key: string, max = 2000): string {
    return asString(this.get(key), this.at(key), max);
  }

  /** A finite number. */
  num(key: string): number {
    return asNumber(this.get(key), this.at(key));
  }

  /** An integer in [min, max]. */
  int(key: string, min = 0, max = Number.MAX_SAFE_INTEGER): number {
    return asInt(this.get(key), this.at(key), min, max);
  }

  bool(key: string): boolean {
    const value = this.get(key);
    if (typeof value !== 'boolean') throw new SpecError(this.at(key), 'true or false');
    return value;
  }

  oneOf<const T extends string>(key: string, options: readonly T[]): T {
    const value = this.get(key);
    const found = options.find((option) => option === value);
    if (found === undefined) throw new SpecError(this.at(key), `one of ${options.join(', ')}`);
    return found;
  }

  strs(key: string, limit: ListLimit, maxLength = 500): string[] {
    return this.array(key, limit).map((item, i) => asString(item, `${this.at(key)}[${i}]`, maxLength));
  }

  nums(key: string, limit: ListLimit): number[] {
    return this.array(key, limit).map((item, i) => asNumber(item, `${this.at(key)}[${i}]`));
  }

  ints(key: string, limit: ListLimit, min = 0, max = Number.MAX_SAFE_INTEGER): number[] {
    return this.array(key, limit).map((item, i) => asInt(item, `${this.at(key)}[${i}]`, min, max));
  }

  /** A list of lists of non-negative integers, each of which may be null. */
  lists(key: string, limit: ListLimit, inner: ListLimit): (number[] | null)[] {
    return this.array(key, limit).map((item, i) => {
      if (item === null) return null;
      const path = `${this.at(key)}[${i}]`;
      if (!Array.isArray(item) || item.length > inner.max) throw new SpecError(path, `at most ${inner.max} integers`);
      return item.map((value, j) => asInt(value, `${path}[${j}]`, 0, Number.MAX_SAFE_INTEGER));
    });
  }

  obj(key: string): SpecReader {
    return new SpecReader(this.get(key), this.at(key));
  }

  /** A list of objects, each read by `read`. */
  list<T>(key: string, limit: ListLimit, read: (item: SpecReader, index: number) => T): T[] {
    return this.array(key, limit).map((item, i) => read(new SpecReader(item, `${this.at(key)}[${i}]`), i));
  }

  /** `read(key)` where the field is present, else undefined. */
  opt<T>(key: string, read: (key: string) => T): T | undefined {
    return this.has(key) ? read(key) : undefined;
  }

  private array(key: string, limit: ListLimit): unknown[] {
    const value = this.get(key);
    if (!Array.isArray(value)) throw new SpecError(this.at(key), 'a list');
    if (value.length > limit.max) throw new SpecError(this.at(key), `at most ${limit.max} items`);
    return value;
  }

  private get(key: string): unknown {
    return Object.hasOwn(this.fields, key) ? this.fields[key] : undefined;
  }

  private at(key: string): string {
    return `${this.path}.${key}`;
  }
}

/** The buffer called `name`, with one of the given dtypes and (where given) exactly this shape. */
export function readBuffer(
  payload: Payload<unknown>,
  name: string,
  dtypes: readonly PayloadDType[],
  shape?: readonly number[],
): PayloadTensor {
  const path = `buffer ${name}`;
  const tensor = payload.buffers[name];
  if (tensor === undefined) throw new SpecError(path, 'to be present');
  if (!dtypes.includes(tensor.dtype)) throw new SpecError(path, `dtype ${dtypes.join(' or ')}`);
  if (shape !== undefined && (shape.length !== tensor.shape.length || shape.some((n, i) => n !== tensor.shape[i]))) {
    throw new SpecError(path, `shape [${shape.join(', ')}], got [${tensor.shape.join(', ')}]`);
  }
  return tensor;
}

function asString(value: unknown, path: string, max: number): string {
  if (typeof value !== 'string' || value.length > max) throw new SpecError(path, `text of at most ${max} characters`);
  return value;
}

function asNumber(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new SpecError(path, 'a finite number');
  return value;
}

function asInt(value: unknown, path: string, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min || value > max) {
    throw new SpecError(path, `an integer from ${min} to ${max}`);
  }
  return value;
}
