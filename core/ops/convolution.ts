/**
 * Convolutions in one to three dimensions, and transposed ones.
 *
 * Three primitives are each other's derivatives: the convolution, its adjoint in the input (which is the transposed
 * convolution), and its adjoint in the weight.
 */
import { ArgumentError, DTypeError, formatShape, ShapeError } from '../errors.ts';
import { convForward, convGeometry, convInput, convWeight } from '../kernels/convolution.ts';
import { isFloat } from '../tensor/dtype.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp, type Primitive, type Sample } from './define.ts';
import { dispatch } from './dispatch.ts';
import { sameDtypes } from './matmul.ts';

interface ConvArgs {
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
  /** Shape of the result. */
  readonly shape: readonly number[];
}

const run = (op: unknown, inputs: Tensor[], args: ConvArgs): Tensor => dispatch(op as Primitive, inputs, args);
const withShape = (args: ConvArgs, shape: readonly number[]): ConvArgs => ({ ...args, shape });

const INTERNAL =
  '(x: Tensor, w: Tensor, *, stride: number[], padding: number[], dilation: number[], groups: number, shape: number[])';

const convOp: Primitive<ConvArgs> = defineOp<ConvArgs>({
  name: 'convolution',
  family: 'convolution',
  signature: `convolution${INTERNAL}`,
  doc: 'The sum of products of every window of x with the kernels w, zero padded.',
  methodOnly: true,
  method: false,
  formula: {
    forward: 'y_{o,p} = \\textstyle\\sum_{c,k} w_{o,c,k} \\, x_{c,\\,sp + dk}',
    vjp: {
      x: '\\textstyle\\sum_{o,k} w_{o,c,k} \\, \\bar y_{o,p}',
      w: '\\textstyle\\sum_{n,p} \\bar y_{o,p} \\, x_{c,\\,sp + dk}',
    },
  },
  meta: ([x], { shape }) => ({ shape: shape.slice(), dtype: x.dtype }),
  kernel: ([x, w], [y], args) => convForward(convGeometry(x.shape, w.shape, y.shape, args), x, w, y),
  saves: { inputs: [0, 1] },
  vjp: (g, saved) => [
    saved.needs[0] ? run(inputOp, [g, saved.input(1)], withShape(saved.args, saved.inputShapes[0])) : null,
    saved.needs[1] ? run(weightOp, [saved.input(0), g], withShape(saved.args, saved.inputShapes[1])) : null,
  ],
  flops: ([, w], { shape }) => (2 * shape.reduce((n, s) => n * s, 1) * w.numel()) / w.shape[0],
});

const inputOp: Primitive<ConvArgs> = defineOp<ConvArgs>({
  name: 'convolutionInput',
  family: 'convolution',
  signature: `convolutionInput${INTERNAL}`,
  doc: 'The adjoint of a convolution in its input: the transposed convolution.',
  methodOnly: true,
  method: false,
  formula: {
    forward: 'x_{c,\\,sp + dk} = \\textstyle\\sum_{o} w_{o,c,k} \\, y_{o,p}',
    vjp: {
      x: '\\textstyle\\sum_{c,k} w_{o,c,k} \\, \\bar x_{c,\\,sp + dk}',
      w: '\\textstyle\\sum_{n,p} y_{o,p} \\, \\bar x_{c,\\,sp + dk}',
    },
  },
  meta: ([y], { shape }) => ({ shape: shape.slice(), dtype: y.dtype }),
  kernel: ([y, w], [x], args) => convInput(convGeometry(x.shape, w.shape, y.shape, args), y, w, x),
  saves: { inputs: [0, 1] },
  vjp: (g, saved) => [
    saved.needs[0] ? run(convOp, [g, saved.input(1)], withShape(saved.args, saved.inputShapes[0])) : null,
    saved.needs[1] ? run(weightOp, [g, saved.input(0)], withShape(saved.args, saved.inputShapes[1])) : null,
  ],
});

