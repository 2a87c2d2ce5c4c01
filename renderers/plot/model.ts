/** A person's figure, cleaned, with what a screen reader and the table need of it. */

import { number } from '../../core/payload/curves-diagnose.ts';
import { isNumbers, type PlotObject, type PlotSpec, type PlotValue, readPlot } from '../../core/payload/plot.ts';
import type { Payload } from '../../core/payload/view.ts';
import type { TableModel } from '../shared/table.tsx';

export class PlotModel {
  readonly spec: PlotSpec;
  /** What was left out, in words. */
  readonly notes: readonly string[];

  constructor(payload: Payload<unknown>) {
    const { spec, notes } = readPlot(payload);
    this.spec = spec;
    this.notes = notes;
  }
}

/** A trace's one-dimensional columns by name. */
export function columnsOf(trace: PlotObject): [string, ArrayLike<unknown>][] {
  return Object.entries(trace).filter((entry): entry is [string, PlotValue & ArrayLike<unknown>] => {
    const [, value] = entry;
    return isNumbers(value) || (Array.isArray(value) && value.length > 0 && value.every((v) => typeof v !== 'object'));
  });
}

export function traceName(trace: PlotObject, index: number): string {
  return typeof trace.name === 'string' ? trace.name : `trace ${index + 1}`;
}

export function plotTable(model: PlotModel): TableModel {
  const columns = model.spec.data.flatMap((trace, i) =>
    columnsOf(trace).map(([key, values]) => ({ head: `${traceName(trace, i)}: ${key}`, values })),
  );
  return {
    caption: `${model.spec.title}: the columns of the figure`,
    columns: columns.length,
    rows: Math.max(0, ...columns.map((c) => c.values.length)),
    corner: '#',
    columnHeader: (c) => columns[c].head,
    rowHeader: (r) => String(r),
    cell: (r, c) => {
      const value = columns[c].values[r];
      return value === undefined || value === null ? '' : typeof value === 'number' ? number(value) : String(value);
    },
  };
}

export function describe(model: PlotModel): string {
  const traces = model.spec.data.map((trace, i) => {
    const points = Math.max(0, ...columnsOf(trace).map(([, values]) => values.length));
    return `${traceName(trace, i)}, ${String(trace.type ?? 'scatter')}${points ? `, ${points} values` : ''}`;
  });
  return `Figure, ${model.spec.title}. ${traces.slice(0, 12).join('; ')}${traces.length > 12 ? `; ${traces.length - 12} more` : ''}.`;
}
