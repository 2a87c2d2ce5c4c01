/** `symbolic`: scalar formulas as trees, their derivatives by rule, and how these grow. */
export { diff, diffRaw, expressionSwell, type Swell } from './diff.ts';
export { evaluate, evaluateTensor } from './evaluate.ts';
export {
  add,
  call,
  children,
  countNodes,
  div,
  type Expression,
  equal,
  mul,
  neg,
  number,
  pow,
  sub,
  symbol,
  symbolsOf,
} from './expression.ts';
export { parse } from './parse.ts';
export { toTeX, toText } from './print.ts';
export { simplify } from './simplify.ts';
