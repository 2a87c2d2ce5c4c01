import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePayload } from '../../../core/payload/safetensors.ts';
import type { TensorSpec } from '../../../core/payload/tensor.ts';
import { Tensor } from '../../../core/tensor/tensor.ts';
import { choosePreview, storedShape, storePreview } from '../../../extension/kernel/worker/display/preview.ts';
import { type TensorViewOptions, tensorOutput } from '../../../extension/kernel/worker/display/tensor.ts';
import { decode } from '../../../renderers/tensor/model.ts';

const wrap = (values: number[], shape: number[]): Tensor => Tensor.wrap(Float32Array.from(values), shape, 'float32');

describe('tensorOutput', () => {
  it('says the tensor in one line', () => {
    const t = wrap([-1.2, 0.09, 2.1, Number.NaN, 0, 0], [2, 3]);
    expect(tensorOutput([{ tensor: t }]).text).toBe('tensor float32 [2, 3] min -1.2 mean 0.198 max 2.1, 1 NaN');
    expect(tensorOutput([{ tensor: t, name: 'W' }]).text).toMatch(/^W: tensor float32 \[2, 3\]/);
    expect(tensorOutput([{ tensor: wrap([3], []) }]).text).toBe('tensor float32 [] value 3');
    expect(tensorOutput([{ tensor: Tensor.empty([4, 5], 'float32', 'meta') }]).text).toContain('on the meta device');
  });

  it('stores every element of a small tensor, its gradient too, in logical order', () => {
    const base = wrap([1, 2, 3, 4, 5, 6], [2, 3]);
    const turned = new Tensor(base.storage, [3, 2], [1, 3], 0, 'cpu');
    turned.requiresGrad = true;
    turned.grad = wrap([6, 5, 4, 3, 2, 1], [3, 2]);
    const decoded = decodePayload(tensorOutput([{ tensor: turned }]).bytes);
    if (!decoded.ok) throw new Error(decoded.reason);
    const [item] = decode(decoded.payload).items;
    expect([...(item.planes.get('value')?.data ?? [])]).toEqual([1, 4, 2, 5, 3, 6]);
    expect([...(item.planes.get('grad')?.data ?? [])]).toEqual([6, 5, 4, 3, 2, 1]);
    expect(item.gradState).toBe('present');
  });

  it('keeps a large tensor under 256 KiB and says over what the statistics are', () => {
    const t = wrap(
      Array.from({ length: 1_000_000 }, (_, i) => i),
      [1000, 1000],
    );
    const { bytes } = tensorOutput([{ tensor: t }]);
    expect(bytes.byteLength).toBeLessThan(256 * 1024 + 8192);
    const decoded = decodePayload(bytes);
    if (!decoded.ok) throw new Error(decoded.reason);
    const [item] = decode(decoded.payload).items;
    expect(item.isPreview).toBe(true);
    expect(item.planes.get('value')?.stats).toMatchObject({ count: 1_000_000, max: 999_999 });
  });

  it('stores half a million elements exactly when asked to', () => {
    const t = wrap(
      Array.from({ length: 500_000 }, () => 1),
      [500, 1000],
    );
    const decoded = decodePayload(tensorOutput([{ tensor: t }], { persist: 'full' }).bytes);
    expect(decoded.ok && decode(decoded.payload).items[0].isPreview).toBe(false);
  });
});

describe('previews', () => {
  const shape = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

  it('fit their budget and keep both ends of each leading axis', () => {
    fc.assert(
      fc.property(shape, fc.integer({ min: 64, max: 4096 }), (sizes, budget) => {
        const total = sizes.reduce((n, size) => n * size, 1);
        const preview = choosePreview(sizes, budget);
        if (total <= budget) {
          expect(preview).toBe(undefined);
          return;
        }
        if (preview === undefined) throw new Error('no preview');
        const stored = storedShape(sizes, preview).reduce((n, size) => n * size, 1);
        expect(stored).toBeLessThanOrEqual(Math.max(budget, 2 ** sizes.length * 4));
        preview.kept.forEach((indices, axis) => {
          if (indices === null) return;
          expect(indices[0]).toBe(0);
          expect(indices.at(-1)).toBe(sizes[axis] - 1);
        });
      }),
    );
  });

  it('average blocks, and let what is not finite through', () => {
    const data = Float32Array.from({ length: 16 }, (_, i) => i);
    data[15] = Number.NaN;
    data[3] = Number.POSITIVE_INFINITY;
    const preview = { kept: [null, null], pool: [2, 2] } as const;
    expect([...storePreview(data, [4, 4], preview)]).toEqual([2.5, Number.POSITIVE_INFINITY, 10.5, Number.NaN]);
  });

  it('pick the kept planes', () => {
    const data = Float32Array.from({ length: 5 * 4 }, (_, i) => i);
    const preview = { kept: [[0, 4], null, null], pool: [1, 1] } as const;
    expect([...storePreview(data, [5, 2, 2], preview)]).toEqual([0, 1, 2, 3, 16, 17, 18, 19]);
  });

  it('handle axes of a million', () => {
    const preview = choosePreview([1_000_000], 65_536);
    expect(preview && storedShape([1_000_000], preview)[0]).toBeLessThanOrEqual(65_536);
    expect(choosePreview([1000, 3, 224, 224], 65_536)).toBeDefined();
  });
});

describe('pictures', () => {
  const spec = (tensor: Tensor, options: TensorViewOptions) => {
    const decoded = decodePayload(tensorOutput([{ tensor }], options).bytes);
    if (!decoded.ok) throw new Error(decoded.reason);
    return (decoded.payload.spec as TensorSpec).items[0];
  };
  const counted = (shape: number[]) =>
    wrap(
      Array.from({ length: shape.reduce((n, size) => n * size, 1) }, (_, i) => i),
      shape,
    );

  it('take their own range, in grey and in colour', () => {
    expect(spec(counted([2, 4, 4]), { as: 'image' }).image).toEqual({ low: 0, high: 31, rgb: false });
    expect(spec(counted([2, 1, 4, 4]), { as: 'image' }).image).toEqual({ low: 0, high: 31, rgb: false });
    expect(spec(counted([2, 3, 2, 2]), { as: 'image' }).image).toEqual({ low: 0, high: 23, rgb: true });
    expect(spec(counted([2, 4, 4]), { as: 'image' }).planes.value?.histogram).toEqual({ low: 0, high: 31 });
    expect(() => spec(counted([2, 2, 4, 4]), { as: 'image' })).toThrow(/\[n, 1 or 3, h, w\]; x is \[2, 2, 4, 4\]/);
  });

  it('take labels from a list or a tensor, one for each', () => {
    expect(spec(counted([2, 4, 4]), { labels: ['cat', 7] }).axes[0]).toEqual({ labels: ['cat', '7'] });
    expect(spec(counted([3, 4]), { labels: counted([3]) }).axes[0]).toEqual({ labels: ['0', '1', '2'] });
    expect(() => spec(counted([2, 4, 4]), { labels: ['cat'] })).toThrow('1 labels for shape [2, 4, 4]');
  });
});
