/** Padding: constants, reflections, edges and wrapping. */
import { ArgumentError, formatShape, ShapeError } from '../errors.ts';
import { Tensor } from '../tensor/tensor.ts';
import { defineComposite, defineOp } from './define.ts';

type Mode = 'constant' | 'reflect' | 'replicate' | 'circular';

interface ConstantPad {
  /** Entries added (or, negative, cut off) before and after every dimension. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly value: number;
}

defineOp<ConstantPad>({
  name: 'constantPad',
  family: 'shape',
  signature: 'constantPad(input: Tensor, before: number[], after: number[], value: number)',
  doc: 'Constants before and after every dimension, as a method: the common part of padding and its derivative.',
  methodOnly: true,
  formula: { forward: 'y = [v, x, v]', vjp: { input: '\\bar y \\text{ at the place of } x' } },
  meta: ([x], { before, after }) => {
    const shape = x.shape.map((s, d) => s + before[d] + after[d]);
    const bad = shape.findIndex(
      (s, d) => s < 0 || x.shape[d] + Math.min(0, before[d]) < 0 || x.shape[d] + Math.min(0, after[d]) < 0,
    );
    if (bad >= 0) {
      throw new ShapeError(
        `pad: padding ${before[bad]} and ${after[bad]} leaves nothing of dim ${bad} of ${formatShape(x.shape)}`,
        { op: 'pad', operands: [{ name: 'input', shape: x.shape, axes: [bad] }] },
      );
    }
    return { shape, dtype: x.dtype };
  },
  kernel: ([x], [out], { before, value }) => {
    const data = x.data;
    const to = out.array;
    if (value !== 0) to.fill(value);
    const rank = x.shape.length;
    const at = new Array<number>(rank).fill(0);
    for (let i = 0; i < data.length; i++) {
      let p = 0;
      let inside = true;
      for (let d = 0; d < rank && inside; d++) {
        const k = at[d] + before[d];
        inside = k >= 0 && k < out.shape[d];
        p = p * out.shape[d] + k;
      }
      if (inside) to[p] = data[i];
      for (let d = rank - 1; d >= 0; d--) {
        if (++at[d] < x.shape[d]) break;
        at[d] = 0;
      }
    }
  },
  vjp: (g, { args }) => [
    g.constantPad(
      args.before.map((n) => -n),
      args.after.map((n) => -n),
      0,
    ),
  ],
  samples: [
    { args: (m) => [m.randn([2, 3]), [1, 0], [0, 2], 0.5] },
    { note: 'cut', args: (m) => [m.randn([2, 4]), [0, -1], [0, -1], 0] },
  ],
});

/** The entry that stands at place `i` of a line of `n` (from -before on). */
const SOURCE: Record<Exclude<Mode, 'constant'>, (i: number, n: number) => number> = {
  reflect: (i, n) => (i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i),
  replicate: (i, n) => Math.min(Math.max(i, 0), n - 1),
  circular: (i, n) => ((i % n) + n) % n,
};

function checkMode(mode: Exclude<Mode, 'constant'>, x: Tensor, pad: readonly number[]): void {
  const padded = pad.length / 2;
  const rank = x.shape.length;
  if (!(padded <= 3 && (rank === padded + 1 || rank === padded + 2))) {
    throw new ShapeError(
      `pad: mode '${mode}' pads the last ${padded} dimension${padded === 1 ? '' : 's'} of [N, C, ...] or [C, ...], not of ${formatShape(x.shape)}`,
      {
        op: 'pad',
        operands: [{ name: 'input', shape: x.shape }],
        fix: 'Add the missing leading dimensions with unsqueeze(0).',
      },
    );
  }
  if (mode !== 'circular' && x.shape.slice(rank === padded + 2 ? 1 : 0).includes(0)) {
    throw new ShapeError(`pad: mode '${mode}' needs entries to repeat, the input is ${formatShape(x.shape)}`, {
      op: 'pad',
      operands: [{ name: 'input', shape: x.shape }],
    });
  }
  for (let k = 0; k < padded; k++) {
    const d = rank - 1 - k;
    const size = x.shape[d];
    const [before, after] = [pad[2 * k], pad[2 * k + 1]];
    const limit = mode === 'reflect' ? size - 1 : mode === 'circular' ? size : Number.POSITIVE_INFINITY;
    if (before > limit || after > limit || size + before + after <= 0 || size === 0) {
      throw new ShapeError(
        `pad: padding ${before} and ${after} in mode '${mode}' needs more than the ${size} entries of dim ${d} of ${formatShape(x.shape)}`,
        {
          op: 'pad',
          operands: [{ name: 'input', shape: x.shape, axes: [d] }],
        },
      );
    }
  }
}

defineComposite({
  name: 'pad',
  family: 'shape',
  signature:
    "pad(input: Tensor, pad: number[], mode: 'constant' | 'reflect' | 'replicate' | 'circular' = 'constant', value?: number | null)",
  doc: 'Entries added before and after the last dimensions: `pad` is [left, right] of the last one, then of the one before it, and so on; negative ones cut off. They are `value` (0), or mirrored, repeated or wrapped entries.',
  example: 'pad(tensor([[1, 2, 3]]), [1, 1])',
  formula: { forward: 'y = [\\cdots, x, \\cdots]' },
  method: false,
  body: (x: Tensor, pad: number[], mode: Mode, value: number | null) => {
    if (pad.length % 2 !== 0)
      throw new ArgumentError(
        `pad: an even number of sizes is needed, a pair for each dimension, got ${formatShape(pad)}`,
        { op: 'pad' },
      );
    if (pad.length / 2 > x.shape.length) {
      throw new ShapeError(
        `pad: ${pad.length / 2} pairs ${formatShape(pad)} for the ${x.shape.length} dimensions of ${formatShape(x.shape)}`,
        { op: 'pad', operands: [{ name: 'input', shape: x.shape }] },
      );
    }
    const rank = x.shape.length;
    if (mode === 'constant') {
      const sizes = (side: 0 | 1): number[] => x.shape.map((_, d) => pad[2 * (rank - 1 - d) + side] ?? 0);
      return x.constantPad(sizes(0), sizes(1), value ?? 0);
    }
    if (value !== null && value !== 0) throw new ArgumentError(`pad: mode '${mode}' takes no value`, { op: 'pad' });
    checkMode(mode, x, pad);
    let out = x;
    for (let k = 0; k < pad.length / 2; k++) {
      const [before, after] = [pad[2 * k], pad[2 * k + 1]];
      if (before === 0 && after === 0) continue;
      const d = rank - 1 - k;
      const size = x.shape[d];
      const picks = Int32Array.from({ length: size + before + after }, (_, i) => SOURCE[mode](i - before, size));
      out = out.indexSelect(d, Tensor.wrap(picks, [picks.length], 'int32'));
    }
    return out === x ? x.clone() : out;
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), [1, 2]] },
    { args: (m) => [m.randn([2, 3]), [1, 0, 2, 1], { value: 0.5 }] },
    { note: 'reflect', args: (m) => [m.randn([1, 2, 4]), [1, 2], 'reflect'] },
    { note: 'replicate', args: (m) => [m.randn([1, 2, 3, 3]), [1, 1, 2, 0], 'replicate'] },
    { note: 'circular', args: (m) => [m.randn([2, 3]), [2, 1], 'circular'] },
    { note: 'cut', args: (m) => [m.randn([2, 4]), [-1, 1]] },
  ],
});
