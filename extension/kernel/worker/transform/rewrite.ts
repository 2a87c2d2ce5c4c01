/**
 * Rewrites the statements of one cell or module: references to top-level names become properties of the scope object,
 * types go, loops and functions get an interrupt check.
 */
import ts from 'typescript';
import { checkAssignment, checkTarget } from './assign.ts';
import {
  type BindingKind,
  boundNames,
  collectLexical,
  collectVars,
  isErased,
  listKind,
  localBind,
  Scope,
} from './bindings.ts';
import {
  rewriteEnum,
  rewriteNamespace,
  rewriteVariableStatement,
  rewriteVariables,
  visitBindingName,
} from './declare.ts';
import type { EditList } from './edits.ts';
import { isErasedMember, isParameterProperty, isThisParameter, TypeEraser } from './erase.ts';
import { failure } from './parse.ts';

/** The names under which generated code reaches the kernel; chosen so that the cell does not use them. */
export interface Names {
  /** The scope object. */
  readonly scope: string;
  /** Imports, enums, `typeof` of what may not exist, ... */
  readonly host: string;
  /** `{ n, tick() }`: counts down to the next look at the interrupt flag. */
  readonly ticker: string;
}

/** A name that the code does not declare itself. */
export interface FreeName {
  readonly target?: string;
  readonly kind?: BindingKind;
}

export interface RewriteContext {
  readonly file: ts.SourceFile;
  readonly edits: EditList;
  readonly names: Names;
  resolveFree(name: string): FreeName;
}

export class Rewriter {
  readonly context: RewriteContext;
  readonly edits: EditList;
  /** Names read or written that this code does not declare, and that live on the scope object. */
  readonly uses = new Set<string>();
  /** Those of them that are assigned to. */
  readonly writes = new Set<string>();
  /** Offsets of declarations whose value some code here reads. */
  readonly valueUsed = new Set<number>();
  readonly #file: ts.SourceFile;
  readonly names: Names;
  readonly types: TypeEraser;
  /** Numbers the generated names of nested enums and namespaces. */
  serial = 0;

  constructor(context: RewriteContext) {
    this.context = context;
    this.edits = context.edits;
    this.#file = context.file;
    this.names = context.names;
    this.types = new TypeEraser(context.edits);
  }

  fail(node: ts.Node, message: string): never {
    throw failure(this.#file, node.getStart(), node.getWidth(), message);
  }

  /** A statement list whose names are in `scope` already. Returns `target=name;` for its hoisted functions. */
  statements(list: readonly ts.Statement[], scope: Scope): string {
    let hoisted = '';
    for (const statement of list) hoisted += this.#statement(statement, scope);
    return hoisted;
  }

  #statement(node: ts.Statement, scope: Scope): string {
    if (isErased(node)) {
      this.edits.blank(node.getStart(), node.end);
      return '';
    }
    if (ts.isFunctionDeclaration(node)) {
      this.visit(node, scope);
      const target = node.name && scope.own(node.name.text)?.target;
      return target && node.name ? `${target}=${node.name.text};` : '';
    }
    this.visit(node, scope);
    return '';
  }

