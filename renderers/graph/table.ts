/** The graph as rows: a node each, in the order of the walk, with its parents. For screen readers and CSV. */
import type { TableModel } from '../shared/table.tsx';
import { gradAt, type LevelModel, nodeNumbers } from './model.ts';

const COLUMNS = ['operation', 'made from', 'shape', 'value', 'gradient', 'step'] as const;

/** Nodes that run, in tape order; then leaves. */
function order(level: LevelModel): number[] {
  const { nodes, steps } = level.spec;
  const first = steps.length > 0 ? steps.slice(1).map((s) => s.node) : [];
  const seen = new Set(first);
  const rest = nodes.map((_, v) => v).reverse();
  return [
    ...first,
    ...rest.filter((v) => !seen.has(v) && nodes[v].kind === 'op'),
    ...rest.filter((v) => !seen.has(v) && nodes[v].kind === 'leaf').reverse(),
  ];
}

export function graphTable(level: LevelModel, step: number): TableModel {
  const rows = order(level);
  const { nodes, edges } = level.spec;
  return {
    caption: 'Nodes in the order of the backward pass, with what each was made from',
    columns: COLUMNS.length,
    rows: rows.length,
    corner: 'node',
    columnHeader: (c) => COLUMNS[c],
    rowHeader: (r) => nodes[rows[r]].label,
    cell: (r, c) => {
      const v = rows[r];
      const node = nodes[v];
      switch (c) {
        case 0:
          return node.op === ''
            ? 'leaf'
            : `${node.op}${node.detail === '' || node.detail === node.op ? '' : ` ${node.detail}`}`;
        case 1:
          return level.incoming[v].map((e) => nodes[edges[e].from].label).join(', ') || '–';
        case 2:
          return node.shape.length === 0 ? 'scalar' : `[${node.shape.join(', ')}]`;
        case 3:
          return nodeNumbers(level, v, 'value').text || '–';
        case 4:
          return gradAt(level, v, step).text;
        default:
          return level.stepOf[v] < 0 ? '–' : String(level.stepOf[v]);
      }
    },
  };
}

export function* graphCsv(level: LevelModel): Generator<(string | number)[]> {
  const { nodes, edges } = level.spec;
  yield [
    'node',
    'operation',
    'made from',
    'shape',
    'value',
    'rms',
    'gradient',
    'gradient rms',
    'saved bytes',
    'module',
  ];
  for (const v of order(level)) {
    const node = nodes[v];
    const parents = level.incoming[v].map((e) => nodes[edges[e].from].label).join(' ');
    const value = nodeNumbers(level, v, 'value').values;
    const grad = nodeNumbers(level, v, 'grad').values;
    const state = { grad: '', none: 'none', noGrad: 'no grad', notRun: 'not yet' }[node.outcome];
    yield [
      node.label,
      node.op,
      parents,
      node.shape.join(' '),
      value.join(' '),
      number(level.columns.rms[v]),
      grad.length > 0 ? grad.join(' ') : state,
      number(level.columns.gradRms[v]),
      node.saved,
      node.module,
    ];
  }
}

function number(value: number): number | string {
  return Number.isNaN(value) ? '' : value;
}
