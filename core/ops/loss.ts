/** Losses: a number that says how far predictions are from targets. */
import { DTypeError, formatShape, IndexError, ShapeError } from '../errors.ts';
import { isFloat } from '../tensor/dtype.ts';
import { broadcastShapes, sameShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { warnOnce } from '../trace/warn.ts';
import { defineComposite, defineOp } from './define.ts';
import { functionOf } from './derive.ts';
import { needIntegers } from './indexing.ts';

export type Reduction = 'none' | 'mean' | 'sum';

/** A loss per element, reduced as PyTorch's `reduction` says. */
export function reduceLoss(loss: Tensor, reduction: string): Tensor {
  if (reduction === 'mean') return loss.mean();
  return reduction === 'sum' ? loss.sum() : loss;
}

interface Mse {
  readonly reduction: Reduction;
}

defineOp<Mse>({
  name: 'mseLoss',
  family: 'loss',
  signature: "mseLoss(input: Tensor, target: Tensor, *, reduction: 'none' | 'mean' | 'sum' = 'mean')",
  doc: 'Squared error of predictions and targets, averaged by default.',
  example: 'mseLoss(tensor([1, 2]), tensor([0, 4]))',
  formula: {
    forward: 'y = \\tfrac{1}{n} \\textstyle\\sum_i (a_i - b_i)^2',
    vjp: { input: '\\tfrac{2}{n} \\, \\bar y \\, (a - b)', target: '-\\tfrac{2}{n} \\, \\bar y \\, (a - b)' },
  },
  method: false,
  promote: true,
  meta: ([a, b], { reduction }) => {
    const shape = broadcastShapes(a.shape, b.shape, 'mseLoss', ['input', 'target']);
    warnBroadcast('mseLoss', a, b);
    if (!isFloat(a.dtype))
      throw new DTypeError(`mseLoss: floating-point tensors are needed, not ${a.dtype}`, {
        op: 'mseLoss',
        fix: 'Convert both: x.float().',
      });
    return { shape: reduction === 'none' ? shape : [], dtype: a.dtype };
  },
  kernel: ([a, b], [out], { reduction }) => {
    const shape = broadcastShapes(a.shape, b.shape, 'mseLoss');
    const x = (sameShape(a.shape, shape) ? a : a.expand(shape.slice())).data;
    const y = (sameShape(b.shape, shape) ? b : b.expand(shape.slice())).data;
    if (reduction === 'none') {
      for (let i = 0; i < x.length; i++) out.array[i] = (x[i] - y[i]) ** 2;
      return;
    }
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += (x[i] - y[i]) ** 2;
    out.array[0] = reduction === 'mean' ? sum / x.length : sum;
  },
  saves: { inputs: [0, 1] },
  vjp: (g, saved) => {
    const difference = saved.input(0).sub(saved.input(1));
    const scale = saved.args.reduction === 'mean' ? 2 / difference.numel() : 2;
    const ga = difference.mul(scale).mul(g);
    return [ga, saved.needs[1] ? ga.neg() : null];
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), m.randn([2, 3])] },
    { args: (m) => [m.randn([2, 3]), m.randn([2, 3]), { reduction: 'sum' }] },
    { args: (m) => [m.randn([2, 3]), m.randn([2, 3]), { reduction: 'none' }] },
  ],
});

interface Nll {
  readonly ignoreIndex: number;
  readonly reduction: Reduction;
  readonly weight: boolean;
}

/** Sizes of a class-first input [N, C, ...] or [C] against targets [N, ...] or [], or a ShapeError. */
function classShapes(op: string, input: Tensor, target: Tensor): { n: number; classes: number; inner: number } {
  const rank = input.shape.length;
  if (rank === 0) throw new ShapeError(`${op}: the input needs a class dimension, it is 0-d`, { op });
  const c = rank === 1 ? 0 : 1;
  const expected = input.shape.filter((_, d) => d !== c);
  if (!sameShape(expected, target.shape)) {
    const oneHot = sameShape(input.shape, target.shape);
    throw new ShapeError(
      `${op}: for an input of shape ${formatShape(input.shape)} the target must have shape ${formatShape(expected)}, it has ${formatShape(target.shape)}`,
      {
        op,
        operands: [
          { name: 'input', shape: input.shape, axes: [c] },
          { name: 'target', shape: target.shape },
        ],
        expected: formatShape(expected),
        got: formatShape(target.shape),
        fix: oneHot
          ? `The target looks one-hot: pass class indices, target.argmax(${c}), or probabilities as floats to crossEntropy.`
          : target.numel() === expected.reduce((m, s) => m * s, 1)
            ? `Drop the extra axis of the target: target.reshape(${formatShape(expected)}).`
            : 'The target holds one class index per sample, without the class axis.',
      },
    );
  }
  const n = rank === 1 ? 1 : input.shape[0];
  const inner = input.shape.slice(c + 1).reduce((m, s) => m * s, 1);
  return { n, classes: input.shape[c], inner };
}

