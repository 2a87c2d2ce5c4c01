/** Derivatives by rule: sum, product, quotient, power and chain rule, applied as they stand. */
import {
  add,
  call,
  countNodes,
  div,
  type Expression,
  type FunctionName,
  mul,
  neg,
  number,
  pow,
  sub,
  symbolsOf,
} from './expression.ts';
import { simplify } from './simplify.ts';

/** f'(u) of each function. */
const DERIVATIVES: Readonly<Record<FunctionName, (u: Expression) => Expression>> = {
  exp: (u) => call('exp', u),
  log: (u) => div(1, u),
  sin: (u) => call('cos', u),
  cos: (u) => neg(call('sin', u)),
  tan: (u) => add(1, pow(call('tan', u), 2)),
  tanh: (u) => sub(1, pow(call('tanh', u), 2)),
  sqrt: (u) => div(1, mul(2, call('sqrt', u))),
  sigmoid: (u) => mul(call('sigmoid', u), sub(1, call('sigmoid', u))),
};

/** d e / d variable, not simplified: the rules as a person would first write them down. */
export function diffRaw(e: Expression, variable: string): Expression {
  switch (e.kind) {
    case 'number':
      return number(0);
    case 'symbol':
      return number(e.name === variable ? 1 : 0);
    case 'neg':
      return neg(diffRaw(e.arg, variable));
    case 'call':
      return mul(DERIVATIVES[e.fn](e.arg), diffRaw(e.arg, variable));
    case 'binary':
      return diffBinary(e.op, e.left, e.right, variable);
  }
}

function diffBinary(op: string, u: Expression, v: Expression, x: string): Expression {
  const [du, dv] = [diffRaw(u, x), diffRaw(v, x)];
  if (op === '+') return add(du, dv);
  if (op === '-') return sub(du, dv);
  if (op === '*') return add(mul(du, v), mul(u, dv));
  if (op === '/') return div(sub(mul(du, v), mul(u, dv)), pow(v, 2));
  // u^v: the power rule where v does not contain x, else e^(v log u).
  if (!symbolsOf(v).includes(x)) return mul(mul(v, pow(u, sub(v, 1))), du);
  return mul(pow(u, v), add(mul(dv, call('log', u)), div(mul(v, du), u)));
}

/** The derivative, simplified. `order`: how often (default 1). */
export function diff(e: Expression, variable: string, order = 1): Expression {
  let out = simplify(e);
  for (let i = 0; i < order; i++) out = simplify(diffRaw(out, variable));
  return out;
}

/** One order of derivative: nodes of the tree as the rules give it, and simplified after every step. */
export interface Swell {
  readonly order: number;
  readonly raw: number;
  readonly simplified: number;
}

/** How expressions grow under repeated differentiation. */
export function expressionSwell(e: Expression, variable: string, orders = 4): Swell[] {
  const out: Swell[] = [];
  let [raw, short] = [e, simplify(e)];
  for (let order = 0; order <= orders; order++) {
    if (order > 0) [raw, short] = [diffRaw(raw, variable), simplify(diffRaw(short, variable))];
    out.push({ order, raw: countNodes(raw), simplified: countNodes(short) });
  }
  return out;
}