const weightOp: Primitive<ConvArgs> = defineOp<ConvArgs>({
  name: 'convolutionWeight',
  family: 'convolution',
  signature: `convolutionWeight${INTERNAL}`,
  doc: 'The adjoint of a convolution in its weight.',
  methodOnly: true,
  method: false,
  formula: {
    forward: 'w_{o,c,k} = \\textstyle\\sum_{n,p} y_{o,p} \\, x_{c,\\,sp + dk}',
    vjp: {
      x: '\\textstyle\\sum_{o,k} \\bar w_{o,c,k} \\, y_{o,p}',
      w: '\\textstyle\\sum_{c,k} \\bar w_{o,c,k} \\, x_{c,\\,sp + dk}',
    },
  },
  meta: ([x], { shape }) => ({ shape: shape.slice(), dtype: x.dtype }),
  kernel: ([x, y], [w], args) => convWeight(convGeometry(x.shape, w.shape, y.shape, args), x, y, w),
  saves: { inputs: [0, 1] },
  vjp: (g, saved) => [
    saved.needs[0] ? run(inputOp, [saved.input(1), g], withShape(saved.args, saved.inputShapes[0])) : null,
    saved.needs[1] ? run(convOp, [saved.input(0), g], withShape(saved.args, saved.inputShapes[1])) : null,
  ],
});

/** A number or a list as one entry per spatial dimension. */
export function perDim(op: string, name: string, value: unknown, dims: number, least: number): number[] {
  const list =
    typeof value === 'number'
      ? new Array<number>(dims).fill(value)
      : Array.isArray(value) && value.length === 1
        ? new Array<number>(dims).fill(value[0])
        : value;
  if (!Array.isArray(list) || list.length !== dims || !list.every((v) => Number.isInteger(v) && v >= least)) {
    throw new ArgumentError(
      `${op}: ${name} must be a whole number of at least ${least}, or ${dims} of them; got ${JSON.stringify(value)}`,
      { op, fix: `For example ${name}: ${Math.max(1, least)}.` },
    );
  }
  return list as number[];
}

/** Checks what a convolution needs of x [N, C, ...], w and bias; adds a batch axis where it is missing. */
function checked(
  op: string,
  dims: number,
  x: Tensor,
  w: Tensor,
  bias: Tensor | null,
  groups: number,
  transposed: boolean,
): { x: Tensor; batched: boolean } {
  const operands = [
    { name: 'input', shape: x.shape },
    { name: 'weight', shape: w.shape },
  ];
  sameDtypes(op, bias ? [x, w, bias] : [x, w], ['input', 'weight', 'bias']);
  if (!isFloat(x.dtype))
    throw new DTypeError(`${op}: floating-point tensors are needed, the input is ${x.dtype}`, {
      op,
      fix: 'Convert it: x.float().',
    });
  if (w.shape.length !== dims + 2) {
    throw new ShapeError(`${op}: the weight must have ${dims + 2} dimensions, it is ${formatShape(w.shape)}`, {
      op,
      operands,
    });
  }
  if (x.shape.length !== dims + 2 && x.shape.length !== dims + 1) {
    throw new ShapeError(
      `${op}: the input must be [batch, channels${', size'.repeat(dims)}] or without the batch, it is ${formatShape(x.shape)} for a weight ${formatShape(w.shape)}`,
      {
        op,
        operands,
        fix: x.shape.length === dims ? 'Insert the channel axis: x.unsqueeze(-3).' : undefined,
      },
    );
  }
  const batched = x.shape.length === dims + 2;
  const input = batched ? x : x.unsqueeze(0);
  const channels = input.shape[1];
  if (!(Number.isInteger(groups) && groups > 0))
    throw new ArgumentError(`${op}: groups must be a positive whole number, got ${groups}`, { op });
  const expected = transposed ? w.shape[0] : w.shape[1] * groups;
  if (channels !== expected || w.shape[0] % groups !== 0) {
    const last = input.shape[input.shape.length - 1];
    throw new ShapeError(
      channels !== expected
        ? `${op}: the weight ${formatShape(w.shape)}${groups > 1 ? ` with ${groups} groups` : ''} expects ${expected} channels, the input ${formatShape(x.shape)} has ${channels}`
        : `${op}: ${w.shape[0]} kernels of the weight ${formatShape(w.shape)} do not divide into ${groups} groups (input ${formatShape(x.shape)})`,
      {
        op,
        operands: [
          { name: 'input', shape: x.shape, axes: [batched ? 1 : 0] },
          { name: 'weight', shape: w.shape, axes: [transposed ? 0 : 1] },
        ],
        fix: last === expected ? channelsFirst(x.shape.length, batched) : undefined,
      },
    );
  }
  const features = transposed ? w.shape[1] * groups : w.shape[0];
  if (bias && !(bias.shape.length === 1 && bias.shape[0] === features)) {
    throw new ShapeError(`${op}: the bias must have shape [${features}], it has ${formatShape(bias.shape)}`, {
      op,
      operands: [...operands, { name: 'bias', shape: bias.shape }],
    });
  }
  return { x: input, batched };
}

