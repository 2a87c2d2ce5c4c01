/** The sparkline histogram of a hover, as an SVG image: bars over the colour bar of the tensor view, ends and zero named. */
import type { LiveHistogram } from './live.ts';
import { formatNumber } from './numbers.ts';

export type Theme = 'dark' | 'light';

const width = 176;
const barsHeight = 44;
const rampHeight = 5;

/** Ends of the tensor view's diverging ramp, least to most, and zero's colour in the hover. */
const palette = {
  dark: {
    bar: '#9d9d9d',
    text: '#9d9d9d',
    ramp: ['#a6def5', '#348dcf', '#1f3d69', '#202020', '#622a1d', '#cc6526', '#f2cf94'],
  },
  light: {
    bar: '#616161',
    text: '#616161',
    ramp: ['#15387d', '#418ad1', '#b7def8', '#f8f8f8', '#f8cfac', '#cd642b', '#6d1d10'],
  },
} as const;

export function histogramSvg({ from, to, counts }: LiveHistogram, theme: Theme): string {
  const { bar, text, ramp } = palette[theme];
  const most = Math.max(1, ...counts);
  const step = width / counts.length;
  const rects = counts.map((count, i) => {
    const height = count === 0 ? 0 : Math.max(1, (count / most) * barsHeight);
    return `<rect x="${round(i * step)}" y="${round(barsHeight - height)}" width="${round(step - 1)}" height="${round(height)}"/>`;
  });
  // The ramp is symmetric about zero; a tensor of one sign shows the part of it that its values reach.
  const reach = Math.max(Math.abs(from), Math.abs(to));
  const at = (value: number): number => ((value - from) / (to - from)) * 100;
  const stops = ramp.map((colour, i) => `<stop offset="${round(at((i / 3 - 1) * reach))}%" stop-color="${colour}"/>`);
  const zero = from < 0 && to > 0 ? label(round((at(0) / 100) * width), 'middle', '0') : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="68" font-family="monospace" font-size="11">` +
    `<defs><linearGradient id="r">${stops.join('')}</linearGradient></defs><g fill="${bar}">${rects.join('')}</g>` +
    `<rect y="${barsHeight + 2}" width="${width}" height="${rampHeight}" fill="url(#r)"/><g fill="${text}">` +
    `${label(0, 'start', formatNumber(from))}${zero}${label(width, 'end', formatNumber(to))}</g></svg>`
  );
}

function label(x: number, anchor: string, text: string): string {
  return `<text x="${x}" y="64" text-anchor="${anchor}">${text}</text>`;
}

const round = (value: number): number => Math.round(value * 100) / 100;
