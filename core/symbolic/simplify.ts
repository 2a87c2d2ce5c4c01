/** Local rules, from the leaves up, until nothing changes. What is undefined at single points (x / x at 0) is cancelled. */

import { applyFunction, applyOperator } from './evaluate.ts';
import { add, call, div, type Expression, equal, mul, neg, number, pow, sub } from './expression.ts';

const isNumber = (e: Expression, value?: number): e is Expression & { kind: 'number' } =>
  e.kind === 'number' && (value === undefined || e.value === value);

/** An equivalent, usually smaller expression. */
export function simplify(e: Expression): Expression {
  let before = e;
  for (let round = 0; round < 100; round++) {
    const after = pass(before);
    if (equal(after, before)) return after;
    before = after;
  }
  return before;
}

function pass(e: Expression): Expression {
  if (e.kind === 'number' || e.kind === 'symbol') return e;
  if (e.kind === 'neg') return negated(pass(e.arg));
  if (e.kind === 'call') {
    const arg = pass(e.arg);
    if (isNumber(arg)) {
      // Only exact values are folded: exp(1) stays, exp(0) is 1.
      const value = applyFunction(e.fn, arg.value);
      if (Number.isInteger(value)) return number(value);
    }
    if (e.fn === 'exp' && arg.kind === 'call' && arg.fn === 'log') return arg.arg;
    if (e.fn === 'log' && arg.kind === 'call' && arg.fn === 'exp') return arg.arg;
    return call(e.fn, arg);
  }
  const [a, b] = [pass(e.left), pass(e.right)];
  if (isNumber(a) && isNumber(b)) {
    const value = applyOperator(e.op, a.value, b.value);
    // 1 / 3 stays a fraction; 0 / 0 and the like stay as they are.
    if (Number.isFinite(value) && (e.op !== '/' || Number.isInteger(value))) return number(value);
  }
  switch (e.op) {
    case '+':
      return sum(a, b);
    case '-':
      return difference(a, b);
    case '*':
      return product(a, b);
    case '/':
      return quotient(a, b);
    default:
      return power(a, b);
  }
}

function negated(a: Expression): Expression {
  if (isNumber(a)) return number(-a.value + 0);
  return a.kind === 'neg' ? a.arg : neg(a);
}

/** e as factor * rest. */
function coefficient(e: Expression): { factor: number; rest: Expression } {
  if (e.kind === 'neg') {
    const inner = coefficient(e.arg);
    return { factor: -inner.factor, rest: inner.rest };
  }
  if (e.kind === 'binary' && e.op === '*' && isNumber(e.left)) return { factor: e.left.value, rest: e.right };
  return { factor: 1, rest: e };
}

const scaled = (factor: number, rest: Expression): Expression =>
  factor === 0 ? number(0) : factor === 1 ? rest : factor === -1 ? neg(rest) : mul(factor, rest);

function sum(a: Expression, b: Expression): Expression {
  if (isNumber(a, 0)) return b;
  if (isNumber(b, 0)) return a;
  const [p, q] = [coefficient(a), coefficient(b)];
  if (!isNumber(a) && equal(p.rest, q.rest)) return scaled(p.factor + q.factor, p.rest);
  if (b.kind === 'neg') return sub(a, b.arg);
  if (a.kind === 'neg') return sub(b, a.arg);
  if (isNumber(b) && b.value < 0) return sub(a, -b.value);
  return add(a, b);
}

function difference(a: Expression, b: Expression): Expression {
  if (isNumber(b, 0)) return a;
  if (isNumber(a, 0)) return negated(b);
  const [p, q] = [coefficient(a), coefficient(b)];
  if (!isNumber(a) && equal(p.rest, q.rest)) return scaled(p.factor - q.factor, p.rest);
  if (b.kind === 'neg') return add(a, b.arg);
  return sub(a, b);
}

/** e as base^exponent with a number as exponent. */
function baseOf(e: Expression): { base: Expression; exponent: number } {
  if (e.kind === 'binary' && e.op === '^' && isNumber(e.right)) return { base: e.left, exponent: e.right.value };
  return { base: e, exponent: 1 };
}

function product(a: Expression, b: Expression): Expression {
  if (isNumber(a, 0) || isNumber(b, 0)) return number(0);
  if (isNumber(a, 1)) return b;
  if (isNumber(b, 1)) return a;
  if (a.kind === 'neg') return negated(product(a.arg, b));
  if (b.kind === 'neg') return negated(product(a, b.arg));
  // Numbers to the front, and together.
  if (isNumber(b)) return product(b, a);
  const [p, q] = [coefficient(a), coefficient(b)];
  if (isNumber(a)) return q.factor === 1 ? scaled(a.value, b) : scaled(a.value * q.factor, q.rest);
  if (p.factor !== 1 || q.factor !== 1) return scaled(p.factor * q.factor, product(p.rest, q.rest));
  const [x, y] = [baseOf(a), baseOf(b)];
  if (equal(x.base, y.base)) return power(x.base, number(x.exponent + y.exponent));
  if (b.kind === 'binary' && b.op === '/' && !isNumber(b.left, 1)) return div(product(a, b.left), b.right);
  if (b.kind === 'binary' && b.op === '/') return quotient(a, b.right);
  return mul(a, b);
}

function quotient(a: Expression, b: Expression): Expression {
  if (isNumber(a, 0) && !isNumber(b, 0)) return number(0);
  if (isNumber(b, 1)) return a;
  if (equal(a, b) && !isNumber(b)) return number(1);
  if (a.kind === 'neg') return negated(quotient(a.arg, b));
  if (b.kind === 'neg') return negated(quotient(a, b.arg));
  const [x, y] = [baseOf(a), baseOf(b)];
  if (!isNumber(b) && equal(x.base, y.base)) {
    const exponent = x.exponent - y.exponent;
    return exponent < 0 ? div(1, power(x.base, number(-exponent))) : power(x.base, number(exponent));
  }
  return div(a, b);
}

function power(a: Expression, b: Expression): Expression {
  if (isNumber(b, 0)) return number(1);
  if (isNumber(b, 1)) return a;
  if (isNumber(a, 1)) return number(1);
  if (isNumber(a, 0) && isNumber(b) && b.value > 0) return number(0);
  // (u^m)^n = u^(mn) for whole m, n; not for roots, where it would lose a sign.
  if (isNumber(b) && Number.isInteger(b.value)) {
    const inner = baseOf(a);
    if (inner.exponent !== 1 && Number.isInteger(inner.exponent))
      return power(inner.base, number(inner.exponent * b.value));
  }
  return pow(a, b);
}
