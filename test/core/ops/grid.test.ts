/** Values from PyTorch 2.13: F.grid_sample and F.affine_grid. */
import { describe, expect, test } from 'vitest';
import { affineGrid, arange, gridSample, ones, randn, type Tensor, tensor } from '../../../core/index.ts';

const near = (x: Tensor, values: readonly number[]): void => {
  expect(x.numel()).toBe(values.length);
  [...x.data].forEach((value, i) => {
    expect(value).toBeCloseTo(values[i], 3);
  });
};

const squares = (shape: number[]): Tensor => arange(12).float().square().reshape(shape);

describe('gridSample', () => {
  const image = squares([1, 1, 3, 4]);
  const grid = tensor([
    [
      [
        [-0.9, -0.2],
        [0.3, 1.4],
      ],
      [
        [0.75, 0.5],
        [-1.6, 0.1],
      ],
    ],
  ]);
  test.each([
    ['bicubic', 'zeros', false, [3.8478, -6.2994, 118.8555, -1.1504]],
    ['bicubic', 'border', true, [9.3208, 105.4229, 83.392, 20.8396]],
    ['bicubic', 'reflection', false, [5.317, 97.7583, 106.0938, 29.7268]],
    ['bilinear', 'reflection', true, [13.91, 73.61, 78.625, 29.62]],
  ] as const)('an image, %s with %s, corners aligned: %s', (mode, paddingMode, alignCorners, values) => {
    const y = gridSample(image, grid, { mode, paddingMode, alignCorners });
    expect(y.shape).toEqual([1, 1, 2, 2]);
    near(y, values);
  });

  const volume = squares([1, 1, 2, 3, 2]);
  const points = tensor([
    [
      [
        [
          [-0.5, 0.2, 0.9],
          [1.3, -0.4, -0.1],
        ],
      ],
    ],
  ]);
  test.each([
    ['bilinear', 'zeros', false, [44.88, 5.448]],
    ['bilinear', 'border', true, [72.26, 33.88]],
    ['nearest', 'border', false, [64, 1]],
  ] as const)('a volume, %s with %s, corners aligned: %s', (mode, paddingMode, alignCorners, values) => {
    const y = gridSample(volume, points, { mode, paddingMode, alignCorners });
    expect(y.shape).toEqual([1, 1, 1, 1, 2]);
    near(y, values);
  });

  test('what does not fit is told', () => {
    expect(() => gridSample(image, points)).toThrow(/\[1, 1, 3, 4\] and \[1, 1, 1, 2, 3\]/);
    expect(() => gridSample(volume, points, { mode: 'bicubic' })).toThrow(/bicubic works on images/);
  });
});

describe('affineGrid', () => {
  test('points of a volume', () => {
    const theta = tensor([
      [
        [1, 0, 0, 0.5],
        [0, 2, 0, 0],
        [0.5, 0, 1, 0],
      ],
    ]);
    near(affineGrid(theta, [1, 1, 2, 1, 2]), [0, 0, -0.75, 1, 0, -0.25, 0, 0, 0.25, 1, 0, 0.75]);
  });

  test('the identity samples the image itself', () => {
    const image = randn([1, 2, 3, 4]);
    const identity = tensor([
      [
        [1, 0, 0],
        [0, 1, 0],
      ],
    ]);
    const y = gridSample(image, affineGrid(identity, [1, 2, 3, 4]));
    near(y, [...image.data]);
  });

  test('what does not fit is told', () => {
    expect(() => affineGrid(ones([1, 2, 3]), [1, 1, 2, 2, 2])).toThrow(/theta must be/);
  });
});
