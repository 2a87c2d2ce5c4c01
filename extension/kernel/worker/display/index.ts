/** `display(...)`: the one verb that shows everything. */
import { inspect } from 'node:util';
import { Module } from '../../../../core/nn/module.ts';
import type { ViewOutput } from '../../../../core/payload/view.ts';
import { Tensor } from '../../../../core/tensor/tensor.ts';
import { captureAttention } from '../../../../core/trace/attention.ts';
import type { OutputItem } from '../../protocol.ts';
import { type GradientCheckOptions, gradientCheck } from '../gradcheck.ts';
import { isModule, type ModuleLike } from '../inspect.ts';
import { leavesOf } from '../replay.ts';
import { type AttentionLayer, type AttentionOptions, attentionOutput } from './attention.ts';
import { curves } from './curves.ts';
import { isReport, reportOutput } from './gradcheck.ts';
import { gradientFlow } from './gradflow.ts';
import { backwardOutput, type GraphModule, type GraphViewOptions, graphOutput } from './graph.ts';
import { type DisplayHandle, displayHost } from './host.ts';
import { moduleOutput } from './module.ts';
import { plot } from './plot.ts';
import { tableHtml, tableOf } from './table.ts';
import { type TensorViewOptions, tensorOutput } from './tensor.ts';

export { type Progress, type ProgressOptions, progress } from './progress.ts';

/** What `display(...)` returns: shows something else in the same place, while the cell runs. */
export interface Handle {
  update(...values: unknown[]): void;
}

function text(data: string): readonly OutputItem[] {
  return [{ mime: 'text/plain', data }];
}

/** The outputs for values shown together. */
function outputFor(values: readonly unknown[]): Parameters<DisplayHandle['update']>[0] {
  const host = displayHost();
  const [values_, options] = splitOptions(values);
  if (values_.length > 0 && values_.every((value) => value instanceof Tensor)) {
    const items = values_.map((tensor) => {
      const name = host.nameOf(tensor);
      return { tensor, ...(name ? { name } : {}), ref: host.registerRef(tensor) };
    });
    return tensorOutput(items, options as TensorViewOptions);
  }
  if (values_.length === 1) {
    const [value] = values_;
    if (isReport(value)) return reportOutput(value);
    if (value instanceof Module) return moduleOutput(value);
    const table = tableOf(value);
    if (table) return [{ mime: 'text/html', data: tableHtml(table) }, ...text(format(value))];
  }
  return text(values_.map(format).join('\n'));
}

/** A last argument that is a plain object of options, when something stands before it to be shown. */
function splitOptions(values: readonly unknown[]): [readonly unknown[], object] {
  const last = values.at(-1);
  const isOptions =
    values.length > 1 &&
    typeof last === 'object' &&
    last !== null &&
    Object.getPrototypeOf(last) === Object.prototype &&
    values.slice(0, -1).every((value) => value instanceof Tensor);
  return isOptions ? [values.slice(0, -1), last] : [values, {}];
}

/** The text of a value, as a console would print it. */
export function format(value: unknown): string {
  if (value instanceof Tensor || isModule(value)) return value.toString();
  return typeof value === 'string'
    ? value
    : inspect(value, {
        depth: 4,
        maxArrayLength: 100,
        maxStringLength: 10_000,
        breakLength: 100,
        numericSeparator: false,
      });
}

function show(...values: unknown[]): Handle {
  const handle = displayHost().emit(outputFor(values));
  return { update: (...next) => handle.update(outputFor(next)) };
}

function showText(mime: string, plain: (source: string) => string = (source) => source) {
  return (source: unknown): { update(source: unknown): void } => {
    const items = (value: unknown): readonly OutputItem[] => {
      const data = String(value);
      return mime === 'text/plain' ? text(data) : [{ mime, data }, ...text(plain(data))];
    };
    const handle = displayHost().emit(items(source));
    return { update: (next) => handle.update(items(next)) };
  };
}

/** LaTeX is drawn by VS Code's own Markdown renderer, which has KaTeX. */
function latex(source: unknown) {
  const formula = (value: unknown) => `$$\n${String(value).replace(/^\s*\$\$?|\$\$?\s*$/g, '')}\n$$`;
  const items = (value: unknown): readonly OutputItem[] => [
    { mime: 'text/markdown', data: formula(value) },
    ...text(String(value)),
  ];
  const handle = displayHost().emit(items(source));
  return { update: (next: unknown) => handle.update(items(next)) };
}

