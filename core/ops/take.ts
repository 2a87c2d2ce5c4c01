/** Reading by places. */
import { formatShape, IndexError, ShapeError } from '../errors.ts';
import { normalizeDim } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { needIntegers } from './indexing.ts';

defineComposite({
  name: 'take',
  family: 'indexing',
  signature: 'take(input: Tensor, index: Tensor)',
  doc: 'Elements picked by their places in the flattened input; negative ones count from the end.',
  example: "take(tensor([[1, 2], [3, 4]]), tensor([0, 3], { dtype: 'int32' }))",
  formula: { forward: 'y_i = x_{k_i}' },
  body: (x: Tensor, index: Tensor) => {
    needIntegers('take', 'index', index);
    const n = x.numel();
    const low = index.lt(0);
    const wrapped =
      index.device === 'cpu' && index.data.some((v: number) => v < 0) ? low.where(index.add(n), index) : index;
    if (n === 0 && index.numel() > 0)
      throw new IndexError(`take: the input ${formatShape(x.shape)} is empty`, { op: 'take' });
    return x
      .reshape([-1])
      .indexSelect(0, wrapped.reshape([-1]))
      .reshape(index.shape.slice());
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.ints([2, 2], 0, 6)] }],
});
defineComposite({
  name: 'takeAlongDim',
  family: 'indexing',
  signature: 'takeAlongDim(input: Tensor, indices: Tensor, dim?: number | null)',
  doc: 'Elements picked along `dim` by indices such as argsort gives; other dimensions broadcast. Without `dim`, of the flattened input.',
  example: "takeAlongDim(tensor([[3, 1]]), tensor([[1]], { dtype: 'int32' }), 1)",
  body: (x: Tensor, indices: Tensor, dim: number | null) => {
    needIntegers('takeAlongDim', 'indices', indices);
    if (dim === null) return x.reshape([-1]).gather(0, indices.reshape([-1]));
    if (x.shape.length !== indices.shape.length) {
      throw new ShapeError(
        `takeAlongDim: the input ${formatShape(x.shape)} and indices ${formatShape(indices.shape)} need the same number of dimensions`,
        { op: 'takeAlongDim' },
      );
    }
    const d = normalizeDim(dim, x.shape.length, 'takeAlongDim');
    const common = x.shape.map((s, i) => (s === 1 ? indices.shape[i] : s));
    const at = (own: readonly number[]): number[] => common.map((s, i) => (i === d ? own[i] : s));
    return x.expand(at(x.shape)).gather(d, indices.expand(at(indices.shape)));
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), m.ints([2, 2], 0, 3), 1] },
    { args: (m) => [m.randn([2, 3]), m.ints([1, 3], 0, 2), 0] },
  ],
});