/** Zeros before and after each dimension. */
function paddingOf(
  op: string,
  padding: unknown,
  kernel: readonly number[],
  dilation: readonly number[],
  stride: readonly number[],
): [number[], number[]] {
  if (padding === 'valid') return [kernel.map(() => 0), kernel.map(() => 0)];
  if (padding === 'same') {
    if (stride.some((s) => s !== 1))
      throw new ArgumentError(`${op}: padding 'same' needs stride 1`, { op, fix: 'Give the padding as a number.' });
    const total = kernel.map((k, i) => dilation[i] * (k - 1));
    return [total.map((t) => Math.floor(t / 2)), total.map((t) => Math.ceil(t / 2))];
  }
  const list = perDim(op, 'padding', padding, kernel.length, 0);
  return [list, list];
}

function addBias(y: Tensor, bias: Tensor | null, dims: number): Tensor {
  return bias ? y.add(bias.reshape([1, -1, ...new Array<number>(dims).fill(1)])) : y;
}

function convolve(dims: number) {
  const op = `conv${dims}d`;
  return (
    input: Tensor,
    weight: Tensor,
    bias: Tensor | null,
    strideOf: unknown,
    paddingArg: unknown,
    dilationOf: unknown,
    groups: number,
  ): Tensor => {
    const { x, batched } = checked(op, dims, input, weight, bias, groups, false);
    const stride = perDim(op, 'stride', strideOf, dims, 1);
    const dilation = perDim(op, 'dilation', dilationOf, dims, 1);
    const kernel = weight.shape.slice(2);
    const [before, after] = paddingOf(op, paddingArg, kernel, dilation, stride);
    const out = kernel.map((k, i) => {
      const padded = x.shape[i + 2] + before[i] + after[i];
      const span = dilation[i] * (k - 1) + 1;
      if (span > padded) {
        throw new ShapeError(
          `${op}: the kernel ${formatShape(kernel)} of the weight ${formatShape(weight.shape)} spans ${span}, the padded input only ${padded} (input ${formatShape(input.shape)})`,
          {
            op,
            operands: [
              { name: 'input', shape: input.shape, axes: [input.shape.length - dims + i] },
              { name: 'weight', shape: weight.shape, axes: [i + 2] },
            ],
            fix: `Pad it, padding: ${Math.ceil((span - x.shape[i + 2]) / 2)}, or use a smaller kernel.`,
          },
        );
      }
      return Math.floor((padded - span) / stride[i]) + 1;
    });
    const y = run(convOp, [x, weight], {
      stride,
      padding: before,
      dilation,
      groups,
      shape: [x.shape[0], weight.shape[0], ...out],
    });
    const full = addBias(y, bias, dims);
    return batched ? full : full.squeeze(0);
  };
}

function convolveTransposed(dims: number) {
  const op = `convTranspose${dims}d`;
  return (
    input: Tensor,
    weight: Tensor,
    bias: Tensor | null,
    strideOf: unknown,
    paddingArg: unknown,
    outputPadding: unknown,
    groups: number,
    dilationOf: unknown,
  ): Tensor => {
    const { x, batched } = checked(op, dims, input, weight, bias, groups, true);
    const stride = perDim(op, 'stride', strideOf, dims, 1);
    const dilation = perDim(op, 'dilation', dilationOf, dims, 1);
    const padding = perDim(op, 'padding', paddingArg, dims, 0);
    const extra = perDim(op, 'outputPadding', outputPadding, dims, 0);
    extra.forEach((e, i) => {
      if (e >= Math.max(stride[i], dilation[i])) {
        throw new ArgumentError(
          `${op}: outputPadding ${e} must be smaller than the stride ${stride[i]} or the dilation ${dilation[i]}`,
          { op },
        );
      }
    });
    const out = weight.shape
      .slice(2)
      .map((k, i) => (x.shape[i + 2] - 1) * stride[i] - 2 * padding[i] + dilation[i] * (k - 1) + extra[i] + 1);
    if (out.some((s) => s <= 0)) {
      throw new ShapeError(
        `${op}: the result would have size ${formatShape(out)} (input ${formatShape(input.shape)}, weight ${formatShape(weight.shape)})`,
        { op, fix: 'Use less padding.' },
      );
    }
    const y = run(inputOp, [x, weight], {
      stride,
      padding,
      dilation,
      groups,
      shape: [x.shape[0], weight.shape[1] * groups, ...out],
    });
    const full = addBias(y, bias, dims);
    return batched ? full : full.squeeze(0);
  };
}

