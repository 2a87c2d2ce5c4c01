import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as core from '../../../core/index.ts';
import { casesOf, readFiles, readTar } from './archive.ts';
import { Call, type Value } from './call.ts';
import { type Attribute, type OnnxNode, readModel, readTensor } from './model.ts';
import { ADAPTERS } from './operators.ts';
import { fieldsOf } from './protobuf.ts';
import { totalsOf } from './report.ts';
import { GRAPHS, runCase, useCore } from './runner.ts';

beforeAll(() => useCore(core));

const cases = path.resolve(import.meta.dirname, '../../../../shared/onnx/node-cases.tar.gz');
if (!existsSync(cases)) console.warn(`onnx: left out, because ${cases} is not there`);

describe.skipIf(!existsSync(cases))("ONNX's cases", () => {
  const results = existsSync(cases) ? () => casesOf(readFiles(cases)).map(runCase) : () => [];

  test('at least 95 % of those in scope pass, and most are in scope', () => {
    const all = results();
    const single = all.filter(({ group }) => group !== GRAPHS);
    expect(all.filter(({ outcome }) => outcome === 'failed').map(({ name, reason }) => `${name}: ${reason}`)).toEqual(
      [],
    );
    expect(totalsOf(single).passed).toBeGreaterThan(350);
  }, 120_000);

  test('a wrong operation is found', () => {
    useCore({ ...core, relu: core.tanh, softmax: core.logSoftmax as unknown as typeof core.softmax, add: core.sub });
    const names = /^test_(softmax_axis_2|softmax_example|add|sum_two_inputs)$/;
    const some = casesOf(readFiles(cases)).filter(({ name }) => names.test(name));
    const outcomes = some.map((one) => runCase(one).outcome);
    useCore(core);
    expect(outcomes).toEqual(['failed', 'failed', 'failed', 'failed']);
  });
});

const bytes = (...parts: (number | number[] | Uint8Array | string)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((p) =>
      typeof p === 'number' ? [p] : typeof p === 'string' ? [...new TextEncoder().encode(p)] : [...p],
    ),
  );
/** A length-delimited field. */
const field = (number: number, body: Uint8Array | string): Uint8Array => {
  const data = bytes(body);
  return bytes((number << 3) | 2, data.length, data);
};

describe('reading', () => {
  test('protobuf: numbers of every width, and what is damaged', () => {
    expect(fieldsOf(bytes(0x08, 0x96, 0x01))).toEqual([{ number: 1, value: 150n }]);
    expect(fieldsOf(bytes(field(2, 'ab'), 0x1d, [0, 0, 128, 63]))).toMatchObject([{ number: 2 }, { number: 3 }]);
    expect(() => fieldsOf(bytes(0x08, 0x96))).toThrow(/ends inside a number/);
    expect(() => fieldsOf(bytes(0x12, 5, 1))).toThrow(/ends inside a field/);
    expect(() => fieldsOf(bytes(0x0b))).toThrow(/wire type 3/);
  });

  test('tensors: raw bytes and listed values, packed or not, negative ones', () => {
    const raw = bytes(0x08, 2, 0x10, 1, field(9, bytes([0, 0, 128, 63, 0, 0, 0, 192])));
    expect(readTensor(raw)).toMatchObject({ shape: [2], type: 'float32', data: [1, -2] });
    const minusOne = bytes([255, 255, 255, 255, 255, 255, 255, 255, 255, 1]);
    expect(readTensor(bytes(0x10, 7, field(7, bytes(minusOne, 3))))).toMatchObject({
      shape: [],
      type: 'int64',
      data: [-1, 3],
    });
    expect(readTensor(bytes(0x10, 10, field(9, bytes([0, 0]))))).toMatchObject({ type: 'float16', data: null });
  });

  test('a model of one node', () => {
    const attribute = bytes(field(1, 'axis'), 0x18, 1);
    const node = bytes(field(1, 'x'), field(2, 'y'), field(4, 'Softmax'), field(5, attribute));
    const model = readModel(bytes(field(7, field(1, node)), field(8, bytes(0x10, 13))));
    expect(model).toMatchObject({ opset: 13, nodes: [{ op: 'Softmax', inputs: ['x'], outputs: ['y'] }] });
    expect(model.nodes[0].attributes.get('axis')?.int).toBe(1);
  });

  test('a tar archive', () => {
    const block = new Uint8Array(1536);
    block.set(bytes('a/model.onnx'));
    block.set(bytes('00000000003'), 124);
    block[156] = 0x30;
    block.set([7, 8, 9], 512);
    expect([...readTar(block)]).toEqual([['a/model.onnx', Uint8Array.from([7, 8, 9])]]);
  });
});

