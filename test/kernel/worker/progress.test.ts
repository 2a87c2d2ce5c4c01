/** `progress(...)` in a real kernel: one output, brought up to date, that says what the loop did. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CellResult, TestKernel } from '../harness.ts';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
});
afterAll(() => kernel.stop());

/** Last state of each output, as text and as HTML. */
function last({ events }: CellResult): { text: string; html: string }[] {
  const states = new Map<string, { text: string; html: string }>();
  for (const event of events) {
    if (event.kind !== 'display' && event.kind !== 'update') continue;
    const of = (mime: string) => String(event.items.find((item) => item.mime === mime)?.data ?? '');
    states.set(event.display, { text: of('text/plain'), html: of('text/html') });
  }
  return [...states.values()];
}

const updates = ({ events }: CellResult) => events.filter(({ kind }) => kind === 'update').length;

describe('progress', () => {
  test('hands the items on and ends with how many there were, how fast, how long it took', async () => {
    const result = await kernel.run(
      "let sum = 0\nfor (const x of progress([1, 2, 3, 4], { title: 'adding', unit: 'numbers' })) sum += x\nconsole.log(sum)",
    );
    expect(result.stdout).toBe('10\n');
    const [bar, ...others] = last(result);
    expect(others).toEqual([]);
    expect(bar.text).toMatch(/^adding: \[#{24}\] 4 of 4 numbers \(100 %\), [\d,.]+ numbers\/s, \d\.\d s$/);
    expect(bar.html).toContain('<progress value="4" max="4" aria-label="adding"');
  });

  test('a number counts from 0, and values stand behind the bar', async () => {
    const result = await kernel.run(
      "import { tensor } from 'nnbook'\nconst b = progress(3)\nfor (const i of b) b.set({ loss: tensor(i / 8), best: '<x>' })",
    );
    const [bar] = last(result);
    expect(bar.text).toMatch(/3 of 3 items \(100 %\), .*, loss 0\.2500, best <x>$/);
    expect(bar.html).toContain('best &#60;x&#62;');
  });

  test('a loop that is left says where', async () => {
    const [bar] = last(await kernel.run('for (const i of progress(8)) if (i === 2) break'));
    expect(bar.text).toMatch(/2 of 8 items \(25 %\).*stopped$/);
    const failed = await kernel.run("for (const i of progress(8)) if (i === 4) throw new Error('no')");
    expect(failed.error?.message).toBe('no');
    expect(last(failed)[0].text).toMatch(/4 of 8 items \(50 %\).*stopped$/);
  });

  test('loops inside a loop share its output and go when they end', async () => {
    const result = await kernel.run(
      "for (const epoch of progress(2, { title: 'epochs' })) for (const b of progress(2, { title: 'batches' })) { const t = performance.now(); while (performance.now() - t < 120); }",
    );
    const bars = last(result);
    expect(bars).toHaveLength(1);
    expect(bars[0].text).toMatch(/^epochs: .* 2 of 2 items \(100 %\).*$/);
    expect(bars[0].text).not.toContain('batches');
    const seen = result.events.flatMap((e) => (e.kind === 'update' ? [String(e.items[1].data)] : []));
    expect(seen.some((text) => /epochs: .*\nbatches: .* 1 of 2 items \(50 %\), .* left/.test(text))).toBe(true);
  });

  test('inner bars stay when asked', async () => {
    const [bar] = last(
      await kernel.run("for (const e of progress(2)) for (const b of progress(1, { title: 'e' + e, keep: true }));"),
    );
    expect(bar.text.split('\n').map((line) => line.slice(0, 3))).toEqual(['[##', 'e0:', 'e1:']);
  });

  test('for await, over items that come in time and over a list', async () => {
    const source = 'async function* numbers() { for (let i = 0; i < 3; i++) yield i }';
    const result = await kernel.run(
      `${source}\nlet n = 0\nfor await (const x of progress(numbers())) n += x\nfor await (const x of progress(new Set([10, 20]))) n += x\nconsole.log(n)`,
    );
    expect(result.stdout).toBe('33\n');
    expect(last(result).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^3 items, /),
      expect.stringMatching(/2 of 2 items \(100 %\)/),
    ]);
    expect((await kernel.run('for (const x of progress(numbers()));')).error?.message).toContain('for await');
  });

  test('a million passes cost a handful of messages', async () => {
    const result = await kernel.run('let k = 0\nfor (const i of progress(1_000_000)) k += i\nconsole.log(k)');
    expect(result.stdout).toBe('499999500000\n');
    expect(updates(result)).toBeLessThan(100);
  });

  test('what has no items is refused', async () => {
    expect((await kernel.run('progress(undefined)')).error?.message).toContain('undefined has no items');
    expect((await kernel.run('progress({})')).error?.message).toContain('this object has no items');
  });
});
