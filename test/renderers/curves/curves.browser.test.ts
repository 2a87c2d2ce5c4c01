import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CurvesRecorder } from '../../../core/trace/curves.ts';
import { base64 } from '../../../extension/kernel/worker/display/base64.ts';
import { type Bench, openBench, type RenderOptions } from '../harness/bench.ts';
import { THEME_NAMES } from '../harness/themes.ts';
import { curvesBytes, overfitting } from './fixtures.ts';

const view = { entry: 'renderers/curves/index.ts', mime: 'application/vnd.nnbook.curves.v1+nnb' } as const;
const spec = { total: 3000, epoch: 71 };
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const show = (bytes: Uint8Array, options: Partial<RenderOptions> = {}) => bench.render({ ...view, bytes, ...options });

describe('curves view', () => {
  it.each(THEME_NAMES)('%s: accessible, one tab stop, looks drawn', async (theme) => {
    const out = await show(curvesBytes(overfitting(), { title: 'mlp', spec }), { theme });
    await out.page.mouse.move(420, 300);
    await out.settle();
    await out.screenshot(`curves-${theme}`);
    expect(await out.axe()).toEqual([]);
    expect((await out.tabStops()).length).toBe(1);
    await out.close();
  });

  it('states the diagnosis, and shows the rule and its points on demand', async () => {
    const out = await show(curvesBytes(overfitting(), { title: 'mlp', spec }));
    expect(await out.output.getByText('Likely overfitting.').isVisible()).toBe(true);
    await out.page.getByRole('button', { name: 'evidence' }).click();
    expect(await out.output.getByText(/Stated when the median of the last 5 checks/).isVisible()).toBe(true);
    await out.page.getByRole('button', { name: /validation 0\.5\d+ at step 380/ }).click();
    await out.settle();
    expect(await out.output.locator('.nn-tip').textContent()).toContain('step 380');
    await out.close();
  });

  it('walks points by keyboard and says the numbers', async () => {
    const r = new CurvesRecorder();
    for (const [i, v] of [3, 2, 1.5].entries()) r.push(i * 10, { train: v, val: v + 0.5 });
    const out = await show(curvesBytes(r, { spec: { smoothing: 0 } }));
    await out.page.locator('#before').focus();
    await out.page.keyboard.press('Tab');
    await out.page.keyboard.press('ArrowRight');
    await out.page.keyboard.press('ArrowRight');
    await out.settle();
    const said = out.output.locator('[aria-live]');
    await expect.poll(() => said.textContent()).toBe('step 10: train 2.000; val 2.500');
    await out.page.keyboard.press('t');
    expect(await out.output.locator('table').textContent()).toContain('1.500');
    await out.page.keyboard.press('l');
    expect(await out.page.getByRole('radio', { name: 'log y' }).getAttribute('aria-checked')).toBe('true');
    await out.close();
  });

  it('grows with deltas, skips what it has, and asks for what it missed', async () => {
    const r = new CurvesRecorder();
    const out = await show(curvesBytes(r, { spec: { streamId: 'live-1', total: 100 } }));
    const series = [{ ...r.ensure('train').describe() }];
    const delta = (from: number, step: number[], value: number[]) => ({
      series,
      events: [],
      columns: [{ key: 's0', from, step: base64(Float64Array.from(step)), value: base64(Float32Array.from(value)) }],
    });
    const send = (seq: number, d: ReturnType<typeof delta>) =>
      out.deliver({ type: 'nnbook.stream', streamId: 'live-1', seq, delta: d });
    await send(1, delta(0, [0, 1], [3, 2]));
    await send(2, delta(1, [1, 2], [2, 1]));
    await out.settle();
    expect(await out.output.locator('.nn-pill').textContent()).toContain('live 2of 100');
    expect(out.messages.filter((m) => m.type === 'nnbook.ack').map((m) => m.seq)).toEqual([1, 2]);
    await send(3, delta(9, [9], [0.5]));
    expect(out.messages).toContainEqual({ type: 'nnbook.resync', streamId: 'live-1', from: 0 });
    await out.page.locator('#before').focus();
    await out.page.keyboard.press('Tab');
    await out.page.keyboard.press('t');
    expect(await out.output.locator('tbody tr').count()).toBe(3);
    await out.close();
  });

  it('marks NaN and says the run diverged', async () => {
    const r = new CurvesRecorder();
    for (let i = 0; i < 50; i++) r.push(i, { train: i < 30 ? 1 + i : Number.NaN });
    const out = await show(curvesBytes(r));
    expect(await out.output.getByText('train is NaN from step 30.').isVisible()).toBe(true);
    expect(await out.output.locator('.nn-view').getAttribute('aria-label')).toContain('20 values not finite');
    await out.close();
  });

  it('shows a million exact points', async () => {
    const r = new CurvesRecorder();
    for (let i = 0; i < 1_000_000; i++) r.push(i, { train: 1 + Math.sin(i * 12.9898) * 0.2 + (i === 654_321 ? 9 : 0) });
    const out = await show(curvesBytes(r, { exact: Infinity, spec: { smoothing: 0 } }));
    await out.page.locator('#before').focus();
    await out.page.keyboard.press('Tab');
    await out.page.keyboard.press('End');
    await expect.poll(() => out.output.locator('.nn-tip').textContent()).toContain('999,999');
    await out.screenshot('curves-million');
    await out.close();
  });

  it('explains a payload that is wrong, whatever is wrong with it', async () => {
    const good = curvesBytes(overfitting(), { title: '<img src=x onerror=alert(1)>' });
    const out = await show(good, { messaging: false });
    expect(await out.output.getByRole('heading').textContent()).toBe('<img src=x onerror=alert(1)>');
    const text = new TextDecoder('latin1').decode(good.subarray(0, 2000));
    for (const [from, to] of [
      ['"role\\":\\"train', '"role\\":\\"trxin'],
      ['"bucket\\":1', '"bucket\\":0'],
      ['"version\\":1', '"version\\":9'],
    ]) {
      const at = text.indexOf(from);
      expect(at).toBeGreaterThan(0);
      const bad = good.slice();
      bad.set(new TextEncoder().encode(to), at);
      await out.show(bad);
      expect(await out.output.locator('.nn-refusal').textContent()).toMatch(/cannot be shown.*expected/);
    }
    await out.close();
  });
});
