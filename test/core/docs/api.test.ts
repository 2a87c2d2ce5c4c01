/** The API reference: every example runs, and the page says what the records say. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as api from '../../../core/index.ts';
import { documented, emitDocs, printed, runExample } from '../../../core/ops/emit-docs.ts';

const examples = documented().flatMap(({ name, example }) => (example ? [{ name, example }] : []));

describe('examples', () => {
  test.each(examples)('$name', ({ example }) => {
    const text = printed(runExample(example));
    expect(text).not.toBe('');
    expect(text).not.toMatch(/undefined|\[object /);
  });

  test('an example uses what it documents', () => {
    const strangers = examples.filter(({ name, example }) => !new RegExp(`\\b${name}\\b`).test(example));
    expect(strangers).toEqual([]);
  });

  test('lines before the last one declare names, and random ones repeat', () => {
    expect(printed(runExample('const x = tensor([1, 2]);\nx.sum()'))).toBe('tensor(3.)');
    expect(printed(runExample('rand([2])'))).toBe(printed(runExample('rand([2])')));
    expect(() => runExample('noSuchFunction(1)')).toThrow(/noSuchFunction/);
  });
});

test('media/api.md is up to date', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../../media/api.md'), 'utf8');
  expect(page === emitDocs(), 'run npm run build: the records changed').toBe(true);
});

test('values are shown as they print', () => {
  expect(printed([api.tensor([1]), api.tensor(2)])).toBe('tensor([1.])\ntensor(2.)');
  expect(printed([2, 3])).toBe('[2, 3]');
  expect(printed('none')).toBe("'none'");
});
