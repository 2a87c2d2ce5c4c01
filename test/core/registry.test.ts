/** What every operation must do, from its record's own samples. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { gradcheck, gradgradcheck } from '../../core/autograd/gradcheck.ts';
import * as T from '../../core/index.ts';
import { allRecords, type OpRecord, type Sample } from '../../core/ops/define.ts';
import { functionOf, isMethod } from '../../core/ops/derive.ts';
import { emitApi } from '../../core/ops/emit.ts';
import { isFloat } from '../../core/tensor/dtype.ts';
import { Tensor } from '../../core/tensor/tensor.ts';
import { replaceTensors, resultTensors, sampleTensors, tensorsOf } from './samples.ts';

const pathOf = (r: OpRecord): string => (r.namespace ? `${r.namespace}.${r.name}` : r.name);

/** The call of a record; methods without a function are called as methods. */
function callOf(record: OpRecord): (args: readonly unknown[]) => unknown {
  const call = functionOf(pathOf(record));
  return (args) => call(...(args as never[]));
}

const cases = allRecords().flatMap((record) =>
  (record.samples ?? []).map((sample, i) => ({
    name: `${pathOf(record)} ${i}${sample.note ? ` (${sample.note})` : ''}`,
    record,
    sample,
  })),
);

function leaves(args: readonly unknown[]): Tensor[] {
  return tensorsOf(args).filter((t) => isFloat(t.dtype));
}

/** The sample as a function of its floating-point tensors. */
function asFunction(record: OpRecord, sample: Sample): { fn: (...inputs: Tensor[]) => Tensor[]; inputs: Tensor[] } {
  const args = sample.args(sampleTensors(7));
  const inputs = leaves(args).map((t) => t.detach().clone().requiresGrad_());
  const call = callOf(record);
  const fn = (...given: Tensor[]): Tensor[] => {
    let next = 0;
    return resultTensors(call(replaceTensors(args, (t) => (isFloat(t.dtype) ? given[next++] : t)))).filter((t) =>
      isFloat(t.dtype),
    );
  };
  return { fn, inputs };
}

/** The same elements in memory of another layout: every second element of a wider one. */
function strided(t: Tensor): Tensor {
  if (t.shape.length === 0) return t;
  const wide = [...t.shape, 2];
  return t.unsqueeze(-1).expand(wide).contiguous().select(-1, 0);
}

const close = (a: Tensor, b: Tensor): void => {
  expect(a.shape).toEqual(b.shape);
  expect(a.dtype).toBe(b.dtype);
  const [x, y] = [a.data, b.data];
  for (let i = 0; i < x.length; i++)
    if (!Object.is(x[i], y[i]) && !(Math.abs(x[i] - y[i]) <= 1e-12 + 1e-9 * Math.abs(y[i])) && x[i] !== y[i])
      expect(x[i]).toBe(y[i]);
};

/** Results that depend on data in their shape, or on a random stream: shapes alone cannot tell them. */
const DATA_DEPENDENT = new Set([
  'nonzero',
  'argwhere',
  'maskedSelect',
  'maskedScatter',
  'unique',
  'uniqueConsecutive',
  'equal',
  'allclose',
  'isNonzero',
  'bincount',
  'oneHot',
  'repeatInterleave',
  'quantile',
  'nanquantile',
  'at',
  'indexPut',
  'where',
  'embeddingBag',
  'ctcLoss',
  'multinomial',
]);
const RANDOM = /rand|bernoulli|multinomial|normal|dropout|poisson|gumbel|exponential/i;

/** Kernels that only other operations call, whose samples check them: by name, the operation that does. */
const CHECKED_THROUGH_OTHERS = new Map([
  ['whereTensor', 'where'],
  ['sliceBackward', 'slice'],
  ['convolution', 'conv2d'],
  ['convolutionInput', 'conv2d'],
  ['convolutionWeight', 'conv2d'],
  ['poolSum', 'avgPool2d'],
  ['poolSpread', 'avgPool2d'],
  ['poolMax', 'maxPool2d'],
  ['resample', 'interpolate'],
  ['resampleAdjoint', 'interpolate'],
  ['linalg.svd', 'linalg.svdvals'],
]);

