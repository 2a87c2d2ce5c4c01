/** From a place in a stack trace to the call, its operands as the user named them, the argument at fault, and fixes. */
import ts from 'typescript';
import type { TextChange } from '../protocol.ts';
import type { NamedShape } from './message.ts';
import type { ShapeFix } from './protocol.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface LocatedCall extends Span {
  /** What stands for each operand: receiver of a method first, then the arguments. */
  readonly operands: readonly ts.Expression[];
  /** The receiver is an operand (`x.matmul(y)`), not a module or namespace. */
  readonly method: boolean;
  readonly callee: ts.Expression;
}

/** The innermost call or `new` whose name stands at `offset`, or that contains it. */
export function callAt(file: ts.SourceFile, offset: number): LocatedCall | null {
  let best: ts.CallExpression | ts.NewExpression | undefined;
  let exact = false;
  const visit = (node: ts.Node): void => {
    if (offset < node.getStart(file) || offset > node.end) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const here = anchor(node, file) === offset;
      if (here || !exact) best = node;
      exact ||= here;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (!best) return null;
  const callee = best.expression;
  const receiver = ts.isPropertyAccessExpression(callee) && ts.isCallExpression(best) ? callee.expression : undefined;
  const operands = [...(best.arguments ?? [])];
  return {
    start: best.getStart(file),
    end: best.end,
    callee,
    method: receiver !== undefined,
    operands: receiver ? [receiver, ...operands] : operands,
  };
}

/** Where V8 places a call in a stack trace. */
function anchor(node: ts.CallExpression | ts.NewExpression, file: ts.SourceFile): number {
  if (ts.isNewExpression(node)) return node.getStart(file);
  return ts.isPropertyAccessExpression(node.expression)
    ? node.expression.name.getStart(file)
    : node.expression.getStart(file);
}

/** What an error says about one operand. */
export interface OperandFact {
  readonly name: string;
  readonly shape: readonly number[];
  readonly axes: readonly number[];
}

export interface Blame extends Span {
  readonly operands: readonly NamedShape[];
  readonly fixes: readonly ShapeFix[];
}

/**
 * `tensors` counts how many of the call's operands the failed operation took itself: a method or function of a tensor
 * takes them in order; a module (`fc1(x)`) takes its input, and names its own parameters.
 */
export function blame(
  file: ts.SourceFile,
  call: LocatedCall,
  facts: readonly OperandFact[],
  isNamespace: (text: string) => boolean,
): Blame {
  const given = givenOperands(call, file, isNamespace);
  const isModule = facts.some(({ name }) => name === 'weight') && given.length < facts.length;
  const operands = facts.map((fact, index) => {
    const expression = given[index];
    if (expression) return { ...fact, name: shortText(expression, file) ?? fact.name };
    const owner = isModule ? shortText(call.callee, file) : null;
    return { ...fact, name: owner ? `${owner}.${fact.name}` : fact.name };
  });
  // Both operands of a clash are marked as guilty. The first is what the user has, the last what he put to it.
  const guilty = facts
    .map((fact, index) => ({ fact, expression: given[index] }))
    .filter(({ expression }) => expression !== undefined);
  const argument = guilty.findLast(({ fact }) => fact.axes.length > 0) ?? guilty.at(-1);
  // `x.reshape(5, 2)`: the receiver is the only operand, and what was asked of it is at fault.
  const asked =
    argument === undefined ||
    (argument.fact.axes.length === 0 && call.method && argument.expression === call.operands[0]);
  const spans =
    asked && call.operands.length > 1
      ? call.operands.slice(call.method ? 1 : 0)
      : [argument?.expression ?? call.operands.at(-1)];
  return {
    start: spans[0]?.getStart(file) ?? call.start,
    end: spans.at(-1)?.end ?? call.end,
    operands,
    fixes: fixesFor(facts, given, file),
  };
}

function givenOperands(
  call: LocatedCall,
  file: ts.SourceFile,
  isNamespace: (text: string) => boolean,
): ts.Expression[] {
  const drop = call.method && isNamespace(call.operands[0].getText(file)) ? 1 : 0;
  return call.operands
    .slice(drop)
    .flatMap((operand) => (ts.isArrayLiteralExpression(operand) ? [...operand.elements] : [operand]));
}

function shortText(node: ts.Expression, file: ts.SourceFile): string | null {
  const text = node.getText(file);
  return text.length <= 24 && !text.includes('\n') ? text : null;
}

/** Fixes that the shapes themselves show to be right. */
function fixesFor(facts: readonly OperandFact[], given: readonly ts.Expression[], file: ts.SourceFile): ShapeFix[] {
  const [input, other] = facts;
  if (!input || !other || !given[0]) return [];
  const fixes: ShapeFix[] = [];
  const wanted = other.axes.length === 1 ? other.shape[other.axes[0]] : undefined;
  const rest = input.shape.slice(1).reduce((n, d) => n * d, 1);
  if (input.shape.length > 2 && wanted === rest) {
    fixes.push({
      title: `Insert .flatten(1) → [${input.shape[0]}, ${rest}]`,
      edits: [append(given[0], '.flatten(1)', file)].flat(),
    });
  }
  const [n, m] = [input.shape.at(-1), other.shape.at(-2)];
  if (given[1] && input.shape.length >= 2 && other.shape.length === 2 && n !== m && n === other.shape[1]) {
    const result = [...input.shape.slice(0, -1), other.shape[0]];
    fixes.push({
      title: `Transpose ${shortText(given[1], file) ?? 'the argument'} → [${result.join(', ')}]`,
      edits: append(given[1], '.transpose(0, 1)', file),
    });
  }
  return fixes;
}

/** Puts a method call behind an expression, with brackets where it needs them. */
function append(node: ts.Expression, call: string, file: ts.SourceFile): TextChange[] {
  const end = { start: node.end, end: node.end };
  if (ts.isLeftHandSideExpression(node) && !ts.isNumericLiteral(node)) return [{ ...end, text: call }];
  const start = node.getStart(file);
  return [
    { start, end: start, text: '(' },
    { ...end, text: `)${call}` },
  ];
}
