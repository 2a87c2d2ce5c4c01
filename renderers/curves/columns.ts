/** From points to pixels: what of a curve falls into each pixel column, exactly, however many points there are. */
import { lowerBound } from '../../core/payload/curves-pyramid.ts';
import type { Scale } from '../shared/axes.ts';
import type { Curve } from './model.ts';

/** Points of the curve inside the x domain, with one neighbour on each side so that lines run out of the plot. */
export function visibleRange(curve: Curve, x: Scale): [number, number] {
  const from = Math.max(0, lowerBound(curve.step, curve.length, x.domain[0]) - 1);
  const to = Math.min(curve.length, lowerBound(curve.step, curve.length, x.domain[1]) + 2);
  return [from, to];
}

/**
 * The curve's line. Few points: through each. Many: in each pixel column first, lowest, highest and last, so that no
 * spike is lost. A NaN breaks the line.
 */
export function linePoints(curve: Curve, values: Float32Array, x: Scale, y: Scale): Float64Array {
  const [from, to] = visibleRange(curve, x);
  const width = Math.abs(x.range[1] - x.range[0]);
  if (to - from <= width * 2) {
    const out = new Float64Array(2 * (to - from));
    for (let i = from; i < to; i++) {
      out[2 * (i - from)] = x(curve.step[i]);
      out[2 * (i - from) + 1] = yOf(values[i], y);
    }
    return out;
  }
  const out: number[] = [];
  const extremes = { min: 0, max: 0 };
  eachColumn(curve, x, from, to, (px, a, b) => {
    const { min, max } = curve.lineExtremes(values, a, b, extremes);
    if (min > max) {
      out.push(px, Number.NaN);
      return;
    }
    const first = values[a];
    const last = values[b - 1];
    if (Number.isFinite(first)) out.push(px, yOf(first, y));
    if (min < max) out.push(px, yOf(min, y), px, yOf(max, y));
    if (Number.isFinite(last)) out.push(px, yOf(last, y));
  });
  return Float64Array.from(out);
}

/** The raw range as one closed outline per unbroken stretch: along the maxima, back along the minima. */
export function bandOutlines(curve: Curve, x: Scale, y: Scale): Float64Array[] {
  const [from, to] = visibleRange(curve, x);
  const upper: number[] = [];
  const lower: number[] = [];
  const outlines: Float64Array[] = [];
  const close = (): void => {
    if (upper.length >= 4) {
      const back: number[] = [];
      for (let i = lower.length - 2; i >= 0; i -= 2) back.push(lower[i], lower[i + 1]);
      outlines.push(Float64Array.from([...upper, ...back]));
    }
    upper.length = 0;
    lower.length = 0;
  };
  const extremes = { min: 0, max: 0 };
  eachColumn(curve, x, from, to, (px, a, b) => {
    // One point of the neighbouring column on each side: without it a column of one point would have no height.
    curve.pyramid.query(Math.max(0, a - 1), b, extremes);
    if (extremes.min > extremes.max) {
      close();
      return;
    }
    upper.push(px, yOf(extremes.max, y));
    lower.push(px, yOf(extremes.min, y));
  });
  close();
  return outlines;
}

/** Calls back for every pixel column that holds points, with its centre and the half-open range of entries. */
function eachColumn(
  curve: Curve,
  x: Scale,
  from: number,
  to: number,
  report: (px: number, a: number, b: number) => void,
): void {
  const left = Math.floor(x.range[0]) - 1;
  let a = from;
  for (let px = left; a < to; px++) {
    // Points left of the plot all belong to the first column, points right of it to the last.
    const end = px >= x.range[1] + 1 ? to : Math.min(to, lowerBound(curve.step, curve.length, x.invert(px + 1)));
    if (end > a) report(px + 0.5, a, end);
    a = Math.max(a, end);
  }
}

/** Pixels; on a log axis what is not positive has no place. */
export function yOf(value: number, y: Scale): number {
  return y.kind === 'log' && value <= 0 ? Number.NaN : y(value);
}
