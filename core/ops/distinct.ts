/** Distinct values, and places in sorted sequences. */
import { ArgumentError, DTypeError, formatShape, ShapeError } from '../errors.ts';
import { normalizeDim, sameShape } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp } from './define.ts';
import { functionOf } from './derive.ts';
import { lineOrder } from './sorting.ts';

/** Rows of `x` along `dim`, each a slice in row-major order. */
function slicesAlong(x: Tensor, dim: number): Float64Array[] {
  const rows = x.transpose(0, dim);
  const data = rows.data;
  const width = rows.shape[0] === 0 ? 0 : data.length / rows.shape[0];
  return Array.from({ length: rows.shape[0] }, (_, i) => Float64Array.from(data.subarray(i * width, (i + 1) * width)));
}

const compareRows = (a: Float64Array, b: Float64Array): number => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
};

const integers = (values: readonly number[], shape: number[]): Tensor =>
  Tensor.wrap(Int32Array.from(values), shape, 'int32');

/** The groups of equal entries: their representatives' places in order, each entry's group, and the groups' sizes. */
function groups(
  order: readonly number[],
  same: (i: number, j: number) => boolean,
): { first: number[]; inverse: number[]; counts: number[] } {
  const first: number[] = [];
  const counts: number[] = [];
  const inverse = new Array<number>(order.length);
  order.forEach((at, k) => {
    if (k === 0 || !same(order[k - 1], at)) {
      first.push(at);
      counts.push(0);
    }
    counts[counts.length - 1]++;
    inverse[at] = first.length - 1;
  });
  return { first, inverse, counts };
}

function distinct(
  op: string,
  input: Tensor,
  sorted: boolean,
  dim: number | null,
  withInverse: boolean,
  withCounts: boolean,
): Tensor | Tensor[] {
  let values: Tensor;
  let found: ReturnType<typeof groups>;
  let inverseShape: number[];
  if (dim === null) {
    const data = input.data;
    const order = sorted ? lineOrder(data, 0, 1, data.length, false) : Array.from(data, (_, i) => i);
    found = groups(order, (i, j) => data[i] === data[j]);
    values = input
      .detach()
      .flatten()
      .indexSelect(0, integers(found.first, [found.first.length]));
    inverseShape = input.shape.slice();
  } else {
    const d = normalizeDim(dim, input.shape.length, op);
    const rows = slicesAlong(input, d);
    const order = rows.map((_, i) => i);
    if (sorted) order.sort((i, j) => compareRows(rows[i], rows[j]) || i - j);
    found = groups(order, (i, j) => compareRows(rows[i], rows[j]) === 0);
    values = input.detach().indexSelect(d, integers(found.first, [found.first.length]));
    inverseShape = [rows.length];
  }
  if (!withInverse && !withCounts) return values;
  const out = [values];
  if (withInverse) out.push(integers(found.inverse, inverseShape));
  if (withCounts) out.push(integers(found.counts, [found.counts.length]));
  return out;
}

const forms = (name: string, head: string): string[] => [
  `${name}(input: Tensor${head}, *, dim?: number | null)`,
  `${name}(input: Tensor${head}, *, returnInverse: boolean = false, returnCounts: boolean = false, dim?: number | null) -> Tensor[]`,
];

/** The options of either form: without and with further results. */
const readForm = (rest: unknown[]): { inverse: boolean; counts: boolean; dim: number | null } => ({
  dim: rest[rest.length - 1] as number | null,
  inverse: rest.length > 1 && rest[0] === true,
  counts: rest.length > 1 && rest[1] === true,
});

defineComposite({
  name: 'unique',
  family: 'sorting',
  signature: forms('unique', ', sorted: boolean = true'),
  doc: 'The distinct elements in order; with `dim`, the distinct slices. With `returnInverse` also the place of every element among them, with `returnCounts` how often each occurs: then the result is an array.',
  example: 'unique(tensor([3, 1, 3]))',
  body: (input: Tensor, _sorted: boolean, ...rest: unknown[]) => {
    const { inverse, counts, dim } = readForm(rest);
    return distinct('unique', input, true, dim, inverse, counts);
  },
  samples: [
    { args: (m) => [m.ints([6], 0, 3)], grad: false },
    { args: (m) => [m.ints([4, 2], 0, 2), { dim: 0, returnCounts: true }], grad: false },
  ],
});
defineComposite({
  name: 'uniqueConsecutive',
  family: 'sorting',
  signature: forms('uniqueConsecutive', ''),
  doc: 'One element of every run of equal ones; with `dim`, of equal slices. Further results as in unique.',
  example: 'uniqueConsecutive(tensor([1, 1, 2, 1]))',
  body: (input: Tensor, ...rest: unknown[]) => {
    const { inverse, counts, dim } = readForm(rest);
    return distinct('uniqueConsecutive', input, false, dim, inverse, counts);
  },
  samples: [{ args: (m) => [m.ints([6], 0, 3)], grad: false }],
});

