/** The module table as data and as a display list: rows along the flow, skip wires beside them, sizes in columns. */
import type { GraphSpec, ModuleRow } from '../../core/payload/graph.ts';
import type { Scene, SceneNode } from '../shared/scene.ts';
import { bytes, count, num } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';
import type { LevelModel } from './model.ts';

export interface TableRow {
  readonly item: number;
  readonly row: ModuleRow;
  readonly depth: number;
  /** Has submodules. */
  readonly expandable: boolean;
  readonly open: boolean;
}

export interface ModuleView {
  readonly rows: readonly TableRow[];
  /** Wires between rows, by index in `rows`, downwards. */
  readonly wires: readonly (readonly [number, number])[];
}

/** Rows for a set of expanded modules. A module without submodules stays one row: its operations are its inside. */
export function moduleView(spec: GraphSpec, expanded: ReadonlySet<number>): ModuleView {
  const { modules } = spec;
  const expandable = new Set<number>();
  for (const row of modules) if (row.kind === 'module' && row.parent >= 0) expandable.add(row.parent);
  const rows: TableRow[] = [];
  const rowOf = new Int32Array(modules.length).fill(-1);
  /** The row that stands for an item: itself, or the outermost closed module around it. */
  const shownBy = new Int32Array(modules.length).fill(-1);
  const depth = new Int32Array(modules.length);
  modules.forEach((row, i) => {
    const parent = row.parent;
    depth[i] = parent < 0 ? 0 : depth[parent] + 1;
    const hidden = parent >= 0 && (rowOf[parent] < 0 || !rows[rowOf[parent]].open);
    if (hidden) {
      shownBy[i] = shownBy[parent];
      return;
    }
    rowOf[i] = rows.length;
    shownBy[i] = rows.length;
    const opens = expandable.has(i);
    rows.push({ item: i, row, depth: depth[i], expandable: opens, open: opens && expanded.has(i) });
  });
  const seen = new Set<number>();
  const wires: [number, number][] = [];
  for (const [from, to] of spec.moduleEdges) {
    const a = shownBy[from];
    const b = shownBy[to];
    if (a < 0 || b < 0 || a >= b || seen.has(a * 1e6 + b)) continue;
    seen.add(a * 1e6 + b);
    wires.push([a, b]);
  }
  return { rows, wires };
}

export const ROW = 44;
const HEAD = 28;
const BOX = 28;

/** Columns for a width; narrow outputs lose the right ones first. */
function columnsFor(width: number): {
  module: number;
  shape: number;
  parameters: number;
  saved: number;
  rms: number;
  grad: number;
} {
  const module = Math.min(330, Math.max(200, width * 0.36));
  const rest = width - module;
  return {
    module,
    shape: module + rest * 0.2,
    parameters: module + rest * 0.37,
    saved: module + rest * 0.41,
    rms: module + rest * 0.73,
    grad: module + rest * 0.78,
  };
}

export interface ModuleTableState {
  readonly selected: number;
  readonly matches: ReadonlySet<number> | null;
}

export function modulesHeight(view: ModuleView): number {
  return HEAD + view.rows.length * ROW + 8;
}

/** A row's numbers as text; the same for the picture, the tip and the table. */
export function rowTexts(
  row: ModuleRow,
  level: LevelModel,
): { shape: string; parameters: string; saved: string; rms: string; grad: string } {
  const rms = row.node >= 0 ? level.columns.rms[row.node] : Number.NaN;
  const gradRms = row.node >= 0 ? level.columns.gradRms[row.node] : Number.NaN;
  const outcome = row.node >= 0 ? level.spec.nodes[row.node].outcome : 'notRun';
  const absent = { grad: '', none: 'none', noGrad: 'no grad', notRun: 'not yet' }[outcome];
  return {
    shape: `[${row.shape.join(', ')}]`,
    parameters: row.parameters > 0 ? count(row.parameters) : '–',
    saved: row.saved > 0 ? bytes(row.saved) : '0',
    rms: Number.isNaN(rms) ? '–' : num(rms, 4),
    grad: Number.isNaN(gradRms) ? absent : gradRms === 0 ? '0' : exponentText(gradRms),
  };
}

