/** Pooling: means, maxima and p-norms of windows, with fixed or adaptive sizes. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { poolMax, poolSpread, poolSum, type Windows } from '../kernels/pooling.ts';
import { numelOf } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { perDim } from './convolution.ts';
import { zerosOf } from './creation.ts';
import { defineComposite, defineOp, type Primitive } from './define.ts';
import { dispatch, dispatchAll } from './dispatch.ts';

interface PoolArgs {
  /** Spatial size of the input. */
  readonly size: readonly number[];
  readonly windows: readonly Windows[];
  /** Factor of each output's sum. */
  readonly scale: Float64Array;
}

const leading = (x: Tensor, dims: number): number[] => x.shape.slice(0, x.shape.length - dims);

const sumOp: Primitive<PoolArgs> = defineOp<PoolArgs>({
  name: 'poolSum',
  family: 'pooling',
  signature: 'poolSum(x: Tensor, *, size: number[], windows: object[], scale: Float64Array)',
  doc: 'Weighted sums of windows.',
  methodOnly: true,
  method: false,
  formula: {
    forward: 'y_o = s_o \\textstyle\\sum_{i \\in w_o} x_i',
    vjp: { x: '\\textstyle\\sum_{o \\ni i} s_o \\, \\bar y_o' },
  },
  meta: ([x], { size, windows }) => ({
    shape: [...leading(x, size.length), ...windows.map((w) => w.start.length)],
    dtype: x.dtype,
  }),
  kernel: ([x], [y], { size, windows, scale }) =>
    poolSum(numelOf(leading(x, size.length)), size, windows, scale, x.data, y.array),
  vjp: (g, { args }) => [dispatch(spreadOp as unknown as Primitive, [g], args)],
});

const spreadOp: Primitive<PoolArgs> = defineOp<PoolArgs>({
  name: 'poolSpread',
  family: 'pooling',
  signature: 'poolSpread(y: Tensor, *, size: number[], windows: object[], scale: Float64Array)',
  doc: 'Values added to all elements of their windows: the adjoint of poolSum.',
  methodOnly: true,
  method: false,
  formula: {
    forward: 'x_i = \\textstyle\\sum_{o \\ni i} s_o \\, y_o',
    vjp: { y: 's_o \\textstyle\\sum_{i \\in w_o} \\bar x_i' },
  },
  meta: ([y], { size }) => ({ shape: [...leading(y, size.length), ...size], dtype: y.dtype }),
  kernel: ([y], [x], { size, windows, scale }) =>
    poolSpread(numelOf(leading(y, size.length)), size, windows, scale, y.data, x.array),
  vjp: (g, { args }) => [dispatch(sumOp as unknown as Primitive, [g], args)],
});

interface MaxArgs {
  readonly size: readonly number[];
  readonly windows: readonly Windows[];
}

const maxOp = defineOp<MaxArgs>({
  name: 'poolMax',
  family: 'pooling',
  signature: 'poolMax(x: Tensor, *, size: number[], windows: object[]) -> [Tensor, Tensor]',
  doc: 'Largest elements of windows, and their places in the plane.',
  methodOnly: true,
  method: false,
  formula: {
    forward: 'y_o = \\max_{i \\in w_o} x_i',
    vjp: { x: '\\textstyle\\sum_{o:\\,i = \\arg\\max_o} \\bar y_o' },
  },
  meta: ([x], { size, windows }) => {
    const shape = [...leading(x, size.length), ...windows.map((w) => w.start.length)];
    return [
      { shape, dtype: x.dtype },
      { shape: shape.slice(), dtype: 'int32' },
    ];
  },
  kernel: ([x], [values, places], { size, windows }) =>
    poolMax(numelOf(leading(x, size.length)), size, windows, x.data, values.array, places.array),
  nondifferentiable: [1],
  saves: { output: true },
  vjp: (g, saved) => {
    const shape = saved.inputShapes[0];
    const lead = shape.slice(0, shape.length - saved.args.size.length);
    const planes = numelOf(lead);
    const outputs = planes === 0 ? 0 : g.numel() / planes;
    const zeros = zerosOf([planes, numelOf(saved.args.size)], g);
    const places = saved.output(1).reshape([planes, outputs]);
    return [zeros.scatterAdd(1, places, g.reshape([planes, outputs])).reshape(shape.slice())];
  },
});

