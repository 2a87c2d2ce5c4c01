import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { viewMime } from '../../../core/payload/view.ts';
import { attentionOutput } from '../../../extension/kernel/worker/display/attention.ts';
import { attention, SENTENCE } from '../fixtures.ts';
import { type Bench, openBench } from '../harness/bench.ts';
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
});
