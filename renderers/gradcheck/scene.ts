/** Heat maps of relative errors and the faulty derivative over its input. Pure. */
import { exponent } from '../../core/payload/curves-diagnose.ts';
import type { GradcheckData } from '../../core/payload/gradcheck.ts';
import { axisNodes, linearScale, linearTicks } from '../shared/axes.ts';
import { type Ramp, ramp } from '../shared/ramps.ts';
import type { Scene, SceneNode } from '../shared/scene.ts';
import type { Theme } from '../shared/theme.ts';
import { ERROR_DECADES } from './model.ts';

function shade(error: number, colours: Ramp): string {
  const [low, high] = ERROR_DECADES;
  const t = error > 0 ? (Math.log10(error) - low) / (high - low) : 0;
  return colours.css(0.06 + 0.94 * Math.min(1, Math.max(0, t)));
}

/** Rows and columns of a parameter: the last axis runs to the right, all others down. */
export function plane(shape: readonly number[]): [rows: number, cols: number] {
  const cols = shape.length ? shape[shape.length - 1] : 1;
  const total = shape.reduce((n, s) => n * s, 1);
  return [cols ? total / cols : 0, cols];
}

/** One cell an element where they fit, else one a block with the block's largest error: no failure is averaged away. */
export function errorMap(
  errors: Float32Array,
  shape: readonly number[],
  worst: readonly number[],
  failing: boolean,
  room: { readonly w: number; readonly h: number; readonly cell: number },
  theme: Theme,
): Scene {
  const [rows, cols] = plane(shape);
  const fold = Math.max(1, Math.ceil((cols * 2) / room.w), Math.ceil((rows * 2) / room.h));
  const [r, c] = [Math.ceil(rows / fold), Math.ceil(cols / fold)];
  const size = Math.max(2, Math.min(room.cell, Math.floor(room.w / c), Math.floor(room.h / r)));
  const gap = size >= 6 ? 1 : 0;
  const colours = ramp(theme, 'sequential');
  const nodes: SceneNode[] = [];
  for (let y = 0; y < r; y++) {
    for (let x = 0; x < c; x++) {
      const most = largest(errors, cols, rows, y * fold, x * fold, fold);
      nodes.push({
        kind: 'rect',
        x: 1 + x * size,
        y: 1 + y * size,
        w: size - gap,
        h: size - gap,
        fill: Number.isNaN(most) ? theme.nan : shade(most, colours),
      });
    }
  }
  if (theme.highContrast || !failing)
    nodes.push({ kind: 'rect', x: 0.5, y: 0.5, w: c * size + 1 - gap, h: r * size + 1 - gap, stroke: theme.line2 });
  const flat = worst.reduce((at, i, d) => at * shape[d] + i, 0);
  if (failing && cols > 0) {
    const x = Math.floor((flat % cols) / fold);
    const y = Math.floor(Math.floor(flat / cols) / fold);
    nodes.push({
      kind: 'rect',
      x: x * size + 0.5,
      y: y * size + 0.5,
      w: size + 1 - gap,
      h: size + 1 - gap,
      stroke: theme.err,
      lineWidth: 2,
    });
  }
  return { width: c * size + 2, height: r * size + 2, nodes };
}

function largest(errors: Float32Array, cols: number, rows: number, y0: number, x0: number, fold: number): number {
  let most = 0;
  for (let y = y0; y < Math.min(rows, y0 + fold); y++) {
    for (let x = x0; x < Math.min(cols, x0 + fold); x++) {
      const e = errors[y * cols + x];
      if (Number.isNaN(e)) return e;
      if (e > most) most = e;
    }
  }
  return most;
}

/** The scale under the table: 1e-10 to 1. */
export function legendScene(theme: Theme): Scene {
  const colours = ramp(theme, 'sequential');
  const nodes: SceneNode[] = [];
  const [low, high] = ERROR_DECADES;
  for (let i = 0; i < 84; i++) {
    nodes.push({
      kind: 'rect',
      x: 1 + i,
      y: 1,
      w: 1.2,
      h: 6,
      fill: shade(10 ** (low + ((high - low) * i) / 83), colours),
    });
  }
  nodes.push({ kind: 'rect', x: 0.5, y: 0.5, w: 85, h: 7, stroke: theme.line2 });
  return { width: 86, height: 8, nodes };
}

/** The derivative over the input: what backward says (dashed, red) and what the differences say. */
export function curveScene(data: GradcheckData, width: number, height: number, theme: Theme): Scene | null {
  const { curve, spec } = data;
  if (!curve || curve.x.length < 2) return null;
  let low = 0;
  let high = 0;
  for (const column of [curve.yours, curve.numeric]) {
    for (const v of column) {
      if (v - v !== 0) continue;
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
  }
  const pad = (high - low || 1) * 0.08;
  const x = linearScale([curve.x[0], curve.x[curve.x.length - 1]], [8, width - 8]);
  const y = linearScale([low - pad, high + pad], [height - 22, 20]);
  const points = (column: Float32Array): Float64Array => {
    const out = new Float64Array(2 * column.length);
    for (let i = 0; i < column.length; i++) {
      out[2 * i] = x(curve.x[i]);
      out[2 * i + 1] = y(column[i]);
    }
    return out;
  };
  const zero = Math.round(y(0)) + 0.5;
  const nodes: SceneNode[] = [
    { kind: 'line', x1: 8, y1: zero, x2: width - 8, y2: zero, stroke: theme.faint },
    ...axisNodes({ scale: x, side: 'bottom', at: height - 22, ticks: linearTicks(x.domain, 5) }, theme),
    { kind: 'poly', points: points(curve.numeric), stroke: theme.accent, lineWidth: 2, join: 'round' },
    { kind: 'poly', points: points(curve.yours), stroke: theme.err, lineWidth: 2, dash: [5, 4], join: 'round' },
  ];
  const last = curve.x.length - 1;
  const name = (text: string, at: number, fill: string): void => {
    nodes.push({
      kind: 'text',
      x: width - 10,
      y: at,
      text,
      fill,
      font: theme.uiFont,
      size: 11,
      weight: 600,
      anchor: 'end',
    });
  };
  const [a, b] = [y(curve.yours[last]), y(curve.numeric[last])];
  name('yours', a <= b ? a - 6 : Math.min(height - 26, a + 14), theme.err);
  name('numeric', a <= b ? Math.min(height - 26, b + 14) : b - 6, theme.accent);
  const cause = spec.cause;
  if (
    cause &&
    cause.analytic !== null &&
    cause.numeric !== null &&
    cause.at >= x.domain[0] &&
    cause.at <= x.domain[1]
  ) {
    const px = x(cause.at);
    nodes.push({
      kind: 'line',
      x1: px,
      y1: y(cause.analytic),
      x2: px,
      y2: y(cause.numeric),
      stroke: theme.dim,
      dash: [2, 3],
    });
    nodes.push({ kind: 'circle', x: px, y: y(cause.analytic), r: 4, fill: theme.err });
    nodes.push({ kind: 'circle', x: px, y: y(cause.numeric), r: 4, fill: theme.accent });
  }
  return { width, height, nodes };
}

/** The step size's effect in words: `1e-04: 3.1e-06`. */
export function stepSizeText(effect: { readonly eps: readonly number[]; readonly error: readonly number[] }): string {
  return effect.eps.map((e, i) => `eps ${exponent(e, 0)}: ${exponent(effect.error[i] ?? 0, 1)}`).join(' · ');
}
