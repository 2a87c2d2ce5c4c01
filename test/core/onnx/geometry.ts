/** Sizes of sliding windows: padding given, or asked for by name; the last window whole or cut. */
import { type Call, range } from './call.ts';
import { T, type Tensor } from './core.ts';

export interface Geometry {
  readonly kernel: number[];
  readonly strides: number[];
  readonly dilations: number[];
  readonly before: number[];
  readonly after: number[];
  /** Further zeros after the padding, so that the last window of a rounded-up size is whole. */
  readonly beyond: number[];
}

/** Padding that keeps `ceil(size / stride)` windows; the odd one goes last for SAME_UPPER. */
function samePads(total: number, upper: boolean): [number, number] {
  const half = Math.floor(total / 2);
  return upper ? [half, total - half] : [total - half, half];
}

export function geometryOf(c: Call, spatial: readonly number[], kernel: number[]): Geometry {
  const rank = spatial.length;
  const ones = range(rank).map(() => 1);
  const strides = c.ints('strides') ?? ones;
  const dilations = c.ints('dilations') ?? ones;
  const auto = c.string('auto_pad', 'NOTSET');
  const pads = c.ints('pads') ?? range(2 * rank).map(() => 0);
  const reach = kernel.map((k, d) => (k - 1) * dilations[d] + 1);
  let before = pads.slice(0, rank);
  let after = pads.slice(rank);
  if (auto === 'VALID') {
    before = range(rank).map(() => 0);
    after = before;
  } else if (auto !== 'NOTSET' && auto !== '') {
    const both = spatial.map((size, d) => {
      const windows = Math.ceil(size / strides[d]);
      return samePads(Math.max(0, (windows - 1) * strides[d] + reach[d] - size), auto === 'SAME_UPPER');
    });
    before = both.map(([first]) => first);
    after = both.map(([, last]) => last);
  }
  const beyond = spatial.map((size, d) => {
    if (c.int('ceil_mode', 0) === 0) return 0;
    const padded = size + before[d] + after[d];
    let windows = Math.ceil((padded - reach[d]) / strides[d]) + 1;
    if ((windows - 1) * strides[d] >= size + before[d]) windows--; // a window may not begin in the last padding
    return Math.max(0, (windows - 1) * strides[d] + reach[d] - padded);
  });
  return { kernel, strides, dilations, before, after, beyond };
}

export const same = (a: readonly number[], b: readonly number[]): boolean => a.every((v, i) => v === b[i]);
export const none = (a: readonly number[]): boolean => a.every((v) => v === 0);

/** Pads the trailing axes by `before` and `after` (first axis first). */
export function padSpatial(x: Tensor, before: readonly number[], after: readonly number[], value = 0): Tensor {
  if (none(before) && none(after)) return x;
  const list = range(before.length)
    .reverse()
    .flatMap((d) => [before[d], after[d]]);
  return T.pad(x, list, { mode: 'constant', value });
}
