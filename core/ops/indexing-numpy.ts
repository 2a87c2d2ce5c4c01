/**
 * Indexing as in NumPy: `x.at(1, '...', null, '::2', mask)` reads, `x.put(..., value)` writes.
 *
 * Integers, slices, new axes and the ellipsis give a view (a negative step needs a copy). Integer and boolean arrays
 * pick elements; their shapes broadcast together, and the axes that they index are replaced by the axes of that shape,
 * in their place where they stand side by side, else in front.
 */
import { ArgumentError, formatShape, IndexError, ShapeError } from '../errors.ts';
import { isFloat } from '../tensor/dtype.ts';
import { broadcastShapes, contiguousStrides, numelOf } from '../tensor/shape.ts';
import { Tensor } from '../tensor/tensor.ts';
import { zerosOf } from './creation.ts';
import { defineComposite, defineOp } from './define.ts';
import { assignInPlace, functionOf, wrapNumber } from './derive.ts';
import { sliceBounds } from './slicing.ts';

/** A slice as a value: Python's `start:end:step`. */
export class Slice {
  readonly start: number | null;
  readonly end: number | null;
  readonly step: number;
  constructor(start: number | null, end: number | null, step: number) {
    if (!Number.isInteger(step) || step === 0)
      throw new IndexError(`slice: step must be a whole number other than 0, got ${step}`, { op: 'slice' });
    this.start = start;
    this.end = end;
    this.step = step;
  }
}

/** One axis of an index: a number, a new axis, the ellipsis, a slice, or an integer or boolean array. */
export type Index =
  | number
  | null
  | string
  | boolean
  | Slice
  | readonly (number | boolean | readonly unknown[])[]
  | Tensor;

/**
 * `slice(end)`, `slice(start, end)` or `slice(start, end, step)`: a slice for `x.at(...)`, as in Python.
 * `slice(x, dim, start, end, step)`, or with options: Python's slicing of a tensor along one dimension, a view.
 */
export function slice(end: number | null): Slice;
export function slice(start: number | null, end: number | null, step?: number): Slice;
export function slice(
  input: Tensor,
  options: { dim?: number; start?: number | null; end?: number | null; step?: number },
): Tensor;
export function slice(input: Tensor, dim?: number, start?: number | null, end?: number | null, step?: number): Tensor;
export function slice(...args: unknown[]): Slice | Tensor {
  if (args[0] instanceof Tensor) return functionOf<(...a: unknown[]) => Tensor>('slice')(...args);
  const bounds = args as (number | null | undefined)[];
  if (
    bounds.length === 0 ||
    bounds.length > 3 ||
    bounds.some((b) => b !== null && b !== undefined && !Number.isInteger(b))
  ) {
    throw new ArgumentError(`slice: bounds must be whole numbers or null, got (${bounds.map(String).join(', ')})`, {
      op: 'slice',
    });
  }
  return bounds.length === 1
    ? new Slice(null, bounds[0] ?? null, 1)
    : new Slice(bounds[0] ?? null, bounds[1] ?? null, bounds[2] ?? 1);
}

/** `'1:5:2'`, with any part left out. */
function parseSlice(text: string): Slice {
  const match = /^\s*(-?\d+)?\s*:\s*(-?\d+)?\s*(?::\s*(-?\d+)?\s*)?$/.exec(text);
  if (!match)
    throw new IndexError(`at: '${text}' is not an index`, {
      op: 'at',
      fix: "Write a slice as '1:5:2' (any part may be left out), or '...' for all axes between.",
    });
  const number = (part: string | undefined): number | null => (part === undefined ? null : Number(part));
  return new Slice(number(match[1]), number(match[2]), number(match[3]) ?? 1);
}

/** The index as steps over the axes of a view: the view itself, and the arrays by axis of it. */
interface Plan {
  readonly view: Tensor;
  readonly arrays: readonly (Tensor | null)[];
}

function asArray(index: Index): Tensor {
  if (index instanceof Tensor) return index;
  const list = index as readonly unknown[];
  const flat = list.flat(Number.POSITIVE_INFINITY);
  const dtype = flat.length > 0 && typeof flat[0] === 'boolean' ? 'bool' : 'int32';
  if (dtype === 'int32' && flat.some((v) => !Number.isInteger(v)))
    throw new IndexError('at: an index array must hold whole numbers or booleans', { op: 'at' });
  return functionOf<(d: unknown, o: object) => Tensor>('tensor')(list, { dtype });
}

