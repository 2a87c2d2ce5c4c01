import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KernelReply } from '../../../core/payload/messages.ts';
import { encodePayload } from '../../../core/payload/safetensors.ts';
import { viewMime } from '../../../core/payload/view.ts';
import { Tensor } from '../../../core/tensor/tensor.ts';
import {
  type TensorViewItem,
  type TensorViewOptions,
  tensorOutput,
} from '../../../extension/kernel/worker/display/tensor.ts';
import { answerSlice } from '../../../extension/kernel/worker/slices.ts';
import { activations, bias, colours, digits, matrix, weight } from '../fixtures.ts';
import { type Bench, openBench, type Rendered, type RenderOptions } from '../harness/bench.ts';
import { THEME_NAMES, THEMES } from '../harness/themes.ts';

const ENTRY = 'renderers/tensor/index.ts';
const mime = viewMime('tensor');
const AXES = [{ name: 'batch' }, { name: 'channel' }, { name: 'height' }, { name: 'width' }];
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
  return bench.render({ entry: ENTRY, mime, bytes: tensorOutput(items, options).bytes, ...more });
}

const facets = (more: Partial<RenderOptions> = {}): Promise<Rendered> =>
  show([{ tensor: activations(), axes: AXES }], more);
const picture = (out: Rendered) => out.page.getByRole('application').first();
const live = (out: Rendered) => out.page.locator('[aria-live=polite]');

