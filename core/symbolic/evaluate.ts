/** The value of an expression, on numbers or on tensors. */
import { tensor } from '../api.gen.ts';
import { ArgumentError } from '../errors.ts';
import { Tensor } from '../tensor/tensor.ts';
import type { Expression, FunctionName, Operator } from './expression.ts';

export function applyOperator(op: Operator, a: number, b: number): number {
  if (op === '+') return a + b;
  if (op === '-') return a - b;
  if (op === '*') return a * b;
  return op === '/' ? a / b : a ** b;
}

const NUMERIC: Readonly<Record<FunctionName, (x: number) => number>> = {
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  tanh: Math.tanh,
  sqrt: Math.sqrt,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};
export function applyFunction(fn: FunctionName, x: number): number {
  return NUMERIC[fn](x);
}

function lookup<V>(values: Readonly<Record<string, V>>, name: string): V {
  if (Object.hasOwn(values, name)) return values[name];
  throw new ArgumentError(`symbolic.evaluate: the variable '${name}' has no value`, {
    op: 'evaluate',
    fix: `Pass it: evaluate(expression, { ${name}: 1 }).`,
  });
}

/** The number that an expression has for these values of its variables. */
export function evaluate(e: Expression, values: Readonly<Record<string, number>> = {}): number {
  switch (e.kind) {
    case 'number':
      return e.value;
    case 'symbol':
      return lookup(values, e.name);
    case 'neg':
      return -evaluate(e.arg, values);
    case 'call':
      return applyFunction(e.fn, evaluate(e.arg, values));
    case 'binary':
      return applyOperator(e.op, evaluate(e.left, values), evaluate(e.right, values));
  }
}

/** The same on tensors, element by element; gradients flow to the variables. */
export function evaluateTensor(e: Expression, values: Readonly<Record<string, Tensor>>): Tensor {
  const on = (x: Expression): Tensor | number => {
    switch (x.kind) {
      case 'number':
        return x.value;
      case 'symbol':
        return lookup(values, x.name);
      case 'neg': {
        const arg = on(x.arg);
        return arg instanceof Tensor ? arg.neg() : -arg;
      }
      case 'call': {
        const arg = on(x.arg);
        return arg instanceof Tensor ? arg[x.fn]() : applyFunction(x.fn, arg);
      }
      case 'binary':
        return operate(x.op, on(x.left), on(x.right));
    }
  };
  const result = on(e);
  return result instanceof Tensor ? result : tensor(result, { dtype: 'float64' });
}

function operate(op: Operator, a: Tensor | number, b: Tensor | number): Tensor | number {
  if (typeof a === 'number') {
    if (typeof b === 'number') return applyOperator(op, a, b);
    if (op === '+') return b.add(a);
    if (op === '-') return b.neg().add(a);
    if (op === '*') return b.mul(a);
    const first = tensor(a, { dtype: b.dtype });
    return op === '/' ? first.div(b) : first.pow(b);
  }
  if (op === '+') return a.add(b);
  if (op === '-') return a.sub(b);
  if (op === '*') return a.mul(b);
  return op === '/' ? a.div(b) : a.pow(b);
}