/** Index tensors of a boolean mask: one per axis of it. */
function maskIndices(mask: Tensor): Tensor[] {
  return mask.nonzero().unbind(1);
}

/** How many axes of the input an index takes up. */
function axesOf(index: Index): number {
  if (index === null || index === '...' || typeof index === 'boolean') return 0;
  if (index instanceof Tensor) return index.dtype === 'bool' ? index.shape.length : 1;
  return Array.isArray(index) ? axesOf(asArray(index)) : 1;
}

export function makePlan(x: Tensor, indices: readonly Index[], op: string): Plan {
  const used = indices.reduce<number>((n, i) => n + axesOf(i), 0);
  if (indices.filter((i) => i === '...').length > 1)
    throw new IndexError(`${op}: only one '...' can stand in an index`, { op });
  if (used > x.shape.length) {
    throw new IndexError(
      `${op}: ${used} indices for the ${x.shape.length} dimension${x.shape.length === 1 ? '' : 's'} of ${formatShape(x.shape)}`,
      { op, operands: [{ name: 'input', shape: x.shape }] },
    );
  }
  const full = indices.includes('...') ? indices : [...indices, '...'];
  let view = x;
  let axis = 0;
  const arrays: (Tensor | null)[] = [];
  const set = (t: Tensor): void => {
    arrays[axis++] = t;
  };
  for (const index of full) {
    if (index === '...') {
      axis += x.shape.length - used;
    } else if (index === null) {
      view = view.unsqueeze(axis++);
    } else if (typeof index === 'boolean') {
      view = view.unsqueeze(axis);
      set(Tensor.wrap(Int32Array.from(index ? [0] : []), [index ? 1 : 0], 'int32'));
    } else if (typeof index === 'number') {
      view = view.select(axis, index);
    } else if (index instanceof Slice || typeof index === 'string') {
      const { start, end, step } = typeof index === 'string' ? parseSlice(index) : index;
      if (step > 0) view = view.slice(axis++, start, end, step);
      else {
        const cut = sliceBounds(start, end, step, view.shape[axis]);
        const picks = Int32Array.from({ length: cut.count }, (_, i) => cut.start + i * step);
        // A separate copy along this axis only, so that it does not count among the index arrays.
        view = view.indexSelect(axis, Tensor.wrap(picks, [cut.count], 'int32'));
        axis++;
      }
    } else {
      const array = asArray(index);
      if (array.dtype === 'bool' || array.dtype === 'uint8') {
        array.shape.forEach((s, d) => {
          if (s !== view.shape[axis + d]) {
            throw new IndexError(
              `${op}: a mask of shape ${formatShape(array.shape)} does not fit the axes from ${axis} on of ${formatShape(view.shape)}`,
              {
                op,
                operands: [
                  { name: 'input', shape: x.shape },
                  { name: 'mask', shape: array.shape, axes: [d] },
                ],
              },
            );
          }
        });
        if (array.shape.length === 0) {
          view = view.unsqueeze(axis);
          set(Tensor.wrap(Int32Array.from(array.item() ? [0] : []), [array.item() ? 1 : 0], 'int32'));
        } else maskIndices(array).forEach(set);
      } else if (isFloat(array.dtype)) {
        throw new IndexError(`${op}: an index tensor must hold integers or booleans, it is ${array.dtype}`, {
          op,
          fix: 'Convert it: index.long().',
        });
      } else set(array);
    }
  }
  return { view, arrays: Array.from({ length: view.shape.length }, (_, d) => arrays[d] ?? null) };
}

