/**
 * Zip archives, the container of npz and pt files: entries stored or deflated, with the 64-bit fields that NumPy and
 * PyTorch write. Source: PKWARE's APPNOTE.TXT, sections 4.3 and 4.5.3. Hostile input is refused before it costs memory:
 * entries may not overlap, so all of them together are bounded by the size of the file.
 */
import { crc32 } from './crc32.ts';
import { clip, FileError } from './file-error.ts';
import { inflate } from './inflate.ts';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
/** Deflate makes at most 258 bytes of 2 bits. */
const MAX_RATIO = 1032;
const MAX_ENTRIES = 1_000_000;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** First byte of the data. */
  readonly at: number;
}

/** An archive's entries; `read` unpacks one and checks its checksum. */
export interface ZipFile {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Throws FileError when the entry is absent or damaged. */
  read(name: string): Uint8Array;
}

const wrong = (reason: string) => new FileError('zip', reason);

/** Whether the bytes begin as a zip archive does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** Opens an archive; nothing is unpacked yet. */
export function readZip(bytes: Uint8Array): ZipFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = findDirectory(view);
  const entries = new Map<string, Entry>();
  let at = directory.at;
  for (let i = 0; i < directory.count; i++) {
    if (at + 46 > directory.end || view.getUint32(at, true) !== CENTRAL) throw wrong('the directory is damaged');
    const lengths = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const next = at + 46 + lengths[0] + lengths[1] + lengths[2];
    if (next > directory.end) throw wrong('the directory is damaged');
    const entry = readEntry(bytes, view, at, lengths[0], lengths[1], directory.at);
    if (entries.has(entry.name)) throw wrong(`two entries are named "${clip(entry.name)}"`);
    entries.set(entry.name, entry);
    at = next;
  }
  refuseOverlap([...entries.values()]);
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    read: (name) => {
      const entry = entries.get(name);
      if (entry === undefined) throw wrong(`there is no entry "${clip(name)}"`);
      return unpack(bytes, entry);
    },
  };
}

/** The end record stands last, before a comment of at most 65535 bytes. */
function findDirectory(view: DataView): { at: number; end: number; count: number } {
  let at = view.byteLength - 22;
  const lowest = Math.max(0, at - 0xffff);
  while (
    at >= lowest &&
    !(view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) <= view.byteLength)
  )
    at--;
  if (at < lowest) throw wrong('there is no directory; the file is truncated or no zip archive');
  let count = view.getUint16(at + 10, true);
  let size = view.getUint32(at + 12, true);
  let start = view.getUint32(at + 16, true);
  if (at >= 20 && view.getUint32(at - 20, true) === LOCATOR64) {
    const at64 = uint64(view, at - 12);
    if (at64 + 56 > at || view.getUint32(at64, true) !== END64) throw wrong('the 64-bit end record is damaged');
    count = uint64(view, at64 + 32);
    size = uint64(view, at64 + 40);
    start = uint64(view, at64 + 48);
  }
  if (start + size > at || count > MAX_ENTRIES || count * 46 > size) throw wrong('the directory does not fit the file');
  return { at: start, end: start + size, count };
}

/** A 64-bit field; one beyond 2^53 is beyond every file, too. */
function uint64(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  nameLength: number,
  extraLength: number,
  end: number,
): Entry {
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
  const label = `entry "${clip(name)}"`;
  if (view.getUint16(at + 8, true) & 1) throw wrong(`${label} is encrypted`);
  const method = view.getUint16(at + 10, true);
  if (method !== 0 && method !== 8) throw wrong(`${label} is packed by method ${method}; stored and deflated are read`);
  const wide = wideFields(view, at + 46 + nameLength, extraLength);
  const field = (offset: number): number => {
    const value = view.getUint32(at + offset, true);
    return value === 0xffffffff ? (wide.shift() ?? value) : value;
  };
  const size = field(24);
  const packed = field(20);
  const local = field(42);
  if (local + 30 > end || view.getUint32(local, true) !== LOCAL) throw wrong(`${label} has no local header`);
  const data = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (data + packed > end) throw wrong(`${label} ends beyond the file`);
  if (method === 0 ? size !== packed : size > packed * MAX_RATIO)
    throw wrong(`${label} declares an impossible size of ${size} bytes`);
  return { name, method, crc: view.getUint32(at + 16, true), packed, size, at: data };
}

/** The 64-bit values of the extra field 1: size, packed size, place, those whose 32-bit field is full. */
function wideFields(view: DataView, start: number, length: number): number[] {
  for (let at = start; at + 4 <= start + length; ) {
    const size = view.getUint16(at + 2, true);
    if (at + 4 + size > start + length) break;
    if (view.getUint16(at, true) === 1) {
      return Array.from({ length: Math.min(3, Math.floor(size / 8)) }, (_, i) => uint64(view, at + 4 + 8 * i));
    }
    at += 4 + size;
  }
  return [];
}

function refuseOverlap(entries: readonly Entry[]): void {
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    if (entry.at < end) throw wrong(`entry "${clip(entry.name)}" overlaps another one`);
    end = entry.at + entry.packed;
  }
}

function unpack(bytes: Uint8Array, entry: Entry): Uint8Array {
  const packed = bytes.subarray(entry.at, entry.at + entry.packed);
  const data = entry.method === 0 ? packed : inflate(packed, entry.size);
  if (typeof data === 'string') throw wrong(`entry "${clip(entry.name)}" is damaged: ${data}`);
  if (crc32(data) !== entry.crc) throw wrong(`entry "${clip(entry.name)}" is damaged: its checksum is wrong`);
  return data;
}

/** An archive of stored entries, dated 1980-01-01 so that equal contents make equal files. Throws beyond 4 GiB. */
export function writeZip(files: readonly (readonly [name: string, data: Uint8Array])[]): Uint8Array {
  const named = files.map(([name, data]) => ({ name: new TextEncoder().encode(name), data, crc: crc32(data) }));
  const total = named.reduce((sum, { name, data }) => sum + 30 + 46 + 2 * name.length + data.length, 22);
  if (total > 0xfffffffe || files.length > 0xfffe) throw wrong('the archive would pass 4 GiB or 65534 entries');
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  let at = 0;
  /** The fields that the local header and the directory share, from `version needed` on. */
  const common = (place: number, { name, data, crc }: (typeof named)[number]): void => {
    view.setUint16(place, 20, true);
    view.setUint16(place + 2, 0x0800, true);
    view.setUint16(place + 8, 0x21, true);
    view.setUint32(place + 10, crc, true);
    view.setUint32(place + 14, data.length, true);
    view.setUint32(place + 18, data.length, true);
    view.setUint16(place + 22, name.length, true);
  };
  const starts = named.map((file) => {
    const start = at;
    view.setUint32(at, LOCAL, true);
    common(at + 4, file);
    out.set(file.name, at + 30);
    out.set(file.data, at + 30 + file.name.length);
    at += 30 + file.name.length + file.data.length;
    return start;
  });
  const directory = at;
  named.forEach((file, i) => {
    view.setUint32(at, CENTRAL, true);
    view.setUint16(at + 4, 20, true);
    common(at + 6, file);
    view.setUint32(at + 42, starts[i], true);
    out.set(file.name, at + 46);
    at += 46 + file.name.length;
  });
  view.setUint32(at, END, true);
  view.setUint16(at + 8, files.length, true);
  view.setUint16(at + 10, files.length, true);
  view.setUint32(at + 12, at - directory, true);
  view.setUint32(at + 16, directory, true);
  return out;
}
