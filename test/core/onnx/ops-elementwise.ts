/** Operators that work element by element. */
import type { Adapter, Adapters, Call, dtypeNumbered } from './call.ts';
import { T, type Tensor } from './core.ts';

type Unary = (x: Tensor) => Tensor;
type Binary = (x: Tensor, y: Tensor) => Tensor;

const unary =
  (f: Unary): Adapter =>
  (c) =>
    f(c.x(0));
const binary =
  (f: Binary): Adapter =>
  (c) =>
    f(c.x(0), c.x(1));
/** Any number of inputs, two by two. */
const folded =
  (f: Binary): Adapter =>
  (c) =>
    c.all.reduce(f);

const isWhole = (x: Tensor): boolean => x.dtype === 'int32' || x.dtype === 'uint8';

/** A bound that is an input or, in older operator sets, an attribute. */
function bound(c: Call, input: number, name: string): number | null {
  return c.optional(input)?.item() ?? (c.has(name) ? c.float(name, 0) : null);
}

function clip(c: Call): Tensor {
  const x = c.x(0);
  const min = bound(c, 1, 'min');
  const max = bound(c, 2, 'max');
  if (min === null && max === null) return x;
  return T.clamp(x, { min, max }).to(x.dtype);
}

function isInf(c: Call): Tensor {
  const x = c.x(0);
  const positive = T.isposinf(x);
  const negative = T.isneginf(x);
  const [wantsPositive, wantsNegative] = [c.int('detect_positive', 1), c.int('detect_negative', 1)];
  if (wantsPositive && wantsNegative) return T.isinf(x);
  if (wantsPositive) return positive;
  return wantsNegative ? negative : T.logicalAnd(positive, negative);
}

/** y = x - bias below -lambd, x + bias ... as in the operator's description: soft shrinking with a bias of its own. */
function shrink(c: Call): Tensor {
  const x = c.x(0);
  const lambda = c.float('lambd', 0.5);
  const bias = c.float('bias', 0);
  const inner = T.where(T.gt(x, lambda), T.sub(x, bias), T.mul(x, 0));
  return T.where(T.lt(x, -lambda), T.add(x, bias), inner).to(x.dtype);
}

function celu(c: Call): Tensor {
  return T.celu(c.x(0), { alpha: c.float('alpha', 1) });
}

function selu(c: Call): Tensor {
  const x = c.x(0);
  if (!c.has('alpha') && !c.has('gamma')) return T.selu(x);
  return T.mul(
    T.elu(x, { alpha: c.float('alpha', 1.67326319217681884765625) }),
    c.float('gamma', 1.05070102214813232421875),
  );
}

/** The slope broadcasts to the input as in arithmetic, not along the channels. */
function prelu(c: Call): Tensor {
  const [x, slope] = [c.x(0), c.x(1)];
  return T.where(T.lt(x, 0), T.mul(x, slope), x);
}

function cast(x: Tensor, dtype: ReturnType<typeof dtypeNumbered>): Tensor {
  return dtype === 'bool' ? T.ne(x, 0) : x.to(dtype);
}

