/** Products that are built from matmul: with an addend, along chosen dimensions, by an equation. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { sameShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';

const linalg = <F>(name: string): F => functionOf<F>(`linalg.${name}`);

function needRank(op: string, names: readonly string[], tensors: readonly Tensor[], ranks: readonly number[]): void {
  tensors.forEach((t, i) => {
    if (t.shape.length === ranks[i]) return;
    throw new ShapeError(`${op}: ${names[i]} must have ${ranks[i]} dimensions, it has shape ${formatShape(t.shape)}`, {
      op,
      operands: [{ name: names[i], shape: t.shape }],
    });
  });
}

const scaled = (t: Tensor, by: number): Tensor => (by === 1 ? t : t.mul(by));

/** beta . input + alpha . product; beta 0 ignores the input, also where it is NaN. */
function addProduct(op: string, input: Tensor, product: Tensor, beta: number, alpha: number): Tensor {
  const scaledProduct = scaled(product, alpha);
  if (input.shape.length > product.shape.length || !fits(input.shape, product.shape)) {
    throw new ShapeError(
      `${op}: the input ${formatShape(input.shape)} does not broadcast to the product ${formatShape(product.shape)}`,
      { op, operands: [{ name: 'input', shape: input.shape }] },
    );
  }
  return beta === 0 ? scaledProduct : scaled(input, beta).add(scaledProduct);
}

const fits = (small: readonly number[], large: readonly number[]): boolean =>
  small.every((s, i) => s === 1 || s === large[large.length - small.length + i]);

const ADD = '*, beta: number = 1, alpha: number = 1';

for (const [name, a, b, ranks, doc] of [
  ['addmm', 'mat1', 'mat2', [2, 2], 'A matrix plus the product of two matrices'],
  ['addmv', 'mat', 'vec', [2, 1], 'A vector plus the product of a matrix and a vector'],
  ['baddbmm', 'batch1', 'batch2', [3, 3], 'A batch of matrices plus the products of two batches'],
] as const) {
  defineComposite({
    name,
    family: 'linalg',
    signature: `${name}(input: Tensor, ${a}: Tensor, ${b}: Tensor, ${ADD})`,
    doc: `${doc}: beta input + alpha ${a} ${b}.`,
    inplace: true,
    body: (input: Tensor, first: Tensor, second: Tensor, beta: number, alpha: number) => {
      needRank(name, [a, b], [first, second], ranks);
      return addProduct(name, input, first.matmul(second), beta, alpha);
    },
    samples: [
      {
        args: (m) => [
          m.randn(name === 'addmv' ? [2] : name === 'addmm' ? [2, 2] : [2, 2, 2]),
          m.randn(ranks[0] === 3 ? [2, 2, 3] : [2, 3]),
          m.randn(ranks[1] === 1 ? [3] : ranks[1] === 2 ? [3, 2] : [2, 3, 2]),
          { beta: 0.5, alpha: 2 },
        ],
      },
    ],
  });
}

defineComposite({
  name: 'addbmm',
  family: 'linalg',
  signature: `addbmm(input: Tensor, batch1: Tensor, batch2: Tensor, ${ADD})`,
  doc: 'A matrix plus the sum of the products of two batches.',
  body: (input: Tensor, a: Tensor, b: Tensor, beta: number, alpha: number) => {
    needRank('addbmm', ['batch1', 'batch2'], [a, b], [3, 3]);
    return addProduct('addbmm', input, a.bmm(b).sum(0), beta, alpha);
  },
  samples: [{ args: (m) => [m.randn([2, 2]), m.randn([3, 2, 2]), m.randn([3, 2, 2])] }],
});

defineComposite({
  name: 'addr',
  family: 'linalg',
  signature: `addr(input: Tensor, vec1: Tensor, vec2: Tensor, ${ADD})`,
  doc: 'A matrix plus the outer product of two vectors.',
  body: (input: Tensor, a: Tensor, b: Tensor, beta: number, alpha: number) =>
    addProduct('addr', input, a.outer(b), beta, alpha),
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([2]), m.randn([3])] }],
});

defineComposite({
  name: 'outer',
  family: 'linalg',
  signature: 'outer(input: Tensor, vec2: Tensor)',
  doc: 'The outer product of two vectors.',
  example: 'outer(tensor([1, 2]), tensor([3, 4]))',
  body: (a: Tensor, b: Tensor) => {
    needRank('outer', ['input', 'vec2'], [a, b], [1, 1]);
    return a.unsqueeze(1).mul(b.unsqueeze(0));
  },
  samples: [{ args: (m) => [m.randn([2]), m.randn([3])] }],
});

defineComposite({
  name: 'inner',
  family: 'linalg',
  signature: 'inner(input: Tensor, other: Tensor)',
  doc: 'Inner products over the last dimensions of both.',
  body: (a: Tensor, b: Tensor) => {
    if (a.shape.length === 0 || b.shape.length === 0) return a.mul(b);
    const dims = [[a.shape.length - 1], [b.shape.length - 1]];
    return functionOf<(a: Tensor, b: Tensor, d: number[][]) => Tensor>('tensordot')(a, b, dims);
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([4, 3])] }],
});

