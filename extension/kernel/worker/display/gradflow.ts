/**
 * `display.gradientFlow`: the gradients of a network layer by layer; once after backward, or live while it trains.
 *
 *     loss.backward(); display.gradientFlow(net);                  // what the gradients are now
 *     const g = display.gradientFlow(net, { every: 10 });          // before training
 *     ... loss.backward(); optimizer.step(); g.step(loss);         // in the loop
 */
import { number } from '../../../../core/payload/curves-diagnose.ts';
import { type FlowData, type FlowMode, type FlowSpec, readFlow } from '../../../../core/payload/gradflow.ts';
import { diagnoseFlow, flowState, flowValue } from '../../../../core/payload/gradflow-diagnose.ts';
import { encodePayload } from '../../../../core/payload/safetensors.ts';
import { type ViewOutput, viewMime } from '../../../../core/payload/view.ts';
import { type FlowOptions, FlowRecorder } from '../../../../core/trace/gradflow.ts';
import type { FlowModule } from '../../../../core/trace/gradflow-net.ts';
import { base64 } from './base64.ts';
import type { Scalar } from './curves.ts';
import { type DisplayHandle, type DisplayHost, displayHost, type ViewStream } from './host.ts';

export interface GradientFlowOptions extends FlowOptions {
  readonly title?: string;
  /** Steps the run will have. */
  readonly total?: number;
  /** For a classifier: its loss is compared with ln(classes). */
  readonly classes?: number;
}

/** Four messages a second: each holds the whole picture. */
const INTERVAL_MS = 250;
/** Recorded steps in a live message. */
const LIVE_STEPS = 60;

/** A live view: call `step` once per training step, after the optimizer's. */
export class GradientFlowHandle {
  readonly recorder: FlowRecorder;
  readonly #options: GradientFlowOptions;
  readonly #host: DisplayHost;
  #handle: DisplayHandle | null = null;
  #stream: ViewStream | null = null;
  #sentAt = -Infinity;

  constructor(net: FlowModule, options: GradientFlowOptions, host: DisplayHost) {
    this.#options = options;
    this.#host = host;
    this.recorder = new FlowRecorder(net, options);
    this.recorder.watch(net);
    this.#begin();
  }

  /** Ends a training step; every n-th is recorded. */
  step(loss?: Scalar): void {
    const value = loss === undefined ? Number.NaN : typeof loss === 'number' ? loss : loss.item();
    if (!this.recorder.step(value)) return;
    if (!this.#stream) {
      this.#begin();
      return;
    }
    const now = performance.now();
    if (!this.#stream.writable || now - this.#sentAt < INTERVAL_MS) return;
    this.#sentAt = now;
    this.#stream.send({ payload: base64(flowOutput(this.recorder, this.#options, { maxSteps: LIVE_STEPS }).bytes) });
  }

  /** Takes the hooks out of the network and completes the view. */
  close(): void {
    this.recorder.close();
    this.#end();
  }

  output(): ViewOutput {
    return flowOutput(this.recorder, this.#options);
  }

  #begin(): void {
    // A view that lost a message waits for the next: each holds everything.
    this.#stream = this.#host.openStream({ resync: () => undefined }, 'gradflow');
    const first = flowOutput(this.recorder, this.#options, { streamId: this.#stream.id });
    this.#handle = this.#host.emit(first, { live: true });
    this.#host.onRunEnd(() => this.#end());
  }

  #end(): void {
    this.#stream?.close();
    this.#stream = null;
    this.#handle?.update(this.output());
    this.#handle = null;
  }
}

/** `display.gradientFlow(net)` shows the gradients now; with options that ask for it (`every`), a live handle. */
export function gradientFlow(
  net: FlowModule,
  options: GradientFlowOptions & { readonly every: number },
): GradientFlowHandle;
export function gradientFlow(net: FlowModule, options?: GradientFlowOptions): void;
export function gradientFlow(net: FlowModule, options: GradientFlowOptions = {}): GradientFlowHandle | undefined {
  const host = displayHost();
  if (options.every !== undefined) return new GradientFlowHandle(net, options, host);
  host.emit(gradientFlowOutput(net, options));
  return undefined;
}

/** The parameters' gradients as they are. */
export function gradientFlowOutput(net: FlowModule, options: GradientFlowOptions = {}): ViewOutput {
  const recorder = new FlowRecorder(net, options);
  recorder.record(0);
  return flowOutput(recorder, options);
}

function flowOutput(
  recorder: FlowRecorder,
  options: GradientFlowOptions,
  live: { readonly streamId?: string; readonly maxSteps?: number } = {},
): ViewOutput {
  const { spec: columns, buffers } = recorder.columns(live.maxSteps);
  const spec: FlowSpec = {
    version: 1,
    title: options.title ?? 'Gradient flow',
    ...columns,
    ...(options.classes === undefined ? {} : { chance: Math.log(options.classes) }),
    ...(options.total === undefined ? {} : { total: options.total }),
    ...(live.streamId === undefined ? {} : { streamId: live.streamId }),
  };
  const text = live.maxSteps === undefined ? flowText(readFlow({ spec, buffers })) : '';
  return { mime: viewMime('gradflow'), bytes: encodePayload(spec, buffers), text };
}

/** The twin in words: per layer the last recorded value or state, and the diagnosis with its rule. */
export function flowText(data: FlowData): string {
  const { spec } = data;
  const step = spec.steps.length - 1;
  const mode: FlowMode = spec.modes[0];
  const at = step < 0 ? 'nothing recorded yet' : spec.steps.length > 1 ? `${mode}, step ${spec.steps[step]}` : mode;
  const lines = [`${spec.title} (${at})`];
  const width = Math.max(0, ...spec.layers.map((l) => l.name.length));
  spec.layers.forEach((layer, row) => {
    if (step < 0) return;
    const state = flowState(data, mode, row, step);
    const value = state === 'ok' ? number(flowValue(data, mode, row, step)) : state === 'notRun' ? 'not run' : state;
    lines.push(`  ${layer.name.padEnd(width)}  ${value}`);
  });
  const finding = diagnoseFlow(data, mode, step);
  if (finding) lines.push(`  ${finding.title} ${finding.detail}`, `  Rule: ${finding.rule}`);
  return lines.join('\n');
}
