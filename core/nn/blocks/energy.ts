/** Networks with an energy: Hopfield nets, Boltzmann machines, restricted Boltzmann machines. */
import * as F from '../../api.gen.ts';
import { noGrad } from '../../autograd/modes.ts';
import { ArgumentError, formatShape, ShapeError } from '../../errors.ts';
import { normal_, zeros_ } from '../../init/index.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { parameter } from '../make.ts';
import { Module } from '../module.ts';
import type { Parameter } from '../parameter.ts';

function needLast(op: string, x: Tensor, size: number): void {
  if (x.shape.length > 0 && x.shape[x.shape.length - 1] === size) return;
  throw new ShapeError(`${op}: states must be [..., ${size}], these are ${formatShape(x.shape)}`, {
    op,
    operands: [{ name: 'state', shape: x.shape }],
  });
}

/**
 * Associative memory of +-1 units (Hopfield, 1982): E(s) = -1/2 s^T W s + threshold^T s. An update of one unit never
 * raises the energy, so a state slides into a stored pattern. About 0.138 patterns a unit can be stored.
 */
export class Hopfield extends Module {
  readonly size: number;
  /** Symmetric, zero on the diagonal. Saved, not learned by gradient. */
  weight!: Tensor;
  threshold!: Tensor;
  constructor(size: number) {
    super();
    this.size = size;
    this.registerBuffer('weight', F.zeros([size, size]));
    this.registerBuffer('threshold', F.zeros([size]));
  }
  /** Hebb's rule: adds p p^T / size for each pattern (rows of +-1), without the diagonal. */
  store(patterns: Tensor): this {
    needLast('Hopfield.store', patterns, this.size);
    const p = patterns.detach().to(this.weight.dtype).reshape([-1, this.size]);
    const outer = p.t().matmul(p).div(this.size);
    this.weight = this.weight.add(outer.mul(F.eye(this.size, { dtype: outer.dtype }).neg().add(1)));
    return this;
  }
  /** [...] for states [..., size]. */
  energy(state: Tensor): Tensor {
    needLast('Hopfield.energy', state, this.size);
    const s = state.to(this.weight.dtype);
    return s.matmul(this.weight).mul(s).sum(-1).mul(-0.5).add(s.mul(this.threshold).sum(-1));
  }
  /** Updates each unit once: one after the other in a random order ('asynchronous'), or all at once. A sum of 0 leaves a unit as it is. */
  update(state: Tensor, mode: 'asynchronous' | 'synchronous' = 'asynchronous'): Tensor {
    needLast('Hopfield.update', state, this.size);
    const s = state.detach().to(this.weight.dtype).clone();
    if (mode === 'synchronous') {
      const sign = s.matmul(this.weight).sub(this.threshold).sign();
      return sign.eq(0).where(s, sign);
    }
    const [w, theta, x] = [this.weight.data, this.threshold.data, s.data];
    for (let row = 0; row < x.length; row += this.size) {
      for (const i of F.randperm(this.size).data) {
        let sum = -theta[i];
        for (let j = 0; j < this.size; j++) sum += w[i * this.size + j] * x[row + j];
        if (sum !== 0) x[row + i] = Math.sign(sum);
      }
    }
    return F.tensor(x, { dtype: s.dtype }).reshape(s.shape.slice());
  }
  /** Updates until nothing changes, at most `maxSteps` sweeps. */
  forward(state: Tensor, maxSteps = 100): Tensor {
    let s = state;
    for (let step = 0; step < maxSteps; step++) {
      const next = this.update(s);
      if (next.eq(s).all().item()) return next;
      s = next;
    }
    return s;
  }
  override extraRepr(): string {
    return `${this.size}`;
  }
}

/** Every state of `n` units that are 0 or 1, [2^n, n]; unit 0 is the highest bit. */
function allStates(n: number, like: Tensor): Tensor {
  if (n > 20)
    throw new ArgumentError(`BoltzmannMachine: ${n} units have 2^${n} states, too many to list`, {
      op: 'BoltzmannMachine',
      fix: 'Draw samples with gibbs().',
    });
  const rows = Array.from({ length: 2 ** n }, (_, s) => Array.from({ length: n }, (_, i) => (s >> (n - 1 - i)) & 1));
  return F.tensor(rows, { dtype: like.dtype });
}

/**
 * Stochastic units of 0 and 1 (Ackley et al., 1985): p(s) = exp(-E(s)) / Z, E(s) = -sum over i < j of W_ij s_i s_j - b^T s.
 * What lies above the diagonal of `weight` is used.
 */
