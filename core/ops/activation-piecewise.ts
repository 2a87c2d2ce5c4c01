/** Activation functions that are linear by pieces: rectifiers, hard forms, shrinkage. */

import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { mapUnary } from '../kernels/elementwise.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp, type Formula, type Sample } from './define.ts';
import { needFloat, refuseBool } from './predicates.ts';

export interface ActivationSpec<Args> {
  readonly name: string;
  /** Parameters after the input, as in a signature. */
  readonly params?: string;
  readonly doc: string;
  readonly formula: Formula;
  readonly f: (args: Args) => (x: number) => number;
  /** The gradient, in tensor operations. */
  readonly vjp: (g: Tensor, x: Tensor, args: Args) => Tensor;
  /** Options of further samples. */
  readonly options?: readonly Record<string, unknown>[];
  readonly check?: (args: Args) => void;
  /** Integers are taken, too. */
  readonly integers?: boolean;
  readonly required?: readonly unknown[];
}

/** Defines an activation function of one tensor and numbers. */
export function defineActivation<Args>(spec: ActivationSpec<Args>): void {
  const { name, params = '', required = [] } = spec;
  const sample = (note: string, shape: number[], extra: readonly unknown[] = required): Sample => ({
    note,
    args: (m) => [m.randn(shape), ...extra],
  });
  defineOp<Args>({
    name,
    family: 'activation',
    signature: `${name}(input: Tensor${params ? `, ${params}` : ''})`,
    doc: spec.doc,
    example: `${name}(tensor([-2, 0.25, 2])${required.map((r) => `, ${String(r)}`).join('')})`,
    formula: spec.formula,
    inplace: true,
    meta: ([x], args) => {
      if (!spec.integers) needFloat(name, x);
      else if (name !== 'threshold') refuseBool(name, [x]);
      spec.check?.(args);
      return { shape: x.shape, dtype: x.dtype };
    },
    kernel: ([x], [out], args) => mapUnary(x, out, spec.f(args)),
    saves: { inputs: [0] },
    vjp: (g, saved) => [spec.vjp(g, saved.input(0), saved.args)],
    samples: [
      sample('', [2, 3]),
      sample('0-d', []),
      sample('empty', [0, 2]),
      { note: 'strided', args: (m) => [m.randn([3, 2]).t(), ...required] },
      ...(spec.options ?? []).map((o) => sample(JSON.stringify(o), [4], [o])),
    ],
  });
}

interface Slope {
  readonly negativeSlope: number;
}
defineActivation<Slope>({
  name: 'leakyRelu',
  params: 'negativeSlope: number = 0.01',
  doc: 'Rectifier that leaks: the element where it is positive, else the element times `negativeSlope` (Maas et al., 2013).',
  formula: { forward: 'y = x > 0 \\; ? \\; x : a \\, x', vjp: { input: '\\bar y \\, (x > 0 \\; ? \\; 1 : a)' } },
  f:
    ({ negativeSlope }) =>
    (x) =>
      x > 0 ? x : x * negativeSlope,
  vjp: (g, x, { negativeSlope }) => x.gt(0).where(g, g.mul(negativeSlope)),
  options: [{ negativeSlope: 0.2 }],
});

interface Range {
  readonly minVal: number;
  readonly maxVal: number;
}
defineActivation<Range>({
  name: 'hardtanh',
  params: 'minVal: number = -1, maxVal: number = 1',
  doc: 'The element, cut off at `minVal` and `maxVal`. At and beyond the bounds the derivative is 0.',
  formula: { forward: 'y = \\min(\\max(x, l), h)', vjp: { input: '\\bar y \\, [l < x < h]' } },
  f:
    ({ minVal, maxVal }) =>
    (x) =>
      Math.min(Math.max(x, minVal), maxVal),
  vjp: (g, x, { minVal, maxVal }) => x.gt(minVal).logicalAnd(x.lt(maxVal)).where(g, 0),
  options: [{ minVal: -0.5, maxVal: 1.5 }],
  check: ({ minVal, maxVal }) => {
    if (minVal > maxVal)
      throw new ArgumentError(`hardtanh: minVal ${minVal} is above maxVal ${maxVal}`, { op: 'hardtanh' });
  },
  integers: true,
});
defineActivation<Record<string, never>>({
  name: 'relu6',
  doc: 'The positive part, cut off at 6 (Howard et al., 2017).',
  formula: { forward: 'y = \\min(\\max(x, 0), 6)', vjp: { input: '\\bar y \\, [0 < x < 6]' } },
  f: () => (x) => Math.min(Math.max(x, 0), 6),
  vjp: (g, x) => x.gt(0).logicalAnd(x.lt(6)).where(g, 0),
  integers: true,
});
defineActivation<Record<string, never>>({
  name: 'hardsigmoid',
  doc: 'Sigmoid by three lines: 0 up to -3, 1 from 3 on (Courbariaux et al., 2015).',
  formula: { forward: 'y = \\tfrac16 \\min(\\max(x + 3, 0), 6)', vjp: { input: '\\tfrac16 \\bar y \\, [-3 < x < 3]' } },
  f: () => (x) => Math.min(Math.max(x + 3, 0), 6) / 6,
  vjp: (g, x) => x.gt(-3).logicalAnd(x.lt(3)).where(g.div(6), 0),
});
defineActivation<Record<string, never>>({
  name: 'hardswish',
  doc: 'The element times its hard sigmoid (Howard et al., 2019).',
  formula: {
    forward: 'y = \\tfrac{x}{6} \\min(\\max(x + 3, 0), 6)',
    vjp: { input: '\\bar y \\, (x \\le -3 \\; ? \\; 0 : x < 3 \\; ? \\; \\tfrac{x}{3} + \\tfrac12 : 1)' },
  },
  f: () => (x) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6,
  vjp: (g, x) => x.le(-3).where(0, x.lt(3).where(g.mul(x.div(3).add(0.5)), g)),
});

