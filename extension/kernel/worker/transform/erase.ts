/** Removes what only the type checker reads. Ranges become spaces, so every position behind them stays. */
import ts from 'typescript';
import type { EditList } from './edits.ts';

const TYPE_MODIFIERS = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.AbstractKeyword,
  ts.SyntaxKind.DeclareKeyword,
  ts.SyntaxKind.OverrideKeyword,
  ts.SyntaxKind.PrivateKeyword,
  ts.SyntaxKind.ProtectedKeyword,
  ts.SyntaxKind.PublicKeyword,
  ts.SyntaxKind.ReadonlyKeyword,
  ts.SyntaxKind.InKeyword,
  ts.SyntaxKind.OutKeyword,
  ts.SyntaxKind.ExportKeyword,
  ts.SyntaxKind.DefaultKeyword,
]);

/** Modifiers that make a constructor's parameter a property. */
const PROPERTY_MODIFIERS = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.PrivateKeyword,
  ts.SyntaxKind.ProtectedKeyword,
  ts.SyntaxKind.PublicKeyword,
  ts.SyntaxKind.ReadonlyKeyword,
  ts.SyntaxKind.OverrideKeyword,
]);

export function isParameterProperty(node: ts.ParameterDeclaration): boolean {
  return ts.getModifiers(node)?.some((modifier) => PROPERTY_MODIFIERS.has(modifier.kind)) ?? false;
}

export function isThisParameter(node: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(node.name) && node.name.text === 'this';
}

/** A class member without a run-time trace: an overload, an abstract or declared member, an index signature. */
export function isErasedMember(node: ts.ClassElement): boolean {
  if (ts.isIndexSignatureDeclaration(node)) return true;
  if (ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node) || ts.isAccessor(node)) return !node.body;
  if (!ts.isPropertyDeclaration(node)) return false;
  const modifiers = ts.getModifiers(node) ?? [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword || kind === ts.SyntaxKind.AbstractKeyword);
}

export class TypeEraser {
  readonly #edits: EditList;
  readonly #source: string;

  constructor(edits: EditList) {
    this.#edits = edits;
    this.#source = edits.source;
  }

  /** Blanks the annotations that belong to this node, not those of its children. */
  erase(node: ts.Node): void {
    this.#modifiers(node);
    if (ts.isFunctionLike(node)) this.#signature(node);
    else if (ts.isClassLike(node)) this.#classHead(node);
    else if (ts.isVariableDeclaration(node)) {
      this.#token(node.exclamationToken);
      this.#annotation(node.type);
    } else if (ts.isParameter(node)) {
      this.#token(node.questionToken);
      this.#annotation(node.type);
    } else if (ts.isPropertyDeclaration(node)) {
      this.#token(node.questionToken);
      this.#token(node.exclamationToken);
      this.#annotation(node.type);
    } else if (
      ts.isCallExpression(node) ||
      ts.isNewExpression(node) ||
      ts.isTaggedTemplateExpression(node) ||
      ts.isExpressionWithTypeArguments(node)
    ) {
      this.#angles(node.typeArguments);
    } else if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node)) {
      this.#edits.blank(node.expression.end, node.end);
    } else if (ts.isTypeAssertionExpression(node)) {
      this.#edits.blank(node.getStart(), node.expression.getStart());
    }
  }

  #modifiers(node: ts.Node): void {
    if (!ts.canHaveModifiers(node)) return;
    for (const modifier of ts.getModifiers(node) ?? []) {
      if (TYPE_MODIFIERS.has(modifier.kind)) this.#edits.blank(modifier.getStart(), modifier.end);
    }
  }

  #signature(node: ts.SignatureDeclaration): void {
    this.#angles(node.typeParameters);
    if (ts.isMethodDeclaration(node)) this.#token(node.questionToken);
    for (const [index, parameter] of node.parameters.entries()) {
      if (!isThisParameter(parameter)) continue;
      const next = node.parameters[index + 1];
      this.#edits.blank(parameter.getStart(), next ? next.getStart() : node.parameters.end);
    }
    if (!node.type) return;
    const colon = node.type.pos - 1;
    const closing = this.#source.lastIndexOf(')', colon);
    if (
      ts.isArrowFunction(node) &&
      /[\r\n]/.test(this.#source.slice(closing, node.equalsGreaterThanToken.getStart()))
    ) {
      // A line break may not stand before `=>`: move the bracket down to it.
      this.#edits.blank(closing, node.type.end);
      this.#edits.close(node.type.end, ')');
    } else {
      this.#edits.blank(colon, node.type.end);
    }
  }

  #classHead(node: ts.ClassLikeDeclaration): void {
    this.#angles(node.typeParameters);
    for (const clause of node.heritageClauses ?? []) {
      if (clause.token === ts.SyntaxKind.ImplementsKeyword) this.#edits.blank(clause.getStart(), clause.end);
    }
  }

  #token(node: ts.Node | undefined): void {
    if (node) this.#edits.blank(node.getStart(), node.end);
  }

  #annotation(type: ts.TypeNode | undefined): void {
    if (type) this.#edits.blank(type.pos - 1, type.end);
  }

  /** `<...>` of type parameters or arguments. */
  #angles(list: ts.NodeArray<ts.Node> | undefined): void {
    if (list) this.#edits.blank(list.pos - 1, this.#source.indexOf('>', list.end) + 1);
  }
}
