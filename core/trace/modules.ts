/** The tape folded into the modules that made it: the rows of the module table and the wires between them. */
import type { Tape, TapeNode } from './graph.ts';

export interface ModuleItem {
  readonly parent: number;
  readonly kind: 'input' | 'module' | 'op';
  readonly label: string;
  /** The module's class and sizes, or what the operation is. */
  detail: string;
  parameters: number;
  saved: number;
  /** Tape node of the result. */
  node: number;
}

export interface ModuleTree {
  readonly items: ModuleItem[];
  /** Between items that are no modules; folding them to the visible rows gives any expansion. */
  readonly edges: readonly (readonly [number, number])[];
}

/** What the caller knows of a module beyond the tape: its class with sizes, and its number of parameters. */
export type DescribeModule = (
  path: string,
) => { readonly detail: string; readonly parameters: number } | null | undefined;

function numel(node: TapeNode): number {
  return node.shape.reduce((n, size) => n * size, 1);
}

/**
 * Folds a tape. A module called twice, with something else in between, is two rows. Operations inside a module without
 * submodules fold into it.
 */
export function foldModules(tape: Tape, describe?: DescribeModule): ModuleTree {
  const items: ModuleItem[] = [];
  const itemOf = new Int32Array(tape.nodes.length).fill(-1);
  let open: { name: string; item: number }[] = [];
  const incoming: number[][] = tape.nodes.map(() => []);
  tape.edges.forEach((edge, e) => {
    incoming[edge.to].push(e);
  });
  const counted = new Set<number>();

  tape.nodes.forEach((node, v) => {
    if (node.kind === 'leaf') return;
    // Inputs stand where they are first read.
    for (const e of incoming[v]) {
      const from = tape.edges[e].from;
      const leaf = tape.nodes[from];
      if (leaf.kind !== 'leaf' || leaf.parameter || itemOf[from] >= 0) continue;
      itemOf[from] = items.length;
      items.push({
        parent: -1,
        kind: 'input',
        label: leaf.label,
        detail: 'input',
        parameters: 0,
        saved: 0,
        node: from,
      });
    }
    const path = node.modulePath;
    let depth = 0;
    while (depth < path.length && depth < open.length && open[depth].name === path[depth]) depth++;
    open = open.slice(0, depth);
    while (open.length < path.length) {
      const known = describe?.(path.slice(0, open.length + 1).join('.'));
      open.push({ name: path[open.length], item: items.length });
      items.push({
        parent: open.length > 1 ? open[open.length - 2].item : -1,
        kind: 'module',
        label: path[open.length - 1],
        detail: known?.detail ?? '',
        parameters: known?.parameters ?? 0,
        saved: 0,
        node: v,
      });
    }
    itemOf[v] = items.length;
    items.push({
      parent: open.length > 0 ? open[open.length - 1].item : -1,
      kind: 'op',
      label: node.named ? node.label : node.op,
      detail: node.named ? node.op : node.detail,
      parameters: 0,
      saved: node.saved,
      node: v,
    });
    for (const { item } of open) {
      items[item].saved += node.saved;
      items[item].node = v;
    }
    for (const e of incoming[v]) {
      const from = tape.edges[e].from;
      if (!tape.nodes[from].parameter || counted.has(from)) continue;
      counted.add(from);
      if (describe === undefined) for (const { item } of open) items[item].parameters += numel(tape.nodes[from]);
    }
  });

  const edges: [number, number][] = [];
  const seen = new Set<number>();
  for (const { from, to } of tape.edges) {
    const a = itemOf[from];
    const b = itemOf[to];
    if (a < 0 || b < 0 || seen.has(a * 1e6 + b)) continue;
    seen.add(a * 1e6 + b);
    edges.push([a, b]);
  }
  return { items, edges };
}
