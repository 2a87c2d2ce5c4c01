/** Functions of one operand. */
import { DTypeError } from '../errors.ts';
import { mapUnary } from '../kernels/elementwise.ts';
import { erf } from '../kernels/special.ts';
import { type DType, isFloat } from '../tensor/dtype.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineOp, type Formula, type Sample, type Saved } from './define.ts';

export type NoArgs = Record<string, never>;

/** What distinguishes one elementwise function from another. */
export interface UnarySpec {
  readonly name: string;
  readonly doc: string;
  readonly f: (x: number) => number;
  readonly formula?: Formula;
  readonly example?: string;
  /** Gradient from the input (`x`) or from the result (`y`), whichever is saved. */
  readonly fromInput?: (g: Tensor, x: Tensor) => Tensor;
  readonly fromOutput?: (g: Tensor, y: Tensor) => Tensor;
  /** A derivative that needs neither. */
  readonly constant?: (g: Tensor) => Tensor;
  /** Keeps integers (neg, abs, floor); otherwise they become float32. */
  readonly integers?: boolean;
  /** Refuses integers. */
  readonly floats?: boolean;
  /** Booleans are taken, too, where integers are (they are refused otherwise). */
  readonly booleans?: boolean;
  /** Dtype of the result of booleans. */
  readonly boolTo?: DType;
  /** Dtype of the result where it is not the input's. */
  readonly to?: DType;
  /** Interval from which samples are drawn. */
  readonly domain?: readonly [number, number];
  readonly aliases?: readonly string[];
  readonly gradgrad?: boolean;
  readonly family?: string;
}

function refuseBool(op: string, x: Tensor): void {
  if (x.dtype === 'bool')
    throw new DTypeError(`${op}: not defined for booleans`, {
      op,
      fix: op === 'neg' ? 'Use logicalNot().' : 'Convert first: x.int().',
    });
}

function refuseIntegers(op: string, x: Tensor): void {
  if (!isFloat(x.dtype))
    throw new DTypeError(`${op}: the input must be floating-point, it is ${x.dtype}`, {
      op,
      fix: 'Convert it: x.float().',
    });
}

/** Defines a function of one operand. */
export function defineUnary(spec: UnarySpec): void {
  const { name, f, fromInput, fromOutput, constant, domain, gradgrad } = spec;
  const draw = domain
    ? (shape: number[]): Sample['args'] =>
        (m) => [m.uniform(shape, domain[0], domain[1])]
    : (shape: number[]): Sample['args'] =>
        (m) => [m.randn(shape)];
  const smooth = gradgrad === undefined ? {} : { gradgrad };
  const vjp = fromInput
    ? (g: Tensor, saved: Saved<NoArgs>) => [fromInput(g, saved.input(0))]
    : fromOutput
      ? (g: Tensor, saved: Saved<NoArgs>) => [fromOutput(g, saved.output())]
      : constant
        ? (g: Tensor) => [constant(g)]
        : undefined;
  defineOp<NoArgs>({
    name,
    family: spec.family ?? 'elementwise',
    signature: `${name}(input: Tensor)`,
    doc: spec.doc,
    ...(spec.example ? { example: spec.example } : {}),
    ...(spec.formula ? { formula: spec.formula } : {}),
    ...(spec.aliases ? { aliases: spec.aliases } : {}),
    inplace: spec.to === undefined,
    ...(spec.integers ? {} : spec.to ? {} : { promote: 'float' as const }),
    ...(spec.floats ? { check: ([x]: readonly Tensor[]) => refuseIntegers(name, x) } : {}),
    ...(spec.integers && !spec.booleans ? { check: ([x]: readonly Tensor[]) => refuseBool(name, x) } : {}),
    meta: ([x]) => ({
      shape: x.shape,
      dtype:
        spec.boolTo && x.dtype === 'bool'
          ? spec.boolTo
          : (spec.to ?? (spec.integers || isFloat(x.dtype) ? x.dtype : 'float32')),
    }),
    kernel: ([x], [out]) => mapUnary(x, out, f),
    ...(vjp ? { vjp } : {}),
    ...(fromInput ? { saves: { inputs: [0] } } : fromOutput ? { saves: { output: true } } : {}),
    samples: [
      { args: draw([2, 3]), ...smooth },
      { note: '0-d', args: draw([]), ...smooth },
      { note: 'empty', args: draw([0, 2]), ...smooth },
      { note: 'strided', args: (m) => [(draw([3, 2])(m)[0] as Tensor).t()], ...smooth },
    ],
  });
}

