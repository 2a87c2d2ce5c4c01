/** Inverses, determinants, solutions and factorisations of (batches of) matrices, computed in float64. */
import { DTypeError, formatShape, NNError, ShapeError } from '../errors.ts';
import {
  choleskyFactor,
  luInPlace,
  qrFactor,
  singularValues,
  solveMatrix,
  symmetricEigen,
} from '../kernels/dense-linalg.ts';
import { isFloat } from '../tensor/dtype.ts';
import { broadcastShapes, numelOf, sameShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp } from './define.ts';
import { functionOf } from './derive.ts';
import type { NoArgs } from './unary.ts';

const lead = (x: Tensor): number[] => x.shape.slice(0, -2);
const rowsOf = (x: Tensor): number => x.shape[x.shape.length - 2];
const colsOf = (x: Tensor): number => x.shape[x.shape.length - 1];

function needMatrix(op: string, x: Tensor, square = true): void {
  if (!isFloat(x.dtype))
    throw new DTypeError(`${op}: a floating-point tensor is needed, not ${x.dtype}`, {
      op,
      fix: 'Convert it: x.float().',
    });
  if (x.shape.length < 2)
    throw new ShapeError(`${op}: at least 2 dimensions are needed, the input is ${formatShape(x.shape)}`, {
      op,
      operands: [{ name: 'input', shape: x.shape }],
    });
  if (square && rowsOf(x) !== colsOf(x)) {
    throw new ShapeError(`${op}: square matrices are needed, the input is ${formatShape(x.shape)}`, {
      op,
      operands: [{ name: 'input', shape: x.shape, axes: [x.shape.length - 2, x.shape.length - 1] }],
    });
  }
}

/** Calls `f` with each matrix of a batch as a slice of the dense data. */
function eachMatrix(x: Tensor, f: (matrix: ArrayLike<number>, index: number) => void): void {
  const size = rowsOf(x) * colsOf(x);
  const data = x.data;
  const count = numelOf(lead(x));
  for (let i = 0; i < count; i++) f(data.subarray(i * size, (i + 1) * size), i);
}

/** A matrix without an inverse (or another factorisation that does not exist). */
export class LinAlgError extends NNError {
  override name = 'LinAlgError';
}

const singular = (op: string, index: number, x: Tensor): LinAlgError =>
  new LinAlgError(`${op}: ${x.shape.length > 2 ? `matrix ${index} of the batch` : 'the matrix'} is singular`, {
    op,
    fix: 'Add a small multiple of the identity, or use linalg.pinv or linalg.lstsq.',
  });

/** Well-conditioned sample matrices. */
const plusIdentity = (x: Tensor): Tensor => {
  const n = colsOf(x);
  const data = x.data;
  for (let i = 0; i < data.length; i++) if (Math.floor(i / n) % n === i % n) data[i] += 3;
  return x;
};

for (const [name, namespace] of [
  ['inverse', undefined],
  ['inv', 'linalg'],
] as const) {
  defineOp<NoArgs>({
    name,
    ...(namespace ? { namespace } : {}),
    family: 'linalg',
    signature: `${name}(${namespace ? 'A' : 'input'}: Tensor)`,
    doc: 'The inverse of square matrices. Throws LinAlgError on a singular one.',
    ...(namespace ? {} : { example: 'inverse(tensor([[2, 0], [0, 4]]))' }),
    formula: { forward: 'y = A^{-1}', vjp: { [namespace ? 'A' : 'input']: '-y^{\\top} \\, \\bar y \\, y^{\\top}' } },
    meta: ([a]) => {
      needMatrix(name, a);
      return { shape: a.shape, dtype: a.dtype };
    },
    kernel: ([a], [out]) => {
      const n = colsOf(a);
      const identity = new Float64Array(n * n);
      for (let i = 0; i < n; i++) identity[i * n + i] = 1;
      eachMatrix(a, (matrix, i) => {
        const x = solveMatrix(matrix, n, identity, n);
        if (!x) throw singular(name, i, a);
        out.array.set(x, i * n * n);
      });
    },
    saves: { output: true },
    vjp: (g, saved) => {
      const t = saved.output().mT();
      return [t.matmul(g).matmul(t).neg()];
    },
    samples: [
      { args: (m) => [plusIdentity(m.randn([3, 3]))] },
      { note: 'batch', args: (m) => [plusIdentity(m.randn([2, 2, 2]))] },
    ],
  });
}

