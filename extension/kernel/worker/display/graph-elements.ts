/** The element level: one card per number of a small network. */
import type { GraphEdge, GraphLevel, GraphNode, GraphStep } from '../../../../core/payload/graph.ts';
import type { PayloadTensor } from '../../../../core/payload/view.ts';
import type { Elements } from '../../../../core/trace/elements.ts';
import type { Tape } from '../../../../core/trace/graph.ts';
import {
  ContributionColumns,
  FormulaTable,
  type NodeColumns,
  outcomeOf,
  putColumns,
  putLayout,
  Runs,
  type SiteTable,
} from './graph-level.ts';

const HEIGHT = 54;
/** Narrowest card: six of them and their gaps fill an output of 860 px. */
const NARROW = 120;
const WIDE = 200;

/** With `walked` false the numbers of the walk stay out: the user has not run backward, and the picture says so. */
export function elementLevel(
  tape: Tape,
  elements: Elements,
  walked: boolean,
  sites: SiteTable,
  buffers: Record<string, PayloadTensor>,
): GraphLevel {
  const formulas = new FormulaTable();
  const columns: NodeColumns = { value: new Runs(), grad: new Runs(), rms: [], gradRms: [] };
  const formulaOf = new Map<number, number>();
  for (const step of elements.steps) {
    const at = formulas.add({ forward: step.forward, rules: step.rules });
    if (at >= 0) formulaOf.set(step.node, at);
  }
  const ran = walked || tape.nodes.some((node) => node.tensor?.grad !== null || node.node?.grads != null);
  const nodes = elements.nodes.map((element, id): GraphNode => {
    const node = tape.nodes[element.of];
    const held = node.node === null ? (node.tensor?.grad ?? null) : (node.node.grads?.[0] ?? null);
    const grad = walked ? element.grad : held === null ? null : held.data[element.at];
    columns.value.push([element.value]);
    columns.rms.push(Math.abs(element.value));
    columns.grad.push(grad === null ? [] : [grad]);
    columns.gradRms.push(grad === null ? Number.NaN : Math.abs(grad));
    return {
      kind: node.kind,
      label: element.label,
      tex: element.tex,
      op: node.op === 'matmul' && node.shape.length < 2 ? 'dot' : node.op,
      detail: node.detail,
      shape: [],
      dtype: node.dtype,
      outcome: outcomeOf(node.requiresGrad, grad !== null, ran),
      module: node.modulePath.join('.'),
      site: sites.add(node.site),
      saved: 0,
      formula: formulaOf.get(id) ?? -1,
    };
  });
  const names = new Map(tape.edges.map((edge) => [`${edge.to}:${edge.arg}`, edge.argName]));
  const edges = elements.edges.map(
    ({ from, to, arg }): GraphEdge => ({ from, to, arg, argName: names.get(`${elements.nodes[to].of}:${arg}`) ?? '' }),
  );
  const contributions = new ContributionColumns();
  const steps = (walked ? elements.steps : []).map(
    (step): GraphStep => ({
      node: step.node,
      contributions: step.contributions.map((c) => {
        contributions.push([c.before], [c.added], [c.after], true);
        return { edge: c.edge, rule: c.rule, numbers: c.numbers };
      }),
    }),
  );
  putColumns(buffers, 'elements', columns, contributions);
  const longest = nodes.reduce(
    (n, node) =>
      Math.max(
        n,
        node.label.length * 7.2 + (node.detail || (node.label.startsWith(node.op) ? '' : node.op)).length * 6.4 + 28,
      ),
    0,
  );
  const width = Math.min(WIDE, Math.max(NARROW, Math.ceil(longest)));
  const size = putLayout(buffers, 'elements', nodes, edges, { width, height: HEIGHT });
  return { key: 'elements', nodes, edges, formulas: formulas.list, steps, root: elements.root, ...size };
}
