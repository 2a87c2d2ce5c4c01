/** The curves picture as a display list, and the cursor's overlay. Pure. */
import { number, signed } from '../../core/payload/curves-diagnose.ts';
import { axisNodes, logTicks } from '../shared/axes.ts';
import { mix } from '../shared/color.ts';
import type { Scene, SceneNode } from '../shared/scene.ts';
import { count, MINUS } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';
import { bandOutlines, linePoints, yOf } from './columns.ts';
import type { CurvesLayout, CurvesState, PlacedPanel } from './layout.ts';
import type { Curve, CurvesModel } from './model.ts';

export interface CurveStyle {
  readonly color: string;
  readonly dash?: readonly number[];
}

/** Train is the accent, validation the second colour, the learning rate dim; the rest take the categorical colours. */
export function curveStyles(model: CurvesModel, theme: Theme): Map<Curve, CurveStyle> {
  const styles = new Map<Curve, CurveStyle>();
  const rest = theme.series.slice(2);
  let next = 0;
  const taken = new Set<string>();
  for (const curve of model.curves) {
    const place = `${curve.role}/${curve.series.panel}`;
    const own =
      curve.role === 'train'
        ? theme.accent
        : curve.role === 'val'
          ? theme.second
          : curve.role === 'lr'
            ? theme.dim
            : null;
    if (own && !taken.has(place)) {
      taken.add(place);
      styles.set(curve, { color: own, ...(theme.highContrast && curve.role === 'val' ? { dash: [6, 3] } : {}) });
    } else {
      const dash = next >= rest.length ? [6, 3] : null;
      styles.set(curve, { color: rest[next % rest.length], ...(dash ? { dash } : {}) });
      next++;
    }
  }
  return styles;
}

export function screen(text: string): string {
  return text.replaceAll('-', MINUS);
}

export function curvesScene(model: CurvesModel, state: CurvesState, layout: CurvesLayout, theme: Theme): Scene {
  const styles = curveStyles(model, theme);
  const nodes: SceneNode[] = [...future(model, layout, theme)];
  layout.panels.forEach((placed, i) => {
    nodes.push(...panelFrame(placed, layout, theme, i === 0));
    nodes.push({
      kind: 'group',
      clip: { x: layout.left, y: placed.top - 1, w: layout.right - layout.left + 1, h: placed.bottom - placed.top + 2 },
      nodes: placed.panel.curves.flatMap((c) => curveNodes(c, placed, state, layout, theme, styles)),
    });
    nodes.push(...badMarks(placed, layout, theme), ...baselines(placed, layout, theme));
    if (placed.panel.name !== 'lr') nodes.push(...best(placed, layout, theme, styles, state));
    nodes.push(...endLabels(placed, layout, theme, styles, state));
  });
  nodes.push(...events(model, layout, theme));
  const x = layout.x;
  nodes.push(
    ...axisNodes(
      {
        scale: x,
        side: 'bottom',
        at: layout.axis,
        line: true,
        ...(x.kind === 'log' ? { ticks: logTicks(x.domain, 8) } : {}),
        format: (v) => count(v),
      },
      theme,
    ),
    text(model.spec.xLabel, layout.right + 34, layout.axis + 7, theme.dim, theme, { size: 11, baseline: 'top' }),
  );
  return { width: layout.width, height: layout.height, nodes };
}

type TextOptions = Partial<Extract<SceneNode, { kind: 'text' }>>;

function text(content: string, x: number, y: number, fill: string, theme: Theme, options: TextOptions = {}): SceneNode {
  return { kind: 'text', x, y, text: content, fill, font: theme.uiFont, size: 12, ...options };
}

/** What has not been trained yet is a tinted field; in high contrast a dotted edge. */
function future(model: CurvesModel, layout: CurvesLayout, theme: Theme): SceneNode[] {
  const { last, end } = model.extent();
  const from = Math.max(layout.left, layout.x(last));
  if (!(end > last) || from >= layout.right) return [];
  const top = layout.panels[0]?.top ?? 0;
  if (theme.highContrast)
    return [{ kind: 'line', x1: from, y1: top, x2: from, y2: layout.axis, stroke: theme.line, dash: [2, 3] }];
  return [
    {
      kind: 'rect',
      x: from,
      y: top,
      w: layout.right - from,
      h: layout.axis - top,
      fill: mix(theme.bg, theme.fg, 0.04),
    },
  ];
}

