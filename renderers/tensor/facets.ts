/** The facets as a scene: heat cells, glyphs for what is no number, notches for what is clipped, numbers when large. */
import { inkOn, mix } from '../shared/color.ts';
import { colourRun, type Domain, pack, position, type Ramp } from '../shared/ramps.ts';
import type { CellImage, Scene, SceneNode } from '../shared/scene.ts';
import { fixed } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';
import type { Detail } from './detail.ts';
import { type Facet, type Frame, indexAt, type Zoom } from './layout.ts';
import { axisLabel, offsetOf, type Plane, type TensorItem } from './model.ts';

/** One facet's pixels, and its elements that are not finite: row, column of each, at most `MAX_ODD`. */
export interface FacetImage {
  readonly facet: Facet;
  readonly base: number;
  readonly image: CellImage;
  readonly odd: readonly (readonly [row: number, column: number])[];
}

const MAX_ODD = 400;

export function facetImages(
  item: TensorItem,
  plane: Plane,
  frame: Frame,
  sliders: readonly number[],
  colours: Ramp,
  domain: Domain,
): FacetImage[] {
  const strideX = frame.xAxis < 0 ? 0 : item.strides[frame.xAxis];
  const strideY = frame.yAxis < 0 ? 0 : item.strides[frame.yAxis];
  const searchOdd = plane.stats.finite < plane.stats.count;
  const mixed = mixesChannels(item, frame);
  return frame.facets.map((facet) => {
    const base = offsetOf(item, indexAt(frame, sliders, facet, 0, 0));
    const pixels = new Uint32Array(frame.xSize * frame.ySize);
    const odd: [number, number][] = [];
    for (let r = 0; r < frame.ySize; r++) {
      const start = base + r * strideY;
      if (mixed) mixRun(plane.data, start, strideX, item.strides[1], colours, domain, pixels, r, frame.xSize);
      else colourRun(plane.data, start, strideX, frame.xSize, colours, domain, pixels, r * frame.xSize);
      if (!searchOdd) continue;
      for (let c = 0; c < frame.xSize && odd.length < MAX_ODD; c++) {
        const v = plane.data[start + c * strideX];
        if (v - v !== 0) odd.push([r, c]);
      }
    }
    return { facet, base, image: { cols: frame.xSize, rows: frame.ySize, pixels }, odd };
  });
}

/** Whether a cell is one pixel of red, green and blue. */
export function mixesChannels(item: TensorItem, frame: Frame): boolean {
  return item.image?.rgb === true && item.stored[1] === 3 && frame.roles[1] === 'slider';
}

/** Red, green and blue of the pixel at an index, whichever channel that names. */
export function pixelAt(item: TensorItem, plane: Plane, index: readonly number[]): number[] {
  return [0, 1, 2].map((channel) => plane.data[offsetOf(item, index.toSpliced(1, 1, channel))]);
}

/** A row of pixels out of three channels `channel` apart; NaN's colour where one of them is not finite. */
function mixRun(
  data: ArrayLike<number>,
  start: number,
  stride: number,
  channel: number,
  colours: Ramp,
  domain: Domain,
  out: Uint32Array,
  row: number,
  columns: number,
): void {
  const byte = (v: number): number => Math.round(255 * Math.min(1, Math.max(0, position(v, domain, 'sequential'))));
  for (let c = 0; c < columns; c++) {
    const at = start + c * stride;
    const [red, green, blue] = [data[at], data[at + channel], data[at + 2 * channel]];
    const sum = red + green + blue;
    out[row * columns + c] = sum - sum === 0 ? pack(byte(red), byte(green), byte(blue)) : colours.nan;
  }
}

export interface FacetStyle {
  readonly theme: Theme;
  readonly colours: Ramp;
  readonly domain: Domain;
  readonly dpr: number;
}

