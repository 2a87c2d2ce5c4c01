/** The gradient-flow picture as a display list: one row a layer; strip, spread and cause share it. Pure. */
import { exponent as asciiExponent } from '../../core/payload/curves-diagnose.ts';
import { derivativeName, flowState, flowValue } from '../../core/payload/gradflow-diagnose.ts';
import { linearTicks, type Scale } from '../shared/axes.ts';
import { mix } from '../shared/color.ts';
import { type Ramp, ramp } from '../shared/ramps.ts';
import type { CellImage, Scene, SceneNode } from '../shared/scene.ts';
import { count, exponent, fixed, MINUS } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';
import type { FlowLayout, FlowState } from './layout.ts';
import type { FlowModel, FlowRowData } from './model.ts';

/** Factors below these are marked: they are where the gradient is lost. */
export const WEAK_WEIGHTS = 0.5;
export const WEAK_ACTIVATION = 0.75;

const TITLES = {
  activations: 'norm of \u2202L/\u2202a',
  weights: 'root mean square of \u2202L/\u2202w',
  update: 'size of update over weight',
} as const;

type TextOptions = Partial<Extract<SceneNode, { kind: 'text' }>>;

export function label(
  content: string,
  x: number,
  y: number,
  fill: string,
  theme: Theme,
  options: TextOptions = {},
): SceneNode {
  return { kind: 'text', x, y, text: content, fill, font: theme.uiFont, size: 12, ...options };
}

/** `0.00080`, `6.74e−05`: two significant digits at least, in at most seven characters. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return fixed(value, 0);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e4) return exponent(value, 1);
  return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 3 : size >= 0.001 ? 4 : 5);
}

const STATE_WORDS = { notRun: 'not run', none: 'none', zero: '0', dead: 'dead', bad: 'NaN', ok: '' } as const;

export function valueText(row: FlowRowData): string {
  return row.state === 'ok' ? shortNumber(row.value) : STATE_WORDS[row.state];
}

/** Colours of the strips: one cell a layer and recorded step. Kept while mode and theme stay, for it is the cache key. */
export function flowImage(model: FlowModel, state: FlowState, theme: Theme): CellImage {
  const colours = ramp(theme, 'sequential');
  const { layers, steps } = model.spec;
  const decades = model.decades(state.mode);
  const pixels = new Uint32Array(layers.length * steps.length);
  for (let r = 0; r < layers.length; r++) {
    for (let s = 0; s < steps.length; s++) {
      const bad = flowState(model.data, state.mode, r, s) === 'bad';
      pixels[r * steps.length + s] = bad
        ? colours.nan
        : shade(flowValue(model.data, state.mode, r, s), decades, colours);
    }
  }
  return { cols: steps.length, rows: layers.length, pixels };
}

function shade(value: number, [low, high]: readonly [number, number], colours: Ramp): number {
  const t = value > 0 ? (Math.log10(value) - low) / (high - low) : 0;
  // What is there at all is told from what is not: the ramp starts a little above the background.
  const at = value > 0 ? 0.08 + 0.92 * Math.min(1, Math.max(0, t)) : 0;
  return colours.lut[Math.round(at * (colours.lut.length - 1))];
}

export function flowScene(
  model: FlowModel,
  state: FlowState,
  layout: FlowLayout,
  image: CellImage,
  theme: Theme,
): Scene {
  const rows = model.rows(state.mode, state.step);
  const nodes: SceneNode[] = [...heads(model, state, layout, theme)];
  for (const row of rows) nodes.push(...rowNodes(row, image, model, state, layout, theme));
  nodes.push(...legends(model, state, layout, theme));
  return { width: layout.width, height: layout.height, nodes };
}

