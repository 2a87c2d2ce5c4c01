import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { viewMime } from '../../../core/payload/view.ts';
import {
  type TensorViewItem,
  type TensorViewOptions,
  tensorOutput,
} from '../../../extension/kernel/worker/display/tensor.ts';
import { activations, bias, matrix, weight } from '../fixtures.ts';
import { type Bench, openBench, type Rendered, type RenderOptions } from '../harness/bench.ts';
import { THEME_NAMES } from '../harness/themes.ts';

const ENTRY = 'renderers/tensor/index.ts';
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

function show(
  items: readonly TensorViewItem[],
  more: Partial<RenderOptions> = {},
  options: TensorViewOptions = {},
): Promise<Rendered> {
  const { bytes } = tensorOutput(items, options);
  return bench.render({ entry: ENTRY, mime: viewMime('tensor'), bytes, ...more });
}

describe('tensor view', () => {
  it.each(THEME_NAMES)('draws facets, glyphs and the row form in %s', async (theme) => {
    const out = await show(
      [
        {
          tensor: activations(),
          axes: [{ name: 'batch' }, { name: 'channel' }, { name: 'height' }, { name: 'width' }],
        },
      ],
      { theme, scale: 2 },
    );
    await out.page.getByRole('application').hover({ position: { x: 120, y: 100 } });
    await out.screenshot(`tensor-facets-${theme}`);
    expect(await out.axe()).toEqual([]);
    await out.close();
    const small = await show([{ tensor: weight() }, { tensor: bias() }], { theme, scale: 2 });
    await small.screenshot(`tensor-small-${theme}`);
    expect(await small.axe()).toEqual([]);
    await small.close();
  });

  it('draws a million cells', async () => {
    const { bytes } = tensorOutput([{ tensor: matrix(700, 740) }], { persist: 'full' });
    const out = await bench.render({ entry: ENTRY, mime: viewMime('tensor'), bytes });
    await out.screenshot('tensor-large');
    console.log('render ms', out.renderMs, await bench.size(ENTRY));
    await out.close();
  });
});
