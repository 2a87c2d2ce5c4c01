/** Networks whose gradients vanish, as payloads: from the chain with its backward pass written by hand. */
import { encodePayload } from '../../../core/payload/safetensors.ts';
import { FlowRecorder } from '../../../core/trace/gradflow.ts';
import { Chain } from '../../core/trace/chain.ts';

export function flowBytes(recorder: FlowRecorder, extra: Record<string, unknown> = {}): Uint8Array {
  const { spec, buffers } = recorder.columns();
  return encodePayload({ version: 1, title: 'Gradient flow', ...spec, ...extra }, buffers);
}

/** Eight tanh layers, recorded every 10 of 400 steps; one unit of the fourth is driven into saturation. */
export function vanishing(): FlowRecorder {
  const net = new Chain([2, 64, 64, 64, 64, 64, 64, 64, 1], 0.055);
  net.linears[3].parameters[1].data.fill(8, 0, 7);
  const recorder = new FlowRecorder(net, { every: 10 });
  recorder.watch(net);
  for (let i = 0; i <= 400; i++) {
    net.train(0.3);
    recorder.step(0.69 - i * 1e-5);
  }
  return recorder;
}

/** Four steps: not run, one layer cut off, all zero, NaN. */
export function states(): FlowRecorder {
  const net = new Chain([2, 3, 3, 1], 0.5);
  const recorder = new FlowRecorder(net);
  recorder.watch(net);
  recorder.record(0);
  net.train(0);
  for (const p of net.linears[0].parameters) p.grad = null;
  recorder.record(1);
  for (const linear of net.linears)
    for (const p of linear.parameters) p.grad = { data: new Float32Array(p.data.length) };
  recorder.record(2);
  net.linears[1].parameters[0].grad = { data: Float32Array.of(1, Number.NaN) };
  recorder.record(3);
  return recorder;
}
