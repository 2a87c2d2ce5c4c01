import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARM, colourRun, pack, position, ramp, unpack } from '../../../renderers/shared/ramps.ts';
import { resolveTheme } from '../../../renderers/shared/theme.ts';

const theme = resolveTheme({ classes: ['vscode-dark'], reducedMotion: false, var: () => '' });

describe('colourRun', () => {
  it.each(['diverging', 'sequential'] as const)(
    'gives each value the colour at its position on the %s ramp',
    (kind) => {
      const colours = ramp(theme, kind);
      const value = fc.oneof(fc.double({ min: -3, max: 3, noNaN: true }), fc.constantFrom(0, -0, 1e300, -1e300));
      fc.assert(
        fc.property(fc.array(value, { minLength: 1 }), fc.constantFrom(1, 0.7), (values, gamma) => {
          const domain = { min: 0, max: 1.5, gamma };
          const out = new Uint32Array(values.length);
          colourRun(values, 0, 1, values.length, colours, domain, out, 0);
          values.forEach((v, i) => {
            const t = Math.min(1, Math.max(kind === 'diverging' ? -1 : 0, position(v, domain, kind)));
            const zero = kind === 'diverging' ? ARM - 1 : 0;
            const index = colours.lut.indexOf(out[i]);
            expect(Math.abs(index - (t * (ARM - 1) + zero))).toBeLessThanOrEqual(2);
          });
        }),
      );
    },
  );

  it('paints NaN and the infinities in their own colour, which no ramp has', () => {
    for (const kind of ['diverging', 'sequential'] as const) {
      const colours = ramp(theme, kind);
      const out = new Uint32Array(3);
      const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      colourRun(odd, 0, 1, 3, colours, { min: 0, max: 1, gamma: 1 }, out, 0);
      expect([...out].map(unpack)).toEqual([theme.nan, theme.nan, theme.nan]);
      expect(colours.lut.includes(colours.nan)).toBe(false);
    }
  });

  it('walks a column by its stride', () => {
    const colours = ramp(theme, 'diverging');
    const out = new Uint32Array(2);
    colourRun([0, 1, 0, -1], 1, 2, 2, colours, { min: -1, max: 1, gamma: 1 }, out, 0);
    expect([...out].map(unpack)).toEqual([colours.css(1), colours.css(-1)]);
  });

  it('survives a domain of no width', () => {
    const colours = ramp(theme, 'diverging');
    const out = new Uint32Array(2);
    colourRun([5, 0], 0, 1, 2, colours, { min: 0, max: 0, gamma: 1 }, out, 0);
    expect(unpack(out[1])).toBe(theme.bg);
  });
});

it('packs pixels in memory order r, g, b, a', () => {
  expect([...new Uint8Array(Uint32Array.of(pack(1, 2, 3)).buffer)]).toEqual([1, 2, 3, 255]);
});