/** The shape of the picked elements, and their flat places in the dense `shape`. */
export function pickedPlaces(
  op: string,
  shape: readonly number[],
  arrays: readonly (Tensor | null)[],
): { shape: number[]; places: Int32Array } {
  const axes = arrays.flatMap((a, d) => (a ? [d] : []));
  const common = axes.reduce<readonly number[]>(
    (s, d) => broadcastShapes(s, (arrays[d] as Tensor).shape, op, ['index', 'index']),
    [],
  );
  const together = axes.every((d, i) => i === 0 || d === axes[i - 1] + 1);
  const rest = shape.map((_, d) => d).filter((d) => !arrays[d]);
  const at = together ? axes[0] : 0;
  const before = rest.filter((d) => d < at);
  const after = rest.filter((d) => d >= at);
  const strides = contiguousStrides(shape);
  const lines = axes.map((d) => {
    const values = (arrays[d] as Tensor).expand(common.slice()).data;
    const size = shape[d];
    return Int32Array.from(values, (v) => {
      const i = v < 0 ? v + size : v;
      if (!(i >= 0 && i < size))
        throw new IndexError(`${op}: index ${v} is out of range for axis ${d} of ${formatShape(shape)}`, {
          op,
          operands: [{ name: 'input', shape, axes: [d] }],
          fix: `Use an index from ${-size} to ${size - 1}.`,
        });
      return i * strides[d];
    });
  });
  const count = numelOf(common);
  const offsets = (dims: readonly number[]): number[] =>
    dims.reduce<number[]>(
      (all, d) => all.flatMap((o) => Array.from({ length: shape[d] }, (_, i) => o + i * strides[d])),
      [0],
    );
  const outer = offsets(before);
  const inner = offsets(after);
  const places = new Int32Array(outer.length * count * inner.length);
  let p = 0;
  for (const o of outer) {
    for (let k = 0; k < count; k++) {
      let base = o;
      for (const line of lines) base += line[k];
      for (const i of inner) places[p++] = base + i;
    }
  }
  return { shape: [...before.map((d) => shape[d]), ...common, ...after.map((d) => shape[d])], places };
}

const isBasic = (plan: Plan): boolean => plan.arrays.every((a) => a === null);

defineComposite({
  name: 'at',
  family: 'indexing',
  signature: 'at(input: Tensor, ...index: Index[])',
  doc: "Reads by index as in NumPy: each argument is an integer, `null` (a new axis), `'...'`, a slice (`'1:5:2'` or `slice(1, 5, 2)`, steps may be negative), an integer array, or a boolean mask. Integers and slices give a view.",
  example: "arange(6).view(2, 3).at(1, '::2')",
  formula: { forward: 'y = x_{[\\dots]}', vjp: { input: '\\bar y \\text{ at } [\\dots],\\ 0 \\text{ elsewhere}' } },
  raw: true,
  body: (x: Tensor, ...index: Index[]) => {
    const plan = makePlan(x, index, 'at');
    if (isBasic(plan)) return plan.view;
    const { shape, places } = pickedPlaces('at', plan.view.shape, plan.arrays);
    return plan.view
      .reshape([-1])
      .indexSelect(0, Tensor.wrap(places, [places.length], 'int32'))
      .reshape(shape);
  },
  samples: [
    { args: (m) => [m.randn([2, 3]), 1] },
    { args: (m) => [m.randn([4, 3]), '::-1', null, -1] },
    { args: (m) => [m.randn([3, 2, 4]), [0, 2], '...', m.ints([2], 0, 4)] },
    { args: (m) => [m.randn([2, 3]), m.bools([2, 3])] },
  ],
});

defineOp<{ readonly index: Tensor; readonly accumulate: boolean }>({
  name: 'writePlaces',
  family: 'indexing',
  signature: 'writePlaces(input: Tensor, source: Tensor, index: Tensor, accumulate: boolean)',
  doc: 'The input with the elements at flat places replaced by (or added to) those of a flat source: the common part of indexed writes.',
  methodOnly: true,
  formula: {
    forward: 'y = x;\\; y_{k_i} = s_i',
    vjp: { input: '\\bar y \\text{ where not written}', source: '\\bar y_{k_i}' },
  },
  prepare: (b) => ({
    inputs: [b.input, b.source] as Tensor[],
    args: { index: b.index as Tensor, accumulate: b.accumulate as boolean },
  }),
  meta: ([x]) => ({ shape: x.shape, dtype: x.dtype }),
  kernel: ([x, source], [out], { index, accumulate }) => {
    const from = source.data;
    const to = out.array;
    to.set(x.data);
    index.data.forEach((p: number, i: number) => {
      to[p] = accumulate ? to[p] + from[i] : from[i];
    });
  },
  vjp: (g, saved) => {
    const { index, accumulate } = saved.args;
    const size = saved.inputShapes[1];
    return [
      !saved.needs[0] ? null : accumulate ? g : g.writePlaces(zerosOf(size, g), index, false),
      saved.needs[1] ? g.reshape([-1]).indexSelect(0, index) : null,
    ];
  },
  samples: [{ args: (m) => [m.randn([2, 3]), m.randn([2]), Tensor.wrap(Int32Array.of(1, 4), [2], 'int32'), false] }],
});

