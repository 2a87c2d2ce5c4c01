/**
 * What the top level of one cell declares, exports and imports: the facts from which cells are linked.
 */
import ts from 'typescript';

/**
 * How a declared name travels to later cells. `const` and `let` are variables; `entity` has a meaning that only an import
 * carries whole (class, function with overloads, enum, namespace, or a name that is both a value and a type);
 * `type` is an interface or alias; `import` is repeated as the cell wrote it.
 */
export type DeclarationKind = 'const' | 'let' | 'entity' | 'type' | 'import';

export interface Declaration {
  readonly name: string;
  readonly kind: DeclarationKind;
  /** Offset of the name in the cell. */
  readonly start: number;
  /** End of a written type annotation of a variable, else -1. */
  readonly annotationEnd: number;
  /** For `import`: text before and after the local name of an import declaration that binds just this name. */
  readonly importText?: readonly [string, string];
}

export interface CellFacts {
  readonly declarations: ReadonlyMap<string, Declaration>;
  /** Names that the cell exports itself. */
  readonly exported: ReadonlySet<string>;
  /** Module specifiers of its imports. */
  readonly modules: readonly string[];
}

/** Reads the facts of one cell. Never throws: a cell that is being typed has whatever the parser recovers. */
export function readCell(text: string): CellFacts {
  const source = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS);
  const reader = new Reader(source);
  for (const statement of source.statements) reader.statement(statement);
  return { declarations: reader.declarations, exported: reader.exported, modules: reader.modules };
}

class Reader {
  readonly declarations = new Map<string, Declaration>();
  readonly exported = new Set<string>();
  readonly modules: string[] = [];
  private readonly source: ts.SourceFile;

  constructor(source: ts.SourceFile) {
    this.source = source;
  }

  statement(node: ts.Statement): void {
    if (ts.isImportDeclaration(node)) this.importDeclaration(node);
    else if (ts.isExportDeclaration(node)) this.exportDeclaration(node);
    else if (ts.isVariableStatement(node)) this.variables(node.declarationList, isExported(node));
    else if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) this.entity(node.name, 'entity', node);
    else if (ts.isEnumDeclaration(node)) this.entity(node.name, 'entity', node);
    else if (ts.isModuleDeclaration(node)) {
      if (ts.isIdentifier(node.name)) this.entity(node.name, 'entity', node);
    } else if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) this.entity(node.name, 'type', node);
    else this.hoisted(node);
  }

  /** `var` inside blocks and loops belongs to the cell as well; functions and classes are borders. */
  private hoisted(node: ts.Node): void {
    if (ts.isVariableDeclarationList(node) && !(node.flags & ts.NodeFlags.BlockScoped)) this.variables(node, false);
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    ts.forEachChild(node, (child) => this.hoisted(child));
  }

  private variables(list: ts.VariableDeclarationList, exported: boolean): void {
    const kind = list.flags & ts.NodeFlags.Const || list.flags & ts.NodeFlags.Using ? 'const' : 'let';
    for (const declaration of list.declarations) {
      const annotation = declaration.type;
      for (const name of boundNames(declaration.name)) {
        this.declare(name, kind, annotation && ts.isIdentifier(declaration.name) ? annotation.end : -1);
        if (exported) this.exported.add(name.text);
      }
    }
  }

  private entity(name: ts.Identifier | undefined, kind: 'entity' | 'type', node: ts.Statement): void {
    if (!name) return;
    this.declare(name, kind);
    if (isExported(node) && !isDefault(node)) this.exported.add(name.text);
  }

  private exportDeclaration(node: ts.ExportDeclaration): void {
    if (node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) this.modules.push(node.moduleSpecifier.text);
    if (!node.exportClause || !ts.isNamedExports(node.exportClause)) return;
    for (const element of node.exportClause.elements) this.exported.add(element.name.text);
  }

  private importDeclaration(node: ts.ImportDeclaration): void {
    if (!ts.isStringLiteral(node.moduleSpecifier)) return;
    const from = `from ${JSON.stringify(node.moduleSpecifier.text)};`;
    this.modules.push(node.moduleSpecifier.text);
    const clause = node.importClause;
    if (!clause) return;
    const type = clause.phaseModifier === ts.SyntaxKind.TypeKeyword ? 'type ' : '';
    if (clause.name) this.declare(clause.name, 'import', -1, [`import ${type}`, ` ${from}`]);
    const bindings = clause.namedBindings;
    if (!bindings) return;
    if (ts.isNamespaceImport(bindings)) {
      this.declare(bindings.name, 'import', -1, [`import ${type}* as `, ` ${from}`]);
      return;
    }
    for (const element of bindings.elements) {
      const own = type || (element.isTypeOnly ? 'type ' : '');
      const imported = element.propertyName ? `${element.propertyName.getText(this.source)} as ` : '';
      this.declare(element.name, 'import', -1, [`import ${own}{${imported}`, `} ${from}`]);
    }
  }

  private declare(
    name: ts.Identifier,
    kind: DeclarationKind,
    annotationEnd = -1,
    importText?: readonly [string, string],
  ): void {
    if (name.text === '') return;
    const before = this.declarations.get(name.text);
    const start = name.getStart(this.source);
    if (!before) {
      this.declarations.set(name.text, { name: name.text, kind, start, annotationEnd, importText });
    } else if (before.kind !== kind && before.kind !== 'import') {
      this.declarations.set(name.text, { ...before, kind: 'entity' });
    }
  }
}

/** The identifiers that a binding name or pattern binds, in order. */
export function boundNames(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));
}

function hasModifier(node: ts.Statement, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);
}

const isExported = (node: ts.Statement): boolean => hasModifier(node, ts.SyntaxKind.ExportKeyword);
const isDefault = (node: ts.Statement): boolean => hasModifier(node, ts.SyntaxKind.DefaultKeyword);
