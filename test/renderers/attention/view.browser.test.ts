import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { viewMime } from '../../../core/payload/view.ts';
import { Tensor } from '../../../core/tensor/tensor.ts';
import { attentionOutput } from '../../../extension/kernel/worker/display/attention.ts';
import { attention, SENTENCE } from '../fixtures.ts';
import { type Bench, openBench, type Rendered } from '../harness/bench.ts';
import { THEME_NAMES } from '../harness/themes.ts';

const ENTRY = 'renderers/attention/index.ts';
const mime = viewMime('attention');
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const output = () => attentionOutput([{ name: 'layer 2', ...attention() }], { tokens: SENTENCE, headSize: 16 });

describe('attention view', () => {
  it.each(THEME_NAMES)('draws heads, matrix, lines and chain in %s', async (theme) => {
    const out = await bench.render({ entry: ENTRY, mime, bytes: output().bytes, theme, scale: 2 });
    await out.page
      .getByRole('application')
      .first()
      .click({ position: { x: 470, y: 50 } });
    await out.settle();
    await out.screenshot(`attention-${theme}`);
    expect(await out.axe()).toEqual([]);
    await out.close();
  });

  const open = (bytes = output().bytes, width = 860) => bench.render({ entry: ENTRY, mime, bytes, width });
  const matrix = (out: Rendered) => out.page.getByRole('application', { name: /^Head/ });

  it('walks one row from score to weight with numbers that agree', async () => {
    const out = await open();
    await matrix(out).focus();
    const rows = out.page.getByRole('table').getByRole('row');
    const cell = async (row: RegExp, column: number): Promise<number> =>
      Number((await rows.filter({ hasText: row }).getByRole('cell').nth(column).textContent())?.replace('−', '-'));
    const weights = attention().weights.data;
    for (const k of [0, 3, 8]) {
      expect(await cell(/^softmax/, k)).toBeCloseTo(weights[8 * 16 + k], 3);
      expect(await cell(/^scaled/, k)).toBeCloseTo((await cell(/^score/, k)) / 4, 1);
    }
    expect(
      await rows
        .filter({ hasText: /^causal mask/ })
        .getByRole('cell')
        .nth(12)
        .textContent(),
    ).toBe('−∞');
    expect(await out.text()).toContain('leaked future weight 0');
    await out.close();
  });

  it('is one tab stop; keys choose query, key and head, and are announced', async () => {
    const out = await open();
    expect(await out.tabStops()).toEqual([expect.stringContaining('application: Head 0')]);
    await matrix(out).focus();
    await out.page.keyboard.press('Home');
    await out.page.keyboard.press('ArrowDown');
    await expect
      .poll(() => out.page.locator('[aria-live=polite]').textContent())
      .toMatch(/^query animal, key \w+: (weight 0\.\d{3}|masked)$/);
    await out.page.keyboard.press('PageDown');
    await expect.poll(() => out.page.locator('[aria-live=polite]').textContent()).toContain('head 1: first-token sink');
    expect(await out.text()).toContain('query animal');
    await out.page.keyboard.press('m');
    expect(await out.page.getByRole('radio', { name: 'scores' }).getAttribute('aria-checked')).toBe('true');
    await out.page.keyboard.press('t');
    expect(await out.page.getByRole('table', { name: 'scores of head 1' }).count()).toBe(1);
    expect(await out.axe()).toEqual([]);
    await out.close();
  });

  it('outlines leaks and says them', async () => {
    const weights = Tensor.wrap(
      Float32Array.from({ length: 36 }, () => 1 / 6),
      [6, 6],
      'float32',
    );
    const out = await open(attentionOutput([{ weights }], { causal: true }).bytes);
    expect(await out.text()).toMatch(/leaked future weight 0\.3333/);
    await out.screenshot('attention-leak-dark');
    await out.close();
  });

  it('fits long sequences, many heads and narrow outputs', async () => {
    const n = 128;
    const long = Tensor.wrap(
      Float32Array.from({ length: 12 * n * n }, (_, i) =>
        i % n <= Math.floor(i / n) % n ? 1 / ((Math.floor(i / n) % n) + 1) : 0,
      ),
      [12, n, n],
      'float32',
    );
    const out = await open(attentionOutput([{ weights: long }]).bytes);
    await out.screenshot('attention-long-dark');
    expect(await out.text()).toContain('16 of 128 keys');
    await out.close();
    const narrow = await open(undefined, 420);
    await narrow.screenshot('attention-narrow-dark');
    expect((await matrix(narrow).boundingBox())?.width).toBeLessThanOrEqual(420);
    await narrow.close();
  });

  it('keeps to what is stored where one head is', async () => {
    const big = Tensor.wrap(new Float32Array(20 * 130 * 130).fill(1 / 130), [20, 130, 130], 'float32');
    const out = await open(attentionOutput([{ weights: big }]).bytes);
    await matrix(out).focus();
    await out.page.keyboard.press('PageDown');
    expect(await out.text()).toContain('of this head only the overview is stored');
    await out.close();
  });
});