/** Calls `visit(place in target, place in input, class)` for every target that is not ignored. */
function eachTarget(
  op: string,
  input: Tensor,
  target: Tensor,
  ignoreIndex: number,
  visit: (t: number, i: number, cls: number) => void,
): void {
  const { n, classes, inner } = classShapes(op, input, target);
  const picks = target.data;
  for (let b = 0, t = 0; b < n; b++) {
    for (let k = 0; k < inner; k++, t++) {
      const cls = picks[t];
      if (cls === ignoreIndex) continue;
      if (!(cls >= 0 && cls < classes)) {
        throw new IndexError(
          `${op}: target ${cls} is not one of the ${classes} classes of the input ${formatShape(input.shape)}`,
          {
            op,
            fix: `Classes count from 0 to ${classes - 1}; the last layer may need ${cls + 1} outputs.`,
          },
        );
      }
      visit(t, (b * classes + cls) * inner + k, cls);
    }
  }
}

defineOp<Nll>({
  name: 'nllLoss',
  family: 'loss',
  signature:
    "nllLoss(input: Tensor, target: Tensor, weight?: Tensor, *, ignoreIndex: number = -100, reduction: 'none' | 'mean' | 'sum' = 'mean')",
  doc: 'Negative log-likelihood of class indices under log-probabilities [N, C, ...]; the mean is weighted by `weight`.',
  formula: {
    forward: 'y = -\\tfrac{1}{n} \\textstyle\\sum_i x_{i,\\,t_i}',
    vjp: { input: '-\\tfrac{1}{n} \\, \\bar y \\text{ at } t_i' },
  },
  method: false,
  prepare: (b) => ({
    inputs: [b.input, b.target, b.weight].filter((t) => t !== null) as Tensor[],
    args: { ignoreIndex: b.ignoreIndex, reduction: b.reduction, weight: b.weight !== null },
  }),
  meta: ([x, target, weight], { reduction }) => {
    needIntegers('nllLoss', 'target', target);
    const { classes } = classShapes('nllLoss', x, target);
    if (weight && !(weight.shape.length === 1 && weight.shape[0] === classes)) {
      throw new ShapeError(
        `nllLoss: weight must have shape [${classes}], one entry per class, it has ${formatShape(weight.shape)}`,
        { op: 'nllLoss', operands: [{ name: 'weight', shape: weight.shape }] },
      );
    }
    return { shape: reduction === 'none' ? target.shape : [], dtype: x.dtype };
  },
  kernel: ([x, target, weight], [out], { ignoreIndex, reduction }) => {
    const data = x.data;
    const w = weight ? weight.data : null;
    let sum = 0;
    let total = 0;
    eachTarget('nllLoss', x, target, ignoreIndex, (t, i, cls) => {
      const scale = w ? w[cls] : 1;
      if (reduction === 'none') out.array[t] = -scale * data[i];
      sum -= scale * data[i];
      total += scale;
    });
    if (reduction === 'mean') out.array[0] = sum / total;
    else if (reduction === 'sum') out.array[0] = sum;
  },
  saves: { inputs: [0, 1, 2] },
  vjp: (g, saved) => {
    const x = saved.input(0);
    const target = saved.input(1);
    const { ignoreIndex, reduction, weight } = saved.args;
    // Minus the (weighted) indicator of each target's place; linear in g, and constant in x.
    const indicator = x.detach().zerosLike();
    if (indicator.device === 'cpu') {
      const w = weight ? saved.input(2).data : null;
      const places: [number, number][] = [];
      let total = 0;
      eachTarget('nllLoss', x, target, ignoreIndex, (_, i, cls) => {
        const scale = w ? w[cls] : 1;
        places.push([i, scale]);
        total += scale;
      });
      for (const [i, scale] of places) indicator.array[i] = -scale / (reduction === 'mean' ? total : 1);
    }
    return [
      reduction === 'none' ? indicator.mul(x.shape.length === 1 ? g : g.unsqueeze(1)) : indicator.mul(g),
      null,
      null,
    ];
  },
  samples: [
    { args: (m) => [m.randn([4, 3]), m.ints([4], 0, 3)] },
    { args: (m) => [m.randn([3]), m.ints([], 0, 3)] },
    { args: (m) => [m.randn([2, 3, 2]), m.ints([2, 2], 0, 3), { reduction: 'none' }] },
  ],
});