/** Runs an adapter as a node would. */
function run(
  op: string,
  inputs: (core.Tensor | null)[],
  attributes: Record<string, Partial<Attribute>>,
): core.Tensor[] {
  const node: OnnxNode = {
    op,
    domain: '',
    inputs: [],
    outputs: ['a', 'b', 'c'],
    attributes: new Map(Object.entries(attributes).map(([name, value]) => [name, value as Attribute])),
  };
  const values = inputs.map((tensor): Value | null => (tensor === null ? null : { tensor, exact: null }));
  return ADAPTERS[op](new Call(node, 22, values)) as core.Tensor[];
}

describe('recurrent operators: step by step as by the modules', () => {
  const gates = { RNN: 1, GRU: 3, LSTM: 4 };
  test.each(['RNN', 'GRU', 'LSTM'] as const)('%s', (op) => {
    core.manualSeed(5);
    const n = gates[op] * 4;
    const inputs = [core.randn([6, 3, 5]), core.randn([2, n, 5]), core.randn([2, n, 4]), core.randn([2, 2 * n])];
    const states = [null, core.randn([2, 3, 4]), ...(op === 'LSTM' ? [core.randn([2, 3, 4])] : [])];
    const common = { direction: { string: 'bidirectional' }, hidden_size: { int: 4 }, linear_before_reset: { int: 1 } };
    const names = { RNN: ['Tanh'], GRU: ['Sigmoid', 'Tanh'], LSTM: ['Sigmoid', 'Tanh', 'Tanh'] }[op];
    const byModule = run(op, [...inputs, ...states], common);
    const bySteps = run(op, [...inputs, ...states], { ...common, activations: { strings: [...names, ...names] } });
    expect(byModule.length).toBe(op === 'LSTM' ? 3 : 2);
    byModule.forEach((y, i) => {
      expect(y.shape).toEqual(bySteps[i].shape);
      expect(core.allclose(y, bySteps[i], { rtol: 1e-5, atol: 1e-6 })).toBe(true);
    });
  });
});

