/** Runs to look at: made by formulas, so that the numbers asserted are known. */
import { encodePayload } from '../../../core/payload/safetensors.ts';
import { CurvesRecorder } from '../../../core/trace/curves.ts';

const noise = (i: number): number => Math.sin(i * 12.9898) * Math.cos(i * 78.233);

export interface CurvesFixture {
  readonly title?: string;
  readonly exact?: number;
  readonly spec?: Record<string, unknown>;
}

export function curvesBytes(recorder: CurvesRecorder, fixture: CurvesFixture = {}): Uint8Array {
  const { series, buffers } = recorder.columns(fixture.exact ?? 20_000);
  const spec = {
    version: 1,
    title: fixture.title ?? 'curves',
    xLabel: 'step',
    smoothing: 0.97,
    series,
    events: recorder.events,
    baselines: recorder.baselines,
    ...fixture.spec,
  };
  return encodePayload(spec, buffers);
}

/** An overfitting run of 2,420 of 3,000 steps: train with batch noise, validation every 20 steps, lr with a warm-up. */
export function overfitting(): CurvesRecorder {
  const r = new CurvesRecorder();
  for (let i = 0; i <= 2420; i++) {
    const k = i / 20;
    const lr = i < 150 ? (1.1e-3 * i) / 150 : 1.1e-3 * 0.5 * (1 + Math.cos((Math.PI * (i - 150)) / 2850));
    const spread = 0.06 + 0.1 * (1 - Math.exp(-i / 300));
    const train =
      0.2 + 0.25 * Math.exp(-i / 900) + 0.95 / (1 + Math.exp((i - 100) / 35)) + spread * noise(i) * noise(i + 7);
    const values: Record<string, number> = { train: Math.max(0.05, train), lr };
    if (i % 20 === 0) {
      values.validation = 0.57 + 0.83 / (1 + Math.exp((i - 85) / 28)) + 0.0013 * Math.max(0, k - 32) + 0.004 * noise(k);
    }
    r.push(i, values);
  }
  r.event(0, 'seed 7');
  r.event(1200, 'lr schedule: cosine');
  r.baselines.push({ value: Math.log(4), label: 'chance, ln 4', panel: 'loss' });
  return r;
}