function exponentText(value: number): string {
  const [mantissa, power] = value.toExponential(2).split('e');
  const p = Number(power);
  return `${mantissa}e${p < 0 ? '−' : '+'}${String(Math.abs(p)).padStart(2, '0')}`;
}

/** The decades that the gradients of the shown rows span, at least two. */
function gradAxis(view: ModuleView, level: LevelModel): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { row } of view.rows) {
    const g = row.node >= 0 ? level.columns.gradRms[row.node] : Number.NaN;
    // The loss's own gradient is 1 by definition: it would only stretch the axis.
    if (!(g > 0) || row.shape.every((size) => size === 1)) continue;
    low = Math.min(low, Math.floor(Math.log10(g)));
    high = Math.max(high, Math.ceil(Math.log10(g)));
  }
  if (low > high) return { low: -3, high: 0 };
  return { low, high: Math.max(high, low + 2) };
}

export function gradAxisText(view: ModuleView, level: LevelModel): string {
  const { low, high } = gradAxis(view, level);
  return `grad RMS on a log axis, 1e${low} to 1e${high}`.replaceAll('-', '−');
}

export function modulesScene(
  view: ModuleView,
  level: LevelModel,
  state: ModuleTableState,
  theme: Theme,
  width: number,
): Scene {
  const out: SceneNode[] = [];
  const x = columnsFor(width);
  const text = (
    t: string,
    at: number,
    y: number,
    options: Partial<{ fill: string; mono: boolean; end: boolean; middle: boolean; size: number; weight: number }> = {},
  ): void => {
    out.push({
      kind: 'text',
      x: at,
      y,
      text: t,
      fill: options.fill ?? theme.fg,
      font: options.mono ? theme.monoFont : theme.uiFont,
      size: options.size ?? 12,
      weight: options.weight ?? 400,
      anchor: options.end ? 'end' : options.middle ? 'middle' : 'start',
      baseline: 'middle',
    });
  };
  const head = { fill: theme.dim, size: 12 };
  text('module', 0, 12, head);
  text('output shape', x.shape, 12, { ...head, end: true });
  text('parameters', x.parameters, 12, { ...head, end: true });
  text('saved for backward', x.saved, 12, head);
  text('RMS', x.rms, 12, { ...head, end: true });
  text('grad RMS', x.grad, 12, head);
  out.push({ kind: 'line', x1: 0, y1: HEAD - 3.5, x2: width, y2: HEAD - 3.5, stroke: theme.line });

  const lanes = laneOf(view);
  const laneCount = Math.min(6, 1 + Math.max(-1, ...lanes));
  const left = 8 + Math.max(1, laneCount) * 16;
  const deepest = Math.max(0, ...view.rows.map((r) => r.depth));
  const inset = deepest > 0 ? Math.min(12, 60 / deepest) : 0;
  const boxes = view.rows.map((row, i) => ({
    x: left + row.depth * inset,
    y: HEAD + i * ROW + (ROW - BOX) / 2,
    w: x.module - left - 8 - 2 * row.depth * inset,
    h: BOX,
  }));
  const middle = left + (x.module - left - 8) / 2;
  const centre = (i: number): number => HEAD + i * ROW + ROW / 2;

  if (state.selected >= 0 && state.selected < view.rows.length) {
    out.push({
      kind: 'rect',
      x: 1,
      y: HEAD + state.selected * ROW + 1,
      w: width - 2,
      h: ROW - 2,
      radius: 4,
      fill: theme.sel,
      stroke: theme.focus,
      lineWidth: 1,
    });
  }
  view.rows.forEach((row, i) => {
    if (!row.open) return;
    let last = i;
    while (last + 1 < view.rows.length && view.rows[last + 1].depth > row.depth) last++;
    out.push({
      kind: 'rect',
      x: boxes[i].x + 0.5,
      y: boxes[i].y - 5.5,
      w: boxes[i].w - 1,
      h: (last - i) * ROW + BOX + 11,
      radius: 4,
      stroke: theme.line2,
    });
  });
  const wire = theme.highContrast ? theme.fg : theme.faint;
  view.wires.forEach(([a, b], w) => {
    const bTop = centre(b) - (isDot(view.rows[b]) ? 10 : BOX / 2);
    const aBottom = centre(a) + (isDot(view.rows[a]) ? 10 : BOX / 2);
    if (lanes[w] < 0) {
      out.push({ kind: 'line', x1: middle, y1: aBottom, x2: middle, y2: bTop - 4, stroke: wire, lineWidth: 1.25 });
      out.push({
        kind: 'poly',
        points: [middle, bTop, middle - 4, bTop - 6, middle + 4, bTop - 6],
        closed: true,
        fill: wire,
      });
      return;
    }
    const lane = left - 12 - Math.min(5, lanes[w]) * 16;
    const endX = isDot(view.rows[b]) ? middle - 10 : boxes[b].x;
    const startX = isDot(view.rows[a]) ? middle : boxes[a].x;
    const startY = isDot(view.rows[a]) ? centre(a) + 16 : centre(a);
    out.push({
      kind: 'path',
      d: `M${startX} ${startY}H${lane + 6}Q${lane} ${startY} ${lane} ${startY + 6}V${centre(b) - 6}Q${lane} ${centre(b)} ${lane + 6} ${centre(b)}H${endX - 5}`,
      stroke: wire,
      lineWidth: 1.25,
    });
    out.push({
      kind: 'poly',
      points: [endX, centre(b), endX - 6, centre(b) - 4, endX - 6, centre(b) + 4],
      closed: true,
      fill: wire,
    });
  });

  const axis = gradAxis(view, level);
  const largest = Math.max(1, ...view.rows.map((r) => r.row.saved));
  view.rows.forEach((row, i) => {
    const y = centre(i);
    const box = boxes[i];
    const faded = state.matches !== null && !state.matches.has(i);
    const fill = faded ? theme.mute : theme.fg;
    const joins = view.wires.some(([, b], w) => b === i && lanes[w] >= 0);
    drawBox(out, row, box, middle, y, theme, i === state.selected, fill, joins);
    const texts = rowTexts(row.row, level);
    const soft = row.open || faded ? theme.dim : theme.fg;
    text(texts.shape, x.shape, y, { mono: true, end: true, fill: soft });
    text(texts.parameters, x.parameters, y, {
      mono: true,
      end: true,
      fill: texts.parameters === '–' ? theme.mute : soft,
    });
    const bar = Math.max(row.row.saved > 0 ? 4 : 0, (row.row.saved / largest) * 44);
    if (bar > 0) {
      out.push(
        row.open
          ? { kind: 'rect', x: x.saved + 0.5, y: y - 3.5, w: bar, h: 7, radius: 1, stroke: theme.dim }
          : { kind: 'rect', x: x.saved, y: y - 4, w: bar, h: 8, radius: 1, fill: theme.faint },
      );
    }
    text(texts.saved, x.saved + (bar > 0 ? bar + 6 : 0), y, {
      mono: true,
      fill: row.row.saved > 0 ? soft : theme.mute,
    });
    text(texts.rms, x.rms, y, { mono: true, end: true, fill: texts.rms === '–' ? theme.mute : soft });
    const g = row.row.node >= 0 ? level.columns.gradRms[row.row.node] : Number.NaN;
    if (g > 0) {
      const span = Math.max(20, (width - x.grad) * 0.34);
      out.push({ kind: 'line', x1: x.grad, y1: y + 0.5, x2: x.grad + span, y2: y + 0.5, stroke: theme.line2 });
      const t = Math.min(1, Math.max(0, (Math.log10(g) - axis.low) / (axis.high - axis.low)));
      out.push({ kind: 'circle', x: x.grad + t * span, y, r: 4, fill: theme.accent });
    }
    text(texts.grad, width - 6, y, { mono: true, end: true, fill: g > 0 ? soft : theme.mute });
  });
  return { width, height: modulesHeight(view), nodes: out };
}

