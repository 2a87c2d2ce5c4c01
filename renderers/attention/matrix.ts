/** One head's matrix with its tokens, and the token lines beside it: both on the same rows. */
import { mix } from '../shared/color.ts';
import type { CellImage, Scene, SceneNode } from '../shared/scene.ts';
import type { Theme } from '../shared/theme.ts';
import { hatchNodes, LEAK } from './heads.ts';
import { type AttentionModel, isMasked } from './model.ts';

/** Rows of matrix and lines: the same for both, so a token's row can be followed across. */
export interface RowGrid {
  readonly rowH: number;
  readonly top: number;
  readonly height: number;
  /** Tokens are written at every `every`-th row. */
  readonly every: number;
}

export interface MatrixGrid extends RowGrid {
  readonly left: number;
  readonly cellW: number;
  readonly width: number;
  readonly everyColumn: number;
}

/** Pixels of a row; few tokens get larger cells. */
const MAX_ROW = 20;
const MAX_ROW_FEW = 32;
const FEW = 9;
const TOKEN = 12;

export function matrixGrid(model: AttentionModel, width: number): MatrixGrid {
  // Never too small for the words key and query in the corner.
  const left = Math.min(96, Math.max(56, 14 + 7.3 * longest(model.queryTokens)));
  const room = width - left - 34;
  const most = Math.max(model.queries, model.keys) <= FEW ? MAX_ROW_FEW : MAX_ROW;
  const cellW = Math.min(most, room / model.keys);
  const rowH = Math.min(most, Math.max(cellW, 14 * Math.min(1, 20 / model.queries)), 420 / model.queries);
  const top = Math.max(42, Math.ceil(Math.min(10, longest(model.keyTokens)) * 6.4 + 12));
  return {
    ...{ left, cellW, rowH, top },
    width: Math.ceil(left + cellW * model.keys + 34),
    height: Math.ceil(top + rowH * model.queries + 4),
    every: Math.max(1, Math.ceil(13 / rowH)),
    everyColumn: Math.max(1, Math.ceil(13 / cellW)),
  };
}

function longest(tokens: readonly string[]): number {
  return tokens.reduce((n, token) => Math.max(n, token.length), 1);
}

export interface MatrixState {
  readonly query: number;
  readonly key: number;
}

/** `offset` is where the head's weights start; undefined where they are not stored, and then no leaks are outlined. */
export function matrixScene(
  model: AttentionModel,
  grid: MatrixGrid,
  image: CellImage,
  state: MatrixState,
  offset: number | undefined,
  theme: Theme,
): Scene {
  const nodes: SceneNode[] = [];
  const w = grid.cellW * model.keys;
  const h = grid.rowH * model.queries;
  const { left, top } = grid;
  nodes.push({ kind: 'image', x: left, y: top, w, h, image, smooth: grid.cellW < 1 });
  nodes.push(...hatchNodes(model, left, top, grid.cellW, grid.rowH, theme, 6));
  if (offset !== undefined) nodes.push(...leakNodes(model, grid, offset, theme));
  nodes.push({ kind: 'rect', x: left - 0.5, y: top - 0.5, w: w + 1, h: h + 1, stroke: theme.line2 });
  nodes.push({ kind: 'text', x: 0, y: 14, text: 'key →', fill: theme.dim, font: theme.uiFont, size: 11 });
  nodes.push({ kind: 'text', x: 0, y: 30, text: 'query ↓', fill: theme.dim, font: theme.uiFont, size: 11 });
  model.queryTokens.forEach((token, q) => {
    if (hidden(q, grid.every, state.query)) return;
    nodes.push({
      ...{ kind: 'text', x: left - 8, y: top + (q + 0.5) * grid.rowH, text: clip(token, 11), anchor: 'end' },
      ...{ baseline: 'middle', fill: q === state.query ? theme.accent : theme.fg, font: theme.monoFont, size: TOKEN },
      weight: q === state.query ? 700 : 400,
    });
  });
  model.keyTokens.forEach((token, k) => {
    if (hidden(k, grid.everyColumn, state.key)) return;
    const masked = isMasked(model, state.query, k);
    nodes.push({
      ...{ kind: 'text', x: left + (k + 0.5) * grid.cellW + 3, y: top - 7, text: clip(token, 11), rotate: -60 },
      ...{
        fill: masked ? theme.mute : theme.fg,
        font: theme.monoFont,
        size: TOKEN,
        weight: k === state.key ? 700 : 400,
      },
    });
  });
  return { width: grid.width, height: grid.height, nodes };
}

