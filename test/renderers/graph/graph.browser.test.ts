import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backwardOutput, graphOutput } from '../../../extension/kernel/worker/display/graph.ts';
import { type Bench, openBench, type Rendered } from '../harness/bench.ts';
import { transformerBlock, twoTwoOne } from './networks.ts';

const entry = 'renderers/graph/index.ts';
const esbuild = { loader: { '.css': 'text' as const } };

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** Formulas come with the lazy chunk: wait for the first one, and for the step's motion to end. */
async function ready(out: Rendered): Promise<void> {
  await out.page.locator('.katex').first().waitFor();
  await out.page.evaluate(() => document.fonts.ready);
  await out.settle();
}

async function press(out: Rendered, ...keys: string[]): Promise<void> {
  for (const key of keys) await out.page.keyboard.press(key);
  await out.settle();
}

async function showBackward(theme: 'dark' | 'light' | 'hc-dark' | 'hc-light' = 'dark', width = 860): Promise<Rendered> {
  const { mime, bytes } = backwardOutput(twoTwoOne().L);
  const out = await bench.render({ entry, mime, bytes, theme, width, scale: 2, reducedMotion: true, esbuild });
  await ready(out);
  await out.page.getByRole('application').focus();
  return out;
}

describe('the backward stepper', () => {
  for (const theme of ['dark', 'light', 'hc-dark', 'hc-light'] as const) {
    it(`${theme}: steps 3 and 7 of the 2-2-1 network, axe clean`, async () => {
      const out = await showBackward(theme);
      await press(out, ']', ']');
      await out.screenshot(`graph-backward-${theme}`);
      expect(await out.axe()).toEqual([]);
      for (let i = 0; i < 4; i++) await press(out, ']');
      await out.screenshot(`graph-accumulate-${theme}`);
      const rows = await out.page.locator('.gr-table tbody tr').allInnerTexts();
      expect(rows[2]).toContain('x[0]');
      expect(rows[2].replace(/\s+/g, ' ')).toContain('−0.0151079044 += −0.0043841839 → −0.0194920882');
      await out.close();
    });
  }

  it('is walked by keys alone: steps, nodes, search, table, help', async () => {
    const out = await showBackward();
    expect(await out.tabStops()).toHaveLength(1);
    await out.page.getByRole('application').focus();
    const slider = out.page.getByRole('slider', { name: 'Step of the backward pass' });
    await press(out, ']');
    expect(await slider.getAttribute('aria-valuetext')).toBe('step 2 of 7: mseLoss');
    await press(out, '[', '[', '[');
    expect(await slider.getAttribute('aria-valuetext')).toContain('step 0 of 7: seed');
    expect(await out.page.locator('.gr-right').innerText()).toContain('The walk starts here');
    await press(out, 'ArrowLeft', 'ArrowLeft');
    expect(await out.page.locator('.gr-title').innerText()).toContain('o');
    await press(out, 'Escape', 't');
    const table = out.page.getByRole('table').last();
    expect(await table.innerText()).toContain('W1[0,0]');
    expect(await table.innerText()).toContain('no grad');
    await press(out, 't', '/');
    await out.page.keyboard.type('W2');
    expect(await out.page.getByRole('status').innerText()).toBe('2 found');
    await press(out, 'Enter');
    expect(await out.page.locator('.gr-title').innerText()).toContain('W2[0]');
    await press(out, 'Escape');
    await out.close();
  });

  it('says where a node stands in the code, and a click sends it to the host', async () => {
    const out = await showBackward();
    await press(out, ']', ']');
    await out.page.getByRole('button', { name: 'cell 6, line 3' }).click();
    expect(out.messages).toContainEqual({ type: 'nnbook.reveal', site: { cell: '6', line: 3, col: 11, index: 6 } });
    await out.close();
  });

  it('reads for a screen reader: MathML in the card, the sentence on the group', async () => {
    const out = await showBackward();
    expect(await out.page.locator('.katex-mathml math').count()).toBeGreaterThan(3);
    const label = await out.page.locator('section[aria-label]').first().getAttribute('aria-label');
    expect(label).toBe('Backward pass of L = 0.0629. 16 nodes, 17 edges. 7 steps');
    await out.close();
  });

  it('stands in a narrow output', async () => {
    const out = await showBackward('light', 480);
    await press(out, ']', ']');
    await out.screenshot('graph-narrow');
    const wide = await out.page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(wide).toBe(false);
    await out.close();
  });

  it('switches to whole tensors', async () => {
    const out = await showBackward();
    await out.page.getByRole('radio', { name: 'tensors' }).click();
    await out.page.getByRole('application').focus();
    await press(out, ']', ']');
    await out.screenshot('graph-tensors-dark');
    expect(await out.page.locator('.gr-table tbody').innerText()).toContain('W2');
    expect(await out.axe()).toEqual([]);
    await out.close();
  });
});

describe('the graph without a walk', () => {
  it('says "not yet" everywhere before backward, and has no stepper', async () => {
    const { mime, bytes, text } = graphOutput(twoTwoOne().L);
    expect(text).toContain('grad not yet');
    const out = await bench.render({ entry, mime, bytes, scale: 2, esbuild });
    expect(await out.page.getByRole('slider').count()).toBe(0);
    await out.page.getByRole('application').focus();
    await press(out, 'ArrowLeft');
    await out.screenshot('graph-plain-dark');
    expect(await out.page.locator('.gr-card').innerText()).toContain('not the same as a gradient of 0');
    await out.close();
  });
});

describe('the module table', () => {
  for (const theme of ['dark', 'light', 'hc-dark', 'hc-light'] as const) {
    it(`${theme}: a transformer block with mlp expanded`, async () => {
      const { model, loss } = transformerBlock();
      const { mime, bytes } = graphOutput(loss, { model, mode: 'modules' });
      const out = await bench.render({ entry, mime, bytes, theme, scale: 2, esbuild });
      await out.page.getByRole('application').focus();
      await press(
        out,
        'Home',
        'ArrowDown',
        'ArrowDown',
        'ArrowDown',
        'ArrowDown',
        'ArrowDown',
        'ArrowRight',
        'ArrowDown',
        'ArrowDown',
      );
      await out.screenshot(`graph-block-${theme}`);
      expect(await out.axe()).toEqual([]);
      await out.page.getByRole('radio', { name: 'tensors' }).click();
      await out.settle();
      if (theme === 'dark') await out.screenshot('graph-block-tensors');
      await out.close();
    });
  }
});

describe('weight', () => {
  it('keeps the view small and KaTeX apart', async () => {
    const out = await showBackward();
    const { min, gzip } = await bench.size(entry);
    console.log(
      `graph renderer with KaTeX and its style sheet: ${min} bytes, ${gzip} gzipped; first render ${out.renderMs.toFixed(1)} ms`,
    );
    expect(gzip).toBeLessThan(140_000);
    await out.close();
  });
});
