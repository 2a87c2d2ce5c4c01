/**
 * A pickle reader that can only make data. A pickle is a program for a stack machine, and Python's runs any function
 * that it names; this one knows dicts, lists, tuples, numbers, strings and the few names that the caller lists. Every
 * other instruction or name is refused and told. Source: CPython's pickletools, protocols 0 to 5.
 */
import { clip, FileError } from './file-error.ts';

/** What a pickle of data holds; `unknown` stands for what the caller's functions make. */
export interface PickleHost {
  /** A function by its Python name, called with the pickled arguments; undefined refuses the name. */
  readonly call: (name: string) => ((args: readonly unknown[]) => unknown) | undefined;
  /** A value that is just named, such as a class in the arguments of `persistent`; undefined refuses it. */
  readonly constant: (name: string) => unknown;
  /** What a persistent id stands for. */
  readonly persistent: (id: unknown) => unknown;
  /** Whether an object that one of these made may stand in the result. */
  readonly isValue: (value: object) => boolean;
}

/** A name that has been read and not been called yet. */
class Name {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
const MARK = Symbol('mark');
const MAX_DEPTH = 200;

const wrong = (reason: string, fix?: string) => new FileError('pt', reason, fix);

/** The names of the instructions that people meet when a file holds more than data. */
const REFUSED: Readonly<Record<number, string>> = {
  105: 'INST',
  111: 'OBJ',
  129: 'NEWOBJ',
  146: 'NEWOBJ_EX',
  130: 'EXT1',
  131: 'EXT2',
  132: 'EXT4',
  80: 'PERSID',
  143: 'EMPTY_SET',
  144: 'ADDITEMS',
  145: 'FROZENSET',
};

class Unpickler {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly host: PickleHost;
  private at = 0;
  private readonly stack: unknown[] = [];
  private readonly memo = new Map<number, unknown>();

  constructor(bytes: Uint8Array, host: PickleHost) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.host = host;
  }

  run(): unknown {
    for (;;) {
      const op = this.take(1)[0];
      if (op === 0x2e) {
        if (this.stack.length !== 1) throw wrong('the pickle does not end with one value');
        return this.value(this.pop());
      }
      this.step(op);
    }
  }

  private step(op: number): void {
    const { stack } = this;
    switch (op) {
      case 0x80: // PROTO
        if (this.take(1)[0] > 5) throw wrong('the pickle protocol is newer than 5');
        return;
      case 0x95: // FRAME
        this.take(8);
        return;
      case 0x28: // MARK
        stack.push(MARK);
        return;
      case 0x30: // POP
        this.pop();
        return;
      case 0x31: // POP_MARK
        this.popMark();
        return;
      case 0x32: // DUP
        stack.push(this.top());
        return;
      case 0x4e: // NONE
        stack.push(null);
        return;
      case 0x88: // NEWTRUE
        stack.push(true);
        return;
      case 0x89: // NEWFALSE
        stack.push(false);
        return;
      case 0x4a: // BININT
        stack.push(this.view.getInt32(this.skip(4), true));
        return;
      case 0x4b: // BININT1
        stack.push(this.take(1)[0]);
        return;
      case 0x4d: // BININT2
        stack.push(this.view.getUint16(this.skip(2), true));
        return;
      case 0x8a: // LONG1
        stack.push(this.long(this.take(1)[0]));
        return;
      case 0x47: // BINFLOAT
        stack.push(this.view.getFloat64(this.skip(8), false));
        return;
      case 0x58: // BINUNICODE
        stack.push(this.text(this.uint32()));
        return;
      case 0x8c: // SHORT_BINUNICODE
        stack.push(this.text(this.take(1)[0]));
        return;
      case 0x55: // SHORT_BINSTRING
        stack.push(this.text(this.take(1)[0]));
        return;
      case 0x7d: // EMPTY_DICT
        stack.push({});
        return;
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
        stack.push([]);
        return;
      case 0x74: // TUPLE
      case 0x6c: // LIST
        stack.push(this.popMark().map((item) => this.value(item)));
        return;
      case 0x64: // DICT
        stack.push(this.fill({}, this.popMark()));
        return;
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        stack.push(this.popItems(op - 0x84).map((item) => this.value(item)));
        return;
      case 0x61: // APPEND
        this.append(this.popItems(1));
        return;
      case 0x65: // APPENDS
        this.append(this.popMark());
        return;
      case 0x73: // SETITEM
        this.fillTop(this.popItems(2));
        return;
      case 0x75: // SETITEMS
        this.fillTop(this.popMark());
        return;
      case 0x71: // BINPUT
        this.memo.set(this.take(1)[0], this.top());
        return;
      case 0x72: // LONG_BINPUT
        this.memo.set(this.uint32(), this.top());
        return;
      case 0x94: // MEMOIZE
        this.memo.set(this.memo.size, this.top());
        return;
      case 0x68: // BINGET
        stack.push(this.recall(this.take(1)[0]));
        return;
      case 0x6a: // LONG_BINGET
        stack.push(this.recall(this.uint32()));
        return;
      case 0x63: // GLOBAL
        stack.push(this.name(this.line(), this.line()));
        return;
      case 0x93: {
        // STACK_GLOBAL
        const [module, name] = this.popItems(2);
        if (typeof module !== 'string' || typeof name !== 'string') throw wrong('a name that is no text');
        stack.push(this.name(module, name));
        return;
      }
      case 0x51: // BINPERSID
        stack.push(this.host.persistent(this.value(this.pop())));
        return;
      case 0x52: // REDUCE
        this.reduce();
        return;
      case 0x62: // BUILD: attributes of a dict (PyTorch's `_metadata`), which are no data
        this.pop();
        if (!isDict(this.top())) throw wrong('attributes are set on something that is no dict');
        return;
      default:
        throw wrong(
          `the file uses the pickle instruction ${REFUSED[op] ?? `0x${op.toString(16)}`}, which makes more than data`,
          'Save a state dict: torch.save(model.state_dict(), path).',
        );
    }
  }