function panelFrame(placed: PlacedPanel, layout: CurvesLayout, theme: Theme, first: boolean): SceneNode[] {
  const { panel, y, top, bottom } = placed;
  // In high contrast every rule has the border's colour: solid grid lines would drown the curves.
  const grid = theme.highContrast ? 0 : layout.right - layout.left;
  if (panel.name === 'lr') {
    return [text('lr', layout.left - 8, top + 8, theme.dim, theme, { anchor: 'end', font: theme.monoFont, size: 11 })];
  }
  return [
    ...axisNodes({ scale: y, side: 'left', at: layout.left, grid }, theme),
    text(panel.name, 0, first ? top - 12 : top - 10, theme.dim, theme, { size: 11 }),
    { kind: 'line', x1: layout.left, y1: bottom + 0.5, x2: layout.right, y2: bottom + 0.5, stroke: theme.faint },
  ];
}

function curveNodes(
  curve: Curve,
  placed: PlacedPanel,
  state: CurvesState,
  layout: CurvesLayout,
  theme: Theme,
  styles: Map<Curve, CurveStyle>,
): SceneNode[] {
  if (curve.length === 0) return [];
  const { color, dash } = styles.get(curve) ?? { color: theme.fg };
  const values = curve.smooth(state.smoothing, placed.y.kind === 'log');
  const line = linePoints(curve, values, layout.x, placed.y);
  const nodes: SceneNode[] = [];
  if (curve.role === 'lr') {
    const area = [line[0], placed.bottom, ...line, line[line.length - 2], placed.bottom];
    nodes.push({
      kind: 'poly',
      points: area,
      closed: true,
      fill: theme.highContrast ? theme.bg : mix(theme.bg, theme.fg, 0.12),
    });
    nodes.push({ kind: 'poly', points: line, stroke: color, lineWidth: 1.5, join: 'round' });
    return nodes;
  }
  if (values !== curve.mean || curve.series.bucket > 1) {
    const fill = mix(theme.bg, color, theme.highContrast ? 0.45 : theme.dark ? 0.28 : 0.22);
    for (const points of bandOutlines(curve, layout.x, placed.y))
      nodes.push({ kind: 'poly', points, closed: true, fill });
    // A moat of the background keeps the line apart from its own band.
    nodes.push({ kind: 'poly', points: line, stroke: theme.bg, lineWidth: 4, join: 'round' });
  }
  nodes.push({ kind: 'poly', points: line, stroke: color, lineWidth: 2, join: 'round', ...(dash ? { dash } : {}) });
  if (curve.length === 1) nodes.push(dot(line[0], line[1], color, theme));
  return nodes;
}

function dot(x: number, y: number, color: string, theme: Theme): SceneNode {
  return { kind: 'circle', x, y, r: 4, fill: color, stroke: theme.bg, lineWidth: 1.5 };
}

/** A magenta tick on the axis for each value that is no number, at most one a pixel; the first one is named. */
function badMarks(placed: PlacedPanel, layout: CurvesLayout, theme: Theme): SceneNode[] {
  const nodes: SceneNode[] = [];
  let lastPx = Number.NaN;
  for (const curve of placed.panel.curves) {
    for (const i of curve.bad) {
      const px = Math.round(layout.x(curve.step[i])) + 0.5;
      if (px === lastPx || px < layout.left || px > layout.right + 1) continue;
      if (nodes.length === 0) {
        const label = `${curve.series.name} ${screen(number(curve.mean[i]))} from step ${count(curve.step[i])}`;
        const anchor = px > (layout.left + layout.right) / 2 ? 'end' : 'start';
        nodes.push(
          text(label, px + (anchor === 'end' ? -6 : 6), placed.bottom - 8, theme.nan, theme, { anchor, size: 11 }),
        );
        nodes.push({
          kind: 'line',
          x1: px,
          y1: placed.top,
          x2: px,
          y2: placed.bottom,
          stroke: theme.nan,
          dash: [1, 3],
        });
      }
      lastPx = px;
      nodes.push({
        kind: 'line',
        x1: px,
        y1: placed.bottom - 5,
        x2: px,
        y2: placed.bottom + 2,
        stroke: theme.nan,
        lineWidth: 2,
      });
    }
  }
  return nodes;
}

