/** Limited-memory BFGS: a quasi-Newton method for small, smooth, full-batch problems. */
import { enableGrad } from '../autograd/modes.ts';
import { ArgumentError } from '../errors.ts';
import { writeInto } from '../ops/derive.ts';
import { bindOptions } from '../ops/options.ts';
import { Tensor } from '../tensor/tensor.ts';
import { type LinePoint, strongWolfe } from './line-search.ts';
import { type BaseOptions, check, Optimizer, type ParamState, type Params } from './optimizer.ts';

export interface LBFGSOptions extends Omit<BaseOptions, 'maximize'> {
  maximize: false;
  /** Iterations of one step. */
  maxIter: number;
  /** Evaluations of the closure in one step; default 5/4 of maxIter. */
  maxEval: number;
  /** Stop when no component of the gradient is larger. */
  toleranceGrad: number;
  /** Stop when parameters or loss change less. */
  toleranceChange: number;
  /** Pairs of step and gradient change that are kept. */
  historySize: number;
  lineSearchFn: 'strong_wolfe' | null;
}

const vector = (t: Tensor) => t.data as Float64Array;
const tensor = (v: Float64Array) => Tensor.wrap(v, [v.length], 'float64');

/**
 * torch.optim.LBFGS. The closure zeroes the gradients, computes the loss, calls backward and returns the loss; one step
 * calls it several times. The direction is -H g, with the inverse Hessian H rebuilt from the last `historySize` pairs by
 * the two-loop recursion (Nocedal 1980), scaled by s.y / y.y.
 */
export class LBFGS extends Optimizer<LBFGSOptions> {
  constructor(params: Params<LBFGSOptions>, options?: Partial<Omit<LBFGSOptions, 'maximize'>>);
  constructor(params: Params<LBFGSOptions>, lr?: number, maxIter?: number, maxEval?: number | null);
  constructor(...args: unknown[]) {
    const { params, ...options } = bindOptions<LBFGSOptions & { params: Params<LBFGSOptions> }>(
      "LBFGS(params: any, lr: number = 1, maxIter: number = 20, maxEval?: number | null, toleranceGrad: number = 1e-7, toleranceChange: number = 1e-9, historySize: number = 100, lineSearchFn?: 'strong_wolfe' | null)",
      args,
    );
    super(params, { ...options, maximize: false, maxEval: options.maxEval ?? Math.floor((options.maxIter * 5) / 4) });
    check(this.paramGroups.length === 1, 'there can be only one parameter group', 'LBFGS');
  }

  protected override update(): void {
    throw new ArgumentError('LBFGS: its rule is for all parameters together', { op: 'LBFGS' });
  }

  /** Several iterations; needs the closure. Returns the loss before the step. */
  override step(): void;
  override step<L extends Tensor | number>(closure: () => L): L;
  override step(closure?: () => Tensor | number): Tensor | number {
    if (!closure) {
      throw new ArgumentError('LBFGS: step needs a closure that computes the loss', {
        op: 'LBFGS',
        fix: 'optimizer.step(() => { optimizer.zeroGrad(); const loss = ...; loss.backward(); return loss; })',
      });
    }
    const [group] = this.paramGroups;
    const { lr, maxIter, maxEval, toleranceGrad, toleranceChange } = group;
    const state = this.sharedState();
    const evaluate = (): number => Number(enableGrad(closure));
    const firstLoss = enableGrad(closure);
    let loss = Number(firstLoss);
    let g = this.flatGradient();
    let evaluations = 1;
    this.steps++;
    state.func_evals = Number(state.func_evals ?? 0) + 1;
    if (largest(g) <= toleranceGrad) return firstLoss;

    for (let iteration = 1; iteration <= maxIter; iteration++) {
      state.n_iter = Number(state.n_iter ?? 0) + 1;
      const d = this.direction(g, state);
      state.d = tensor(d);
      state.prev_flat_grad = tensor(g.slice());
      const previousLoss = loss;
      let t = state.n_iter === 1 ? Math.min(1, 1 / g.reduce((sum, v) => sum + Math.abs(v), 0)) * lr : lr;
      const slope = dot(g, d);
      if (slope > -toleranceChange) break;

      let used = 0;
      if (group.lineSearchFn === 'strong_wolfe') {
        const before = group.params.map((p) => p.data.slice());
        const at = (step: number): LinePoint => {
          this.move(d, step);
          const f = evaluate();
          const gradient = this.flatGradient();
          group.params.forEach((p, i) => {
            writeInto(p, Tensor.wrap(before[i], p.shape, p.dtype));
          });
          return { t: step, f, g: gradient, slope: dot(gradient, d) };
        };
        const found = strongWolfe(
          at,
          { t: 0, f: loss, g, slope },
          t,
          largest(d),
          toleranceChange,
          maxEval - evaluations,
        );
        ({ t, f: loss, g } = found.point);
        used = found.evaluations;
        this.move(d, t);
      } else {
        this.move(d, t);
        if (iteration < maxIter) {
          loss = evaluate();
          g = this.flatGradient();
          used = 1;
        }
      }
      state.t = t;
      evaluations += used;
      state.func_evals = Number(state.func_evals) + used;
      const converged =
        largest(g) <= toleranceGrad ||
        largest(d) * t <= toleranceChange ||
        Math.abs(loss - previousLoss) < toleranceChange;
      if (evaluations >= maxEval || converged) break;
    }
    return firstLoss;
  }

