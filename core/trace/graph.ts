/**
 * The graph of an autograd tape as plain nodes and edges: what a root tensor was made of. Nodes are operations and the
 * leaves they read; an edge runs from a value to the operation that used it.
 */
import { AccumulateGrad, Node } from '../autograd/node.ts';
import type { OpRecord } from '../ops/define.ts';
import { signaturesOf } from '../ops/derive.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Site } from './recording.ts';

export interface TapeNode {
  readonly kind: 'leaf' | 'op';
  label: string;
  /** True when the label is a name of the user's, not the operation's. */
  named: boolean;
  readonly op: string;
  detail: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly requiresGrad: boolean;
  /** True for a module's parameter. */
  readonly parameter: boolean;
  readonly modulePath: readonly string[];
  readonly site: Site | null;
  /** Bytes that only this node keeps alive for backward. */
  saved: number;
  /** The operation on the tape; null for a leaf. */
  readonly node: Node | null;
  /** The value, where the tape or the caller still holds it. */
  readonly tensor: Tensor | null;
}

export interface TapeEdge {
  readonly from: number;
  readonly to: number;
  /** Input of the operation, from 0. */
  readonly arg: number;
  readonly argName: string;
}

export interface Tape {
  /** In forward order: everything a node reads comes before it. */
  readonly nodes: TapeNode[];
  readonly edges: TapeEdge[];
  readonly root: number;
  /** Operations left out because of the limit. */
  readonly cut: number;
  /** True when an earlier backward has freed saved values, so that the tape cannot be walked back again. */
  readonly released: boolean;
}

export interface TapeOptions {
  /** A name for a tensor, e.g. of the variable that holds it; asked before the tensor's own label. */
  readonly nameOf?: (tensor: Tensor) => string | null | undefined;
  /** Most operations shown; those nearest to the root in tape order are kept. */
  readonly limit?: number;
}

/** Operations reachable from the root, latest first. No recursion: a tape may be 100,000 long. */
function operations(root: Tensor): Node[] {
  if (!root.gradNode) return [];
  const seen = new Set<Node>([root.gradNode]);
  const stack = [root.gradNode];
  while (stack.length > 0) {
    const node = stack.pop() as Node;
    for (const edge of node.next) {
      if (edge instanceof Node && !seen.has(edge)) {
        seen.add(edge);
        stack.push(edge);
      }
    }
  }
  return [...seen].sort((a, b) => b.seq - a.seq);
}

/** Names of an operation's tensor inputs in order, from its signature. */
export function inputNames(node: Node): string[] {
  const n = node.next.length;
  const fallback = Array.from({ length: n }, (_, i) => (n === 1 ? 'input' : `input ${i}`));
  if (node.op === null) return fallback;
  const params = signaturesOf(node.op as unknown as OpRecord)[0].params;
  const names = params.filter((p) => p.kind === 'tensor' || p.kind === 'operand').map((p) => p.name);
  return fallback.map((name, i) => names[i] ?? name);
}

const SIGNS: Record<string, string> = { mul: '×', add: '+', sub: '−', div: '÷', pow: '^' };

/** A plain number in an operand's place belongs on the operation's card, not on a card of its own. */
function isConstant(tensor: Tensor, name: string | null): boolean {
  return name === null && tensor.shape.length === 0 && !tensor.requiresGrad && tensor.device === 'cpu';
}

function constantText(op: string, arg: number, value: number): string {
  const text =
    Number.isInteger(value) || Math.abs(value) >= 1e-3 ? String(Number(value.toPrecision(6))) : value.toExponential(2);
  const sign = SIGNS[op];
  if (sign === undefined) return text;
  const shown = text.replace('-', '\u2212');
  if (arg === 1) return `${sign} ${shown}`;
  return `${shown} ${sign}`;
}

