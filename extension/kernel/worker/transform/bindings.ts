/** Which names a stretch of code declares: the static half of scopes. */
import ts from 'typescript';

export type BindingKind =
  | 'var'
  | 'let'
  | 'const'
  | 'using'
  | 'function'
  | 'class'
  | 'enum'
  | 'namespace'
  | 'import'
  | 'parameter';

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  /** Offset of the name where it is declared. */
  readonly at: number;
  /** What a reference becomes (`$S.name`); absent when the name stays as it is. */
  readonly target?: string;
}

/** Bindings that an assignment may not touch, with TypeScript's reason. */
export const READ_ONLY: Partial<Record<BindingKind, string>> = {
  const: 'it is a constant',
  using: 'it is a constant',
  import: 'it is an import',
  class: 'it is a class',
  function: 'it is a function',
  enum: 'it is an enum',
  namespace: 'it is a namespace',
};

/** Makes the binding of a declared name. */
export type Bind = (name: string, kind: BindingKind, at: number) => Binding;

export class Scope {
  readonly parent: Scope | null;
  readonly #names = new Map<string, Binding>();

  constructor(parent: Scope | null) {
    this.parent = parent;
  }

  add(binding: Binding): void {
    const earlier = this.#names.get(binding.name);
    // `function f` and `namespace f` (or a class, an enum) are one thing; the first keeps the place.
    if (!earlier || earlier.kind === 'parameter') this.#names.set(binding.name, binding);
  }

  own(name: string): Binding | undefined {
    return this.#names.get(name);
  }

  resolve(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.parent?.resolve(name);
  }

  bindings(): Iterable<Binding> {
    return this.#names.values();
  }
}

export const localBind: Bind = (name, kind, at) => ({ name, kind, at });

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);
}

export function listKind(list: ts.VariableDeclarationList): BindingKind {
  const flags = list.flags & ts.NodeFlags.BlockScoped;
  if (flags === ts.NodeFlags.Using || flags === ts.NodeFlags.AwaitUsing) return 'using';
  if (flags === ts.NodeFlags.Const) return 'const';
  return flags === ts.NodeFlags.Let ? 'let' : 'var';
}

/** Each identifier that a binding name introduces. */
export function* boundNames(name: ts.BindingName): Generator<ts.Identifier> {
  if (ts.isIdentifier(name)) {
    yield name;
    return;
  }
  for (const element of name.elements) {
    if (ts.isBindingElement(element)) yield* boundNames(element.name);
  }
}

/** A statement that declares types only, and leaves nothing at run time. */
export function isErased(node: ts.Node): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (hasModifier(node, ts.SyntaxKind.DeclareKeyword)) return true;
  if (ts.isFunctionDeclaration(node)) return node.body === undefined;
  if (ts.isModuleDeclaration(node)) return node.body === undefined || !isInstantiated(node.body);
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (ts.isImportEqualsDeclaration(node)) return node.isTypeOnly;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return ts.isNamespaceExportDeclaration(node);
}

function isInstantiated(body: ts.ModuleBody | ts.JSDocNamespaceBody): boolean {
  if (ts.isModuleBlock(body)) return body.statements.some((statement) => !isErased(statement));
  return ts.isModuleDeclaration(body) && body.body !== undefined && isInstantiated(body.body);
}

/** Names of `let`, `const`, classes, enums, ... of a statement list. With `functions`, also its function declarations. */
export function collectLexical(statements: readonly ts.Statement[], scope: Scope, bind: Bind): void {
  const add = (id: ts.Identifier, kind: BindingKind) => scope.add(bind(id.text, kind, id.getStart()));
  for (const statement of statements) {
    if (isErased(statement)) continue;
    if (ts.isVariableStatement(statement)) {
      const kind = listKind(statement.declarationList);
      if (kind === 'var') continue;
      for (const { name } of statement.declarationList.declarations) for (const id of boundNames(name)) add(id, kind);
    } else if (ts.isFunctionDeclaration(statement)) {
      if (statement.name) add(statement.name, 'function');
    } else if (ts.isClassDeclaration(statement)) {
      if (statement.name) add(statement.name, 'class');
    } else if (ts.isEnumDeclaration(statement)) {
      add(statement.name, 'enum');
    } else if (ts.isModuleDeclaration(statement)) {
      if (ts.isIdentifier(statement.name)) add(statement.name, 'namespace');
    } else if (ts.isImportEqualsDeclaration(statement)) {
      add(statement.name, 'import');
    } else if (ts.isImportDeclaration(statement)) {
      for (const id of importedNames(statement)) add(id, 'import');
    } else if (ts.isLabeledStatement(statement)) {
      collectLexical([statement.statement], scope, bind);
    }
  }
}

function* importedNames(node: ts.ImportDeclaration): Generator<ts.Identifier> {
  const clause = node.importClause;
  if (!clause) return;
  if (clause.name) yield clause.name;
  const named = clause.namedBindings;
  if (!named) return;
  if (ts.isNamespaceImport(named)) yield named.name;
  else for (const specifier of named.elements) if (!specifier.isTypeOnly) yield specifier.name;
}

/** Names of `var` anywhere in the statements, not looking into functions and classes. */
export function collectVars(statements: readonly ts.Statement[], scope: Scope, bind: Bind): void {
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return;
    if (ts.isVariableStatement(node) && isErased(node)) return;
    if (ts.isVariableDeclarationList(node) && listKind(node) === 'var') {
      for (const { name } of node.declarations) {
        for (const id of boundNames(name)) scope.add(bind(id.text, 'var', id.getStart()));
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const statement of statements) visit(statement);
}
