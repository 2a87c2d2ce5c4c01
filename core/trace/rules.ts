/**
 * Local rules for people: an operation's formula with this node's names, and with its numbers. A rule with numbers is
 * checked against what the engine computed; where it does not evaluate to that, the general chain rule is shown instead.
 */

import type { Node } from '../autograd/node.ts';
import type { Formula, OpRecord } from '../ops/define.ts';
import { inputNames } from './graph.ts';
import { substitute, substituteNumbers, type TexSymbol, texBar, texNumber } from './tex.ts';
import { texValue } from './tex-value.ts';

/** A value that a rule can name: its TeX, and its number where it is one number. */
export interface Operand {
  readonly tex: string;
  readonly value: number | undefined;
}

export interface RuleScope {
  readonly output: Operand;
  /** Gradient arriving, where it is one number. */
  readonly arriving: number | undefined;
  /** By input of the operation; null where a rule cannot name it. */
  readonly inputs: readonly (Operand | null)[];
  /** What `n` stands for: elements of the input for each of the result. */
  readonly n: number;
}

export interface Rule {
  readonly rule: string;
  readonly numbers: string;
}

export function formulaOf(node: Node | null): Formula | undefined {
  return (node?.op as unknown as OpRecord | null)?.formula;
}

/** Operands by the letters that records use: x, or a and b, for inputs in order; y for the result. */
function operandOf(symbol: TexSymbol, scope: RuleScope): Operand | undefined {
  switch (symbol.letter.toLowerCase()) {
    case 'y':
      return scope.output;
    case 'x':
    case 'a':
      return scope.inputs[0] ?? undefined;
    case 'b':
      return scope.inputs[1] ?? undefined;
    case 'w':
      return scope.inputs[symbol.bar ? -1 : 1] ?? undefined;
    default:
      return undefined;
  }
}

/** `h_{0}` with subscript `i` gives `h_{0,i}`. */
function withSub(tex: string, sub: string): string {
  if (sub === '') return tex;
  const inner = sub.replace(/^\{|\}$/g, '');
  return tex.endsWith('}') && tex.includes('_{') ? `${tex.slice(0, -1)},${inner}}` : `${tex}_{${inner}}`;
}

/** A formula over one element: the mean and the sum of one number are that number, and indices say nothing. */
export function ofOne(formula: string): string {
  return formula
    .replace(/\\t?frac\{1\}\{n\}\s*(\\,)?\s*/g, '')
    .replace(/\\t?frac\{(\d+)\}\{n\}/g, '$1')
    .replace(/(\\textstyle\s*)?\\sum_i\s*/g, '')
    .replace(/_i(?![a-z])/g, '');
}

/** A formula with the scope's names. */
export function withNames(formula: string, scope: RuleScope): string {
  return substitute(formula, (symbol) => {
    const operand = operandOf(symbol, scope);
    if (operand === undefined) return undefined;
    const tex = withSub(operand.tex, symbol.sub);
    return symbol.bar ? texBar(tex) : tex;
  });
}

function numberOf(symbol: TexSymbol, scope: RuleScope): number | undefined {
  if (symbol.letter === 'n' && !symbol.bar) return scope.n;
  if (symbol.bar) return symbol.letter.toLowerCase() === 'y' ? scope.arriving : undefined;
  return operandOf(symbol, scope)?.value;
}

/** Equal to the accuracy of float32 arithmetic on a handful of operations. */
export function agrees(a: number, b: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= 1e-5 * Math.max(Math.abs(a), Math.abs(b)) + 1e-12;
}

/** The record's rule for input `arg`, in names, or undefined when it has none. */
export function namedRule(node: Node, arg: number, scope: RuleScope): string | undefined {
  const rule = formulaOf(node)?.vjp?.[inputNames(node)[arg]];
  return rule === undefined ? undefined : withNames(rule, scope);
}

/**
 * The record's rule for input `arg` with numbers, if it is arithmetic on one number each and gives `added`;
 * undefined otherwise.
 */
export function recordRule(node: Node, arg: number, scope: RuleScope, added: number): Rule | undefined {
  const rule = formulaOf(node)?.vjp?.[inputNames(node)[arg]];
  if (rule === undefined) return undefined;
  const lookup = (symbol: TexSymbol): number | undefined => numberOf(symbol, scope);
  const value = texValue(rule, lookup);
  if (value === undefined || !agrees(value, added)) return undefined;
  const shown = scope.n === 1 ? ofOne(rule) : rule;
  return { rule: withNames(shown, scope), numbers: substituteNumbers(shown, lookup) };
}

/** One product: what arrives times the other factor. */
export function productRule(scope: RuleScope, factor: Operand, added: number): Rule | undefined {
  if (scope.arriving === undefined || factor.value === undefined) return undefined;
  if (!agrees(scope.arriving * factor.value, added)) return undefined;
  return {
    rule: `${texBar(scope.output.tex)}\\,${factor.tex}`,
    numbers: `${texNumber(scope.arriving)} \\cdot ${texNumber(factor.value)}`,
  };
}

/** The chain rule with the derivative as a number: true of every operation. */
export function chainRule(scope: RuleScope, input: Operand, derivative: number): Rule {
  const numbers = scope.arriving === undefined ? '' : `${texNumber(scope.arriving)} \\cdot ${texNumber(derivative)}`;
  return {
    rule: `${texBar(scope.output.tex)}\\,\\tfrac{\\partial ${scope.output.tex}}{\\partial ${input.tex}}`,
    numbers,
  };
}
