/** Momentum made orthogonal, for matrices. */

import { bindOptions } from '../ops/options.ts';
import { type BaseOptions, check, checkNonNegative, Optimizer, type Params, type Slot } from './optimizer.ts';

export interface MuonOptions extends BaseOptions {
  weightDecay: number;
  momentum: number;
  nesterov: boolean;
  /** Coefficients of the quintic iteration. */
  nsCoefficients: [number, number, number];
  eps: number;
  nsSteps: number;
  /** How lr follows the matrix's shape: sqrt(max(1, rows / columns)), or 0.2 sqrt(max(rows, columns)). */
  adjustLrFn: 'original' | 'match_rms_adamw' | null;
}

/**
 * Jordan et al. (2024), torch.optim.Muon: m = momentum m + (1 - momentum) g; p = p (1 - lr weightDecay) - lr' O(u),
 * where u is the momentum (with Nesterov's look ahead) and O brings its singular values near 1 by Newton-Schulz steps
 * X = a X + (b A + c A A) X, A = X X^T. For the matrices of hidden layers; give the rest to AdamW. The steps run in
 * float64 (PyTorch: bfloat16), so values agree to its two or three digits.
 */
export class Muon extends Optimizer<MuonOptions> {
  constructor(params: Params<MuonOptions>, options?: Partial<MuonOptions>);
  constructor(params: Params<MuonOptions>, lr?: number, weightDecay?: number, momentum?: number, nesterov?: boolean);
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<MuonOptions & { params: Params<MuonOptions> }>(
      "Muon(params: any, lr: number = 0.001, weightDecay: number = 0.1, momentum: number = 0.95, nesterov: boolean = true, *, nsCoefficients: number[] = [3.4445, -4.775, 2.0315], eps: number = 1e-7, nsSteps: number = 5, adjustLrFn?: 'original' | 'match_rms_adamw' | null, maximize: boolean = false)",
      args,
    );
    super(params, options);
    for (const group of this.paramGroups)
      for (const p of group.params)
        check(
          p.shape.length === 2,
          `a parameter has ${p.shape.length} dimensions; Muon takes matrices`,
          'Muon',
          'Give biases, norms and embeddings to AdamW.',
        );
  }

  protected override validate(o: MuonOptions): void {
    super.validate(o);
    checkNonNegative(o.momentum, 'momentum', 'Muon');
    checkNonNegative(o.weightDecay, 'weight_decay', 'Muon');
    check(
      o.nsCoefficients.length === 3,
      `nsCoefficients must be three numbers, got ${o.nsCoefficients.length}`,
      'Muon',
    );
  }

  protected override update(slot: Slot, o: MuonOptions): void {
    const { p, g } = slot;
    const [rows, columns] = slot.shape;
    const m = slot.average('momentum_buffer');
    const u = new Float64Array(p.length);
    for (let i = 0; i < p.length; i++) {
      m[i] += (1 - o.momentum) * (g[i] - m[i]);
      u[i] = o.nesterov ? g[i] + o.momentum * (m[i] - g[i]) : m[i];
    }
    const direction = orthogonalize(u, rows, columns, o);
    const ratio =
      o.adjustLrFn === 'match_rms_adamw'
        ? 0.2 * Math.sqrt(Math.max(rows, columns))
        : Math.sqrt(Math.max(1, rows / columns));
    for (let i = 0; i < p.length; i++) p[i] = p[i] * (1 - o.lr * o.weightDecay) - o.lr * ratio * direction[i];
  }
}

function transpose(x: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(x.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = x[i * columns + j];
  return out;
}

/** c = a b for a [n, k] and b [k, m]. */
function product(a: Float64Array, b: Float64Array, n: number, k: number, m: number): Float64Array {
  const out = new Float64Array(n * m);
  for (let i = 0; i < n; i++)
    for (let l = 0; l < k; l++) {
      const scale = a[i * k + l];
      for (let j = 0; j < m; j++) out[i * m + j] += scale * b[l * m + j];
    }
  return out;
}

function orthogonalize(given: Float64Array, rows: number, columns: number, o: MuonOptions): Float64Array {
  const [a, b, c] = o.nsCoefficients;
  // The products are of the smaller side.
  const tall = rows > columns;
  let x = tall ? transpose(given, rows, columns) : given.slice();
  const [n, m] = tall ? [columns, rows] : [rows, columns];
  const size = Math.max(Math.sqrt(x.reduce((sum, v) => sum + v * v, 0)), o.eps);
  for (let i = 0; i < x.length; i++) x[i] /= size;
  for (let step = 0; step < o.nsSteps; step++) {
    const gram = product(x, transpose(x, n, m), n, m, n);
    const square = product(gram, gram, n, n, n);
    for (let i = 0; i < gram.length; i++) gram[i] = b * gram[i] + c * square[i];
    const next = product(gram, x, n, n, m);
    for (let i = 0; i < x.length; i++) next[i] += a * x[i];
    x = next;
  }
  return tall ? transpose(x, n, m) : x;
}
