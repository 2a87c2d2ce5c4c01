/** Gradient flow as a table: one row a layer, at one step. */
import { number } from '../../core/payload/curves-diagnose.ts';
import type { FlowMode } from '../../core/payload/gradflow.ts';
import { flowValue } from '../../core/payload/gradflow-diagnose.ts';
import type { TableModel } from '../shared/table.tsx';
import { count, MINUS } from '../shared/text.ts';
import type { FlowModel } from './model.ts';

export function flowTable(model: FlowModel, mode: FlowMode, step: number): TableModel {
  const { quantiles } = model.spec;
  const heads = [
    'state',
    'value',
    ...quantiles.map((q) => `p${Math.round(q * 100)}`),
    'weights',
    'activation',
    'gain',
    'saturated',
  ];
  const show = (v: number): string => (Number.isFinite(v) ? number(v).replaceAll('-', MINUS) : '');
  return {
    caption: `${model.spec.title}, ${mode}, step ${count(model.spec.steps[step] ?? 0)}`,
    columns: heads.length,
    rows: model.spec.layers.length,
    corner: 'layer',
    columnHeader: (c) => heads[c],
    rowHeader: (r) => model.spec.layers[r].name,
    cell: (r, c) => {
      const row = model.row(mode, r, step);
      if (c === 0) return row.state;
      if (c === 1) return show(row.value);
      const q = c - 2;
      if (q < quantiles.length) return show(row.quantiles[q]);
      const units = row.units ? `${row.dead} of ${row.units}` : '';
      return [show(row.weights), row.units ? show(row.activation) : '', show(row.weights * row.activation), units][
        q - quantiles.length
      ];
    },
  };
}

/** All steps: one row a step, one column a layer. */
export function* flowRows(model: FlowModel, mode: FlowMode): Generator<(string | number)[]> {
  const { layers, steps } = model.spec;
  yield ['step', ...layers.map((l) => l.name)];
  for (const [s, step] of steps.entries()) yield [step, ...layers.map((_, r) => flowValue(model.data, mode, r, s))];
}
