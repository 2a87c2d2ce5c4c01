import { expect, test } from 'vitest';
import { LateOutput } from '../../extension/kernel/late.ts';

test('output that comes late belongs to the last run of its cell, until that cell is queued again', () => {
  const late = new LateOutput<string, string>();
  late.ended(1, 'a', 'first of a');
  late.ended(2, 'b', 'first of b');
  expect([late.find(1), late.find(2), late.find(3)]).toEqual(['first of a', 'first of b', null]);
  late.forget('a');
  expect([late.find(1), late.find(2)]).toEqual([null, 'first of b']);
  late.ended(3, 'a', 'second of a');
  late.ended(4, 'a', 'third of a');
  expect([late.find(1), late.find(3), late.find(4)]).toEqual([null, null, 'third of a']);
});