function baselines(placed: PlacedPanel, layout: CurvesLayout, theme: Theme): SceneNode[] {
  return placed.panel.baselines.flatMap((line): SceneNode[] => {
    const y = Math.round(yOf(line.value, placed.y)) + 0.5;
    if (!(y >= placed.top && y <= placed.bottom)) return [];
    return [
      { kind: 'line', x1: layout.left, y1: y, x2: layout.right, y2: y, stroke: theme.mute, dash: [3, 4] },
      text(line.label, layout.right + 8, y, theme.dim, theme, { size: 11, baseline: 'middle' }),
    ];
  });
}

/** Best so far, of validation where there is one: a ring on the point and its value at the top of a dotted line. */
function best(
  placed: PlacedPanel,
  layout: CurvesLayout,
  theme: Theme,
  styles: Map<Curve, CurveStyle>,
  state: CurvesState,
): SceneNode[] {
  const { curves } = placed.panel;
  const curve =
    curves.find((c) => c.role === 'val') ?? (curves.length === 1 && state.smoothing === 0 ? curves[0] : null);
  if (!curve || curve.best < 0 || curve.length < 3) return [];
  const step = curve.step[curve.best];
  const x = layout.x(step);
  const y = yOf(curve.mean[curve.best], placed.y);
  if (!(x >= layout.left && x <= layout.right && y >= placed.top - 1 && y <= placed.bottom + 1)) return [];
  const color = styles.get(curve)?.color ?? theme.fg;
  const anchor = x > layout.right - 220 ? 'end' : 'start';
  const label = `best so far ${screen(number(curve.mean[curve.best]))} at step ${count(step)}`;
  const px = Math.round(x) + 0.5;
  return [
    { kind: 'line', x1: px, y1: placed.top, x2: px, y2: placed.bottom, stroke: color, dash: [1, 3] },
    text(label, px + (anchor === 'end' ? -8 : 8), placed.top + 12, theme.fg, theme, { anchor, size: 11 }),
    { kind: 'circle', x, y, r: 5, fill: theme.bg, stroke: color, lineWidth: 2 },
  ];
}

interface EndLabel {
  readonly curve: Curve;
  /** Where the value is, and where its text fits. */
  readonly y: number;
  at: number;
  readonly value: number;
}

const LABEL_GAP = 15;

/** Names and last values at the ends of the lines, moved apart; train and validation get the gap between them. */
function endLabels(
  placed: PlacedPanel,
  layout: CurvesLayout,
  theme: Theme,
  styles: Map<Curve, CurveStyle>,
  state: CurvesState,
): SceneNode[] {
  const labels: EndLabel[] = [];
  for (const curve of placed.panel.curves) {
    if (curve.length === 0) continue;
    const values = curve.smooth(state.smoothing, placed.y.kind === 'log');
    let last = curve.length - 1;
    while (last > 0 && !Number.isFinite(values[last])) last--;
    const y = yOf(values[last], placed.y);
    if (y - y !== 0) continue;
    const clamped = Math.min(placed.bottom, Math.max(placed.top, y));
    labels.push({ curve, y: clamped, at: clamped, value: values[last] });
  }
  if (labels.length === 0) return [];
  const lastX = Math.min(layout.right, Math.max(...labels.map((l) => layout.x(l.curve.lastStep))));
  const inside = layout.right - lastX > 120;
  const x = (inside ? lastX : layout.right) + 12;
  const gap = placed.panel.name !== 'lr' && gapPair(labels);
  spread(labels, placed, gap ? 2 * LABEL_GAP + 2 : LABEL_GAP);
  const nodes: SceneNode[] = [];
  for (const label of labels) {
    const color = styles.get(label.curve)?.color ?? theme.fg;
    const value = screen(number(label.value));
    const at = { baseline: 'middle', weight: 600 } as const;
    if (label.curve.role === 'lr') {
      nodes.push(text(value, layout.right + 8, placed.bottom - 6, theme.fg, theme, { font: theme.monoFont, size: 11 }));
      continue;
    }
    if (layout.x(label.curve.lastStep) <= layout.right)
      nodes.push(dot(layout.x(label.curve.lastStep), label.y, color, theme));
    nodes.push(text(`${shortName(label.curve.series.name, layout.width)} ${value}`, x, label.at, color, theme, at));
  }
  if (gap) nodes.push(...gapNodes(gap, x, theme));
  return nodes;
}