/** The place of `v` in an ascending line: the first not below it, or (right) the first above it. NaN goes last. */
function placeIn(line: (i: number) => number, count: number, v: number, right: boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const mid = (low + high) >> 1;
    const at = line(mid);
    const before = right ? !(at > v) : !(at >= v);
    if (before) low = mid + 1;
    else high = mid;
  }
  return low;
}

interface Search {
  readonly right: boolean;
  readonly sorter: boolean;
}

defineOp<Search>({
  name: 'searchsorted',
  family: 'sorting',
  signature:
    "searchsorted(sortedSequence: Tensor, input: Tensor | number, *, outInt32: boolean = false, right: boolean = false, side?: 'left' | 'right' | null, sorter?: Tensor)",
  doc: 'Where each value would be inserted into an ascending sequence (1-d, or one per row) to keep it in order: before equal elements, or after them with `right`.',
  example: 'searchsorted(tensor([1, 3, 5]), tensor([2, 3]))',
  method: false,
  prepare: (b) => {
    const input =
      typeof b.input === 'number' ? Tensor.wrap(Float64Array.of(b.input), [], 'float64') : (b.input as Tensor);
    if (b.right === true && b.side === 'left')
      throw new ArgumentError("searchsorted: right is true and side is 'left'", { op: 'searchsorted' });
    const inputs = [b.sortedSequence as Tensor, input];
    if (b.sorter) inputs.push(b.sorter as Tensor);
    return { inputs, args: { right: b.right === true || b.side === 'right', sorter: Boolean(b.sorter) } };
  },
  meta: ([sequence, input, sorter]) => {
    if (sequence.shape.length === 0)
      throw new ShapeError('searchsorted: the sequence is a number', { op: 'searchsorted' });
    if (sequence.shape.length > 1 && !sameShape(sequence.shape.slice(0, -1), input.shape.slice(0, -1))) {
      throw new ShapeError(
        `searchsorted: sequences ${formatShape(sequence.shape)} and values ${formatShape(input.shape)} must agree in all but the last dimension`,
        {
          op: 'searchsorted',
          operands: [
            { name: 'sortedSequence', shape: sequence.shape },
            { name: 'input', shape: input.shape },
          ],
        },
      );
    }
    if (sorter && !sameShape(sorter.shape, sequence.shape)) {
      throw new ShapeError(
        `searchsorted: the sorter ${formatShape(sorter.shape)} and the sequence ${formatShape(sequence.shape)} must have one shape`,
        { op: 'searchsorted' },
      );
    }
    return { shape: input.shape, dtype: 'int32' };
  },
  kernel: ([sequence, input, sorter], [out], { right }) => {
    const line = sequence.data;
    const order = sorter?.data;
    const count = sequence.shape[sequence.shape.length - 1];
    const values = input.data;
    const perRow = sequence.shape.length > 1 ? input.shape[input.shape.length - 1] : values.length;
    for (let i = 0; i < values.length; i++) {
      const base = sequence.shape.length > 1 ? Math.floor(i / perRow) * count : 0;
      out.array[i] = placeIn((k) => line[base + (order ? order[base + k] : k)], count, values[i], right);
    }
  },
  samples: [{ args: (m) => [m.randn([5]).sort()[0], m.randn([2, 3])], grad: false }],
});
defineComposite({
  name: 'bucketize',
  family: 'sorting',
  signature:
    'bucketize(input: Tensor | number, boundaries: Tensor, *, outInt32: boolean = false, right: boolean = false)',
  doc: 'The index of the bucket that each element falls into, between ascending boundaries.',
  example: 'bucketize(tensor([0, 2, 9]), tensor([1, 3, 5]))',
  body: (input: Tensor | number, boundaries: Tensor, _outInt32: boolean, right: boolean) => {
    if (boundaries.shape.length !== 1)
      throw new ShapeError(
        `bucketize: the boundaries must have 1 dimension, they have shape ${formatShape(boundaries.shape)}`,
        { op: 'bucketize' },
      );
    return functionOf<(s: Tensor, v: Tensor | number, o: object) => Tensor>('searchsorted')(boundaries, input, {
      right,
    });
  },
  samples: [{ args: (m) => [m.randn([4]), m.randn([3]).sort()[0]], grad: false }],
});

