/** One element of a whole tensor: its extremes and medians. Equal elements share the gradient evenly. */
import { defineOp } from './define.ts';
import { refuseBool } from './predicates.ts';
import { refuseEmpty } from './reduction.ts';
import { lineOrder } from './sorting.ts';

function defineWhole(
  name: string,
  of: string,
  doc: string,
  choose: (data: ArrayLike<number>) => number,
  empty: 'refuse' | 'nan',
): void {
  defineOp<Record<string, never>>({
    name,
    family: 'reduction',
    signature: `${name}(input: Tensor)`,
    doc,
    methodOnly: true,
    formula: { forward: 'y = x_k', vjp: { input: '\\bar y \\, \\frac{[x_i = y]}{\\#\\{x_i = y\\}}' } },
    meta: ([x]) => {
      if (empty === 'refuse')
        refuseEmpty(
          of,
          x,
          x.shape.map((_, d) => d),
        );
      else refuseBool(of, [x]);
      return { shape: [], dtype: x.dtype };
    },
    kernel: ([x], [out]) => {
      out.array[0] = x.numel() === 0 ? Number.NaN : choose(x.data);
    },
    saves: { inputs: [0], output: true },
    vjp: (g, saved) => {
      const x = saved.input(0);
      const y = saved.output();
      const hit = y.device === 'cpu' && Number.isNaN(y.item()) ? x.isnan() : x.eq(y);
      return [hit.where(g.div(hit.sum()), 0)];
    },
    samples: [
      { args: (m) => [m.randn([2, 3])] },
      { note: 'strided', args: (m) => [m.randn([3, 2]).t()] },
      { note: '0-d', args: (m) => [m.randn([])] },
    ],
  });
}

const extreme =
  (sign: 1 | -1) =>
  (data: ArrayLike<number>): number => {
    let best = data[0];
    for (let i = 1; i < data.length && !Number.isNaN(best); i++)
      if (Number.isNaN(data[i]) || sign * data[i] > sign * best) best = data[i];
    return best;
  };

defineWhole('maxAll', 'max', 'The largest element of all, as a method.', extreme(1), 'refuse');
defineWhole('minAll', 'min', 'The smallest element of all, as a method.', extreme(-1), 'refuse');
defineWhole(
  'medianAll',
  'median',
  'The lower median of all elements, as a method.',
  (data) => {
    for (let i = 0; i < data.length; i++) if (Number.isNaN(data[i])) return Number.NaN;
    return data[lineOrder(data, 0, 1, data.length, false)[Math.floor((data.length - 1) / 2)]];
  },
  'nan',
);
defineWhole(
  'nanmedianAll',
  'nanmedian',
  'The lower median of all elements that are not NaN, as a method.',
  (data) => {
    const order = lineOrder(data, 0, 1, data.length, false);
    const numbers = order.filter((i) => !Number.isNaN(data[i])).length;
    return data[order[Math.max(0, Math.floor((numbers - 1) / 2))]];
  },
  'nan',
);