/** Checks [N, C, ...] or [C, ...], and returns the spatial size. */
function spatial(op: string, x: Tensor, dims: number): number[] {
  if (x.shape.length !== dims + 1 && x.shape.length !== dims + 2) {
    throw new ShapeError(
      `${op}: the input must be [batch, channels${', size'.repeat(dims)}] or without the batch, it is ${formatShape(x.shape)}`,
      { op, operands: [{ name: 'input', shape: x.shape }] },
    );
  }
  return x.shape.slice(-dims);
}

interface Setting {
  readonly kernel: number[];
  readonly stride: number[];
  readonly padding: number[];
  readonly dilation: number[];
}

/** Number of windows, as PyTorch counts them: with `ceil` a last one may hang over, but must start inside. */
function outputSize(op: string, x: Tensor, size: number, i: number, s: Setting, ceil: boolean): number {
  const span = s.dilation[i] * (s.kernel[i] - 1) + 1;
  const room = size + 2 * s.padding[i] - span;
  let out = Math.floor((room + (ceil ? s.stride[i] - 1 : 0)) / s.stride[i]) + 1;
  if (ceil && (out - 1) * s.stride[i] >= size + s.padding[i]) out--;
  if (out <= 0) {
    throw new ShapeError(
      `${op}: a window of ${span} does not fit into the padded size ${size + 2 * s.padding[i]} (input ${formatShape(x.shape)}, kernel ${formatShape(s.kernel)})`,
      { op, operands: [{ name: 'input', shape: x.shape }], fix: 'Use a smaller kernelSize or more padding.' },
    );
  }
  return out;
}

function setting(
  op: string,
  dims: number,
  kernelSize: unknown,
  stride: unknown,
  padding: unknown,
  dilation: unknown,
): Setting {
  const kernel = perDim(op, 'kernelSize', kernelSize, dims, 1);
  const none = stride === null || (Array.isArray(stride) && stride.length === 0);
  const s = {
    kernel,
    stride: none ? kernel : perDim(op, 'stride', stride, dims, 1),
    padding: perDim(op, 'padding', padding, dims, 0),
    dilation: perDim(op, 'dilation', dilation, dims, 1),
  };
  s.padding.forEach((p, i) => {
    const half = Math.floor((s.dilation[i] * (kernel[i] - 1) + 1) / 2);
    if (p > half)
      throw new ArgumentError(`${op}: padding ${p} is more than half of the kernel size ${kernel[i]}`, {
        op,
        fix: 'Pad the input with pad() first.',
      });
  });
  return s;
}

function windowsOf(size: number, i: number, out: number, s: Setting): Windows {
  const start: number[] = [];
  const end: number[] = [];
  for (let o = 0; o < out; o++) {
    let from = o * s.stride[i] - s.padding[i];
    const to = from + s.dilation[i] * (s.kernel[i] - 1) + 1;
    while (from < 0) from += s.dilation[i];
    start.push(from);
    end.push(Math.min(to, size));
  }
  return { start, end, step: s.dilation[i] };
}

function averagePool(dims: number) {
  const op = `avgPool${dims}d`;
  return (
    x: Tensor,
    kernelSize: unknown,
    strideOf: unknown,
    paddingOf: unknown,
    ceil: boolean,
    countIncludePad: boolean,
    divisorOverride: number | null = null,
  ): Tensor => {
    const size = spatial(op, x, dims);
    const s = setting(op, dims, kernelSize, strideOf, paddingOf, 1);
    if (divisorOverride === 0) throw new ArgumentError(`${op}: divisorOverride must not be 0`, { op });
    const windows = size.map((n, i) => windowsOf(n, i, outputSize(op, x, n, i, s, ceil), s));
    const counts = windows.map((w, i) =>
      w.start.map((from, o) => {
        if (!countIncludePad) return w.end[o] - from;
        const raw = o * s.stride[i] - s.padding[i];
        return Math.min(raw + s.kernel[i], size[i] + s.padding[i]) - raw;
      }),
    );
    return dispatch(sumOp as unknown as Primitive, [x], {
      size,
      windows,
      scale: outerInverse(counts, divisorOverride),
    });
  };
}