export class BoltzmannMachine extends Module {
  readonly size: number;
  weight: Parameter;
  bias: Parameter;
  constructor(size: number) {
    super();
    this.size = size;
    this.weight = parameter([size, size], {});
    this.bias = parameter([size], {});
    normal_(this.weight, 0, 0.1);
    zeros_(this.bias);
  }
  /** [...] for states [..., size]; the call of the module is this energy. */
  forward(state: Tensor): Tensor {
    needLast('BoltzmannMachine', state, this.size);
    const s = state.to(this.weight.dtype);
    return s.matmul(this.weight.triu(1)).mul(s).sum(-1).add(s.mul(this.bias).sum(-1)).neg();
  }
  /** The probabilities of all 2^size states, unit 0 being the highest bit; gradients flow, so small machines learn exactly. */
  distribution(): Tensor {
    return this.forward(allStates(this.size, this.weight)).neg().softmax(0);
  }
  /** `steps` sweeps of Gibbs sampling over the units in order, from states [..., size]. */
  gibbs(state: Tensor, steps = 1): Tensor {
    needLast('BoltzmannMachine.gibbs', state, this.size);
    return noGrad(() => {
      const upper = this.weight.triu(1);
      const w = upper.add(upper.t());
      let s = state.detach().to(w.dtype);
      const units = F.arange(this.size);
      for (let step = 0; step < steps; step++) {
        for (let i = 0; i < this.size; i++) {
          const p = s.matmul(w.select(1, i)).add(this.bias.select(0, i)).sigmoid();
          s = units.eq(i).where(F.bernoulli(p).unsqueeze(-1), s);
        }
      }
      return s;
    });
  }
  override extraRepr(): string {
    return `${this.size}`;
  }
}

/**
 * A Boltzmann machine whose visible and hidden units (0 or 1) are connected only with each other (Smolensky, 1986;
 * Hinton, 2002): E(v, h) = -a^T v - b^T h - h^T W v. Weight [hidden, visible].
 */
export class RBM extends Module {
  readonly numVisible: number;
  readonly numHidden: number;
  weight: Parameter;
  visible_bias: Parameter;
  hidden_bias: Parameter;
  constructor(numVisible: number, numHidden: number) {
    super();
    this.numVisible = numVisible;
    this.numHidden = numHidden;
    this.weight = parameter([numHidden, numVisible], {});
    this.visible_bias = parameter([numVisible], {});
    this.hidden_bias = parameter([numHidden], {});
    normal_(this.weight, 0, 0.01);
    zeros_(this.visible_bias);
    zeros_(this.hidden_bias);
  }
  /** p(h = 1 | v), [..., hidden]. */
  hiddenProbabilities(visible: Tensor): Tensor {
    needLast('RBM', visible, this.numVisible);
    return F.linear(visible, this.weight, this.hidden_bias).sigmoid();
  }
  /** p(v = 1 | h), [..., visible]. */
  visibleProbabilities(hidden: Tensor): Tensor {
    needLast('RBM', hidden, this.numHidden);
    return F.linear(hidden, this.weight.t(), this.visible_bias).sigmoid();
  }
  /** F(v) = -a^T v - sum of softplus(b + W v), so that p(v) is proportional to exp(-F(v)); [...] for [..., visible]. */
  forward(visible: Tensor): Tensor {
    needLast('RBM', visible, this.numVisible);
    const hidden = F.softplus(F.linear(visible, this.weight, this.hidden_bias)).sum(-1);
    return visible.mul(this.visible_bias).sum(-1).add(hidden).neg();
  }
  /** `k` rounds of block Gibbs sampling from visible states [..., visible], without gradients. */
  gibbs(visible: Tensor, k = 1): Tensor {
    return noGrad(() => {
      let v = visible.detach();
      for (let i = 0; i < k; i++) v = F.bernoulli(this.visibleProbabilities(F.bernoulli(this.hiddenProbabilities(v))));
      return v;
    });
  }
  /**
   * Contrastive divergence: mean F(data) - mean F(reconstruction after k rounds). Its gradient is the CD-k update of
   * Hinton (2002); its value is no likelihood. `start` (persistent CD) begins the chain elsewhere; pass the returned
   * `negative` on.
   */
  cdK(visible: Tensor, k = 1, start: Tensor = visible): { loss: Tensor; negative: Tensor } {
    const negative = this.gibbs(start, k);
    return { loss: this.forward(visible).mean().sub(this.forward(negative).mean()), negative };
  }
  override extraRepr(): string {
    return `visible=${this.numVisible}, hidden=${this.numHidden}`;
  }
}