/** The query's row, over the keys it may see. */
export function rowScene(model: AttentionModel, grid: MatrixGrid, state: MatrixState, theme: Theme): Scene {
  let end = model.keys;
  while (end > 1 && isMasked(model, state.query, end - 1)) end--;
  const y = grid.top + state.query * grid.rowH;
  const pad = grid.rowH < 6 ? (6 - grid.rowH) / 2 : 0;
  const row = {
    kind: 'rect',
    x: grid.left - 0.5,
    y: y - 0.5 - pad,
    w: end * grid.cellW + 1,
    h: grid.rowH + 1 + 2 * pad,
  } as const;
  const x = grid.left + state.key * grid.cellW;
  const cell = {
    kind: 'rect',
    x: x + 1,
    y: y + 1 - pad,
    w: Math.max(2, grid.cellW - 2),
    h: grid.rowH - 2 + 2 * pad,
  } as const;
  const nodes: SceneNode[] = [{ ...row, stroke: theme.accent, lineWidth: 2 }];
  if (grid.cellW >= 8) nodes.push({ ...cell, stroke: theme.bg, lineWidth: 1 });
  return { width: grid.width, height: grid.height, nodes };
}

/** Masked keys that got weight, outlined in the failure colour. */
function leakNodes(model: AttentionModel, grid: MatrixGrid, offset: number, theme: Theme): SceneNode[] {
  const weights = model.data.weights;
  if (weights === undefined) return [];
  const nodes: SceneNode[] = [];
  for (let q = 0; q < model.queries && nodes.length < 2000; q++) {
    for (let k = 0; k < model.keys; k++) {
      if (!isMasked(model, q, k) || !(weights[offset + q * model.keys + k] > LEAK)) continue;
      const x = grid.left + k * grid.cellW;
      const y = grid.top + q * grid.rowH;
      nodes.push({
        kind: 'rect',
        x: x + 1,
        y: y + 1,
        w: Math.max(2, grid.cellW - 2),
        h: Math.max(2, grid.rowH - 2),
        stroke: theme.err,
      });
    }
  }
  return nodes;
}

export interface LinesOptions {
  readonly offset: number;
  readonly state: MatrixState;
  readonly width: number;
  readonly theme: Theme;
}

/** Lines below this weight are not drawn; the row's own numbers still are. */
const FAINTEST = 0.06;
const MAX_LINE = 9;

