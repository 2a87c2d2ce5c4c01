/** The text twin of a graph: every node in tape order with what it was made from, its value and its gradient. */
import type { GraphLevel, GraphSpec } from '../../../../core/payload/graph.ts';
import type { PayloadTensor } from '../../../../core/payload/view.ts';

const MOST_LINES = 60;

function number(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e6
    ? String(Number(value.toPrecision(7)))
    : value.toExponential(3);
}

function column(
  level: GraphLevel,
  buffers: Readonly<Record<string, PayloadTensor>>,
  name: 'value' | 'grad',
  v: number,
): string {
  const starts = buffers[`${level.key}.${name}Start`].data;
  const run = Array.from(buffers[`${level.key}.${name}`].data.slice(starts[v], starts[v + 1]));
  if (run.length === 1) return number(run[0]);
  if (run.length > 1 && run.length <= 6) return `[${run.map(number).join(', ')}]`;
  const rms = buffers[`${level.key}.${name === 'value' ? 'rms' : 'gradRms'}`].data[v];
  return Number.isNaN(rms) ? '' : `rms ${number(rms)}`;
}

const ABSENT = { grad: '', none: 'none', noGrad: 'no grad', notRun: 'not yet' } as const;

export function graphText(spec: GraphSpec, buffers: Readonly<Record<string, PayloadTensor>>): string {
  const level = spec.levels.find((l) => l.key === spec.mode) ?? spec.levels[0];
  const operands: string[][] = level.nodes.map(() => []);
  for (const edge of level.edges) operands[edge.to].push(level.nodes[edge.from].label);
  const value = column(level, buffers, 'value', level.root);
  const head = `${spec.title} of ${spec.name}${value === '' ? '' : ` = ${value}`}: ${level.nodes.length} nodes, ${level.edges.length} edges`;
  const order =
    level.steps.length > 0 ? level.steps.slice(1).map((step) => step.node) : level.nodes.map((_, v) => v).reverse();
  const seen = new Set(order);
  const all = [...order, ...level.nodes.map((_, v) => v).filter((v) => !seen.has(v))];
  const lines = all.slice(0, MOST_LINES).map((v) => {
    const node = level.nodes[v];
    const detail = node.detail === '' ? '' : ` ${node.detail}`;
    const made = node.kind === 'leaf' ? '' : ` = ${node.op}(${operands[v].join(', ')})${detail}`;
    const shape = node.shape.length > 0 ? ` [${node.shape.join(', ')}]` : '';
    const shown = column(level, buffers, 'value', v);
    const grad = node.outcome === 'grad' ? column(level, buffers, 'grad', v) : ABSENT[node.outcome];
    return `  ${node.label}${made}${shape}${shown === '' ? '' : `  value ${shown}`}  grad ${grad}`;
  });
  if (all.length > MOST_LINES) lines.push(`  ... and ${all.length - MOST_LINES} more`);
  return [head, ...lines, ...(spec.notice === '' ? [] : [spec.notice])].join('\n');
}
