/** Imports and exports of a cell or module, as calls that run before its first statement. */
import ts from 'typescript';
import { isErased } from './bindings.ts';
import type { EditList } from './edits.ts';

/** One name taken from a module: `import { imported as local }`; `*` is the module itself, `default` its default. */
export interface ImportedName {
  readonly imported: string;
  readonly local: string;
  /** Offset of the local name. */
  readonly at: number;
}

export interface ImportRequest {
  readonly specifier: string;
  readonly names: readonly ImportedName[];
  /** `export * from`. */
  readonly star: boolean;
  readonly at: number;
  /** `import x = require('y')`. */
  readonly require: boolean;
}

/** A name that the module gives under another: `export { local as exported }`. */
export interface ExportedName {
  readonly exported: string;
  readonly local: string;
}

export interface ModuleLinks {
  readonly imports: readonly ImportRequest[];
  readonly exports: readonly ExportedName[];
}

/** Reads the import and export declarations and blanks them. */
export function takeLinks(file: ts.SourceFile, edits: EditList): ModuleLinks {
  const imports: ImportRequest[] = [];
  const exports: ExportedName[] = [];
  for (const statement of file.statements) {
    const request = importOf(statement) ?? reexportOf(statement, exports);
    if (request) imports.push(request);
    if (isLink(statement)) edits.replace(statement.getStart(), statement.end, ';');
  }
  return { imports, exports };
}

export function isLink(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return true;
  return ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference);
}

function importOf(node: ts.Statement): ImportRequest | undefined {
  if (isErased(node)) return undefined;
  if (ts.isImportEqualsDeclaration(node)) {
    const reference = node.moduleReference;
    if (!ts.isExternalModuleReference(reference) || !ts.isStringLiteralLike(reference.expression)) return undefined;
    const names = [{ imported: '*', local: node.name.text, at: node.name.getStart() }];
    return { specifier: reference.expression.text, names, star: false, at: node.getStart(), require: true };
  }
  if (!ts.isImportDeclaration(node) || !ts.isStringLiteralLike(node.moduleSpecifier)) return undefined;
  const names: ImportedName[] = [];
  const add = (imported: string, id: ts.Identifier) => names.push({ imported, local: id.text, at: id.getStart() });
  const clause = node.importClause;
  if (clause?.name) add('default', clause.name);
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) add('*', bindings.name);
  else if (bindings) {
    for (const element of bindings.elements) {
      if (!element.isTypeOnly) add((element.propertyName ?? element.name).text, element.name);
    }
    // `import { type T } from 'x'` brings no value, so TypeScript leaves the whole import out.
    if (names.length === 0 && bindings.elements.length > 0) return undefined;
  }
  return { specifier: node.moduleSpecifier.text, names, star: false, at: node.getStart(), require: false };
}

function reexportOf(node: ts.Statement, exports: ExportedName[]): ImportRequest | undefined {
  if (!ts.isExportDeclaration(node) || node.isTypeOnly) return undefined;
  const clause = node.exportClause;
  const from = node.moduleSpecifier && ts.isStringLiteralLike(node.moduleSpecifier) ? node.moduleSpecifier : undefined;
  if (!from) {
    if (clause && ts.isNamedExports(clause)) {
      for (const { name, propertyName, isTypeOnly } of clause.elements) {
        if (!isTypeOnly) exports.push({ exported: name.text, local: (propertyName ?? name).text });
      }
    }
    return undefined;
  }
  const names: ImportedName[] = [];
  const add = (imported: string, name: ts.ModuleExportName) => {
    names.push({ imported, local: name.text, at: name.getStart() });
    exports.push({ exported: name.text, local: name.text });
  };
  if (clause && ts.isNamespaceExport(clause)) add('*', clause.name);
  else if (clause) {
    for (const { name, propertyName, isTypeOnly } of clause.elements) {
      if (!isTypeOnly) add((propertyName ?? name).text, name);
    }
  }
  return { specifier: from.text, names, star: clause === undefined, at: node.getStart(), require: false };
}
