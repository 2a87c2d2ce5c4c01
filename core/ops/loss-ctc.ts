/** Connectionist temporal classification (Graves et al., 2006). */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';
import type { Reduction } from './loss.ts';

function lengths(op: string, name: string, value: Tensor | number[]): number[] {
  const list = Array.isArray(value) ? value : [...value.data];
  if (!list.every((n) => Number.isInteger(n) && n >= 0))
    throw new ArgumentError(`${op}: ${name} must hold whole numbers`, { op });
  return list;
}

/** The targets of every sample: rows of a padded matrix, or consecutive runs of a flat list. */
function labelsOf(targets: Tensor, counts: readonly number[]): number[][] {
  const data = [...targets.data];
  if (targets.shape.length === 2)
    return counts.map((n, b) => data.slice(b * targets.shape[1], b * targets.shape[1] + n));
  let at = 0;
  return counts.map((n) => {
    at += n;
    return data.slice(at - n, at);
  });
}

/** -ln of the sum over all alignments of one sample's labels, by the forward recursion in tensor operations. */
function alignmentLoss(logProbs: Tensor, steps: number, labels: readonly number[], blank: number): Tensor {
  const tensorOf = functionOf<(d: readonly unknown[], o: object) => Tensor>('tensor');
  const cat = functionOf<(t: Tensor[], d: number) => Tensor>('cat');
  const extended = [blank, ...labels.flatMap((l) => [l, blank])];
  const states = extended.length;
  const scores = logProbs.indexSelect(1, tensorOf(extended, { dtype: 'int32' }));
  const never = tensorOf([Number.NEGATIVE_INFINITY], { dtype: logProbs.dtype });
  // A state may be entered from two back when it is a label unlike the one before.
  const skip = tensorOf(
    extended.map((l, s) => s >= 2 && l !== blank && l !== extended[s - 2]),
    { dtype: 'bool' },
  );
  const start = tensorOf(
    extended.map((_, s) => s < 2),
    { dtype: 'bool' },
  );
  const none = never.expand([states]);
  if (steps === 0) return labels.length === 0 ? logProbs.sum().mul(0) : never.squeeze(0).neg();
  let alpha = start.where(scores.select(0, 0), none);
  for (let t = 1; t < steps; t++) {
    const one = cat([never, alpha.slice(0, 0, states - 1)], 0);
    const two = states > 2 ? skip.where(cat([never, never, alpha.slice(0, 0, states - 2)], 0), none) : none;
    alpha = safeLogSumExp([alpha, one, two]).add(scores.select(0, t));
  }
  const ends = states === 1 ? [alpha.select(0, 0)] : [alpha.select(0, states - 1), alpha.select(0, states - 2)];
  return safeLogSumExp(ends).neg();
}

/** ln of a sum of exponentials that keeps -infinity (and its zero gradient) where all terms are. */
function safeLogSumExp(terms: readonly Tensor[]): Tensor {
  const all = functionOf<(t: Tensor[], d: number) => Tensor>('stack')([...terms], 0);
  const max = all.detach().amax(0);
  const finite = max.eq(Number.NEGATIVE_INFINITY).where(0, max);
  const sum = all.sub(finite).exp().sum(0);
  const empty = sum.detach().eq(0);
  return empty.where(Number.NEGATIVE_INFINITY, empty.where(1, sum).log().add(finite));
}

defineComposite({
  name: 'ctcLoss',
  family: 'loss',
  signature:
    "ctcLoss(logProbs: Tensor, targets: Tensor, inputLengths: Tensor | number[], targetLengths: Tensor | number[], *, blank: number = 0, reduction: 'none' | 'mean' | 'sum' = 'mean', zeroInfinity: boolean = false)",
  doc: 'Negative log-likelihood of label sequences over all their alignments to log-probabilities [T, N, C]. The mean divides each loss by its target length first.',
  method: false,
  body: (
    logProbs: Tensor,
    targets: Tensor,
    inputLengths: Tensor | number[],
    targetLengths: Tensor | number[],
    blank: number,
    reduction: Reduction,
    zeroInfinity: boolean,
  ) => {
    const op = 'ctcLoss';
    const batched = logProbs.shape.length === 3;
    if (!batched && logProbs.shape.length !== 2)
      throw new ShapeError(`${op}: logProbs must be [T, N, C] or [T, C], it is ${formatShape(logProbs.shape)}`, {
        op,
        operands: [{ name: 'logProbs', shape: logProbs.shape }],
      });
    const x = batched ? logProbs : logProbs.unsqueeze(1);
    const steps = lengths(op, 'inputLengths', inputLengths);
    const counts = lengths(op, 'targetLengths', targetLengths);
    const [T, N, C] = x.shape;
    if (steps.length !== N || counts.length !== N)
      throw new ShapeError(
        `${op}: ${N} samples of ${formatShape(logProbs.shape)}, but ${steps.length} input lengths and ${counts.length} target lengths`,
        { op },
      );
    if (steps.some((t) => t > T))
      throw new ArgumentError(`${op}: an input length exceeds the ${T} steps of logProbs`, { op });
    if (!(blank >= 0 && blank < C)) throw new ArgumentError(`${op}: blank ${blank} is not one of ${C} classes`, { op });
    const labels = labelsOf(batched || targets.shape.length === 2 ? targets : targets, counts);
    const losses = labels.map((list, b) => {
      const loss = alignmentLoss(x.select(1, b), steps[b], list, blank);
      return zeroInfinity ? loss.detach().eq(Number.POSITIVE_INFINITY).where(0, loss) : loss;
    });
    const all = functionOf<(t: Tensor[]) => Tensor>('stack')(losses);
    if (reduction === 'sum') return all.sum();
    if (reduction === 'none') return batched ? all : all.squeeze(0);
    return all
      .div(
        functionOf<(d: number[], o: object) => Tensor>('tensor')(
          counts.map((n) => Math.max(n, 1)),
          { dtype: all.dtype },
        ),
      )
      .mean();
  },
  samples: [{ args: (m) => [m.randn([5, 2, 4]).logSoftmax(2), m.ints([2, 2], 1, 4), [5, 4], [2, 1]] }],
});