const SPATIAL = [[5], [4, 5], [3, 3, 3]];
const KERNEL = [[3], [3, 2], [2, 2, 2]];

for (const dims of [1, 2, 3]) {
  const size = SPATIAL[dims - 1];
  const kernel = KERNEL[dims - 1];
  const samples: Sample[] = [
    { args: (m) => [m.randn([2, 2, ...size]), m.randn([3, 2, ...kernel]), m.randn([3]), { padding: 1, stride: 2 }] },
    {
      note: 'groups, dilation',
      args: (m) => [
        m.randn([1, 2, ...size]),
        m.randn([2, 1, ...kernel]),
        { groups: 2, dilation: dims === 3 ? 1 : 2, padding: 1 },
      ],
    },
    {
      note: 'unbatched, same',
      args: (m) => [m.randn([2, ...size]), m.randn([1, 2, ...kernel]), m.randn([1]), { padding: 'same' }],
    },
  ];
  const n = 'number | number[]';
  defineComposite({
    name: `conv${dims}d`,
    family: 'convolution',
    signature: `conv${dims}d(input: Tensor, weight: Tensor, bias?: Tensor, *, stride: ${n} = 1, padding: ${n} | 'same' | 'valid' = 0, dilation: ${n} = 1, groups: number = 1)`,
    doc: `Convolution (cross-correlation) over ${dims} spatial dimension${dims > 1 ? 's' : ''}: input [N, C${', size'.repeat(dims)}], weight [O, C / groups${', kernel'.repeat(dims)}].`,
    example: `conv${dims}d(ones([1, 1${', 4'.repeat(dims)}]), ones([1, 1${', 3'.repeat(dims)}])).shape`,
    method: false,
    body: convolve(dims),
    samples,
  });
  defineComposite({
    name: `convTranspose${dims}d`,
    family: 'convolution',
    signature: `convTranspose${dims}d(input: Tensor, weight: Tensor, bias?: Tensor, *, stride: ${n} = 1, padding: ${n} = 0, outputPadding: ${n} = 0, groups: number = 1, dilation: ${n} = 1)`,
    doc: `Transposed convolution over ${dims} spatial dimension${dims > 1 ? 's' : ''}, the adjoint of conv${dims}d: weight [C, O / groups${', kernel'.repeat(dims)}].`,
    example: `convTranspose${dims}d(ones([1, 1${', 4'.repeat(dims)}]), ones([1, 1${', 3'.repeat(dims)}]), { stride: 2 }).shape`,
    method: false,
    body: convolveTransposed(dims),
    samples: [
      {
        args: (m) => [
          m.randn([2, 2, ...size]),
          m.randn([2, 3, ...kernel]),
          m.randn([3]),
          { stride: 2, padding: 1, outputPadding: 1 },
        ],
      },
      { note: 'groups', args: (m) => [m.randn([1, 2, ...size]), m.randn([2, 1, ...kernel]), { groups: 2 }] },
    ],
  });
}

/** How channels that come last are brought to their place. */
function channelsFirst(rank: number, batched: boolean): string {
  const lead = batched ? [0] : [];
  const order = [...lead, rank - 1, ...Array.from({ length: rank - 1 - lead.length }, (_, i) => i + lead.length)];
  const sizes = ['depth', 'height', 'width'].slice(3 - (rank - 1 - lead.length));
  const names = [...(batched ? ['batch'] : []), 'channels', ...(sizes.length === 1 ? ['length'] : sizes)];
  return `The channels come last here: use x.permute(${order.join(', ')}), [${names.join(', ')}].`;
}