export function facetScene(
  item: TensorItem,
  plane: Plane,
  frame: Frame,
  images: readonly FacetImage[],
  zoom: Zoom,
  style: FacetStyle,
  detail?: Detail,
): Scene {
  const { theme } = style;
  const nodes: SceneNode[] = [];
  const cellW = frame.cellW * zoom.k;
  const cellH = frame.cellH * zoom.k;
  for (const { facet, base, image, odd } of images) {
    const own: Cells = {
      ...{ rows: frame.ySize, columns: frame.xSize, cellW, cellH, x: -zoom.ox * cellW, y: -zoom.oy * cellH },
      read: (r, c) => plane.data[base + offsetIn(item, frame, r, c)],
    };
    const inside: SceneNode[] = [
      {
        kind: 'image',
        x: -zoom.ox * cellW,
        y: -zoom.oy * cellH,
        w: cellW * frame.xSize,
        h: cellH * frame.ySize,
        image,
        smooth: Math.min(cellW, cellH) * style.dpr < 1,
      },
      ...(detail !== undefined
        ? detailNodes(item, frame, detail, zoom, style)
        : mixesChannels(item, frame)
          ? []
          : cellMarks(own, frame, style)),
      ...(detail !== undefined || Math.min(cellW, cellH) >= 4 ? [] : odd).flatMap(([r, c]) => {
        const v = plane.data[base + offsetIn(item, frame, r, c)];
        return oddGlyph(v, (c + 0.5 - zoom.ox) * cellW, (r + 0.5 - zoom.oy) * cellH, cellW, cellH, theme);
      }),
    ];
    const clip = { x: 0, y: 0, w: frame.facetW, h: frame.facetH };
    nodes.push({ kind: 'group', x: facet.x, y: facet.y, clip, nodes: inside });
    nodes.push(border(facet, frame, theme.line2));
    if (facet.label !== '') nodes.push(caption(facet.label, facet.x, facet.y - 6, theme));
  }
  for (const { y, label } of frame.rowLabels) nodes.push({ ...caption(label, 14, y, theme), rotate: -90 });
  if (frame.columnAxis < 0 && frame.rowAxis < 0) nodes.push(...ticks(item, frame, zoom, theme));
  return { width: frame.width, height: frame.height, nodes };
}

/** Exact elements over the means, with their marks. */
function detailNodes(item: TensorItem, frame: Frame, detail: Detail, zoom: Zoom, style: FacetStyle): SceneNode[] {
  const cellW = (frame.cellW * zoom.k) / item.pool[1];
  const cellH = (frame.cellH * zoom.k) / item.pool[0];
  const x = detail.x * cellW - zoom.ox * frame.cellW * zoom.k;
  const y = detail.y * cellH - zoom.oy * frame.cellH * zoom.k;
  const pixels = new Uint32Array(detail.w * detail.h);
  colourRun(detail.data, 0, 1, pixels.length, style.colours, style.domain, pixels, 0);
  const image = { cols: detail.w, rows: detail.h, pixels };
  const cells: Cells = {
    ...{ rows: detail.h, columns: detail.w, cellW, cellH, x, y },
    read: (r, c) => detail.data[r * detail.w + c],
  };
  return [
    { kind: 'image', x, y, w: detail.w * cellW, h: detail.h * cellH, image, smooth: Math.min(cellW, cellH) < 1 },
    ...cellMarks(cells, frame, style),
  ];
}

function offsetIn(item: TensorItem, frame: Frame, r: number, c: number): number {
  return (frame.yAxis < 0 ? 0 : r * item.strides[frame.yAxis]) + (frame.xAxis < 0 ? 0 : c * item.strides[frame.xAxis]);
}

/** A grid of values in a facet: its own cells, or exact elements drawn over block means. */
interface Cells {
  readonly rows: number;
  readonly columns: number;
  readonly cellW: number;
  readonly cellH: number;
  /** Upper left corner of cell (0, 0) in the facet. */
  readonly x: number;
  readonly y: number;
  read(row: number, column: number): number;
}

