/** Reference pooling: windows given per spatial dimension, over planes of the leading dimensions. */

import type { TypedArray } from '../tensor/dtype.ts';
import { numelOf } from '../tensor/shape.ts';

/** The windows along one dimension: from `start[i]` to before `end[i]` by `step`, clipped to the input. */
export interface Windows {
  readonly start: readonly number[];
  readonly end: readonly number[];
  readonly step: number;
}

/** Calls `visit(output place, first input place of the window)` and, inside, `each(place)` for its elements. */
function eachWindow(
  size: readonly number[],
  windows: readonly Windows[],
  begin: (out: number) => void,
  each: (place: number) => void,
): void {
  const rank = size.length;
  const counts = windows.map((w) => w.start.length);
  const outputs = numelOf(counts);
  const at = new Array<number>(rank).fill(0);
  const walk = (d: number, place: number): void => {
    const w = windows[d];
    for (let i = w.start[at[d]]; i < w.end[at[d]]; i += w.step) {
      if (d === rank - 1) each(place * size[d] + i);
      else walk(d + 1, place * size[d] + i);
    }
  };
  for (let o = 0; o < outputs; o++) {
    begin(o);
    walk(0, 0);
    for (let d = rank - 1; d >= 0; d--) {
      if (++at[d] < counts[d]) break;
      at[d] = 0;
    }
  }
}

/** Sums of windows times `scale[output]`. */
export function poolSum(
  planes: number,
  size: readonly number[],
  windows: readonly Windows[],
  scale: ArrayLike<number>,
  x: TypedArray,
  y: TypedArray,
): void {
  const inner = numelOf(size);
  const outputs = scale.length;
  for (let p = 0; p < planes; p++) {
    const sums = new Float64Array(outputs);
    let out = 0;
    eachWindow(
      size,
      windows,
      (o) => {
        out = o;
      },
      (place) => {
        sums[out] += x[p * inner + place];
      },
    );
    for (let o = 0; o < outputs; o++) y[p * outputs + o] = sums[o] * scale[o];
  }
}

/** The adjoint of poolSum: every output's value is added to its window's elements. */
export function poolSpread(
  planes: number,
  size: readonly number[],
  windows: readonly Windows[],
  scale: ArrayLike<number>,
  y: TypedArray,
  x: TypedArray,
): void {
  const inner = numelOf(size);
  const outputs = scale.length;
  for (let p = 0; p < planes; p++) {
    const sums = new Float64Array(inner);
    let value = 0;
    eachWindow(
      size,
      windows,
      (o) => {
        value = y[p * outputs + o] * scale[o];
      },
      (place) => {
        sums[place] += value;
      },
    );
    x.set(sums, p * inner);
  }
}

/** Largest elements of windows and their places in the plane; the first on ties, NaN wins. */
export function poolMax(
  planes: number,
  size: readonly number[],
  windows: readonly Windows[],
  x: TypedArray,
  values: TypedArray,
  places: TypedArray,
): void {
  const inner = numelOf(size);
  const outputs = numelOf(windows.map((w) => w.start.length));
  for (let p = 0; p < planes; p++) {
    let at = 0;
    let best = -1;
    eachWindow(
      size,
      windows,
      (o) => {
        at = p * outputs + o;
        best = -1;
      },
      (place) => {
        const v = x[p * inner + place];
        if (best >= 0 && !(v > values[at] || Number.isNaN(v))) return;
        best = place;
        values[at] = v;
        places[at] = place;
      },
    );
  }
}
