/** The curves as a table: one row a step, one column a series. */
import { number } from '../../core/payload/curves-diagnose.ts';
import type { TableModel } from '../shared/table.tsx';
import { count } from '../shared/text.ts';
import type { Curve, CurvesModel } from './model.ts';
import { screen } from './scene.ts';

/** All steps that any series has, in order, each once. */
export function allSteps(curves: readonly Curve[]): Float64Array {
  const total = curves.reduce((n, c) => n + c.length, 0);
  const merged = new Float64Array(total);
  let at = 0;
  for (const curve of curves) {
    merged.set(curve.step.subarray(0, curve.length), at);
    at += curve.length;
  }
  merged.sort();
  let kept = 0;
  for (let i = 0; i < total; i++) if (i === 0 || merged[i] !== merged[kept - 1]) merged[kept++] = merged[i];
  return merged.subarray(0, kept);
}

function valueAt(curve: Curve, step: number): number | null {
  const i = curve.at(step);
  return i >= 0 && curve.step[i] === step ? curve.mean[i] : null;
}

export function curvesTable(model: CurvesModel): TableModel {
  const steps = allSteps(model.curves);
  return {
    caption: `${model.spec.title}: values as recorded, not smoothed`,
    columns: model.curves.length,
    rows: steps.length,
    corner: model.spec.xLabel,
    columnHeader: (column) => model.curves[column].series.name,
    rowHeader: (row) => count(steps[row]),
    cell: (row, column) => {
      const value = valueAt(model.curves[column], steps[row]);
      return value === null ? '' : screen(number(value));
    },
  };
}

export function* curvesRows(model: CurvesModel): Generator<(string | number)[]> {
  yield [model.spec.xLabel, ...model.curves.map((c) => c.series.name)];
  for (const step of allSteps(model.curves)) yield [step, ...model.curves.map((c) => valueAt(c, step) ?? '')];
}
