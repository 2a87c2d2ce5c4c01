/** Sorting and what follows from it: ranks, extremes, distinct values, places in a sorted sequence. */
import { formatShape, IndexError } from '../errors.ts';
import { alongDim } from '../kernels/reduce.ts';
import { normalizeDim, reducedShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { zerosOf } from './creation.ts';
import { defineComposite, defineOp, type Gradients, type Saved } from './define.ts';
import { refuseBool } from './predicates.ts';
import { refuseEmpty } from './reduction.ts';

interface Axis {
  readonly dim: number;
}

/** Order of a line's places by value: stable, NaN above every number. */
export function lineOrder(
  data: ArrayLike<number>,
  start: number,
  step: number,
  count: number,
  descending: boolean,
): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  const sign = descending ? -1 : 1;
  return order.sort((i, j) => {
    const a = data[start + i * step];
    const b = data[start + j * step];
    if (a === b) return i - j;
    if (Number.isNaN(a)) return Number.isNaN(b) ? i - j : sign;
    if (Number.isNaN(b)) return -sign;
    return a < b ? -sign : sign;
  });
}

/** Gradient of values picked along a dim by the saved indices (output 1), kept at full rank. */
function scatterPicked(g: Tensor, saved: Saved<Axis>): Gradients {
  const shape = saved.inputShapes[0];
  if (shape.length === 0) return [g];
  return [zerosOf(shape, g).scatterAdd(saved.args.dim, saved.output(1), g)];
}

interface Sort extends Axis {
  readonly descending: boolean;
}

defineOp<Sort>({
  name: 'sort',
  family: 'sorting',
  signature: [
    'sort(input: Tensor, dim: number = -1, descending: boolean = false, stable: boolean = true) -> [Tensor, Tensor]',
  ],
  doc: 'The elements along `dim` in order, and the indices that they came from. Equal elements keep their order; NaN counts as largest.',
  example: 'sort(tensor([3, 1, 2]))',
  formula: {
    forward: 'y_i = x_{\\pi(i)},\\; y_1 \\le y_2 \\le \\dots',
    vjp: { input: '\\bar x_{\\pi(i)} = \\bar y_i' },
  },
  prepare: (b) => {
    const input = b.input as Tensor;
    return {
      inputs: [input],
      args: { dim: normalizeDim(b.dim as number, input.shape.length, 'sort'), descending: b.descending === true },
    };
  },
  meta: ([x]) => [
    { shape: x.shape, dtype: x.dtype },
    { shape: x.shape.slice(), dtype: 'int32' },
  ],
  kernel: ([x], [values, indices], { dim, descending }) =>
    alongDim(x, dim, values, (from, to, start, step, count) => {
      lineOrder(from, start, step, count, descending).forEach((at, i) => {
        to[start + i * step] = from[start + at * step];
        indices.array[start + i * step] = at;
      });
    }),
  nondifferentiable: [1],
  saves: { output: true },
  vjp: scatterPicked,
  samples: [
    { args: (m) => [m.randn([2, 3])] },
    { args: (m) => [m.randn([4, 2]), 0, true] },
    { note: '0-d', args: (m) => [m.randn([])] },
    { note: 'empty', args: (m) => [m.randn([2, 0])] },
    { note: 'strided', args: (m) => [m.randn([3, 2]).t()] },
  ],
});
defineComposite({
  name: 'argsort',
  family: 'sorting',
  signature: 'argsort(input: Tensor, dim: number = -1, descending: boolean = false, stable: boolean = true)',
  doc: 'The indices that sort the elements along `dim`; equal elements keep their order.',
  example: 'argsort(tensor([3, 1, 2]))',
  body: (input: Tensor, dim: number, descending: boolean) => input.detach().sort(dim, descending)[1],
  samples: [
    { args: (m) => [m.randn([2, 3])], grad: false },
    { args: (m) => [m.randn([2, 3]), 0, true], grad: false },
  ],
});
defineComposite({
  name: 'msort',
  family: 'sorting',
  signature: 'msort(input: Tensor)',
  doc: 'The elements in order along the first dimension.',
  example: 'msort(tensor([3, 1, 2]))',
  body: (input: Tensor) => input.sort(0)[0],
  samples: [{ args: (m) => [m.randn([3, 2])] }],
});