defineComposite({
  name: 'vdot',
  family: 'linalg',
  signature: 'vdot(input: Tensor, other: Tensor)',
  doc: 'Inner product of two vectors.',
  body: (a: Tensor, b: Tensor) => a.dot(b),
  samples: [{ args: (m) => [m.randn([3]), m.randn([3])] }],
});

defineComposite({
  name: 'tensordot',
  family: 'linalg',
  signature: 'tensordot(a: Tensor, b: Tensor, dims: number | number[][] = 2)',
  doc: 'Sums products over pairs of dimensions: the last of `a` with the first of `b`, or the two lists given.',
  example: 'tensordot(ones([2, 3]), ones([3, 4]), 1).shape',
  method: false,
  body: (a: Tensor, b: Tensor, dims: number | number[][]) => {
    const [da, db] =
      typeof dims === 'number'
        ? [Array.from({ length: dims }, (_, i) => a.shape.length - dims + i), Array.from({ length: dims }, (_, i) => i)]
        : [dims[0].map((d) => (d < 0 ? d + a.shape.length : d)), dims[1].map((d) => (d < 0 ? d + b.shape.length : d))];
    if (
      da.length !== db.length ||
      !sameShape(
        da.map((d) => a.shape[d]),
        db.map((d) => b.shape[d]),
      )
    ) {
      throw new ShapeError(
        `tensordot: dims ${formatShape(da)} of ${formatShape(a.shape)} and ${formatShape(db)} of ${formatShape(b.shape)} do not match`,
        {
          op: 'tensordot',
          operands: [
            { name: 'a', shape: a.shape, axes: da },
            { name: 'b', shape: b.shape, axes: db },
          ],
        },
      );
    }
    const freeA = a.shape.map((_, d) => d).filter((d) => !da.includes(d));
    const freeB = b.shape.map((_, d) => d).filter((d) => !db.includes(d));
    const summed = da.reduce((n, d) => n * a.shape[d], 1);
    const size = (t: Tensor, list: number[]): number => list.reduce((n, d) => n * t.shape[d], 1);
    const left = a.permute([...freeA, ...da]).reshape([size(a, freeA), summed]);
    const right = b.permute([...db, ...freeB]).reshape([summed, size(b, freeB)]);
    return left.matmul(right).reshape([...freeA.map((d) => a.shape[d]), ...freeB.map((d) => b.shape[d])]);
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), m.randn([3, 2]), 1] },
    {
      args: (m) => [
        m.randn([2, 3, 2]),
        m.randn([2, 2, 3]),
        [
          [0, 1],
          [1, 2],
        ],
      ],
    },
  ],
});

defineComposite({
  name: 'cross',
  family: 'linalg',
  signature: 'cross(input: Tensor, other: Tensor, dim?: number | null)',
  doc: 'The cross product of vectors of 3 along `dim` (by default the first dimension of size 3).',
  body: (a: Tensor, b: Tensor, dim: number | null) => {
    const d = dim ?? a.shape.indexOf(3);
    const axis = d < 0 ? d + a.shape.length : d;
    if (a.shape[axis] !== 3 || b.shape[axis] !== 3)
      throw new ShapeError(
        `cross: dim ${d} must have size 3, the shapes are ${formatShape(a.shape)} and ${formatShape(b.shape)}`,
        { op: 'cross' },
      );
    const part = (t: Tensor, i: number): Tensor => t.select(axis, i);
    const component = (i: number): Tensor => {
      const [j, k] = [(i + 1) % 3, (i + 2) % 3];
      return part(a, j)
        .mul(part(b, k))
        .sub(part(a, k).mul(part(b, j)));
    };
    return functionOf<(t: Tensor[], d: number) => Tensor>('stack')([0, 1, 2].map(component), axis);
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([2, 3]), 1] }],
});

defineComposite({
  name: 'kron',
  family: 'linalg',
  signature: 'kron(input: Tensor, other: Tensor)',
  doc: 'The Kronecker product.',
  body: (a: Tensor, b: Tensor) => {
    const rank = Math.max(a.shape.length, b.shape.length);
    const pad = (t: Tensor): number[] => [...new Array<number>(rank - t.shape.length).fill(1), ...t.shape];
    const as = pad(a);
    const bs = pad(b);
    const product = a.reshape(as.flatMap((s) => [s, 1])).mul(b.reshape(bs.flatMap((s) => [1, s])));
    return product.reshape(as.map((s, i) => s * bs[i]));
  },
  samples: [{ args: (m) => [m.randn([2, 2]), m.randn([1, 3])] }],
});

