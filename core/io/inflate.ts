/**
 * Decompresses deflate data (RFC 1951). The platform's own decompressor is asynchronous, and reading weights is not;
 * the core takes in no library. The output's size is known in advance, so a wrong or hostile stream costs no more
 * memory than its entry declares.
 */

/** Base value and extra bits of the length codes 257 to 285, and of the distance codes (RFC 1951, 3.2.5). */
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const LENGTH_BASE = bases(LENGTH_EXTRA, 3);
LENGTH_BASE[28] = 258;
const DISTANCE_BASE = bases(DISTANCE_EXTRA, 1);
/** The order in which the lengths of the code length code are stored (3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function bases(extra: readonly number[], first: number): number[] {
  let at = first;
  return extra.map((bits) => {
    const base = at;
    at += 1 << bits;
    return base;
  });
}

/** A Huffman code as a table: the next `bits` bits of the stream index `symbol << 4 | length`; 0 where no code is. */
interface Code {
  readonly table: Uint16Array;
  readonly bits: number;
}

/** The canonical code of the given lengths (3.2.2); null when more codes are claimed than exist. */
function makeCode(lengths: Uint8Array): Code | null {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  let bits = 15;
  while (bits > 1 && counts[bits] === 0) bits--;
  const next = new Uint16Array(16);
  let left = 1;
  for (let length = 1; length <= 15; length++) {
    left = left * 2 - counts[length];
    if (left < 0) return null;
    next[length] = (next[length - 1] + counts[length - 1]) << 1;
  }
  const table = new Uint16Array(1 << bits);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    let code = next[length]++;
    let reversed = 0;
    for (let i = 0; i < length; i++, code >>= 1) reversed = (reversed << 1) | (code & 1);
    for (let i = reversed; i < table.length; i += 1 << length) table[i] = (symbol << 4) | length;
  });
  return { table, bits };
}

const FIXED_LENGTHS = new Uint8Array(288).map((_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
const FIXED_DISTANCES = new Uint8Array(30).fill(5);

/** Thrown inside, caught by `inflate`: the stream is not deflate data of the declared size. */
class Malformed extends Error {}

class BitReader {
  private readonly bytes: Uint8Array;
  private at = 0;
  private held = 0;
  private count = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The next `n` (at most 15) bits, the first one lowest. */
  take(n: number): number {
    while (this.count < n) {
      if (this.at >= this.bytes.length) throw new Malformed('the data ends too early');
      this.held |= this.bytes[this.at++] << this.count;
      this.count += 8;
    }
    const value = this.held & ((1 << n) - 1);
    this.held >>>= n;
    this.count -= n;
    return value;
  }

  symbol({ table, bits }: Code): number {
    while (this.count < bits && this.at < this.bytes.length) {
      this.held |= this.bytes[this.at++] << this.count;
      this.count += 8;
    }
    const entry = table[this.held & ((1 << bits) - 1)];
    const length = entry & 15;
    if (length === 0 || length > this.count) throw new Malformed('a code that does not exist');
    this.held >>>= length;
    this.count -= length;
    return entry >> 4;
  }

  /** The next whole bytes, after the rest of the current one. */
  bytesAfter(n: number): Uint8Array {
    this.at -= this.count >> 3;
    this.held = 0;
    this.count = 0;
    if (this.at + n > this.bytes.length) throw new Malformed('the data ends too early');
    this.at += n;
    return this.bytes.subarray(this.at - n, this.at);
  }
}

function dynamicCodes(input: BitReader): [Code, Code] {
  const literals = input.take(5) + 257;
  const distances = input.take(5) + 1;
  const used = input.take(4) + 4;
  const lengths = new Uint8Array(19);
  for (let i = 0; i < used; i++) lengths[ORDER[i]] = input.take(3);
  const lengthCode = makeCode(lengths);
  if (lengthCode === null) throw new Malformed('a wrong code');
  const all = new Uint8Array(literals + distances);
  for (let i = 0; i < all.length; ) {
    const symbol = input.symbol(lengthCode);
    if (symbol < 16) {
      all[i++] = symbol;
      continue;
    }
    if (symbol === 16 && i === 0) throw new Malformed('a repeated length without a length before');
    const value = symbol === 16 ? all[i - 1] : 0;
    const times = symbol === 16 ? 3 + input.take(2) : symbol === 17 ? 3 + input.take(3) : 11 + input.take(7);
    if (i + times > all.length) throw new Malformed('too many lengths');
    all.fill(value, i, i + times);
    i += times;
  }
  const literal = makeCode(all.subarray(0, literals));
  const distance = makeCode(all.subarray(literals));
  if (literal === null || distance === null) throw new Malformed('a wrong code');
  return [literal, distance];
}

/** One compressed block into `out` from `at` on; returns where the next one goes on. */
function copyBlock(input: BitReader, literal: Code, distance: Code, out: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    const symbol = input.symbol(literal);
    if (symbol === 256) return at;
    if (symbol < 256) {
      if (at === out.length) throw new Malformed('more data than declared');
      out[at++] = symbol;
      continue;
    }
    const code = symbol - 257;
    if (code >= LENGTH_BASE.length) throw new Malformed('a length that does not exist');
    const length = LENGTH_BASE[code] + input.take(LENGTH_EXTRA[code]);
    const far = input.symbol(distance);
    if (far >= DISTANCE_BASE.length) throw new Malformed('a distance that does not exist');
    const back = DISTANCE_BASE[far] + input.take(DISTANCE_EXTRA[far]);
    if (back > at) throw new Malformed('a copy from before the beginning');
    if (at + length > out.length) throw new Malformed('more data than declared');
    for (let i = 0; i < length; i++, at++) out[at] = out[at - back];
  }
}

/** The decompressed bytes, exactly `size` of them, or a reason why that is not what `bytes` hold. */
export function inflate(bytes: Uint8Array, size: number): Uint8Array | string {
  const input = new BitReader(bytes);
  const out = new Uint8Array(size);
  let at = 0;
  try {
    for (let last = 0; last === 0; ) {
      last = input.take(1);
      const kind = input.take(2);
      if (kind === 0) {
        const head = input.bytesAfter(4);
        const length = head[0] | (head[1] << 8);
        if ((length ^ (head[2] | (head[3] << 8))) !== 0xffff) throw new Malformed('a stored block with a wrong length');
        if (at + length > size) throw new Malformed('more data than declared');
        out.set(input.bytesAfter(length), at);
        at += length;
      } else if (kind === 3) throw new Malformed('a block of unknown kind');
      else {
        const [literal, distance] = kind === 1 ? fixedCodes() : dynamicCodes(input);
        at = copyBlock(input, literal, distance, out, at);
      }
    }
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    throw error;
  }
  return at === size ? out : `${size} bytes are declared, the data holds ${at}`;
}

let fixed: [Code, Code] | null = null;
function fixedCodes(): [Code, Code] {
  if (fixed === null) {
    const literal = makeCode(FIXED_LENGTHS);
    const distance = makeCode(FIXED_DISTANCES);
    if (literal === null || distance === null) throw new Error('the fixed codes are complete by definition');
    fixed = [literal, distance];
  }
  return fixed;
}