/** Clip notches from 4 px, numbers from 44 x 15 px; only for the cells in sight. */
function cellMarks(cells: Cells, frame: Frame, style: FacetStyle): SceneNode[] {
  const { cellW, cellH } = cells;
  const side = Math.min(cellW, cellH);
  if (side < 4) return [];
  const numbers = cellW >= 44 && cellH >= 15;
  const { colours, domain, theme } = style;
  const notch = Math.min(7, Math.max(2.4, side * 0.36));
  let high = '';
  let low = '';
  const out: SceneNode[] = [];
  const lastRow = Math.min(cells.rows, Math.ceil((frame.facetH - cells.y) / cellH));
  const lastColumn = Math.min(cells.columns, Math.ceil((frame.facetW - cells.x) / cellW));
  for (let r = Math.max(0, Math.floor(-cells.y / cellH)); r < lastRow; r++) {
    for (let c = Math.max(0, Math.floor(-cells.x / cellW)); c < lastColumn; c++) {
      const v = cells.read(r, c);
      const x = cells.x + c * cellW;
      const y = cells.y + r * cellH;
      if (v - v !== 0) {
        out.push(...oddGlyph(v, x + cellW / 2, y + cellH / 2, cellW, cellH, theme));
        continue;
      }
      const t = position(v, domain, colours.kind);
      if (t > 1) high += `M${round(x + cellW)} ${round(y)}h${round(-notch)}l${round(notch)} ${round(notch)}z`;
      else if (t < -1) low += `M${round(x)} ${round(y + cellH)}h${round(notch)}l${round(-notch)} ${round(-notch)}z`;
      if (numbers) {
        const text = fitNumber(v, cellW - 10);
        const place = { x: x + cellW - 6, y: y + cellH / 2 + 1, anchor: 'end', baseline: 'middle' } as const;
        out.push({ kind: 'text', text, ...place, fill: inkOn(colours.css(t)), font: theme.monoFont, size: 11 });
      }
    }
  }
  const dark = mix(theme.bg, theme.dark ? '#000000' : '#ffffff', 0.2);
  if (high !== '') out.unshift({ kind: 'path', d: high, fill: dark });
  if (low !== '') out.unshift({ kind: 'path', d: low, fill: dark });
  return out;
}

/** As many decimals, up to four, as the width holds at 6.7 px a digit. */
function fitNumber(v: number, room: number): string {
  if (Number.isInteger(v) && Math.abs(v) < 1e6) return fixed(v, 0);
  for (let decimals = 4; decimals > 0; decimals--) {
    const text = fixed(v, decimals);
    if (text.length * 6.7 <= room) return text;
  }
  return fixed(v, 0);
}

/** A magenta cell with a moat of background; at least 7 px, so that one in a million shows. */
export function oddGlyph(v: number, x: number, y: number, cellW: number, cellH: number, theme: Theme): SceneNode[] {
  const grow = Math.min(cellW, cellH) < 4 ? 7 : Math.min(16, Math.min(cellW, cellH) + 2);
  const h = grow / 2;
  const s = Math.min(h * 0.5, 5);
  const d = Number.isNaN(v)
    ? `M${x - s} ${y - s}L${x + s} ${y + s}M${x + s} ${y - s}L${x - s} ${y + s}`
    : v > 0
      ? `M${x} ${y + s}V${y - s}M${x - s * 0.8} ${y - s * 0.2}L${x} ${y - s}L${x + s * 0.8} ${y - s * 0.2}`
      : `M${x} ${y - s}V${y + s}M${x - s * 0.8} ${y + s * 0.2}L${x} ${y + s}L${x + s * 0.8} ${y + s * 0.2}`;
  return [
    { kind: 'rect', x: x - h - 1, y: y - h - 1, w: grow + 2, h: grow + 2, fill: theme.bg },
    { kind: 'rect', x: x - h, y: y - h, w: grow, h: grow, fill: theme.nan },
    { kind: 'path', d, stroke: theme.bg, lineWidth: grow > 10 ? 1.6 : 1.2 },
  ];
}