/** Sign and logarithm of |det| by LU. */
defineOp<NoArgs>({
  name: 'slogdet',
  family: 'linalg',
  signature: 'slogdet(input: Tensor) -> [Tensor, Tensor]',
  doc: 'The sign of the determinant and the logarithm of its absolute value.',
  formula: { forward: 'y = (\\mathrm{sign} \\det A,\\; \\ln |\\det A|)', vjp: { input: '\\bar y_2 \\, A^{-\\top}' } },
  meta: ([a]) => {
    needMatrix('slogdet', a);
    return [
      { shape: lead(a), dtype: a.dtype },
      { shape: lead(a), dtype: a.dtype },
    ];
  },
  kernel: ([a], [sign, log]) => {
    const n = colsOf(a);
    eachMatrix(a, (matrix, i) => {
      const lu = Float64Array.from(matrix);
      const { sign: parity, singular: none } = luInPlace(lu, n);
      let s = none ? 0 : parity;
      let l = none ? Number.NEGATIVE_INFINITY : 0;
      for (let k = 0; k < n && !none; k++) {
        s *= Math.sign(lu[k * n + k]);
        l += Math.log(Math.abs(lu[k * n + k]));
      }
      sign.array[i] = s;
      log.array[i] = l;
    });
  },
  nondifferentiable: [0],
  saves: { inputs: [0] },
  vjp: (_, saved, [, g]) => [saved.input(0).inverse().mT().mul(g.unsqueeze(-1).unsqueeze(-1))],
  samples: [{ args: (m) => [plusIdentity(m.randn([3, 3]))] }],
});

for (const namespace of [undefined, 'linalg'] as const) {
  defineOp<NoArgs>({
    name: 'det',
    ...(namespace ? { namespace } : {}),
    family: 'linalg',
    signature: `det(${namespace ? 'A' : 'input'}: Tensor)`,
    doc: 'The determinant of square matrices.',
    ...(namespace ? {} : { example: 'det(tensor([[1, 2], [3, 4]]))' }),
    formula: { forward: 'y = \\det A', vjp: { [namespace ? 'A' : 'input']: '\\bar y \\, \\mathrm{adj}(A)^{\\top}' } },
    meta: ([a]) => {
      needMatrix('det', a);
      return { shape: lead(a), dtype: a.dtype };
    },
    kernel: ([a], [out]) => {
      const n = colsOf(a);
      eachMatrix(a, (matrix, i) => {
        const lu = Float64Array.from(matrix);
        let d = luInPlace(lu, n).sign;
        for (let k = 0; k < n; k++) d *= lu[k * n + k];
        out.array[i] = d;
      });
    },
    saves: { inputs: [0] },
    // The cofactors are determinants of minors, so this also holds where A is singular, and can be differentiated again.
    vjp: (g, saved) => [cofactors(saved.input(0)).mul(g.unsqueeze(-1).unsqueeze(-1))],
    samples: [{ args: (m) => [plusIdentity(m.randn([3, 3]))] }, { note: 'batch', args: (m) => [m.randn([2, 2, 2])] }],
  });
}

/** The matrix of cofactors: by the inverse where one exists (|det| away from 0), else minor by minor. */
function cofactors(a: Tensor): Tensor {
  const n = colsOf(a);
  const d = a.det();
  if (a.device === 'meta' || d.data.every((v) => Math.abs(v) > 1e-10))
    return a.inverse().mT().mul(d.unsqueeze(-1).unsqueeze(-1));
  const rows: Tensor[] = [];
  for (let i = 0; i < n; i++) {
    const row: Tensor[] = [];
    for (let j = 0; j < n; j++) {
      const minor = without(without(a, -2, i), -1, j);
      const value = n === 1 ? a.detach().onesLike().select(-1, 0).select(-1, 0) : minor.det();
      row.push((i + j) % 2 === 0 ? value : value.neg());
    }
    rows.push(stackLast(row));
  }
  return stackLast(rows).mT();
}

const stackLast = (list: readonly Tensor[]): Tensor =>
  list.map((t) => t.unsqueeze(-1)).reduce((a, b) => joinLast(a, b));
const joinLast = (a: Tensor, b: Tensor): Tensor => {
  const shape = [...a.shape.slice(0, -1), colsOf(a) + colsOf(b)];
  return a
    .sliceBackward({ shape, dim: shape.length - 1, start: 0, step: 1 })
    .add(b.sliceBackward({ shape, dim: shape.length - 1, start: colsOf(a), step: 1 }));
};
const without = (a: Tensor, dim: number, index: number): Tensor => {
  const size = a.shape[a.shape.length + dim];
  const d = a.shape.length + dim;
  if (index === 0) return a.slice(d, 1, size);
  if (index === size - 1) return a.slice(d, 0, size - 1);
  const head = a.slice(d, 0, index);
  const tail = a.slice(d, index + 1, size);
  const shape = a.shape.map((s, i) => (i === d ? s - 1 : s));
  return head
    .sliceBackward({ shape, dim: d, start: 0, step: 1 })
    .add(tail.sliceBackward({ shape, dim: d, start: index, step: 1 }));
};