export const ELEMENTWISE: Adapters = {
  Abs: unary((x) => T.abs(x)),
  Acos: unary((x) => T.acos(x)),
  Acosh: unary((x) => T.acosh(x)),
  Asin: unary((x) => T.asin(x)),
  Asinh: unary((x) => T.asinh(x)),
  Atan: unary((x) => T.atan(x)),
  Atanh: unary((x) => T.atanh(x)),
  BitwiseNot: unary((x) => T.bitwiseNot(x)),
  Ceil: unary((x) => T.ceil(x)),
  Cos: unary((x) => T.cos(x)),
  Cosh: unary((x) => T.cosh(x)),
  Erf: unary((x) => T.erf(x)),
  Exp: unary((x) => T.exp(x)),
  Floor: unary((x) => T.floor(x)),
  HardSwish: unary((x) => T.hardswish(x)),
  Identity: unary((x) => x),
  IsNaN: unary((x) => T.isnan(x)),
  Log: unary((x) => T.log(x)),
  Mish: unary((x) => T.mish(x)),
  Neg: unary((x) => T.neg(x)),
  Not: unary((x) => T.logicalNot(x)),
  Reciprocal: unary((x) => T.reciprocal(x)),
  Relu: unary((x) => T.relu(x)),
  Round: unary((x) => T.round(x)),
  Sigmoid: unary((x) => T.sigmoid(x)),
  Sign: unary((x) => T.sign(x)),
  Sin: unary((x) => T.sin(x)),
  Sinh: unary((x) => T.sinh(x)),
  Softplus: unary((x) => T.softplus(x)),
  Softsign: unary((x) => T.softsign(x)),
  Sqrt: unary((x) => T.sqrt(x)),
  Tan: unary((x) => T.tan(x)),
  Tanh: unary((x) => T.tanh(x)),

  Add: binary((x, y) => T.add(x, y)),
  And: binary((x, y) => T.logicalAnd(x, y)),
  BitwiseAnd: binary((x, y) => T.bitwiseAnd(x, y)),
  BitwiseOr: binary((x, y) => T.bitwiseOr(x, y)),
  BitwiseXor: binary((x, y) => T.bitwiseXor(x, y)),
  Div: binary((x, y) => (isWhole(x) ? T.div(x, y, { roundingMode: 'trunc' }) : T.div(x, y))),
  Equal: binary((x, y) => T.eq(x, y)),
  Greater: binary((x, y) => T.gt(x, y)),
  GreaterOrEqual: binary((x, y) => T.ge(x, y)),
  Less: binary((x, y) => T.lt(x, y)),
  LessOrEqual: binary((x, y) => T.le(x, y)),
  Mul: binary((x, y) => T.mul(x, y)),
  Or: binary((x, y) => T.logicalOr(x, y)),
  Pow: binary((x, y) => T.pow(x, y).to(x.dtype)),
  Sub: binary((x, y) => T.sub(x, y)),
  Xor: binary((x, y) => T.logicalXor(x, y)),
  BitShift: (c) => {
    const shift = c.string('direction', 'LEFT') === 'LEFT' ? T.bitwiseLeftShift : T.bitwiseRightShift;
    return shift(c.x(0), c.x(1));
  },
  Mod: (c) => (c.int('fmod', 0) === 1 ? T.fmod(c.x(0), c.x(1)) : T.remainder(c.x(0), c.x(1))),
  Where: (c) => T.where(c.x(0), c.x(1), c.x(2)),

  Max: folded((x, y) => T.maximum(x, y)),
  Min: folded((x, y) => T.minimum(x, y)),
  Sum: folded((x, y) => T.add(x, y)),
  Mean: (c) =>
    T.div(
      c.all.reduce((x, y) => T.add(x, y)),
      c.count,
    ),

  Clip: clip,
  IsInf: isInf,
  Celu: celu,
  Elu: (c) => T.elu(c.x(0), { alpha: c.float('alpha', 1) }),
  Gelu: (c) => T.gelu(c.x(0), { approximate: c.string('approximate', 'none') === 'tanh' ? 'tanh' : 'none' }),
  HardSigmoid: (c) => T.clamp(T.add(T.mul(c.x(0), c.float('alpha', 0.2)), c.float('beta', 0.5)), { min: 0, max: 1 }),
  LeakyRelu: (c) => T.leakyRelu(c.x(0), { negativeSlope: c.float('alpha', 0.01) }),
  PRelu: prelu,
  Selu: selu,
  Shrink: shrink,
  SwiGLU: (c) => T.mul(T.mul(c.x(0), T.sigmoid(T.mul(c.x(0), c.float('alpha', 1)))), c.x(1)),
  Swish: (c) => T.mul(c.x(0), T.sigmoid(T.mul(c.x(0), c.float('alpha', 1)))),
  ThresholdedRelu: (c) => T.threshold(c.x(0), c.float('alpha', 1), 0),

  Cast: (c) => cast(c.x(0), c.dtype('to', 1)),
  CastLike: (c) => cast(c.x(0), c.x(1).dtype),
};
