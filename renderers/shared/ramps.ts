/**
 * The colour ramps: diverging (sign and size) and sequential (size). Zero is the theme's background, lightness is
 * monotone, and both arms have equal lightness at equal magnitude. Stops are equally spaced and interpolated linearly
 * in sRGB; the lookup tables have 256 entries per arm.
 */
import { parseColor, toHex } from './color.ts';
import type { Theme } from './theme.ts';

const STOPS = {
  dark: {
    minus: ['#1f1f1f', '#1f3d69', '#1f62a4', '#348dcf', '#67b8e8', '#a6def5'],
    plus: ['#1f1f1f', '#622a1d', '#994222', '#cc6526', '#e69b54', '#f2cf94'],
    seq: ['#1f1f1f', '#1f2f44', '#164363', '#055d77', '#017a85', '#1d998f', '#4cb994', '#97d58b', '#eceb8a'],
  },
  light: {
    minus: ['#ffffff', '#b7def8', '#75b5e9', '#418ad1', '#2460ab', '#15387d'],
    plus: ['#ffffff', '#f8cfac', '#e99861', '#cd642b', '#9f3c1a', '#6d1d10'],
    seq: ['#ffffff', '#e3f2d9', '#b9e5be', '#80d3b2', '#4cb9b0', '#2599aa', '#18759b', '#1a517f', '#152e5d'],
  },
  hcDark: {
    minus: ['#000000', '#0f3467', '#1b62a7', '#3b93d5', '#75c2ef', '#b9eaff'],
    plus: ['#000000', '#5e1c0d', '#9b411e', '#d36b2d', '#f0a45e', '#fbdea0'],
    seq: ['#000000', '#031329', '#013b5e', '#045b75', '#0a7d88', '#28a096', '#56c29c', '#a2df96', '#f5f59c'],
  },
} as const;

export const ARM = 256;

export interface Ramp {
  readonly kind: 'diverging' | 'sequential';
  /**
   * Pixels as an `ImageData` wants them (bytes r, g, b, a in memory order). Diverging: 511 entries, index 255 is zero.
   * Sequential: 256 entries, index 0 is zero.
   */
  readonly lut: Uint32Array;
  /** Colour of NaN and the infinities, same packing. */
  readonly nan: number;
  /** CSS colour at `t`: diverging in [-1, 1], sequential in [0, 1]; clamped. */
  css(t: number): string;
}

const cache = new WeakMap<Theme, { diverging?: Ramp; sequential?: Ramp }>();

export function ramp(theme: Theme, kind: Ramp['kind']): Ramp {
  let entry = cache.get(theme);
  if (entry === undefined) {
    entry = {};
    cache.set(theme, entry);
  }
  entry[kind] ??= build(theme, kind);
  return entry[kind];
}

/** Black to white in every theme: a picture's own brightness. */
export function greyRamp(theme: Theme): Ramp {
  const lut = Uint32Array.from({ length: ARM }, (_, i) => pack(i, i, i));
  const css = (t: number): string => unpack(lut[Math.round(Math.min(1, Math.max(0, t)) * (ARM - 1))]);
  return { kind: 'sequential', lut, nan: sample([theme.nan], 0), css };
}

function build(theme: Theme, kind: Ramp['kind']): Ramp {
  const stops = STOPS[theme.dark ? (theme.highContrast ? 'hcDark' : 'dark') : 'light'];
  const arm = (colors: readonly string[]): number[] => {
    const from = [theme.bg, ...colors.slice(1)];
    return Array.from({ length: ARM }, (_, i) => sample(from, i / (ARM - 1)));
  };
  const lut = Uint32Array.from(
    kind === 'sequential' ? arm(stops.seq) : [...arm(stops.minus).reverse(), ...arm(stops.plus).slice(1)],
  );
  const zero = kind === 'sequential' ? 0 : ARM - 1;
  return {
    kind,
    lut,
    nan: sample([theme.nan], 0),
    css: (t) => unpack(lut[Math.round(Math.min(1, Math.max(kind === 'sequential' ? 0 : -1, t)) * (ARM - 1)) + zero]),
  };
}

function sample(stops: readonly string[], t: number): number {
  const at = t * (stops.length - 1);
  const i = Math.min(stops.length - 1, Math.floor(at));
  const a = parseColor(stops[i]);
  const b = parseColor(stops[Math.min(stops.length - 1, i + 1)]);
  if (a === undefined || b === undefined) throw new RangeError(`ramp stop is not a colour: ${stops[i]}`);
  const f = at - i;
  const channel = (p: number, q: number): number => Math.round(p + (q - p) * f);
  return pack(channel(a.r, b.r), channel(a.g, b.g), channel(a.b, b.b));
}

/** Little-endian memory order: r is the lowest byte. */
export function pack(r: number, g: number, b: number, a = 255): number {
  return ((a << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

export function unpack(pixel: number): string {
  return toHex({ r: pixel & 255, g: (pixel >> 8) & 255, b: (pixel >> 16) & 255, a: 1 });
}

/** How values become positions on the ramp: `v / max`, then `sign * |t|^gamma`, clamped. */
export interface Domain {
  /** The value at the end of the ramp; the diverging ramp spans [-max, max], the sequential one [min, max]. */
  readonly max: number;
  readonly min: number;
  /** Exponent on the position; 1 is linear. */
  readonly gamma: number;
}

/** The position of `v` on a ramp, unclamped: beyond [-1, 1] (or [0, 1]) it is outside the domain. */
export function position(v: number, domain: Domain, kind: Ramp['kind']): number {
  const t = kind === 'diverging' ? v / domain.max : (v - domain.min) / (domain.max - domain.min);
  if (Number.isNaN(t)) return Number.isNaN(v) ? Number.NaN : 0;
  return domain.gamma === 1 ? t : Math.sign(t) * Math.abs(t) ** domain.gamma;
}

/**
 * Colours `count` values from `start` with the given stride into `out` at `at`. The inner loop of every heat map: no
 * allocation, no call for the linear case.
 */
export function colourRun(
  data: ArrayLike<number>,
  start: number,
  stride: number,
  count: number,
  colours: Ramp,
  domain: Domain,
  out: Uint32Array,
  at: number,
): void {
  const { lut, nan } = colours;
  const diverging = colours.kind === 'diverging';
  const last = lut.length - 1;
  const zero = diverging ? ARM - 1 : 0;
  const span = diverging ? domain.max : domain.max - domain.min;
  const scale = span > 0 ? (ARM - 1) / span : 0;
  const offset = diverging ? 0 : domain.min;
  const linear = domain.gamma === 1;
  let from = start;
  for (let i = 0; i < count; i++, from += stride) {
    const v = data[from];
    const d = v - offset;
    if (d - d !== 0) {
      out[at + i] = nan;
      continue;
    }
    let index: number;
    if (linear) index = (d * scale + zero + 0.5) | 0;
    else index = Math.round(Math.sign(d) * Math.abs((d * scale) / (ARM - 1)) ** domain.gamma * (ARM - 1)) + zero;
    const t = linear ? d * scale + zero : index;
    out[at + i] = lut[t <= 0 ? 0 : t >= last ? last : index];
  }
}