/** Every weight a curve from its query to its key; the chosen query's in the accent, with bars and numbers. */
export function linesScene(model: AttentionModel, grid: RowGrid, options: LinesOptions): Scene {
  const { offset, state, width, theme } = options;
  const weights = model.data.weights as Float32Array;
  const nodes: SceneNode[] = [];
  const labelW = Math.min(90, 10 + 7.3 * Math.max(longest(model.queryTokens), 5));
  const numbers = 46;
  const bars = 44;
  const keyW = Math.min(90, 10 + 7.3 * Math.max(longest(model.keyTokens), 3));
  const x1 = labelW + 8;
  const x2 = width - numbers - bars - keyW - 8;
  const queryY = (q: number): number => grid.top + (q + 0.5) * grid.rowH;
  const keyH = (grid.rowH * model.queries) / model.keys;
  const keyY = (k: number): number => grid.top + (k + 0.5) * keyH;
  const mid = (x1 + x2) / 2;
  const curve = (q: number, k: number): string => {
    const [a, b] = [queryY(q), keyY(k)].map((v) => Math.round(v * 10) / 10);
    return `M${x1} ${a}C${mid} ${a} ${mid} ${b} ${x2} ${b}`;
  };
  const byWidth = new Map<number, string>();
  for (let q = 0; q < model.queries; q++) {
    if (q === state.query || (model.queries > 48 && q % Math.ceil(model.queries / 48) !== 0)) continue;
    for (let k = 0; k < model.keys; k++) {
      const w = weights[offset + q * model.keys + k];
      if (!(w >= FAINTEST)) continue;
      const stroke = Math.round(Math.min(1, w) * 6) / 2;
      const lineWidth = Math.max(0.75, stroke);
      byWidth.set(lineWidth, `${byWidth.get(lineWidth) ?? ''}${curve(q, k)}`);
    }
  }
  // Opaque: lines that cross do not add up to a weight that is not there.
  const faint = theme.highContrast ? theme.faint : mix(theme.bg, theme.faint, 0.55);
  for (const [lineWidth, d] of byWidth) nodes.push({ kind: 'path', d, stroke: faint, lineWidth });
  const start = offset + state.query * model.keys;
  const row = Array.from(weights.subarray(start, start + model.keys), (w, k) => ({ w, k })).sort((a, b) => a.w - b.w);
  for (const { w, k } of row) {
    if (!(w > 0.002)) continue;
    const lineWidth = Math.max(0.75, Math.min(1, w) * MAX_LINE);
    const stroke = isMasked(model, state.query, k) ? theme.err : theme.accent;
    nodes.push({ kind: 'path', d: curve(state.query, k), stroke, lineWidth, cap: 'round' });
  }
  const head = { kind: 'text', y: grid.top - 8, fill: theme.dim, font: theme.uiFont, size: 11 } as const;
  nodes.push({ ...head, x: x1 - 8, text: 'query', anchor: 'end' });
  nodes.push({ ...head, x: x2 + 10, text: 'key' });
  nodes.push({ ...head, x: width, text: 'weight', anchor: 'end' });
  const mono = { kind: 'text', baseline: 'middle', font: theme.monoFont, size: TOKEN } as const;
  model.queryTokens.forEach((token, q) => {
    const mine = q === state.query;
    nodes.push({
      kind: 'circle',
      x: x1,
      y: queryY(q),
      r: mine ? 3.5 : Math.min(2, grid.rowH / 3),
      fill: mine ? theme.accent : theme.faint,
    });
    if (hidden(q, grid.every, state.query)) return;
    const fill = mine ? theme.accent : theme.dim;
    nodes.push({
      ...mono,
      x: x1 - 8,
      y: queryY(q),
      text: clip(token, 11),
      anchor: 'end',
      fill,
      weight: mine ? 700 : 400,
    });
  });
  const everyKey = Math.max(1, Math.ceil(13 / keyH));
  model.keyTokens.forEach((token, k) => {
    const masked = isMasked(model, state.query, k);
    const w = weights[start + k];
    nodes.push({ kind: 'circle', x: x2, y: keyY(k), r: Math.min(2, keyH / 3), fill: theme.faint });
    const barH = Math.min(8, Math.max(1, keyH - 4));
    if (!masked) {
      const x = width - numbers - bars;
      nodes.push({
        kind: 'rect',
        x,
        y: keyY(k) - barH / 2,
        w: Math.max(0.75, Math.min(1, w) * bars),
        h: barH,
        fill: theme.accent,
      });
    }
    if (hidden(k, everyKey, state.key)) return;
    const fill = masked ? theme.mute : theme.fg;
    nodes.push({ ...mono, x: x2 + 10, y: keyY(k), text: clip(token, 11), fill, weight: k === state.key ? 700 : 400 });
    const number = { ...mono, x: width, y: keyY(k), anchor: 'end', fill } as const;
    if (masked && w > LEAK) nodes.push({ ...number, text: w.toFixed(3), fill: theme.err });
    else nodes.push(masked ? { ...number, text: 'masked', font: theme.uiFont } : { ...number, text: w.toFixed(3) });
  });
  return { width, height: grid.height, nodes };
}

/** Where labels are thinned to every n-th, those next to the chosen one give way to it. */
function hidden(i: number, every: number, chosen: number): boolean {
  return i !== chosen && (i % every !== 0 || Math.abs(i - chosen) < every);
}

function clip(token: string, length: number): string {
  return token.length > length ? `${token.slice(0, length - 1)}…` : token;
}
