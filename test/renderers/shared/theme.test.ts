import { describe, expect, it } from 'vitest';
import { contrast, luminance } from '../../../renderers/shared/color.ts';
import { ARM, ramp } from '../../../renderers/shared/ramps.ts';
import { resolveTheme, type Theme } from '../../../renderers/shared/theme.ts';
import { THEME_NAMES, THEMES, type ThemeName } from '../harness/themes.ts';

function themeOf(name: ThemeName, override: Record<string, string> = {}): Theme {
  const { classes, vars } = THEMES[name];
  const all: Record<string, string> = { ...vars, ...override };
  return resolveTheme({
    classes: classes.split(' '),
    reducedMotion: false,
    var: (key) => all[key.replace('--vscode-', '')] ?? '',
  });
}

describe('tokens', () => {
  it('are those of the design guide in Dark Modern and Light Modern', () => {
    expect(themeOf('dark')).toMatchObject({
      ...{
        dark: true,
        highContrast: false,
        bg: '#1f1f1f',
        fg: '#cccccc',
        dim: '#9d9d9d',
        line: '#313131',
        line2: '#3c3c3c',
      },
      ...{
        accent: '#4daafc',
        focus: '#0078d4',
        second: '#e69f00',
        warn: '#cca700',
        err: '#f85149',
        ok: '#73c991',
        nan: '#d670d6',
      },
    });
    expect(themeOf('light')).toMatchObject({
      dark: false,
      bg: '#ffffff',
      fg: '#3b3b3b',
      accent: '#005fb8',
      nan: '#a3139f',
    });
  });

  it.each(THEME_NAMES)('keep their contrast in %s', (name) => {
    const theme = themeOf(name);
    for (const text of [
      theme.fg,
      theme.dim,
      theme.mute,
      theme.accent,
      theme.warn,
      theme.err,
      theme.nan,
      theme.second,
    ]) {
      expect(contrast(text, theme.bg)).toBeGreaterThanOrEqual(4.5);
    }
    for (const mark of [theme.faint, theme.ok, ...theme.series])
      expect(contrast(mark, theme.bg)).toBeGreaterThanOrEqual(3);
  });

  it.each(['#fdf6e3', '#002b36', '#272822', '#808080'])(
    'keep their contrast on the background %s of another theme',
    (bg) => {
      const theme = themeOf('dark', {
        'editor-background': bg,
        foreground: luminance(bg) > 0.18 ? '#222222' : '#dddddd',
      });
      for (const text of [theme.dim, theme.accent, theme.warn, theme.err, theme.nan]) {
        expect(contrast(text, theme.bg)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it('use no tint and the contrast border in high contrast', () => {
    const theme = themeOf('hc-dark');
    expect(theme).toMatchObject({ highContrast: true, sel: '#000000', line: '#6fc3df', line2: '#6fc3df' });
    expect(themeOf('hc-light')).toMatchObject({ highContrast: true, dark: false, line: '#0f4a85' });
  });

  it('stand without any variable, as in a page that is not VS Code', () => {
    const theme = resolveTheme({ classes: [], reducedMotion: false, var: () => '' });
    expect(contrast(theme.fg, theme.bg)).toBeGreaterThan(7);
  });
});

describe('ramps', () => {
  it.each(THEME_NAMES)('start at the background and rise in contrast along both arms in %s', (name) => {
    const theme = themeOf(name);
    for (const kind of ['diverging', 'sequential'] as const) {
      const { css } = ramp(theme, kind);
      expect(css(0)).toBe(theme.bg);
      for (const sign of kind === 'diverging' ? [1, -1] : [1]) {
        let last = 1;
        for (let i = 1; i < ARM; i++) {
          const ratio = contrast(css((sign * i) / (ARM - 1)), theme.bg);
          expect(ratio).toBeGreaterThanOrEqual(last - 0.02);
          last = ratio;
        }
        expect(last).toBeGreaterThan(10);
      }
    }
  });

  it('are those of the design guide at their stops', () => {
    const { css } = ramp(themeOf('dark'), 'diverging');
    expect([-1, -0.6, 0, 0.2, 1].map(css)).toEqual(['#a6def5', '#348dcf', '#1f1f1f', '#622a1d', '#f2cf94']);
    const light = ramp(themeOf('light'), 'sequential');
    expect([0, 1].map(light.css)).toEqual(['#ffffff', '#152e5d']);
    // The table has no entry exactly at one half.
    const [a, b] = [light.css(0.5), '#4cb9b0'].map((c) => [1, 3, 5].map((i) => Number.parseInt(c.slice(i, i + 2), 16)));
    a.forEach((v, i) => {
      expect(Math.abs(v - b[i])).toBeLessThanOrEqual(1);
    });
  });

  it('give equal size equal lightness on both arms', () => {
    for (const name of THEME_NAMES) {
      const { css } = ramp(themeOf(name), 'diverging');
      for (const t of [0.2, 0.4, 0.6, 0.8, 1]) {
        const theme = themeOf(name);
        const ratio = contrast(css(t), theme.bg) / contrast(css(-t), theme.bg);
        expect(Math.abs(Math.log(ratio))).toBeLessThan(0.12);
      }
    }
  });
});