defineComposite({
  name: 'logdet',
  family: 'linalg',
  signature: 'logdet(input: Tensor)',
  doc: 'The logarithm of the determinant: NaN where it is negative.',
  body: (input: Tensor) => {
    const [sign, log] = input.slogdet();
    return sign.lt(0).where(Number.NaN, log);
  },
  samples: [
    {
      args: (m) => {
        const a = plusIdentity(m.randn([2, 2]));
        return [a.matmul(a.mT())];
      },
    },
  ],
});

defineOp<NoArgs>({
  name: 'solve',
  namespace: 'linalg',
  family: 'linalg',
  signature: 'solve(A: Tensor, B: Tensor)',
  doc: 'X with A X = B, for matrices or (where B has one dimension less) vectors. Throws LinAlgError on a singular A.',
  example: 'linalg.solve(tensor([[2, 0], [0, 4]]), tensor([2, 4]))',
  formula: { forward: 'y = A^{-1} B', vjp: { A: '-A^{-\\top} \\bar y \\, y^{\\top}', B: 'A^{-\\top} \\bar y' } },
  meta: ([a, b]) => {
    needMatrix('linalg.solve', a);
    const vector = isVectorRight(a, b);
    const rows = vector ? b.shape[b.shape.length - 1] : rowsOf(b);
    if (rows !== colsOf(a) || a.dtype !== b.dtype) {
      throw new ShapeError(
        `linalg.solve: A ${formatShape(a.shape)} (${a.dtype}) and B ${formatShape(b.shape)} (${b.dtype}) do not fit`,
        {
          op: 'linalg.solve',
          operands: [
            { name: 'A', shape: a.shape, axes: [a.shape.length - 1] },
            { name: 'B', shape: b.shape },
          ],
        },
      );
    }
    if (vector) return { shape: b.shape, dtype: a.dtype };
    return {
      shape: [...broadcastShapes(lead(a), lead(b), 'linalg.solve', ['A', 'B']), rowsOf(b), colsOf(b)],
      dtype: a.dtype,
    };
  },
  kernel: ([a, b], [out]) => {
    const n = colsOf(a);
    const vector = isVectorRight(a, b);
    const columns = vector ? 1 : colsOf(b);
    const batch = vector ? b.shape.slice(0, -1) : out.shape.slice(0, -2);
    const as = a.expand([...batch, n, n]).data;
    const bs = (vector ? b : b.expand([...batch, n, columns])).data;
    const count = numelOf(batch);
    for (let i = 0; i < count; i++) {
      const x = solveMatrix(
        as.subarray(i * n * n, (i + 1) * n * n),
        n,
        bs.subarray(i * n * columns, (i + 1) * n * columns),
        columns,
      );
      if (!x) throw singular('linalg.solve', i, a);
      out.array.set(x, i * n * columns);
    }
  },
  saves: { inputs: [0], output: true },
  vjp: (g, saved) => {
    const a = saved.input(0);
    const x = saved.output();
    const vector =
      saved.inputShapes[1].length === a.shape.length - 1 && sameShape(saved.inputShapes[1], a.shape.slice(0, -1));
    const gb = solve(a.mT(), g);
    const column = (t: Tensor): Tensor => (vector ? t.unsqueeze(-1) : t);
    return [column(gb).matmul(column(x).mT()).neg(), gb];
  },
  samples: [
    { args: (m) => [plusIdentity(m.randn([3, 3])), m.randn([3, 2])] },
    { note: 'vector', args: (m) => [plusIdentity(m.randn([3, 3])), m.randn([3])] },
  ],
});

/** PyTorch reads B as vectors when it is 1-d, or has A's batch and one dimension less. */
function isVectorRight(a: Tensor, b: Tensor): boolean {
  return b.shape.length === 1 || (b.shape.length === a.shape.length - 1 && sameShape(b.shape, a.shape.slice(0, -1)));
}

const solve = (a: Tensor, b: Tensor): Tensor => functionOf<(a: Tensor, b: Tensor) => Tensor>('linalg.solve')(a, b);

