/** The page of the harness: what VS Code's notebook webview gives a renderer, as far as a renderer can tell. */
import { THEMES, type ThemeName } from './themes.ts';

/** The policy of the notebook webview with `notebook.experimental.enableCsp`. */
const SOURCE = 'https://*.nnbook.test';
const POLICY = [
  "default-src 'none'",
  `script-src ${SOURCE} 'unsafe-inline' 'unsafe-eval'`,
  `style-src ${SOURCE} 'unsafe-inline'`,
  `img-src ${SOURCE} https: http: data:`,
  `font-src ${SOURCE} https:`,
  'connect-src https:',
  'child-src https: data:',
].join('; ');

export function pageHtml(theme: ThemeName, width: number): string {
  const { classes, kind, vars } = THEMES[theme];
  const style = Object.entries(vars).map(([name, value]) => `--vscode-${name}:${value}`);
  return `<!DOCTYPE html>
<html lang="en" style="${style.join(';').replaceAll('"', '&quot;')}">
<head>
<meta charset="utf-8"><title>notebook</title>
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<style>
html, body { margin: 0; padding: 0; }
body { background: var(--vscode-editor-background); color: var(--vscode-editor-foreground);
  font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
table, thead, tr, th, td, tbody { border: none !important; border-spacing: 0; border-collapse: collapse; }
table td, table th { text-align: right; padding: 0.5em; }
.output_container { margin: 20px; width: ${width + 16}px; }
.output_container > div { padding: 8px; }
</style>
</head>
<body class="${classes}" data-vscode-theme-kind="${kind}">
<button id="before" style="position:absolute;opacity:0">before</button>
<main class="output_container" id="container"></main>
<button id="after" style="position:absolute;opacity:0">after</button>
<script src="/harness.js"></script>
</body></html>`;
}