describe('tensor view', () => {
  it.each(THEME_NAMES)('draws facets, glyphs and the row form in %s', async (theme) => {
    const out = await facets({ theme, scale: 2 });
    await picture(out).hover({ position: { x: 120, y: 100 } });
    await out.settle();
    const text = await out.text();
    for (const part of [
      'float32 [2, 3, 28, 28]',
      '1 NaN',
      '1 +Inf',
      'over 4,702 finite values',
      '[1,2,9,17]',
      'act[0, 0, ',
    ]) {
      expect(text).toContain(part);
    }
    await out.screenshot(`tensor-facets-${theme}`);
    expect(await out.axe()).toEqual([]);
    await out.close();
    const small = await show([{ tensor: weight() }, { tensor: bias() }], { theme, scale: 2 });
    await small.screenshot(`tensor-small-${theme}`);
    expect(await small.axe()).toEqual([]);
    await small.close();
  });

  it('colours zero as the background and NaN as nothing else', async () => {
    const t = Tensor.wrap(
      Float32Array.from({ length: 400 }, (_, i) => (i === 21 ? Number.NaN : i === 22 ? 1 : 0)),
      [20, 20],
      'float32',
    );
    const out = await show([{ tensor: t }]);
    const box = await picture(out).boundingBox();
    const output = await out.output.boundingBox();
    if (box === null || output === null) throw new Error('nothing shown');
    const bitmap = await out.bitmap();
    // One facet alone: indices stand at the left and above; its cells are 16 px wide.
    const left = Math.round(box.x - output.x) + 24;
    const top = Math.round(box.y - output.y) + 18;
    const cell = (row: number, column: number) => bitmap.at(left + column * 16 + 3, top + row * 16 + 8);
    expect(cell(5, 5)).toBe('#1f1f1f');
    expect(cell(1, 1)).toBe('#d670d6');
    expect(cell(1, 2)).toBe('#f2cf94');
    await out.close();
  });

  it('follows the theme without being rendered again', async () => {
    const out = await facets();
    const before = await out.bitmap();
    await out.setTheme('light');
    const after = await out.bitmap();
    expect([before.at(5, before.height - 3), after.at(5, after.height - 3)]).toEqual([
      THEMES.dark.vars['editor-background'],
      THEMES.light.vars['editor-background'],
    ]);
    await out.setTheme('dark');
    const again = await out.bitmap();
    for (let x = 30; x < 600; x += 7) expect(again.at(x, 250)).toBe(before.at(x, 250));
    await out.close();
  });

  it('is one tab stop, and every control is reached from it by keys', async () => {
    const out = await facets();
    expect(await out.tabStops()).toEqual([expect.stringContaining('application: Cells of act')]);
    await out.page.locator('#before').focus();
    await out.page.keyboard.press('Tab');
    await out.page.keyboard.press('Escape');
    expect(await out.focused()).toContain('button: Table');
    const seen = new Set<string>();
    for (let i = 0; i < 12; i++) {
      seen.add((await out.focused()) ?? '');
      await out.page.keyboard.press('ArrowRight');
    }
    expect([...seen].join()).toContain('Export');
    expect([...seen].join()).toContain('Role of batch');
    await out.close();
  });

  it('moves a cursor by keys and says where it is', async () => {
    const out = await facets();
    await picture(out).focus();
    await out.page.keyboard.press('ArrowRight');
    await out.page.keyboard.press('ArrowDown');
    await out.page.keyboard.press('PageDown');
    expect(await out.text()).toContain('act[0, 1, 1, 1]');
    await out.page.keyboard.press('End');
    await out.page.keyboard.press('ArrowRight');
    expect(await out.text()).toContain('act[0, 2, 1, 0]');
    await out.page.keyboard.press('n');
    expect(await out.text()).toContain('act[1, 2, 9, 17]');
    await out.page.keyboard.press('n');
    expect(await out.text()).toContain('act[0, 1, 6, 12]');
    await expect.poll(() => live(out).textContent()).toBe('act[0, 1, 6, 12] +Inf');
    await out.close();
  });

  it('describes itself to a screen reader', async () => {
    const out = await facets();
    const sentence = await out.page.locator('section.nn-view').getAttribute('aria-label');
    expect(sentence).toBe(
      'Tensor act, float32, shape [2, 3, 28, 28]; 4,704 values, 18.4 KiB; from −1.1044 to 1.1270, mean 0.0182; 1 NaN, 1 plus infinity.',
    );
    await out.close();
  });

  it('shows the same numbers as a table', async () => {
    const out = await facets();
    await picture(out).focus();
    await out.page.keyboard.press('t');
    const table = out.page.getByRole('table');
    expect(await table.locator('caption').textContent()).toBe('act float32 [2, 3, 28, 28]');
    const row = table
      .getByRole('row')
      .filter({ has: out.page.getByRole('rowheader', { name: '0, 1, 6', exact: true }) });
    expect(await row.getByRole('cell').nth(12).textContent()).toBe('+Inf');
    expect(await out.axe()).toEqual([]);
    await out.close();
  });

  it('shows value and gradient with their own scales, and says which is absent', async () => {
    const t = matrix(12, 20);
    t.requiresGrad = true;
    const without = await show([{ tensor: t }]);
    expect(await without.page.getByRole('radio', { name: 'grad' }).getAttribute('aria-disabled')).toBe('true');
    await picture(without).focus();
    expect(await without.text()).toMatch(/∂L\/∂big\s+not yet/);
    await without.close();
    t.grad = matrix(12, 20);
    t.grad.data.forEach((v, i, data) => {
      data[i] = v * 1e-6;
    });
    const out = await show([{ tensor: t }]);
    await out.page.getByRole('radio', { name: 'grad' }).click();
    expect(await out.text()).toMatch(/max \d\.\d+e−07/);
    expect(await out.page.getByRole('radio', { name: 'grad' }).getAttribute('aria-checked')).toBe('true');
    await out.close();
  });

  it('gives an axis another role, and slides through what is left', async () => {
    const out = await facets();
    await out.page.getByLabel('Role of batch').selectOption('slider');
    const slider = out.page.getByRole('slider', { name: 'batch' });
    await slider.focus();
    await out.page.keyboard.press('ArrowRight');
    expect(await slider.getAttribute('aria-valuetext')).toBe('1 of 2');
    await picture(out).focus();
    expect(await out.text()).toContain('act[1, 0, 0, 0]');
    await out.close();
  });

  it('says what a preview leaves out, and that a kernel has more', async () => {
    const out = await show([{ tensor: matrix(1000, 1000) }], { messaging: false });
    const text = await out.text();
    expect(text).toMatch(/preview: means of \d+ × \d+ blocks/);
    expect(text).toContain('Run this cell to explore further');
    await picture(out).focus();
    expect(await out.text()).toMatch(/big\[0:\d+, 0:\d+\]/);
    await out.screenshot('tensor-preview-dark');
    await out.close();
  });

  it('finds room for vectors, scalars, many pictures and narrow outputs', async () => {
    const vector = Tensor.wrap(
      Float32Array.from({ length: 784 }, (_, i) => Math.sin(i / 20)),
      [784],
      'float32',
    );
    const out = await show([{ tensor: vector }, { tensor: Tensor.wrap(Float32Array.of(2.5), [], 'float32') }]);
    await out.screenshot('tensor-vector-dark');
    await out.close();
    const many = new Float32Array(64 * 9).map((_, i) => Math.cos(i));
    const filters = await show([{ tensor: Tensor.wrap(many, [64, 1, 3, 3], 'float32') }], { theme: 'light' });
    await filters.screenshot('tensor-filters-light');
    await filters.close();
    const narrow = await facets({ width: 420 });
    await narrow.screenshot('tensor-narrow-dark');
    const box = await picture(narrow).boundingBox();
    expect(box?.width).toBeLessThanOrEqual(420);
    await narrow.close();
  });

  it('shows half a million cells stored in full', async () => {
    const out = await show([{ tensor: matrix(700, 740) }], {}, { persist: 'full' });
    expect(await out.text()).not.toContain('preview');
    await out.page.keyboard.press('Tab');
    await picture(out).focus();
    for (let i = 0; i < 12; i++) await out.page.keyboard.press('+');
    await out.screenshot('tensor-zoomed-dark');
    await out.close();
  });

  it('asks the kernel for the exact elements below a preview, and draws and reads them', async () => {
    const tensor = matrix(1000, 1000);
    const ref = { session: 'kernel-1', id: 't1', version: 0 };
    const out = await show([{ tensor, ref }]);
    await out.deliver({ type: 'nnbook.kernel', session: 'kernel-1' });
    expect(await out.text()).not.toContain('Run this cell');
    await picture(out).focus();
    for (let i = 0; i < 9; i++) await out.page.keyboard.press('+');
    const answered = new Set<number>();
    await expect
      .poll(async () => {
        for (const message of out.messages) {
          if (message.type !== 'nnbook.request' || message.request.query.kind !== 'slice') continue;
          const { id, query } = message.request;
          if (answered.has(id)) continue;
          answered.add(id);
          const reply = { v: 1, id, ...answerSlice(tensor, query) } as KernelReply;
          await out.deliver({ type: 'nnbook.reply', outputId: out.id, reply });
        }
        return answered.size;
      })
      .toBeGreaterThan(0);
    await picture(out).hover({ position: { x: 90, y: 60 } });
    await out.settle();
    const found = /big\[(\d+), (\d+)\]\s+(−?[\d.]+)/.exec(await out.text());
    expect(found).not.toBe(null);
    const [, row, column, text] = found ?? [];
    expect(Number(text.replace('−', '-'))).toBeCloseTo(tensor.data[Number(row) * 1000 + Number(column)], 5);
    await out.screenshot('tensor-detail-dark');
    await out.close();
  });

  it('saves SVG and CSV through the host', async () => {
    const out = await facets();
    for (const name of ['Save as SVG', 'Save as CSV', 'Save as PNG']) {
      await out.page.getByRole('button', { name: 'Export' }).click();
      await out.page.getByRole('menuitem', { name }).click();
    }
    await expect.poll(() => out.messages.filter((m) => m.type === 'nnbook.save').length, { timeout: 20_000 }).toBe(3);
    const saved = out.messages.filter((m) => m.type === 'nnbook.save');
    const bodyOf = (format: string): Buffer => Buffer.from(saved.find((m) => m.format === format)?.b64 ?? '', 'base64');
    const svg = bodyOf('svg').toString();
    expect(svg).toContain('<title>act</title>');
    expect(svg.match(/<image /g)).toHaveLength(7);
    const csv = bodyOf('csv').toString().split('\r\n');
    expect(csv[0]).toBe('batch,channel,height,width,value');
    expect(csv).toHaveLength(4706);
    expect(bodyOf('png').subarray(1, 4).toString()).toBe('PNG');
    await out.close();
  });

  it('explains a payload that it cannot show', async () => {
    const out = await bench.render({ entry: ENTRY, mime, bytes: new Uint8Array([1, 2, 3]) });
    expect(await out.text()).toContain('3 bytes are too few');
    await out.show(encodePayload({ items: [{ shape: [2] }] }));
    expect(await out.text()).toContain('spec.items[0]');
    expect(await out.axe()).toEqual([]);
    await out.show(tensorOutput([{ tensor: weight() }]).bytes);
    expect(await out.text()).toContain('float32 [3, 4]');
    await out.close();
  });

  it('leaves nothing behind when it is disposed', async () => {
    const out = await facets();
    await out.dispose();
    await out.setTheme('light');
    expect(await out.page.locator('canvas').count()).toBe(0);
    await out.close();
  });
});

