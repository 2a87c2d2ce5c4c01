import fc from 'fast-check';
import { expect, test } from 'vitest';
import { io, load, manualSeed, nn, save, tensor } from '../../../core/index.ts';
import { bfloatToNumber, halfToNumber } from '../../../core/io/elements.ts';
import { type SafetensorsDType, writeSafetensors as writeFormat } from '../../../core/payload/safetensors-format.ts';
import { mutate, parts, refuses, survives } from './bytes.ts';

const file = (dtype: SafetensorsDType, bytes: ArrayBufferView, shape: number[]) =>
  writeFormat([{ name: 'x', dtype, shape, bytes: new Uint8Array(bytes.buffer) }]);

test('every dtype comes back as it went', () => {
  const state = {
    f: tensor([
      [1, -0, Number.NaN],
      [Number.POSITIVE_INFINITY, 1e-45, 3.4e38],
    ]),
    d: tensor([0.1, 2], { dtype: 'float64' }),
    i: tensor([-(2 ** 31), 2 ** 31 - 1], { dtype: 'int32' }),
    u: tensor([0, 255], { dtype: 'uint8' }),
    b: tensor([[true], [false]]),
    scalar: tensor(3),
    empty: tensor([], { shape: [0, 4] }),
    __proto__x: tensor([1]),
  };
  const back = io.readSafetensors(io.writeSafetensors(state, { format: 'pt' }));
  expect(Object.fromEntries(Object.entries(back).map(([name, t]) => [name, parts(t)]))).toEqual(
    Object.fromEntries(Object.entries(state).map(([name, t]) => [name, parts(t)])),
  );
  expect(io.readSafetensorsMetadata(io.writeSafetensors(state, { format: 'pt' }))).toEqual({ format: 'pt' });
});

test('a transposed view is written as what it shows', () => {
  const x = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]).t();
  expect(parts(io.readSafetensors(io.writeSafetensors({ x })).x)).toEqual({
    shape: [3, 2],
    dtype: 'float32',
    data: [1, 4, 2, 5, 3, 6],
  });
});

test('a name that JavaScript treats specially is a name', () => {
  const back = io.readSafetensors(io.writeSafetensors([['__proto__', tensor([7])]]));
  expect(Object.keys(back)).toEqual(['__proto__']);
});

test('half precision is widened', () => {
  expect([0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00, 0xfc00, 0x8000].map(halfToNumber)).toEqual([
    1,
    -2,
    2 ** -24,
    65504,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    -0,
  ]);
  expect(halfToNumber(0x7e00)).toBeNaN();
  expect([0x3f80, 0xc000, 0x7f80].map(bfloatToNumber)).toEqual([1, -2, Number.POSITIVE_INFINITY]);
  expect(parts(io.readSafetensors(file('F16', new Uint16Array([0x3800, 0x4200]), [2])).x).data).toEqual([0.5, 3]);
  expect(parts(io.readSafetensors(file('BF16', new Uint16Array([0x3f80]), [1])).x).data).toEqual([1]);
});

test('64-bit integers are narrowed with a check, or held as float64', () => {
  const small = file('I64', new BigInt64Array([-5n, 7n]), [2]);
  expect(parts(io.readSafetensors(small).x)).toEqual({ shape: [2], dtype: 'int32', data: [-5, 7] });
  const large = file('I64', new BigInt64Array([1n, 2n ** 31n]), [2]);
  refuses(() => io.readSafetensors(large), /"x": element 1 is 2147483648, which int32 does not hold[\s\S]*float64/);
  expect(parts(io.readSafetensors(large, { integers: 'float64' }).x)).toEqual({
    shape: [2],
    dtype: 'float64',
    data: [1, 2 ** 31],
  });
  refuses(
    () => io.readSafetensors(file('U64', new BigUint64Array([2n ** 60n]), [1]), { integers: 'float64' }),
    /float64 does not hold/,
  );
  refuses(() => io.readSafetensors(file('U32', new Uint32Array([2 ** 32 - 1]), [1])), /4294967295/);
});

test('a network goes through a file and back', () => {
  manualSeed(1);
  const net = new nn.Sequential(new nn.Linear(3, 4), new nn.BatchNorm1d(4), new nn.Linear(4, 2));
  const copy = new nn.Sequential(new nn.Linear(3, 4), new nn.BatchNorm1d(4), new nn.Linear(4, 2));
  const x = tensor([
    [1, 2, 3],
    [0, -1, 1],
  ]);
  copy.loadStateDict(io.readSafetensors(save(net.stateDict())));
  expect(parts(copy(x))).toEqual(parts(net(x)));
});

test('what is no state dict is told at once', () => {
  expect(() => save({ lr: 0.1 } as never)).toThrow(/'lr' is not a tensor/);
  expect(() => load('model.safetensors' as never)).toThrow(/readFileSync/);
});

test('wrong bytes give FileError and nothing else', () => {
  const good = io.writeSafetensors({
    a: tensor([
      [1, 2],
      [3, 4],
    ]),
    b: tensor([1, 2, 3], { dtype: 'int32' }),
  });
  refuses(() => io.readSafetensors(good.subarray(0, good.length - 1)), /safetensors:/);
  refuses(() => load(new Uint8Array([1, 2, 3])), /no safetensors/);
  const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) =>
      survives(() => load(mutate(good, changes))),
    ),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => survives(() => load(bytes))),
    { numRuns: 500 },
  );
});
