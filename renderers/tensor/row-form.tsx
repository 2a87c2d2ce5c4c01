/** Small tensors as a row: name, the numbers in their cells, statistics, a little histogram. */
import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Segments } from '../shared/chrome.tsx';
import { inkOn } from '../shared/color.ts';
import { useHost } from '../shared/host.ts';
import { Picture } from '../shared/picture.tsx';
import { position, ramp } from '../shared/ramps.ts';
import type { Scene, SceneNode } from '../shared/scene.ts';
import { columnFormat, count, num, shapeText } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';
import { colouring, planeOptions } from './colouring.ts';
import { oddGlyph } from './facets.ts';
import { axisLabel, cellName, offsetOf, type Plane, type TensorItem } from './model.ts';
import { absent } from './parts.tsx';
import { scaleBarScene } from './scale-bar.ts';

export function isSmall(item: TensorItem): boolean {
  const [columns = 1, rows = 1] = [...item.shape].reverse();
  return item.shape.length <= 2 && item.numel > 0 && columns <= 8 && rows <= 8 && !item.isPreview;
}

const ROW = 22;
const INDEX = 22;

export function RowForm(props: { readonly item: TensorItem; readonly theme: Theme; readonly first: boolean }): VNode {
  const { item, theme } = props;
  const host = useHost();
  const [planeName, setPlane] = useState<'value' | 'grad' | 'update'>('value');
  const [cursor, setCursor] = useState<readonly number[]>();
  const plane = item.planes.get(planeName) as Plane;
  const { stats } = plane;
  const format = useMemo(() => columnFormat(plane.data), [plane]);
  const geometry = useMemo(() => cellGeometry(item, plane, format), [item, plane]);
  const scene = useMemo(() => cellScene(item, plane, geometry, format, theme), [item, plane, theme]);
  const overlay = useMemo(() => ringScene(geometry, cursor, theme), [geometry, cursor, theme]);
  const { kind, domain } = colouring(item, plane);
  const bar = useMemo(
    () => scaleBarScene(plane, { theme, colours: ramp(theme, kind), domain, width: 88, compact: true }),
    [plane, theme],
  );
  const move = (next: readonly number[]): void => {
    setCursor(next);
    host.announce(`${cellName(item, next)} ${num(plane.data[offsetOf(item, next)], 6)}`);
  };
  const onKey = (event: KeyboardEvent): void => {
    const at = cursor ?? item.shape.map(() => 0);
    const next = step(item.shape, at, event.key);
    if (next !== undefined) move(next);
    else if (event.key === 'g' && item.planes.has('grad')) setPlane(planeName === 'value' ? 'grad' : 'value');
    else if (event.key === 'Escape' && cursor !== undefined) setCursor(undefined);
    else return;
    event.preventDefault();
  };
  const options = planeOptions(item).filter((option) => option.unavailable === undefined);
  return (
    <div class="tn-item tn-small">
      <div class={`tn-name${item.shape.length < 2 ? ' tn-inline' : ''}`}>
        {item.name === undefined ? null : <b>{item.name}</b>}
        <span class="nn-shape">
          {item.dtype} {shapeText(item.shape)}
        </span>
        {item.requiresGrad && item.shape.length === 2 ? <span class="nn-dim nn-small">requires grad</span> : null}
      </div>
      <Picture
        scene={scene}
        overlay={overlay}
        stop={props.first ? 'main' : 'other'}
        label={`${item.name ?? 'tensor'} ${shapeText(item.shape)}, ${planeName}; arrow keys move over the cells`}
        onMove={(x, y) => {
          const hit = cellAt(item, geometry, x, y);
          if (hit !== undefined && hit.join() !== cursor?.join()) move(hit);
        }}
        onLeave={() => setCursor(undefined)}
        onFocus={() => cursor === undefined && setCursor(item.shape.map(() => 0))}
        onKey={onKey}
      />
      {geometry.rows > 1 || item.shape.length === 2 ? (
        <>
          <div class="tn-grid">
            <Pair name="min" value={stats.min} />
            <Pair name="mean" value={stats.mean} />
            <Pair name="max" value={stats.max} />
            <Pair name="std" value={stats.std} />
            <span>zeros</span>
            <b>{count(stats.zeros)}</b>
            <span>grad</span>
            <b>{gradText(item)}</b>
          </div>
          <Picture scene={bar} label="Distribution on the colour bar" />
        </>
      ) : item.numel > 1 ? (
        <div class="tn-line">
          <span>
            mean <b>{stats.mean === null ? '' : num(stats.mean)}</b>
          </span>
          <span>
            std <b>{stats.std === null ? '' : num(stats.std)}</b>
          </span>
          {item.requiresGrad ? <span>requires grad, {gradText(item)}</span> : null}
        </div>
      ) : null}
      {options.length > 1 ? (
        <Segments
          label={`What to show of ${item.name ?? 'the tensor'}`}
          options={options}
          value={planeName}
          onChange={setPlane}
        />
      ) : null}
    </div>
  );
}

function Pair(props: { readonly name: string; readonly value: number | null }): VNode {
  return (
    <>
      <span>{props.name}</span>
      <b>{props.value === null ? '' : num(props.value)}</b>
    </>
  );
}