interface TopK extends Sort {
  readonly k: number;
}

defineOp<TopK>({
  name: 'topk',
  family: 'sorting',
  signature:
    'topk(input: Tensor, k: number, dim: number = -1, largest: boolean = true, sorted: boolean = true) -> [Tensor, Tensor]',
  doc: 'The `k` largest (or smallest) elements along `dim`, in order, and their indices. NaN counts as largest.',
  example: 'topk(tensor([3, 1, 2]), 2)',
  formula: { forward: 'y_i = x_{\\pi(i)},\\; i \\le k', vjp: { input: '\\bar x_{\\pi(i)} = \\bar y_i' } },
  prepare: (b) => {
    const input = b.input as Tensor;
    return {
      inputs: [input],
      args: {
        dim: normalizeDim(b.dim as number, input.shape.length, 'topk'),
        descending: b.largest === true,
        k: b.k as number,
      },
    };
  },
  meta: ([x], { dim, k }) => {
    const size = x.shape[dim] ?? 1;
    if (!(Number.isInteger(k) && k >= 0 && k <= size)) {
      throw new IndexError(
        `topk: k = ${k} is out of range for the ${size} entries of dim ${dim} of ${formatShape(x.shape)}`,
        {
          op: 'topk',
          operands: [{ name: 'input', shape: x.shape, axes: x.shape.length ? [dim] : [] }],
          fix: `Use a k from 0 to ${size}.`,
        },
      );
    }
    const shape = x.shape.map((s, d) => (d === dim ? k : s));
    return [
      { shape, dtype: x.dtype },
      { shape: shape.slice(), dtype: 'int32' },
    ];
  },
  kernel: ([x], [values, indices], { dim, k, descending }) => {
    if (k === 0) return;
    const inner = x.shape.slice(dim + 1).reduce((n, s) => n * s, 1);
    let line = 0;
    alongDim(x, dim, values, (from, to, start, step, count) => {
      const base = Math.floor(line / inner) * k * inner + (line % inner);
      line++;
      lineOrder(from, start, step, count, descending)
        .slice(0, k)
        .forEach((at, i) => {
          to[base + i * inner] = from[start + at * step];
          indices.array[base + i * inner] = at;
        });
    });
  },
  nondifferentiable: [1],
  saves: { output: true },
  vjp: (g, saved) => (saved.inputShapes[0].length === 0 ? [saved.args.k === 0 ? g.sum() : g] : scatterPicked(g, saved)),
  samples: [
    { args: (m) => [m.randn([2, 4]), 2] },
    { args: (m) => [m.randn([4, 3]), 2, 0, false] },
    { note: 'none', args: (m) => [m.randn([3]), 0] },
    { note: 'strided', args: (m) => [m.randn([3, 2]).t(), 2] },
  ],
});

interface Pick extends Axis {
  readonly keepdim: boolean;
}

