/** The value of a local rule for given numbers: arithmetic on the small part of TeX that op records use. */
import { type TexSymbol, tokenize } from './tex.ts';

class NotArithmetic extends Error {}

type Lookup = (symbol: TexSymbol) => number | undefined;

const FUNCTIONS: Record<string, (x: number) => number> = {
  '\\ln': Math.log,
  '\\log': Math.log,
  '\\exp': Math.exp,
  '\\tanh': Math.tanh,
  '\\sin': Math.sin,
  '\\cos': Math.cos,
};
const OPEN: Record<string, string> = { '(': ')', '{': '}', '[': ']' };

/** Recursive descent; products may be written side by side. */
class Reader {
  private readonly tokens: readonly { text: string; value: number | undefined }[];
  private at = 0;

  constructor(rule: string, lookup: Lookup) {
    this.tokens = tokenize(rule)
      .filter((t) => !/^(\s+|\\[,;!]|\\left|\\right|\\big[lr]?|\\textstyle)$/.test(t.text))
      .map((t) => {
        if (t.kind === 'text') return { text: t.text, value: undefined };
        const value = lookup(t.symbol);
        return { text: t.text, value: value ?? (t.text === 'e' ? Math.E : undefined) };
      });
  }

  private peek(): string {
    return this.at < this.tokens.length ? this.tokens[this.at].text : '';
  }

  private expect(text: string): void {
    if (this.peek() !== text) throw new NotArithmetic(text);
    this.at++;
  }

  sum(end: string): number {
    let total = 0;
    let sign = 1;
    if (this.peek() === '-' || this.peek() === '+') sign = this.tokens[this.at++].text === '-' ? -1 : 1;
    for (;;) {
      total += sign * this.product();
      const next = this.peek();
      if (next !== '+' && next !== '-') break;
      sign = next === '-' ? -1 : 1;
      this.at++;
    }
    if (this.peek() !== end && !(end === ']' && /^[<>]$/.test(this.peek()))) throw new NotArithmetic(this.peek());
    return total;
  }

  private product(): number {
    let value = this.power();
    for (;;) {
      const next = this.peek();
      if (next === '\\cdot' || next === '\\times' || next === '\\odot') {
        this.at++;
        value *= this.power();
      } else if (next === '/') {
        this.at++;
        value /= this.power();
      } else if (next === '' || /^([)\]}+\-<>,=])$/.test(next)) {
        return value;
      } else {
        value *= this.power();
      }
    }
  }

  private power(): number {
    const base = this.atom();
    if (this.peek() !== '^') return base;
    this.at++;
    return base ** this.argument();
  }

  /** A braced group, or one token. */
  private argument(): number {
    if (this.peek() === '{') return this.group('{');
    return this.atom(true);
  }

  private group(open: string): number {
    this.expect(open);
    const value = this.sum(OPEN[open]);
    if (open === '[' && /^[<>]$/.test(this.peek())) {
      const less = this.tokens[this.at++].text === '<';
      const right = this.sum(']');
      this.expect(']');
      return (less ? value < right : value > right) ? 1 : 0;
    }
    this.expect(OPEN[open]);
    return value;
  }

  private atom(single = false): number {
    const token = this.tokens[this.at];
    if (token === undefined) throw new NotArithmetic('end');
    if (token.value !== undefined) {
      this.at++;
      return token.value;
    }
    if (/^[0-9]$/.test(token.text)) {
      let digits = '';
      do digits += this.tokens[this.at++].text;
      while (!single && /^[0-9.]$/.test(this.peek()));
      return Number(digits);
    }
    if (token.text in OPEN) return this.group(token.text);
    this.at++;
    if (/^\\[td]?frac$/.test(token.text)) {
      const top = this.argument();
      return top / this.argument();
    }
    if (token.text === '\\sqrt') return Math.sqrt(this.argument());
    const f = FUNCTIONS[token.text];
    if (f === undefined) throw new NotArithmetic(token.text);
    return f(this.power());
  }
}

/** The value of `rule` with its symbols looked up; undefined if the rule is more than arithmetic on known symbols. */
export function texValue(rule: string, lookup: Lookup): number | undefined {
  try {
    return new Reader(rule, lookup).sum('');
  } catch (error) {
    if (error instanceof NotArithmetic) return undefined;
    throw error;
  }
}
