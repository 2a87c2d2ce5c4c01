/** What the Variables view and the status bar say, without VS Code. */
import { formatBytes, formatCount, formatNumber, formatShape } from '../language/numbers.ts';
import type { Variable, VariableReport } from './variable.ts';

export type SortOrder = 'name' | 'memory';

/** What a kernel is doing, as the status bar tells it. */
export type Activity = 'off' | 'starting' | 'busy' | 'idle';

export interface Row {
  readonly label: string;
  /** What stands behind the name. */
  readonly description: string;
  /** Markdown. */
  readonly tooltip: string;
  /** One sentence for a screen reader. */
  readonly spoken: string;
}

/** Number of the cell with an id, counting from 1; null when it is gone. */
export type CellNumber = (id: string) => number | null;

export function sorted(variables: readonly Variable[], order: SortOrder): Variable[] {
  const byName = (a: Variable, b: Variable) => a.name.localeCompare(b.name, 'en', { numeric: true });
  if (order === 'name') return [...variables].sort(byName);
  // Values without tensors come last.
  return [...variables].sort((a, b) => (b.bytes ?? -1) - (a.bytes ?? -1) || byName(a, b));
}

export function rowOf(variable: Variable, cellNumber: CellNumber): Row {
  const { name, type, shape, dtype, device, bytes, gradNorm, text, children } = variable;
  const cell = variable.cell === null ? null : cellNumber(variable.cell);
  const size = bytes === null ? null : formatBytes(bytes);
  const norm = gradNorm === null ? null : formatNumber(gradNorm);
  const brief = [
    shape ? `${dtype} ${formatShape(shape)}` : type,
    // A number says by itself that it is one.
    ...(text ? [text] : []),
    ...(device && device !== 'cpu' ? [device] : []),
    ...(size ? [size] : []),
    ...(norm ? [`‖∇‖ ${norm}`] : []),
    ...(cell ? [`cell ${cell}`] : []),
  ];
  const facts: [string, string | null][] = [
    ['Type', type],
    ['Value', text],
    ['Shape', shape && `${formatShape(shape)}, ${formatCount(elements(shape))} elements`],
    ['dtype', dtype],
    ['Device', device],
    ['Parameters and buffers', children.length > 0 ? formatCount(children.length) : null],
    ['Memory', size],
    ['Gradient norm', norm],
    ['Defined in', cell ? `cell ${cell}${variable.line ? `, line ${variable.line}` : ''}` : null],
  ];
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== null);
  const lines = known.map(([title, value]) => `| ${title} | ${escapeMarkdown(value)} |`);
  return {
    label: name,
    description: brief.join(' · '),
    tooltip: [`**${escapeMarkdown(name)}**\n`, '| | |', '|:--|:--|', ...lines].join('\n'),
    spoken: `${name}: ${known.map(([title, value]) => `${title} ${value}`).join(', ')}`,
  };
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The user's text as text: nothing in it is a link, an image, HTML or the end of a table's cell. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!|~>$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/\s+/g, ' ');
}

/**
 * What is written in a notebook to show a value. A module's tensor is reached by its name in the state: the types do not
 * know what class of layer `net[0]` is.
 */
export function displayCode([first = '', ...rest]: readonly string[]): string {
  if (rest.length === 0) return `display(${first})`;
  return `display(${first}.stateDict({ keepVars: true })[${JSON.stringify(rest.join('.')).replace(/^"|"$/g, "'")}])`;
}

const ACTIVITY: Record<Activity, readonly [icon: string, words: string]> = {
  off: ['circle-slash', 'no kernel'],
  starting: ['loading~spin', 'starting'],
  busy: ['loading~spin', 'running'],
  idle: ['pass', 'idle'],
};

/** Tensors that the status bar's tooltip names. */
const LARGEST = 5;

export interface Status {
  readonly text: string;
  /** Markdown. */
  readonly tooltip: string;
  /** True when the kernel comes near the limit of its memory. */
  readonly warn: boolean;
}

export function statusOf(activity: Activity, report: VariableReport | null): Status {
  const [icon, words] = ACTIVITY[activity];
  if (!report || activity === 'off') {
    return { text: `$(${icon}) nnbook: ${words}`, tooltip: `nnbook kernel: ${words}`, warn: false };
  }
  const { bytes, memory, budget } = report;
  const largest = sorted(report.variables, 'memory')
    .filter((variable) => variable.bytes)
    .slice(0, LARGEST)
    .map(({ name, bytes: size }) => `| ${escapeMarkdown(name)} | ${formatBytes(size ?? 0)} |`);
  const table = largest.length > 0 ? ['', '| Variable | Memory |', '|:--|--:|', ...largest] : [];
  const tooltip = [
    `nnbook kernel: ${words}\n`,
    `${formatBytes(bytes)} in tensors of variables  `,
    `${formatBytes(memory)} of at most ${formatBytes(budget)} in use`,
    ...table,
  ];
  return {
    text: `$(${icon}) nnbook: ${words} · ${formatBytes(bytes)}`,
    tooltip: tooltip.join('\n'),
    warn: memory > 0.8 * budget,
  };
}
