/** Scales, ticks and axes as scene nodes; shared by every chart. */
import type { SceneNode } from './scene.ts';
import { exponent, fixed } from './text.ts';
import type { Theme } from './theme.ts';

/** Maps data to pixels and back. */
export interface Scale {
  readonly kind: 'linear' | 'log' | 'symlog';
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  (value: number): number;
  invert(pixel: number): number;
}

type Pair = readonly [number, number];

export function linearScale(domain: Pair, range: Pair): Scale {
  return makeScale(
    'linear',
    domain,
    range,
    (v) => v,
    (t) => t,
  );
}

/** Both ends of the domain must be positive. */
export function logScale(domain: Pair, range: Pair): Scale {
  return makeScale('log', domain, range, Math.log10, (t) => 10 ** t);
}

/** sign(v) log10(1 + |v| / threshold): linear about zero, logarithmic beyond the threshold. */
export function symlogScale(domain: Pair, range: Pair, threshold: number): Scale {
  return makeScale(
    'symlog',
    domain,
    range,
    (v) => Math.sign(v) * Math.log10(1 + Math.abs(v) / threshold),
    (t) => Math.sign(t) * (10 ** Math.abs(t) - 1) * threshold,
  );
}

function makeScale(
  kind: Scale['kind'],
  domain: Pair,
  range: Pair,
  forward: (v: number) => number,
  back: (t: number) => number,
): Scale {
  const a = forward(domain[0]);
  const span = forward(domain[1]) - a || 1;
  const width = range[1] - range[0];
  const scale = (value: number): number => range[0] + ((forward(value) - a) / span) * width;
  const invert = (pixel: number): number => back(a + ((pixel - range[0]) / (width || 1)) * span);
  return Object.assign(scale, { kind, domain, range, invert });
}

/** Round numbers inside the domain, about `target` of them: steps of 1, 2 or 5 times a power of ten. */
export function linearTicks(domain: Pair, target: number): number[] {
  const [low, high] = domain[0] <= domain[1] ? domain : [domain[1], domain[0]];
  if (!(high > low) || !(target >= 1)) return [low];
  const raw = (high - low) / target;
  const power = 10 ** Math.floor(Math.log10(raw));
  const ratio = raw / power;
  const step = power * (ratio >= 7.07 ? 10 : ratio >= 3.16 ? 5 : ratio >= 1.41 ? 2 : 1);
  // A span beyond the range of float64 has no round numbers in it.
  if (!(step > 0) || !Number.isFinite(step)) return [low];
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

/** Powers of ten inside the domain, thinned to about `target`; with 2 and 5 where there are fewer than two. */
export function logTicks(domain: Pair, target: number): number[] {
  if (!(domain[0] > 0) || !Number.isFinite(domain[1])) return [domain[0]];
  const low = Math.ceil(Math.log10(domain[0]) - 1e-9);
  const high = Math.floor(Math.log10(domain[1]) + 1e-9);
  const stride = Math.max(1, Math.ceil((high - low + 1) / target));
  const out: number[] = [];
  for (let power = low; power <= high; power += stride) out.push(10 ** power);
  if (out.length >= 2) return out;
  const dense: number[] = [];
  for (let power = low - 1; power <= high; power++) {
    for (const m of [1, 2, 5]) {
      const v = m * 10 ** power;
      if (v >= domain[0] * (1 - 1e-9) && v <= domain[1] * (1 + 1e-9)) dense.push(v);
    }
  }
  return dense;
}

export function ticksOf(scale: Scale, target: number): number[] {
  return scale.kind === 'log' ? logTicks(scale.domain, target) : linearTicks(scale.domain, target);
}

/** One text form for all ticks of an axis: as many decimals as the step needs, exponents where fixed does not read. */
export function tickFormat(ticks: readonly number[]): (value: number) => string {
  const high = Math.max(...ticks.map(Math.abs), 0);
  const step = ticks.length > 1 ? Math.min(...ticks.slice(1).map((t, i) => Math.abs(t - ticks[i]))) : high;
  if (high >= 1e6 || (step > 0 && step < 1e-4)) return (value) => (value === 0 ? '0' : exponent(value, 0));
  const decimals = step > 0 ? Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9))) : 0;
  return (value) => (value === 0 ? '0' : fixed(value, decimals));
}

export interface AxisOptions {
  readonly scale: Scale;
  /** bottom: labels under y = at; left: labels left of x = at. */
  readonly side: 'bottom' | 'left';
  readonly at: number;
  readonly ticks?: readonly number[];
  readonly format?: (value: number) => string;
  readonly label?: string;
  /** Length of grid lines across the plot; 0 for none. */
  readonly grid?: number;
  readonly line?: boolean;
}

export function axisNodes(options: AxisOptions, theme: Theme): SceneNode[] {
  const { scale, side, at } = options;
  const span = Math.abs(scale.range[1] - scale.range[0]);
  const ticks = options.ticks ?? ticksOf(scale, Math.max(2, span / (side === 'bottom' ? 90 : 45)));
  const format = options.format ?? (scale.kind === 'log' ? (v: number) => exponentOrPlain(v) : tickFormat(ticks));
  const nodes: SceneNode[] = [];
  const grid = options.grid ?? 0;
  for (const tick of ticks) {
    const p = Math.round(scale(tick)) + 0.5;
    if (side === 'bottom') {
      if (grid > 0) nodes.push({ kind: 'line', x1: p, y1: at, x2: p, y2: at - grid, stroke: theme.line });
      nodes.push({ kind: 'line', x1: p, y1: at, x2: p, y2: at + 4, stroke: theme.faint });
      nodes.push(label(format(tick), p, at + 7, 'middle', 'top', theme));
    } else {
      if (grid > 0) nodes.push({ kind: 'line', x1: at, y1: p, x2: at + grid, y2: p, stroke: theme.line });
      nodes.push(label(format(tick), at - 6, p, 'end', 'middle', theme));
    }
  }
  if (options.line === true) {
    const [a, b] = scale.range;
    nodes.push(
      side === 'bottom'
        ? { kind: 'line', x1: a, y1: at + 0.5, x2: b, y2: at + 0.5, stroke: theme.faint }
        : { kind: 'line', x1: at + 0.5, y1: a, x2: at + 0.5, y2: b, stroke: theme.faint },
    );
  }
  if (options.label !== undefined) {
    const end = Math.max(scale.range[0], scale.range[1]);
    const start = Math.min(scale.range[0], scale.range[1]);
    const text = { kind: 'text', text: options.label, fill: theme.dim, font: theme.uiFont, size: 11 } as const;
    nodes.push(
      side === 'bottom'
        ? { ...text, x: end, y: at + 32, anchor: 'end' }
        : { ...text, x: at - 6, y: start - 8, anchor: 'start' },
    );
  }
  return nodes;
}

function exponentOrPlain(value: number): string {
  return value >= 1e-3 && value < 1e5 ? String(Number(value.toPrecision(6))) : exponent(value, 0);
}

function label(
  text: string,
  x: number,
  y: number,
  anchor: 'middle' | 'end',
  baseline: 'middle' | 'top',
  theme: Theme,
): SceneNode {
  return { kind: 'text', x, y, text, anchor, baseline, fill: theme.dim, font: theme.monoFont, size: 11 };
}
