/** What a network is made of: shapes, parameters and cost per layer, found on the meta device without computing anything. */
import { noGrad } from '../autograd/modes.ts';
import { ArgumentError, formatShape } from '../errors.ts';
import type { Primitive, View } from '../ops/define.ts';
import { observe } from '../ops/observe.ts';
import { type DTypeName, dtypeOf } from '../tensor/dtype.ts';
import { numelOf } from '../tensor/shape.ts';
import { type RemovableHandle, Tensor } from '../tensor/tensor.ts';
import { tensorsIn } from './hooks.ts';
import type { Module } from './module.ts';

export interface SummaryRow {
  /** Path in the network; '' is the network itself. */
  readonly name: string;
  readonly kind: string;
  readonly depth: number;
  /** Of the first call. */
  readonly inputShapes: readonly (readonly number[])[];
  readonly outputShapes: readonly (readonly number[])[];
  /** Own parameters and those of its submodules. */
  readonly parameters: number;
  readonly trainable: number;
  /** Floating-point operations of all its calls, with its submodules; a multiplication and an addition count as two. */
  readonly flops: number;
  readonly calls: number;
  readonly leaf: boolean;
}

export interface SummaryOptions {
  /** dtype of the inputs (default float32); int32 for token numbers. One, or one per input. */
  readonly dtype?: DTypeName | readonly DTypeName[];
}

export class ModuleSummary {
  /** Parents before their submodules, in the order of the first call. */
  readonly rows: readonly SummaryRow[];
  readonly parameters: number;
  readonly trainable: number;
  readonly flops: number;
  /** Bytes of all parameters and buffers. */
  readonly bytes: number;

  constructor(rows: readonly SummaryRow[], bytes: number) {
    this.rows = rows;
    this.parameters = rows[0].parameters;
    this.trainable = rows[0].trainable;
    this.flops = rows[0].flops;
    this.bytes = bytes;
  }

  /** A table in plain text. */
  toString(): string {
    const shapes = (list: readonly (readonly number[])[]): string => list.map(formatShape).join(', ');
    const lines = this.rows.map((row) => [
      `${'  '.repeat(row.depth)}${row.kind}${row.name ? ` (${row.name.split('.').at(-1)})` : ''}`,
      shapes(row.inputShapes),
      shapes(row.outputShapes),
      row.parameters ? count(row.parameters) : '-',
      row.flops ? count(row.flops) : '-',
    ]);
    const head = ['Layer', 'Input', 'Output', 'Parameters', 'FLOPs'];
    const widths = head.map((title, c) => Math.max(title.length, ...lines.map((line) => line[c].length)));
    const format = (line: readonly string[]): string =>
      line
        .map((cell, c) => (c < 3 ? cell.padEnd(widths[c]) : cell.padStart(widths[c])))
        .join('  ')
        .trimEnd();
    const rule = '-'.repeat(widths.reduce((a, b) => a + b + 2, -2));
    const total = `Parameters: ${count(this.parameters)} (${count(this.trainable)} trainable), ${(this.bytes / 1024).toFixed(1)} KiB; forward: ${count(this.flops)} FLOPs`;
    return [format(head), rule, ...lines.map(format), rule, total].join('\n');
  }
}

const count = (n: number): string => n.toLocaleString('en-US');

/** Families that move values and compute none. */
const FREE = new Set(['shape', 'indexing', 'creation', 'conversion', 'convert', 'embedding']);

/** Cost of one operation: its record's rule, else one per element of its larger side. */
function flopsOf(op: Primitive | View, inputs: readonly Tensor[], outputs: readonly Tensor[], args: unknown): number {
  if (op.kind === 'view') return 0;
  if (op.flops) return op.flops(inputs, args as never);
  if (FREE.has(op.family)) return 0;
  return Math.max(0, ...[...inputs, ...outputs].map((t) => numelOf(t.shape)));
}

interface Seen {
  readonly path: string;
  readonly module: Module;
  inputs: number[][];
  outputs: number[][];
  flops: number;
  calls: number;
}

function inputsFor(
  given: Tensor | readonly number[] | readonly (readonly number[] | Tensor)[],
  options: SummaryOptions,
): Tensor[] {
  const list =
    given instanceof Tensor
      ? [given]
      : given.length > 0 && typeof given[0] === 'number'
        ? [given as readonly number[]]
        : (given as readonly (readonly number[] | Tensor)[]);
  return list.map((item, i) => {
    if (item instanceof Tensor) return Tensor.empty(item.shape.slice(), item.dtype, 'meta');
    const name = (typeof options.dtype === 'string' ? options.dtype : options.dtype?.[i]) ?? 'float32';
    if (!Array.isArray(item) || !item.every((n) => Number.isInteger(n) && n >= 0)) {
      throw new ArgumentError(`summary: input ${i} is no shape`, {
        op: 'summary',
        fix: 'Give the shape with the batch, e.g. summary(net, [32, 784]), or one shape per input.',
      });
    }
    return Tensor.empty(item.slice(), dtypeOf(name), 'meta');
  });
}

/**
 * Runs `net` once on shapes alone, in evaluation mode, and reports every module that was called. `input`: the shape
 * with the batch, several shapes, or tensors. Nothing in the network changes.
 */
export function summary(
  net: Module,
  input: Tensor | readonly number[] | readonly (readonly number[] | Tensor)[],
  options: SummaryOptions = {},
): ModuleSummary {
  const named = net.namedModules();
  const seen = new Map<Module, Seen>();
  const running: Seen[] = [];
  const handles: RemovableHandle[] = [];
  const modes = named.map(([, module]) => module.training);
  for (const [path, module] of named) {
    handles.push(
      module.registerForwardPreHook((_module, args) => {
        let entry = seen.get(module);
        if (!entry) {
          entry = {
            path,
            module,
            inputs: tensorsIn(args).map((t) => t.shape.slice()),
            outputs: [],
            flops: 0,
            calls: 0,
          };
          seen.set(module, entry);
        }
        entry.calls++;
        running.push(entry);
      }),
      module.registerForwardHook((_module, _args, output) => {
        const entry = running.pop();
        if (entry && entry.outputs.length === 0) entry.outputs = tensorsIn(output).map((t) => t.shape.slice());
      }),
    );
  }
  const stop = observe((op, inputs, outputs, args) => {
    const cost = flopsOf(op, inputs, outputs, args);
    // A module that calls itself counts once.
    for (const entry of new Set(running)) entry.flops += cost;
  });
  try {
    net.eval();
    noGrad(() => net(...inputsFor(input, options)));
  } finally {
    stop();
    for (const handle of handles) handle.remove();
    named.forEach(([, module], i) => {
      module.training = modes[i];
    });
  }
  const rows = [...seen.values()].map(({ path, module, inputs, outputs, flops, calls }): SummaryRow => {
    const parameters = module.parameters();
    const size = (list: readonly Tensor[]): number => list.reduce((n, p) => n + p.numel(), 0);
    return {
      name: path,
      kind: module.constructor.name,
      depth: path === '' ? 0 : path.split('.').length,
      inputShapes: inputs,
      outputShapes: outputs,
      parameters: size(parameters),
      trainable: size(parameters.filter((p) => p.requiresGrad)),
      flops,
      calls,
      leaf: module.children().length === 0,
    };
  });
  const bytes = [...net.parameters(), ...net.buffers()].reduce((n, t) => n + t.nbytes, 0);
  return new ModuleSummary(rows, bytes);
}
