/** Moving the cursor over the points of a curve, and saying what stands there. Pure. */
import { number } from '../../core/payload/curves-diagnose.ts';
import { count } from '../shared/text.ts';
import type { CurvesLayout, CurvesState } from './layout.ts';
import type { Curve, CurvesModel } from './model.ts';
import { screen } from './scene.ts';

export interface CursorRow {
  readonly curve: Curve;
  readonly value: string;
  /** The raw value where the shown one is smoothed. */
  readonly raw: string | null;
}

/** What every curve has at the cursor's step (its nearest point). */
export function cursorRows(state: CurvesState, layout: CurvesLayout): CursorRow[] {
  const { cursor } = state;
  if (cursor === null) return [];
  return layout.panels.flatMap(({ panel, y }) =>
    panel.curves.flatMap((curve): CursorRow[] => {
      const i = curve.at(cursor);
      if (i < 0) return [];
      const values = curve.smooth(state.smoothing, y.kind === 'log');
      const smoothed = values !== curve.mean;
      return [{ curve, value: screen(number(values[i])), raw: smoothed ? screen(number(curve.mean[i])) : null }];
    }),
  );
}

/** `step 1,600, epoch 22.6`. */
export function stepText(model: CurvesModel, step: number): string {
  const { xLabel, epoch } = model.spec;
  return `${xLabel} ${count(step)}${epoch ? ` · epoch ${(step / epoch).toFixed(1)}` : ''}`;
}

/**
 * The step that an arrow key goes to. Where several points share a pixel it jumps to the next pixel, else to the next
 * point; `fine` always takes the next point.
 */
export function moveCursor(
  curve: Curve,
  layout: CurvesLayout,
  from: number | null,
  by: number,
  fine: boolean,
): number | null {
  if (curve.length === 0) return null;
  const last = curve.length - 1;
  const here = from === null ? (by > 0 ? -1 : curve.length) : curve.at(from);
  const pixel = here < 0 || here > last ? Number.NaN : layout.x(curve.step[here]);
  let i = Math.min(last, Math.max(0, here + by));
  if (!fine && Math.abs(by) === 1 && !Number.isNaN(pixel)) {
    const target = layout.x.invert(pixel + by);
    const jump = curve.at(target);
    if (by > 0 ? jump > i : jump < i) i = jump;
  }
  return curve.step[Math.min(last, Math.max(0, i))];
}
