/** Dense factorisations of one matrix in float64, row-major. Sizes are small: clarity and accuracy before speed. */

/** LU with partial pivoting, in place. Returns the row order and the sign of the permutation; 0 when singular. */
export function luInPlace(a: Float64Array, n: number): { order: number[]; sign: number; singular: boolean } {
  const order = Array.from({ length: n }, (_, i) => i);
  let sign = 1;
  let singular = false;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]) > Math.abs(a[pivot * n + k])) pivot = i;
    if (a[pivot * n + k] === 0) {
      singular = true;
      continue;
    }
    if (pivot !== k) {
      for (let j = 0; j < n; j++) {
        const t = a[k * n + j];
        a[k * n + j] = a[pivot * n + j];
        a[pivot * n + j] = t;
      }
      [order[k], order[pivot]] = [order[pivot], order[k]];
      sign = -sign;
    }
    for (let i = k + 1; i < n; i++) {
      const f = a[i * n + k] / a[k * n + k];
      a[i * n + k] = f;
      if (f !== 0) for (let j = k + 1; j < n; j++) a[i * n + j] -= f * a[k * n + j];
    }
  }
  return { order, sign, singular };
}

/** X with A X = B for B of `columns` columns, or null when A is singular. */
export function solveMatrix(
  matrix: ArrayLike<number>,
  n: number,
  right: ArrayLike<number>,
  columns: number,
): Float64Array | null {
  const lu = Float64Array.from(matrix);
  const { order, singular } = luInPlace(lu, n);
  if (singular) return null;
  const x = new Float64Array(n * columns);
  for (let c = 0; c < columns; c++) {
    for (let i = 0; i < n; i++) {
      let s = right[order[i] * columns + c];
      for (let j = 0; j < i; j++) s -= lu[i * n + j] * x[j * columns + c];
      x[i * columns + c] = s;
    }
    for (let i = n - 1; i >= 0; i--) {
      let s = x[i * columns + c];
      for (let j = i + 1; j < n; j++) s -= lu[i * n + j] * x[j * columns + c];
      x[i * columns + c] = s / lu[i * n + i];
    }
  }
  return x;
}

/** Lower triangular L with L L^T = A, or the leading minor (from 1) that is not positive. */
export function choleskyFactor(a: ArrayLike<number>, n: number): Float64Array | number {
  const l = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    let d = a[j * n + j];
    for (let k = 0; k < j; k++) d -= l[j * n + k] ** 2;
    if (!(d > 0)) return j + 1;
    l[j * n + j] = Math.sqrt(d);
    for (let i = j + 1; i < n; i++) {
      let s = a[i * n + j];
      for (let k = 0; k < j; k++) s -= l[i * n + k] * l[j * n + k];
      l[i * n + j] = s / l[j * n + j];
    }
  }
  return l;
}

/** Eigenvalues (rising) and eigenvectors (columns) of a symmetric matrix, by cyclic Jacobi rotations of its lower half. */
export function symmetricEigen(matrix: ArrayLike<number>, n: number): { values: Float64Array; vectors: Float64Array } {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) a[i * n + j] = matrix[i >= j ? i * n + j : j * n + i];
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let all = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        all += a[i * n + j] ** 2;
        if (i !== j) off += a[i * n + j] ** 2;
      }
    }
    if (off <= 1e-32 * all) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = a[p * n + q];
        if (apq === 0) continue;
        const theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const x = a[k * n + p];
          const y = a[k * n + q];
          a[k * n + p] = c * x - s * y;
          a[k * n + q] = s * x + c * y;
        }
        for (let k = 0; k < n; k++) {
          const x = a[p * n + k];
          const y = a[q * n + k];
          a[p * n + k] = c * x - s * y;
          a[q * n + k] = s * x + c * y;
        }
        for (let k = 0; k < n; k++) {
          const x = v[k * n + p];
          const y = v[k * n + q];
          v[k * n + p] = c * x - s * y;
          v[k * n + q] = s * x + c * y;
        }
      }
    }
  }
  const rank = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[i * n + i] - a[j * n + j]);
  const values = Float64Array.from(rank, (i) => a[i * n + i]);
  const vectors = new Float64Array(n * n);
  rank.forEach((from, to) => {
    for (let k = 0; k < n; k++) vectors[k * n + to] = v[k * n + from];
  });
  return { values, vectors };
}