function heads(model: FlowModel, state: FlowState, layout: FlowLayout, theme: Theme): SceneNode[] {
  const { strip, spread, cause, head } = layout;
  const { steps } = model.spec;
  const top = { weight: 600, size: 11 } as const;
  const title = steps.length > 1 ? `${TITLES[state.mode]}, ${stride(steps)}` : TITLES[state.mode];
  const room = (spread ? spread.x - 8 : layout.width) - strip.x;
  const nodes: SceneNode[] = [
    label('layer', 0, 12, theme.fg, theme, top),
    label(title.length * 6.6 < room ? title : TITLES[state.mode], strip.x, 12, theme.fg, theme, top),
    { kind: 'line', x1: 0, y1: head - 6.5, x2: layout.width, y2: head - 6.5, stroke: theme.line },
  ];
  for (const [step, at] of stepTicks(steps, strip.w / 70))
    nodes.push(
      label(count(step), layout.steps(at), head - 16, theme.dim, theme, {
        font: theme.monoFont,
        size: 11,
        anchor: 'middle',
      }),
    );
  if (spread) {
    const title = `spread at step ${count(steps[state.step])}`;
    nodes.push(label(title, spread.x, 12, theme.fg, theme, top));
    if ((title.length + 7) * 6.6 < spread.w) {
      nodes.push(label('symlog', spread.x + spread.w, 12, theme.dim, theme, { size: 11, anchor: 'end' }));
    }
    const named = readableTicks(spread.ticks, spread.scale);
    for (const t of spread.ticks) {
      const x = Math.round(spread.scale(t)) + 0.5;
      const bottom = head + model.spec.layers.length * layout.rowHeight;
      if (named.has(t)) {
        nodes.push(
          label(tickText(t), x, head - 16, theme.dim, theme, { font: theme.monoFont, size: 11, anchor: 'middle' }),
        );
      }
      if (!theme.highContrast || t === 0) {
        nodes.push({
          kind: 'line',
          x1: x,
          y1: head - 2,
          x2: x,
          y2: bottom,
          stroke: t === 0 ? theme.faint : theme.line,
        });
      }
    }
  }
  if (cause) {
    const derivative = derivativeOf(model);
    nodes.push(label('gain from the layer after it', cause.x, 12, theme.fg, theme, top));
    nodes.push(label('weights', cause.x, head - 16, theme.dim, theme, { size: 11 }));
    nodes.push(label(`\u00d7 ${derivative}`, cause.x + 72, head - 16, theme.dim, theme, { size: 11 }));
    nodes.push(label('= gain', layout.width - 4, head - 16, theme.dim, theme, { size: 11, anchor: 'end' }));
  }
  return nodes;
}

/** Zero and the ends are named first, the ticks between them where their texts do not touch. */
function readableTicks(ticks: readonly number[], scale: Scale): Set<number> {
  const half = (t: number): number => tickText(t).length * 3.3 + 4;
  const kept: number[] = [];
  for (const t of [...ticks].sort((a, b) => rank(a, ticks) - rank(b, ticks))) {
    if (kept.every((other) => Math.abs(scale(t) - scale(other)) >= half(t) + half(other))) kept.push(t);
  }
  return new Set(kept);
}

function rank(tick: number, ticks: readonly number[]): number {
  if (tick === 0) return 0;
  return Math.abs(tick) === Math.max(...ticks) ? 1 : 2;
}

/** `tanh′` where all layers have the same activation. */
function derivativeOf(model: FlowModel): string {
  const kinds = [...new Set(model.spec.layers.flatMap((l) => (l.activation ? [l.activation] : [])))];
  return kinds.length === 1 ? derivativeName(kinds[0]) : 'act′';
}

function stride(steps: readonly number[]): string {
  const by = steps[1] - steps[0];
  return by === 1 ? 'every step' : `every ${count(by)} steps`;
}

/** Round steps with their place among the recorded ones, a fraction of an index. */
function stepTicks(steps: readonly number[], target: number): [number, number][] {
  if (steps.length < 2) return steps.map((s, i) => [s, i]);
  const ticks = linearTicks([steps[0], steps[steps.length - 1]], Math.max(2, target)).filter(Number.isInteger);
  return ticks.map((t) => {
    const next = Math.max(
      1,
      steps.findIndex((s) => s >= t),
    );
    return [t, next - 1 + (t - steps[next - 1]) / (steps[next] - steps[next - 1])];
  });
}

function tickText(t: number): string {
  const size = Math.abs(t);
  const text =
    t === 0
      ? '0'
      : size >= 0.01 && size < 1e4
        ? String(size)
        : asciiExponent(size, 0)
            .replace(/e([+-])0/, 'e$1')
            .replace('e+', 'e');
  return (t < 0 ? MINUS : '') + text.replace('e-', `e${MINUS}`);
}

