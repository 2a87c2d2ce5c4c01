/** Distances and similarities of vectors, and the bilinear map. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';

const norm = (x: Tensor, p: number, dim: number, keepdim: boolean): Tensor =>
  functionOf<(x: Tensor, o: object) => Tensor>('norm')(x, { p, dim, keepdim });

defineComposite({
  name: 'cosineSimilarity',
  family: 'similarity',
  signature: 'cosineSimilarity(x1: Tensor, x2: Tensor, dim: number = 1, eps: number = 1e-8)',
  doc: 'The cosine of the angle between vectors along `dim`; norms are at least `eps`.',
  formula: {
    forward: 'y = \\frac{a \\cdot b}{\\max(\\lVert a \\rVert, \\varepsilon) \\max(\\lVert b \\rVert, \\varepsilon)}',
  },
  method: false,
  body: (a: Tensor, b: Tensor, dim: number, eps: number) => {
    const unit = (x: Tensor): Tensor => x.div(norm(x, 2, dim, true).clampMin(eps));
    return unit(a).mul(unit(b)).sum(dim);
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([2, 3])] }],
});

defineComposite({
  name: 'pairwiseDistance',
  family: 'similarity',
  signature: 'pairwiseDistance(x1: Tensor, x2: Tensor, p: number = 2, eps: number = 1e-6, keepdim: boolean = false)',
  doc: 'The p-norm of x1 - x2 + eps over the last dimension.',
  method: false,
  body: (a: Tensor, b: Tensor, p: number, eps: number, keepdim: boolean) => norm(a.sub(b).add(eps), p, -1, keepdim),
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([2, 3])] }],
});

defineComposite({
  name: 'cdist',
  family: 'similarity',
  signature: 'cdist(x1: Tensor, x2: Tensor, p: number = 2)',
  doc: 'The p-norm distances between every row of x1 [..., P, M] and every row of x2 [..., R, M].',
  method: false,
  body: (a: Tensor, b: Tensor, p: number) => {
    if (a.shape.length < 2 || b.shape.length < 2 || a.shape[a.shape.length - 1] !== b.shape[b.shape.length - 1]) {
      throw new ShapeError(
        `cdist: the rows of ${formatShape(a.shape)} and ${formatShape(b.shape)} must have the same length`,
        {
          op: 'cdist',
          operands: [
            { name: 'x1', shape: a.shape },
            { name: 'x2', shape: b.shape },
          ],
        },
      );
    }
    return norm(a.unsqueeze(-2).sub(b.unsqueeze(-3)), p, -1, false);
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([4, 3])] }],
});

defineComposite({
  name: 'dist',
  family: 'similarity',
  signature: 'dist(input: Tensor, other: Tensor, p: number = 2)',
  doc: 'The p-norm of the difference of two tensors, as a number.',
  body: (a: Tensor, b: Tensor, p: number) => norm(a.sub(b).flatten(), p, 0, false),
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([2, 3])] }],
});

defineComposite({
  name: 'bilinear',
  family: 'linalg',
  signature: 'bilinear(input1: Tensor, input2: Tensor, weight: Tensor, bias?: Tensor)',
  doc: 'y_k = x1 W_k x2 + b_k for a weight [out, in1, in2].',
  formula: { forward: 'y_k = x_1^{\\top} W_k \\, x_2 + b_k' },
  method: false,
  body: (a: Tensor, b: Tensor, weight: Tensor, bias: Tensor | null) => {
    if (
      weight.shape.length !== 3 ||
      a.shape[a.shape.length - 1] !== weight.shape[1] ||
      b.shape[b.shape.length - 1] !== weight.shape[2]
    ) {
      throw new ShapeError(
        `bilinear: inputs ${formatShape(a.shape)} and ${formatShape(b.shape)} do not fit the weight ${formatShape(weight.shape)}`,
        {
          op: 'bilinear',
          operands: [
            { name: 'input1', shape: a.shape },
            { name: 'input2', shape: b.shape },
            { name: 'weight', shape: weight.shape },
          ],
        },
      );
    }
    const y = functionOf<(e: string, ...t: Tensor[]) => Tensor>('einsum')('...i,kij,...j->...k', a, weight, b);
    return bias ? y.add(bias) : y;
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([2, 4]), m.randn([2, 3, 4]), m.randn([2])] }],
});

type Ord = number | 'fro' | 'nuc' | null;
type Dims = number | number[] | null;

defineComposite({
  name: 'vectorNorm',
  namespace: 'linalg',
  family: 'linalg',
  signature: 'vectorNorm(x: Tensor, ord: number = 2, dim?: number | number[] | null, keepdim: boolean = false)',
  doc: 'The p-norm of vectors over `dim`, or of all elements.',
  body: (x: Tensor, ord: number, dim: Dims, keepdim: boolean) =>
    functionOf<(x: Tensor, o: object) => Tensor>('norm')(x, { p: ord, ...(dim === null ? {} : { dim }), keepdim }),
  samples: [{ args: (m) => [m.randn([2, 3]), 2, 1] }],
});

defineComposite({
  name: 'norm',
  namespace: 'linalg',
  family: 'linalg',
  signature:
    "norm(A: Tensor, ord?: number | 'fro' | 'nuc' | null, dim?: number | number[] | null, keepdim: boolean = false)",
  doc: 'A vector or matrix norm: Euclidean by default; with `ord` and a matrix (or two dims), the matrix norm of that order.',
  body: (a: Tensor, ord: Ord, dim: Dims, keepdim: boolean) => {
    const vector = functionOf<(x: Tensor, p: number, d: Dims, k: boolean) => Tensor>('linalg.vectorNorm');
    const dims = dim === null ? null : typeof dim === 'number' ? [dim] : dim;
    const matrix = ord !== null && (dims ? dims.length === 2 : a.shape.length === 2);
    if (!matrix) {
      if (typeof ord === 'string')
        throw new ArgumentError(`linalg.norm: '${ord}' needs a matrix`, { op: 'linalg.norm' });
      return vector(a, ord ?? 2, dim, keepdim);
    }
    const [r, c] = (dims ?? [0, 1]).map((d) => (d < 0 ? d + a.shape.length : d));
    if (ord === 'fro') return vector(a, 2, [r, c], keepdim);
    const restore = (t: Tensor): Tensor => (keepdim ? t.unsqueeze(Math.min(r, c)).unsqueeze(Math.max(r, c)) : t);
    if (ord === 'nuc' || Math.abs(ord) === 2) {
      const rest = a.shape.map((_, d) => d).filter((d) => d !== r && d !== c);
      const s = functionOf<(t: Tensor) => Tensor>('linalg.svdvals')(a.permute([...rest, r, c]));
      return restore(ord === 'nuc' ? s.sum(-1) : ord === 2 ? s.amax(-1) : s.amin(-1));
    }
    if (Math.abs(ord) !== 1 && Math.abs(ord) !== Number.POSITIVE_INFINITY)
      throw new ArgumentError(`linalg.norm: ${ord} is not a matrix norm`, {
        op: 'linalg.norm',
        fix: "Use 1, -1, 2, -2, Infinity, -Infinity, 'fro' or 'nuc'.",
      });
    // Sums of absolute values down columns (order 1) or along rows (order infinity), and their extreme.
    const [sumOver, pickOver] = Math.abs(ord) === 1 ? [r, c] : [c, r];
    const sums = a.abs().sum(sumOver, { keepdim: true });
    const picked = ord > 0 ? sums.amax(pickOver, { keepdim: true }) : sums.amin(pickOver, { keepdim: true });
    return keepdim ? picked : picked.squeeze([r, c]);
  },
  samples: [
    { args: (m) => [m.randn([2, 3])] },
    { args: (m) => [m.randn([2, 3]), 1] },
    { args: (m) => [m.randn([3, 2]), 'nuc'], gradgrad: false },
  ],
});
