/**
 * Decorators and `accessor` fields, which no engine runs yet: TypeScript's own transform turns each class that has them
 * into an expression without them, in the class's place and on its lines; everything around it stays as it is.
 */
import { SourceMap } from 'node:module';
import ts from 'typescript';
import { EditList, lastAtMost, lineStarts, type Position } from './edits.ts';
import { failure, parseModule } from './parse.ts';

export interface Lowered {
  /** As many lines as the source. */
  readonly code: string;
  /** Names of the classes that are variables now. */
  readonly classes: ReadonlySet<string>;
  translate(position: Position): Position;
}

/** One class in its new form. */
interface Replaced {
  /** Of the class in the source. */
  readonly start: number;
  readonly text: string;
  /** Offset in the source of an offset in `text`. */
  source(offset: number): number;
}

/** Null for a text that has neither. */
export function lowerDecorators(source: string): Lowered | null {
  if (!/@|\baccessor\b/.test(source)) return null;
  const file = parseModule(source);
  const found: ts.ClassLikeDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node) && needsLowering(node, file)) found.push(node);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  if (found.length === 0) return null;
  const edits = new EditList(source);
  const classes = new Set<string>();
  const replaced = found.map((node) => {
    if (ts.isClassDeclaration(node) && node.name) classes.add(node.name.text);
    const one = replace(node, file);
    edits.replace(one.start, node.end, one.text);
    return one;
  });
  const edited = edits.apply();
  const lines = lineStarts(edited.code);
  const sourceLines = lineStarts(source);
  // Each class stands in the result where the classes before it have moved it.
  let moved = 0;
  const places = replaced.map(({ start, text, source: back }, i) => {
    const at = start + moved;
    const breaks = edited.code.slice(at + text.length).match(/^[\r\n\u2028\u2029]*/)?.[0].length ?? 0;
    const original = found[i].end - start;
    const next = source.slice(found[i].end).match(/^[\r\n\u2028\u2029]*/)?.[0].length ?? 0;
    moved += text.length + breaks - next - original;
    return { start: at, end: at + text.length, back };
  });
  return {
    code: edited.code,
    classes,
    translate(position) {
      const offset = (lines[position.line] ?? edited.code.length) + position.col;
      const inside = places.find(({ start, end }) => offset >= start && offset < end);
      if (!inside) return edited.translate(position);
      const at = inside.back(offset - inside.start);
      const line = lastAtMost(sourceLines.length, (i) => sourceLines[i], at);
      return { line, col: at - sourceLines[line] };
    },
  };
}

function needsLowering(node: ts.ClassLikeDeclaration, file: ts.SourceFile): boolean {
  const decorated = (part: ts.Node): boolean =>
    ts.canHaveModifiers(part) || ts.canHaveDecorators(part)
      ? (part as { modifiers?: readonly ts.ModifierLike[] }).modifiers?.some(
          ({ kind }) => kind === ts.SyntaxKind.Decorator || kind === ts.SyntaxKind.AccessorKeyword,
        ) === true
      : false;
  for (const member of node.members) {
    for (const parameter of ts.isFunctionLike(member) ? member.parameters : []) {
      if (!decorated(parameter)) continue;
      const message = 'Decorators of parameters are not part of JavaScript. Decorate the method or the class instead.';
      throw failure(file, parameter.getStart(), parameter.getWidth(), message);
    }
  }
  return decorated(node) || node.members.some(decorated);
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  sourceMap: true,
  removeComments: true,
  alwaysStrict: false,
  experimentalDecorators: false,
  useDefineForClassFields: true,
};

function replace(node: ts.ClassLikeDeclaration, file: ts.SourceFile): Replaced {
  const start = node.getStart();
  const { head, tail, text } = asExpression(node, file, start);
  const { outputText, sourceMapText } = ts.transpileModule(`(${text})`, { compilerOptions: OPTIONS });
  const output = parseModule(outputText);
  const last = output.statements.findLast(ts.isExpressionStatement);
  if (!last) throw failure(file, start, 1, 'This class could not be rewritten without its decorators.');
  const from = last.expression.getStart(output);
  const before = `${head}(()=>{${outputText.slice(0, from)}return `;
  const code = onOneLine(before + outputText.slice(from, last.expression.end), before, output, from);
  const map = new SourceMap(JSON.parse(sourceMapText ?? '{}'));
  const outputLines = lineStarts(outputText);
  const textLines = lineStarts(`(${text})`);
  return {
    start,
    text: `${code}})()${tail}`,
    source(offset) {
      const at = offset - before.length + from;
      if (at < from || at > last.expression.end) return start;
      const line = lastAtMost(outputLines.length, (i) => outputLines[i], at);
      const entry = map.findEntry(line, at - outputLines[line]);
      if (!('originalLine' in entry)) return start;
      const original = textLines[entry.originalLine] + entry.originalColumn - 1;
      return start + Math.max(0, Math.min(original, text.length));
    },
  };
}

/** The class as an expression, as long as its text, and what makes a declaration of it again. */
function asExpression(node: ts.ClassLikeDeclaration, file: ts.SourceFile, start: number) {
  let text = file.text.slice(start, node.end);
  const kinds = new Set<ts.SyntaxKind>();
  for (const modifier of node.modifiers ?? []) {
    if (modifier.kind === ts.SyntaxKind.Decorator) continue;
    kinds.add(modifier.kind);
    const at = modifier.getStart() - start;
    const width = modifier.getWidth();
    text = text.slice(0, at) + ' '.repeat(width) + text.slice(at + width);
  }
  if (!ts.isClassDeclaration(node)) return { head: '(', tail: ')', text };
  const exported = kinds.has(ts.SyntaxKind.ExportKeyword);
  const isDefault = kinds.has(ts.SyntaxKind.DefaultKeyword);
  if (!node.name) return { head: 'export default ', tail: ';', text };
  const { text: name } = node.name;
  return {
    head: `${exported && !isDefault ? 'export ' : ''}let ${name}=`,
    tail: `;${isDefault ? `export default ${name};` : ''}`,
    text,
  };
}

/** Line breaks become spaces, except inside template literals, where they count. */
function onOneLine(code: string, before: string, output: ts.SourceFile, from: number): string {
  const kept: [number, number][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)) {
      kept.push([node.getStart(output) - from + before.length, node.end - from + before.length]);
    }
    ts.forEachChild(node, visit);
  };
  visit(output);
  return code.replace(/[\r\n\u2028\u2029]/g, (char, at: number) =>
    kept.some(([start, end]) => at >= start && at < end) ? char : ' ',
  );
}
