/** Numbers as text. On screen with the true minus (U+2212), thousands separated by commas; `ascii` for copied text. */

export const MINUS = '\u2212';

/** Fixed decimals; NaN and infinities by name. */
export function fixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : `${MINUS}Inf`;
  const text = Math.abs(value).toFixed(decimals);
  const [whole, fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = value < 0 && Number(text) !== 0 ? MINUS : '';
  return sign + (fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

/**
 * A readable number: fixed where `digits` decimals show it (magnitude from 10^-(digits-1) to 10^6), else the exponent
 * form `6.74e−05`. Integers lose the decimals.
 */
export function num(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return fixed(value, 0);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e9) return fixed(value, 0);
  if (size >= 10 ** -(digits - 1) && size < 1e6) return fixed(value, digits);
  return exponent(value, Math.max(1, digits - 2));
}

/** `6.74e−05`: two digits of exponent at least, so that columns align. */
export function exponent(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return fixed(value, 0);
  const [mantissa, power] = Math.abs(value).toExponential(digits).split('e');
  const size = Math.abs(Number(power)).toString().padStart(2, '0');
  return `${value < 0 ? MINUS : ''}${mantissa}e${Number(power) < 0 ? MINUS : '+'}${size}`;
}

/** One format for a column: fixed decimals if every value reads well so, else exponents. */
export function columnFormat(values: ArrayLike<number>, digits = 4): (value: number) => string {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  let integers = true;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (!Number.isFinite(size)) continue;
    if (!Number.isInteger(size)) integers = false;
    if (size > 0 && size < low) low = size;
    if (size > high) high = size;
  }
  if (integers && high < 1e7) return (value) => fixed(value, 0);
  if (high >= 1e6 || (high > 0 && high < 10 ** -(digits - 1))) return (value) => exponent(value, 2);
  return (value) => fixed(value, high >= 1000 ? Math.min(2, digits) : digits);
}

export function count(value: number): string {
  return fixed(value, 0);
}

/** `1 value`, `4,704 values`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

export function bytes(value: number): string {
  if (value < 1024) return `${value} B`;
  const unit = value < 2 ** 20 ? 'KiB' : value < 2 ** 30 ? 'MiB' : 'GiB';
  const size = value / (unit === 'KiB' ? 2 ** 10 : unit === 'MiB' ? 2 ** 20 : 2 ** 30);
  return `${fixed(size, size < 100 ? 1 : 0)} ${unit}`;
}

export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

/** What goes to the clipboard and into files: ASCII minus, no thousands separators. */
export function ascii(text: string): string {
  return text.replaceAll(MINUS, '-').replace(/(?<=\d),(?=\d{3})/g, '');
}
