/** The grid of heads: a thumbnail each, with what the head does below it. */

import { THUMB_SIDE } from '../../core/payload/attention.ts';
import { mix } from '../shared/color.ts';
import { colourRun, type Domain, ramp } from '../shared/ramps.ts';
import type { CellImage, Scene, SceneNode } from '../shared/scene.ts';
import { fixed } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';
import { type AttentionMode, type AttentionModel, headOffset, isMasked } from './model.ts';

export interface HeadGrid {
  readonly across: number;
  readonly side: number;
  readonly pitchX: number;
  readonly pitchY: number;
  readonly width: number;
  readonly height: number;
}

const GAP = 12;
const CAPTION = 38;

export function headGrid(model: AttentionModel, width: number): HeadGrid {
  const most = width < 640 ? 4 : model.heads > 16 ? 12 : 8;
  const across = Math.min(model.heads, most);
  const side = Math.min(128, Math.floor((width - 2 - (Math.max(across, 4) - 1) * GAP) / Math.max(across, 4)));
  const pitchY = side + CAPTION;
  return { across, side, pitchX: side + GAP, pitchY, width, height: Math.ceil(model.heads / across) * pitchY + 2 };
}

export function headAt(model: AttentionModel, grid: HeadGrid, x: number, y: number): number | undefined {
  const column = Math.floor(x / grid.pitchX);
  const head = Math.floor(y / grid.pitchY) * grid.across + column;
  return column < grid.across && head < model.heads ? head : undefined;
}

/** Weights use weight^0.7 on the sequential ramp; scores and gradients are about zero. */
export function modeColours(theme: Theme, mode: AttentionMode, largest: number) {
  const domain: Domain =
    mode === 'weights' ? { min: 0, max: 1, gamma: 0.7 } : { min: -largest, max: largest, gamma: 1 };
  return { colours: ramp(theme, mode === 'weights' ? 'sequential' : 'diverging'), domain };
}

/** Largest magnitude among finite, unmasked values of one head; 1 where there is none. */
export function largestOf(model: AttentionModel, data: Float32Array, offset: number): number {
  let largest = 0;
  const n = model.queries * model.keys;
  for (let i = 0; i < n; i++) {
    const v = Math.abs(data[offset + i]);
    if (v > largest && v < Number.POSITIVE_INFINITY && model.maskBits?.[i] !== 1) largest = v;
  }
  return largest || 1;
}

/** A head's cells; masked ones are the background, the hatch is drawn over them. */
export function headImage(
  model: AttentionModel,
  theme: Theme,
  mode: AttentionMode,
  layer: number,
  head: number,
): CellImage {
  const { queries, keys } = model;
  const offset = headOffset(model, layer, head);
  const data = model.data[mode];
  if (offset === undefined || data === undefined) {
    const pixels = new Uint32Array(THUMB_SIDE * THUMB_SIDE);
    const { colours, domain } = modeColours(theme, 'weights', 1);
    const from = (layer * model.heads + head) * pixels.length;
    colourRun(model.thumbs ?? new Float32Array(0), from, 1, pixels.length, colours, domain, pixels, 0);
    return { cols: THUMB_SIDE, rows: THUMB_SIDE, pixels };
  }
  const { colours, domain } = modeColours(theme, mode, mode === 'weights' ? 1 : largestOf(model, data, offset));
  const pixels = new Uint32Array(queries * keys);
  colourRun(data, offset, 1, pixels.length, colours, domain, pixels, 0);
  if (model.maskBits !== undefined) {
    const zero = colours.kind === 'sequential' ? colours.lut[0] : colours.lut[(colours.lut.length - 1) / 2];
    for (let i = 0; i < pixels.length; i++) if (model.maskBits[i] === 1) pixels[i] = zero;
  }
  return { cols: keys, rows: queries, pixels };
}

export function headsScene(
  model: AttentionModel,
  grid: HeadGrid,
  images: readonly CellImage[],
  layer: number,
  selected: number,
  theme: Theme,
): Scene {
  const nodes: SceneNode[] = [];
  images.forEach((image, head) => {
    const x = (head % grid.across) * grid.pitchX + 1;
    const y = Math.floor(head / grid.across) * grid.pitchY + 1;
    const { side } = grid;
    nodes.push({ kind: 'image', x, y, w: side, h: side, image, smooth: image.cols > side });
    nodes.push(...hatchNodes(model, x, y, side / model.keys, side / model.queries, theme, 4));
    nodes.push({ kind: 'rect', x: x - 0.5, y: y - 0.5, w: side + 1, h: side + 1, stroke: theme.line2 });
    if (head === selected) nodes.push({ kind: 'rect', x, y, w: side, h: side, stroke: theme.accent, lineWidth: 2 });
    const info = model.headInfo[layer * model.heads + head];
    const text = { kind: 'text', y: y + side + 15, size: 12 } as const;
    const narrow = side < 84;
    nodes.push({
      ...text,
      ...{ x, text: narrow ? String(head) : `head ${head}`, fill: theme.fg, font: theme.uiFont },
      weight: head === selected ? 600 : 400,
    });
    const number = info.score === null ? `H ${fixed(info.entropy, 2)}` : fixed(info.score, 2);
    nodes.push({
      ...text,
      x: x + side,
      text: number,
      fill: theme.dim,
      font: theme.monoFont,
      anchor: 'end',
      size: 11.5,
    });
    const kind = info.leaked > LEAK ? `leaks ${fixed(info.leaked, 2)}` : info.kind;
    if (!narrow || info.leaked > LEAK) {
      const fill = info.leaked > LEAK ? theme.err : theme.dim;
      nodes.push({ ...text, x, y: y + side + 31, text: kind, fill, font: theme.uiFont });
    }
  });
  return { width: grid.width, height: grid.height, nodes };
}

/** Weight on a masked key above this is a leak, not rounding. */
export const LEAK = 1e-6;

/** The masked region as runs of hatched rectangles, one per row; a mask without pattern costs a run per stretch. */
export function hatchNodes(
  model: AttentionModel,
  x: number,
  y: number,
  cellW: number,
  cellH: number,
  theme: Theme,
  gap: number,
): SceneNode[] {
  if (model.maskBits === undefined) return [];
  const nodes: SceneNode[] = [];
  const stroke = theme.highContrast ? mix(theme.bg, theme.line, 0.5) : theme.line2;
  // Below half a pixel per row the rows are taken in strides: the hatch shows a region, not single cells.
  const stride = Math.max(1, Math.ceil(1 / cellH));
  for (let q = 0; q < model.queries; q += stride) {
    for (let k = 0; k < model.keys; k++) {
      if (!isMasked(model, q, k)) continue;
      const from = k;
      while (k < model.keys && isMasked(model, q, k)) k++;
      nodes.push({
        ...{ kind: 'hatch', x: x + from * cellW, y: y + q * cellH, w: (k - from) * cellW },
        ...{ h: Math.min(stride, model.queries - q) * cellH, stroke, gap },
      });
    }
  }
  return nodes;
}