describe('records', () => {
  test('every differentiable primitive brings samples and a formula', () => {
    const bare = allRecords()
      .filter((r) => r.kind !== 'composite' && r.vjp && !(r.samples && r.samples.length > 0))
      .map(pathOf);
    expect(bare.filter((n) => !CHECKED_THROUGH_OTHERS.has(n) && n !== 'linalg.eigh')).toEqual([]);
  });

  test('core/api.gen.ts is up to date', () => {
    const file = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../core/api.gen.ts');
    expect(readFileSync(file, 'utf8') === emitApi(), 'run npm run build: the records changed').toBe(true);
  });

  test('kernels without samples are checked through operations that have some', () => {
    const sampled = new Set(
      allRecords()
        .filter((r) => r.samples?.some((s) => s.grad !== false))
        .map(pathOf),
    );
    expect([...CHECKED_THROUGH_OTHERS.values()].filter((n) => !sampled.has(n))).toEqual([]);
  });

  test('eigenvalues, as a function of a matrix that is made symmetric', () => {
    const a = sampleTensors(2).randn([3, 3]).requiresGrad_();
    const values = (t: Tensor): Tensor => T.linalg.eigvalsh(t.add(t.t()));
    expect(gradcheck(values, a).passed).toBe(true);
    expect(gradgradcheck(values, a).passed).toBe(true);
  });

  test('every record is a function or a method', () => {
    for (const record of allRecords()) {
      if (record.namespace) continue;
      expect(typeof functionOf(record.name), record.name).toBe('function');
      if (isMethod(record))
        expect(typeof (Tensor.prototype as unknown as Record<string, unknown>)[record.name], record.name).toBe(
          'function',
        );
    }
  });
});

describe('examples of the documentation run', () => {
  const names = Object.keys(T).filter((n) => !['var', 'default'].includes(n));
  const values = names.map((n) => (T as Record<string, unknown>)[n]);
  test.each(
    allRecords()
      .filter((r) => r.example)
      .map((r) => [pathOf(r), r.example as string]),
  )('%s', (_, example) => {
    const statements = example.split(/[;\n]\s*/).filter((s) => s !== '');
    const body = [...statements.slice(0, -1), `return (${statements[statements.length - 1]});`].join(';\n');
    const run = new Function(...names, body) as (...args: unknown[]) => unknown;
    expect(run(...values)).not.toBeUndefined();
  });
});

describe('forward', () => {
  test.each(cases)('$name: runs, and strided operands give the same', ({ record, sample }) => {
    const call = callOf(record);
    const plain = sample.args(sampleTensors(3));
    if (RANDOM.test(record.name)) T.manualSeed(1);
    const out = resultTensors(call(plain));
    for (const t of out) expect(t.toArray()).toBeDefined();
    if (RANDOM.test(record.name)) T.manualSeed(1);
    const again = resultTensors(call(replaceTensors(sample.args(sampleTensors(3)), (t) => strided(t))));
    if (record.name === 'view' || record.name === 'asStrided' || record.name === 'viewAs') return;
    for (const [i, t] of again.entries()) close(t, out[i]);
  });

  test.each(cases.filter(({ record }) => !DATA_DEPENDENT.has(record.name)))(
    '$name: shape and dtype on meta',
    ({ record, sample }) => {
      const call = callOf(record);
      const real = resultTensors(call(sample.args(sampleTensors(5))));
      const onMeta = replaceTensors(sample.args(sampleTensors(5)), (t) =>
        isFloat(t.dtype) ? t.to({ device: 'meta' }) : t,
      );
      const meta = resultTensors(call(onMeta));
      expect(meta.map((t) => [t.shape, t.dtype])).toEqual(real.map((t) => [t.shape, t.dtype]));
    },
  );

  test.each(cases.filter(({ record, sample }) => record.inplace && !RANDOM.test(record.name) && sample))(
    '$name: in place',
    ({ record, sample }) => {
      const args = sample.args(sampleTensors(9));
      const [self, ...rest] = args;
      const out = resultTensors(callOf(record)(args))[0];
      if (!(self instanceof Tensor) || String(self.shape) !== String(out.shape)) return;
      const target = self.clone();
      const methods = target as unknown as Record<string, (...a: unknown[]) => Tensor>;
      expect(methods[`${record.name}_`](...rest)).toBe(target);
      close(target, out.to(target.dtype));
      expect(target.version).toBe(1);
    },
  );
});

describe('derivatives', () => {
  const smooth = cases.filter(({ record, sample }) => sample.grad !== false && !RANDOM.test(record.name));
  test.each(smooth)('$name: first', ({ record, sample }) => {
    const { fn, inputs } = asFunction(record, sample);
    if (inputs.length === 0 || !fn(...inputs).some((t) => t.requiresGrad)) return;
    const report = gradcheck(fn, inputs, { raiseException: false });
    expect(
      report.entries
        .filter((e) => !e.passed)
        .map(({ name, worst, analytic, numeric }) => ({ name, worst, analytic, numeric })),
    ).toEqual([]);
  });
  test.each(smooth.filter(({ sample }) => sample.gradgrad !== false))('$name: second', ({ record, sample }) => {
    const { fn, inputs } = asFunction(record, sample);
    if (inputs.length === 0 || !fn(...inputs).some((t) => t.requiresGrad)) return;
    const report = gradgradcheck(fn, inputs, { raiseException: false });
    expect(
      report.entries
        .filter((e) => !e.passed)
        .map(({ name, worst, analytic, numeric }) => ({ name, worst, analytic, numeric })),
    ).toEqual([]);
  });
});
