import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { data, setDefaultDevice } from '../../../core/index.ts';
import packDigits from '../../../media/data/build-assets.mjs';

const root = process.cwd();

async function withDigits(): Promise<void> {
  await packDigits({ root, dist: `${root}/dist` });
  data.setResourceLoader((name) => readFileSync(`${root}/dist/data/${name}`));
}

afterEach(() => {
  data.setResourceLoader(null);
  setDefaultDevice('cpu');
});

test('training and test digits are disjoint runs of classes in turn, pixels from 0 to 1', async () => {
  await withDigits();
  const train = await data.digits();
  const held = await data.digits({ train: false });
  expect(train.images.shape).toEqual([4000, 1, 28, 28]);
  expect(held.images.shape).toEqual([1000, 1, 28, 28]);
  expect([...held.labels.data.slice(0, 12)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
  expect(train.images.max().item()).toBe(1);
  expect(train.images.min().item()).toBe(0);
  expect(train.images.mean().item()).toBeGreaterThan(0.1);
  expect([...train.images.select(0, 0).data]).not.toEqual([...held.images.select(0, 0).data]);
});

test('on the meta device only the shapes are made, and no file is read', async () => {
  setDefaultDevice('meta');
  const { images, labels } = await data.digits();
  expect(images.device).toBe('meta');
  expect(images.shape).toEqual([4000, 1, 28, 28]);
  expect(labels.dtype).toBe('int32');
});

test('without a way to read files the error says where the data is available', async () => {
  await expect(data.digits()).rejects.toThrow(/notebooks/);
});
