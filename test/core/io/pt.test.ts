import fc from 'fast-check';
import { expect, test } from 'vitest';
import { io, load, type Tensor } from '../../../core/index.ts';
import { writeZip } from '../../../core/io/zip.ts';
import { mutate, parts, refuses, survives } from './bytes.ts';

const text = (value: string) => [...new TextEncoder().encode(value)];
const string = (value: string) => [0x58, ...uint32(value.length), ...text(value)];
const uint32 = (n: number) => [n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24];
const global = (module: string, name: string) => [0x63, ...text(`${module}\n${name}\n`)];
const int = (n: number) => [0x4a, ...uint32(n)];
const MARK = 0x28;
const TUPLE = 0x74;
const REDUCE = 0x52;
const DICT = 0x7d;
const SETITEM = 0x73;

/** The archive that `torch.save` would write around this pickle. */
function checkpoint(pickle: readonly number[], storages: Readonly<Record<string, ArrayBufferView>> = {}): Uint8Array {
  return writeZip([
    ['archive/data.pkl', Uint8Array.from([0x80, 2, ...pickle, 0x2e])],
    ...Object.entries(storages).map(([key, data]) => [`archive/data/${key}`, new Uint8Array(data.buffer)] as const),
  ]);
}

function tensorOf(
  type: string,
  key: string,
  count: number,
  offset: number,
  shape: number[],
  strides: number[],
): number[] {
  const tuple = (items: number[][]) => [MARK, ...items.flat(), TUPLE];
  return [
    ...global('torch._utils', '_rebuild_tensor_v2'),
    ...tuple([
      [...tuple([string('storage'), global('torch', type), string(key), string('cpu'), int(count)]), 0x51],
      int(offset),
      tuple(shape.map(int)),
      tuple(strides.map(int)),
      [0x89],
      [...global('collections', 'OrderedDict'), 0x29, REDUCE],
    ]),
    REDUCE,
  ];
}

const f32 = new Float32Array([1, 2, 3, 4, 5, 6]);

test('tensors, numbers, text, lists and nesting', () => {
  const pickle = [
    DICT,
    ...string('w'),
    ...tensorOf('FloatStorage', '0', 6, 0, [2, 3], [1, 2]),
    SETITEM,
    ...string('step'),
    ...int(-7),
    SETITEM,
    ...string('betas'),
    0x47,
    0x3f,
    0xe0,
    0,
    0,
    0,
    0,
    0,
    0,
    0x88,
    0x86,
    SETITEM,
    ...string('none'),
    0x4e,
    SETITEM,
    ...string('big'),
    0x8a,
    5,
    0,
    0,
    0,
    0,
    1,
    SETITEM,
  ];
  const { w, ...rest } = load(checkpoint(pickle, { 0: f32 })) as Record<string, Tensor>;
  expect(parts(w)).toEqual({ shape: [2, 3], dtype: 'float32', data: [1, 3, 5, 2, 4, 6] });
  expect(rest).toEqual({ step: -7, betas: [0.5, true], none: null, big: 2 ** 32 });
});

test('tensors that share memory share it', () => {
  const pair = checkpoint(
    [...tensorOf('FloatStorage', '0', 6, 0, [6], [1]), ...tensorOf('FloatStorage', '0', 6, 2, [2], [1]), 0x86],
    { 0: f32 },
  );
  const [all, part] = io.readPt(pair) as Tensor[];
  expect(part.storage).toBe(all.storage);
  expect(Array.from(part.data)).toEqual([3, 4]);
});

test('a code-carrying pickle is refused, and the name told', () => {
  refuses(
    () => io.readPt(checkpoint([...global('os', 'system'), ...string('true'), 0x85, REDUCE])),
    /os\.system, which is not data/,
  );
  refuses(() => io.readPt(checkpoint([...string('builtins'), ...string('eval'), 0x93])), /builtins\.eval/);
  refuses(() => io.readPt(checkpoint([...global('__main__', 'Net'), 0x29, 0x81])), /__main__\.Net/);
  refuses(() => io.readPt(checkpoint([...global('collections', 'OrderedDict'), 0x29, 0x81])), /NEWOBJ/);
  refuses(() => io.readPt(checkpoint([MARK, 0x69, ...text('os\nsystem\n')])), /INST/);
  refuses(() => io.readPt(checkpoint([...global('collections', 'OrderedDict')])), /used as data/);
  refuses(() => io.readPt(checkpoint([...global('torch', 'FloatStorage')])), /name of a type as data/);
});

test('a tensor outside its storage, a cycle, a lie about sizes', () => {
  refuses(
    () => io.readPt(checkpoint(tensorOf('FloatStorage', '0', 6, 4, [3], [1]), { 0: f32 })),
    /beyond its storage of 6/,
  );
  refuses(
    () => io.readPt(checkpoint(tensorOf('FloatStorage', '0', 7, 0, [3], [1]), { 0: f32 })),
    /do not fit 24 bytes/,
  );
  refuses(() => io.readPt(checkpoint(tensorOf('FloatStorage', '1', 6, 0, [3], [1]), { 0: f32 })), /no entry/);
  refuses(() => io.readPt(checkpoint([0x5d, 0x71, 0, 0x68, 0, 0x61])), /contains itself/);
  refuses(() => io.readPt(checkpoint([...Array(300).fill(0x5d), ...Array(299).fill(0x61)])), /200 deep/);
  expect(
    (io.readPt(checkpoint(tensorOf('FloatStorage', '0', 6, 0, [0, 3], [3, 1]), { 0: f32 })) as Tensor).shape,
  ).toEqual([0, 3]);
});

test('other files of PyTorch are told apart', () => {
  refuses(() => io.readPt(new Uint8Array([0x80, 2])), /before 1\.6/);
  refuses(() => load(new Uint8Array([0x80, 2, 0x2e])), /bare pickle/);
  refuses(
    () =>
      io.readPt(
        writeZip([
          ['m/data.pkl', new Uint8Array(1)],
          ['m/constants.pkl', new Uint8Array(1)],
        ]),
      ),
    /TorchScript/,
  );
});

test('wrong pickles give FileError and nothing else', () => {
  const good = [DICT, ...string('w'), ...tensorOf('LongStorage', '0', 1, 0, [1], [1]), SETITEM, 0x29, 0x62];
  const storage = { 0: new BigInt64Array([5n]) };
  expect(parts((io.readPt(checkpoint(good, storage)) as Record<string, Tensor>).w).data).toEqual([5]);
  const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) =>
      survives(() => io.readPt(checkpoint([...mutate(Uint8Array.from(good), changes)], storage))),
    ),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => survives(() => io.readPt(checkpoint([...bytes])))),
    { numRuns: 1000 },
  );
});