defineOp<NoArgs>({
  name: 'cholesky',
  namespace: 'linalg',
  family: 'linalg',
  signature: 'cholesky(A: Tensor)',
  doc: 'The lower triangular L with L L^T = A of symmetric positive definite matrices. Throws LinAlgError otherwise.',
  formula: {
    forward: 'A = y \\, y^{\\top}',
    vjp: { A: '\\tfrac12 \\, y^{-\\top} \\Phi(y^{\\top} \\bar y) \\, y^{-1} + (\\cdot)^{\\top}' },
  },
  meta: ([a]) => {
    needMatrix('linalg.cholesky', a);
    return { shape: a.shape, dtype: a.dtype };
  },
  kernel: ([a], [out]) => {
    const n = colsOf(a);
    eachMatrix(a, (matrix, i) => {
      const l = choleskyFactor(matrix, n);
      if (typeof l === 'number') {
        throw new LinAlgError(
          `linalg.cholesky: the matrix ${formatShape(a.shape)} is not positive definite (its leading minor of order ${l} is not positive)`,
          { op: 'linalg.cholesky', fix: 'Add a small multiple of the identity.' },
        );
      }
      out.array.set(l, i * n * n);
    });
  },
  saves: { output: true },
  vjp: (g, saved) => {
    const l = saved.output();
    const n = colsOf(l);
    // Phi keeps the lower triangle and halves the diagonal.
    const phi = l.detach().zerosLike();
    if (phi.device === 'cpu') {
      const data = phi.array;
      for (let i = 0; i < data.length; i++) {
        const r = Math.floor(i / n) % n;
        const c = i % n;
        data[i] = r > c ? 1 : r === c ? 0.5 : 0;
      }
    }
    const inner = l.mT().matmul(g).mul(phi);
    const left = solve(l.mT(), inner);
    const full = solve(l.mT(), left.mT()).mT();
    return [full.add(full.mT()).mul(0.5)];
  },
  samples: [
    {
      args: (m) => {
        const a = plusIdentity(m.randn([3, 3]));
        return [a.matmul(a.mT())];
      },
      grad: false,
    },
  ],
});

defineOp<NoArgs>({
  name: 'eigh',
  namespace: 'linalg',
  family: 'linalg',
  signature: 'eigh(A: Tensor) -> [Tensor, Tensor]',
  doc: 'Eigenvalues (rising) and eigenvectors (columns) of symmetric matrices, read from the lower triangle. The sign of a vector is arbitrary; gradients need distinct eigenvalues where vectors are used.',
  formula: {
    forward: 'A = V \\Lambda V^{\\top}',
    vjp: {
      A: 'V \\left(\\mathrm{diag}(\\bar \\lambda) + \\frac{V^{\\top} \\bar V}{\\lambda_j - \\lambda_i}\\right) V^{\\top}',
    },
  },
  meta: ([a]) => {
    needMatrix('linalg.eigh', a);
    return [
      { shape: a.shape.slice(0, -1), dtype: a.dtype },
      { shape: a.shape.slice(), dtype: a.dtype },
    ];
  },
  kernel: ([a], [values, vectors]) => {
    const n = colsOf(a);
    eachMatrix(a, (matrix, i) => {
      const e = symmetricEigen(matrix, n);
      values.array.set(e.values, i * n);
      vectors.array.set(e.vectors, i * n * n);
    });
  },
  saves: { output: true },
  vjp: (_, saved, [gw, gv]) => {
    const w = saved.output(0);
    const v = saved.output(1);
    const gap = w.unsqueeze(-2).sub(w.unsqueeze(-1));
    const rotation = v.mT().matmul(gv);
    const off = gap.eq(0).where(0, rotation.div(gap.eq(0).where(1, gap)));
    const diagonal = v.mul(gw.unsqueeze(-2)).matmul(v.mT());
    return [diagonal.add(v.matmul(off).matmul(v.mT()))];
  },
  samples: [],
});