function rowNodes(
  row: FlowRowData,
  image: CellImage,
  model: FlowModel,
  state: FlowState,
  layout: FlowLayout,
  theme: Theme,
): SceneNode[] {
  const { head, rowHeight: h, strip, spread, cause } = layout;
  const y = head + row.index * h;
  const middle = y + h / 2;
  const selected = row.index === state.row;
  const nodes: SceneNode[] = [];
  if (selected && !theme.highContrast) nodes.push({ kind: 'rect', x: 0, y, w: layout.width, h, fill: theme.sel });
  const mono = { font: theme.monoFont, baseline: 'middle', size: h < 12 ? 10.5 : 12 } as const;
  if (h >= 12 || selected) {
    nodes.push(label(clip(row.name, 28), 2, middle, theme.fg, theme, { ...mono, weight: 600 }));
    const color =
      row.state === 'bad' ? theme.nan : row.state === 'ok' ? theme.fg : row.state === 'dead' ? theme.warn : theme.mute;
    nodes.push(label(valueText(row), layout.value, middle, color, theme, { ...mono, anchor: 'end' }));
  }
  const inset = h >= 22 ? 5 : h >= 12 ? 2 : 0.5;
  const cell = { x: strip.x, y: y + inset, w: strip.w, h: h - 2 * inset };
  const n = image.cols;
  const line: CellImage = lineOf(image, row.index);
  nodes.push({ kind: 'image', ...cell, image: line });
  // What is not a number in the strip is drawn, never coloured: hatch for none, a dashed frame for not run.
  for (let s = 0; s < n; s++) {
    const at = flowState(model.data, state.mode, row.index, s);
    if (at === 'none' || at === 'notRun') {
      const x = layout.steps(s - 0.5);
      const w = layout.steps(s + 0.5) - x;
      if (at === 'none') nodes.push({ kind: 'hatch', x, y: cell.y, w, h: cell.h, stroke: theme.faint, gap: 6 });
    }
  }
  nodes.push({
    kind: 'rect',
    x: cell.x - 0.5,
    y: Math.round(cell.y) - 0.5,
    w: cell.w + 1,
    h: Math.round(cell.h) + 1,
    stroke: theme.line2,
    ...(row.state === 'notRun' ? { dash: [3, 3] } : {}),
  });
  if (spread) nodes.push(...bands(row, model.spec.quantiles, y, h, spread, theme));
  if (cause) nodes.push(...causeNodes(row, cause.x, layout, middle, model, theme));
  if (selected)
    nodes.push({
      kind: 'rect',
      x: 0.5,
      y: y + 0.5,
      w: layout.width - 1,
      h: h - 1,
      stroke: theme.accent,
      radius: 3,
      ...(theme.highContrast ? { lineWidth: 2 } : {}),
    });
  return nodes;
}

const lines = new WeakMap<CellImage, CellImage[]>();

function lineOf(image: CellImage, row: number): CellImage {
  let all = lines.get(image);
  if (!all) {
    all = Array.from({ length: image.rows }, (_, r) => ({
      cols: image.cols,
      rows: 1,
      pixels: image.pixels.slice(r * image.cols, (r + 1) * image.cols),
    }));
    lines.set(image, all);
  }
  return all[row];
}

/** Nested bars between symmetric quantiles, thicker and stronger inwards, and a tick at the median. */
function bands(
  row: FlowRowData,
  probabilities: readonly number[],
  y: number,
  h: number,
  spread: NonNullable<FlowLayout['spread']>,
  theme: Theme,
): SceneNode[] {
  const { quantiles } = row;
  const half = (probabilities.length - 1) / 2;
  const middle = y + h / 2;
  if (!Number.isFinite(quantiles[half])) {
    const word = row.state === 'none' ? 'no gradient: no path to the loss' : row.state === 'notRun' ? 'not run' : '';
    return h < 12
      ? []
      : [
          label(word, spread.x + spread.w / 2, middle, theme.mute, theme, {
            size: 11,
            anchor: 'middle',
            baseline: 'middle',
          }),
        ];
  }
  const nodes: SceneNode[] = [];
  const full = Math.max(3, h - (h >= 22 ? 15 : 4));
  for (let i = 0; i < half; i++) {
    const a = spread.scale(quantiles[i]);
    const b = spread.scale(quantiles[quantiles.length - 1 - i]);
    const size = full * (0.5 + (0.5 * (i + 1)) / half);
    const fill = mix(theme.bg, theme.accent, [0.4, 0.62, 1][i + 3 - half] ?? 1);
    nodes.push({ kind: 'rect', x: a, y: middle - size / 2, w: Math.max(1, b - a), h: size, fill });
  }
  const x = spread.scale(quantiles[half]);
  nodes.push({
    kind: 'line',
    x1: x,
    y1: middle - full / 2 - 2,
    x2: x,
    y2: middle + full / 2 + 2,
    stroke: theme.fg,
    lineWidth: 1.5,
  });
  return nodes;
}

