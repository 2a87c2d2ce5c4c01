/**
 * Signatures and the one calling rule of the library.
 *
 * A signature is written like a TypeScript parameter list in PyTorch's order:
 *
 *     sum(input: Tensor, dim?: number | number[] | null, keepdim: boolean = false, *, dtype?: DType) -> Tensor
 *
 * `name?` and `name = default` are optional; `...sizes: number[]` is a list that may be spread over the arguments;
 * parameters after `*` are shown in the options object (the rule itself takes every parameter both ways).
 *
 * The rule: a trailing plain object gives parameters by name, and the positional arguments fill the parameters that it
 * does not name, in order.
 */
import { ArgumentError } from '../errors.ts';
import { Tensor } from '../tensor/tensor.ts';

export type ParamKind =
  | 'tensor'
  | 'operand'
  | 'tensors'
  | 'number'
  | 'ints'
  | 'boolean'
  | 'string'
  | 'dtype'
  | 'function'
  | 'any';

export interface Param {
  readonly name: string;
  /** TypeScript type, as written. */
  readonly type: string;
  readonly kind: ParamKind;
  readonly optional: boolean;
  readonly default: unknown;
  /** The default as written, for documentation. */
  readonly defaultText: string | null;
  readonly spread: boolean;
  /** The values of a string parameter. */
  readonly choices: readonly string[];
  /** Shown in the options object rather than among the positional parameters. */
  readonly named: boolean;
}

export interface Signature {
  readonly name: string;
  readonly params: readonly Param[];
  /** TypeScript type of the result. */
  readonly returns: string;
  readonly text: string;
}

/** Splits at commas that are not inside brackets or quotes. */
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quote) {
      if (c === quote) quote = '';
    } else if (c === "'" || c === '"') quote = c;
    else if ('([{<'.includes(c)) depth++;
    else if (')]}'.includes(c) || (c === '>' && text[i - 1] !== '=')) depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map((p) => p.trim()).filter((p) => p !== '');
}

