/**
 * View payloads as safetensors files: the buffers are the tensors, and the view's spec is a JSON string in the metadata
 * under `nnbook`, with the payload's major version beside it.
 */
import {
  type FormatLimits,
  product,
  type Refusal,
  readSafetensors,
  refuse,
  type SafetensorsEntry,
  type SafetensorsSource,
  writeSafetensors,
} from './safetensors-format.ts';
import type { Payload, PayloadArray, PayloadDType, PayloadTensor } from './view.ts';

export type { Refusal } from './safetensors-format.ts';

/** The major version of the payload; a reader refuses any other. */
export const PAYLOAD_VERSION = '1';

export interface PayloadLimits extends FormatLimits {
  /** Bytes of the whole payload. */
  readonly maxBytes: number;
}

export const PAYLOAD_LIMITS: PayloadLimits = {
  maxBytes: 64 * 2 ** 20,
  maxHeader: 2 ** 20,
  maxTensors: 4096,
  maxRank: 32,
};

export type DecodedPayload = { readonly ok: true; readonly payload: Payload<unknown> } | Refusal;

/**
 * The body of a view's output. `spec` must be plain JSON data.
 *
 * @throws RangeError if the spec holds NaN or an infinity (JSON would turn it into null: put it in a buffer, or count
 *   it), if the header would exceed the limit that the decoder enforces, or if a buffer does not fit its shape.
 */
export function encodePayload(
  spec: unknown,
  buffers: Readonly<Record<string, PayloadTensor>> = {},
): Uint8Array<ArrayBuffer> {
  const json = JSON.stringify(spec, (key, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new RangeError(`the payload's spec holds ${value} at "${key}"; JSON cannot carry it`);
    }
    return value;
  });
  const sources = Object.entries(buffers).map(([name, tensor]): SafetensorsSource => {
    if (tensor.data.length !== product(tensor.shape)) {
      throw new RangeError(`buffer "${name}": ${tensor.data.length} elements for shape [${tensor.shape.join(', ')}]`);
    }
    const { buffer, byteOffset, byteLength } = tensor.data;
    return {
      name,
      dtype: tensor.dtype,
      shape: tensor.shape,
      bytes: new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength),
    };
  });
  const metadata = new Map([
    ['nnbook', json],
    ['nnbook.version', PAYLOAD_VERSION],
  ]);
  const bytes = writeSafetensors(sources, metadata);
  const headerLength = new DataView(bytes.buffer).getUint32(0, true);
  if (headerLength > PAYLOAD_LIMITS.maxHeader) {
    throw new RangeError(
      `the payload's spec takes ${headerLength} bytes of header; the limit is ${PAYLOAD_LIMITS.maxHeader}`,
    );
  }
  return bytes;
}

/**
 * Decodes a payload, or says why not; never throws on any input. The spec is JSON of unknown shape: each view reads it
 * with `SpecReader`. Buffers are views on `bytes` where the alignment allows, copies elsewhere.
 */
export function decodePayload(bytes: Uint8Array, limits: PayloadLimits = PAYLOAD_LIMITS): DecodedPayload {
  if (bytes.byteLength > limits.maxBytes) {
    return refuse('limit', `the output holds ${bytes.byteLength} bytes; at most ${limits.maxBytes} are shown`);
  }
  const read = readSafetensors(bytes, limits);
  if (!read.ok) return read;
  const { entries, metadata, data } = read.file;
  const version = metadata.get('nnbook.version');
  const json = metadata.get('nnbook');
  if (json === undefined || version === undefined) {
    return refuse('spec', 'a safetensors file, but not one made by nnbook: it has no view description');
  }
  if (version !== PAYLOAD_VERSION) {
    return refuse('version', `payload version ${version.slice(0, 20)}; this nnbook reads version ${PAYLOAD_VERSION}`);
  }
  let spec: unknown;
  try {
    spec = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return refuse('spec', 'the view description is not JSON');
    throw error;
  }
  const buffers: Record<string, PayloadTensor> = Object.create(null);
  for (const entry of entries) {
    const tensor = readBuffer(entry, data);
    if (tensor === undefined) {
      return refuse('dtype', `buffer "${entry.name.slice(0, 60)}" is ${entry.dtype}, which views do not use`);
    }
    buffers[entry.name] = tensor;
  }
  return { ok: true, payload: { spec, buffers } };
}

const ARRAYS = {
  F32: Float32Array,
  F64: Float64Array,
  I32: Int32Array,
  U32: Uint32Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
} as const satisfies Record<
  PayloadDType,
  { new (buffer: ArrayBuffer, at: number, n: number): PayloadArray; BYTES_PER_ELEMENT: number }
>;

function readBuffer(entry: SafetensorsEntry, data: Uint8Array): PayloadTensor | undefined {
  if (!Object.hasOwn(ARRAYS, entry.dtype)) return undefined;
  const dtype = entry.dtype as PayloadDType;
  const Kind = ARRAYS[dtype];
  const at = data.byteOffset + entry.begin;
  const length = product(entry.shape);
  if (at % Kind.BYTES_PER_ELEMENT === 0) {
    return { dtype, shape: entry.shape, data: new Kind(data.buffer as ArrayBuffer, at, length) };
  }
  const copy = data.slice(entry.begin, entry.end);
  return { dtype, shape: entry.shape, data: new Kind(copy.buffer, 0, length) };
}