defineOp<NoArgs>({
  name: 'qr',
  namespace: 'linalg',
  family: 'linalg',
  signature: 'qr(A: Tensor) -> [Tensor, Tensor]',
  doc: 'The thin QR factorisation: Q with orthonormal columns, R upper triangular.',
  formula: {
    forward: 'A = Q R',
    vjp: { A: '\\left(\\bar Q + Q \\, \\mathrm{copyltu}(R \\bar R^{\\top} - \\bar Q^{\\top} Q)\\right) R^{-\\top}' },
  },
  meta: ([a]) => {
    needMatrix('linalg.qr', a, false);
    const k = Math.min(rowsOf(a), colsOf(a));
    return [
      { shape: [...lead(a), rowsOf(a), k], dtype: a.dtype },
      { shape: [...lead(a), k, colsOf(a)], dtype: a.dtype },
    ];
  },
  kernel: ([a], [q, r]) => {
    eachMatrix(a, (matrix, i) => {
      const f = qrFactor(matrix, rowsOf(a), colsOf(a));
      q.array.set(f.q, i * f.q.length);
      r.array.set(f.r, i * f.r.length);
    });
  },
  saves: { output: true },
  vjp: (_, saved, [gq, gr]) => {
    const q = saved.output(0);
    const r = saved.output(1);
    if (rowsOf(r) !== colsOf(r))
      throw new LinAlgError('linalg.qr: the derivative needs at least as many rows as columns', { op: 'linalg.qr' });
    const m = r.matmul(gr.mT()).sub(gq.mT().matmul(q));
    const n = colsOf(m);
    const strict = m.detach().zerosLike();
    const diagonal = m.detach().zerosLike();
    if (strict.device === 'cpu') {
      for (let i = 0; i < strict.array.length; i++) {
        const row = Math.floor(i / n) % n;
        strict.array[i] = row > i % n ? 1 : 0;
        diagonal.array[i] = row === i % n ? 1 : 0;
      }
    }
    const lower = m.mul(strict);
    const symmetric = lower.add(lower.mT()).add(m.mul(diagonal));
    return [solve(r, gq.add(q.matmul(symmetric)).mT()).mT()];
  },
  samples: [{ args: (m) => [plusIdentity(m.randn([3, 3]))], gradgrad: false }],
});

defineOp<NoArgs>({
  name: 'svd',
  namespace: 'linalg',
  family: 'linalg',
  signature: 'svd(A: Tensor) -> [Tensor, Tensor, Tensor]',
  doc: 'The thin singular value decomposition: U, the singular values (falling), and the transpose of V. Gradients through U and V need distinct singular values.',
  formula: {
    forward: 'A = U \\, \\mathrm{diag}(s) \\, V^{\\top}',
    vjp: { A: 'U \\, \\mathrm{diag}(\\bar s) \\, V^{\\top} + \\cdots' },
  },
  meta: ([a]) => {
    needMatrix('linalg.svd', a, false);
    const k = Math.min(rowsOf(a), colsOf(a));
    return [
      { shape: [...lead(a), rowsOf(a), k], dtype: a.dtype },
      { shape: [...lead(a), k], dtype: a.dtype },
      { shape: [...lead(a), k, colsOf(a)], dtype: a.dtype },
    ];
  },
  kernel: ([a], [u, s, vh]) => {
    const m = rowsOf(a);
    const n = colsOf(a);
    eachMatrix(a, (matrix, i) => {
      const f = singularValues(matrix, m, n);
      u.array.set(f.u, i * m * f.k);
      s.array.set(f.s, i * f.k);
      for (let r = 0; r < f.k; r++) for (let c = 0; c < n; c++) vh.array[i * f.k * n + r * n + c] = f.v[c * f.k + r];
    });
  },
  saves: { output: true },
  vjp: (_, saved, [gu, gs, gvh]) => {
    const u = saved.output(0);
    const s = saved.output(1);
    const vh = saved.output(2);
    const gv = gvh.mT();
    const v = vh.mT();
    const s2 = s.mul(s);
    const gap = s2.unsqueeze(-2).sub(s2.unsqueeze(-1));
    const inverse = gap.eq(0).where(0, gap.eq(0).where(1, gap).reciprocal());
    const skew = (x: Tensor): Tensor => x.sub(x.mT());
    const left = inverse.mul(skew(u.mT().matmul(gu))).mul(s.unsqueeze(-2));
    const right = inverse.mul(skew(v.mT().matmul(gv))).mul(s.unsqueeze(-1));
    let out = u
      .matmul(left.add(right))
      .matmul(vh)
      .add(u.mul(gs.unsqueeze(-2)).matmul(vh));
    const inverseS = s.reciprocal().unsqueeze(-2);
    if (rowsOf(u) > colsOf(u))
      out = out.add(
        gu
          .sub(u.matmul(u.mT().matmul(gu)))
          .mul(inverseS)
          .matmul(vh),
      );
    if (rowsOf(v) > colsOf(v)) out = out.add(u.mul(inverseS).matmul(gv.sub(v.matmul(v.mT().matmul(gv))).mT()));
    return [out];
  },
  samples: [],
});