function kindOf(type: string): ParamKind {
  const core = type.replace(/\s*\|\s*null\b/g, '').trim();
  if (core === 'Tensor') return 'tensor';
  if (/\bTensor\[\]/.test(core)) return 'tensors';
  if (/\bTensor\b/.test(core) && /\bnumber\b/.test(core) && !core.includes('[')) return 'operand';
  if (core === 'number') return 'number';
  if (core === 'boolean') return 'boolean';
  if (core === 'DType') return 'dtype';
  if (/=>/.test(core)) return 'function';
  if (/^\(?number\)?(\[\])?(\s*\|\s*\(?number\)?(\[\])?)*$/.test(core)) return 'ints';
  if (/^'/.test(core)) return 'string';
  return 'any';
}

function literal(text: string): unknown {
  if (text === 'Infinity') return Number.POSITIVE_INFINITY;
  if (text === '-Infinity') return Number.NEGATIVE_INFINITY;
  return JSON.parse(text.replace(/'/g, '"'));
}

/** Parses a signature. Throws when the text is malformed (a programming error of ours). */
export function parseSignature(text: string): Signature {
  const open = text.indexOf('(');
  const arrow = text.lastIndexOf('->');
  const close = text.lastIndexOf(')', arrow < 0 ? text.length : arrow);
  if (open < 0 || close < 0) throw new Error(`malformed signature: ${text}`);
  const params: Param[] = [];
  let named = false;
  for (const part of splitTop(text.slice(open + 1, close))) {
    if (part === '*') {
      named = true;
      continue;
    }
    const match = /^(\.\.\.)?(\w+)(\?)?\s*:\s*(.*)$/s.exec(part);
    if (!match) throw new Error(`malformed parameter '${part}' in: ${text}`);
    const equals = /\s=\s(?!>)/.exec(match[4]);
    const type = equals ? match[4].slice(0, equals.index).trim() : match[4].trim();
    const defaultText = equals ? match[4].slice(equals.index + 3).trim() : null;
    params.push({
      name: match[2],
      type,
      kind: kindOf(type),
      optional: match[3] === '?' || defaultText !== null,
      default: defaultText === null ? undefined : literal(defaultText),
      defaultText,
      spread: match[1] === '...',
      choices: [...type.matchAll(/'([^']*)'/g)].map((m) => m[1]),
      named,
    });
  }
  const returns = arrow < 0 ? 'Tensor' : text.slice(arrow + 2).trim();
  return { name: text.slice(0, open).trim(), params, returns, text };
}

/** True for `{...}` literals and null-prototype objects: what the rule reads as options. */
export function isOptions(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const proto = Object.getPrototypeOf(value);
  return proto === Object.prototype || proto === null;
}

function accepts(param: Param, value: unknown): boolean {
  if (value === null) return param.optional || /\bnull\b/.test(param.type);
  switch (param.kind) {
    case 'tensor':
      return value instanceof Tensor;
    case 'operand':
      return value instanceof Tensor || typeof value === 'number' || typeof value === 'boolean';
    case 'tensors':
      return Array.isArray(value) && value.every((t) => t instanceof Tensor || t === null);
    case 'number':
      return typeof value === 'number';
    case 'ints':
      return (
        (typeof value === 'number' && (param.spread || /\bnumber\b(?!\[|\s*\|\s*null\)\[)/.test(param.type))) ||
        (Array.isArray(value) && param.type.includes('[') && value.every((n) => typeof n === 'number' || n === null)) ||
        (param.type.includes('[') && ArrayBuffer.isView(value))
      );
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
      if (typeof value === 'number') return /\bnumber\b/.test(param.type);
      return typeof value === 'string' && param.choices.includes(value);
    case 'dtype':
      return typeof value === 'string';
    case 'function':
      return typeof value === 'function';
    default:
      return true;
  }
}

function describe(value: unknown): string {
  if (value instanceof Tensor) return `a ${value.dtype} tensor of shape [${value.shape.join(', ')}]`;
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value))
    return value.length && value.every((v) => typeof v === 'number') ? `[${value.join(', ')}]` : 'an array';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'object') return `a ${value.constructor?.name ?? 'plain object'}`;
  return typeof value === 'function' ? 'a function' : String(value);
}

/** NumPy's and Python's spellings that people type by habit. */
const HABITS: Record<string, string> = {
  axis: 'dim',
  axes: 'dim',
  keepdims: 'keepdim',
  shape: 'size',
  size: 'shape',
  input: 'input',
};

function suggestion(name: string, params: readonly Param[]): string | undefined {
  const camel = name.replace(/_([a-zA-Z0-9])/g, (_, c: string) => c.toUpperCase());
  const names = params.map((p) => p.name);
  const habit = HABITS[name];
  const match =
    names.find((n) => n === camel) ??
    names.find((n) => n === habit) ??
    names.find((n) => n.toLowerCase() === camel.toLowerCase()) ??
    names.find((n) => n.startsWith(camel) || camel.startsWith(n));
  return match ? `Did you mean '${match}'?` : undefined;
}

/** How far a failed overload got, so that the error shown is that of the likeliest one. */
interface Failure {
  readonly error: ArgumentError;
  readonly bound: number;
}

function tryBind(signature: Signature, args: readonly unknown[], skip: number): unknown[] | Failure {
  const { name, params } = signature;
  const values = new Array<unknown>(params.length).fill(undefined);
  let bound = 0;
  const fail = (message: string, fix?: string): Failure => ({
    error: new ArgumentError(`${name}: ${message}`, {
      op: name,
      expected: signature.text,
      fix: fix ?? `Signature: ${signature.text}`,
    }),
    bound,
  });
  const last = args.length > 0 ? args[args.length - 1] : undefined;
  const options = isOptions(last) ? last : null;
  const count = options ? args.length - 1 : args.length;
  if (options) {
    for (const key of Object.keys(options)) {
      const at = params.findIndex((p) => p.name === key);
      if (at < 0) return fail(`unknown option '${key}'`, suggestion(key, params));
      if (options[key] === undefined) continue;
      if (!accepts(params[at], options[key]))
        return fail(`${key} must be ${params[at].type}, got ${describe(options[key])}`);
      values[at] = options[key];
      bound++;
    }
  }
  const givenByName = options ? params.map((p, i) => values[i] !== undefined && p.name in options) : null;
  let at = 0;
  for (let i = 0; i < count; ) {
    while (at < params.length && givenByName?.[at]) at++;
    if (at === params.length) {
      const repeated = options && params.find((p) => p.name in options);
      return fail(
        `got ${count - i} argument${count - i === 1 ? '' : 's'} too many: ${describe(args[i])}`,
        repeated ? `'${repeated.name}' is also given by name. Signature: ${signature.text}` : undefined,
      );
    }
    const param = params[at];
    let value = args[i];
    if (param.spread && !Array.isArray(value) && value !== null && value !== undefined && !ArrayBuffer.isView(value)) {
      const list: unknown[] = [];
      const isItem =
        param.kind === 'tensors' ? (v: unknown) => v instanceof Tensor : (v: unknown) => typeof v === 'number';
      while (i < count && isItem(args[i])) list.push(args[i++]);
      if (list.length === 0) return fail(`${param.name} must be ${param.type}, got ${describe(value)}`);
      value = list;
    } else i++;
    if (value !== undefined) {
      if (!accepts(param, value)) {
        const twice = params.find((p, k) => k < at && givenByName?.[k] && accepts(p, value));
        if (twice) return fail(`${twice.name} is given twice: by name, and by position as ${describe(value)}`);
        return fail(`${param.name} must be ${param.type}, got ${describe(value)}`);
      }
      values[at] = value;
      bound++;
    }
    at++;
  }
  for (let p = skip; p < params.length; p++) {
    if (values[p] !== undefined) continue;
    const param = params[p];
    if (!param.optional) {
      if (param.spread && count > 0) values[p] = [];
      else return fail(`${param.name} is missing`);
    } else values[p] = param.default === undefined ? null : param.default;
  }
  return values;
}

/** Values of a call's parameters in signature order (null for an optional one left out), and the overload that took it. */
export interface Bound {
  readonly signature: Signature;
  readonly values: unknown[];
}

/** Binds a call to the first signature that takes it. Throws ArgumentError naming the parameter and the signature. */
export function bind(signatures: readonly Signature[], args: readonly unknown[]): Bound {
  let best: Failure | null = null;
  for (const signature of signatures) {
    const values = tryBind(signature, args, 0);
    if (Array.isArray(values)) return { signature, values };
    if (!best || values.bound > best.bound) best = values;
  }
  throw (best as Failure).error;
}

/** The same as an object by parameter name, for constructors: `const { inFeatures, bias } = bindNamed(signature, args)`. */
export function bindNamed<T = Record<string, unknown>>(signature: Signature, args: readonly unknown[]): T {
  const { values } = bind([signature], args);
  const out: Record<string, unknown> = {};
  signature.params.forEach((p, i) => {
    out[p.name] = values[i];
  });
  return out as T;
}
