import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plotOutput } from '../../../extension/kernel/worker/display/plot.ts';
import { type Bench, openBench, type RenderOptions } from '../harness/bench.ts';
import { THEME_NAMES } from '../harness/themes.ts';

const view = { entry: 'renderers/plot/index.ts', mime: 'application/vnd.nnbook.plot.v1+nnb' } as const;
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const x = Array.from({ length: 60 }, (_, i) => i / 10);
const figure = () =>
  plotOutput(
    [
      { x, y: x.map(Math.sin), name: 'sin' },
      { x, y: x.map(Math.cos), name: 'cos' },
    ],
    {
      title: { text: 'two <img src=x onerror=alert(1)> waves' },
      xaxis: { title: { text: 'x' } },
    },
  ).bytes;
const show = async (bytes: Uint8Array, options: Partial<RenderOptions> = {}) => {
  const out = await bench.render({ ...view, bytes, ...options });
  await out.output.locator('.main-svg').first().waitFor();
  await out.settle();
  return out;
};

describe('figures of their own', () => {
  it.each(THEME_NAMES)('%s: themed, accessible', async (theme) => {
    const out = await show(figure(), { theme });
    await out.screenshot(`plot-${theme}`);
    expect(await out.axe()).toEqual([]);
    expect((await out.tabStops()).length).toBe(1);
    await out.close();
  });

  it('shows text as text, redraws for a new theme, saves SVG, is purged', async () => {
    const out = await show(figure());
    expect(await out.output.locator('.gtitle').textContent()).toContain('<img src=x onerror=alert(1)>');
    await out.setTheme('light');
    await expect
      .poll(() =>
        out.output
          .locator('.main-svg')
          .first()
          .evaluate((e) => (e as SVGElement).style.background),
      )
      .toBe('rgb(255, 255, 255)');
    await out.page.getByRole('button', { name: 'Save as SVG' }).click();
    await expect.poll(() => out.messages.some((m) => m.type === 'nnbook.save' && m.format === 'svg')).toBe(true);
    await out.page.getByRole('button', { name: 'Table' }).click();
    expect(await out.output.locator('table').textContent()).toContain('sin: x');
    await out.dispose();
    expect(out.problems).toEqual([]);
    await out.close();
  });
});
