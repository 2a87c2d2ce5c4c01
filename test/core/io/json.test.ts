import fc from 'fast-check';
import { expect, test } from 'vitest';
import { io, load, tensor } from '../../../core/index.ts';
import { parts, refuses, survives } from './bytes.ts';

test('values that JSON has no word for come back exactly', () => {
  const state = {
    x: tensor([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0.1]),
    y: tensor([[true], [false]]),
  };
  const text = io.writeJson(state);
  expect(text).toContain('"NaN"');
  const back = io.readJson(text);
  expect(parts(back.x)).toEqual(parts(state.x));
  expect(parts(back.y)).toEqual(parts(state.y));
  expect(parts((load(new TextEncoder().encode(text)) as typeof back).x)).toEqual(parts(state.x));
});

test('what does not fit is told', () => {
  refuses(() => io.readJson('{'), /json:/);
  refuses(() => io.readJson('[]'), /not an object/);
  refuses(
    () => io.readJson('{"a": {"shape": [2], "dtype": "float32", "data": [1]}}'),
    /"a" does not have the 2 elements/,
  );
  refuses(() => io.readJson('{"a": {"shape": [1], "dtype": "int32", "data": [1.5]}}'), /int32 does not hold/);
  refuses(() => io.readJson('{"a": {"shape": [1], "dtype": "float32", "data": ["x"]}}'), /no number/);
  fc.assert(fc.property(fc.json(), (text) => survives(() => io.readJson(text))));
});
