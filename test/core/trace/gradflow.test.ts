import { describe, expect, it } from 'vitest';
import { type FlowData, readFlow } from '../../../core/payload/gradflow.ts';
import { diagnoseFlow, flowState } from '../../../core/payload/gradflow-diagnose.ts';
import { decodePayload, encodePayload } from '../../../core/payload/safetensors.ts';
import { FlowRecorder } from '../../../core/trace/gradflow.ts';
import { Chain, norm } from './chain.ts';

function read(recorder: FlowRecorder): FlowData {
  const { spec, buffers } = recorder.columns();
  const decoded = decodePayload(encodePayload({ version: 1, title: 't', ...spec }, buffers));
  if (!decoded.ok) throw new Error(decoded.reason);
  return readFlow(decoded.payload);
}

describe('FlowRecorder', () => {
  it('norms, factors and gains are those of the backward pass', () => {
    const net = new Chain([3, 5, 4, 2], 0.6);
    const recorder = new FlowRecorder(net, { every: 1 });
    recorder.watch(net);
    net.train(0.1);
    recorder.step(0.5);
    const data = read(recorder);
    expect(data.spec.layers).toEqual([
      { name: 'fc1', kind: 'Linear', parameters: 20, activation: 'Tanh' },
      { name: 'fc2', kind: 'Linear', parameters: 24, activation: 'Tanh' },
      { name: 'fc3', kind: 'Linear', parameters: 10 },
    ]);
    const { norm: norms } = data.modes.get('activations') ?? { norm: [] };
    for (const [i, grad] of net.outputGrads.entries()) expect(norms[i]).toBeCloseTo(norm(grad), 5);
    const cause = data.cause;
    if (!cause) throw new Error('no cause');
    for (const i of [0, 1]) expect(cause.weights[i] * cause.activation[i]).toBeCloseTo(norms[i] / norms[i + 1], 5);
    expect(cause.weights[2]).toBeNaN();
    expect(data.loss?.[0]).toBe(0.5);
    // Plain gradient descent moves the weights by lr * gradient.
    const before = net.linears[0].before;
    const change = net.linears[0].parameters.map((p, k) => norm(p.data.map((v, i) => v - before[k][i])));
    expect(data.modes.get('update')?.norm[0]).toBeCloseTo(Math.hypot(...change) / Math.hypot(...before.map(norm)), 5);
  });

  it('tells not run, none, zero, dead and NaN apart', () => {
    const net = new Chain([2, 3, 3, 1], 0.5);
    const recorder = new FlowRecorder(net);
    recorder.watch(net);
    recorder.record(0);
    net.train(0);
    net.linears[0].parameters.forEach((p) => {
      p.grad = null;
    });
    recorder.record(1);
    net.linears.forEach((l) => {
      for (const p of l.parameters) p.grad = { data: new Float32Array(p.data.length) };
    });
    recorder.record(2);
    net.linears[1].parameters[0].grad = { data: Float32Array.of(1, Number.NaN) };
    recorder.record(3);
    const data = read(recorder);
    const states = [0, 1, 2, 3].map((s) => [0, 1, 2].map((r) => flowState(data, 'weights', r, s)));
    expect(states).toEqual([
      ['notRun', 'notRun', 'notRun'],
      ['none', 'ok', 'ok'],
      ['zero', 'zero', 'zero'],
      ['zero', 'bad', 'zero'],
    ]);
    expect([0, 1, 3].map((s) => diagnoseFlow(data, 'weights', s)?.kind)).toEqual([
      'notRun',
      'disconnected',
      'notFinite',
    ]);
    expect(diagnoseFlow(data, 'weights', 1)?.detail).toContain('fc1');
  });

  it('calls saturated units dead and finds the vanishing', () => {
    const net = new Chain([2, 4, 4, 4, 1], 0.02);
    net.linears[1].parameters[1].data.fill(30);
    const recorder = new FlowRecorder(net);
    recorder.watch(net);
    net.train(0.1);
    recorder.step();
    const data = read(recorder);
    expect(data.cause?.dead[1]).toBe(4);
    expect([...(data.cause?.units[1] ?? [])].every((d) => d < 0.01)).toBe(true);
    expect(flowState(data, 'activations', 1, 0)).toBe('dead');
    const finding = diagnoseFlow(data, 'activations', 0);
    expect(finding?.kind).toBe('vanishing');
    expect(finding?.detail).toMatch(/Smallest gains: weights of fc\d \(0\.\d\d\), tanh′ in fc2 \(0\.00\)/);
  });

  it('records every n-th step and keeps its memory fixed', () => {
    const net = new Chain([2, 2, 1], 0.5);
    const recorder = new FlowRecorder(net, { every: 10, maxSteps: 4 });
    recorder.watch(net);
    for (let i = 0; i < 100; i++) {
      net.train(0.01);
      recorder.step();
    }
    const { steps } = recorder.columns().spec;
    expect(steps.length).toBeLessThanOrEqual(4);
    expect(steps).toEqual([0, 40, 80]);
    recorder.close();
    net.train(0.01);
    expect(net.hookCalls).toBe(0);
  });

  it('without hooks there are only weight gradients', () => {
    const net = new Chain([2, 2, 1], 0.5);
    net.train(0);
    const recorder = new FlowRecorder(net);
    recorder.record(0);
    const data = read(recorder);
    expect(data.spec.modes).toEqual(['weights']);
    expect(data.cause).toBeNull();
    expect(diagnoseFlow(data, 'weights', 0)?.kind).toBe('healthy');
  });
});