function gradText(item: TensorItem): string {
  const grad = item.planes.get('grad')?.stats;
  if (grad === undefined) return item.gradState === 'notRun' ? 'not run' : absent(item);
  return grad.max === null || grad.min === null
    ? 'not finite'
    : `max ${num(Math.max(Math.abs(grad.max), Math.abs(grad.min)))}`;
}

interface CellGeometry {
  readonly rows: number;
  readonly columns: number;
  readonly cellW: number;
  readonly left: number;
  readonly top: number;
}

function cellGeometry(item: TensorItem, plane: Plane, format: (v: number) => string): CellGeometry {
  const [columns = 1, rows = 1] = [...item.shape].reverse();
  const longest = Array.from(plane.data, (v) => format(v).length).reduce((a, b) => Math.max(a, b), 1);
  const matrix = item.shape.length === 2;
  return {
    rows,
    columns,
    cellW: Math.max(matrix ? 56 : 52, Math.ceil(longest * 7.3) + 16),
    left: item.shape.length === 0 ? 0 : INDEX,
    top: matrix ? 18 : 0,
  };
}

function cellScene(
  item: TensorItem,
  plane: Plane,
  g: CellGeometry,
  format: (v: number) => string,
  theme: Theme,
): Scene {
  const { kind, domain } = colouring(item, plane);
  const colours = ramp(theme, kind);
  const nodes: SceneNode[] = [];
  const label = { kind: 'text', fill: theme.dim, font: theme.monoFont, size: 11, anchor: 'end' } as const;
  for (let r = 0; r < g.rows; r++) {
    if (g.top > 0) {
      nodes.push({
        ...label,
        x: g.left - 8,
        y: g.top + r * ROW + ROW / 2,
        text: axisLabel(item, 0, r),
        baseline: 'middle',
      });
    }
    for (let c = 0; c < g.columns; c++) {
      if (r === 0 && g.top > 0) {
        nodes.push({ ...label, x: g.left + (c + 1) * g.cellW - 8, y: 12, text: axisLabel(item, 1, c) });
      }
      const v = plane.data[r * g.columns + c];
      const x = g.left + c * g.cellW;
      const y = g.top + r * ROW;
      if (!Number.isFinite(v)) {
        nodes.push(...oddGlyph(v, x + 12, y + ROW / 2, 14, 14, theme));
        nodes.push({
          ...label,
          x: x + g.cellW - 8,
          y: y + ROW / 2 + 1,
          text: format(v),
          baseline: 'middle',
          size: 12,
          fill: theme.nan,
        });
        continue;
      }
      const t = position(v, domain, kind);
      const fill = colours.css(t);
      nodes.push({ kind: 'rect', x: x + 0.5, y: y + 0.5, w: g.cellW - 1, h: ROW - 1, fill });
      if (Math.abs(t) < 0.06 || theme.highContrast) {
        nodes.push({ kind: 'rect', x: x + 0.5, y: y + 0.5, w: g.cellW - 1, h: ROW - 1, stroke: theme.line });
      }
      const right = x + g.cellW - 0.5;
      if (t > 1) nodes.push({ kind: 'path', d: `M${right} ${y + 0.5}h-6l6 6z`, fill: theme.bg });
      if (t < -1) nodes.push({ kind: 'path', d: `M${x + 0.5} ${y + ROW - 0.5}h6l-6 -6z`, fill: theme.bg });
      nodes.push({
        ...label,
        ...{ x: x + g.cellW - 8, y: y + ROW / 2 + 1, text: format(v), baseline: 'middle', size: 12, fill: inkOn(fill) },
      });
    }
  }
  return { width: g.left + g.columns * g.cellW + 2, height: g.top + g.rows * ROW + 2, nodes };
}

function ringScene(g: CellGeometry, cursor: readonly number[] | undefined, theme: Theme): Scene {
  const nodes: SceneNode[] = [];
  if (cursor !== undefined) {
    const [column = 0, row = 0] = [...cursor].reverse();
    const x = g.left + column * g.cellW;
    const y = g.top + row * ROW;
    nodes.push({ kind: 'rect', x: x + 1, y: y + 1, w: g.cellW - 2, h: ROW - 2, stroke: theme.accent, lineWidth: 2 });
  }
  return { width: g.left + g.columns * g.cellW + 2, height: g.top + g.rows * ROW + 2, nodes };
}

function cellAt(item: TensorItem, g: CellGeometry, x: number, y: number): number[] | undefined {
  const c = Math.floor((x - g.left) / g.cellW);
  const r = Math.floor((y - g.top) / ROW);
  if (c < 0 || r < 0 || c >= g.columns || r >= g.rows) return undefined;
  return [r, c].slice(2 - item.shape.length);
}

/** The neighbour in the direction of an arrow key, Home and End along the row; undefined for other keys. */
export function step(shape: readonly number[], at: readonly number[], key: string): number[] | undefined {
  const last = shape.length - 1;
  const moves: Record<string, readonly [axis: number, by: number] | undefined> = {
    ArrowLeft: [last, -1],
    ArrowRight: [last, 1],
    ArrowUp: [last - 1, -1],
    ArrowDown: [last - 1, 1],
    Home: [last, Number.NEGATIVE_INFINITY],
    End: [last, Number.POSITIVE_INFINITY],
  };
  const move = moves[key];
  if (move === undefined || move[0] < 0) return undefined;
  const next = [...at];
  next[move[0]] = Math.min(shape[move[0]] - 1, Math.max(0, at[move[0]] + move[1]));
  return next;
}
