/** Definitions and uses of a cell, by the scope analysis of the cell transform. */
import ts from 'typescript';
import { CellSyntaxError, transformCell } from '../kernel/worker/transform/cell.ts';
import { EditList } from '../kernel/worker/transform/edits.ts';
import { takeLinks } from '../kernel/worker/transform/imports.ts';
import { parseModule } from '../kernel/worker/transform/parse.ts';
import type { CellLinks, DefinedName } from './cells.ts';

/** Null when the text does not parse: then nothing is known of it. */
export function analyseCell(source: string): CellLinks | null {
  try {
    const { declarations, uses, writes } = transformCell(source, {
      kind: 'cell',
      isGlobal: (name) => name in globalThis,
    });
    const file = parseModule(source);
    const keys = importKeys(file, source);
    const closures = closureNames(file);
    const defines: DefinedName[] = declarations.map(({ name, kind }) => ({
      name,
      key: keys.get(name) ?? null,
      deferred: kind === 'function' || kind === 'class' || closures.has(name),
    }));
    // An assignment gives the name a new value, as a definition does; `count += 1` reads it as well.
    for (const name of writes) defines.push({ name, key: null, deferred: false });
    return { defines, uses };
  } catch (error) {
    if (error instanceof CellSyntaxError) return null;
    throw error;
  }
}

/** Names imported from packages. A file beside the notebook may have changed since. */
function importKeys(file: ts.SourceFile, source: string): Map<string, string> {
  const keys = new Map<string, string>();
  for (const { specifier, names } of takeLinks(file, new EditList(source)).imports) {
    if (/^[./]/.test(specifier)) continue;
    for (const { imported, local } of names) keys.set(local, `${specifier}#${imported}`);
  }
  return keys;
}

/** `const f = () => ...` */
function closureNames(file: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name) || !initializer) continue;
      if (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer) || ts.isClassExpression(initializer))
        names.add(name.text);
    }
  }
  return names;
}
