/** Scaled dot-product attention (Vaswani et al., 2017). */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';

/** True where a query may look at a key: on and below the diagonal. [queries, keys], bool. */
export function causalMask(queries: number, keys: number, like: Tensor): Tensor {
  return functionOf<(s: number[], o: object) => Tensor>('ones')([queries, keys], {
    dtype: 'bool',
    device: like.device,
  }).tril();
}

defineComposite({
  name: 'scaledDotProductAttention',
  family: 'attention',
  signature:
    'scaledDotProductAttention(query: Tensor, key: Tensor, value: Tensor, attnMask?: Tensor, *, dropoutP: number = 0, isCausal: boolean = false, scale?: number | null, enableGqa: boolean = false)',
  doc: 'softmax(Q K^T / sqrt(d)) V over [..., queries, d], [..., keys, d], [..., keys, dv]. A boolean mask is true where a query may look; a float mask is added to the scores.',
  formula: { forward: 'y = \\mathrm{softmax}\\!\\left(\\frac{Q K^{\\top}}{\\sqrt d} + M\\right) V' },
  method: false,
  body: (
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attnMask: Tensor | null,
    dropoutP: number,
    isCausal: boolean,
    scale: number | null,
    enableGqa: boolean,
  ) => {
    const op = 'scaledDotProductAttention';
    const d = query.shape[query.shape.length - 1];
    if (
      query.shape.length < 2 ||
      key.shape[key.shape.length - 1] !== d ||
      key.shape[key.shape.length - 2] !== value.shape[value.shape.length - 2]
    ) {
      throw new ShapeError(
        `${op}: query ${formatShape(query.shape)}, key ${formatShape(key.shape)} and value ${formatShape(value.shape)} do not fit`,
        {
          op,
          operands: [
            { name: 'query', shape: query.shape, axes: [query.shape.length - 1] },
            { name: 'key', shape: key.shape, axes: [key.shape.length - 1] },
            { name: 'value', shape: value.shape },
          ],
          fix: 'Query and key share the last size; key and value share the one before.',
        },
      );
    }
    if (isCausal && attnMask) throw new ArgumentError(`${op}: give either attnMask or isCausal`, { op });
    let k = key;
    let v = value;
    if (enableGqa) {
      const heads = query.shape[query.shape.length - 3];
      k = k.repeatInterleave(heads / k.shape[k.shape.length - 3], -3);
      v = v.repeatInterleave(heads / v.shape[v.shape.length - 3], -3);
    }
    const scores = query.matmul(k.mT()).mul(scale ?? 1 / Math.sqrt(d));
    const mask = isCausal
      ? causalMask(query.shape[query.shape.length - 2], k.shape[k.shape.length - 2], query)
      : attnMask;
    const shown = mask
      ? mask.dtype === 'bool'
        ? mask.where(scores, Number.NEGATIVE_INFINITY)
        : scores.add(mask)
      : scores;
    let weights = shown.softmax(-1);
    // A query that may look nowhere gets zeros rather than NaN.
    if (mask && mask.dtype === 'bool') weights = mask.any(-1, { keepdim: true }).where(weights, 0);
    if (dropoutP > 0) weights = functionOf<(x: Tensor, p: number) => Tensor>('dropout')(weights, dropoutP);
    return weights.matmul(v);
  },
  samples: [
    { args: (m) => [m.randn([2, 3, 4]), m.randn([2, 5, 4]), m.randn([2, 5, 2])] },
    { note: 'causal', args: (m) => [m.randn([3, 4]), m.randn([3, 4]), m.randn([3, 4]), { isCausal: true }] },
  ],
});