/** `value` in the dtype of `x`, broadcast to `shape`; extra leading axes of size 1 are dropped, as in NumPy. */
export function fitValue(op: string, x: Tensor, value: Tensor | number | boolean, shape: number[]): Tensor {
  let v = (typeof value === 'object' ? value : wrapNumber(value, x)).to(x.dtype);
  while (v.shape.length > shape.length && v.shape[0] === 1) v = v.squeeze(0);
  const fits =
    v.shape.length <= shape.length &&
    v.shape.every((s, i) => s === 1 || s === shape[shape.length - v.shape.length + i]);
  if (!fits) {
    throw new ShapeError(
      `${op}: a value of shape ${formatShape(v.shape)} does not fit the indexed elements of shape ${formatShape(shape)}`,
      {
        op,
        operands: [
          { name: 'value', shape: v.shape },
          { name: 'input', shape: x.shape },
        ],
      },
    );
  }
  return v.expand(shape);
}

/** Slices with negative steps as positive ones, and the axes of the value that then run backwards. */
function forwards(x: Tensor, indices: readonly Index[]): readonly Index[] {
  let axis = 0;
  const used = indices.reduce<number>((n, i) => n + axesOf(i), 0);
  return indices.map((index) => {
    const start = axis;
    axis += index === '...' ? x.shape.length - used : axesOf(index);
    const cut =
      typeof index === 'string' && index !== '...' ? parseSlice(index) : index instanceof Slice ? index : null;
    if (!cut || cut.step > 0) return index;
    const { start: from, count } = sliceBounds(cut.start, cut.end, cut.step, x.shape[start]);
    return Tensor.wrap(
      Int32Array.from({ length: count }, (_, i) => from + i * cut.step),
      [count],
      'int32',
    );
  });
}

defineComposite({
  name: 'put',
  family: 'indexing',
  signature: 'put(input: Tensor, ...indexAndValue: [...Index[], Tensor | number | boolean])',
  doc: 'Writes in place by index as in NumPy, `x[...] = value`: the index as in `at`, then the value, which broadcasts. Returns the tensor.',
  example: "zeros([2, 3]).put(0, '1:', 5)",
  formula: { forward: 'x_{[\\dots]} \\leftarrow v' },
  raw: true,
  body: (x: Tensor, ...args: (Index | Tensor | number | boolean)[]) => {
    if (args.length < 1)
      throw new ArgumentError('put: the value is missing', {
        op: 'put',
        fix: "x.put(index..., value), e.g. x.put(0, '1:', 5).",
      });
    const value = args[args.length - 1] as Tensor | number | boolean;
    if (typeof value !== 'number' && typeof value !== 'boolean' && !(value instanceof Tensor))
      throw new ArgumentError('put: the value must be a tensor or a number', { op: 'put' });
    const given = args.slice(0, -1) as Index[];
    const many = given.some(
      (i) => Array.isArray(i) || (i instanceof Tensor && i.dtype !== 'bool') || i instanceof Tensor,
    );
    const reversed = forwards(x, given);
    if (!many && reversed.some((r, i) => r !== given[i])) {
      // Only slices, some backwards: the value is turned round instead.
      const plain = given.map((index, i) => {
        if (reversed[i] === index) return index;
        const picks = (reversed[i] as Tensor).data;
        const step = picks.length > 1 ? picks[0] - picks[1] : 1;
        return picks.length === 0 ? new Slice(0, 0, 1) : new Slice(picks[picks.length - 1], picks[0] + 1, step);
      });
      const { view } = makePlan(x, plain, 'put');
      const flipped: number[] = [];
      let axis = 0;
      const used = given.reduce<number>((n, i) => n + axesOf(i), 0);
      given.forEach((index, i) => {
        if (reversed[i] !== index) flipped.push(axis);
        if (index === '...') axis += x.shape.length - used;
        else if (typeof index !== 'number') axis++;
      });
      assignInPlace(view, fitValue('put', x, value, view.shape.slice()).flip(flipped), 'put');
      return x;
    }
    const plan = makePlan(x, reversed, 'put');
    if (isBasic(plan)) {
      assignInPlace(plan.view, fitValue('put', x, value, plan.view.shape.slice()), 'put');
      return x;
    }
    const { shape, places } = pickedPlaces('put', plan.view.shape, plan.arrays);
    const index = Tensor.wrap(places, [places.length], 'int32');
    const source = fitValue('put', x, value, shape).reshape([-1]);
    assignInPlace(plan.view, plan.view.writePlaces(source, index, false), 'put');
    return x;
  },
});
