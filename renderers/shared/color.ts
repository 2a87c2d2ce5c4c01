/** sRGB colours: parsing what `getComputedStyle` returns, mixing, WCAG contrast. Channels 0 to 255, alpha 0 to 1. */
export interface Rgba {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a: number;
}

/** Parses #rgb, #rgba, #rrggbb, #rrggbbaa, rgb() and rgba(); undefined for anything else. */
export function parseColor(text: string): Rgba | undefined {
  const value = text.trim();
  const hex = /^#([0-9a-f]{3,8})$/i.exec(value)?.[1];
  if (hex !== undefined && hex.length !== 5 && hex.length !== 7) {
    const wide = hex.length <= 4 ? [...hex].map((c) => c + c).join('') : hex;
    const at = (i: number): number => Number.parseInt(wide.slice(2 * i, 2 * i + 2), 16);
    return { r: at(0), g: at(1), b: at(2), a: wide.length === 8 ? at(3) / 255 : 1 };
  }
  const body = /^rgba?\(([^)]*)\)$/i.exec(value)?.[1];
  const parts = body?.split(/[\s,/]+/).filter((part) => part !== '') ?? [];
  if (parts.length < 3) return undefined;
  const [r, g, b, a = 1] = parts.map((part, i) =>
    part.endsWith('%') ? (Number.parseFloat(part) / 100) * (i === 3 ? 1 : 255) : Number.parseFloat(part),
  );
  return [r, g, b, a].every(Number.isFinite) ? { r, g, b, a } : undefined;
}

export function toHex(color: Rgba): string {
  const two = (v: number): string =>
    Math.round(Math.min(255, Math.max(0, v)))
      .toString(16)
      .padStart(2, '0');
  return `#${two(color.r)}${two(color.g)}${two(color.b)}`;
}

/** `share` of `b` in `a`, linear in sRGB. Both opaque hex colours. */
export function mix(a: string, b: string, share: number): string {
  const p = need(a);
  const q = need(b);
  return toHex({
    r: p.r + (q.r - p.r) * share,
    g: p.g + (q.g - p.g) * share,
    b: p.b + (q.b - p.b) * share,
    a: 1,
  });
}

/** The opaque colour that `color` shows over the opaque `under`. */
export function over(color: Rgba, under: string): string {
  return mix(under, toHex(color), color.a);
}

/** WCAG 2 relative luminance, 0 to 1. */
export function luminance(hex: string): number {
  const { r, g, b } = need(hex);
  const lin = (v: number): number => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * lin(r) + 0.7152 * lin(g) + 0.0722 * lin(b);
}

/** WCAG 2 contrast ratio, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Moves `color` toward `target` in 1 % steps while its contrast against `against` stays at least `ratio`. */
export function fadeWhile(color: string, target: string, against: string, ratio: number): string {
  let best = color;
  for (let share = 0.01; share < 1; share += 0.01) {
    const next = mix(color, target, share);
    if (contrast(next, against) < ratio) break;
    best = next;
  }
  return best;
}

/** Moves `color` away from `bg` (to black or white) in 1 % steps until its contrast is at least `ratio`. */
export function strengthen(color: string, bg: string, ratio: number): string {
  const pole = luminance(bg) > 0.18 ? '#000000' : '#ffffff';
  for (let share = 0; share < 1; share += 0.01) {
    const next = mix(color, pole, share);
    if (contrast(next, bg) >= ratio) return next;
  }
  return pole;
}

/** Black or white, whichever contrasts more with the fill under a number. */
export function inkOn(fill: string): string {
  return luminance(fill) > 0.179 ? '#000000' : '#ffffff';
}

function need(text: string): Rgba {
  const color = parseColor(text);
  if (color === undefined) throw new RangeError(`not a colour: ${text}`);
  return color;
}