function causeNodes(
  row: FlowRowData,
  x: number,
  layout: FlowLayout,
  middle: number,
  model: FlowModel,
  theme: Theme,
): SceneNode[] {
  const h = layout.rowHeight;
  if (h < 12) return [];
  const last = row.index === model.spec.layers.length - 1;
  if (!(row.weights >= 0)) {
    const word = last ? 'output layer, from the loss' : row.state === 'ok' ? 'no direct path to the next layer' : '';
    return [label(word, x, middle, theme.dim, theme, { size: 11, baseline: 'middle' })];
  }
  const nodes: SceneNode[] = [];
  const factor = (value: number, at: number, weak: boolean): void => {
    const color = weak ? theme.warn : theme.fg;
    const top = h >= 30 ? middle - 5 : middle;
    nodes.push(label(fixed(value, 2), at, top, color, theme, { font: theme.monoFont, baseline: 'middle' }));
    if (h < 30) return;
    nodes.push({ kind: 'rect', x: at + 0.5, y: middle + 4.5, w: 44, h: 3, stroke: theme.line2 });
    nodes.push({
      kind: 'rect',
      x: at,
      y: middle + 4,
      w: 45 * Math.min(1, value),
      h: 4,
      fill: weak ? theme.warn : theme.dim,
    });
  };
  factor(row.weights, x, row.weights < WEAK_WEIGHTS);
  if (row.units > 0 && Number.isFinite(row.activation))
    factor(row.activation, x + 72, row.activation < WEAK_ACTIVATION);
  if (row.dead > 0) {
    const text = count(row.dead);
    const w = Math.max(20, text.length * 7 + 10);
    const px = layout.width - 62 - w;
    nodes.push({ kind: 'rect', x: px, y: middle - 8, w, h: 16, radius: 8, stroke: theme.warn });
    nodes.push(
      label(text, px + w / 2, middle, theme.warn, theme, {
        font: theme.monoFont,
        size: 11,
        anchor: 'middle',
        baseline: 'middle',
      }),
    );
  }
  nodes.push(
    label(fixed(row.weights * row.activation, 3), layout.width - 4, middle, theme.fg, theme, {
      font: theme.monoFont,
      size: 13,
      anchor: 'end',
      baseline: 'middle',
    }),
  );
  return nodes;
}

function legends(model: FlowModel, state: FlowState, layout: FlowLayout, theme: Theme): SceneNode[] {
  const { strip, spread, cause, head } = layout;
  const y = head + model.spec.layers.length * layout.rowHeight + 12;
  const [low, high] = model.decades(state.mode);
  const w = Math.min(120, strip.w);
  const colours = ramp(theme, 'sequential');
  const pixels = Uint32Array.from({ length: 128 }, (_, i) =>
    shade(10 ** (low + ((high - low) * i) / 127), [low, high], colours),
  );
  const nodes: SceneNode[] = [
    { kind: 'image', x: strip.x, y, w, h: 8, image: { cols: 128, rows: 1, pixels } },
    { kind: 'rect', x: strip.x - 0.5, y: Math.round(y) - 0.5, w: w + 1, h: 9, stroke: theme.line2 },
  ];
  const ends = [low, (low + high) / 2, high];
  const anchors = ['start', 'middle', 'end'] as const;
  ends.forEach((power, i) => {
    if (!Number.isInteger(power)) return;
    nodes.push(
      label(tickText(10 ** power), strip.x + (w * i) / 2, y + 20, theme.dim, theme, {
        font: theme.monoFont,
        size: 11,
        anchor: anchors[i],
      }),
    );
  });
  if (spread) {
    let x = spread.x;
    const names = ['p1\u2013p99', 'p10\u2013p90', 'p25\u2013p75'];
    names.forEach((name, i) => {
      const h = 7 + 3.5 * i;
      nodes.push({ kind: 'rect', x, y: y + 4 - h / 2, w: 10, h, fill: mix(theme.bg, theme.accent, [0.4, 0.62, 1][i]) });
      nodes.push(label(name, x + 14, y + 4, theme.dim, theme, { size: 11, baseline: 'middle' }));
      x += i === 0 ? 62 : 68;
    });
  }
  if (cause) {
    nodes.push(
      label(
        `amber: weights < ${WEAK_WEIGHTS}, ${derivativeOf(model)} < ${WEAK_ACTIVATION}`,
        cause.x,
        y + 4,
        theme.dim,
        theme,
        { size: 11, baseline: 'middle' },
      ),
    );
  }
  return nodes;
}

function clip(text: string, max: number): string {
  return text.length > max ? `\u2026${text.slice(text.length - max + 1)}` : text;
}

/** The step under the cursor: a frame around its column of all strips. */
export function cursorOverlay(model: FlowModel, state: FlowState, layout: FlowLayout, theme: Theme): Scene {
  const nodes: SceneNode[] = [];
  if (model.spec.steps.length > 1) {
    const a = layout.steps(state.step - 0.5);
    const w = Math.max(6, layout.steps(state.step + 0.5) - a);
    const x = Math.round((a + layout.steps(state.step + 0.5)) / 2 - w / 2) + 0.5;
    const bottom = layout.head + model.spec.layers.length * layout.rowHeight;
    nodes.push({ kind: 'rect', x, y: layout.head - 0.5, w, h: bottom - layout.head + 1, stroke: theme.fg });
    nodes.push({
      kind: 'poly',
      points: [x + w / 2 - 4, layout.head - 6, x + w / 2 + 4, layout.head - 6, x + w / 2, layout.head],
      closed: true,
      fill: theme.fg,
    });
  }
  return { width: layout.width, height: layout.height, nodes };
}
