/**
 * Writes the API reference, `media/api.md`, from the operation records: signatures, text, formula, gradient rules, and
 * each example with what it prints. Run by the build; a test checks that the page is up to date.
 */
import * as api from '../index.ts';
import { Tensor } from '../tensor/tensor.ts';
import { allRecords, type OpRecord } from './define.ts';
import { isMethod } from './derive.ts';

/** Examples that draw random numbers draw the same ones each time. */
const SEED = 0;

const pathOf = (record: OpRecord): string => (record.namespace ? `${record.namespace}.${record.name}` : record.name);

/** Records that a person can call; the others are kernels of these. */
export function documented(): readonly OpRecord[] {
  return allRecords().filter((record) => !record.methodOnly || isMethod(record));
}

/** The API under its own names, without those that are words of the language. */
const scope = new Map<string, unknown>(Object.entries(api).filter(([name]) => name !== 'var'));

/** What an example's last statement gives. Those before it may declare names. Throws what the example throws. */
export function runExample(example: string): unknown {
  const [, before = '', last = ''] = /^(?:([\s\S]*)[;\n])?\s*([^;\n]+);?\s*$/.exec(example) ?? [];
  const run = new Function(...scope.keys(), `"use strict";\n${before};\nreturn (${last});`);
  api.manualSeed(SEED);
  return run(...scope.values());
}

/** A value as the page shows it: tensors as PyTorch prints them, several results one after another. */
export function printed(value: unknown): string {
  if (value instanceof Tensor) return value.toString();
  if (Array.isArray(value)) {
    return value.some((item) => item instanceof Tensor)
      ? value.map(printed).join('\n')
      : `[${value.map(printed).join(', ')}]`;
  }
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** Whether gradients flow, and how often they can be taken; null where the samples do not say. */
function gradientOf(record: OpRecord): string | null {
  const samples = record.samples ?? [];
  if (record.kind === 'primitive' && record.vjp === undefined) return 'no gradient';
  if (record.kind === 'composite') {
    if (samples.length === 0) return null;
    if (samples.every((sample) => sample.grad === false)) return 'no gradient';
  }
  const twice = samples.some((sample) => sample.grad !== false && sample.gradgrad !== false);
  return twice ? 'gradient, also of the gradient' : 'gradient';
}

function formsOf(record: OpRecord): string {
  const forms = [record.methodOnly ? null : 'function', isMethod(record) ? 'method' : null];
  if (record.inplace) forms.push(`in place as \`${record.name}_\``);
  const gradient = gradientOf(record);
  const parts = [forms.filter((form) => form !== null).join(', '), ...(gradient === null ? [] : [gradient])];
  if (record.aliases?.length) parts.push(`also called ${record.aliases.map((name) => `\`${name}\``).join(', ')}`);
  return `*${parts.join('; ')}*`;
}

function entryOf(record: OpRecord): string {
  const signatures = typeof record.signature === 'string' ? [record.signature] : record.signature;
  const blocks = [`### ${pathOf(record)}`, ['```ts', ...signatures, '```'].join('\n'), record.doc, formsOf(record)];
  if (record.formula) {
    blocks.push(`$$${record.formula.forward}$$`);
    const rules = Object.entries(record.formula.vjp ?? {});
    if (rules.length > 0) blocks.push(rules.map(([name, rule]) => `- gradient of \`${name}\`: $${rule}$`).join('\n'));
  }
  if (record.example) {
    blocks.push(
      ['```ts', record.example, '```', '', '```text', exampleValue(record, record.example), '```'].join('\n'),
    );
  }
  return blocks.join('\n\n');
}

function exampleValue(record: OpRecord, example: string): string {
  try {
    return printed(runExample(example));
  } catch (cause) {
    throw new Error(`the example of ${pathOf(record)} fails: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

const title = (family: string): string => family[0].toUpperCase() + family.slice(1);
const anchor = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');

/** The text of `media/api.md`. */
export function emitDocs(): string {
  const records = documented();
  const families = [...new Set(records.map(({ family }) => family))];
  const contents = families.map((family) => {
    const names = records.filter((record) => record.family === family).map(pathOf);
    return `**[${title(family)}](#${anchor(family)})**: ${names.map((name) => `[${name}](#${anchor(name)})`).join(', ')}`;
  });
  const sections = families.map((family) => {
    const entries = records.filter((record) => record.family === family).map(entryOf);
    return [`## ${title(family)}`, ...entries].join('\n\n');
  });
  return `<!-- Generated from the operation records by \`npm run build\`; edit those instead. -->
# Functions

${records.length} operations under PyTorch's names in camelCase. Parameters stand in PyTorch's order; a trailing object
gives them by name: \`softmax(x, -1)\` and \`softmax(x, { dim: -1 })\` are the same call. A method is the function with
its first tensor in front: \`x.softmax(-1)\`. A parameter with \`=\` or \`?\` may be left out; those after \`*\` are given
by name. The value below an example is what it prints. In the formulas a bar is the gradient of the loss with respect to
what is under it, and $y$ the result.

${contents.join('\n\n')}

${sections.join('\n\n')}
`;
}