function border(facet: Facet, frame: Frame, stroke: string): SceneNode {
  const x = Math.round(facet.x) + 0.5 - 1;
  const y = Math.round(facet.y) + 0.5 - 1;
  return { kind: 'rect', x, y, w: Math.round(frame.facetW) + 1, h: Math.round(frame.facetH) + 1, stroke };
}

function caption(text: string, x: number, y: number, theme: Theme): SceneNode & { readonly kind: 'text' } {
  return { kind: 'text', x, y, text, fill: theme.dim, font: theme.monoFont, size: 11 };
}

/** Index ticks along a facet that stands alone: at the left and above, thinned until they do not touch. */
function ticks(item: TensorItem, frame: Frame, zoom: Zoom, theme: Theme): SceneNode[] {
  const nodes: SceneNode[] = [];
  const [facet] = frame.facets;
  const along = (axis: number, size: number, cell: number, origin: number, room: number, vertical: boolean): void => {
    if (axis < 0 || size < 1) return;
    const step = niceStep((vertical ? 16 : 36) / cell);
    for (let i = Math.ceil(origin / step) * step; i < size; i += step) {
      const at = (i + 0.5 - origin) * cell;
      if (at > room) break;
      const label = axisLabel(item, axis, i).slice(0, vertical ? 16 : 8);
      nodes.push(
        vertical
          ? { ...caption(label, facet.x - 6, facet.y + at, theme), anchor: 'end', baseline: 'middle' }
          : { ...caption(label, facet.x + Math.max(at, label.length * 3.4), facet.y - 6, theme), anchor: 'middle' },
      );
    }
  };
  along(frame.yAxis, frame.ySize, frame.cellH * zoom.k, zoom.oy, frame.facetH, true);
  along(frame.xAxis, frame.xSize, frame.cellW * zoom.k, zoom.ox, frame.facetW, false);
  return nodes;
}

function niceStep(least: number): number {
  if (least <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const ratio = least / power;
  return power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
}

/** The same cell outlined in every facet; the pointed-at one in accent with a moat, focus colour while locked. */
export function cursorScene(
  frame: Frame,
  cursor: readonly number[] | undefined,
  zoom: Zoom,
  locked: boolean,
  theme: Theme,
): Scene {
  const nodes: SceneNode[] = [];
  if (cursor !== undefined) {
    const cellW = frame.cellW * zoom.k;
    const cellH = frame.cellH * zoom.k;
    const pad = Math.min(cellW, cellH) < 6 ? (7 - Math.min(cellW, cellH)) / 2 : 0;
    const x = ((frame.xAxis < 0 ? 0 : cursor[frame.xAxis]) - zoom.ox) * cellW;
    const y = ((frame.yAxis < 0 ? 0 : cursor[frame.yAxis]) - zoom.oy) * cellH;
    if (x > -1 && y > -1 && x < frame.facetW && y < frame.facetH) {
      for (const facet of frame.facets) {
        const mine =
          (frame.columnAxis < 0 || cursor[frame.columnAxis] === facet.column) &&
          (frame.rowAxis < 0 || cursor[frame.rowAxis] === facet.row);
        const left = facet.x + x - pad;
        const top = facet.y + y - pad;
        const w = cellW + 2 * pad;
        const h = cellH + 2 * pad;
        if (mine) {
          nodes.push({ kind: 'rect', x: left - 1, y: top - 1, w: w + 2, h: h + 2, stroke: theme.bg, lineWidth: 4 });
          const stroke = locked ? theme.focus : theme.accent;
          nodes.push({ kind: 'rect', x: left - 1, y: top - 1, w: w + 2, h: h + 2, stroke, lineWidth: 2 });
        } else {
          nodes.push({ kind: 'rect', x: left - 0.5, y: top - 0.5, w: w + 1, h: h + 1, stroke: theme.bg, lineWidth: 3 });
          nodes.push({ kind: 'rect', x: left - 0.5, y: top - 0.5, w: w + 1, h: h + 1, stroke: theme.fg });
        }
      }
    }
  }
  return { width: frame.width, height: frame.height, nodes };
}

function round(v: number): number {
  return Math.round(v * 10) / 10;
}
