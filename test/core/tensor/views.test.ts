import { describe, expect, test } from 'vitest';
import {
  ArgumentError,
  autograd,
  GradError,
  IndexError,
  noGrad,
  ones,
  ShapeError,
  slice,
  type Tensor,
  tensor,
  zeros,
} from '../../../core/index.ts';

const leaf = (data: number[] | number[][]): Tensor => tensor(data, { requiresGrad: true });

describe('views share memory and versions', () => {
  test('a write through a view is seen by the base and by other views', () => {
    const x = zeros([2, 3]);
    const row = x.select(0, 1);
    row.fill_(5);
    expect(x.toArray()).toEqual([
      [0, 0, 0],
      [5, 5, 5],
    ]);
    expect(x.t().select(1, 1).toArray()).toEqual([5, 5, 5]);
    expect([x.version, row.version, x.t().version]).toEqual([1, 1, 1]);
  });
  test('view refuses what needs a copy, reshape copies', () => {
    const t = tensor([
      [1, 2],
      [3, 4],
    ]).t();
    expect(() => t.view(4)).toThrow(ShapeError);
    expect(t.reshape(4).toArray()).toEqual([1, 3, 2, 4]);
  });
});

describe('in-place writes on the tape', () => {
  test('a write through a view routes gradients past and into the region (CopySlices)', () => {
    const a = leaf([1, 2, 3]);
    const w = leaf([10]);
    const x = a.mul(2);
    x.slice(0, 1, 2).mul_(w);
    x.mul(tensor([1, 2, 3]))
      .sum()
      .backward();
    expect(x.toArray()).toEqual([2, 40, 6]);
    expect(a.grad?.toArray()).toEqual([2, 40, 6]);
    expect(w.grad?.toArray()).toEqual([8]);
  });
  test('views made before the write follow their base', () => {
    const a = leaf([1, 2, 3]);
    const x = a.clone();
    const view = x.slice(0, 0, 2);
    x.mul_(3);
    view.sum().backward();
    expect(view.toArray()).toEqual([3, 6]);
    expect(a.grad?.toArray()).toEqual([3, 3, 0]);
  });
  test('a constant base takes part in the graph once a tracked value is written into it', () => {
    const w = leaf([2, 3]);
    const x = zeros([2, 2]);
    const second = x.select(0, 1);
    second.copy_(w);
    expect(x.requiresGrad).toBe(true);
    x.mul(x).sum().backward();
    expect(w.grad?.toArray()).toEqual([4, 6]);
  });
  test('an overlapping, transposed view chain', () => {
    const a = leaf([
      [1, 2],
      [3, 4],
    ]);
    const x = a.clone();
    x.t().select(0, 1).mul_(10);
    expect(x.toArray()).toEqual([
      [1, 20],
      [3, 40],
    ]);
    x.sum().backward();
    expect(a.grad?.toArray()).toEqual([
      [1, 10],
      [1, 10],
    ]);
  });
  test('overwriting with a constant cuts the gradient but not the graph', () => {
    const a = leaf([1, 2]);
    const x = a.mul(3);
    x.zero_();
    x.sum().backward();
    expect(a.grad?.toArray()).toEqual([0, 0]);
  });
  test('the old value is kept where the derivative needs it', () => {
    const a = leaf([2, 3]);
    const w = leaf([5, 7]);
    const x = a.clone();
    x.mul_(w);
    x.sum().backward();
    expect(w.grad?.toArray()).toEqual([2, 3]);
  });
  test('second derivatives go through', () => {
    const a = leaf([1, 2, 3]);
    autograd.gradgradcheck((t: Tensor) => {
      const x = t.mul(t);
      x.slice(0, 1).mul_(t.slice(0, 0, 2));
      return x;
    }, a);
  });
  test('leaves and their views are refused outside noGrad', () => {
    const a = leaf([1, 2]);
    expect(() => a.add_(1)).toThrow(GradError);
    expect(() => a.slice(0, 0, 1).add_(1)).toThrow(/view of a leaf/);
    noGrad(() => a.slice(0, 0, 1).add_(1));
    expect(a.toArray()).toEqual([2, 2]);
  });
  test('a saved value that was overwritten is reported with its version', () => {
    const a = leaf([1, 2]);
    const x = a.clone();
    const y = x.mul(x);
    x.add_(1);
    expect(() => y.sum().backward()).toThrow(/changed in place.*version 1, version 0/s);
  });
  test('a result that does not fit is refused before anything is written', () => {
    const x = zeros([2]);
    expect(() => x.add_(ones([3, 2]))).toThrow(ShapeError);
    expect(() => tensor([1, 2], { dtype: 'int32' }).add_(0.5)).toThrow(/cannot be stored/);
    expect(x.version).toBe(0);
  });
});