/** Thin Q [m, k] and R [k, n] of A [m, n], k = min(m, n), by Householder reflections (R's diagonal as LAPACK leaves it). */
export function qrFactor(
  matrix: ArrayLike<number>,
  m: number,
  n: number,
): { q: Float64Array; r: Float64Array; k: number } {
  const a = Float64Array.from(matrix);
  const k = Math.min(m, n);
  const reflectors: { v: Float64Array; beta: number }[] = [];
  for (let j = 0; j < k; j++) {
    const v = new Float64Array(m);
    let norm = 0;
    for (let i = j; i < m; i++) norm += a[i * n + j] ** 2;
    norm = Math.sqrt(norm);
    const head = a[j * n + j];
    const rest = norm * norm - head * head;
    if (norm === 0 || (rest <= 0 && j === m - 1)) {
      reflectors.push({ v, beta: 0 });
      continue;
    }
    const alpha = head > 0 ? -norm : norm;
    for (let i = j; i < m; i++) v[i] = a[i * n + j];
    v[j] -= alpha;
    let vv = 0;
    for (let i = j; i < m; i++) vv += v[i] * v[i];
    const beta = vv === 0 ? 0 : 2 / vv;
    for (let c = j; c < n; c++) {
      let s = 0;
      for (let i = j; i < m; i++) s += v[i] * a[i * n + c];
      for (let i = j; i < m; i++) a[i * n + c] -= beta * s * v[i];
    }
    reflectors.push({ v, beta });
  }
  const q = new Float64Array(m * k);
  for (let c = 0; c < k; c++) {
    const column = new Float64Array(m);
    column[c] = 1;
    for (let j = k - 1; j >= 0; j--) {
      const { v, beta } = reflectors[j];
      let s = 0;
      for (let i = j; i < m; i++) s += v[i] * column[i];
      for (let i = j; i < m; i++) column[i] -= beta * s * v[i];
    }
    for (let i = 0; i < m; i++) q[i * k + c] = column[i];
  }
  const r = new Float64Array(k * n);
  for (let i = 0; i < k; i++) for (let c = i; c < n; c++) r[i * n + c] = a[i * n + c];
  return { q, r, k };
}

/** Thin U [m, k], S [k] (falling), V [n, k] of A [m, n], by one-sided Jacobi rotations. */
export function singularValues(
  matrix: ArrayLike<number>,
  m: number,
  n: number,
): { u: Float64Array; s: Float64Array; v: Float64Array; k: number } {
  if (m < n) {
    const t = new Float64Array(m * n);
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) t[j * m + i] = matrix[i * n + j];
    const { u, s, v, k } = singularValues(t, n, m);
    return { u: v, s, v: u, k };
  }
  const a = Float64Array.from(matrix);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        let pp = 0;
        let qq = 0;
        let pq = 0;
        for (let i = 0; i < m; i++) {
          pp += a[i * n + p] ** 2;
          qq += a[i * n + q] ** 2;
          pq += a[i * n + p] * a[i * n + q];
        }
        if (Math.abs(pq) <= 1e-16 * Math.sqrt(pp * qq) || pq === 0) continue;
        rotated = true;
        const zeta = (qq - pp) / (2 * pq);
        const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const c = 1 / Math.sqrt(1 + t * t);
        const s = c * t;
        for (const [mat, rows] of [
          [a, m],
          [v, n],
        ] as const) {
          for (let i = 0; i < rows; i++) {
            const x = mat[i * n + p];
            const y = mat[i * n + q];
            mat[i * n + p] = c * x - s * y;
            mat[i * n + q] = s * x + c * y;
          }
        }
      }
    }
    if (!rotated) break;
  }
  const norms = Float64Array.from({ length: n }, (_, j) => {
    let s = 0;
    for (let i = 0; i < m; i++) s += a[i * n + j] ** 2;
    return Math.sqrt(s);
  });
  const order = Array.from({ length: n }, (_, j) => j).sort((i, j) => norms[j] - norms[i]);
  const u = new Float64Array(m * n);
  const vs = new Float64Array(n * n);
  const largest = norms[order[0]] ?? 0;
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) vs[i * n + to] = v[i * n + from];
    if (norms[from] > 1e-15 * largest && norms[from] > 0)
      for (let i = 0; i < m; i++) u[i * n + to] = a[i * n + from] / norms[from];
    else completeColumn(u, m, n, to);
  });
  return { u, s: Float64Array.from(order, (j) => norms[j]), v: vs, k: n };
}

/** Fills column `c` with a unit vector orthogonal to the columns before it (Gram-Schmidt on unit vectors). */
function completeColumn(u: Float64Array, m: number, n: number, c: number): void {
  for (let e = 0; e < m; e++) {
    const x = new Float64Array(m);
    x[e] = 1;
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < c; j++) {
        let s = 0;
        for (let i = 0; i < m; i++) s += x[i] * u[i * n + j];
        for (let i = 0; i < m; i++) x[i] -= s * u[i * n + j];
      }
    }
    const norm = Math.hypot(...x);
    if (norm < 0.1) continue;
    for (let i = 0; i < m; i++) u[i * n + c] = x[i] / norm;
    return;
  }
}
