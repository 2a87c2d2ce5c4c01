/** Variables, enums and namespaces: declarations that become assignments to the object their names live on. */
import ts from 'typescript';
import {
  type Binding,
  type BindingKind,
  boundNames,
  collectLexical,
  collectVars,
  hasModifier,
  listKind,
  localBind,
  Scope,
} from './bindings.ts';
import type { Rewriter } from './rewrite.ts';

export function rewriteVariableStatement(rewriter: Rewriter, node: ts.VariableStatement, scope: Scope): void {
  rewriter.types.erase(node);
  rewriteVariables(rewriter, node.declarationList, scope, true);
  rewriter.semicolon(node);
}

export function rewriteVariables(
  rewriter: Rewriter,
  list: ts.VariableDeclarationList,
  scope: Scope,
  statement: boolean,
): void {
  const first = list.declarations[0];
  const [id] = first ? boundNames(first.name) : [];
  const moved = id !== undefined && scope.resolve(id.text)?.target !== undefined;
  if (moved) {
    // `void` keeps a pattern's bracket from joining the line above.
    const lead = statement && !ts.isIdentifier(first.name) ? 'void ' : '';
    rewriter.edits.replace(list.getStart(), first.getStart(), lead);
  }
  for (const declaration of list.declarations) {
    rewriter.types.erase(declaration);
    if (moved) moveVariable(rewriter, declaration, list, scope);
    else {
      visitBindingName(rewriter, declaration.name, scope);
      if (declaration.initializer) rewriter.visit(declaration.initializer, scope);
    }
  }
}

function moveVariable(
  rewriter: Rewriter,
  node: ts.VariableDeclaration,
  list: ts.VariableDeclarationList,
  scope: Scope,
): void {
  const { edits } = rewriter;
  const { name, initializer } = node;
  const kind = listKind(list);
  if (!ts.isIdentifier(name)) {
    if (initializer) edits.open(name.getStart(), '(');
    assignmentPattern(rewriter, name, scope);
    if (!initializer) return;
    rewriter.visit(initializer, scope);
    edits.close(initializer.end, ')');
  } else if (initializer) {
    declaredName(rewriter, name, scope);
    const [before, after] = initializerWrap(rewriter, name.text, initializer, list);
    edits.open(initializer.getStart(), before);
    rewriter.visit(initializer, scope);
    edits.close(initializer.end, after);
  } else if (ts.isForInStatement(list.parent) || ts.isForOfStatement(list.parent)) {
    declaredName(rewriter, name, scope);
  } else if (kind === 'var') {
    // Its value was set to undefined when the cell began.
    edits.replace(name.getStart(), name.end, 'void 0');
  } else {
    declaredName(rewriter, name, scope);
    edits.close(name.end, '=void 0');
  }
}