  /** The state is one for all parameters and kept with the first, as in PyTorch. */
  private sharedState(): ParamState {
    const first = this.paramGroups[0].params[0];
    let state = this.state.get(first);
    if (!state) {
      state = {};
      this.state.set(first, state);
    }
    return state;
  }

  /** -H g; takes up the newest pair when its curvature is positive. */
  private direction(g: Float64Array, state: ParamState): Float64Array {
    const d = g.map((v) => -v);
    if (state.n_iter === 1) {
      state.old_dirs = [];
      state.old_stps = [];
      state.H_diag = 1;
      return d;
    }
    const changes = state.old_dirs as Tensor[];
    const steps = state.old_stps as Tensor[];
    const previous = vector(state.prev_flat_grad as Tensor);
    const t = state.t as number;
    const y = g.map((v, i) => v - previous[i]);
    const s = vector(state.d as Tensor).map((v) => v * t);
    const curvature = dot(y, s);
    if (curvature > 1e-10) {
      if (changes.length === this.paramGroups[0].historySize) {
        changes.shift();
        steps.shift();
      }
      changes.push(tensor(y));
      steps.push(tensor(s));
      state.H_diag = curvature / dot(y, y);
    }
    const weights = changes.map((change, i) => 1 / dot(vector(change), vector(steps[i])));
    const shares = new Array<number>(changes.length);
    for (let i = changes.length - 1; i >= 0; i--) {
      shares[i] = dot(vector(steps[i]), d) * weights[i];
      addScaled(d, vector(changes[i]), -shares[i]);
    }
    for (let k = 0; k < d.length; k++) d[k] *= state.H_diag as number;
    for (let i = 0; i < changes.length; i++) {
      addScaled(d, vector(steps[i]), shares[i] - dot(vector(changes[i]), d) * weights[i]);
    }
    return d;
  }

  private flatGradient(): Float64Array {
    const { params } = this.paramGroups[0];
    const flat = new Float64Array(params.reduce((n, p) => n + p.numel(), 0));
    let at = 0;
    for (const p of params) {
      if (p.grad) flat.set(p.grad.data, at);
      at += p.numel();
    }
    return flat;
  }

  /** params = params + t d. */
  private move(d: Float64Array, t: number): void {
    let at = 0;
    for (const p of this.paramGroups[0].params) {
      const values = p.data.slice();
      for (let i = 0; i < values.length; i++) values[i] += t * d[at++];
      writeInto(p, Tensor.wrap(values, p.shape, p.dtype));
      p.storage.version++;
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(out: Float64Array, v: Float64Array, factor: number): void {
  for (let i = 0; i < out.length; i++) out[i] += factor * v[i];
}

function largest(v: Float64Array): number {
  return v.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
}
