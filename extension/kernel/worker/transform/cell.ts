/**
 * From the text of a cell (or of a local module) to the code that runs: one async function of the scope object, the
 * host and the interrupt ticker, line for line as the user wrote it.
 */
import ts from 'typescript';
import {
  type Binding,
  type BindingKind,
  collectLexical,
  collectVars,
  hasModifier,
  isErased,
  Scope,
} from './bindings.ts';
import { lowerDecorators } from './decorators.ts';
import { type EditedText, EditList } from './edits.ts';
import { type ExportedName, type ImportRequest, isLink, takeLinks } from './imports.ts';
import { CellSyntaxError, failure, parseModule } from './parse.ts';
import { type Names, Rewriter } from './rewrite.ts';

export { CellSyntaxError } from './parse.ts';

export interface Declaration {
  readonly name: string;
  readonly kind: BindingKind;
  /** 0-based line of the name. */
  readonly line: number;
}

export interface TransformOptions {
  /** `cell`: the last expression is the value. `module`: there is none, and imported names stay live. */
  readonly kind: 'cell' | 'module';
  /** Names that earlier cells declared. */
  readonly known?: ReadonlyMap<string, BindingKind>;
  /** True for names that every program has (`Math`, `console`). */
  isGlobal(name: string): boolean;
}

export interface TransformedCell {
  readonly text: EditedText;
  readonly declarations: readonly Declaration[];
  /** Names of other cells that this one reads or writes. */
  readonly uses: readonly string[];
  /** Names that this cell assigns to without declaring them. */
  readonly writes: readonly string[];
  /** What the module exports, by local name. */
  readonly exports: readonly ExportedName[];
}

/**
 * The code evaluates to `async (scope, host, ticker) => value`.
 * @throws CellSyntaxError with the position in the cell
 */
export function transformCell(source: string, options: TransformOptions): TransformedCell {
  const lowered = lowerDecorators(source);
  if (!lowered) return transformPlain(source, options);
  try {
    const { text, declarations, ...rest } = transformPlain(lowered.code, options);
    return {
      ...rest,
      text: text.over(lowered.translate),
      declarations: declarations.map((d) => (lowered.classes.has(d.name) ? { ...d, kind: 'class' } : d)),
    };
  } catch (error) {
    if (!(error instanceof CellSyntaxError)) throw error;
    throw new CellSyntaxError(error.message, lowered.translate(error.position), error.length);
  }
}

function transformPlain(source: string, options: TransformOptions): TransformedCell {
  const file = parseModule(source);
  const names = freshNames(source);
  const edits = new EditList(source);
  const { imports, exports } = takeLinks(file, edits);
  const scope = topScope(file, names, imports, options.kind);
  const rewriter = new Rewriter({
    file,
    edits,
    names,
    resolveFree: (name) => {
      const kind = options.known?.get(name);
      if (kind === undefined && options.isGlobal(name)) return {};
      return { target: `${names.scope}.${name}`, ...(kind ? { kind } : {}) };
    },
  });

  const statements = file.statements.filter((statement) => !isLink(statement));
  const value = options.kind === 'cell' ? valueStatement(statements, source) : undefined;
  let hoisted = '';
  for (const statement of statements) {
    if (statement !== value) {
      hoisted += topStatement(statement, rewriter, scope, names, exports);
      continue;
    }
    edits.open(value.getStart(), 'return (');
    rewriter.visit(value.expression, scope);
    edits.close(value.end, ')');
  }

  const vars = [...scope.bindings()].filter(({ kind }) => kind === 'var').map(({ name }) => `${names.scope}.${name}=`);
  const loads = imports.map((request, index) => loadCode(request, index, file, rewriter, names, options.kind));
  const head = `(async function(${names.scope},${names.host},${names.ticker}){'use strict';`;
  const before = `${head}${vars.length ? `${vars.join('')}void 0;` : ''}${hoisted}${loads.join('')}`;
  edits.close(source.length, '\n})');

  const declarations = [...scope.bindings()].map(({ name, kind, at }) => ({
    name,
    kind,
    line: file.getLineAndCharacterOfPosition(at).line,
  }));
  return {
    text: edits.apply(before),
    declarations,
    uses: [...rewriter.uses],
    writes: [...rewriter.writes],
    exports: exportList(file, scope, exports),
  };
}

/** Identifiers that the source does not contain. */
function freshNames(source: string): Names {
  const fresh = (base: string) => {
    let name = base;
    for (let i = 1; source.includes(name); i++) name = `${base}${i}`;
    return name;
  };
  return { scope: fresh('$S'), host: fresh('$H'), ticker: fresh('$K') };
}

