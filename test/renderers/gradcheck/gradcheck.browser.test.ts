import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodePayload } from '../../../core/payload/safetensors.ts';
import { type Bench, openBench, type RenderOptions } from '../harness/bench.ts';
import { THEME_NAMES } from '../harness/themes.ts';
import { failedReport } from './fixtures.ts';

const view = { entry: 'renderers/gradcheck/index.ts', mime: 'application/vnd.nnbook.gradcheck.v1+nnb' } as const;
/** KaTeX's style sheet is text to the bundle, as in the build. */
const esbuild = { loader: { '.css': 'text' } } as const;
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const show = (bytes: Uint8Array, options: Partial<RenderOptions> = {}) =>
  bench.render({ ...view, bytes, esbuild, ...options });

describe('gradient check report', () => {
  it.each(THEME_NAMES)('%s: accessible, one tab stop', async (theme) => {
    const out = await show(failedReport(), { theme });
    await out.output.locator('.katex').first().waitFor();
    await out.settle();
    await out.screenshot(`gradcheck-${theme}`);
    expect(await out.axe()).toEqual([]);
    expect((await out.tabStops()).length).toBe(1);
    await out.close();
  });

  it('puts the cause above the rows and opens its code', async () => {
    const out = await show(failedReport());
    expect(await out.output.locator('.gc-cause').textContent()).toContain(
      'swish is the first operation whose backward is wrong',
    );
    expect(await out.output.locator('.gc-cause').textContent()).toContain('1.125550586');
    await out.page.getByRole('button', { name: 'line 6' }).click();
    expect(out.messages).toContainEqual({ type: 'nnbook.reveal', site: { cell: '19', line: 6, col: 3 } });
    await out.close();
  });

  it('walks parameters by keyboard, jumps to failures, shows the worst elements', async () => {
    const out = await show(failedReport());
    await out.page.locator('#before').focus();
    await out.page.keyboard.press('Tab');
    await out.page.keyboard.press('ArrowDown');
    const said = out.output.locator('[aria-live]');
    await expect
      .poll(() => said.textContent())
      .toMatch(/^fc1\.bias fails in 6 of 6 elements; worst \[5\]: yours 0\.0050718/);
    await out.page.keyboard.press('End');
    await expect.poll(() => said.textContent()).toMatch(/^fc2\.bias passes/);
    await out.page.keyboard.press('n');
    await out.page.keyboard.press('Enter');
    expect(await out.output.locator('.gc-detail li').first().textContent()).toBe('[1, 1] 1.35e+00');
    await out.page.keyboard.press('f');
    expect(await out.output.locator('tbody tr').count()).toBe(2);
    await out.close();
  });

  it('says when all pass, and shows NaN and large parameters', async () => {
    const spec = {
      version: 1,
      title: 'Gradient Check',
      passed: true,
      dtype: 'float64',
      eps: 1e-6,
      atol: 1e-5,
      rtol: 1e-3,
      evaluations: 4,
      parameters: [
        {
          name: 'W',
          shape: [300, 300],
          checked: 90_000,
          failing: 0,
          worst: [1, 1],
          analytic: null,
          numeric: 1,
          relative: null,
        },
      ],
    };
    const out = await show(encodePayload(spec));
    expect(await out.output.getByText('all 1 pass').isVisible()).toBe(true);
    expect(await out.output.getByText('too large to map').isVisible()).toBe(true);
    expect(await out.output.locator('tbody tr').textContent()).toContain('NaN');
    await out.close();
  });
});
