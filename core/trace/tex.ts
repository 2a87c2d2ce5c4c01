/**
 * The small part of TeX that operation records use for their local rules: names of values, substitution of symbols, and
 * evaluation with numbers. Evaluation is what keeps an explanation honest: a rule whose value differs from what the
 * engine computed is never shown.
 */

/** `h[0]` as `h_{0}`, `W1[0,1]` as `W_{1,01}`, `loss` as `\mathrm{loss}`. */
export function texName(name: string, index: readonly number[] = []): string {
  const match = /^([A-Za-z])_?(\d*)$/.exec(name);
  const base = match
    ? match[1]
    : (greek(name) ??
      `\\mathrm{${name
        .replace(/[^A-Za-z0-9.]/g, ' ')
        .trim()
        .replace(/\s+/g, '\\ ')}}`);
  const own = match?.[2] ?? '';
  const at = index.length > 1 && index.some((i) => i > 9) ? index.join(',') : index.join('');
  const sub = [own, at].filter((part) => part !== '').join(',');
  return sub === '' ? base : `${base}_{${sub}}`;
}

const GREEK = new Set([
  'alpha',
  'beta',
  'gamma',
  'delta',
  'epsilon',
  'eta',
  'theta',
  'lambda',
  'mu',
  'sigma',
  'phi',
  'omega',
]);
function greek(name: string): string | null {
  return GREEK.has(name) ? `\\${name}` : null;
}

/** The adjoint of a value: a bar over its letter, subscripts outside. */
export function texBar(tex: string): string {
  const match = /^(\\mathrm\{[^}]*\}|\\[a-z]+|[A-Za-z])(.*)$/.exec(tex);
  if (!match) return `\\overline{${tex}}`;
  const wide = match[1].startsWith('\\mathrm') || /^[A-Z]$/.test(match[1]);
  return `${wide ? '\\overline' : '\\bar'}{${match[1]}}${match[2]}`;
}

/** A number inside a formula: at most `digits` decimals, negative ones in parentheses. */
export function texNumber(value: number, digits = 6): string {
  if (Number.isNaN(value)) return '\\mathrm{NaN}';
  if (!Number.isFinite(value)) return value > 0 ? '\\infty' : '(-\\infty)';
  const size = Math.abs(value);
  let text: string;
  if (value === 0) text = '0';
  else if (size >= 1e-4 && size < 1e6) text = String(Number(size.toFixed(digits)));
  else {
    const [mantissa, power] = size.toExponential(3).split('e');
    text = `${Number(mantissa)}\\!\\times\\!10^{${Number(power)}}`;
  }
  return value < 0 ? `(-${text})` : text;
}

/** A symbol of a rule: its base letter, whether it has a bar, and a subscript as written (`i` or `{ij}`) or ''. */
export interface TexSymbol {
  readonly letter: string;
  readonly bar: boolean;
  readonly sub: string;
}

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'symbol'; readonly symbol: TexSymbol; readonly text: string };

const SYMBOL = /^(?:\\(?:bar|overline)\s*(?:\{([A-Za-z])\}|([A-Za-z]))|([A-Za-z]))(?:_(\{[^{}]*\}|[A-Za-z0-9]))?/;
/** Commands whose braces hold words, not symbols. */
const WORDS = /^\\(?:mathrm|text|operatorname|mathbf)\s*\{[^{}]*\}/;

/** Cuts a rule into symbols and what stands between them. */
export function tokenize(rule: string): Token[] {
  const tokens: Token[] = [];
  let rest = rule;
  while (rest !== '') {
    const words = WORDS.exec(rest);
    const match = words ? null : SYMBOL.exec(rest);
    if (match) {
      const letter = match[1] ?? match[2] ?? match[3];
      tokens.push({
        kind: 'symbol',
        text: match[0],
        symbol: { letter, bar: match[3] === undefined, sub: match[4] ?? '' },
      });
      rest = rest.slice(match[0].length);
      continue;
    }
    const text = words?.[0] ?? /^\\(?:[A-Za-z]+|.)/.exec(rest)?.[0] ?? rest[0];
    tokens.push({ kind: 'text', text });
    rest = rest.slice(text.length);
  }
  return tokens;
}

/** Replaces symbols by what `map` gives; undefined leaves a symbol as it is. */
export function substitute(rule: string, map: (symbol: TexSymbol) => string | undefined): string {
  return tokenize(rule)
    .map((token) => {
      if (token.kind === 'text') return token.text;
      const tex = map(token.symbol);
      return tex === undefined ? token.text : `{${tex}}`;
    })
    .join('');
}

/**
 * Replaces symbols by numbers. What was written side by side, or with a thin space, is a product: it gets a dot, since
 * two numbers side by side would read as one.
 */
export function substituteNumbers(rule: string, map: (symbol: TexSymbol) => number | undefined): string {
  let out = '';
  let factorBefore = false;
  let spaced = '';
  for (const token of tokenize(rule)) {
    if (token.kind === 'text' && (/^\s+$/.test(token.text) || token.text === '\\,' || token.text === '\\;')) {
      spaced += token.text;
      continue;
    }
    const value = token.kind === 'symbol' ? map(token.symbol) : undefined;
    const text = value === undefined ? token.text : texNumber(value);
    const starts =
      value !== undefined || /^(\\(frac|tfrac|dfrac|left|ln|tanh|exp|sqrt)|[([0-9A-Za-z])$/.test(token.text);
    if (factorBefore && starts && !(token.kind === 'text' && /^[0-9.]$/.test(token.text) && spaced === ''))
      out += ' \\cdot ';
    else if (spaced !== '') out += ' ';
    spaced = '';
    out += text;
    factorBefore = value !== undefined || /[0-9)\]}]$/.test(token.text);
  }
  return out;
}