  visit(node: ts.Node, scope: Scope): void {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isFunctionLike(node)) {
      this.#function(node as ts.FunctionLikeDeclaration, scope);
      return;
    }
    if (ts.isClassLike(node)) {
      this.#class(node, scope);
      return;
    }
    switch (node.kind) {
      case ts.SyntaxKind.Identifier:
        this.#reference(node as ts.Identifier, scope);
        return;
      case ts.SyntaxKind.ShorthandPropertyAssignment:
        this.#shorthand(node as ts.ShorthandPropertyAssignment, scope);
        return;
      case ts.SyntaxKind.PropertyAccessExpression:
        this.visit((node as ts.PropertyAccessExpression).expression, scope);
        return;
      case ts.SyntaxKind.PropertyAssignment: {
        const property = node as ts.PropertyAssignment;
        this.computedName(property.name, scope);
        this.visit(property.initializer, scope);
        return;
      }
      case ts.SyntaxKind.Block:
        this.#block(node as ts.Block, scope);
        return;
      case ts.SyntaxKind.CaseBlock:
        this.#caseBlock(node as ts.CaseBlock, scope);
        return;
      case ts.SyntaxKind.CatchClause:
        this.#catch(node as ts.CatchClause, scope);
        return;
      case ts.SyntaxKind.VariableStatement:
        rewriteVariableStatement(this, node as ts.VariableStatement, scope);
        return;
      case ts.SyntaxKind.VariableDeclarationList:
        rewriteVariables(this, node as ts.VariableDeclarationList, scope, false);
        return;
      case ts.SyntaxKind.ForStatement:
      case ts.SyntaxKind.ForInStatement:
      case ts.SyntaxKind.ForOfStatement:
      case ts.SyntaxKind.WhileStatement:
      case ts.SyntaxKind.DoStatement:
        this.#loop(node as ts.IterationStatement, scope);
        return;
      case ts.SyntaxKind.EnumDeclaration:
        rewriteEnum(this, node as ts.EnumDeclaration, scope);
        return;
      case ts.SyntaxKind.ModuleDeclaration:
        rewriteNamespace(this, node as ts.ModuleDeclaration, scope);
        return;
      case ts.SyntaxKind.CallExpression:
        this.#call(node as ts.CallExpression, scope);
        return;
      case ts.SyntaxKind.TaggedTemplateExpression: {
        const tagged = node as ts.TaggedTemplateExpression;
        this.types.erase(node);
        this.#callee(tagged.tag, scope);
        this.visit(tagged.template, scope);
        return;
      }
      case ts.SyntaxKind.TypeOfExpression:
        this.#typeOf(node as ts.TypeOfExpression, scope);
        return;
      case ts.SyntaxKind.MetaProperty:
        this.#metaProperty(node as ts.MetaProperty);
        return;
      case ts.SyntaxKind.LabeledStatement:
        this.visit((node as ts.LabeledStatement).statement, scope);
        return;
      case ts.SyntaxKind.BreakStatement:
      case ts.SyntaxKind.ContinueStatement:
        return;
    }
    checkAssignment(this, node, scope);
    this.types.erase(node);
    ts.forEachChild(node, (child) => this.visit(child, scope));
    if (ts.isExpressionStatement(node) || ts.isReturnStatement(node) || ts.isThrowStatement(node)) this.semicolon(node);
  }

  /** The parser ended this statement at a line break; erased types or a bracket we insert must not join the lines. */
  semicolon(node: ts.Node): void {
    if (this.edits.source[node.end - 1] !== ';') this.edits.close(node.end, ';');
  }

  // References

  #lookUp(name: string, scope: Scope): FreeName {
    const binding = scope.resolve(name);
    if (binding) {
      this.valueUsed.add(binding.at);
      return binding;
    }
    const free = this.context.resolveFree(name);
    if (free.target !== undefined) this.uses.add(name);
    return free;
  }

  #reference(id: ts.Identifier, scope: Scope, callee = false): void {
    const { target } = this.#lookUp(id.text, scope);
    if (target === undefined) return;
    const start = id.getStart();
    const [before, after] = callee ? ['(0,', ')'] : ['', ''];
    // Inserting in front of the name keeps the name itself, and so its columns, in the text.
    if (target.endsWith(`.${id.text}`) && id.end - start === id.text.length) {
      this.edits.open(start, before + target.slice(0, -id.text.length));
      // The engine reports a call behind its bracket; the user reads the name there.
      if (after) this.edits.close(id.end, after, start);
    } else {
      this.edits.replace(start, id.end, before + target + after);
    }
  }

  /** A called name: `(0, $S.f)(x)` leaves `this` undefined, as `f(x)` does. */
  #callee(node: ts.Expression, scope: Scope): void {
    if (ts.isIdentifier(node)) this.#reference(node, scope, true);
    else this.visit(node, scope);
  }

  #shorthand(node: ts.ShorthandPropertyAssignment, scope: Scope): void {
    const { target } = this.#lookUp(node.name.text, scope);
    if (target !== undefined) this.edits.replace(node.name.getStart(), node.name.end, `${node.name.text}:${target}`);
    if (node.objectAssignmentInitializer) this.visit(node.objectAssignmentInitializer, scope);
  }

  #typeOf(node: ts.TypeOfExpression, scope: Scope): void {
    const { expression } = node;
    if (!ts.isIdentifier(expression)) {
      this.visit(expression, scope);
      return;
    }
    const { target } = this.#lookUp(expression.text, scope);
    if (target === undefined) return;
    const onScope = target === `${this.names.scope}.${expression.text}`;
    const text = onScope ? `${this.names.host}.peek(${JSON.stringify(expression.text)})` : target;
    this.edits.replace(expression.getStart(), expression.end, text);
  }

  #call(node: ts.CallExpression, scope: Scope): void {
    this.types.erase(node);
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      this.edits.replace(node.expression.getStart(), node.expression.end, `${this.names.host}.load`);
    } else {
      this.#callee(node.expression, scope);
    }
    for (const argument of node.arguments) this.visit(argument, scope);
  }

  #metaProperty(node: ts.MetaProperty): void {
    if (node.keywordToken !== ts.SyntaxKind.ImportKeyword) return;
    this.edits.replace(node.getStart(), node.end, `${this.names.host}.meta`);
  }

  computedName(name: ts.PropertyName | undefined, scope: Scope): void {
    if (name && ts.isComputedPropertyName(name)) this.visit(name.expression, scope);
  }

  // Blocks and loops

  #block(node: ts.Block, outer: Scope): void {
    const scope = new Scope(outer);
    collectLexical(node.statements, scope, localBind);
    this.statements(node.statements, scope);
  }

  #caseBlock(node: ts.CaseBlock, outer: Scope): void {
    const scope = new Scope(outer);
    for (const clause of node.clauses) collectLexical(clause.statements, scope, localBind);
    for (const clause of node.clauses) {
      if (ts.isCaseClause(clause)) this.visit(clause.expression, scope);
      this.statements(clause.statements, scope);
    }
  }

  #catch(node: ts.CatchClause, outer: Scope): void {
    const scope = new Scope(outer);
    const variable = node.variableDeclaration;
    if (variable) {
      for (const id of boundNames(variable.name)) scope.add(localBind(id.text, 'let', id.getStart()));
      this.types.erase(variable);
      visitBindingName(this, variable.name, scope);
    }
    this.visit(node.block, scope);
  }

  get #tick(): string {
    return `if(--${this.names.ticker}.n<0)${this.names.ticker}.tick();`;
  }

  #loop(node: ts.IterationStatement, outer: Scope): void {
    const scope = new Scope(outer);
    if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node)) {
      const { initializer } = node;
      if (initializer && ts.isVariableDeclarationList(initializer)) {
        if (listKind(initializer) !== 'var') {
          for (const { name } of initializer.declarations) {
            for (const id of boundNames(name)) scope.add(localBind(id.text, listKind(initializer), id.getStart()));
          }
        }
      } else if (initializer && !ts.isForStatement(node)) checkTarget(this, initializer, scope);
    }
    ts.forEachChild(node, (child) => {
      if (child !== node.statement) this.visit(child, scope);
    });
    const body = node.statement;
    if (ts.isBlock(body)) {
      this.edits.close(body.getStart() + 1, this.#tick);
      this.visit(body, scope);
    } else {
      this.edits.open(body.getStart(), `{${this.#tick}`);
      this.visit(body, scope);
      this.edits.close(body.end, '}');
    }
  }

  // Functions and classes

  #function(node: ts.FunctionLikeDeclaration, outer: Scope): void {
    const scope = new Scope(outer);
    if (ts.isFunctionExpression(node) && node.name) scope.add(localBind(node.name.text, 'var', node.name.getStart()));
    if (!ts.isArrowFunction(node)) scope.add(localBind('arguments', 'var', node.pos));
    for (const parameter of node.parameters) {
      for (const id of boundNames(parameter.name)) scope.add(localBind(id.text, 'parameter', id.getStart()));
    }
    const { body } = node;
    if (body && ts.isBlock(body)) {
      collectLexical(body.statements, scope, localBind);
      collectVars(body.statements, scope, localBind);
    }
    if (!ts.isFunctionDeclaration(node)) this.computedName(node.name, outer);
    this.types.erase(node);
    for (const parameter of node.parameters) {
      if (isThisParameter(parameter)) continue;
      this.types.erase(parameter);
      visitBindingName(this, parameter.name, scope);
      if (parameter.initializer) this.visit(parameter.initializer, scope);
    }
    if (!body) return;
    if (!ts.isBlock(body)) {
      const recursive = containsCall(body);
      if (recursive) this.edits.open(body.getStart(), `(--${this.names.ticker}.n<0&&${this.names.ticker}.tick(),`);
      this.visit(body, scope);
      if (recursive) this.edits.close(body.end, ')');
      return;
    }
    if (containsCall(body)) this.edits.close(body.getStart() + 1, this.#tick);
    if (ts.isConstructorDeclaration(node)) this.#parameterProperties(node, body);
    this.statements(body.statements, scope);
  }

  /** `constructor(private x: number)` assigns `this.x`, behind `super(...)` where there is one. */
  #parameterProperties(node: ts.ConstructorDeclaration, body: ts.Block): void {
    let assigned = '';
    for (const parameter of node.parameters) {
      if (isParameterProperty(parameter) && ts.isIdentifier(parameter.name)) {
        assigned += `this.${parameter.name.text}=${parameter.name.text};`;
      }
    }
    if (assigned === '') return;
    const superCall = body.statements.find(
      (statement) =>
        ts.isExpressionStatement(statement) &&
        ts.isCallExpression(statement.expression) &&
        statement.expression.expression.kind === ts.SyntaxKind.SuperKeyword,
    );
    if (superCall) this.edits.open(superCall.end, `;${assigned}`);
    else this.edits.close(body.getStart() + 1, assigned);
  }

  #class(node: ts.ClassLikeDeclaration, outer: Scope): void {
    const target = ts.isClassDeclaration(node) && node.name ? outer.resolve(node.name.text)?.target : undefined;
    if (target !== undefined) {
      const keyword = node.getChildren().find((child) => child.kind === ts.SyntaxKind.ClassKeyword);
      this.edits.open((keyword ?? node).getStart(), `${target}=`);
    }
    // Inside its own body a class is the binding of the class itself, which exists before the assignment.
    const scope = new Scope(outer);
    if (node.name) scope.add(localBind(node.name.text, 'class', node.name.getStart()));
    this.types.erase(node);
    for (const clause of node.heritageClauses ?? []) {
      if (clause.token === ts.SyntaxKind.ExtendsKeyword) for (const type of clause.types) this.visit(type, scope);
    }
    for (const member of node.members) this.#member(member, scope);
    if (target !== undefined) this.edits.close(node.end, ';');
  }

  #member(node: ts.ClassElement, scope: Scope): void {
    if (isErasedMember(node)) {
      this.edits.blank(node.getStart(), node.end);
    } else if (ts.isPropertyDeclaration(node)) {
      this.types.erase(node);
      this.computedName(node.name, scope);
      if (node.initializer) this.visit(node.initializer, scope);
      this.semicolon(node);
    } else if (ts.isClassStaticBlockDeclaration(node)) {
      const inner = new Scope(scope);
      collectLexical(node.body.statements, inner, localBind);
      collectVars(node.body.statements, inner, localBind);
      this.statements(node.body.statements, inner);
    } else if (!ts.isSemicolonClassElement(node)) {
      this.visit(node, scope);
    }
  }
}

function containsCall(node: ts.Node): boolean {
  const visit = (child: ts.Node): boolean | undefined =>
    ts.isCallExpression(child) || ts.isNewExpression(child) || ts.isTaggedTemplateExpression(child)
      ? true
      : ts.forEachChild(child, visit);
  return visit(node) ?? false;
}
