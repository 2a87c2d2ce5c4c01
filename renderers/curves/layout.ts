/** Where the parts of the curves picture lie, and the scales that place points in them. Pure. */
import { linearScale, linearTicks, logScale, type Scale } from '../shared/axes.ts';
import { visibleRange } from './columns.ts';
import { type Curve, type CurvesModel, type Panel, rawExtremes } from './model.ts';

/** What the person has chosen. */
export interface CurvesState {
  readonly smoothing: number;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Steps shown; null: all. */
  readonly zoom: readonly [number, number] | null;
  /** Step under the cursor; null: none. */
  readonly cursor: number | null;
}

export interface PlacedPanel {
  readonly panel: Panel;
  readonly y: Scale;
  readonly top: number;
  readonly bottom: number;
}

export interface CurvesLayout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly x: Scale;
  readonly panels: readonly PlacedPanel[];
  /** The events lane; null when nothing happened. */
  readonly lane: { readonly top: number; readonly bottom: number } | null;
  /** Where the x axis is. */
  readonly axis: number;
}

const MAIN = 252;
const OTHER = 112;
const LR = 44;
const LANE = 18;
const NARROW = 640;

export function pictureHeight(model: CurvesModel): number {
  const panels = model.panels();
  const sum = panels.reduce((total, p, i) => total + panelHeight(p, i) + (i ? gapBefore(p) : 0), 0);
  return 22 + sum + (model.events.length ? LANE : 0) + 30;
}

export function layoutCurves(model: CurvesModel, state: CurvesState, width: number): CurvesLayout {
  const left = 48;
  const right = width - gutter(model, width);
  const x = xScale(model, state, [left, right]);
  let top = 22;
  const panels = model.panels().map((panel, i): PlacedPanel => {
    if (i) top += gapBefore(panel);
    const bottom = top + panelHeight(panel, i);
    const placed = { panel, y: yScale(panel, state, x, [bottom, top]), top, bottom };
    top = bottom;
    return placed;
  });
  const lane = model.events.length ? { top, bottom: top + LANE } : null;
  const axis = lane ? lane.bottom : top;
  return { width, height: pictureHeight(model), left, right, x, panels, lane, axis };
}

/** Room at the right for the names at the lines' ends; they stand in the future's field where that is wide enough. */
function gutter(model: CurvesModel, width: number): number {
  const { first, last, end } = model.extent();
  const longest = Math.max(
    0,
    ...model.curves.filter((c) => c.role !== 'lr').map((c) => Math.min(16, c.series.name.length)),
  );
  const needed = Math.min(width < NARROW ? 110 : 170, Math.max(90, 6.6 * (longest + 7) + 18));
  const future = end > last ? ((end - last) / (end - first || 1)) * (width - 150) : 0;
  return future > needed ? 90 : needed;
}

function panelHeight(panel: Panel, index: number): number {
  return panel.name === 'lr' ? LR : index === 0 ? MAIN : OTHER;
}

function gapBefore(panel: Panel): number {
  return panel.name === 'lr' ? 14 : 28;
}

function xScale(model: CurvesModel, state: CurvesState, range: readonly [number, number]): Scale {
  const { first, end } = model.extent();
  let [low, high] = state.zoom ?? [first, end];
  if (!(high > low)) high = low + 1;
  if (!state.logX) return linearScale([low, high], range);
  // Step 0 has no logarithm: the axis begins at the first step that has.
  if (low <= 0) low = Math.min(1, high / 10);
  return logScale([low, high], range);
}

function yScale(panel: Panel, state: CurvesState, x: Scale, range: readonly [number, number]): Scale {
  const log = state.logY && panel.name !== 'lr' && panel.curves.every((c) => positive(c));
  let [low, high] = yDomain(panel, state, x, log);
  if (panel.name === 'lr') low = Math.min(0, low);
  if (log) {
    const pad = (high / low) ** 0.04;
    return logScale([low / pad, high * pad], range);
  }
  if (panel.name === 'lr') return linearScale([low, high * 1.05], range);
  if (low >= 0 && low < 0.5 * high) low = 0;
  // Head room, so that nothing lies on the frame.
  high += 0.03 * (high - low);
  const ticks = linearTicks([low, high], Math.abs(range[0] - range[1]) / 55);
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : high - low;
  return linearScale([Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step], range);
}

/** A log axis needs positive values only; whether a curve has others is answered by its pyramid. */
function positive(curve: Curve): boolean {
  const { min } = rawExtremes(curve, 0, curve.length);
  return min > 0;
}

/**
 * The lines decide the domain; raw points and baselines may stretch it by at most half its height, so that one spike
 * does not flatten everything else.
 */
function yDomain(panel: Panel, state: CurvesState, x: Scale, log: boolean): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  let rawLow = Infinity;
  let rawHigh = -Infinity;
  for (const curve of panel.curves) {
    const [from, to] = visibleRange(curve, x);
    const values = curve.smooth(state.smoothing, log);
    const line = curve.lineExtremes(values, from, to, { min: 0, max: 0 });
    low = Math.min(low, line.min);
    high = Math.max(high, line.max);
    const raw = rawExtremes(curve, from, to);
    rawLow = Math.min(rawLow, raw.min);
    rawHigh = Math.max(rawHigh, raw.max);
  }
  for (const { value } of panel.baselines) {
    rawLow = Math.min(rawLow, value);
    rawHigh = Math.max(rawHigh, value);
  }
  if (!(low <= high)) return log ? [0.1, 1] : [0, 1];
  if (log) return [Math.max(rawLow, low / 10, Number.MIN_VALUE), Math.max(high, Math.min(rawHigh, high * 10))];
  const slack = (high - low || Math.abs(high) || 1) / 2;
  const domain: [number, number] = [Math.max(rawLow, low - slack), Math.min(rawHigh, high + slack)];
  return domain[0] < domain[1] ? domain : [domain[0] - 0.5, domain[1] + 0.5];
}
