/**
 * The colours and fonts of the editor's theme as one object, for canvases (which need resolved colours) and for the
 * stylesheets. Everything is read from VS Code's `--vscode-*` variables, never from a theme's name; one observer on the
 * body, shared by all outputs, makes it live. Which variable feeds which token, and the contrast each must keep, is the
 * token table of the design guide.
 */
import { contrast, fadeWhile, luminance, mix, over, parseColor, strengthen } from './color.ts';

export interface Theme {
  /** Dark arms of the ramps or light ones: decided by the background's luminance. */
  readonly dark: boolean;
  readonly highContrast: boolean;
  readonly reducedMotion: boolean;
  readonly uiFont: string;
  readonly monoFont: string;
  readonly bg: string;
  readonly fg: string;
  /** Labels, axes. */
  readonly dim: string;
  /** "Not yet", masked, zero. */
  readonly mute: string;
  /** Marks only, never text. */
  readonly faint: string;
  /** Rules. */
  readonly line: string;
  /** Borders of controls and facets. */
  readonly line2: string;
  readonly accent: string;
  /** Focus ring only. */
  readonly focus: string;
  /** Fill of what is selected; equals bg in high contrast. */
  readonly sel: string;
  readonly hover: string;
  readonly second: string;
  readonly warn: string;
  readonly err: string;
  readonly ok: string;
  /** NaN and infinities; in no ramp. */
  readonly nan: string;
  readonly widget: string;
  readonly widgetBorder: string;
  /** Okabe-Ito, adjusted to 3:1; past eight series use dashes. */
  readonly series: readonly string[];
}

/** What the resolver reads; `var(name)` is a CSS variable's value or ''. */
export interface ThemeSource {
  readonly classes: readonly string[];
  readonly reducedMotion: boolean;
  var(name: string): string;
}

const OKABE_ITO = ['#56b4e9', '#e69f00', '#009e73', '#cc79a7', '#f0e442', '#0072b2', '#d55e00', '#999999'];

export function resolveTheme(source: ThemeSource): Theme {
  const highContrast = source.classes.some((name) => name.startsWith('vscode-high-contrast'));
  const lightClass = source.classes.includes('vscode-light') || source.classes.includes('vscode-high-contrast-light');
  const bg = opaque(source, ['editor-background'], lightClass ? '#ffffff' : '#1f1f1f', '#000000');
  const dark = luminance(bg) < 0.18;
  const color = (names: readonly string[], fallback: string): string => opaque(source, names, fallback, bg);
  const fg = color(['foreground', 'editor-foreground'], dark ? '#cccccc' : '#3b3b3b');
  const edge = color(['contrastBorder'], fg);
  const described = color(['descriptionForeground'], fg);
  const dim = highContrast ? fg : strengthen(described === fg ? mix(bg, fg, 0.8) : described, bg, 4.6);
  const accent = strengthen(color(['textLink-foreground'], dark ? '#4daafc' : '#005fb8'), bg, 4.5);
  const warnBase = color(['editorWarning-foreground'], dark ? '#cca700' : '#bf8803');
  const errBase = dark ? color(['errorForeground'], '#f85149') : color(['editorError-foreground'], '#e51400');
  return {
    dark,
    highContrast,
    reducedMotion: source.reducedMotion,
    uiFont: source.var('--vscode-font-family') || 'system-ui, sans-serif',
    monoFont: source.var('--vscode-editor-font-family') || 'ui-monospace, Menlo, Consolas, monospace',
    bg,
    fg,
    dim,
    mute: highContrast ? fadeWhile(fg, bg, bg, 7) : fadeWhile(dim, bg, bg, 4.6),
    faint: highContrast ? fadeWhile(fg, bg, bg, 4.5) : fadeWhile(dim, bg, bg, dark ? 3.5 : 4.5),
    line: highContrast ? edge : color(['widget-border', 'panel-border'], dark ? '#313131' : '#e5e5e5'),
    line2: highContrast ? edge : color(['input-border', 'dropdown-border'], dark ? '#3c3c3c' : '#cecece'),
    accent,
    focus: color(['focusBorder'], accent),
    sel: highContrast ? bg : mix(bg, accent, dark ? 0.14 : 0.09),
    hover: highContrast ? bg : color(['toolbar-hoverBackground', 'list-hoverBackground'], mix(bg, fg, 0.1)),
    second: strengthen('#e69f00', bg, 4.7),
    warn: strengthen(warnBase, bg, 4.5),
    err: strengthen(errBase, bg, 4.5),
    ok: strengthen(color(['testing-iconPassed'], dark ? '#73c991' : '#388a34'), bg, 3),
    nan: strengthen(dark ? (highContrast ? '#f58cf5' : '#d670d6') : '#a3139f', bg, 4.5),
    widget: color(['editorHoverWidget-background', 'editorWidget-background'], bg),
    widgetBorder: highContrast ? edge : color(['editorHoverWidget-border', 'editorWidget-border'], mix(bg, fg, 0.2)),
    series: OKABE_ITO.map((base) => (contrast(base, bg) >= 3 ? base : strengthen(base, bg, 3))),
  };
}

function opaque(source: ThemeSource, names: readonly string[], fallback: string, under: string): string {
  for (const name of names) {
    const color = parseColor(source.var(`--vscode-${name}`));
    if (color !== undefined && color.a > 0) return over(color, under);
  }
  return fallback;
}

type Listener = (theme: Theme) => void;

const listeners = new Set<Listener>();
let current: Theme | undefined;

/** The theme now; resolved once and then on every change. */
export function currentTheme(): Theme {
  if (current === undefined) {
    current = resolveTheme(documentSource());
    watch();
  }
  return current;
}

/** Calls back on every change until the returned function is called. */
export function onTheme(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function watch(): void {
  const refresh = (): void => {
    const next = resolveTheme(documentSource());
    if (JSON.stringify(next) === JSON.stringify(current)) return;
    current = next;
    for (const listener of [...listeners]) listener(next);
  };
  const observer = new MutationObserver(refresh);
  const attributes = { attributes: true, attributeFilter: ['class', 'style', 'data-vscode-theme-kind'] };
  observer.observe(document.body, attributes);
  observer.observe(document.documentElement, attributes);
  for (const query of ['(prefers-reduced-motion: reduce)', '(forced-colors: active)']) {
    matchMedia(query).addEventListener('change', refresh);
  }
}

function documentSource(): ThemeSource {
  const style = getComputedStyle(document.documentElement);
  const classes = [...document.body.classList];
  if (matchMedia('(forced-colors: active)').matches) classes.push('vscode-high-contrast');
  return {
    classes,
    reducedMotion: classes.includes('vscode-reduce-motion') || matchMedia('(prefers-reduced-motion: reduce)').matches,
    var: (name) => style.getPropertyValue(name).trim(),
  };
}
