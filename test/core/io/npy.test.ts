import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arange, io, load, tensor } from '../../../core/index.ts';
import { crc32 } from '../../../core/io/crc32.ts';
import { readZip, writeZip } from '../../../core/io/zip.ts';
import { mutate, parts, refuses, survives } from './bytes.ts';

/** An npy file with a header of our choice, as NumPy lays it out. */
function npy(header: string, body: ArrayBufferView, version = 1): Uint8Array {
  const text = `${header}\n`;
  const size = version === 1 ? 2 : 4;
  const out = new Uint8Array(8 + size + text.length + body.byteLength);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(out.buffer);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  out.set(new TextEncoder().encode(text), 8 + size);
  out.set(new Uint8Array(body.buffer, body.byteOffset, body.byteLength), 8 + size + text.length);
  return out;
}

const header = (descr: string, shape: string, fortran = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`;

test('every dtype and rank comes back as it went', () => {
  for (const x of [
    tensor(1.5),
    tensor([1, 2, 3], { dtype: 'float64' }),
    tensor(
      [
        [1, -2],
        [3, 4],
      ],
      { dtype: 'int32' },
    ),
    tensor([[[true, false]]]),
    tensor([1, 255], { dtype: 'uint8' }),
    tensor([], { shape: [0, 2] }),
  ]) {
    const bytes = io.writeNpy(x);
    expect(bytes.length % 64 === 0 || bytes.length > 64).toBe(true);
    expect(parts(io.readNpy(bytes))).toEqual(parts(x));
    expect(load(bytes)).toBeInstanceOf(x.constructor);
  }
});

test('the header is the one NumPy writes', () => {
  const bytes = io.writeNpy(tensor([1, 2]));
  expect(new TextDecoder('latin1').decode(bytes.subarray(10, 128)).trimEnd()).toBe(
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
  );
  expect(bytes[127]).toBe(0x0a);
});

test('Fortran order, versions 2 and 3, big-endian and narrow types', () => {
  const columns = npy(header('<f4', '(2, 3)', 'True'), new Float32Array([1, 4, 2, 5, 3, 6]));
  expect(parts(io.readNpy(columns))).toEqual({ shape: [2, 3], dtype: 'float32', data: [1, 2, 3, 4, 5, 6] });
  expect(parts(io.readNpy(npy(header('<i8', '(2,)'), new BigInt64Array([3n, -4n]), 2))).data).toEqual([3, -4]);
  expect(parts(io.readNpy(npy(header('<u2', '(1,)'), new Uint16Array([65535]), 3))).data).toEqual([65535]);
  expect(parts(io.readNpy(npy(header('>f4', '(1,)'), new Uint8Array([0x3f, 0x80, 0, 0])))).data).toEqual([1]);
  expect(parts(io.readNpy(npy(header('<f2', '()'), new Uint16Array([0x3c00])))).shape).toEqual([]);
  expect(
    parts(io.readNpy(npy("{'shape': (2L,), 'fortran_order': False, 'descr': '|i1'}", new Int8Array([-1, 1])))).data,
  ).toEqual([-1, 1]);
});

test('what is not numbers is refused by name', () => {
  refuses(() => io.readNpy(npy(header('|O', '(1,)'), new Uint8Array(8))), /'\|O' is not read[\s\S]*Python objects/);
  refuses(() => io.readNpy(npy(header('<U5', '(1,)'), new Uint8Array(20))), /'<U5'/);
  refuses(
    () => io.readNpy(npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", new Uint8Array(4))),
    /structured/,
  );
  refuses(() => io.readNpy(npy(header('<f4', '(3,)'), new Float32Array(2))), /needs 12 bytes, the file has 8/);
  refuses(() => io.readNpy(npy(header('<f4', '(99999999999, 99999999999)'), new Float32Array(2))), /needs/);
  refuses(() => io.readNpy(npy("__import__('os')", new Float32Array(2))), /not a dict/);
});

test('archives: stored, deflated, refused', () => {
  const state = {
    a: tensor([
      [1, 2],
      [3, 4],
    ]),
    'layer.b': arange(5),
  };
  const bytes = io.writeNpz(state);
  expect(Object.entries(io.readNpz(bytes)).map(([name, t]) => [name, parts(t)])).toEqual(
    Object.entries(state).map(([name, t]) => [name, parts(t)]),
  );
  expect(parts((load(bytes) as typeof state).a)).toEqual(parts(state.a));
  const packed = deflatedZip('x.npy', io.writeNpy(arange(1000)));
  expect(parts(io.readNpz(packed).x)).toEqual(parts(arange(1000)));
  refuses(() => io.readNpz(writeZip([['notes.txt', new Uint8Array(1)]])), /no npy file/);
  refuses(() => io.readNpz(bytes.subarray(0, bytes.length - 30)), /no directory/);
});

test('a damaged entry is found by its checksum, a bomb by its claims', () => {
  const bytes = writeZip([['a', new Uint8Array([1, 2, 3])]]);
  bytes[31] ^= 1;
  refuses(() => readZip(bytes).read('a'), /checksum/);
  const bomb = deflatedZip('a', new Uint8Array(1000));
  const view = new DataView(bomb.buffer);
  const directory = view.getUint32(bomb.length - 22 + 16, true);
  view.setUint32(directory + 24, 0x7fffffff, true);
  refuses(() => readZip(bomb), /impossible size/);
  const two = writeZip([
    ['a', new Uint8Array(9)],
    ['b', new Uint8Array(9)],
  ]);
  const at = new DataView(two.buffer).getUint32(two.length - 22 + 16, true);
  new DataView(two.buffer).setUint32(at + 47 + 42, 0, true);
  refuses(() => readZip(two), /overlaps/);
});

test("wrong bytes give the library's errors and nothing else", () => {
  for (const good of [
    io.writeNpy(
      tensor([
        [1, 2],
        [3, 4],
      ]),
    ),
    io.writeNpz({ a: tensor([1]), b: tensor([2]) }),
    deflatedZip('x.npy', io.writeNpy(arange(50))),
  ]) {
    const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) =>
        survives(() => load(mutate(good, changes))),
      ),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.nat(good.length), (n) => survives(() => load(good.subarray(0, n)))),
      { numRuns: 100 },
    );
  }
});

/** An archive with one deflated entry, made from a stored one. */
function deflatedZip(name: string, data: Uint8Array): Uint8Array {
  const packed = new Uint8Array(deflateRawSync(data));
  const out = writeZip([[name, packed]]);
  const view = new DataView(out.buffer);
  const directory = view.getUint32(out.length - 22 + 16, true);
  for (const at of [4, directory + 6]) {
    view.setUint16(at + 4, 8, true);
    view.setUint32(at + 10, crc32(data), true);
    view.setUint32(at + 18, data.length, true);
  }
  return out;
}
