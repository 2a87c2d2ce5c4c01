/** Refuses assignments to what may not be assigned, as TypeScript does: constants, imports, classes, functions, ... */
import ts from 'typescript';
import { READ_ONLY, type Scope } from './bindings.ts';
import type { Rewriter } from './rewrite.ts';

/** Checks a node that may be an assignment. */
export function checkAssignment(rewriter: Rewriter, node: ts.Node, scope: Scope): void {
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken.kind;
    if (operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment) {
      checkTarget(rewriter, node.left, scope);
    }
  } else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken) {
      checkTarget(rewriter, node.operand, scope);
    }
  }
}

/** Checks what stands on the left of an assignment, in patterns too. */
export function checkTarget(rewriter: Rewriter, node: ts.Node, scope: Scope): void {
  if (ts.isIdentifier(node)) {
    const own = scope.resolve(node.text);
    if (!own) rewriter.writes.add(node.text);
    const { kind } = own ?? rewriter.context.resolveFree(node.text);
    const reason = kind && READ_ONLY[kind];
    if (reason) rewriter.fail(node, `Cannot assign to '${node.text}' because ${reason}.`);
  } else if (
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isSpreadAssignment(node)
  ) {
    checkTarget(rewriter, node.expression, scope);
  } else if (ts.isArrayLiteralExpression(node)) {
    for (const element of node.elements) checkTarget(rewriter, element, scope);
  } else if (ts.isObjectLiteralExpression(node)) {
    for (const property of node.properties) {
      if (ts.isShorthandPropertyAssignment(property)) checkTarget(rewriter, property.name, scope);
      else if (ts.isPropertyAssignment(property)) checkTarget(rewriter, property.initializer, scope);
      else checkTarget(rewriter, property, scope);
    }
  } else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    checkTarget(rewriter, node.left, scope);
  }
}
