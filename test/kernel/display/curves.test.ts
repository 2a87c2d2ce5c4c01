import { describe, expect, it } from 'vitest';
import { type CurvesSpec, readCurves, readCurvesDelta } from '../../../core/payload/curves.ts';
import { decodePayload } from '../../../core/payload/safetensors.ts';
import type { ViewOutput } from '../../../core/payload/view.ts';
import { CurvesHandle, curvesFromColumns } from '../../../extension/kernel/worker/display/curves.ts';
import { FixtureHost } from './fixture-host.ts';

function decode(output: ViewOutput) {
  const decoded = decodePayload(output.bytes);
  if (!decoded.ok) throw new Error(decoded.reason);
  return readCurves(decoded.payload);
}

describe('CurvesHandle', () => {
  it('starts empty and live, streams what is new, and ends with one complete output', () => {
    const host = new FixtureHost();
    const c = new CurvesHandle({ title: 'mlp', classes: 4, total: 10 }, host);
    const first = decode(host.outputs[0]);
    expect(first.spec.streamId).toBe('stream-0');
    expect(first.spec.baselines).toEqual([{ value: Math.log(4), label: 'chance, ln 4', panel: 'loss' }]);
    c.push(0, { train: 2.5, lr: { item: () => 0.1 } });
    for (let i = 1; i < 10; i++) c.push(i, { train: 2.5 - i / 10 });
    const delta = readCurvesDelta(host.streams[0].sent[0]);
    expect(delta.series.map((s) => s.role)).toEqual(['train', 'lr']);
    // Ten pushes in one go are one message: at most 20 a second.
    expect(host.streams[0].sent.length).toBe(1);
    expect(host.outputs.length).toBe(1);
    host.endRun();
    expect(host.outputs.length).toBe(2);
    const last = decode(host.outputs[1]);
    expect(last.spec.streamId).toBeUndefined();
    expect([...last.columns[0].mean]).toEqual(Array.from({ length: 10 }, (_, i) => Math.fround(2.5 - i / 10)));
    expect(host.streams[0].closed).toBe(true);
    expect(host.outputs[1].text).toMatch(/train: 2\.500 -> 1\.600, best 1\.600 at 9 \(10 points, step 0 to 9\)/);
  });

  it('goes on in a later cell with what it had', () => {
    const host = new FixtureHost();
    const c = new CurvesHandle({}, host);
    c.push({ loss: 3 });
    host.endRun();
    c.push({ loss: 2 });
    expect(decode(host.outputs[2]).columns[0].mean).toEqual(Float32Array.of(3, 2));
    c.push({ step: 7, loss: 1 });
    host.endRun();
    expect([...decode(host.outputs[3]).columns[0].step]).toEqual([0, 1, 7]);
  });

  it('merges while the renderer has not acknowledged, and starts over on resync', () => {
    const host = new FixtureHost();
    const c = new CurvesHandle({}, host);
    host.streams[0].writable = false;
    c.push({ loss: 3 });
    c.push({ loss: 2 });
    expect(host.streams[0].sent.length).toBe(0);
    host.streams[0].writable = true;
    host.streams[0].events.ack?.(0);
    expect(readCurvesDelta(host.streams[0].sent[0]).columns[0].from).toBe(0);
  });

  it('says what is wrong with a value', () => {
    const c = new CurvesHandle({}, new FixtureHost());
    expect(() => c.push(0, { loss: 'high' as never })).toThrow(/"loss" is string; a number or a one-element tensor/);
    expect(() => new CurvesHandle({ classes: 1 }, new FixtureHost())).toThrow(/classes is 1/);
  });
});

describe('finished columns', () => {
  it('takes values, or steps and values', () => {
    const { spec, columns } = decode(
      curvesFromColumns({ train: [3, 2, 1], val: { step: [0, 2], value: Float32Array.of(3, 2.5) } }, { title: 'two' }),
    );
    expect(spec satisfies CurvesSpec).toMatchObject({ title: 'two' });
    expect([...columns[1].step]).toEqual([0, 2]);
    expect(() => curvesFromColumns({ a: { step: [0], value: [1, 2] } })).toThrow(/1 steps and 2 values/);
  });

  it('a long run stays under the cap, and says the diagnosis with its rule in its text', () => {
    const train = Array.from({ length: 1_000_000 }, (_, i) => 1 + Math.exp(-i / 1e5));
    const output = curvesFromColumns({ train });
    expect(output.bytes.byteLength).toBeLessThan(512 * 1024);
    expect(decode(output).columns[0].series).toMatchObject({ count: 1_000_000, bucket: 64 });
    expect(output.text).toMatch(/Rule: /);
  });
});