/** 1 / (product of the window's sizes) for every output, or 1 / divisor. */
function outerInverse(counts: readonly (readonly number[])[], divisor: number | null): Float64Array {
  let values = [1];
  for (const list of counts) values = values.flatMap((v) => list.map((c) => v * c));
  return Float64Array.from(values, (v) => 1 / (divisor ?? v));
}

function maximumPool(dims: number) {
  const op = `maxPool${dims}d`;
  return (
    x: Tensor,
    kernelSize: unknown,
    strideOf: unknown,
    paddingOf: unknown,
    dilationOf: unknown,
    ceil: boolean,
    returnIndices: boolean,
  ): Tensor | Tensor[] => {
    const size = spatial(op, x, dims);
    const s = setting(op, dims, kernelSize, strideOf, paddingOf, dilationOf);
    const windows = size.map((n, i) => windowsOf(n, i, outputSize(op, x, n, i, s, ceil), s));
    const both = dispatchAll(maxOp as unknown as Primitive, [x], { size, windows });
    return returnIndices ? both : both[0];
  };
}

/** Windows of adaptive pooling: from floor(i . in / out) to ceil((i + 1) . in / out). */
function adaptiveWindows(
  op: string,
  x: Tensor,
  dims: number,
  outputSizeOf: unknown,
): { size: number[]; windows: Windows[] } {
  const size = spatial(op, x, dims);
  const given =
    typeof outputSizeOf === 'number'
      ? new Array<number>(dims).fill(outputSizeOf)
      : Array.isArray(outputSizeOf) && outputSizeOf.length === 1
        ? new Array(dims).fill(outputSizeOf[0])
        : outputSizeOf;
  if (
    !Array.isArray(given) ||
    given.length !== dims ||
    !given.every((n) => n === null || (Number.isInteger(n) && n >= 0))
  ) {
    throw new ArgumentError(
      `${op}: outputSize must be a size, or ${dims} of them (null keeps a size); got ${JSON.stringify(outputSizeOf)}`,
      { op },
    );
  }
  const windows = size.map((n, i) => {
    const out = (given[i] as number | null) ?? n;
    const index = Array.from({ length: out }, (_, o) => o);
    return {
      start: index.map((o) => Math.floor((o * n) / out)),
      end: index.map((o) => Math.ceil(((o + 1) * n) / out)),
      step: 1,
    };
  });
  return { size, windows };
}

const INPUT = [[5], [5, 4], [3, 4, 3]];

