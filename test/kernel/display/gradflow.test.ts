import { describe, expect, it } from 'vitest';
import * as T from '../../../core/index.ts';
import { readFlow } from '../../../core/payload/gradflow.ts';
import { decodePayload } from '../../../core/payload/safetensors.ts';
import type { ViewOutput } from '../../../core/payload/view.ts';
import { GradientFlowHandle, gradientFlowOutput } from '../../../extension/kernel/worker/display/gradflow.ts';
import { FixtureHost } from './fixture-host.ts';

function decode(output: ViewOutput) {
  const decoded = decodePayload(output.bytes);
  if (!decoded.ok) throw new Error(decoded.reason);
  return readFlow(decoded.payload);
}

function network() {
  T.manualSeed(3);
  const net = new T.nn.Sequential(
    new T.nn.Linear(4, 8),
    new T.nn.Tanh(),
    new T.nn.Linear(8, 8),
    new T.nn.Tanh(),
    new T.nn.Linear(8, 1),
  );
  return { net, x: T.randn([16, 4]) };
}

describe('display.gradientFlow', () => {
  it('records a real network live: norms of weights equal the gradients, gains multiply', () => {
    const { net, x } = network();
    const host = new FixtureHost();
    const g = new GradientFlowHandle(net, { every: 1 }, host);
    const optimizer = new T.optim.SGD(net.parameters(), { lr: 0.1 });
    for (let i = 0; i < 3; i++) {
      optimizer.zeroGrad();
      const loss = net(x).pow(2).mean();
      loss.backward();
      optimizer.step();
      g.step(loss);
    }
    host.endRun();
    const data = decode(host.outputs[1]);
    expect(data.spec.layers.map((l) => [l.name, l.kind, l.activation])).toEqual([
      ['0', 'Linear', 'Tanh'],
      ['2', 'Linear', 'Tanh'],
      ['4', 'Linear', undefined],
    ]);
    expect(data.spec.steps).toEqual([0, 1, 2]);
    const parameters = [...net.namedParameters()].filter(([name]) => name.startsWith('0.'));
    const squares = parameters.flatMap(([, p]) => [...(p.grad?.data ?? [])]).reduce((s, v) => s + v * v, 0);
    expect(data.modes.get('weights')?.norm[2]).toBeCloseTo(Math.sqrt(squares), 6);
    const norms = data.modes.get('activations')?.norm ?? new Float32Array();
    const gain = (data.cause?.weights[2] ?? 0) * (data.cause?.activation[2] ?? 0);
    expect(gain).toBeCloseTo(norms[2] / norms[5], 5);
    expect(data.modes.get('update')?.norm[2]).toBeGreaterThan(0);
    expect(host.outputs[1].text).toMatch(/Gradient flow \(activations, step 2\)\n {2}0 +0\.\d+/);
    g.close();
  });

  it('shows the gradients once after backward, and says when there are none', () => {
    const { net, x } = network();
    expect(gradientFlowOutput(net).text).toMatch(/not run\n.*No backward yet/s);
    net(x).sum().backward();
    expect(gradientFlowOutput(net).text).toMatch(/weights\)\n {2}0 +0?\.?\d/);
  });
});
