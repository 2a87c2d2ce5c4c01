/** Gives the operations' records their WebAssembly kernels. Called once, after all records are defined. */
import { allRecords, type Primitive } from '../../ops/define.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { convGeometry } from '../convolution.ts';
import { fastConvForward, fastConvInput, fastConvWeight } from './convolution.ts';
import { BINARY, binaryLike, runBinary, runUnary, TINY, UNARY } from './elementwise.ts';
import { accelerate, copyInto } from './operands.ts';
import { fastMaxPool, fastMaxPoolGrad, type MaxPoolArgs } from './pooling.ts';
import { fastLinear, fastMatmul } from './products.ts';
import { fastLstmGates, fastLstmGatesGrad } from './recurrent.ts';
import { fastLayerNorm, fastLayerNormGrad, fastSoftmax, fastSoftmaxGrad, fastSum } from './rows.ts';

type Fast = NonNullable<Primitive['fast']>;
type FastVjp = NonNullable<Primitive['fastVjp']>;
interface ConvArgs {
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
}

const unary =
  (op: number): Fast =>
  ([x], [out]) =>
    out.numel() > TINY && runUnary(op, x, out);

const binary =
  (op: number): Fast =>
  ([a, b], [out]) =>
    out.numel() > TINY && runBinary(op, a, b, out);

/** A gradient that is one function of the incoming gradient and the saved value. */
const gradient =
  (op: number, from: 'input' | 'output'): FastVjp =>
  (g, saved) => {
    if (g.numel() <= TINY) return null;
    const value = from === 'input' ? saved.input(0) : saved.output();
    const out = binaryLike(op, g, value, value.shape);
    return out && [out];
  };

interface Dims {
  readonly dims: readonly number[];
}
interface Alpha {
  readonly alpha: number;
}

/** Kernel and one-pass gradient by the record's name. */
const table: Record<string, { fast?: Fast; fastVjp?: FastVjp }> = {
  matmul: { fast: fastMatmul },
  linear: { fast: fastLinear },
  neg: { fast: unary(UNARY.neg) },
  abs: { fast: unary(UNARY.abs) },
  relu: { fast: unary(UNARY.relu), fastVjp: gradient(BINARY.reluGrad, 'output') },
  exp: { fast: unary(UNARY.exp) },
  log: { fast: unary(UNARY.log) },
  tanh: { fast: unary(UNARY.tanh), fastVjp: gradient(BINARY.tanhGrad, 'output') },
  sigmoid: { fast: unary(UNARY.sigmoid), fastVjp: gradient(BINARY.sigmoidGrad, 'output') },
  sqrt: { fast: unary(UNARY.sqrt) },
  rsqrt: { fast: unary(UNARY.rsqrt) },
  reciprocal: { fast: unary(UNARY.reciprocal) },
  square: { fast: unary(UNARY.square) },
  erf: { fast: unary(UNARY.erf) },
  gelu: {
    fast: ([x], [out], args) => out.numel() > TINY && runUnary(exact(args) ? UNARY.gelu : UNARY.geluTanh, x, out),
    fastVjp: (g, saved, all) =>
      gradient(exact(saved.args) ? BINARY.geluGrad : BINARY.geluTanhGrad, 'input')(g, saved, all),
  },
  silu: { fast: unary(UNARY.silu), fastVjp: gradient(BINARY.siluGrad, 'input') },
  add: { fast: scaledBinary(BINARY.add, BINARY.addScaled) },
  sub: { fast: scaledBinary(BINARY.sub, BINARY.subScaled) },
  mul: { fast: binary(BINARY.mul) },
  div: {
    fast: ([a, b], [out], args) =>
      (args as { roundingMode: unknown }).roundingMode === null && binary(BINARY.div)([a, b], [out], args),
  },
  maximum: { fast: binary(BINARY.maximum) },
  minimum: { fast: binary(BINARY.minimum) },
  sum: { fast: ([x], [out], args) => x.numel() > TINY && fastSum(x, out, (args as Dims).dims, false) },
  mean: { fast: ([x], [out], args) => x.numel() > TINY && fastSum(x, out, (args as Dims).dims, true) },
  softmax: {
    fast: ([x], [out], args) => fastSoftmax(false, x, out, (args as { dim: number }).dim),
    fastVjp: (g, saved) => fastSoftmaxGrad(false, g, saved.output(), (saved.args as { dim: number }).dim),
  },
  logSoftmax: {
    fast: ([x], [out], args) => fastSoftmax(true, x, out, (args as { dim: number }).dim),
    fastVjp: (g, saved) => fastSoftmaxGrad(true, g, saved.output(), (saved.args as { dim: number }).dim),
  },
  layerNorm: { fast: fastLayerNorm as Fast, fastVjp: fastLayerNormGrad as FastVjp },
  contiguous: { fast: ([x], [out]) => out.numel() > TINY && copyInto(x, out) },
  clone: { fast: ([x], [out]) => out.numel() > TINY && copyInto(x, out) },
  poolMax: {
    fast: ([x], [values, places], args) => fastMaxPool(x, values, places, args as MaxPoolArgs),
    fastVjp: (g, saved) => fastMaxPoolGrad(g, saved.output(1), saved.inputShapes[0], (saved.args as MaxPoolArgs).size),
  },
  lstmGates: {
    fast: fastLstmGates,
    fastVjp: (gh, saved, all) => fastLstmGatesGrad(saved.input(0), saved.input(1), saved.output(1), gh, all[1]),
  },
  convolution: {
    fast: ([x, w], [y], args) => fastConvForward(convGeometry(x.shape, w.shape, y.shape, args as ConvArgs), x, w, y),
  },
  convolutionInput: {
    fast: ([y, w], [x], args) => fastConvInput(convGeometry(x.shape, w.shape, y.shape, args as ConvArgs), y, w, x),
  },
  convolutionWeight: {
    fast: ([x, y], [w], args) => fastConvWeight(convGeometry(x.shape, w.shape, y.shape, args as ConvArgs), x, y, w),
  },
};

const exact = (args: unknown): boolean => (args as { approximate: string }).approximate === 'none';

function scaledBinary(plain: number, scaled: number): Fast {
  return ([a, b]: readonly Tensor[], [out]: readonly Tensor[], args: unknown) => {
    if (out.numel() <= TINY) return false;
    const { alpha } = args as Alpha;
    return alpha === 1 ? runBinary(plain, a, b, out) : runBinary(scaled, a, b, out, alpha);
  };
}

export function accelerateAll(): void {
  const records = new Map(allRecords().map((r) => [r.name, r]));
  for (const [name, { fast, fastVjp }] of Object.entries(table)) {
    const record = records.get(name);
    if (record?.kind !== 'primitive') throw new Error(`there is no primitive operation '${name}' to accelerate`);
    accelerate(record as unknown as Primitive, fast, fastVjp);
  }
}
