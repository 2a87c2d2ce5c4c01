/** Every view at the widths that the editor gives: nothing stands beyond the right edge, or beyond the left one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ViewName, viewMime } from '../../core/payload/view.ts';
import { attentionOutput } from '../../extension/kernel/worker/display/attention.ts';
import { backwardOutput, graphOutput } from '../../extension/kernel/worker/display/graph.ts';
import { plotOutput } from '../../extension/kernel/worker/display/plot.ts';
import { tensorOutput } from '../../extension/kernel/worker/display/tensor.ts';
import { curvesBytes, overfitting } from './curves/fixtures.ts';
import { activations, attention, bias, SENTENCE, weight } from './fixtures.ts';
import { failedReport } from './gradcheck/fixtures.ts';
import { flowBytes, vanishing } from './gradflow/fixtures.ts';
import { transformerBlock, twoTwoOne } from './graph/networks.ts';
import { type Bench, openBench, type Rendered } from './harness/bench.ts';

const esbuild = { loader: { '.css': 'text' as const } };
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const CASES: readonly (readonly [name: string, view: ViewName, bytes: () => Uint8Array])[] = [
  ['tensor', 'tensor', () => tensorOutput([{ tensor: activations() }]).bytes],
  ['tensor-small', 'tensor', () => tensorOutput([{ tensor: weight() }, { tensor: bias() }]).bytes],
  ['attention', 'attention', () => attentionOutput([attention()], { tokens: SENTENCE, headSize: 16 }).bytes],
  ['curves', 'curves', () => curvesBytes(overfitting(), { spec: { total: 3000 } })],
  ['gradflow', 'gradflow', () => flowBytes(vanishing())],
  ['gradcheck', 'gradcheck', () => failedReport()],
  ['backward', 'graph', () => backwardOutput(twoTwoOne().L).bytes],
  ['modules', 'graph', () => modules()],
  ['plot', 'plot', () => plotOutput([{ x: [1, 2, 3], y: [2, 1, 3] }], { title: { text: 'figure' } }).bytes],
];

function modules(): Uint8Array {
  const { model, loss } = transformerBlock();
  return graphOutput(loss, { model, mode: 'modules' }).bytes;
}

/** Elements whose box leaves the output's content box, in words. Scrolling lists are asked themselves. */
function beyond(out: Rendered): Promise<string[]> {
  return out.page.evaluate((id) => {
    const output = document.getElementById(id);
    const root = output?.shadowRoot;
    if (!output || !root) return ['nothing shown'];
    const box = output.getBoundingClientRect();
    const { paddingLeft, paddingRight } = getComputedStyle(output);
    const left = box.left + Number.parseFloat(paddingLeft);
    const right = box.right - Number.parseFloat(paddingRight);
    const found: string[] = [];
    for (const element of root.querySelectorAll('*')) {
      if (element.closest('.katex, .nn-sr, .main-svg, [class*=scroll] *')) continue;
      const { left: l, right: r, width } = element.getBoundingClientRect();
      if (width > 0 && (l < left - 0.6 || r > right + 0.6)) {
        found.push(
          `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} ${l - left} to ${r - right}`,
        );
      }
    }
    return found;
  }, out.id);
}

describe.each([966, 700])('%i px wide', (width) => {
  it.each(CASES)('%s stays inside', async (name, view, bytes) => {
    const out = await bench.render({
      ...{ entry: `renderers/${view}/index.ts`, mime: viewMime(view), bytes: bytes(), width, scale: 2, esbuild },
    });
    await out.screenshot(`width-${width}-${name}`);
    expect(await beyond(out)).toEqual([]);
    await out.close();
  });
});

it('has the histogram at the right of the facets where there is room', async () => {
  const bytes = tensorOutput([{ tensor: activations() }]).bytes;
  for (const width of [966, 700]) {
    const out = await bench.render({ entry: 'renderers/tensor/index.ts', mime: viewMime('tensor'), bytes, width });
    const facets = await out.page.getByRole('application').first().boundingBox();
    const side = await out.page.locator('.tn-side').boundingBox();
    if (facets === null || side === null) throw new Error('nothing shown');
    expect(side.x).toBeGreaterThan(facets.x + facets.width);
    expect(Math.abs(side.y - facets.y)).toBeLessThan(2);
    await out.close();
  }
});
