/**
 * The safetensors byte format: eight bytes of header length (little-endian), a JSON header, then the tensors' bytes.
 * Source: the format description of the safetensors project. This layer knows names, dtypes, shapes and byte ranges;
 * what the bytes mean is the caller's affair (`safetensors.ts` for view payloads, `core/io` for model weights).
 *
 * The reader treats its input as hostile: every count is bounded and every range checked before a byte is touched, and
 * a file that is wrong is refused with a reason, never with an exception.
 */

/** Bytes per element of every dtype this reader knows. */
export const ITEM_SIZE = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  F64: 8,
  I64: 8,
  U64: 8,
} as const;

export type SafetensorsDType = keyof typeof ITEM_SIZE;

/** One tensor of a file; `begin` and `end` are byte offsets in `SafetensorsFile.data`. */
export interface SafetensorsEntry {
  readonly name: string;
  readonly dtype: SafetensorsDType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsFile {
  readonly entries: readonly SafetensorsEntry[];
  readonly metadata: ReadonlyMap<string, string>;
  /** The bytes after the header; a view on the input, not a copy. */
  readonly data: Uint8Array;
}

/** What a tensor brings to a file that is written. */
export interface SafetensorsSource {
  readonly name: string;
  readonly dtype: SafetensorsDType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

export type RefusalCode = 'truncated' | 'header' | 'limit' | 'dtype' | 'shape' | 'offsets' | 'version' | 'spec';

/** Why an input was not accepted: `code` for programs, `reason` for the person who sees the output. */
export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly reason: string;
}

export interface FormatLimits {
  /** Bytes of the JSON header. */
  readonly maxHeader: number;
  readonly maxTensors: number;
  readonly maxRank: number;
}

/** Limits for model files: the header limit is the one of the safetensors project (100 MB). */
export const FILE_LIMITS: FormatLimits = { maxHeader: 100_000_000, maxTensors: 1_000_000, maxRank: 64 };

export function refuse(code: RefusalCode, reason: string): Refusal {
  return { ok: false, code, reason };
}

/** Reads the header and checks every range. Copies nothing: `data` is a view on `bytes`. */
export function readSafetensors(
  bytes: Uint8Array,
  limits: FormatLimits = FILE_LIMITS,
): { readonly ok: true; readonly file: SafetensorsFile } | Refusal {
  if (bytes.byteLength < 8) {
    return refuse('truncated', `${bytes.byteLength} bytes are too few for a safetensors file`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getUint32(4, true) * 2 ** 32 + view.getUint32(0, true);
  if (headerLength > limits.maxHeader) {
    return refuse('limit', `the header claims ${headerLength} bytes; at most ${limits.maxHeader} are accepted`);
  }
  if (headerLength > bytes.byteLength - 8) {
    return refuse('truncated', `the header claims ${headerLength} bytes but only ${bytes.byteLength - 8} follow`);
  }
  const header = parseHeader(bytes.subarray(8, 8 + headerLength));
  if (header === undefined) {
    return refuse('header', 'the header is not a JSON object in UTF-8');
  }
  const data = bytes.subarray(8 + headerLength);
  const metadata = new Map<string, string>();
  const entries: SafetensorsEntry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') {
      const bad = readMetadata(value, metadata);
      if (bad !== undefined) return bad;
      continue;
    }
    if (entries.length >= limits.maxTensors) {
      return refuse('limit', `more than ${limits.maxTensors} tensors`);
    }
    const entry = readEntry(name, value, limits);
    if ('ok' in entry) return entry;
    entries.push(entry);
  }
  const bad = checkRanges(entries, data.byteLength);
  return bad ?? { ok: true, file: { entries, metadata, data } };
}

/**
 * Writes a file. Tensors are laid out by descending item size and the header is padded with spaces, so every tensor
 * starts at a multiple of its item size in the result.
 *
 * @throws RangeError if a source's bytes do not fit its shape and dtype, or a name occurs twice.
 */
export function writeSafetensors(
  sources: readonly SafetensorsSource[],
  metadata: ReadonlyMap<string, string> = new Map(),
): Uint8Array<ArrayBuffer> {
  const order = [...sources].sort((a, b) => ITEM_SIZE[b.dtype] - ITEM_SIZE[a.dtype]);
  const fields: string[] = [];
  if (metadata.size > 0) {
    const pairs = [...metadata].map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
    fields.push(`"__metadata__":{${pairs.join(',')}}`);
  }
  const names = new Set<string>();
  let offset = 0;
  for (const source of order) {
    const span = product(source.shape) * ITEM_SIZE[source.dtype];
    if (span !== source.bytes.byteLength) {
      throw new RangeError(
        `tensor "${source.name}": ${source.dtype} [${source.shape.join(', ')}] needs ${span} bytes, got ${source.bytes.byteLength}`,
      );
    }
    if (names.has(source.name) || source.name === '__metadata__') {
      throw new RangeError(`tensor name "${source.name}" is taken`);
    }
    names.add(source.name);
    const entry = { dtype: source.dtype, shape: source.shape, data_offsets: [offset, offset + span] };
    fields.push(`${JSON.stringify(source.name)}:${JSON.stringify(entry)}`);
    offset += span;
  }
  const json = new TextEncoder().encode(`{${fields.join(',')}}`);
  const headerLength = Math.ceil(json.byteLength / 8) * 8;
  const out = new Uint8Array(8 + headerLength + offset);
  const view = new DataView(out.buffer);
  view.setUint32(0, headerLength % 2 ** 32, true);
  view.setUint32(4, Math.floor(headerLength / 2 ** 32), true);
  out.set(json, 8);
  out.fill(0x20, 8 + json.byteLength, 8 + headerLength);
  let at = 8 + headerLength;
  for (const source of order) {
    out.set(source.bytes, at);
    at += source.bytes.byteLength;
  }
  return out;
}

/** The number of elements of a shape; 1 for a scalar. */
export function product(shape: readonly number[]): number {
  return shape.reduce((total, size) => total * size, 1);
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isRecord(parsed) ? parsed : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function readMetadata(value: unknown, into: Map<string, string>): Refusal | undefined {
  if (!isRecord(value)) return refuse('header', '__metadata__ is not an object');
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') return refuse('header', `__metadata__ "${clip(key)}" is not a string`);
    into.set(key, text);
  }
  return undefined;
}

function readEntry(name: string, value: unknown, limits: FormatLimits): SafetensorsEntry | Refusal {
  const label = `tensor "${clip(name)}"`;
  if (!isRecord(value)) return refuse('header', `${label} is not described by an object`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string' || !Object.hasOwn(ITEM_SIZE, dtype)) {
    return refuse('dtype', `${label} has the unknown dtype ${clip(String(dtype))}`);
  }
  const known = dtype as SafetensorsDType;
  if (!isSizes(shape)) return refuse('shape', `${label} has a shape that is not a list of sizes`);
  if (shape.length > limits.maxRank) return refuse('limit', `${label} has ${shape.length} axes`);
  const span = product(shape) * ITEM_SIZE[known];
  if (!Number.isSafeInteger(span)) return refuse('shape', `${label} has more elements than can be counted`);
  if (!isSizes(offsets) || offsets.length !== 2) return refuse('offsets', `${label} has no byte range`);
  const [begin, end] = offsets;
  if (end - begin !== span) {
    return refuse(
      'shape',
      `${label}: ${known} [${shape.join(', ')}] needs ${span} bytes, its range has ${end - begin}`,
    );
  }
  return { name, dtype: known, shape, begin, end };
}

/** The format allows neither overlaps nor holes: sorted by start, each range begins where the last one ended. */
function checkRanges(entries: readonly SafetensorsEntry[], available: number): Refusal | undefined {
  let at = 0;
  for (const entry of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    const label = `tensor "${clip(entry.name)}"`;
    if (entry.end > available) {
      return refuse('truncated', `${label} ends at byte ${entry.end} but the file has ${available}`);
    }
    if (entry.begin !== at) {
      return refuse(
        'offsets',
        `${label} ${entry.begin < at ? 'overlaps the tensor before it' : 'leaves a gap before it'}`,
      );
    }
    at = entry.end;
  }
  return at === available ? undefined : refuse('offsets', `${available - at} bytes at the end belong to no tensor`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