  private skip(n: number): number {
    const start = this.at;
    if (start + n > this.bytes.length) throw wrong('the pickle ends too early');
    this.at += n;
    return start;
  }

  private take(n: number): Uint8Array {
    const start = this.skip(n);
    return this.bytes.subarray(start, start + n);
  }

  private uint32(): number {
    return this.view.getUint32(this.skip(4), true);
  }

  private text(length: number): string {
    return new TextDecoder().decode(this.take(length));
  }

  private line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0 || end - this.at > 1000) throw wrong('the pickle ends inside a name');
    const text = this.text(end - this.at);
    this.at++;
    return text;
  }

  /** A little-endian two's complement number. */
  private long(length: number): number {
    const digits = this.take(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(digits[i]);
    if (length > 0 && digits[length - 1] & 0x80) value -= 1n << BigInt(8 * length);
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw wrong(`the whole number ${clip(String(value))} is beyond 2^53`);
    return number;
  }

  private top(): unknown {
    const value = this.stack[this.stack.length - 1];
    if (this.stack.length === 0 || value === MARK) throw wrong('the pickle reads from an empty stack');
    return value;
  }

  private pop(): unknown {
    if (this.stack.length === 0) throw wrong('the pickle reads from an empty stack');
    return this.stack.pop();
  }

  private popItems(n: number): unknown[] {
    if (this.stack.length < n) throw wrong('the pickle reads from an empty stack');
    return this.stack.splice(this.stack.length - n);
  }

  private popMark(): unknown[] {
    const mark = this.stack.lastIndexOf(MARK);
    if (mark < 0) throw wrong('the pickle has no mark where one is read');
    return this.stack.splice(mark).slice(1);
  }

  private recall(key: number): unknown {
    if (!this.memo.has(key)) throw wrong('the pickle recalls a value that it never stored');
    return this.memo.get(key);
  }

  /** What a name stands for: a constant at once, a function until it is called. */
  private name(module: string, name: string): unknown {
    const full = `${module}.${name}`;
    if (this.host.call(full) !== undefined) return new Name(full);
    const constant = this.host.constant(full);
    if (constant !== undefined) return constant;
    throw wrong(
      `the file names the Python object ${clip(full)}, which is not data`,
      'Save a state dict of tensors and numbers: torch.save(model.state_dict(), path).',
    );
  }

  private reduce(): void {
    const [callee, args] = this.popItems(2);
    const call = callee instanceof Name ? this.host.call(callee.name) : undefined;
    if (call === undefined || !Array.isArray(args)) throw wrong('the pickle calls something that is no known function');
    this.stack.push(call(args));
  }

  /** Refuses what is no value of its own. */
  private value(value: unknown): unknown {
    if (value === MARK) throw wrong('a mark is used as a value');
    if (value instanceof Name) throw wrong(`the function ${clip(value.name)} is used as data`);
    return value;
  }

  private append(items: readonly unknown[]): void {
    const list = this.top();
    if (!Array.isArray(list)) throw wrong('an item is appended to something that is no list');
    for (const item of items) list.push(this.value(item));
  }

  private fillTop(items: readonly unknown[]): void {
    this.fill(this.top(), items);
  }

  private fill(dict: unknown, items: readonly unknown[]): unknown {
    if (!isDict(dict) || items.length % 2 !== 0) throw wrong('an entry is set on something that is no dict');
    for (let i = 0; i < items.length; i += 2) {
      const key = items[i];
      if (typeof key !== 'string' && typeof key !== 'number')
        throw wrong('a dict has a key that is neither text nor number');
      const value = this.value(items[i + 1]);
      Object.defineProperty(dict, String(key), { value, enumerable: true, writable: true, configurable: true });
    }
    return dict;
  }
}

function isDict(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** A value that contains itself, or is nested without end, would hang whoever walks the result. */
function check(value: unknown, host: PickleHost, open: Set<object>, done: Set<object>): void {
  if (typeof value !== 'object' || value === null || done.has(value)) return;
  if (!Array.isArray(value) && !isDict(value)) {
    if (!host.isValue(value)) throw wrong('the file uses the name of a type as data');
    return;
  }
  if (open.has(value)) throw wrong('a value contains itself');
  if (open.size >= MAX_DEPTH) throw wrong(`the values are nested more than ${MAX_DEPTH} deep`);
  open.add(value);
  for (const item of Object.values(value)) check(item, host, open, done);
  open.delete(value);
  done.add(value);
}

/** The value of a pickle: dicts as objects, tuples and lists as arrays, None as null. Throws FileError. */
export function unpickle(bytes: Uint8Array, host: PickleHost): unknown {
  const value = new Unpickler(bytes, host).run();
  check(value, host, new Set(), new Set());
  return value;
}