/** The indices of everything that is not 0, one row of coordinates each. */
function nonzeroRows(input: Tensor): Tensor {
  const data = input.data;
  const rank = input.shape.length;
  const found: number[] = [];
  const at = new Array<number>(rank).fill(0);
  for (let i = 0; i < data.length; i++) {
    if (data[i] !== 0) found.push(...at);
    for (let d = rank - 1; d >= 0; d--) {
      if (++at[d] < input.shape[d]) break;
      at[d] = 0;
    }
  }
  const rows = rank === 0 ? (data[0] !== 0 ? 1 : 0) : found.length / rank;
  return integers(found, [rows, rank]);
}
defineComposite({
  name: 'nonzero',
  family: 'indexing',
  signature: ['nonzero(input: Tensor)', 'nonzero(input: Tensor, *, asTuple: boolean) -> Tensor[]'],
  doc: 'The indices of the elements that are not 0, one row each; with `asTuple`, an array with one index tensor per dimension.',
  example: 'nonzero(tensor([[0, 1], [2, 0]]))',
  body: (input: Tensor, asTuple = false) => {
    const rows = nonzeroRows(asTuple && input.shape.length === 0 ? input.reshape([1]) : input);
    return asTuple ? Array.from({ length: rows.shape[1] }, (_, d) => rows.select(1, d).contiguous()) : rows;
  },
  samples: [{ args: (m) => [m.ints([2, 3], 0, 2)], grad: false }],
});
defineComposite({
  name: 'argwhere',
  family: 'indexing',
  signature: 'argwhere(input: Tensor)',
  doc: 'The indices of the elements that are not 0, one row each.',
  example: 'argwhere(tensor([0, 1, 2]))',
  body: (input: Tensor) => nonzeroRows(input),
  samples: [{ args: (m) => [m.ints([2, 3], 0, 2)], grad: false }],
});

function needMask(op: string, mask: Tensor): void {
  if (mask.dtype === 'bool' || mask.dtype === 'uint8') return;
  throw new DTypeError(`${op}: the mask must be bool, it is ${mask.dtype}`, {
    op,
    operands: [{ name: 'mask', shape: mask.shape, dtype: mask.dtype }],
    fix: 'Compare it first, e.g. x.gt(0), or convert it: mask.bool().',
  });
}

/** Flat places where a mask is true. */
export function truePlaces(mask: Tensor): Tensor {
  const data = mask.data;
  const found: number[] = [];
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) found.push(i);
  return integers(found, [found.length]);
}

defineComposite({
  name: 'maskedSelect',
  family: 'indexing',
  signature: 'maskedSelect(input: Tensor, mask: Tensor)',
  doc: 'The elements where `mask` holds, in order, as a 1-d tensor; input and mask broadcast.',
  example: 'maskedSelect(tensor([1, 2, 3]), tensor([true, false, true]))',
  formula: { forward: 'y = (x_i)_{m_i}', vjp: { input: '\\bar y \\text{ where } m' } },
  body: (input: Tensor, mask: Tensor) => {
    needMask('maskedSelect', mask);
    const [x, m] =
      input.shape.length === mask.shape.length && sameShape(input.shape, mask.shape)
        ? [input, mask]
        : broadcastPair(input, mask);
    return x.reshape([-1]).indexSelect(0, truePlaces(m));
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.bools([2, 3])] }, { args: (m) => [m.randn([2, 3]), m.bools([3])] }],
});

function broadcastPair(a: Tensor, b: Tensor): [Tensor, Tensor] {
  const rank = Math.max(a.shape.length, b.shape.length);
  const size = (t: Tensor, d: number): number => t.shape[d - rank + t.shape.length] ?? 1;
  const shape = Array.from({ length: rank }, (_, d) => (size(a, d) === 1 ? size(b, d) : size(a, d)));
  return [a.expand(shape), b.expand(shape)];
}

defineComposite({
  name: 'maskedScatter',
  family: 'indexing',
  signature: 'maskedScatter(input: Tensor, mask: Tensor, source: Tensor)',
  doc: 'The input with the elements of `source`, in order, where `mask` holds.',
  example: 'maskedScatter(tensor([0, 0, 0]), tensor([true, false, true]), tensor([1, 2]))',
  formula: {
    forward: 'y = m \\; ? \\; s_{\\text{next}} : x',
    vjp: { input: '\\bar y \\, [\\lnot m]', source: '\\bar y \\text{ where } m' },
  },
  inplace: true,
  body: (input: Tensor, mask: Tensor, source: Tensor) => {
    needMask('maskedScatter', mask);
    if (source.dtype !== input.dtype)
      throw new DTypeError(`maskedScatter: the source is ${source.dtype}, the input ${input.dtype}`, {
        op: 'maskedScatter',
        fix: `Convert it: source.to('${input.dtype}').`,
      });
    const [x, m] = broadcastPair(input, mask);
    const places = truePlaces(m);
    if (source.numel() < places.numel()) {
      throw new ShapeError(
        `maskedScatter: the mask is true at ${places.numel()} places, source ${formatShape(source.shape)} has ${source.numel()} elements`,
        {
          op: 'maskedScatter',
          operands: [
            { name: 'mask', shape: mask.shape },
            { name: 'source', shape: source.shape },
          ],
        },
      );
    }
    const taken = source.reshape([-1]).slice(0, 0, places.numel());
    return x.reshape([-1]).indexCopy(0, places, taken).reshape(x.shape.slice());
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.bools([2, 3]), m.randn([6])] }],
});
