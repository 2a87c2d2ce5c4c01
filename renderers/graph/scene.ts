/** The graph as a display list: cards, wires and the step that is being taken. Pure: model, state and theme in. */

import { ramp } from '../shared/ramps.ts';
import type { Scene, SceneNode } from '../shared/scene.ts';
import type { Theme } from '../shared/theme.ts';
import { gradAt, isNumber, type LevelModel, nodeNumbers } from './model.ts';

export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface GraphState {
  readonly step: number;
  /** A node that was clicked: its paths are kept bright. */
  readonly locked: number;
  /** Nodes to keep bright, or null for all. */
  readonly bright: ReadonlySet<number> | null;
  readonly matches: ReadonlySet<number> | null;
  /** How far the arrows of this step have come, 0 to 1. */
  readonly progress: number;
}

/** Below this scale a card is a rectangle with its bar: text would be unreadable. */
const TEXT_SCALE = 0.45;
const PAD = 8;

export function graphScene(
  level: LevelModel,
  state: GraphState,
  theme: Theme,
  camera: Camera,
  width: number,
  height: number,
): Scene {
  const nodes: SceneNode[] = [];
  const view = {
    left: -camera.x / camera.scale - 40,
    top: -camera.y / camera.scale - 40,
    right: (width - camera.x) / camera.scale + 40,
    bottom: (height - camera.y) / camera.scale + 40,
  };
  drawEdges(nodes, level, state, theme, view, camera.scale);
  const { box } = level.columns;
  for (let v = 0; v < level.spec.nodes.length; v++) {
    const x = box[4 * v];
    const y = box[4 * v + 1];
    if (x > view.right || y > view.bottom || x + box[4 * v + 2] < view.left || y + box[4 * v + 3] < view.top) continue;
    drawCard(nodes, level, state, theme, v, camera.scale);
  }
  return {
    width,
    height,
    nodes: [
      {
        kind: 'group',
        clip: { x: 0, y: 0, w: width, h: height },
        nodes: [{ kind: 'group', x: camera.x, y: camera.y, scale: camera.scale, nodes }],
      },
    ],
  };
}

interface View {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Edges of the current step carry the gradient from the node to its parents. */
function currentEdges(level: LevelModel, step: number): ReadonlySet<number> {
  return new Set(level.spec.steps[step]?.contributions.map((c) => c.edge) ?? []);
}

function drawEdges(
  out: SceneNode[],
  level: LevelModel,
  state: GraphState,
  theme: Theme,
  view: View,
  scale: number,
): void {
  const { spec, columns } = level;
  const now = currentEdges(level, state.step);
  const over: SceneNode[] = [];
  spec.edges.forEach((edge, e) => {
    const from = columns.pointStart[e];
    const to = columns.pointStart[e + 1];
    if (to - from < 2 || outside(columns.points, from, to, view)) return;
    const dim = state.bright !== null && !(state.bright.has(edge.from) && state.bright.has(edge.to));
    const dead = spec.nodes[edge.from].outcome === 'noGrad';
    if (now.has(e)) {
      over.push({
        kind: 'path',
        d: wire(columns.points, from, to, 8, state.progress),
        stroke: theme.accent,
        lineWidth: 2,
      });
      if (state.progress >= 1) over.push(arrow(columns.points[2 * from], columns.points[2 * from + 1], theme.accent));
      return;
    }
    const walked =
      spec.steps.length === 0 ? spec.nodes[edge.to].outcome === 'grad' : isWalked(level, edge.to, state.step);
    out.push({
      kind: 'path',
      d: wire(columns.points, from, to, 0, 1),
      stroke: dim ? theme.line : walked ? theme.dim : theme.highContrast ? theme.line : theme.faint,
      lineWidth: walked && !dim ? 1.25 : scale < TEXT_SCALE ? 1.5 : 1,
      dash: dead ? [3, 3] : undefined,
    });
  });
  out.push(...over);
}

function isWalked(level: LevelModel, v: number, step: number): boolean {
  const at = level.stepOf[v];
  return at >= 0 && at < step;
}

function outside(points: Float32Array, from: number, to: number, view: View): boolean {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) {
    left = Math.min(left, points[2 * i]);
    right = Math.max(right, points[2 * i]);
    top = Math.min(top, points[2 * i + 1]);
    bottom = Math.max(bottom, points[2 * i + 1]);
  }
  return left > view.right || right < view.left || top > view.bottom || bottom < view.top;
}

