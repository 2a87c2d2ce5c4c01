/** Expressions as text and as TeX, with no more brackets than precedence needs. */
import type { Expression } from './expression.ts';

const RANK: Readonly<Record<string, number>> = { '+': 1, '-': 1, neg: 2, '*': 3, '/': 3, '^': 4 };
const rank = (e: Expression): number =>
  e.kind === 'binary' ? RANK[e.op] : e.kind === 'neg' || (e.kind === 'number' && e.value < 0) ? RANK.neg : 5;

/** The formula as `parse` reads it. */
export function toText(e: Expression): string {
  if (e.kind === 'number') return String(e.value);
  if (e.kind === 'symbol') return e.name;
  if (e.kind === 'call') return `${e.fn}(${toText(e.arg)})`;
  const wrap = (part: Expression, least: number): string => (rank(part) < least ? `(${toText(part)})` : toText(part));
  if (e.kind === 'neg') return `-${wrap(e.arg, RANK.neg + 1)}`;
  const own = RANK[e.op];
  const left = wrap(e.left, e.op === '^' ? own + 1 : own);
  // A sign in an exponent needs no brackets; what follows the sign must bind as tightly as the power.
  const signed = e.op === '^' && (e.right.kind === 'neg' ? rank(e.right.arg) >= own : e.right.kind === 'number');
  const right = signed ? toText(e.right) : wrap(e.right, e.op === '-' || e.op === '/' ? own + 1 : own);
  return e.op === '^'
    ? `${left}^${right}`
    : e.op === '*' || e.op === '/'
      ? `${left}${e.op}${right}`
      : `${left} ${e.op} ${right}`;
}

const TEX_FUNCTIONS: Readonly<Record<string, string>> = {
  exp: '\\exp',
  log: '\\ln',
  sin: '\\sin',
  cos: '\\cos',
  tan: '\\tan',
  tanh: '\\tanh',
  sigmoid: '\\sigma',
};

/** The formula in TeX, for KaTeX. */
export function toTeX(e: Expression): string {
  if (e.kind === 'number')
    return String(e.value).replace(/e([+-]?\d+)$/, (_, n: string) => ` \\cdot 10^{${Number(n)}}`);
  if (e.kind === 'symbol') return texName(e.name);
  if (e.kind === 'call') {
    if (e.fn === 'sqrt') return `\\sqrt{${toTeX(e.arg)}}`;
    if (e.fn === 'exp') return `e^{${toTeX(e.arg)}}`;
    return `${TEX_FUNCTIONS[e.fn]}\\left(${toTeX(e.arg)}\\right)`;
  }
  const wrap = (part: Expression, least: number): string =>
    rank(part) < least ? `\\left(${toTeX(part)}\\right)` : toTeX(part);
  if (e.kind === 'neg') return `-${wrap(e.arg, RANK.neg + 1)}`;
  if (e.op === '/') return `\\frac{${toTeX(e.left)}}{${toTeX(e.right)}}`;
  const power = e.op === '^' && e.left.kind === 'call';
  if (e.op === '^')
    return `${power ? `\\left(${toTeX(e.left)}\\right)` : wrap(e.left, RANK['^'] + 1)}^{${toTeX(e.right)}}`;
  const own = RANK[e.op];
  const left = wrap(e.left, own);
  const right = wrap(e.right, e.op === '-' ? own + 1 : own);
  if (e.op !== '*') return `${left} ${e.op} ${right}`;
  // Between a number and a number, or before a digit, juxtaposition would read as one number.
  return /^[\d.]/.test(right) ? `${left} \\cdot ${right}` : `${left} \\, ${right}`;
}

const GREEK = /^(alpha|beta|gamma|delta|epsilon|eta|theta|lambda|mu|rho|sigma|tau|phi|psi|omega)$/;
function texName(name: string): string {
  const [base, ...rest] = name.split('_');
  const shown = GREEK.test(base) ? `\\${base}` : base.length > 1 ? `\\mathrm{${base}}` : base;
  return rest.length ? `${shown}_{${rest.join(' ')}}` : shown;
}
