import { expect, test } from 'vitest';
import { MT19937 } from '../../../core/random/mt19937.ts';

test('the 10000th number of seed 5489 is the one the C++ standard prescribes for mt19937', () => {
  const engine = new MT19937(5489);
  let last = 0;
  for (let i = 0; i < 10000; i++) last = engine.next();
  expect(last).toBe(4123659995);
});

test('equal seeds agree, other seeds differ, only the low 32 bits count', () => {
  expect(new MT19937(7).next()).toBe(new MT19937(7).next());
  expect(new MT19937(7).next()).not.toBe(new MT19937(8).next());
  expect(new MT19937(7).next()).toBe(new MT19937(2 ** 32 + 7).next());
});
