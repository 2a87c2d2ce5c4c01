/** Sampling an image at the points of a grid: the spatial transformer (Jaderberg et al., 2015). */
import { formatShape, ShapeError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';

const tensorOf = (data: readonly unknown[], like: Tensor): Tensor =>
  functionOf<(d: readonly unknown[], o: object) => Tensor>('tensor')(data, { dtype: like.dtype });

/** Centres of `n` pixels in [-1, 1], or with corners aligned, of the outermost pixels. */
function positions(n: number, alignCorners: boolean): number[] {
  if (alignCorners) return Array.from({ length: n }, (_, i) => (n === 1 ? 0 : -1 + (2 * i) / (n - 1)));
  return Array.from({ length: n }, (_, i) => -1 + (2 * i + 1) / n);
}

defineComposite({
  name: 'affineGrid',
  family: 'vision',
  signature: 'affineGrid(theta: Tensor, size: number[], alignCorners: boolean = false)',
  doc: 'Sampling points [N, H, W, 2] (x, y in [-1, 1]) of affine maps theta [N, 2, 3] for images of `size` [N, C, H, W].',
  method: false,
  body: (theta: Tensor, size: number[], alignCorners: boolean) => {
    const [n, , h, w] = size;
    if (
      theta.shape.length !== 3 ||
      theta.shape[1] !== 2 ||
      theta.shape[2] !== 3 ||
      size.length !== 4 ||
      theta.shape[0] !== n
    ) {
      throw new ShapeError(
        `affineGrid: theta must be [N, 2, 3] for a size [N, C, H, W]; got ${formatShape(theta.shape)} and ${formatShape(size)}`,
        { op: 'affineGrid', operands: [{ name: 'theta', shape: theta.shape }] },
      );
    }
    const xs = positions(w, alignCorners);
    const base = tensorOf(
      positions(h, alignCorners).map((y) => xs.map((x) => [x, y, 1])),
      theta,
    ).reshape([1, h * w, 3]);
    return base
      .expand([n, h * w, 3])
      .matmul(theta.mT())
      .reshape([n, h, w, 2]);
  },
  samples: [{ args: (m) => [m.randn([1, 2, 3]), [1, 1, 2, 3]] }],
});

/** Coordinates folded back into the image at its borders. */
function reflect(x: Tensor, low: number, high: number): Tensor {
  const span = high - low;
  if (span <= 0) return x.mul(0);
  const shifted = x.sub(low).abs();
  const turns = shifted.div(span).detach().floor();
  const rest = shifted.sub(turns.mul(span));
  return turns.remainder(2).eq(0).where(rest.add(low), rest.neg().add(high));
}

defineComposite({
  name: 'gridSample',
  family: 'vision',
  signature:
    "gridSample(input: Tensor, grid: Tensor, mode: 'bilinear' | 'nearest' = 'bilinear', paddingMode: 'zeros' | 'border' | 'reflection' = 'zeros', alignCorners: boolean = false)",
  doc: 'Values of images [N, C, H, W] at the points of a grid [N, Ho, Wo, 2] (x, y in [-1, 1]), differentiable in both.',
  method: false,
  body: (input: Tensor, grid: Tensor, mode: string, paddingMode: string, alignCorners: boolean) => {
    if (
      input.shape.length !== 4 ||
      grid.shape.length !== 4 ||
      grid.shape[3] !== 2 ||
      grid.shape[0] !== input.shape[0]
    ) {
      throw new ShapeError(
        `gridSample: the input must be [N, C, H, W] and the grid [N, Ho, Wo, 2]; got ${formatShape(input.shape)} and ${formatShape(grid.shape)}`,
        {
          op: 'gridSample',
          operands: [
            { name: 'input', shape: input.shape },
            { name: 'grid', shape: grid.shape },
          ],
        },
      );
    }
    const [n, c, h, w] = input.shape;
    const [, ho, wo] = grid.shape;
    const pixel = (g: Tensor, size: number): Tensor => {
      let at = alignCorners
        ? g.add(1).mul((size - 1) / 2)
        : g
            .add(1)
            .mul(size / 2)
            .sub(0.5);
      if (paddingMode === 'reflection') at = alignCorners ? reflect(at, 0, size - 1) : reflect(at, -0.5, size - 0.5);
      return paddingMode === 'zeros' ? at : at.clamp(0, size - 1);
    };
    const x = pixel(grid.select(3, 0), w);
    const y = pixel(grid.select(3, 1), h);
    const flat = input.reshape([n, c, h * w]);
    /** The input at whole coordinates, 0 outside. */
    const read = (iy: Tensor, ix: Tensor): Tensor => {
      const inside = iy.ge(0).logicalAnd(iy.lt(h)).logicalAnd(ix.ge(0)).logicalAnd(ix.lt(w));
      const place = iy
        .clamp(0, h - 1)
        .mul(w)
        .add(ix.clamp(0, w - 1))
        .int()
        .reshape([n, 1, ho * wo])
        .expand([n, c, ho * wo]);
      return inside.unsqueeze(1).where(flat.gather(2, place).reshape([n, c, ho, wo]), 0);
    };
    if (mode === 'nearest') return read(y.detach().round(), x.detach().round());
    const x0 = x.detach().floor();
    const y0 = y.detach().floor();
    const tx = x.sub(x0).unsqueeze(1);
    const ty = y.sub(y0).unsqueeze(1);
    const top = read(y0, x0)
      .mul(tx.neg().add(1))
      .add(read(y0, x0.add(1)).mul(tx));
    const bottom = read(y0.add(1), x0)
      .mul(tx.neg().add(1))
      .add(read(y0.add(1), x0.add(1)).mul(tx));
    return top.mul(ty.neg().add(1)).add(bottom.mul(ty));
  },
  samples: [{ args: (m) => [m.randn([1, 2, 3, 3]), m.uniform([1, 2, 2, 2], -0.9, 0.9)] }],
});
