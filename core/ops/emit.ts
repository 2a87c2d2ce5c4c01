/**
 * Writes the public API's types from the records: `core/api.gen.ts`, with the methods of Tensor, every function, and
 * the documentation that an editor shows on hover. Run by the build; a test checks that the file is up to date.
 */
import './all.ts';
import { allRecords, type OpRecord } from './define.ts';
import { isMethod, signaturesOf } from './derive.ts';
import type { Param, Signature } from './signature.ts';

const typeOf = (type: string): string => type.replace(/\bDType\b/g, 'DTypeName');

/** JSDoc of a record: text, formula, gradient rules, defaults and example. */
function docComment(record: OpRecord, indent: string): string {
  const lines = [record.doc];
  if (record.formula) lines.push('', `$${record.formula.forward}$`);
  const defaults = signaturesOf(record)
    .flatMap((s) => s.params)
    .filter((p) => p.defaultText !== null)
    .map((p) => `\`${p.name} = ${p.defaultText}\``);
  if (defaults.length) lines.push('', `Defaults: ${[...new Set(defaults)].join(', ')}.`);
  if (record.example) lines.push('', '@example', ...record.example.split('\n'));
  return [
    `${indent}/**`,
    ...lines.map((l) => (l === '' ? `${indent} *` : `${indent} * ${l.replace(/\*\//g, '*\\/')}`)),
    `${indent} */`,
  ].join('\n');
}

/** PyTorch's parameter names that cannot name a parameter in TypeScript; as options they keep their spelling. */
const KEYWORDS = new Set(['var', 'in', 'default', 'function']);

function positional(p: Param): string {
  const type = typeOf(p.type);
  if (KEYWORDS.has(p.name)) return positional({ ...p, name: `${p.name}_` });
  return p.optional
    ? `${p.name}?: ${/\bnull\b/.test(type) ? type : /=>/.test(type) ? `(${type}) | null` : `${type} | null`}`
    : `${p.name}: ${type}`;
}

function optionsType(params: readonly Param[]): string {
  const field = (p: Param): string => {
    if (!p.optional) return `${p.name}: ${typeOf(p.type)}`;
    return `${p.name}?: ${/\bnull\b/.test(p.type) || p.defaultText !== null ? typeOf(p.type) : `${typeOf(p.type)} | null`}`;
  };
  return `{ ${params.map(field).join('; ')} }`;
}

/** The call forms of one signature: required parameters positional, optional ones positional or in the options. */
function overloads(signature: Signature, skip: number, raw = false): string[] {
  const params = signature.params.slice(skip);
  const returns = typeOf(signature.returns);
  const spread = params.findIndex((p) => p.spread);
  const shown = params.filter((p) => !p.named);
  let required = 0;
  shown.forEach((p, i) => {
    if (!p.optional) required = i + 1;
  });
  const forms: string[] = [];
  if (raw)
    return [
      `(${[...shown.slice(0, spread).map(positional), `...${shown[spread].name}: ${typeOf(shown[spread].type)}`].join(', ')}): ${returns}`,
    ];
  const firstOption = shown.findIndex((p) => !['tensor', 'operand', 'tensors'].includes(p.kind));
  const tensors = shown.slice(0, firstOption).every((p) => !p.optional) ? Math.max(0, firstOption) : required;
  // Required ones positional; or the tensors alone positional and everything else by name.
  const counts = [...new Set([required, required + 1, shown.length, ...(tensors < required ? [tensors] : [])])].filter(
    (n) => n <= shown.length,
  );
  for (const n of counts) {
    const fixed = shown.slice(0, n);
    const options = params.filter((p) => !fixed.includes(p));
    const args = fixed.map((p) => positional({ ...p, spread: false }));
    if (options.length) args.push(`options${options.every((p) => p.optional) ? '?' : ''}: ${optionsType(options)}`);
    forms.push(`(${args.join(', ')}): ${returns}`);
  }
  if (spread >= 0 && shown.every((p, i) => i <= spread || p.optional)) {
    const before = shown.slice(0, spread).map(positional);
    forms.push(`(${[...before, `...${shown[spread].name}: ${typeOf(shown[spread].type)}`].join(', ')}): ${returns}`);
  }
  return [...new Set(forms)];
}

/** Signatures in which the tensor of the method stands first. */
const startsWithTensor = ({ params }: Signature): boolean =>
  params[0]?.kind === 'tensor' || params[0]?.kind === 'operand';

const isRaw = (record: OpRecord): boolean => record.kind === 'composite' && record.raw === true;

function emitMethods(records: readonly OpRecord[]): string {
  const out: string[] = [];
  for (const record of records.filter(isMethod)) {
    const forms = [
      ...new Set(
        signaturesOf(record)
          .filter(startsWithTensor)
          .flatMap((s) => overloads(s, 1, isRaw(record))),
      ),
    ];
    const doc = docComment(record, '  ');
    for (const name of [record.name, ...(record.aliases ?? [])]) {
      out.push(doc, ...forms.map((f) => `  ${name}${f};`));
      if (record.inplace)
        out.push(
          `  /** In-place form of \`${name}\`. */`,
          ...forms.map((f) => `  ${name}_${f.replace(/: Tensor$/, ': this')};`),
        );
    }
  }
  return `/** Methods that the operation records add to Tensor. */\nexport interface TensorMethods {\n${out.join('\n')}\n}\n`;
}

/** Names that can be exported but not declared. */
const RESERVED: ReadonlySet<string> = new Set(['var']);

function callable(record: OpRecord): string {
  const forms = [...new Set(signaturesOf(record).flatMap((s) => overloads(s, 0, isRaw(record))))];
  return `{\n${forms.map((f) => `  ${f};`).join('\n')}\n}`;
}

function emitFunctions(records: readonly OpRecord[]): string {
  const out: string[] = [];
  const spaces = new Map<string, string[]>();
  for (const record of records) {
    if (record.methodOnly) continue;
    for (const name of [record.name, ...(record.aliases ?? [])]) {
      if (record.namespace) {
        const list = spaces.get(record.namespace) ?? [];
        list.push(
          `${docComment(record, '  ')}\n  ${name}: functionOf('${record.namespace}.${record.name}') as ${callable(record).replace(/\n/g, '\n  ')},`,
        );
        spaces.set(record.namespace, list);
      } else {
        const local = RESERVED.has(name) ? `${name}_` : name;
        out.push(
          `${docComment(record, '')}\n${local === name ? 'export ' : ''}const ${local}: ${callable(record)} = functionOf('${record.name}');`,
        );
        if (local !== name) out.push(`export { ${local} as ${name} };`);
      }
    }
  }
  for (const [space, members] of spaces)
    out.push(`/** Functions of \`${space}\`. */\nexport const ${space} = {\n${members.join('\n')}\n};`);
  return out.join('\n\n');
}

/** The text of `core/api.gen.ts`. */
export function emitApi(): string {
  const records = allRecords();
  const body = `${emitMethods(records)}\n${emitFunctions(records)}`;
  const generator = /\bGenerator\b/.test(body) ? "import type { Generator } from './random/generator.ts';\n" : '';
  return `// Generated from the operation records by \`npm run build\`; edit those instead.
${generator}import type { DTypeName } from './tensor/dtype.ts';
import type { RemovableHandle, Tensor } from './tensor/tensor.ts';
import type { TensorData } from './ops/creation.ts';
import type { Index } from './ops/indexing-numpy.ts';
import './ops/all.ts';
import { functionOf } from './ops/derive.ts';

${body}
`;
}
