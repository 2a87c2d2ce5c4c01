/** Where the cells of an n-d tensor stand: every axis has a role, and facets repeat the x-y picture over two of them. */
import { axisLabel, sourceIndex, type TensorItem } from './model.ts';

export type Role = 'x' | 'y' | 'columns' | 'rows' | 'slider';

/** Facets on one page; more of them are paged through. */
export const MAX_FACETS = 100;
const GAP = 10;
const MAX_CELL = 16;
const MAX_HEIGHT = 440;

/** The last two axes are the picture, the ones before them repeat it, the rest (and axes of size 1) are sliders. */
export function defaultRoles(sizes: readonly number[]): Role[] {
  const rank = sizes.length;
  const roles: Role[] = sizes.map(() => 'slider');
  if (rank >= 1) roles[rank - 1] = 'x';
  if (rank >= 2) roles[rank - 2] = 'y';
  const outer = sizes.map((_, axis) => axis).filter((axis) => axis < rank - 2 && sizes[axis] > 1);
  const columns = outer.at(-1);
  const rows = outer.at(-2);
  if (columns !== undefined) roles[columns] = 'columns';
  if (rows !== undefined && columns !== undefined && sizes[rows] * sizes[columns] <= MAX_FACETS) roles[rows] = 'rows';
  return roles;
}

/** Pictures side by side: the channels are in each of them. */
export function imageRoles(rank: number): Role[] {
  return Array.from({ length: rank }, (_, axis): Role => {
    if (axis === rank - 1) return 'x';
    if (axis === rank - 2) return 'y';
    return axis === 0 ? 'columns' : 'slider';
  });
}

/** Gives `axis` a role; the axis that had it takes over the former role of `axis`. */
export function swapRole(roles: readonly Role[], axis: number, role: Role): Role[] {
  const next = [...roles];
  const holder = role === 'slider' ? -1 : roles.indexOf(role);
  if (holder >= 0 && holder !== axis) next[holder] = roles[axis];
  next[axis] = role;
  if (!next.includes('x')) return [...roles];
  return next;
}

export interface Facet {
  readonly x: number;
  readonly y: number;
  readonly column: number;
  readonly row: number;
  readonly label: string;
}