defineComposite({
  name: 'crossEntropy',
  family: 'loss',
  signature:
    "crossEntropy(input: Tensor, target: Tensor, weight?: Tensor, *, ignoreIndex: number = -100, reduction: 'none' | 'mean' | 'sum' = 'mean', labelSmoothing: number = 0)",
  doc: 'Cross-entropy of logits [N, C, ...] and class indices [N, ...], or class probabilities of the shape of the input. Softmax is included: pass raw scores.',
  example: "crossEntropy(tensor([[2, 0, 0]]), tensor([0], { dtype: 'int32' }))",
  formula: {
    forward: 'y = -\\tfrac{1}{n} \\textstyle\\sum_i \\ln \\mathrm{softmax}(x_i)_{t_i}',
    vjp: { input: '\\tfrac{1}{n} \\, \\bar y \\left(\\mathrm{softmax}(x_i) - e_{t_i}\\right)' },
  },
  method: false,
  body: (
    input: Tensor,
    target: Tensor,
    weight: Tensor | null,
    ignoreIndex: number,
    reduction: Reduction,
    labelSmoothing: number,
  ) => {
    const rank = input.shape.length;
    const c = rank === 1 ? 0 : 1;
    const logp = input.logSoftmax(c);
    const classes = input.shape[c];
    const perClass = (t: Tensor): Tensor =>
      rank <= 2 ? t : t.reshape([classes, ...input.shape.slice(2).map(() => 1)]);
    if (isFloat(target.dtype))
      return softTargets(input, logp, target, weight ? perClass(weight) : null, reduction, labelSmoothing, c);
    const nll = functionOf<(x: Tensor, t: Tensor, w: Tensor | null, o: object) => Tensor>('nllLoss');
    const hard = nll(logp, target, weight, { ignoreIndex, reduction });
    if (labelSmoothing === 0) return hard;
    // (1 - s) . hard + s / C . sum over classes, with the weights and the mean's denominator of the hard part.
    const smooth = (weight ? logp.mul(perClass(weight)) : logp).sum(c).neg().maskedFill(target.eq(ignoreIndex), 0);
    let reduced: Tensor;
    if (reduction === 'mean') {
      const valid = target.ne(ignoreIndex);
      const denominator = weight
        ? weight.indexSelect(0, target.maskedFill(valid.logicalNot(), 0).flatten()).mul(valid.flatten()).sum()
        : valid.sum();
      reduced = smooth.sum().div(denominator);
    } else reduced = reduceLoss(smooth, reduction);
    return hard.mul(1 - labelSmoothing).add(reduced.mul(labelSmoothing / classes));
  },
  samples: [
    { args: (m) => [m.randn([4, 3]), m.ints([4], 0, 3)] },
    { note: 'sum', args: (m) => [m.randn([4, 3]), m.ints([4], 0, 3), { reduction: 'sum' }] },
    { note: 'smoothing', args: (m) => [m.randn([2, 3, 2]), m.ints([2, 2], 0, 3), { labelSmoothing: 0.1 }] },
    { note: 'probabilities', args: (m) => [m.randn([2, 3]), m.randn([2, 3]).softmax(1)] },
  ],
});

function softTargets(
  input: Tensor,
  logp: Tensor,
  target: Tensor,
  weight: Tensor | null,
  reduction: Reduction,
  smoothing: number,
  c: number,
): Tensor {
  if (!sameShape(input.shape, target.shape)) {
    throw new ShapeError(
      `crossEntropy: target probabilities must have the shape of the input, ${formatShape(input.shape)}, they have ${formatShape(target.shape)}`,
      {
        op: 'crossEntropy',
        operands: [
          { name: 'input', shape: input.shape },
          { name: 'target', shape: target.shape },
        ],
        fix: 'Class indices must be integers: target.long().',
      },
    );
  }
  const p = smoothing === 0 ? target : target.mul(1 - smoothing).add(smoothing / input.shape[c]);
  const loss = (weight ? logp.mul(weight) : logp).mul(p).sum(c).neg();
  if (reduction === 'none') return loss;
  return reduction === 'sum' ? loss.sum() : loss.sum().div(Math.max(1, loss.numel()));
}

/** PyTorch's warning: (N, 1) against (N) makes N x N differences, and a loss that does not learn. */
export function warnBroadcast(op: string, a: Tensor, b: Tensor): void {
  if (sameShape(a.shape, b.shape)) return;
  const shape = broadcastShapes(a.shape, b.shape, op);
  warnOnce(
    `${op}: the input ${formatShape(a.shape)} and the target ${formatShape(b.shape)} differ in shape, so the loss is taken over ${formatShape(shape)}.` +
      (a.numel() === b.numel() ? ` Probably meant: target.reshape(${formatShape(a.shape)}).` : ''),
  );
}
