import { expect, test } from 'vitest';
import { analyseCell } from '../../extension/stale/analyse.ts';
import { type CellSource, StaleTracker } from '../../extension/stale/tracker.ts';
import { explain } from '../../extension/stale/words.ts';

const cells = (...sources: string[]): CellSource[] => sources.map((source, i) => ({ id: `c${i + 1}`, source }));

function tracker(): StaleTracker {
  return new StaleTracker(async (sources) => sources.map(analyseCell));
}

test('marks come and go with edits and runs', async () => {
  const stale = tracker();
  const first = cells('const w = 1', 'w');
  stale.begin(first, 'c1', 1);
  stale.begin(first, 'c2', 2);
  expect(await stale.update(first)).toBe(false);
  const edited = cells('const w = 2', 'w');
  expect(await stale.update(edited)).toBe(true);
  expect([...stale.stale.keys()]).toEqual(['c1', 'c2']);
  expect(stale.toRun).toEqual(['c1', 'c2']);
  expect(stale.automatic).toEqual([]);
  stale.begin(edited, 'c1', 3);
  await stale.update(edited);
  expect([...stale.stale.keys()]).toEqual(['c2']);
  expect(stale.automatic).toEqual(['c2']);
});

test('a cell that does not parse while it is typed still defines what it did', async () => {
  const stale = tracker();
  const first = cells('const w = 1', 'w');
  stale.begin(first, 'c1', 1);
  stale.begin(first, 'c2', 2);
  await stale.update(first);
  await stale.update(cells('const w = (', 'w'));
  expect(stale.stale.get('c2')).toEqual([{ kind: 'above', name: 'w', cell: 'c1' }]);
});

test('a restart forgets what ran, also while texts are being analysed', async () => {
  const stale = tracker();
  const first = cells('const w = 1', 'w');
  stale.begin(first, 'c1', 1);
  const under = stale.update(first);
  stale.reset();
  await under;
  await stale.update(cells('const w = 2', 'w'));
  expect(stale.stale.size).toBe(0);
});

test('reasons in words', () => {
  const t = (message: string, ...values: string[]) => message.replace(/\{(\d)\}/g, (_, i) => values[Number(i)]);
  const name = (id: string) => (id === 'gone' ? null : `cell ${id}`);
  const words = explain(
    [{ kind: 'edited' }, { kind: 'ran', name: 'w', cell: '2' }, { kind: 'moved', name: 'w', cell: '2', was: 'gone' }],
    name,
    t,
  );
  expect(words.split('\n')).toEqual([
    '- Its text has changed since it ran.',
    '- `w` is newer: cell 2 has run since.',
    '- `w` comes from cell 2, but this ran with the one of a deleted cell.',
  ]);
});