defineUnary({
  name: 'neg',
  doc: 'The negative of each element.',
  formula: { forward: 'y = -x', vjp: { input: '-\\bar y' } },
  f: (x) => -x,
  constant: (g) => g.neg(),
  integers: true,
  aliases: ['negative'],
});
defineUnary({
  name: 'exp',
  doc: 'The exponential of each element.',
  example: 'exp(tensor([0, 1]))',
  formula: { forward: 'y = e^{x}', vjp: { input: '\\bar y \\, y' } },
  f: Math.exp,
  fromOutput: (g, y) => g.mul(y),
});
defineUnary({
  name: 'log',
  doc: 'The natural logarithm of each element.',
  example: 'log(tensor([1, Math.E]))',
  formula: { forward: 'y = \\ln x', vjp: { input: '\\frac{\\bar y}{x}' } },
  f: Math.log,
  fromInput: (g, x) => g.div(x),
  domain: [0.2, 3],
});
defineUnary({
  name: 'sqrt',
  doc: 'The square root of each element. The derivative at 0 is infinite, as in PyTorch.',
  example: 'sqrt(tensor([4, 9]))',
  formula: { forward: 'y = \\sqrt{x}', vjp: { input: '\\frac{\\bar y}{2 y}' } },
  f: Math.sqrt,
  fromOutput: (g, y) => g.div(y.mul(2)),
  domain: [0.2, 3],
});
defineUnary({
  name: 'tanh',
  doc: 'The hyperbolic tangent of each element.',
  example: 'tanh(tensor([0, 1]))',
  formula: { forward: 'y = \\tanh x', vjp: { input: '\\bar y \\, (1 - y^2)' } },
  f: Math.tanh,
  fromOutput: (g, y) => g.mul(y.mul(y).neg().add(1)),
});
defineUnary({
  name: 'sigmoid',
  doc: 'The logistic function of each element.',
  example: 'sigmoid(tensor([0, 2]))',
  formula: { forward: 'y = \\frac{1}{1 + e^{-x}}', vjp: { input: '\\bar y \\, y \\, (1 - y)' } },
  f: (x) => {
    if (x >= 0) return 1 / (1 + Math.exp(-x));
    const e = Math.exp(x);
    return e / (1 + e);
  },
  fromOutput: (g, y) => g.mul(y).mul(y.neg().add(1)),
});
defineUnary({
  name: 'relu',
  doc: 'The positive part of each element. The derivative at 0 is 0, as in PyTorch.',
  example: 'relu(tensor([-1, 2]))',
  formula: { forward: 'y = \\max(0, x)', vjp: { input: '\\bar y \\, [x > 0]' } },
  f: (x) => (x > 0 ? x : !Number.isNaN(x) ? 0 : x),
  // Where the result is NaN the gradient passes, as in PyTorch.
  fromOutput: (g, y) => g.mul(y.le(0).logicalNot()),
  integers: true,
});
defineUnary({
  name: 'erf',
  doc: 'The error function of each element.',
  formula: { forward: 'y = \\mathrm{erf}\\,x', vjp: { input: '\\bar y \\, \\tfrac{2}{\\sqrt\\pi} e^{-x^2}' } },
  f: erf,
  fromInput: (g, x) =>
    g.mul(
      x
        .mul(x)
        .neg()
        .exp()
        .mul(2 / Math.sqrt(Math.PI)),
    ),
});
defineUnary({
  name: 'abs',
  doc: 'The absolute value of each element. The derivative at 0 is 0.',
  formula: { forward: 'y = |x|', vjp: { input: '\\bar y \\, \\mathrm{sign}\\,x' } },
  f: Math.abs,
  fromInput: (g, x) => g.mul(x.sign()),
  integers: true,
  aliases: ['absolute'],
});
defineUnary({
  name: 'sign',
  doc: 'The sign of each element: -1, 0 or 1.',
  f: (x) => (x > 0 ? 1 : x < 0 ? -1 : 0),
  constant: (g) => g.zerosLike(),
  integers: true,
  booleans: true,
});