const SIGNS: Record<string, string> = { add: '+', mul: '×', sub: '−' };

/** Sums and products join paths: a small circle on the line, with the name beside it. */
function isDot(row: TableRow): boolean {
  return row.row.kind === 'op' && SIGNS[row.row.label.split(' ')[0]] !== undefined;
}

function drawBox(
  out: SceneNode[],
  row: TableRow,
  box: { x: number; y: number; w: number; h: number },
  middle: number,
  y: number,
  theme: Theme,
  selected: boolean,
  fill: string,
  joins: boolean,
): void {
  const label = (
    t: string,
    x: number,
    mono: boolean,
    colour: string,
    weight: number,
    anchor: 'start' | 'middle' | 'end',
  ): void => {
    out.push({
      kind: 'text',
      x,
      y,
      text: t,
      fill: colour,
      font: mono ? theme.monoFont : theme.uiFont,
      size: mono ? 12 : 11,
      weight,
      anchor,
      baseline: 'middle',
    });
  };
  if (isDot(row)) {
    out.push({ kind: 'circle', x: middle, y, r: 10, fill: selected ? theme.sel : theme.bg, stroke: theme.dim });
    label(SIGNS[row.row.label.split(' ')[0]], middle, false, fill, 400, 'middle');
    label(row.row.label, middle + 18, true, fill, 400, 'start');
    if (joins && row.row.label === 'add')
      label('residual', middle + 18 + 7.3 * row.row.label.length + 10, false, theme.dim, 400, 'start');
    return;
  }
  if (!row.open) {
    if (row.expandable) {
      out.push({
        kind: 'rect',
        x: box.x + 4.5,
        y: box.y + 4.5,
        w: box.w - 1,
        h: box.h - 1,
        radius: 4,
        fill: theme.bg,
        stroke: theme.line2,
      });
    }
    out.push({
      kind: 'rect',
      x: box.x + 0.5,
      y: box.y + 0.5,
      w: box.w - 1,
      h: box.h - 1,
      radius: row.row.kind === 'input' ? box.h / 2 : 4,
      fill: selected ? theme.sel : theme.bg,
      stroke: selected ? theme.accent : theme.faint,
      dash: row.row.kind === 'op' ? [2, 2] : undefined,
    });
  }
  let x = box.x + 10;
  if (row.expandable) {
    const d = row.open ? `M${x} ${y - 2}l4 4 4 -4` : `M${x + 2} ${y - 4}l4 4 -4 4`;
    out.push({ kind: 'path', d, stroke: fill, lineWidth: 1.25 });
    x += 16;
  }
  const room = box.w - (x - box.x) - 10;
  const name = clip(row.row.label, Math.max(4, Math.floor((room * 0.6) / 7.3)));
  label(name, x, true, fill, 600, 'start');
  const detail = clip(row.row.detail, Math.floor((room - name.length * 7.3 - 8) / 6));
  if (detail.length > 1) label(detail, box.x + box.w - 10, false, theme.dim, 400, 'end');
}

