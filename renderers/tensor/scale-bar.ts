/** The histogram standing on the colour bar: one axis is both the distribution and the legend. */
import type { Domain, Ramp } from '../shared/ramps.ts';
import type { CellImage, Scene, SceneNode } from '../shared/scene.ts';
import { columnFormat } from '../shared/text.ts';
import type { Theme } from '../shared/theme.ts';
import type { Plane } from './model.ts';

const BARS = 70;
const BAR = 9;
const COMPACT_BINS = 10;
const LABELS = 18;
/** Room at both ends for half a tick label. */
const SIDE = 2;

export interface ScaleBarOptions {
  readonly theme: Theme;
  readonly colours: Ramp;
  readonly domain: Domain;
  readonly width: number;
  /** The value under the cursor: a stem on the bar. */
  readonly value?: number;
  readonly compact?: boolean;
}

export function scaleBarScene(plane: Plane, options: ScaleBarOptions): Scene {
  const { theme, colours, domain, width } = options;
  const height = options.compact === true ? 44 : BARS;
  const low = colours.kind === 'diverging' ? -domain.max : domain.min;
  const at = (v: number): number => SIDE + ((v - low) / (domain.max - low || 1)) * (width - 2 * SIDE);
  const nodes: SceneNode[] = [];
  const bins = options.compact === true ? merged(plane.bins, COMPACT_BINS) : plane.bins;
  const peak = Math.sqrt(
    Math.max(
      1,
      bins.reduce((a, b) => Math.max(a, b), 0),
    ),
  );
  for (let i = 0; i < bins.length; i++) {
    if (bins[i] === 0) continue;
    const from = at(plane.low + ((plane.high - plane.low) * i) / bins.length);
    const to = at(plane.low + ((plane.high - plane.low) * (i + 1)) / bins.length);
    const left = Math.max(SIDE, from);
    const right = Math.min(width - SIDE, to);
    if (right <= left) continue;
    const h = Math.max(1, (Math.sqrt(bins[i]) / peak) * (height - 4));
    const gap = right - left > 3 ? 1 : 0;
    nodes.push({
      kind: 'rect',
      x: left,
      y: height - h,
      w: right - left - gap,
      h,
      fill: theme.highContrast ? theme.dim : theme.faint,
    });
  }
  nodes.push({ kind: 'image', x: SIDE, y: height + 2, w: width - 2 * SIDE, h: BAR, image: barImage(colours, domain) });
  nodes.push({
    kind: 'rect',
    x: SIDE - 0.5,
    y: height + 1.5,
    w: width - 2 * SIDE + 1,
    h: BAR + 1,
    stroke: theme.line2,
  });
  const v = options.value;
  if (v !== undefined && Number.isFinite(v)) {
    const x = Math.round(Math.min(width - SIDE, Math.max(SIDE, at(v)))) + 0.5;
    nodes.push({ kind: 'line', x1: x, y1: height - 28, x2: x, y2: height + BAR + 4, stroke: theme.bg, lineWidth: 3 });
    nodes.push({
      kind: 'line',
      x1: x,
      y1: height - 28,
      x2: x,
      y2: height + BAR + 4,
      stroke: theme.accent,
      lineWidth: 1.5,
    });
    nodes.push({ kind: 'circle', x, y: height - 28, r: 3, fill: theme.accent });
  }
  if (options.compact !== true) {
    const ends = colours.kind === 'diverging' ? [-domain.max, 0, domain.max] : [low, domain.max];
    const format = columnFormat(ends, domain.max >= 10 ? 1 : 2);
    ends.forEach((value, i) => {
      const anchor = i === 0 ? 'start' : i === ends.length - 1 ? 'end' : 'middle';
      const text = value === 0 ? '0' : format(value);
      nodes.push({
        ...{ kind: 'text', x: at(value), y: height + BAR + 16, text, anchor },
        ...{ fill: theme.dim, font: theme.monoFont, size: 11 },
      });
    });
  }
  return { width, height: height + BAR + 3 + (options.compact === true ? 0 : LABELS), nodes };
}

/** Fewer, wider bars: sums of neighbouring bins. */
function merged(bins: Uint32Array, count: number): Uint32Array {
  const out = new Uint32Array(Math.min(count, bins.length));
  bins.forEach((n, i) => {
    out[Math.floor((i * out.length) / bins.length)] += n;
  });
  return out;
}

const images = new WeakMap<Ramp, Map<number, CellImage>>();

/** The ramp as pixels; with an exponent the bar is stretched so that it stays linear in the value. */
export function barImage(colours: Ramp, domain: Domain): CellImage {
  let byGamma = images.get(colours);
  if (byGamma === undefined) {
    byGamma = new Map();
    images.set(colours, byGamma);
  }
  let image = byGamma.get(domain.gamma);
  if (image === undefined) {
    const n = colours.lut.length;
    const zero = colours.kind === 'diverging' ? (n - 1) / 2 : 0;
    const half = n - 1 - zero;
    const pixels = Uint32Array.from({ length: n }, (_, i) => {
      const t = (i - zero) / half;
      return colours.lut[Math.round(Math.sign(t) * Math.abs(t) ** domain.gamma * half) + zero];
    });
    image = { cols: n, rows: 1, pixels };
    byGamma.set(domain.gamma, image);
  }
  return image;
}
