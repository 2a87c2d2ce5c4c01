/** Numbers as the views print them: true minus, four decimals, `6.74e−05`, thousands separated. */

export const minus = '\u2212';

export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : `${minus}Inf`;
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (size >= 1e6 || size < 1e-4) {
    const [digits, exponent] = value.toExponential(2).split('e');
    const power = Number(exponent);
    return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`.replaceAll('-', minus);
  }
  return value.toFixed(4).replace('-', minus);
}

export function formatCount(value: number): string {
  return value.toLocaleString('en-US');
}

/** Binary units, at most one decimal: `32 KiB`, `1.5 MiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  for (const unit of ['B', 'KiB', 'MiB']) {
    if (value < 1024) return `${Number(value.toFixed(1))} ${unit}`;
    value /= 1024;
  }
  return `${Number(value.toFixed(1))} GiB`;
}

export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
