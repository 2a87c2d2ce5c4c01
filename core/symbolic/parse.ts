/** Formulas as people write them: `3*x^2 + exp(-x)`, also with `**`. Powers bind to the right, tighter than a sign. */
import { ArgumentError } from '../errors.ts';
import {
  call,
  type Expression,
  FUNCTIONS,
  type FunctionName,
  neg,
  number,
  type Operator,
  symbol,
} from './expression.ts';

const TOKEN = /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(\*\*|[-+*/^()]))/y;
const LEVELS: readonly (readonly string[])[] = [
  ['+', '-'],
  ['*', '/'],
];
const DEEPEST = 500;

/** The tree of a formula. Throws ArgumentError that shows the place. */
export function parse(text: string): Expression {
  const tokens: { text: string; kind: 'number' | 'name' | 'sign'; at: number }[] = [];
  TOKEN.lastIndex = 0;
  let end = 0;
  for (let m = TOKEN.exec(text); m !== null; m = TOKEN.exec(text)) {
    const kind = m[1] !== undefined ? 'number' : m[2] !== undefined ? 'name' : 'sign';
    tokens.push({ text: (m[1] ?? m[2] ?? m[3]).replace('**', '^'), kind, at: TOKEN.lastIndex });
    end = TOKEN.lastIndex;
  }
  let next = 0;
  let depth = 0;
  const fail = (what: string, at: number): never => {
    throw new ArgumentError(`symbolic.parse: ${what}\n  ${text}\n  ${' '.repeat(Math.max(0, at))}^`, { op: 'parse' });
  };
  if (text.slice(end).trim() !== '')
    fail(`'${text.slice(end).trim()[0]}' is not part of a formula`, end + text.slice(end).search(/\S/));
  const take = (sign: string): boolean => {
    if (tokens[next]?.kind !== 'sign' || tokens[next].text !== sign) return false;
    next++;
    return true;
  };
  const level = (i: number): Expression => {
    if (i === LEVELS.length) return signed();
    let left = level(i + 1);
    for (;;) {
      const sign = LEVELS[i].find(take);
      if (sign === undefined) return left;
      left = { kind: 'binary', op: sign as Operator, left, right: level(i + 1) };
    }
  };
  const signed = (): Expression => {
    if (++depth > DEEPEST) fail('the formula is nested too deeply', tokens[next]?.at ?? text.length);
    const e = take('-') ? neg(signed()) : take('+') ? signed() : power();
    depth--;
    return e;
  };
  const power = (): Expression => {
    const base = atom();
    return take('^') ? { kind: 'binary', op: '^', left: base, right: signed() } : base;
  };
  const atom = (): Expression => {
    const token = tokens[next++];
    if (token === undefined) return fail('the formula ends too early', text.length);
    if (token.kind === 'number') return number(Number(token.text));
    if (token.kind === 'name') {
      if (!take('(')) return token.text === 'pi' ? number(Math.PI) : symbol(token.text);
      if (!FUNCTIONS.includes(token.text as FunctionName))
        fail(`there is no function '${token.text}'; there are ${FUNCTIONS.join(', ')}`, token.at - token.text.length);
      const arg = level(0);
      if (!take(')')) fail("')' is missing", tokens[next]?.at ?? text.length);
      return call(token.text as FunctionName, arg);
    }
    if (token.text !== '(') return fail(`'${token.text}' stands where a value is expected`, token.at - 1);
    const inner = level(0);
    if (!take(')')) fail("')' is missing", tokens[next] ? tokens[next].at - 1 : text.length);
    return inner;
  };
  const result = level(0);
  if (next < tokens.length)
    fail(`'${tokens[next].text}' stands where an operator is expected`, tokens[next].at - tokens[next].text.length);
  return result;
}
