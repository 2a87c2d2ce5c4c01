/** Normalizations, losses, matrix products and what else a network's head needs. */
import { type Adapters, axisOf, type Call, OutOfScope, range } from './call.ts';
import { T, type Tensor } from './core.ts';

function batchNormalization(c: Call): Tensor[] {
  const [x, scale, bias, mean, variance] = c.all;
  const eps = c.float('epsilon', 1e-5);
  if (c.int('training_mode', 0) === 0) return [T.batchNorm(x, mean, variance, scale, bias, { training: false, eps })];
  const y = T.batchNorm(x, null, null, scale, bias, { training: true, eps });
  const others = range(x.ndim).filter((d) => d !== 1);
  const keep = c.float('momentum', 0.9);
  const mix = (old: Tensor, now: Tensor): Tensor => T.add(T.mul(old, keep), T.mul(now, 1 - keep));
  // The running variance takes the population's variance, where PyTorch takes the sample's.
  return [y, mix(mean, T.mean(x, others)), mix(variance, T.var(x, { dim: others, correction: 0 }))];
}

function layerNormalization(c: Call): Tensor[] {
  const x = c.x(0);
  const axis = axisOf(c.int('axis', -1), x.ndim);
  const eps = c.float('epsilon', 1e-5);
  const shape = x.shape.slice(axis);
  const y = T.layerNorm(x, shape, c.x(1).expand(shape), c.optional(2)?.expand(shape) ?? null, eps);
  if (!c.wants(1) && !c.wants(2)) return [y];
  const dims = range(x.ndim).slice(axis);
  const mean = T.mean(x, dims, true);
  return [y, mean, T.rsqrt(T.add(T.var(x, { dim: dims, correction: 0, keepdim: true }), eps))];
}

function rmsNormalization(c: Call): Tensor {
  const x = c.x(0);
  const shape = x.shape.slice(axisOf(c.int('axis', -1), x.ndim));
  return T.rmsNorm(x, shape, c.x(1).expand(shape), c.float('epsilon', 1e-5));
}

/** Since operator set 21 scale and bias are per channel, before it per group. */
function groupNormalization(c: Call): Tensor {
  const x = c.x(0);
  const groups = c.int('num_groups', 1);
  const channels = x.shape[1];
  const spread = (v: Tensor): Tensor => (v.numel() === channels ? v : T.repeatInterleave(v, channels / groups));
  return T.groupNorm(x, groups, spread(c.x(1)), spread(c.x(2)), c.float('epsilon', 1e-5));
}

/** For an even size PyTorch's window leans to the other side. */
function lrn(c: Call): Tensor {
  const x = c.x(0);
  const size = c.int('size', 1);
  const options = { alpha: c.float('alpha', 1e-4), beta: c.float('beta', 0.75), k: c.float('bias', 1) };
  if (size % 2 === 1) return T.localResponseNorm(x, size, options);
  return T.flip(T.localResponseNorm(T.flip(x, [1]), size, options), [1]);
}

function lpNormalization(c: Call): Tensor {
  const x = c.x(0);
  const axis = axisOf(c.int('axis', -1), x.ndim);
  const norm = T.norm(x, { p: c.int('p', 2), dim: axis, keepdim: true });
  return T.where(T.eq(norm, 0), T.zerosLike(x), T.div(x, norm));
}

function meanVarianceNormalization(c: Call): Tensor {
  const x = c.x(0);
  const dim = c.ints('axes') ?? [0, 2, 3];
  const centred = T.sub(x, T.mean(x, dim, true));
  return T.div(centred, T.add(T.std(x, { dim, correction: 0, keepdim: true }), 1e-9));
}

type Reduction = 'none' | 'mean' | 'sum';

/** PyTorch has no class below zero to ignore but its own default; any other label serves as well. */
function lossOptions(c: Call): { weight: Tensor | null; ignoreIndex: number; reduction: Reduction } {
  return {
    weight: c.optional(2),
    ignoreIndex: c.int('ignore_index', -100),
    reduction: c.string('reduction', 'mean') as Reduction,
  };
}

function negativeLogLikelihood(c: Call): Tensor {
  return T.nllLoss(c.x(0), c.x(1), lossOptions(c));
}

function softmaxCrossEntropy(c: Call): Tensor[] {
  const scores = c.x(0);
  return [T.crossEntropy(scores, c.x(1), lossOptions(c)), T.logSoftmax(scores, 1)];
}

function gemm(c: Call): Tensor {
  const a = c.int('transA', 0) === 1 ? c.x(0).t() : c.x(0);
  const b = c.int('transB', 0) === 1 ? c.x(1).t() : c.x(1);
  const [alpha, beta] = [c.float('alpha', 1), c.float('beta', 1)];
  const bias = c.optional(2);
  if (bias === null) return T.mul(T.matmul(a, b), alpha);
  return T.addmm(bias.expand([a.shape[0], b.shape[1]]), a, b, { alpha, beta });
}

function dropout(c: Call): Tensor[] {
  const x = c.x(0);
  const ratio = c.optional(1)?.item() ?? c.float('ratio', 0.5);
  const training = (c.optional(2)?.item() ?? 0) !== 0;
  if (training && ratio !== 0) throw new OutOfScope('random numbers of another generator');
  return [T.dropout(x, ratio, { training: false }), T.ones(x.shape, { dtype: 'bool' })];
}

function windowOf(terms: readonly number[]): (c: Call) => Tensor {
  return (c) => {
    const size = c.numbers(0)?.[0] ?? 0;
    const span = c.int('periodic', 1) === 1 ? size : size - 1;
    const angle = T.mul(T.arange(size).to('float64'), (2 * Math.PI) / span);
    const sum = terms.reduce(
      (y, a, k) => T.add(y, T.mul(T.cos(T.mul(angle, k)), a)),
      T.zeros([size], { dtype: 'float64' }),
    );
    return sum.to(c.dtype('output_datatype', 1));
  };
}

export const NORM: Adapters = {
  BatchNormalization: batchNormalization,
  InstanceNormalization: (c) => T.instanceNorm(c.x(0), { weight: c.x(1), bias: c.x(2), eps: c.float('epsilon', 1e-5) }),
  LayerNormalization: layerNormalization,
  RMSNormalization: rmsNormalization,
  GroupNormalization: groupNormalization,
  LRN: lrn,
  LpNormalization: lpNormalization,
  MeanVarianceNormalization: meanVarianceNormalization,
  NegativeLogLikelihoodLoss: negativeLogLikelihood,
  SoftmaxCrossEntropyLoss: softmaxCrossEntropy,
  Gemm: gemm,
  MatMul: (c) => T.matmul(c.x(0), c.x(1)),
  Einsum: (c) => T.einsum(c.string('equation', ''), c.all),
  Det: (c) => T.linalg.det(c.x(0)),
  Dropout: dropout,
  HannWindow: windowOf([0.5, -0.5]),
  HammingWindow: windowOf([25 / 46, -21 / 46]),
  BlackmanWindow: windowOf([0.42, -0.5, 0.08]),
};
