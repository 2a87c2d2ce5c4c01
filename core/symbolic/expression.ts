/** Scalar expressions as trees: numbers, variables, operators and functions of one argument. */
import { ArgumentError } from '../errors.ts';

export type Operator = '+' | '-' | '*' | '/' | '^';
export type FunctionName = 'exp' | 'log' | 'sin' | 'cos' | 'tan' | 'tanh' | 'sqrt' | 'sigmoid';
export const FUNCTIONS: readonly FunctionName[] = ['exp', 'log', 'sin', 'cos', 'tan', 'tanh', 'sqrt', 'sigmoid'];

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'neg'; readonly arg: Expression }
  | { readonly kind: 'binary'; readonly op: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly fn: FunctionName; readonly arg: Expression };

/** An expression, or a number or variable name that stands for one. */
export type Operand = Expression | number | string;

export function number(value: number): Expression {
  return { kind: 'number', value };
}
export function symbol(name: string): Expression {
  if (!/^[A-Za-z_]\w*$/.test(name))
    throw new ArgumentError(`symbol: '${name}' is not a name`, {
      op: 'symbol',
      fix: 'A name starts with a letter; write formulas with symbolic.parse.',
    });
  return { kind: 'symbol', name };
}
const of = (x: Operand): Expression => (typeof x === 'number' ? number(x) : typeof x === 'string' ? symbol(x) : x);
const binary =
  (op: Operator) =>
  (left: Operand, right: Operand): Expression => ({ kind: 'binary', op, left: of(left), right: of(right) });

export const add = binary('+');
export const sub = binary('-');
export const mul = binary('*');
export const div = binary('/');
export const pow = binary('^');
export function neg(arg: Operand): Expression {
  return { kind: 'neg', arg: of(arg) };
}
export function call(fn: FunctionName, arg: Operand): Expression {
  return { kind: 'call', fn, arg: of(arg) };
}

/** The parts of an expression, left to right. */
export function children(e: Expression): readonly Expression[] {
  if (e.kind === 'binary') return [e.left, e.right];
  return e.kind === 'neg' || e.kind === 'call' ? [e.arg] : [];
}

/** Nodes of the tree: its size, which swells as derivatives are taken. */
export function countNodes(e: Expression): number {
  let n = 0;
  const stack: Expression[] = [e];
  while (stack.length > 0) {
    n++;
    stack.push(...children(stack.pop() as Expression));
  }
  return n;
}

/** Names of the variables, in alphabetical order. */
export function symbolsOf(e: Expression): string[] {
  const found = new Set<string>();
  const stack: Expression[] = [e];
  while (stack.length > 0) {
    const top = stack.pop() as Expression;
    if (top.kind === 'symbol') found.add(top.name);
    stack.push(...children(top));
  }
  return [...found].sort();
}

export function equal(a: Expression, b: Expression): boolean {
  if (a.kind === 'number') return b.kind === 'number' && a.value === b.value;
  if (a.kind === 'symbol') return b.kind === 'symbol' && a.name === b.name;
  if (a.kind === 'neg') return b.kind === 'neg' && equal(a.arg, b.arg);
  if (a.kind === 'call') return b.kind === 'call' && a.fn === b.fn && equal(a.arg, b.arg);
  return b.kind === 'binary' && a.op === b.op && equal(a.left, b.left) && equal(a.right, b.right);
}
