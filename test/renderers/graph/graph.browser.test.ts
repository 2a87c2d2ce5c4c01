import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backwardOutput, graphOutput } from '../../../extension/kernel/worker/display/graph.ts';
import { type Bench, openBench, type Rendered } from '../harness/bench.ts';
import { twoTwoOne } from './networks.ts';

const entry = 'renderers/graph/index.ts';
const esbuild = { loader: { '.css': 'text' as const } };

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** Formulas come with the lazy chunk: wait for the first one. */
async function formulas(out: Rendered): Promise<void> {
  await out.page.locator('.katex').first().waitFor();
  await out.settle();
}

describe('the backward stepper', () => {
  for (const theme of ['dark', 'light', 'hc-dark', 'hc-light'] as const) {
    it(`${theme}: step 3 of the 2-2-1 network, axe clean`, async () => {
      const { mime, bytes } = backwardOutput(twoTwoOne().L);
      const out = await bench.render({ entry, mime, bytes, theme, scale: 2, esbuild });
      await out.page.getByRole('application').focus();
      await out.page.keyboard.press(']');
      await out.page.keyboard.press(']');
      await formulas(out);
      await out.page.waitForTimeout(400);
      await out.screenshot(`graph-backward-${theme}`);
      expect(await out.axe()).toEqual([]);
      await out.page.keyboard.press('End');
      await out.close();
    });
  }
});