function topScope(
  file: ts.SourceFile,
  names: Names,
  imports: readonly ImportRequest[],
  kind: TransformOptions['kind'],
): Scope {
  const scope = new Scope(null);
  const live = new Map<number, string>();
  for (const [index, request] of (kind === 'module' ? imports : []).entries()) {
    for (const { imported, at } of request.names) {
      const module = `${names.host}.modules[${index}]`;
      live.set(at, imported === '*' ? module : `${module}[${JSON.stringify(imported)}]`);
    }
  }
  const declared = new Map<string, Binding>();
  const bind = (name: string, declaredKind: BindingKind, at: number): Binding => {
    const binding = { name, kind: declaredKind, at, target: live.get(at) ?? `${names.scope}.${name}` };
    const earlier = declared.get(name);
    if (earlier && !mayRepeat(earlier.kind, declaredKind)) {
      throw failure(file, at, name.length, `Cannot redeclare '${name}' in the same cell.`);
    }
    declared.set(name, binding);
    return binding;
  };
  collectLexical(file.statements, scope, bind);
  collectVars(file.statements, scope, bind);
  if (kind === 'cell') {
    // `export { a } from 'x'` gives later cells the name, as an import would.
    for (const { local, at } of imports.flatMap((request) => request.names)) {
      if (!scope.own(local)) scope.add(bind(local, 'import', at));
    }
  }
  return scope;
}

/** Declaration merging, and `var` twice. */
function mayRepeat(first: BindingKind, second: BindingKind): boolean {
  if (first === 'var' && second === 'var') return true;
  if (second === 'namespace') return ['function', 'class', 'enum', 'namespace'].includes(first);
  return first === 'enum' && second === 'enum';
}

function topStatement(
  node: ts.Statement,
  rewriter: Rewriter,
  scope: Scope,
  names: Names,
  exports: readonly ExportedName[],
): string {
  const { edits } = rewriter;
  if (ts.isReturnStatement(node)) rewriter.fail(node, "A 'return' statement can only be used within a function body.");
  if (isErased(node)) {
    edits.blank(node.getStart(), node.end);
    return '';
  }
  if (ts.isExportAssignment(node)) {
    edits.replace(node.getStart(), node.expression.getStart(), `${names.scope}.default=`);
    rewriter.visit(node.expression, scope);
    rewriter.semicolon(node);
    return '';
  }
  if (ts.isImportEqualsDeclaration(node)) {
    edits.replace(node.getStart(), node.moduleReference.getStart(), `${names.scope}.${node.name.text}=`);
    const visit = (reference: ts.Node): void => {
      if (ts.isQualifiedName(reference)) visit(reference.left);
      else rewriter.visit(reference, scope);
    };
    visit(node.moduleReference);
    rewriter.semicolon(node);
    return '';
  }
  if (!ts.isClassDeclaration(node) && !ts.isFunctionDeclaration(node)) return rewriter.statements([node], scope);
  const isDefault = hasModifier(node, ts.SyntaxKind.DefaultKeyword);
  if (isDefault && !node.name) {
    edits.open(node.getStart(), `${names.scope}.default=`);
    rewriter.visit(node, scope);
    edits.close(node.end, ';');
    return '';
  }
  const hoisted = rewriter.statements([node], scope);
  if (!isDefault || !node.name || exports.some(({ exported }) => exported === 'default')) return hoisted;
  if (ts.isFunctionDeclaration(node)) return `${hoisted}${names.scope}.default=${node.name.text};`;
  edits.close(node.end, `${names.scope}.default=${names.scope}.${node.name.text};`);
  return hoisted;
}

/** The statement whose value is the cell's: the last, if it is an expression that no semicolon ends. */
function valueStatement(statements: readonly ts.Statement[], source: string): ts.ExpressionStatement | undefined {
  const last = statements.filter((statement) => !isErased(statement)).at(-1);
  return last && ts.isExpressionStatement(last) && source[last.end - 1] !== ';' ? last : undefined;
}

function loadCode(
  request: ImportRequest,
  index: number,
  file: ts.SourceFile,
  rewriter: Rewriter,
  names: Names,
  kind: TransformOptions['kind'],
): string {
  const { line, character } = file.getLineAndCharacterOfPosition(request.at);
  const wanted = request.names.map(({ imported, local, at }) => [imported, local, rewriter.valueUsed.has(at)]);
  const facts = {
    names: wanted,
    star: request.star,
    require: request.require,
    live: kind === 'module',
    index,
    line,
    col: character,
  };
  return `await ${names.host}.import(${JSON.stringify(request.specifier)},${JSON.stringify(facts)});`;
}

function exportList(file: ts.SourceFile, scope: Scope, listed: readonly ExportedName[]): ExportedName[] {
  const list = [...listed];
  for (const statement of file.statements) {
    if (ts.isExportAssignment(statement) || hasModifier(statement, ts.SyntaxKind.DefaultKeyword)) {
      list.push({ exported: 'default', local: 'default' });
    } else if (hasModifier(statement, ts.SyntaxKind.ExportKeyword) && !isErased(statement)) {
      const own = new Scope(null);
      const bind = (name: string, kind: BindingKind, at: number): Binding => ({ name, kind, at });
      collectLexical([statement], own, bind);
      if (ts.isVariableStatement(statement)) collectVars([statement], own, bind);
      for (const { name } of own.bindings()) if (scope.own(name)) list.push({ exported: name, local: name });
    }
  }
  return list;
}

export function syntaxErrorAt(message: string, line: number, col: number, length = 1): CellSyntaxError {
  return new CellSyntaxError(message, { line, col }, length);
}