/** Reads the tape behind `root`. A root without a tape gives one leaf. */
export function traceTape(root: Tensor, options: TapeOptions = {}): Tape {
  const limit = options.limit ?? 2000;
  const all = operations(root);
  const kept = all.slice(0, limit).reverse();
  const nodes: TapeNode[] = [];
  const edges: TapeEdge[] = [];
  const indexOf = new Map<unknown, number>();
  const nameOf = (tensor: Tensor | null | undefined): string | null =>
    tensor ? (options.nameOf?.(tensor) ?? tensor.label ?? null) : null;

  // The first user that still holds an operation's result knows its value and its name.
  const results = new Map<Node, Tensor>();
  if (root.gradNode) results.set(root.gradNode, root);
  for (const node of all) {
    if (!results.has(node)) {
      const own = node.values?.find((t) => t !== null) ?? node.savedOutputs?.[0];
      if (own) results.set(node, own);
    }
    node.next.forEach((edge, i) => {
      if (!(edge instanceof Node) || results.has(edge)) return;
      const held = node.inputs?.[i] ?? node.savedInputs?.[i];
      if (held && held.gradNode === edge) results.set(edge, held);
    });
  }

  const addLeaf = (
    tensor: Tensor | null,
    key: unknown,
    shape: readonly number[],
    dtype: string,
    user: Node | null,
  ): number => {
    const known = indexOf.get(key);
    if (known !== undefined) return known;
    const name = nameOf(tensor);
    const requires = tensor?.requiresGrad ?? true;
    const inModule = (user?.modulePath.length ?? 0) > 0;
    indexOf.set(key, nodes.length);
    nodes.push({
      kind: 'leaf',
      label: name ?? (!requires ? 'constant' : inModule && user ? `${user.modulePath.join('.')} parameter` : 'leaf'),
      named: name !== null,
      op: '',
      detail: '',
      shape,
      dtype,
      requiresGrad: requires,
      parameter: tensor?.constructor.name === 'Parameter' || (requires && inModule && name === null),
      modulePath: inModule && user ? user.modulePath : [],
      site: null,
      saved: 0,
      node: null,
      tensor,
    });
    return nodes.length - 1;
  };

  const savedBy = new Set<unknown>();
  let released = false;
  for (const node of kept) {
    if (node.released) released = true;
    const names = inputNames(node);
    const details: string[] = [];
    const incoming: { from: number; arg: number }[] = [];
    node.next.forEach((edge, i) => {
      const held = node.inputs?.[i] ?? node.savedInputs?.[i] ?? null;
      const shape = node.inputShapes[i];
      const dtype = node.inputDtypes[i];
      if (edge instanceof Node) {
        // A result whose operation fell to the limit stands as a leaf.
        const from = indexOf.get(edge) ?? addLeaf(results.get(edge) ?? null, edge, shape, dtype, node);
        incoming.push({ from, arg: i });
      } else if (edge instanceof AccumulateGrad) {
        incoming.push({ from: addLeaf(edge.tensor, edge, shape, dtype, node), arg: i });
      } else if (held) {
        if (isConstant(held, nameOf(held))) details.push(constantText(node.name, i, held.item()));
        else incoming.push({ from: addLeaf(held, held, shape, dtype, node), arg: i });
      }
    });
    let saved = 0;
    for (const tensor of [...(node.savedInputs ?? []), ...(node.savedOutputs ?? [])]) {
      // What the user holds anyway (a parameter) costs nothing more; what two operations keep is kept once.
      if (!tensor || savedBy.has(tensor.storage)) continue;
      const owner = tensor.base ?? tensor;
      if (owner.isLeaf && owner.requiresGrad) continue;
      savedBy.add(tensor.storage);
      saved += tensor.nbytes;
    }
    const tensor = results.get(node) ?? null;
    const name = nameOf(tensor);
    const index = nodes.length;
    indexOf.set(node, index);
    nodes.push({
      kind: 'op',
      label: name ?? node.name,
      named: name !== null,
      op: node.name,
      detail: details.join(', '),
      shape: node.outputShapes[tensor?.outputIndex ?? 0] ?? [],
      dtype: node.outputDtypes[tensor?.outputIndex ?? 0] ?? 'float32',
      requiresGrad: true,
      parameter: false,
      modulePath: node.modulePath,
      site: node.site,
      saved,
      node,
      tensor,
    });
    for (const { from, arg } of incoming) edges.push({ from, to: index, arg, argName: names[arg] });
  }
  if (nodes.length === 0) addLeaf(root, root, root.shape, root.dtype, null);
  numberRepeats(nodes);
  return { nodes, edges, root: nodes.length - 1, cut: all.length - kept.length, released };
}

/** Unnamed values that share a label get a number, so that a list can be read aloud. */
function numberRepeats(nodes: readonly TapeNode[]): void {
  const count = new Map<string, number>();
  for (const node of nodes) count.set(node.label, (count.get(node.label) ?? 0) + 1);
  const next = new Map<string, number>();
  for (const node of nodes) {
    if (node.named || count.get(node.label) === 1) continue;
    const i = (next.get(node.label) ?? 0) + 1;
    next.set(node.label, i);
    node.label = `${node.label} ${i}`;
  }
}