describe('pictures', () => {
  const classes = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'];

  it.each(['dark', 'light'] as const)('grey ones with captions, black to white in %s', async (theme) => {
    const out = await show([{ tensor: digits() }], { theme, scale: 2, width: 966 }, { as: 'image', labels: classes });
    expect(await out.text()).not.toContain('colour domain');
    await out.screenshot(`tensor-pictures-${theme}`);
    expect(await out.axe()).toEqual([]);
    await picture(out).focus();
    await out.page.keyboard.press('ArrowRight');
    expect(await out.text()).toContain('images[0, 0, 1]');
    await out.page.getByRole('radio', { name: 'sign and size' }).click();
    expect(await out.text()).toContain('colour domain');
    await out.close();
  });

  it('colour ones: a pixel is its three channels, NaN has its own colour', async () => {
    const out = await show([{ tensor: colours() }], { width: 966 }, { as: 'image' });
    await out.screenshot('tensor-photos-dark');
    const box = await picture(out).boundingBox();
    const output = await out.output.boundingBox();
    if (box === null || output === null) throw new Error('nothing shown');
    const bitmap = await out.bitmap();
    const cell = (box.width - 2 - 20) / 72;
    const at = (n: number, row: number, column: number) =>
      bitmap.at(
        Math.round(box.x - output.x + 1 + n * (24 * cell + 10) + (column + 0.5) * cell),
        Math.round(box.y - output.y + 20 + (row + 0.5) * cell),
      );
    expect([at(0, 0, 0), at(0, 0, 23), at(0, 23, 0), at(2, 0, 0), at(2, 23, 23)]).toEqual([
      '#000000',
      '#ff0000',
      '#00ff00',
      '#0000ff',
      '#ffffff',
    ]);
    await picture(out).focus();
    await out.page.keyboard.press('End');
    for (const part of ['photos[0, 0, 0, 23]', 'red', 'green', 'blue']) expect(await out.text()).toContain(part);
    await out.page.keyboard.press('n');
    await expect.poll(() => live(out).textContent()).toBe('photos[1, 0, 5, 5] 0.217391, NaN, 0.500000');
    expect(await out.axe()).toEqual([]);
    await out.close();
  });
});