function initializerWrap(
  rewriter: Rewriter,
  name: string,
  initializer: ts.Expression,
  list: ts.VariableDeclarationList,
): readonly [string, string] {
  if (listKind(list) === 'using') {
    const isAsync = (list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.AwaitUsing;
    return [`${rewriter.names.host}.using(`, `,${isAsync})`];
  }
  const anonymous =
    ts.isArrowFunction(initializer) ||
    ((ts.isFunctionExpression(initializer) || ts.isClassExpression(initializer)) && !initializer.name);
  // `const f = () => 1` names the function; an assignment to a property would not, a property in a literal does.
  return anonymous && name !== '__proto__' ? [`{${name}:`, `}.${name}`] : ['', ''];
}

/** The name in its own declaration. */
function declaredName(rewriter: Rewriter, id: ts.Identifier, scope: Scope): void {
  const target = scope.resolve(id.text)?.target;
  if (target !== undefined) rewriter.edits.replace(id.getStart(), id.end, target);
}

/** A binding pattern as an assignment pattern. */
function assignmentPattern(rewriter: Rewriter, pattern: ts.BindingPattern, scope: Scope): void {
  for (const element of pattern.elements) {
    if (!ts.isBindingElement(element)) continue;
    const { name, propertyName, dotDotDotToken, initializer } = element;
    rewriter.computedName(propertyName, scope);
    if (!ts.isIdentifier(name)) assignmentPattern(rewriter, name, scope);
    else {
      const shorthand = ts.isObjectBindingPattern(pattern) && !propertyName && !dotDotDotToken;
      if (shorthand) rewriter.edits.open(name.getStart(), `${name.text}:`);
      declaredName(rewriter, name, scope);
    }
    if (initializer) rewriter.visit(initializer, scope);
  }
}

/** A binding name that stays: only its default values and computed keys refer to anything. */
export function visitBindingName(rewriter: Rewriter, name: ts.BindingName, scope: Scope): void {
  if (ts.isIdentifier(name)) return;
  for (const element of name.elements) {
    if (!ts.isBindingElement(element)) continue;
    rewriter.computedName(element.propertyName, scope);
    visitBindingName(rewriter, element.name, scope);
    if (element.initializer) rewriter.visit(element.initializer, scope);
  }
}

/** `enum E { A, B = 2 }` becomes `E = enumeration(merged, (E, add) => { add("A"), add("B", 2) })`. */
export function rewriteEnum(rewriter: Rewriter, node: ts.EnumDeclaration, outer: Scope): void {
  const { edits, names } = rewriter;
  const serial = rewriter.serial++;
  const object = `${names.scope}e${serial}`;
  const add = `${names.host}e${serial}`;
  const { target, merged } = mergeTarget(node.name, outer);
  const scope = new Scope(outer);
  for (const { name } of node.members) {
    if (!ts.isIdentifier(name)) continue;
    scope.add({ ...localBind(name.text, 'const', name.getStart()), target: `${object}.${name.text}` });
  }
  const bodyStart = edits.source.indexOf('{', node.name.end) + 1;
  edits.replace(node.getStart(), bodyStart, `${target}=${names.host}.enumeration(${merged},(${object},${add})=>{`);
  for (const member of node.members) {
    if (!ts.isIdentifier(member.name) && !ts.isStringLiteralLike(member.name)) {
      rewriter.fail(member.name, 'An enum member is named by an identifier or a string.');
    }
    const call = `${add}(${JSON.stringify(member.name.text)}`;
    if (member.initializer) {
      edits.replace(member.getStart(), member.initializer.getStart(), `${call},`);
      rewriter.visit(member.initializer, scope);
    } else {
      edits.replace(member.getStart(), member.name.end, call);
    }
    edits.close(member.end, ')');
  }
  if (node.members.hasTrailingComma) edits.blank(node.members.end - 1, node.members.end);
  edits.replace(node.end - 1, node.end, '});');
}

/** `namespace N { export const a = 1 }` becomes `N = namespace(merged, (N) => { N.a = 1 })`. */
export function rewriteNamespace(rewriter: Rewriter, node: ts.ModuleDeclaration, outer: Scope): void {
  if (!ts.isIdentifier(node.name)) rewriter.fail(node.name, 'A cell cannot augment a module.');
  const { target, merged } = mergeTarget(node.name, outer);
  namespaceBody(rewriter, node, outer, target, merged, node.getStart());
  rewriter.edits.close(node.end, ';');
}

/** Where the object goes, and the one it adds to: an earlier declaration of the same name in the same cell. */
function mergeTarget(name: ts.Identifier, scope: Scope): { target: string; merged: string } {
  const binding = scope.resolve(name.text);
  const repeated = binding !== undefined && binding.at !== name.getStart();
  const existing = repeated ? (binding.target ?? name.text) : 'void 0';
  return { target: binding?.target ?? (repeated ? name.text : `let ${name.text}`), merged: existing };
}

function namespaceBody(
  rewriter: Rewriter,
  node: ts.ModuleDeclaration,
  outer: Scope,
  target: string,
  merged: string,
  start: number,
): void {
  const { edits, names } = rewriter;
  const object = `${names.scope}n${rewriter.serial++}`;
  const scope = new Scope(outer);
  scope.add({ ...localBind(node.name.text, 'namespace', node.name.getStart()), target: object });
  const open = `${target}=${names.host}.namespace(${merged},(${object})=>{`;
  const { body } = node;
  if (body && ts.isModuleDeclaration(body)) {
    edits.replace(start, body.name.getStart(), open);
    namespaceBody(rewriter, body, scope, `${object}.${body.name.text}`, 'void 0', body.name.getStart());
    edits.close(node.end, '})');
    return;
  }
  if (!body || !ts.isModuleBlock(body)) return;
  const inner = new Scope(scope);
  const bindExported = (name: string, kind: BindingKind, at: number): Binding => ({
    ...localBind(name, kind, at),
    target: `${object}.${name}`,
  });
  for (const statement of body.statements) {
    const bind = hasModifier(statement, ts.SyntaxKind.ExportKeyword) ? bindExported : localBind;
    collectLexical([statement], inner, bind);
    collectVars([statement], inner, bind);
  }
  edits.replace(start, body.getStart() + 1, open);
  const hoisted = rewriter.statements(body.statements, inner);
  edits.close(body.getStart() + 1, hoisted);
  edits.replace(node.end - 1, node.end, '})');
}
