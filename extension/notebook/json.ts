/** Reading JSON that others wrote: every value is checked, and every complaint names its line and column. */
import { findMistake, type JsonPath, offsetOf } from './json-places.ts';

export interface JsonObject {
  readonly [key: string]: unknown;
}

/** A file that is no notebook of ours. Line and column count from 1. */
export class NotebookFormatError extends Error {
  override name = 'NotebookFormatError';
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(`Line ${line}, column ${column}: ${message}`);
    this.line = line;
    this.column = column;
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw syntaxError(text);
  }
}

/** What is wrong and where; `JSON.parse` does not always say. */
function syntaxError(text: string): NotebookFormatError {
  const conflict = /^<{7} /m.exec(text);
  if (conflict) {
    const { line, column } = position(text, conflict.index);
    return new NotebookFormatError('This file holds an unresolved merge conflict.', line, column);
  }
  const mistake = findMistake(text) ?? { offset: text.length, expected: 'a value' };
  const { line, column } = position(text, mistake.offset);
  // A text that was cut inside a string ends at its opening quote, as far as a parser can tell.
  const rest = text.slice(mistake.offset);
  if (rest.trim() === '' || /^"(?:[^"\\\n]|\\.)*\\?$/.test(rest)) {
    return new NotebookFormatError('The file ends too early: it is incomplete.', line, column);
  }
  return new NotebookFormatError(`This is not JSON: ${mistake.expected} was expected here.`, line, column);
}

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** Where a value stands in the text. */
export function placeIn(text: string, path: JsonPath): { line: number; column: number } {
  return position(text, offsetOf(text, path));
}

/** One object of the file. */
export class Reader {
  readonly #value: JsonObject;
  readonly #path: JsonPath;
  readonly #text: string;

  constructor(value: unknown, path: JsonPath, text: string) {
    this.#path = path;
    this.#text = text;
    this.#value = isObject(value) ? value : this.#complain(path, `is ${kindOf(value)}, expected an object`);
  }

  fail(key: string, message: string): never {
    return this.#complain([...this.#path, key], message);
  }

  #complain(path: JsonPath, message: string): never {
    const { line, column } = placeIn(this.#text, path);
    const name = path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
      .join('')
      .replace(/^\./, '');
    throw new NotebookFormatError(`${name || 'The file'} ${message}.`, line, column);
  }

  #own(key: string): unknown {
    return Object.hasOwn(this.#value, key) ? this.#value[key] : undefined;
  }

  #expect<T>(key: string, test: (value: unknown) => value is T, expected: string): T {
    const value = this.#own(key);
    if (test(value)) return value;
    return this.fail(
      key,
      value === undefined ? `is missing: expected ${expected}` : `is ${kindOf(value)}, expected ${expected}`,
    );
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#value, key);
  }

  integer(key: string, expected: string): number {
    return this.#expect(key, (value): value is number => Number.isInteger(value), expected);
  }

  string(key: string): string {
    return this.#expect(key, (value) => typeof value === 'string', 'a string');
  }

  oneOf<T extends string>(key: string, choices: readonly T[]): T {
    const test = (value: unknown): value is T => choices.some((choice) => choice === value);
    return this.#expect(key, test, choices.map((choice) => `"${choice}"`).join(' or '));
  }

  strings(key: string): readonly string[] {
    const test = (value: unknown): value is string[] =>
      Array.isArray(value) && value.every((item) => typeof item === 'string');
    return this.#expect(key, test, 'an array of strings');
  }

  /** Lines of a text; one string is read as well, split at its line ends. */
  lines(key: string): readonly string[] {
    const value = this.#own(key);
    return typeof value === 'string' ? value.split(/\r?\n/) : this.strings(key);
  }

  json(key: string): JsonObject {
    return this.#expect(key, isObject, 'an object');
  }

  value(key: string): unknown {
    return this.#own(key);
  }

  object(key: string): Reader {
    return new Reader(this.json(key), [...this.#path, key], this.#text);
  }

  array<T>(key: string, read: (item: Reader) => T): T[] {
    const list = this.#expect(key, (value): value is unknown[] => Array.isArray(value), 'an array');
    return list.map((item, i) => read(new Reader(item, [...this.#path, key, i], this.#text)));
  }

  optional<T>(key: string, read: (reader: this, key: string) => T): T | undefined {
    return this.has(key) ? read(this, key) : undefined;
  }

  /** `{ key: value }` if the key is there, for spreading. */
  present<K extends string, T>(key: K, read: (reader: this, key: K) => T): { [P in K]?: T } {
    return this.has(key) ? ({ [key]: read(this, key) } as { [P in K]?: T }) : {};
  }

  /** `{ extra }` with the keys that are not known, if there are any. */
  extra(known: readonly string[]): { extra?: JsonObject } {
    const entries = Object.entries(this.#value).filter(([key]) => !known.includes(key));
    return entries.length > 0 ? { extra: Object.fromEntries(entries) } : {};
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