for (const namespace of [undefined, 'linalg'] as const) {
  defineComposite({
    name: 'matrixPower',
    ...(namespace ? { namespace } : {}),
    family: 'linalg',
    signature: `matrixPower(${namespace ? 'A' : 'input'}: Tensor, n: number)`,
    doc: 'The n-th power of square matrices; negative powers are those of the inverse.',
    body: (a: Tensor, n: number) => {
      if (!Number.isInteger(n))
        throw new ArgumentError(`matrixPower: n must be a whole number, got ${n}`, { op: 'matrixPower' });
      let base = n < 0 ? a.inverse() : a;
      let power = Math.abs(n);
      let out: Tensor | null = null;
      for (; power > 0; power >>= 1) {
        if (power & 1) out = out ? out.matmul(base) : base;
        if (power > 1) base = base.matmul(base);
      }
      const size = a.shape[a.shape.length - 1];
      return (
        out ?? functionOf<(n: number, o: object) => Tensor>('eye')(size, { dtype: a.dtype }).expand(a.shape.slice())
      );
    },
    samples: [{ args: (m) => [m.randn([2, 2]), 3] }],
  });
}

defineComposite({
  name: 'multiDot',
  namespace: 'linalg',
  family: 'linalg',
  signature: 'multiDot(tensors: Tensor[])',
  doc: 'The product of two or more matrices (the first and last may be vectors), from left to right.',
  body: (tensors: Tensor[]) => {
    if (tensors.length < 2)
      throw new ArgumentError('linalg.multiDot: at least two tensors are needed', { op: 'linalg.multiDot' });
    return tensors.reduce((a, b) => a.matmul(b));
  },
  samples: [{ args: (m) => [[m.randn([2, 3]), m.randn([3, 2]), m.randn([2, 2])]] }],
});

defineComposite({
  name: 'solveTriangular',
  namespace: 'linalg',
  family: 'linalg',
  signature:
    'solveTriangular(A: Tensor, B: Tensor, *, upper: boolean, left: boolean = true, unitriangular: boolean = false)',
  doc: 'X with A X = B (or X A = B) for triangular A: only that triangle is read.',
  body: (a: Tensor, b: Tensor, upper: boolean, left: boolean, unitriangular: boolean) => {
    const n = a.shape[a.shape.length - 1];
    let t = upper ? a.triu() : a.tril();
    if (unitriangular) {
      const identity = functionOf<(n: number, o: object) => Tensor>('eye')(n, { dtype: a.dtype });
      t = (upper ? a.triu(1) : a.tril(-1)).add(identity);
    }
    const solve = linalg<(a: Tensor, b: Tensor) => Tensor>('solve');
    return left ? solve(t, b) : solve(t.mT(), b.mT()).mT();
  },
  samples: [],
});

defineComposite({
  name: 'eigvalsh',
  namespace: 'linalg',
  family: 'linalg',
  signature: 'eigvalsh(A: Tensor)',
  doc: 'The eigenvalues of symmetric matrices, rising.',
  body: (a: Tensor) => linalg<(a: Tensor) => Tensor[]>('eigh')(a)[0],
  samples: [],
});

defineComposite({
  name: 'svdvals',
  namespace: 'linalg',
  family: 'linalg',
  signature: 'svdvals(A: Tensor)',
  doc: 'The singular values of matrices, falling.',
  body: (a: Tensor) => linalg<(a: Tensor) => Tensor[]>('svd')(a)[1],
  samples: [{ args: (m) => [m.randn([3, 2])], gradgrad: false }],
});

defineComposite({
  name: 'pinv',
  namespace: 'linalg',
  family: 'linalg',
  signature: 'pinv(A: Tensor, *, rtol?: number | null)',
  doc: 'The Moore-Penrose inverse: singular values below `rtol` times the largest count as 0.',
  body: (a: Tensor, rtol: number | null) => {
    const [u, s, vh] = linalg<(a: Tensor) => Tensor[]>('svd')(a);
    const size = Math.max(...a.shape.slice(-2));
    const cut = rtol ?? size * (a.dtype === 'float64' ? 2 ** -52 : 2 ** -23);
    const kept = s.detach().gt(s.detach().amax(-1, { keepdim: true }).mul(cut));
    const inverse = kept.where(kept.where(s, 1).reciprocal(), 0);
    return vh.mT().mul(inverse.unsqueeze(-2)).matmul(u.mT());
  },
  samples: [{ args: (m) => [m.randn([3, 2])], gradgrad: false }],
});

defineComposite({
  name: 'lstsq',
  namespace: 'linalg',
  family: 'linalg',
  signature: 'lstsq(A: Tensor, B: Tensor)',
  doc: 'The least-squares solution X of A X = B (of least norm where several are).',
  body: (a: Tensor, b: Tensor) => linalg<(a: Tensor) => Tensor>('pinv')(a).matmul(b),
  samples: [{ args: (m) => [m.randn([3, 2]), m.randn([3, 1])], gradgrad: false }],
});
