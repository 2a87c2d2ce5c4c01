/** Modules as PyTorch prints them. */
import type { Module } from './module.ts';

/** `Linear(in_features=3, out_features=4, bias=True)`, or one line per submodule, equal neighbours counted. */
export function describeModule(module: Module): string {
  const extra = module.extraRepr();
  const children = module.namedChildren().map(([name, child]) => ({ name, text: child.toString() }));
  const title = module.constructor.name;
  if (children.length === 0) return `${title}(${extra.includes('\n') ? `\n  ${indent(extra)}\n` : extra})`;
  const lines: string[] = extra ? extra.split('\n') : [];
  const numbered = children.every(({ name }, i) => name === String(i)) && /List$/.test(title);
  for (let i = 0; i < children.length; ) {
    let last = i;
    if (numbered) while (last + 1 < children.length && children[last + 1].text === children[i].text) last++;
    const count = last - i + 1;
    const { name, text } = children[i];
    lines.push(
      count > 1 ? `(${name}-${children[last].name}): ${count} x ${indent(text)}` : `(${name}): ${indent(text)}`,
    );
    i = last + 1;
  }
  return `${title}(\n  ${lines.join('\n  ')}\n)`;
}

function indent(text: string): string {
  return text.replace(/\n/g, '\n  ');
}

/** A value as Python writes it: True, None, 'text', (2, 3). */
export function python(value: unknown): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return value.length === 1 ? `(${python(value[0])},)` : `(${value.map(python).join(', ')})`;
  if (typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-4)
    return value.toExponential().replace(/e-(\d)$/, 'e-0$1');
  return String(value);
}

/** A number that is a float in Python: 1 prints as 1.0. */
export function pythonFloat(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e16 ? `${value}.0` : python(value);
}
