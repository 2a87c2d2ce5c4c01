import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base64 } from '../../../extension/kernel/worker/display/base64.ts';
import { type Bench, openBench, type RenderOptions } from '../harness/bench.ts';
import { THEME_NAMES } from '../harness/themes.ts';
import { flowBytes, states, vanishing } from './fixtures.ts';

const view = { entry: 'renderers/gradflow/index.ts', mime: 'application/vnd.nnbook.gradflow.v1+nnb' } as const;
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const show = (bytes: Uint8Array, options: Partial<RenderOptions> = {}) => bench.render({ ...view, bytes, ...options });

describe('gradient flow view', () => {
  it.each(THEME_NAMES)('%s: accessible, one tab stop', async (theme) => {
    const out = await show(flowBytes(vanishing(), { chance: Math.log(2) }), { theme });
    await out.screenshot(`gradflow-${theme}`);
    expect(await out.axe()).toEqual([]);
    expect((await out.tabStops()).length).toBe(1);
    expect(await out.output.getByText('Vanishing.').isVisible()).toBe(true);
    await out.close();
  });

  it('walks layers and steps by keyboard and says state and gain', async () => {
    const out = await show(flowBytes(vanishing()));
    await out.page.locator('#before').focus();
    await out.page.keyboard.press('Tab');
    await out.page.keyboard.press('Home');
    const said = out.output.locator('[aria-live]');
    await expect.poll(() => said.textContent()).toMatch(/^fc\d, step 0: .*, gain 0\.\d+$/);
    for (let i = 0; i < 8; i++) await out.page.keyboard.press('ArrowUp');
    await out.page.keyboard.press('ArrowRight');
    await expect.poll(() => said.textContent()).toMatch(/^fc1, step 10: /);
    await out.page.keyboard.press('m');
    expect(await out.page.getByRole('radio', { name: 'weights' }).getAttribute('aria-checked')).toBe('true');
    await out.page.keyboard.press('t');
    expect(await out.output.locator('table').textContent()).toContain('fc8');
    await out.close();
  });

  it('tells the states apart in words', async () => {
    const out = await show(flowBytes(states()));
    await out.page.getByRole('radio', { name: 'weights' }).click();
    await out.page.locator('#before').focus();
    await out.page.keyboard.press('Tab');
    const said = out.output.locator('[aria-live]');
    const main = out.page.getByRole('application');
    await main.focus();
    await out.screenshot('gradflow-nan');
    expect(await out.output.getByText('Not finite.').isVisible()).toBe(true);
    await out.page.keyboard.press('Home');
    expect(await out.output.getByText('No backward yet.').isVisible()).toBe(true);
    await out.page.keyboard.press('ArrowRight');
    expect(await out.output.getByText('Disconnected.').isVisible()).toBe(true);
    for (let i = 0; i < 3; i++) await out.page.keyboard.press('ArrowUp');
    await expect.poll(() => said.textContent()).toBe('fc1, step 1: no gradient, no path to the loss');
    await out.screenshot('gradflow-none');
    await out.page.keyboard.press('ArrowRight');
    await expect.poll(() => said.textContent()).toBe('fc1, step 2: zero gradient');
    await out.close();
  });

  it('takes live messages, and leaves out one that cannot be read', async () => {
    const recorder = vanishing();
    const out = await show(flowBytes(states(), { streamId: 'live-2' }));
    const send = (seq: number, payload: string) =>
      out.deliver({ type: 'nnbook.stream', streamId: 'live-2', seq, delta: { payload } });
    await send(1, base64(flowBytes(recorder)));
    expect(await out.output.getByText('8 layers').isVisible()).toBe(true);
    await send(2, '!');
    await send(3, base64(flowBytes(recorder).subarray(0, 500)));
    expect(await out.output.getByText('8 layers').isVisible()).toBe(true);
    await out.close();
  });

  it('fits a narrow output', async () => {
    const out = await show(flowBytes(vanishing()), { width: 420 });
    await out.screenshot('gradflow-narrow');
    const wide = await out.page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(460);
    await out.close();
  });
});
