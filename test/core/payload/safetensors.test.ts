import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePayload, encodePayload } from '../../../core/payload/safetensors.ts';
import { readSafetensors, writeSafetensors } from '../../../core/payload/safetensors-format.ts';
import type { PayloadTensor } from '../../../core/payload/view.ts';

const buffers: Record<string, PayloadTensor> = {
  flags: { dtype: 'BOOL', shape: [3], data: Uint8Array.from([1, 0, 1]) },
  values: {
    dtype: 'F32',
    shape: [2, 3],
    data: Float32Array.from([1, -2.5, Number.NaN, Number.POSITIVE_INFINITY, 0, -0]),
  },
  steps: { dtype: 'F64', shape: [2], data: Float64Array.from([1e300, -1e-300]) },
  counts: { dtype: 'U32', shape: [0], data: new Uint32Array(0) },
};

/** A file from its header text and data bytes. */
function file(header: string, data = 0): Uint8Array {
  const json = new TextEncoder().encode(header);
  const out = new Uint8Array(8 + json.length + data);
  new DataView(out.buffer).setUint32(0, json.length, true);
  out.set(json, 8);
  return out;
}

const meta = '"__metadata__":{"nnbook":"{}","nnbook.version":"1"}';
const entry = (dtype: string, shape: string, range: string): string =>
  `{${meta},"a":{"dtype":${dtype},"shape":${shape},"data_offsets":${range}}}`;

describe('payload codec', () => {
  it('keeps spec and buffers, bit for bit', () => {
    const spec = { title: 'α "quoted" \n', n: [1, 2, { deep: null }] };
    const decoded = decodePayload(encodePayload(spec, buffers));
    if (!decoded.ok) throw new Error(decoded.reason);
    expect(decoded.payload.spec).toEqual(spec);
    expect({ ...decoded.payload.buffers }).toEqual(buffers);
  });

  it.each([1, 2, 3, 4, 5, 6, 7])('reads from an offset of %i bytes, where buffers are not aligned', (shift) => {
    const bytes = encodePayload({}, buffers);
    const moved = new Uint8Array(bytes.length + shift).subarray(shift);
    moved.set(bytes);
    const decoded = decodePayload(moved);
    expect(decoded.ok && { ...decoded.payload.buffers }).toEqual(buffers);
  });

  it('lays tensors out so that each starts at a multiple of its item size', () => {
    const read = readSafetensors(encodePayload({}, buffers));
    if (!read.ok) throw new Error(read.reason);
    const size = { BOOL: 1, F32: 4, F64: 8, U32: 4 } as Record<string, number>;
    for (const e of read.file.entries) expect((read.file.data.byteOffset + e.begin) % size[e.dtype]).toBe(0);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses to put %d into the spec, where JSON would lose it', (v) => {
    expect(() => encodePayload({ stats: { max: v } })).toThrow(/"max"/);
  });

  it('refuses a buffer that does not fit its shape', () => {
    expect(() => encodePayload({}, { a: { dtype: 'F32', shape: [3], data: new Float32Array(2) } })).toThrow(/\[3\]/);
  });

  it.each([
    ['nothing', new Uint8Array(0), 'truncated'],
    ['a header longer than the file', new Uint8Array([9, 0, 0, 0, 0, 0, 0, 0, 123]), 'truncated'],
    ['a header of 2^63 bytes', new Uint8Array([0, 0, 0, 0, 0, 0, 0, 128]), 'limit'],
    ['a header that is not JSON', file('{"a":'), 'header'],
    ['a header that is a list', file('[]'), 'header'],
    ['metadata that is no string', file('{"__metadata__":{"nnbook":1}}'), 'header'],
    ['no view', file('{}'), 'spec'],
    ['a spec that is not JSON', file('{"__metadata__":{"nnbook":"{","nnbook.version":"1"}}'), 'spec'],
    ['another major version', file('{"__metadata__":{"nnbook":"{}","nnbook.version":"2"}}'), 'version'],
    ['an unknown dtype', file(entry('"F7"', '[1]', '[0,4]'), 4), 'dtype'],
    ['a dtype named like a property of objects', file(entry('"toString"', '[1]', '[0,4]'), 4), 'dtype'],
    ['a dtype that views do not use', file(entry('"I64"', '[1]', '[0,8]'), 8), 'dtype'],
    ['a negative size', file(entry('"F32"', '[-1]', '[0,4]'), 4), 'shape'],
    ['a size that is no integer', file(entry('"F32"', '[0.5]', '[0,2]'), 2), 'shape'],
    ['more elements than can be counted', file(entry('"F32"', '[9007199254740991,4096]', '[0,4]'), 4), 'shape'],
    ['a shape that does not fit its range', file(entry('"F32"', '[2]', '[0,4]'), 4), 'shape'],
    ['a range past the end', file(entry('"F32"', '[2]', '[0,8]'), 4), 'truncated'],
    ['a gap', file(entry('"F32"', '[1]', '[4,8]'), 8), 'offsets'],
    ['bytes that belong to no tensor', file(entry('"F32"', '[1]', '[0,4]'), 8), 'offsets'],
    [
      'overlapping ranges',
      file(
        '{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}',
        6,
      ),
      'offsets',
    ],
  ])('refuses %s', (_, bytes, code) => {
    const decoded = decodePayload(bytes);
    expect(decoded.ok).toBe(false);
    if (!decoded.ok) {
      expect(decoded.code).toBe(code);
      expect(decoded.reason.length).toBeGreaterThan(10);
    }
  });

  it('gives a tensor called __proto__ no power', () => {
    const bytes = file(
      '{"__metadata__":{"nnbook":"{}","nnbook.version":"1"},"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}',
      1,
    );
    const decoded = decodePayload(bytes);
    expect(decoded.ok && Object.getPrototypeOf(decoded.payload.buffers)).toBe(null);
  });

  it('answers every mutation of a good file with a payload or a reason', () => {
    const good = encodePayload({ title: 'x', list: [1, 2, 3] }, buffers);
    const edit = fc.record({ at: fc.nat(good.length - 1), to: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), fc.nat(good.length), (edits, cut) => {
        const bytes = good.slice(0, edits.length % 3 === 0 ? cut : good.length);
        for (const { at, to } of edits) if (at < bytes.length) bytes[at] = to;
        const decoded = decodePayload(bytes);
        if (!decoded.ok) expect(decoded.reason).not.toBe('');
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('safetensors files', () => {
  it('keeps what views do not use: 64-bit integers, halves, metadata', () => {
    const bytes = writeSafetensors(
      [
        { name: 'h', dtype: 'F16', shape: [3], bytes: new Uint8Array([1, 2, 3, 4, 5, 6]) },
        { name: 'n', dtype: 'I64', shape: [], bytes: new Uint8Array(8).fill(7) },
      ],
      new Map([['format', 'pt']]),
    );
    const read = readSafetensors(bytes);
    if (!read.ok) throw new Error(read.reason);
    expect([...read.file.metadata]).toEqual([['format', 'pt']]);
    expect(read.file.entries.map((e) => [e.name, e.dtype, e.shape])).toEqual([
      ['n', 'I64', []],
      ['h', 'F16', [3]],
    ]);
  });

  it('refuses a name twice', () => {
    const source = { name: 'a', dtype: 'U8', shape: [1], bytes: new Uint8Array(1) } as const;
    expect(() => writeSafetensors([source, source])).toThrow(/"a"/);
  });
});