describe('operators by hand', () => {
  const near = (got: core.Tensor | core.Tensor[], want: unknown) => {
    const expected = core.tensor(want as number[]);
    const actual = Array.isArray(got) ? got[0] : got;
    expect(actual.shape).toEqual(expected.shape);
    expect(core.allclose(actual.float(), expected, { rtol: 1e-4, atol: 1e-5 })).toBe(true);
  };

  test('MaxUnpool: places count in the shape of the windows, which the asked shape may exceed', () => {
    const [x, places] = [
      core.tensor([
        [
          [
            [1, 2],
            [3, 4],
          ],
        ],
      ]),
      core.tensor(
        [
          [
            [
              [5, 7],
              [13, 15],
            ],
          ],
        ],
        { dtype: 'int32' },
      ),
    ];
    const attributes = { kernel_shape: { ints: [2, 2] }, strides: { ints: [2, 2] } };
    const rows = [
      [0, 0, 0, 0],
      [0, 1, 0, 2],
      [0, 0, 0, 0],
      [0, 3, 0, 4],
    ];
    near(run('MaxUnpool', [x, places], attributes), [[rows]]);
    const larger = [...rows.map((row) => [...row, 0]), [0, 0, 0, 0, 0]];
    near(run('MaxUnpool', [x, places, core.tensor([1, 1, 5, 5], { dtype: 'int32' })], attributes), [[larger]]);
  });

  test('GroupNormalization takes scales per channel or per group', () => {
    const x = core.randn([2, 4, 3]);
    const perGroup = run('GroupNormalization', [x, core.tensor([2, 3]), core.tensor([0, 1])], {
      num_groups: { int: 2 },
    });
    const scales = [core.tensor([2, 2, 3, 3]), core.tensor([0, 0, 1, 1])];
    near(perGroup, run('GroupNormalization', [x, ...scales], { num_groups: { int: 2 } }));
    near(perGroup, core.groupNorm(x, 2, ...scales));
  });

  test('MeanVarianceNormalization, PRelu, Tile, windows', () => {
    near(run('MeanVarianceNormalization', [core.tensor([[[[1, 3]]]])], {}), [[[[-1, 1]]]]);
    near(
      run(
        'PRelu',
        [
          core.tensor([
            [-2, 2],
            [-1, 1],
          ]),
          core.tensor([0.5, 3]),
        ],
        {},
      ),
      [
        [-1, 2],
        [-0.5, 1],
      ],
    );
    near(run('Tile', [core.tensor([[1, 2]]), core.tensor([2, 2], { dtype: 'int32' })], {}), [
      [1, 2, 1, 2],
      [1, 2, 1, 2],
    ]);
    near(run('BlackmanWindow', [core.tensor(4, { dtype: 'int32' })], {}), [0, 0.34, 1, 0.34]);
    near(run('GlobalLpPool', [core.tensor([[[3, 4]]])], {}), [[[5]]]);
    near(
      run(
        'GlobalAveragePool',
        [
          core.tensor([
            [
              [
                [1, 2],
                [3, 6],
              ],
            ],
          ]),
        ],
        {},
      ),
      [[[[3]]]],
    );
  });

  test('Resize against aliasing', () => {
    const x = core.arange(1, 17).float().reshape([1, 1, 4, 4]);
    const inputs = [x, null, core.tensor([1, 1, 0.6, 0.6])];
    const smooth = { antialias: { int: 1 } };
    near(run('Resize', inputs, { ...smooth, mode: { string: 'linear' } }), [
      [
        [
          [2.875, 4.5],
          [9.375, 11],
        ],
      ],
    ]);
    near(run('Resize', inputs, { ...smooth, mode: { string: 'cubic' } }), [
      [
        [
          [2.51807, 4.28589],
          [9.58933, 11.35714],
        ],
      ],
    ]);
  });

  test('TensorScatter writes rows of a cache, around its end where asked', () => {
    const [cache, update] = [core.zeros([1, 3, 1]), core.tensor([[[1], [2]]])];
    const start = core.tensor([2], { dtype: 'int32' });
    near(run('TensorScatter', [cache, update, start], { mode: { string: 'circular' } }), [[[2], [0], [1]]]);
    near(run('TensorScatter', [cache, update, core.tensor([1], { dtype: 'int32' })], {}), [[[0], [1], [2]]]);
  });

  test('GRU resets the state before its product unless asked otherwise', () => {
    const gates = [
      core.tensor([[[0.3], [-0.2], [0.5]]]),
      core.tensor([[[0.1], [0.4], [-0.6]]]),
      core.tensor([[0, 0, 0, 0, 0, 1]]),
    ];
    const inputs = [core.tensor([[[1]]]), ...gates, null, core.tensor([[[0.7]]])];
    const s = (v: number) => 1 / (1 + Math.exp(-v));
    const [z, r] = [s(0.3 + 0.07), s(-0.2 + 0.28)];
    const expected = (inner: number) => (1 - z) * Math.tanh(0.5 + inner) + z * 0.7;
    near(run('GRU', inputs, {}), [[[[expected(-0.6 * r * 0.7 + 1)]]]]);
    near(run('GRU', inputs, { linear_before_reset: { int: 1 } }), [[[[expected(r * (-0.6 * 0.7 + 1))]]]]);
  });

  test('LSTM with peepholes, a length shorter than the sequence, and batches first', () => {
    const w = core.tensor([[[0.5], [0.5], [0.5], [0.5]]]);
    const zero = core.zeros([1, 4, 1]);
    const peepholes = core.tensor([[0, 1, 0]]);
    const x = core.tensor([[[1], [9]]]);
    const inputs = [x, w, zero, null, core.tensor([1], { dtype: 'int32' }), null, null, peepholes];
    const [y, h, c] = run('LSTM', inputs, { layout: { int: 1 }, hidden_size: { int: 1 } });
    const s = 1 / (1 + Math.exp(-0.5));
    const cell = s * Math.tanh(0.5);
    const out = Math.tanh(cell) / (1 + Math.exp(-0.5 - cell));
    near(y, [[[[out]], [[0]]]]);
    near(h, [[[out]]]);
    near(c, [[[cell]]]);
  });
});