function gapPair(labels: readonly EndLabel[]): { train: EndLabel; val: EndLabel } | null {
  const train = labels.find((l) => l.curve.role === 'train');
  const val = labels.find((l) => l.curve.role === 'val');
  return train && val && labels.length === 2 ? { train, val } : null;
}

function gapNodes({ train, val }: { train: EndLabel; val: EndLabel }, x: number, theme: Theme): SceneNode[] {
  const label = `gap ${screen(signed(val.value - train.value))}`;
  const [top, bottom] = val.at < train.at ? [val.at, train.at] : [train.at, val.at];
  const middle = (top + bottom) / 2;
  const nodes: SceneNode[] = [text(label, x + 10, middle, theme.dim, theme, { size: 11, baseline: 'middle' })];
  if (bottom - top > 44) {
    const [a, b] = [top + 12, bottom - 12];
    nodes.push({ kind: 'poly', points: [x, a, x + 5, a, x + 5, b, x, b], stroke: theme.faint });
  }
  return nodes;
}

/** Moves labels apart to the given distance, keeping their order and staying inside the panel where they fit. */
function spread(labels: EndLabel[], placed: PlacedPanel, distance: number): void {
  labels.sort((a, b) => a.y - b.y);
  for (let pass = 0; pass < 8; pass++) {
    for (let i = 1; i < labels.length; i++) {
      const overlap = distance - (labels[i].at - labels[i - 1].at);
      if (overlap <= 0) continue;
      labels[i - 1].at -= overlap / 2;
      labels[i].at += overlap / 2;
    }
    labels[0].at = Math.max(placed.top, labels[0].at);
    const end = labels.length - 1;
    labels[end].at = Math.min(placed.bottom, labels[end].at);
  }
}

function shortName(name: string, width: number): string {
  const room = width < 640 ? 8 : 16;
  return name.length > room ? `${name.slice(0, room - 1)}…` : name;
}

/** Events: a diamond each in their own lane; a label where the next one leaves room. */
function events(model: CurvesModel, layout: CurvesLayout, theme: Theme): SceneNode[] {
  const { lane } = layout;
  if (!lane) return [];
  const y = (lane.top + lane.bottom) / 2 + 1;
  const nodes: SceneNode[] = [];
  const shown = model.events
    .map((event) => ({ event, x: layout.x(event.step) }))
    .filter(({ x }) => x >= layout.left && x <= layout.right)
    .sort((a, b) => a.x - b.x);
  shown.forEach(({ event, x }, i) => {
    nodes.push({ kind: 'poly', points: [x, y - 4, x + 4, y, x, y + 4, x - 4, y], closed: true, fill: theme.dim });
    const room = (shown[i + 1]?.x ?? layout.right) - x - 16;
    if (event.label.length * 6 < room) {
      nodes.push(text(event.label, x + 8, y, theme.dim, theme, { size: 11, baseline: 'middle' }));
    }
  });
  return nodes;
}

/** The cursor: one line through all panels and a dot on every curve. */
export function cursorScene(model: CurvesModel, state: CurvesState, layout: CurvesLayout, theme: Theme): Scene {
  const nodes: SceneNode[] = [];
  if (state.cursor !== null) {
    const x = layout.x(state.cursor);
    if (x >= layout.left - 1 && x <= layout.right + 1) {
      const px = Math.round(x) + 0.5;
      nodes.push({ kind: 'line', x1: px, y1: layout.panels[0]?.top ?? 0, x2: px, y2: layout.axis, stroke: theme.mute });
      const styles = curveStyles(model, theme);
      for (const placed of layout.panels) {
        for (const curve of placed.panel.curves) {
          const i = curve.at(state.cursor);
          if (i < 0) continue;
          const y = yOf(curve.smooth(state.smoothing, placed.y.kind === 'log')[i], placed.y);
          const at = layout.x(curve.step[i]);
          if (y >= placed.top - 1 && y <= placed.bottom + 1 && Math.abs(at - x) < 40) {
            nodes.push(dot(at, y, styles.get(curve)?.color ?? theme.fg, theme));
          }
        }
      }
    }
  }
  return { width: layout.width, height: layout.height, nodes };
}