const r = (x: number): number => Math.round(x * 10) / 10;

/**
 * A wire as SVG path data: between two points an S with level ends. `inset` leaves room for an arrow head at the tail;
 * `progress` under 1 draws only the part next to the head, where the gradient starts from.
 */
export function wire(points: Float32Array, from: number, to: number, inset: number, progress: number): string {
  let d = '';
  const segments = to - from - 1;
  for (let i = 0; i < segments; i++) {
    const k = 2 * (from + i);
    const x1 = points[k] + (i === 0 ? inset : 0);
    const [y1, x2, y2] = [points[k + 1], points[k + 2], points[k + 3]];
    const bend = (x2 - x1) / 2;
    const t = progress * segments - (segments - 1 - i);
    if (t <= 0) continue;
    if (t < 1) {
      d = partial(x2, y2, x2 - bend, y2, x1 + bend, y1, x1, y1, t);
      continue;
    }
    d += i === 0 || progress < 1 ? `M${r(x1)} ${r(y1)}` : '';
    d += y1 === y2 ? `L${r(x2)} ${r(y2)}` : `C${r(x1 + bend)} ${r(y1)} ${r(x2 - bend)} ${r(y2)} ${r(x2)} ${r(y2)}`;
  }
  return d === '' ? 'M0 0' : d;
}

/** The first part, up to t, of a cubic (de Casteljau). */
function partial(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
  t: number,
): string {
  const mix = (p: number, q: number): number => p + (q - p) * t;
  const abx = mix(ax, bx);
  const aby = mix(ay, by);
  const bcx = mix(bx, cx);
  const bcy = mix(by, cy);
  const abcx = mix(abx, bcx);
  const abcy = mix(aby, bcy);
  const endX = mix(abcx, mix(bcx, mix(cx, dx)));
  const endY = mix(abcy, mix(bcy, mix(cy, dy)));
  return `M${r(ax)} ${r(ay)}C${r(abx)} ${r(aby)} ${r(abcx)} ${r(abcy)} ${r(endX)} ${r(endY)}`;
}

/** The head points the way the gradient goes: to the left, into the parent. */
function arrow(x: number, y: number, fill: string): SceneNode {
  return { kind: 'poly', points: [x + 3, y, x + 12, y - 5, x + 12, y + 5], closed: true, fill };
}

function drawCard(
  out: SceneNode[],
  level: LevelModel,
  state: GraphState,
  theme: Theme,
  v: number,
  scale: number,
): void {
  const node = level.spec.nodes[v];
  const [x, y, w, h] = level.columns.box.subarray(4 * v, 4 * v + 4);
  const grad = gradAt(level, v, state.step);
  const walking = level.spec.steps.length > 0;
  const active = walking && level.spec.steps[state.step]?.node === v;
  const receiving = grad.kind === 'adding';
  const faded = (state.bright !== null && !state.bright.has(v)) || (state.matches !== null && !state.matches.has(v));
  const noGrad = node.outcome === 'noGrad';
  const edge = active || receiving || state.locked === v ? theme.accent : faded ? theme.line : theme.line2;
  const fill = active ? theme.sel : theme.bg;
  out.push({
    kind: 'rect',
    x: x + 0.5,
    y: y + 0.5,
    w: w - 1,
    h: h - 1,
    radius: 4,
    fill,
    stroke: edge,
    lineWidth: active || state.locked === v ? 2 : receiving ? 1.5 : 1,
    dash: noGrad ? [4, 3] : undefined,
  });
  if (node.kind === 'leaf' && !noGrad)
    out.push({
      kind: 'rect',
      x: x + 1,
      y: y + 1,
      w: 3.5,
      h: h - 2,
      radius: 1.5,
      fill: faded ? theme.line2 : theme.faint,
    });
  gradBar(out, level, grad.size, isNumber(node.shape), theme, x, y, w, h);
  if (scale < TEXT_SCALE) return;

  const text = faded ? theme.faint : theme.fg;
  const label = faded ? theme.faint : theme.dim;
  const left = x + PAD + 2;
  const right = x + w - PAD;
  const line = (h - 6) / 3;
  const base = (row: number): number => y + 2 + line * (row + 0.5);
  const op = node.detail !== '' ? node.detail : node.label.startsWith(node.op) ? '' : node.op;
  const room = w - 2 * PAD - 2;
  const opWidth = op.length * 6 + (op === '' ? 0 : 8);
  const title = clip(node.label, Math.max(3, Math.floor((room - Math.min(opWidth, room / 2)) / 6.9)));
  put(out, title, left, base(0), text, theme.monoFont, 11.5, 600);
  const opRoom = Math.floor((room - title.length * 6.9 - 6) / 5.8);
  if (op !== '' && opRoom > 2) put(out, clip(op, opRoom), right, base(0), label, theme.uiFont, 11, 400, 'end');

  const value = nodeNumbers(level, v, 'value');
  const shape = clip(`[${node.shape.join(', ')}]`, Math.floor((room - value.text.length * 6.9 - 6) / 6.6));
  put(
    out,
    node.shape.length === 0 ? 'value' : shape,
    left,
    base(1),
    label,
    node.shape.length === 0 ? theme.uiFont : theme.monoFont,
    11,
  );
  const bad = !Number.isFinite(value.size) && value.text !== '';
  put(out, value.text, right, base(1), bad ? theme.nan : text, theme.monoFont, 11.5, 400, 'end');

  put(out, 'grad', left, base(2), label, theme.uiFont, 11);
  const colour =
    grad.kind === 'adding' ? theme.accent : grad.kind === 'absent' ? (faded ? theme.faint : theme.mute) : text;
  const badGrad = grad.kind !== 'absent' && !Number.isFinite(grad.size);
  put(
    out,
    grad.text,
    right,
    base(2),
    badGrad ? theme.nan : colour,
    theme.monoFont,
    11.5,
    grad.kind === 'adding' ? 600 : 400,
    'end',
  );
}

