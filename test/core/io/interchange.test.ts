/**
 * Weights between PyTorch and the library, both directions, by the files that people exchange. Needs python3 with
 * torch, which a machine that only builds the extension does not have; the tests then say that they were left out.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { io, load, manualSeed, nn, randn, type Tensor, tensor } from '../../../core/index.ts';

const hasTorch = spawnSync('python3', ['-c', 'import torch, numpy'], { encoding: 'utf8' }).status === 0;
if (!hasTorch) console.warn('interchange: left out, because there is no python3 with torch here');

/** The same nets as `NETS` in interchange.py, with an input of each. */
const nets: Record<string, { make: () => nn.Module; input: number[] }> = {
  mlp: {
    make: () => new nn.Sequential(new nn.Linear(6, 8), new nn.BatchNorm1d(8), new nn.GELU(), new nn.Linear(8, 3)),
    input: [5, 6],
  },
  conv: {
    make: () =>
      new nn.Sequential(
        new nn.Conv2d(1, 4, 3, { padding: 1 }),
        new nn.GroupNorm(2, 4),
        new nn.ReLU(),
        new nn.MaxPool2d(2),
        new nn.Flatten(),
        new nn.Linear(16, 2),
      ),
    input: [3, 1, 4, 4],
  },
  lstm: {
    make: () => new nn.LSTM(5, 4, { numLayers: 2, bidirectional: true, batchFirst: true }),
    input: [2, 6, 5],
  },
  transformer: {
    make: () => new nn.TransformerEncoderLayer(8, 2, { dimFeedforward: 16, dropout: 0, batchFirst: true }),
    input: [2, 5, 8],
  },
};

/** The net's output as one tensor (of an LSTM the sequence). */
function run(net: nn.Module, x: Tensor): Tensor {
  const output = (net as unknown as (x: Tensor) => Tensor | Tensor[])(x);
  return Array.isArray(output) ? output[0] : output;
}

function difference(a: Tensor, b: Tensor): number {
  expect(a.shape).toEqual(b.shape);
  return a.sub(b).abs().max().item();
}

const dtypes = {
  f: tensor([[1.5, -2]]),
  d: tensor(0.1, { dtype: 'float64' }),
  i: tensor([-3, 2 ** 31 - 1], { dtype: 'int32' }),
  u: tensor([255], { dtype: 'uint8' }),
  b: tensor([[true], [false]]),
  t: tensor([
    [1, 2],
    [3, 4],
  ]).t(),
};

describe.skipIf(!hasTorch)('PyTorch', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnbook-interchange-'));
  const file = (name: string) => path.join(folder, name);
  const read = (name: string) => load(readFileSync(file(name)));
  let report: Record<string, unknown> = {};

  beforeAll(() => {
    for (const [name, { make, input }] of Object.entries(nets)) {
      manualSeed(3);
      const net = make();
      const x = randn(input);
      run(net, x); // moves the running statistics of batch normalization
      net.eval();
      writeFileSync(file(`ours-${name}.safetensors`), io.writeSafetensors(net.stateDict()));
      writeFileSync(file(`ours-${name}.npz`), io.writeNpz({ input: x, output: run(net, x).detach() }));
    }
    writeFileSync(file('ours-dtypes.npz'), io.writeNpz(dtypes));
    writeFileSync(file('ours-dtypes.safetensors'), io.writeSafetensors(dtypes));
    const python = spawnSync('python3', [path.join(import.meta.dirname, 'interchange.py'), folder], {
      encoding: 'utf8',
    });
    if (python.status !== 0) throw new Error(python.stderr);
    report = JSON.parse(python.stdout) as Record<string, unknown>;
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(Object.keys(nets))('%s: weights saved here give the same output there', (name) => {
    expect(report[name]).toBeLessThan(1e-5);
  });

  test.each(Object.keys(nets))('%s: weights saved there give the same output here', (name) => {
    const { input, output } = read(`theirs-${name}.npz`) as Record<string, Tensor>;
    for (const kind of ['pt', 'safetensors']) {
      const net = nets[name].make();
      net.loadStateDict(read(`theirs-${name}.${kind}`) as Record<string, Tensor>);
      net.eval();
      expect(difference(run(net, input), output)).toBeLessThan(1e-5);
    }
  });

  test('every dtype that we write is read as it is', () => {
    const expected = (names: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(dtypes).map(([name, t]) => [
          name,
          [names[t.dtype] ?? t.dtype, t.shape, JSON.parse(JSON.stringify(t.double().toArray()))],
        ]),
      );
    expect(report.dtypes).toEqual(expected({}));
    expect(report.dtypesSafetensors).toEqual(expected({}));
  });

  test('a training checkpoint', () => {
    const c = read('checkpoint.pt') as Record<string, never>;
    const data = (t: Tensor) => [t.dtype, t.toArray()];
    expect([c.epoch, c.loss, c.infinite, c.name, c.size]).toEqual([3, 0.25, Number.POSITIVE_INFINITY, 'naïve', [2, 3]]);
    expect(Object.keys(c.model)).toEqual(['weight', 'bias']);
    const { state, param_groups: groups } = c.optimizer as {
      state: Record<string, Record<string, Tensor>>;
      param_groups: Record<string, unknown>[];
    };
    expect(groups[0]).toMatchObject({ lr: 0.01, betas: [0.8, 0.9], params: [0, 1], amsgrad: false, maximize: false });
    expect(state[0].exp_avg.shape).toEqual([2, 3]);
    expect(state[1].step.item()).toBe(1);
    expect((c.parameter as Tensor).requiresGrad).toBe(true);
    expect(data(c.half)).toEqual(['float32', [0.5, -2]]);
    expect(data(c.bfloat)).toEqual(['float32', [1.5]]);
    expect(data(c.long)).toEqual(['int32', [[1, -2]]]);
    expect(data(c.bool)).toEqual(['bool', [true, false]]);
    expect(data(c.scalar)).toEqual(['float64', 2.5]);
    expect(data(c.transposed)).toEqual([
      'float32',
      [
        [0, 3],
        [1, 4],
        [2, 5],
      ],
    ]);
    expect((c.part as Tensor).storage).toBe((c.transposed as Tensor).storage);
    expect((c.empty as Tensor).shape).toEqual([0, 4]);
  });

  test('what is no data is refused with the way out', () => {
    expect(() => read('module.pt')).toThrow(io.FileError);
    expect(() => read('module.pt')).toThrow(/torch\.nn\.modules\.linear\.Linear, which is not data[\s\S]*state_dict/);
    expect(() => read('legacy.pt')).toThrow(/torch\.save of PyTorch 1\.6/);
    expect(() => io.readPt(readFileSync(file('legacy.pt')))).toThrow(/before 1\.6/);
  });

  test('NumPy: Fortran order and the other byte order', () => {
    expect((read('fortran.npy') as Tensor).toArray()).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });
});