for (const dims of [1, 2, 3]) {
  const shape = [2, 2, ...INPUT[dims - 1]];
  const n = 'number | number[]';
  const plural = `${dims} spatial dimension${dims > 1 ? 's' : ''}`;
  defineComposite({
    name: `avgPool${dims}d`,
    family: 'pooling',
    signature: `avgPool${dims}d(input: Tensor, kernelSize: ${n}, stride?: ${n} | null, padding: ${n} = 0, *, ceilMode: boolean = false, countIncludePad: boolean = true${dims > 1 ? ', divisorOverride?: number | null' : ''})`,
    doc: `Mean of every window over ${plural}; \`stride\` is the kernel size unless given.`,
    example: `avgPool${dims}d(ones([1, 1${', 4'.repeat(dims)}]), 2).shape`,
    method: false,
    body: averagePool(dims),
    samples: [
      { args: (m) => [m.randn(shape), 2] },
      { note: 'padded', args: (m) => [m.randn(shape), 3, 2, 1, { countIncludePad: false, ceilMode: true }] },
    ],
  });
  defineComposite({
    name: `maxPool${dims}d`,
    family: 'pooling',
    signature: [
      `maxPool${dims}d(input: Tensor, kernelSize: ${n}, stride?: ${n} | null, padding: ${n} = 0, dilation: ${n} = 1, *, ceilMode: boolean = false, returnIndices: boolean = false)`,
    ],
    doc: `Largest element of every window over ${plural}; with \`returnIndices\`, also its place in the plane.`,
    example: `maxPool${dims}d(ones([1, 1${', 4'.repeat(dims)}]), 2).shape`,
    method: false,
    body: maximumPool(dims),
    samples: [{ args: (m) => [m.randn(shape), 2] }, { note: 'overlapping', args: (m) => [m.randn(shape), 3, 1, 1] }],
  });
  defineComposite({
    name: `adaptiveAvgPool${dims}d`,
    family: 'pooling',
    signature: `adaptiveAvgPool${dims}d(input: Tensor, outputSize: number | (number | null)[])`,
    doc: `Means over as many windows as \`outputSize\` asks for, over ${plural}; null keeps a size.`,
    method: false,
    body: (x: Tensor, outputSize: unknown) => {
      const { size, windows } = adaptiveWindows(`adaptiveAvgPool${dims}d`, x, dims, outputSize);
      const scale = outerInverse(
        windows.map((w) => w.start.map((from, o) => w.end[o] - from)),
        null,
      );
      return dispatch(sumOp as unknown as Primitive, [x], { size, windows, scale });
    },
    samples: [
      { args: (m) => [m.randn(shape), 2] },
      { args: (m) => [m.randn(shape), INPUT[dims - 1].map((s) => s + 1)] },
    ],
  });
  defineComposite({
    name: `adaptiveMaxPool${dims}d`,
    family: 'pooling',
    signature: `adaptiveMaxPool${dims}d(input: Tensor, outputSize: number | (number | null)[], returnIndices: boolean = false)`,
    doc: `Maxima over as many windows as \`outputSize\` asks for, over ${plural}.`,
    method: false,
    body: (x: Tensor, outputSize: unknown, returnIndices: boolean) => {
      const both = dispatchAll(
        maxOp as unknown as Primitive,
        [x],
        adaptiveWindows(`adaptiveMaxPool${dims}d`, x, dims, outputSize),
      );
      return returnIndices ? both : both[0];
    },
    samples: [{ args: (m) => [m.randn(shape), 2] }],
  });
  defineComposite({
    name: `maxUnpool${dims}d`,
    family: 'pooling',
    signature: `maxUnpool${dims}d(input: Tensor, indices: Tensor, kernelSize: ${n}, stride?: ${n} | null, padding: ${n} = 0, *, outputSize?: number[] | null)`,
    doc: 'The maxima back at the places that pooling took them from, zeros elsewhere.',
    method: false,
    body: (
      x: Tensor,
      indices: Tensor,
      kernelSize: unknown,
      strideOf: unknown,
      paddingOf: unknown,
      outputSizeOf: number[] | null,
    ) => {
      const op = `maxUnpool${dims}d`;
      const size = spatial(op, x, dims);
      const s = setting(op, dims, kernelSize, strideOf, paddingOf, 1);
      const out = outputSizeOf
        ? outputSizeOf.slice(-dims)
        : size.map((v, i) => (v - 1) * s.stride[i] - 2 * s.padding[i] + s.kernel[i]);
      const lead = leading(x, dims);
      const planes = numelOf(lead);
      const flat = x.reshape([planes, numelOf(size)]);
      return zerosOf([planes, numelOf(out)], x)
        .scatterAdd(1, indices.reshape(flat.shape.slice()), flat)
        .reshape([...lead, ...out]);
    },
  });
  if (dims === 3) continue;
  defineComposite({
    name: `lpPool${dims}d`,
    family: 'pooling',
    signature: `lpPool${dims}d(input: Tensor, normType: number, kernelSize: ${n}, stride?: ${n} | null, *, ceilMode: boolean = false)`,
    doc: `The p-norm of every window over ${plural}.`,
    method: false,
    body: (x: Tensor, normType: number, kernelSize: unknown, strideOf: unknown, ceil: boolean) => {
      const kernel = perDim(`lpPool${dims}d`, 'kernelSize', kernelSize, dims, 1);
      const mean = averagePool(dims)(x.pow(normType), kernel, strideOf, 0, ceil, true);
      return mean
        .sign()
        .mul(mean.abs().relu())
        .mul(numelOf(kernel))
        .pow(1 / normType);
    },
    samples: [{ args: (m) => [m.uniform(shape, 0.5, 2), 2, 2] }],
  });
}