/** A root mean square has no sign, and so no colour of a sign. Length is the square root of the magnitude: a gradient a hundred times smaller still has a tenth of the bar. */
function gradBar(
  out: SceneNode[],
  level: LevelModel,
  size: number,
  signed: boolean,
  theme: Theme,
  x: number,
  y: number,
  w: number,
  h: number,
): void {
  if (!Number.isFinite(size) || size === 0) return;
  const largest = signed ? level.largestGrad.number : level.largestGrad.tensor;
  if (largest === 0) return;
  const share = Math.sqrt(Math.min(1, Math.abs(size) / largest));
  const diverging = ramp(theme, 'diverging');
  out.push({
    kind: 'rect',
    x: x + 1,
    y: y + h - 4,
    w: Math.max(3, share * (w - 2)),
    h: 3,
    radius: 1.5,
    fill: signed ? diverging.css(size < 0 ? -0.6 : 0.6) : theme.faint,
  });
}

function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}

function put(
  out: SceneNode[],
  text: string,
  x: number,
  y: number,
  fill: string,
  font: string,
  size: number,
  weight = 400,
  anchor: 'start' | 'end' = 'start',
): void {
  if (text !== '') out.push({ kind: 'text', x, y, text, fill, font, size, weight, anchor, baseline: 'middle' });
}

/** Outline of the pointed-at card. */
export function hoverScene(
  level: LevelModel,
  v: number,
  theme: Theme,
  camera: Camera,
  width: number,
  height: number,
): Scene {
  if (v < 0) return { width, height, nodes: [] };
  const [x, y, w, h] = level.columns.box.subarray(4 * v, 4 * v + 4);
  return {
    width,
    height,
    nodes: [
      {
        kind: 'group',
        clip: { x: 0, y: 0, w: width, h: height },
        nodes: [
          {
            kind: 'rect',
            x: camera.x + x * camera.scale - 1.5,
            y: camera.y + y * camera.scale - 1.5,
            w: w * camera.scale + 3,
            h: h * camera.scale + 3,
            radius: 5,
            stroke: theme.fg,
            lineWidth: 1,
          },
        ],
      },
    ],
  };
}

/** The card at a point of the picture, -1 for none. */
export function cardAt(level: LevelModel, camera: Camera, px: number, py: number): number {
  const x = (px - camera.x) / camera.scale;
  const y = (py - camera.y) / camera.scale;
  const { box } = level.columns;
  for (let v = level.spec.nodes.length - 1; v >= 0; v--) {
    if (
      x >= box[4 * v] &&
      x <= box[4 * v] + box[4 * v + 2] &&
      y >= box[4 * v + 1] &&
      y <= box[4 * v + 1] + box[4 * v + 3]
    )
      return v;
  }
  return -1;
}