/** A network's modules for the graph, when a variable holds one that took part. */
function graphOptions(root: Tensor, options: GraphViewOptions): GraphViewOptions {
  const host = displayHost();
  host.nameOf(root);
  const model = options.model ?? modelOf(root);
  return { nameOf: (value) => host.nameOf(value), ...options, ...(model ? { model } : {}) };
}

/** The network of which the most parameters took part. */
function modelOf(root: Tensor): GraphModule | null {
  const leaves = leavesOf(root);
  let best: GraphModule | null = null;
  let most = 0;
  for (const [, value] of displayHost().variables()) {
    if (!isGraphModule(value)) continue;
    const count = value.parameters().filter((parameter) => leaves.has(parameter)).length;
    if (count > most) [best, most] = [value, count];
  }
  return best;
}

function isGraphModule(value: unknown): value is GraphModule & ModuleLike {
  if (!isModule(value)) return false;
  const { extraRepr, namedModules } = value as Partial<GraphModule>;
  // The class itself inherits these names too, but has no parameters of its own.
  return typeof extraRepr === 'function' && typeof namedModules === 'function';
}

function shown(output: ViewOutput): Handle {
  const handle = displayHost().emit(output);
  return { update: (...next) => handle.update(outputFor(next)) };
}

/** Every attention that a module computes for these inputs, of the first example of the batch. */
function attentionIn(module: Module, inputs: readonly unknown[], options: AttentionOptions): ViewOutput {
  const first = (t: Tensor): Tensor => (t.shape.length === 4 ? t.select(0, 0) : t);
  const captured = captureAttention(module, () => module(...inputs));
  const layers = captured.map((layer) => ({
    name: layer.name || module.constructor.name,
    weights: first(layer.weights),
    scores: first(layer.scores),
  }));
  const headSize = captured[0].headSize;
  return attentionOutput(layers, { ...(headSize === null ? {} : { headSize }), ...options });
}

/** The weights of a layer, of several layers, what a hook captured; or a module and what it is to be called with. */
function attention(given: Module, ...inputs: unknown[]): Handle;
function attention(
  given: Tensor | readonly (Tensor | AttentionLayer)[] | AttentionLayer,
  options?: AttentionOptions,
): Handle;
function attention(
  given: Module | Tensor | readonly (Tensor | AttentionLayer)[] | AttentionLayer,
  ...rest: unknown[]
): Handle {
  const last = rest.at(-1);
  const plain = typeof last === 'object' && last !== null && Object.getPrototypeOf(last) === Object.prototype;
  if (given instanceof Module) {
    const inputs = plain ? rest.slice(0, -1) : rest;
    return shown(attentionIn(given, inputs, plain ? (last as AttentionOptions) : {}));
  }
  const options = (rest[0] ?? {}) as AttentionOptions;
  const list = Array.isArray(given)
    ? (given as readonly (Tensor | AttentionLayer)[])
    : [given as Tensor | AttentionLayer];
  const layers = list.map((layer): AttentionLayer => {
    if (!(layer instanceof Tensor)) return layer;
    const name = displayHost().nameOf(layer);
    return { weights: layer, ...(name ? { name } : {}) };
  });
  return shown(attentionOutput(layers, options));
}

export const display = Object.assign(show, {
  graph: (root: Tensor, options: GraphViewOptions = {}) => shown(graphOutput(root, graphOptions(root, options))),
  backward: (root: Tensor, options: GraphViewOptions = {}) => shown(backwardOutput(root, graphOptions(root, options))),
  gradientFlow,
  /** Checks the gradients of a tensor, a module or a function, and shows the report. */
  gradcheck: (value: unknown, options: GradientCheckOptions = {}): void => gradientCheck(value, options),
  curves,
  attention,
  plot,
  text: showText('text/plain'),
  markdown: showText('text/markdown'),
  html: showText('text/html', (source) =>
    source
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  ),
  svg: showText('image/svg+xml', () => '[SVG image]'),
  latex,
});