describe('NumPy indexing', () => {
  const x = tensor([...Array(24).keys()]).view(2, 3, 4);
  test('integers, slices, new axes and the ellipsis give views', () => {
    expect(x.at(1, -1, 0).item()).toBe(20);
    expect(x.at('...', 0).shape).toEqual([2, 3]);
    expect(x.at(0, '1:', slice(null, null, 2)).toArray()).toEqual([
      [4, 6],
      [8, 10],
    ]);
    expect(x.at(null, 0).shape).toEqual([1, 3, 4]);
    expect(x.at(slice(1)).shape).toEqual([1, 3, 4]);
    expect(x.at(0).base).toBe(x.base ?? x);
  });
  test('negative steps run backwards', () => {
    expect(x.at(0, 0, '::-1').toArray()).toEqual([3, 2, 1, 0]);
    expect(x.at(0, 0, '-2:0:-2').toArray()).toEqual([2]);
  });
  test('arrays pick together; side by side in their place, apart in front', () => {
    expect(x.at([0, 1], [2, 0]).toArray()).toEqual([
      [8, 9, 10, 11],
      [12, 13, 14, 15],
    ]);
    expect(x.at(':', [0, 2], [1, 3]).toArray()).toEqual([
      [1, 11],
      [13, 23],
    ]);
    expect(x.at([0, 1], ':', [1, 3]).toArray()).toEqual([
      [1, 5, 9],
      [15, 19, 23],
    ]);
    expect(x.at('...', [[0], [3]]).shape).toEqual([2, 3, 2, 1]);
  });
  test('boolean masks over one or several axes', () => {
    expect(x.at(x.gt(21)).toArray()).toEqual([22, 23]);
    expect(x.at(0, [true, false, true], 0).toArray()).toEqual([0, 8]);
    expect(x.at(x.select(2, 0).eq(4)).toArray()).toEqual([[4, 5, 6, 7]]);
  });
  test('errors name the axis and the shape', () => {
    expect(() => x.at(2)).toThrow(IndexError);
    expect(() => x.at(0, 0, 0, 0)).toThrow(/4 indices for the 3 dimensions of \[2, 3, 4\]/);
    expect(() => x.at(tensor([true, false, true]))).toThrow(/mask of shape \[3\]/);
    expect(() => x.at('1:x')).toThrow(/not an index/);
    expect(() => x.at([0, 3], [0, 3])).toThrow(/out of range for axis 0/);
  });
  test('put writes through views, arrays and masks', () => {
    const y = zeros([2, 3]);
    expect(y.put(0, '1:', 5)).toBe(y);
    y.put(1, tensor([1, 2, 3]));
    expect(y.toArray()).toEqual([
      [0, 5, 5],
      [1, 2, 3],
    ]);
    y.put([0, 1], [0, 2], tensor([8, 9]));
    y.put(y.eq(5), -1);
    expect(y.toArray()).toEqual([
      [8, -1, -1],
      [1, 2, 9],
    ]);
    y.put(0, '::-1', tensor([1, 2, 3]));
    expect(y.toArray()).toEqual([
      [3, 2, 1],
      [1, 2, 9],
    ]);
    expect(() => y.put(0, tensor([1, 2]))).toThrow(ShapeError);
    expect(() => (y as unknown as { put(): void }).put()).toThrow(ArgumentError);
  });
  test('put is recorded', () => {
    const w = leaf([1, 2]);
    const y = zeros([2, 3]);
    y.put(':', 1, w.mul(2));
    y.put([0], 2, w.slice(0, 1));
    y.mul(y).sum().backward();
    expect(w.grad?.toArray()).toEqual([8, 20]);
  });
});