interface Lambd {
  readonly lambd: number;
}
defineActivation<Lambd>({
  name: 'hardshrink',
  params: 'lambd: number = 0.5',
  doc: 'The element, or 0 where its absolute value is at most `lambd`.',
  formula: { forward: 'y = |x| > \\lambda \\; ? \\; x : 0', vjp: { input: '\\bar y \\, [|x| > \\lambda]' } },
  f:
    ({ lambd }) =>
    (x) =>
      x >= -lambd && x <= lambd ? 0 : x,
  vjp: (g, x, { lambd }) => x.gt(lambd).logicalOr(x.lt(-lambd)).where(g, 0),
  options: [{ lambd: 1 }],
});
defineActivation<Lambd>({
  name: 'softshrink',
  params: 'lambd: number = 0.5',
  doc: 'The element brought `lambd` closer to 0, and 0 where it is closer already.',
  formula: {
    forward: 'y = \\mathrm{sign}(x) \\max(|x| - \\lambda, 0)',
    vjp: { input: '\\bar y \\, [|x| > \\lambda]' },
  },
  f:
    ({ lambd }) =>
    (x) =>
      x > lambd ? x - lambd : x < -lambd ? x + lambd : Number.isNaN(x) ? x : 0,
  vjp: (g, x, { lambd }) => x.gt(lambd).logicalOr(x.lt(-lambd)).where(g, 0),
  options: [{ lambd: 1 }],
  check: ({ lambd }) => {
    if (lambd < 0) throw new ArgumentError(`softshrink: lambd must be at least 0, got ${lambd}`, { op: 'softshrink' });
  },
});
defineActivation<{ readonly threshold: number; readonly value: number }>({
  name: 'threshold',
  params: 'threshold: number, value: number',
  doc: 'The element where it is above `threshold`, else `value`.',
  formula: { forward: 'y = x > t \\; ? \\; x : v', vjp: { input: '\\bar y \\, [x > t]' } },
  f:
    ({ threshold, value }) =>
    (x) =>
      x <= threshold ? value : x,
  vjp: (g, x, { threshold }) => x.le(threshold).where(0, g),
  required: [0.1, 20],
  integers: true,
});

defineOp<Record<string, never>>({
  name: 'preluShaped',
  family: 'activation',
  signature: 'preluShaped(input: Tensor, weight: Tensor)',
  doc: 'The element where it is positive, else the element times the weight, which broadcasts.',
  methodOnly: true,
  formula: {
    forward: 'y = x > 0 \\; ? \\; x : w \\, x',
    vjp: { input: '\\bar y \\, (x > 0 \\; ? \\; 1 : w)', weight: '\\bar y \\, (x > 0 \\; ? \\; 0 : x)' },
  },
  meta: ([x]) => ({ shape: x.shape, dtype: x.dtype }),
  kernel: ([x, w], [out]) => {
    const data = x.data;
    const slope = w.expand(x.shape.slice()).data;
    for (let i = 0; i < data.length; i++) out.array[i] = data[i] > 0 ? data[i] : slope[i] * data[i];
  },
  saves: { inputs: [0, 1] },
  vjp: (g, saved) => {
    const x = saved.input(0);
    const positive = x.gt(0);
    return [positive.where(g, g.mul(saved.input(1))), saved.needs[1] ? positive.where(0, g.mul(x)) : null];
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([3])] }],
});
defineComposite({
  name: 'prelu',
  family: 'activation',
  signature: 'prelu(input: Tensor, weight: Tensor)',
  doc: 'Leaky rectifier with learned slopes: one, or one per channel (dim 1) (He et al., 2015).',
  example: 'prelu(tensor([-2, 2]), tensor([0.25]))',
  formula: { forward: 'y = x > 0 \\; ? \\; x : w \\, x' },
  body: (input: Tensor, weight: Tensor) => {
    needFloat('prelu', input);
    if (weight.numel() === 1) return input.preluShaped(weight.reshape([]));
    const channels = input.shape.length < 2 ? 1 : input.shape[1];
    if (weight.shape.length !== 1 || weight.shape[0] !== channels) {
      throw new ShapeError(
        `prelu: a weight of shape ${formatShape(weight.shape)} does not fit the ${channels} channel${channels === 1 ? '' : 's'} of ${formatShape(input.shape)}`,
        {
          op: 'prelu',
          operands: [
            { name: 'input', shape: input.shape, axes: input.shape.length < 2 ? [] : [1] },
            { name: 'weight', shape: weight.shape },
          ],
          fix: 'The weight has one element, or one per channel (dim 1).',
        },
      );
    }
    return input.preluShaped(weight.reshape([channels, ...input.shape.slice(2).map(() => 1)]));
  },
  samples: [
    { args: (m) => [m.randn([4]), m.randn([1])] },
    { note: 'channels', args: (m) => [m.randn([2, 3, 2]), m.randn([3])] },
  ],
});
