/** Quantiles of lines and of whole tensors. */
import { ArgumentError, DTypeError, formatShape, ShapeError } from '../errors.ts';
import { normalizeDim } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { zerosOf } from './creation.ts';
import { defineComposite } from './define.ts';
import { wrapNumber } from './derive.ts';

type Interpolation = 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest';

/** Quantiles of sorted rows (the dim last) at ranks `q` times the number of elements less one. */
function quantiles(
  op: string,
  input: Tensor,
  qs: Tensor,
  dim: number | null,
  keepdim: boolean,
  interpolation: Interpolation,
  skipNan: boolean,
): Tensor {
  if (input.numel() === 0)
    throw new ShapeError(
      `${op}: there is no quantile of no elements: the input has shape ${formatShape(input.shape)}`,
      { op },
    );
  if (input.dtype !== 'float32' && input.dtype !== 'float64')
    throw new DTypeError(`${op}: the input must be floating-point, it is ${input.dtype}`, {
      op,
      fix: 'Convert it: x.float().',
    });
  if (qs.shape.length > 1)
    throw new ShapeError(`${op}: q must be a number or have 1 dimension, it has shape ${formatShape(qs.shape)}`, {
      op,
    });
  for (const v of qs.data)
    if (!(v >= 0 && v <= 1)) throw new ArgumentError(`${op}: q must lie between 0 and 1, got ${v}`, { op });
  const rank = input.shape.length;
  const d = dim === null ? 0 : normalizeDim(dim, rank, op);
  const rows = dim === null ? input.reshape([1, -1]) : rank === 0 ? input.reshape([1, 1]) : input.transpose(d, -1);
  const sorted = rows.sort(-1)[0];
  const n = sorted.shape[sorted.shape.length - 1];
  const nan = sorted.isnan();
  const last = sorted
    .select(-1, 0)
    .unsqueeze(-1)
    .detach()
    .zerosLike()
    .add(n - 1);
  // The highest rank that counts; a NaN, which is sorted last, is the quantile where there is one.
  const top = skipNan ? nan.logicalNot().sum(-1, true).clampMin(1).sub(1).to(input.dtype) : last;
  const parts = qs
    .reshape([-1])
    .unbind()
    .map((q) => {
      const rankIn = top.mul(q.to(input.dtype));
      const rankOf = skipNan ? rankIn : nan.any(-1, true).where(last, rankIn);
      const below = rankOf.detach().floor();
      const pick = (at: Tensor): Tensor => sorted.gather(-1, at.long());
      if (interpolation === 'lower') return pick(below);
      if (interpolation === 'higher') return pick(rankOf.detach().ceil());
      if (interpolation === 'nearest') return pick(rankOf.detach().round());
      return pick(below).lerp(pick(rankOf.detach().ceil()), interpolation === 'midpoint' ? 0.5 : rankOf.sub(below));
    });
  const shaped = parts.map((p) => {
    if (dim === null) return keepdim ? p.reshape(input.shape.map(() => 1)) : p.reshape([]);
    if (rank === 0) return p.reshape([]);
    const restored = p.transpose(d, -1);
    return keepdim ? restored : restored.squeeze(d);
  });
  if (qs.shape.length === 0) return shaped[0];
  const size = [shaped.length, ...shaped[0].shape];
  return shaped.reduce(
    (sum, p, i) => sum.add(p.unsqueeze(0).sliceBackward({ shape: size, dim: 0, start: i, step: 1 })),
    zerosOf(size, shaped[0]),
  );
}

for (const name of ['quantile', 'nanquantile'] as const) {
  defineComposite({
    name,
    family: 'sorting',
    signature: `${name}(input: Tensor, q: Tensor | number, dim?: number | null, keepdim: boolean = false, *, interpolation: 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest' = 'linear')`,
    doc: `The \`q\`-quantiles${name === 'quantile' ? '' : ' of the elements that are not NaN'} along \`dim\`, or of all elements; between two elements by \`interpolation\`. Several q give a new first dimension.`,
    example: `${name}(tensor([1, 2, 3, 4]), 0.5)`,
    body: (input: Tensor, q: Tensor | number, dim: number | null, keepdim: boolean, interpolation: Interpolation) =>
      quantiles(
        name,
        input,
        typeof q === 'number' ? wrapNumber(q, input) : q,
        dim,
        keepdim,
        interpolation,
        name === 'nanquantile',
      ),
    samples: [
      { args: (m) => [m.randn([5]), 0.3] },
      { args: (m) => [m.randn([2, 4]), 0.25, 1, true] },
      { args: (m) => [m.randn([2, 4]), 0.6, 0, { interpolation: 'lower' }] },
    ],
  });
}
