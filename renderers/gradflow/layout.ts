/** Where the columns and rows of the gradient-flow picture lie. Pure. */

import type { FlowMode } from '../../core/payload/gradflow.ts';
import { linearScale, type Scale, symlogScale } from '../shared/axes.ts';
import type { FlowModel } from './model.ts';

export interface FlowState {
  readonly mode: FlowMode;
  /** Index of the recorded step under the cursor. */
  readonly step: number;
  /** Selected row. */
  readonly row: number;
}

export interface FlowLayout {
  readonly width: number;
  readonly height: number;
  readonly head: number;
  readonly rowHeight: number;
  /** Right edges and extents of the columns; `cause` is null where nothing is known of it, or there is no room. */
  readonly value: number;
  readonly strip: { readonly x: number; readonly w: number };
  readonly spread: {
    readonly x: number;
    readonly w: number;
    readonly scale: Scale;
    readonly ticks: readonly number[];
  } | null;
  readonly cause: { readonly x: number; readonly w: number } | null;
  /** Recorded step to pixels: the centre of its column. */
  readonly steps: Scale;
}

const NARROW = 640;

/** Width at which every text of the spread fits. */
const SPREAD = 206;

export function rowHeight(layers: number): number {
  return layers <= 16 ? 33 : layers <= 40 ? 22 : layers <= 120 ? 14 : 8;
}

export function flowHeight(model: FlowModel): number {
  return 48 + model.spec.layers.length * rowHeight(model.spec.layers.length) + 40;
}

export function layoutFlow(model: FlowModel, state: FlowState, width: number): FlowLayout {
  const { spec, data } = model;
  const longest = Math.max(...spec.layers.map((l) => l.name.length), 4);
  const names = Math.min(width * 0.28, Math.min(28, longest) * 7.4 + 8);
  const value = names + 62;
  const wide = width >= NARROW;
  const hasCause = wide && data.cause !== null && state.mode === 'activations';
  const causeWidth = hasCause ? 214 : 0;
  const left = value + 10;
  const rest = width - left - causeWidth - (hasCause ? 36 : 0) - 8;
  // The spread's head, legend and ticks need some 200 px; the strip gives way first.
  const share = hasCause ? 0.52 : 0.5;
  const stripWidth = wide ? Math.round(Math.min(rest * share, Math.max(rest * 0.36, rest - 36 - SPREAD))) : rest;
  const n = spec.steps.length;
  const spreadX = left + stripWidth + 36;
  const spreadWidth = rest - stripWidth - 36;
  return {
    width,
    height: flowHeight(model),
    head: 48,
    rowHeight: rowHeight(spec.layers.length),
    value,
    strip: { x: left, w: stripWidth },
    spread: wide
      ? { x: spreadX, w: spreadWidth, ...spreadScale(model, state, [spreadX, spreadX + spreadWidth]) }
      : null,
    cause: hasCause ? { x: width - causeWidth, w: causeWidth } : null,
    steps: linearScale([-0.5, Math.max(0.5, n - 0.5)], [left, left + stripWidth]),
  };
}

/** Symmetric about zero, linear below the threshold: two decades below the largest, further where the data are. */
function spreadScale(model: FlowModel, state: FlowState, range: [number, number]): { scale: Scale; ticks: number[] } {
  const { max, min } = model.spread(state.mode, state.step);
  const top = 10 ** Math.ceil(Math.log10(max) - 1e-9);
  const threshold = Math.min(top / 100, Math.max(top / 1e6, 10 ** Math.floor(Math.log10(min) + 1)));
  const ticks = top / threshold > 1e3 ? [Math.sqrt(top * threshold), top] : [threshold, top];
  const rounded = ticks.map((t) => 10 ** Math.round(Math.log10(t)));
  return {
    scale: symlogScale([-top, top], range, threshold),
    ticks: [...rounded.map((t) => -t).reverse(), 0, ...rounded],
  };
}