export interface Frame {
  readonly roles: readonly Role[];
  readonly xAxis: number;
  readonly yAxis: number;
  readonly columnAxis: number;
  readonly rowAxis: number;
  readonly xSize: number;
  readonly ySize: number;
  readonly cellW: number;
  readonly cellH: number;
  readonly facetW: number;
  readonly facetH: number;
  readonly facets: readonly Facet[];
  readonly rowLabels: readonly { readonly y: number; readonly label: string }[];
  /** Index ticks are drawn where one facet stands alone. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly page: number;
  readonly pages: number;
}

export function makeFrame(item: TensorItem, roles: readonly Role[], width: number, page: number): Frame {
  const axisOf = (role: Role): number => roles.indexOf(role);
  const size = (axis: number): number => (axis < 0 ? 1 : item.stored[axis]);
  const [xAxis, yAxis, columnAxis, rowAxis] = [axisOf('x'), axisOf('y'), axisOf('columns'), axisOf('rows')];
  const [xSize, ySize, rowCount] = [size(xAxis), size(yAxis), size(rowAxis)];
  const wraps = columnAxis >= 0 && rowAxis < 0;
  const perPage = Math.max(1, Math.floor(MAX_FACETS / Math.min(rowCount, MAX_FACETS)));
  const pages = Math.max(1, Math.ceil(size(columnAxis) / perPage));
  const first = Math.min(page, pages - 1) * perPage;
  const columnCount = Math.min(perPage, size(columnAxis) - first);
  const alone = columnAxis < 0 && rowAxis < 0;
  // The first border stands at the left of its cells.
  const left = rowAxis >= 0 ? 22 : alone ? Math.max(1, tickMargin(item, yAxis)) : 1;
  const labelH = alone ? 18 : 20;
  const avail = width - left - 1;
  let best = { across: columnCount, cell: 0 };
  const tries = wraps ? Array.from({ length: columnCount }, (_, i) => i + 1) : [columnCount];
  for (const across of tries) {
    const down = wraps ? Math.ceil(columnCount / across) : rowCount;
    const wide = (avail - (across - 1) * GAP) / across / xSize;
    const tall = (MAX_HEIGHT - down * (wraps ? labelH : GAP)) / down / ySize;
    const cell = Math.min(wide, wraps || alone ? tall : wide, MAX_CELL);
    if (cell > best.cell + 1e-9) best = { across, cell };
  }
  const cell = best.cell > 0.05 ? best.cell : Math.max(0.05, avail / best.across / xSize);
  // Long thin pictures are stretched until their short side can be read.
  const room = (avail - (best.across - 1) * GAP) / best.across;
  const cellH = Math.max(snap(cell), Math.min(yAxis < 0 ? 28 : 14, 112 / ySize));
  const cellW = Math.min(Math.max(snap(cell), Math.min(14, 160 / xSize)), room / xSize);
  const facetW = cellW * xSize;
  const facetH = cellH * ySize;
  const facets: Facet[] = [];
  const rowLabels: { y: number; label: string }[] = [];
  const top = labelH;
  if (wraps) {
    for (let i = 0; i < columnCount; i++) {
      const column = first + i;
      const x = left + (i % best.across) * (facetW + GAP);
      const y = top + Math.floor(i / best.across) * (facetH + labelH + 4);
      facets.push({ x, y, column, row: 0, label: facetLabel(item, columnAxis, column, facetW) });
    }
  } else {
    for (let row = 0; row < rowCount; row++) {
      const y = top + row * (facetH + GAP);
      if (rowAxis >= 0) rowLabels.push({ y: y + facetH, label: facetLabel(item, rowAxis, row, facetH) });
      for (let i = 0; i < columnCount; i++) {
        const x = left + i * (facetW + GAP);
        const label = row === 0 && columnAxis >= 0 ? facetLabel(item, columnAxis, first + i, facetW) : '';
        facets.push({ x, y, column: first + i, row, label });
      }
    }
  }
  const height = Math.ceil(Math.max(...facets.map((f) => f.y)) + facetH + 1);
  const used = Math.ceil(Math.max(...facets.map((f) => f.x)) + facetW + 1);
  return {
    roles,
    ...{ xAxis, yAxis, columnAxis, rowAxis, xSize, ySize, cellW, cellH, facetW, facetH, facets, rowLabels, left, top },
    width: Math.max(120, Math.min(width, used)),
    height,
    page: Math.min(page, pages - 1),
    pages,
  };
}

/** Whole or half pixels where cells are large enough for it, so that borders are sharp. */
function snap(cell: number): number {
  return cell >= 2 ? Math.floor(cell * 2) / 2 : cell;
}

/** `channel 2` where the axis has a name, `[2]` where it has none, `[2] seven` with a label, as far as the room goes. */
function facetLabel(item: TensorItem, axis: number, i: number, room: number): string {
  const label = axisLabel(item, axis, i);
  const { name, labels } = item.axes[axis];
  const index = `[${sourceIndex(item, axis, i)}]`;
  const long = labels === undefined ? (name === undefined ? index : `${name} ${label}`) : `${index} ${label}`;
  return long.length * 6.6 <= room ? long : label.slice(0, Math.max(1, Math.floor(room / 6.6)));
}

function tickMargin(item: TensorItem, yAxis: number): number {
  if (yAxis < 0) return 0;
  const labels = item.axes[yAxis].labels;
  const longest = labels === undefined ? String(item.shape[yAxis]).length : Math.max(...labels.map((l) => l.length), 1);
  return Math.min(110, Math.ceil(longest * 6.7) + 10);
}

export interface Zoom {
  /** Magnification of the cells inside every facet; 1 shows all. */
  readonly k: number;
  /** First visible cell. */
  readonly ox: number;
  readonly oy: number;
}

export const NO_ZOOM: Zoom = { k: 1, ox: 0, oy: 0 };

/** Magnifies by `factor` with the cell under (cx, cy) staying in place, until an element (`block` of them to a cell) is 80 px. */
export function zoomBy(frame: Frame, zoom: Zoom, factor: number, cx: number, cy: number, block = 1): Zoom {
  const k = Math.min(Math.max(1, (80 * block) / Math.min(frame.cellW, frame.cellH)), Math.max(1, zoom.k * factor));
  const shift = 1 - zoom.k / k;
  return clampZoom(frame, { k, ox: zoom.ox + (cx - zoom.ox) * shift, oy: zoom.oy + (cy - zoom.oy) * shift });
}

export function clampZoom(frame: Frame, zoom: Zoom): Zoom {
  const limit = (size: number, from: number): number => Math.min(Math.max(0, from), size - size / zoom.k);
  return { k: zoom.k, ox: limit(frame.xSize, zoom.ox), oy: limit(frame.ySize, zoom.oy) };
}

/** Pans so that the cursor's cell is in sight. */
export function keepInView(frame: Frame, zoom: Zoom, cursor: readonly number[]): Zoom {
  if (zoom.k <= 1) return zoom;
  const pan = (axis: number, size: number, from: number): number => {
    if (axis < 0) return 0;
    const visible = size / zoom.k;
    if (cursor[axis] < from) return cursor[axis];
    return cursor[axis] + 1 > from + visible ? cursor[axis] + 1 - visible : from;
  };
  const [ox, oy] = [pan(frame.xAxis, frame.xSize, zoom.ox), pan(frame.yAxis, frame.ySize, zoom.oy)];
  return clampZoom(frame, { k: zoom.k, ox, oy });
}

export interface Hit {
  readonly facet: Facet;
  /** Cell coordinates, with fraction. */
  readonly cx: number;
  readonly cy: number;
}

export function hitTest(frame: Frame, zoom: Zoom, x: number, y: number): Hit | undefined {
  const facet = frame.facets.find((f) => x >= f.x && x < f.x + frame.facetW && y >= f.y && y < f.y + frame.facetH);
  if (facet === undefined) return undefined;
  const cx = (x - facet.x) / (frame.cellW * zoom.k) + zoom.ox;
  const cy = (y - facet.y) / (frame.cellH * zoom.k) + zoom.oy;
  return { facet, cx: Math.min(cx, frame.xSize - 1e-6), cy: Math.min(cy, frame.ySize - 1e-6) };
}

/** The stored index of a facet's cell; slider axes stay as they are. */
export function indexAt(frame: Frame, sliders: readonly number[], facet: Facet, cx: number, cy: number): number[] {
  const index = [...sliders];
  if (frame.xAxis >= 0) index[frame.xAxis] = Math.floor(cx);
  if (frame.yAxis >= 0) index[frame.yAxis] = Math.floor(cy);
  if (frame.columnAxis >= 0) index[frame.columnAxis] = facet.column;
  if (frame.rowAxis >= 0) index[frame.rowAxis] = facet.row;
  return index;
}
