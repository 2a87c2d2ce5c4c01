/** Which elements of two operands meet in one element of a matrix product. */

/** Products whose element (i, j) is the sum over k of a[i, k] b[k, j]; `linear` has its weight transposed. */
const PRODUCTS = new Set(['matmul', 'mm', 'mv', 'dot', 'bmm', 'inner', 'linear']);

export function isContraction(op: string): boolean {
  return PRODUCTS.has(op);
}

export interface Meeting {
  /** Flat indices into a and b, in step: term t of the sum is a[left[t]] * b[right[t]]. */
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** The terms of element `e` of the product; null for shapes that are not a product's. */
export function contract(
  op: string,
  a: readonly number[],
  b: readonly number[],
  out: readonly number[],
  e: number,
): Meeting | null {
  const A = a.length === 1 ? [1, a[0]] : a;
  const transposed = op === 'linear';
  const B = b.length === 1 ? (transposed ? [1, b[0]] : [b[0], 1]) : b;
  if (A.length < 2 || B.length < 2) return null;
  const k = A[A.length - 1];
  const columns = transposed ? B[B.length - 2] : B[B.length - 1];
  if ((transposed ? B[B.length - 1] : B[B.length - 2]) !== k) return null;
  const rows = A[A.length - 2];
  const batch = out.slice(0, out.length - (a.length > 1 ? 1 : 0) - (b.length > 1 ? 1 : 0));
  const j = e % columns;
  const i = Math.floor(e / columns) % rows;
  let rest = Math.floor(e / (columns * rows));
  const index: number[] = new Array(batch.length).fill(0);
  for (let d = batch.length - 1; d >= 0; d--) {
    index[d] = rest % batch[d];
    rest = Math.floor(rest / batch[d]);
  }
  const base = (shape: readonly number[]): number => {
    const lead = shape.slice(0, -2);
    let at = 0;
    lead.forEach((size, d) => {
      at = at * size + (size === 1 ? 0 : index[d + batch.length - lead.length]);
    });
    return at * shape[shape.length - 2] * shape[shape.length - 1];
  };
  const aAt = base(A) + i * k;
  const bAt = base(B);
  const left: number[] = [];
  const right: number[] = [];
  for (let t = 0; t < k; t++) {
    left.push(aAt + t);
    right.push(transposed ? bAt + j * k + t : bAt + t * columns + j);
  }
  return { left, right };
}
