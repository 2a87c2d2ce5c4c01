import { expect, test } from 'vitest';
import { Generator } from '../../../core/random/generator.ts';

test('seeds take 64 bits, negative ones wrap, and fractions are refused', () => {
  expect(new Generator().manualSeed(2 ** 40 + 7).uniform24()).toBeCloseTo(0.5349225401878357, 12);
  expect(new Generator().manualSeed(-3).uniform24()).toBeCloseTo(0.6248647570610046, 12);
  expect(new Generator().manualSeed(12n).initialSeed()).toBe(12);
  expect(() => new Generator().manualSeed(0.5)).toThrow(/whole number, got 0.5/);
});

test('manualSeed drops the cached second normal', () => {
  const g = new Generator().manualSeed(42);
  const first = g.normal();
  g.manualSeed(42);
  expect(g.normal()).toBe(first);
});

test('a state is 5056 bytes and continues the stream, cached normal included', () => {
  const g = new Generator().manualSeed(3);
  g.normal();
  for (let i = 0; i < 700; i++) g.random();
  const state = g.getState();
  expect(state.length).toBe(5056);
  const expected = [g.normal(), g.uniform53(), g.normal(), g.random()];
  const h = new Generator().setState(state);
  expect([h.normal(), h.uniform53(), h.normal(), h.random()]).toEqual(expected);
  expect(h.initialSeed()).toBe(3);
  expect(() => g.setState(new Uint8Array(5056))).toThrow(/not the state of a generator/);
  expect(() => g.setState([1, 2])).toThrow(/5056 bytes, got 2/);
});

test('seed() draws a fresh seed and starts its stream', () => {
  const g = new Generator();
  const seed = g.seed();
  const value = g.random();
  expect(new Generator().manualSeed(seed).random()).toBe(value);
});
