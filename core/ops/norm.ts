/** Normalisations. */
import { formatShape, ShapeError } from '../errors.ts';
import { numelOf } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineOp } from './define.ts';

interface LayerNormArgs {
  readonly normalizedShape: readonly number[];
  readonly eps: number;
  /** Which of weight and bias follow the input. */
  readonly weight: boolean;
  readonly bias: boolean;
}

/** Mean and reciprocal standard deviation of a row, in float64: two passes, so that a large mean cancels. */
function rowStatistics(data: ArrayLike<number>, start: number, count: number, eps: number): [number, number] {
  let sum = 0;
  for (let i = start; i < start + count; i++) sum += data[i];
  const mean = sum / count;
  let square = 0;
  for (let i = start; i < start + count; i++) {
    const d = data[i] - mean;
    square += d * d;
  }
  return [mean, 1 / Math.sqrt(square / count + eps)];
}

defineOp<LayerNormArgs>({
  name: 'layerNorm',
  family: 'normalisation',
  signature:
    'layerNorm(input: Tensor, normalizedShape: number | number[], weight?: Tensor, bias?: Tensor, eps: number = 1e-5)',
  doc: 'Layer normalisation (Ba, Kiros and Hinton, 2016): mean 0 and variance 1 over the last dimensions, then times `weight` plus `bias`.',
  example: 'layerNorm(tensor([[1, 2, 3]]), 3)',
  formula: {
    forward: 'y = \\frac{x - \\mu}{\\sqrt{\\sigma^2 + \\varepsilon}} \\, w + b',
    vjp: {
      input:
        '\\frac{1}{\\sigma}\\left(\\bar y w - \\overline{\\bar y w} - \\hat x \\, \\overline{\\bar y w \\, \\hat x}\\right)',
      weight: '\\textstyle\\sum \\bar y \\, \\hat x',
      bias: '\\textstyle\\sum \\bar y',
    },
  },
  method: false,
  promote: true,
  prepare: (b) => {
    const size = b.normalizedShape as number | number[];
    const inputs = [b.input, b.weight, b.bias].filter((t) => t !== null) as Tensor[];
    return {
      inputs,
      args: {
        normalizedShape: typeof size === 'number' ? [size] : size,
        eps: b.eps as number,
        weight: b.weight !== null,
        bias: b.bias !== null,
      },
    };
  },
  meta: ([x, ...affine], { normalizedShape }) => {
    const tail = x.shape.slice(x.shape.length - normalizedShape.length);
    const same = (s: readonly number[]): boolean =>
      s.length === normalizedShape.length && s.every((n, i) => n === normalizedShape[i]);
    if (normalizedShape.length === 0 || !same(tail)) {
      throw new ShapeError(`layerNorm: the input ${formatShape(x.shape)} must end in ${formatShape(normalizedShape)}`, {
        op: 'layerNorm',
        operands: [{ name: 'input', shape: x.shape, axes: tail.map((_, i) => x.shape.length - tail.length + i) }],
        expected: formatShape(normalizedShape),
        fix: `normalizedShape names the sizes of the last dimensions, here ${formatShape(tail)}.`,
      });
    }
    for (const t of affine) {
      if (!same(t.shape))
        throw new ShapeError(
          `layerNorm: weight and bias must have shape ${formatShape(normalizedShape)}, got ${formatShape(t.shape)}`,
          { op: 'layerNorm' },
        );
    }
    return { shape: x.shape, dtype: x.dtype };
  },
  kernel: (inputs, [out], { normalizedShape, eps, weight, bias }) => {
    const x = inputs[0].data;
    const w = weight ? inputs[1].data : null;
    const b = bias ? inputs[weight ? 2 : 1].data : null;
    const count = numelOf(normalizedShape);
    const to = out.array;
    for (let start = 0; start < x.length; start += count) {
      const [mean, rstd] = rowStatistics(x, start, count, eps);
      for (let i = 0; i < count; i++) {
        let v = (x[start + i] - mean) * rstd;
        if (w) v *= w[i];
        if (b) v += b[i];
        to[start + i] = v;
      }
    }
  },
  saves: { inputs: [0, 1] },
  vjp: (g, saved) => {
    const { normalizedShape, eps, weight, bias } = saved.args;
    const x = saved.input(0);
    const dims = normalizedShape.map((_, i) => x.shape.length - normalizedShape.length + i);
    const keep = { keepdim: true };
    const centred = x.sub(x.mean(dims, keep));
    const rstd = centred.mul(centred).mean(dims, keep).add(eps).pow(-0.5);
    const hat = centred.mul(rstd);
    const gw = weight ? g.mul(saved.input(1)) : g;
    const gx = saved.needs[0] ? rstd.mul(gw.sub(gw.mean(dims, keep)).sub(hat.mul(gw.mul(hat).mean(dims, keep)))) : null;
    const out: (Tensor | null)[] = [gx];
    // The engine sums over the leading dimensions.
    if (weight) out.push(saved.needs[1] ? g.mul(hat) : null);
    if (bias) out.push(g);
    return out;
  },
  samples: [
    { args: (m) => [m.randn([2, 4]), 4, m.randn([4]), m.randn([4])] },
    { args: (m) => [m.randn([2, 2, 3]), [2, 3]] },
    { note: 'bias only', args: (m) => [m.randn([3, 4]), [4], null, m.randn([4]), 0.1] },
  ],
});