/** Defines an op that takes one element of each line along a dim, and tells its index. */
function definePicked(
  name: string,
  extra: string,
  doc: string,
  choose: (data: ArrayLike<number>, start: number, step: number, count: number, k: number) => number,
): void {
  defineOp<Pick & { readonly k: number }>({
    name,
    family: 'sorting',
    signature: `${name}(input: Tensor, ${extra}dim: number = -1, keepdim: boolean = false) -> [Tensor, Tensor]`,
    doc,
    formula: { forward: 'y = x_k', vjp: { input: '\\bar y \\text{ at } k' } },
    ...(name.endsWith('Along') ? { methodOnly: true } : {}),
    prepare: (b) => {
      const input = b.input as Tensor;
      return {
        inputs: [input],
        args: {
          dim: normalizeDim(b.dim as number, input.shape.length, name),
          keepdim: b.keepdim === true,
          k: (b.k as number | undefined) ?? 1,
        },
      };
    },
    meta: ([x], { dim, keepdim, k }) => {
      if (name !== 'mode') refuseBool(name, [x]);
      if (x.shape.length > 0) refuseEmpty(name, x, [dim]);
      const size = x.shape[dim] ?? 1;
      if (!(Number.isInteger(k) && k >= 1 && k <= size)) {
        throw new IndexError(
          `${name}: k = ${k} is out of range for the ${size} entries of dim ${dim} of ${formatShape(x.shape)}`,
          { op: name, fix: `Use a k from 1 to ${size}.` },
        );
      }
      const shape = reducedShape(x.shape, [dim], keepdim);
      return [
        { shape, dtype: x.dtype },
        { shape: shape.slice(), dtype: 'int32' },
      ];
    },
    kernel: ([x], [values, indices], { dim, k }) => {
      let r = 0;
      alongDim(x, dim, values, (from, _, start, step, count) => {
        const at = choose(from, start, step, count, k);
        values.array[r] = from[start + at * step];
        indices.array[r++] = at;
      });
    },
    nondifferentiable: [1],
    saves: { output: true },
    vjp: (g, saved) => {
      const { dim, keepdim } = saved.args;
      const shape = saved.inputShapes[0];
      if (shape.length === 0) return [g];
      const full = (t: Tensor): Tensor => (keepdim ? t : t.unsqueeze(dim));
      return [zerosOf(shape, g).scatterAdd(dim, full(saved.output(1)), full(g))];
    },
    samples: [
      { args: (m) => [m.randn([2, 3]), ...(extra ? [2] : [])] },
      { args: (m) => [m.randn([3, 2]), ...(extra ? [1] : []), 0, true] },
      { note: '0-d', args: (m) => [m.randn([]), ...(extra ? [1] : [])] },
    ],
  });
}

definePicked(
  'kthvalue',
  'k: number, ',
  'The `k`-th smallest element along `dim` (1 is the smallest), and its index.',
  (data, start, step, count, k) => lineOrder(data, start, step, count, false)[k - 1],
);
definePicked('medianAlong', '', 'The median along `dim` and its index, as a method.', (data, start, step, count) => {
  for (let i = 0; i < count; i++) if (Number.isNaN(data[start + i * step])) return i;
  return lineOrder(data, start, step, count, false)[Math.floor((count - 1) / 2)];
});
definePicked(
  'nanmedianAlong',
  '',
  'The median of what is not NaN along `dim` and its index, as a method.',
  (data, start, step, count) => {
    const order = lineOrder(data, start, step, count, false);
    const numbers = order.filter((i) => !Number.isNaN(data[start + i * step])).length;
    return order[Math.max(0, Math.floor((numbers - 1) / 2))];
  },
);
definePicked(
  'mode',
  '',
  'The most frequent element along `dim` (the smallest of several) and the index of its last occurrence.',
  (data, start, step, count) => {
    const order = lineOrder(data, start, step, count, false);
    let best = order[0];
    let most = 0;
    for (let i = 0; i < count; ) {
      let j = i + 1;
      while (j < count && data[start + order[j] * step] === data[start + order[i] * step]) j++;
      if (j - i > most) {
        most = j - i;
        best = order[j - 1];
      }
      i = j;
    }
    return best;
  },
);

for (const [name, along, whole] of [
  ['median', 'medianAlong', 'medianAll'],
  ['nanmedian', 'nanmedianAlong', 'nanmedianAll'],
] as const) {
  defineComposite({
    name,
    family: 'sorting',
    signature: [
      `${name}(input: Tensor)`,
      `${name}(input: Tensor, dim: number, keepdim: boolean = false) -> [Tensor, Tensor]`,
    ],
    doc: `The median${name === 'median' ? '' : ' of the elements that are not NaN'}: the lower of the two middle elements where there are two. With \`dim\`, also its index.`,
    example: `${name}(tensor([3, 1, 2, 4]))`,
    body: (input: Tensor, dim?: number, keepdim?: boolean) => {
      if (dim !== undefined) return input[along](dim, keepdim === true);
      return input[whole]();
    },
    samples: [
      { args: (m) => [m.randn([2, 3])] },
      { args: (m) => [m.randn([2, 4]), 1] },
      { args: (m) => [m.randn([2, 3]), 0, true] },
    ],
  });
}
