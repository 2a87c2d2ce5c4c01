/**
 * NumPy's array file: magic, version, a header that is a Python dict literal, then the elements. Versions 1 to 3, both
 * byte orders, C and Fortran order. Source: numpy.lib.format, "Format Version 1.0" to "3.0".
 */

import type { DType } from '../tensor/dtype.ts';
import { numelOf } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { bytesOf, decodeElements, type ElementType, encodeElements, type ReadOptions } from './elements.ts';
import { clip, FileError } from './file-error.ts';
import { type Bytes, bytesIn } from './tensors.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const MAX_HEADER = 65_536;
const MAX_RANK = 64;

/** NumPy's type codes without the byte order. */
const CODES: Readonly<Record<string, ElementType>> = {
  b1: 'BOOL',
  i1: 'I8',
  i2: 'I16',
  i4: 'I32',
  i8: 'I64',
  u1: 'U8',
  u2: 'U16',
  u4: 'U32',
  u8: 'U64',
  f2: 'F16',
  f4: 'F32',
  f8: 'F64',
};
const DESCRIPTIONS: Record<DType, string> = {
  float32: '<f4',
  float64: '<f8',
  int32: '<i4',
  uint8: '|u1',
  bool: '|b1',
};

interface Header {
  readonly type: ElementType;
  readonly little: boolean;
  readonly fortran: boolean;
  readonly shape: number[];
}

/** Whether the bytes begin as an npy file does. */
export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte);
}

/** The tensor of an `.npy` file, in row-major order whatever the file's order is. `name` is for messages. */
export function readNpy(source: Bytes, options: ReadOptions = {}, name = 'array'): Tensor {
  const bytes = bytesIn(source, 'readNpy');
  if (!isNpy(bytes)) throw new FileError('npy', 'the bytes do not begin as an npy file does');
  const major = bytes[6];
  const lengthBytes = major === 1 ? 2 : 4;
  const start = 8 + lengthBytes;
  if (!(major >= 1 && major <= 3)) throw new FileError('npy', `version ${major} is not known; 1, 2 and 3 are`);
  if (bytes.byteLength < start) throw new FileError('npy', 'the file ends inside its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER) {
    throw new FileError('npy', `the header claims ${length} bytes; at most ${MAX_HEADER} are accepted`);
  }
  if (bytes.byteLength < start + length) throw new FileError('npy', 'the file ends inside its header');
  const { type, little, fortran, shape } = parseHeader(
    new TextDecoder('latin1').decode(bytes.subarray(start, start + length)),
  );
  const body = bytes.subarray(start + length);
  const span = numelOf(shape) * bytesOf(type);
  if (span !== body.byteLength) {
    throw new FileError(
      'npy',
      `shape [${shape.join(', ')}] of ${type} needs ${span} bytes, the file has ${body.byteLength}`,
    );
  }
  const { array, dtype } = decodeElements(type, body, { format: 'npy', name }, options, little);
  if (!fortran || shape.length < 2) return Tensor.wrap(array, shape, dtype);
  const axes = shape.map((_, i) => shape.length - 1 - i);
  return Tensor.wrap(array, [...shape].reverse(), dtype)
    .permute(axes)
    .contiguous();
}

/** The bytes of an `.npy` file (version 1.0) with the tensor's elements in C order. */
export function writeNpy(tensor: Tensor): Uint8Array {
  const { shape } = tensor;
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${DESCRIPTIONS[tensor.dtype]}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const total = Math.ceil((10 + text.length + 1) / 64) * 64;
  const header = new TextEncoder().encode(`${text.padEnd(total - 11)}\n`);
  const body = encodeElements(tensor.data);
  const out = new Uint8Array(total + body.byteLength);
  out.set(MAGIC);
  out[6] = 1;
  new DataView(out.buffer).setUint16(8, header.byteLength, true);
  out.set(header, 10);
  out.set(body, total);
  return out;
}

/** One token of the header's dict literal: a string, a number, a name, or a mark. */
const TOKEN = /\s*(?:'([^'\\]*)'|"([^"\\]*)"|(\d+)L?|([A-Za-z]+)|([{}(),:[\]]))/y;

type Token = { readonly string: string } | { readonly number: number } | { readonly mark: string };

function tokens(text: string): Token[] {
  const out: Token[] = [];
  const source = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source);
    if (match === null) throw new FileError('npy', 'the header is not a dict of description, order and shape');
    const [, single, double, digits, word, mark] = match;
    if (single !== undefined || double !== undefined) out.push({ string: single ?? double });
    else if (digits !== undefined) out.push({ number: Number(digits) });
    else out.push({ mark: word ?? mark });
  }
  return out;
}

/** Reads `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`, with the entries in any order. */
function parseHeader(text: string): Header {
  const list = tokens(text);
  let at = 0;
  const wrong = () =>
    new FileError('npy', `the header is not a dict of description, order and shape: ${clip(text.trim())}`);
  const take = (): Token => list[at++] ?? { mark: '' };
  const mark = (): string => {
    const token = take();
    return 'mark' in token ? token.mark : '';
  };
  const expect = (...marks: string[]): string => {
    const found = mark();
    if (!marks.includes(found)) throw wrong();
    return found;
  };
  let descr: string | undefined;
  let fortran: boolean | undefined;
  let shape: number[] | undefined;
  expect('{');
  for (;;) {
    const key = take();
    if ('mark' in key && key.mark === '}') break;
    if (!('string' in key)) throw wrong();
    expect(':');
    if (key.string === 'descr') {
      const value = take();
      if (!('string' in value))
        throw new FileError('npy', 'structured arrays (several fields an element) are not read');
      descr = value.string;
    } else if (key.string === 'fortran_order') {
      fortran = expect('True', 'False') === 'True';
    } else if (key.string === 'shape') {
      shape = readTuple(take, wrong);
    } else throw wrong();
    if (expect(',', '}') === '}') break;
  }
  if (descr === undefined || fortran === undefined || shape === undefined || at !== list.length) throw wrong();
  return { ...elementType(descr), fortran, shape };
}

function readTuple(take: () => Token, wrong: () => FileError): number[] {
  const open = take();
  if (!('mark' in open) || open.mark !== '(') throw wrong();
  const sizes: number[] = [];
  for (;;) {
    const item = take();
    if ('mark' in item && item.mark === ')') return sizes;
    if (!('number' in item) || !Number.isSafeInteger(item.number)) throw wrong();
    sizes.push(item.number);
    if (sizes.length > MAX_RANK) throw new FileError('npy', `more than ${MAX_RANK} axes`);
    const next = take();
    if (!('mark' in next) || (next.mark !== ',' && next.mark !== ')')) throw wrong();
    if (next.mark === ')') return sizes;
  }
}

function elementType(descr: string): { type: ElementType; little: boolean } {
  const code = descr.slice(1);
  if (!'<>|='.includes(descr[0] ?? '?') || !Object.hasOwn(CODES, code)) {
    const objects = code.startsWith('O');
    throw new FileError(
      'npy',
      `the element type '${clip(descr)}' is not read`,
      objects
        ? 'It holds Python objects, which only Python can rebuild: save numbers.'
        : 'Convert it in NumPy first, e.g. a.astype("float32").',
    );
  }
  return { type: CODES[code], little: descr[0] !== '>' };
}
