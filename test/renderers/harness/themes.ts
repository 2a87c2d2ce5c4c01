/** What VS Code puts into a webview for its four default themes: the body's class and the variables that views read. */
export type ThemeName = 'dark' | 'light' | 'hc-dark' | 'hc-light';

export const THEME_NAMES: readonly ThemeName[] = ['dark', 'light', 'hc-dark', 'hc-light'];

export interface WebviewTheme {
  readonly classes: string;
  readonly kind: string;
  readonly vars: Readonly<Record<string, string>>;
}

const FONTS = {
  'font-family': "'Segoe WPC', 'Segoe UI', system-ui, 'Ubuntu', 'Droid Sans', sans-serif",
  'font-size': '13px',
  'editor-font-family': "'Droid Sans Mono', 'DejaVu Sans Mono', monospace",
  'editor-font-size': '14px',
};

export const THEMES: Readonly<Record<ThemeName, WebviewTheme>> = {
  dark: {
    classes: 'vscode-dark',
    kind: 'vscode-dark',
    vars: {
      ...FONTS,
      'editor-background': '#1f1f1f',
      'editor-foreground': '#cccccc',
      foreground: '#cccccc',
      descriptionForeground: '#9d9d9d',
      'widget-border': '#313131',
      'input-border': '#3c3c3c',
      'textLink-foreground': '#4daafc',
      focusBorder: '#0078d4',
      'editorWarning-foreground': '#cca700',
      'editorError-foreground': '#f14c4c',
      errorForeground: '#f85149',
      'testing-iconPassed': '#73c991',
      'editorHoverWidget-background': '#202020',
      'editorHoverWidget-border': '#454545',
      'editorWidget-background': '#202020',
      'toolbar-hoverBackground': 'rgba(90, 93, 94, 0.31)',
    },
  },
  light: {
    classes: 'vscode-light',
    kind: 'vscode-light',
    vars: {
      ...FONTS,
      'editor-background': '#ffffff',
      'editor-foreground': '#3b3b3b',
      foreground: '#3b3b3b',
      descriptionForeground: '#3b3b3b',
      'widget-border': '#e5e5e5',
      'input-border': '#cecece',
      'textLink-foreground': '#005fb8',
      focusBorder: '#005fb8',
      'editorWarning-foreground': '#bf8803',
      'editorError-foreground': '#e51400',
      errorForeground: '#f85149',
      'testing-iconPassed': '#388a34',
      'editorHoverWidget-background': '#f8f8f8',
      'editorHoverWidget-border': '#c8c8c8',
      'editorWidget-background': '#f8f8f8',
      'toolbar-hoverBackground': 'rgba(184, 184, 184, 0.31)',
    },
  },
  'hc-dark': {
    classes: 'vscode-high-contrast',
    kind: 'vscode-high-contrast',
    vars: {
      ...FONTS,
      'editor-background': '#000000',
      'editor-foreground': '#ffffff',
      foreground: '#ffffff',
      descriptionForeground: 'rgba(255, 255, 255, 0.7)',
      contrastBorder: '#6fc3df',
      'widget-border': '#6fc3df',
      'input-border': '#6fc3df',
      'textLink-foreground': '#21a6ff',
      focusBorder: '#f38518',
      'editorWarning-foreground': '#ffd370',
      errorForeground: '#f48771',
      'testing-iconPassed': '#73c991',
      'editorHoverWidget-background': '#0c141f',
      'editorHoverWidget-border': '#6fc3df',
      'editorWidget-background': '#0c141f',
    },
  },
  'hc-light': {
    classes: 'vscode-high-contrast-light vscode-high-contrast',
    kind: 'vscode-high-contrast-light',
    vars: {
      ...FONTS,
      'editor-background': '#ffffff',
      'editor-foreground': '#292929',
      foreground: '#292929',
      descriptionForeground: 'rgba(41, 41, 41, 0.7)',
      contrastBorder: '#0f4a85',
      'widget-border': '#0f4a85',
      'input-border': '#0f4a85',
      'textLink-foreground': '#0f4a85',
      focusBorder: '#006bbd',
      'editorWarning-foreground': '#895503',
      'editorError-foreground': '#b5200d',
      errorForeground: '#b5200d',
      'testing-iconPassed': '#007100',
      'editorHoverWidget-background': '#ffffff',
      'editorHoverWidget-border': '#0f4a85',
      'editorWidget-background': '#ffffff',
    },
  },
};
