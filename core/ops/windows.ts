/** Sliding windows as columns (im2col), and their sum back into place. */
import { formatShape, ShapeError } from '../errors.ts';
import { numelOf } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { perDim } from './convolution.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';

type Pair = number | number[];

/** Flat places in the padded plane of every window element: [kh . kw, windows]. */
function windowPlaces(
  padded: readonly number[],
  kernel: readonly number[],
  dilation: readonly number[],
  stride: readonly number[],
  counts: readonly number[],
): number[] {
  const places: number[] = [];
  for (let kh = 0; kh < kernel[0]; kh++) {
    for (let kw = 0; kw < kernel[1]; kw++) {
      for (let i = 0; i < counts[0]; i++) {
        for (let j = 0; j < counts[1]; j++)
          places.push((i * stride[0] + kh * dilation[0]) * padded[1] + j * stride[1] + kw * dilation[1]);
      }
    }
  }
  return places;
}

interface Geometry {
  readonly kernel: number[];
  readonly padding: number[];
  readonly padded: number[];
  readonly counts: number[];
  readonly index: Tensor;
}

function geometry(
  op: string,
  size: readonly number[],
  kernelSize: Pair,
  dilationOf: Pair,
  paddingOf: Pair,
  strideOf: Pair,
): Geometry {
  const kernel = perDim(op, 'kernelSize', kernelSize, 2, 1);
  const dilation = perDim(op, 'dilation', dilationOf, 2, 1);
  const padding = perDim(op, 'padding', paddingOf, 2, 0);
  const stride = perDim(op, 'stride', strideOf, 2, 1);
  const padded = size.map((s, i) => s + 2 * padding[i]);
  const counts = padded.map((s, i) => Math.floor((s - dilation[i] * (kernel[i] - 1) - 1) / stride[i]) + 1);
  if (counts.some((c) => c <= 0))
    throw new ShapeError(`${op}: windows of ${formatShape(kernel)} do not fit into ${formatShape(padded)}`, { op });
  const places = windowPlaces(padded, kernel, dilation, stride, counts);
  const index = functionOf<(d: number[], o: object) => Tensor>('tensor')(places, { dtype: 'int32' });
  return { kernel, padding, padded, counts, index };
}

const pad = (x: Tensor, p: readonly number[]): Tensor =>
  p.every((v) => v === 0) ? x : functionOf<(x: Tensor, p: number[]) => Tensor>('pad')(x, [p[1], p[1], p[0], p[0]]);

/** F.unfold: [N, C, H, W] to [N, C kh kw, windows]. */
export function unfoldColumns(input: Tensor, kernelSize: Pair, dilation: Pair, padding: Pair, stride: Pair): Tensor {
  const batched = input.shape.length === 4;
  if (!batched && input.shape.length !== 3)
    throw new ShapeError(`unfold: the input must be [N, C, H, W] or [C, H, W], it is ${formatShape(input.shape)}`, {
      op: 'unfold',
      operands: [{ name: 'input', shape: input.shape }],
    });
  const x = batched ? input : input.unsqueeze(0);
  const [n, c] = x.shape;
  const g = geometry('unfold', x.shape.slice(2), kernelSize, dilation, padding, stride);
  const flat = pad(x, g.padding).reshape([n, c, numelOf(g.padded)]);
  const columns = flat.indexSelect(2, g.index).reshape([n, c * numelOf(g.kernel), numelOf(g.counts)]);
  return batched ? columns : columns.squeeze(0);
}

defineComposite({
  name: 'fold',
  family: 'vision',
  signature:
    'fold(input: Tensor, outputSize: number | number[], kernelSize: number | number[], dilation: number | number[] = 1, padding: number | number[] = 0, stride: number | number[] = 1)',
  doc: 'Adds columns [N, C kh kw, windows] back into the places of their windows: the adjoint of unfold.',
  method: false,
  body: (input: Tensor, outputSize: Pair, kernelSize: Pair, dilation: Pair, padding: Pair, stride: Pair) => {
    const op = 'fold';
    const batched = input.shape.length === 3;
    const x = batched ? input : input.unsqueeze(0);
    const size = perDim(op, 'outputSize', outputSize, 2, 1);
    const g = geometry(op, size, kernelSize, dilation, padding, stride);
    const window = numelOf(g.kernel);
    const [n, rows, windows] = x.shape;
    if (x.shape.length !== 3 || rows % window !== 0 || windows !== numelOf(g.counts)) {
      throw new ShapeError(
        `${op}: the input must be [N, C . ${window}, ${numelOf(g.counts)}] for this geometry, it is ${formatShape(input.shape)}`,
        { op, operands: [{ name: 'input', shape: input.shape }] },
      );
    }
    const c = rows / window;
    const zeros = functionOf<(s: number[], o: object) => Tensor>('zeros')([n, c, numelOf(g.padded)], {
      dtype: x.dtype,
      device: x.device,
    });
    const plane = zeros.indexAdd(2, g.index, x.reshape([n, c, window * windows])).reshape([n, c, ...g.padded]);
    const cut = plane.narrow(2, g.padding[0], size[0]).narrow(3, g.padding[1], size[1]);
    return batched ? cut : cut.squeeze(0);
  },
  samples: [{ args: (m) => [m.randn([1, 8, 6]), [3, 4], 2] }],
});
