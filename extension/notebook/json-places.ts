/**
 * Where things stand in a JSON text: the offset of the value at a path, or of the first character that is no JSON.
 * `JSON.parse` reads; this walks the text again, only when there is something to complain about.
 */

export type JsonPath = readonly (string | number)[];

export interface JsonMistake {
  readonly offset: number;
  readonly expected: string;
}

const STRING = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

class Mistake extends Error {
  readonly offset: number;
  readonly expected: string;

  constructor(offset: number, expected: string) {
    super(expected);
    this.offset = offset;
    this.expected = expected;
  }
}

/** The first mistake of a text that `JSON.parse` refused; null if there is none. */
export function findMistake(text: string): JsonMistake | null {
  try {
    new Walker(text).document();
    return null;
  } catch (error) {
    if (error instanceof Mistake) return { offset: error.offset, expected: error.expected };
    throw error;
  }
}

/** Offset of the value at a path, or of the nearest value around it. The text is valid JSON. */
export function offsetOf(text: string, path: JsonPath): number {
  const walker = new Walker(text, path);
  walker.document();
  return walker.found;
}

class Walker {
  found = 0;
  readonly #text: string;
  readonly #path: JsonPath | null;
  #at = 0;

  constructor(text: string, path: JsonPath | null = null) {
    this.#text = text;
    this.#path = path;
  }

  document(): void {
    this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) throw new Mistake(this.#at, 'the end of the file');
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  #space(): void {
    this.#match(SPACE);
  }

  #take(char: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  /** @param depth how much of the path leads here; -1 off the path */
  #value(depth: number): void {
    this.#space();
    if (depth >= 0) this.found = this.#at;
    if (this.#take('{')) this.#members(depth);
    else if (this.#take('[')) this.#elements(depth);
    else if (!this.#match(STRING) && !this.#match(NUMBER) && !this.#match(WORD)) throw new Mistake(this.#at, 'a value');
  }

  #deeper(depth: number, key: string | number): number {
    return depth >= 0 && this.#path !== null && this.#path[depth] === key ? depth + 1 : -1;
  }

  #members(depth: number): void {
    if (this.#take('}')) return;
    do {
      this.#space();
      const key = this.#match(STRING);
      if (key === null) throw new Mistake(this.#at, 'a key in double quotes');
      if (!this.#take(':')) throw new Mistake(this.#at, "':'");
      this.#value(this.#deeper(depth, JSON.parse(key) as string));
    } while (this.#take(','));
    if (!this.#take('}')) throw new Mistake(this.#at, "',' or '}'");
  }

  #elements(depth: number): void {
    if (this.#take(']')) return;
    let index = 0;
    do this.#value(this.#deeper(depth, index++));
    while (this.#take(','));
    if (!this.#take(']')) throw new Mistake(this.#at, "',' or ']'");
  }
}
