/** Sampling images and volumes at the points of a grid: the spatial transformer (Jaderberg et al., 2015). */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
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
  doc: 'Sampling points [N, H, W, 2] (x, y in [-1, 1]) of affine maps theta [N, 2, 3] for images of `size` [N, C, H, W]; for volumes [N, C, D, H, W] points [N, D, H, W, 3] of theta [N, 3, 4].',
  method: false,
  example: 'affineGrid(tensor([[[1, 0, 0], [0, 1, 0]]]), [1, 1, 2, 2])',
  body: (theta: Tensor, size: number[], alignCorners: boolean) => {
    const [n, , ...spatial] = size;
    const rank = spatial.length;
    const fits =
      theta.shape.length === 3 && theta.shape[0] === n && theta.shape[1] === rank && theta.shape[2] === rank + 1;
    if ((rank !== 2 && rank !== 3) || !fits) {
      throw new ShapeError(
        `affineGrid: theta must be [N, 2, 3] for a size [N, C, H, W], or [N, 3, 4] for [N, C, D, H, W]; got ${formatShape(theta.shape)} and ${formatShape(size)}`,
        { op: 'affineGrid', operands: [{ name: 'theta', shape: theta.shape }] },
      );
    }
    // Points in the order of the axes, coordinates in the reverse one: x belongs to the last axis.
    const points = spatial.reduce<number[][]>(
      (list, length) => list.flatMap((point) => positions(length, alignCorners).map((at) => [at, ...point])),
      [[]],
    );
    const base = tensorOf(
      points.map((point) => [...point, 1]),
      theta,
    );
    return base
      .unsqueeze(0)
      .expand([n, points.length, rank + 1])
      .matmul(theta.mT())
      .reshape([n, ...spatial, rank]);
  },
  samples: [
    { args: (m) => [m.randn([1, 2, 3]), [1, 1, 2, 3]] },
    { note: 'volume', args: (m) => [m.randn([1, 3, 4]), [1, 1, 2, 1, 2], true] },
  ],
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

/** Keys' cubic kernel with a = -0.75, at the distances 1 + t, t, 1 - t and 2 - t of four neighbours. */
function cubicWeights(t: Tensor): Tensor[] {
  const a = -0.75;
  const near = (d: Tensor): Tensor =>
    d
      .mul(a + 2)
      .sub(a + 3)
      .mul(d)
      .mul(d)
      .add(1);
  const far = (d: Tensor): Tensor =>
    d
      .mul(a)
      .sub(5 * a)
      .mul(d)
      .add(8 * a)
      .mul(d)
      .sub(4 * a);
  const rest = t.neg().add(1);
  return [far(t.add(1)), near(t), near(rest), far(rest.add(1))];
}

