/**
 * The computation graph and the backward pass as view outputs: the tape behind a tensor, traced, laid out and encoded,
 * with the ordered list as its text twin.
 */

import { GradError } from '../../../../core/errors.ts';
import { type GraphMode, type GraphSpec, graphSpecJson } from '../../../../core/payload/graph.ts';
import { encodePayload } from '../../../../core/payload/safetensors.ts';
import { type PayloadTensor, type ViewOutput, viewMime } from '../../../../core/payload/view.ts';
import type { Tensor } from '../../../../core/tensor/tensor.ts';
import { type BackwardWalk, walkBack } from '../../../../core/trace/backward.ts';
import { traceElements } from '../../../../core/trace/elements.ts';
import { type Tape, traceTape } from '../../../../core/trace/graph.ts';
import { type DescribeModule, foldModules } from '../../../../core/trace/modules.ts';
import { elementLevel } from './graph-elements.ts';
import { SiteTable, tensorLevel } from './graph-level.ts';
import { graphText } from './graph-text.ts';

/** What the view asks of a model; every `nn.Module` has it. */
export interface GraphModule {
  extraRepr(): string;
  parameters(): readonly Tensor[];
  namedParameters(): readonly (readonly [string, Tensor])[];
  namedModules(): readonly (readonly [string, GraphModule])[];
}

export interface GraphViewOptions {
  /** Name of the variable that holds a tensor. */
  readonly nameOf?: (value: object) => string | null;
  /** The model: names, classes and sizes of its modules and parameters. */
  readonly model?: GraphModule;
  /** What is shown first; the finest that reads well by default. */
  readonly mode?: GraphMode;
}

/** Largest spec that the payload's header takes, with room for the metadata around it. */
const LIMIT = 1500;

/** The graph of what `root` was made of, with the gradients that are there now. No gradient is computed. */
export function graphOutput(root: Tensor, options: GraphViewOptions = {}): ViewOutput {
  return output(root, options, false);
}

/**
 * The backward pass from `root`, step by step. It is walked here and touches no `.grad`; call it before `backward()`,
 * or keep the graph. Throws GradError for a root that is not one number, has no graph, or whose graph was freed.
 */
export function backwardOutput(root: Tensor, options: GraphViewOptions = {}): ViewOutput {
  if (root.numel() !== 1) {
    throw new GradError(`the backward pass starts at one number, this tensor has shape [${root.shape.join(', ')}]`, {
      op: 'backward',
      operands: [{ name: 'root', shape: root.shape }],
      fix: 'Show the loss, or reduce first: display.backward(y.sum()).',
    });
  }
  if (root.gradNode === null) {
    throw new GradError('this tensor has no graph behind it: nothing that made it was recorded', {
      op: 'backward',
      fix: 'Set requiresGrad on a leaf before the forward pass, and do not run it inside noGrad().',
    });
  }
  return output(root, options, true);
}

function output(root: Tensor, options: GraphViewOptions, walked: boolean): ViewOutput {
  const { model } = options;
  const parameterNames = new Map<object, string>(model?.namedParameters().map(([name, p]) => [p, name]) ?? []);
  const tape = traceTape(root, {
    limit: LIMIT,
    nameOf: (tensor) => parameterNames.get(tensor) ?? options.nameOf?.(tensor) ?? null,
  });
  const walk = walked ? walkBack(tape, root) : null;
  const sites = new SiteTable();
  const buffers: Record<string, PayloadTensor> = {};
  const levels = [tensorLevel(tape, walk, sites, buffers)];
  const elements = elementsOf(tape, root, walk);
  if (elements !== null) levels.push(elementLevel(tape, elements, walked, sites, buffers));
  const tree = foldModules(tape, model === undefined ? undefined : describeFrom(model));
  const hasModules = tree.items.some((item) => item.kind === 'module');
  const modules = hasModules
    ? tree.items.map((item) => ({
        ...item,
        shape: tape.nodes[item.node].shape,
        site: sites.add(tape.nodes[item.node].site),
      }))
    : [];
  const best: GraphMode = elements !== null ? 'elements' : hasModules && tape.nodes.length > 40 ? 'modules' : 'tensors';
  const mode = available(options.mode, levels.length > 1, hasModules) ?? best;
  const rootNode = tape.nodes[tape.root];
  const spec: GraphSpec = {
    version: 1,
    title: walked ? 'Backward pass' : 'Computation graph',
    name: rootNode.named ? rootNode.label : 'result',
    mode,
    parameters: parameterCount(tape, model),
    saved: tape.nodes.reduce((sum, node) => sum + node.saved, 0),
    notice: noticeOf(tape),
    sites: sites.list,
    levels,
    modules,
    moduleEdges: hasModules ? tree.edges : [],
  };
  return {
    mime: viewMime('graph'),
    bytes: encodePayload(graphSpecJson(spec), buffers),
    text: graphText(spec, buffers),
  };
}

/** Elements need the derivative rules, and so a walk of their own where none was asked for. */
function elementsOf(tape: Tape, root: Tensor, walk: BackwardWalk | null) {
  if (tape.released || root.numel() !== 1 || root.gradNode === null) return null;
  const total = tape.nodes.reduce((sum, node) => sum + node.shape.reduce((n, size) => n * size, 1), 0);
  return total > 400 ? null : traceElements(tape, walk ?? walkBack(tape, root));
}

function available(mode: GraphMode | undefined, elements: boolean, modules: boolean): GraphMode | undefined {
  if (mode === 'elements' && !elements) return undefined;
  if (mode === 'modules' && !modules) return undefined;
  return mode;
}

function parameterCount(tape: Tape, model: GraphModule | undefined): number {
  if (model !== undefined) return model.parameters().reduce((sum, p) => sum + p.numel(), 0);
  return tape.nodes.reduce((sum, node) => sum + (node.parameter ? node.shape.reduce((n, s) => n * s, 1) : 0), 0);
}

function noticeOf(tape: Tape): string {
  const parts: string[] = [];
  if (tape.cut > 0) parts.push(`The ${tape.cut} earliest operations are left out.`);
  if (tape.released) parts.push('An earlier backward() has freed the saved values of this graph.');
  return parts.join(' ');
}

/** `Linear(64 → 256)`, `LayerNorm(64)`, `GELU`: the class with its sizes, from the module's own description. */
function describeFrom(model: GraphModule): DescribeModule {
  const known = new Map(model.namedModules());
  return (path) => {
    const module = known.get(path);
    if (module === undefined) return null;
    const extra = module.extraRepr();
    const features = /in_features=(\d+), out_features=(\d+)/.exec(extra);
    const first = /^\(?(\d[\d, ]*)\)?/.exec(extra)?.[1].replace(/,\s*$/, '');
    const sizes = features ? `(${features[1]} → ${features[2]})` : first ? `(${first})` : '';
    return {
      detail: `${module.constructor.name}${sizes}`,
      parameters: module.parameters().reduce((sum, p) => sum + p.numel(), 0),
    };
  };
}