function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  return most < 2 ? '' : `${text.slice(0, most - 1)}…`;
}

/** Lane of each wire beside the rows, -1 for a wire to the next row. Inner lanes go to short wires. */
function laneOf(view: ModuleView): number[] {
  const next = (a: number): number => {
    let i = a + 1;
    while (i < view.rows.length && view.rows[i].open) i++;
    return i;
  };
  const lanes: number[] = view.wires.map(([a, b]) => (next(a) === b ? -1 : 0));
  const order = lanes.map((_, w) => w).filter((w) => lanes[w] === 0);
  order.sort((p, q) => view.wires[p][1] - view.wires[p][0] - (view.wires[q][1] - view.wires[q][0]));
  const taken: (readonly [number, number])[][] = [];
  for (const w of order) {
    const [a, b] = view.wires[w];
    let lane = 0;
    while (taken[lane]?.some(([c, d]) => a < d && c < b)) lane++;
    taken[lane] ??= [];
    taken[lane].push([a, b]);
    lanes[w] = lane;
  }
  return lanes;
}

/** The row at a height of the picture, -1 outside. */
export function rowAt(view: ModuleView, y: number): number {
  const i = Math.floor((y - HEAD) / ROW);
  return i >= 0 && i < view.rows.length ? i : -1;
}
