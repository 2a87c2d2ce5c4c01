/**
 * Times of the tensor and attention views in headless Chromium, and the sizes of their bundles:
 *
 *     npm run bench:views
 *
 * `render` is `renderOutputItem` from bytes to painted canvas commands, first and repeated; `theme` is the time from a
 * theme's change to the next frame; `hover` the time from a pointer move to the next frame.
 */

import { encodePayload } from '../../core/payload/safetensors.ts';
import { histogram, tensorStats } from '../../core/payload/stats.ts';
import { viewMime } from '../../core/payload/view.ts';
import { attentionOutput } from '../../extension/kernel/worker/display/attention.ts';
import { tensorOutput } from '../../extension/kernel/worker/display/tensor.ts';
import { activations, attention, matrix, SENTENCE, weight } from '../renderers/fixtures.ts';
import { openBench } from '../renderers/harness/bench.ts';

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1];

/** A million cells in one payload, past what the builder stores: the view alone is measured. */
function million(): Uint8Array {
  const { data } = matrix(1000, 1000);
  const stats = tensorStats(data);
  const bars = histogram(data, -stats.domain, stats.domain, 60);
  const item = {
    ...{ dtype: 'float32', shape: [1000, 1000], bytes: 4e6, axes: [{}, {}], requiresGrad: false, gradState: 'noGrad' },
    planes: { value: { stats, histogram: { low: bars.low, high: bars.high } } },
  };
  return encodePayload(
    { items: [item] },
    {
      '0.value': { dtype: 'F32', shape: [1000, 1000], data: data as Float32Array },
      '0.value.hist': { dtype: 'U32', shape: [60], data: bars.counts },
    },
  );
}

const cases = [
  ['tensor 3 x 4', 'tensor', tensorOutput([{ tensor: weight() }]).bytes],
  ['tensor 2 x 3 x 28 x 28', 'tensor', tensorOutput([{ tensor: activations() }]).bytes],
  ['tensor 1000 x 1000, preview', 'tensor', tensorOutput([{ tensor: matrix(1000, 1000) }]).bytes],
  ['tensor 1000 x 1000, exact', 'tensor', million()],
  ['attention 8 x 16 x 16', 'attention', attentionOutput([attention()], { tokens: SENTENCE, headSize: 16 }).bytes],
] as const;

const bench = await openBench();
for (const view of ['tensor', 'attention'] as const) {
  const size = await bench.size(`renderers/${view}/index.ts`);
  console.log(`${view}: ${(size.min / 1000).toFixed(1)} kB minified, ${(size.gzip / 1000).toFixed(1)} kB gzipped`);
}
for (const [name, view, bytes] of cases) {
  const out = await bench.render({ entry: `renderers/${view}/index.ts`, mime: viewMime(view), bytes });
  const first = out.renderMs;
  const again: number[] = [];
  for (let i = 0; i < 5; i++) {
    await out.show(bytes);
    again.push(out.renderMs);
  }
  const themes: number[] = [];
  for (const theme of ['light', 'dark', 'light', 'dark'] as const) {
    const start = performance.now();
    await out.setTheme(theme);
    themes.push(performance.now() - start);
  }
  const hover = await out.page.evaluate(async (id) => {
    const picture = document.getElementById(id)?.shadowRoot?.querySelector('[data-stop=main]');
    if (!picture) return Number.NaN;
    const box = picture.getBoundingClientRect();
    const times: number[] = [];
    for (let i = 0; i < 20; i++) {
      const at = { clientX: box.left + box.width * 0.3 + i * 5, clientY: box.top + box.height * 0.6, bubbles: true };
      const start = performance.now();
      picture.dispatchEvent(new PointerEvent('pointermove', at));
      await Promise.resolve();
      await new Promise((done) => setTimeout(done, 0));
      times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[10];
  }, out.id);
  const ms = (v: number): string => `${v.toFixed(1)} ms`;
  console.log(
    `${name}: ${(bytes.byteLength / 1024).toFixed(0)} KiB; first ${ms(first)}, again ${ms(median(again))}, theme ${ms(median(themes))}, hover ${ms(hover)}`,
  );
  await out.close();
}
await bench.close();
