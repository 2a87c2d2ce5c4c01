/** Deformable convolution (Dai et al., 2017): a kernel whose places are shifted by real-valued offsets. */
import { formatShape, ShapeError } from '../errors.ts';
import { sameShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';

const pair = (value: number | number[]): number[] => (typeof value === 'number' ? [value, value] : value);

defineComposite({
  name: 'deformConv2d',
  family: 'convolution',
  signature:
    'deformConv2d(input: Tensor, offset: Tensor, weight: Tensor, bias?: Tensor, *, stride: number | number[] = 1, padding: number | number[] = 0, dilation: number | number[] = 1, mask?: Tensor | null)',
  doc: "torchvision's deformable convolution: the input [N, C, H, W] is read, bilinearly and 0 outside, at the places of the kernel [O, C / groups, kh, kw] plus `offset` [N, 2 kh kw, H', W'], (y, x) in pixels for each place; `mask` [N, kh kw, H', W'] scales what is read.",
  formula: { forward: 'y(p) = \\textstyle\\sum_k w_k \\, x(p + p_k + \\Delta p_k) \\, m_k' },
  method: false,
  body: (
    input: Tensor,
    offset: Tensor,
    weight: Tensor,
    bias: Tensor | null,
    strides: number | number[],
    paddings: number | number[],
    dilations: number | number[],
    mask: Tensor | null,
  ) => {
    const op = 'deformConv2d';
    const fits = input.shape.length === 4 && weight.shape.length === 4 && input.shape[1] % weight.shape[1] === 0;
    if (!fits) {
      throw new ShapeError(
        `${op}: the input must be [N, C, H, W] and the weight [O, C / groups, kh, kw]; got ${formatShape(input.shape)} and ${formatShape(weight.shape)}`,
        {
          op,
          operands: [
            { name: 'input', shape: input.shape },
            { name: 'weight', shape: weight.shape },
          ],
        },
      );
    }
    const [n, c, h, w] = input.shape;
    const [out, per, kh, kw] = weight.shape;
    const [stride, padding, dilation] = [pair(strides), pair(paddings), pair(dilations)];
    const places = (size: number, kernel: number, d: number): number =>
      Math.floor((size + 2 * padding[d] - dilation[d] * (kernel - 1) - 1) / stride[d]) + 1;
    const ho = places(h, kh, 0);
    const wo = places(w, kw, 1);
    const k = kh * kw;
    for (const [name, tensor, channels] of [
      ['offset', offset, 2 * k],
      ['mask', mask, k],
    ] as const) {
      const expected = [n, channels, ho, wo];
      if (tensor && !sameShape(tensor.shape, expected)) {
        throw new ShapeError(
          `${op}: the ${name} must be ${formatShape(expected)}, it is ${formatShape(tensor.shape)}`,
          { op, operands: [{ name, shape: tensor.shape }], expected: formatShape(expected) },
        );
      }
    }
    // Places without offsets, [1, k, H', W']: row and column of every tap of the kernel at every output.
    const range = (size: number): number[] => Array.from({ length: size }, (_, i) => i);
    const tensor = functionOf<(d: unknown, o: object) => Tensor>('tensor');
    const options = { dtype: input.dtype, device: input.device };
    const rows = range(k).map((t) =>
      range(ho).map((y) => [y * stride[0] - padding[0] + Math.floor(t / kw) * dilation[0]]),
    );
    const columns = range(k).map((t) => [range(wo).map((x) => x * stride[1] - padding[1] + (t % kw) * dilation[1])]);
    const shifts = offset.reshape([n, k, 2, ho, wo]);
    const y = shifts.select(2, 0).add(tensor(rows, options));
    const x = shifts.select(2, 1).add(tensor(columns, options));
    // Pixel p of a size s lies at (2 p + 1) / s - 1 of the sampling grid.
    const toGrid = (p: Tensor, size: number): Tensor => p.mul(2).add(1).div(size).sub(1);
    const grid = functionOf<(t: Tensor[], d: number) => Tensor>('stack')([toGrid(x, w), toGrid(y, h)], -1);
    const read = functionOf<(i: Tensor, g: Tensor) => Tensor>('gridSample')(input, grid.reshape([n, k * ho, wo, 2]));
    let taps = read.reshape([n, c, k, ho * wo]);
    if (mask) taps = taps.mul(mask.reshape([n, 1, k, ho * wo]));
    const groups = c / per;
    const kernel = weight.reshape([groups, out / groups, per * k]);
    const result = kernel.matmul(taps.reshape([n, groups, per * k, ho * wo])).reshape([n, out, ho, wo]);
    return bias ? result.add(bias.reshape([1, out, 1, 1])) : result;
  },
  samples: [
    { args: (m) => [m.randn([1, 2, 3, 4]), m.uniform([1, 8, 2, 3], 0.1, 0.4), m.randn([2, 2, 2, 2]), m.randn([2])] },
    {
      note: 'groups, stride, mask',
      args: (m) => [
        m.randn([1, 2, 4, 4]),
        m.uniform([1, 18, 2, 2], 0.1, 0.4),
        m.randn([2, 1, 3, 3]),
        { stride: 2, padding: 1, mask: m.uniform([1, 9, 2, 2], 0, 1) },
      ],
      gradgrad: false,
    },
  ],
});