defineComposite({
  name: 'gridSample',
  family: 'vision',
  signature:
    "gridSample(input: Tensor, grid: Tensor, mode: 'bilinear' | 'nearest' | 'bicubic' = 'bilinear', paddingMode: 'zeros' | 'border' | 'reflection' = 'zeros', alignCorners: boolean = false)",
  doc: 'Values of images [N, C, H, W] at the points of a grid [N, Ho, Wo, 2] (x, y in [-1, 1]), differentiable in both; of volumes [N, C, D, H, W] at those of a grid [N, Do, Ho, Wo, 3].',
  method: false,
  example: 'gridSample(tensor([[[[1, 2], [3, 4]]]]), tensor([[[[0, 0]]]]))',
  body: (input: Tensor, grid: Tensor, mode: string, paddingMode: string, alignCorners: boolean) => {
    const [n, c, ...sizes] = input.shape;
    const rank = sizes.length;
    const fits = grid.shape.length === rank + 2 && grid.shape[rank + 1] === rank && grid.shape[0] === n;
    if ((rank !== 2 && rank !== 3) || !fits) {
      throw new ShapeError(
        `gridSample: the input must be [N, C, H, W] and the grid [N, Ho, Wo, 2], or of volumes [N, C, D, H, W] and [N, Do, Ho, Wo, 3]; got ${formatShape(input.shape)} and ${formatShape(grid.shape)}`,
        {
          op: 'gridSample',
          operands: [
            { name: 'input', shape: input.shape },
            { name: 'grid', shape: grid.shape },
          ],
        },
      );
    }
    if (mode === 'bicubic' && rank !== 2) {
      throw new ArgumentError('gridSample: bicubic works on images, not on volumes', {
        op: 'gridSample',
        fix: "Use mode 'bilinear', which is trilinear there.",
      });
    }
    const outputs = grid.shape.slice(1, -1);
    const points = outputs.reduce((product, size) => product * size, 1);
    /** Pixels from [-1, 1]. */
    const pixel = (g: Tensor, size: number): Tensor =>
      alignCorners
        ? g.add(1).mul((size - 1) / 2)
        : g
            .add(1)
            .mul(size / 2)
            .sub(0.5);
    /** What lies outside, moved inside by the padding mode. */
    const bounded = (at: Tensor, size: number): Tensor => {
      if (paddingMode === 'zeros') return at;
      const folded =
        paddingMode !== 'reflection' ? at : alignCorners ? reflect(at, 0, size - 1) : reflect(at, -0.5, size - 0.5);
      return folded.clamp(0, size - 1);
    };
    const flat = input.reshape([n, c, -1]);
    /** The input at whole coordinates (one tensor per axis), 0 outside. */
    const read = (at: readonly Tensor[]): Tensor => {
      const inside = at
        .map((i, axis) => i.ge(0).logicalAnd(i.lt(sizes[axis])))
        .reduce((all, one) => all.logicalAnd(one));
      const place = at
        .map((i, axis) => i.clamp(0, sizes[axis] - 1))
        .reduce((sum, i, axis) => sum.mul(sizes[axis]).add(i))
        .int()
        .reshape([n, 1, points])
        .expand([n, c, points]);
      return inside.unsqueeze(1).where(flat.gather(2, place).reshape([n, c, ...outputs]), 0);
    };
    const raw = sizes.map((size, axis) => pixel(grid.select(-1, rank - 1 - axis), size));
    const bicubic = mode === 'bicubic';
    const at = bicubic ? raw : raw.map((x, axis) => bounded(x, sizes[axis]));
    if (mode === 'nearest') return read(at.map((x) => x.detach().round()));
    const base = at.map((x) => x.detach().floor());
    const weights = at.map((x, axis) => {
      const t = x.sub(base[axis]).unsqueeze(1);
      return bicubic ? cubicWeights(t) : [t.neg().add(1), t];
    });
    /** Neighbours along the axes from `axis` on, weighted; bicubic ones are moved inside one by one. */
    const blend = (axis: number, chosen: readonly Tensor[]): Tensor =>
      axis === rank
        ? read(chosen)
        : weights[axis]
            .map((weight, k) => {
              const neighbour = base[axis].add(bicubic ? k - 1 : k);
              const place = bicubic ? bounded(neighbour, sizes[axis]).round() : neighbour;
              return blend(axis + 1, [...chosen, place]).mul(weight);
            })
            .reduce((sum, part) => sum.add(part));
    return blend(0, []);
  },
  samples: [
    { args: (m) => [m.randn([1, 2, 3, 3]), m.uniform([1, 2, 2, 2], -0.9, 0.9)] },
    {
      note: 'bicubic',
      args: (m) => [m.randn([1, 1, 4, 3]), m.uniform([1, 2, 1, 2], -0.9, 0.9), 'bicubic', 'border', true],
    },
    { note: 'volume', args: (m) => [m.randn([1, 1, 2, 3, 2]), m.uniform([1, 1, 2, 1, 3], -0.9, 0.9)] },
  ],
});
