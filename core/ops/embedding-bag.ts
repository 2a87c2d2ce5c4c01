/** Sums, means and maxima of looked-up rows. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { Tensor } from '../tensor/tensor.ts';
import { zerosOf } from './creation.ts';
import { defineComposite } from './define.ts';
import { functionOf } from './derive.ts';
import { needIntegers } from './indexing.ts';

/** The bag of every index, for bags that start at `offsets`. */
function bagOf(count: number, offsets: ArrayLike<number>): Int32Array {
  const bags = new Int32Array(count);
  for (let b = 0; b < offsets.length; b++) bags.fill(b, offsets[b]);
  return bags;
}

defineComposite({
  name: 'embeddingBag',
  family: 'indexing',
  signature:
    "embeddingBag(input: Tensor, weight: Tensor, offsets?: Tensor, perSampleWeights?: Tensor, *, mode: 'mean' | 'sum' | 'max' = 'mean', includeLastOffset: boolean = false, paddingIdx?: number | null, maxNorm?: number | null, normType: number = 2, scaleGradByFreq: boolean = false, sparse: boolean = false)",
  doc: 'Rows of `weight` looked up and reduced by bags: each row of a 2-d input is a bag, or `offsets` say where bags of a 1-d input start. Entries equal to `paddingIdx` are left out.',
  example: "embeddingBag(tensor([[0, 1]], { dtype: 'int32' }), tensor([[1, 2], [3, 4]]))",
  formula: { forward: 'y_b = \\mathrm{reduce}_{i \\in b} \\, W_{k_i}' },
  method: false,
  body: (
    input: Tensor,
    weight: Tensor,
    offsets: Tensor | null,
    perSample: Tensor | null,
    mode: 'mean' | 'sum' | 'max',
    includeLast: boolean,
    paddingIdx: number | null,
  ) => {
    const op = 'embeddingBag';
    needIntegers(op, 'input', input);
    if (
      input.shape.length === 2
        ? offsets !== null
        : !(input.shape.length === 1 && offsets !== null && offsets.shape.length === 1)
    ) {
      throw new ShapeError(
        `${op}: the input must be [bags, entries] without offsets, or 1-d with offsets, it is ${formatShape(input.shape)}`,
        { op, operands: [{ name: 'input', shape: input.shape }] },
      );
    }
    if (perSample && mode !== 'sum')
      throw new ArgumentError(`${op}: weights per sample are for mode 'sum', not '${mode}'`, { op });
    const starts = offsets ? [...offsets.data] : Array.from({ length: input.shape[0] }, (_, b) => b * input.shape[1]);
    if (offsets && includeLast) starts.pop();
    const picks = input.reshape([-1]);
    let bags = bagOf(picks.numel(), starts);
    let rows = functionOf<(i: Tensor, w: Tensor, o: object) => Tensor>('embedding')(
      picks,
      weight,
      paddingIdx === null ? {} : { paddingIdx },
    );
    let scale = perSample ? perSample.reshape([-1]) : null;
    if (paddingIdx !== null) {
      const padding = paddingIdx < 0 ? paddingIdx + weight.shape[0] : paddingIdx;
      const kept = Int32Array.from([...picks.data.keys()].filter((i) => picks.data[i] !== padding));
      const keep = Tensor.wrap(kept, [kept.length], 'int32');
      rows = rows.indexSelect(0, keep);
      if (scale) scale = scale.indexSelect(0, keep);
      bags = Int32Array.from(kept, (i) => bags[i]);
    }
    if (scale) rows = rows.mul(scale.unsqueeze(1));
    const shape = [starts.length, weight.shape[1]];
    const index = Tensor.wrap(bags, [bags.length], 'int32');
    if (mode === 'max') {
      const wide = index.unsqueeze(1).expand([bags.length, weight.shape[1]]);
      return maxOfBags(rows, wide, shape, weight);
    }
    const sums = zerosOf(shape, weight).indexAdd(0, index, rows);
    if (mode === 'sum') return sums;
    const counts = new Float64Array(starts.length);
    for (const b of bags) counts[b]++;
    const divisor = Tensor.wrap(
      counts.map((n) => Math.max(n, 1)),
      [starts.length, 1],
      'float64',
    ).to(weight.dtype);
    return sums.div(divisor);
  },
  samples: [
    { args: (m) => [m.ints([2, 3], 0, 4), m.randn([4, 2])] },
    {
      note: 'sum',
      args: (m) => [
        m.ints([5], 0, 4),
        m.randn([4, 2]),
        Tensor.wrap(Int32Array.of(0, 2), [2], 'int32'),
        { mode: 'sum' },
      ],
    },
  ],
});

/** The largest entry of each bag in every column; the first one on ties takes the gradient. Empty bags give 0. */
function maxOfBags(rows: Tensor, bags: Tensor, shape: number[], like: Tensor): Tensor {
  const [count, width] = rows.shape;
  const best = new Int32Array(shape[0] * width).fill(-1);
  const data = rows.data;
  const bagsOf = bags.data;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < width; j++) {
      const slot = bagsOf[i * width + j] * width + j;
      if (best[slot] < 0 || data[i * width + j] > data[best[slot]]) best[slot] = i * width + j;
    }
  }
  const found = [...best.keys()].filter((s) => best[s] >= 0);
  const from = Tensor.wrap(
    Int32Array.from(found, (s) => best[s]),
    [found.length],
    'int32',
  );
  const to = Tensor.wrap(Int32Array.from(found), [found.length], 'int32');
  return zerosOf([shape[0] * width], like)
    .indexAdd(0, to, rows.reshape([-1]).indexSelect(0, from))
    .reshape(shape);
}
