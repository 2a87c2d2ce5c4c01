import { describe, expect, it } from 'vitest';
import { readCurves } from '../../../core/payload/curves.ts';
import { decodePayload, encodePayload } from '../../../core/payload/safetensors.ts';
import { SpecError } from '../../../core/payload/spec.ts';
import { CurvesRecorder, guessSeries } from '../../../core/trace/curves.ts';

function roundTrip(recorder: CurvesRecorder, exact: number) {
  const { series, buffers } = recorder.columns(exact);
  const spec = { version: 1, title: 't', xLabel: 'step', smoothing: 0.9, series, events: [], baselines: [] };
  const decoded = decodePayload(encodePayload(spec, buffers));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded));
  return readCurves(decoded.payload);
}

describe('guessSeries', () => {
  it.each([
    ['train', 'train', 'loss', 'lower'],
    ['loss', 'train', 'loss', 'lower'],
    ['valLoss', 'val', 'loss', 'lower'],
    ['val_acc', 'val', 'accuracy', 'higher'],
    ['train accuracy', 'train', 'accuracy', 'higher'],
    ['lr', 'lr', 'lr', 'lower'],
    ['learningRate', 'lr', 'lr', 'lower'],
    ['grad norm', 'other', 'grad norm', 'lower'],
  ])('%s', (name, role, panel, better) => {
    expect(guessSeries(name)).toEqual({ role, panel, better });
  });
});

describe('CurvesRecorder', () => {
  it('round-trips exact points; even steps need no column', () => {
    const r = new CurvesRecorder();
    for (let i = 0; i < 1000; i++) r.push(i * 5, i % 10 ? { train: 1 / (i + 1) } : { train: 1 / (i + 1), val: i });
    r.ensure('odd').push(1, 2);
    r.ensure('odd').push(4, Number.NaN);
    r.ensure('odd').push(5, 3);
    const { spec, columns } = roundTrip(r, 20_000);
    expect(spec.series.map((s) => s.name)).toEqual(['train', 'val', 'odd']);
    expect(spec.series[0].x).toEqual({ start: 0, stride: 5 });
    expect(spec.series[1].x).toEqual({ start: 0, stride: 50 });
    expect(spec.series[2].x).toBeUndefined();
    expect(columns[0].step[999]).toBe(4995);
    expect(columns[0].mean[999]).toBe(Math.fround(1 / 1000));
    expect([...columns[2].mean]).toEqual([2, Number.NaN, 3]);
    expect(columns[0].min).toBe(columns[0].mean);
  });

  it('thins to buckets that keep every extreme, mean and NaN', () => {
    const r = new CurvesRecorder();
    for (let i = 0; i < 1000; i++) r.push(i, { loss: i === 517 ? 99 : i === 700 ? Number.NaN : 1 });
    const [loss] = roundTrip(r, 300).columns;
    expect(loss.series.bucket).toBe(4);
    expect(loss.series.count).toBe(1000);
    expect(loss.mean.length).toBe(250);
    expect(loss.max[Math.floor(517 / 4)]).toBe(99);
    expect(loss.mean[Math.floor(517 / 4)]).toBe((99 + 3) / 4);
    expect(loss.bad?.[175]).toBe(1);
    expect(loss.mean[175]).toBe(1);
    expect(loss.step[1]).toBe(4);
  });

  it('drains only what is new, and everything after a rewind', () => {
    const r = new CurvesRecorder();
    r.push(0, { train: 3 });
    r.event(0, 'seed 1');
    const first = r.drain();
    expect(first.series.map((s) => s.name)).toEqual(['train']);
    expect([...first.columns[0].value]).toEqual([3]);
    expect(first.events).toEqual([{ step: 0, label: 'seed 1' }]);
    r.push(1, { train: 2, val: 5 });
    const second = r.drain();
    expect(second.series.map((s) => s.name)).toEqual(['val']);
    expect(second.columns.map((c) => [c.series.name, c.from, [...c.step], [...c.value]])).toEqual([
      ['train', 1, [1], [2]],
      ['val', 0, [1], [5]],
    ]);
    expect(r.drain()).toEqual({ columns: [], series: [], events: [] });
    r.rewind();
    expect(r.drain().columns.map((c) => c.value.length)).toEqual([2, 1]);
  });

  it('refuses steps that go back and says what to do', () => {
    const r = new CurvesRecorder();
    r.push(10, { train: 1 });
    expect(() => r.push(3, { train: 1 })).toThrow(/step 3 of "train" comes after step 10.*epoch \* batches \+ batch/);
    expect(() => r.push(Number.NaN, { train: 1 })).toThrow(RangeError);
  });
});

describe('readCurves on input that is wrong', () => {
  const good = {
    version: 1,
    title: '',
    xLabel: 'step',
    smoothing: 0.9,
    events: [],
    baselines: [],
    series: [{ key: 's0', name: 'a', role: 'train', panel: 'loss', better: 'lower', count: 2, bucket: 1 }],
  };
  const f32 = (...values: number[]) => ({
    dtype: 'F32' as const,
    shape: [values.length],
    data: Float32Array.from(values),
  });
  const f64 = (...values: number[]) => ({
    dtype: 'F64' as const,
    shape: [values.length],
    data: Float64Array.from(values),
  });
  it.each<[string, object, object, RegExp]>([
    ['steps that go back', good, { 's0.step': f64(2, 1), 's0.value': f32(1, 2) }, /entry 1/],
    ['a short column', good, { 's0.step': f64(2), 's0.value': f32(1, 2) }, /shape \[2\]/],
    ['no values', good, { 's0.step': f64(1) }, /s0\.value/],
    ['another version', { ...good, version: 2 }, {}, /version/],
    ['one key twice', { ...good, series: [good.series[0], good.series[0]] }, {}, /keys that differ/],
    ['an unknown role', { ...good, series: [{ ...good.series[0], role: 'x' }] }, {}, /role/],
  ])('%s', (_, spec, buffers, message) => {
    const run = () => readCurves({ spec, buffers: buffers as never });
    expect(run).toThrow(SpecError);
    expect(run).toThrow(message);
  });
});
